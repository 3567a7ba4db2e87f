//! Which parts of two names answer to each other, and what that says of the whole.

use crate::parse::{Class, ELEMENTS_MAX, Element, Tail, Weight};

/// Least similarity at which two elements answer to each other at all.
pub const SIMILARITY_MIN: f32 = 0.60;

/// What the alignment needs to know of an element besides its sound.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slot {
    /// Information it carries, 0 to 1: rare is high.
    pub info: f32,
    /// Its first half.
    pub class: Class,
    /// Its second half.
    pub tail: Tail,
    /// How much of a name it is.
    pub weight: Weight,
    /// Whether a particle says that it is the father of the element before.
    pub nasab: bool,
    /// Whether it stands in brackets.
    pub bracketed: bool,
}

impl Slot {
    /// The slot of an element whose word carries `info` among words at large.
    pub fn of(element: &Element, info: f32) -> Slot {
        Slot {
            info: info * share(element.weight, element.spelling.units.len()),
            class: element.class,
            tail: element.tail,
            weight: element.weight,
            nasab: element.nasab,
            bracketed: element.bracketed,
        }
    }

    /// Whether it is a name, or may be.
    pub fn is_name(&self) -> bool {
        matches!(self.weight, Weight::Name | Weight::TitleOrName)
    }
}

/// What is left of a word's information in the part it plays.
pub fn share(weight: Weight, units: usize) -> f32 {
    let share = match weight {
        Weight::Name => 1.0,
        Weight::Initial => 0.25,
        Weight::TitleOrName => 0.6,
        Weight::Generic => 0.45,
        Weight::LegalForm => 0.08,
        Weight::Filler => 0.05,
        Weight::Number => 0.8,
        Weight::Truncated => 0.15,
    };
    // One or two letters carry little, however rare they are.
    if units <= 2 && weight == Weight::Name { share * 0.45 } else { share }
}

/// How two elements answer to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bond {
    /// One element each.
    Pair,
    /// An initial and the name it may stand for.
    Initial,
    /// Several elements of one side written as one on the other.
    Merged,
}

/// Elements of both names that answer to each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// First element and number of elements in the query.
    pub query: (u8, u8),
    /// First element and number of elements in the listed name.
    pub listed: (u8, u8),
    /// Similarity, 0 to 1.
    pub similarity: f32,
    /// How they answer.
    pub bond: Bond,
}

/// The alignment of two names.
#[derive(Debug, Clone, Default)]
pub struct Alignment {
    /// Elements that answer to each other, in query order.
    pub links: Vec<Link>,
    /// Query elements that nothing answers to.
    pub query_left: Vec<u8>,
    /// Listed elements that nothing answers to.
    pub listed_left: Vec<u8>,
    /// Left-over elements that stand against each other: (query, listed).
    pub conflicts: Vec<(u8, u8)>,
    /// Whether father and son have changed places.
    pub swapped: bool,
    /// Whether the query is a text in which the name stands among other words.
    pub within: bool,
    /// Similarity of the two names, 0 to 1, before anything else is known of their bearers.
    pub score: f32,
}

/// Chooses the links: the most informative and most similar first; a place is taken once.
pub fn align(query: &[Slot], listed: &[Slot], candidates: &mut [Link], within: bool) -> Alignment {
    let value = |link: &Link| {
        let info: f32 = span(link.listed).map(|j| listed[j].info).sum();
        let own: f32 = span(link.query).map(|i| query[i].info).sum();
        let bonus = if link.bond == Bond::Initial { 0.3 } else { 1.0 };
        link.similarity * link.similarity * (0.05 + info.max(own)) * bonus
    };
    candidates.sort_by(|a, b| {
        value(b).total_cmp(&value(a)).then((a.query, a.listed).cmp(&(b.query, b.listed)))
    });
    let mut taken_query = [false; ELEMENTS_MAX];
    let mut taken_listed = [false; ELEMENTS_MAX];
    let mut alignment = Alignment { within, ..Alignment::default() };
    let no_initials = is_body(query) || is_body(listed);
    for link in candidates.iter() {
        let free = span(link.query).all(|i| !taken_query[i])
            && span(link.listed).all(|j| !taken_listed[j]);
        let fits = link.bond != Bond::Initial
            || !(no_initials || alignment.links.iter().any(|other| crosses(link, other)));
        if free && fits {
            span(link.query).for_each(|i| taken_query[i] = true);
            span(link.listed).for_each(|j| taken_listed[j] = true);
            alignment.links.push(*link);
        }
    }
    alignment.links.sort_by_key(|l| l.query);
    alignment.query_left = left(&taken_query, query.len());
    alignment.listed_left = left(&taken_listed, listed.len());
    alignment.conflicts = conflicts(&alignment, query, listed);
    alignment.swapped = swapped(&alignment, query, listed);
    alignment.score = score(&alignment, query, listed);
    alignment
}

