//! Looking up names by some of their words, as people do who browse a list.
//!
//! Screening asks who a whole name may be; this asks who has these words in a name. Both go through
//! the same words, sounds and postings, so that whoever is found by screening is found here by each
//! word of the name, in whichever script it is typed.

use std::collections::{HashMap, HashSet};

use hilf_name::{Element, Name, Spelling, Unit, Weight, Writing};

use super::Index;
use super::exact::whole_names;
use super::layout::SlotRecord;
use super::neighbours::Finder;
use super::slots::weight_of;

/// How near a listed word must be to one that is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nearness {
    /// The same word, though it may be spelt otherwise or in another script.
    Same,
    /// Any word that screening would take for the same.
    Like,
}

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Lookup {
    /// How near the words must be.
    pub near: Nearness,
    /// Whether the last word may go on.
    pub goes_on: bool,
    /// Whether the words must follow each other in one name.
    pub in_order: bool,
}

/// Least similarity of the same word spelt otherwise: what the scripts leave open costs no more.
const SAME_MIN: f32 = 0.85;
/// Similarity of a word to one that it begins.
const BEGINNING: f32 = 0.95;
/// Consonants that a beginning must have to be looked for in the other script.
const CONSONANTS_MIN: usize = 2;
/// What the share of the name that was asked for adds to the relevance.
const COVER: f32 = 0.4;

/// Listed words, names or entities by number, with how near they are to what is looked for.
type Found = HashMap<u32, f32>;

impl Index {
    /// Ordinals of the records that have names with all the words of a text, with a relevance
    /// from 0 to 1: how near the words are and how much of the name they make up. Legal forms and
    /// connecting words are not asked for, unless there is nothing else. A name that is the text
    /// word for word is found even where it has no sound.
    pub fn with_words(&self, text: &Name, lookup: Lookup) -> Vec<(u32, f32)> {
        let mut words: Vec<&Element> =
            text.elements.iter().filter(|element| !is_light(element.weight)).collect();
        if words.is_empty() {
            words = text.elements.iter().collect();
        }
        let last = words.len().saturating_sub(1);
        let terms: Vec<Found> = (0..)
            .zip(&words)
            .map(|(place, word)| {
                self.terms_like(word, lookup.near, lookup.goes_on && place == last)
            })
            .collect();
        let mut names: Vec<Found> = terms.iter().map(|terms| self.names_with(terms)).collect();
        if lookup.in_order {
            self.keep_in_order(&terms, &mut names);
        }
        let mut found = self.entities_with_all(&names);
        for name in whole_names(self, text) {
            let number = self.tables.names.get().get(name as usize).map(|name| name.entity.get());
            found.extend(number.map(|number| (number, 1.0)));
        }
        let ordinal = |(number, relevance)| Some((self.entity(number)?.ordinal, relevance));
        found.into_iter().filter_map(ordinal).collect()
    }

    /// Names in which one of these words stands.
    fn names_with(&self, terms: &Found) -> Found {
        let mut names = Found::new();
        let postings = self.postings();
        for (term, similarity) in terms {
            for name in postings.of(*term) {
                let known = names.entry(name.get()).or_default();
                *known = known.max(*similarity);
            }
        }
        names
    }

    fn terms_like(&self, word: &Element, near: Nearness, goes_on: bool) -> Found {
        let least = match near {
            _ if word.weight == Weight::Number => 1.0,
            Nearness::Same => SAME_MIN.max(word.least_similarity()),
            Nearness::Like => word.least_similarity(),
        };
        let mut terms = Found::new();
        let mut add = |term: u32, similarity: f32| {
            let known = terms.entry(term).or_default();
            *known = known.max(similarity);
        };
        for spelling in std::iter::once(&word.spelling).chain(&word.alternatives) {
            self.term_of(spelling).into_iter().for_each(|term| add(term, 1.0));
            if word.weight != Weight::Initial {
                let like = self.neighbours.of(spelling, || Finder::default().find(self, spelling));
                let like = like.iter().filter(|(_, similarity)| *similarity >= least);
                like.for_each(|(term, similarity)| add(*term, *similarity));
            }
            if goes_on || matches!(word.weight, Weight::Initial | Weight::Truncated) {
                let beginning = self.terms_beginning(spelling);
                beginning.into_iter().for_each(|term| add(term, BEGINNING));
            }
        }
        terms
    }

