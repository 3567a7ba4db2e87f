//! Countries and addresses for and against.

use std::collections::BTreeSet;

use hilf_entity::Entity;
use hilf_list::Record;

use super::{Evidence, Fact};

/// Properties that tie somebody to a country.
const TIES: &[&str] = &[
    "nationality",
    "citizenship",
    "country",
    "birthCountry",
    "jurisdiction",
    "mainCountry",
    "flag",
];
/// The ones that say whose national somebody is, or under whose law something is.
const BELONGING: &[&str] = &["nationality", "citizenship", "jurisdiction", "flag"];

/// Words of an address that must be the same for it to be the same place.
const ADDRESS_WORDS_MIN: usize = 3;

pub(super) fn countries(subject: &Entity, listed: &Entity) -> Option<Evidence> {
    let (own, theirs) = (codes(subject, TIES), codes(listed, TIES));
    let evidence = |fact, query: BTreeSet<&str>, listed: BTreeSet<&str>| {
        let join = |set: BTreeSet<&str>| set.into_iter().collect::<Vec<_>>().join(", ");
        Some(Evidence { fact, query: join(query), listed: join(listed) })
    };
    let shared: BTreeSet<&str> = own.intersection(&theirs).copied().collect();
    if !shared.is_empty() {
        return evidence(Fact::CountryShared, shared.clone(), shared);
    }
    let mut belongs = codes(subject, BELONGING);
    belongs.extend(codes(subject, &["country"]));
    let listed = codes(listed, BELONGING);
    if belongs.is_empty() || listed.is_empty() {
        return None;
    }
    evidence(Fact::CountryDiffers, belongs, listed)
}

/// ISO codes only: a country that could not be read says nothing.
fn codes<'a>(entity: &'a Entity, properties: &[&str]) -> BTreeSet<&'a str> {
    let values = properties.iter().flat_map(|p| entity.texts(p));
    values.filter(|v| (2..=4).contains(&v.len()) && v.is_ascii()).collect()
}

pub(super) fn address(subject: &Entity, listed: &Record) -> Option<Evidence> {
    let own: Vec<&str> = subject.texts("address").collect();
    if own.is_empty() {
        return None;
    }
    let attached = listed.related.iter().filter(|e| e.schema().name() == "Address");
    let theirs = listed.entity.texts("address").chain(attached.map(|a| a.caption()));
    for other in theirs {
        let words = words(other);
        for address in &own {
            let mine = self::words(address);
            let shared = mine.intersection(&words).count();
            if shared >= ADDRESS_WORDS_MIN && 2 * shared >= mine.len().min(words.len()) {
                let (query, listed) = ((*address).to_owned(), other.to_owned());
                return Some(Evidence { fact: Fact::AddressShared, query, listed });
            }
        }
    }
    None
}

fn words(text: &str) -> BTreeSet<String> {
    let folded = hilf_text::fold(text);
    let words = folded.text().split(|c: char| !c.is_alphanumeric());
    words.filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use hilf_entity::Schema;

    use super::*;

    fn person(property: &str, values: &[&str]) -> Entity {
        let mut entity = Entity::new("p", Schema::named("Person").unwrap());
        entity.add_all(property, values.iter().copied());
        entity
    }

    #[test]
    fn one_country_in_common_is_enough_and_a_birthplace_alone_contradicts_nothing() {
        let fact = |a: &Entity, b: &Entity| countries(a, b).map(|e| e.fact);
        let iraqi = person("nationality", &["iq"]);
        assert_eq!(fact(&iraqi, &person("nationality", &["sy", "iq"])), Some(Fact::CountryShared));
        assert_eq!(fact(&iraqi, &person("nationality", &["sy"])), Some(Fact::CountryDiffers));
        assert_eq!(fact(&iraqi, &person("birthCountry", &["sy"])), None);
        assert_eq!(fact(&iraqi, &person("nationality", &["Ruritanian"])), None);
    }

    #[test]
    fn an_address_agrees_by_its_words() {
        let own = person("address", &["12 Palm Street, Old Town, Basra"]);
        let entity = person("address", &["Basra, Old Town, Palm Street"]);
        let record = Record { position: Default::default(), entity, related: Vec::new() };
        assert!(address(&own, &record).is_some());
        assert!(address(&person("address", &["Basra"]), &record).is_none());
    }
}
