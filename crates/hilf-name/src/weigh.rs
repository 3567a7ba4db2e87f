//! What an alignment says of two names as a number, charge by charge.

use crate::align::{Alignment, Bond, Link, SIMILARITY_MIN, Slot, span};
use crate::parse::Weight;
use crate::scale::Scale;

/// Whether an element of a query tells nobody from another where nothing answers to it: a legal form, a
/// connecting word, a father's name by its form, and a word that may be a title before a name, as people
/// are addressed by; at the end it is what the family is called.
fn is_light(i: usize, query: &[Slot]) -> bool {
    let slot = &query[i];
    let is_before_a_name = || query[i + 1..].iter().any(|slot| slot.weight == Weight::Name);
    slot.patronymic
        || says_nothing(slot)
        || slot.weight == Weight::TitleOrName && is_before_a_name()
}

/// Whether an element is none of a bearer's names.
fn says_nothing(slot: &Slot) -> bool {
    matches!(slot.weight, Weight::LegalForm | Weight::Filler)
}

/// What an unanswered element of a query costs; `middle` is the share of one between others.
pub(crate) fn unmatched_of(i: u8, query: &[Slot], middle: f32, scale: &Scale) -> f32 {
    let slot = &query[usize::from(i)];
    if slot.weight == Weight::TitleOrName {
        // `Sayyid` before a name is somebody's address more often than his name.
        return TITLE * middle * slot.info;
    }
    // A father's name is between others wherever it stands: `Peskov Dmitri Nikolaevich`.
    let stands = |slot: &Slot| slot.weight == Weight::Name && !slot.patronymic;
    let mut names = (0..query.len()).filter(|i| stands(&query[*i]));
    let first = names.next();
    let at_end = first == Some(usize::from(i)) || names.next_back() == Some(usize::from(i));
    let place = if at_end { scale.query_end } else { middle };
    place * slot.info * if slot.bracketed { 0.4 } else { 1.0 }
}

/// What an unanswered word that may be a title costs, in shares of a name's.
const TITLE: f32 = 0.5;

/// Least that a part is alike which is sure to be the same.
const SURE: f32 = 0.85;

/// What is left of a score of which so much is matched.
fn left_of(least: f32, enough: f32, matched: f32) -> f32 {
    let share = (matched / enough).min(1.0);
    least + (1.0 - least) * share * share
}

/// Why a name score is less than 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charge {
    /// The link of this number is not exact.
    Doubt(usize),
    /// Nothing answers to this query element.
    QueryLeft(u8),
    /// Nothing answers to this listed element.
    ListedLeft(u8),
    /// These elements (query, listed) stand against each other.
    Conflict(u8, u8),
    /// The legal forms (query, listed) are of different kinds.
    LegalForm(u8, u8),
    /// What is matched is too common to say much.
    Common,
    /// The parts stand in another order, and some are missing or all are common.
    Order,
    /// A number is missing on one side, or another.
    Number,
    /// Fewer than two name parts are matched.
    OnePart,
    /// The listed name is one word and initials.
    Initials,
    /// Father and son have changed places.
    Swapped,
}

/// The score of an alignment, with every charge and what it takes away handed to `sink`. One
/// less the sum of the charges is the score.
pub fn weigh(
    alignment: &Alignment,
    query: &[Slot],
    listed: &[Slot],
    scale: &Scale,
    sink: &mut impl FnMut(Charge, f32),
) -> f32 {
    let weighing = Weighing { alignment, query, listed, scale };
    let matched = weighing.matched();
    if matched <= 0.0 {
        return 0.0;
    }
    let mut against = 0.0;
    weighing.charges(matched, &mut |_, amount| against += amount);
    let whole = matched + against;
    weighing.charges(matched, &mut |charge, amount| {
        if amount > 0.0 {
            sink(charge, amount / whole);
        }
    });
    weighing.lowered(matched, matched / whole, sink)
}

/// Information that a link carries: that of the commoner side, since what is shared of a rare word
/// and a common one is what is common.
pub fn link_info(link: &Link, query: &[Slot], listed: &[Slot]) -> f32 {
    let info: f32 = span(link.listed).map(|j| listed[j].info).sum();
    let own: f32 = span(link.query).map(|i| query[i].info).sum();
    info.min(own)
}

/// A score on its way down.
struct Lowering<'s, S> {
    score: f32,
    sink: &'s mut S,
}

impl<S: FnMut(Charge, f32)> Lowering<'_, S> {
    fn to(&mut self, charge: Charge, most: f32) {
        if most < self.score {
            (self.sink)(charge, self.score - most);
            self.score = most;
        }
    }

    fn by(&mut self, charge: Charge, factor: f32) {
        self.to(charge, self.score * factor);
    }
}

struct Weighing<'a> {
    alignment: &'a Alignment,
    query: &'a [Slot],
    listed: &'a [Slot],
    scale: &'a Scale,
}

