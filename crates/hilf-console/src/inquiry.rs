//! An ad-hoc look-up: what was entered, and the subject it describes.

use hilf_entity::{Entity, FuzzyDate, Schema, country};
use hilf_match::Subject;
use hilf_text::bidi::reveal;
use serde_json::{Value, json};

use crate::fields::{Fields, query};
use crate::say::{Text, search};
use crate::show::{Html, Ui};

/// Characters of a name that are searched for.
const NAME_MAX: usize = 500;
/// Least scores that can be asked for, and the one that is usual.
pub(crate) const DEPTHS: [&str; 3] = ["", "0.6", "0.5"];
/// Kinds that can be asked for; empty for any.
pub(crate) const KINDS: &[&str] =
    &["", "Person", "Organization", "Company", "Vessel", "Airplane", "LegalEntity"];

/// What was entered.
#[derive(Debug, Clone, Default)]
pub(crate) struct Inquiry {
    pub(crate) q: String,
    pub(crate) schema: String,
    pub(crate) birth_date: String,
    pub(crate) country: String,
    pub(crate) identifier: String,
    pub(crate) purpose: String,
    pub(crate) reference: String,
    pub(crate) depth: String,
    /// Hidden characters that were taken out, as they are shown.
    pub(crate) hidden: String,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fault {
    pub(crate) field: &'static str,
    pub(crate) what: Text,
}

impl Inquiry {
    /// Reads a query string. Characters that only hide or turn text are taken out and told: a
    /// name copied from a page may carry them.
    pub(crate) fn read(text: &str) -> Inquiry {
        let fields = Fields::read(text);
        let mut hidden = String::new();
        let mut get = |name: &str| {
            let (clean, marks) = without_hidden(fields.get(name));
            hidden.push_str(&marks);
            clean
        };
        let one_of = |known: &[&str], text: String| match known.contains(&text.as_str()) {
            true => text,
            false => String::new(),
        };
        let q = get("q");
        let purposes: Vec<&str> = search::PURPOSES.iter().map(|(name, _)| *name).collect();
        Inquiry {
            q,
            schema: one_of(KINDS, get("schema")),
            birth_date: get("birth_date"),
            country: get("country"),
            identifier: get("identifier"),
            purpose: one_of(&purposes, get("purpose")),
            reference: get("reference"),
            depth: one_of(&DEPTHS, get("depth")),
            hidden,
        }
    }

    /// Whether nothing was entered to look for.
    pub(crate) fn is_empty(&self) -> bool {
        self.q.is_empty() && self.identifier.is_empty()
    }

    /// Whether any of the facts besides the name was entered.
    pub(crate) fn has_facts(&self) -> bool {
        [
            &self.schema,
            &self.birth_date,
            &self.country,
            &self.identifier,
            &self.reference,
            &self.depth,
        ]
        .iter()
        .any(|field| !field.is_empty())
    }

    /// The least score asked for, if it is another than the profile's.
    pub(crate) fn least(&self) -> Option<f32> {
        self.depth.parse().ok()
    }

    /// The same look-up as a query string, with a field more.
    pub(crate) fn query(&self, more: (&str, &str)) -> String {
        query(&[
            ("q", &self.q),
            ("schema", &self.schema),
            ("birth_date", &self.birth_date),
            ("country", &self.country),
            ("identifier", &self.identifier),
            ("purpose", &self.purpose),
            ("reference", &self.reference),
            ("depth", &self.depth),
            more,
        ])
    }

    /// What is recorded of it.
    pub(crate) fn told(&self) -> Value {
        let fields = [
            ("name", &self.q),
            ("schema", &self.schema),
            ("birth_date", &self.birth_date),
            ("country", &self.country),
            ("identifier", &self.identifier),
        ];
        let given = fields.into_iter().filter(|(_, text)| !text.is_empty());
        given.map(|(name, text)| (name.to_owned(), json!(text))).collect()
    }

