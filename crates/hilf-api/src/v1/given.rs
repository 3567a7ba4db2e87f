//! What a request gives: its path, its query, its body. What does not fit the document is refused in
//! the shape of every other refusal, in both languages.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use super::problem::Fault;

/// The body as JSON.
pub(crate) struct Given<T>(pub(crate) T);

/// The body as it comes, if there is one.
pub(crate) struct Whole(pub(crate) Bytes);

/// The query.
pub(crate) struct Asked<T>(pub(crate) T);

/// The places of the path.
pub(crate) struct At<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Given<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Given<T>, Fault> {
        if !is_json(request.headers()) {
            return Err(Fault::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "send JSON with the header `Content-Type: application/json`",
                "أرسل JSON مع الترويسة `Content-Type: application/json`",
            ));
        }
        let Whole(bytes) = Whole::from_request(request, state).await?;
        let json: Json = serde_json::from_slice(&bytes).map_err(|error| {
            Fault::bad(format!("the body is no JSON: {error}"), "جسم الطلب ليس JSON سليما")
        })?;
        if has_nul(&json) {
            return Err(nul());
        }
        // A structure would be read from a list of its fields too.
        if !json.is_object() {
            return Err(Fault::bad("the body is no JSON object", "جسم الطلب ليس كائن JSON"));
        }
        serde_json::from_value(json).map(Given).map_err(|error| {
            Fault::bad(
                format!("the body is not what is asked for here: {error}"),
                format!("ليس جسم الطلب كما يصفه `/api/v1/openapi.json` ‏({error})"),
            )
        })
    }
}

impl<S: Send + Sync> FromRequest<S> for Whole {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Whole, Fault> {
        let read = Bytes::from_request(request, state).await;
        let bytes = read.map_err(|error| match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => {
                Fault::new(error.status(), "the body is too large", "جسم الطلب أكبر مما يقبل")
            }
            _ => Fault::bad("the body could not be read", "تعذرت قراءة جسم الطلب"),
        })?;
        match bytes.is_empty() {
            true => Err(Fault::bad("the body is empty", "جسم الطلب فارغ")),
            false => Ok(Whole(bytes)),
        }
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Asked<T> {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Asked<T>, Fault> {
        if parts.uri.query().is_some_and(|query| query.contains("%00")) {
            return Err(nul());
        }
        Query::from_request_parts(parts, state).await.map(|Query(asked)| Asked(asked)).map_err(
            |error| {
                let said = error.body_text();
                Fault::bad(
                    format!("the query is not what is asked for here: {said}"),
                    format!("ليست معاملات العنوان كما يصفها `/api/v1/openapi.json` ‏({said})"),
                )
            },
        )
    }
}

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for At<T> {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<At<T>, Fault> {
        if parts.uri.path().contains("%00") {
            return Err(nul());
        }
        Path::from_request_parts(parts, state).await.map(|Path(places)| At(places)).map_err(|_| {
            Fault::bad("the address is not one of those described", "ليس العنوان كما هو موصوف")
        })
    }
}

/// PostgreSQL keeps no text with U+0000, and nobody's name has one.
fn nul() -> Fault {
    Fault::bad("U+0000 is in none of our texts; leave it out", "لا يقبل الرمز U+0000؛ احذفه")
}

fn has_nul(json: &Json) -> bool {
    match json {
        Json::String(text) => text.contains('\0'),
        Json::Array(values) => values.iter().any(has_nul),
        Json::Object(fields) => {
            fields.iter().any(|(key, value)| key.contains('\0') || has_nul(value))
        }
        _ => false,
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    let kind = kind.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

/// How many, 1 to `most`.
pub(crate) fn within(limit: u32, most: u32) -> Result<u32, Fault> {
    match (1..=most).contains(&limit) {
        true => Ok(limit),
        false => Err(Fault::bad(
            format!("`limit` is {limit}; it must lie between 1 and {most}"),
            format!("قيمة `limit` هي {limit}؛ يجب أن تقع بين 1 و{most}"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn json_is_told_by_its_header_and_nul_wherever_it_hides() {
        let with = |kind: &str| HeaderMap::from_iter([(CONTENT_TYPE, kind.parse().unwrap())]);
        assert!(is_json(&with("application/json; charset=utf-8")));
        assert!(is_json(&with("application/problem+json")));
        assert!(!is_json(&with("text/plain")) && !is_json(&HeaderMap::new()));
        assert!(has_nul(&json!({"a": [{"b": "x\u{0}"}]})) && has_nul(&json!({"\u{0}": 1})));
        assert!(!has_nul(&json!({"a": ["\\u0000", 0, null]})));
    }
}
