use super::*;
use crate::{Held, Record};

fn read_text(body: &str) -> (Vec<Record>, Vec<Held>) {
    let text = format!(
        "<?xml version='1.0'?><export xmlns='http://eu.europa.ec/fpi/fsd/export' \
         generationDate='2026-05-01T08:25:35.000+00:00'>{body}</export>"
    );
    let bytes: &'static [u8] = Box::leak(text.into_bytes().into_boxed_slice());
    let (mut records, mut held) = (Vec::new(), Vec::new());
    read(&Source::embedded("eu.xml", bytes), &ReadOptions::default(), &mut |item| match item {
        Item::Record(record) => records.push(*record),
        Item::Held(one) => held.push(one),
        Item::Deleted { .. } => {}
    })
    .unwrap();
    (records, held)
}

fn one(body: &str) -> Record {
    let (mut records, held) = read_text(body);
    assert_eq!(held, []);
    records.pop().unwrap()
}

fn texts<'a>(entity: &'a Entity, property: &str) -> Vec<&'a str> {
    entity.texts(property).collect()
}

fn related<'a>(record: &'a Record, schema: &str) -> Vec<&'a Entity> {
    record.related.iter().filter(|r| r.schema().name() == schema).collect()
}

const PERSON: &str = "<sanctionEntity designationDate='2008-07-03' designationDetails='UN designation' \
    unitedNationId='QDi.999' euReferenceNumber='EU.1.2' logicalId='5'>\
    <remark>(a) Mother's name is Mona Test; (b) Father's name is Nur.</remark>\
    <regulation regulationType='amendment' organisationType='commission' publicationDate='2019-04-08' \
      entryIntoForceDate='2019-04-09' numberTitle='2019/555 (OJ L97)' programme='TAQA' logicalId='1'>\
      <publicationUrl>https://example.org/act</publicationUrl></regulation>\
    <subjectType code='person' classificationCode='P'/>\
    <nameAlias wholeName='Abu Test' strong='false' regulationLanguage='en' logicalId='1'/>\
    <nameAlias firstName='Sami' middleName='Nur' lastName='TEST' wholeName='Sami Nur TEST' \
      function='(a) Minister of X, (b) Head of Y.' title='(a) Mullah, (b) Maulavi' gender='M' strong='true'>\
      <regulationSummary regulationType='amendment' publicationDate='2020-01-02' numberTitle='2020/1' publicationUrl='https://example.org/2'/></nameAlias>\
    <nameAlias wholeName='سامي تست' nameLanguage='AR' strong='true'/>\
    <nameAlias wholeName='Tek' strong='true'><remark>lo quality a.k.a.</remark></nameAlias>\
    <nameAlias firstName='Samuel' lastName='Testov' wholeName='S. Testov' strong='true'/>\
    <citizenship region='Somewhere' countryIso2Code='00' countryDescription='UNKNOWN'/>\
    <birthdate circa='true' calendarType='GREGORIAN' year='1958' city='Testville' region='North' countryIso2Code='00' countryDescription='UNKNOWN'/>\
    <birthdate circa='false' calendarType='GREGORIAN' yearRangeFrom='1960' yearRangeTo='1965'/>\
    <birthdate circa='false' calendarType='GREGORIAN' birthdate='1962-03-04' dayOfMonth='4' monthOfYear='3' year='1962'/>\
    <birthdate circa='false' calendarType='GREGORIAN' monthOfYear='3' year='1963'/>\
    <birthdate circa='false' calendarType='ISLAMIC' year='1343' countryIso2Code='IR' countryDescription='IRAN'/>\
    <birthdate circa='false' calendarType='ISLAMIC' dayOfMonth='24' monthOfYear='6' year='1402'/>\
    <birthdate circa='false' calendarType='MAYAN' year='12'/>\
    <address street='1 Test Street' poBox='PO 7' city='Testville' zipCode='1234' asAtListingTime='true' countryIso2Code='00' countryDescription='UNKNOWN'>\
      <remark>last known</remark><contactInfo key='EMAIL' value='a@example.org'/><contactInfo key='FAX' value='123'/></address>\
    <identification knownFalse='true' knownExpired='false' reportedLost='true' number='AB 12' latinNumber='' nameOnDocument='Sim Test' \
      issuedBy='Office' issueDate='2001-02-03' validTo='2011-02-03' identificationTypeCode='passport' \
      identificationTypeDescription='National passport' countryIso2Code='00' countryDescription='UNKNOWN'/>\
    <identification number='77' identificationTypeCode='fiscalcode' identificationTypeDescription='Fiscal Code'/>\
    <novelty colour='blue'/></sanctionEntity>";

