//! The remarks of the CSV files: facts with labels, separated by semicolons, closed by a full
//! stop.

use hilf_entity::Entity;

use super::super::assembly::Listing;
use super::fact::{Fact, add, label_of};
use super::name::{Name, add as add_name};

/// Kinds of names that remarks hold in quotation marks; all of them are weak.
const QUOTED_NAMES: &[(&str, bool)] = &[("a.k.a.", false), ("n.k.a.", false), ("f.k.a.", true)];

/// Adds what the remarks of a subject say.
pub(super) fn read(listing: &mut Listing, sanction: &mut Entity, remarks: &str) {
    let remarks = remarks.trim();
    let remarks = remarks.strip_suffix('.').unwrap_or(remarks);
    for part in remarks.split("; ").map(str::trim).filter(|p| !p.is_empty()) {
        read_part(listing, sanction, part);
    }
}

fn read_part(listing: &mut Listing, sanction: &mut Entity, part: &str) {
    let text = part.strip_prefix("alt. ").unwrap_or(part);
    if let Some(name) = quoted_name(text) {
        return add_name(&mut listing.entity, &name);
    }
    let Some(label) = label_of(text).or_else(|| numbered(text)) else {
        let bare = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')).unwrap_or(text);
        let (label, value) = bare.split_once(": ").unwrap_or(("", bare));
        return listing.entity.note(label, value);
    };
    let rest = text.get(label.len()..).unwrap_or("");
    // `Digital Currency Address - XBT 12Qt…`, `Listing Date (EO 14024 Directive 3): 24 Feb 2022`.
    let (label, value) = match (rest.strip_prefix(" - "), rest.find(": ")) {
        (Some(after), _) if label == "Digital Currency Address" => {
            let currency = after.split(' ').next().unwrap_or("");
            let end = text.len() - after.len() + currency.len();
            text.split_at(end)
        }
        (None, Some(colon)) if rest.starts_with(" (") || rest.starts_with(':') => {
            text.split_at(label.len() + colon + 1)
        }
        _ => (label, rest),
    };
    let value = value.trim_start_matches(['.', ':', ' ', '-']);
    add(listing, sanction, &document(label, value));
}

/// `a.k.a. 'ABU-'UMAR'`: the quotation mark is also the apostrophe, so the name ends at the last.
fn quoted_name(text: &str) -> Option<Name<'_>> {
    let (mark, is_former) = QUOTED_NAMES.iter().find(|(mark, _)| text.starts_with(mark))?;
    let text = text.get(mark.len()..)?.trim();
    let inner = text.strip_prefix('\'').and_then(|t| t.strip_suffix('\'')).unwrap_or(text);
    let name = Name { text: inner, is_weak: true, is_former: *is_former, ..Name::default() };
    Some(name).filter(|n| !n.text.is_empty())
}

/// The label of a number that no rule names: `Membership No. 12`, `Kisit Number 77`.
fn numbered(text: &str) -> Option<&str> {
    let ends = [" No. ", " Number ", " # ", " ID "];
    let at = ends.iter().filter_map(|end| Some(text.find(end)? + end.len() - 1)).min()?;
    let value = text.get(at..)?.trim_start();
    let has_digit =
        value.split(' ').next().is_some_and(|w| w.contains(|c: char| c.is_ascii_digit()));
    text.get(..at).filter(|label| has_digit && label.len() < 60 && !label.contains([':', '(']))
}

