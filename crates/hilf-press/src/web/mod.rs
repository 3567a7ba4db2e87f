//! Web pages and feeds as reports: the lines of the article with their place in the page.

mod article;
mod feed;
mod mapped;
mod metadata;
mod tree;

pub use feed::{Feed, read_feed};
pub use mapped::Mapped;
pub(crate) use metadata::{Field, day_of};

use crate::zone::Zone;
use metadata::Given;

/// A page laid out as lines of text. What the page says about itself (day, author, …) stands in
/// lines of its own, so that every datum has a place.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The lines, with the way back to the page.
    pub text: Mapped,
    /// What the lines are.
    pub layout: Layout,
}

/// What the lines of a page are.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// Zone of each line with the rule that decided.
    pub(crate) zones: Vec<(Zone, &'static str)>,
    pub(crate) given: Vec<LineGiven>,
}

/// A line that holds what the page says about itself.
#[derive(Debug, Clone)]
pub(crate) struct LineGiven {
    /// Place of the line among the lines.
    pub(crate) line: usize,
    pub(crate) field: Field,
    pub(crate) source: &'static str,
    pub(crate) text: String,
}

/// Whether bytes that were decoded are a page of HTML.
pub fn is_html(text: &str) -> bool {
    let head = start_of(text);
    head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || (head.starts_with('<')
            && ["<head", "<body", "<div", "<p>"].iter().any(|tag| head.contains(tag))
            && !is_feed(text))
}

/// Whether a text is an RSS or Atom feed.
pub fn is_feed(text: &str) -> bool {
    let head = start_of(text);
    head.starts_with('<') && ["<rss", "<feed", "<rdf:rdf"].iter().any(|root| head.contains(root))
}

fn start_of(text: &str) -> String {
    let text = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    text.chars().take(2048).collect::<String>().to_lowercase()
}

/// Reads a page of HTML: its article by two extractors, and what it says about itself.
pub fn read_page(html: &str) -> Page {
    let mut tree = tree::tree(html);
    let zones = article::judge(html, &tree);
    let given = metadata::metadata(html, &tree);
    let texts = std::mem::take(&mut tree.blocks).into_iter().map(|block| block.text);
    lay_out(texts.zip(zones).collect(), given)
}

/// Lays blocks out as lines, and behind them what the page says about itself. Without a heading
/// the page's title is the title.
fn lay_out(blocks: Vec<(Mapped, (Zone, &'static str))>, given: Vec<Given>) -> Page {
    let mut page = Page::default();
    let titled = blocks.iter().any(|(_, (zone, _))| *zone == Zone::Title);
    let title = given.iter().position(|given| given.field == Field::Title).filter(|_| !titled);
    if let Some(title) = title {
        page.line(&given[title].text, (Zone::Title, "page-title"));
    }
    for (text, zone) in &blocks {
        page.line(text, *zone);
    }
    for (place, given) in given.iter().enumerate() {
        let line = match title {
            Some(title) if title == place => 0,
            _ => {
                page.line(&given.text, (Zone::Boilerplate, "page-metadata"));
                page.layout.zones.len() - 1
            }
        };
        let text = given.text.text.trim().to_owned();
        page.layout.given.push(LineGiven { line, field: given.field, source: given.source, text });
    }
    page
}

impl Page {
    /// Whether any line is text of an article.
    pub fn has_article(&self) -> bool {
        self.layout.zones.iter().any(|(zone, _)| *zone == Zone::Body)
    }

    fn line(&mut self, text: &Mapped, zone: (Zone, &'static str)) {
        if !self.layout.zones.is_empty() {
            let end = self.text.end(self.text.text.len());
            self.text.push('\n', end, end);
        }
        let from = self.text.text.len();
        self.text.append(text);
        // A break within a value would make two lines of one.
        if self.text.text[from..].contains(['\n', '\r']) {
            let one: String = self.text.text[from..]
                .chars()
                .map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c })
                .collect();
            self.text.text.replace_range(from.., &one);
        }
        self.layout.zones.push(zone);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
