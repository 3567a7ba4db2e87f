//! Who calls: a session's cookie or a token.

use axum::extract::FromRequestParts;
use axum::http::header::{AUTHORIZATION, COOKIE as COOKIE_HEADER};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode};
use hilf_desk::{Desk, Person};

use super::Office;
use super::problem::Fault;

/// Name of the session's cookie.
pub const COOKIE: &str = "hilf_session";
/// What every change of a session carries beside its cookie, so that no other site can cause it.
const FORM_KEY: &str = "x-form-key";
/// Why somebody acts, percent-encoded UTF-8; it is recorded.
const PURPOSE: &str = "x-purpose";

/// Somebody who has entered.
pub(crate) struct Visitor {
    pub(crate) person: Person,
    /// Their session's secret; `None` if they hold a token.
    pub(crate) secret: Option<String>,
}

/// The cookie that keeps a session in a browser: out of reach of scripts, sent to this site only.
pub fn session_cookie(secret: &str, is_secure: bool) -> String {
    let secure = if is_secure { "; Secure" } else { "" };
    let age = if secret.is_empty() { "; Max-Age=0" } else { "" };
    format!("{COOKIE}={secret}; Path=/; HttpOnly; SameSite=Strict{secure}{age}")
}

/// The secret of the session's cookie, if the browser sent one.
pub fn session_secret(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(COOKIE_HEADER).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|cookies| cookies.split(';'));
    let own = pairs.find_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='));
    own.filter(|secret| !secret.is_empty()).map(str::to_owned)
}

impl FromRequestParts<Office> for Visitor {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, office: &Office) -> Result<Visitor, Fault> {
        let headers = &parts.headers;
        let mut visitor = match bearer(headers) {
            Some(token) => {
                let found = office.desk.bearer(token).await?;
                Visitor { person: found.ok_or_else(Fault::nobody)?, secret: None }
            }
            None => {
                let secret = session_secret(headers).ok_or_else(Fault::nobody)?;
                let found = office.desk.entered(&secret).await?;
                let (person, session) = found.ok_or_else(Fault::nobody)?;
                let is_safe = parts.method == Method::GET || parts.method == Method::HEAD;
                let key = headers.get(FORM_KEY).and_then(|key| key.to_str().ok());
                if !is_safe && key != Some(&session.form_key) {
                    return Err(Fault::new(
                        StatusCode::FORBIDDEN,
                        "the header X-Form-Key is not that of this session",
                        "الترويسة X-Form-Key ليست لهذه الجلسة",
                    ));
                }
                Visitor { person, secret: Some(secret) }
            }
        };
        visitor.person = with_purpose(visitor.person, headers);
        Ok(visitor)
    }
}

/// Whoever holds the token or session of a request that changes nothing.
pub(super) async fn person_of(desk: &Desk, headers: &HeaderMap) -> Result<Option<Person>, Fault> {
    let found = match (bearer(headers), session_secret(headers)) {
        (Some(token), _) => desk.bearer(token).await?,
        (None, Some(secret)) => desk.entered(&secret).await?.map(|(person, _)| person),
        (None, None) => None,
    };
    Ok(found.map(|person| with_purpose(person, headers)))
}

fn with_purpose(person: Person, headers: &HeaderMap) -> Person {
    let Some(purpose) = headers.get(PURPOSE).and_then(|purpose| purpose.to_str().ok()) else {
        return person;
    };
    let pair = format!("p={purpose}");
    let decoded = form_urlencoded::parse(pair.as_bytes()).next();
    person.because(&decoded.map_or_else(String::new, |(_, text)| text.into_owned()))
}

/// The token of a request; `ApiKey` is what clients of OpenSanctions say.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let is_known = ["bearer", "apikey"].iter().any(|own| scheme.eq_ignore_ascii_case(own));
    is_known.then_some(token.trim())
}

/// The headers of a request to yente's contract, with the key as a token that OpenRefine and others
/// can only send in the address.
pub(super) fn with_key_of(query: Option<&str>, headers: &HeaderMap) -> HeaderMap {
    let mut headers = headers.clone();
    let query = crate::query::Parameters::read(query);
    let key = query.last("api_key").filter(|key| !key.is_empty());
    let value = key.and_then(|key| format!("Bearer {key}").parse().ok());
    if let Some(value) = value.filter(|_| !headers.contains_key(AUTHORIZATION)) {
        headers.insert(AUTHORIZATION, value);
    }
    headers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_come_as_clients_send_them() {
        let with = |value: &str| HeaderMap::from_iter([(AUTHORIZATION, value.parse().unwrap())]);
        assert_eq!(bearer(&with("Bearer abc")), Some("abc"));
        assert_eq!(bearer(&with("ApiKey abc")), Some("abc"));
        assert_eq!(bearer(&with("Basic abc")), None);
        assert_eq!(bearer(&with_key_of(Some("q=x&api_key=abc"), &HeaderMap::new())), Some("abc"));
        let own = with("Bearer own");
        assert_eq!(bearer(&with_key_of(Some("api_key=abc"), &own)), Some("own"));
        assert_eq!(bearer(&with_key_of(Some("api_key=a%0Ab"), &HeaderMap::new())), None);
    }
}
