//! What a column of a person's own table means: its heading, in English, Arabic or French, to a
//! FollowTheMoney property or a part of a name.
//!
//! Own lists and batches of customers are read with the same headings; `docs/own-lists.md` lists
//! them.

mod synonyms;

use std::collections::HashMap;
use std::sync::OnceLock;

use hilf_entity::{PropertyType, Schema};

use synonyms::SYNONYMS;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Column {
    /// The table's own reference of the row.
    Id,
    /// A running number that says nothing about the row.
    Serial,
    /// What kind of thing the row is; see [`schema_of`].
    Schema,
    /// A FollowTheMoney property of the row's entity.
    Property(&'static str),
    /// A part of a name, to be assembled where the row has no whole name.
    Part(NamePart),
    /// A property of the document whose number the row gives: `country`, `startDate`, `endDate`
    /// or `authority` of a FollowTheMoney `Passport`.
    Document(&'static str),
    /// A property of the listing (FollowTheMoney `Sanction`): who listed it, on what legal
    /// basis, why, until when.
    Listing(&'static str),
}

/// A part of a personal name, in the order in which names are assembled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NamePart {
    /// Given name.
    First,
    /// Second given name.
    Second,
    /// Middle name.
    Middle,
    /// Father's name.
    Father,
    /// Paternal grandfather's name.
    Grandfather,
    /// Family name, tribal name or *nisba*.
    Last,
}

impl NamePart {
    /// The FollowTheMoney property that holds the part. There is none for a grandfather's name;
    /// as a part of the bearer's own name it is a middle name.
    pub fn property(self) -> &'static str {
        match self {
            NamePart::First => "firstName",
            NamePart::Second => "secondName",
            NamePart::Middle | NamePart::Grandfather => "middleName",
            NamePart::Father => "fatherName",
            NamePart::Last => "lastName",
        }
    }
}

/// The meaning of a heading; `None` if it is not known.
///
/// Case, punctuation, accents and Arabic spelling variants do not matter, nor does a language
/// (`Name (Arabic)`, `name_en`) or a running number (`Alias 2`) at its end.
///
/// ```
/// use hilf_list::columns::{Column, NamePart, resolve};
/// assert_eq!(resolve("Date of Birth"), Some(Column::Property("birthDate")));
/// assert_eq!(resolve("الجنسية"), Some(Column::Property("nationality")));
/// assert_eq!(resolve("Nom de famille"), Some(Column::Part(NamePart::Last)));
/// assert_eq!(resolve("shoe size"), None);
/// ```
pub fn resolve(header: &str) -> Option<Column> {
    let known = known();
    let words = words(header);
    let numbered = words.concat();
    let bare = numbered.trim_end_matches(|c: char| c.is_numeric());
    let spoken: String =
        words.iter().filter(|w| !LANGUAGES.contains(&w.as_str())).map(String::as_str).collect();
    let spoken_bare = spoken.trim_end_matches(|c: char| c.is_numeric());
    [numbered.as_str(), bare, &spoken, spoken_bare].into_iter().find_map(|k| known.get(k).copied())
}

/// The schema that a cell of a [`Column::Schema`] column names, in English, Arabic or French, or
/// as FollowTheMoney writes it; `None` if it is not known.
pub fn schema_of(text: &str) -> Option<Schema> {
    let key = words(text).concat();
    let listed = synonyms::SCHEMATA.iter().find(|(_, spellings)| {
        spellings.split('|').any(|spelling| words(spelling).concat() == key)
    });
    let name = listed.map(|(name, _)| *name);
    name.and_then(Schema::named)
        .or_else(|| Schema::all().find(|s| s.name().eq_ignore_ascii_case(text.trim())))
        .filter(|schema| !schema.is_abstract())
}

/// Whether a property holds one long text, in which `;` separates nothing.
pub fn is_prose(property: &str) -> bool {
    matches!(property, "notes" | "summary" | "description" | "reason" | "biography")
}

/// Words of a heading that name a language or script, in the spelling of [`words`].
const LANGUAGES: &[&str] = &[
    "english",
    "en",
    "eng",
    "arabic",
    "ar",
    "ara",
    "arabe",
    "french",
    "fr",
    "francais",
    "anglais",
    "latin",
    "original",
    "script",
    "native",
    "عربي",
    "العربيه",
    "بالعربيه",
    "بالعربي",
    "انجليزي",
    "الانجليزيه",
    "بالانجليزيه",
    "بالانجليزي",
    "بالانكليزيه",
    "الانكليزيه",
    "بالفرنسيه",
    "باللغه",
    "اللغه",
    "لاتيني",
    "باللاتينيه",
];

fn known() -> &'static HashMap<String, Column> {
    static KNOWN: OnceLock<HashMap<String, Column>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut map = HashMap::new();
        for schema in ["Person", "Company", "Vessel", "Airplane", "CryptoWallet"] {
            for property in Schema::named(schema).map(Schema::properties).unwrap_or(&[]) {
                // A cell cannot point to another entity; such properties have columns of their own.
                if property.kind != PropertyType::Entity {
                    map.insert(words(property.name).concat(), Column::Property(property.name));
                }
            }
        }
        for (column, spellings) in SYNONYMS {
            for spelling in spellings.split('|') {
                map.insert(words(spelling).concat(), *column);
            }
        }
        map
    })
}

