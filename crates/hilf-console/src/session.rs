//! Who has entered: a session's cookie, the key of its forms, and the record that they looked.

use axum::http::HeaderMap;
use hilf_api::v1::session_secret;
use hilf_desk::{Desk, DeskError, Person, Right};
use hilf_store::Deed;
use serde_json::Value;

use crate::answer::Problem;

/// Somebody who has entered.
#[derive(Clone, Debug)]
pub(crate) struct Visitor {
    pub(crate) person: Person,
    pub(crate) secret: String,
    /// What every form of the session carries, so that no other site can send it.
    form_key: String,
}

impl Visitor {
    /// Whoever holds the cookie of a session; nobody without one.
    pub(crate) async fn of(desk: &Desk, headers: &HeaderMap) -> Result<Option<Visitor>, Problem> {
        let Some(secret) = session_secret(headers) else { return Ok(None) };
        let found = desk.entered(&secret).await.map_err(Problem::from)?;
        Ok(found.map(|(person, session)| Visitor { person, secret, form_key: session.form_key }))
    }

    /// The key for the forms of a page.
    pub(crate) fn form_key(&self) -> &str {
        &self.form_key
    }

    /// Refuses a form that does not carry the key of the session.
    pub(crate) fn check(&self, form_key: &str) -> Result<(), Problem> {
        if form_key == self.form_key { Ok(()) } else { Err(Problem::FOREIGN_FORM) }
    }

    /// The person with why they act.
    pub(crate) fn because(&self, purpose: &str, reference: &str) -> Person {
        let why = match reference {
            "" => purpose.to_owned(),
            reference => format!("{purpose}; {reference}"),
        };
        self.person.clone().because(&why)
    }
}

/// Records that somebody looks at something, before it is shown (Directive (EU) 2016/680,
/// article 25: consultation is logged with its justification).
///
/// # Errors
/// When they may not, or it cannot be recorded; nothing is shown then.
pub(crate) async fn looked(
    desk: &Desk,
    person: &Person,
    right: Right,
    object: &str,
    mut details: Value,
) -> Result<(), Problem> {
    if !person.may(right) {
        // The desk writes the refusal into the log.
        desk.witness(person, right, object).await?;
    }
    if let (Some(purpose), Some(known)) = (&person.purpose, details.as_object_mut()) {
        known.insert("purpose".to_owned(), purpose.clone().into());
    }
    let deed = Deed::new(&person.id, right.name(), object).with(details);
    let recorded = async { desk.store().act(deed).await?.commit().await };
    recorded.await.map_err(|error| {
        crate::answer::log(&error.to_string());
        Problem::UNWITNESSED
    })
}

impl From<DeskError> for Problem {
    fn from(error: DeskError) -> Problem {
        Problem::desk(&error)
    }
}
