//! Words of a sentence by which it is held beside others.

use crate::speech::is_function_word;
use crate::token::{Kind, Token, tokens};

/// Words of a sentence that carry what it says: no numbers, particles or function words.
pub(crate) fn content(sentence: &str) -> Vec<String> {
    let mut out: Vec<String> = tokens(sentence)
        .iter()
        .filter(|token| token.kind == Kind::Word && !is_function_word(&token.form))
        .map(stem)
        .filter(|stem| stem.chars().count() >= 3)
        .collect();
    out.sort();
    out.dedup();
    out
}

/// The shortest stem of a word, without article and endings that only its place decides.
fn stem(token: &Token) -> String {
    let joined = token.stems.iter().filter(|stem| stem.form.chars().count() >= 4);
    let shortest = joined.map(|stem| stem.form.as_str()).min_by_key(|form| form.len());
    bare(shortest.unwrap_or(&token.form)).to_owned()
}

pub(crate) fn bare(form: &str) -> &str {
    let form = form.strip_prefix("ال").filter(|rest| rest.chars().count() >= 3).unwrap_or(form);
    let long = |rest: &&str| rest.chars().count() >= 3;
    form.strip_suffix('ا').or_else(|| form.strip_suffix('ه')).filter(long).unwrap_or(form)
}
