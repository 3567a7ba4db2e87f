//! A deadline as a clock: what is left of it, and when it ends.

use jiff::Timestamp;

use super::{Html, Ui};
use crate::say::clock as words;

/// Seconds whose share the clock's face shows.
const DAY: i64 = 24 * 60 * 60;

/// A deadline as a clock.
pub(crate) struct Due {
    pub(crate) text: Html,
    pub(crate) is_over: bool,
}

impl Due {
    /// When what is due next is due.
    pub(crate) fn of(ui: &Ui, due: Option<Timestamp>) -> Due {
        Due::at(ui, due, Timestamp::now())
    }

    fn at(ui: &Ui, due: Option<Timestamp>, now: Timestamp) -> Due {
        let Some(due) = due else {
            return Due { text: Html::text(ui.t(words::NO_DUE)), is_over: false };
        };
        let seconds = due.as_second() - now.as_second();
        let is_over = seconds < 0;
        let mut text = Html::default();
        if !is_over {
            text.add(&face(seconds));
        }
        let word = if is_over { words::OVERDUE } else { words::LEFT };
        let left = ui.fill_html(word, &[("time", &span(ui, seconds.unsigned_abs()))]);
        text.add(&Html::element("span", &[("class", "left")], &left));
        text.push(" ");
        let date = ui.time(&due.to_string());
        let until = ui.fill_html(words::UNTIL, &[("date", &date)]);
        text.add(&Html::element("span", &[("class", "hint")], &until));
        Due { text, is_over }
    }
}

/// Minutes, hours or days, whichever is told best.
fn span(ui: &Ui, seconds: u64) -> Html {
    match seconds {
        0..5_400 => ui.count(words::MINUTES, seconds / 60),
        5_400..259_200 => ui.count(words::HOURS, seconds / 3_600),
        _ => ui.count(words::DAYS, seconds / 86_400),
    }
}

/// A face whose filled part is what is left of the last day; full while there is more.
fn face(seconds: i64) -> Html {
    let share = (seconds as f64 / DAY as f64).clamp(0.0, 1.0);
    // An arc that ends where it begins is none.
    let inner = if share > 0.98 {
        Html::element(
            "circle",
            &[("cx", "8"), ("cy", "8"), ("r", "6"), ("class", "rest")],
            &Html::default(),
        )
    } else {
        let turn = share * std::f64::consts::TAU;
        let (x, y) = (8.0 - 6.0 * turn.sin(), 8.0 - 6.0 * turn.cos());
        let wide = u8::from(share > 0.5);
        // What is left ends at twelve o'clock.
        let path = format!("M8 8 L{x:.2} {y:.2} A6 6 0 {wide} 1 8 2 Z");
        Html::element("path", &[("d", &path), ("class", "rest")], &Html::default())
    };
    let mut parts = Html::element(
        "circle",
        &[("cx", "8"), ("cy", "8"), ("r", "7"), ("class", "rim")],
        &Html::default(),
    );
    parts.add(&inner);
    Html::element(
        "svg",
        &[("class", "clock"), ("viewBox", "0 0 16 16"), ("aria-hidden", "true")],
        &parts,
    )
}

#[cfg(test)]
mod tests {
    use hilf_match::Lang;
    use jiff::ToSpan;

    use super::*;

    #[test]
    fn a_deadline_says_what_is_left_and_for_how_long_it_is_over() {
        let ui = Ui::new(Lang::English);
        let now: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let told = |span: jiff::Span| {
            let due = Due::at(&ui, Some(now + span), now);
            (due.text.plain(), due.is_over)
        };
        let (text, is_over) = told(90.minutes());
        assert!(text.starts_with("1 hour left") && !is_over, "{text}");
        assert!(told(30.minutes()).0.starts_with("30 minutes left"));
        assert!(told(71.hours()).0.starts_with("71 hours left"));
        assert!(told(73.hours()).0.starts_with("3 days left"));
        let (text, is_over) = told(-5.hours());
        assert!(text.starts_with("overdue by 5 hours") && is_over, "{text}");
        assert_eq!(Due::at(&ui, None, now).text.plain(), "no deadline");
    }

    #[test]
    fn the_face_is_full_for_a_day_and_a_wedge_before_the_end() {
        assert!(face(DAY + 1).to_string().contains("r=\"6\""));
        assert!(face(DAY - 1).to_string().contains("r=\"6\""));
        assert!(
            face(DAY / 4).to_string().contains("d=\"M8 8 L2.00 8.00 A6 6 0 0 1 8 2 Z\""),
            "{}",
            face(DAY / 4)
        );
    }
}
