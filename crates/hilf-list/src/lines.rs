//! JSON lines from strangers: one object a line, with its number, none longer than is sane.

use std::io::{self, BufRead, Read};

use serde_json::Value as Json;

/// Bytes of one line above which it is held: the richest published entity has about 2 MB.
const LINE_BYTES_MAX: u64 = 16 << 20;
/// The byte order mark that some editors put at the beginning of UTF-8 files.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// A reader of JSON lines.
pub struct JsonLines {
    reader: Box<dyn BufRead>,
    line: u64,
}

/// One line that is not empty.
#[derive(Debug)]
pub struct JsonLine {
    /// Its number, from 1.
    pub line: u64,
    /// The object, or why it is none, in one sentence.
    pub object: Result<Json, String>,
}

impl JsonLines {
    /// Starts reading.
    pub fn new(reader: Box<dyn BufRead>) -> JsonLines {
        JsonLines { reader, line: 0 }
    }

    /// The next line that is not empty; `None` after the last.
    ///
    /// # Errors
    /// When the reader fails.
    pub fn next_line(&mut self) -> io::Result<Option<JsonLine>> {
        loop {
            let mut bytes = Vec::new();
            let read = (&mut self.reader).take(LINE_BYTES_MAX).read_until(b'\n', &mut bytes)?;
            if read == 0 {
                return Ok(None);
            }
            self.line += 1;
            let line = self.line;
            if read as u64 == LINE_BYTES_MAX && bytes.last() != Some(&b'\n') {
                self.pass_over_rest()?;
                let reason = format!("the line is longer than {LINE_BYTES_MAX} bytes");
                return Ok(Some(JsonLine { line, object: Err(reason) }));
            }
            let text = bytes.strip_prefix(MARK).unwrap_or(&bytes);
            if !text.iter().all(u8::is_ascii_whitespace) {
                return Ok(Some(JsonLine { line, object: object(text) }));
            }
        }
    }

    fn pass_over_rest(&mut self) -> io::Result<()> {
        loop {
            let chunk = self.reader.fill_buf()?;
            let end = chunk.iter().position(|b| *b == b'\n');
            let length = end.map_or(chunk.len(), |at| at + 1);
            self.reader.consume(length);
            if end.is_some() || length == 0 {
                return Ok(());
            }
        }
    }
}

fn object(text: &[u8]) -> Result<Json, String> {
    match serde_json::from_slice(text) {
        Ok(json @ Json::Object(_)) => Ok(json),
        Ok(_) => Err("the line is no JSON object".to_owned()),
        Err(error) => Err(format!("the line is no JSON object ({error})")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_numbers_and_bad_ones_do_not_stop_the_others() {
        let mut text = b"\xef\xbb\xbf{\"a\":1}\n\n[1]\n{\"a\":\n".to_vec();
        text.extend(vec![b' '; LINE_BYTES_MAX as usize]);
        text.extend(b"x\n{\"b\":2}");
        let mut lines = JsonLines::new(Box::new(io::Cursor::new(text)));
        let mut seen = Vec::new();
        while let Some(line) = lines.next_line().unwrap() {
            seen.push((line.line, line.object.is_ok()));
        }
        assert_eq!(seen, [(1, true), (3, false), (4, false), (5, false), (6, true)]);
    }
}
