//! Text in whatever encoding it came: byte order marks, UTF-8, UTF-16, and the two Windows code
//! pages that lists and spreadsheets of the region are saved in.
//!
//! The choice is made over the whole file, not over its beginning: a list may hold its first
//! accented letter in its last line.

use std::io::{self, BufRead, Read};

use encoding_rs::Decoder;

use crate::{ListError, Member};

const CHUNK_BYTES: usize = 64 << 10;
/// Bytes of a stream, from the first that is not ASCII, from which its encoding is chosen.
const DECISION_BYTES: usize = 256 << 10;
/// Valid multi-byte sequences per invalid byte above which a file counts as damaged UTF-8 rather
/// than as another encoding. In Windows-1252 and -1256 text such sequences occur by accident only.
const UTF8_EVIDENCE: u64 = 4;

/// A character encoding that is told apart here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without byte order mark.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252, Western European.
    Windows1252,
    /// Windows-1256, Arabic.
    Windows1256,
}

impl Encoding {
    /// The encoding's name as the IANA registry writes it.
    pub fn name(self) -> &'static str {
        self.codec().name()
    }

    fn codec(self) -> &'static encoding_rs::Encoding {
        match self {
            Encoding::Utf8 => encoding_rs::UTF_8,
            Encoding::Utf16Le => encoding_rs::UTF_16LE,
            Encoding::Utf16Be => encoding_rs::UTF_16BE,
            Encoding::Windows1252 => encoding_rs::WINDOWS_1252,
            Encoding::Windows1256 => encoding_rs::WINDOWS_1256,
        }
    }
}

/// A member's text as a stream of UTF-8, byte order mark removed.
///
/// Where the member itself is (damaged) UTF-8 its bytes come unchanged, so that the reader can
/// say which line is undecodable. In other encodings an undecodable unit becomes U+FFFD.
pub struct Text {
    /// The stream.
    pub reader: Box<dyn BufRead>,
    /// What it was decoded from.
    pub encoding: Encoding,
}

/// Opens a member as text.
///
/// # Errors
/// When it cannot be read.
pub fn open(member: &Member) -> Result<Text, ListError> {
    let encoding = detect(member)?;
    let reader = decoding(member.open()?, encoding).map_err(|source| failed(member, source))?;
    Ok(Text { reader, encoding })
}

/// Opens a stream that can be read only once, such as standard input, as text.
///
/// What is ASCII needs no decision. The encoding is chosen at the first byte that is not, from
/// that byte and the 256 KiB that follow it, while a [`Member`] is judged as a whole.
///
/// # Errors
/// When the stream cannot be read.
pub fn stream(mut raw: Box<dyn BufRead>) -> io::Result<Text> {
    let first = take_head(&mut *raw, CHUNK_BYTES)?;
    let marked = by_mark(&first).or_else(|| by_nulls(&first));
    let encoding = match marked {
        Some(encoding) => encoding,
        None if first.is_ascii() => Encoding::Utf8,
        None => judged(&first),
    };
    let is_undecided = marked.is_none() && first.is_ascii();
    let whole: Box<dyn BufRead> = Box::new(io::Cursor::new(first).chain(raw));
    let reader = if is_undecided {
        Box::new(Undecided { inner: whole, is_decided: false })
    } else {
        decoding(whole, encoding)?
    };
    Ok(Text { reader, encoding })
}

/// The first bytes of a reader, as many as asked for unless it ends before.
pub(crate) fn take_head(reader: &mut dyn BufRead, bytes: usize) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    reader.take(bytes as u64).read_to_end(&mut head)?;
    Ok(head)
}

/// The beginning of a member, decoded for looking at; what cannot be decoded is U+FFFD.
///
/// # Errors
/// When it cannot be read.
pub fn head(member: &Member, bytes: usize) -> Result<String, ListError> {
    let raw = head_bytes(member, bytes)?;
    let encoding = match by_mark(&raw).or_else(|| by_nulls(&raw)) {
        Some(encoding) => encoding,
        None => judged(&raw),
    };
    let (text, _) = encoding.codec().decode_with_bom_removal(&raw);
    let mut text = text.into_owned();
    if raw.len() == bytes {
        while text.ends_with('\u{fffd}') {
            text.pop();
        }
    }
    Ok(text)
}

