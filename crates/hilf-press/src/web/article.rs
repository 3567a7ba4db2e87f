//! Which blocks of a page are the article: two opinions, and where they disagree the rule says so.
//!
//! The first opinion is our own: the element that holds most running text, as in Kohlschütter et
//! al., Boilerplate Detection using Shallow Text Features (WSDM 2010). The second is Readability
//! in the port `dom_smoothie`.

use super::tree::{Block, Tree};
use crate::zone::{Zone, is_paragraph, page_rule};

/// Pages nested deeper, or of more blocks, are not given to the second extractor, which takes time
/// beyond proportion on them.
const DEEPEST: usize = 256;
const MOST_BLOCKS: usize = 5_000;
/// A block of which more than this share is links is navigation.
const MOSTLY_LINKS: f64 = 0.5;

/// The zone of every block with the rule that decided.
pub(super) fn judge(html: &str, tree: &Tree) -> Vec<(Zone, &'static str)> {
    let titles: Vec<usize> =
        (0..tree.blocks.len()).filter(|i| tree.blocks[*i].element == "h1").collect();
    let title = titles.iter().copied().max_by_key(|i| named(tree, *i));
    let best = densest(tree);
    let library = second_opinion(html, tree);
    let mut from = 0;
    let zones = tree.blocks.iter().enumerate().map(|(i, block)| {
        if title == Some(i) {
            return (Zone::Title, "page-heading");
        }
        let own = best.is_some_and(|best| (best..tree.nodes[best].end).contains(&block.node));
        let second = library.as_deref().map(|text| stands_in(text, block, &mut from));
        of_block(block, own, second)
    });
    zones.collect()
}

fn of_block(block: &Block, own: bool, second: Option<bool>) -> (Zone, &'static str) {
    if let Some(rule) = block.outside {
        return (Zone::Boilerplate, rule);
    }
    if let Some(rule) = page_rule(&block.text.text) {
        return (Zone::Boilerplate, rule);
    }
    let chars = block.text.text.chars().filter(|c| !c.is_whitespace()).count();
    if block.linked as f64 > chars as f64 * MOSTLY_LINKS {
        return (Zone::Boilerplate, "mostly-links");
    }
    let running = is_paragraph(&block.text.text);
    let heading = matches!(block.element.as_str(), "h2" | "h3" | "h4" | "h5" | "h6");
    let text = if heading { Zone::Subheading } else { Zone::Body };
    match (own, second) {
        (true, Some(true)) => (text, "both-extractors"),
        (true, None) => (text, "density-alone"),
        (true, Some(false)) if running || heading => (text, "extractors-disagree-kept"),
        (false, Some(true)) if running => (text, "extractors-disagree-kept"),
        (true, Some(false)) | (false, Some(true)) => (Zone::Boilerplate, "extractors-disagree"),
        (false, _) => (Zone::Boilerplate, "outside-article"),
    }
}

/// Whether the title of the page repeats a heading, and how long the heading is.
fn named(tree: &Tree, block: usize) -> (bool, bool, usize) {
    let text = &tree.blocks[block].text.text;
    let named = tree.values.iter().any(|value| {
        matches!(value.key.as_str(), "title" | "og:title")
            && value.text.text.contains(text.as_str())
    });
    (named, tree.blocks[block].outside.is_none(), text.len())
}

/// The element with most running text: a paragraph counts for what holds it and half for what
/// holds that.
fn densest(tree: &Tree) -> Option<usize> {
    let mut score = vec![0.0_f64; tree.nodes.len()];
    for block in tree.blocks.iter().filter(|block| block.outside.is_none()) {
        let chars = block.text.text.chars().count();
        let running = chars.saturating_sub(2 * block.linked) as f64;
        if !is_paragraph(&block.text.text) {
            continue;
        }
        let is_paragraph = matches!(block.element.as_str(), "p" | "li" | "blockquote");
        let holder = if is_paragraph { tree.nodes[block.node].parent } else { block.node };
        score[holder] += running;
        score[tree.nodes[holder].parent] += running / 2.0;
    }
    let best = (0..score.len()).max_by(|a, b| score[*a].total_cmp(&score[*b]).then(b.cmp(a)))?;
    (score[best] > 0.0).then_some(best)
}

/// The article as the second extractor reads it, without blanks.
fn second_opinion(html: &str, tree: &Tree) -> Option<String> {
    if tree.depth > DEEPEST || tree.blocks.len() > MOST_BLOCKS {
        return None;
    }
    let mut reader = dom_smoothie::Readability::new(html, None, None).ok()?;
    let article = reader.parse().ok()?;
    Some(article.text_content.chars().filter(|c| !c.is_whitespace()).collect())
}

fn stands_in(text: &str, block: &Block, from: &mut usize) -> bool {
    let wanted: String = block.text.text.chars().filter(|c| !c.is_whitespace()).collect();
    let found = text[*from..].find(&wanted).map(|at| *from + at + wanted.len());
    if let Some(end) = found {
        *from = end;
    }
    found.is_some()
}
