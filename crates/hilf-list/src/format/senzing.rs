//! Senzing JSON lines: flat, with `FEATURES`, or with named groups of features.
//!
//! Source: Senzing, "Generic Entity Specification".

use std::collections::BTreeMap;

use hilf_entity::{DateOrder, Entity, FuzzyDate, Schema, Value};
use serde_json::{Map, Value as Json};

use super::fields::{
    add_address, add_countries, add_gender, child_id, countries_in, entity, fingerprint,
    only_member,
};
use super::ftm::{for_each, held};
use crate::{Item, ListError, ListInfo, Position, ReadOptions, Record, Source};

const PUBLISHER: &str = "Senzing records";
/// Identifiers: the keys of the number and of its country, and the FollowTheMoney property.
const NUMBERS: &[(&str, &str, &str)] = &[
    ("PASSPORT_NUMBER", "PASSPORT_COUNTRY", "passportNumber"),
    ("NATIONAL_ID_NUMBER", "NATIONAL_ID_COUNTRY", "idNumber"),
    ("DRIVERS_LICENSE_NUMBER", "DRIVERS_LICENSE_STATE", "idNumber"),
    ("SSN_NUMBER", "", "socialSecurityNumber"),
    ("TAX_ID_NUMBER", "TAX_ID_COUNTRY", "taxNumber"),
    ("LEI_NUMBER", "", "leiCode"),
    ("DUNS_NUMBER", "", "dunsCode"),
    ("IMO_NUMBER", "", "imoNumber"),
    ("MMSI_NUMBER", "", "mmsi"),
    ("CALL_SIGN", "", "callSign"),
    ("NPI_NUMBER", "", "npiCode"),
];
const COUNTRIES: &[(&str, &str)] = &[
    ("NATIONALITY", "nationality"),
    ("CITIZENSHIP", "citizenship"),
    ("COUNTRY_OF_ASSOCIATION", "country"),
    ("COUNTRY_OF_BIRTH", "birthCountry"),
    ("REGISTRATION_COUNTRY", "jurisdiction"),
];
const DATES: &[(&str, &str)] = &[
    ("DATE_OF_BIRTH", "birthDate"),
    ("DATE_OF_DEATH", "deathDate"),
    ("REGISTRATION_DATE", "incorporationDate"),
];
const TEXTS: &[(&str, &str)] = &[
    ("PLACE_OF_BIRTH", "birthPlace"),
    ("PHONE_NUMBER", "phone"),
    ("EMAIL_ADDRESS", "email"),
    ("WEBSITE_ADDRESS", "website"),
    ("TOPIC", "topics"),
];
/// Keys that only say of what kind another one is, or belong to one that is read.
const KINDS: &[&str] = &[
    "RECORD_TYPE",
    "NAME_TYPE",
    "ADDR_TYPE",
    "PHONE_TYPE",
    "EMAIL_TYPE",
    "NATIONAL_ID_TYPE",
    "TAX_ID_TYPE",
    "REL_ANCHOR_DOMAIN",
    "REL_ANCHOR_KEY",
    "REL_POINTER_DOMAIN",
];

/// One feature or one group of keys that belong together.
type Feature = BTreeMap<String, String>;

/// Reads the file.
pub(super) fn read(
    source: &Source,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Item),
) -> Result<ListInfo, ListError> {
    let member = only_member(source)?;
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    let mut repeated = Vec::new();
    for_each(member, &mut |line, json| {
        let read = json.and_then(|json| read_record(&json, options));
        match read {
            Ok(mut found) => {
                let uses = seen.entry(found.entity.id().to_owned()).or_insert(0);
                *uses += 1;
                if *uses > 1 {
                    let id = format!("{}-{uses}", found.entity.id());
                    repeated.push(format!("The record of line {line} was read as {id}."));
                    found.entity.set_id(id);
                }
                found.position = Position { file: member.name().to_owned(), line, field: None };
                sink(Item::Record(Box::new(found)));
            }
            Err(reason) => sink(held(member, line, None, reason)),
        }
    })?;
    Ok(ListInfo {
        dataset: options.dataset.clone().unwrap_or_else(|| "senzing".into()),
        publisher: PUBLISHER.into(),
        remarks: repeated,
        ..ListInfo::default()
    })
}

