//! Quotations and who said them.

use std::ops::Range;

use super::{
    Speaker, in_statement, saying_at, source_at, speaker_of, speakers, speech_verb_at, turns_at,
};
use crate::article::{Article, Sentence};
use crate::lexicon::Words;
use crate::people::Person;
use crate::token::Kind;

/// Words between quotation marks, or one long enough to be more than a name.
#[derive(Debug, Clone)]
pub(crate) struct Quote {
    /// Tokens between the marks.
    pub(crate) tokens: Range<usize>,
    /// Who said it.
    pub(crate) speaker: Option<Speaker>,
}

/// Fewer words between quotation marks are a name or an ironic word.
const LEAST_WORDS: usize = 4;

/// Quotations of a report with their speakers.
pub(crate) fn quotes(article: &Article<'_>, people: &[Person]) -> Vec<Quote> {
    let mut out: Vec<Quote> = Vec::new();
    // The speaker last told before each sentence.
    let mut last_told: Vec<Option<Speaker>> = Vec::with_capacity(article.sentences.len());
    for speaker in speakers(article, people) {
        let before = last_told.last().cloned().flatten();
        last_told.push(speaker.or(before));
    }
    for line in &article.lines {
        if !line.zone.is_read() {
            continue;
        }
        let first = article.tokens.partition_point(|token| token.range.start < line.bytes.start);
        let end = article.tokens.partition_point(|token| token.range.start < line.bytes.end);
        let mut at = first;
        while at < end {
            // A mark that closes opens nothing.
            if !article.tokens[at].is_quote() || article.tokens[at].is("’") {
                at += 1;
                continue;
            }
            let close = closing(article, at, end);
            if close == at + 1 + crate::gazetteer::name_at(article, at + 1) {
                at = close + 1;
                continue;
            }
            let words =
                article.tokens[at + 1..close].iter().filter(|t| t.kind == Kind::Word).count();
            // Three words are said rather than named where "to", "that" or a colon leads to them.
            let led = at > first
                && (article.is(at - 1, &["الي", "ان", "بان", "انه", "علي"])
                    || article.tokens[at - 1].is(":"))
                && (first..at).any(|i| speech_verb_at(article, i));
            if words >= LEAST_WORDS || (words + 1 == LEAST_WORDS && led) {
                let speaker = {
                    let place = article.sentence_at(at).unwrap_or(0);
                    let before = place.checked_sub(1).and_then(|i| last_told.get(i));
                    let last = before.and_then(Option::as_ref);
                    quote_speaker(article, at, close, first, people, (out.last(), last))
                };
                // "خطط التحالف “لمكافحة التنظيم”": a few words that nobody is said to have spoken.
                let purpose = article.tokens[at + 1].form.starts_with('ل') && words <= 5;
                // "مسؤول من “المتطوعين للدفاع عن الوطن”": a body, not what he says.
                let body = at > first
                    && words <= 5
                    && article
                        .is(at - 1, &["من", "في", "باسم", "اسم", "تدعي", "تسمي", "يسمي", "عن"])
                    && article.tokens[at + 1].form.starts_with("ال")
                    && !(at + 1..close).any(|i| speech_verb_at(article, i));
                let body = body || at > first && names_a_body(article, at, close);
                if (speaker.is_some() || !purpose) && !body {
                    out.push(Quote { tokens: at + 1..close, speaker });
                }
            }
            at = close + 1;
        }
    }
    out
}

/// `منظمة “احترام حقوق الإنسان”`, `اعتبر أن “القوات الديمقراطية المتحالفة”`: a few words behind what bodies are
/// called, or nothing but nouns with the article, name somebody and say nothing.
fn names_a_body(article: &Article<'_>, open: usize, close: usize) -> bool {
    static CALLED: Words = Words::new(
        "منظمة جماعة حركة تنظيم حملة عملية مبادرة صحيفة قناة موقع شركة مجلة وكالة برنامج مجموعة كتيبة لواء كتائب إذاعة راديو مركز حزب          مشروع شبكة كنيسة جمعية مؤسسة",
    );
    let words = open + 1..close;
    let few = words.len() <= 5;
    let definite = words.clone().all(|i| article.tokens[i].form.starts_with("ال"));
    few && (definite || article.has(open - 1, &CALLED))
        && !words.into_iter().any(|i| speech_verb_at(article, i))
}

/// Tokens within which marks are told apart by how they stand; beyond them the next mark closes.
const LONGEST: usize = 600;

