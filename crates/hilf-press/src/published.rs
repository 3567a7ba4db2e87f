//! When a report was published: bounds drawn from what it says.

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::article::Article;
use crate::date::{
    self, Frame, Interval, MAX_SPREAD, Mention, Reading, Resolved, Tense, Unit, resolve,
};
use crate::gazetteer;
use crate::register;
use crate::tense::tense_at;
use crate::zone::Zone;

/// A sign of the day of publication.
#[derive(Debug, Clone)]
pub(crate) struct Sign {
    pub(crate) kind: &'static str,
    pub(crate) earliest: Option<Date>,
    pub(crate) latest: Option<Date>,
    pub(crate) tokens: Option<Range<usize>>,
}

/// The dates of a report and the bounds of its publication.
#[derive(Debug)]
pub(crate) struct Timing {
    pub(crate) mentions: Vec<Mention>,
    pub(crate) tenses: Vec<Tense>,
    pub(crate) resolved: Vec<Resolved>,
    pub(crate) signs: Vec<Sign>,
    pub(crate) earliest: Option<Date>,
    pub(crate) latest: Option<Date>,
    /// Whether the report names the Coalition, whose meetings are known.
    coalition: bool,
}

/// Tokens at the head of a report within which its dateline stands.
const DATELINE: usize = 8;
/// Days within which news is published.
const FRESH_DAYS: i64 = 7;

impl Timing {
    /// The interval of publication, where it is closed at both ends.
    pub(crate) fn interval(&self) -> Option<Interval> {
        let (earliest, latest) = (self.earliest?, self.latest?);
        (earliest <= latest).then_some(Interval { earliest, latest })
    }
}

/// Reads the dates of a report. `given`: the day of publication, where the caller knows it.
pub(crate) fn timing(
    article: &Article<'_>,
    names: &[gazetteer::Mention],
    given: Option<Interval>,
    stated: Vec<Sign>,
) -> Timing {
    let all = date::dates(&article.tokens);
    let mut signs: Vec<Sign> = given
        .map(|days| Sign {
            kind: "given",
            earliest: Some(days.earliest),
            latest: Some(days.latest),
            tokens: None,
        })
        .into_iter()
        .collect();
    signs.extend(stated);
    signs.extend(stamps(article, &all));
    let mentions: Vec<Mention> = all
        .into_iter()
        .filter(|mention| article.sentence_at(mention.tokens.start).is_some())
        .collect();
    let tenses: Vec<Tense> = mentions.iter().map(|mention| tense_of(article, mention)).collect();
    let since = names.iter().filter_map(|name| name.known.since).max();
    let coalition = names.iter().any(|name| name.known.id == "org:global-coalition");
    let mut timing = Timing {
        mentions,
        tenses,
        resolved: Vec::new(),
        signs,
        earliest: None,
        latest: None,
        coalition,
    };
    timing.bound();
    timing.settle(article, names, since);
    timing
}

impl Timing {
    /// Resolves, draws bounds from what was resolved, and resolves again with them.
    fn settle(&mut self, article: &Article<'_>, names: &[gazetteer::Mention], since: Option<Date>) {
        self.resolve_all(since);
        let text = self.text_signs();
        self.signs.extend(text);
        self.bound();
        if self.interval().is_none()
            && let Some(sign) = register_sign(
                article,
                names,
                &self.mentions,
                &self.resolved,
                (self.earliest, self.latest),
            )
        {
            self.signs.push(sign);
        }
        self.bound();
        self.resolve_all(since);
        let next = self.next_weekdays();
        self.signs.extend(next);
        self.bound();
        if self.interval().is_none_or(|days| {
            days.earliest.until(days.latest).is_ok_and(|span| span.get_days() > MAX_SPREAD)
        }) && let Some(sign) = self.lead(article)
        {
            self.signs.push(sign);
            self.bound();
        }
        self.resolve_all(since);
        if let Some(sign) = self.dateline(article) {
            self.signs.push(sign);
            self.bound();
            self.resolve_all(since);
        }
    }

