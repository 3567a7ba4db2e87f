//! Around every page: language, preferences, headers that keep foreign content out, and pages for
//! what went wrong.

use askama::Template;
use axum::Extension;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use hilf_desk::Right;
use hilf_match::Lang;

use crate::answer::{Answer, Problem, page};
use crate::fields::query;
use crate::page::door::see;
use crate::say::Text;
use crate::session::Visitor;
use crate::show::{Badge, Ui, filters};
use crate::{Console, asset, preference, say};

/// Nothing but what the node itself serves; no script or style in a page.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; \
    img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; \
    base-uri 'none'";

const HEADERS: &[(&str, &str)] = &[
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
];

/// Puts the reader's language and preferences into the request, and headers and error pages into
/// the answer.
pub(crate) async fn around(
    State(console): State<Console>,
    mut request: Request,
    next: Next,
) -> Response {
    let mut ui = ui_of(&console, &request);
    if !is_in_a_language(request.uri().path()) {
        return shielded(render(&ui, Problem::NOT_FOUND));
    }
    if is_foreign_form(request.method(), request.headers()) {
        return shielded(render(&ui, Problem::FOREIGN_FORM));
    }
    match Visitor::of(&console.desk, request.headers()).await {
        Err(problem) => return shielded(render(&ui, problem)),
        Ok(Some(visitor)) => {
            ui.visitor = Some((visitor.person.id.clone(), visitor.form_key().to_owned()));
            let open = SECTIONS.iter().filter(|(_, _, right)| visitor.person.may(*right));
            ui.sections = open.map(|(path, label, _)| (*path, *label)).collect();
            request.extensions_mut().insert(visitor);
        }
        Ok(None) if needs_entry(request.uri().path()) => {
            let place = format!("/login{}", query(&[("back", &ui.here)]));
            return shielded(see(&ui.path(&place), None));
        }
        Ok(None) => {}
    }
    request.extensions_mut().insert(ui.clone());
    let response = next.run(request).await;
    let problem = response.extensions().get::<Problem>().cloned();
    let is_bare = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_none_or(|kind| !kind.as_bytes().starts_with(b"text/html"));
    let status = response.status();
    let is_bad = status.is_client_error() || status.is_server_error();
    match problem.or((is_bad && is_bare).then(|| Problem::of_status(status))) {
        Some(problem) => shielded(render(&ui, problem)),
        None => shielded(response),
    }
}

fn ui_of(console: &Console, request: &Request) -> Ui {
    let path = request.uri().path().strip_prefix("/console/").unwrap_or_default();
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    let lang = lang_of(first).unwrap_or_else(|| preferred(request.headers()));
    let (theme, digits) = preference::of(request.headers());
    let query = request.uri().query().map_or(String::new(), |query| format!("?{query}"));
    // The other language of a form that was sent is that of the form.
    let here = if request.method() == Method::GET {
        format!("/{rest}{query}")
    } else {
        format!("/{rest}")
    };
    Ui { theme, digits, here, badge: badge(console), ..Ui::new(lang) }
}

/// Whether a path is that of a page in one of our languages, or of none in particular.
fn is_in_a_language(path: &str) -> bool {
    let rest = path.strip_prefix("/console/").unwrap_or_default();
    let first = rest.split('/').next().unwrap_or_default();
    first.is_empty() || first == "assets" || lang_of(first).is_some()
}

/// Whether a page is only for those who have entered.
fn needs_entry(path: &str) -> bool {
    let mut parts = path.strip_prefix("/console/").unwrap_or_default().split('/');
    let (first, page) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    lang_of(first).is_some() && !matches!(page, "" | "login" | "setup" | "preferences")
}

fn badge(console: &Console) -> Badge {
    let Some(live) = console.node.live() else { return Badge::default() };
    let ages = live.lists().iter().map(|list| {
        let published = list.version.published.as_deref();
        crate::show::age_in_days(published.unwrap_or(&list.version.since))
    });
    let oldest = ages.collect::<Option<Vec<u64>>>().and_then(|ages| ages.into_iter().max());
    Badge { lists: live.lists().len() as u64, oldest_days: oldest }
}

fn lang_of(tag: &str) -> Option<Lang> {
    match tag {
        "ar" => Some(Lang::Arabic),
        "en" => Some(Lang::English),
        _ => None,
    }
}

