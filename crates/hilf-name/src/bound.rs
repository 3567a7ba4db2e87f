//! What two names can score at most, from what is known of their parts: the guarantees by which
//! an index passes names over. They stand beside the scoring because they must change with it.

use crate::align::{Link, Slot};
use crate::parse::{ELEMENTS_MAX, Weight};
use crate::scale::Scale;
use crate::weigh::{link_info, unmatched_of};

/// Similarity of an initial and the name it stands for.
pub const INITIAL_SIMILARITY: f32 = 0.9;

/// The balance of a comparison that must reach a least score.
///
/// A score is at most `matched / (matched + against)`, and whatever else lowers it only lowers it.
/// So a name reaches the score `t` only if `matched · (1 − t) − against · t` is not negative. Each
/// method bounds what one part adds to that balance or takes from it, in units of information.
#[derive(Debug, Clone, Copy)]
pub struct Balance {
    least: f32,
    /// Whether the query is a text in which the name stands among other words.
    within: bool,
    scale: &'static Scale,
}

/// Room for the rounding of single precision.
const ROUNDING: f32 = 1e-4;

impl Balance {
    /// The balance for a least score, 0 to 1.
    pub fn new(least: f32, within: bool) -> Balance {
        Balance { least, within, scale: &Scale::STANDARD }
    }

    /// Most that a link of this information and similarity adds; negative where its doubt weighs
    /// more than what it matches.
    #[inline]
    pub fn link(&self, info: f32, similarity: f32) -> f32 {
        info * self.rate(similarity)
    }

    /// Most that a link of this similarity adds for each unit of its information.
    #[inline]
    pub fn rate(&self, similarity: f32) -> f32 {
        let doubt = self.scale.doubt * (1.0 - similarity);
        similarity * (1.0 - self.least) - doubt * self.least
    }

    /// Least that each query part takes if nothing answers to it.
    pub fn query_left(&self, query: &[Slot]) -> Vec<f32> {
        let middle = self.scale.query_between.min(self.scale.query_middle);
        let left = |i: u8| match self.within {
            true => 0.0,
            false => self.least * unmatched_of(i, query, middle, self.scale),
        };
        (0..query.len() as u8).map(left).collect()
    }

    /// Whether at least two parts of the query must be answered. One part alone is not enough
    /// where another that counts stays open.
    pub fn needs_two(&self, query: &[Slot]) -> bool {
        let counts = |slot: &&Slot| !matches!(slot.weight, Weight::LegalForm | Weight::Filler);
        !self.within
            && self.least > self.scale.one_part_max
            && query.iter().filter(counts).count() >= 2
    }

    /// Whether a word must be answered, because initials alone never reach the least score.
    pub fn needs_a_word(&self) -> bool {
        self.least > self.scale.one_part_max
    }

    /// Least that two name parts take which stand against each other.
    fn conflict(&self) -> f32 {
        let scale = self.scale;
        let names = scale.conflict.min(scale.conflict_first) * scale.conflict_least;
        if self.within { 0.0 } else { self.least * names.min(scale.conflict_initial).max(0.0) }
    }

    /// Whether two names can reach the least score with some of these links, one element each: the
    /// best link of every query part is taken, as if no other part needed its place.
    pub fn allows(
        &self,
        (query, left): (&[Slot], &[f32]),
        listed: &[Slot],
        links: &[Link],
    ) -> bool {
        self.allows_between((query, query), left, listed, links)
    }

    /// As [`Balance::allows`], of a query of which it is only known what its parts carry at least
    /// and at most; `left` is what they take at least.
    pub fn allows_between(
        &self,
        (least, most): (&[Slot], &[Slot]),
        left: &[f32],
        listed: &[Slot],
        links: &[Link],
    ) -> bool {
        let mut tally = Tally::new(self);
        let mut answered = [false; ELEMENTS_MAX];
        for link in links {
            let (i, j) = (usize::from(link.query.0), usize::from(link.listed.0));
            answered[j] = true;
            // What a link adds rises or falls evenly with what its parts carry.
            for query in [least, most] {
                tally.answer(i, self.link(link_info(link, query, listed), link.similarity));
            }
        }
        for (slot, answered) in listed.iter().zip(answered) {
            let (is_name, bracketed) = (slot.is_name(), slot.bracketed);
            let stands = is_name || slot.weight == Weight::Initial;
            tally.listed(&Listed { info: slot.info, is_name, stands, bracketed }, answered);
        }
        tally.is_reached(least, left)
    }

    /// Whether what parts add and take is enough.
    #[inline]
    pub fn is_reached(&self, balance: f32) -> bool {
        balance >= -ROUNDING
    }

    /// Most that an initial of the query adds: it may stand for a part of any listed name.
    pub fn initial(&self, slot: &Slot) -> f32 {
        self.link(slot.info, 1.0).max(0.0)
    }

    /// Most that a query part adds by a listed initial.
    pub fn by_initial(&self, slot: &Slot) -> f32 {
        let info = slot.info.min(crate::share(Weight::Initial, true));
        self.link(info, INITIAL_SIMILARITY).max(0.0)
    }