    /// The subject described.
    ///
    /// # Errors
    /// Everything that is missing or cannot be read.
    pub(crate) fn subject(&self) -> Result<Subject, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut fault = |field, what| faults.push(Fault { field, what });
        let schema = Schema::named(&self.schema);
        // A subject of any kind is described as a person: no other has all the facts.
        let Some(own) = schema.or_else(|| Schema::named("Person")) else {
            return Err(vec![Fault { field: "schema", what: search::KIND }]);
        };
        let mut entity = Entity::new("query", own);
        entity.add("name", self.q.as_str());
        if self.is_empty() {
            fault("q", search::NEED_NAME);
        }
        if self.q.chars().count() > NAME_MAX {
            fault("q", search::TOO_LONG);
        }
        if self.purpose.is_empty() {
            fault("purpose", search::NEED_PURPOSE);
        }
        if !self.birth_date.is_empty() {
            match FuzzyDate::parse(&self.birth_date) {
                Ok(date) => entity.add_date(birth_property(own), &date, &self.birth_date),
                Err(_) => fault("birth_date", search::BAD_DATE),
            }
        }
        if !self.country.is_empty() {
            match country::code(&self.country) {
                Some(code) => entity.add(country_property(own), code),
                None => fault("country", search::BAD_COUNTRY),
            }
        }
        if !self.identifier.is_empty() {
            entity.add(identifier_property(own), self.identifier.as_str());
        }
        match (faults.is_empty(), schema) {
            (false, _) => Err(faults),
            (true, Some(_)) => Ok(Subject::of(entity)),
            (true, None) => Ok(Subject::open(entity)),
        }
    }

    /// A fault in words.
    pub(crate) fn told_fault(&self, ui: &Ui, fault: Fault) -> Html {
        let text = match fault.field {
            "birth_date" => &self.birth_date,
            "country" => &self.country,
            _ => &self.q,
        };
        ui.fill(fault.what, &[("text", text)])
    }
}

fn birth_property(schema: Schema) -> &'static str {
    match schema.property("birthDate") {
        Some(_) => "birthDate",
        None => "incorporationDate",
    }
}

fn country_property(schema: Schema) -> &'static str {
    ["nationality", "country", "flag"]
        .into_iter()
        .find(|property| schema.property(property).is_some())
        .unwrap_or("country")
}

fn identifier_property(schema: Schema) -> &'static str {
    ["imoNumber", "idNumber", "registrationNumber", "serialNumber"]
        .into_iter()
        .find(|property| schema.property(property).is_some())
        .unwrap_or("idNumber")
}

/// A text without its hidden characters, and these as they are shown.
fn without_hidden(text: &str) -> (String, String) {
    let mut clean = String::with_capacity(text.len());
    let mut marks = String::new();
    for c in text.chars() {
        let shown = reveal(c.encode_utf8(&mut [0; 4]));
        // Line breaks and tabs come with what is pasted from a table.
        match (shown.chars().eq([c]), c.is_whitespace()) {
            (_, true) => clean.push(' '),
            (true, _) => clean.push(c),
            (false, _) if marks.contains(&shown) => {}
            (false, _) => marks.push_str(&shown),
        }
    }
    (clean.split_whitespace().collect::<Vec<_>>().join(" "), marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_taken_out_and_told() {
        let inquiry = Inquiry::read("q=a%E2%80%AEb%E2%80%AE%0Ac&purpose=customer");
        assert_eq!((inquiry.q.as_str(), inquiry.hidden.as_str()), ("ab c", "[U+202E]"));
        assert!(inquiry.subject().is_ok());
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let inquiry = Inquiry::read("q=&birth_date=soon&country=Atlantis");
        let faults = inquiry.subject().unwrap_err();
        let fields: Vec<&str> = faults.iter().map(|fault| fault.field).collect();
        assert_eq!(fields, ["q", "purpose", "birth_date", "country"]);
    }

    #[test]
    fn facts_go_to_the_properties_of_the_kind() {
        let subject =
            |text: &str| Inquiry::read(&format!("q=x&purpose=aid&{text}")).subject().unwrap();
        let person = subject("birth_date=19.6.1951&country=%D9%85%D8%B5%D8%B1&identifier=A1");
        assert_eq!(person.entity().first("birthDate"), Some("1951-06-19"));
        assert_eq!(person.entity().first("nationality"), Some("eg"));
        let ship = subject("schema=Vessel&country=Panama&identifier=9074729");
        assert_eq!(ship.entity().first("imoNumber"), Some("9074729"));
        assert!(!ship.entity().get("flag").is_empty() || !ship.entity().get("country").is_empty());
        let company = subject("schema=Company&birth_date=1999");
        assert_eq!(company.entity().first("incorporationDate"), Some("1999"));
    }

    #[test]
    fn a_look_up_is_the_same_when_read_again() {
        let inquiry = Inquiry::read("q=a%26b&schema=Person&purpose=aid&depth=0.6");
        let again = Inquiry::read(&inquiry.query(("entity", "x"))[1..]);
        assert_eq!(again.told(), inquiry.told());
        assert_eq!((again.least(), again.purpose.as_str()), (Some(0.6), "aid"));
        assert_eq!(Inquiry::read("depth=0&schema=Unicorn&purpose=fun").told(), json!({}));
    }
}
