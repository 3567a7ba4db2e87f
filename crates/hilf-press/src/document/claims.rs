//! The claims of a report as JSON shows them: with speaker, event, scope, time and register.

use std::ops::Range;

use super::Reading;
use crate::claim::{self, Claim, ClaimKind};
use crate::date::Interval;
use crate::event::{Event, Role, placed};
use crate::gazetteer::{NameType, nisba};
use crate::model::{ClaimFound, PartOf, ParticipantFound, Period, RegisterCheck, Scope};
use crate::register::{self, Check};
use crate::speech::{Quote, Speaker, is_data};
use crate::tense::tense_at;
use crate::zone::Zone;

/// Names of currencies that several countries share, with country (ISO 3166-1) and currency (ISO 4217).
const CURRENCIES: &[(&str, &[(&str, &str)])] = &[
    (
        "dinar",
        &[
            ("JO", "JOD"),
            ("KW", "KWD"),
            ("IQ", "IQD"),
            ("BH", "BHD"),
            ("TN", "TND"),
            ("DZ", "DZD"),
            ("LY", "LYD"),
        ],
    ),
    ("riyal", &[("SA", "SAR"), ("QA", "QAR"), ("OM", "OMR"), ("YE", "YER"), ("IR", "IRR")]),
    ("dirham", &[("MA", "MAD"), ("AE", "AED")]),
    ("pound", &[("EG", "EGP"), ("SD", "SDG"), ("GB", "GBP")]),
    ("lira", &[("LB", "LBP"), ("SY", "SYP"), ("TR", "TRY")]),
];