/// Whether a name is an organisation's by its words.
fn is_body(slots: &[Slot]) -> bool {
    slots.iter().any(|slot| matches!(slot.weight, Weight::LegalForm | Weight::Generic))
}

/// Whether two links cross. An initial stands for a name in its own place.
fn crosses(a: &Link, b: &Link) -> bool {
    (a.query.0 < b.query.0) != (a.listed.0 < b.listed.0)
}

/// What class and tail of two elements leave of the similarity of their cores.
pub fn compound_factor(a: &Slot, b: &Slot) -> f32 {
    let class = match (a.class, b.class) {
        (x, y) if x == y => 1.0,
        (Class::Abd, Class::Plain) | (Class::Plain, Class::Abd) => 0.86,
        (Class::Abu, Class::Plain) | (Class::Plain, Class::Abu) => 0.80,
        (Class::Umm, Class::Plain) | (Class::Plain, Class::Umm) => 0.75,
        (Class::Abu, Class::Umm) | (Class::Umm, Class::Abu) => 0.2,
        _ => 0.5,
    };
    let tail = if a.tail == b.tail { 1.0 } else { 0.84 };
    class * tail
}

fn span((first, count): (u8, u8)) -> std::ops::Range<usize> {
    usize::from(first)..usize::from(first) + usize::from(count)
}

fn left(taken: &[bool; ELEMENTS_MAX], count: usize) -> Vec<u8> {
    (0..count as u8).filter(|i| !taken[usize::from(*i)]).collect()
}

/// Name parts that stand on both sides without an answer stand against each other, the weightiest
/// first.
fn conflicts(alignment: &Alignment, query: &[Slot], listed: &[Slot]) -> Vec<(u8, u8)> {
    let names = |left: &[u8], slots: &[Slot]| {
        let mut names: Vec<u8> =
            left.iter().copied().filter(|i| slots[usize::from(*i)].is_name()).collect();
        names.sort_by(|a, b| {
            let (x, y) = (&slots[usize::from(*a)], &slots[usize::from(*b)]);
            y.info.total_cmp(&x.info).then(a.cmp(b))
        });
        names
    };
    let query_names = names(&alignment.query_left, query);
    let listed_names = names(&alignment.listed_left, listed);
    query_names.into_iter().zip(listed_names).collect()
}

/// `A bin B` against `B bin A`: the same people, the other way round.
fn swapped(alignment: &Alignment, query: &[Slot], listed: &[Slot]) -> bool {
    let pairs: Vec<(usize, usize)> = alignment
        .links
        .iter()
        .filter(|l| l.bond == Bond::Pair)
        .map(|l| (usize::from(l.query.0), usize::from(l.listed.0)))
        .collect();
    let partner = |i: usize| pairs.iter().find(|(q, _)| *q == i).map(|(_, l)| *l);
    (0..query.len().saturating_sub(1)).any(|son| {
        let father = son + 1;
        if !query[father].nasab {
            return false;
        }
        match (partner(son), partner(father)) {
            (Some(son_there), Some(father_there)) => {
                father_there + 1 == son_there && listed[son_there].nasab
            }
            _ => false,
        }
    })
}

