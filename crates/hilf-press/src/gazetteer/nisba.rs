//! Relational adjectives of countries.

use std::sync::OnceLock;

use super::countries;
use crate::token::form_of;

/// Country whose people a relational adjective names: المغربي, الفرنسية.
pub(crate) fn nisba(form: &str) -> Option<&'static str> {
    static FORMS: OnceLock<std::collections::HashMap<String, &'static str>> = OnceLock::new();
    let forms = FORMS.get_or_init(|| {
        let mut out = std::collections::HashMap::new();
        for row in countries() {
            for adjective in row[4].split('|').filter(|a| !a.is_empty() && !a.contains(' ')) {
                let bare = form_of(adjective);
                for form in
                    [bare.clone(), format!("{bare}ه"), format!("{bare}ون"), format!("{bare}ين")]
                {
                    out.insert(format!("ال{form}"), row[0]);
                    out.insert(form, row[0]);
                }
            }
        }
        out
    });
    forms.get(form).copied()
}
