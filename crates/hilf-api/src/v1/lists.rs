//! The lists of the node, and copies of its data.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use hilf_desk::About;
use serde::Deserialize;
use serde_json::{Value as Json_, json};
use tokio::sync::oneshot;
use utoipa::{IntoParams, ToSchema};

use super::Office;
use super::given::{Asked, At, Given, Whole};
use super::problem::{Fault, Refused};
use super::told;
use super::visitor::Visitor;
use crate::UpdateOrder;

type Answer = Result<Json<Json_>, Fault>;

/// How the lists stand: what is live, when each was last looked for and whether that failed.
#[utoipa::path(get, path = "/api/v1/lists", tag = "Lists",
    responses((status = 200, body = told::Lists), (status = 403, body = Refused)))]
pub(crate) async fn all(State(office): State<Office>, visitor: Visitor) -> Answer {
    Ok(Json(json!({ "lists": office.desk.lists(&visitor.person).await? })))
}

/// A list with its versions, what could not be read, and what happened to it.
#[utoipa::path(get, path = "/api/v1/lists/{name}", tag = "Lists",
    params(("name" = String, Path)),
    responses((status = 200, body = told::ListTold), (status = 403, body = Refused), (status = 404, body = Refused)))]
pub(crate) async fn one(
    State(office): State<Office>,
    visitor: Visitor,
    At(name): At<String>,
) -> Answer {
    Ok(Json(json!(office.desk.list(&visitor.person, &name).await?)))
}

/// What the last update of a list changed, entity by entity; `null` of a list with one version.
#[utoipa::path(get, path = "/api/v1/lists/{name}/changes", tag = "Lists",
    params(("name" = String, Path)),
    responses((status = 200), (status = 403, body = Refused), (status = 404, body = Refused)))]
pub(crate) async fn changes(
    State(office): State<Office>,
    visitor: Visitor,
    At(name): At<String>,
) -> Answer {
    Ok(Json(json!({ "changes": office.desk.list_changes(&visitor.person, &name).await? })))
}

/// Updates that were refused and why, the newest first.
#[utoipa::path(get, path = "/api/v1/lists-refused", tag = "Lists",
    responses((status = 200), (status = 403, body = Refused)))]
pub(crate) async fn refused(State(office): State<Office>, visitor: Visitor) -> Answer {
    Ok(Json(json!({ "refused": office.desk.refused_updates(&visitor.person).await? })))
}

/// Whether to wait.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Waiting {
    /// Answer when the update is done and not when it has begun.
    #[serde(default)]
    wait: bool,
}

/// Look for new versions of all lists at once.
#[utoipa::path(post, path = "/api/v1/lists-update", tag = "Lists", params(Waiting),
    responses((status = 200), (status = 403, body = Refused), (status = 503, body = Refused)))]
pub(crate) async fn update(
    State(office): State<Office>,
    visitor: Visitor,
    Asked(waiting): Asked<Waiting>,
) -> Answer {
    office.desk.may_update_lists(&visitor.person).await?;
    let (done, end) = oneshot::channel();
    let is_taken = |updates: &tokio::sync::mpsc::Sender<UpdateOrder>| {
        updates.try_send(UpdateOrder { done }).is_ok()
    };
    if !office.updates.as_ref().is_some_and(is_taken) {
        return Err(Fault::new(
            StatusCode::CONFLICT,
            "an update is going on already",
            "يجري تحديث القوائم الآن",
        ));
    }
    if waiting.wait {
        // An update that broke off is done too; the lists say themselves how they are.
        let _ = end.await;
    }
    Ok(Json(json!({ "done": waiting.wait })))
}

/// What a file that is to become a list is.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Upload {
    /// The list's name on this node: lower-case letters, digits and dashes.
    name: String,
    /// Name of the file.
    #[serde(default)]
    file: String,
}

/// Upload a list of one's own and see what was understood of it: columns, first records, rows that
/// could not be read. Nothing goes live.
#[utoipa::path(post, path = "/api/v1/lists-preview", tag = "Lists", params(Upload),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = told::PreviewTold), (status = 400, body = Refused), (status = 403, body = Refused)))]
pub(crate) async fn preview(
    State(office): State<Office>,
    visitor: Visitor,
    Asked(upload): Asked<Upload>,
    Whole(body): Whole,
) -> Answer {
    let about = About { name: upload.name, ..About::default() };
    let file = (upload.file.as_str(), body.to_vec());
    Ok(Json(json!(office.desk.preview_list(&visitor.person, about, file).await?)))
}