#[test]
fn names_by_strength_and_language() {
    let record = one(PERSON);
    let person = &record.entity;
    assert_eq!(person.id(), "eu-EU.1.2");
    assert_eq!(texts(person, "name"), ["Sami Nur TEST"]);
    assert_eq!(texts(person, "lastName"), ["TEST"]);
    assert_eq!(texts(person, "alias"), ["سامي تست", "S. Testov", "Samuel Testov", "Sim Test"]);
    assert_eq!(person.get("alias")[0].lang(), Some("ar"));
    assert_eq!(texts(person, "weakAlias"), ["Abu Test", "Tek"]);
    assert_eq!(texts(person, "position"), ["Minister of X", "Head of Y"]);
    assert_eq!(texts(person, "title"), ["Mullah", "Maulavi"]);
    assert_eq!(texts(person, "gender"), ["male"]);
    assert_eq!(texts(person, "motherName"), ["Mona Test"]);
    assert_eq!(texts(person, "fatherName"), ["Nur"]);
    assert_eq!(texts(person, "topics"), ["crime.terror", "sanction"]);
    assert_eq!(texts(person, "email"), ["a@example.org"]);
    let notes = texts(person, "notes");
    for note in [
        "(a) Mother's name is Mona Test; (b) Father's name is Nur.",
        "Name Tek: lo quality a.k.a.",
        "FAX: 123",
        "Citizenship, region: Somewhere",
        "Date of birth: 12 (MAYAN calendar)",
        "novelty colour: blue",
    ] {
        assert!(notes.contains(&note), "{note}: {notes:?}");
    }
}

#[test]
fn birth_dates_of_every_kind_and_calendar() {
    let record = one(PERSON);
    let dates: Vec<String> = record.entity.dates("birthDate").iter().map(|d| d.to_edtf()).collect();
    let expected =
        ["1958~", "1960/1965", "1962-03-04", "1963-03", "1964/1965", "1982-04-18/1982-04-20"];
    assert_eq!(dates, expected);
    assert_eq!(texts(&record.entity, "birthPlace")[0], "Testville, North");
}

#[test]
fn the_listing_names_its_acts() {
    let record = one(PERSON);
    let [sanction] = related(&record, "Sanction")[..] else { panic!("one sanction") };
    for (property, value) in [
        ("authorityId", "EU.1.2"),
        ("unscId", "QDi.999"),
        ("program", "TAQA"),
        ("provisions", "amendment 2019/555 (OJ L97)"),
        ("listingDate", "2019-04-08"),
        ("startDate", "2008-07-03"),
        ("status", "active"),
    ] {
        assert_eq!(sanction.first(property), Some(value), "{property}");
    }
    assert_eq!(texts(sanction, "sourceUrl"), ["https://example.org/act", "https://example.org/2"]);
    assert!(texts(sanction, "description").contains(&"Act: amendment 2020/1, 2020-01-02"));
    assert_eq!(texts(&record.entity, "modifiedAt"), ["2020-01-02"]);
}

#[test]
fn documents_keep_their_flags() {
    let record = one(PERSON);
    let [passport] = related(&record, "Passport")[..] else { panic!("one passport") };
    let summary = ["known to be false", "reported lost", "name on the document: Sim Test"];
    assert_eq!(texts(passport, "summary"), summary);
    assert_eq!(texts(passport, "startDate"), ["2001-02-03"]);
    assert_eq!(texts(passport, "endDate"), ["2011-02-03"]);
    assert_eq!(texts(passport, "authority"), ["Office"]);
    assert_eq!(texts(&record.entity, "passportNumber"), ["AB 12"]);
    assert_eq!(texts(&record.entity, "taxNumber"), ["77"]);
    let [address] = related(&record, "Address")[..] else { panic!("one address") };
    assert_eq!(texts(address, "remarks"), ["last known; address at the time of listing"]);
    assert_eq!(texts(address, "full"), ["PO 7, 1 Test Street, Testville, 1234"]);
}

#[test]
fn a_delisted_subject_is_no_target() {
    let record = one("<sanctionEntity logicalId='9' delistingDate='2020-01-01'>\
        <subjectType code='enterprise' classificationCode='E'/>\
        <nameAlias wholeName='Test Bank Corporation (TBC)' strong='true'/></sanctionEntity>");
    assert_eq!(record.entity.id(), "eu-9");
    assert_eq!(record.entity.schema().name(), "Organization");
    assert!(!record.entity.is_target());
    assert_eq!(texts(&record.entity, "name"), ["Test Bank Corporation"]);
    assert_eq!(texts(&record.entity, "abbreviation"), ["TBC"]);
    assert_eq!(record.related[0].first("status"), Some("delisted"));
    assert_eq!(record.related[0].first("endDate"), Some("2020-01-01"));
}

#[test]
fn what_cannot_be_read_is_held() {
    let (records, held) = read_text("<sanctionEntity/><sanctionEntity logicalId='1'/><other/>");
    assert_eq!(records, []);
    let reasons: Vec<&str> = held.iter().map(|h| h.reason.as_str()).collect();
    assert_eq!(
        reasons,
        [
            "the subject has no euReferenceNumber and no logicalId",
            "the subject has no name",
            "the element <other> is unknown in this format",
        ]
    );
}
