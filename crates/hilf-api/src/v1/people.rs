//! People: entering, accounts, tokens.

use axum::Json;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use hilf_desk::{Login, Right, Role, totp_address};
use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::{Value as Json_, json};
use utoipa::ToSchema;

use super::Office;
use super::given::{At, Given};
use super::problem::{Fault, Refused};
use super::told;
use super::visitor::{Visitor, session_cookie};

type Answer = Result<Json<Json_>, Fault>;

/// The first account.
#[derive(Deserialize, ToSchema)]
pub(crate) struct SetUp {
    /// The secret the program printed when it started.
    secret: String,
    /// What the account is entered with.
    account: String,
    /// The person's name.
    name: String,
    /// At least 12 characters.
    password: String,
}

/// Make the first account, an administrator.
#[utoipa::path(post, path = "/api/v1/setup", tag = "People", security(()), request_body = SetUp,
    responses((status = 200), (status = 403, body = Refused), (status = 409, body = Refused)))]
pub(crate) async fn set_up(State(office): State<Office>, Given(given): Given<SetUp>) -> Answer {
    office.desk.set_up(&given.secret, &given.account, &given.name, given.password).await?;
    Ok(Json(json!({ "account": given.account })))
}

/// How somebody enters.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Enter {
    /// The account.
    account: String,
    /// The password.
    password: String,
    /// The one-time password, where the account asks for one.
    code: Option<String>,
}

/// Enter: sets the cookie of a session and gives the key its changes must carry.
#[utoipa::path(post, path = "/api/v1/session", tag = "People", security(()), request_body = Enter,
    responses((status = 200, body = told::Session), (status = 401, body = Refused)))]
pub(crate) async fn log_in(
    State(office): State<Office>,
    Given(given): Given<Enter>,
) -> Result<(HeaderMap, Json<Json_>), Fault> {
    let login = Login { account: given.account, password: given.password, code: given.code };
    let entered = office.desk.log_in(login).await?;
    let mut headers = HeaderMap::new();
    let cookie = session_cookie(&entered.secret, office.is_secure);
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        headers.insert(SET_COOKIE, cookie);
    }
    let session = &entered.session;
    let told = json!({
        "account": session.account, "form_key": session.form_key,
        "expires_at": session.expires_at, "roles": entered.person.roles,
    });
    Ok((headers, Json(told)))
}

/// End the session.
#[utoipa::path(post, path = "/api/v1/session/end", tag = "People",
    responses((status = 200), (status = 401, body = Refused)))]
pub(crate) async fn log_out(
    State(office): State<Office>,
    visitor: Visitor,
) -> Result<(HeaderMap, Json<Json_>), Fault> {
    if let Some(secret) = &visitor.secret {
        office.desk.log_out(&visitor.person, secret).await?;
    }
    let mut headers = HeaderMap::new();
    if let Ok(cookie) = HeaderValue::from_str(&session_cookie("", office.is_secure)) {
        headers.insert(SET_COOKIE, cookie);
    }
    Ok((headers, Json(json!({ "ended": true }))))
}

/// Who the caller is and what they may do.
#[utoipa::path(get, path = "/api/v1/me", tag = "People",
    responses((status = 200, body = told::Me), (status = 401, body = Refused)))]
pub(crate) async fn me(visitor: Visitor) -> Answer {
    let person = &visitor.person;
    let rights = Right::ALL.iter().filter(|right| person.may(**right));
    let rights: Vec<&str> = rights.map(|right| right.name()).collect();
    Ok(Json(json!({ "account": person.id, "roles": person.roles, "rights": rights })))
}

/// Ask the own account for one-time passwords from now on (RFC 6238).
#[utoipa::path(post, path = "/api/v1/me/codes", tag = "People",
    responses((status = 200), (status = 401, body = Refused)))]
pub(crate) async fn codes(State(office): State<Office>, visitor: Visitor) -> Answer {
    let key = office.desk.ask_for_codes(&visitor.person).await?;
    Ok(Json(json!({ "address": totp_address(&visitor.person.id, &key) })))
}

/// A new password of one's own.
#[derive(Deserialize, ToSchema)]
pub(crate) struct NewPassword {
    /// The present password.
    present: String,
    /// The new one: at least 12 characters.
    new: String,
}

/// Change the own password; the other sessions of the account end.
#[utoipa::path(post, path = "/api/v1/me/password", tag = "People", request_body = NewPassword,
    responses((status = 200), (status = 401, body = Refused), (status = 403, body = Refused),
        (status = 409, body = Refused)))]
pub(crate) async fn password(
    State(office): State<Office>,
    visitor: Visitor,
    Given(given): Given<NewPassword>,
) -> Answer {
    // A token is made for a task; it must not be able to take the account over.
    let session = visitor.secret.as_deref().ok_or_else(|| {
        Fault::new(
            StatusCode::FORBIDDEN,
            "a password is changed in a session, not with a token",
            "تغير كلمة المرور في جلسة، لا برمز وصول",
        )
    })?;
    office.desk.change_password(&visitor.person, given.present, given.new, session).await?;
    Ok(Json(json!({ "changed": true })))
}

/// The own tokens, without their secrets.
#[utoipa::path(get, path = "/api/v1/me/tokens", tag = "People",
    responses((status = 200, body = told::Tokens), (status = 401, body = Refused)))]
pub(crate) async fn tokens(State(office): State<Office>, visitor: Visitor) -> Answer {
    let tokens = office.desk.tokens(&visitor.person).await?;
    let told = tokens.iter().map(|token| {
        json!({
            "id": token.id, "name": token.name, "scopes": token.scopes,
            "created_at": token.created_at, "expires_at": token.expires_at,
            "revoked_at": token.revoked_at,
        })
    });
    Ok(Json(json!({ "tokens": told.collect::<Vec<Json_>>() })))
}

