//! The bytes of a file as reports, with the way back to the bytes: plain text, a page of HTML, or a
//! feed, in UTF-8 or any encoding that the file names or its bytes betray.

use std::path::Path;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, UTF_8};
use serde_json::Value;
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::date::Interval;
use crate::document::Known;
use crate::web::{self, Layout, Mapped};

/// Why a file, or the rest of it, is held. Each says so in English and Arabic.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SourceError {
    /// The file cannot be read.
    #[error("{name}: {source} / {name}: تعذرت قراءة الملف")]
    Io {
        /// The file.
        name: String,
        /// Why not.
        source: std::io::Error,
    },
    /// The bytes are no text in an encoding that is known.
    #[error(
        "{0}: neither UTF-8 nor another encoding that can be read; convert the file to UTF-8 / {0}: \
         ليس بترميز UTF-8 ولا بترميز آخر معروف، حوّل الملف إلى UTF-8"
    )]
    Encoding(String),
    /// A page without an article.
    #[error(
        "{0}: no article found in this page; save its text as plain text / {0}: \
         لم يُعثر على نص مقال في هذه الصفحة، احفظ نصها نصا عاديا"
    )]
    NoArticle(String),
    /// A feed that breaks off; the items before are read.
    #[error(
        "{name}: the feed breaks off after item {items} ({reason}); the items before are read / {name}: \
         تنقطع الخلاصة بعد العنصر {items}، وقُرئت العناصر قبله"
    )]
    FeedBroken {
        /// The file.
        name: String,
        /// Items that were read whole.
        items: usize,
        /// What does not fit.
        reason: String,
    },
}

/// A report as text.
#[derive(Debug)]
pub struct Source {
    /// Name of the file; for an item of a feed with its number: `feed.xml#3`.
    pub name: String,
    /// SHA-256 of the bytes of the file, hexadecimal.
    pub sha256: String,
    /// The text. Spans of a [`crate::Document`] count its bytes until [`Source::restore`].
    pub text: String,
    /// For a page or an item of a feed: what its lines are.
    page: Option<Layout>,
    /// For a page: the places of the text in the decoded file.
    places: Option<Mapped>,
    bytes: Bytes,
}

/// The reports of a file, and what of it could not be read.
#[derive(Debug, Default)]
pub struct Opened {
    /// One report, or one for each item of a feed.
    pub sources: Vec<Source>,
    /// What could not be read.
    pub held: Option<SourceError>,
}

/// How the characters of the decoded file lie in its bytes.
#[derive(Debug, Clone)]
enum Bytes {
    Utf8,
    /// For each byte of the decoded text: its place in the file.
    At(std::sync::Arc<Vec<usize>>),
}

/// Opens a file: plain text, a page of HTML (one report) or a feed (one report an item).
///
/// # Errors
/// When nothing of it can be read.
pub fn open(file: &Path, name: &str) -> Result<Opened, SourceError> {
    let bytes =
        std::fs::read(file).map_err(|source| SourceError::Io { name: name.to_owned(), source })?;
    reports(bytes, name)
}

/// SHA-256 of bytes, hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// The reports in the bytes of a file.
///
/// # Errors
/// When nothing of it can be read.
pub fn reports(bytes: Vec<u8>, name: &str) -> Result<Opened, SourceError> {
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
        let held = feed.broken.map(|reason| SourceError::FeedBroken {
            name: name.clone(),
            items: feed.items.len(),
            reason,
        });
        let items = feed.items.into_iter().enumerate();
        let sources = items.map(|(i, item)| source(format!("{name}#{}", i + 1), item)).collect();
        return Ok(Opened { sources, held });
    }
    if web::is_html(&text) {
        let page = web::read_page(&text);
        if !page.has_article() {
            return Err(SourceError::NoArticle(name));
        }
        return Ok(Opened { sources: vec![source(name, page)], held: None });
    }
    let plain = Source { name, sha256, text, page: None, places: None, bytes };
    Ok(Opened { sources: vec![plain], held: None })
}

