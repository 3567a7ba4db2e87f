//! From what is known of somebody to a row that can be screened.

use hilf_entity::Entity;
use hilf_match::Subject;

use super::batch::Row;

/// A row of an entity, held if there is nothing to search by.
pub(crate) fn row(
    number: u64,
    line: u64,
    name: &str,
    entity: Entity,
    is_schema_known: bool,
) -> Row {
    let id = Some(entity.id().to_owned()).filter(|id| !id.is_empty());
    let subject = if is_schema_known { Subject::of(entity) } else { Subject::open(entity) };
    let is_searchable = !subject.names().is_empty() || subject.has_identifier();
    let name = match subject.names().first() {
        Some(first) if name.is_empty() => first.clone(),
        _ => name.to_owned(),
    };
    let nothing = "there is neither a name nor an identifier to search for";
    Row {
        number,
        line,
        id,
        name,
        subject: is_searchable.then_some(subject),
        error: (!is_searchable).then(|| format!("line {line}: {nothing}")),
        extra: Vec::new(),
    }
}