/// The first bytes of a member as they are.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn head_bytes(member: &Member, bytes: usize) -> Result<Vec<u8>, ListError> {
    let mut raw = Vec::new();
    let read = member.open()?.take(bytes as u64).read_to_end(&mut raw);
    read.map_err(|source| failed(member, source))?;
    Ok(raw)
}

/// A failure while reading a member.
pub(crate) fn failed(member: &Member, source: io::Error) -> ListError {
    ListError::Io { path: member.name().into(), source }
}

fn detect(member: &Member) -> Result<Encoding, ListError> {
    let first = head_bytes(member, CHUNK_BYTES)?;
    if let Some(encoding) = by_mark(&first).or_else(|| by_nulls(&first)) {
        return Ok(encoding);
    }
    let mut survey = Utf8Survey::default();
    for_each_chunk(member, |chunk| survey.add(chunk))?;
    if survey.is_utf8() {
        return Ok(Encoding::Utf8);
    }
    let mut pages = PageSurvey::default();
    for_each_chunk(member, |chunk| pages.add(chunk))?;
    Ok(pages.verdict())
}

fn for_each_chunk(member: &Member, mut look: impl FnMut(&[u8])) -> Result<(), ListError> {
    let mut reader = member.open()?;
    loop {
        let chunk = reader.fill_buf().map_err(|source| failed(member, source))?;
        if chunk.is_empty() {
            return Ok(());
        }
        look(chunk);
        let used = chunk.len();
        reader.consume(used);
    }
}

