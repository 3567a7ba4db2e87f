//! Parts of places: `شمال سوريا`, `جنوب شرقي محافظة نينوى`, `الجنوب الليبي`, `northern Mali`. A part is a place of
//! its own: what is said of it is not said of the whole.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Mutex, OnceLock};

use super::{Known, Mention, NameType, known, nisba};
use crate::article::Article;
use crate::token::form_of;

/// Where in a whole a part lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Direction {
    North,
    South,
    East,
    West,
    Northeast,
    Northwest,
    Southeast,
    Southwest,
    Centre,
}

impl Direction {
    /// The name used in JSON.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Direction::North => "north",
            Direction::South => "south",
            Direction::East => "east",
            Direction::West => "west",
            Direction::Northeast => "northeast",
            Direction::Northwest => "northwest",
            Direction::Southeast => "southeast",
            Direction::Southwest => "southwest",
            Direction::Centre => "centre",
        }
    }

    /// The direction of a name.
    pub(crate) fn named(name: &str) -> Option<Direction> {
        use Direction::*;
        [North, South, East, West, Northeast, Northwest, Southeast, Southwest, Centre]
            .into_iter()
            .find(|direction| direction.name() == name)
    }

    fn in_arabic(self) -> &'static str {
        match self {
            Direction::North => "شمال",
            Direction::South => "جنوب",
            Direction::East => "شرق",
            Direction::West => "غرب",
            Direction::Northeast => "شمال شرق",
            Direction::Northwest => "شمال غرب",
            Direction::Southeast => "جنوب شرق",
            Direction::Southwest => "جنوب غرب",
            Direction::Centre => "وسط",
        }
    }

    fn in_english(self) -> &'static str {
        match self {
            Direction::North => "northern",
            Direction::South => "southern",
            Direction::East => "eastern",
            Direction::West => "western",
            Direction::Northeast => "north-eastern",
            Direction::Northwest => "north-western",
            Direction::Southeast => "south-eastern",
            Direction::Southwest => "south-western",
            Direction::Centre => "central",
        }
    }

    fn both(first: Direction, second: Direction) -> Option<Direction> {
        match (first, second) {
            (Direction::North, Direction::East) => Some(Direction::Northeast),
            (Direction::North, Direction::West) => Some(Direction::Northwest),
            (Direction::South, Direction::East) => Some(Direction::Southeast),
            (Direction::South, Direction::West) => Some(Direction::Southwest),
            _ => None,
        }
    }

    /// Whether two parts of one whole can share ground: the north and the north-east do.
    pub(crate) fn meets(self, other: Direction) -> bool {
        let sides = |of: Direction| match of {
            Direction::Northeast => [Some(Direction::North), Some(Direction::East)],
            Direction::Northwest => [Some(Direction::North), Some(Direction::West)],
            Direction::Southeast => [Some(Direction::South), Some(Direction::East)],
            Direction::Southwest => [Some(Direction::South), Some(Direction::West)],
            one => [Some(one), None],
        };
        sides(self).iter().flatten().any(|side| sides(other).contains(&Some(*side)))
    }
}

/// What a place is part of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part {
    pub(crate) direction: Direction,
    pub(crate) whole: &'static Known,
}

type Parts = Mutex<HashMap<(Direction, &'static str), &'static Known>>;

/// Parts met so far: never more than nine of each known place.
fn parts() -> &'static Parts {
    static PARTS: OnceLock<Parts> = OnceLock::new();
    PARTS.get_or_init(Parts::default)
}

/// A part by its id, once a report named it.
pub(super) fn met(id: &str) -> Option<&'static Known> {
    let parts = parts().lock().ok()?;
    parts.values().copied().find(|known| known.id == id)
}