fn read_record(json: &Json, options: &ReadOptions) -> Result<Record, String> {
    let object = json.as_object().ok_or("the line is no JSON object")?;
    let (own, features) = features(object);
    let kind =
        own.get("RECORD_TYPE").or_else(|| features.iter().find_map(|f| f.get("RECORD_TYPE")));
    let schema = schema_of(kind.map_or("", String::as_str));
    let source = own.get("DATA_SOURCE").map_or("", String::as_str).to_lowercase();
    let prefix = options.dataset.clone().unwrap_or(source);
    let reference = match own.get("RECORD_ID") {
        Some(id) => id.clone(),
        None => fingerprint(&[&json.to_string()]),
    };
    let mut listed = entity(format!("{prefix}-{reference}"), schema);
    let mut related = Vec::new();
    for feature in &features {
        add_feature(&mut listed, &mut related, feature, &prefix);
    }
    if listed.get("name").is_empty() {
        let first = ["alias", "weakAlias", "previousName"]
            .iter()
            .find_map(|property| listed.get(property).first().cloned());
        listed.set("name", first);
    }
    if listed.properties().all(|(name, _)| matches!(name, "topics" | "sourceUrl" | "notes")) {
        return Err("the record says nothing by which anybody could be known".into());
    }
    for (key, text) in own.iter().filter(|(key, _)| !is_used(key)) {
        listed.note(key, text);
    }
    for one in related.iter_mut().chain([&mut listed]) {
        one.datasets.push(prefix.clone());
    }
    Ok(Record { position: Position::default(), entity: listed, related })
}

fn schema_of(kind: &str) -> &'static str {
    match kind.to_ascii_uppercase().as_str() {
        "PERSON" => "Person",
        "ORGANIZATION" => "Organization",
        "COMPANY" => "Company",
        "VESSEL" => "Vessel",
        "AIRCRAFT" => "Airplane",
        _ => "LegalEntity",
    }
}

/// The keys of the record itself, and its features: groups in lists, and the flat keys as one.
fn features(object: &Map<String, Json>) -> (Feature, Vec<Feature>) {
    let mut own = Feature::new();
    let mut features = Vec::new();
    for (key, value) in object {
        match value {
            Json::Array(items) => {
                for item in items.iter().filter_map(Json::as_object) {
                    features.push(item.iter().filter_map(scalar).collect());
                }
            }
            _ => own.extend(scalar((key, value))),
        }
    }
    features.push(own.clone());
    (own, features)
}