    /// `NAIROBI, June 6 -`, `الرباط (12 ماي 2022) -`: the day at the head of the first paragraph.
    fn dateline(&self, article: &Article<'_>) -> Option<Sign> {
        let body = article.sentences.iter().find(|s| article.zone(s) == Zone::Body)?;
        let (mention, resolved) =
            self.mentions.iter().zip(&self.resolved).find(|(mention, _)| {
                let start = mention.tokens.start;
                let head = (body.tokens.start..body.tokens.start + DATELINE).contains(&start);
                let is = |i: usize, mark: &str| {
                    article.tokens.get(i).is_some_and(|token| token.is(mark))
                };
                let end = mention.tokens.end;
                // "26 مايو 2017 (شينخوا)": the agency stands in brackets.
                let agency = is(end, "(") && (end + 2..end + 5).any(|i| is(i, ")"));
                let closed = agency || (end..end + 2).any(|i| is(i, "-"));
                head && closed && matches!(mention.reading, Reading::Days { .. })
            })?;
        let day = resolved.days.filter(|days| days.is_day())?.earliest;
        Some(Sign {
            kind: "dateline",
            earliest: Some(day),
            latest: Some(day),
            tokens: Some(mention.tokens.clone()),
        })
    }

    /// News is published within days: where the first sentence reports something of a whole date, and
    /// nothing later is reported, the report is of the week from that day on.
    fn lead(&self, article: &Article<'_>) -> Option<Sign> {
        let body = article.sentences.iter().find(|s| article.zone(s) == Zone::Body)?;
        let told = || {
            let rows = self.mentions.iter().zip(&self.tenses).zip(&self.resolved);
            rows.filter(|((_, tense), _)| **tense == Tense::Past).filter_map(
                |((mention, _), resolved)| {
                    let days = resolved.days.filter(|_| !resolved.anchored)?;
                    Some((mention, days))
                },
            )
        };
        let (mention, days) = told()
            .find(|(mention, days)| body.tokens.contains(&mention.tokens.start) && days.is_day())?;
        let last = told().map(|(_, days)| days.earliest).max()?;
        if last > days.latest {
            return None;
        }
        Some(Sign {
            kind: "lead",
            earliest: Some(days.latest),
            latest: days.latest.checked_add((FRESH_DAYS - 1).days()).ok(),
            tokens: Some(mention.tokens.clone()),
        })
    }

    /// Takes up a day learnt from another report.
    pub(crate) fn learn(&mut self, sign: Sign) {
        self.signs.push(sign);
        self.bound();
        self.resolve_all(None);
    }

    fn resolve_all(&mut self, since: Option<Date>) {
        let frame = Frame { published: self.interval(), since, meetings: self.coalition };
        let pairs = self.mentions.iter().zip(&self.tenses);
        self.resolved = pairs.map(|(mention, tense)| resolve(mention, *tense, frame)).collect();
        self.told_again();
    }

    /// `تعقد، الأربعاء، اجتماعا … ويحضر اجتماع الأربعاء`: a bare weekday named before means the same day again.
    fn told_again(&mut self) {
        // Of each weekday the first mention that tells a day of the news.
        let mut first: [Option<usize>; 8] = [None; 8];
        for at in 0..self.mentions.len() {
            let mention = &self.mentions[at];
            let Some(weekday) = mention.weekday.filter(|day| (1..=7).contains(day)) else {
                continue;
            };
            let place = usize::from(weekday.unsigned_abs());
            let bare = matches!(mention.reading, Reading::Weekday { shift: 0 });
            match first[place] {
                Some(before) if bare => self.resolved[at] = self.resolved[before],
                Some(_) => {}
                None => {
                    let told = self.resolved[at].days.filter(|days| days.is_day());
                    first[place] = told.filter(|days| self.is_news(*days)).map(|_| at);
                }
            }
        }
    }

