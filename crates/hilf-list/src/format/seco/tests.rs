use super::*;
use crate::{Held, Record};

fn read_text(body: &str) -> (ListInfo, Vec<Record>, Vec<Held>) {
    let text = format!(
        "<?xml version='1.0'?><swiss-sanctions-list list-type='whole-list' date='2024-01-17'>{body}\
         </swiss-sanctions-list>"
    );
    let bytes: &'static [u8] = Box::leak(text.into_bytes().into_boxed_slice());
    let (mut records, mut held) = (Vec::new(), Vec::new());
    let info =
        read(&Source::embedded("ch.xml", bytes), &ReadOptions::default(), &mut |item| match item {
            Item::Record(record) => records.push(*record),
            Item::Held(one) => held.push(one),
            Item::Deleted { .. } => {}
        });
    (info.unwrap(), records, held)
}

fn texts<'a>(entity: &'a Entity, property: &str) -> Vec<&'a str> {
    entity.texts(property).collect()
}

fn related<'a>(record: &'a Record, schema: &str) -> Vec<&'a Entity> {
    record.related.iter().filter(|r| r.schema().name() == schema).collect()
}

/// Every construct of the format once.
const LIST: &str = "<target ssid='100'><sanctions-set-id>11</sanctions-set-id><sanctions-set-id>12</sanctions-set-id>\
    <foreign-identifier>QDi.999</foreign-identifier><individual sex='male'>\
    <identity ssid='1' main='true'>\
     <name name-type='primary-name' quality='good' lang='eng'>\
      <name-part order='3' name-part-type='family-name'><value>Testi</value>\
        <spelling-variant lang='ARA' script='ARAB' spelling-variant-type='x'>التستي</spelling-variant>\
        <spelling-variant lang='FRE' script='LATN'>Testy</spelling-variant></name-part>\
      <name-part order='1' name-part-type='title'><value>Dr.</value></name-part>\
      <name-part order='2' name-part-type='given-name'><value>Sami</value>\
        <spelling-variant lang='ARA' script='ARAB'>سامي</spelling-variant>\
        <spelling-variant lang='FRE' script='LATN'>Samy</spelling-variant>\
        <spelling-variant lang='FRE' script='LATN'>Sammy</spelling-variant></name-part>\
      <name-part order='4' name-part-type='father-name'><value>-</value></name-part></name>\
     <name name-type='alias' quality='low'><name-part order='1' name-part-type='whole-name'><value>Abu Test</value></name-part></name>\
     <name name-type='formerly-known-as' quality='good'><name-part order='1' name-part-type='whole-name'><value>Sam Old</value></name-part></name>\
     <nationality><country iso-code='QQ'>Atlantis</country></nationality>\
     <day-month-year day='31' month='12' year='1975' calendar='Gregorian' quality='good'/>\
     <day-month-year year='1976' calendar='Gregorian' quality='low'/>\
     <day-month-year day='31' month='2' year='1977' calendar='Gregorian'/>\
     <place-of-birth place-id='50'/>\
     <address place-id='51' main='true'><c-o>Uncle Test</c-o><address-details>1 Test Street</address-details><zip-code>1234</zip-code><p-o-box>7</p-o-box><remark>old</remark></address>\
     <identification-document document-type='diplomatic-passport'><number>AB 1</number><issuer code='QQ'>Atlantis</issuer><date-of-issue>2001-02-03</date-of-issue><expiry-date>2011-02-03</expiry-date><remark>lost</remark></identification-document>\
     <identification-document document-type='id-card'><number>77</number></identification-document>\
    </identity>\
    <identity ssid='2' main='false'><name name-type='primary-name' quality='good'><name-part order='1' name-part-type='whole-name'><value>Other Identity</value></name-part></name></identity>\
    <justification>Did things.</justification>\
    <relation target-id='101' relation-type='related-to'/><relation target-id='102' relation-type='brother-of'/><relation target-id='999' relation-type='related-to'/>\
    <other-information>Speaks Testish.</other-information><other-information>E-mail: a@example.org</other-information>\
    <generic-attribute name='Height'>2 m</generic-attribute><news>kept</news></individual>\
    <modification modification-type='amended' effective-date='2020-03-04'><added><individual><identity><name/></identity></individual></added></modification>\
    <modification modification-type='listed' publication-date='2015-01-01' effective-date='2015-01-02'/></target>\
    <target ssid='101'><sanctions-set-id>12</sanctions-set-id><entity><identity main='true'>\
     <name name-type='primary-name' quality='good'><name-part order='1' name-part-type='whole-name'><value>Foreign Test Bank (FTB)</value></name-part></name></identity>\
     <relation target-id='100' relation-type='owned-by'/></entity>\
     <modification modification-type='de-listed' effective-date='2021-05-06'/><modification modification-type='listed' effective-date='2019-05-06'/></target>\
    <target ssid='102'><individual sex='female'><identity main='true'><name name-type='primary-name' quality='low'><name-part><value>Weak Only</value></name-part></name></identity></individual></target>\
    <target ssid='103'><object object-type='vessel'><identity main='true'><name name-type='primary-name' quality='good'><name-part><value>MV Test</value></name-part></name></identity>\
     <other-information>IMO Number: 1234567</other-information></object></target>\
    <target ssid='104'/><target ssid='105'><individual/></target>\
    <sanctions-program ssid='10' version-date='2024-01-16'><program-key lang='eng'>TEST</program-key><program-key lang='ger'>TESTE</program-key>\
     <program-name lang='eng'>Test ordinance</program-name><program-name lang='fre'>Ordonnance</program-name>\
     <sanctions-set ssid='11' lang='eng'>Financial measures</sanctions-set><sanctions-set ssid='11' lang='ger'>Finanzsanktionen</sanctions-set>\
     <sanctions-set ssid='12' lang='eng'>Travel ban</sanctions-set><origin>UN</origin></sanctions-program>\
    <place ssid='50'><location>Testville</location><area>North</area><country iso-code='QQ'>Atlantis</country></place>\
    <place ssid='51'><location>Testburg</location></place>";

