//! Text taken out of a page, with the place of every character in the page.

/// Text with the place of its characters in the source it was taken from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapped {
    /// The text.
    pub text: String,
    /// For each byte of the text: first byte of its character in the source.
    starts: Vec<usize>,
    /// For each byte of the text: the byte behind its character in the source.
    ends: Vec<usize>,
}

impl Mapped {
    /// A text that stands in the source as it is, from a byte on.
    pub(super) fn verbatim(text: &str, from: usize) -> Mapped {
        let mut out = Mapped::default();
        for (at, c) in text.char_indices() {
            out.push(c, from + at, from + at + c.len_utf8());
        }
        out
    }

    pub(super) fn push(&mut self, c: char, start: usize, end: usize) {
        self.text.push(c);
        self.starts.extend(std::iter::repeat_n(start, c.len_utf8()));
        self.ends.extend(std::iter::repeat_n(end, c.len_utf8()));
    }

    pub(super) fn append(&mut self, other: &Mapped) {
        self.text.push_str(&other.text);
        self.starts.extend_from_slice(&other.starts);
        self.ends.extend_from_slice(&other.ends);
    }

    /// Place in the source of the character that begins at a byte of the text.
    pub fn start(&self, at: usize) -> usize {
        self.starts.get(at).or(self.ends.last()).copied().unwrap_or_default()
    }

    /// Place in the source behind the character that ends at a byte of the text.
    pub fn end(&self, at: usize) -> usize {
        match at.checked_sub(1) {
            Some(last) => self.ends.get(last).or(self.ends.last()).copied().unwrap_or_default(),
            None => self.start(0),
        }
    }

    /// This text, taken out of a text that was itself taken out of `outer`.
    pub(super) fn within(mut self, outer: &Mapped) -> Mapped {
        self.starts.iter_mut().for_each(|at| *at = outer.start(*at));
        self.ends.iter_mut().for_each(|at| *at = outer.end(*at));
        self
    }
}

/// An entity is not longer than this many bytes (the longest of HTML has 33).
const LONGEST_ENTITY: usize = 34;

/// Resolves the entities of a stretch of markup that begins at a byte of the source.
pub(super) fn resolve(raw: &str, from: usize) -> Mapped {
    let mut out = Mapped::default();
    let mut at = 0;
    while let Some(c) = raw[at..].chars().next() {
        if c == '&'
            && let Some((text, len)) = entity(&raw[at..])
        {
            text.chars().for_each(|c| out.push(c, from + at, from + at + len));
            at += len;
        } else {
            out.push(c, from + at, from + at + c.len_utf8());
            at += c.len_utf8();
        }
    }
    out
}

/// The text of the entity a stretch begins with, and how many bytes it takes.
fn entity(raw: &str) -> Option<(String, usize)> {
    let end = raw.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';')?;
    let name = raw.get(1..end)?;
    let text = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| *c != '\0')?.to_string()
        }
        None => quick_xml::escape::resolve_html5_entity(name)?.to_owned(),
    };
    Some((text, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_keep_their_place() {
        let source = "x &amp; &#1593;&#x631;&nbsp;&bogus; &";
        let read = resolve(source, 0);
        assert_eq!(read.text, "x & عر\u{a0}&bogus; &");
        let at = read.text.find('ع').unwrap_or_default();
        assert_eq!(&source[read.start(at)..read.end(at + 2)], "&#1593;");
    }

    #[test]
    fn two_layers_of_markup_lead_to_the_outer_one() {
        let source = "a&lt;b&gt;z";
        let outer = resolve(source, 0);
        let inner = Mapped::verbatim("z", 4).within(&outer);
        assert_eq!(&source[inner.start(0)..inner.end(1)], "z");
    }
}
