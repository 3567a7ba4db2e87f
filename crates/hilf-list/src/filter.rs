//! The bytes of an XML file on their way to the parser: checked for what no XML may hold, and,
//! where a reader asks for it, mended in one declared way.
//!
//! Copies of lists that people pass on are damaged in two ways that parsers report badly or not
//! at all: text re-encoded under an old declaration, and `&` written bare.

use std::cell::RefCell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

/// Lines of mended ampersands that are remembered for the remark.
const LINES_KEPT: usize = 20;
/// Longest entity name that is waited for when a chunk ends behind an `&`.
const REFERENCE_BYTES_MAX: usize = 64;
const CDATA_START: &[u8] = b"<![CDATA[";
const COMMENT_START: &[u8] = b"<!--";

/// What the filter met.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Findings {
    /// The fault at which it stopped.
    pub(crate) fault: Option<Fault>,
    /// Bare ampersands that were read as `&amp;`.
    pub(crate) mended: u64,
    /// Lines of the first of them.
    pub(crate) mended_lines: Vec<u64>,
}

/// A byte that cannot stand in an XML file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Line, from 1.
    pub(crate) line: u64,
    /// Place of the byte in the decompressed file, from 0.
    pub(crate) offset: u64,
    /// The byte.
    pub(crate) byte: u8,
    /// Why it cannot stand there.
    pub(crate) reason: &'static str,
}

impl Findings {
    /// The repair as one sentence for the operator; `None` if nothing was mended.
    pub(crate) fn remark(&self) -> Option<String> {
        if self.mended == 0 {
            return None;
        }
        let mut lines: Vec<String> = self.mended_lines.iter().map(u64::to_string).collect();
        if self.mended > self.mended_lines.len() as u64 {
            lines.push("…".to_owned());
        }
        Some(format!(
            "The file is not well-formed XML: {} bare `&` (line {}) were read as `&amp;`; \
             nothing else was changed.",
            self.mended,
            lines.join(", ")
        ))
    }
}

/// A reader that stops at the first byte that is no UTF-8 or that XML 1.0 forbids (section 2.2,
/// `Char`), and that can mend bare ampersands.
pub(crate) struct Filter<R> {
    inner: R,
    mend: bool,
    findings: Rc<RefCell<Findings>>,
    /// Bytes read but not yet passed on because their meaning needs what follows.
    held_back: Vec<u8>,
    ready: Vec<u8>,
    taken: usize,
    line: u64,
    offset: u64,
    section: Section,
    /// The last three bytes looked at, which may end a section.
    tail: [u8; 3],
    ended: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Markup,
    CData,
    Comment,
}

impl<R: BufRead> Filter<R> {
    /// Starts filtering; with `mend`, an `&` that begins no reference becomes `&amp;`.
    pub(crate) fn new(inner: R, mend: bool) -> (Filter<R>, Rc<RefCell<Findings>>) {
        let findings = Rc::new(RefCell::new(Findings::default()));
        let filter = Filter {
            inner,
            mend,
            findings: Rc::clone(&findings),
            held_back: Vec::new(),
            ready: Vec::new(),
            taken: 0,
            line: 1,
            offset: 0,
            section: Section::Markup,
            tail: [0; 3],
            ended: false,
        };
        (filter, findings)
    }

    fn refill(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.taken = 0;
        while self.ready.is_empty() && !self.ended {
            let chunk = self.inner.fill_buf()?;
            let read = chunk.len();
            self.ended = read == 0;
            self.held_back.extend_from_slice(chunk);
            self.inner.consume(read);
            let fit = self.check()?;
            if self.mend {
                self.pass_on_mended(fit);
            } else {
                self.pass_on(fit);
            }
        }
        Ok(())
    }

    /// How many of the bytes held back are fit to be looked at: whole characters, none forbidden.
    fn check(&self) -> io::Result<usize> {
        let (fit, fault) = match std::str::from_utf8(&self.held_back) {
            Ok(text) => (text.len(), None),
            Err(e) if e.error_len().is_none() && !self.ended => (e.valid_up_to(), None),
            Err(e) => (e.valid_up_to(), Some("is not valid UTF-8")),
        };
        let sound = self.held_back.get(..fit).unwrap_or(&[]);
        let forbidden = sound.iter().position(|b| *b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r'));
        match (forbidden, fault) {
            (Some(at), _) => Err(self.stop(at, "is a control character, which XML forbids")),
            (None, Some(reason)) => Err(self.stop(fit, reason)),
            (None, None) => Ok(fit),
        }
    }

    fn stop(&self, at: usize, reason: &'static str) -> io::Error {
        let before = self.held_back.get(..at).unwrap_or(&[]);
        self.findings.borrow_mut().fault = Some(Fault {
            line: self.line + newlines(before),
            offset: self.offset + at as u64,
            byte: self.held_back.get(at).copied().unwrap_or(0),
            reason,
        });
        io::Error::new(io::ErrorKind::InvalidData, reason)
    }

    fn pass_on(&mut self, count: usize) {
        let bytes = self.held_back.get(..count).unwrap_or(&[]);
        self.line += newlines(bytes);
        self.ready.extend_from_slice(bytes);
        self.offset += count as u64;
        self.held_back.drain(..count);
    }

    fn pass_on_mended(&mut self, fit: usize) {
        let bytes = std::mem::take(&mut self.held_back);
        let sound = bytes.get(..fit).unwrap_or(&[]);
        let mut at = 0;
        while at < sound.len() {
            let rest = sound.get(at..).unwrap_or(&[]);
            let plain = rest.iter().take_while(|b| !matches!(b, b'&' | b'<' | b'>')).count();
            if plain > 0 {
                self.copy(rest.get(..plain).unwrap_or(&[]));
                at += plain;
                continue;
            }
            if !self.ended && rest.len() < REFERENCE_BYTES_MAX {
                break;
            }
            self.copy(rest.get(..1).unwrap_or(&[]));
            self.section = self.section_at(rest);
            if rest.starts_with(b"&") && self.section == Section::Markup && !begins_reference(rest)
            {
                self.ready.extend_from_slice(b"amp;");
                self.note_mended();
            }
            at += 1;
        }
        self.offset += at as u64;
        self.held_back = bytes.get(at..).unwrap_or(&[]).to_vec();
    }

    fn copy(&mut self, run: &[u8]) {
        self.ready.extend_from_slice(run);
        self.line += newlines(run);
        for byte in run.iter().skip(run.len().saturating_sub(self.tail.len())) {
            let [_, b, c] = self.tail;
            self.tail = [b, c, *byte];
        }
    }

    /// The section behind a `<`, `>` or `&` that has just been passed on.
    fn section_at(&self, rest: &[u8]) -> Section {
        match self.section {
            Section::CData if self.tail == *b"]]>" => Section::Markup,
            Section::Comment if self.tail == *b"-->" => Section::Markup,
            Section::Markup if rest.starts_with(CDATA_START) => Section::CData,
            Section::Markup if rest.starts_with(COMMENT_START) => Section::Comment,
            section => section,
        }
    }

    fn note_mended(&self) {
        let mut findings = self.findings.borrow_mut();
        findings.mended += 1;
        if findings.mended_lines.len() < LINES_KEPT {
            findings.mended_lines.push(self.line);
        }
    }
}

fn newlines(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|b| **b == b'\n').count() as u64
}

