//! Places that share a name.

use std::cell::OnceCell;

use super::{Known, known, nisba};
use crate::article::Article;

/// What a report speaks of, as far as names that two places share ask for it; looked up once.
pub(super) struct Homonyms<'a, 't> {
    article: &'a Article<'t>,
    jordan: OnceCell<bool>,
    nigeria: OnceCell<bool>,
}

impl<'a, 't> Homonyms<'a, 't> {
    pub(super) fn new(article: &'a Article<'t>) -> Homonyms<'a, 't> {
        Homonyms { article, jordan: OnceCell::new(), nigeria: OnceCell::new() }
    }

    /// عمان is Amman in a report that speaks of Jordan and not of the Sultanate; ولاية النيجر is a state of
    /// Nigeria in one that speaks of Nigeria.
    pub(super) fn meant(&self, at: usize, named: &'static Known) -> &'static Known {
        let state = || self.article.is(at.wrapping_sub(1), &["ولايه", "بولايه"]);
        let nigeria = || *self.nigeria.get_or_init(|| self.speaks_of("NG", &["نيجيريا"]));
        let jordan = || {
            *self.jordan.get_or_init(|| {
                self.speaks_of("JO", &["الاردن"]) && !self.speaks_of("OM", &["سلطنه", "مسقط"])
            })
        };
        let other = match named.id {
            "country:NE" if state() && nigeria() => known("region:niger-state"),
            "country:OM" if jordan() => known("city:amman"),
            _ => None,
        };
        other.unwrap_or(named)
    }

    fn speaks_of(&self, code: &str, words: &[&str]) -> bool {
        self.article.tokens.iter().any(|token| {
            token.has_form(words) || token.stems.iter().any(|s| nisba(&s.form) == Some(code))
        })
    }
}
