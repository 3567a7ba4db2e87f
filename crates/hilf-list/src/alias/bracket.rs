//! Brackets in names: where they are and what they mean.

use super::{Bearer, LEGAL_FORMS, is_name_list, is_other_script, one_line};

/// Words before another name inside brackets or after a comma.
const ALSO_KNOWN: &[&str] = &[
    "also known as",
    "also spelled",
    "a.k.a.:",
    "a.k.a.",
    "a.k.a",
    "aka",
    "f.k.a.",
    "f.k.a",
    "formerly known as",
    "formerly",
    "alias",
    "also",
];
/// Labels before a name in its own script.
pub(super) const SCRIPT_LABELS: &[&str] =
    &["original script:", "in arabic script:", "in arabic:", "name in arabic script:", "الكنية "];
/// Bracketed words that say something about a name and are none.
const DESCRIPTIONS: &[&str] = &[
    "third",
    "jr",
    "sr",
    "jr.",
    "sr.",
    "junior",
    "senior",
    "deceased",
    "tigrinya",
    "original script",
    "birth name",
    "combat name",
    "nom de guerre",
    "nickname",
    "jeddah",
];
/// Parts of such words.
const DESCRIPTION_PARTS: &[&str] = &[
    "listed as",
    "passport",
    "identity",
    "born ",
    "number",
    " name)",
    "nom de guerre",
    "sub-unit",
    "translation",
    "transliteration",
    "original script",
];

/// Articles that acronyms leave out.
const ARTICLES: &[&str] = &["the", "la", "le", "les", "el", "los", "die", "der", "das", "l"];

/// A stretch of a name field.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Segment<'a> {
    /// Outside brackets.
    Text(&'a str),
    /// Inside brackets, without them.
    Group(&'a str),
}

impl<'a> Segment<'a> {
    pub(super) fn text(&self) -> Option<&'a str> {
        if let Segment::Text(text) = self { Some(text) } else { None }
    }

    pub(super) fn group(&self) -> Option<&'a str> {
        if let Segment::Group(text) = self { Some(text) } else { None }
    }

    pub(super) fn content(&self) -> &'a str {
        match self {
            Segment::Text(text) | Segment::Group(text) => text,
        }
    }
}

/// Text and outermost brackets in turn; `None` if the brackets do not match up.
pub(super) fn segments(text: &str) -> Option<Vec<Segment<'_>>> {
    let mut segments = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' => {
                if depth == 0 {
                    segments.push(Segment::Text(text.get(start..at)?.trim()));
                    start = at + 1;
                }
                depth += 1;
            }
            ')' | ']' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    segments.push(Segment::Group(text.get(start..at)?.trim()));
                    start = at + 1;
                }
            }
            _ => {}
        }
    }
    segments.push(Segment::Text(text.get(start..)?.trim()));
    segments.retain(|s| !s.content().is_empty());
    (depth == 0).then_some(segments)
}

/// What a bracket means.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// Further full names.
    Names,
    /// Further full names behind "also known as".
    KnownAs,
    /// An acronym of the name before it.
    Acronym,
    /// Another spelling of the word before it.
    Variant,
    /// A remark about the name.
    Description,
    /// Part of the name, or unclear.
    PartOfName,
}

