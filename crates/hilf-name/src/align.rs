//! Which parts of two names answer to each other, and what that says of the whole.

use crate::known::is_own_name;
use crate::nisba::{self, Ending};
use crate::parse::{Class, ELEMENTS_MAX, Element, Tail, Weight};
use crate::scale::Scale;
use crate::weigh::weigh;

/// Least similarity at which two elements answer to each other at all.
pub const SIMILARITY_MIN: f32 = 0.62;

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
    /// Whether the article stands before it, as before a family's name and not a given one.
    pub article: bool,
    /// How its word ends.
    pub ending: Ending,
    /// Whether its word is a known name of its own; see [`is_own_name`].
    pub known: bool,
    /// Whether its form says that it is the father's name; of a searched name.
    pub patronymic: bool,
}

impl Slot {
    /// The slot of an element whose word carries `info` among words at large.
    pub fn of(element: &Element, info: f32) -> Slot {
        let echo = if element.echo { ECHO } else { 1.0 };
        Slot {
            info: info * echo * share(element.weight, element.spelling.units.len() <= SHORT_UNITS),
            class: element.class,
            tail: element.tail,
            weight: element.weight,
            nasab: element.nasab,
            bracketed: element.bracketed,
            article: element.article,
            ending: Ending::of(&element.spelling),
            known: is_own_name(&element.spelling),
            patronymic: element.patronymic,
        }
    }

    /// Whether it is a name, or may be.
    pub fn is_name(&self) -> bool {
        matches!(self.weight, Weight::Name | Weight::TitleOrName)
    }
}

/// What is left of the information of a word that was said before in the same name.
const ECHO: f32 = 0.3;

/// Sounds up to which a word carries little, however rare it is.
pub const SHORT_UNITS: usize = 2;

/// What is left of a word's information in the part it plays; `is_short` if it has no more than
/// [`SHORT_UNITS`].
pub const fn share(weight: Weight, is_short: bool) -> f32 {
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
    if is_short && matches!(weight, Weight::Name) { share * 0.45 } else { share }
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
        link.similarity * link.similarity * (0.05 + info.max(own))
    };
    // Initials come last, each for the first name it can stand for.
    let initial = |link: &Link| link.bond == Bond::Initial;
    let in_value = |a: &Link, b: &Link| match initial(a) {
        true => std::cmp::Ordering::Equal,
        false => value(b).total_cmp(&value(a)),
    };
    candidates.sort_by(|a, b| {
        let places = (a.query, a.listed).cmp(&(b.query, b.listed));
        initial(a).cmp(&initial(b)).then_with(|| in_value(a, b)).then(places)
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
    alignment.score = weigh(&alignment, query, listed, &Scale::STANDARD, &mut |_, _| ());
    alignment
}

impl Alignment {
    /// Whether the parts that answer to each other stand in the same order in both names.
    pub fn is_in_order(&self) -> bool {
        self.links.windows(2).all(|w| w[0].listed.0 < w[1].listed.0)
    }
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
        (Class::Abu, Class::Plain) | (Class::Plain, Class::Abu) => 0.66,
        (Class::Umm, Class::Plain) | (Class::Plain, Class::Umm) => 0.75,
        (Class::Abu, Class::Umm) | (Class::Umm, Class::Abu) => 0.2,
        _ => 0.5,
    };
    let tail = if a.tail == b.tail { 1.0 } else { 0.84 };
    class * tail * nisba::factor((a.ending, a.article), (b.ending, b.article))
}

pub(crate) fn span((first, count): (u8, u8)) -> std::ops::Range<usize> {
    usize::from(first)..usize::from(first) + usize::from(count)
}

fn left(taken: &[bool; ELEMENTS_MAX], count: usize) -> Vec<u8> {
    (0..count as u8).filter(|i| !taken[usize::from(*i)]).collect()
}

/// Name parts that stand on both sides without an answer stand against each other, the weightiest
/// first.
fn conflicts(alignment: &Alignment, query: &[Slot], listed: &[Slot]) -> Vec<(u8, u8)> {
    let stands = |slot: &Slot| slot.is_name() || slot.weight == Weight::Initial;
    let names = |left: &[u8], slots: &[Slot]| {
        let mut names: Vec<u8> =
            left.iter().copied().filter(|i| stands(&slots[usize::from(*i)])).collect();
        names.sort_by(|a, b| {
            let (x, y) = (&slots[usize::from(*a)], &slots[usize::from(*b)]);
            y.info.total_cmp(&x.info).then(a.cmp(b))
        });
        names
    };
    let query_names = names(&alignment.query_left, query);
    let listed_names = names(&alignment.listed_left, listed);
    let mut pairs: Vec<(u8, u8)> = query_names.into_iter().zip(listed_names).collect();
    pairs.extend(misnamed(alignment, query, listed));
    pairs
}

/// `Abdul Jan` against `Wali Jan`: what makes a compound of a name stands in the place of another
/// name.
fn misnamed<'a>(
    alignment: &'a Alignment,
    query: &'a [Slot],
    listed: &'a [Slot],
) -> impl Iterator<Item = (u8, u8)> + 'a {
    let stands_before = |at: u8, left: &[u8], slots: &[Slot]| {
        let before = at.checked_sub(1)?;
        (left.contains(&before)
            && slots[usize::from(before)].weight == Weight::Name
            && slots[usize::from(before)].known)
            .then_some(before)
    };
    alignment.links.iter().filter(|link| link.bond == Bond::Pair).filter_map(move |link| {
        let (i, j) = (link.query.0, link.listed.0);
        match (query[usize::from(i)].class, listed[usize::from(j)].class) {
            (Class::Abd, Class::Plain) => {
                Some((i, stands_before(j, &alignment.listed_left, listed)?))
            }
            (Class::Plain, Class::Abd) => {
                Some((stands_before(i, &alignment.query_left, query)?, j))
            }
            _ => None,
        }
    })
}

/// `A bin B` against `B bin A`: the same people, the other way round. Where only one side says who
/// is whose son, the family behind both must tell that they are written in one order
/// (`A B al-Masri`, `B bin A al-Masri`).
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
        let (Some(son_there), Some(father_there)) = (partner(son), partner(father)) else {
            return false;
        };
        let family = || pairs.iter().any(|(q, l)| *q > father && *l > son_there);
        father_there + 1 == son_there
            && match (query[father].nasab, listed[son_there].nasab) {
                (true, true) => true,
                (false, false) => false,
                _ => family(),
            }
    })
}
