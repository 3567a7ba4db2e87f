//! One person named several times.

use std::collections::HashMap;

use super::Person;
use crate::article::Article;
use crate::speech::speech_verb_at;
use crate::token::Kind;

/// The longest form of a name stands for its shorter ones.
pub(super) fn unite(people: &mut [Person]) {
    let mut longest: Vec<(String, String)> =
        people.iter().map(|p| (p.id.clone(), p.name.clone())).collect();
    longest.sort();
    longest.dedup();
    for person in people.iter_mut() {
        let words: Vec<&str> = person.id.trim_start_matches("person:").split('-').collect();
        let fuller = longest.iter().find(|(id, _)| {
            let other: Vec<&str> = id.trim_start_matches("person:").split('-').collect();
            other.len() > words.len() && words.iter().all(|word| other.contains(word))
        });
        if let Some((id, name)) = fuller {
            (person.id, person.name) = (id.clone(), name.clone());
        }
    }
}

/// A family name alone, after the full one.
pub(super) fn mention_again(article: &Article<'_>, people: &mut Vec<Person>) {
    let mut taken = vec![false; article.tokens.len()];
    let mut by_family: HashMap<&str, Person> = HashMap::new();
    for person in people.iter() {
        taken[person.tokens.clone()].fill(true);
        if person.tokens.len() > 1 {
            let family = article.tokens[person.tokens.end - 1].form.as_str();
            by_family.entry(family).or_insert_with(|| person.clone());
        }
    }
    for (at, token) in article.tokens.iter().enumerate() {
        if token.kind != Kind::Word || article.sentence_at(at).is_none() {
            continue;
        }
        if taken[at] {
            continue;
        }
        let after_speech = at > 0 && speech_verb_at(article, at - 1);
        let whole = by_family.get(token.form.as_str()).filter(|person| person.tokens.start < at);
        // "الكولونيل توريه"
        let after_office =
            || at > 0 && super::role_at(article, at - 1).is_some_and(|(len, ..)| len == 1);
        if let Some(person) = whole.filter(|_| after_speech || after_office()) {
            people.push(Person { tokens: at..at + 1, ..person.clone() });
        }
    }
    people.sort_by_key(|person| person.tokens.start);
}
