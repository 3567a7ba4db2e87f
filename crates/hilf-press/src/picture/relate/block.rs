//! Which claims are set side by side. Reports that tell of other things are never compared, and
//! reports that say the same are compared with one of them: the time grows with what is told, not
//! with its square.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{At, first, wording};
use crate::claim::{ClaimKind, Comparator};

/// What two claims must share to be set side by side.
#[derive(PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Block<'d> {
    /// One event, and what is measured or who takes part.
    Event(usize, &'d str),
    /// A count of people present at meetings of one series, of the same measure.
    Attendance(&'d str, &'d str),
    /// A count of members.
    Members,
    /// One statement: what is measured, and the words around it.
    Wording(usize),
}

/// What claims that say the same have in common.
#[derive(PartialEq, Eq, Hash)]
struct Said<'d> {
    value: Option<[u64; 2]>,
    unit: Option<&'d str>,
    measures: &'d str,
    comparators: &'d [Comparator],
    planned: bool,
    who: Option<&'d str>,
    scope: Option<&'d str>,
    time: Option<(&'d str, &'d str)>,
    cluster: Option<usize>,
}

/// The pairs of claims to relate, each once, the earlier claim first.
pub(super) fn pairs(all: &[At<'_>]) -> Vec<(usize, usize)> {
    let mut blocks: HashMap<Block<'_>, Vec<usize>> = HashMap::new();
    for (i, at) in all.iter().enumerate() {
        keys(at).for_each(|key| blocks.entry(key).or_default().push(i));
    }
    for (number, statement) in wording::statements(all).into_iter().enumerate() {
        blocks.insert(Block::Wording(number), statement);
    }
    let mut out = BTreeSet::new();
    for (key, block) in &blocks {
        match key {
            Block::Attendance(..) => out.extend(in_order(all, block)),
            Block::Members => out.extend(by_value(all, block)),
            Block::Event(..) | Block::Wording(_) => out.extend(within(all, block)),
        }
    }
    out.extend(firsts(all));
    out.into_iter().collect()
}

fn keys<'d>(at: &At<'d>) -> impl Iterator<Item = Block<'d>> {
    let (claim, event) = (at.claim, at.event);
    let counts = claim.participant.is_none();
    let family = match claim.kind {
        _ if !counts => "who",
        ClaimKind::First => "first",
        _ if claim.unit.as_deref() == Some("%") => "%",
        _ => claim.measures.as_str(),
    };
    let own = at.cluster.map(|cluster| Block::Event(cluster, family));
    let series = event.and_then(|event| event.series.as_deref());
    let attendance = (counts && claim.kind == ClaimKind::Attendance)
        .then_some(series)
        .flatten()
        .map(|series| Block::Attendance(series, &claim.measures));
    let members = (counts && claim.kind == ClaimKind::Membership).then_some(Block::Members);
    own.into_iter().chain(attendance).chain(members)
}

fn said<'d>(at: &At<'d>) -> Said<'d> {
    let claim = at.claim;
    Said {
        value: claim.value.map(|value| [value, claim.value_to.unwrap_or(value)].map(f64::to_bits)),
        // "14 persons were killed" and "14 dead" say the same.
        unit: claim
            .unit
            .as_deref()
            .map(|unit| if unit == "person" { &claim.measures } else { unit }),
        measures: &claim.measures,
        comparators: &claim.comparators,
        planned: claim.planned,
        who: claim.participant.as_ref().map(|who| who.id.as_str()),
        scope: claim.scope.as_ref().map(|scope| scope.id.as_str()),
        time: claim.time.as_ref().map(|t| (t.earliest.as_str(), t.latest.as_str())),
        cluster: at.cluster,
    }
}