    /// Words that begin like this one: in the same writing unit by unit, in the other by their
    /// consonants, because only one of the two writes vowels.
    fn terms_beginning(&self, beginning: &Spelling) -> Vec<u32> {
        let voweled = self.tables.counts.get().first().map_or(0, |c| c.get());
        let (own, other) = match beginning.writing {
            Writing::Voweled => (0..voweled, voweled..self.terms() as u32),
            Writing::Abjad => (voweled..self.terms() as u32, 0..voweled),
        };
        if beginning.units.is_empty() {
            return Vec::new();
        }
        let units: Vec<u8> = beginning.units.iter().map(|unit| unit.0).collect();
        let mut terms: Vec<u32> =
            own.filter(|term| self.term_units(*term).starts_with(&units)).collect();
        let wanted: Vec<u8> = consonants(&units).collect();
        if wanted.len() >= CONSONANTS_MIN {
            let mut fits = |term: &u32| {
                let mut listed = consonants(self.term_units(*term));
                wanted.iter().all(|unit| listed.next() == Some(*unit))
            };
            terms.extend(other.filter(&mut fits));
        }
        terms
    }

    /// Takes away the names in which the words do not follow each other.
    fn keep_in_order(&self, terms: &[Found], names: &mut [Found]) {
        let Some((first, rest)) = names.split_first() else { return };
        let listed = self.listed();
        let in_all = |name: &u32| rest.iter().all(|found| found.contains_key(name));
        let whole: HashSet<u32> = first
            .keys()
            .copied()
            .filter(in_all)
            .filter(|name| follow(listed.slots_of(*name), terms))
            .collect();
        for found in names {
            found.retain(|name, _| whole.contains(name));
        }
    }

    /// Entities, as the index numbers them, with their relevance.
    fn entities_with_all(&self, found: &[Found]) -> Found {
        let mut by_entity: HashMap<u32, Vec<f32>> = HashMap::new();
        let mut words_of: HashMap<u32, usize> = HashMap::new();
        let records = self.tables.names.get();
        for (place, names) in found.iter().enumerate() {
            for (name, similarity) in names {
                let Some(record) = records.get(*name as usize) else { continue };
                let best =
                    by_entity.entry(record.entity.get()).or_insert_with(|| vec![0.0; found.len()]);
                best[place] = best[place].max(*similarity);
                *words_of.entry(*name).or_default() += 1;
            }
        }
        by_entity.retain(|_, best| best.iter().all(|similarity| *similarity > 0.0));
        let mut cover: HashMap<u32, f32> = HashMap::new();
        for (name, words) in words_of {
            let Some(record) = records.get(name as usize) else { continue };
            let of = usize::from(record.slots).max(found.len()).max(1);
            let own = cover.entry(record.entity.get()).or_default();
            *own = own.max(words as f32 / of as f32);
        }
        let relevant = |(entity, best): (u32, Vec<f32>)| {
            let mean = best.iter().sum::<f32>() / best.len().max(1) as f32;
            let cover = cover.get(&entity).copied().unwrap_or(0.0).min(1.0);
            (entity, mean * (1.0 - COVER + COVER * cover))
        };
        by_entity.into_iter().map(relevant).collect()
    }
}

/// The units of a word that both scripts write.
fn consonants(units: &[u8]) -> impl Iterator<Item = u8> + '_ {
    units.iter().copied().filter(|unit| !Unit(*unit).is_weak())
}

fn is_light(weight: Weight) -> bool {
    matches!(weight, Weight::LegalForm | Weight::Filler)
}

