use super::*;
use crate::{Held, Record};

const LIST: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<Sanctions xmlns="http://www.un.org/sanctions/1.0" Version="1">
 <DateOfIssue CalendarTypeID="1"><Year>2026</Year><Month>2</Month><Day>3</Day></DateOfIssue>
 <ReferenceValueSets>
  <AliasTypeValues><AliasType ID="1">A.K.A.</AliasType><AliasType ID="2">F.K.A.</AliasType><AliasType ID="3">Name</AliasType></AliasTypeValues>
  <CountryValues><Country ID="10" ISO2="SY">Syria</Country><Country ID="11" ISO2="LB">Lebanon</Country></CountryValues>
  <DetailReferenceValues><DetailReference ID="5">Male</DetailReference></DetailReferenceValues>
  <FeatureTypeValues><FeatureType ID="8" FeatureTypeGroupID="1">Birthdate</FeatureType><FeatureType ID="9" FeatureTypeGroupID="1">Place of Birth</FeatureType><FeatureType ID="10" FeatureTypeGroupID="1">Nationality Country</FeatureType><FeatureType ID="25" FeatureTypeGroupID="1">Location</FeatureType><FeatureType ID="224" FeatureTypeGroupID="1">Gender</FeatureType></FeatureTypeValues>
  <IDRegDocDateTypeValues><IDRegDocDateType ID="1">Issue Date</IDRegDocDateType><IDRegDocDateType ID="2">Expiration Date</IDRegDocDateType></IDRegDocDateTypeValues>
  <IDRegDocTypeValues><IDRegDocType ID="1571">Passport</IDRegDocType></IDRegDocTypeValues>
  <LegalBasisValues><LegalBasis ID="7" LegalBasisTypeID="1" SanctionsProgramID="1">Test Order 1</LegalBasis></LegalBasisValues>
  <ListValues><List ID="1550">SDN List</List><List ID="1551">Consolidated List</List></ListValues>
  <LocPartTypeValues><LocPartType ID="1454">CITY</LocPartType></LocPartTypeValues>
  <NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType><NamePartType ID="1521">First Name</NamePartType><NamePartType ID="1525">Entity Name</NamePartType></NamePartTypeValues>
  <PartySubTypeValues><PartySubType ID="3" PartyTypeID="2">Unknown</PartySubType><PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType><PartySubType ID="1" PartyTypeID="4">Vessel</PartySubType></PartySubTypeValues>
  <PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="2">Entity</PartyType><PartyType ID="4">Transport</PartyType></PartyTypeValues>
  <RelationTypeValues><RelationType ID="1555" Symmetrical="false">Owned or Controlled By</RelationType></RelationTypeValues>
  <SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType><SanctionsType ID="2">Block</SanctionsType></SanctionsTypeValues>
  <ScriptValues><Script ID="215">Latin</Script><Script ID="220">Cyrillic</Script></ScriptValues>
 </ReferenceValueSets>
 <Locations>
  <Location ID="70"><LocationCountry CountryID="10" CountryRelevanceID="1"/><LocationPart LocPartTypeID="1454"><LocationPartValue Primary="true"><Value>Testville</Value></LocationPartValue></LocationPart></Location>
  <Location ID="71"><LocationCountry CountryID="11" CountryRelevanceID="1"/></Location>
 </Locations>
 <IDRegDocuments>
  <IDRegDocument ID="1" IDRegDocTypeID="1571" IdentityID="500" IssuedBy-CountryID="11"><IDRegistrationNo>RL 12</IDRegistrationNo><DocumentDate IDRegDocDateTypeID="2"><DatePeriod><Start Approximate="false"><From><Year>2010</Year><Month>1</Month><Day>2</Day></From><To><Year>2010</Year><Month>1</Month><Day>2</Day></To></Start></DatePeriod></DocumentDate></IDRegDocument>
 </IDRegDocuments>
 <DistinctParties>
  <DistinctParty FixedRef="36"><Comment>Linked To: NOBODY</Comment>
   <Profile ID="36" PartySubTypeID="4">
    <Identity ID="500" FixedRef="36" Primary="true" False="false">
     <Alias FixedRef="36" AliasTypeID="3" Primary="true" LowQuality="false"><DocumentedName ID="1" FixedRef="36" DocNameStatusID="1"><DocumentedNamePart><NamePartValue NamePartGroupID="91" ScriptID="215">TESTER</NamePartValue></DocumentedNamePart><DocumentedNamePart><NamePartValue NamePartGroupID="92" ScriptID="215">Adam</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
     <Alias FixedRef="36" AliasTypeID="1" Primary="false" LowQuality="true"><DocumentedName ID="2" FixedRef="36" DocNameStatusID="2"><DocumentedNamePart><NamePartValue NamePartGroupID="91" ScriptID="215">ABU TEST</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
     <NamePartGroups><MasterNamePartGroup><NamePartGroup ID="91" NamePartTypeID="1520"/></MasterNamePartGroup><MasterNamePartGroup><NamePartGroup ID="92" NamePartTypeID="1521"/></MasterNamePartGroup></NamePartGroups>
    </Identity>
    <Feature ID="1" FeatureTypeID="8"><FeatureVersion ID="1" ReliabilityID="1"><DatePeriod><Start Approximate="true"><From><Year>1962</Year><Month>1</Month><Day>1</Day></From><To><Year>1962</Year><Month>1</Month><Day>1</Day></To></Start><End Approximate="false"><From><Year>1962</Year><Month>12</Month><Day>31</Day></From><To><Year>1962</Year><Month>12</Month><Day>31</Day></To></End></DatePeriod></FeatureVersion></Feature>
    <Feature ID="2" FeatureTypeID="10"><FeatureVersion ID="2" ReliabilityID="1"><VersionLocation LocationID="71"/></FeatureVersion></Feature>
    <Feature ID="3" FeatureTypeID="224"><FeatureVersion ID="3" ReliabilityID="1"><VersionDetail DetailTypeID="1" DetailReferenceID="5"/></FeatureVersion></Feature>
    <Feature ID="4" FeatureTypeID="25"><FeatureVersion ID="4" ReliabilityID="1"><VersionLocation LocationID="70"/></FeatureVersion></Feature>
    <Feature ID="5" FeatureTypeID="9"><FeatureVersion ID="5" ReliabilityID="1"><VersionDetail DetailTypeID="2">Testville, Syria</VersionDetail></FeatureVersion></Feature>
   </Profile>
  </DistinctParty>
  <DistinctParty FixedRef="37">
   <Profile ID="37" PartySubTypeID="3"><Identity ID="501" FixedRef="37" Primary="true" False="false"><Alias FixedRef="37" AliasTypeID="3" Primary="true" LowQuality="false"><DocumentedName ID="3" FixedRef="37" DocNameStatusID="1"><DocumentedNamePart><NamePartValue NamePartGroupID="93" ScriptID="215">TEST FRONT</NamePartValue></DocumentedNamePart></DocumentedName></Alias><NamePartGroups><MasterNamePartGroup><NamePartGroup ID="93" NamePartTypeID="1525"/></MasterNamePartGroup></NamePartGroups></Identity></Profile>
  </DistinctParty>
  <DistinctParty FixedRef="38"><Profile ID="38" PartySubTypeID="77"/></DistinctParty>
 </DistinctParties>
 <ProfileRelationships><ProfileRelationship ID="1" From-ProfileID="37" To-ProfileID="36" RelationTypeID="1555" RelationQualityID="1" Former="true" SanctionsEntryID="1"/></ProfileRelationships>
 <SanctionsEntries>
  <SanctionsEntry ID="1" ProfileID="36" ListID="1550"><EntryEvent ID="1" EntryEventTypeID="1" LegalBasisID="7"><Comment/><Date CalendarTypeID="1"><Year>2015</Year><Month>4</Month><Day>1</Day></Date></EntryEvent><SanctionsMeasure ID="1" SanctionsTypeID="1"><Comment>SDGT</Comment></SanctionsMeasure><SanctionsMeasure ID="2" SanctionsTypeID="2"><Comment/></SanctionsMeasure></SanctionsEntry>
  <SanctionsEntry ID="2" ProfileID="36" ListID="1551"/>
  <SanctionsEntry ID="3" ProfileID="99" ListID="1550"/>
 </SanctionsEntries>
