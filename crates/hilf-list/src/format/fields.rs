//! What every reader does with a field: countries, dates, enumerations, addresses, ids.

use std::borrow::Cow;

pub(crate) use hilf_entity::DateOrder;
use hilf_entity::{Entity, FuzzyDate, Schema, Value, country, gender};
use sha2::{Digest, Sha256};

use crate::{ListError, Member, Source};

/// An entity of a schema of the model. The names are constants of this crate; should one be
/// wrong, the most general schema that can be listed takes its place and a test fails.
pub(crate) fn entity(id: impl Into<String>, schema: &str) -> Entity {
    let schema = Schema::named(schema).or_else(|| Schema::named("LegalEntity"));
    debug_assert!(schema.is_some());
    match schema.or_else(|| Schema::all().next()) {
        Some(schema) => Entity::new(id, schema),
        None => unreachable!("the schema table is not empty"),
    }
}

/// The listing act of an entity, with authority and country.
pub(super) fn sanction(of: &Entity, authority: &str, country: &str) -> Entity {
    let mut sanction = entity(format!("{}-sanction", of.id()), "Sanction");
    sanction.add("entity", of.id());
    sanction.add("authority", authority);
    sanction.add("country", country);
    sanction
}

/// An id for something that hangs on an entity, the same whenever its content is the same.
pub(super) fn child_id(of: &Entity, kind: &str, content: &[&str]) -> String {
    format!("{}-{kind}-{}", of.id(), fingerprint(content))
}

/// 16 hexadecimal digits that stand for a sequence of texts.
pub(super) fn fingerprint(content: &[&str]) -> String {
    let mut hash = Sha256::new();
    for text in content {
        hash.update(text.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Adds the countries that a text names, as codes that remember the text; a text that names none
/// becomes a note.
pub(super) fn add_countries(entity: &mut Entity, property: &str, label: &str, text: &str) {
    for part in enumerated(text) {
        let codes = countries_in(part);
        if codes.is_empty() {
            entity.note(label, part);
        }
        for code in codes {
            entity.add(property, Value::new(code).with_original(part));
        }
    }
}

/// Codes of the countries that a text names.
pub(crate) fn countries_in(text: &str) -> Vec<&'static str> {
    country::codes_in(text).into_iter().map(|(code, _)| code).collect()
}

/// Adds the gender that a text names; a text that names none becomes a note.
pub(crate) fn add_gender(entity: &mut Entity, text: &str) {
    match gender::normalise(text) {
        Some(code) => entity.add("gender", Value::new(code).with_original(text)),
        None => entity.note("Gender", text),
    }
}

/// Adds every date that a text enumerates; what is no date becomes a note.
pub(super) fn add_dates(
    entity: &mut Entity,
    property: &str,
    label: &str,
    text: &str,
    order: DateOrder,
) {
    for part in enumerated(text) {
        match parse_date(part, order) {
            Some(date) => entity.add_date(property, &date, part),
            None => entity.note(label, part),
        }
    }
}

/// A date of a list whose order of day and month is known.
pub(super) fn parse_date(text: &str, order: DateOrder) -> Option<FuzzyDate> {
    FuzzyDate::parse_in(text, order).ok()
}

/// Adds an address as text and as an entity of its own; gives the entity.
///
/// `parts` are properties of FollowTheMoney `Address` with their texts, in the order of writing.
pub(super) fn add_address(
    of: &mut Entity,
    parts: &[(&str, &str)],
    country: &str,
) -> Option<Entity> {
    let parts: Vec<(&str, &str)> =
        parts.iter().map(|(p, text)| (*p, text.trim())).filter(|(_, t)| !t.is_empty()).collect();
    let country = country.trim();
    let mut texts: Vec<&str> = parts.iter().map(|(_, text)| *text).collect();
    texts.extend(Some(country).filter(|c| !c.is_empty()));
    if texts.is_empty() {
        return None;
    }
    let mut address = entity(child_id(of, "address", &texts), "Address");
    let full = texts.join(", ");
    address.add("full", &full);
    for (property, text) in &parts {
        address.add(property, *text);
    }
    add_countries(&mut address, "country", "country", country);
    for code in address.texts("country").map(str::to_owned).collect::<Vec<_>>() {
        of.add("country", Value::new(&code).with_original(country));
    }
    of.add("address", full);
    of.add("addressEntity", address.id());
    Some(address)
}

/// The items of an enumeration such as `1) x 2) y`, `(a) x (b) y` or `a) x, b) y`; the whole text
/// where there is none. Empty items (`(2) -`) are left out.
pub(crate) fn enumerated(text: &str) -> Vec<&str> {
    let text = text.trim();
    for first in ['1', 'a', 'A'] {
        let starts = markers(text, first);
        if starts.len() < 2 && starts.first().is_none_or(|(at, _)| *at != 0) {
            continue;
        }
        let mut items = vec![text.get(..starts[0].0).unwrap_or("")];
        for (index, (_, begin)) in starts.iter().enumerate() {
            let end = starts.get(index + 1).map_or(text.len(), |(at, _)| *at);
            items.push(text.get(*begin..end).unwrap_or(""));
        }
        return items
            .into_iter()
            .map(|item| item.trim_matches(|c: char| c.is_whitespace() || ",;-".contains(c)))
            .filter(|item| !item.is_empty())
            .collect();
    }
    Some(text).filter(|t| !t.is_empty()).into_iter().collect()
}

/// Where the marks `1)`, `2)` … of an enumeration begin and end. They must follow one another.
fn markers(text: &str, first: char) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut from = 0;
    loop {
        let index = found.len() as u32;
        let mark = if first == '1' {
            (index + 1).to_string()
        } else {
            char::from_u32(first as u32 + index).map(String::from).unwrap_or_default()
        };
        let Some((at, end)) = find_mark(text, from, &mark) else { return found };
        found.push((at, end));
        from = end;
    }
}

fn find_mark(text: &str, from: usize, mark: &str) -> Option<(usize, usize)> {
    let needle = format!("{mark})");
    let mut search = from;
    loop {
        let at = search + text.get(search..)?.find(&needle)?;
        let end = at + needle.len();
        let before = text.get(..at)?;
        let opened = before.strip_suffix('(');
        let start = opened.map_or(at, |b| b.len());
        let is_free = opened.is_some() || before.is_empty() || before.ends_with([' ', '\n', ',']);
        // `(alias of b)` closes a bracket; only a mark that opens its own one or none is a mark.
        let balanced =
            opened.is_some() || before.matches('(').count() <= before.matches(')').count();
        if is_free && balanced {
            return Some((start, end));
        }
        search = end;
    }
}

/// A personal name of one word, or an acronym: such names mark nobody on their own.
///
/// Source: OpenSanctions treats aliases of these forms as weak where the UK gives no strength.
/// An acronym is up to five capital letters, as `AQI`, `JTJ`, `LIFG`.
pub(super) fn is_weak_by_form(name: &str, is_person: bool) -> bool {
    let name = name.trim();
    let is_one_word = !name.is_empty() && !name.contains(char::is_whitespace);
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let is_acronym = is_one_word
        && (1..=5).contains(&letters)
        && name.chars().all(|c| c.is_ascii_uppercase() || "-&.".contains(c));
    is_acronym || (is_person && is_one_word)
}

/// ISO 639-3 code of a language named in English; empty if it is not known here.
pub(super) fn language_code(name: &str) -> &'static str {
    let name = name.trim().to_lowercase();
    LANGUAGES.iter().find(|(n, _)| *n == name).map_or("", |(_, code)| code)
}

