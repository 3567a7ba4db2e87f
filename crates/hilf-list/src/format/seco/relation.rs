//! Relations between SECO targets, as FollowTheMoney links.

use hilf_entity::Entity;

use super::registry::Registry;
use super::{DATASET, first_of};
use crate::format::assembly::{Listing, note_rest};
use crate::xml::Node;

const KNOWN: &[&str] = &["ssid", "target-id", "relation-type", "remark"];
const KINSHIP: &[&str] = &[
    "family",
    "brother",
    "sister",
    "sibling",
    "father",
    "mother",
    "parent of",
    "son",
    "daughter",
    "child",
    "wife",
    "husband",
    "spouse",
    "married",
    "cousin",
    "uncle",
    "aunt",
    "nephew",
    "niece",
    "relative",
    "in law",
    "grand",
];

/// What a relation type means and in which direction.
#[derive(Debug, PartialEq, Eq)]
enum Meaning {
    Kin,
    /// The first owns the second.
    Owns,
    OwnedBy,
    Directs,
    DirectedBy,
    WorksFor,
    EmployerOf,
    MemberOf,
    HasMember,
    ActsFor,
    RepresentedBy,
    SuccessorOf,
    PredecessorOf,
    Other,
}

/// Adds the link from this target to another. Its type decides the schema where both ends fit it;
/// otherwise it is an `UnknownLink` with the type as its role.
pub(super) fn add_relation(listing: &mut Listing, relation: &Node, registry: &Registry) {
    let (other, kind) = (relation.attribute("target-id"), relation.attribute("relation-type"));
    let remark = first_of(&[relation.attribute("remark"), relation.child_text("remark")]);
    if other.is_empty() || !registry.holds(other) {
        let text = format!("{kind} {other} {remark}");
        return listing.entity.note("Relation to a target that is not in the file", &text);
    }
    let this = listing.entity.id().to_owned();
    let other_id = format!("{DATASET}-{other}");
    let ends = (listing.entity.schema().name(), registry.schema(other));
    let (schema, from, to) = link(&meaning(kind), ends);
    let (source, target) = match (from, schema) {
        (End::This, _) => (this.as_str(), other_id.as_str()),
        (End::Other, _) => (other_id.as_str(), this.as_str()),
    };
    let mut edge = listing.satellite(&format!("rel-{other}"), schema);
    if let Some((from_property, to_property)) = edge.schema().edge() {
        edge.add(from_property, source);
        edge.add(to_property, target);
    }
    add_role(&mut edge, to, kind);
    edge.add("summary", remark);
    note_rest(&mut edge, relation, KNOWN);
    listing.attach(edge);
}

/// The target that a relation says is owned, where it says so.
pub(super) fn owned<'a>(relation: &'a Node, this: &'a str) -> Option<&'a str> {
    match meaning(relation.attribute("relation-type")) {
        Meaning::Owns => Some(relation.attribute("target-id")),
        Meaning::OwnedBy => Some(this),
        _ => None,
    }
}