/// Decodes a file: by its byte order mark, as UTF-8, by the encoding it names, or by its bytes.
fn decode(bytes: Vec<u8>, name: &str) -> Result<(String, Bytes), SourceError> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes)
        && encoding != UTF_8
    {
        return placed(&bytes, encoding, mark, name);
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
    placed(&bytes, encoding, 0, name)
}

/// The text behind a byte, with the place of every character.
fn placed(
    bytes: &[u8],
    encoding: &'static Encoding,
    from: usize,
    name: &str,
) -> Result<(String, Bytes), SourceError> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let (mut text, mut places) =
        (String::with_capacity(bytes.len()), Vec::with_capacity(bytes.len()));
    // Byte by byte: a character is what its last byte completes, in any encoding.
    let mut start = from;
    for at in from..bytes.len() {
        let mut out = [0_u8; CHARACTERS];
        let last = at + 1 == bytes.len();
        let (result, _, written) =
            decoder.decode_to_utf8_without_replacement(&bytes[at..=at], &mut out, last);
        if matches!(result, DecoderResult::Malformed(..)) {
            return Err(SourceError::Encoding(name.to_owned()));
        }
        if let Some(decoded) = std::str::from_utf8(&out[..written]).ok().filter(|d| !d.is_empty()) {
            text.push_str(decoded);
            places.extend(std::iter::repeat_n(start, decoded.len()));
            start = at + 1;
        }
    }
    places.push(bytes.len());
    if text.contains('\u{0}') {
        return Err(SourceError::Encoding(name.to_owned()));
    }
    Ok((text, Bytes::At(places.into())))
}

/// Room for what one byte can complete: two characters of four bytes, and what the decoder asks for.
const CHARACTERS: usize = 16;

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
    /// What is known of the report before it is read. `published`: days of publication the caller
    /// knows.
    pub fn known(&self, published: Option<Interval>) -> Known {
        Known {
            file: self.name.clone(),
            sha256: self.sha256.clone(),
            published,
            page: self.page.clone(),
        }
    }

    /// Turns the places in a document, which count bytes of the text, into bytes of the file.
    pub fn restore(&self, document: &mut Value) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The words at the span of a claim, out of the bytes of the file.
    fn at_the_number(bytes: &[u8], encoding: &'static Encoding) -> String {
        let opened = reports(bytes.to_vec(), "page.html").unwrap();
        let source = &opened.sources[0];
        let document = crate::picture::read(&source.known(None), &source.text);
        let mut value = json!(document);
        source.restore(&mut value);
        let ends: Vec<usize> =
            serde_json::from_value(value["claims"][0]["number_span"]["bytes"].clone()).unwrap();
        encoding.decode_without_bom_handling(&bytes[ends[0]..ends[1]]).0.into_owned()
    }

    #[test]
    fn spans_lead_into_the_bytes_of_encodings_of_several_bytes_a_character() {
        let page = |charset: &str| {
            format!(
                "<html><head><meta charset=\"{charset}\"><title>هجوم</title></head><body><article><h1>هجوم في بغداد</h1>\
                 <p>قتل اثنا عشر شخصا في هجوم في بغداد يوم 3 مايو 2021 بحسب بيان وزارة الداخلية الصادر مساء اليوم نفسه.</p>\
                 </article></body></html>"
            )
        };
        let text = page("gb18030");
        let (bytes, _, lost) = encoding_rs::GB18030.encode(&text);
        assert!(!lost);
        assert_eq!(at_the_number(&bytes, encoding_rs::GB18030), "اثنا عشر");
        let text = page("windows-1256");
        let (bytes, _, lost) = encoding_rs::WINDOWS_1256.encode(&text);
        assert!(!lost);
        assert_eq!(at_the_number(&bytes, encoding_rs::WINDOWS_1256), "اثنا عشر");
    }

    #[test]
    fn bytes_that_are_no_text_are_held() {
        for bytes in [&b"\xff\xfe\x00\xd8\x00\xd8"[..], b"a\x00b\xff"] {
            assert!(matches!(reports(bytes.to_vec(), "x"), Err(SourceError::Encoding(_))));
        }
    }
}
