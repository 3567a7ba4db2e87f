//! Dates drawn along a line.

use super::Html;

/// Width of the drawing in its own units; pages scale it.
pub(crate) const WIDTH: f32 = 1000.0;
/// Room at both ends.
const MARGIN: f32 = 60.0;

/// Something that happened on a day.
pub(crate) struct Moment {
    /// ISO 8601 day.
    pub(crate) day: jiff::civil::Date,
    pub(crate) date: Html,
    pub(crate) what: Html,
}

/// A moment's place in the drawing.
pub(crate) struct Mark {
    pub(crate) x: f32,
    /// Row of the label, from 0: labels that would touch go below each other.
    pub(crate) row: u8,
    pub(crate) label: String,
}

/// A drawing of moments.
pub(crate) struct Timeline {
    pub(crate) marks: Vec<Mark>,
    /// Places of the beginnings of years, so many that they can be told apart.
    pub(crate) ticks: Vec<f32>,
}

/// Rows of labels.
const ROWS: u8 = 3;

impl Timeline {
    /// Places moments, in the order of their days, from one end to the other; in Arabic from the
    /// right to the left. Moments of one year share a label.
    pub(crate) fn of(
        moments: &[Moment],
        is_rtl: bool,
        number: &dyn Fn(&str) -> String,
    ) -> Option<Timeline> {
        let (first, last) = (moments.first()?.day, moments.last()?.day);
        let begin = f32::from(first.year());
        let span = (f32::from(last.year()) + 1.0 - begin).max(1.0);
        let place = |day: jiff::civil::Date| {
            let part =
                (f32::from(day.year()) - begin + f32::from(day.day_of_year()) / 366.0) / span;
            let along = MARGIN + part * (WIDTH - 2.0 * MARGIN);
            if is_rtl { WIDTH - along } else { along }
        };
        let mut marks: Vec<Mark> = Vec::new();
        for moment in moments {
            let x = place(moment.day);
            let label = number(&moment.day.year().to_string());
            let is_known = marks.iter().any(|mark| mark.label == label);
            let touches = |row: u8| {
                marks.iter().any(|m| m.row == row && !m.label.is_empty() && (m.x - x).abs() < 56.0)
            };
            let row = (0..ROWS).find(|row| !touches(*row)).unwrap_or(0);
            let label = if is_known { String::new() } else { label };
            marks.push(Mark { x, row, label });
        }
        let step = (span / 10.0).ceil().max(1.0) as i16;
        let years = (first.year()..=last.year() + 1).step_by(step.unsigned_abs().into());
        let ticks = years.filter_map(|year| Some(place(jiff::civil::Date::new(year, 1, 1).ok()?)));
        Some(Timeline { marks, ticks: ticks.collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(days: &[&str]) -> Vec<Moment> {
        let moment = |day: &&str| Moment {
            day: day.parse().unwrap(),
            date: Html::default(),
            what: Html::default(),
        };
        days.iter().map(moment).collect()
    }

    #[test]
    fn time_runs_with_the_writing_and_stays_inside() {
        let moments = moments(&["2001-01-25", "2010-05-05", "2025-03-11"]);
        let ltr = Timeline::of(&moments, false, &str::to_owned).unwrap();
        let rtl = Timeline::of(&moments, true, &str::to_owned).unwrap();
        assert!(ltr.marks[0].x < ltr.marks[1].x && ltr.marks[1].x < ltr.marks[2].x);
        assert!(rtl.marks[0].x > rtl.marks[2].x);
        assert!(ltr.marks.iter().chain(&rtl.marks).all(|mark| (0.0..=WIDTH).contains(&mark.x)));
        assert!(Timeline::of(&[], false, &str::to_owned).is_none());
    }

    #[test]
    fn a_year_is_written_once_and_labels_do_not_touch() {
        let drawn = Timeline::of(
            &moments(&["2001-01-01", "2001-02-01", "2002-01-01", "2030-01-01"]),
            false,
            &str::to_owned,
        );
        let marks = drawn.unwrap().marks;
        let labels: Vec<&str> = marks.iter().map(|mark| mark.label.as_str()).collect();
        assert_eq!(labels, ["2001", "", "2002", "2030"]);
        assert_ne!(marks[0].row, marks[2].row);
    }
}
