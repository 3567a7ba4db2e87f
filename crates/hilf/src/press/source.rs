//! The bytes of a file as reports, with the way back to the bytes.

use std::path::Path;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use hilf_press::web::{self, Layout, Mapped};
use serde_json::Value;

use super::shelf::sha256;
use crate::fault::Fault;

/// A report as text.
#[derive(Debug)]
pub(super) struct Source {
    /// Name of the file; for an item of a feed with its number: `feed.xml#3`.
    pub(super) name: String,
    /// SHA-256 of the bytes of the file, hexadecimal.
    pub(super) sha256: String,
    /// The text.
    pub(super) text: String,
    /// For a page or an item of a feed: what its lines are.
    pub(super) page: Option<Layout>,
    /// For a page: the places of the text in the decoded file.
    places: Option<Mapped>,
    bytes: Bytes,
}

/// The reports of a file, and what of it could not be read.
#[derive(Debug, Default)]
pub(super) struct Opened {
    pub(super) sources: Vec<Source>,
    pub(super) held: Option<Fault>,
}

/// How the characters of the decoded file lie in its bytes.
#[derive(Debug, Clone)]
enum Bytes {
    Utf8,
    /// For each byte of the decoded text: its place in the file.
    At(std::sync::Arc<Vec<usize>>),
}

/// Opens a file: plain text, a page of HTML (one report) or a feed (one report an item).
pub(super) fn open(file: &Path, name: &str) -> Result<Opened, Fault> {
    reports(std::fs::read(file).map_err(Fault::io(name))?, name)
}

/// The reports in the bytes of a file.
pub(super) fn reports(bytes: Vec<u8>, name: &str) -> Result<Opened, Fault> {
    let sha256 = sha256(&bytes);
    let name = name.to_owned();
    let (text, bytes) = decode(bytes, &name)?;
    let source = |name: String, page: web::Page| Source {
        name,
        sha256: sha256.clone(),
        text: page.text.text.clone(),
        page: Some(page.layout),
        places: Some(page.text),
        bytes: bytes.clone(),
    };
    if web::is_feed(&text) {
        let feed = web::read_feed(&text);
        let held = feed.broken.map(|why| {
            Fault::new(format!(
                "{name}: the feed breaks off after item {0} ({why}); the items before are read / {name}: \
                 تنقطع الخلاصة بعد العنصر {0}، وقُرئت العناصر قبله",
                feed.items.len()
            ))
        });
        let items = feed.items.into_iter().enumerate();
        let sources = items.map(|(i, item)| source(format!("{name}#{}", i + 1), item)).collect();
        return Ok(Opened { sources, held });
    }
    if web::is_html(&text) {
        let page = web::read_page(&text);
        if !page.has_article() {
            return Err(Fault::new(format!(
                "{name}: no article found in this page; save its text as plain text / {name}: \
                 لم يُعثر على نص مقال في هذه الصفحة، احفظ نصها نصا عاديا"
            )));
        }
        return Ok(Opened { sources: vec![source(name, page)], held: None });
    }
    let plain = Source { name, sha256, text, page: None, places: None, bytes };
    Ok(Opened { sources: vec![plain], held: None })
}

/// Decodes a file: by its byte order mark, as UTF-8, by the encoding it names, or by its bytes.
fn decode(bytes: Vec<u8>, name: &str) -> Result<(String, Bytes), Fault> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes)
        && encoding != UTF_8
    {
        let (text, broken) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return placed(text.into_owned(), broken, encoding, mark, name);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok((text, Bytes::Utf8)),
        Err(error) => error.into_bytes(),
    };
    let encoding = named(&bytes).filter(|encoding| *encoding != UTF_8).unwrap_or_else(|| {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(&bytes, true);
        detector.guess(None, Utf8Detection::Deny)
    });
    let (text, broken) = encoding.decode_without_bom_handling(&bytes);
    placed(text.into_owned(), broken, encoding, 0, name)
}

fn placed(
    text: String,
    broken: bool,
    encoding: &'static Encoding,
    from: usize,
    name: &str,
) -> Result<(String, Bytes), Fault> {
    let wide = encoding == UTF_16LE || encoding == UTF_16BE;
    if broken || !(encoding.is_single_byte() || wide) || text.contains('\u{0}') {
        return Err(Fault::new(format!(
            "{name}: neither UTF-8 nor another encoding that can be read; convert the file to UTF-8 / {name}: \
             ليس بترميز UTF-8 ولا بترميز آخر معروف، حوّل الملف إلى UTF-8"
        )));
    }
    let mut places = Vec::with_capacity(text.len() + 1);
    let mut at = from;
    for c in text.chars() {
        places.extend(std::iter::repeat_n(at, c.len_utf8()));
        at += if wide { 2 * c.len_utf16() } else { 1 };
    }
    places.push(at);
    Ok((text, Bytes::At(places.into())))
}

/// The encoding a page or feed names in its first bytes: `charset=…`, or `encoding="…"` of XML.
fn named(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_lowercase();
    if !head.trim_start().starts_with('<') {
        return None;
    }
    let label = ["charset=", "encoding="].iter().find_map(|mark| head.split_once(mark))?.1;
    let label = label.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_')))?;
    Encoding::for_label(&label.as_bytes()[..end])
}

impl Source {
    /// Turns the places in a document, which count bytes of the text, into bytes of the file.
    pub(super) fn restore(&self, document: &mut Value) {
        if self.places.is_none() && matches!(self.bytes, Bytes::Utf8) {
            return;
        }
        restore(document, self);
    }

    /// The place in the file of a byte of the text; `is_end`: of the byte behind something.
    fn place(&self, at: usize, is_end: bool) -> usize {
        let decoded = match &self.places {
            Some(places) if is_end => places.end(at),
            Some(places) => places.start(at),
            None => at,
        };
        match &self.bytes {
            Bytes::Utf8 => decoded,
            Bytes::At(places) => places.get(decoded).copied().unwrap_or_default(),
        }
    }
}

fn restore(value: &mut Value, source: &Source) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| restore(item, source)),
        Value::Object(fields) => {
            for (name, field) in fields.iter_mut() {
                match field {
                    Value::Array(ends) if name == "bytes" => {
                        for (i, end) in ends.iter_mut().enumerate() {
                            let at = end.as_u64().and_then(|at| usize::try_from(at).ok());
                            *end = Value::from(source.place(at.unwrap_or_default(), i == 1));
                        }
                    }
                    other => restore(other, source),
                }
            }
        }
        _ => {}
    }
}