fn by_mark(bytes: &[u8]) -> Option<Encoding> {
    match bytes {
        [0xef, 0xbb, 0xbf, ..] => Some(Encoding::Utf8),
        [0xff, 0xfe, ..] => Some(Encoding::Utf16Le),
        [0xfe, 0xff, ..] => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// UTF-16 without a mark: the zero bytes of its ASCII letters and blanks stand on one side only.
fn by_nulls(bytes: &[u8]) -> Option<Encoding> {
    let nulls = |side: usize| {
        bytes.iter().skip(side).step_by(2).filter(|b| **b == 0).count() * 20 / bytes.len().max(1)
    };
    match (nulls(0), nulls(1)) {
        (0, high) if high > 0 => Some(Encoding::Utf16Le),
        (high, 0) if high > 0 => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// The encoding of a text without a mark, from a part of it.
fn judged(bytes: &[u8]) -> Encoding {
    let mut survey = Utf8Survey::default();
    survey.add(bytes);
    if survey.is_utf8() {
        return Encoding::Utf8;
    }
    let mut pages = PageSurvey::default();
    pages.add(bytes);
    pages.verdict()
}

/// A stream of UTF-8 out of one in an encoding that is known.
fn decoding(mut raw: Box<dyn BufRead>, encoding: Encoding) -> io::Result<Box<dyn BufRead>> {
    if encoding == Encoding::Utf8 {
        skip_mark(&mut *raw)?;
        return Ok(raw);
    }
    let decoder = encoding.codec().new_decoder_with_bom_removal();
    Ok(Box::new(Transcoder { inner: raw, decoder, out: Vec::new(), read: 0, ended: false }))
}

fn skip_mark(reader: &mut dyn BufRead) -> io::Result<()> {
    if reader.fill_buf()?.starts_with(&[0xef, 0xbb, 0xbf]) {
        reader.consume(3);
    }
    Ok(())
}

/// Counts what speaks for and against UTF-8, chunk by chunk.
#[derive(Default)]
struct Utf8Survey {
    sequences: u64,
    faults: u64,
    carry: Vec<u8>,
}

impl Utf8Survey {
    fn add(&mut self, chunk: &[u8]) {
        let joined;
        let mut rest = if self.carry.is_empty() {
            chunk
        } else {
            self.carry.extend_from_slice(chunk);
            joined = std::mem::take(&mut self.carry);
            &joined
        };
        loop {
            let Err(error) = std::str::from_utf8(rest) else {
                self.sequences += lead_bytes(rest);
                return;
            };
            let (good, bad) = rest.split_at(error.valid_up_to());
            self.sequences += lead_bytes(good);
            match error.error_len() {
                Some(length) => {
                    self.faults += 1;
                    rest = &bad[length.min(bad.len())..];
                }
                None => {
                    self.carry = bad.to_vec();
                    return;
                }
            }
        }
    }

    fn is_utf8(&self) -> bool {
        self.faults == 0 || self.sequences > self.faults * UTF8_EVIDENCE
    }
}

fn lead_bytes(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|b| **b >= 0xc0).count() as u64
}

/// Tells Windows-1256 from Windows-1252: Arabic words are runs of high bytes on their own, Western
/// accented letters stand among ASCII letters.
#[derive(Default)]
struct PageSurvey {
    arabic: u64,
    western: u64,
    run: u64,
    touches_ascii: bool,
    last_was_ascii_letter: bool,
}

impl PageSurvey {
    fn add(&mut self, chunk: &[u8]) {
        for &byte in chunk {
            if is_letter_in_1256(byte) {
                if self.run == 0 {
                    self.touches_ascii = self.last_was_ascii_letter;
                }
                self.run += 1;
                continue;
            }
            if self.run > 0 {
                self.touches_ascii |= byte.is_ascii_alphabetic();
                self.end_run();
            }
            self.last_was_ascii_letter = byte.is_ascii_alphabetic();
        }
    }

    fn end_run(&mut self) {
        if self.run >= 2 && !self.touches_ascii {
            self.arabic += self.run;
        } else {
            self.western += self.run;
        }
        self.run = 0;
        self.last_was_ascii_letter = false;
    }

    fn verdict(mut self) -> Encoding {
        self.end_run();
        if self.arabic > self.western { Encoding::Windows1256 } else { Encoding::Windows1252 }
    }
}

/// Bytes that are letters in Windows-1256 and are letters (not typographic signs) in Windows-1252.
fn is_letter_in_1256(byte: u8) -> bool {
    byte >= 0xc0 || matches!(byte, 0x81 | 0x8d | 0x8e | 0x8f | 0x90 | 0x9a | 0x9f)
}

/// Passes ASCII on as it is and chooses the encoding at the first byte that is not.
struct Undecided {
    inner: Box<dyn BufRead>,
    is_decided: bool,
}

impl Read for Undecided {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(buffer.len());
        buffer[..count].copy_from_slice(&available[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Undecided {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.is_decided {
            return self.inner.fill_buf();
        }
        let ascii = ascii_prefix(self.inner.fill_buf()?);
        if ascii == Some(0) {
            let window = take_head(&mut *self.inner, DECISION_BYTES)?;
            let encoding = judged(&window);
            let rest = std::mem::replace(&mut self.inner, Box::new(io::empty()));
            self.inner = decoding(Box::new(io::Cursor::new(window).chain(rest)), encoding)?;
            self.is_decided = true;
            return self.inner.fill_buf();
        }
        let available = self.inner.fill_buf()?;
        Ok(ascii.and_then(|length| available.get(..length)).unwrap_or(available))
    }

    fn consume(&mut self, count: usize) {
        self.inner.consume(count);
    }
}

/// Where the first byte stands that is not ASCII.
fn ascii_prefix(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|byte| !byte.is_ascii())
}

/// Decodes a byte stream into UTF-8 as it is read.
struct Transcoder {
    inner: Box<dyn BufRead>,
    decoder: Decoder,
    out: Vec<u8>,
    read: usize,
    ended: bool,
}

impl Read for Transcoder {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(buffer.len());
        buffer[..count].copy_from_slice(&available[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Transcoder {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.read >= self.out.len() && !self.ended {
            let source = self.inner.fill_buf()?;
            self.ended = source.is_empty();
            self.out.resize(CHUNK_BYTES, 0);
            let (_, used, written, _) =
                self.decoder.decode_to_utf8(source, &mut self.out, self.ended);
            self.out.truncate(written);
            self.read = 0;
            self.inner.consume(used);
        }
        Ok(&self.out[self.read.min(self.out.len())..])
    }

    fn consume(&mut self, count: usize) {
        self.read = (self.read + count).min(self.out.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Source;

    fn decoded(bytes: Vec<u8>) -> (Encoding, String) {
        let source = Source::embedded("t", Box::leak(bytes.into_boxed_slice()));
        let mut text = open(&source.members()[0]).unwrap();
        let mut out = String::new();
        text.reader.read_to_string(&mut out).unwrap();
        (text.encoding, out)
    }

    fn encoded(text: &str, encoding: &'static encoding_rs::Encoding) -> Vec<u8> {
        encoding.encode(text).0.into_owned()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "name,country\nمحمود العلي,سوريا\nRené Müller,France\n".repeat(20_000);
        let utf16 = |swap: bool| -> Vec<u8> {
            let unit = |u: u16| if swap { u.to_be_bytes() } else { u.to_le_bytes() };
            text.encode_utf16().flat_map(unit).collect()
        };
        let marked = |mark: &[u8], body: Vec<u8>| [mark, &body].concat();
        assert_eq!(decoded(text.clone().into_bytes()), (Encoding::Utf8, text.clone()));
        let bom = marked(&[0xef, 0xbb, 0xbf], text.clone().into_bytes());
        assert_eq!(decoded(bom), (Encoding::Utf8, text.clone()));
        assert_eq!(decoded(utf16(false)), (Encoding::Utf16Le, text.clone()));
        assert_eq!(decoded(utf16(true)), (Encoding::Utf16Be, text.clone()));
        let bom = marked(&[0xff, 0xfe], utf16(false));
        assert_eq!(decoded(bom), (Encoding::Utf16Le, text.clone()));
    }

    #[test]
    fn the_two_code_pages_are_told_apart() {
        let arabic = "الاسم;الجنسية\nمحمود العلي;سوري\nJean Dupont;فرنسي\n";
        let western = "nom;pays\nRené Noël;Côte d\u{2019}Ivoire\nGößling;Österreich\n";
        let windows_1256 = encoded(arabic, encoding_rs::WINDOWS_1256);
        assert_eq!(decoded(windows_1256), (Encoding::Windows1256, arabic.to_owned()));
        let windows_1252 = encoded(western, encoding_rs::WINDOWS_1252);
        assert_eq!(decoded(windows_1252), (Encoding::Windows1252, western.to_owned()));
    }

    fn streamed(bytes: &[u8]) -> String {
        let mut text = stream(Box::new(io::Cursor::new(bytes.to_vec()))).unwrap();
        let mut out = String::new();
        text.reader.read_to_string(&mut out).unwrap();
        out
    }

    #[test]
    fn the_first_accent_may_come_late() {
        let mut bytes = "name\nplain\n".repeat(20_000).into_bytes();
        bytes.extend(encoded("Zoë\n", encoding_rs::WINDOWS_1252));
        assert!(streamed(&bytes).ends_with("plain\nZoë\n"));
        let (encoding, text) = decoded(bytes);
        assert_eq!(encoding, Encoding::Windows1252);
        assert!(text.ends_with("Zoë\n"));
    }

    #[test]
    fn a_stream_gives_the_text_of_the_file() {
        let text = "name\nplain\nمحمود العلي,سوريا\n";
        let late = format!("{}{text}", "name,country\n".repeat(20_000));
        for text in [text, &late] {
            assert_eq!(streamed(text.as_bytes()), text);
            assert_eq!(streamed(&[b"\xef\xbb\xbf", text.as_bytes()].concat()), text);
            assert_eq!(streamed(&encoded(text, encoding_rs::WINDOWS_1256)), text);
            let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert_eq!(streamed(&utf16), text);
        }
        assert_eq!(streamed(b""), "");
    }

    #[test]
    fn damaged_utf8_stays_utf8_so_that_the_bad_line_can_be_named() {
        let mut bytes = "name\nمحمود\n".repeat(10).into_bytes();
        bytes.extend([b'x', 0xff, b'\n']);
        let source = Source::embedded("t", Box::leak(bytes.into_boxed_slice()));
        assert_eq!(open(&source.members()[0]).unwrap().encoding, Encoding::Utf8);
    }

    #[test]
    fn a_head_does_not_end_in_half_a_letter() {
        let source = Source::embedded("t", "aمحم".as_bytes());
        assert_eq!(head(&source.members()[0], 4).unwrap(), "aم");
    }
}
