//! The blocks of an HTML page: lines of text with their element and what surrounds it.

use std::ops::Range;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use super::mapped::{Mapped, resolve};

/// A line of text of a page.
#[derive(Debug)]
pub(super) struct Block {
    /// Its text, blanks folded.
    pub(super) text: Mapped,
    /// Name of the nearest block element.
    pub(super) element: String,
    /// Number of that element.
    pub(super) node: usize,
    /// The rule by which what surrounds it is no article.
    pub(super) outside: Option<&'static str>,
    /// Characters of its text that are links.
    pub(super) linked: usize,
}

/// An element that holds text.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) parent: usize,
    /// Number behind the last element within it.
    pub(super) end: usize,
}

/// A value in the head of a page, or of an attribute.
#[derive(Debug)]
pub(super) struct Value {
    /// `og:title`, `article:published_time`, `time`, …
    pub(super) key: String,
    pub(super) text: Mapped,
}

/// A page taken apart.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) blocks: Vec<Block>,
    pub(super) nodes: Vec<Node>,
    pub(super) values: Vec<Value>,
    /// Scripts with linked data (JSON-LD).
    pub(super) linked_data: Vec<Range<usize>>,
    /// Elements within each other at the deepest place.
    pub(super) depth: usize,
}

struct Open {
    name: String,
    node: usize,
    outside: Option<&'static str>,
    is_link: bool,
    is_hidden: bool,
}

/// An end tag closes an element at most this many elements up.
const REACH: usize = 256;

const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "font", "i", "ins", "kbd",
    "label", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
    "img",
];
const HIDDEN: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "iframe", "textarea", "select", "object",
    "video", "audio", "canvas",
];

/// Takes a page apart.
pub(super) fn tree(html: &str) -> Tree {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut walk = Walk { html, tree: Tree::default(), stack: Vec::new(), block: None };
    walk.tree.nodes.push(Node { parent: 0, end: usize::MAX });
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        match token {
            Token::StartTag(tag) => walk.start(&tag),
            Token::EndTag(tag) => walk.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => walk.text(text.span.start..text.span.end),
            _ => {}
        }
    }
    walk.flush();
    while let Some(open) = walk.stack.pop() {
        walk.close(&open);
    }
    walk.tree
}

struct Walk<'h> {
    html: &'h str,
    tree: Tree,
    stack: Vec<Open>,
    block: Option<Block>,
}

