//! Text that stands in HTML, in element content or in a quoted attribute.

/// The text with the five characters that mean something in HTML written as references.
///
/// ```
/// assert_eq!(hilf_text::html::escape("<a href='x'>"), "&lt;a href=&#39;x&#39;&gt;");
/// ```
pub fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
    }
    html
}
