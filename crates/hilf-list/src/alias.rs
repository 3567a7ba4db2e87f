//! Name fields that hold more than one name.
//!
//! Publishers put several names into one field: `A; B`, `a) A b) B`, `A (B)` where B is the same
//! name in another script or an acronym, `A (also known as B)`, `A, B and C, Russian: Д`. What is
//! found is handed back name by name; a name that is not the whole field carries the field in
//! [`Value::original`], so nothing a publisher wrote is lost. Where a bracket may belong to the
//! name (`Foundation (Kenya)`), the name is left alone.

use hilf_entity::Value;

mod bracket;
mod script;

use bracket::{
    Reading, SCRIPT_LABELS, Segment, after_also_known, after_label, reading, segments, with_variant,
};
pub(crate) use script::{is_other_script, language};

/// Whose name it is: brackets and single words mean different things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bearer {
    /// A human being.
    Person,
    /// An organisation or a ship.
    Body,
}

/// The names found in one field, in order; the first is the field's main name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Names {
    /// Full names.
    pub(crate) names: Vec<Value>,
    /// Acronyms of the names, found in brackets.
    pub(crate) abbreviations: Vec<Value>,
}

/// Nesting of brackets that is followed; deeper text stays as it is.
const DEPTH_MAX: usize = 4;
/// Longest text that is taken for a list of names; the longest published one has 1,500 characters.
const FIELD_CHARS_MAX: usize = 20_000;

/// Legal forms that follow a comma and belong to the name before it.
const LEGAL_FORMS: &[&str] = &[
    "ltd", "ltd.", "limited", "llc", "l.l.c.", "inc", "inc.", "jsc", "ojsc", "pjsc", "cjsc", "ojc",
    "plc", "p.l.c.", "s.a.", "sa", "gmbh", "co", "co.", "corp", "corp.", "fsue", "ao", "oao",
    "ooo", "pao", "zao", "jr", "jr.", "sr", "sr.", "iii", "ооо", "оао", "ао", "aо", "пао", "зао",
    "фгуп", "нко", "ано", "аат",
];

/// Splits a name field at `;`, at enumerations (`a) … b) …`) and at brackets that hold another
/// name.
pub(crate) fn split(field: &str, bearer: Bearer) -> Names {
    let whole = one_line(field);
    let mut names = Names::default();
    if whole.chars().count() > FIELD_CHARS_MAX {
        names.names.push(Value::new(&whole));
        return names;
    }
    for piece in enumerated(&whole).iter().flat_map(|part| at_semicolons(part)) {
        read_piece(piece, bearer, 0, &mut names);
    }
    names.finish(&whole)
}

/// Splits a free text of names at `;`, `,`, ` / `, `or`, `and` and language labels
/// (`Russian: …`), then as [`split`] does.
pub(crate) fn split_list(field: &str, bearer: Bearer) -> Names {
    let whole = one_line(field);
    let mut names = Names::default();
    if whole.chars().count() > FIELD_CHARS_MAX {
        names.names.push(Value::new(&whole));
        return names;
    }
    for (label, section) in script::labelled_sections(&whole) {
        let mut found = Names::default();
        for piece in at_semicolons(section).into_iter().flat_map(|p| at_commas(p, bearer)) {
            for name in alternatives(&piece, bearer) {
                read_piece(&name, bearer, 0, &mut found);
            }
        }
        if let Some(lang) = label {
            found.names = found.names.into_iter().map(|n| n.with_lang(lang)).collect();
        }
        names.names.append(&mut found.names);
        names.abbreviations.append(&mut found.abbreviations);
    }
    names.finish(&whole)
}