/// What a part that is only nearly alike takes away, in shares of what it would have given.
const DOUBT: f32 = 1.5;
/// Similarity below which a part is hardly alike, as two known names with another consonant are.
const EDGE: f32 = 0.68;

/// What a part that is hardly alike takes away beyond that, growing to one share at the least
/// similarity that counts: it stands against the match nearly as much as another name does.
fn at_edge(link: &Link) -> f32 {
    let is_pair = link.bond == Bond::Pair;
    let depth = ((EDGE - link.similarity) / (EDGE - SIMILARITY_MIN)).clamp(0.0, 1.0);
    if is_pair { depth } else { 0.0 }
}

/// The first and the last name of a listed person are what people call them; leaving one of them
/// out says more than leaving out a grandfather.
fn end(j: u8, listed: &[Slot]) -> f32 {
    let j = usize::from(j);
    let mut names = (0..listed.len()).filter(|j| listed[*j].is_name() && !listed[*j].bracketed);
    let first = names.next();
    let last = names.next_back();
    match j {
        j if first == Some(j) => 0.35 * listed[j].info,
        j if last == Some(j) => 0.25 * listed[j].info,
        _ => 0.0,
    }
}

fn name_left(left: &[u8], slots: &[Slot]) -> usize {
    left.iter().filter(|i| slots[usize::from(**i)].is_name()).count()
}

fn out_of_order(alignment: &Alignment) -> bool {
    alignment.links.windows(2).any(|w| w[0].listed.0 > w[1].listed.0)
}

/// What an unmatched query part takes away: one in the middle may be a grandfather the list
/// leaves out, one at an end is a name the listed person does not have.
fn unmatched_query(i: u8, query: &[Slot]) -> f32 {
    let slot = &query[usize::from(i)];
    let mut names = (0..query.len()).filter(|i| query[*i].is_name());
    let first = names.next();
    let at_end = first == Some(usize::from(i)) || names.next_back() == Some(usize::from(i));
    let place = if at_end { QUERY_END } else { QUERY_MIDDLE };
    place * slot.info * if slot.bracketed { 0.4 } else { 1.0 }
}

/// Shares of the information of an unmatched query part.
const QUERY_END: f32 = 0.95;
/// The same for a part between others; the least that an unmatched part can cost.
pub const QUERY_MIDDLE: f32 = 0.6;

/// Matched information from which on an incomplete match is worth its face value.
const ENOUGH: f32 = 1.15;

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
    /// What is matched is too common to say much.
    Common,
    /// The parts stand in another order and some are missing.
    Order,
    /// Fewer than two name parts are matched.
    OnePart,
    /// Father and son have changed places.
    Swapped,
}

/// Most that a name can score of which only one part is matched.
const ONE_PART_MAX: f32 = 0.5;
/// Most that a father's name can score against his son's.
const SWAPPED_MAX: f32 = 0.5;
/// What is left of the score of an incomplete match in another order.
const OTHER_ORDER: f32 = 0.8;

fn score(alignment: &Alignment, query: &[Slot], listed: &[Slot]) -> f32 {
    weigh(alignment, query, listed, &mut |_, _| ())
}

