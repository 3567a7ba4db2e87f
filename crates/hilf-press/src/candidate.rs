//! Words that can be the name of a person or body no table of this crate knows. They count for
//! nothing by themselves: only a list can say that one of them is known.

use std::ops::Range;

use crate::article::Article;
use crate::gazetteer::{self, NameType};
use crate::people::Person;
use crate::speech::{is_function_word, speech_verb_at};
use crate::token::{Kind, Token};

/// Words that can be a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(crate) tokens: Range<usize>,
    pub(crate) kind: NameType,
    /// The rule that found them.
    pub(crate) rule: &'static str,
}

/// Words before somebody who is sought, held, dead or in command.
const LEADS: &[&str] = &[
    "مقتل",
    "قتل",
    "قتلت",
    "تصفيه",
    "اغتيال",
    "استهدف",
    "استهداف",
    "اعتقال",
    "اعتقل",
    "اعتقلت",
    "توقيف",
    "اوقفت",
    "المدعو",
    "المسمي",
    "الملقب",
    "الملقبه",
    "يلقب",
    "المكني",
    "المعروف",
    "يدعي",
    "اسمه",
    "القيادي",
    "قيادي",
    "الارهابي",
    "المتطرف",
    "المتشدد",
    "المطلوب",
    "زعيم",
    "زعيمه",
    "زعيمها",
    "زعيمهم",
    "امير",
    "خليفه",
    "خليفته",
    "بقياده",
    "يقوده",
    "مبايعه",
    "بايع",
    "بايعوا",
    "خلفا",
];

/// Words that begin the name of a body.
const BODIES: &[&str] = &[
    "جماعه",
    "حركه",
    "تنظيم",
    "كتيبه",
    "كتايب",
    "لواء",
    "الويه",
    "جبهه",
    "حزب",
    "جيش",
    "جمعيه",
    "موسسه",
    "شركه",
    "مصرف",
    "بنك",
    "هييه",
    "منظمه",
    "ميليشيا",
    "مليشيا",
    "سرايا",
    "عصايب",
    "انصار",
    "جند",
    "جنود",
    "ولايه",
    "خليه",
];

/// Fathers and mothers by whom people are called: أبو بكر.
const KUNYA: &[&str] = &["ابو", "ابي", "ابا", "ام"];

/// Particles inside names.
const INSIDE: &[&str] = &["بن", "ابن", "بنت", "ابو", "ابي", "ال", "ولد", "الدين", "الله"];

/// A name is not longer than this many words.
const LONGEST: usize = 5;

/// Candidates of a report outside the names and people already known.
pub(crate) fn candidates(
    article: &Article<'_>,
    names: &[gazetteer::Mention],
    people: &[Person],
) -> Vec<Candidate> {
    let mut taken = vec![false; article.tokens.len()];
    for tokens in names.iter().map(|n| &n.tokens).chain(people.iter().map(|p| &p.tokens)) {
        taken[tokens.clone()].fill(true);
    }
    let mut out: Vec<Candidate> = Vec::new();
    for sentence in &article.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let found = candidate_at(article, &taken, sentence.tokens.end, at);
            at = found.as_ref().map_or(at + 1, |found| found.tokens.end);
            out.extend(found);
        }
    }
    out
}

fn candidate_at(article: &Article<'_>, taken: &[bool], end: usize, at: usize) -> Option<Candidate> {
    if taken[at] || article.tokens[at].kind != Kind::Word {
        return None;
    }
    if article.tokens[at].form.is_ascii() {
        return latin(article, taken, end, at);
    }
    let words = |from: usize| arabic(article, taken, end, from);
    if article.is(at, KUNYA) {
        // A kunya alone names too many.
        let tokens = at..words(at + 1).end.min(at + 4);
        let kind = NameType::Person;
        return (tokens.len() >= 3).then_some(Candidate { tokens, kind, rule: "kunya" });
    }
    if article.is(at, LEADS) {
        // "زعيم التنظيم", "القيادي في الجماعة": the name stands a little further on.
        let start = (at + 1..(at + 5).min(end)).find(|i| {
            let token = &article.tokens[*i];
            let common = token.form.starts_with("ال") || article.is(*i, LEADS);
            token.kind == Kind::Word && !taken[*i] && !common && words(*i).len() >= 2
        })?;
        let tokens = words(start);
        return Some(Candidate { tokens, kind: NameType::Person, rule: "led-by-deed-or-rank" });
    }
    if article.is(at, BODIES) {
        let quote = usize::from(article.tokens.get(at + 1).is_some_and(Token::is_quote));
        let tokens = at..words(at + 1 + quote).end;
        let kind = NameType::Organisation;
        return (tokens.len() >= 2).then_some(Candidate { tokens, kind, rule: "kind-of-body" });
    }
    None
}

