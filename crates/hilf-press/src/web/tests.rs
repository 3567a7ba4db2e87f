//! Pages of several outlets' shapes (invented), and hostile ones.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::*;
use crate::{Known, picture};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages")
}

fn page(name: &str) -> String {
    let bytes = std::fs::read(folder().join(format!("{name}.html"))).unwrap();
    match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => encoding_rs::WINDOWS_1256.decode(error.as_bytes()).0.into_owned(),
    }
}

/// The lines taken for the article.
fn article_of(page: &Page) -> String {
    let zones = page.layout.zones.iter();
    let lines = page.text.text.split('\n').zip(zones).filter(|(_, (zone, _))| zone.is_read());
    lines.map(|(line, _)| line).collect::<Vec<_>>().join("\n")
}

/// F of the words of two texts, each counted as often as it stands there.
fn f_of(found: &str, wanted: &str) -> f64 {
    let mut left: HashMap<&str, usize> = HashMap::new();
    wanted.split_whitespace().for_each(|word| *left.entry(word).or_default() += 1);
    let mut hits = 0;
    for word in found.split_whitespace() {
        if let Some(count) = left.get_mut(word).filter(|count| **count > 0) {
            *count -= 1;
            hits += 1;
        }
    }
    2.0 * f64::from(hits)
        / (found.split_whitespace().count() + wanted.split_whitespace().count()) as f64
}

const PAGES: &[&str] = &["weekly", "daily-1256", "portal", "ministry", "magazine"];

#[test]
fn articles_of_all_shapes_are_found() {
    for name in PAGES {
        let wanted = std::fs::read_to_string(folder().join(format!("{name}.txt"))).unwrap();
        let page = read_page(&page(name));
        let f = f_of(&article_of(&page), &wanted);
        println!("{name}: F {f:.3}");
        let zones: Vec<_> = page.text.text.split('\n').zip(&page.layout.zones).collect();
        assert!(f >= 0.95, "{name}: F {f:.3}\n{zones:#?}");
    }
}

#[test]
fn every_character_stands_where_the_page_has_it() {
    for name in PAGES {
        let html = page(name);
        let page = read_page(&html);
        for (at, c) in page.text.text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            let source = &html[page.text.start(at)..page.text.end(at + c.len_utf8())];
            let same = source.chars().eq([c]) || source.starts_with("&#");
            assert!(same, "{name}: {c} is {source}");
        }
    }
}

fn read(page: &Page) -> crate::Document {
    let known = Known { page: Some(page.layout.clone()), ..Known::default() };
    picture(&[(known, &page.text.text)]).documents.remove(0)
}

#[test]
fn title_outlet_author_and_day_come_with_their_evidence() {
    let document = read(&read_page(&page("weekly")));
    assert_eq!(document.title.unwrap().text, "اتفاق في عمّان على تمويل مدارس النازحين");
    assert_eq!(document.outlet.as_deref(), Some("أسبوعية النهر"));
    assert_eq!(document.author.as_deref(), Some("ليلى الحسن"));
    assert_eq!(document.published.earliest.as_deref(), Some("2023-03-14"));
    let kinds: Vec<&str> = document.published.evidence.iter().map(|e| e.kind).collect();
    assert!(kinds.contains(&"json-ld"), "{kinds:?}");
    let metadata = |d: &crate::Document| -> Vec<(&str, String)> {
        d.metadata.iter().map(|m| (m.source, m.value.clone())).collect()
    };
    let portal = read(&read_page(&page("portal")));
    assert_eq!(portal.published.latest.as_deref(), Some("2021-08-19"), "{:?}", metadata(&portal));
    let attack = portal.dates.iter().find(|date| date.text.contains("الأربعاء")).unwrap();
    assert_eq!(attack.earliest.as_deref(), Some("2021-08-18"));
    let daily = read(&read_page(&page("daily-1256")));
    assert_eq!(daily.author.as_deref(), Some("كمال بن عمر"));
    assert_eq!(daily.published.earliest.as_deref(), Some("2017-07-09"));
}