/// A list of one's own.
#[derive(Deserialize, ToSchema)]
pub(crate) struct OwnList {
    /// The key its preview gave.
    key: String,
    /// The list's name on this node.
    name: String,
    /// Who keeps it.
    #[serde(default)]
    owner: String,
    /// On what legal basis.
    #[serde(default)]
    basis: String,
    /// Why people are on it.
    #[serde(default)]
    reason: String,
    /// When it is to be reviewed.
    #[serde(default)]
    review: String,
}

/// Let a previewed list go live.
#[utoipa::path(post, path = "/api/v1/lists", tag = "Lists", request_body = OwnList,
    responses((status = 200), (status = 403, body = Refused), (status = 409, body = Refused)))]
pub(crate) async fn take_up(
    State(office): State<Office>,
    visitor: Visitor,
    Given(given): Given<OwnList>,
) -> Answer {
    let OwnList { key, name, owner, basis, reason, review } = given;
    let about = About { name, owner, basis, reason, review };
    let live = office.desk.take_up_list(&visitor.person, about, &key).await?;
    Ok(Json(json!({ "live": live })))
}

/// Why a list is to be taken off.
#[derive(Deserialize, ToSchema)]
pub(crate) struct ListRemovalProposed {
    /// Why; recorded, and read by whoever approves.
    reason: String,
}

/// Propose to take a list off the node. Another person approves or refuses.
#[utoipa::path(post, path = "/api/v1/lists/{name}/removal", tag = "Lists",
    request_body = ListRemovalProposed, params(("name" = String, Path)),
    responses((status = 200), (status = 403, body = Refused), (status = 404, body = Refused), (status = 409, body = Refused)))]
pub(crate) async fn propose_removal(
    State(office): State<Office>,
    visitor: Visitor,
    At(name): At<String>,
    Given(given): Given<ListRemovalProposed>,
) -> Answer {
    let n = office.desk.propose_list_removal(&visitor.person, &name, &given.reason).await?;
    Ok(Json(json!({ "n": n })))
}

/// A proposal to take a list off, as it was read.
#[derive(Deserialize, ToSchema)]
pub(crate) struct ListRemovalRead {
    /// Its number.
    n: i64,
    /// A remark; needed to refuse.
    #[serde(default)]
    remark: String,
}

/// Take a list off, as somebody else proposed. Alerts on it say so after the run that follows, true
/// matches are reopened; nothing is unfrozen by itself.
#[utoipa::path(post, path = "/api/v1/lists/{name}/removal/approve", tag = "Lists",
    request_body = ListRemovalRead, params(("name" = String, Path)),
    responses((status = 200), (status = 403, body = Refused), (status = 404, body = Refused), (status = 409, body = Refused)))]
pub(crate) async fn approve_removal(
    State(office): State<Office>,
    visitor: Visitor,
    At(name): At<String>,
    Given(given): Given<ListRemovalRead>,
) -> Answer {
    let which = (name.as_str(), given.n);
    office.desk.approve_list_removal(&visitor.person, which, &given.remark).await?;
    Ok(Json(json!({ "removed": true })))
}

/// Turn the proposal to take a list off down, or take one's own back.
#[utoipa::path(post, path = "/api/v1/lists/{name}/removal/refuse", tag = "Lists",
    request_body = ListRemovalRead, params(("name" = String, Path)),
    responses((status = 200), (status = 403, body = Refused), (status = 404, body = Refused), (status = 409, body = Refused)))]
pub(crate) async fn refuse_removal(
    State(office): State<Office>,
    visitor: Visitor,
    At(name): At<String>,
    Given(given): Given<ListRemovalRead>,
) -> Answer {
    let which = (name.as_str(), given.n);
    office.desk.refuse_list_removal(&visitor.person, which, &given.remark).await?;
    Ok(Json(json!({ "removed": false })))
}

/// Copies of the node's data that are whole.
#[utoipa::path(get, path = "/api/v1/backups", tag = "Backup",
    responses((status = 200, body = told::Copies), (status = 403, body = Refused)))]
pub(crate) async fn copies(State(office): State<Office>, visitor: Visitor) -> Answer {
    Ok(Json(json!({ "backups": office.desk.copies(&visitor.person).await? })))
}

/// Copy the node's data while it runs, into the folder `backups` of its data.
#[utoipa::path(post, path = "/api/v1/backups", tag = "Backup",
    responses((status = 200, body = told::Copied), (status = 403, body = Refused), (status = 409, body = Refused)))]
pub(crate) async fn back_up(State(office): State<Office>, visitor: Visitor) -> Answer {
    let (name, manifest) = office.desk.back_up(&visitor.person).await?;
    Ok(Json(json!({ "backup": name, "acts": manifest.acts, "files": manifest.files.len() })))
}
