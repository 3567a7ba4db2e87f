//! Which of an entity's properties are names, and how good they are.

use hilf_entity::Entity;

/// How good a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum NameKind {
    /// `name`.
    Primary = 0,
    /// `alias`.
    Alias = 1,
    /// `previousName`.
    Former = 2,
    /// `weakAlias` and `abbreviation`: confirms, but never alerts alone in customer screening.
    Weak = 3,
}

impl NameKind {
    /// The kind of this number; a number out of range is the weakest kind.
    pub(crate) fn of(number: u8) -> NameKind {
        match number {
            0 => NameKind::Primary,
            1 => NameKind::Alias,
            2 => NameKind::Former,
            _ => NameKind::Weak,
        }
    }

    /// FollowTheMoney property the name stands in.
    pub fn property(self) -> &'static str {
        match self {
            NameKind::Primary => "name",
            NameKind::Alias => "alias",
            NameKind::Former => "previousName",
            NameKind::Weak => "weakAlias",
        }
    }
}

const PROPERTIES: &[(&str, NameKind)] = &[
    ("name", NameKind::Primary),
    ("alias", NameKind::Alias),
    ("previousName", NameKind::Former),
    ("weakAlias", NameKind::Weak),
    ("abbreviation", NameKind::Weak),
];

const PARTS: &[&str] = &["firstName", "secondName", "middleName", "fatherName", "lastName"];

/// The names of an entity, best first, each once, with the source's own wording where it differs.
pub fn names_of(entity: &Entity) -> Vec<(String, NameKind)> {
    let mut names: Vec<(String, NameKind)> = Vec::new();
    let mut push = |text: &str, kind| {
        if !names.iter().any(|(known, _)| known == text) {
            names.push((text.to_owned(), kind));
        }
    };
    for (property, kind) in PROPERTIES {
        for value in entity.get(property) {
            push(value.text(), *kind);
            if let Some(original) = value.original().filter(|o| !is_turned_round(value.text(), o)) {
                push(original, *kind);
            }
        }
    }
    if names.is_empty() {
        let parts: Vec<&str> = PARTS.iter().filter_map(|p| entity.first(p)).collect();
        if !parts.is_empty() {
            names.push((parts.join(" "), NameKind::Primary));
        }
    }
    names
}

/// Whether the source's wording is the same name with its parts in another order
/// (`FAMILY, Given`), which says nothing more.
fn is_turned_round(name: &str, original: &str) -> bool {
    let words = |text: &str| {
        let mut words: Vec<String> = text
            .split(|c: char| c.is_whitespace() || c == ',')
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        words.sort_unstable();
        words
    };
    words(name) == words(original)
}

#[cfg(test)]
mod tests {
    use hilf_entity::Schema;

    use super::*;

    #[test]
    fn names_come_best_first_and_parts_only_where_there_is_no_whole() {
        let mut person = Entity::new("x", Schema::named("Person").unwrap());
        person.add("firstName", "A");
        person.add("lastName", "B");
        assert_eq!(names_of(&person), [("A B".to_owned(), NameKind::Primary)]);
        person.add("weakAlias", "W");
        person.add("name", "N");
        person.add("alias", "N");
        let kinds: Vec<NameKind> = names_of(&person).into_iter().map(|(_, k)| k).collect();
        assert_eq!(kinds, [NameKind::Primary, NameKind::Weak]);
    }
}
