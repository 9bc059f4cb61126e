//! Temperatures whose scale stands before the number: 摄氏37度, 华氏温度98.6度, 华氏70°.

use kaoju_record::{Amount, Bound, Value};

use super::{Context, FigureMatch};
use crate::bounds::bound_around;
use crate::cursor::{any_at, char_at, skip_spaces};
use crate::numeral::starts_han;

/// The temperature that begins at `at`.
pub(super) fn temperature_at(cx: Context<'_>, at: usize) -> Option<FigureMatch> {
    let text = cx.text;
    let scales = [(["摄氏温度", "摄氏"], "Cel"), (["华氏温度", "华氏"], "degF")];
    let (after, unit) =
        scales.into_iter().find_map(|(words, unit)| Some((any_at(text, at, &words)?, unit)))?;
    let from = skip_spaces(text, any_at(text, after, &["零上", "的"]).unwrap_or(after), 1);
    let minus = any_at(text, from, &["零下", "负", "-", "－", "−"]);
    let from = minus.unwrap_or(from);
    let begins = char_at(text, from).is_some_and(|c| c.is_ascii_digit() || starts_han(c));
    let (numeral, end) = if begins { cx.numeral_at(from) } else { (None, from) };
    let numeral = numeral?;
    let end = any_at(text, skip_spaces(text, end, 1), &["度", "°"])?;
    let written = |n: rust_decimal::Decimal| if minus.is_some() { (-n).to_string() } else { n.to_string() };
    let amount = Amount {
        number: numeral.high.is_none().then(|| written(numeral.low)),
        min: numeral.high.map(|_| written(numeral.low)),
        max: numeral.high.map(written),
        unit: Some(unit.to_owned()),
        bound: if numeral.over { Some(Bound::Over) } else { bound_around(text, at, end) },
        direction: None,
    };
    Some(FigureMatch { start: at, end, value: Value::Quantity(amount), rule: "figure/temperature" })
}