impl Walk<'_> {
    fn start(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let attribute = |key: &str| {
            let value = tag.attributes.get(key.as_bytes())?;
            Some(String::from_utf8_lossy(&value.value).into_owned())
        };
        if name == "meta"
            && let Some(key) = attribute("property")
                .or_else(|| attribute("name"))
                .or_else(|| attribute("itemprop"))
        {
            self.value(key.to_lowercase(), tag, "content");
        }
        if name == "time" && matches!(self.outside(), None | Some("in-byline")) {
            self.value("time".to_owned(), tag, "datetime");
        }
        if !INLINE.contains(&name.as_str()) {
            self.flush();
        }
        if VOID.contains(&name.as_str()) {
            return;
        }
        self.imply_end(&name);
        let marks = format!(
            "{} {} {}",
            attribute("class").unwrap_or_default(),
            attribute("id").unwrap_or_default(),
            attribute("role").unwrap_or_default()
        );
        let above = self.stack.last();
        let outside = above.and_then(|open| open.outside).or_else(|| outside(&name, &marks));
        let hidden = above.is_some_and(|open| open.is_hidden)
            || HIDDEN.contains(&name.as_str())
            || tag.attributes.contains_key(&b"hidden"[..]);
        let data = name == "script"
            && attribute("type").is_some_and(|kind| kind.trim() == "application/ld+json");
        if data {
            let from = tag.span.end;
            let len = self.html[from..].find("</").unwrap_or(self.html.len() - from);
            self.tree.linked_data.push(from..from + len);
        }
        let parent = above.map_or(0, |open| open.node);
        let is_link = above.is_some_and(|open| open.is_link) || name == "a";
        let node = if INLINE.contains(&name.as_str()) {
            parent
        } else {
            self.tree.nodes.push(Node { parent, end: usize::MAX });
            self.tree.nodes.len() - 1
        };
        self.stack.push(Open { name, node, outside, is_link, is_hidden: hidden });
        self.tree.depth = self.tree.depth.max(self.stack.len());
    }

    fn value(&mut self, key: String, tag: &StartTag<usize>, attribute: &str) {
        let Some(value) = tag.attributes.get(attribute.as_bytes()) else { return };
        // The span of an attribute begins at its name.
        let raw = self.html.get(value.span.start..value.span.end).unwrap_or_default();
        let named = raw.split_once('=').map_or(raw, |(_, value)| value);
        let bare = named.trim_start().trim_start_matches(['"', '\'']);
        let from = value.span.start + raw.len() - bare.len();
        let text = resolve(bare.trim_end_matches(['"', '\'']), from);
        if !text.text.trim().is_empty() {
            self.tree.values.push(Value { key, text });
        }
    }

    fn outside(&self) -> Option<&'static str> {
        self.stack.last().and_then(|open| open.outside)
    }

    /// Elements whose end tag may be left out: paragraphs, items, cells.
    fn imply_end(&mut self, name: &str) {
        let closes: &[&str] = match name {
            "li" => &["li"],
            "td" | "th" => &["td", "th"],
            "tr" => &["tr", "td", "th"],
            "option" => &["option"],
            "dt" | "dd" => &["dt", "dd"],
            _ if INLINE.contains(&name) => return,
            _ => &["p"],
        };
        if let Some(top) = self.stack.last()
            && closes.contains(&top.name.as_str())
            && let Some(open) = self.stack.pop()
        {
            self.close(&open);
        }
    }

    fn end(&mut self, name: &str) {
        if !INLINE.contains(&name) {
            self.flush();
        }
        let near = self.stack.iter().rev().take(REACH).position(|open| open.name == name);
        let Some(up) = near else { return };
        for _ in 0..=up {
            if let Some(open) = self.stack.pop() {
                self.close(&open);
            }
        }
    }

    fn close(&mut self, open: &Open) {
        let end = self.tree.nodes.len();
        let within = self.stack.last().map_or(0, |above| above.node);
        if open.node != within {
            self.tree.nodes[open.node].end = end;
        }
    }

    fn text(&mut self, span: Range<usize>) {
        if self.stack.last().is_some_and(|open| open.is_hidden) {
            return;
        }
        let Some(raw) = self.html.get(span.clone()) else { return };
        let resolved = resolve(raw, span.start);
        if self.stack.last().is_some_and(|open| open.name == "title") {
            self.tree.values.push(Value { key: "title".to_owned(), text: folded(&resolved) });
            return;
        }
        let block_element =
            self.stack.iter().rev().take(REACH).find(|open| !INLINE.contains(&open.name.as_str()));
        let top = self.stack.last();
        let block = self.block.get_or_insert_with(|| Block {
            text: Mapped::default(),
            element: block_element.map_or_else(String::new, |open| open.name.clone()),
            node: top.map_or(0, |open| open.node),
            outside: None,
            linked: 0,
        });
        block.outside = block.outside.or(top.and_then(|open| open.outside));
        if top.is_some_and(|open| open.is_link) {
            block.linked += resolved.text.chars().filter(|c| !c.is_whitespace()).count();
        }
        block.text.append(&resolved);
    }

    fn flush(&mut self) {
        let Some(mut block) = self.block.take() else { return };
        block.text = folded(&block.text);
        if !block.text.text.is_empty() {
            self.tree.blocks.push(block);
        }
    }
}

/// Blanks folded to one, and none at the ends.
fn folded(text: &Mapped) -> Mapped {
    let mut out = Mapped::default();
    let mut blank: Option<usize> = None;
    for (at, c) in text.text.char_indices() {
        if c.is_whitespace() {
            blank = blank.or(Some(at));
            continue;
        }
        if let Some(from) = blank.take()
            && !out.text.is_empty()
        {
            out.push(' ', text.start(from), text.end(at));
        }
        out.push(c, text.start(at), text.end(at + c.len_utf8()));
    }
    out
}

/// What an element holds that is no article, by its name and its class, id and role.
fn outside(name: &str, marks: &str) -> Option<&'static str> {
    match name {
        "nav" => return Some("in-navigation"),
        "footer" => return Some("in-footer"),
        "aside" => return Some("in-aside"),
        "figcaption" | "figure" => return Some("in-caption"),
        "form" | "button" => return Some("in-form"),
        "body" | "html" | "main" | "article" => return None,
        _ => {}
    }
    let marks = marks.to_lowercase();
    let words = marks.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    for word in words {
        let rule = match word {
            "nav" | "navbar" | "menu" | "navigation" | "breadcrumb" | "breadcrumbs"
            | "pagination" | "topbar" => "in-navigation",
            "footer" | "copyright" => "in-footer",
            "sidebar" | "widget" | "widgets" | "complementary" => "in-aside",
            "comment" | "comments" | "respond" | "disqus" => "in-comments",
            "related" | "recommended" | "trending" | "popular" | "readmore" | "latest" | "more" => {
                "in-related-links"
            }
            "caption" | "credit" | "gallery" => "in-caption",
            "share" | "social" | "sharing" | "newsletter" | "subscribe" | "follow" => {
                "in-share-buttons"
            }
            "byline" | "author" | "postmeta" | "meta" | "dateline" | "timestamp" => "in-byline",
            "tags" | "tag" | "keywords" => "in-tags",
            "ad" | "ads" | "advert" | "advertisement" | "promo" | "sponsored" | "cookie"
            | "cookies" | "banner" => "in-advertisement",
            _ => continue,
        };
        return Some(rule);
    }
    None
}
