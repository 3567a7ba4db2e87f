//! One's own account: password, one-time codes, tokens.

use askama::Template;
use axum::Extension;
use axum::extract::{RawForm, State};
use hilf_desk::{DeskError, Right, totp_address};
use hilf_store::Token;
use jiff::{SignedDuration, Timestamp};

use super::door::{fields, see};
use crate::answer::{Answer, Problem, form_page};
use crate::fields::Fields;
use crate::say::{Text, admin as words, door};
use crate::session::Visitor;
use crate::show::{Html, QrCode, Ui, filters, shown_name};
use crate::{Console, asset, say};

/// Most days a token lasts that is made here.
const DAYS_MAX: usize = 366;
/// What is offered first.
const DAYS: usize = 90;

struct TokenRow {
    id: String,
    name: Html,
    revoke: String,
    scopes: Vec<Text>,
    made: Html,
    ends: Html,
    is_good: bool,
}

/// A right that can be ticked.
struct ScopeBox {
    name: &'static str,
    text: Text,
    is_ticked: bool,
}

/// Something that is shown this once.
struct Secret {
    told: Text,
    secret: String,
    address: Option<String>,
    /// The address for a telephone's camera.
    code: Option<QrCode>,
}

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage {
    ui: Ui,
    account: String,
    has_codes: bool,
    tokens: Vec<TokenRow>,
    scopes: Vec<ScopeBox>,
    name: String,
    days: String,
    fault: Option<Html>,
    done: Option<Text>,
    secret: Option<Secret>,
}

/// What a form led to.
#[derive(Default)]
struct Outcome {
    fault: Option<Html>,
    done: Option<Text>,
    secret: Option<Secret>,
}

/// `GET account`.
pub(crate) async fn show(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
) -> Answer {
    account_page(&console, ui, &visitor, Outcome::default(), &Fields::default()).await
}

fn token_row(ui: &Ui, token: &Token) -> TokenRow {
    let ended = token.expires_at.filter(|at| *at <= Timestamp::now());
    let dated = |at: Timestamp| ui.time(&at.to_string());
    let ends = match (token.revoked_at, ended, token.expires_at) {
        (Some(at), ..) => ui.fill_html(words::REVOKED, &[("date", &dated(at))]),
        (None, Some(at), _) => ui.fill_html(words::EXPIRED, &[("date", &dated(at))]),
        (None, None, Some(at)) => dated(at),
        (None, None, None) => Html::text(ui.t(words::NEVER)),
    };
    let known = |name: &String| words::right(Right::named(name)?);
    TokenRow {
        id: token.id.clone(),
        name: shown_name(&token.name, None),
        revoke: ui.fill(words::REVOKE_OF, &[("name", &token.name)]).plain(),
        scopes: token.scopes.iter().filter_map(known).collect(),
        made: dated(token.created_at),
        ends,
        is_good: token.revoked_at.is_none() && ended.is_none(),
    }
}

async fn account_page(
    console: &Console,
    ui: Ui,
    visitor: &Visitor,
    outcome: Outcome,
    form: &Fields,
) -> Answer {
    let (desk, person) = (&console.desk, &visitor.person);
    let mut tokens = desk.tokens(person).await?;
    tokens.sort_by_key(|token| (token.revoked_at.is_some(), std::cmp::Reverse(token.created_at)));
    let account = desk.store().account(&person.id).await.map_err(DeskError::from)?;
    let own = Right::ALL.iter().filter(|right| person.may(**right));
    let scope = |right: &Right| {
        let (name, text) = (right.name(), words::right(*right)?);
        Some(ScopeBox { name, text, is_ticked: form.all("scope").any(|own| own == name) })
    };
    let shown = AccountPage {
        account: person.id.clone(),
        has_codes: account.is_some_and(|account| account.totp.is_some()),
        tokens: tokens.iter().map(|token| token_row(&ui, token)).collect(),
        scopes: own.filter_map(scope).collect(),
        name: form.get("name").to_owned(),
        days: form.number("days").unwrap_or(DAYS).to_string(),
        fault: outcome.fault,
        done: outcome.done,
        secret: outcome.secret,
        ui,
    };
    form_page(shown.fault.is_some(), &shown)
}

/// `POST account`: what somebody does to their own account.
pub(crate) async fn change(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    RawForm(form): RawForm,
) -> Answer {
    let form = fields(&form)?;
    visitor.check(form.get("form_key"))?;
    let (desk, person) = (&console.desk, &visitor.person);
    let mut outcome = Outcome::default();
    match form.get("step") {
        "password" => {
            let (present, new) = (form.raw("present").to_owned(), form.raw("new").to_owned());
            match desk.change_password(person, present, new, &visitor.secret).await {
                Ok(()) => outcome.done = Some(words::PASSWORD_CHANGED),
                Err(error @ (DeskError::NoEntry | DeskError::Missing(_))) => {
                    outcome.fault = Some(Html::text(Problem::desk(&error).what(&ui)));
                }
                Err(error) => return Err(error.into()),
            }
        }
        "codes" => {
            let key = desk.ask_for_codes(person).await?;
            let address = totp_address(&person.id, &key);
            let secret = address.split("secret=").nth(1).and_then(|rest| rest.split('&').next());
            outcome.secret = Some(Secret {
                told: words::CODES_SECRET,
                secret: in_groups(secret.unwrap_or_default()),
                code: QrCode::of(&address),
                address: Some(address),
            });
        }
        "token" => match token(&console, &visitor, &form).await? {
            Ok(secret) => {
                let told = words::TOKEN_SECRET;
                outcome.secret = Some(Secret { told, secret, address: None, code: None });
            }
            Err(fault) => {
                outcome.fault = Some(Html::text(ui.t(fault)));
                return account_page(&console, ui, &visitor, outcome, &form).await;
            }
        },
        "revoke" => {
            desk.revoke_token(person, form.get("id")).await?;
            return Ok(see(&ui.path("/account"), None));
        }
        _ => return Err(Problem::BAD_FORM),
    }
    account_page(&console, ui, &visitor, outcome, &Fields::default()).await
}

/// Makes a token; gives its secret, or what is wrong with the form.
async fn token(
    console: &Console,
    visitor: &Visitor,
    form: &Fields,
) -> Result<Result<String, Text>, Problem> {
    let scopes: Option<Vec<Right>> = form.all("scope").map(Right::named).collect();
    let scopes = scopes.ok_or(Problem::BAD_FORM)?;
    if form.get("name").is_empty() {
        return Ok(Err(words::NEED_NAME));
    }
    if scopes.is_empty() {
        return Ok(Err(words::NEED_SCOPE));
    }
    let days = form.number("days").filter(|days| (1..=DAYS_MAX).contains(days));
    let Some(days) = days.and_then(|days| i64::try_from(days).ok()) else {
        return Ok(Err(words::BAD_DAYS));
    };
    let lasts = Some(SignedDuration::from_hours(24 * days));
    let made = console.desk.make_token(&visitor.person, form.get("name"), &scopes, lasts).await?;
    Ok(Ok(made.secret))
}

/// In groups of four, as people copy by hand.
fn in_groups(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}
