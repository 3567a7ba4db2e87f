//! Two parts of names letter by letter.

use hilf_name::{Element, Spelling, Unit, parse, similarity, spell, trace};

/// One place of two spellings.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Letter {
    /// As searched; empty where the listed part has one more.
    pub(crate) query: &'static str,
    /// As listed; empty where the searched part has one more.
    pub(crate) listed: &'static str,
    /// Difference in hundredths of a consonant.
    pub(crate) cost: u16,
}

/// The places of two parts, by the readings of them that are most alike.
pub(crate) fn letters(query: &str, listed: &str) -> Vec<Letter> {
    let (own, theirs) = (readings(query), readings(listed));
    let pairs = own.iter().flat_map(|a| theirs.iter().map(move |b| (a, b)));
    let best = pairs.reduce(|best, pair| {
        let alike = |(a, b): (&Spelling, &Spelling)| similarity(a, b);
        if alike(pair) > alike(best) + 0.02 { pair } else { best }
    });
    let Some((a, b)) = best else { return Vec::new() };
    let label = |unit: Option<Unit>| unit.map_or("", Unit::label);
    trace(a, b)
        .into_iter()
        .map(|step| Letter { query: label(step.from), listed: label(step.to), cost: step.cost })
        .collect()
}

fn readings(part: &str) -> Vec<Spelling> {
    match parse(part).elements.as_slice() {
        [Element { spelling, alternatives, .. }] => {
            std::iter::once(spelling).chain(alternatives).cloned().collect()
        }
        _ => vec![spell(&part.split_whitespace().collect::<String>())],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_stand_against_letters_and_say_what_differs() {
        let places = letters("Kasim", "Qasim");
        assert_eq!((places[0].query, places[0].listed), ("k", "q"));
        assert!(places[0].cost > 0 && places[1..].iter().all(|place| place.cost == 0));
    }

    #[test]
    fn scripts_are_read_by_their_sounds() {
        let places = letters("أيمن", "Ayman");
        assert!(places.iter().any(|place| (place.query, place.listed) == ("m", "m")));
        assert!(letters("", "").is_empty());
    }
}
