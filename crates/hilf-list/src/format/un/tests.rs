use super::*;
use crate::{Held, Record};

fn read_text(text: &str) -> (Result<ListInfo, ListError>, Vec<Record>, Vec<Held>) {
    let bytes: &'static [u8] = Box::leak(text.as_bytes().to_vec().into_boxed_slice());
    let (mut records, mut held) = (Vec::new(), Vec::new());
    let result =
        read(&Source::embedded("un.xml", bytes), &ReadOptions::default(), &mut |item| match item {
            Item::Record(record) => records.push(*record),
            Item::Held(one) => held.push(one),
            Item::Deleted { .. } => {}
        });
    (result, records, held)
}

fn list(body: &str) -> String {
    format!(
        "<?xml version='1.0' encoding='UTF-8'?>\n\
         <CONSOLIDATED_LIST dateGenerated='2026-02-27T00:00:09.554Z'>{body}</CONSOLIDATED_LIST>"
    )
}

fn one(body: &str) -> Record {
    let (result, mut records, held) = read_text(&list(body));
    result.unwrap();
    assert_eq!(held, []);
    records.pop().unwrap()
}

fn texts<'a>(entity: &'a Entity, property: &str) -> Vec<&'a str> {
    entity.texts(property).collect()
}

fn related<'a>(record: &'a Record, schema: &str) -> Vec<&'a Entity> {
    record.related.iter().filter(|r| r.schema().name() == schema).collect()
}

const PERSON: &str = "<INDIVIDUALS><INDIVIDUAL><DATAID>7</DATAID><VERSIONNUM>1</VERSIONNUM>\
    <FIRST_NAME>SAMI</FIRST_NAME><SECOND_NAME>BIN NUR</SECOND_NAME><THIRD_NAME>AL-TEST</THIRD_NAME>\
    <FOURTH_NAME>na</FOURTH_NAME><UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE>\
    <REFERENCE_NUMBER>QDi.999</REFERENCE_NUMBER><LISTED_ON>2015-07-01-04:00</LISTED_ON>\
    <NAME_ORIGINAL_SCRIPT>سامي بن نور التست</NAME_ORIGINAL_SCRIPT><GENDER>MALE</GENDER>\
    <COMMENTS1>Father’s name is Nur Test. Review concluded.</COMMENTS1>\
    <TITLE><VALUE>Mullah</VALUE><VALUE>Military leader of the Test (T23)</VALUE></TITLE>\
    <DESIGNATION><VALUE>a) Minister of X b) Head of Y</VALUE></DESIGNATION>\
    <NATIONALITY><VALUE>Atlantean by birth</VALUE><VALUE>na</VALUE></NATIONALITY>\
    <LAST_DAY_UPDATED><VALUE>2016-01-02</VALUE><VALUE>2014-03-04</VALUE></LAST_DAY_UPDATED>\
    <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Samy Test; Sammy Test</ALIAS_NAME>\
    <DATE_OF_BIRTH>1979-12-31</DATE_OF_BIRTH><CITY_OF_BIRTH>Testville</CITY_OF_BIRTH>\
    <NOTE>nom de guerre</NOTE></INDIVIDUAL_ALIAS>\
    <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Abu Test (ابو تست)</ALIAS_NAME></INDIVIDUAL_ALIAS>\
    <INDIVIDUAL_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>Sam Old</ALIAS_NAME></INDIVIDUAL_ALIAS>\
    <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>\
    <INDIVIDUAL_ADDRESS><STREET>Reportedly in prison in X</STREET><CITY>Testville</CITY><NOTE>as of 2016</NOTE></INDIVIDUAL_ADDRESS>\
    <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1960-01-01-05:00</DATE></INDIVIDUAL_DATE_OF_BIRTH>\
    <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1961</YEAR></INDIVIDUAL_DATE_OF_BIRTH>\
    <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1962</FROM_YEAR><TO_YEAR>1964</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>\
    <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>Nov. 1973 </NOTE></INDIVIDUAL_DATE_OF_BIRTH>\
    <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>30-35 years old</NOTE></INDIVIDUAL_DATE_OF_BIRTH>\
    <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE/></INDIVIDUAL_DATE_OF_BIRTH>\
    <INDIVIDUAL_PLACE_OF_BIRTH><CITY>Testville</CITY><NOTE>possibly elsewhere</NOTE></INDIVIDUAL_PLACE_OF_BIRTH>\
    <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Numéro de passeport </TYPE_OF_DOCUMENT><NUMBER>Test Passport No. 96/1</NUMBER>\
    <DATE_OF_ISSUE>2003-05-26</DATE_OF_ISSUE><NOTE>expired on 25 May 2008, issued under name Sim Test</NOTE></INDIVIDUAL_DOCUMENT>\
    <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>National Identification Number</TYPE_OF_DOCUMENT>\
    <TYPE_OF_DOCUMENT2>Italian Fiscal Code:</TYPE_OF_DOCUMENT2><NUMBER>TST1</NUMBER></INDIVIDUAL_DOCUMENT>\
    <INDIVIDUAL_DOCUMENT/><SORT_KEY/><SUBMITTED_BY>Testland</SUBMITTED_BY>\
    <NEW_FIELD kind='x'><VALUE>kept</VALUE></NEW_FIELD></INDIVIDUAL></INDIVIDUALS>";