impl Reading<'_> {
    pub(super) fn claims(&self, claims: &[Claim], voices: &Voices<'_>) -> Vec<ClaimFound> {
        let mut out: Vec<ClaimFound> =
            claims.iter().map(|claim| self.claim(claim, voices)).collect();
        out.extend(self.attendance(voices));
        out.sort_by_key(|claim| claim.number_span.bytes[0]);
        for (place, claim) in out.iter_mut().enumerate() {
            claim.id = format!("c{}", place + 1);
        }
        out
    }

    fn claim(&self, claim: &Claim, voices: &Voices<'_>) -> ClaimFound {
        let sentence = &self.article.sentences[claim.sentence].tokens;
        let voice = voices.of(claim.number.start, claim.sentence, self);
        let currency =
            claim.unit.as_deref().and_then(|unit| self.currency(unit, sentence, &claim.number));
        ClaimFound {
            id: String::new(),
            kind: claim.kind,
            value: claim.value,
            value_to: claim.to,
            alternative: claim.alternative,
            comparator: claim.comparators.last().copied().unwrap_or(claim::Comparator::Eq),
            comparators: claim.comparators.clone(),
            indefinite: claim.indefinite,
            unit_inferred: currency.is_some(),
            unit: currency.map(str::to_owned).or_else(|| claim.unit.clone()),
            measures: claim.measures.clone(),
            scope: self.scope(&claim.number, sentence),
            time: self.time(&claim.number, sentence),
            planned: tense_at(&self.article, sentence, claim.number.start)
                == crate::date::Tense::Future,
            speaker: voice.as_ref().map(|v| v.name.clone()),
            speaker_inferred: voice.as_ref().is_some_and(|v| v.inferred),
            relayed_by: voice.and_then(|v| v.relay),
            event: self.event_of(claim.sentence, claim.kind),
            participant: None,
            register: self.register_check(claim),
            number_span: self.span(&claim.number),
            sentence_span: self.span(sentence),
            sentence: self.article.slice(sentence).to_owned(),
            rule: claim.rule,
        }
    }

    /// People and bodies said to chair, attend or miss an event are claims too.
    fn attendance(&self, voices: &Voices<'_>) -> Vec<ClaimFound> {
        let mut out = Vec::new();
        for (place, event) in self.events.iter().enumerate() {
            for participant in
                event.participants.iter().filter(|p| !p.id.is_empty() && p.role != Role::Host)
            {
                let Some(sentence) = self.article.sentence_at(participant.tokens.start) else {
                    continue;
                };
                let kind = if participant.role == Role::Joined {
                    ClaimKind::Membership
                } else {
                    ClaimKind::Attendance
                };
                if kind == ClaimKind::Attendance
                    && !matches!(event.kind.name(), "meeting" | "press_conference")
                {
                    continue;
                }
                let voice = voices.of(participant.tokens.start, sentence, self);
                let tokens = &self.article.sentences[sentence].tokens;
                out.push(ClaimFound {
                    id: String::new(),
                    kind,
                    value: None,
                    value_to: None,
                    alternative: None,
                    comparator: claim::Comparator::Eq,
                    comparators: Vec::new(),
                    indefinite: false,
                    unit: None,
                    unit_inferred: false,
                    measures: format!("{:?}", participant.role).to_lowercase(),
                    scope: None,
                    time: None,
                    planned: event.planned,
                    speaker: voice.as_ref().map(|v| v.name.clone()),
                    speaker_inferred: voice.as_ref().is_some_and(|v| v.inferred),
                    relayed_by: voice.and_then(|v| v.relay),
                    event: Some(format!("e{}", place + 1)),
                    participant: Some(ParticipantFound {
                        id: participant.id.clone(),
                        name: participant.name.clone(),
                        role: participant.role,
                    }),
                    register: None,
                    number_span: self.span(&participant.tokens),
                    sentence_span: self.span(tokens),
                    sentence: self.article.slice(tokens).to_owned(),
                    rule: "participant-of-event",
                });
            }
        }
        out
    }

    /// Holds a number of members against the public counts of the Coalition.
    fn register_check(&self, claim: &Claim) -> Option<RegisterCheck> {
        let exact = claim.comparators.is_empty() && claim.to.is_none();
        let members = claim.kind == ClaimKind::Membership && exact && self.series().is_some();
        let number = claim.value.filter(|value| members && value.fract() == 0.0 && *value < 1e6)?;
        let (earliest, latest) = (self.timing.earliest, self.timing.latest);
        let days = Interval { earliest: earliest.or(latest)?, latest: latest.or(earliest)? };
        let (verdict, from, until) = match register::check(number as u32, days) {
            Check::Holds => ("holds", None, None),
            Check::HeldAt(from, until) => ("held", Some(from), until),
            Check::Never => ("unknown", None, None),
        };
        let text = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
        Some(RegisterCheck { verdict, from: text(from), until: text(until) })
    }

    /// The event a claim belongs to: one its sentence speaks of; for attendance and firsts, else
    /// the meeting told last before.
    fn event_of(&self, sentence: usize, kind: ClaimKind) -> Option<String> {
        let here = self.events.iter().position(|event| event.evidence.contains(&sentence));
        let meeting = || {
            let about =
                matches!(kind, ClaimKind::Attendance | ClaimKind::First | ClaimKind::Ordinal);
            let before = |event: &Event| event.evidence.iter().any(|s| *s <= sentence);
            self.events.iter().rposition(|e| about && e.kind.name() == "meeting" && before(e))
        };
        here.or_else(meeting).map(|place| format!("e{}", place + 1))
    }

    /// The currency a name that several countries share stands for: that of the only such country its
    /// sentence names, or else its report.
    fn currency(
        &self,
        name: &str,
        sentence: &Range<usize>,
        number: &Range<usize>,
    ) -> Option<&'static str> {
        let (_, shared) = CURRENCIES.iter().find(|(shared, _)| *shared == name)?;
        let of = |code: &str| shared.iter().find(|(country, _)| *country == code);
        let told = self
            .names
            .iter()
            .filter_map(|named| Some((named.tokens.start, of(named.known.country)?)));
        let adjectives = self
            .article
            .tokens
            .iter()
            .enumerate()
            .filter_map(|(at, token)| Some((at, of(nisba(&token.form)?)?)));
        let all: Vec<_> = told.chain(adjectives).collect();
        let only = |mut found: Vec<&'static (&'static str, &'static str)>| {
            found.sort();
            found.dedup();
            match found[..] {
                [one] => Some(one.1),
                _ => None,
            }
        };
        let here: Vec<_> = all.iter().filter(|(at, _)| sentence.contains(at)).copied().collect();
        let behind = here.iter().filter(|(at, _)| *at < number.start).max_by_key(|(at, _)| *at);
        only(here.iter().map(|(_, of)| *of).collect())
            .or_else(|| behind.map(|(_, of)| of.1))
            .or_else(|| only(all.iter().map(|(_, of)| *of).collect()))
    }

    /// The place a number is limited to: the nearest in its clause, or the only one of its sentence.
    fn scope(&self, number: &Range<usize>, sentence: &Range<usize>) -> Option<Scope> {
        let places: Vec<_> = self
            .names
            .iter()
            .filter(|name| sentence.contains(&name.tokens.start))
            .filter(|name| matches!(name.known.kind, NameType::Political | NameType::Place))
            .filter(|name| placed(&self.article, name, number.start))
            .map(|name| (&name.tokens, name.known))
            .collect();
        let known = self.near(number, sentence, &places)?;
        let country = known.country;
        Some(Scope {
            id: known.id.to_owned(),
            name: known.name.to_owned(),
            country: (!country.is_empty()).then(|| country.to_owned()),
            part: PartOf::told(known),
        })
    }

    /// The days a number speaks of, likewise.
    fn time(&self, number: &Range<usize>, sentence: &Range<usize>) -> Option<Period> {
        let rows = self.timing.mentions.iter().zip(&self.timing.resolved);
        let dates: Vec<_> = rows
            .filter(|(mention, _)| sentence.contains(&mention.tokens.start))
            .filter_map(|(mention, resolved)| Some((&mention.tokens, resolved.days?)))
            .collect();
        let days = self.near(number, sentence, &dates)?;
        Some(Period { earliest: days.earliest.to_string(), latest: days.latest.to_string() })
    }

    /// The nearest of some things in the clause of a number, one behind it before one in front of it;
    /// without one, the only thing of the sentence.
    fn near<T: Copy>(
        &self,
        number: &Range<usize>,
        sentence: &Range<usize>,
        things: &[(&Range<usize>, T)],
    ) -> Option<T> {
        let breaks = |i: &usize| {
            let token = &self.article.tokens[*i];
            token.is(",")
                || token.is(";")
                || self.article.is(*i, &["فيما", "بينما", "مقابل", "while", "compared"])
        };
        let start =
            (sentence.start..number.start).rev().find(breaks).map_or(sentence.start, |i| i + 1);
        let end = (number.end..sentence.end).find(breaks).unwrap_or(sentence.end);
        let behind = things.iter().find(|(at, _)| (number.end..end).contains(&at.start));
        let before =
            || things.iter().rev().find(|(at, _)| (start..number.start).contains(&at.start));
        let only = || if things.len() == 1 { things.first() } else { None };
        behind.or_else(before).or_else(only).map(|(_, thing)| *thing)
    }
}

