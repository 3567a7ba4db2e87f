//! Searching without the index's short cuts: the yardstick of its recall.

use hilf_name::{Balance, Heard, Name, SIMILARITY_MIN, Slot, Spelling};

use super::{NameHit, Search, info_of, readings};
use crate::index::Index;
use crate::index::exact::whole_names;
use crate::index::query::Query;

impl Search {
    /// Scores every listed name, without the index's short cuts: the yardstick of its recall.
    pub fn names_by_brute_force(
        &mut self,
        index: &Index,
        query: &Name,
        least: f32,
    ) -> Vec<NameHit> {
        let balance = Balance::new(0.0, true);
        self.likenesses.begin(query.elements.len(), balance);
        let slot = |element| Slot::of(element, info_of(index, &self.neighbours_of(index, element)));
        let slots = query.elements.iter().map(slot).collect();
        self.compare_every_word(index, query);
        let query = Query::new(index, query, slots, (balance, least));
        let wholes = whole_names(index, query.name);
        (0..index.names() as u32)
            .filter_map(|name| {
                let records = index.listed().slots_of(name);
                self.score(index, &query, records, (name, true, wholes.contains(&name)))
            })
            .collect()
    }

    /// Compares every query element with every listed word directly, without the trees.
    fn compare_every_word(&mut self, index: &Index, query: &Name) {
        for (i, element) in query.elements.iter().enumerate() {
            for (spelling, factor) in readings(element) {
                for (term, similarity) in compared(index, spelling) {
                    if similarity * factor >= element.least_similarity() {
                        self.likenesses.keep(term, i, similarity * factor);
                    }
                }
            }
        }
    }
}

/// Every listed word that is like a query's, by comparing it with each.
fn compared(index: &Index, spelling: &Spelling) -> Vec<(u32, f32)> {
    let terms = 0..index.terms() as u32;
    let known = hilf_name::is_known(spelling)
        || terms.clone().any(|term| index.term_spelling(term) == *spelling);
    let own = Heard::of(spelling);
    let judged = |term: u32| {
        let listed = index.term_spelling(term);
        let listed = Heard::of(&listed);
        let alike = hilf_name::likeness(&own, &listed);
        (term, hilf_name::judge(&own, known, &listed, alike))
    };
    terms.map(judged).filter(|(_, similarity)| *similarity >= SIMILARITY_MIN).collect()
}