/// The part of a place that lies in a direction.
fn part_of(whole: &'static Known, direction: Direction) -> &'static Known {
    let make = || {
        let around = whole.id.starts_with("city:");
        let within = if around { "of-" } else { "" };
        let own = if whole.id.starts_with("country:") {
            whole.name_en
        } else {
            whole.id.split_once(':').map_or(whole.id, |(_, own)| own)
        };
        let own: String =
            own.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
        let id = format!("region:{}-{within}{own}", direction.name());
        if let Some(table) = known(&id) {
            return table;
        }
        let name = format!("{} {}", direction.in_arabic(), whole.name);
        let name_en = match around {
            true => format!("{} of {}", direction.name(), whole.name_en),
            false => format!("{} {}", direction.in_english(), whole.name_en),
        };
        Box::leak(Box::new(Known {
            id: id.leak(),
            kind: NameType::Place,
            name: name.leak(),
            name_en: name_en.leak(),
            country: whole.country,
            since: None,
            part: Some(Part { direction, whole }),
        }))
    };
    let known = parts().lock().ok().and_then(|parts| parts.get(&(direction, whole.id)).copied());
    known.unwrap_or_else(|| {
        let made = make();
        match parts().lock() {
            Ok(mut parts) => parts.entry((direction, whole.id)).or_insert(made),
            Err(_) => made,
        }
    })
}

/// A direction at a place, with the tokens it takes: شمال, شمالي, شمال شرقي, شمال وشرق.
fn direction_at(article: &Article<'_>, at: usize) -> Option<(Direction, usize)> {
    let first = arabic(article, at)?;
    let both = arabic(article, at + 1).and_then(|second| Direction::both(first, second));
    Some(both.map_or((first, 1), |both| (both, 2)))
}

fn arabic(article: &Article<'_>, at: usize) -> Option<Direction> {
    let rows: [(&[&str], Direction); 5] = [
        (&["شمال", "شمالي"], Direction::North),
        (&["جنوب", "جنوبي"], Direction::South),
        (&["شرق", "شرقي"], Direction::East),
        (&["غرب", "غربي"], Direction::West),
        (&["وسط"], Direction::Centre),
    ];
    rows.iter().find(|(forms, _)| article.is(at, forms)).map(|(_, direction)| *direction)
}

/// `northern Mali`, `north-eastern Syria`; capitals are left to names such as South Sudan.
fn english(article: &Article<'_>, end: usize) -> Option<(Direction, usize)> {
    let rows: [(&[&str], Direction); 9] = [
        (&["northern", "north"], Direction::North),
        (&["southern", "south"], Direction::South),
        (&["eastern", "east"], Direction::East),
        (&["western", "west"], Direction::West),
        (&["northeast", "northeastern"], Direction::Northeast),
        (&["northwest", "northwestern"], Direction::Northwest),
        (&["southeast", "southeastern"], Direction::Southeast),
        (&["southwest", "southwestern"], Direction::Southwest),
        (&["central"], Direction::Centre),
    ];
    let one = |at: usize| {
        let token = article.tokens.get(at)?;
        let small = article.text[token.range.clone()].starts_with(|c: char| c.is_ascii_lowercase());
        let row = rows.iter().find(|(forms, _)| forms.contains(&token.form.as_str()));
        row.filter(|_| small).map(|(_, direction)| *direction)
    };
    let last = end.checked_sub(1)?;
    let direction = one(last)?;
    let dash = last.checked_sub(2).filter(|at| {
        article.tokens[at + 1].is("-")
            && article.tokens[at + 1].range.end == article.tokens[last].range.start
    });
    let both = dash.and_then(|at| Some((Direction::both(one(at)?, direction)?, at)));
    Some(both.unwrap_or((direction, last)))
}

/// Nouns that stand between a direction and the name: `شمال محافظة نينوى`.
const KINDS: &[&str] = &[
    "محافظه",
    "ولايه",
    "اقليم",
    "مقاطعه",
    "مدينه",
    "بلده",
    "منطقه",
    "قضاء",
    "ناحيه",
    "ريف",
    "دوله",
    "قريه",
    "العاصمه",
    "مخيم",
];

/// The direction before a name and where it begins.
fn before(article: &Article<'_>, name: usize, floor: usize) -> Option<(Direction, usize)> {
    if article.tokens[name].form.is_ascii() {
        return english(article, name).filter(|(_, at)| *at >= floor);
    }
    let noun = name.checked_sub(1).filter(|at| article.tokens[*at].form != "و");
    let noun =
        usize::from(noun.is_some_and(|at| KINDS.contains(&article.tokens[at].form.as_str())));
    let end = name.checked_sub(noun)?;
    let own = |len: usize| {
        let at = end.checked_sub(len).filter(|at| *at >= floor)?;
        direction_at(article, at).filter(|(_, own)| *own == len).map(|found| (found.0, at))
    };
    own(2).or_else(|| own(1))
}

/// Takes the names of places that a direction stands before as parts of them.
pub(super) fn directed(article: &Article<'_>, mentions: &mut [Mention]) {
    let mut floor = 0;
    for mention in mentions {
        let place = matches!(mention.known.kind, NameType::Political | NameType::Place);
        let name = &article.tokens[mention.tokens.start];
        // "الشمال وسوريا": what "and" joins is no part.
        let joined = mention.joined
            || name.form.starts_with('و') && !form_of(mention.known.name).starts_with('و');
        let found = before(article, mention.tokens.start, floor).filter(|_| place && !joined);
        // The middle of a town is the town.
        let own = |direction: &Direction| {
            *direction != Direction::Centre || !mention.known.id.starts_with("city:")
        };
        floor = mention.tokens.end;
        if let Some((direction, start)) = found.filter(|(direction, _)| own(direction)) {
            mention.known = part_of(mention.known, direction);
            mention.whole = Some(mention.tokens.clone());
            mention.tokens.start = start;
            mention.joined = glued(&article.tokens[start].form);
        }
    }
}

fn glued(form: &str) -> bool {
    let bare = form.strip_prefix('و').unwrap_or(form);
    bare.starts_with(['ب', 'ل'])
}

/// `الجنوب الليبي`, `بالشمال الشرقي السوري`: a direction with the article before the adjective of a country.
pub(super) fn of_countries(article: &Article<'_>, sentence: &Range<usize>) -> Vec<Mention> {
    let rows = [
        ("الشمال", Direction::North),
        ("الجنوب", Direction::South),
        ("الشرق", Direction::East),
        ("الغرب", Direction::West),
    ];
    let named = |at: usize| {
        rows.iter().find(|(form, _)| article.is(at, &[form])).map(|(_, direction)| *direction)
    };
    let sides = |at: usize| match article.tokens.get(at).map(|token| token.form.as_str()) {
        Some("الشرقي") => Some(Direction::East),
        Some("الغربي") => Some(Direction::West),
        _ => None,
    };
    let mut out = Vec::new();
    for at in sentence.clone() {
        let Some(first) = named(at) else { continue };
        let both = sides(at + 1).and_then(|second| Direction::both(first, second));
        let last = at + 1 + usize::from(both.is_some());
        let country = article
            .tokens
            .get(last)
            .filter(|token| last < sentence.end && token.form.starts_with("ال"))
            .filter(|token| !token.form.ends_with('ه'))
            .and_then(|token| known(&format!("country:{}", nisba(&token.form)?)));
        if let Some(country) = country {
            out.push(Mention {
                known: part_of(country, both.unwrap_or(first)),
                tokens: at..last + 1,
                joined: glued(&article.tokens[at].form),
                whole: None,
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::gazetteer::{known, mentions};

    fn ids(text: &str) -> Vec<&'static str> {
        let article = Article::new(text);
        mentions(&article).iter().map(|mention| mention.known.id).collect()
    }

    #[test]
    fn a_direction_before_a_place_names_a_part_of_it() {
        assert_eq!(
            ids("وقع الهجوم في شمال سوريا وفي جنوبي مالي وبشمال شرق نيجيريا.\n"),
            ["region:north-syria", "region:south-mali", "region:northeast-nigeria"]
        );
        assert_eq!(ids("عبروا شمال وشرق سوريا أمس.\n"), ["region:northeast-syria"]);
        assert_eq!(
            ids("ضربة في جنوب محافظة نينوى وفي شمال الموصل ووسط بغداد.\n"),
            ["region:south-nineveh", "region:north-of-mosul", "city:baghdad"]
        );
        assert_eq!(ids("وصل إلى الجنوب الليبي أمس.\n"), ["region:south-libya"]);
        assert_eq!(
            ids("An attack in north-eastern Nigeria and in central Mali on Monday.\n"),
            ["region:northeast-nigeria", "region:centre-mali"]
        );
    }

    #[test]
    fn names_that_hold_a_direction_are_no_parts() {
        assert_eq!(ids("زار جنوب إفريقيا وجنوب السودان أمس.\n"), ["country:ZA", "country:SS"]);
        assert_eq!(ids("بين دول الشمال وسوريا خلاف قديم.\n"), ["country:SY"]);
        assert_eq!(ids("يعقد حلف شمال الأطلسي اجتماعا.\n"), ["org:nato"]);
    }

    #[test]
    fn a_part_says_what_it_is_part_of() {
        let article = Article::new("هجوم في شمال غربي سوريا.\n");
        let found = mentions(&article).remove(0);
        let part = found.known.part.unwrap();
        assert_eq!((part.direction.name(), part.whole.id), ("northwest", "country:SY"));
        assert_eq!(found.known.name, "شمال غرب سوريا");
        assert!(known(found.known.id).is_some());
    }
}
