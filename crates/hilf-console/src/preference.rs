//! What a reader prefers, kept in a cookie.

use axum::Extension;
use axum::extract::RawForm;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;

use crate::answer::{Answer, Problem};
use crate::fields::Fields;
use crate::show::{Digits, Theme, Ui};

/// Name of the cookie; its value is `theme.digits`.
const COOKIE: &str = "hilf-view";
/// Seconds for which it is kept: a year.
const KEPT: u32 = 31_536_000;

/// The preferences in a request's cookies; what is not understood counts as none.
pub(crate) fn of(headers: &HeaderMap) -> (Theme, Digits) {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut own = cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='));
    let (theme, digits) = own.next().and_then(|value| value.split_once('.')).unwrap_or_default();
    (theme_of(theme), digits_of(digits))
}

fn theme_of(name: &str) -> Theme {
    match name {
        "light" => Theme::Light,
        "dark" => Theme::Dark,
        _ => Theme::System,
    }
}

fn digits_of(name: &str) -> Digits {
    if name == "latin" { Digits::Latin } else { Digits::ArabicIndic }
}

/// `POST preferences`: keeps them and goes back to where the reader was.
pub(crate) async fn set(Extension(ui): Extension<Ui>, RawForm(form): RawForm) -> Answer {
    let form = Fields::read(std::str::from_utf8(&form).map_err(|_| Problem::BAD_FORM)?);
    let theme = match theme_of(form.get("theme")) {
        Theme::System => "system",
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    let digits = match digits_of(form.get("digits")) {
        Digits::ArabicIndic => "arabic",
        Digits::Latin => "latin",
    };
    let cookie = format!(
        "{COOKIE}={theme}.{digits}; Path=/console; Max-Age={KEPT}; SameSite=Strict; HttpOnly"
    );
    let headers = [(header::SET_COOKIE, cookie), (header::LOCATION, back(&ui, form.get("back")))];
    Ok((StatusCode::SEE_OTHER, headers).into_response())
}

/// Only a place of the console is gone back to.
pub(crate) fn back(ui: &Ui, here: &str) -> String {
    let is_own = here.starts_with('/')
        && !here.contains("//")
        && !here.contains('\\')
        && here.bytes().all(|b| b.is_ascii_graphic());
    ui.path(if is_own { here } else { "/search" })
}

#[cfg(test)]
mod tests {
    use hilf_match::Lang;

    use super::*;

    #[test]
    fn preferences_are_read_among_other_cookies() {
        let mut headers = HeaderMap::new();
        assert_eq!(of(&headers), (Theme::System, Digits::ArabicIndic));
        headers.insert(header::COOKIE, "a=b; hilf-view=dark.latin".parse().unwrap());
        assert_eq!(of(&headers), (Theme::Dark, Digits::Latin));
        headers.insert(header::COOKIE, "hilf-view=<x>".parse().unwrap());
        assert_eq!(of(&headers), (Theme::System, Digits::ArabicIndic));
    }

    #[test]
    fn nobody_is_sent_elsewhere() {
        let ui = Ui::new(Lang::English);
        assert_eq!(back(&ui, "/search?q=x"), "/console/en/search?q=x");
        for other in ["https://x.example", "//x.example", "/a//b", "/\\x", "/a\r\nb", ""] {
            assert_eq!(back(&ui, other), "/console/en/search", "{other}");
        }
    }
}