#[test]
fn names_aliases_and_what_is_said_of_them() {
    let record = one(PERSON);
    let person = &record.entity;
    assert_eq!(person.id(), "un-QDi.999");
    assert_eq!(texts(person, "name"), ["SAMI BIN NUR AL-TEST"]);
    assert_eq!(texts(person, "firstName"), ["SAMI"]);
    assert_eq!(texts(person, "secondName"), ["BIN NUR"]);
    assert_eq!(texts(person, "lastName"), ["AL-TEST"]);
    assert_eq!(
        texts(person, "alias"),
        ["سامي بن نور التست", "Samy Test", "Sammy Test", "Sim Test"]
    );
    assert_eq!(person.get("alias")[0].lang(), Some("ar"));
    assert_eq!(texts(person, "weakAlias"), ["Abu Test", "ابو تست"]);
    assert_eq!(texts(person, "previousName"), ["Sam Old"]);
    assert_eq!(texts(person, "fatherName"), ["Nur Test"]);
    assert_eq!(texts(person, "title"), ["Mullah"]);
    let position = ["Military leader of the Test (T23)", "Minister of X", "Head of Y"];
    assert_eq!(texts(person, "position"), position);
    assert_eq!(texts(person, "gender"), ["male"]);
    assert_eq!(texts(person, "topics"), ["sanction", "crime.terror"]);
    let notes = texts(person, "notes");
    for note in [
        "Father’s name is Nur Test. Review concluded.",
        "Nationality: Atlantean by birth",
        "Alias Samy Test; Sammy Test: nom de guerre",
        "Alias Samy Test; Sammy Test, born: 1979-12-31, Testville",
        "Date of birth: 30-35 years old",
        "Place of birth: possibly elsewhere",
        "SUBMITTED_BY: Testland",
        "NEW_FIELD: kept",
        "NEW_FIELD kind: x",
    ] {
        assert!(notes.contains(&note), "{note}: {notes:?}");
    }
}

#[test]
fn every_kind_of_birth_date() {
    let record = one(PERSON);
    let dates: Vec<String> = record.entity.dates("birthDate").iter().map(|d| d.to_edtf()).collect();
    assert_eq!(dates, ["1979-12-31", "1960-01-01", "1961~", "1962/1964", "1973-11"]);
    assert_eq!(texts(&record.entity, "birthPlace"), ["Testville"]);
}

#[test]
fn listing_documents_and_addresses_hang_on_the_person() {
    let record = one(PERSON);
    let [sanction] = related(&record, "Sanction")[..] else { panic!("one sanction") };
    assert_eq!(sanction.id(), "un-QDi.999-sanction");
    for (property, value) in [
        ("entity", "un-QDi.999"),
        ("unscId", "QDi.999"),
        ("authorityId", "QDi.999"),
        ("program", "Al-Qaida"),
        ("listingDate", "2015-07-01"),
        ("startDate", "2015-07-01"),
        ("status", "active"),
        ("recordId", "7"),
    ] {
        assert_eq!(sanction.first(property), Some(value), "{property}");
    }
    assert_eq!(texts(sanction, "modifiedAt"), ["2016-01-02", "2014-03-04"]);
    assert_eq!(texts(&record.entity, "modifiedAt"), ["2016-01-02"]);
    let [passport] = related(&record, "Passport")[..] else { panic!("one passport") };
    assert_eq!(passport.id(), "un-QDi.999-passport-96-1");
    assert_eq!(passport.get("number")[0].original(), Some("Test Passport No. 96/1"));
    assert_eq!(texts(passport, "endDate"), ["2008-05-25"]);
    assert_eq!(texts(passport, "startDate"), ["2003-05-26"]);
    assert_eq!(texts(&record.entity, "passportNumber"), ["96/1"]);
    assert_eq!(related(&record, "Identification").len(), 1);
    assert_eq!(texts(&record.entity, "taxNumber"), ["TST1"]);
    let [address] = related(&record, "Address")[..] else { panic!("one address") };
    assert_eq!(texts(address, "full"), ["Testville"]);
    assert_eq!(texts(address, "remarks"), ["Reportedly in prison in X; as of 2016"]);
    assert_eq!(record.entity.first("addressEntity"), Some(address.id()));
    assert_eq!(texts(&record.entity, "address"), ["Testville"]);
}

