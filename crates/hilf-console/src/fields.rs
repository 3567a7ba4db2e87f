//! Fields of a query string or of a form.

use form_urlencoded::Serializer;

/// Fields in their order; of several with one name the last counts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads `application/x-www-form-urlencoded`.
    pub(crate) fn read(text: &str) -> Fields {
        Fields(form_urlencoded::parse(text.as_bytes()).into_owned().collect())
    }

    /// The text of a field without blanks at its ends; empty if it is not there.
    pub(crate) fn get(&self, name: &str) -> &str {
        let own = self.0.iter().rev().find(|(key, _)| key == name);
        own.map_or("", |(_, value)| value.trim())
    }

    /// The text of a field with its blanks.
    pub(crate) fn raw(&self, name: &str) -> &str {
        let own = self.0.iter().rev().find(|(key, _)| key == name);
        own.map_or("", |(_, value)| value)
    }

    /// The texts of every field of a name: boxes that were ticked.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.trim())
    }

    /// Whether the field is there, be it empty.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }

    /// A number, if the field is one.
    pub(crate) fn number(&self, name: &str) -> Option<usize> {
        self.get(name).parse().ok()
    }
}

/// A query string of the fields that have a value, with its question mark.
pub(crate) fn query(fields: &[(&str, &str)]) -> String {
    let mut query = Serializer::for_suffix(String::from("?"), 1);
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, value);
    }
    let query = query.finish();
    if query.len() == 1 { String::new() } else { query }
}

/// A text as one segment of a path.
pub(crate) fn segment(text: &str) -> String {
    let escaped: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
    escaped.replace('+', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_trimmed_and_the_last_counts() {
        let fields = Fields::read("a=1&a=+2+&b");
        assert_eq!((fields.get("a"), fields.get("c")), ("2", ""));
        assert!(fields.has("b") && !fields.has("c"));
        assert_eq!(fields.number("a"), Some(2));
        assert_eq!(fields.all("a").collect::<Vec<_>>(), ["1", "2"]);
    }

    #[test]
    fn what_is_written_is_read_again() {
        let text = query(&[("q", "a&b=ع"), ("empty", "")]);
        assert!(text.starts_with("?q=a"), "{text}");
        assert_eq!(Fields::read(&text[1..]).get("q"), "a&b=ع");
        assert_eq!(query(&[("empty", "")]), "");
        assert_eq!(segment("a b/c"), "a%20b%2Fc");
    }
}