fn add_role(edge: &mut Entity, property: &str, kind: &str) {
    if edge.schema().property(property).is_some() {
        edge.add(property, kind);
    } else {
        edge.note("Relation", kind);
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    This,
    Other,
}

/// Schema, which end is the source of the edge, and the property that holds the type.
fn link(meaning: &Meaning, ends: (&str, &str)) -> (&'static str, End, &'static str) {
    let (this, other) = ends;
    let persons = this == "Person" && other == "Person";
    let is_body = |s: &str| matches!(s, "Organization" | "Company");
    let is_asset = |s: &str| matches!(s, "Company" | "Vessel" | "Airplane");
    let is_legal = |s: &str| matches!(s, "Person" | "Organization" | "Company" | "LegalEntity");
    let unknown = ("UnknownLink", End::This, "role");
    match meaning {
        Meaning::Kin if persons => ("Family", End::This, "relationship"),
        Meaning::Owns if is_legal(this) && is_asset(other) => ("Ownership", End::This, "role"),
        Meaning::OwnedBy if is_asset(this) && is_legal(other) => ("Ownership", End::Other, "role"),
        Meaning::Directs if is_body(other) && is_legal(this) => ("Directorship", End::This, "role"),
        Meaning::DirectedBy if is_body(this) && is_legal(other) => {
            ("Directorship", End::Other, "role")
        }
        Meaning::WorksFor if is_body(other) && this == "Person" => {
            ("Employment", End::Other, "role")
        }
        Meaning::EmployerOf if is_body(this) && other == "Person" => {
            ("Employment", End::This, "role")
        }
        Meaning::MemberOf if is_body(other) && is_legal(this) => ("Membership", End::This, "role"),
        Meaning::HasMember if is_body(this) && is_legal(other) => {
            ("Membership", End::Other, "role")
        }
        Meaning::ActsFor if is_legal(this) && is_legal(other) => {
            ("Representation", End::This, "role")
        }
        Meaning::RepresentedBy if is_legal(this) && is_legal(other) => {
            ("Representation", End::Other, "role")
        }
        Meaning::SuccessorOf if is_legal(this) && is_legal(other) => {
            ("Succession", End::Other, "role")
        }
        Meaning::PredecessorOf if is_legal(this) && is_legal(other) => {
            ("Succession", End::This, "role")
        }
        _ => unknown,
    }
}

/// Reads a relation type. The publisher's types are words joined by dashes (`owned-by`,
/// `brother-of`); this target is the subject of the phrase.
fn meaning(kind: &str) -> Meaning {
    let kind = kind.to_lowercase().replace(['-', '_'], " ");
    let has = |words: &[&str]| words.iter().any(|w| kind.contains(w));
    let passive = has(&[" by"]);
    if has(&["owned", "controlled by", "subsidiary"]) {
        Meaning::OwnedBy
    } else if has(&["own", "parent company", "controls"]) {
        Meaning::Owns
    } else if has(&["direct", "manage", "chair", "head", "leader", "executive", "president"]) {
        if passive { Meaning::DirectedBy } else { Meaning::Directs }
    } else if has(&["employs", "employer"]) {
        Meaning::EmployerOf
    } else if has(&["employ", "works for", "working for"]) {
        Meaning::WorksFor
    } else if has(&["has member"]) {
        Meaning::HasMember
    } else if has(&["member"]) {
        Meaning::MemberOf
    } else if has(&["behalf", "represent", "agent", "acting for"]) {
        if passive { Meaning::RepresentedBy } else { Meaning::ActsFor }
    } else if has(&["successor"]) {
        Meaning::SuccessorOf
    } else if has(&["predecessor", "succeeded by"]) {
        Meaning::PredecessorOf
    } else if kind.split(' ').any(|w| KINSHIP.contains(&w)) || has(&["parent of", "in law"]) {
        Meaning::Kin
    } else {
        Meaning::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_read_with_their_direction() {
        for (kind, expected) in [
            ("brother-of", Meaning::Kin),
            ("family relationship", Meaning::Kin),
            ("owned-by", Meaning::OwnedBy),
            ("owner-of", Meaning::Owns),
            ("managed-by", Meaning::DirectedBy),
            ("director", Meaning::Directs),
            ("works-for", Meaning::WorksFor),
            ("member-of", Meaning::MemberOf),
            ("acting-on-behalf-of", Meaning::ActsFor),
            ("successor-of", Meaning::SuccessorOf),
            ("related-to", Meaning::Other),
        ] {
            assert_eq!(meaning(kind), expected, "{kind}");
        }
    }

    #[test]
    fn a_link_whose_ends_do_not_fit_is_unknown() {
        assert_eq!(link(&Meaning::Kin, ("Person", "Company")).0, "UnknownLink");
        assert_eq!(link(&Meaning::OwnedBy, ("Person", "Person")).0, "UnknownLink");
        assert_eq!(
            link(&Meaning::WorksFor, ("Person", "Company")),
            ("Employment", End::Other, "role")
        );
    }
}
