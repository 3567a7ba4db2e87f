//! By when a promise is due.

use jiff::civil::Date;

use super::Reading;
use crate::date::Tense;
use crate::quantity::{UnitKind, quantities};
use crate::statement::Statement;

/// Words before the last day: `بحلول نهاية 2024`, `by the end of 2024`.
const BY: &[&str] = &["بحلول", "قبل", "حتي", "اقصاه", "by", "before", "until"];
/// Words before a stretch of time: `خلال ستة أشهر`.
const WITHIN: &[&str] = &["خلال", "غضون", "within"];

impl Reading<'_> {
    /// The last day on which a promise is kept in time: a day it names as such, a stretch of time from
    /// the day it was made, or else a day ahead that it names.
    pub(super) fn due(&self, statement: &Statement) -> Option<Date> {
        self.named(statement).or_else(|| self.after(statement)).or_else(|| self.ahead(statement))
    }

    fn named(&self, statement: &Statement) -> Option<Date> {
        let rows = self.timing.mentions.iter().zip(&self.timing.resolved);
        rows.filter(|(mention, _)| statement.tokens.contains(&mention.tokens.start)).find_map(
            |(mention, resolved)| {
                let start = mention.tokens.start;
                let reach = start.saturating_sub(2).max(statement.tokens.start)..start + 1;
                let bound = reach.rev().find(|i| self.article.is(*i, BY))?;
                let days = resolved.days?;
                let before = days.is_day() && self.article.is(bound, &["قبل", "before"]);
                if before { days.earliest.yesterday().ok() } else { Some(days.latest) }
            },
        )
    }

    fn after(&self, statement: &Statement) -> Option<Date> {
        let made = self.timing.latest.or(self.timing.earliest)?;
        let tokens = &self.article.tokens[statement.tokens.clone()];
        quantities(tokens, &[]).into_iter().find_map(|quantity| {
            let measure = quantity.measure.as_ref().filter(|m| m.kind == UnitKind::Time)?;
            let start = statement.tokens.start + quantity.tokens.start;
            let led = start > statement.tokens.start && self.article.is(start - 1, WITHIN);
            // Beyond a century it is no term.
            let count = Some(quantity.value).filter(|n| led && (1.0..=100.0).contains(n))? as i64;
            let span = jiff::Span::new();
            let span = match measure.unit.as_str() {
                "year" => span.years(count),
                "month" => span.months(count),
                "week" => span.weeks(count),
                "day" => span.days(count),
                _ => return None,
            };
            made.checked_add(span).ok()
        })
    }

    fn ahead(&self, statement: &Statement) -> Option<Date> {
        let rows = self.timing.mentions.iter().zip(&self.timing.tenses).zip(&self.timing.resolved);
        rows.filter(|((mention, tense), _)| {
            statement.tokens.contains(&mention.tokens.start) && **tense == Tense::Future
        })
        .find_map(|(_, resolved)| resolved.days.map(|days| days.latest))
    }
}