#[test]
fn signs_that_disagree_are_all_shown_and_fix_no_day() {
    let html = page("weekly").replace("2023-03-14T18", "2023-04-20T18");
    let published = read(&read_page(&html)).published;
    let days: Vec<&str> = published.evidence.iter().filter_map(|e| e.latest.as_deref()).collect();
    assert!(days.contains(&"2023-04-20") && days.contains(&"2023-03-14"), "{days:?}");
    assert_ne!(published.precision, "day", "{published:?}");
    assert_eq!(published.earliest.as_deref(), Some("2023-03-14"));
    assert_eq!(published.latest.as_deref(), Some("2023-04-20"));
}

#[test]
fn items_of_a_feed_are_articles_with_their_place() {
    let xml = std::fs::read_to_string(folder().join("feed.rss")).unwrap();
    assert!(is_feed(&xml) && !is_html(&xml));
    let feed = read_feed(&xml);
    assert_eq!((feed.items.len(), &feed.broken), (2, &None));
    let first = read(&feed.items[0]);
    assert_eq!(first.author.as_deref(), Some("سالم ناصر"));
    assert_eq!(first.outlet.as_deref(), Some("وكالة الخليج للأنباء"));
    let day = first.dates.iter().find(|date| date.text.contains("الأحد")).unwrap();
    assert_eq!(day.earliest.as_deref(), Some("2024-02-04"));
    assert!(!article_of(&feed.items[0]).contains("تويتر"));
    let text = &feed.items[1].text;
    assert!(article_of(&feed.items[1]).contains("المخيم & وزعت 400 خيمة."), "{}", text.text);
    let at = text.text.find("400").unwrap();
    assert_eq!(&xml[text.start(at)..text.end(at + 3)], "400");
}

#[test]
fn a_feed_that_breaks_off_keeps_its_whole_items() {
    let xml = std::fs::read_to_string(folder().join("feed.rss")).unwrap();
    let cut = xml.find("35 شاحنة").unwrap();
    let feed = read_feed(&xml[..cut]);
    assert_eq!(feed.items.len(), 1);
    assert!(feed.broken.is_some());
}

#[test]
fn an_atom_entry_is_read() {
    let feed = read_feed(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Wire</title><entry><title>Talks end</title>\
         <updated>2024-02-05T08:00:00Z</updated><author><name>Sara Odeh</name></author>\
         <content type=\"xhtml\"><div><p>The talks ended on Sunday with 14 states.</p></div></content></entry></feed>",
    );
    let document = read(&feed.items[0]);
    assert_eq!(document.author.as_deref(), Some("Sara Odeh"));
    assert_eq!(document.published.earliest.as_deref(), Some("2024-02-05"));
    assert!(document.claims.iter().any(|claim| claim.value == Some(14.0)), "{:?}", document.claims);
}

#[test]
fn deep_nesting_is_read() {
    let deep = 100_000;
    let html = format!(
        "<!doctype html><html><body>{}<p>اجتمع الوزراء في الرباط لبحث الأمن يوم 11 مايو 2022.</p>{}</body></html>",
        "<div>".repeat(deep),
        "</div>".repeat(deep)
    );
    assert!(article_of(&read_page(&html)).contains("الرباط"));
    let ends = format!("<html>{}{}", "<b>".repeat(deep), "</i>".repeat(deep));
    assert!(!read_page(&ends).has_article());
    let feed = format!("<rss><channel>{}", "<item>".repeat(deep));
    assert!(read_feed(&feed).items.is_empty());
}

mod any {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn markup_is_read_without_a_crash(
            parts in prop::collection::vec(prop::sample::select(vec![
                "<p>", "</p>", "<div class=related>", "</div>", "<", ">", "&", "&amp;", "&#x;", "&#1593;", "نص.", "<h1>",
                "</h1>", "<!--", "-->", "<script>", "</script>", "<![CDATA[", "]]>", "<item>", "</item>", "<title>",
                "</title>", "<meta property=og:title content=\"x", "\">", " ", "\n", "é", "<td>", "<a href=x>"]), 0..40)
        ) {
            let text = parts.concat();
            let page = super::super::read_page(&text);
            let lines = page.text.text.split('\n').count();
            prop_assert!(page.layout.zones.is_empty() || lines == page.layout.zones.len());
            for at in 0..=page.text.text.len() {
                prop_assert!(page.text.start(at) <= text.len() && page.text.end(at) <= text.len());
            }
            super::read(&page);
            super::super::read_feed(&text).items.iter().for_each(|item| drop(super::read(item)));
        }
    }
}
