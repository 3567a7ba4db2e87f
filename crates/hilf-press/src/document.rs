//! Reading one report from end to end.

mod claims;
mod due;

use std::collections::BTreeMap;
use std::ops::Range;

use hilf_text::{Script, scripts_in};

use crate::article::Article;
use crate::body::{bodies, id_of};
use crate::byline::byline;
use crate::candidate::candidates;
use crate::claim;
use crate::date::{Interval, time_of_day_at};
use crate::deed::deeds;
use crate::event::{self, Dated, Event, EventType, Ground};
use crate::gazetteer::{self, Town, towns};
use crate::model::*;
use crate::people::{self, Person};
use crate::published::{Sign, Timing, timing};
use crate::speech::{self, Quote};
use crate::statement::{self, Statement};
use crate::web::{Field, Layout, day_of};
use crate::zone::Zone;
use claims::Voices;

/// A report between reading and printing: the words and what was found in them.
#[derive(Debug)]
pub(crate) struct Reading<'t> {
    pub(crate) article: Article<'t>,
    pub(crate) names: Vec<gazetteer::Mention>,
    pub(crate) people: Vec<Person>,
    towns: Vec<Town>,
    pub(crate) timing: Timing,
    pub(crate) events: Vec<Event>,
    /// For each event: the report its date was taken from.
    pub(crate) linked: BTreeMap<usize, String>,
    layout: Option<Layout>,
}

/// What the caller knows about a report.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Name of the file.
    pub file: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// When it was published.
    pub published: Option<Interval>,
    /// For a web page or an item of a feed: what its lines are.
    pub page: Option<Layout>,
}

impl<'t> Reading<'t> {
    pub(crate) fn new(text: &'t str, known: &Known) -> Reading<'t> {
        let article = match &known.page {
            Some(layout) => Article::page(text, layout),
            None => Article::new(text),
        };
        let names = gazetteer::mentions(&article);
        let people = people::people(&article, &names);
        let towns = towns(&article, &names);
        let stated = known.page.as_ref().map_or_else(Vec::new, |layout| stated(&article, layout));
        let timing = timing(&article, &names, known.published, stated);
        let mut reading = Reading {
            article,
            names,
            people,
            towns,
            timing,
            events: Vec::new(),
            linked: BTreeMap::new(),
            layout: known.page.clone(),
        };
        reading.events = reading.find_events();
        reading
    }

    fn find_events(&self) -> Vec<Event> {
        let dates = self.dated();
        event::events(&Ground {
            article: &self.article,
            dates: &dates,
            names: &self.names,
            people: &self.people,
        })
    }

    fn dated(&self) -> Vec<Dated> {
        let rows = self.timing.mentions.iter().zip(&self.timing.resolved).enumerate();
        rows.map(|(place, (mention, resolved))| Dated {
            tokens: mention.tokens.clone(),
            days: resolved.days,
            weekday: mention.weekday,
            place,
            vague: matches!(resolved.precision, "present" | "decade"),
        })
        .collect()
    }

    /// Takes the day of an event from another report: the date read in this one follows.
    pub(crate) fn learn(&mut self, event: usize, sign: Sign, source: String) {
        self.timing.learn(sign);
        let dates = self.dated();
        for found in &mut self.events {
            if let Some(place) = found.date {
                found.days = dates[place].days;
            }
        }
        self.linked.insert(event, source);
    }

    fn span(&self, tokens: &Range<usize>) -> Span {
        let bytes = self.article.bytes(tokens);
        Span { line: self.article.line_of(bytes.start), bytes: [bytes.start, bytes.end] }
    }

    fn passage(&self, tokens: &Range<usize>) -> Passage {
        Passage { span: self.span(tokens), text: self.article.slice(tokens).to_owned() }
    }

    /// Whether the report belongs to a series of the Coalition.
    pub(crate) fn series(&self) -> Option<&'static str> {
        let named = self.names.iter().any(|name| name.known.id == "org:global-coalition");
        named.then_some("org:global-coalition")
    }