/// Where a quotation ends: a name within it may have marks of its own, which stand at a word as they open
/// and close.
fn closing(article: &Article<'_>, open: usize, end: usize) -> usize {
    let tokens = &article.tokens;
    let joined = |a: usize, b: usize| tokens[a].range.end == tokens[b].range.start;
    let opens = |i: usize| i + 1 < end && joined(i, i + 1) && !joined(i - 1, i);
    let first = (open + 1..end).find(|i| tokens[*i].is_quote());
    let mut depth = 1;
    for i in (open + 1..end.min(open + LONGEST)).filter(|i| tokens[*i].is_quote()) {
        if opens(i) {
            depth += 1;
        } else {
            depth -= 1;
        }
        if depth == 0 {
            return i;
        }
    }
    // Marks that do not balance: the next one closes.
    first.unwrap_or(end)
}

fn quote_speaker(
    article: &Article<'_>,
    open: usize,
    close: usize,
    line: usize,
    people: &[Person],
    (before, last): (Option<&Quote>, Option<&Speaker>),
) -> Option<Speaker> {
    let start =
        article.sentence_at(open).map_or(line, |place| article.sentences[place].tokens.start);
    let lead = Sentence { tokens: start..open, line: 0 };
    let carried = before.and_then(|quote| quote.speaker.as_ref());
    let carried = carried.or(last);
    // "ويختلف معهما العقيد صالح مومني: “…”"
    let colon = open.checked_sub(1).filter(|i| article.tokens[*i].is(":"));
    let named = colon.and_then(|colon| people.iter().find(|person| person.tokens.end == colon));
    if let Some(person) = named {
        let tokens = person.tokens.clone();
        let rule = "named-before-colon";
        return Some(Speaker {
            name: person.name.clone(),
            tokens,
            inferred: false,
            relay: None,
            rule,
        });
    }
    let lead_speaks = (start..open).any(|at| {
        speech_verb_at(article, at)
            || source_at(article, at).is_some()
            || saying_at(article, at)
            || in_statement(article, &lead, at).is_some()
    });
    if lead_speaks {
        // "…، فيما قالت نولاند إنه “…”": who is named last to speak before it.
        let whole = start..article.tokens.len();
        let turn = (start + 1..open).rev().find(|at| turns_at(article, &whole, *at));
        let last = turn.and_then(|at| {
            let part = Sentence { tokens: at..open, line: 0 };
            speaker_of(article, &part, people, None).filter(|found| !found.inferred)
        });
        if let Some(found) = last.or_else(|| speaker_of(article, &lead, people, carried)) {
            return Some(found);
        }
    }
    if let Some(found) = speaker_behind(article, open, close, people) {
        return Some(found);
    }
    // A paragraph that is nothing but a quotation goes on with the speaker of the one before.
    let alone = open == line;
    let adjacent = before.is_some_and(|quote| {
        let between = article.tokens[quote.tokens.end..open].iter();
        between.filter(|token| token.kind == Kind::Word).count() == 0
    });
    (alone && adjacent)
        .then(|| {
            carried.map(|speaker| Speaker {
                inferred: true,
                rule: "quotation-goes-on",
                ..speaker.clone()
            })
        })
        .flatten()
}

/// "according to" behind a quotation, or a verb of speech right behind it.
fn speaker_behind(
    article: &Article<'_>,
    open: usize,
    close: usize,
    people: &[Person],
) -> Option<Speaker> {
    let behind = (close + 1).min(article.tokens.len());
    let line_end =
        (behind..article.tokens.len()).find(|at| article.tokens[*at].kind == Kind::Break);
    let end = (behind..line_end.unwrap_or(article.tokens.len()))
        .find(|at| article.tokens[*at].is("."))
        .or(line_end)
        .unwrap_or(article.tokens.len());
    let same_sentence = article
        .sentence_at(open)
        .is_some_and(|place| article.sentences[place].tokens.contains(&close));
    let source = (behind..end).find(|at| source_at(article, *at).is_some());
    let from = match source {
        Some(at) if same_sentence || at <= behind + 1 => at,
        _ => {
            let comma = article.tokens.get(behind).is_some_and(|token| token.is(","));
            let near = behind + usize::from(comma);
            // “…”, Wakil told reporters.
            let subject = (near..(near + 9).min(end))
                .take_while(|i| article.tokens[*i].kind == Kind::Word)
                .find(|i| article.tokens[*i].form.is_ascii() && speech_verb_at(article, *i));
            if !speech_verb_at(article, near) && subject.is_none() {
                return None;
            }
            near
        }
    };
    let tail = Sentence { tokens: from..end, line: 0 };
    let found = speaker_of(article, &tail, people, None)?;
    Some(Speaker { rule: "after-quotation", ..found })
}
