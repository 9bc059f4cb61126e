//! Facts in one short line, for examples and snapshots.

use kaoju_record::{Amount, Statement};

/// An event as `signed 2014-05-29 欧亚经济联盟条约 (BY KZ RU)`, a measure as `entity | indicator | period | 54700000000 USD up vs
/// 2016`; `-` stands for what is open.
pub fn notation(statement: &Statement) -> String {
    let or_open = |part: &Option<String>| part.clone().unwrap_or_else(|| "-".to_owned());
    match statement {
        Statement::TreatyEvent { treaty, action, date, parties } => {
            format!("{} {} {treaty} ({})", action.name(), or_open(date), parties.join(" "))
        }
        Statement::Measure { entity, indicator, period, amount, base } => {
            let parts = [or_open(entity), or_open(indicator), or_open(period), figure(amount)];
            let base = base.as_ref().map_or(String::new(), |base| format!(" vs {base}"));
            parts.join(" | ") + &base
        }
    }
}

fn figure(amount: &Amount) -> String {
    let number = match (&amount.number, &amount.min, &amount.max) {
        (Some(number), ..) => number.clone(),
        (None, Some(min), Some(max)) => format!("{min}..{max}"),
        _ => "?".to_owned(),
    };
    let direction = amount.direction.map(|direction| match direction {
        kaoju_record::Direction::Up => "up".to_owned(),
        kaoju_record::Direction::Down => "down".to_owned(),
    });
    [Some(number), amount.unit.clone(), direction].into_iter().flatten().collect::<Vec<_>>().join(" ")
}
