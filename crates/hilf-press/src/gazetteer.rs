//! Known places, organisations, groups and office-holders in a text.

mod homonym;
mod nisba;
mod part;
mod town;

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::OnceLock;

use jiff::civil::Date;

use crate::article::Article;
use crate::lexicon::{Phrases, rows, spellings};

use homonym::Homonyms;
pub(crate) use nisba::nisba;
pub(crate) use part::Direction;
use part::Part;
pub(crate) use town::{Town, towns};

/// Kind of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum NameType {
    /// Person.
    Person,
    /// Organisation or group.
    Organisation,
    /// State, province, city.
    Political,
    /// Other place.
    Place,
}

impl NameType {
    /// The code used in JSON.
    pub(crate) fn code(self) -> &'static str {
        match self {
            NameType::Person => "PER",
            NameType::Organisation => "ORG",
            NameType::Political => "GPE",
            NameType::Place => "LOC",
        }
    }
}

/// A known name.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) id: &'static str,
    pub(crate) kind: NameType,
    pub(crate) name: &'static str,
    pub(crate) name_en: &'static str,
    /// ISO 3166-1 code of the country of a place, or of the office of a person.
    pub(crate) country: &'static str,
    /// First day on which the name could be met.
    pub(crate) since: Option<Date>,
    /// For a part of another place: which.
    pub(crate) part: Option<Part>,
}

/// How a spelling may be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Wherever it stands.
    Free,
    /// With a preposition of place or in a list of places.
    Triggered,
    /// Likewise, and its country must be named too; or behind "city of".
    Abroad,
    /// Once the full name stands in the report.
    Nominal,
}

#[derive(Debug)]
struct Entry {
    place: usize,
    using: Use,
}

#[derive(Debug)]
struct Gazetteer {
    known: Vec<Known>,
    phrases: Phrases<Entry>,
}

/// Country names whose Arabic spelling is also a common word.
const DOUBTFUL: &[&str] = &["ML", "OM", "TD", "GE", "JE"];
/// Territories whose names are too short or too like other words to be told from them.
const LEFT_OUT: &[&str] = &["AW", "NU", "IM", "GG", "CK", "TK", "AX", "RE", "PN", "NF", "CC"];

fn gazetteer() -> &'static Gazetteer {
    static ALL: OnceLock<Gazetteer> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut known = Vec::new();
        let mut phrases: Vec<(&'static str, Entry)> = Vec::new();
        add_places(&mut known, &mut phrases);
        add_countries(&mut known, &mut phrases);
        add_cities(&mut known, &mut phrases);
        add_groups(&mut known, &mut phrases);
        add_people(&mut known, &mut phrases);
        Gazetteer { known, phrases: Phrases::new(phrases) }
    })
}

type Spelt = Vec<(&'static str, Entry)>;

fn add_places(known: &mut Vec<Known>, phrases: &mut Spelt) {
    for row in rows(include_str!("../data/places.tsv")) {
        let kind = if row[1] == "LOC" { NameType::Place } else { NameType::Political };
        let using = if row.get(6) == Some(&"t") { Use::Triggered } else { Use::Free };
        let place = known.len();
        known.push(Known {
            id: row[0],
            kind,
            name: row[3],
            name_en: row[4],
            country: row[2],
            since: None,
            part: None,
        });
        phrases.extend(spellings(row[5]).map(|spelling| (spelling, Entry { place, using })));
        if row[0].starts_with("city:") {
            phrases.push((row[4], Entry { place, using: Use::Triggered }));
        }
    }
}

/// Cities that the table of places does not hold, or more spellings of those it does.
fn add_cities(known: &mut Vec<Known>, phrases: &mut Spelt) {
    let there: HashMap<&str, usize> =
        known.iter().enumerate().map(|(place, known)| (known.id, place)).collect();
    for row in rows(include_str!("../data/cities.tsv")) {
        let using = if row[5] == "l" { Use::Triggered } else { Use::Abroad };
        let place = there.get(row[0]).copied().unwrap_or(known.len());
        if place == known.len() {
            known.push(Known {
                id: row[0],
                kind: NameType::Political,
                name: row[2],
                name_en: row[3],
                country: row[1],
                since: None,
                part: None,
            });
        }
        phrases.extend(spellings(row[4]).map(|spelling| (spelling, Entry { place, using })));
    }
}

/// Rows of the table of countries: code, English, Arabic, other Arabic, adjective.
pub(crate) fn countries() -> impl Iterator<Item = Vec<&'static str>> {
    include_str!("../data/countries.csv")
        .lines()
        .skip(1)
        .map(|line| line.split(',').collect::<Vec<_>>())
        .filter(|row| row.len() >= 5 && !LEFT_OUT.contains(&row[0]))
}