/// Whether the words stand one after another in a name, light words between them left out.
fn follow(slots: &[SlotRecord], terms: &[Found]) -> bool {
    let answers = |slot: &SlotRecord, terms: &Found| {
        let mut own = std::iter::once(slot.term).chain(slot.alternatives);
        own.any(|term| terms.contains_key(&term.get()))
    };
    let heavy: Vec<&SlotRecord> =
        slots.iter().filter(|slot| !is_light(weight_of(slot.weight))).collect();
    heavy
        .windows(terms.len().max(1))
        .any(|window| window.iter().zip(terms).all(|(slot, terms)| answers(slot, terms)))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use hilf_entity::{Entity, Schema};
    use hilf_list::Record;
    use hilf_name::parse;

    use super::*;
    use crate::IndexBuilder;

    fn index(names: &[&[&str]]) -> Index {
        let record = |(ordinal, names): (u32, &&[&str])| {
            let mut entity = Entity::new(format!("x-{ordinal}"), Schema::named("Person").unwrap());
            entity.add_all("name", names.iter().copied());
            (ordinal, Record { position: Default::default(), entity, related: Vec::new() })
        };
        let mut builder = IndexBuilder::new();
        builder.add(&(0..).zip(names).map(record).collect::<Vec<_>>());
        Index::open(Arc::new(builder.finish())).unwrap()
    }

    fn people() -> Index {
        index(&[
            &["Karim Bin Salim Qadiri", "Abu Tariq"],
            &["كريم القادري"],
            &["Karima Qadirova"],
            &["Salim Karim Haddad"],
            &["Tareq Haddad"],
        ])
    }

    fn found(index: &Index, text: &str, lookup: Lookup) -> Vec<u32> {
        let mut found = index.with_words(&parse(text), lookup);
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.into_iter().map(|(ordinal, _)| ordinal).collect()
    }

    const SAME: Lookup = Lookup { near: Nearness::Same, goes_on: false, in_order: false };

    #[test]
    fn every_word_must_be_there_in_whatever_script_and_name() {
        let index = people();
        assert_eq!(found(&index, "qadiri", SAME), [1, 0], "the shorter name first");
        assert_eq!(found(&index, "قادري", SAME), [1, 0]);
        assert_eq!(found(&index, "qadiri tariq", SAME), [0], "words of two names of one person");
        assert_eq!(found(&index, "qadiri nobody", SAME), [0_u32; 0]);
        assert_eq!(found(&index, "", SAME), [0_u32; 0]);
    }

    #[test]
    fn a_name_without_a_sound_is_found_by_itself() {
        let index = index(&[&["Aa"], &["Ee Oo"]]);
        assert_eq!(found(&index, "ee oo", SAME), [1]);
    }

    #[test]
    fn like_words_are_found_only_when_they_are_asked_for() {
        let index = people();
        let like = Lookup { near: Nearness::Like, ..SAME };
        assert_eq!(found(&index, "hadaad", SAME), [4, 3], "the same sounds");
        assert_eq!(found(&index, "hadbad", SAME), [0_u32; 0]);
        assert_eq!(found(&index, "hadbad", like), [4, 3]);
    }

    #[test]
    fn a_beginning_is_found_in_both_scripts() {
        let index = people();
        let begins = Lookup { goes_on: true, ..SAME };
        let found = |text: &str| {
            let mut found = found(&index, text, begins);
            found.sort_unstable();
            found
        };
        assert_eq!(found("qadir"), [0, 1, 2]);
        assert_eq!(found("قاد"), [0, 1, 2]);
        assert_eq!(found("salim qad"), [0]);
        assert_eq!(found("qad salim"), [0_u32; 0], "only the last word may go on");
    }

    #[test]
    fn a_phrase_stands_together_in_one_name() {
        let index = people();
        let phrase = Lookup { in_order: true, ..SAME };
        assert_eq!(found(&index, "Karim Salim", phrase), [0], "connecting words do not count");
        assert_eq!(found(&index, "Salim Karim", phrase), [3]);
        assert_eq!(found(&index, "Karim Qadiri", phrase), [1], "a word stands between");
    }
}
