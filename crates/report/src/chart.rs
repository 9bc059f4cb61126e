//! A line chart as coordinates for an SVG.

/// Height of the drawing, which is 640 wide, and the room for labels around it, in the units of its view box.
const HEIGHT: f64 = 220.0;
/// Where the grid begins and ends; labels are larger on a narrow screen.
pub(crate) const LEFT: f64 = 88.0;
pub(crate) const END: f64 = 616.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 28.0;

/// A chart ready to be written.
pub(crate) struct Chart {
    pub(crate) line: String,
    pub(crate) dots: Vec<Drawn>,
    pub(crate) rows: Vec<Tick>,
    pub(crate) columns: Vec<Tick>,
}

/// A value of the chart.
pub(crate) struct Dot {
    /// Where it stands in time, in years.
    pub(crate) at: f64,
    pub(crate) number: f64,
    pub(crate) label: String,
    pub(crate) anchor: String,
}

/// A value in its place.
pub(crate) struct Drawn {
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) label: String,
    pub(crate) anchor: String,
}

/// A labelled line of the grid.
pub(crate) struct Tick {
    pub(crate) at: String,
    pub(crate) label: String,
}

impl Chart {
    /// Draws values that are sorted by time. The line goes through the first value of each time.
    pub(crate) fn of(dots: Vec<Dot>) -> Self {
        let numbers = || dots.iter().map(|dot| dot.number);
        let (low, high) = (numbers().fold(0.0, f64::min), numbers().fold(0.0, f64::max));
        let rows = ticks(low, high, 5);
        let (low, high) = (rows.first().copied().unwrap_or(0.0), rows.last().copied().unwrap_or(1.0));
        let first = dots.first().map_or(0.0, |dot| dot.at.floor());
        let last = dots.last().map_or(1.0, |dot| dot.at.ceil().max(first + 1.0));
        let x = |at: f64| coordinate(LEFT + (at - first) / (last - first) * (END - LEFT));
        let y = |number: f64| {
            coordinate(HEIGHT - BOTTOM - (number - low) / (high - low) * (HEIGHT - TOP - BOTTOM))
        };
        let mut line: Vec<&Dot> = dots.iter().collect();
        line.dedup_by(|later, earlier| later.at == earlier.at);
        let line: Vec<String> = line.iter().map(|dot| format!("{},{}", x(dot.at), y(dot.number))).collect();
        let rows = rows.into_iter().map(|number| Tick { at: y(number), label: short(number) });
        // A year's name stands under its middle, where the value of the whole year is drawn.
        let years = ticks(first, last, 8).into_iter().filter(|year| (first..last).contains(year));
        let years = years.filter(|year| year.fract() == 0.0);
        let columns = years.map(|year| Tick { at: x(year + 0.5), label: format!("{year:.0}") }).collect();
        let rows = rows.collect();
        let drawn = dots.iter().map(|dot| Drawn {
            x: x(dot.at),
            y: y(dot.number),
            label: dot.label.clone(),
            anchor: dot.anchor.clone(),
        });
        Self { line: line.join(" "), dots: drawn.collect(), rows, columns }
    }
}

fn coordinate(at: f64) -> String {
    format!("{at:.1}")
}

/// Round numbers from at most `low` to at least `high`, about `count` of them.
fn ticks(low: f64, high: f64, count: usize) -> Vec<f64> {
    let span = if high > low { high - low } else { 1.0 };
    let rough = span / count as f64;
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0].into_iter().map(|step| step * power).find(|step| *step >= rough);
    let step = step.unwrap_or(10.0 * power);
    let (first, last) = ((low / step).floor(), ((low + span) / step).ceil());
    // OK because the step divides the span into a few parts.
    (0..=(last - first) as usize).map(|nth| (first + nth as f64) * step).collect()
}

/// A number for an axis: `40 bn`.
fn short(number: f64) -> String {
    const SCALES: [(f64, &str); 3] = [(1e12, " tn"), (1e9, " bn"), (1e6, " m")];
    let (scale, name) = SCALES.into_iter().find(|(scale, _)| number.abs() >= *scale).unwrap_or((1.0, ""));
    let text = format!("{:.3}", number / scale);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    format!("{}{name}", crate::words::grouped(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_hold_all_values() {
        let cases =
            [(0.0, 89.26e9, 20e9, 6), (-3.6, 12.0, 5.0, 5), (0.0, 0.0, 0.2, 6), (2013.0, 2021.0, 1.0, 9)];
        for (low, high, step, count) in cases {
            let ticks = ticks(low, high, if low > 100.0 { 8 } else { 5 });
            assert!(ticks[0] <= low && *ticks.last().unwrap() >= high, "{low} {high}: {ticks:?}");
            assert!((ticks[1] - ticks[0] - step).abs() < 1e-9 * step, "{low} {high}: {ticks:?}");
            assert_eq!(ticks.len(), count, "{low} {high}: {ticks:?}");
        }
    }

    #[test]
    fn labels_are_short() {
        for (number, label) in
            [(4e10, "40 bn"), (2.5e12, "2.5 tn"), (1500.0, "1,500"), (-5.0, "−5"), (0.2, "0.2")]
        {
            assert_eq!(short(number), label);
        }
    }

    #[test]
    fn a_line_passes_each_time_once() {
        let dot = |at, number| Dot { at, number, label: String::new(), anchor: String::new() };
        let chart = Chart::of(vec![dot(2013.5, 1.0), dot(2013.5, 2.0), dot(2014.5, 3.0)]);
        assert_eq!((chart.dots.len(), chart.line.split(' ').count()), (3, 2));
    }
}