/// A token to make.
#[derive(Deserialize, ToSchema)]
pub(crate) struct TokenOrder {
    /// What it is for.
    name: String,
    /// Names of the rights it has: a part of the caller's.
    scopes: Vec<String>,
    /// Days until it ends; without them it lasts until it is revoked.
    days: Option<u16>,
}

/// Make a token for a program; its secret is shown this once.
#[utoipa::path(post, path = "/api/v1/me/tokens", tag = "People", request_body = TokenOrder,
    responses((status = 200, body = told::NewToken), (status = 400, body = Refused), (status = 403, body = Refused)))]
pub(crate) async fn make_token(
    State(office): State<Office>,
    visitor: Visitor,
    Given(order): Given<TokenOrder>,
) -> Answer {
    let unknown = |name: &String| {
        Fault::bad(format!("`{name}` is no right"), format!("`{name}` ليس حقا معروفا"))
    };
    let scopes: Result<Vec<Right>, Fault> =
        order.scopes.iter().map(|name| Right::named(name).ok_or_else(|| unknown(name))).collect();
    let lasts = order.days.map(|days| SignedDuration::from_hours(24 * i64::from(days)));
    let made = office.desk.make_token(&visitor.person, &order.name, &scopes?, lasts).await?;
    Ok(Json(json!({ "id": made.id, "token": made.secret })))
}

/// Revoke one of the own tokens.
#[utoipa::path(delete, path = "/api/v1/me/tokens/{id}", tag = "People",
    params(("id" = String, Path)),
    responses((status = 200), (status = 404, body = Refused)))]
pub(crate) async fn revoke_token(
    State(office): State<Office>,
    visitor: Visitor,
    At(id): At<String>,
) -> Answer {
    office.desk.revoke_token(&visitor.person, &id).await?;
    Ok(Json(json!({ "id": id, "revoked": true })))
}

/// Every account.
#[utoipa::path(get, path = "/api/v1/accounts", tag = "People",
    responses((status = 200, body = told::Accounts), (status = 403, body = Refused)))]
pub(crate) async fn accounts(State(office): State<Office>, visitor: Visitor) -> Answer {
    let accounts = office.desk.accounts(&visitor.person).await?;
    let told = accounts.iter().map(|account| {
        json!({
            "id": account.id, "name": account.name, "roles": account.roles,
            "codes": account.totp.is_some(), "created_at": account.created_at,
            "closed_at": account.disabled_at,
        })
    });
    Ok(Json(json!({ "accounts": told.collect::<Vec<Json_>>() })))
}

/// An account to make or change.
#[derive(Deserialize, ToSchema)]
pub(crate) struct AccountOrder {
    /// What it is entered with.
    id: String,
    /// The person's name.
    name: String,
    /// Names of the roles.
    roles: Vec<String>,
    /// A new password.
    password: Option<String>,
}

/// Make or change an account; nobody changes their own.
#[utoipa::path(post, path = "/api/v1/accounts", tag = "People", request_body = AccountOrder,
    responses((status = 200), (status = 403, body = Refused), (status = 409, body = Refused)))]
pub(crate) async fn put_account(
    State(office): State<Office>,
    visitor: Visitor,
    Given(order): Given<AccountOrder>,
) -> Answer {
    let unknown = |name: &String| {
        Fault::bad(format!("`{name}` is no role"), format!("`{name}` ليس دورا معروفا"))
    };
    let roles: Result<Vec<Role>, Fault> =
        order.roles.iter().map(|name| Role::named(name).ok_or_else(|| unknown(name))).collect();
    let (id, name) = (&order.id, &order.name);
    office.desk.put_account(&visitor.person, id, name, &roles?, order.password).await?;
    Ok(Json(json!({ "id": order.id })))
}

/// Close an account; its sessions and tokens end at once.
#[utoipa::path(post, path = "/api/v1/accounts/{id}/close", tag = "People",
    params(("id" = String, Path)),
    responses((status = 200), (status = 403, body = Refused), (status = 404, body = Refused)))]
pub(crate) async fn close_account(
    State(office): State<Office>,
    visitor: Visitor,
    At(id): At<String>,
) -> Answer {
    office.desk.close_account(&visitor.person, &id).await?;
    Ok(Json(json!({ "id": id, "closed": true })))
}

/// Open a closed account again; its tokens stay ended.
#[utoipa::path(post, path = "/api/v1/accounts/{id}/open", tag = "People",
    params(("id" = String, Path)),
    responses((status = 200), (status = 403, body = Refused), (status = 404, body = Refused)))]
pub(crate) async fn open_account(
    State(office): State<Office>,
    visitor: Visitor,
    At(id): At<String>,
) -> Answer {
    office.desk.open_account(&visitor.person, &id).await?;
    Ok(Json(json!({ "id": id, "closed": false })))
}

/// Take an account's one-time passwords away, because its owner lost the device.
#[utoipa::path(delete, path = "/api/v1/accounts/{id}/codes", tag = "People",
    params(("id" = String, Path)),
    responses((status = 200), (status = 403, body = Refused), (status = 404, body = Refused)))]
pub(crate) async fn reset_codes(
    State(office): State<Office>,
    visitor: Visitor,
    At(id): At<String>,
) -> Answer {
    office.desk.reset_codes(&visitor.person, &id).await?;
    Ok(Json(json!({ "id": id, "codes": false })))
}
