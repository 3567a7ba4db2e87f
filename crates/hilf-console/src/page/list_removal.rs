//! Taking a list off the node: proposed on its page, decided there by another person.

use axum::Extension;
use axum::extract::{Path, RawForm, State};
use hilf_desk::{DeskError, Right};
use hilf_store::ListRemoval;

use super::door::{fields, see};
use super::lists::list_page;
use crate::Console;
use crate::answer::{Answer, Problem};
use crate::fields::{Fields, segment};
use crate::say::lists as words;
use crate::session::Visitor;
use crate::show::{Html, Ui};

/// What the page of a list says of taking it off, and what its reader can do about it.
pub(super) struct Removal {
    /// The proposal that waits: its number, and who proposed it why.
    pub(super) open: Option<(i64, Html)>,
    pub(super) is_own: bool,
    pub(super) can_propose: bool,
    pub(super) can_decide: bool,
    pub(super) fault: Option<Html>,
    /// What was typed into a form that was refused.
    pub(super) typed: String,
}

impl Removal {
    pub(super) fn of(
        ui: &Ui,
        visitor: &Visitor,
        open: Option<&ListRemoval>,
        refused: Option<&(Problem, Fields)>,
    ) -> Removal {
        let told = |open: &ListRemoval| {
            let at = ui.time(&open.proposed_at.to_string());
            let isolated = |text: &str| Html::element("bdi", &[], &Html::text(text));
            let (who, reason) = (isolated(&open.proposed_by), isolated(&open.reason));
            let parts = [("who", &who), ("date", &at), ("reason", &reason)];
            (open.n, ui.fill_html(words::REMOVAL_BY, &parts))
        };
        let person = &visitor.person;
        Removal {
            is_own: open.is_some_and(|open| open.proposed_by == person.id),
            can_propose: open.is_none() && person.may(Right::ListChange),
            can_decide: open.is_some() && person.may(Right::ListRemove),
            open: open.map(told),
            fault: refused.map(|(problem, _)| Html::text(problem.what(ui))),
            typed: refused.map_or_else(String::new, |(_, form)| form.get("text").to_owned()),
        }
    }

    /// Whether there is anything to say.
    pub(super) fn is_shown(&self) -> bool {
        self.open.is_some() || self.can_propose || self.fault.is_some()
    }
}

/// `POST lists/{name}`: proposes to take the list off, or decides such a proposal.
pub(crate) async fn act(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    Path((_, name)): Path<(String, String)>,
    RawForm(form): RawForm,
) -> Answer {
    let form = fields(&form)?;
    visitor.check(form.get("form_key"))?;
    let (desk, person, text) = (&console.desk, &visitor.person, form.get("text"));
    let which = || -> Result<(&str, i64), Problem> {
        Ok((&*name, form.get("n").parse().map_err(|_| Problem::BAD_FORM)?))
    };
    let (done, place) = match form.get("step") {
        "propose" => {
            let done = desk.propose_list_removal(person, &name, text).await.map(drop);
            (done, format!("/lists/{}", segment(&name)))
        }
        "approve" => (desk.approve_list_removal(person, which()?, text).await, "/lists".to_owned()),
        "refuse" => {
            let done = desk.refuse_list_removal(person, which()?, text).await;
            (done, format!("/lists/{}", segment(&name)))
        }
        _ => return Err(Problem::BAD_FORM),
    };
    match done {
        Ok(()) => Ok(see(&ui.path(&place), None)),
        Err(error @ (DeskError::Missing(_) | DeskError::Refused(_) | DeskError::Lists(_))) => {
            let refused = Some((Problem::desk(&error), form));
            list_page(&console, ui, &visitor, (name, String::new()), refused).await
        }
        Err(error) => Err(error.into()),
    }
}
