//! Values over time, drawn along the writing: dots, a line through them, or steps of a sum that
//! grows. The table behind a drawing has the same values.

use jiff::civil::Date;

use super::Ui;

/// The drawing in its own units; pages scale it.
const WIDTH: f32 = 1000.0;
const LEFT: f32 = 112.0;
const RIGHT: f32 = 970.0;
const TOP: f32 = 18.0;
const BOTTOM: f32 = 200.0;
/// Room between the words of a height and its line.
const GAP: f32 = 25.0;
/// Most labels below the line.
const LABELS: i64 = 8;

/// How values are joined.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Joined {
    /// Not at all: statements of different people.
    Dots,
    /// By a line from one to the next.
    Line,
    /// By steps: the value holds until the next.
    Steps,
}

/// A drawing of values over time.
pub(crate) struct Plot {
    pub(crate) dots: Vec<(f32, f32)>,
    /// The corners of the line, as SVG wants them.
    pub(crate) line: String,
    /// Dates below, and where.
    pub(crate) dates: Vec<(f32, String)>,
    /// Heights with their values, and where their words stand.
    pub(crate) levels: Vec<(f32, String)>,
    pub(crate) level_x: f32,
    /// Where the lines of the heights begin and end.
    pub(crate) rule: (f32, f32),
}

impl Plot {
    /// Draws values in the order of their days; `None` if there are fewer than two of them.
    pub(crate) fn of(ui: &Ui, points: &[(Date, f64)], joined: Joined) -> Option<Plot> {
        let mut points: Vec<(Date, f64)> =
            points.iter().copied().filter(|(_, value)| value.is_finite()).collect();
        points.sort_by_key(|(day, _)| *day);
        let (first, last) = (points.first()?.0, points.last()?.0);
        if points.len() < 2 || first == last {
            return None;
        }
        let days = days_between(first, last) as f32;
        let most = round_up(points.iter().map(|(_, value)| *value).fold(0.0, f64::max));
        let x = |day: Date| {
            let along = LEFT + days_between(first, day) as f32 / days * (RIGHT - LEFT);
            if ui.is_arabic() { WIDTH - along } else { along }
        };
        let y = |value: f64| BOTTOM - (value.max(0.0) / most) as f32 * (BOTTOM - TOP);
        let dots: Vec<(f32, f32)> =
            points.iter().map(|(day, value)| (x(*day), y(*value))).collect();
        let mut corners: Vec<(f32, f32)> = Vec::new();
        for dot in &dots {
            if joined == Joined::Steps
                && let Some((_, before)) = corners.last().copied()
            {
                corners.push((dot.0, before));
            }
            corners.push(*dot);
        }
        if joined == Joined::Dots {
            corners.clear();
        }
        let line: Vec<String> = corners.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let level = |part: f64| (y(most * part), ui.decimal(&short(most * part)));
        Some(Plot {
            dates: dates(ui, first, last).into_iter().map(|(day, told)| (x(day), told)).collect(),
            levels: [0.0, 0.5, 1.0].into_iter().map(level).collect(),
            level_x: if ui.is_arabic() { WIDTH - LEFT / 2.0 } else { LEFT / 2.0 },
            rule: match ui.is_arabic() {
                true => (WIDTH - RIGHT, WIDTH - LEFT + GAP),
                false => (LEFT - GAP, RIGHT),
            },
            line: line.join(" "),
            dots,
        })
    }
}

fn days_between(first: Date, last: Date) -> i64 {
    first.until(last).map_or(0, |span| i64::from(span.get_days()))
}

/// The next of 1, 2 or 5 times a power of ten.
fn round_up(value: f64) -> f64 {
    if value <= 0.0 {
        return 1.0;
    }
    let power = 10_f64.powf(value.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().find(|step| step * power >= value);
    step.unwrap_or(10.0) * power
}

/// A height in few letters.
fn short(value: f64) -> String {
    let (value, unit) = match value {
        value if value >= 1e9 => (value / 1e9, "·10⁹"),
        value if value >= 1e6 => (value / 1e6, "·10⁶"),
        value if value >= 1e4 => (value / 1e3, "·10³"),
        value => (value, ""),
    };
    let text = format!("{value:.1}");
    format!("{}{unit}", text.trim_end_matches(".0"))
}

/// Years below a drawing of many, days below one of few.
fn dates(ui: &Ui, first: Date, last: Date) -> Vec<(Date, String)> {
    let days = days_between(first, last);
    if days > 3 * 366 {
        let years = i64::from(last.year() - first.year());
        let step = years / LABELS + 1;
        let own = (first.year()..=last.year()).filter(|year| i64::from(*year) % step == 0);
        let begin = own.filter_map(|year| Date::new(year, 1, 1).ok()).filter(|day| *day >= first);
        return begin.map(|day| (day, ui.own(&day.year().to_string()))).collect();
    }
    let step = days / LABELS + 1;
    let mut all = Vec::new();
    let mut day = first;
    while day <= last {
        all.push((day, ui.own(&format!("{}/{}", day.day(), day.month()))));
        let Ok(next) = day.checked_add(jiff::Span::new().days(step)) else { break };
        day = next;
    }
    all
}

#[cfg(test)]
mod tests {
    use hilf_match::Lang;

    use super::*;

    fn points(all: &[(&str, f64)]) -> Vec<(Date, f64)> {
        all.iter().map(|(day, value)| (day.parse().unwrap(), *value)).collect()
    }

    #[test]
    fn time_runs_with_the_writing_and_more_stands_higher() {
        let own = points(&[("2026-01-10", 7.0), ("2026-01-01", 2.0), ("2026-01-20", 4.0)]);
        let ltr = Plot::of(&Ui::new(Lang::English), &own, Joined::Line).unwrap();
        let rtl = Plot::of(&Ui::new(Lang::Arabic), &own, Joined::Line).unwrap();
        assert!(ltr.dots[0].0 < ltr.dots[1].0 && rtl.dots[0].0 > rtl.dots[1].0);
        assert!(ltr.dots[1].1 < ltr.dots[0].1, "7 stands above 2");
        let inside = |(x, y): &(f32, f32)| (0.0..=WIDTH).contains(x) && (TOP..=BOTTOM).contains(y);
        assert!(ltr.dots.iter().chain(&rtl.dots).all(inside));
        let levels: Vec<&str> = ltr.levels.iter().map(|(_, told)| told.as_str()).collect();
        assert_eq!(levels, ["0", "5", "10"]);
        assert_eq!(rtl.levels[2].1, "١٠");
    }

    #[test]
    fn a_sum_holds_until_the_next_and_statements_are_not_joined() {
        let own = points(&[("2014-01-01", 1.0), ("2016-01-01", 2.0), ("2024-06-01", 5.0)]);
        let ui = Ui::new(Lang::English);
        let steps = Plot::of(&ui, &own, Joined::Steps).unwrap();
        assert_eq!(steps.line.split(' ').count(), 5);
        assert!(Plot::of(&ui, &own, Joined::Dots).unwrap().line.is_empty());
        assert!(steps.dates.len() <= LABELS as usize + 1 && steps.dates.len() > 2);
        assert!(Plot::of(&ui, &own[..1], Joined::Dots).is_none());
        assert!(Plot::of(&ui, &[], Joined::Line).is_none());
    }
}
