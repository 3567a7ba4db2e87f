//! What is done about a case, bound to what was seen.

use axum::Extension;
use axum::extract::{Path, RawForm, RawQuery, State};
use hilf_case::ContentHash;
use hilf_desk::{DeskError, Step};

use super::{again, exemption};
use crate::Console;
use crate::answer::{Answer, Problem};
use crate::fields::{Fields, segment};
use crate::page::door::{fields, see};
use crate::page::queue::Which;
use crate::say::desk as words;
use crate::session::Visitor;
use crate::show::Ui;

/// `POST case/{id}`: does something about the case. Whoever comes too late, or saw something else
/// than what lies there now, gets the page again with what changed and with what they typed.
pub(crate) async fn act(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    Path((_, id)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    RawForm(form): RawForm,
) -> Answer {
    let form = fields(&form)?;
    visitor.check(form.get("form_key"))?;
    let which = Which::read(&Fields::read(&query.unwrap_or_default()));
    match carried_out(&console, &visitor, &id, &form).await? {
        Ok(()) if form.get("then") == "next" => {
            let alert = console.desk.alert(&visitor.person, &id).await?;
            Ok(see(&which.after(&ui, &alert), None))
        }
        Ok(()) => Ok(see(&ui.path(&format!("/case/{}{}", segment(&id), which.query(&[]))), None)),
        Err(error) if is_of_the_case(&error) => {
            again(&console, ui, &visitor, (&id, &which), &error, form).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Whether the page of the case can say what is wrong, and what was typed is worth keeping.
fn is_of_the_case(error: &DeskError) -> bool {
    use hilf_store::StoreError::Unknown;
    match error {
        DeskError::Refused(_) | DeskError::Exemption(_) | DeskError::Missing(_) => true,
        DeskError::Store(Unknown { what, .. }) => *what != "alert",
        _ => false,
    }
}

async fn carried_out(
    console: &Console,
    visitor: &Visitor,
    id: &str,
    form: &Fields,
) -> Result<Result<(), DeskError>, Problem> {
    let (desk, person, text) = (&console.desk, &visitor.person, form.get("text"));
    Ok(match form.get("step") {
        "freeze" => desk.freeze(person, id, text).await.map(drop),
        "report" => desk.report_freeze(person, id, text).await,
        "lift" => desk.lift_freeze(person, id, text).await,
        "exempt" => exemption::propose(desk, person, id, form).await,
        "grant" => desk.grant_exemption(person, form.get("exemption")).await.map(drop),
        "end" => desk.end_exemption(person, form.get("exemption"), text).await,
        "withdraw" => desk.withdraw_exemption(person, form.get("exemption"), text).await,
        _ => desk.work(person, id, step(form, visitor)?).await.map(drop),
    })
}

fn step(form: &Fields, visitor: &Visitor) -> Result<Step, Problem> {
    let text = form.get("text").to_owned();
    let outcome = || {
        let known = words::OUTCOMES.iter().find(|(name, ..)| *name == form.get("outcome"));
        known.map(|(_, outcome, _)| *outcome).ok_or(Problem::BAD_FORM)
    };
    let evidence = || -> Result<ContentHash, Problem> {
        serde_json::from_value(form.get("evidence").into()).map_err(|_| Problem::BAD_FORM)
    };
    Ok(match form.get("step") {
        "assign" => Step::Assign { to: visitor.person.id.clone() },
        "note" if text.is_empty() => return Err(Problem::BAD_FORM),
        "note" => Step::Note { text },
        "propose" => Step::Propose { outcome: outcome()?, reason: text, evidence: evidence()? },
        "return" => Step::Return { reason: text },
        "approve" => Step::Approve {
            outcome: outcome()?,
            reason: form.raw("reason").to_owned(),
            evidence: evidence()?,
        },
        _ => return Err(Problem::BAD_FORM),
    })
}
