//! What an entity has to do with others, as a list and as a drawing.

use hilf_entity::{Entity, Schema};
use hilf_list::ListError;
use hilf_node::Live;

use crate::say::field;
use crate::show::{Html, Ui, shown_name};

/// Entities shown; the rest of a long list is left to the table of the list itself.
const SHOWN_MAX: usize = 200;
/// Entities drawn.
pub(crate) const DRAWN_MAX: usize = 12;
/// Letters of a name in the drawing.
const LABEL_MAX: usize = 36;

/// One relation.
pub(crate) struct Relation {
    /// What it is, in words.
    pub(crate) what: String,
    /// What the list says of it: role, share.
    pub(crate) detail: Vec<Html>,
    /// The other.
    pub(crate) other: Html,
    /// The other's name, cut short, for the drawing.
    pub(crate) label: String,
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) since: Option<Html>,
    pub(crate) until: Option<Html>,
}

/// Kinds of entities that hang on a listed one and are no relation.
const ATTACHED: &[&str] =
    &["Sanction", "Address", "Passport", "Identification", "BankAccount", "CryptoWallet"];

/// The relations of an entity, those over an edge (an ownership, a kinship) and direct ones.
///
/// # Errors
/// When a record cannot be read.
pub(crate) fn relations(ui: &Ui, live: &Live, entity: &Entity) -> Result<Vec<Relation>, ListError> {
    let mut found: Vec<Relation> = Vec::new();
    for (property, ids) in live.adjacent(entity) {
        for id in ids {
            if found.len() >= SHOWN_MAX {
                return Ok(found);
            }
            let Some(next) = live.entity(&id)? else { continue };
            if ATTACHED.contains(&next.schema().name()) {
                continue;
            }
            match next.schema().edge() {
                Some(ends) => found.extend(over_edge(ui, live, entity, &next, ends)?),
                None => found.push(direct(ui, entity.schema(), property, &next)),
            }
        }
    }
    Ok(found)
}

fn direct(ui: &Ui, schema: Schema, property: &str, other: &Entity) -> Relation {
    let what = match field::of_property(property) {
        Some(text) => ui.t(text).to_owned(),
        None => ui.field(schema, property),
    };
    related(ui, what, other, None)
}

fn over_edge(
    ui: &Ui,
    live: &Live,
    entity: &Entity,
    edge: &Entity,
    (source, target): (&'static str, &'static str),
) -> Result<Vec<Relation>, ListError> {
    let is_source = edge.texts(source).any(|id| id == entity.id());
    // The other's part in the edge says what they are to this one.
    let (end, ids) = match is_source {
        true => (target, edge.texts(target)),
        false => (source, edge.texts(source)),
    };
    let label = ui.field(edge.schema(), end);
    let mut found = Vec::new();
    for id in ids.collect::<Vec<_>>() {
        if let Some(other) = live.entity(id)? {
            let what = format!("{} · {label}", ui.schema(edge.schema()));
            found.push(related(ui, what, &other, Some(edge)));
        }
    }
    Ok(found)
}

fn related(ui: &Ui, what: String, other: &Entity, edge: Option<&Entity>) -> Relation {
    let date = |properties: [&str; 2]| {
        let own = edge.and_then(|edge| properties.into_iter().find_map(|p| edge.first(p)));
        own.map(|iso| ui.date(iso))
    };
    let said = ["role", "relationship", "percentage", "status", "summary"];
    let detail = said.into_iter().flat_map(|p| edge.map_or(&[][..], |edge| edge.get(p)));
    let (caption, _) = ui.caption(other);
    Relation {
        what,
        detail: detail.map(|value| shown_name(value.text(), value.lang())).collect(),
        other: caption,
        label: cut(other.caption()),
        id: other.id().to_owned(),
        kind: ui.schema(other.schema()),
        since: date(["startDate", "date"]),
        until: date(["endDate", "date"])
            .filter(|_| edge.is_some_and(|e| e.first("endDate").is_some())),
    }
}

/// A name short enough for a drawing.
pub(crate) fn cut(name: &str) -> String {
    match name.char_indices().nth(LABEL_MAX) {
        Some((at, _)) => format!("{}…", &name[..at]),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_cut_between_letters() {
        assert_eq!(cut("short"), "short");
        let long = "ح".repeat(60);
        assert_eq!(cut(&long).chars().count(), LABEL_MAX + 1);
    }
}