    pub(crate) fn document(&self, known: &Known) -> Document {
        let speakers = speech::speakers(&self.article, &self.people);
        let quotes = speech::quotes(&self.article, &self.people);
        let (claims, rejected) = claim::claims(&self.article, &self.masked());
        let statements = statement::statements(&self.article, &speakers);
        let lines = &self.article.lines;
        let title = lines.iter().find(|line| line.zone == Zone::Title);
        let (outlet, author) = self.byline();
        let sentences = self.article.sentences.iter();
        let turns: Vec<_> =
            sentences.map(|own| speech::turns(&self.article, own, &self.people)).collect();
        let voices = Voices { speakers: &speakers, turns: &turns, quotes: &quotes };
        Document {
            file: known.file.clone(),
            sha256: known.sha256.clone(),
            language: language(self.article.text),
            title: title.map(|line| Passage {
                span: Span { line: line.number, bytes: [line.bytes.start, line.bytes.end] },
                text: self.article.text[line.bytes.clone()].to_owned(),
            }),
            outlet,
            author,
            published: self.published(),
            metadata: self.metadata(),
            zones: lines
                .iter()
                .map(|line| LineZone { line: line.number, zone: line.zone.name(), rule: line.rule })
                .collect(),
            dates: self.dates_found(),
            entities: self.entities(),
            claims: self.claims(&claims, &voices),
            rejected: rejected
                .iter()
                .map(|number| RejectedNumber {
                    span: self.span(&number.tokens),
                    text: self.article.slice(&number.tokens).to_owned(),
                    rule: number.rule,
                })
                .collect(),
            statements: statements.iter().enumerate().map(|(i, s)| self.statement(i, s)).collect(),
            quotes: quotes.iter().map(|quote| self.quote(quote)).collect(),
            events: (0..self.events.len()).map(|i| self.event(i)).collect(),
            deeds: self.deeds(),
            candidates: candidates(&self.article, &self.names, &self.people)
                .iter()
                .map(|found| (found.kind.code(), self.passage(&found.tokens)))
                .collect(),
        }
    }

    /// Outlet and author: what the page says of itself before what its lines say.
    fn byline(&self) -> (Option<String>, Option<String>) {
        let (outlet, author) = byline(&self.article);
        let given = |field: Field| {
            let given = self.layout.iter().flat_map(|layout| &layout.given);
            given.into_iter().find(|given| given.field == field).map(|given| given.text.clone())
        };
        (given(Field::Outlet).or(outlet), given(Field::Author).or(author))
    }

    fn metadata(&self) -> Vec<MetadataFound> {
        let given = self.layout.iter().flat_map(|layout| &layout.given);
        let found = given.map(|given| {
            let line = &self.article.lines[given.line];
            MetadataFound {
                field: given.field.name(),
                source: given.source,
                value: given.text.clone(),
                span: Span { line: line.number, bytes: [line.bytes.start, line.bytes.end] },
            }
        });
        found.collect()
    }

    /// Tokens of dates and times of day, which are no quantities.
    fn masked(&self) -> Vec<bool> {
        let mut masked = vec![false; self.article.tokens.len()];
        for mention in &self.timing.mentions {
            masked[mention.tokens.clone()].fill(true);
        }
        let last = masked.len();
        for at in 0..last {
            if let Some(len) = time_of_day_at(&self.article.tokens, at) {
                masked[at..(at + len).min(last)].fill(true);
            }
        }
        masked
    }

    fn published(&self) -> Published {
        let text = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
        let (earliest, latest) = (self.timing.earliest, self.timing.latest);
        let precision = match (earliest, latest) {
            (Some(a), Some(b)) if a == b => "day",
            (Some(_), Some(_)) => "interval",
            (Some(_), None) => "after",
            (None, Some(_)) => "before",
            (None, None) => "none",
        };
        let evidence = self.timing.signs.iter().map(|sign| Evidence {
            kind: sign.kind,
            earliest: text(sign.earliest),
            latest: text(sign.latest),
            span: sign.tokens.as_ref().map(|tokens| self.span(tokens)),
        });
        Published {
            earliest: text(earliest),
            latest: text(latest),
            precision,
            evidence: evidence.collect(),
        }
    }