/// Arabic words from a place on that can belong to one name.
fn arabic(article: &Article<'_>, taken: &[bool], end: usize, from: usize) -> Range<usize> {
    let mut at = from;
    let mut words = 0;
    while at < end && words < LONGEST {
        let token = &article.tokens[at];
        let quote = token.is_quote() && at > from;
        let form = token.form.as_str();
        let belongs = token.kind == Kind::Word && !taken[at] && !form.is_ascii();
        let name = belongs
            && (INSIDE.contains(&form) || !(is_function_word(form) || speech_verb_at(article, at)));
        if !(name || quote) {
            break;
        }
        words += usize::from(!quote);
        at += 1;
    }
    while at > from && article.tokens[at - 1].is_quote() {
        at -= 1;
    }
    from..at
}

/// Latin words in capitals, with the particles of Arab names between them: `Abu Bakr al-Baghdadi`.
fn latin(article: &Article<'_>, taken: &[bool], end: usize, at: usize) -> Option<Candidate> {
    const PARTICLES: &[&str] =
        &["al", "el", "bin", "ibn", "ben", "abu", "umm", "ould", "ad", "ash"];
    let capital = |i: usize| {
        article.text[article.tokens[i].range.clone()].starts_with(|c: char| c.is_uppercase())
    };
    let particle = |i: usize| PARTICLES.contains(&article.tokens[i].form.as_str());
    if !(capital(at) || particle(at)) || is_function_word(&article.tokens[at].form) {
        return None;
    }
    let mut last = at + 1;
    let mut words = 1;
    let mut i = at + 1;
    while i < end && words < LONGEST + 1 {
        let token = &article.tokens[i];
        match token.kind {
            Kind::Word if taken[i] || is_function_word(&token.form) => break,
            Kind::Word if capital(i) => {
                words += 1;
                last = i + 1;
            }
            Kind::Word if particle(i) => words += 1,
            Kind::Mark if token.is("-") || token.is("'") || token.is("’") => {}
            _ => break,
        }
        i += 1;
    }
    let tokens = at..last;
    let named = tokens.clone().filter(|i| article.tokens[*i].kind == Kind::Word).count() >= 2;
    let kind = NameType::Person;
    named.then_some(Candidate { tokens, kind, rule: "capitals" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people;

    fn found(text: &str) -> Vec<(String, &'static str)> {
        let article = Article::new(text);
        let names = gazetteer::mentions(&article);
        let people = people::people(&article, &names);
        let found = candidates(&article, &names, &people);
        found.iter().map(|c| (article.slice(&c.tokens).to_owned(), c.rule)).collect()
    }

    #[test]
    fn kunyas_deeds_and_bodies_lead_to_names() {
        assert_eq!(
            found(
                "عنوان\nأعلن مقتل القيادي شعلان زغلول الدوسري في غارة، وظهر أبو حمزة التونسي بعده.\n"
            ),
            [
                ("شعلان زغلول الدوسري".to_owned(), "led-by-deed-or-rank"),
                ("أبو حمزة التونسي بعده".to_owned(), "kunya")
            ]
        );
        assert_eq!(
            found("عنوان\nوأعلنت كتيبة “نور الصباح” ذلك.\n"),
            [("كتيبة “نور الصباح".to_owned(), "kind-of-body")]
        );
    }

    #[test]
    fn capitals_hold_a_latin_name_together() {
        assert_eq!(
            found("Title\nThe army said Salim bin Hamad al-Dawsari was killed on Monday.\n"),
            [("Salim bin Hamad al-Dawsari".to_owned(), "capitals")]
        );
    }
}