/// What the bracket at a place among the segments means.
pub(super) fn reading(segments: &[Segment<'_>], place: usize, bearer: Bearer) -> Reading {
    let text =
        |part: &[Segment<'_>]| part.iter().filter_map(Segment::text).collect::<Vec<_>>().join(" ");
    let before = text(segments.get(..place).unwrap_or(&[]));
    let after = text(segments.get(place + 1..).unwrap_or(&[]));
    let group = segments.get(place).map_or("", Segment::content);
    let lower = group.to_lowercase();
    let in_other_script = is_other_script(&format!("{before} {after}"), group);
    if after_label(group).is_some() {
        Reading::Names
    } else if DESCRIPTIONS.contains(&lower.as_str()) || is_legal_form(group) {
        Reading::Description
    } else if after_also_known(group).is_some() {
        Reading::KnownAs
    } else if is_name_list(group) || in_other_script {
        Reading::Names
    } else if DESCRIPTION_PARTS.iter().any(|p| lower.contains(p)) || is_reference(group) {
        Reading::Description
    } else if bearer == Bearer::Person {
        let word = group.chars().all(|c| c.is_alphabetic() || "-'’`".contains(c));
        if word { Reading::Variant } else { Reading::PartOfName }
    } else if is_acronym(group, &before) && after.is_empty() {
        Reading::Names
    } else if group.split(',').next().is_some_and(|a| is_acronym(&before, a))
        && (after.split(' ').all(|w| w.is_empty() || is_legal_form(w)) || !after.contains(' '))
    {
        Reading::Acronym
    } else {
        Reading::PartOfName
    }
}

fn is_legal_form(text: &str) -> bool {
    LEGAL_FORMS.contains(&text.to_lowercase().as_str())
}

/// The name with the word before a bracket replaced by the bracketed one.
pub(super) fn with_variant(segments: &[Segment<'_>], group: &str) -> Option<String> {
    let place = segments.iter().position(|s| s.group() == Some(group))?;
    let before: Vec<&str> = segments.iter().take(place).filter_map(Segment::text).collect();
    let before = before.join(" ");
    let kept = before.trim().rsplit_once(' ').map_or("", |(kept, _)| kept);
    let after: Vec<&str> = segments.iter().skip(place + 1).filter_map(Segment::text).collect();
    Some(one_line(&format!("{kept} {group} {}", after.join(" "))))
}

pub(super) fn after_label(text: &str) -> Option<&str> {
    let lower = text.to_lowercase();
    let label = SCRIPT_LABELS.iter().find(|l| lower.starts_with(**l))?;
    text.get(label.len()..).map(str::trim)
}

pub(super) fn after_also_known(text: &str) -> Option<&str> {
    let label = ALSO_KNOWN.iter().find(|label| {
        text.get(..label.len()).is_some_and(|start| start.eq_ignore_ascii_case(label))
            && text.get(label.len()..).is_some_and(|rest| rest.starts_with([' ', ':']))
    })?;
    text.get(label.len()..).map(|rest| rest.trim_start_matches(':').trim())
}

/// A UN reference such as `QDe.003`.
fn is_reference(text: &str) -> bool {
    text.trim().split_once('.').is_some_and(|(head, number)| {
        head.len() == 3
            && head.bytes().all(|b| b.is_ascii_alphabetic())
            && !number.is_empty()
            && number.bytes().all(|b| b.is_ascii_digit())
    })
}

/// Whether a word is made of letters of a name, in their order, from the first letter on: `FTB`
/// for `Foreign Trade Bank`, but neither `KENYA` for `Foundation` nor `DPRK` for `Office of the
/// Prosecutor of the DPRK`, of which it names a part.
fn is_acronym(name: &str, word: &str) -> bool {
    let word = word.trim();
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let capitals = letters.iter().filter(|c| !c.is_lowercase()).count();
    let length = letters.len();
    if word.contains(' ') || !(2..=10).contains(&length) || capitals * 2 < length {
        return false;
    }
    let mut words = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty() && !ARTICLES.contains(&w.to_lowercase().as_str()));
    let first = words.next().and_then(|w| w.chars().next());
    let begins = first.zip(letters.first()).is_some_and(|(a, b)| equal_letters(a, *b));
    let longer = words.next().is_some();
    let mut of_name = name.chars();
    longer && begins && letters.iter().all(|l| of_name.any(|c| equal_letters(c, *l)))
}

fn equal_letters(a: char, b: char) -> bool {
    a.to_lowercase().eq(b.to_lowercase())
}