fn add_countries(known: &mut Vec<Known>, phrases: &mut Spelt) {
    for row in countries() {
        let id: &'static str = Box::leak(format!("country:{}", row[0]).into_boxed_str());
        let place = known.iter().position(|other| other.id == id).unwrap_or(known.len());
        if place == known.len() {
            let kind = NameType::Political;
            known.push(Known {
                id,
                kind,
                name: row[2],
                name_en: row[1],
                country: row[0],
                since: None,
                part: None,
            });
        }
        let using = if DOUBTFUL.contains(&row[0]) { Use::Triggered } else { Use::Free };
        let names = [row[1], row[2], row[3]].into_iter().filter(|name| !name.is_empty());
        phrases.extend(names.map(|name| (name, Entry { place, using })));
    }
}

fn add_groups(known: &mut Vec<Known>, phrases: &mut Spelt) {
    for row in rows(include_str!("../data/groups.tsv")) {
        let place = known.len();
        let since = row.get(5).and_then(|day| day.parse().ok());
        known.push(Known {
            id: row[0],
            kind: NameType::Organisation,
            name: row[1],
            name_en: row[2],
            country: "",
            since,
            part: None,
        });
        phrases.extend(spellings(row[3]).map(|s| (s, Entry { place, using: Use::Free })));
        let nominal = row.get(4).copied().unwrap_or_default();
        phrases.extend(spellings(nominal).map(|s| (s, Entry { place, using: Use::Nominal })));
    }
}

fn add_people(known: &mut Vec<Known>, phrases: &mut Spelt) {
    for row in rows(include_str!("../data/offices.tsv")) {
        let place = known.len();
        known.push(Known {
            id: row[0],
            kind: NameType::Person,
            name: row[1],
            name_en: row[2],
            country: row[5],
            since: row[6].parse().ok(),
            part: None,
        });
        phrases.extend(spellings(row[3]).map(|spelling| {
            let using = if spelling.contains(' ') { Use::Free } else { Use::Nominal };
            (spelling, Entry { place, using })
        }));
    }
}

/// The holder of an office of a country on a day.
pub(crate) fn holder(office: &str, country: &str, day: Date) -> Option<&'static Known> {
    let row = rows(include_str!("../data/offices.tsv")).find(|row| {
        let from: Option<Date> = row[6].parse().ok();
        let to: Option<Date> = row.get(7).and_then(|to| to.parse().ok());
        row[4] == office
            && row[5] == country
            && from.is_some_and(|from| from <= day)
            && to.is_none_or(|to| day <= to)
    })?;
    known(row[0])
}

/// A known name by its id.
pub(crate) fn known(id: &str) -> Option<&'static Known> {
    gazetteer().known.iter().find(|known| known.id == id).or_else(|| part::met(id))
}

/// The full names of an organisation, group or office-holder, those by which lists know it
/// included; not the spellings that count only beside one.
pub(crate) fn spellings_of(id: &str) -> Option<impl Iterator<Item = &'static str>> {
    let tables = [include_str!("../data/groups.tsv"), include_str!("../data/offices.tsv")];
    let row = tables.into_iter().flat_map(rows).find(|row| row[0] == id)?;
    let group = id.starts_with("group:");
    let formal = row.get(6).copied().filter(|_| group).unwrap_or_default();
    Some(spellings(row[3]).chain(spellings(formal)))
}

/// A mention of a known name.
#[derive(Debug, Clone)]
pub(crate) struct Mention {
    pub(crate) known: &'static Known,
    pub(crate) tokens: Range<usize>,
    /// Whether a preposition is joined to it: بالرباط.
    pub(crate) joined: bool,
    /// For a part of a place: the name of the whole.
    pub(crate) whole: Option<Range<usize>>,
}

/// Words that stand before a place.
const PLACE_TRIGGERS: &[&str] = &[
    "في",
    "مدينه",
    "بلده",
    "مدن",
    "مدينتي",
    "بلدات",
    "وفدي",
    "محافظه",
    "ولايه",
    "اقليم",
    "مقاطعه",
    "ريف",
    "قضاء",
    "ناحيه",
    "ضاحيه",
    "ضواحي",
    "محيط",
    "قريه",
    "دوله",
    "جمهوريه",
    "منطقه",
    "قرب",
    "شمال",
    "جنوب",
    "شرق",
    "غرب",
    "شمالي",
    "جنوبي",
    "شرقي",
    "غربي",
    "وسط",
    "الي",
    "من",
    "in",
    "at",
    "near",
    "from",
    "to",
    "northern",
    "southern",
    "eastern",
    "western",
    "northeastern",
    "northwestern",
    "southeastern",
    "southwestern",
    "central",
];