/// Languages that lists name for original-script names.
const LANGUAGES: &[(&str, &str)] = &[
    ("arabic", "ara"),
    ("armenian", "hye"),
    ("belarusian", "bel"),
    ("bengali", "ben"),
    ("burmese", "mya"),
    ("chinese", "zho"),
    ("dari", "prs"),
    ("farsi", "fas"),
    ("georgian", "kat"),
    ("greek", "ell"),
    ("hebrew", "heb"),
    ("hindi", "hin"),
    ("japanese", "jpn"),
    ("kazakh", "kaz"),
    ("korean", "kor"),
    ("kurdish", "kur"),
    ("macedonian", "mkd"),
    ("pashto", "pus"),
    ("persian", "fas"),
    ("russian", "rus"),
    ("serbian", "srp"),
    ("tajik", "tgk"),
    ("thai", "tha"),
    ("turkish", "tur"),
    ("ukrainian", "ukr"),
    ("urdu", "urd"),
    ("uzbek", "uzb"),
];

/// Text with HTML's character references decoded: those by number and the named ones that occur
/// in published prose. Unknown ones stay as they are.
pub(super) fn decode_html(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, reference) = rest.split_at(at);
        out.push_str(before);
        let end = reference.char_indices().take(12).find(|(_, c)| *c == ';').map(|(i, _)| i);
        let decoded = end.and_then(|end| Some((html_char(reference.get(1..end)?)?, end + 1)));
        let (c, length) = decoded.unwrap_or(('&', 1));
        out.push(c);
        rest = reference.get(length..).unwrap_or("");
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn html_char(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code = hex.map_or_else(|| number.parse(), |hex| u32::from_str_radix(hex, 16));
        return code.ok().and_then(char::from_u32).filter(|c| !c.is_control());
    }
    HTML_CHARS.iter().find(|(n, _)| *n == name).map(|(_, c)| *c)
}

