//! Relations between listed subjects, as entities that hang on one of them.

use hilf_entity::Entity;

use super::super::assembly::{Listing, hash};
use super::DATASET;

/// One relation as the lists give it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Relation<'a> {
    /// What it is, in the list's words.
    pub(super) kind: &'a str,
    /// Number of the subject it leads to.
    pub(super) to: &'a str,
    /// Name of that subject, where it is given.
    pub(super) name: &'a str,
    /// What else is said of it.
    pub(super) remark: &'a str,
}

/// Relations with a schema of their own: the list's words (in lower case), the schema, the
/// property of the one from whom it leads and of the one to whom.
const KINDS: &[(&str, &str, &str, &str)] = &[
    ("owned or controlled by", "Ownership", "asset", "owner"),
    ("owns, controls, or operates", "Ownership", "owner", "asset"),
    ("property in the interest of", "Ownership", "asset", "owner"),
    ("family member of", "Family", "person", "relative"),
    ("leader or official of", "Directorship", "director", "organization"),
    ("principal executive officer", "Directorship", "organization", "director"),
];

/// Makes a relation part of the record from whose subject it leads.
pub(super) fn add(listing: &mut Listing, relation: &Relation<'_>) {
    let other = format!("{DATASET}-{}", relation.to);
    let kind = relation.kind.trim().trim_end_matches(':').to_lowercase();
    let known = KINDS.iter().find(|(words, ..)| *words == kind);
    let (schema, own, others) = known
        .map_or(("UnknownLink", "subject", "object"), |(_, schema, own, others)| {
            (*schema, *own, *others)
        });
    // Some relations are published the wrong way round: nobody owns a person.
    let is_person = listing.entity.schema().name() == "Person";
    let is_reversed = match own {
        "asset" | "organization" => is_person,
        "director" => !is_person,
        _ => false,
    };
    let (own, others) = if is_reversed { (others, own) } else { (own, others) };
    let suffix = format!("relation-{}", hash(&format!("{kind} {}", relation.to)));
    let mut link: Entity = listing.satellite(&suffix, schema);
    link.add(own, listing.entity.id());
    link.add(others, other);
    let role = if schema == "Family" { "relationship" } else { "role" };
    link.add(role, relation.kind);
    link.add("namesMentioned", relation.name);
    link.note("", relation.remark);
    listing.attach(link);
}