/// The score of an alignment, with every charge and what it takes away handed to `sink`. One
/// less the sum of the charges is the score.
pub fn weigh(
    alignment: &Alignment,
    query: &[Slot],
    listed: &[Slot],
    sink: &mut impl FnMut(Charge, f32),
) -> f32 {
    let matched: f32 =
        alignment.links.iter().map(|link| link_info(link, query, listed) * link.similarity).sum();
    if matched <= 0.0 {
        return 0.0;
    }
    let mut against = 0.0;
    charges(alignment, query, listed, &mut |_, amount| against += amount);
    let whole = matched + against;
    charges(alignment, query, listed, &mut |charge, amount| {
        if amount > 0.0 {
            sink(charge, amount / whole);
        }
    });
    let mut score = matched / whole;
    let mut lower = |score: &mut f32, charge, to: f32| {
        if to < *score {
            sink(charge, *score - to);
            *score = to;
        }
    };
    let is_light = |i: &u8| {
        matches!(query[usize::from(*i)].weight, Weight::LegalForm | Weight::Filler)
            || (alignment.within && is_outside(*i, alignment))
    };
    let complete =
        alignment.query_left.iter().all(is_light) && name_left(&alignment.listed_left, listed) == 0;
    if !complete {
        if matched < ENOUGH {
            let to = score * (0.55 + 0.45 * matched / ENOUGH);
            lower(&mut score, Charge::Common, to);
        }
        if out_of_order(alignment) {
            let to = score * OTHER_ORDER;
            lower(&mut score, Charge::Order, to);
        }
        // Initials and legal forms alone mean nobody.
        let parts: f32 = alignment.links.iter().map(|l| parts_of(l, listed)).sum();
        let whole =
            |l: &Link| l.bond != Bond::Initial && span(l.listed).any(|j| listed[j].is_name());
        if parts < 1.4 || !alignment.links.iter().any(whole) {
            lower(&mut score, Charge::OnePart, ONE_PART_MAX);
        }
    }
    if alignment.swapped {
        lower(&mut score, Charge::Swapped, SWAPPED_MAX);
    }
    score
}

/// Information that a link's listed elements carry; an initial carries no more than itself.
pub fn link_info(link: &Link, query: &[Slot], listed: &[Slot]) -> f32 {
    let info: f32 = span(link.listed).map(|j| listed[j].info).sum();
    let own: f32 = span(link.query).map(|i| query[i].info).sum();
    if link.bond == Bond::Initial { info.min(own) } else { info }
}

fn parts_of(link: &Link, listed: &[Slot]) -> f32 {
    span(link.listed).map(|j| part_value(&listed[j], link.bond)).sum()
}

/// What stands against the match, in units of information.
fn charges(
    alignment: &Alignment,
    query: &[Slot],
    listed: &[Slot],
    sink: &mut dyn FnMut(Charge, f32),
) {
    for (number, link) in alignment.links.iter().enumerate() {
        let doubt = link_info(link, query, listed) * (1.0 - link.similarity);
        sink(Charge::Doubt(number), (DOUBT + at_edge(link)) * doubt);
    }
    for i in &alignment.query_left {
        let outside = alignment.within && is_outside(*i, alignment);
        let amount = unmatched_query(*i, query) * if outside { 0.0 } else { 1.0 };
        sink(Charge::QueryLeft(*i), amount);
    }
    for j in &alignment.listed_left {
        let slot = &listed[usize::from(*j)];
        let shown = if slot.bracketed { slot.info * 0.4 } else { slot.info };
        sink(Charge::ListedLeft(*j), LISTED_LEFT * shown + end(*j, listed));
    }
    for (i, j) in &alignment.conflicts {
        if alignment.within && is_outside(*i, alignment) {
            continue;
        }
        let (q, l) = (&query[usize::from(*i)], &listed[usize::from(*j)]);
        let place = if *i == 0 && *j == 0 { CONFLICT_FIRST } else { CONFLICT };
        sink(Charge::Conflict(*i, *j), place * q.info.min(l.info).max(0.25));
    }
}

/// Whether a query element stands before or behind all that is matched: in a longer text that is
/// somebody else's word.
fn is_outside(i: u8, alignment: &Alignment) -> bool {
    let first = alignment.links.iter().map(|l| l.query.0).min();
    let last = alignment.links.iter().map(|l| l.query.0 + l.query.1 - 1).max();
    first.is_none_or(|first| i < first) || last.is_none_or(|last| i > last)
}

/// Share of the information of a listed part that the query leaves out.
const LISTED_LEFT: f32 = 0.13;
/// Parts that stand against each other take away more than both left over.
const CONFLICT: f32 = 1.4;
/// The same where both are the person's own name.
const CONFLICT_FIRST: f32 = 1.8;

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
