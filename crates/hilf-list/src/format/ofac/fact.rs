//! What OFAC's labels mean.

use hilf_entity::{Entity, FuzzyDate, Schema, Value};

use super::super::assembly::{Listing, add_country, country_values, hash, is_passport};
use super::super::fields::add_gender;

/// One labelled fact about a listed subject.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::format) struct Fact<'a> {
    /// The list's label, such as `Tax ID No.`; `alt. ` before it means nothing.
    pub(in crate::format) label: &'a str,
    /// The value.
    pub(in crate::format) value: &'a str,
    /// The date, where the list gives one in parts of its own.
    pub(in crate::format) date: Option<FuzzyDate>,
    /// Country of issue, as the list writes it.
    pub(in crate::format) country: &'a str,
    /// Date of issue, as the list writes it.
    pub(in crate::format) issued: &'a str,
    /// Date of expiry, as the list writes it.
    pub(in crate::format) expires: &'a str,
    /// Who issued it.
    pub(in crate::format) authority: &'a str,
    /// What else is said of it.
    pub(in crate::format) comment: &'a str,
}

/// Where a fact belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Home {
    /// A property of the subject.
    Property(&'static str),
    /// A date property of the subject.
    Date(&'static str),
    /// A country property of the subject.
    Country(&'static str),
    /// A number on a paper, which is also a property of the subject.
    Document(&'static str),
    /// Place of birth, with its country.
    Birthplace,
    /// A wallet, an entity of its own; the currency follows the label.
    Wallet,
    /// What the listing forbids.
    Provision,
    /// A date of the listing.
    Listing(&'static str),
}

use Home::{Birthplace, Country, Date, Document, Listing as Act, Property, Provision, Wallet};

/// Labels in lower case without a colon, full stop or dash at their end. A label that is the
/// beginning of another stands after it.
const LABELS: &[(&str, Home)] = &[
    ("dob", Date("birthDate")),
    ("birthdate", Date("birthDate")),
    ("pob", Birthplace),
    ("place of birth", Birthplace),
    ("nationality of registration", Country("jurisdiction")),
    ("nationality country", Country("nationality")),
    ("nationality", Country("nationality")),
    ("citizenship country", Country("citizenship")),
    ("citizen's card number", Document("idNumber")),
    ("citizen", Country("citizenship")),
    ("gender", Property("gender")),
    ("title", Property("title")),
    ("stateless person passport", Document("passportNumber")),
    ("diplomatic passport", Document("passportNumber")),
    ("passport", Document("passportNumber")),
    ("ssn", Document("socialSecurityNumber")),
    ("tax id no", Document("taxNumber")),
    ("personal tax id", Document("taxNumber")),
    ("nit #", Document("taxNumber")),
    ("ruc #", Document("taxNumber")),
    ("rif #", Document("taxNumber")),
    ("r.f.c", Document("taxNumber")),
    ("rfc", Document("taxNumber")),
    ("c.u.i.t", Document("taxNumber")),
    ("cuit", Document("taxNumber")),
    ("rtn", Document("taxNumber")),
    ("v.a.t. number", Document("vatCode")),
    ("fiscal code", Document("taxNumber")),
    ("italian fiscal code", Document("taxNumber")),
    ("national id no", Document("idNumber")),
    ("national foreign id number", Document("idNumber")),
    ("cedula no", Document("idNumber")),
    ("c.u.r.p", Document("idNumber")),
    ("curp", Document("idNumber")),
    ("d.n.i", Document("idNumber")),
    ("electoral registry no", Document("idNumber")),
    ("i.f.e", Document("idNumber")),
    ("driver's license no", Document("idNumber")),
    ("drivers license", Document("idNumber")),
    ("credencial electoral", Document("idNumber")),
    ("turkish identification number", Document("idNumber")),
    ("kenyan id no", Document("idNumber")),
    ("identification number imo", Property("imoNumber")),
    ("company number imo", Property("imoNumber")),
    ("vessel registration identification", Property("imoNumber")),
    ("vessel registration number", Property("registrationNumber")),
    ("identification number", Document("idNumber")),
    ("personal id card", Document("idNumber")),
    ("refugee id card", Document("idNumber")),
    ("stateless person id card", Document("idNumber")),
    ("residency number", Document("idNumber")),
    ("legal entity number", Property("leiCode")),
    ("unified social credit code (uscc)", Property("uscCode")),
    ("d-u-n-s number", Property("dunsCode")),
    ("swift/bic", Property("swiftBic")),
    ("bik (ru)", Property("bikCode")),
    ("isin", Property("isinCode")),
    ("equity ticker", Property("ticker")),
    ("mmsi", Property("mmsi")),
    ("vessel call sign", Property("callSign")),
    ("vessel type", Property("type")),
    ("vessel flag", Country("flag")),
    ("flag", Country("flag")),
    ("former vessel flag", Country("pastFlags")),
    ("vessel year of build", Date("buildDate")),
    ("vessel gross tonnage", Property("tonnage")),
    ("vessel gross registered tonnage", Property("grossRegisteredTonnage")),
    ("vessel tonnage", Property("tonnage")),
    ("aircraft tail number", Property("registrationNumber")),
    ("aircraft manufacturer's serial number (msn)", Property("serialNumber")),
    ("aircraft construction number (also called l/n or s/n or f/n)", Property("serialNumber")),
    ("aircraft construction number", Property("serialNumber")),
    ("aircraft mode s transponder code", Property("icaoCode")),
    ("aircraft model", Property("model")),
    ("aircraft type", Property("type")),
    ("aircraft manufacture date", Date("buildDate")),
    ("website", Property("website")),
    ("email address", Property("email")),
    ("phone number", Property("phone")),
    ("telephone", Property("phone")),
    ("digital currency address", Wallet),
    ("organization established date", Date("incorporationDate")),
    ("organization type", Property("sector")),
    ("listing date", Act("listingDate")),
    ("effective date", Act("startDate")),
    ("secondary sanctions risk", Provision),
    ("additional sanctions information", Provision),
    (
        "transactions prohibited for persons owned or controlled by u.s. financial institutions",
        Provision,
    ),
    ("executive order", Provision),
    ("caatsa section 235 information", Provision),
    ("for more information", Property("sourceUrl")),
    ("registration id", Document("registrationNumber")),
    ("registration number", Document("registrationNumber")),
    ("registered charity no", Document("registrationNumber")),
    ("government gazette number", Document("okpoCode")),
    ("public registration number", Document("registrationNumber")),
    ("business registration", Document("registrationNumber")),
    ("business number", Document("registrationNumber")),
    ("commercial registry number", Document("registrationNumber")),
    ("chamber of commerce number", Document("registrationNumber")),
    ("uk company number", Document("registrationNumber")),
    ("company number", Document("registrationNumber")),
    ("trade license no", Document("licenseNumber")),
    ("license", Document("licenseNumber")),
    ("c.r. no", Document("registrationNumber")),
    ("c.i.f", Document("registrationNumber")),
    ("matricula mercantil no", Document("registrationNumber")),
    ("folio mercantil no", Document("registrationNumber")),
    ("romanian c.r", Document("registrationNumber")),
    ("enterprise number", Document("registrationNumber")),
    ("economic register number (cbls)", Document("registrationNumber")),
    ("central registration", Document("registrationNumber")),
    ("file number", Document("registrationNumber")),
    ("dubai chamber of commerce membership no", Document("registrationNumber")),
    ("istanbul chamber of comm. no", Document("registrationNumber")),
];

/// The known label at the beginning of a text, as long as in the text, if there is one.
pub(super) fn label_of(text: &str) -> Option<&str> {
    let lower = text.to_ascii_lowercase();
    let label = LABELS.iter().map(|(label, _)| *label).find(|label| begins_with(&lower, label))?;
    text.get(..label.len())
}

/// Adds a fact to the subject, to its listing, or as an entity that hangs on the subject. What no
/// property can hold becomes a labelled note.
pub(in crate::format) fn add(listing: &mut Listing, sanction: &mut Entity, fact: &Fact<'_>) {
    let label = bare(fact.label);
    let home = home_of(&label);
    match home {
        Some(Property("gender")) => add_gender(&mut listing.entity, fact.value),
        Some(Property(property)) => add_property(listing, property, fact),
        Some(Date(property)) => add_date(&mut listing.entity, property, fact),
        Some(Country(property)) if listing.entity.schema().property(property).is_some() => {
            add_country(&mut listing.entity, property, fact.label, fact.value);
        }
        Some(Birthplace) => add_birthplace(&mut listing.entity, fact.value),
        Some(Document(property)) => add_document(listing, property, fact),
        Some(Wallet) => add_wallet(listing, &label, fact),
        Some(Provision) => sanction.add("provisions", said(fact).as_str()),
        Some(Act(property)) => match date_of(fact) {
            Some(date) => sanction.add_date(property, &date, &said(fact)),
            None => sanction.note(fact.label, fact.value),
        },
        Some(Country(_)) => listing.entity.note(fact.label, fact.value),
        None if is_document(&label) => add_document(listing, "registrationNumber", fact),
        None => listing.entity.note(fact.label.trim_end_matches([':', ' ', '-']), fact.value),
    }
}

/// The label in the form of [`LABELS`].
fn bare(label: &str) -> String {
    let label = label.trim();
    let label = label.strip_prefix("alt. ").unwrap_or(label).to_ascii_lowercase();
    label.trim_end_matches([':', '.', '-', ' ']).to_owned()
}

fn home_of(label: &str) -> Option<Home> {
    let exact = LABELS.iter().find(|(known, _)| *known == label);
    let found = exact.or_else(|| LABELS.iter().find(|(known, _)| begins_with(label, known)));
    found.map(|(_, home)| *home)
}

/// Whether a label stands at the beginning of a text, followed by no letter.
fn begins_with(text: &str, label: &str) -> bool {
    text.strip_prefix(label).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Whether an unknown label is that of a number somebody issued.
fn is_document(label: &str) -> bool {
    ["no", "number", "#", "card", "id", "certificate", "license"]
        .iter()
        .any(|end| label.split_whitespace().last() == Some(end))
}

fn said(fact: &Fact<'_>) -> String {
    let value = if fact.value.is_empty() { fact.comment } else { fact.value };
    let colon = if fact.label.ends_with([':', '-']) { "" } else { ":" };
    format!("{}{colon} {value}", fact.label)
}

fn date_of(fact: &Fact<'_>) -> Option<FuzzyDate> {
    fact.date.or_else(|| FuzzyDate::parse(fact.value).ok())
}

fn add_property(listing: &mut Listing, property: &'static str, fact: &Fact<'_>) {
    let value = match property {
        "imoNumber" => fact.value.trim_start_matches("IMO").trim(),
        _ => fact.value,
    };
    let has = |schema: &str| Schema::named(schema).is_some_and(|s| s.property(property).is_some());
    let entity = &mut listing.entity;
    if entity.schema().property(property).is_none() {
        // What only companies have makes a company of the body.
        match Schema::named("Company")
            .filter(|_| has("Company") && entity.schema().name() == "Organization")
        {
            Some(company) => entity.set_schema(company),
            None => return entity.note(fact.label, fact.value),
        }
    }
    entity.add(property, Value::new(value).with_original(fact.value));
    entity.note(fact.label, fact.comment);
}

fn add_date(entity: &mut Entity, property: &str, fact: &Fact<'_>) {
    match date_of(fact).filter(|_| entity.schema().property(property).is_some()) {
        Some(date) => entity.add_date(property, &date, fact.value),
        None => entity.note(fact.label, fact.value),
    }
}

/// A place whose country stands behind its last comma, where it is one.
fn add_birthplace(entity: &mut Entity, place: &str) {
    entity.add("birthPlace", place);
    // `Korea, North` is one country with a comma inside.
    let tail = place.rsplit_once(", ").map_or(place, |(before, last)| match last {
        "North" | "South" | "The" => before
            .rsplit_once(", ")
            .map_or(place, |(first, _)| place.get(first.len() + 2..).unwrap_or(last)),
        _ => last,
    });
    let countries = country_values(tail);
    if let [country] = &countries[..] {
        entity.add("birthCountry", country.clone());
    }
}

fn add_document(listing: &mut Listing, property: &'static str, fact: &Fact<'_>) {
    let number = Value::new(fact.value);
    let is_person = listing.entity.schema().name() == "Person";
    let has_home = listing.entity.schema().property(property).is_some();
    let property = match (has_home, is_person) {
        (true, _) => property,
        (false, true) => "idNumber",
        (false, false) => "registrationNumber",
    };
    listing.entity.add(property, number.clone());
    let kind = fact.label.strip_prefix("alt. ").unwrap_or(fact.label);
    let mut document = listing.document(kind, &number, is_passport(kind));
    add_country(&mut document, "country", "Country", fact.country);
    for (property, text) in [("startDate", fact.issued), ("endDate", fact.expires)] {
        match FuzzyDate::parse(text) {
            Ok(date) => document.add_date(property, &date, text),
            Err(_) => document.note(property, text),
        }
    }
    document.add("authority", fact.authority);
    document.note("", fact.comment);
    listing.attach(document);
}

/// `Digital Currency Address - XBT`.
fn add_wallet(listing: &mut Listing, label: &str, fact: &Fact<'_>) {
    let currency = label.rsplit(['-', ' ']).next().unwrap_or("").to_ascii_uppercase();
    let mut wallet = listing.satellite(&format!("wallet-{}", hash(fact.value)), "CryptoWallet");
    wallet.add("publicKey", fact.value);
    wallet.add("currencySymbol", currency);
    wallet.add("holder", listing.entity.id());
    wallet.add("topics", "sanction");
    wallet.add("name", fact.value);
    listing.attach(wallet);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_that_begins_another_does_not_hide_it() {
        for (index, (label, _)) in LABELS.iter().enumerate() {
            let hidden = LABELS.iter().take(index).find(|(first, _)| begins_with(label, first));
            assert_eq!(hidden, None, "{label}");
            assert_eq!(bare(label), *label);
        }
    }

    #[test]
    fn every_home_is_a_property_of_some_schema() {
        let schemata = ["Person", "Company", "Vessel", "Airplane"];
        let has = |names: &[&str], property: &str| {
            names.iter().any(|s| Schema::named(s).unwrap().property(property).is_some())
        };
        for (label, home) in LABELS {
            let exists = match home {
                Property(p) | Date(p) | Country(p) | Document(p) => has(&schemata, p),
                Act(p) => has(&["Sanction"], p),
                Birthplace | Wallet | Provision => true,
            };
            assert!(exists, "{label}");
        }
    }

    #[test]
    fn labels_are_found_at_the_beginning_of_a_text() {
        assert_eq!(label_of("Passport 92/664 (Egypt)"), Some("Passport"));
        assert_eq!(label_of("Tax ID No. 12"), Some("Tax ID No"));
        assert_eq!(label_of("Passporting house"), None);
        assert_eq!(
            label_of("nationality of registration Malta"),
            Some("nationality of registration")
        );
    }
}
