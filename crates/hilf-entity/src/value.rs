//! One value of a property, with what the source said beyond it.

/// A property value in FollowTheMoney's plain-text form, with qualifiers that form cannot carry.
///
/// Readers of plain FollowTheMoney see [`Value::text`] alone and lose nothing they could use.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Value {
    text: Box<str>,
    qualifier: Option<Box<Qualifier>>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Qualifier {
    lang: Option<Box<str>>,
    edtf: Option<Box<str>>,
    original: Option<Box<str>>,
}

impl Value {
    /// A value without qualifiers. White space is collapsed: runs of blanks become one blank,
    /// line breaks are kept (long comments have paragraphs).
    pub fn new(text: &str) -> Value {
        Value { text: collapse(text).into(), qualifier: None }
    }

    /// The value as FollowTheMoney writes it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Language of the value, ISO 639 code as the source gives it.
    pub fn lang(&self) -> Option<&str> {
        self.qualifier.as_ref()?.lang.as_deref()
    }

    /// For dates: Extended Date/Time Format (ISO 8601-2), such as `1971~` or `1960/1965`,
    /// where the plain text loses precision.
    pub fn edtf(&self) -> Option<&str> {
        self.qualifier.as_ref()?.edtf.as_deref()
    }

    /// What the source wrote, where the value was derived from it.
    pub fn original(&self) -> Option<&str> {
        self.qualifier.as_ref()?.original.as_deref()
    }

    /// The same value in a language.
    #[must_use]
    pub fn with_lang(mut self, lang: &str) -> Value {
        if !lang.is_empty() {
            self.qualifier_mut().lang = Some(lang.into());
        }
        self
    }

    /// The same value with its date in Extended Date/Time Format.
    #[must_use]
    pub fn with_edtf(mut self, edtf: &str) -> Value {
        if edtf != &*self.text {
            self.qualifier_mut().edtf = Some(edtf.into());
        }
        self
    }

    /// The same value with the source's own wording.
    #[must_use]
    pub fn with_original(mut self, original: &str) -> Value {
        let original = collapse(original);
        if !original.is_empty() && original != *self.text {
            self.qualifier_mut().original = Some(original.into());
        }
        self
    }

    /// Whether the value says more than its text.
    pub fn is_qualified(&self) -> bool {
        self.qualifier.is_some()
    }

    fn qualifier_mut(&mut self) -> &mut Qualifier {
        self.qualifier.get_or_insert_default()
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::new(text)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::new(&text)
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Value {
        Value::new(text)
    }
}

fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap: Option<char> = None;
    for c in text.chars() {
        if c.is_whitespace() {
            let c = if c == '\n' { '\n' } else { ' ' };
            gap = Some(if gap == Some('\n') { '\n' } else { c });
        } else if c != '\0' {
            if let Some(blank) = gap.take().filter(|_| !out.is_empty()) {
                out.push(blank);
            }
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Value;

    #[test]
    fn blanks_collapse_and_line_breaks_stay() {
        assert_eq!(Value::new("  a \t b \r\n  c  ").text(), "a b\nc");
    }

    #[test]
    fn a_qualifier_that_adds_nothing_is_not_kept() {
        assert!(!Value::new("1971").with_edtf("1971").with_original(" 1971 ").is_qualified());
        assert_eq!(Value::new("1971").with_edtf("1971~").edtf(), Some("1971~"));
    }
}