#[test]
fn names_are_built_from_parts_and_their_variants() {
    let (_, records, _) = read_text(LIST);
    let person = &records[0].entity;
    assert_eq!(person.id(), "ch-100");
    assert_eq!(texts(person, "name"), ["Sami Testi"]);
    let alias = ["سامي التستي", "Samy Testy", "Sammy Testy", "Other Identity"];
    assert_eq!(texts(person, "alias"), alias);
    assert_eq!(person.get("alias")[0].lang(), Some("ar"));
    assert_eq!(person.get("alias")[1].lang(), Some("fr"));
    assert_eq!(texts(person, "weakAlias"), ["Abu Test"]);
    assert_eq!(texts(person, "previousName"), ["Sam Old"]);
    assert_eq!(texts(person, "title"), ["Dr."]);
    assert_eq!(
        (person.first("firstName"), person.first("lastName")),
        (Some("Sami"), Some("Testi"))
    );
    assert_eq!(texts(&records[2].entity, "name"), ["Weak Only"]);
}

#[test]
fn what_is_known_of_a_person() {
    let (_, records, _) = read_text(LIST);
    let person = &records[0].entity;
    let dates: Vec<String> = person.dates("birthDate").iter().map(|d| d.to_edtf()).collect();
    assert_eq!(dates, ["1975-12-31", "1976~"]);
    assert_eq!(texts(person, "birthPlace"), ["Testville, North, Atlantis"]);
    assert_eq!(texts(person, "email"), ["a@example.org"]);
    assert_eq!(texts(person, "gender"), ["male"]);
    assert_eq!(texts(person, "passportNumber"), ["AB 1"]);
    assert_eq!(texts(person, "idNumber"), ["77"]);
    let notes = texts(person, "notes");
    for note in [
        "Nationality: QQ, Atlantis",
        "Date of birth: 31.2.1977",
        "Speaks Testish.",
        "Height: 2 m",
        "news: kept",
        "Relation to a target that is not in the file: related-to 999",
    ] {
        assert!(notes.contains(&note), "{note}: {notes:?}");
    }
    let [address] = related(&records[0], "Address")[..] else { panic!("one address") };
    assert_eq!(texts(address, "full"), ["7, Uncle Test, 1 Test Street, Testburg, 1234"]);
    assert_eq!(texts(address, "remarks"), ["old"]);
    let [passport] = related(&records[0], "Passport")[..] else { panic!("one passport") };
    assert_eq!(texts(passport, "endDate"), ["2011-02-03"]);
    assert_eq!(texts(passport, "summary"), ["lost"]);
}