    fn dates_found(&self) -> Vec<DateFound> {
        let rows = self.timing.mentions.iter().zip(&self.timing.resolved);
        rows.map(|(mention, resolved)| {
            let anchored = resolved.anchored && resolved.days.is_some();
            let interval = self.timing.interval().filter(|_| anchored);
            DateFound {
                span: self.span(&mention.tokens),
                text: self.article.slice(&mention.tokens).to_owned(),
                earliest: resolved.days.map(|days| days.earliest.to_string()),
                latest: resolved.days.map(|days| days.latest.to_string()),
                precision: resolved.precision,
                weekday_check: resolved.weekday.map(|check| check.name()),
                anchor: interval.map(|days| format!("{}/{}", days.earliest, days.latest)),
            }
        })
        .collect()
    }

    fn entities(&self) -> Vec<EntityFound> {
        let mut out: Vec<EntityFound> = Vec::new();
        let mut add = |found: EntityFound| match out.iter_mut().find(|other| other.id == found.id) {
            Some(other) => {
                other.mentions.extend(found.mentions);
                other.role = other.role.take().or(found.role);
                other.country = other.country.or(found.country);
            }
            None => out.push(found),
        };
        for name in self.names.iter().filter(|name| name.known.kind != gazetteer::NameType::Person)
        {
            add(EntityFound {
                id: name.known.id.to_owned(),
                kind: name.known.kind.code(),
                canonical: name.known.name.to_owned(),
                canonical_en: Some(name.known.name_en.to_owned()),
                role: None,
                country: None,
                mentions: vec![self.passage(&name.tokens)],
                listed: Vec::new(),
            });
            // "شمال سوريا" names Syria too.
            if let Some((part, tokens)) = name.known.part.zip(name.whole.as_ref()) {
                add(EntityFound {
                    id: part.whole.id.to_owned(),
                    kind: part.whole.kind.code(),
                    canonical: part.whole.name.to_owned(),
                    canonical_en: Some(part.whole.name_en.to_owned()),
                    role: None,
                    country: None,
                    mentions: vec![self.passage(tokens)],
                    listed: Vec::new(),
                });
            }
        }
        for town in &self.towns {
            add(EntityFound {
                id: town.id.clone(),
                kind: town.kind.code(),
                canonical: town.name.clone(),
                canonical_en: None,
                role: None,
                country: None,
                mentions: vec![self.passage(&town.tokens)],
                listed: Vec::new(),
            });
        }
        for body in bodies(&self.article, &self.names) {
            add(EntityFound {
                id: id_of(&body.name),
                kind: "ORG",
                canonical: body.name,
                canonical_en: None,
                role: None,
                country: None,
                mentions: vec![self.passage(&body.tokens)],
                listed: Vec::new(),
            });
        }
        for person in &self.people {
            let role = person.role.map(|role| match person.country {
                Some(country) => format!("{role} ({country})"),
                None => role.to_owned(),
            });
            add(EntityFound {
                id: person.id.clone(),
                kind: "PER",
                canonical: person.name.clone(),
                canonical_en: gazetteer::known(&person.id).map(|known| known.name_en.to_owned()),
                role,
                country: person.country,
                mentions: vec![self.passage(&person.tokens)],
                listed: Vec::new(),
            });
        }
        out.sort_by_key(|entity| entity.mentions.first().map(|m| m.span.bytes[0]));
        out
    }

    fn statement(&self, place: usize, statement: &Statement) -> StatementFound {
        let commitment = statement.kind == "commitment";
        StatementFound {
            id: format!("s{}", place + 1),
            kind: statement.kind,
            by: statement.by.clone(),
            span: self.span(&statement.tokens),
            text: self.article.slice(&statement.tokens).to_owned(),
            items: statement.items.iter().map(|item| self.passage(item)).collect(),
            status: commitment.then_some("open"),
            due: self.due(statement).map(|day| day.to_string()),
            rule: statement.rule,
        }
    }

