//! Identifiers: passport, registration and tax numbers, hull numbers, wallets.

use hilf_entity::Entity;
use hilf_list::Record;

use crate::hash::of_identifier as identifier_key;

/// Properties whose values identify their bearer.
const IDENTIFIERS: &[&str] = &[
    "passportNumber",
    "idNumber",
    "taxNumber",
    "socialSecurityNumber",
    "registrationNumber",
    "innCode",
    "ogrnCode",
    "leiCode",
    "swiftBic",
    "imoNumber",
    "mmsi",
    "uniqueEntityId",
    "publicKey",
    "serialNumber",
];

/// Properties of documents and accounts that hang on a listed entity.
const ATTACHED: &[&str] = &["number", "publicKey", "iban", "accountNumber"];

/// Keys of a listed record's identifiers, those of its documents included.
pub(crate) fn keys_of(record: &Record) -> Vec<u64> {
    values_of(record).filter_map(identifier_key).collect()
}

fn values_of(record: &Record) -> impl Iterator<Item = &str> {
    let attached = record.related.iter().filter(|e| hangs_on(e));
    let numbers = attached.flat_map(|e| ATTACHED.iter().flat_map(|p| e.texts(p)));
    own_values(&record.entity).chain(numbers)
}

fn own_values(entity: &Entity) -> impl Iterator<Item = &str> {
    IDENTIFIERS.iter().flat_map(|p| entity.texts(p))
}

fn hangs_on(entity: &Entity) -> bool {
    matches!(entity.schema().name(), "Passport" | "Identification" | "CryptoWallet" | "BankAccount")
}

/// Keys of the subject's identifiers.
pub(crate) fn keys_of_subject(subject: &Entity) -> impl Iterator<Item = u64> {
    own_values(subject).filter_map(identifier_key)
}

/// The identifier that subject and listed record have in common: as the one and as the other
/// writes it.
pub(crate) fn shared<'a>(subject: &'a Entity, listed: &'a Record) -> Option<(&'a str, &'a str)> {
    own_values(subject).find_map(|own| {
        let key = identifier_key(own)?;
        let theirs = values_of(listed).find(|other| identifier_key(other) == Some(key))?;
        Some((own, theirs))
    })
}

#[cfg(test)]
mod tests {
    use hilf_entity::Schema;

    use super::*;

    #[test]
    fn a_document_counts_for_its_holder() {
        let mut subject = Entity::new("", Schema::named("Person").unwrap());
        subject.add("passportNumber", "N-770");
        let entity = Entity::new("x-1", Schema::named("Person").unwrap());
        let mut passport = Entity::new("x-1-p", Schema::named("Passport").unwrap());
        passport.add("number", "n770");
        let record = Record { position: Default::default(), entity, related: vec![passport] };
        assert_eq!(shared(&subject, &record), Some(("N-770", "n770")));
        assert_eq!(keys_of(&record).len(), 1);
    }
}