fn scalar((key, value): (&String, &Json)) -> Option<(String, String)> {
    let text = match value {
        Json::String(text) => text.trim().to_owned(),
        Json::Number(number) => number.to_string(),
        Json::Bool(value) => value.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then(|| (key.to_ascii_uppercase(), text))
}

/// Whether a key of the record has a place of its own and needs no note.
fn is_used(key: &str) -> bool {
    let known = |list: &[(&str, &str)]| list.iter().any(|(k, _)| *k == key);
    matches!(key, "DATA_SOURCE" | "RECORD_ID" | "GENDER" | "URL" | "LAST_CHANGE")
        || KINDS.contains(&key)
        || key.starts_with("NAME_")
        || key.starts_with("ADDR_")
        || NUMBERS.iter().any(|(number, country, _)| *number == key || *country == key)
        || known(COUNTRIES)
        || known(DATES)
        || known(TEXTS)
}

fn add_feature(listed: &mut Entity, related: &mut Vec<Entity>, feature: &Feature, prefix: &str) {
    let text = |key: &str| feature.get(key).map_or("", String::as_str);
    add_name(listed, feature);
    for (key, property) in DATES {
        // US files write the month first.
        match FuzzyDate::parse_in(text(key), DateOrder::MonthFirst) {
            Ok(date) => listed.add_date(property, &date, text(key)),
            Err(_) => listed.note(key, text(key)),
        }
    }
    for (key, property) in COUNTRIES.iter().filter(|(key, _)| feature.contains_key(*key)) {
        add_countries(listed, property, key, text(key));
    }
    for (key, property) in TEXTS {
        listed.add(property, text(key));
    }
    for (key, country, property) in NUMBERS.iter().filter(|(key, ..)| feature.contains_key(*key)) {
        related.push(add_number(listed, property, text(key), text(country)));
    }
    if feature.contains_key("GENDER") {
        add_gender(listed, text("GENDER"));
    }
    related.extend(add_place(listed, feature));
    related.extend(relation(listed, feature, prefix));
    for (kind, number) in
        [("OTHER_ID_TYPE", "OTHER_ID_NUMBER"), ("TRUSTED_ID_TYPE", "TRUSTED_ID_NUMBER")]
    {
        match text(kind) {
            "WIKIDATA" => listed.add("wikidataId", text(number)),
            kind => listed.note(kind, text(number)),
        }
    }
    let other = ["EMPLOYER", "GROUP_ASSOCIATION_ORG_NAME", "ACCOUNT_NUMBER"];
    other.iter().for_each(|key| listed.note(key, text(key)));
    listed.add("sourceUrl", text("URL"));
}

fn add_name(listed: &mut Entity, feature: &Feature) {
    let text = |key: &str| feature.get(key).map_or("", String::as_str);
    let (whole, body) = (text("NAME_FULL"), text("NAME_ORG"));
    let parts = [
        ("NAME_PREFIX", "title"),
        ("NAME_FIRST", "firstName"),
        ("NAME_MIDDLE", "middleName"),
        ("NAME_LAST", "lastName"),
        ("NAME_SUFFIX", "nameSuffix"),
    ];
    let assembled: Vec<&str> =
        parts.iter().skip(1).map(|(key, _)| text(key)).filter(|t| !t.is_empty()).collect();
    let name = match (whole, body) {
        ("", "") => assembled.join(" "),
        ("", body) => body.to_owned(),
        (whole, _) => whole.to_owned(),
    };
    for (key, property) in parts {
        listed.add(property, text(key));
    }
    let is_first = listed.get("name").is_empty();
    let property = match text("NAME_TYPE").to_ascii_uppercase().as_str() {
        "PRIMARY" | "" if is_first => "name",
        "FORMER" | "FKA" | "MAIDEN" => "previousName",
        "WEAK" | "NICKNAME" => "weakAlias",
        _ => "alias",
    };
    listed.add(property, name);
}

fn add_number(listed: &mut Entity, property: &str, number: &str, country: &str) -> Entity {
    let home = if listed.schema().property(property).is_some() { property } else { "idNumber" };
    listed.add(home, Value::new(number));
    let schema = if property == "passportNumber" { "Passport" } else { "Identification" };
    let mut document = entity(child_id(listed, "document", &[property, number]), schema);
    document.add("holder", listed.id());
    document.add("type", property);
    document.add("number", number);
    let codes = countries_in(country);
    if codes.is_empty() {
        document.note("Country", country);
    }
    document.add_all("country", codes);
    document
}

fn add_place(listed: &mut Entity, feature: &Feature) -> Option<Entity> {
    let text = |key: &str| feature.get(key).map_or("", String::as_str);
    let lines: Vec<&str> = (1..=6)
        .filter_map(|line| feature.get(&format!("ADDR_LINE{line}")))
        .map(String::as_str)
        .chain(Some(text("ADDR_FULL")).filter(|t| !t.is_empty()))
        .collect();
    let parts = [
        ("street", lines.join(", ")),
        ("city", text("ADDR_CITY").to_owned()),
        ("state", text("ADDR_STATE").to_owned()),
        ("postalCode", text("ADDR_POSTAL_CODE").to_owned()),
    ];
    let parts: Vec<(&str, &str)> = parts.iter().map(|(p, t)| (*p, t.as_str())).collect();
    add_address(listed, &parts, text("ADDR_COUNTRY"))
}

/// A relation to another record; `Owns 60%` is an ownership.
fn relation(listed: &Entity, feature: &Feature, prefix: &str) -> Option<Entity> {
    let key = feature.get("REL_POINTER_KEY")?;
    let role = feature.get("REL_POINTER_ROLE").map_or("", String::as_str);
    let owns = role.to_lowercase().starts_with("own");
    let asset = Schema::named("Asset");
    let (schema, from, to) = match owns && asset.is_some() {
        true => ("Ownership", "owner", "asset"),
        false => ("UnknownLink", "subject", "object"),
    };
    let mut link = entity(child_id(listed, "relation", &[key, role]), schema);
    link.add(from, listed.id());
    link.add(to, format!("{prefix}-{key}"));
    link.add("role", role);
    if owns {
        let share: String =
            role.chars().filter(|c| c.is_ascii_digit() || ".%".contains(*c)).collect();
        link.add("percentage", share);
    }
    Some(link)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(json: &str) -> Record {
        read_record(&serde_json::from_str(json).unwrap(), &ReadOptions::default()).unwrap()
    }

    #[test]
    fn features_flat_keys_and_groups_say_the_same() {
        let features =
            one(r#"{"DATA_SOURCE":"T","RECORD_ID":"1","FEATURES":[{"RECORD_TYPE":"PERSON"},
            {"NAME_FIRST":"Adam","NAME_LAST":"Tester"},{"DATE_OF_BIRTH":"3/31/1954"},
            {"PASSPORT_NUMBER":"A1","PASSPORT_COUNTRY":"US"}],"STATUS":"Active"}"#);
        let flat =
            one(r#"{"DATA_SOURCE":"T","RECORD_ID":"1","RECORD_TYPE":"PERSON","NAME_FIRST":"Adam",
            "NAME_LAST":"Tester","DATE_OF_BIRTH":"3/31/1954","PASSPORT_NUMBER":"A1",
            "PASSPORT_COUNTRY":"US","STATUS":"Active"}"#);
        let groups =
            one(r#"{"DATA_SOURCE":"T","RECORD_ID":"1","RECORD_TYPE":"PERSON","STATUS":"Active",
            "NAMES":[{"NAME_TYPE":"PRIMARY","NAME_FIRST":"Adam","NAME_LAST":"Tester"}],
            "DATES":[{"DATE_OF_BIRTH":"3/31/1954"}],
            "IDENTIFIERS":[{"PASSPORT_NUMBER":"A1","PASSPORT_COUNTRY":"US"}]}"#);
        for record in [&features, &flat, &groups] {
            assert_eq!(record.entity.id(), "t-1");
            assert_eq!(record.entity.first("name"), Some("Adam Tester"));
            assert_eq!(record.entity.first("birthDate"), Some("1954-03-31"));
            assert_eq!(record.entity.first("passportNumber"), Some("A1"));
            assert_eq!(record.entity.first("notes"), Some("STATUS: Active"));
            assert_eq!(record.related[0].first("country"), Some("us"));
        }
    }

    #[test]
    fn relations_name_the_other_record() {
        let record = one(r#"{"DATA_SOURCE":"R","RECORD_ID":"2","FEATURES":[{"NAME_FULL":"A B"},
            {"REL_POINTER_DOMAIN":"R","REL_POINTER_KEY":"9","REL_POINTER_ROLE":"Owns 60%"}]}"#);
        let link = &record.related[0];
        assert_eq!((link.schema().name(), link.first("asset")), ("Ownership", Some("r-9")));
        assert_eq!(link.first("percentage"), Some("60%"));
    }
}
