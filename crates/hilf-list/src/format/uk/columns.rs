//! The columns of the UK Sanctions List.

/// What a column (CSV) or leaf element (XML) holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Column {
    LastUpdated,
    UniqueId,
    OfsiGroupId,
    UnReference,
    /// Name 1 to 6, from 0.
    NamePart(usize),
    NameType,
    AliasStrength,
    Title,
    Script,
    ScriptType,
    ScriptLanguage,
    Regime,
    Kind,
    Source,
    Sanctions,
    OtherInformation,
    Reasons,
    /// Address lines 1 to 6 from 0, then postal code and country.
    AddressPart(usize),
    Phone,
    Website,
    Email,
    Designated,
    BirthDate,
    Nationality,
    NationalId,
    NationalIdNote,
    Passport,
    PassportNote,
    Position,
    Gender,
    BirthTown,
    BirthCountry,
    EntityType,
    Subsidiary,
    Parent,
    Registration,
    Imo,
    /// Treasury list: only in prose.
    Mmsi,
    /// Treasury list: reference of the same designation on the UK Sanctions List.
    UkListId,
    /// Treasury list: date of designation on the UK Sanctions List.
    UkListDesignated,
    Owner,
    PreviousOwner,
    Flag,
    PreviousFlag,
    ShipType,
    Tonnage,
    Length,
    YearBuilt,
    Hull,
}

/// Parts of an address: six lines, postal code, country.
pub(super) const ADDRESS_PARTS: usize = 8;

impl Column {
    /// The column of the UK Sanctions List with this CSV heading or XML element name.
    pub(super) fn named(heading: &str) -> Option<Column> {
        let key = key(heading);
        if let Some(number) = numbered(&key, "name", 6) {
            return Some(Column::NamePart(number));
        }
        if let Some(number) = numbered(&key, "addressline", 6) {
            return Some(Column::AddressPart(number));
        }
        NAMES.iter().find(|(name, _)| *name == key).map(|(_, column)| *column)
    }
}

/// A heading's letters and digits, in lower case.
pub(super) fn key(heading: &str) -> String {
    let letters = heading.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|c| c.to_ascii_lowercase()).collect()
}

pub(super) fn numbered(key: &str, prefix: &str, last: usize) -> Option<usize> {
    let number: usize = key.strip_prefix(prefix)?.parse().ok()?;
    (1..=last).contains(&number).then(|| number - 1)
}

/// CSV headings and XML element names, letters and digits only.
const NAMES: &[(&str, Column)] = &[
    ("lastupdated", Column::LastUpdated),
    ("uniqueid", Column::UniqueId),
    ("ofsigroupid", Column::OfsiGroupId),
    ("unreferencenumber", Column::UnReference),
    ("nametype", Column::NameType),
    ("aliasstrength", Column::AliasStrength),
    ("title", Column::Title),
    ("namenonlatinscript", Column::Script),
    ("nonlatinscripttype", Column::ScriptType),
    ("nonlatinscriptlanguage", Column::ScriptLanguage),
    ("regimename", Column::Regime),
    ("designationtype", Column::Kind),
    ("individualentityship", Column::Kind),
    ("designationsource", Column::Source),
    ("sanctionsimposed", Column::Sanctions),
    ("otherinformation", Column::OtherInformation),
    ("ukstatementofreasons", Column::Reasons),
    ("addresspostalcode", Column::AddressPart(6)),
    ("addresscountry", Column::AddressPart(7)),
    ("phonenumber", Column::Phone),
    ("website", Column::Website),
    ("emailaddress", Column::Email),
    ("datedesignated", Column::Designated),
    ("dob", Column::BirthDate),
    ("nationalityies", Column::Nationality),
    ("nationality", Column::Nationality),
    ("nationalidentifiernumber", Column::NationalId),
    ("nationalidentifieradditionalinformation", Column::NationalIdNote),
    ("passportnumber", Column::Passport),
    ("passportadditionalinformation", Column::PassportNote),
    ("position", Column::Position),
    ("gender", Column::Gender),
    ("townofbirth", Column::BirthTown),
    ("countryofbirth", Column::BirthCountry),
    ("typeofentity", Column::EntityType),
    ("subsidiaries", Column::Subsidiary),
    ("subsidiary", Column::Subsidiary),
    ("parentcompany", Column::Parent),
    ("businessregistrationnumbers", Column::Registration),
    ("businessregistrationnumber", Column::Registration),
    ("imonumber", Column::Imo),
    ("currentowneroperators", Column::Owner),
    ("currentowneroperator", Column::Owner),
    ("previousowneroperators", Column::PreviousOwner),
    ("previousowneroperator", Column::PreviousOwner),
    ("currentbelievedflagofship", Column::Flag),
    ("previousflags", Column::PreviousFlag),
    ("previousflag", Column::PreviousFlag),
    ("typeofship", Column::ShipType),
    ("tonnageofship", Column::Tonnage),
    ("lengthofship", Column::Length),
    ("yearbuilt", Column::YearBuilt),
    ("hullidentificationnumberhin", Column::Hull),
    ("hullidentificationnumber", Column::Hull),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_both_forms_are_known() {
        for (csv, xml) in [
            ("Nationality(/ies)", "Nationality"),
            ("D.O.B", "DOB"),
            ("Current owner/operator (s)", "CurrentOwnerOperator"),
            ("Business registration number (s)", "BusinessRegistrationNumber"),
            ("Designation Type", "IndividualEntityShip"),
            ("Address Line 6", "AddressLine6"),
            ("Name 1", "Name1"),
        ] {
            assert!(Column::named(csv).is_some());
            assert_eq!(Column::named(csv), Column::named(xml), "{csv}");
        }
        assert_eq!(Column::named("Name 6"), Some(Column::NamePart(5)));
        assert_eq!(Column::named("Name 7"), None);
        assert_eq!(Column::named("Something new"), None);
    }
}