/// Names that a remark about a name contains: after a label (`original script: …`), or a list
/// with `;` that holds no digits.
pub(crate) fn in_note(note: &str) -> Vec<Value> {
    let note = one_line(note);
    let lower = note.to_lowercase();
    let mut names = Names::default();
    let label = SCRIPT_LABELS.iter().chain(&["transliterations:"]).find_map(|label| {
        // Lower-casing keeps byte lengths for the ASCII labels looked for, but not always for the
        // text before them, so the place is taken only if it is one in the note itself.
        let at = lower.find(label)? + label.len();
        note.get(at..).filter(|_| lower.len() == note.len())
    });
    if let Some(text) = label {
        let text = text.split([')', '(']).next().unwrap_or(text);
        at_semicolons(text).iter().for_each(|t| names.add(t));
    } else if is_name_list(&note) && !note.contains('(') {
        at_semicolons(&note).iter().for_each(|t| names.add(t));
    } else if let Some(segments) = segments(&note) {
        for segment in &segments {
            match segment {
                Segment::Group(text) if is_name_list(text) => {
                    at_semicolons(text).iter().for_each(|t| names.add(t));
                }
                Segment::Group(text) if text.starts_with("transliterations of") => {
                    let head = note.split('(').next().unwrap_or("");
                    head.split(',').for_each(|t| names.add(t));
                }
                _ => {}
            }
        }
    }
    let found = !names.names.is_empty();
    if found { names.finish(&note).names } else { Vec::new() }
}