/// Lower-case words without accents, marks and Arabic spelling variants.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for c in text.chars().flat_map(char::to_lowercase) {
        let folded = fold(c);
        match (folded, words.last_mut()) {
            (Some(c), Some(word)) if c.is_alphanumeric() => word.push(c),
            (Some(_), Some(word)) if !word.is_empty() => words.push(String::new()),
            _ => {}
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A letter without what spellings of headings differ in; `None` for marks.
fn fold(c: char) -> Option<char> {
    Some(match c {
        // Arabic vowel marks, the tatweel, and combining accents.
        '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}' | '\u{300}'..='\u{36f}' => return None,
        // Directional marks that spreadsheets leave in Arabic headings, and apostrophes.
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}' => {
            return None;
        }
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' | 'ئ' => 'ي',
        'ؤ' => 'و',
        'ة' => 'ه',
        'ک' => 'ك',
        'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_stands_for_one_column_only() {
        let mut seen: HashMap<String, (&str, Column)> = HashMap::new();
        for (column, spellings) in SYNONYMS {
            for spelling in spellings.split('|') {
                let key = words(spelling).concat();
                assert!(!key.is_empty(), "{spelling}");
                let before = seen.insert(key, (spelling, *column));
                assert!(before.is_none_or(|(_, c)| c == *column), "{spelling} and {before:?}");
                assert_eq!(resolve(spelling), Some(*column), "{spelling}");
            }
        }
    }

    #[test]
    fn every_property_named_by_a_synonym_exists() {
        let has = |schemata: &[&str], property: &str| {
            let mut schemata = schemata.iter().filter_map(|s| Schema::named(s));
            schemata.any(|s| s.property(property).is_some())
        };
        let things = ["Person", "Company", "Vessel", "Airplane", "CryptoWallet"];
        for (column, _) in SYNONYMS {
            let exists = match column {
                Column::Property(name) => has(&things, name),
                Column::Part(part) => has(&["Person"], part.property()),
                Column::Document(name) => has(&["Passport"], name),
                Column::Listing(name) => has(&["Sanction"], name),
                Column::Id | Column::Serial | Column::Schema => true,
            };
            assert!(exists, "{column:?}");
        }
    }

    #[test]
    fn headings_are_known_in_three_languages_however_they_are_written() {
        for (header, column) in [
            ("  FULL_NAME* ", Column::Property("name")),
            ("Name (Arabic)", Column::Property("name")),
            ("name_en", Column::Property("name")),
            ("الاِسْم الكامل", Column::Property("name")),
            ("الإسم بالعربية", Column::Property("name")),
            ("Prénom", Column::Part(NamePart::First)),
            ("اسم الأب", Column::Part(NamePart::Father)),
            ("اسم الجد", Column::Part(NamePart::Grandfather)),
            ("grandfatherName", Column::Part(NamePart::Grandfather)),
            ("D.O.B.", Column::Property("birthDate")),
            ("تاريخ الميلاد", Column::Property("birthDate")),
            ("date de naissance", Column::Property("birthDate")),
            ("Alias 2", Column::Property("alias")),
            ("رقم جواز السفر", Column::Property("passportNumber")),
            ("رقم الهوية", Column::Property("idNumber")),
            ("swiftBic", Column::Property("swiftBic")),
            ("Legal basis", Column::Listing("program")),
            ("مكان الميلاد", Column::Property("birthPlace")),
            ("\u{200f}الجنسية", Column::Property("nationality")),
        ] {
            assert_eq!(resolve(header), Some(column), "{header}");
        }
        for header in ["", "  ", "123", "address entity", "branch manager"] {
            assert_eq!(resolve(header), None, "{header}");
        }
    }

    #[test]
    fn kinds_are_known_in_three_languages() {
        for (text, name) in [
            ("individual", "Person"),
            ("شخص طبيعي", "Person"),
            ("Personne morale", "LegalEntity"),
            ("شركة", "Company"),
            ("كيان", "Organization"),
            ("سفينة", "Vessel"),
            ("PUBLICBODY", "PublicBody"),
        ] {
            assert_eq!(schema_of(text).map(Schema::name), Some(name), "{text}");
        }
        assert_eq!(schema_of("Thing"), None);
        assert_eq!(schema_of("unicorn"), None);
    }
}