    /// Whether a day lies within days of publication, as far as that is known.
    fn is_news(&self, days: Interval) -> bool {
        let far = |a: Date, b: Date| a.until(b).map_or(i32::MAX, |span| span.get_days().abs());
        self.interval().is_none_or(|published| {
            let apart =
                far(days.earliest, published.earliest).min(far(days.earliest, published.latest));
            apart <= FRESH_DAYS as i32
        })
    }

    fn bound(&mut self) {
        let given = self.signs.iter().any(|sign| sign.kind == "given");
        // A day that the report itself tells is not put in doubt by what is only drawn from tenses.
        let stated = self.signs.iter().any(|sign| matches!(sign.kind, "told-day" | "dateline"));
        let drawn = |kind: &str| matches!(kind, "text-past" | "text-future");
        let strong = self.signs.iter().filter(|sign| {
            if given { sign.kind == "given" } else { !(stated && drawn(sign.kind)) }
        });
        self.earliest = strong.clone().filter_map(|sign| sign.earliest).max();
        self.latest = strong.filter_map(|sign| sign.latest).min();
        // Signs that exclude each other fix no day: one of them is wrong, and which is not known.
        if let (Some(earliest), Some(latest)) = (self.earliest, self.latest)
            && earliest > latest
        {
            (self.earliest, self.latest) = (Some(latest), Some(earliest));
        }
    }

    /// What is reported lies before publication, what is announced behind it.
    fn text_signs(&self) -> Vec<Sign> {
        let rows = self.mentions.iter().zip(&self.tenses).zip(&self.resolved);
        rows.filter_map(|((mention, tense), resolved)| {
            let days = resolved.days.filter(|_| !resolved.anchored)?;
            let tokens = Some(mention.tokens.clone());
            // "Yesterday, Wednesday 11 May 2022" gives the day of publication.
            let told = mention.from_today.filter(|_| days.is_day()).and_then(|from_today| {
                days.earliest.checked_sub(jiff::Span::new().try_days(from_today).ok()?).ok()
            });
            if let Some(day) = told {
                return Some(Sign {
                    kind: "told-day",
                    earliest: Some(day),
                    latest: Some(day),
                    tokens,
                });
            }
            Some(match tense {
                Tense::Past => {
                    Sign { kind: "text-past", earliest: Some(days.earliest), latest: None, tokens }
                }
                Tense::Future => {
                    Sign { kind: "text-future", earliest: None, latest: before(days), tokens }
                }
            })
        })
        .collect()
    }

    /// "Next Monday" beside a Monday the report dates elsewhere: published in the week before it.
    fn next_weekdays(&self) -> Vec<Sign> {
        let dated: Vec<(i8, Date)> = self
            .mentions
            .iter()
            .zip(&self.resolved)
            .zip(&self.tenses)
            .filter(|(_, tense)| **tense == Tense::Future)
            .filter_map(|((mention, resolved), _)| {
                let days = resolved.days.filter(|days| days.is_day() && !resolved.anchored)?;
                Some((
                    mention.weekday.unwrap_or(days.earliest.weekday().to_monday_one_offset()),
                    days.earliest,
                ))
            })
            .collect();
        self.mentions
            .iter()
            .filter_map(|mention| {
                let weekday = mention
                    .weekday
                    .filter(|_| matches!(mention.reading, Reading::Weekday { shift: 1 }))?;
                let (_, day) = dated.iter().find(|(other, _)| *other == weekday)?;
                Some(Sign {
                    kind: "next-weekday",
                    earliest: day.checked_sub(7.days()).ok(),
                    latest: day.yesterday().ok(),
                    tokens: Some(mention.tokens.clone()),
                })
            })
            .collect()
    }
}

fn before(days: Interval) -> Option<Date> {
    if days.is_day() { days.earliest.yesterday().ok() } else { Some(days.latest) }
}