/// Known names of a report, in order; longer spellings first, none inside another.
pub(crate) fn mentions(article: &Article<'_>) -> Vec<Mention> {
    let all = gazetteer();
    let mut out: Vec<Mention> = Vec::new();
    let mut nominal = Vec::new();
    let mut abroad = Vec::new();
    let homonyms = Homonyms::new(article);
    for sentence in &article.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let Some(found) = all.phrases.at(&article.tokens[..sentence.tokens.end], at) else {
                at += 1;
                continue;
            };
            let joined = found.clitic.preposition;
            let known = homonyms.meant(at, &all.known[found.value.place]);
            let mention = Mention { known, tokens: at..at + found.len, joined, whole: None };
            let taken = match found.value.using {
                _ if !spelt_as_name(article, &mention.tokens) => false,
                Use::Free => true,
                Use::Triggered => joined || triggered(article, at, &out),
                Use::Abroad if article.is(at.wrapping_sub(1), CITY_OF) => true,
                Use::Abroad => {
                    if joined || triggered(article, at, &out) {
                        abroad.push(mention.clone());
                    }
                    false
                }
                // "وأشار ماكغورك": who speaks under a known name of one word is meant.
                Use::Nominal
                    if known.kind == NameType::Person
                        && at > 0
                        && crate::speech::speech_verb_at(article, at - 1) =>
                {
                    true
                }
                Use::Nominal => {
                    nominal.push(mention.clone());
                    false
                }
            };
            if taken {
                at = mention.tokens.end;
                out.push(mention);
            } else {
                at += 1;
            }
        }
    }
    let countries = countries_named(article, &out);
    abroad.retain(|mention: &Mention| countries.contains(mention.known.country));
    nominal.extend(abroad.iter().cloned());
    let full: HashSet<&str> = out.iter().map(|mention| mention.known.id).collect();
    nominal.retain(|mention| {
        let counts = full.contains(mention.known.id)
            || abroad.iter().any(|city| city.tokens == mention.tokens);
        counts && {
            // Mentions stand in order and never overlap: only the one before can reach over.
            let after = out.partition_point(|other| other.tokens.start < mention.tokens.end);
            after.checked_sub(1).is_none_or(|i| out[i].tokens.end <= mention.tokens.start)
        }
    });
    out.extend(nominal);
    out.sort_by_key(|mention| mention.tokens.start);
    part::directed(article, &mut out);
    let parts = article.sentences.iter().flat_map(|own| part::of_countries(article, &own.tokens));
    let free = |part: &Mention| {
        let after = out.partition_point(|other| other.tokens.start < part.tokens.end);
        after.checked_sub(1).is_none_or(|i| out[i].tokens.end <= part.tokens.start)
    };
    let parts: Vec<Mention> = parts.filter(free).collect();
    if !parts.is_empty() {
        out.extend(parts);
        out.sort_by_key(|mention| mention.tokens.start);
    }
    out
}

/// Words behind which a city is one whatever its country.
const CITY_OF: &[&str] = &["مدينه", "بمدينه", "بلده", "ببلده", "city", "town"];