/// The language the browser asks for; Arabic unless it prefers English.
fn preferred(headers: &HeaderMap) -> Lang {
    let asked = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let mut best = (0.0, Lang::Arabic);
    for part in asked.unwrap_or_default().split(',') {
        let (tag, quality) = part.split_once(";q=").unwrap_or((part, "1"));
        let lang = lang_of(tag.trim().get(..2).unwrap_or_default());
        let quality: f32 = quality.trim().parse().unwrap_or(0.0);
        if let Some(lang) = lang.filter(|_| quality > best.0) {
            best = (quality, lang);
        }
    }
    best.1
}

/// A form that another site sent: browsers say so. Programs that say nothing are no browser and
/// carry nobody's cookies.
fn is_foreign_form(method: &Method, headers: &HeaderMap) -> bool {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return false;
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    let host_of = |origin: &str| origin.split_once("://").map(|(_, host)| host.to_owned());
    text("origin").is_some_and(|origin| host_of(origin).as_deref() != text("host"))
}

fn shielded(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(*name, HeaderValue::from_static(value));
    }
    // Pages hold personal data; only files that are named by their content may be kept.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// The parts of the console in the order of the navigation, and the right each of them needs.
const SECTIONS: &[(&str, Text, Right)] = &[
    ("/search", say::frame::SEARCH, Right::Lookup),
    ("/queue", say::desk::QUEUE, Right::AlertView),
    ("/customers", say::desk::CUSTOMERS, Right::CustomerView),
    ("/batch", say::frame::BATCH, Right::Lookup),
    ("/lists", say::frame::LISTS, Right::ListView),
    ("/picture", say::picture::TITLE, Right::PressView),
    ("/overview", say::frame::OVERVIEW, Right::Statistics),
    ("/profiles", say::admin::PROFILES, Right::ProfileView),
    ("/people", say::admin::PEOPLE, Right::AccountManage),
    ("/audit", say::desk::AUDIT, Right::AuditView),
];

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    ui: Ui,
    problem: Problem,
}

fn render(ui: &Ui, problem: Problem) -> Response {
    let status = problem.status;
    match page(status, &ProblemPage { ui: ui.clone(), problem }) {
        Ok(response) => response,
        Err(_) => status.into_response(),
    }
}

/// `/console/`: to the language the browser asks for.
pub(crate) async fn welcome(Extension(ui): Extension<Ui>) -> Response {
    let headers =
        [(header::LOCATION, ui.path("/search")), (header::VARY, "accept-language".into())];
    (StatusCode::FOUND, headers).into_response()
}

/// `/console/<language>`: to its first page.
pub(crate) async fn begin(
    Extension(ui): Extension<Ui>,
    axum::extract::Path(lang): axum::extract::Path<String>,
) -> Answer {
    lang_of(&lang).ok_or(Problem::NOT_FOUND)?;
    let first = ui.sections.first().map_or("/search", |(path, _)| *path);
    Ok((StatusCode::FOUND, [(header::LOCATION, ui.path(first))]).into_response())
}

/// Everything else.
pub(crate) async fn missing() -> Problem {
    Problem::NOT_FOUND
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(k, v)| (k.parse().unwrap(), HeaderValue::from_static(v))).collect()
    }

    #[test]
    fn arabic_comes_first_unless_the_browser_prefers_english() {
        let lang = |text| preferred(&headers(&[("accept-language", text)]));
        assert_eq!(preferred(&HeaderMap::new()), Lang::Arabic);
        assert_eq!(lang("de,en-GB;q=0.8,ar;q=0.5"), Lang::English);
        assert_eq!(lang("ar-MA,en;q=0.9"), Lang::Arabic);
        assert_eq!(lang("fr"), Lang::Arabic);
    }

    #[test]
    fn forms_of_other_sites_are_told_apart() {
        let foreign = |pairs| is_foreign_form(&Method::POST, &headers(pairs));
        assert!(foreign(&[("sec-fetch-site", "cross-site")]));
        assert!(foreign(&[("sec-fetch-site", "same-site")]));
        assert!(!foreign(&[("sec-fetch-site", "same-origin")]));
        assert!(foreign(&[("origin", "https://x.example"), ("host", "node:8000")]));
        assert!(!foreign(&[("origin", "http://node:8000"), ("host", "node:8000")]));
        assert!(foreign(&[("origin", "null"), ("host", "node:8000")]));
        assert!(!foreign(&[]));
    }
}
