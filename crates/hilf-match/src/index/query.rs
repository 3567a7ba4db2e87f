//! A query as the index sees it: what its parts can add to the balance of a name.

use hilf_name::{Balance, Name, Runs, Slot, Weight};

use super::Index;
use super::initials::Agreed;
use super::marks::Answered;

/// A query as the index sees it.
pub(super) struct Query<'q> {
    pub(super) name: &'q Name,
    pub(super) slots: Vec<Slot>,
    pub(super) runs: Runs<'q>,
    pub(super) balance: Balance,
    /// What each element takes from the balance if nothing answers to it.
    pub(super) left: Vec<f32>,
    /// The most that each element adds, by the best of all words.
    most: Vec<f32>,
    /// Elements that initials stand for, as bits: any word may answer to them.
    pub(super) initials: u32,
    /// Elements that initials of listed names can stand for.
    pub(super) agreed: Agreed,
    pub(super) needs_two: bool,
    pub(super) least: f32,
}

impl<'q> Query<'q> {
    pub(super) fn new(
        index: &Index,
        name: &'q Name,
        slots: Vec<Slot>,
        (balance, least): (Balance, f32),
    ) -> Query<'q> {
        let bit = |(i, slot): (usize, &Slot)| u32::from(slot.weight == Weight::Initial) << i;
        Query {
            name,
            runs: Runs::of(name),
            balance,
            left: balance.query_left(&slots),
            most: slots.iter().map(|slot| balance.by_word(slot, slot.info, 1.0)).collect(),
            initials: slots.iter().enumerate().map(bit).sum(),
            agreed: Agreed::of(index, name, &slots),
            needs_two: balance.needs_two(&slots),
            least,
            slots,
        }
    }

    /// Whether a name can reach the balance that answers to no more than these elements, as bits,
    /// whatever else it has.
    pub(super) fn allows(&self, answered: u32) -> bool {
        let mut balance = 0.0;
        for (i, (most, left)) in self.most.iter().zip(&self.left).enumerate() {
            balance += if answered >> i & 1 == 1 { *most } else { -left };
        }
        self.balance.is_reached(balance)
    }

    /// Whether a name can be a hit that answers to no more than these elements, as bits, unless it
    /// does so by words written as one.
    pub(super) fn may_reach(&self, answered: u32) -> bool {
        (!self.needs_two || answered.count_ones() >= 2) && self.allows(answered)
    }

    /// The most that some elements, as bits, add together.
    pub(super) fn most_of(&self, elements: u32) -> f32 {
        let most = self.most.iter().enumerate();
        most.filter(|(i, _)| elements >> i & 1 == 1).map(|(_, most)| most).sum()
    }

    /// Whether any name can reach the balance, whatever it answers to.
    pub(super) fn allows_all(&self) -> bool {
        !self.needs_two && self.allows(self.initials)
    }

    /// What the parts add that stand for any word.
    pub(super) fn free(&self) -> f32 {
        let initials = self.slots.iter().filter(|slot| slot.weight == Weight::Initial);
        initials.map(|slot| self.balance.initial(slot)).sum()
    }
}

/// Which names can reach the balance, by the parts they answer to.
pub(super) struct Verdicts<'a, 'q> {
    query: &'a Query<'q>,
    /// By part: the most that a word adds, and one that is not strong.
    most: Vec<(f32, f32)>,
    /// By parts that are answered strongly and by parts that are answered at all, as bits: the balance;
    /// NaN for what was not asked so far.
    known: [f32; 1 << (2 * VERDICTS)],
}

/// Parts of which all combinations are remembered.
const VERDICTS: usize = 5;

impl<'a, 'q> Verdicts<'a, 'q> {
    /// The verdicts on a query; of the parts in `found` it is known what words add at most, and words
    /// that are not strong.
    pub(super) fn of(
        query: &'a Query<'q>,
        found: impl Iterator<Item = (usize, (f32, f32))>,
    ) -> Self {
        let mut most: Vec<(f32, f32)> = query.most.iter().map(|most| (*most, *most)).collect();
        for (part, adds) in found {
            most[part] = adds;
        }
        Verdicts { query, most, known: [f32::NAN; 1 << (2 * VERDICTS)] }
    }

    /// Whether a name of which no words are written as one can reach the balance, if it answers to no
    /// more than these parts and one of them adds no more than is given with it.
    #[inline]
    pub(super) fn allows_apart(&mut self, parts: Answered, (part, adds): (usize, f32)) -> bool {
        let count = self.query.slots.len() as u32;
        let own = (parts.any | self.query.initials) & (u32::MAX >> (32 - count.clamp(1, 32)));
        if self.query.needs_two && own.count_ones() < 2 {
            return false;
        }
        let balance = self.balance(parts);
        let (strong, weak) = self.most[part];
        let counted = if parts.strongly >> part & 1 == 1 { strong } else { weak };
        self.query.balance.is_reached(balance - (counted - adds).max(0.0))
    }

    #[inline]
    fn balance(&mut self, parts: Answered) -> f32 {
        let any = parts.any | self.query.initials;
        let strongly = parts.strongly | self.query.initials;
        if self.query.slots.len() > VERDICTS {
            return self.sum(any, strongly);
        }
        let key = |parts: u32| parts as usize % (1 << VERDICTS);
        let at = key(strongly) << VERDICTS | key(any);
        if self.known[at].is_nan() {
            self.known[at] = self.sum(any, strongly);
        }
        self.known[at]
    }

    fn sum(&self, any: u32, strongly: u32) -> f32 {
        let of_part = |(i, ((strong, weak), left)): (usize, (&(f32, f32), &f32))| {
            let is_among = |parts: u32| parts >> i & 1 == 1;
            if is_among(strongly) {
                *strong
            } else if is_among(any) {
                *weak
            } else {
                -left
            }
        };
        self.most.iter().zip(&self.query.left).enumerate().map(of_part).sum()
    }
}
