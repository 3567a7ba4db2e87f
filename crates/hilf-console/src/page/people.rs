//! People: accounts made, changed, closed and opened again by administrators.

use askama::Template;
use axum::Extension;
use axum::extract::{Path, RawForm, State};
use axum::http::StatusCode;
use hilf_desk::{DeskError, Role};
use hilf_store::Account;
use jiff::Timestamp;

use super::door::{fields, see};
use crate::answer::{Answer, Problem, page};
use crate::fields::{Fields, segment};
use crate::say::{Text, admin as words};
use crate::session::Visitor;
use crate::show::{Html, Ui, filters};
use crate::{Console, asset, say};

struct PersonRow {
    path: String,
    id: String,
    name: String,
    roles: Vec<&'static str>,
    has_codes: bool,
    standing: Html,
    is_open: bool,
    made: Html,
}

/// A role that can be ticked.
struct RoleBox {
    name: &'static str,
    text: Text,
    is_ticked: bool,
}

fn role_boxes(ticked: impl Fn(Role) -> bool) -> Vec<RoleBox> {
    let one = |role: Role| RoleBox {
        name: role.name(),
        text: words::role(role),
        is_ticked: ticked(role),
    };
    Role::ALL.into_iter().map(one).collect()
}

fn roles_of(form: &Fields) -> Result<Vec<Role>, Problem> {
    form.all("role").map(|name| Role::named(name).ok_or(Problem::BAD_FORM)).collect()
}

fn person_row(ui: &Ui, account: &Account) -> PersonRow {
    let known = |name: &String| Role::named(name);
    let short = |role: Role| match ui.is_arabic() {
        true => role.arabic(),
        false => role.name(),
    };
    let locked = account.locked_until > Timestamp::now();
    let standing = match account.disabled_at {
        Some(at) => ui.fill_html(words::CLOSED, &[("date", &ui.time(&at.to_string()))]),
        None if locked => {
            let until = ui.time(&account.locked_until.to_string());
            ui.fill_html(words::LOCKED, &[("date", &until)])
        }
        None => Html::text(ui.t(words::OPEN)),
    };
    PersonRow {
        path: ui.path(&format!("/people/{}", segment(&account.id))),
        id: account.id.clone(),
        name: account.name.clone(),
        roles: account.roles.iter().filter_map(known).map(short).collect(),
        has_codes: account.totp.is_some(),
        standing,
        is_open: account.disabled_at.is_none(),
        made: ui.time(&account.created_at.to_string()),
    }
}

#[derive(Template)]
#[template(path = "people.html")]
struct PeoplePage {
    ui: Ui,
    rows: Vec<PersonRow>,
    fault: Option<Html>,
    id: String,
    name: String,
    roles: Vec<RoleBox>,
}

/// `GET people`.
pub(crate) async fn all(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
) -> Answer {
    people_page(&console, ui, &visitor, None, &Fields::default()).await
}

async fn people_page(
    console: &Console,
    ui: Ui,
    visitor: &Visitor,
    fault: Option<&DeskError>,
    form: &Fields,
) -> Answer {
    let accounts = console.desk.accounts(&visitor.person).await?;
    let told = fault.map(Problem::desk);
    let shown = PeoplePage {
        rows: accounts.iter().map(|account| person_row(&ui, account)).collect(),
        fault: told.as_ref().map(|problem| Html::text(problem.what(&ui))),
        id: form.get("id").to_owned(),
        name: form.get("name").to_owned(),
        roles: role_boxes(|role| form.all("role").any(|name| name == role.name())),
        ui,
    };
    page(told.map_or(StatusCode::OK, |problem| problem.status), &shown)
}

/// `POST people`: makes an account.
pub(crate) async fn make(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    RawForm(form): RawForm,
) -> Answer {
    let form = fields(&form)?;
    visitor.check(form.get("form_key"))?;
    let (id, name, roles) = (form.get("id"), form.get("name"), roles_of(&form)?);
    let password = form.raw("password").to_owned();
    match console.desk.make_account(&visitor.person, id, name, &roles, password).await {
        Ok(()) => Ok(see(&ui.path(&format!("/people/{}", segment(id))), None)),
        Err(error @ DeskError::Missing(_)) => {
            people_page(&console, ui, &visitor, Some(&error), &form).await
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "person.html")]
struct PersonPage {
    ui: Ui,
    /// The name in the form.
    name: String,
    row: PersonRow,
    roles: Vec<RoleBox>,
    is_own: bool,
    fault: Option<Html>,
}

/// `GET people/{id}`.
pub(crate) async fn one(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    person_page(&console, ui, &visitor, &id, None).await
}

async fn person_page(
    console: &Console,
    ui: Ui,
    visitor: &Visitor,
    id: &str,
    refused: Option<(&DeskError, &Fields)>,
) -> Answer {
    let accounts = console.desk.accounts(&visitor.person).await?;
    let account = accounts.iter().find(|account| account.id == id).ok_or(Problem::NOT_FOUND)?;
    let told = refused.map(|(error, _)| Problem::desk(error));
    // What was typed stays.
    let typed = refused.map(|(_, form)| form).filter(|form| form.get("step") == "change");
    let is_ticked = |role: Role| match typed {
        Some(form) => form.all("role").any(|name| name == role.name()),
        None => account.roles.iter().any(|name| name == role.name()),
    };
    let shown = PersonPage {
        name: typed.map_or(&*account.name, |form| form.get("name")).to_owned(),
        row: person_row(&ui, account),
        roles: role_boxes(is_ticked),
        is_own: account.id == visitor.person.id,
        fault: told.as_ref().map(|problem| Html::text(problem.what(&ui))),
        ui,
    };
    page(told.map_or(StatusCode::OK, |problem| problem.status), &shown)
}

/// `POST people/{id}`: changes an account.
pub(crate) async fn change(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    Path((_, id)): Path<(String, String)>,
    RawForm(form): RawForm,
) -> Answer {
    let form = fields(&form)?;
    visitor.check(form.get("form_key"))?;
    let (desk, person) = (&console.desk, &visitor.person);
    let done = match form.get("step") {
        "change" => {
            let password = Some(form.raw("password").to_owned()).filter(|text| !text.is_empty());
            desk.put_account(person, &id, form.get("name"), &roles_of(&form)?, password).await
        }
        "close" => desk.close_account(person, &id).await,
        "open" => desk.open_account(person, &id).await,
        "codes" => desk.reset_codes(person, &id).await,
        _ => return Err(Problem::BAD_FORM),
    };
    match done {
        Ok(()) => Ok(see(&ui.path(&format!("/people/{}", segment(&id))), None)),
        Err(error @ DeskError::Missing(_)) => {
            person_page(&console, ui, &visitor, &id, Some((&error, &form))).await
        }
        Err(error) => Err(error.into()),
    }
}