/// A number with its country in brackets and its dates: `A12 (Egypt) issued 1 Jan 2000 expires …`.
fn document<'a>(label: &'a str, text: &'a str) -> Fact<'a> {
    let (text, expires) = text.split_once(" expires ").unwrap_or((text, ""));
    let (text, issued) = text.split_once(" issued ").unwrap_or((text, ""));
    let bracket = text.strip_suffix(')').and_then(|t| t.rsplit_once(" ("));
    let (value, country) = bracket.unwrap_or((text, ""));
    let is_country = country.is_empty() || !hilf_entity::country::codes_in(country).is_empty();
    if is_country {
        Fact { label, value, country, issued, expires, ..Fact::default() }
    } else {
        Fact { label, value, comment: country, issued, expires, ..Fact::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::assembly::Intake;
    use crate::{Item, Record};

    fn read_remarks(schema: &str, text: &str) -> (Record, Entity) {
        let mut records = Vec::new();
        let mut sink = |item| {
            if let Item::Record(record) = item {
                records.push(*record);
            }
        };
        let mut intake = Intake::new("ofac", "sdn.csv", &mut sink);
        let mut listing = intake.begin_at(1, "1", schema);
        let mut sanction = listing.sanction("A", "1");
        read(&mut listing, &mut sanction, text);
        intake.deliver(listing);
        drop(intake);
        (records.remove(0), sanction)
    }

    #[test]
    fn remarks_become_facts() {
        let text = "DOB 09 Feb 1951; alt. DOB circa 1962; DOB 1960 to 1965; POB Gaza, Egypt; \
                    nationality Korea, North; citizen Syria; Gender Male; Passport 92/664 (Egypt) \
                    issued 10 Jul 1998 expires 10 Jul 2008; National ID No. 281020505755 (Kuwait); \
                    a.k.a. 'ABU-'UMAR'; f.k.a. 'OLD NAME'; Linked To: TEST FRONT; Digital Currency \
                    Address - XBT 12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h; (individual) [SDGT]; \
                    Membership No. 77.";
        let (record, _) = read_remarks("Person", text);
        let p = &record.entity;
        let dates: Vec<String> = p.dates("birthDate").iter().map(|d| d.to_edtf()).collect();
        assert_eq!(dates, ["1951-02-09", "1962~", "1960/1965"]);
        assert_eq!(p.first("birthPlace"), Some("Gaza, Egypt"));
        assert_eq!(p.first("birthCountry"), Some("eg"));
        assert_eq!((p.first("nationality"), p.first("citizenship")), (Some("kp"), Some("sy")));
        assert_eq!(p.first("gender"), Some("male"));
        assert_eq!(p.first("passportNumber"), Some("92/664"));
        assert_eq!(p.texts("weakAlias").collect::<Vec<_>>(), ["ABU-'UMAR", "OLD NAME"]);
        assert_eq!(p.texts("idNumber").collect::<Vec<_>>(), ["281020505755"]);
        assert_eq!(p.first("registrationNumber"), Some("77"));
        let notes: Vec<&str> = p.texts("notes").collect();
        assert_eq!(notes, ["Linked To: TEST FRONT", "(individual) [SDGT]"]);
        let of =
            |schema: &str| record.related.iter().find(|r| r.schema().name() == schema).unwrap();
        assert_eq!(of("Passport").first("country"), Some("eg"));
        assert_eq!(of("Passport").first("endDate"), Some("2008-07-10"));
        assert_eq!(of("CryptoWallet").first("currencySymbol"), Some("XBT"));
        assert_eq!(
            of("CryptoWallet").first("publicKey"),
            Some("12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h")
        );
    }

    #[test]
    fn what_a_listing_forbids_belongs_to_the_listing() {
        let text = "Secondary sanctions risk: Test Regulations, sections 1 and 2; Listing Date (EO \
                    14024 Directive 3): 24 Feb 2022; Additional Sanctions Information - Subject to X; \
                    Vessel Registration Identification IMO 9187629; MMSI 572469210.";
        let (record, sanction) = read_remarks("Vessel", text);
        assert_eq!(record.entity.first("imoNumber"), Some("9187629"));
        assert_eq!(record.entity.first("mmsi"), Some("572469210"));
        assert_eq!(sanction.first("listingDate"), Some("2022-02-24"));
        assert_eq!(sanction.texts("provisions").count(), 2);
    }
}
