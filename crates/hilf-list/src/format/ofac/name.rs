//! Names as OFAC writes them: `FAMILY, Given` for persons.

use hilf_entity::{Entity, Value};

/// A name with what the list says of it.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::format) struct Name<'a> {
    /// `FAMILY, Given`, or the whole name of a body.
    pub(in crate::format) text: &'a str,
    /// Whether it is the main name.
    pub(in crate::format) is_primary: bool,
    /// Whether the list marks it as weak.
    pub(in crate::format) is_weak: bool,
    /// Whether it is no longer borne (`f.k.a.`).
    pub(in crate::format) is_former: bool,
    /// Language of its script, where that is not Latin.
    pub(in crate::format) lang: &'a str,
}

/// Adds a name to the property that its kind belongs to.
pub(in crate::format) fn add(entity: &mut Entity, name: &Name<'_>) {
    let is_person = entity.schema().name() == "Person";
    let parts = name.text.split_once(", ").filter(|_| is_person);
    let value = match parts {
        Some((family, given)) => {
            let (given, suffix) = without_suffix(given);
            if name.is_primary {
                entity.add("lastName", family);
                entity.add("firstName", given);
                entity.add("nameSuffix", suffix);
            }
            let whole = [given, family, suffix].join(" ");
            Value::new(&whole).with_original(name.text)
        }
        None => Value::new(name.text),
    };
    let is_first = name.is_primary && entity.get("name").is_empty();
    let property = match (is_first, name.is_weak, name.is_former) {
        (true, ..) => "name",
        (_, true, _) => "weakAlias",
        (_, _, true) => "previousName",
        _ => "alias",
    };
    entity.add(property, value.with_lang(name.lang));
}

/// `Ahmed, Jr.` without its suffix, and the suffix.
fn without_suffix(given: &str) -> (&str, &str) {
    match given.rsplit_once(", ") {
        Some((rest, suffix)) if suffix.len() <= 4 => (rest, suffix),
        _ => (given, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hilf_entity::Schema;

    #[test]
    fn persons_names_are_turned_round_and_bodies_names_are_not() {
        let mut person = Entity::new("t-1", Schema::named("Person").unwrap());
        let name = |text| Name { text, ..Name::default() };
        add(&mut person, &Name { is_primary: true, ..name("TESTER, Adam, Jr.") });
        add(&mut person, &name("AL-TESTER, Abu Adam"));
        add(&mut person, &Name { is_weak: true, ..name("'ABU 'UMAR") });
        add(&mut person, &Name { is_former: true, ..name("OLDER, Adam") });
        assert_eq!(person.first("name"), Some("Adam TESTER Jr."));
        assert_eq!(person.get("name")[0].original(), Some("TESTER, Adam, Jr."));
        assert_eq!(person.first("alias"), Some("Abu Adam AL-TESTER"));
        assert_eq!(person.first("weakAlias"), Some("'ABU 'UMAR"));
        assert_eq!(person.first("previousName"), Some("Adam OLDER"));
        let mut body = Entity::new("t-2", Schema::named("Organization").unwrap());
        add(&mut body, &Name { is_primary: true, ..name("TEST TRADING, S.A.") });
        assert_eq!(body.first("name"), Some("TEST TRADING, S.A."));
    }
}
