//! Names of UN records: parts, aliases by quality, names in remarks.

use hilf_entity::{Entity, Value};

use super::birth;
use crate::alias::{self, Bearer, one_line};
use crate::format::assembly::rest;
use crate::xml::Node;

/// The schema's default for a name part that does not exist.
const ABSENT: &str = "na";
const ALIAS_PARTS: &[&str] =
    &["QUALITY", "ALIAS_NAME", "DATE_OF_BIRTH", "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH", "NOTE"];

pub(super) fn bearer(entity: &Entity) -> Bearer {
    if entity.schema().name() == "Person" { Bearer::Person } else { Bearer::Body }
}

/// The primary name and the name in its own script.
pub(super) fn add_names(entity: &mut Entity, node: &Node) {
    let fields = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"];
    let parts: Vec<String> = fields
        .iter()
        .map(|field| node.child_text(field))
        .filter(|part| !part.is_empty() && *part != ABSENT)
        .map(one_line)
        .collect();
    let whole = parts.join(" ");
    let found = alias::split(&whole, bearer(entity));
    let mut names = found.names.into_iter();
    if let Some(name) = names.next() {
        entity.add("name", name);
    }
    entity.add_all("alias", names);
    add_abbreviations(entity, found.abbreviations);
    if bearer(entity) == Bearer::Person {
        add_parts(entity, &parts);
    }
    add_original_script(entity, node);
}

fn add_parts(entity: &mut Entity, parts: &[String]) {
    let Some((first, others)) = parts.split_first() else { return };
    entity.add("firstName", first);
    let Some((last, between)) = others.split_last() else { return };
    entity.add("lastName", last);
    for (property, part) in ["secondName", "middleName"].into_iter().zip(between) {
        entity.add(property, part);
    }
}

fn add_original_script(entity: &mut Entity, node: &Node) {
    for field in node.children("NAME_ORIGINAL_SCRIPT").map(Node::text) {
        let field = one_line(field);
        let whole = Value::new(&field).with_lang(alias::language(&field).unwrap_or(""));
        let found = alias::split(&field, bearer(entity));
        entity.add("alias", whole);
        entity.add_all("alias", found.names);
        add_abbreviations(entity, found.abbreviations);
    }
}

/// Acronyms go to `abbreviation` and, because they are names all the same, to `weakAlias`.
fn add_abbreviations(entity: &mut Entity, abbreviations: Vec<Value>) {
    entity.add_all("weakAlias", abbreviations.iter().cloned());
    if bearer(entity) == Bearer::Body {
        entity.add_all("abbreviation", abbreviations);
    }
}

/// Aliases with what is said about each of them.
pub(super) fn add_aliases(entity: &mut Entity, node: &Node) {
    for alias in node.children("INDIVIDUAL_ALIAS").chain(node.children("ENTITY_ALIAS")) {
        add_alias(entity, alias);
    }
}

fn add_alias(entity: &mut Entity, node: &Node) {
    let field = one_line(node.child_text("ALIAS_NAME"));
    let quality = node.child_text("QUALITY");
    let property = match quality {
        "Low" => "weakAlias",
        "f.k.a." => "previousName",
        _ => "alias",
    };
    let found = alias::split(&field, bearer(entity));
    entity.add_all(property, found.names);
    add_abbreviations(entity, found.abbreviations);
    let note = node.child_text("NOTE");
    entity.add_all(property, alias::in_note(note));
    let label = |what: &str| format!("Alias {field}{what}");
    if !matches!(quality, "" | "Good" | "Low" | "a.k.a." | "f.k.a.") {
        entity.note(&label(", quality"), quality);
    }
    entity.note(&label(""), &one_line(note));
    birth::add_alias_birth(entity, node, &label(""));
    for (element, text) in rest(node, ALIAS_PARTS) {
        entity.note(&label(&format!(", {element}")), &text);
    }
}