</Sanctions>"#;

fn read_list() -> (ListInfo, Vec<Record>, Vec<Held>) {
    let source = Source::embedded("SDN_ADVANCED.XML", LIST.as_bytes());
    let (mut records, mut held) = (Vec::new(), Vec::new());
    let info = read(&source, &ReadOptions::default(), &mut |item| match item {
        Item::Record(record) => records.push(*record),
        Item::Held(one) => held.push(one),
        Item::Deleted { .. } => {}
    });
    (info.unwrap(), records, held)
}

fn related<'a>(record: &'a Record, schema: &str) -> &'a hilf_entity::Entity {
    record.related.iter().find(|r| r.schema().name() == schema).unwrap()
}

#[test]
fn a_party_is_put_together_from_the_tables_it_refers_to() {
    let (info, records, _) = read_list();
    assert_eq!(info.published.as_deref(), Some("2026-02-03"));
    let person = &records[0].entity;
    assert_eq!((person.id(), person.first("name")), ("ofac-36", Some("Adam TESTER")));
    assert_eq!(person.first("weakAlias"), Some("ABU TEST"));
    assert_eq!(person.dates("birthDate")[0].to_edtf(), "1962~");
    assert_eq!((person.first("nationality"), person.first("gender")), (Some("lb"), Some("male")));
    assert_eq!(person.first("birthCountry"), Some("sy"));
    assert_eq!(person.first("address"), Some("Testville, Syria"));
    assert_eq!(person.first("passportNumber"), Some("RL 12"));
    assert_eq!(person.first("notes"), Some("Linked To: NOBODY"));
    let passport = related(&records[0], "Passport");
    assert_eq!(
        (passport.first("country"), passport.first("endDate")),
        (Some("lb"), Some("2010-01-02"))
    );
    let sanction = related(&records[0], "Sanction");
    assert_eq!(sanction.first("program"), Some("SDGT"));
    assert_eq!(sanction.first("provisions"), Some("Block"));
    assert_eq!(sanction.first("reason"), Some("Test Order 1"));
    assert_eq!(sanction.first("listingDate"), Some("2015-04-01"));
    assert_eq!(sanction.texts("status").collect::<Vec<_>>(), ["SDN List"]);
}

#[test]
fn relations_lead_the_way_their_kind_says() {
    let (_, records, _) = read_list();
    let ownership = related(&records[1], "Ownership");
    assert_eq!(
        (ownership.first("owner"), ownership.first("asset")),
        (Some("ofac-36"), Some("ofac-37"))
    );
}

#[test]
fn what_refers_to_nothing_is_held() {
    let (_, _, held) = read_list();
    let references: Vec<_> = held.iter().map(|h| h.reference.as_deref().unwrap()).collect();
    assert_eq!(references, ["38", "99"]);
}