fn tense_of(article: &Article<'_>, mention: &Mention) -> Tense {
    // What has gone on since a day lies behind it, whatever the sentence announces.
    if mention.tokens.start.checked_sub(1).is_some_and(|at| article.is(at, &["منذ", "since"])) {
        return Tense::Past;
    }
    let deadline = mention
        .tokens
        .start
        .checked_sub(1)
        .is_some_and(|at| article.is(at, &["قبل", "بحلول", "before", "by"]));
    if deadline {
        return Tense::Future;
    }
    if let Reading::Weekday { shift: 1 } | Reading::Whole { shift: 1, .. } = mention.reading {
        return Tense::Future;
    }
    if let Reading::Offset { count, unit } = mention.reading {
        return if count > 0 && (unit != Unit::Day || count < 400) {
            Tense::Future
        } else {
            Tense::Past
        };
    }
    let sentence = article
        .sentence_at(mention.tokens.start)
        .map(|place| article.sentences[place].tokens.clone());
    sentence.map_or(Tense::Past, |sentence| tense_at(article, &sentence, mention.tokens.start))
}

/// Dates in lines that are not the report: a stamp of publication.
fn stamps(article: &Article<'_>, all: &[Mention]) -> Vec<Sign> {
    all.iter()
        .filter_map(|mention| {
            let line = article.line_of(article.tokens[mention.tokens.start].range.start);
            let zone = article.lines[line - 1].zone;
            let Reading::Days { year: Some(_), .. } = mention.reading else { return None };
            let days = resolve(
                mention,
                Tense::Past,
                Frame { published: None, since: None, meetings: false },
            )
            .days?;
            (zone == Zone::Boilerplate && article.lines[line - 1].rule == "date-stamp").then(|| {
                Sign {
                    kind: "stamp",
                    earliest: Some(days.earliest),
                    latest: Some(days.latest),
                    tokens: Some(mention.tokens.clone()),
                }
            })
        })
        .collect()
}

/// A meeting of the register that fits a date without year, or a weekday just past, by its place.
fn register_sign(
    article: &Article<'_>,
    names: &[gazetteer::Mention],
    mentions: &[Mention],
    resolved: &[Resolved],
    bounds: (Option<Date>, Option<Date>),
) -> Option<Sign> {
    if !names.iter().any(|name| name.known.id == "org:global-coalition") {
        return None;
    }
    mentions.iter().zip(resolved).find_map(|(mention, resolved)| {
        if resolved.days.is_some() {
            return None;
        }
        let sentence = article.sentence_at(mention.tokens.start)?;
        let here = |place: &str| {
            names.iter().any(|n| {
                n.known.id == place && article.sentence_at(n.tokens.start) == Some(sentence)
            })
        };
        // "اليوم الأربعاء بمراكش", "أمس", "غدا": counted from the day of publication.
        let counted = match mention.reading {
            Reading::Offset { unit: Unit::Day, count } if (-2..=2).contains(&count) => Some(count),
            _ => None,
        };
        let back = counted.is_some();
        let bare = matches!(mention.reading, Reading::Weekday { shift: 0 });
        let possible = |day: Date| {
            let published = day.checked_sub(counted.unwrap_or(0).days()).ok()?;
            let (earliest, latest) = bounds;
            let fits = !back || earliest.is_none_or(|from| from <= published);
            (fits && latest.is_none_or(|to| published <= to)).then_some(published)
        };
        let published = register::meetings().find_map(|meeting| {
            let day = meeting.first;
            let fits = match mention.reading {
                Reading::Days { year: None, month, first, .. } => {
                    day.month() == month && day.day() == first
                }
                _ if back || bare => mention.weekday == Some(day.weekday().to_monday_one_offset()),
                _ => false,
            };
            possible(day).filter(|_| fits && here(meeting.place))
        })?;
        let latest = if bare {
            published.checked_add((FRESH_DAYS - 1).days()).ok()
        } else {
            back.then_some(published)
        };
        Some(Sign {
            kind: "register",
            earliest: Some(published),
            latest,
            tokens: Some(mention.tokens.clone()),
        })
    })
}