/// A field on one line: line breaks are page layout, and one after a hyphen joins the word.
pub(crate) fn one_line(field: &str) -> String {
    let mut out = String::with_capacity(field.len());
    for line in field.lines() {
        for (at, word) in line.split_whitespace().enumerate() {
            let hyphenated =
                out.strip_suffix('-').is_some_and(|word| word.ends_with(char::is_alphabetic));
            let joins = at == 0 && hyphenated;
            if !out.is_empty() && !joins {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    out
}

impl Names {
    fn add(&mut self, text: &str) {
        let text = tidy(text);
        if text.chars().any(char::is_alphanumeric) {
            self.names.push(Value::new(text));
        }
    }

    /// Gives every name the language of its script and the field it came from, each name once.
    fn finish(mut self, whole: &str) -> Names {
        if self.names.is_empty() && whole.chars().any(char::is_alphanumeric) {
            self.names.push(Value::new(whole));
        }
        for values in [&mut self.names, &mut self.abbreviations] {
            let mut seen: Vec<Value> = Vec::new();
            for value in values.drain(..) {
                if !seen.iter().any(|s| s.text() == value.text()) {
                    let lang = value.lang().or_else(|| language(value.text()));
                    let value = lang.map_or(value.clone(), |l| value.clone().with_lang(l));
                    seen.push(value.with_original(whole));
                }
            }
            *values = seen;
        }
        self
    }
}

/// One name with its brackets.
fn read_piece(piece: &str, bearer: Bearer, depth: usize, out: &mut Names) {
    let piece = tidy(before_birth(piece));
    let segments = segments(piece).filter(|s| s.len() > 1 || depth == 0);
    let Some(segments) = segments.filter(|_| depth < DEPTH_MAX) else {
        out.add(piece);
        return;
    };
    if !segments.iter().any(|s| s.text().is_some_and(|t| !tidy(t).is_empty())) {
        out.add(&segments.iter().map(Segment::content).collect::<Vec<_>>().join(" "));
        return;
    }
    let readings: Vec<Option<Reading>> = segments
        .iter()
        .enumerate()
        // A bracket before the name is a title.
        .map(|(at, s)| s.group().filter(|_| at > 0).map(|_| reading(&segments, at, bearer)))
        .collect();
    if readings.iter().flatten().all(|r| *r == Reading::PartOfName)
        && readings.first() == Some(&None)
    {
        let leads = matches!(segments.first(), Some(Segment::Group(_)));
        let plain = segments.iter().map(Segment::content).collect::<Vec<_>>().join(" ");
        return out.add(if leads { &plain } else { piece });
    }
    let name: Vec<String> = segments
        .iter()
        .zip(&readings)
        .filter_map(|(segment, reading)| match reading {
            None => Some(segment.content().to_owned()),
            Some(Reading::PartOfName) => Some(format!("({})", segment.content())),
            Some(_) => None,
        })
        .collect();
    out.add(&one_line(&name.join(" ")).replace(" ,", ","));
    for (segment, reading) in segments.iter().zip(&readings) {
        if let Some(reading) = reading {
            apply(reading, segment.content(), &segments, bearer, depth, out);
        }
    }
}

fn apply(
    reading: &Reading,
    group: &str,
    segments: &[Segment<'_>],
    bearer: Bearer,
    depth: usize,
    out: &mut Names,
) {
    match reading {
        Reading::Names => {
            let group = after_label(group).unwrap_or(group);
            for name in enumerated(group).iter().flat_map(|part| at_semicolons(part)) {
                read_piece(name.trim_end_matches(" - sub-unit name"), bearer, depth + 1, out);
            }
        }
        Reading::KnownAs => {
            let group = after_also_known(group).unwrap_or(group);
            for name in at_commas(group, bearer).iter().flat_map(|part| at_and(part, bearer)) {
                read_piece(name, bearer, depth + 1, out);
            }
        }
        Reading::Acronym => {
            let quotes = ['"', '„', '“', '”', '«', '»', ' '];
            let words = group.split(',').map(|a| a.trim_matches(quotes));
            out.abbreviations.extend(words.map(Value::new));
        }
        Reading::Variant => {
            if let Some(name) = with_variant(segments, group) {
                out.add(&name);
            }
        }
        Reading::PartOfName | Reading::Description => {}
    }
}

/// Words that mean the same written twice: `Evgenyevich or Evgenievich Konov` is one name in two
/// spellings, `First Channel or Primul Kanal` two names.
fn alternatives(piece: &str, bearer: Bearer) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut rest = piece;
    while let Some((left, right)) = split_alternative(rest, bearer) {
        let last = left.rsplit(' ').next().unwrap_or("");
        let first = right.split(' ').next().unwrap_or("");
        let spelled_twice = last != left || first != right;
        let is_choice = !rest.starts_with(&format!("{left} and "));
        if is_choice && spelled_twice && script::is_similar(last, first) {
            let before = left.strip_suffix(last).unwrap_or("");
            let after = right.strip_prefix(first).unwrap_or("");
            names.push(format!("{before}{last}{after}"));
            names.push(format!("{before}{first}{after}"));
            return names;
        }
        names.push(left.to_owned());
        rest = right;
    }
    names.push(rest.to_owned());
    names
}

fn split_alternative(text: &str, bearer: Bearer) -> Option<(&str, &str)> {
    let of = |separator: &str| {
        let (left, right) = text.split_once(separator)?;
        Some((left.trim(), right.trim()))
    };
    let and = of(" and ").filter(|(left, right)| joins_names(left, right, bearer));
    of(" / ").or_else(|| of(" or ")).or(and)
}

fn at_and(text: &str, bearer: Bearer) -> Vec<&str> {
    match text.split_once(" and ") {
        Some((left, right)) if joins_names(left, right, bearer) || !left.contains(' ') => {
            vec![left, right]
        }
        _ => vec![text],
    }
}

/// Whether "and" stands between two names: persons' names have none inside; an organisation's
/// (`Research and Production Works`) often has, unless the text around it is not English or what
/// follows is complete with its legal form.
fn joins_names(left: &str, right: &str, bearer: Bearer) -> bool {
    let complete = right.split([' ', ',']).any(|w| {
        let w = w.to_lowercase();
        LEGAL_FORMS.contains(&w.as_str()) || matches!(w.as_str(), "company" | "corporation")
    });
    bearer == Bearer::Person
        || !script::has_latin(left)
        || !script::has_latin(right)
        || (complete && right.contains(' '))
}

/// Parts of `a) A b) B` or `(a) A (b) B`; markers must follow each other, so that a lone `b)` that
/// is not the first marker counts only behind other text.
pub(crate) fn enumerated(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut expected = b'a';
    let bytes = text.as_bytes();
    for (at, pair) in bytes.windows(2).enumerate() {
        let [letter, b')'] = pair else { continue };
        let letter = if letter.is_ascii_digit() { letter + (b'a' - b'1') } else { *letter };
        let open = at > 0 && bytes.get(at - 1) == Some(&b'(');
        let begin = at - usize::from(open);
        let stands_alone = begin == 0 || bytes.get(begin - 1).is_some_and(|b| b" ;,".contains(b));
        let ends = bytes.get(at + 2).is_none_or(|b| *b == b' ');
        let follows = letter == expected || (expected == b'a' && letter == b'b' && begin > 0);
        if stands_alone && ends && follows {
            parts.extend(text.get(start..begin));
            start = at + 2;
            expected = letter + 1;
        }
    }
    parts.extend(text.get(start..));
    parts.into_iter().map(|p| p.trim_matches([' ', ',', ';'])).filter(|p| !p.is_empty()).collect()
}

/// Parts between semicolons that stand in no bracket.
fn at_semicolons(text: &str) -> Vec<&str> {
    outside_brackets(text, |c| matches!(c, ';' | '؛'))
}

/// Parts between commas that stand in no bracket or quotation; a legal form stays with the name
/// before it, and so does what an organisation's name continues with in lower case.
fn at_commas(text: &str, bearer: Bearer) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in outside_brackets(text, |c| matches!(c, ',' | '،')) {
        let part = part.trim();
        let form = LEGAL_FORMS.contains(&part.to_lowercase().as_str());
        let continues = bearer == Bearer::Body && part.starts_with(char::is_lowercase);
        let quoted = names.last().is_some_and(|n| script::open_quotes(n));
        match names.last_mut().filter(|_| form || continues || quoted) {
            Some(last) => *last = format!("{last}, {part}"),
            None => names.push(strip_joiner(part).to_owned()),
        }
    }
    names.retain(|n| !n.is_empty());
    names
}

fn strip_joiner(text: &str) -> &str {
    let text = ["or ", "and ", "also "].iter().find_map(|j| text.strip_prefix(j)).unwrap_or(text);
    [" AKA", " a.k.a.", " aka"].iter().find_map(|j| text.strip_suffix(j)).unwrap_or(text)
}

fn outside_brackets(text: &str, is_separator: impl Fn(char) -> bool) -> Vec<&str> {
    let balanced = segments(text).is_some();
    let mut depth = 0_i32;
    text.split(|c: char| {
        depth += i32::from(matches!(c, '(' | '[')) - i32::from(matches!(c, ')' | ']'));
        (depth <= 0 || !balanced) && is_separator(c)
    })
    .filter(|part| !part.trim().is_empty())
    .collect()
}

/// A text without stray punctuation at its ends and without quotation marks around the whole.
fn tidy(text: &str) -> &str {
    let text = text.trim().trim_start_matches([')', ',', ';', ' ']);
    let text = text.trim_end_matches([',', ';', ' ']);
    let balanced = text.matches(')').count() <= text.matches('(').count();
    let text = if balanced { text } else { text.trim_end_matches([')', ' ']) };
    let quoted = [('"', '"'), ('“', '”'), ('«', '»'), ('„', '“'), ('\'', '\'')].iter().find_map(
        |(open, close)| {
            let inner = text.strip_prefix(*open)?.strip_suffix(*close)?;
            (!inner.contains([*open, *close])).then_some(inner.trim())
        },
    );
    quoted.unwrap_or(text)
}

/// A birth date after a name is a remark on it.
fn before_birth(text: &str) -> &str {
    text.split_once(", born ").map_or(text, |(name, _)| name)
}

fn is_name_list(text: &str) -> bool {
    let has_list = at_semicolons(text).len() > 1;
    has_list && !text.contains(':') && !text.chars().any(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests;
