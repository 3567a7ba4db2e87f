//! Ordinal numbers: الثامن, الحادية عشرة, الخامس والعشرون, eighth.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::words::{Part, part_of};
use crate::token::{Clitic, Kind, Token, form_of, tokens};

/// An ordinal in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ordinal {
    /// Tokens it takes up.
    pub(crate) len: usize,
    /// Its value.
    pub(crate) value: u32,
    /// Whether it carries the article.
    pub(crate) definite: bool,
    /// Particles joined to it.
    pub(crate) clitic: Clitic,
}

const UNITS: &[(u32, &str)] = &[
    (1, "أول أولى حادي حادية first 1st"),
    (2, "ثاني ثانية ثان second"),
    (3, "ثالث ثالثة third"),
    (4, "رابع رابعة fourth"),
    (5, "خامس خامسة fifth"),
    (6, "سادس سادسة sixth"),
    (7, "سابع سابعة seventh"),
    (8, "ثامن ثامنة eighth"),
    (9, "تاسع تاسعة ninth"),
    (10, "عاشر عاشرة tenth"),
];
/// Cardinal units that speech and some papers put where the ordinal belongs: الواحد والعشرون.
const LOOSE: &[(u32, &str)] = &[(1, "واحد واحدة أحد إحدى"), (2, "اثنى اثني اثنا اثنتا اثنتي")];

/// The value of a text that is one ordinal.
///
/// ```
/// assert_eq!(hilf_press::parse_ordinal("الثاني والسبعين"), Some(72));
/// ```
pub fn parse_ordinal(text: &str) -> Option<u32> {
    let all = tokens(text.trim());
    ordinal_at(&all, 0).filter(|ordinal| ordinal.len == all.len()).map(|ordinal| ordinal.value)
}

/// The ordinal that begins at a token.
pub(crate) fn ordinal_at(tokens: &[Token], place: usize) -> Option<Ordinal> {
    let first = tokens.get(place).filter(|token| token.kind == Kind::Word)?;
    first.stems.iter().find_map(|stem| {
        let (bare, definite) = bare(&stem.form);
        let rest = &tokens[place + 1..];
        let (value, used) = compound(bare, definite, rest)?;
        Some(Ordinal { len: 1 + used, value, definite, clitic: stem.clitic })
    })
}

fn bare(form: &str) -> (&str, bool) {
    match form.strip_prefix("ال").filter(|rest| rest.chars().count() > 1) {
        Some(rest) => (rest, true),
        None => (form, false),
    }
}

/// The value of an ordinal of one word, and whether the word is a loose one.
fn unit(form: &str) -> Option<(u32, bool)> {
    static WORDS: OnceLock<HashMap<String, (u32, bool)>> = OnceLock::new();
    let build = || {
        let of = |table: &[(u32, &'static str)], loose| -> Vec<(String, (u32, bool))> {
            let words =
                table.iter().flat_map(|(value, words)| words.split(' ').map(|w| (w, *value)));
            words.map(|(word, value)| (form_of(word), (value, loose))).collect()
        };
        of(LOOSE, true).into_iter().chain(of(UNITS, false)).collect()
    };
    WORDS.get_or_init(build).get(form).copied()
}

fn compound(bare_form: &str, definite: bool, rest: &[Token]) -> Option<(u32, usize)> {
    let known = unit(bare_form).filter(|(_, loose)| definite || !loose);
    let Some((value, loose)) = known else {
        let tens = match part_of(bare_form, false)? {
            Part::Tens(tens) => u32::from(tens),
            Part::Hundred(100) => 100,
            _ => return None,
        };
        return definite.then_some((tens, 0));
    };
    if let Some(next) = rest.first()
        && matches!(part_of(&next.form, false), Some(Part::Ten))
        && value < 10
    {
        return Some((value + 10, 1));
    }
    let tens = |form: &str| match part_of(bare(form).0, false) {
        Some(Part::Tens(tens)) if bare(form).1 == definite => Some(u32::from(tens)),
        _ => None,
    };
    if value < 10 {
        if let [and, next, ..] = rest
            && and.form == "و"
            && let Some(tens) = tens(&next.form)
        {
            return Some((value + tens, 2));
        }
        if let Some(tens) = rest.first().and_then(|next| tens(next.form.strip_prefix('و')?)) {
            return Some((value + tens, 1));
        }
    }
    // حادي is first only in compounds, and a bare cardinal is none.
    (!loose && !bare_form.starts_with("حادي")).then_some((value, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_and_their_ends() {
        for (text, value) in [
            ("الحادية عشرة", 11),
            ("السادس والثلاثين", 36),
            ("الخامس و العشرون", 25),
            ("ثامن", 8),
            ("التسعين", 90),
        ] {
            assert_eq!(parse_ordinal(text), Some(value), "{text}");
        }
        for text in ["الأحد", "الواحد", "تسعين", "الحادي"] {
            assert_eq!(parse_ordinal(text), None, "{text}");
        }
    }
}