    fn deeds(&self) -> Vec<DeedFound> {
        let found = deeds(&self.article).into_iter().map(|deed| {
            let sentence = &self.article.sentences[deed.sentence].tokens;
            let dates = self.timing.mentions.iter().zip(&self.timing.resolved);
            let day = dates
                .filter(|(mention, _)| sentence.contains(&mention.tokens.start))
                .find_map(|(_, resolved)| resolved.days);
            DeedFound {
                kind: deed.kind,
                verb: self.article.slice(&deed.tokens).to_owned(),
                sentence: self.passage(sentence),
                day: day.map(|days| days.latest.to_string()),
            }
        });
        found.collect()
    }

    fn quote(&self, quote: &Quote) -> QuoteFound {
        QuoteFound {
            speaker: quote.speaker.as_ref().map(|speaker| speaker.name.clone()),
            inferred: quote.speaker.as_ref().is_some_and(|speaker| speaker.inferred),
            rule: quote.speaker.as_ref().map(|speaker| speaker.rule),
            span: self.span(&quote.tokens),
            text: self.article.slice(&quote.tokens).to_owned(),
        }
    }

    /// Where an event was that no known place tells: the only town of its first sentence.
    fn town_of(&self, event: &Event) -> Option<&Town> {
        let told = matches!(
            event.kind,
            EventType::Attack
                | EventType::Clash
                | EventType::Operation
                | EventType::Arrest
                | EventType::Abduction
                | EventType::Release
                | EventType::Meeting
        );
        let sentence = &self.article.sentences[*event.evidence.first()?].tokens;
        let mut here = self.towns.iter().filter(|town| sentence.contains(&town.tokens.start));
        let town = here.next().filter(|_| told && event.place.is_none())?;
        here.all(|other| other.id == town.id).then_some(town)
    }

    fn event(&self, place: usize) -> EventFound {
        let event = &self.events[place];
        let country = event.place.map(|known| known.country).filter(|code| !code.is_empty());
        let town = self.town_of(event);
        let meeting = event.kind.name() == "meeting";
        EventFound {
            id: format!("e{}", place + 1),
            kind: event.kind.name(),
            name: event.name.clone(),
            status: if event.planned { "planned" } else { "reported" },
            earliest: event.days.map(|days| days.earliest.to_string()),
            latest: event.days.map(|days| days.latest.to_string()),
            place: event
                .place
                .map(|known| known.name.to_owned())
                .or_else(|| town.map(|town| town.name.clone())),
            place_id: event
                .place
                .map(|known| known.id.to_owned())
                .or_else(|| town.map(|town| town.id.clone())),
            place_part: event.place.and_then(PartOf::told),
            country: country.map(str::to_owned),
            series: self.series().filter(|_| meeting).map(str::to_owned),
            participants: event
                .participants
                .iter()
                .map(|p| ParticipantFound { id: p.id.clone(), name: p.name.clone(), role: p.role })
                .collect(),
            evidence: event
                .evidence
                .iter()
                .map(|s| self.span(&self.article.sentences[*s].tokens))
                .collect(),
            resolved_by: self.linked.get(&place).cloned(),
        }
    }
}

/// The days a page states for itself, as its own clock shows them.
fn stated(article: &Article<'_>, layout: &Layout) -> Vec<Sign> {
    let given = layout.given.iter().filter(|given| given.field == Field::Day);
    let signs = given.filter_map(|given| {
        let day = day_of(&given.text)?;
        Some(Sign {
            kind: given.source,
            earliest: Some(day),
            latest: Some(day),
            tokens: Some(article.tokens_of(given.line)),
        })
    });
    signs.collect()
}

fn language(text: &str) -> &'static str {
    let head: String = text.chars().take(4000).collect();
    match scripts_in(&head).first() {
        Some(Script::Arabic) => "ar",
        Some(Script::Latin) => "en",
        _ => "und",
    }
}
