//! Press reports as they are read, and what analysts note on them.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use hilf_desk::{NewNote, PressPicture};
use hilf_press::Status;
use hilf_press::note::Act;
use serde::Deserialize;
use serde_json::{Value as Json_, json};
use utoipa::ToSchema;

use super::Office;
use super::given::{At, Given};
use super::problem::{Fault, Refused};
use super::visitor::Visitor;

type Answer = Result<Json<Json_>, Fault>;

fn noted(read: &PressPicture) -> Json_ {
    let rows = read.notes.iter().map(|note| {
        let mut row = json!(note);
        row["holds"] = json!(read.holds(note.number));
        row
    });
    rows.collect()
}

/// The picture of the node's reports: events, relations between claims, commitments and notes. Spans
/// count bytes of the files.
#[utoipa::path(get, path = "/api/v1/press/picture", tag = "Press",
    responses((status = 200), (status = 403, body = Refused)))]
pub(crate) async fn picture(State(office): State<Office>, visitor: Visitor) -> Answer {
    let read = office.desk.press(&visitor.person).await?;
    // Of a great many reports this takes a while.
    let told = office.desk.node().work().run(move || {
        let mut told = read.reports.json(&read.picture);
        told["notes"] = noted(&read);
        told
    });
    let busy = |_| {
        Fault::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "the node is busy; try again",
            "العقدة مشغولة؛ أعد المحاولة",
        )
    };
    Ok(Json(told.await.map_err(busy)?))
}

/// What was noted on press reports, the oldest first; notes taken back stay and do not hold.
#[utoipa::path(get, path = "/api/v1/press/notes", tag = "Press",
    responses((status = 200), (status = 403, body = Refused)))]
pub(crate) async fn notes(State(office): State<Office>, visitor: Visitor) -> Answer {
    let read = office.desk.press(&visitor.person).await?;
    Ok(Json(json!({ "notes": noted(&read) })))
}

/// A note.
#[derive(Deserialize, ToSchema)]
pub(crate) struct NewPressNote {
    /// evidence, confirm, reject, merge, split or status.
    act: String,
    /// With `status`: open, met, partly_met, delayed or not_met.
    status: Option<String>,
    /// What it is about, by the ids of the picture: `1:c3`, `2:e1`, `1:s2`.
    about: Vec<String>,
    /// Why.
    text: String,
    /// Where the evidence can be found.
    source: Option<String>,
    /// Grade of the evidence by the Admiralty code, A1 to F6.
    grade: Option<String>,
}

fn act(note: &NewPressNote) -> Result<Act, Fault> {
    let status = || note.status.as_deref().and_then(Status::noted);
    let act = match note.act.as_str() {
        "status" => status().map(Act::Status),
        name => Act::named(name),
    };
    act.ok_or_else(|| {
        Fault::bad(
            "`act` is evidence, confirm, reject, merge, split, or status with a `status` of open, \
             met, partly_met, delayed or not_met",
            "قيمة `act` إحدى: evidence أو confirm أو reject أو merge أو split أو status مع `status` \
             إحدى: open أو met أو partly_met أو delayed أو not_met",
        )
    })
}

/// Note something on press reports.
#[utoipa::path(post, path = "/api/v1/press/notes", tag = "Press", request_body = NewPressNote,
    responses((status = 200), (status = 400, body = Refused), (status = 403, body = Refused),
        (status = 404, body = Refused)))]
pub(crate) async fn add(
    State(office): State<Office>,
    visitor: Visitor,
    Given(given): Given<NewPressNote>,
) -> Answer {
    let act = act(&given)?;
    let NewPressNote { about, text, source, grade, .. } = given;
    let new = NewNote { act, about, text, source, grade };
    let number = office.desk.add_press_note(&visitor.person, new).await?;
    Ok(Json(json!({ "number": number })))
}

/// Why a note is taken back.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Withdrawal {
    /// Why.
    text: String,
}

/// Take a note back: one's own, or anybody's with the right to it.
#[utoipa::path(post, path = "/api/v1/press/notes/{n}/withdraw", tag = "Press",
    request_body = Withdrawal, params(("n" = u64, Path)),
    responses((status = 200), (status = 400, body = Refused), (status = 403, body = Refused),
        (status = 404, body = Refused), (status = 409, body = Refused)))]
pub(crate) async fn withdraw(
    State(office): State<Office>,
    visitor: Visitor,
    At(n): At<u64>,
    Given(given): Given<Withdrawal>,
) -> Answer {
    let number = office.desk.withdraw_press_note(&visitor.person, n, &given.text).await?;
    Ok(Json(json!({ "number": number })))
}