impl Weighing<'_> {
    fn matched(&self) -> f32 {
        let of = |link: &Link| link_info(link, self.query, self.listed) * link.similarity;
        self.alignment.links.iter().map(of).sum()
    }

    /// What stands against the match, in units of information.
    fn charges(&self, matched: f32, sink: &mut dyn FnMut(Charge, f32)) {
        let scale = self.scale;
        let common = (1.0 - matched / scale.enough).max(0.0);
        let alone = self.alone();
        for (number, link) in self.alignment.links.iter().enumerate() {
            let doubt = link_info(link, self.query, self.listed) * (1.0 - link.similarity);
            let other = if self.is_other_name(link) { alone } else { 0.0 };
            let rate = scale.doubt + scale.doubt_common * common + self.at_edge(link) + other;
            sink(Charge::Doubt(number), rate * doubt);
        }
        let is_whole = self.is_whole();
        for i in &self.alignment.query_left {
            let middle = match is_whole && self.is_between(*i) {
                true => {
                    (scale.query_between + scale.between_common * common).min(scale.query_middle)
                }
                false => scale.query_middle,
            };
            let amount = match self.is_outside(*i) {
                true => 0.0,
                false => unmatched_of(*i, self.query, middle, scale),
            };
            sink(Charge::QueryLeft(*i), amount);
        }
        for j in &self.alignment.listed_left {
            let slot = &self.listed[usize::from(*j)];
            let shown = if slot.bracketed { slot.info * 0.4 } else { slot.info };
            sink(Charge::ListedLeft(*j), scale.listed_left * shown + self.end(*j));
        }
        self.conflicts(sink);
    }

    fn conflicts(&self, sink: &mut dyn FnMut(Charge, f32)) {
        let scale = self.scale;
        for (i, j) in &self.alignment.conflicts {
            if self.is_outside(*i) {
                continue;
            }
            let (q, l) = (&self.query[usize::from(*i)], &self.listed[usize::from(*j)]);
            let is_initial = q.weight == Weight::Initial || l.weight == Weight::Initial;
            let amount = if is_initial {
                scale.conflict_initial
            } else {
                let place = if *i == 0 && *j == 0 { scale.conflict_first } else { scale.conflict };
                place * q.info.min(l.info).max(scale.conflict_least)
            };
            sink(Charge::Conflict(*i, *j), amount);
        }
        let form = |left: &[u8], slots: &[Slot]| {
            left.iter().copied().find(|i| slots[usize::from(*i)].weight == Weight::LegalForm)
        };
        let own = form(&self.alignment.query_left, self.query);
        let theirs = form(&self.alignment.listed_left, self.listed);
        if let (Some(i), Some(j)) = (own, theirs) {
            sink(Charge::LegalForm(i, j), scale.conflict_form);
        }
    }

    /// The score after what lowers it as a whole.
    fn lowered(&self, matched: f32, score: f32, sink: &mut impl FnMut(Charge, f32)) -> f32 {
        let (scale, alignment) = (self.scale, self.alignment);
        let mut lowering = Lowering { score, sink };
        let complete = self.is_complete();
        if !complete {
            lowering.by(Charge::Common, left_of(scale.common_least, scale.enough, matched));
        }
        if !alignment.is_in_order() {
            let of_common = left_of(scale.order_least, scale.order_enough, matched);
            let left = if complete { of_common } else { scale.other_order.min(of_common) };
            lowering.by(Charge::Order, left);
        }
        lowering.by(Charge::Number, self.numbers());
        let is_whole = self.is_answered(|i| says_nothing(&self.query[i]));
        if self.is_initials_only() || !is_whole && self.is_one_part() {
            lowering.to(Charge::OnePart, scale.one_part_max);
        }
        if self.is_word_and_initials() {
            lowering.to(Charge::Initials, scale.initials_max);
        }
        if alignment.swapped {
            lowering.to(Charge::Swapped, scale.swapped_max);
        }
        lowering.score
    }

    /// Whether nothing is left over that tells one bearer from another.
    fn is_complete(&self) -> bool {
        self.is_answered(|i| is_light(i, self.query))
    }

    /// Whether all is answered but, of the query, what `may_stay` and words beside the name.
    fn is_answered(&self, may_stay: impl Fn(usize) -> bool) -> bool {
        let stays = |i: &u8| may_stay(usize::from(*i)) || self.is_outside(*i);
        let is_name = |j: &u8| self.listed[usize::from(*j)].is_name();
        self.alignment.query_left.iter().all(stays)
            && !self.alignment.listed_left.iter().any(is_name)
    }

    /// Whether a word is matched that is more than generic.
    fn has_own_word(&self) -> bool {
        let own = |link: &Link| {
            link.bond != Bond::Initial && span(link.listed).any(|j| self.listed[j].is_name())
        };
        self.alignment.links.iter().any(own)
    }

    /// Whether fewer than two parts are matched: initials and legal forms alone mean nobody.
    fn is_one_part(&self) -> bool {
        let value = |link: &Link| -> f32 {
            span(link.listed).map(|j| part_value(&self.listed[j], link.bond)).sum()
        };
        let parts: f32 = self.alignment.links.iter().map(value).sum();
        parts < 1.4 || !self.has_own_word()
    }

    /// Whether nothing but initials and legal forms is matched.
    fn is_initials_only(&self) -> bool {
        let light = |slot: &Slot| {
            matches!(slot.weight, Weight::Initial | Weight::LegalForm | Weight::Filler)
        };
        let says_little = |link: &Link| {
            link.bond == Bond::Initial || span(link.listed).all(|j| light(&self.listed[j]))
        };
        self.alignment.links.iter().all(says_little)
    }

    /// Whether the listed name is one word and initials, and the query has names in their place.
    fn is_word_and_initials(&self) -> bool {
        let count = |weight| self.listed.iter().filter(|s| s.weight == weight).count();
        let spelt_out = |link: &Link| {
            link.bond == Bond::Initial
                && self.listed[usize::from(link.listed.0)].weight == Weight::Initial
        };
        count(Weight::Initial) > 0
            && self.listed.iter().filter(|s| s.is_name()).count() <= 1
            && self.alignment.links.iter().any(spelt_out)
    }

    /// What numbers that do not agree leave of the score.
    fn numbers(&self) -> f32 {
        let any = |left: &[u8], slots: &[Slot]| {
            left.iter().any(|i| slots[usize::from(*i)].weight == Weight::Number)
        };
        let own = any(&self.alignment.query_left, self.query) && !self.alignment.within;
        match (own, any(&self.alignment.listed_left, self.listed)) {
            (true, true) => self.scale.number_differs,
            (false, false) => 1.0,
            _ => self.scale.number_missing,
        }
    }

    /// What is added to the doubt of other names where hardly anything else is sure.
    fn alone(&self) -> f32 {
        let links = self.alignment.links.iter().filter(|link| link.similarity >= SURE);
        let sure: f32 = links.map(|link| link_info(link, self.query, self.listed)).sum();
        self.scale.doubt_alone * (1.0 - sure / self.scale.sure_enough).max(0.0)
    }

    /// Whether what was searched for is a known name that is not quite the listed one.
    fn is_other_name(&self, link: &Link) -> bool {
        link.similarity < SURE && span(link.query).any(|i| self.query[i].known)
    }

    /// What a part that is hardly alike takes away beyond doubt, growing to its most at the least
    /// similarity that counts: it stands against the match nearly as much as another name does.
    fn at_edge(&self, link: &Link) -> f32 {
        let edge = self.scale.edge;
        let depth = ((edge - link.similarity) / (edge - SIMILARITY_MIN)).clamp(0.0, 1.0);
        if link.bond == Bond::Pair { depth * self.scale.edge_charge } else { 0.0 }
    }

    /// The first and the last name of a listed person are what people call them; leaving one of
    /// them out says more than leaving out a grandfather.
    fn end(&self, j: u8) -> f32 {
        let j = usize::from(j);
        let listed = self.listed;
        let mut names = (0..listed.len()).filter(|j| listed[*j].is_name() && !listed[*j].bracketed);
        let first = names.next();
        let last = names.next_back();
        match j {
            j if first == Some(j) => self.scale.listed_first * listed[j].info,
            j if last == Some(j) => self.scale.listed_last * listed[j].info,
            _ => 0.0,
        }
    }

    /// Whether all of the listed name is surely there, in its order.
    fn is_whole(&self) -> bool {
        let is_name = |j: &u8| self.listed[usize::from(*j)].is_name();
        self.alignment.links.iter().all(|link| link.similarity >= SURE)
            && !self.alignment.listed_left.iter().any(is_name)
            && self.alignment.is_in_order()
    }

    /// Whether a query part stands between what is matched: a father whom the list leaves out, as
    /// papers name three and lists two.
    fn is_between(&self, i: u8) -> bool {
        let links = &self.alignment.links;
        links.iter().any(|link| link.query.0 < i) && links.iter().any(|link| link.query.0 > i)
    }

    /// Whether a query element stands before or behind all that is matched: in a longer text that
    /// is somebody else's word.
    fn is_outside(&self, i: u8) -> bool {
        if !self.alignment.within {
            return false;
        }
        let links = &self.alignment.links;
        let first = links.iter().map(|l| l.query.0).min();
        let last = links.iter().map(|l| l.query.0 + l.query.1 - 1).max();
        first.is_none_or(|first| i < first) || last.is_none_or(|last| i > last)
    }
}

/// How many parts of a name a linked element counts for.
fn part_value(listed: &Slot, bond: Bond) -> f32 {
    match (listed.weight, bond) {
        (_, Bond::Initial) => 0.5,
        (Weight::Name | Weight::TitleOrName | Weight::Number | Weight::Truncated, _) => 1.0,
        (Weight::Generic, _) => 0.5,
        (Weight::Initial, _) => 0.4,
        (Weight::LegalForm | Weight::Filler, _) => 0.0,
    }
}