/// Countries a report names: by name, by a city, or by an adjective.
fn countries_named(article: &Article<'_>, names: &[Mention]) -> HashSet<&'static str> {
    let adjectives = article.tokens.iter().filter_map(|token| nisba(&token.form));
    names.iter().map(|name| name.known.country).chain(adjectives).collect()
}

/// Whether a whole word, nothing taken off it, begins a known name.
pub(crate) fn is_name(article: &Article<'_>, at: usize) -> bool {
    let found = gazetteer().phrases.at(&article.tokens, at);
    found.is_some_and(|found| !found.clitic.preposition && !found.clitic.and)
}

/// How many tokens the known name takes that begins at a place; 0 where none does.
pub(crate) fn name_at(article: &Article<'_>, at: usize) -> usize {
    gazetteer().phrases.at(&article.tokens, at).map_or(0, |found| found.len)
}

/// The known name that ends right before a place.
pub(crate) fn name_ending(article: &Article<'_>, end: usize) -> Option<Range<usize>> {
    (end.saturating_sub(5)..end).find_map(|start| {
        let found = gazetteer().phrases.at(&article.tokens[..end], start)?;
        (start + found.len == end && !found.clitic.preposition).then_some(start..end)
    })
}

/// Latin names are capitalised; short ones wholly: US, not us.
fn spelt_as_name(article: &Article<'_>, tokens: &Range<usize>) -> bool {
    let whole = article.slice(tokens);
    // "al-Shabaab" begins with its name, not with the article.
    let raw = ["al-", "el-", "al "].iter().find_map(|a| whole.strip_prefix(a)).unwrap_or(whole);
    let Some(first) = raw.chars().next().filter(char::is_ascii_alphabetic) else { return true };
    let short = raw.chars().filter(char::is_ascii_alphabetic).count() <= 3;
    first.is_ascii_uppercase() && (!short || !raw.chars().any(|c| c.is_ascii_lowercase()))
}

fn triggered(article: &Article<'_>, at: usize, before: &[Mention]) -> bool {
    let back = |steps: usize, words: &[&str]| {
        at.checked_sub(steps).is_some_and(|at| article.is(at, words))
    };
    let border = back(1, &["مع"]) && back(2, &["الحدود", "حدود", "حدودها"]);
    let head = article.sentence_at(at).is_some_and(|place| {
        let sentence = &article.sentences[place];
        let behind = article.tokens.get(at + 1);
        let parted = behind.is_some_and(|token| token.is(":") || token.is("."));
        article.zone(sentence) == crate::zone::Zone::Title && sentence.tokens.start == at && parted
    });
    // "مالي وبوركينا فاسو": the place behind it says that it is one.
    let lists = article.tokens.get(at + 1).is_some_and(|next| {
        next.form.starts_with('و') && {
            let found = gazetteer().phrases.at(&article.tokens, at + 1);
            found.is_some_and(|found| {
                found.clitic.and
                    && found.value.using == Use::Free
                    && gazetteer().known[found.value.place].kind == NameType::Political
            })
        }
    });
    let led = lists
        || border
        || head
        || at.checked_sub(1).is_some_and(|at| article.is(at, PLACE_TRIGGERS));
    // In a list of places the last one is a place too.
    let listed = before.last().is_some_and(|last| {
        matches!(last.known.kind, NameType::Political | NameType::Place)
            && last.tokens.end + 1 >= at
            && last.tokens.end <= at
    });
    led || listed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(text: &str) -> Vec<&'static str> {
        let article = Article::new(text);
        mentions(&article).iter().map(|mention| mention.known.id).collect()
    }

    #[test]
    fn particles_come_off_only_known_names() {
        assert_eq!(
            ids("سافر إلى لبنان وللمغرب وبالعراق والي.\n"),
            ["country:LB", "country:MA", "country:IQ"]
        );
        assert_eq!(
            ids("تقدم داعش يقلق كافة البلدان في المغرب الكبير، وخاصة المغرب.\n"),
            ["group:daesh", "region:maghreb", "country:MA"]
        );
    }

    #[test]
    fn a_word_that_is_also_a_place_needs_its_trigger() {
        assert_eq!(ids("دعم مالي كبير للمشروع الجديد هنا.\n"), [] as [&str; 0]);
        assert_eq!(ids("عملية في مالي وتشاد هذا العام كله.\n"), ["country:ML", "country:TD"]);
    }

    #[test]
    fn a_nominal_mention_needs_the_full_name() {
        assert_eq!(ids("قال التنظيم إنه مستمر في عمله كله.\n"), [] as [&str; 0]);
        assert_eq!(ids("ظهر داعش ثم تراجع التنظيم بعد ذلك.\n"), ["group:daesh", "group:daesh"]);
    }

    #[test]
    fn a_state_of_nigeria_is_not_the_country_of_its_name() {
        let state = "وقع الهجوم في ولاية النيجر وسط نيجيريا أمس.\n";
        assert_eq!(ids(state), ["region:niger-state", "region:centre-nigeria"]);
        assert_eq!(ids("عبر المسلحون من نيجيريا إلى النيجر أمس.\n"), ["country:NG", "country:NE"]);
        assert_eq!(ids("ظهر داعش في ولاية النيجر أمس.\n"), ["group:daesh", "country:NE"]);
    }

    #[test]
    fn adjectives_name_their_country() {
        assert_eq!(nisba("المغربيه"), Some("MA"));
        assert_eq!(nisba("الامريكي"), Some("US"));
        assert_eq!(nisba("الاميركي"), Some("US"));
    }
}