    /// Most that a query part adds by a listed word of at most this information. A link that
    /// weighs against the match may be of a word that hardly counts.
    #[inline]
    pub fn by_word(&self, slot: &Slot, info: f32, similarity: f32) -> f32 {
        self.link(slot.info.min(info), similarity).max(0.0)
    }
}

/// A listed part as far as the balance needs it.
#[derive(Debug, Clone, Copy)]
pub struct Listed {
    /// Information it carries, 0 to 1.
    pub info: f32,
    /// Whether it is a name, or may be.
    pub is_name: bool,
    /// Whether it can stand against a part of the query: a name or an initial.
    pub stands: bool,
    /// Whether it stands in brackets.
    pub bracketed: bool,
}

/// The balance of two names, gathered part by part: the best answer of every query part counts, as if
/// no other part needed its place.
#[derive(Debug, Clone, Copy)]
pub struct Tally<'a> {
    balance: &'a Balance,
    best: [f32; ELEMENTS_MAX],
    /// What listed parts take that nothing answers to.
    taken: f32,
    /// The same of the place of the last name so far.
    taken_by_last: f32,
    has_first: bool,
    listed_open: u32,
}

impl<'a> Tally<'a> {
    /// Begins with nothing.
    #[inline]
    pub fn new(balance: &'a Balance) -> Tally<'a> {
        let best = [f32::NEG_INFINITY; ELEMENTS_MAX];
        let (taken, taken_by_last, has_first, listed_open) = (0.0, 0.0, false, 0);
        Tally { balance, best, taken, taken_by_last, has_first, listed_open }
    }

    /// A query part is answered by something that adds so much.
    #[inline]
    pub fn answer(&mut self, part: usize, adds: f32) {
        if let Some(best) = self.best.get_mut(part) {
            *best = best.max(adds);
        }
    }

    /// The next part of the listed name, and whether anything may answer to it.
    #[inline]
    pub fn listed(&mut self, part: &Listed, answered: bool) {
        let scale = self.balance.scale;
        let open = if answered { 0.0 } else { part.info };
        self.taken += scale.listed_left * open * if part.bracketed { 0.4 } else { 1.0 };
        self.listed_open += u32::from(!answered && part.stands);
        if part.is_name && !part.bracketed {
            if self.has_first {
                self.taken_by_last = scale.listed_last * open;
            } else {
                self.taken += scale.listed_first * open;
                self.has_first = true;
            }
        }
    }

    /// Whether all that is enough for a query of these parts; `left` is what each takes at least if
    /// nothing answers to it.
    #[inline]
    pub fn is_reached(&self, query: &[Slot], left: &[f32]) -> bool {
        let (mut balance, mut query_open) = (0.0, 0);
        for ((slot, best), left) in query.iter().zip(&self.best).zip(left) {
            balance += best.max(-left);
            let stands = slot.is_name() || slot.weight == Weight::Initial;
            query_open += u32::from(*best == f32::NEG_INFINITY && stands);
        }
        balance -= self.balance.least * (self.taken + self.taken_by_last);
        balance -= self.balance.conflict() * query_open.min(self.listed_open) as f32;
        self.balance.is_reached(balance)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Bond, Class, Ending, SIMILARITY_MIN, Tail, align};

    fn slots() -> impl Strategy<Value = Vec<Slot>> {
        let weight = prop::sample::select(vec![
            Weight::Name,
            Weight::Name,
            Weight::TitleOrName,
            Weight::Generic,
            Weight::LegalForm,
            Weight::Filler,
            Weight::Number,
        ]);
        let flags =
            (any::<bool>(), prop::bool::weighted(0.1), any::<bool>(), prop::bool::weighted(0.2));
        let slot = (0.02_f32..1.0, weight, flags).prop_map(
            |(info, weight, (nasab, bracketed, known, patronymic))| {
                let (article, ending) = (false, Ending::Closed);
                Slot {
                    info,
                    class: Class::Plain,
                    tail: Tail::None,
                    weight,
                    nasab,
                    bracketed,
                    article,
                    ending,
                    known,
                    patronymic,
                }
            },
        );
        prop::collection::vec(slot, 1..6)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn no_name_that_scores_enough_is_passed_over(
            query in slots(),
            listed in slots(),
            alike in prop::collection::vec(0.3_f32..1.0, 36),
            within in any::<bool>(),
            least in 0.5_f32..0.95,
        ) {
            let mut links = Vec::new();
            for i in 0..query.len() {
                for j in 0..listed.len() {
                    let similarity = alike[i * 6 + j];
                    if similarity >= SIMILARITY_MIN {
                        let (query, listed) = ((i as u8, 1), (j as u8, 1));
                        links.push(Link { query, listed, similarity, bond: Bond::Pair });
                    }
                }
            }
            let balance = Balance::new(least, within);
            let left = balance.query_left(&query);
            let answered: std::collections::BTreeSet<u8> = links.iter().map(|l| l.query.0).collect();
            let allowed = balance.allows((&query, &left), &listed, &links)
                && !(balance.needs_two(&query) && answered.len() < 2);
            let score = align(&query, &listed, &mut links, within).score;
            prop_assert!(allowed || score < least, "{score} {least}");
        }
    }
}