/// Claims of a block that say the same are paired with the first of them only, and those that say
/// something else once.
fn within(all: &[At<'_>], block: &[usize]) -> Vec<(usize, usize)> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut known: HashMap<Said<'_>, usize> = HashMap::new();
    for i in block {
        let group = *known.entry(said(&all[*i])).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push(*i);
    }
    let apart = |i: usize, j: usize| all[i].document != all[j].document;
    let mut out = Vec::new();
    for (place, group) in groups.iter().enumerate() {
        let first = group[0];
        out.extend(group[1..].iter().filter(|i| apart(first, **i)).map(|i| (first, *i)));
        for other in &groups[place + 1..] {
            let pair = other.iter().find(|i| apart(first, **i)).map(|i| (first, *i));
            let turned = || group.iter().find(|i| apart(**i, other[0])).map(|i| (*i, other[0]));
            out.extend(pair.or_else(turned));
        }
    }
    out.into_iter().map(|(i, j)| (i.min(j), i.max(j))).collect()
}

/// Counts of those present at the meetings of a series: each beside that of the next meeting.
fn in_order(all: &[At<'_>], block: &[usize]) -> Vec<(usize, usize)> {
    let mut meetings: BTreeMap<(Option<&str>, usize), usize> = BTreeMap::new();
    for i in block {
        let at = &all[*i];
        let day = at.event.and_then(|event| event.earliest.as_deref());
        if let Some(cluster) = at.cluster {
            meetings.entry((day, cluster)).or_insert(*i);
        }
    }
    let row: Vec<usize> = meetings.into_values().collect();
    let apart = |(i, j): &(usize, usize)| {
        all[*i].document != all[*j].document && all[*i].cluster != all[*j].cluster
    };
    let pairs = row.windows(2).map(|pair| (pair[0].min(pair[1]), pair[0].max(pair[1])));
    pairs.filter(apart).collect()
}

/// Distinct counts of members up to which each is set beside each.
const COUNTS: usize = 40;

/// Counts of members: those that give one number beside the first of them, and each number beside
/// each other, or the next one where there are very many.
fn by_value(all: &[At<'_>], block: &[usize]) -> Vec<(usize, usize)> {
    let mut values: BTreeMap<(u64, &[Comparator]), Vec<usize>> = BTreeMap::new();
    for i in block {
        let claim = all[*i].claim;
        let value = claim.value.map_or(0, f64::to_bits);
        values.entry((value, &claim.comparators)).or_default().push(*i);
    }
    let groups: Vec<Vec<usize>> = values.into_values().collect();
    let apart = |i: usize, j: usize| all[i].document != all[j].document;
    let mut out = Vec::new();
    for (place, group) in groups.iter().enumerate() {
        out.extend(group[1..].iter().filter(|i| apart(group[0], **i)).map(|i| (group[0], *i)));
        let others =
            if groups.len() <= COUNTS { groups.len() } else { (place + 2).min(groups.len()) };
        for other in &groups[place + 1..others] {
            let pair = other.iter().find(|i| apart(group[0], **i)).map(|i| (group[0], *i));
            out.extend(pair.map(|(i, j)| (i.min(j), i.max(j))));
        }
    }
    out
}

/// Claims of meetings by their last day and place among the clusters.
type Meetings<'d> = BTreeMap<(Option<&'d str>, usize), Vec<usize>>;

/// The first claim of an event that calls it a first, beside the earliest meeting of its series that
/// speaks against it.
fn firsts(all: &[At<'_>]) -> Vec<(usize, usize)> {
    let mut meetings: HashMap<&str, Meetings<'_>> = HashMap::new();
    for (i, at) in all.iter().enumerate() {
        let meeting = at.event.filter(|event| event.kind == "meeting");
        let series = meeting.and_then(|event| event.series.as_deref());
        if let (Some(series), Some(cluster)) = (series, at.cluster) {
            let day = meeting.and_then(|event| event.latest.as_deref());
            let own = meetings.entry(series).or_default().entry((day, cluster)).or_default();
            // One claim of each report is enough.
            if own.last().is_none_or(|last| all[*last].document != at.document) {
                own.push(i);
            }
        }
    }
    let mut told = HashSet::new();
    let mut out = Vec::new();
    for (i, at) in all.iter().enumerate().filter(|(_, at)| at.claim.kind == ClaimKind::First) {
        let series = at.event.and_then(|event| event.series.as_deref());
        let Some(others) = series.and_then(|series| meetings.get(series)) else { continue };
        if at.cluster.is_some() && !told.insert((at.cluster, &at.claim.measures)) {
            continue;
        }
        let against = others.iter().filter(|((_, cluster), _)| Some(*cluster) != at.cluster);
        let pair = against.flat_map(|(_, claims)| claims.first()).find(|other| {
            let other = &all[**other];
            other.document != at.document && first::between(*at, *other).is_some()
        });
        out.extend(pair.map(|other| (i.min(*other), i.max(*other))));
    }
    out
}
