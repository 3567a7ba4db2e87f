//! The door: logging in and out, and the first account.

use askama::Template;
use axum::Extension;
use axum::extract::{RawForm, RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use hilf_api::v1::session_cookie;
use hilf_desk::Login;

use crate::answer::{Answer, Problem, page};
use crate::fields::Fields;
use crate::preference::back;
use crate::say::door;
use crate::session::Visitor;
use crate::show::{Html, Ui, filters};
use crate::{Console, asset, say};

#[derive(Template)]
#[template(path = "login.html")]
struct LoginPage {
    ui: Ui,
    account: String,
    back: String,
    fault: Option<Html>,
    can_set_up: bool,
}

/// `GET login`.
pub(crate) async fn login(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    RawQuery(query): RawQuery,
) -> Answer {
    let back = Fields::read(&query.unwrap_or_default()).get("back").to_owned();
    let can_set_up = console.desk.can_set_up().await?;
    page(StatusCode::OK, &LoginPage { ui, account: String::new(), back, fault: None, can_set_up })
}

/// `POST login`.
pub(crate) async fn enter(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    RawForm(form): RawForm,
) -> Answer {
    let form = fields(&form)?;
    let login = Login {
        account: form.get("account").to_owned(),
        password: form.raw("password").to_owned(),
        code: Some(form.get("code").to_owned()).filter(|code| !code.is_empty()),
    };
    match console.desk.log_in(login).await {
        Ok(entered) => {
            // The first page is the first that is open to whoever entered.
            let place = match form.get("back") {
                "" => ui.path("/"),
                place => back(&ui, place),
            };
            let cookie = session_cookie(&entered.secret, console.is_secure);
            Ok(see(&place, Some(cookie)))
        }
        Err(error) => {
            let told = Problem::desk(&error);
            let shown = LoginPage {
                fault: Some(Html::text(told.what(&ui))),
                account: form.get("account").to_owned(),
                back: form.get("back").to_owned(),
                can_set_up: false,
                ui,
            };
            page(StatusCode::UNAUTHORIZED, &shown)
        }
    }
}

/// `POST logout`.
pub(crate) async fn leave(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    RawForm(form): RawForm,
) -> Answer {
    visitor.check(fields(&form)?.get("form_key"))?;
    console.desk.log_out(&visitor.person, &visitor.secret).await?;
    Ok(see(&ui.path("/login"), Some(session_cookie("", console.is_secure))))
}

#[derive(Template)]
#[template(path = "setup.html")]
struct SetupPage {
    ui: Ui,
    account: String,
    name: String,
    fault: Option<Html>,
}

/// `GET setup`.
pub(crate) async fn setup(State(console): State<Console>, Extension(ui): Extension<Ui>) -> Answer {
    if !console.desk.can_set_up().await? {
        return Ok(see(&ui.path("/login"), None));
    }
    page(
        StatusCode::OK,
        &SetupPage { ui, account: String::new(), name: String::new(), fault: None },
    )
}

/// `POST setup`: makes the first account for whoever knows the set-up secret.
pub(crate) async fn set_up(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    RawForm(form): RawForm,
) -> Answer {
    let form = fields(&form)?;
    let (account, name) = (form.get("account").to_owned(), form.get("name").to_owned());
    let made = console
        .desk
        .set_up(form.get("secret"), &account, &name, form.raw("password").to_owned())
        .await;
    let fault = match made {
        Ok(()) => return Ok(see(&ui.path("/login"), None)),
        Err(error) => Html::text(Problem::desk(&error).what(&ui)),
    };
    page(StatusCode::UNPROCESSABLE_ENTITY, &SetupPage { ui, account, name, fault: Some(fault) })
}

/// The fields of a form that was sent.
pub(crate) fn fields(form: &[u8]) -> Result<Fields, Problem> {
    Ok(Fields::read(std::str::from_utf8(form).map_err(|_| Problem::BAD_FORM)?))
}

/// To another page.
pub(crate) fn see(place: &str, cookie: Option<String>) -> Response {
    let mut response =
        (StatusCode::SEE_OTHER, [(header::LOCATION, place.to_owned())]).into_response();
    if let Some(cookie) = cookie.and_then(|cookie| cookie.parse().ok()) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}