/// Who speaks where in a report.
pub(super) struct Voices<'v> {
    pub(super) speakers: &'v [Option<Speaker>],
    /// Of each sentence, who else speaks in it and where.
    pub(super) turns: &'v [Vec<(Range<usize>, Speaker)>],
    pub(super) quotes: &'v [Quote],
}

impl Voices<'_> {
    /// Who states what a token says: inside a quotation its speaker, who then passes on whom the
    /// quotation itself cites; outside, whom the sentence names before the token.
    fn of(&self, token: usize, sentence: usize, reading: &Reading<'_>) -> Option<Speaker> {
        let turn = self.turns[sentence].iter().find(|(tokens, _)| tokens.contains(&token));
        let own =
            turn.map(|(_, speaker)| speaker.clone()).or_else(|| self.speakers[sentence].clone());
        let quote = self.quotes.iter().find(|quote| quote.tokens.contains(&token));
        if let Some(quote) = quote {
            // "20 ألفا بحسب تقديرات، فقد قضي على 45 ألفا": a source behind a number is that of no later one.
            let start = reading.article.sentences[sentence].tokens.start;
            let covers = |own: &Speaker| {
                own.rule != "source-phrase"
                    || token < own.tokens.start
                    || own.tokens.start.saturating_sub(start.max(quote.tokens.start)) <= 3
            };
            let cited = own.filter(|own| {
                let cites =
                    own.rule == "source-phrase" || !is_data(&reading.article, own.tokens.start);
                !own.inferred && quote.tokens.contains(&own.tokens.start) && covers(own) && cites
            });
            let outer = quote.speaker.clone();
            return match (cited, outer) {
                (Some(cited), Some(outer)) if cited.name != outer.name => {
                    Some(Speaker { relay: Some(outer.name), ..cited })
                }
                (Some(cited), _) => Some(cited),
                (None, outer) => outer,
            };
        }
        let title = reading.article.zone(&reading.article.sentences[sentence]) != Zone::Body;
        own.filter(|own| {
            // A verb of speech behind a claim speaks of what follows it.
            let covers = own.inferred
                || matches!(own.rule, "source-phrase" | "relayed-source")
                || own.tokens.start < token;
            !title && covers
        })
    }
}