#[test]
fn an_organisation_with_several_names_in_its_name() {
    let record = one("<ENTITIES><ENTITY><REFERENCE_NUMBER>CDe.001</REFERENCE_NUMBER>\
        <FIRST_NAME>GRAND TEST AIR (GTA) ; GREAT TEST (GT)</FIRST_NAME>\
        <ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>Kawthar Test</ALIAS_NAME>\
        <NOTE>in Arabic script: شركة التست</NOTE></ENTITY_ALIAS></ENTITY></ENTITIES>");
    assert_eq!(record.entity.schema().name(), "Organization");
    assert_eq!(texts(&record.entity, "name"), ["GRAND TEST AIR"]);
    assert_eq!(texts(&record.entity, "alias"), ["GREAT TEST", "Kawthar Test", "شركة التست"]);
    assert_eq!(texts(&record.entity, "abbreviation"), ["GTA", "GT"]);
    assert_eq!(texts(&record.entity, "topics"), ["sanction"]);
}

#[test]
fn what_cannot_be_read_is_held_with_its_reason() {
    let (result, records, held) = read_text(&list(
        "\n<INDIVIDUALS><INDIVIDUAL><DATAID>5</DATAID><FIRST_NAME>X</FIRST_NAME></INDIVIDUAL>\n\
         <INDIVIDUAL><REFERENCE_NUMBER>QDi.1</REFERENCE_NUMBER></INDIVIDUAL>\
         <INDIVIDUAL><REFERENCE_NUMBER>QDi.2</REFERENCE_NUMBER><FIRST_NAME>A</FIRST_NAME></INDIVIDUAL>\
         <INDIVIDUAL><REFERENCE_NUMBER>QDi.2</REFERENCE_NUMBER><FIRST_NAME>B</FIRST_NAME></INDIVIDUAL>\
         <VESSEL><NAME>S</NAME></VESSEL></INDIVIDUALS>",
    ));
    assert_eq!(
        result.unwrap().remarks,
        [
            "The reference QDi.2 of line 4 stands again on line 4; that record was read as un-QDi.2-2."
        ]
    );
    let ids: Vec<&str> = records.iter().map(|r| r.entity.id()).collect();
    assert_eq!(ids, ["un-QDi.2", "un-QDi.2-2"]);
    assert_eq!(records[1].related[0].first("unscId"), Some("QDi.2"));
    let reasons: Vec<(u64, Option<&str>, &str)> =
        held.iter().map(|h| (h.position.line, h.reference.as_deref(), h.reason.as_str())).collect();
    assert_eq!(
        reasons,
        [
            (3, Some("5"), "the record with DATAID 5 has no REFERENCE_NUMBER"),
            (4, Some("QDi.1"), "the record has no name"),
            (4, None, "the element <VESSEL> is unknown in this format"),
        ]
    );
}

#[test]
fn a_delisted_record_is_no_target() {
    let record = one("<ENTITIES><ENTITY><REFERENCE_NUMBER>QDe.9</REFERENCE_NUMBER>\
        <FIRST_NAME>TEST</FIRST_NAME><DELISTED_ON>2020-01-02</DELISTED_ON></ENTITY></ENTITIES>");
    assert!(!record.entity.is_target());
    assert_eq!(record.related[0].first("status"), Some("delisted"));
    assert_eq!(record.related[0].first("endDate"), Some("2020-01-02"));
}

#[test]
fn a_bare_ampersand_is_mended_and_declared() {
    let text = list(
        "\n<ENTITIES><ENTITY><REFERENCE_NUMBER>KPe.1</REFERENCE_NUMBER>\
        <FIRST_NAME>TEST SHIPPING & MARINE</FIRST_NAME></ENTITY></ENTITIES>",
    );
    let (result, records, _) = read_text(&text);
    assert_eq!(
        result.unwrap().remarks,
        ["The file is not well-formed XML: 1 bare `&` (line 3) \
        were read as `&amp;`; nothing else was changed."]
    );
    assert_eq!(records[0].entity.first("name"), Some("TEST SHIPPING & MARINE"));
}

#[test]
fn a_list_that_cannot_be_trusted_is_an_error() {
    let cases = [
        ("<html><body/></html>", "begins with <html>"),
        (&list(""), "no record at all"),
        ("<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL>", "cut off"),
        (&list("<ENTITIES>\u{19}</ENTITIES>"), "line 2: byte 0x19 at offset"),
        ("", "cut off"),
    ];
    for (text, reason) in cases {
        let (result, ..) = read_text(text);
        let error = result.unwrap_err().to_string();
        assert!(error.contains(reason), "{error}");
    }
}