#[test]
fn one_listing_per_sanctions_set() {
    let (info, records, _) = read_text(LIST);
    assert_eq!(info.remarks, [""; 0]);
    let sanctions = related(&records[0], "Sanction");
    let ids: Vec<&str> = sanctions.iter().map(|s| s.id()).collect();
    assert_eq!(ids, ["ch-100-sanction", "ch-100-sanction-2"]);
    let measures: Vec<Option<&str>> = sanctions.iter().map(|s| s.first("provisions")).collect();
    assert_eq!(measures, [Some("Financial measures"), Some("Travel ban")]);
    for (property, value) in [
        ("authorityId", "100"),
        ("unscId", "QDi.999"),
        ("program", "Test ordinance"),
        ("programId", "TEST"),
        ("reason", "Did things."),
        ("startDate", "2015-01-02"),
        ("listingDate", "2015-01-01"),
        ("modifiedAt", "2020-03-04"),
        ("status", "active"),
    ] {
        assert_eq!(sanctions[0].first(property), Some(value), "{property}");
    }
    assert_eq!(texts(&records[0].entity, "topics"), ["sanction"]);
}

#[test]
fn a_delisted_target_is_no_target_any_more() {
    let (_, records, _) = read_text(LIST);
    let bank = &records[1];
    assert!(!bank.entity.is_target());
    assert_eq!(texts(&bank.entity, "name"), ["Foreign Test Bank"]);
    let [sanction] = related(bank, "Sanction")[..] else { panic!("one listing") };
    assert_eq!(sanction.first("status"), Some("delisted"));
    assert_eq!(sanction.first("endDate"), Some("2021-05-06"));
}

#[test]
fn relations_become_links_with_fitting_ends() {
    let (_, records, _) = read_text(LIST);
    let [family] = related(&records[0], "Family")[..] else { panic!("one brother") };
    assert_eq!(
        (family.first("person"), family.first("relative")),
        (Some("ch-100"), Some("ch-102"))
    );
    assert_eq!(family.first("relationship"), Some("brother-of"));
    assert_eq!(related(&records[0], "UnknownLink")[0].first("role"), Some("related-to"));
    assert_eq!(records[1].entity.schema().name(), "Company");
    let [ownership] = related(&records[1], "Ownership")[..] else { panic!("one owner") };
    assert_eq!(
        (ownership.first("owner"), ownership.first("asset")),
        (Some("ch-100"), Some("ch-101"))
    );
}

#[test]
fn ships_and_what_cannot_be_read() {
    let (_, records, held) = read_text(LIST);
    assert_eq!(records[3].entity.schema().name(), "Vessel");
    assert_eq!(texts(&records[3].entity, "imoNumber"), ["1234567"]);
    let reasons: Vec<(Option<&str>, &str)> =
        held.iter().map(|h| (h.reference.as_deref(), h.reason.as_str())).collect();
    let expected = [
        (Some("104"), "the target is no individual, entity or object"),
        (Some("105"), "the target has no name"),
    ];
    assert_eq!(reasons, expected);
}

#[test]
fn too_many_variants_are_varied_one_at_a_time() {
    let variants: String = (0..9)
        .map(|n| format!("<spelling-variant lang='FRE' script='LATN'>V{n}</spelling-variant>"))
        .collect();
    let part = |order: u32| {
        format!(
            "<name-part order='{order}' name-part-type='other'><value>P{order}</value>{variants}</name-part>"
        )
    };
    let (_, records, _) = read_text(&format!(
        "<target ssid='1'><individual><identity main='true'><name name-type='primary-name' quality='good'>\
         {}{}</name></identity></individual></target>",
        part(1),
        part(2)
    ));
    assert_eq!(records[0].entity.get("alias").len(), 17);
}