/// Whether an `&` begins a reference (`&name;`, `&#1;`, `&#x1;`), known or not: an unknown entity
/// is for the parser to refuse.
fn begins_reference(text: &[u8]) -> bool {
    let mut rest = text.iter().skip(1).take(REFERENCE_BYTES_MAX).copied();
    let first = rest.next().unwrap_or(b' ');
    if !(first == b'#' || first == b'_' || first.is_ascii_alphabetic()) {
        return false;
    }
    rest.find(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))) == Some(b';')
}

impl<R: BufRead> Read for Filter<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(out.len());
        for (to, from) in out.iter_mut().zip(available) {
            *to = *from;
        }
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Filter<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.taken >= self.ready.len() {
            self.refill()?;
        }
        Ok(self.ready.get(self.taken..).unwrap_or(&[]))
    }

    fn consume(&mut self, count: usize) {
        self.taken = (self.taken + count).min(self.ready.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn run(bytes: &[u8], mend: bool, chunk: usize) -> (io::Result<String>, Findings) {
        let (mut filter, findings) = Filter::new(io::BufReader::with_capacity(chunk, bytes), mend);
        let mut text = String::new();
        let result = filter.read_to_string(&mut text).map(|_| text);
        let findings = findings.borrow().clone();
        (result, findings)
    }

    #[test]
    fn only_bare_ampersands_are_mended_and_each_is_declared() {
        let text = "<a b='x&y'>A & B</a>\n<c>R&D; &amp; &#x41; &q</c>&";
        let (mended, findings) = run(text.as_bytes(), true, 7);
        assert_eq!(
            mended.unwrap(),
            "<a b='x&amp;y'>A &amp; B</a>\n<c>R&D; &amp; &#x41; &amp;q</c>&amp;"
        );
        assert_eq!((findings.mended, findings.mended_lines.clone()), (4, vec![1, 1, 2, 2]));
        assert!(findings.remark().unwrap().contains("4 bare `&` (line 1, 1, 2, 2)"));
    }

    #[test]
    fn ampersands_in_cdata_and_comments_are_no_fault() {
        let text = "<a><![CDATA[R & D]]><!-- A & B -->& </a>";
        let (mended, findings) = run(text.as_bytes(), true, 3);
        assert_eq!(mended.unwrap(), "<a><![CDATA[R & D]]><!-- A & B -->&amp; </a>");
        assert_eq!(findings.mended, 1);
    }

    #[test]
    fn a_byte_that_cannot_be_is_named_with_its_place() {
        let (result, findings) = run(b"<a>\nArm\xe9s</a>", false, 4);
        assert!(result.is_err());
        let fault = findings.fault.unwrap();
        assert_eq!((fault.line, fault.offset, fault.byte), (2, 7, 0xe9));
        let (result, findings) = run(b"<a>\n\nx\x19y</a>", true, 4);
        assert!(result.is_err());
        let fault = findings.fault.unwrap();
        assert_eq!((fault.line, fault.offset, fault.byte), (3, 6, 0x19));
        let (result, findings) = run("<a>é".as_bytes().split_last().unwrap().1, false, 64);
        assert!(result.is_err(), "a character cut off at the end");
        assert_eq!(findings.fault.unwrap().offset, 3);
    }

    proptest! {
        #[test]
        fn sound_text_passes_unchanged_at_any_chunk_size(text in "[a-z<>&;é\n]{0,200}", chunk in 1usize..40) {
            let (plain, _) = run(text.as_bytes(), false, chunk);
            prop_assert_eq!(plain.unwrap(), text.clone());
            let (small, found_small) = run(text.as_bytes(), true, chunk);
            let (large, found_large) = run(text.as_bytes(), true, 4096);
            prop_assert_eq!(small.unwrap(), large.unwrap());
            prop_assert_eq!(found_small, found_large);
        }
    }
}
