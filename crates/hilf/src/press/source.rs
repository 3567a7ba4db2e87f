//! The bytes of a report as text, with the way back to the bytes.

use std::path::Path;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::fault::Fault;

/// A report as text.
#[derive(Debug)]
pub(super) struct Source {
    /// SHA-256 of the bytes, hexadecimal.
    pub(super) sha256: String,
    /// The text.
    pub(super) text: String,
    /// Whether each character of the text was one byte of the file.
    single_byte: bool,
}

/// Reads a report: UTF-8, or a single-byte encoding that the bytes betray (windows-1256).
pub(super) fn open(file: &Path) -> Result<Source, Fault> {
    let bytes = std::fs::read(file).map_err(Fault::io(file.display()))?;
    let sha256: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
    if is_html(&bytes) {
        return Err(Fault::new(format!(
            "{0}: an HTML page; save its article as plain text first / {0}: صفحة HTML، احفظ نص المقال أولا",
            file.display()
        )));
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok(Source { sha256, text, single_byte: false }),
        Err(error) => error.into_bytes(),
    };
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let (text, _, broken) = encoding.decode(&bytes);
    if broken || !encoding.is_single_byte() || text.contains('\u{0}') {
        return Err(Fault::new(format!(
            "{0}: neither UTF-8 nor another encoding that can be read; convert the file to UTF-8 / {0}: \
             ليس بترميز UTF-8 ولا بترميز آخر معروف، حوّل الملف إلى UTF-8",
            file.display()
        )));
    }
    Ok(Source { sha256, text: text.into_owned(), single_byte: true })
}

fn is_html(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_lowercase();
    let head = head.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    head.starts_with("<!doctype html") || head.starts_with("<html")
}

impl Source {
    /// Turns the places in a document, which count bytes of the text, into bytes of the file.
    pub(super) fn restore(&self, document: &mut Value) {
        if !self.single_byte {
            return;
        }
        let mut chars = vec![0usize; self.text.len() + 1];
        let mut count = 0;
        for (at, place) in chars.iter_mut().enumerate() {
            *place = count;
            count += usize::from(at < self.text.len() && self.text.is_char_boundary(at));
        }
        restore(document, &chars);
    }
}

fn restore(value: &mut Value, chars: &[usize]) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| restore(item, chars)),
        Value::Object(fields) => {
            for (name, field) in fields.iter_mut() {
                match field {
                    Value::Array(ends) if name == "bytes" => {
                        for end in ends {
                            let at = end.as_u64().and_then(|at| usize::try_from(at).ok());
                            *end = Value::from(
                                at.and_then(|at| chars.get(at)).copied().unwrap_or_default(),
                            );
                        }
                    }
                    other => restore(other, chars),
                }
            }
        }
        _ => {}
    }
}
