//! Parts of a query that are compared with the words of the names that other parts find, in place of
//! looking up all words like them. A word that nobody asked for before takes a thousand times as long
//! to look up as to compare with one word.

use hilf_name::{Element, Heard, Spelling, judge, likeness};

use super::Index;
use super::layout::SlotRecord;
use super::likenesses::Likenesses;
use super::query::Query;
use super::search::readings;

/// The parts of a query that are compared directly.
pub(super) struct Direct<'q> {
    parts: Vec<Part<'q>>,
    /// The same as bits.
    pub(super) bits: u32,
    /// Room for a listed word.
    word: Spelling,
}

struct Part<'q> {
    number: usize,
    least: f32,
    readings: Vec<(Heard<'q>, f32)>,
}

impl<'q> Direct<'q> {
    /// The parts of a query with these numbers, as bits. All of them are words of the index, which is
    /// why they count as known.
    pub(super) fn of(query: &Query<'q>, bits: u32) -> Direct<'q> {
        let part = |(number, element): (usize, &'q Element)| Part {
            number,
            least: element.least_similarity(),
            readings: readings(element).map(|(word, factor)| (Heard::of(word), factor)).collect(),
        };
        let elements = query.name.elements.iter().enumerate();
        let parts = elements.filter(|(number, _)| bits >> number & 1 == 1).map(part).collect();
        Direct { parts, bits, word: Spelling::default() }
    }

    /// Finds out how alike the words of a listed name and the parts are, as far as it is not known.
    pub(super) fn compare(
        &mut self,
        index: &Index,
        records: &[SlotRecord],
        likenesses: &mut Likenesses,
    ) {
        if self.parts.is_empty() {
            return;
        }
        for record in records {
            let [first, second] = record.alternatives;
            for term in [record.term, first, second] {
                if likenesses.is_first(term.get()) {
                    self.compare_word(index, term.get(), likenesses);
                }
            }
        }
    }

    fn compare_word(&mut self, index: &Index, term: u32, likenesses: &mut Likenesses) {
        index.read_term(term, &mut self.word);
        let listed = Heard::of(&self.word);
        for part in &self.parts {
            for (own, factor) in &part.readings {
                let alike = likeness(own, &listed);
                if alike > 0.0 {
                    let judged = judge(own, is_known(index, own), &listed, alike) * factor;
                    if judged >= part.least {
                        likenesses.keep(term, part.number, judged);
                    }
                }
            }
        }
    }
}

/// Whether a searched word is that of a known name, or of a listed one.
pub(super) fn is_known(index: &Index, word: &Heard<'_>) -> bool {
    word.is_known() || index.has_term(word)
}
