//! From strings of strangers to HTML in which they are inert.

use std::fmt::{self, Write};

use askama::filters::Escaper;
use hilf_text::bidi::{isolate, reveal};

const OPEN: char = '\u{2068}';
const CLOSE: char = '\u{2069}';

/// The escaper of every template: HTML is escaped, hidden controls of direction are shown as
/// `[U+202E]`. It is the default, so that no template can forget it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Revealed;

impl Escaper for Revealed {
    fn write_escaped_str<W: Write>(&self, dest: W, string: &str) -> fmt::Result {
        askama::filters::Html.write_escaped_str(dest, &reveal(string))
    }
}

/// Markup that was made here from escaped parts. There is no way to make one from a string as it
/// is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Html(String);

impl Html {
    /// A text, escaped.
    pub(crate) fn text(text: &str) -> Html {
        let mut html = Html::default();
        html.push(text);
        html
    }

    /// Adds a text, escaped.
    pub(crate) fn push(&mut self, text: &str) {
        // Writing to a string does not fail.
        let _ = Revealed.write_escaped_str(&mut self.0, text);
    }

    /// Adds markup.
    pub(crate) fn add(&mut self, html: &Html) {
        self.0.push_str(&html.0);
    }

    /// Adds markup that is written in the program.
    pub(crate) fn markup(&mut self, markup: &'static str) {
        self.0.push_str(markup);
    }

    /// A text in an element; attributes are a name from the program and any text.
    pub(crate) fn element(
        tag: &'static str,
        attributes: &[(&'static str, &str)],
        content: &Html,
    ) -> Html {
        let mut html = Html(format!("<{tag}"));
        for (name, value) in attributes {
            html.0.push_str(&format!(" {name}=\""));
            html.push(value);
            html.0.push('"');
        }
        html.0.push('>');
        html.add(content);
        html.0.push_str(&format!("</{tag}>"));
        html
    }

    /// A sentence whose isolated parts (FSI … PDI) are somebody else's words: they become `bdi`
    /// elements. The rest goes through `own`.
    pub(crate) fn sentence(text: &str, own: impl Fn(&str) -> String) -> Html {
        Html::quoting(text, own, |quoted| Html::element("bdi", &[], &Html::text(quoted)))
    }

    /// A sentence whose isolated parts are told by `quote`.
    pub(crate) fn quoting(
        text: &str,
        own: impl Fn(&str) -> String,
        quote: impl Fn(&str) -> Html,
    ) -> Html {
        let mut html = Html::default();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(OPEN) {
            html.push(&own(before));
            let (quoted, after) = after.split_once(CLOSE).unwrap_or((after, ""));
            html.add(&quote(quoted));
            rest = after;
        }
        html.push(&own(rest));
        html
    }

    /// A sentence with `{name}` for what is put in; what is put in is isolated.
    pub(crate) fn filled(
        pattern: &str,
        parts: &[(&str, &str)],
        own: impl Fn(&str) -> String,
    ) -> Html {
        let mut text = String::with_capacity(pattern.len());
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            let part = parts.iter().find(|(own, _)| *own == name).map_or("", |(_, part)| *part);
            text.push_str(&isolate(part));
            rest = after;
        }
        text.push_str(rest);
        Html::sentence(&text, own)
    }

    /// The text without its markup, as it was before it was escaped: for attributes, which are
    /// escaped again.
    pub(crate) fn plain(&self) -> String {
        let mut text = String::new();
        let mut rest = self.0.as_str();
        while let Some((before, after)) = rest.split_once('<') {
            text.push_str(before);
            rest = after.split_once('>').map_or("", |(_, rest)| rest);
        }
        text.push_str(rest);
        let marks =
            [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")];
        marks.into_iter().fold(text, |text, (escaped, mark)| text.replace(escaped, mark))
    }

    /// Whether there is nothing in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What may be printed as it is: only [`Html`], behind any number of references.
pub(crate) trait Markup: fmt::Display {}

impl Markup for Html {}

impl<T: Markup + ?Sized> Markup for &T {}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Filters of the templates.
#[allow(unreachable_pub, reason = "the macro of filters makes public items")]
pub(crate) mod filters {
    use askama::Values;
    use askama::filters::Safe;

    use super::Markup;

    /// Prints markup made here; nothing else passes unescaped.
    #[askama::filter_fn]
    pub(crate) fn html<H: Markup>(html: H, _: &dyn Values) -> askama::Result<Safe<H>> {
        Ok(Safe(html))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_inert() {
        let html = Html::text("<b>\u{202e}\"x\" & 'y'").to_string();
        assert_eq!(html, "&#60;b&#62;[U+202E]&#34;x&#34; &#38; &#39;y&#39;");
    }

    #[test]
    fn what_is_quoted_in_a_sentence_is_isolated_and_cannot_get_out() {
        let said = isolate("a\u{2069}</bdi><b>");
        let html = Html::sentence(&format!("“{said}” 5 %"), |own| own.replace('5', "٥"));
        let quoted = "a[U+2069]&#60;/bdi&#62;&#60;b&#62;";
        assert_eq!(html.to_string(), format!("“<bdi>{quoted}</bdi>” ٥ %"));
    }

    #[test]
    fn markup_is_taken_off_and_text_comes_back() {
        let html = Html::element("bdi", &[("lang", "x")], &Html::text("a<b>&amp; \"'"));
        assert_eq!(html.plain(), "a<b>&amp; \"'");
    }

    #[test]
    fn placeholders_take_their_parts_and_parts_are_not_read_again() {
        let html = Html::filled("{n} of {of}", &[("n", "{of}"), ("of", "3")], str::to_owned);
        assert_eq!(html.to_string(), "<bdi>{of}</bdi> of <bdi>3</bdi>");
    }
}
