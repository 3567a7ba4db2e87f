//! A report as it was read, its sentences marked where links lead to them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use hilf_press::{Document, Span};

use super::{Lang, anchor, days, escaped, inert, said};

/// What is marked in a text, by its bytes.
#[derive(Default)]
struct Marks {
    /// Sentences that links lead to: first byte and the byte behind the last. None overlaps another.
    sentences: BTreeMap<usize, usize>,
    /// Places within them that links lead to.
    anchors: BTreeSet<usize>,
    /// Numbers.
    numbers: BTreeMap<usize, usize>,
}

impl Marks {
    fn of(document: &Document, told: &[Span]) -> Marks {
        let mut marks = Marks::default();
        let claims = document.claims.iter().map(|claim| claim.sentence_span);
        let events = document.events.iter().flat_map(|event| event.evidence.iter().copied());
        claims.chain(events).chain(told.iter().copied()).for_each(|span| marks.add(span));
        said::spans(document).for_each(|span| marks.add(span));
        let listed = document.entities.iter().filter(|entity| !entity.listed.is_empty());
        listed.filter_map(|entity| entity.mentions.first()).for_each(|first| marks.add(first.span));
        let numbers = document.claims.iter().filter(|claim| claim.value.is_some());
        marks
            .numbers
            .extend(numbers.map(|claim| (claim.number_span.bytes[0], claim.number_span.bytes[1])));
        marks
    }

    /// A span of its own, or a place within one that is there.
    fn add(&mut self, span: Span) {
        let [from, to] = span.bytes;
        let before = self.sentences.range(..=from).next_back();
        match before {
            Some((start, _)) if *start == from => {}
            Some((_, end)) if *end > from => drop(self.anchors.insert(from)),
            _ => {
                // What begins before the next one ends there.
                let next = self.sentences.range(from + 1..).next().map(|(start, _)| *start);
                self.sentences.insert(from, next.map_or(to, |next| to.min(next)));
            }
        }
    }
}

pub(super) fn article(
    out: &mut String,
    place: usize,
    document: &Document,
    told: &[Span],
    text: &str,
    lang: Lang,
) {
    let title = document.title.as_ref().map_or(document.file.as_str(), |title| title.text.as_str());
    let published =
        days(document.published.earliest.as_deref(), document.published.latest.as_deref());
    let by = [document.outlet.as_deref(), document.author.as_deref()];
    let by: Vec<String> = by.into_iter().flatten().map(inert).collect();
    let _ = writeln!(
        out,
        "<article><h2 id=\"d{0}\">[{0}] {1}</h2><p class=\"by\">{2} {3}: {published}</p>",
        place + 1,
        inert(title),
        by.join(lang.pick("، ", ", ")),
        lang.pick("النشر", "published"),
    );
    let marks = Marks::of(document, told);
    let mut start = 0;
    for (line, zone) in text.split('\n').zip(&document.zones) {
        if zone.zone != "blank" {
            let class = if zone.zone == "boilerplate" { " class=\"boilerplate\"" } else { "" };
            let rule = escaped(zone.rule);
            let marked = marked(line, start, &marks, place);
            let _ = writeln!(out, "<p dir=\"auto\" title=\"{rule}\"{class}>{marked}</p>");
        }
        start += line.len() + 1;
    }
    let _ = writeln!(
        out,
        "<p class=\"boilerplate\"><bdi dir=\"ltr\">{} SHA-256 {}</bdi></p></article>",
        escaped(&document.file),
        document.sha256
    );
}

/// A line with its marked sentences.
fn marked(line: &str, start: usize, marks: &Marks, place: usize) -> String {
    let mut out = String::new();
    let mut at = 0;
    for (from, to) in marks.sentences.range(start..start + line.len()) {
        let (from, to) = (from - start, (to - start).min(line.len()));
        let (Some(before), Some(sentence)) = (line.get(at..from), line.get(from..to)) else {
            continue;
        };
        out.push_str(&escaped(before));
        let id = anchor(place, from + start);
        let _ = write!(
            out,
            "<mark id=\"{id}\">{}</mark>",
            within(sentence, from + start, marks, place)
        );
        at = to;
    }
    out.push_str(&escaped(line.get(at..).unwrap_or_default()));
    out
}

/// A marked sentence with its numbers and the places that links lead to.
fn within(text: &str, start: usize, marks: &Marks, place: usize) -> String {
    let reach = start..start + text.len();
    let mut cuts: BTreeSet<usize> = marks.anchors.range(reach.clone()).copied().collect();
    for (from, to) in marks.numbers.range(reach.clone()) {
        cuts.extend([*from, *to]);
    }
    cuts.retain(|cut| reach.contains(cut) && text.is_char_boundary(cut - start));
    let mut out = String::new();
    let mut at = start;
    for cut in cuts.into_iter().chain([reach.end]) {
        let piece = escaped(&text[at - start..cut - start]);
        let number = marks.numbers.range(..=at).next_back().is_some_and(|(_, end)| at < *end);
        out.push_str(&if number && !piece.is_empty() { format!("<b>{piece}</b>") } else { piece });
        if marks.anchors.contains(&cut) && cut < reach.end {
            let _ = write!(out, "<a id=\"{}\"></a>", anchor(place, cut));
        }
        at = cut;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: usize, to: usize) -> Span {
        Span { line: 1, bytes: [from, to] }
    }

    #[test]
    fn every_place_is_reached_and_no_mark_crosses_another() {
        let text = "one 12 two. said “three”. four";
        let mut marks = Marks::default();
        marks.add(span(0, 11));
        marks.add(span(12, 29));
        // A quotation within a sentence, and one that goes on into the next.
        marks.add(span(20, 25));
        marks.add(span(7, 16));
        marks.numbers.insert(4, 6);
        let found = marked(text, 0, &marks, 0);
        assert_eq!(
            found,
            "<mark id=\"d1-b0\">one <b>12</b> <a id=\"d1-b7\"></a>two.</mark> \
             <mark id=\"d1-b12\">said “<a id=\"d1-b20\"></a>three”.</mark> four"
        );
    }
}