const HTML_CHARS: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("sbquo", '‚'),
    ("bdquo", '„'),
    ("hellip", '…'),
    ("bull", '•'),
    ("pound", '£'),
    ("euro", '€'),
    ("deg", '°'),
    ("middot", '·'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("agrave", 'à'),
    ("aacute", 'á'),
    ("acirc", 'â'),
    ("atilde", 'ã'),
    ("auml", 'ä'),
    ("ccedil", 'ç'),
    ("egrave", 'è'),
    ("eacute", 'é'),
    ("ecirc", 'ê'),
    ("euml", 'ë'),
    ("iacute", 'í'),
    ("icirc", 'î'),
    ("iuml", 'ï'),
    ("ntilde", 'ñ'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("ouml", 'ö'),
    ("scaron", 'š'),
    ("uacute", 'ú'),
    ("ucirc", 'û'),
    ("uuml", 'ü'),
    ("szlig", 'ß'),
];

/// The one file of a source whose format is a single file.
///
/// # Errors
/// When there are several.
pub(super) fn only_member(source: &Source) -> Result<&Member, ListError> {
    match source.members() {
        [member] => Ok(member),
        several => Err(ListError::UnknownFormat {
            name: source.path().display().to_string(),
            reason: format!("it holds {} files; give the one that is the list", several.len()),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DateOrder::{DayFirst, MonthFirst};

    #[test]
    fn enumerations_are_taken_apart() {
        for (text, items) in [
            ("1) Saudi Arabia 2) Qatar", vec!["Saudi Arabia", "Qatar"]),
            ("(1) x (Indian) (2) y (3) -", vec!["x (Indian)", "y"]),
            ("a) General b)Major", vec!["General", "Major"]),
            ("Passport No: (a) 05A (b) 07B", vec!["Passport No:", "05A", "07B"]),
            ("a) Palaro, b) Odek", vec!["Palaro", "Odek"]),
            ("plain (see item b)", vec!["plain (see item b)"]),
            ("Room 1) only", vec!["Room 1) only"]),
            ("1) alone", vec!["alone"]),
            ("", vec![]),
        ] {
            assert_eq!(enumerated(text), items, "{text}");
        }
    }

    #[test]
    fn dates_with_open_parts_keep_what_is_known() {
        for (text, order, edtf) in [
            ("00/00/1980", DayFirst, Some("1980")),
            ("dd/mm/1980", DayFirst, Some("1980")),
            ("dd/04/1980", DayFirst, Some("1980-04")),
            ("00/04/1984", DayFirst, Some("1984-04")),
            ("10/00/1983", DayFirst, Some("1983")),
            ("03/02/1971", DayFirst, Some("1971-02-03")),
            ("03/02/1971", MonthFirst, Some("1971-03-02")),
            ("3/31/1954", MonthFirst, Some("1954-03-31")),
            ("31/02/1971", DayFirst, None),
            ("1971-02-03", DayFirst, Some("1971-02-03")),
        ] {
            let parsed = parse_date(text, order).map(FuzzyDate::to_edtf);
            assert_eq!(parsed.as_deref(), edtf, "{text}");
        }
    }

    #[test]
    fn html_references_are_decoded_and_plain_ampersands_kept() {
        let decoded = decode_html("Smith &amp; Sons&rsquo; &#8211; A&B &unknown; &#x41; &");
        assert_eq!(decoded, "Smith & Sons’ – A&B &unknown; A &");
    }

    #[test]
    fn one_word_names_of_persons_and_acronyms_are_weak() {
        assert!(is_weak_by_form("Hamza", true));
        assert!(is_weak_by_form("JTJ", false) && is_weak_by_form("B&H", false));
        assert!(!is_weak_by_form("STRONTIUM", false));
        assert!(!is_weak_by_form("Hamza", false) && !is_weak_by_form("Abu Hamza", true));
    }

    #[test]
    fn ids_of_parts_depend_on_their_content_alone() {
        let parent = entity("x-1", "Person");
        let id = child_id(&parent, "address", &["a", "b"]);
        assert_eq!(id, child_id(&parent, "address", &["a", "b"]));
        assert_ne!(id, child_id(&parent, "address", &["ab"]));
        assert!(id.starts_with("x-1-address-"));
    }

    #[test]
    fn an_address_is_text_and_entity() {
        let mut parent = entity("x-1", "Person");
        let parts = [("street", "1 Test Road"), ("city", " "), ("city", "Testville")];
        let address = add_address(&mut parent, &parts, "").unwrap();
        assert_eq!(parent.first("address"), Some("1 Test Road, Testville"));
        assert_eq!(parent.first("addressEntity"), Some(address.id()));
        assert_eq!(address.first("city"), Some("Testville"));
        assert!(add_address(&mut parent, &[], " ").is_none());
    }
}
