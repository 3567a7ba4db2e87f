//! Names of SECO targets: parts, and spelling variants of parts by language and script.

use hilf_entity::{Entity, Value};

use super::in_language;
use crate::alias::{self, Bearer, one_line};
use crate::format::assembly::note_rest;
use crate::xml::Node;

/// Full names built from the variants of one name in one language and script. Beyond this many,
/// parts are varied one at a time instead of all against all.
const COMBINATIONS_MAX: usize = 64;
const KNOWN: &[&str] = &["ssid", "name-type", "quality", "lang", "name-part"];

/// Adds one name of an identity. The first good primary name of the main identity becomes the
/// entity's `name` in [`settle`]; until then primary names of other identities are aliases.
pub(super) fn add_name(entity: &mut Entity, name: &Node, main: bool) {
    let mut parts: Vec<&Node> = name.children("name-part").collect();
    parts.sort_by_key(|p| p.attribute("order").parse::<u32>().unwrap_or(u32::MAX));
    let low = name.attribute("quality") == "low";
    let kind = name.attribute("name-type");
    let property = match kind {
        _ if low => "weakAlias",
        "primary-name" if main => "name",
        "formerly-known-as" => "previousName",
        _ => "alias",
    };
    if main && kind == "primary-name" {
        add_parts(entity, &parts);
    }
    for title in parts.iter().filter(|p| is_title(p)) {
        entity.add("title", title.child_text("value"));
        for variant in title.children("spelling-variant") {
            entity.note("Title", variant.text());
        }
    }
    // A lone dash stands for a part that is not known.
    parts.retain(|p| !is_title(p) && p.child_text("value") != "-");
    let lang = name.attribute("lang");
    let whole: Vec<&str> = parts.iter().map(|p| p.child_text("value")).collect();
    add_full(entity, property, &whole.join(" "), lang);
    let property = if property == "name" { "alias" } else { property };
    for (lang, script) in variant_keys(&parts) {
        for full in combinations(&parts, lang, script) {
            entity.add(property, in_language(&one_line(&full), lang));
        }
    }
    note_rest(entity, name, KNOWN);
    for part in name.children("name-part") {
        note_rest(entity, part, &["ssid", "order", "name-part-type", "value", "spelling-variant"]);
    }
}

/// Makes the first name the `name` and the others aliases; a target without a good primary name is
/// called by its first alias.
pub(super) fn settle(entity: &mut Entity) {
    for property in ["name", "alias", "previousName", "weakAlias"] {
        let mut values = entity.get(property).to_vec().into_iter();
        let Some(first) = values.next() else { continue };
        let others: Vec<Value> = values.collect();
        entity.set("name", [first]);
        if property == "name" {
            entity.add_all("alias", others);
        } else {
            entity.set(property, others);
        }
        return;
    }
}

fn is_title(part: &Node) -> bool {
    part.attribute("name-part-type") == "title"
}

fn add_full(entity: &mut Entity, property: &str, full: &str, lang: &str) {
    let person = entity.schema().name() == "Person";
    let found = alias::split(full, if person { Bearer::Person } else { Bearer::Body });
    for name in found.names {
        let by_script = name.lang().is_some();
        let marked = if by_script { name } else { in_name_language(name, lang) };
        entity.add(property, marked);
    }
    entity.add_all("weakAlias", found.abbreviations.iter().cloned());
    if entity.schema().property("abbreviation").is_some() {
        entity.add_all("abbreviation", found.abbreviations);
    }
}

fn in_name_language(name: Value, lang: &str) -> Value {
    let code = in_language("", lang);
    code.lang().map_or(name.clone(), |code| name.with_lang(code))
}

fn add_parts(entity: &mut Entity, parts: &[&Node]) {
    if entity.schema().name() != "Person" {
        return;
    }
    for part in parts {
        let property = match part.attribute("name-part-type") {
            "given-name" => "firstName",
            "further-given-name" => "middleName",
            "father-name" => "fatherName",
            "family-name" | "tribal-name" => "lastName",
            "maiden-name" => "previousName",
            "suffix" => "nameSuffix",
            _ => continue,
        };
        entity.add(property, part.child_text("value"));
    }
}

fn variant_keys<'a>(parts: &[&'a Node]) -> Vec<(&'a str, &'a str)> {
    let mut keys = Vec::new();
    for variant in parts.iter().flat_map(|p| p.children("spelling-variant")) {
        let key = (variant.attribute("lang"), variant.attribute("script"));
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

/// Full names in one language and script: every variant of each part with every variant of the
/// others; a part without one keeps its value.
fn combinations(parts: &[&Node], lang: &str, script: &str) -> Vec<String> {
    let choices: Vec<Vec<&str>> = parts
        .iter()
        .map(|part| {
            let fits = |v: &&Node| v.attribute("lang") == lang && v.attribute("script") == script;
            let variants: Vec<&str> =
                part.children("spelling-variant").filter(fits).map(Node::text).collect();
            if variants.is_empty() { vec![part.child_text("value")] } else { variants }
        })
        .collect();
    let count = choices.iter().try_fold(1_usize, |n, c| n.checked_mul(c.len()));
    if count.is_none_or(|n| n > COMBINATIONS_MAX) {
        return one_at_a_time(&choices);
    }
    choices.iter().fold(vec![String::new()], |names, variants| {
        names.iter().flat_map(|name| variants.iter().map(move |v| format!("{name} {v}"))).collect()
    })
}

fn one_at_a_time(choices: &[Vec<&str>]) -> Vec<String> {
    let first = |variants: &Vec<&str>| variants.first().copied().unwrap_or("").to_owned();
    let base: Vec<String> = choices.iter().map(first).collect();
    let mut names = vec![base.join(" ")];
    for (place, variants) in choices.iter().enumerate() {
        for variant in variants.iter().skip(1) {
            let mut name = base.clone();
            if let Some(part) = name.get_mut(place) {
                *part = (*variant).to_owned();
            }
            names.push(name.join(" "));
        }
    }
    names
}
