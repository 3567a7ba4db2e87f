//! Sentences that tell what became of a promise: done, done in part, put off, not done. They count
//! only beside the promise of an earlier report.

use std::ops::Range;

use serde::Serialize;

use crate::article::Article;
use crate::token::Kind;
use crate::zone::Zone;

/// What a sentence says became of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeedKind {
    /// It was done.
    Done,
    /// It was done in part.
    Partly,
    /// It was put off.
    Delayed,
    /// It was not done.
    Failed,
    /// It was promised again.
    Renewed,
}

/// A sentence that tells of a deed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Deed {
    pub(crate) kind: DeedKind,
    pub(crate) sentence: usize,
    /// Tokens of the verb.
    pub(crate) tokens: Range<usize>,
}

/// Verbs of carrying out, third person perfect; and the words of `تم تنفيذ`.
const DONE: &[&str] = &[
    "نفذ",
    "انجز",
    "اوفي",
    "وفي",
    "سلم",
    "حول",
    "صرف",
    "دفع",
    "سدد",
    "قدم",
    "افتتح",
    "اطلق",
    "استكمل",
    "اتم",
    "اكمل",
    "ارسل",
    "نشر",
    "انشا",
    "خصص",
    "جمد",
    "اقر",
    "صادق",
    "اغلق",
    "استعاد",
    "اعاد",
    "شكل",
    "ادرج",
    "درب",
    "وزع",
    "ساهم",
    "انشات",
];
const DONE_PASSIVE: &[&str] = &["تم", "تمت", "جري", "جرت", "اكتمل", "اكتملت", "انتهت", "انتهي"];
const DONE_ENGLISH: &[&str] = &[
    "paid",
    "delivered",
    "transferred",
    "completed",
    "fulfilled",
    "opened",
    "launched",
    "implemented",
    "disbursed",
    "deployed",
    "established",
    "trained",
];
const NEVER: &[&str] = &["لم", "ما", "لما"];
const FAILED: &[&str] = &[
    "فشل",
    "فشلت",
    "اخفق",
    "اخفقت",
    "اخل",
    "اخلت",
    "تنصل",
    "تنصلت",
    "تخلف",
    "تخلفت",
    "تراجع",
    "تراجعت",
    "نكث",
    "نكثت",
    "reneged",
    "failed",
];
const DELAYED: &[&str] = &[
    "اجل",
    "اجلت",
    "ارجا",
    "ارجات",
    "تاخر",
    "تاخرت",
    "تاجيل",
    "ارجاء",
    "تاجل",
    "تعثر",
    "تعثرت",
    "delayed",
    "postponed",
];
const PARTLY: &[&str] = &[
    "جزء",
    "جزءا",
    "جزييا",
    "دفعه",
    "شطر",
    "قسط",
    "بعض",
    "نصف",
    "tranche",
    "part",
    "partly",
    "half",
];
const PROMISED_AGAIN: &[&str] = &["جدد", "جددت", "جددوا", "تجديد", "reaffirmed", "renewed"];

/// Deeds told in a report: at most one a sentence.
pub(crate) fn deeds(article: &Article<'_>) -> Vec<Deed> {
    let mut out = Vec::new();
    for (place, sentence) in article.sentences.iter().enumerate() {
        if matches!(article.zone(sentence), Zone::Subheading | Zone::Subtitle) {
            continue;
        }
        let told = sentence
            .tokens
            .clone()
            .find_map(|at| Some((at, kind_at(article, &sentence.tokens, at)?)));
        if let Some((at, kind)) = told {
            let partly = || sentence.tokens.clone().any(|i| article.is(i, PARTLY));
            let kind = if kind == DeedKind::Done && partly() { DeedKind::Partly } else { kind };
            out.push(Deed { kind, sentence: place, tokens: at..at + 1 });
        }
    }
    out
}

fn kind_at(article: &Article<'_>, sentence: &Range<usize>, at: usize) -> Option<DeedKind> {
    let token = article.tokens.get(at).filter(|token| token.kind == Kind::Word)?;
    let negated = at > sentence.start && article.is(at - 1, NEVER);
    if negated && is_done_in_present(article, at) {
        return Some(DeedKind::Failed);
    }
    let english_not = at > sentence.start + 1
        && article.is(at - 1, &["not", "yet", "be", "been", "never"])
        && (at.saturating_sub(3)..at).any(|i| article.is(i, &["not", "never"]));
    if token.has_form(FAILED) {
        return Some(DeedKind::Failed);
    }
    if token.has_form(DELAYED) {
        return Some(DeedKind::Delayed);
    }
    if token.has_form(PROMISED_AGAIN) {
        return Some(DeedKind::Renewed);
    }
    if token.has_form(DONE_ENGLISH) {
        return Some(if english_not { DeedKind::Failed } else { DeedKind::Done });
    }
    if token.has_form(DONE_PASSIVE) {
        return Some(if negated { DeedKind::Failed } else { DeedKind::Done });
    }
    let done = token.stems.iter().filter(|stem| !stem.clitic.preposition).any(|stem| {
        // Feminine and plural endings of the perfect.
        let form = stem.form.as_str();
        let ends = ["", "ت", "وا"];
        DONE.iter().any(|verb| ends.iter().any(|end| form.strip_suffix(end) == Some(*verb)))
    });
    done.then_some(DeedKind::Done)
}

/// `لم تسلم`: behind "not", a verb of carrying out in the present.
fn is_done_in_present(article: &Article<'_>, at: usize) -> bool {
    let form = article.tokens[at].form.as_str();
    let Some(rest) = form.strip_prefix('ي').or_else(|| form.strip_prefix('ت')) else {
        return false;
    };
    let rest = rest.strip_suffix("وا").unwrap_or(rest);
    matches!(form, "يف" | "تف" | "يتم" | "تتم" | "يجر" | "تجر" | "يفوا")
        || DONE.iter().any(|verb| *verb == rest || verb.strip_prefix('ا') == Some(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(sentence: &str) -> Vec<DeedKind> {
        let text = format!("عنوان\n{sentence}\n");
        deeds(&Article::new(&text)).into_iter().map(|deed| deed.kind).collect()
    }

    #[test]
    fn what_became_of_a_promise() {
        assert_eq!(kinds("سلمت اليابان المعدات إلى مالي."), [DeedKind::Done]);
        assert_eq!(kinds("ودفعت الدولة الشطر الأول من المبلغ، وهو جزء منه."), [DeedKind::Partly]);
        assert_eq!(kinds("لم تدفع الدولة المبلغ."), [DeedKind::Failed]);
        assert_eq!(kinds("لم يتم تسليم المعدات حتى اليوم."), [DeedKind::Failed]);
        assert_eq!(kinds("أرجأت الحكومة تسليم المعدات."), [DeedKind::Delayed]);
        assert_eq!(kinds("ستسلم اليابان المعدات قريبا."), []);
        assert_eq!(kinds("Japan has not yet delivered the equipment."), [DeedKind::Failed]);
        assert_eq!(kinds("Japan delivered the equipment."), [DeedKind::Done]);
    }
}
