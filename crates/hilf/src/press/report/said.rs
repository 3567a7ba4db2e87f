//! What was promised, decided and said in so many words.

use std::fmt::Write;

use hilf_press::{Commitment, Picture, Span};
use jiff::civil::Date;

use super::{Lang, both, columns, escaped, head, inert, link, notes, row, told};
use crate::press::{show::status_ar, words};

/// Who promised what, by when, and what became of it as reports and analysts say.
pub(super) fn commitments(out: &mut String, picture: &Picture, on: Date, lang: Lang) {
    if picture.commitments.is_empty() {
        return;
    }
    head(out, "commitments", lang);
    let _ = writeln!(out, "<p>{} <bdi dir=\"ltr\">{on}</bdi></p>", lang.pick("حتى", "as of"));
    columns(
        out,
        &[
            ("المتعهد", "By"),
            ("الالتزام", "Commitment"),
            ("الأجل", "Due"),
            ("الحال", "Status"),
            ("المتابعة", "Follow-up"),
        ],
        lang,
    );
    for commitment in &picture.commitments {
        let status = commitment.status_on(on);
        let english = serde_json::json!(status);
        let until = on.to_string();
        let followed =
            commitment.follow_ups.iter().filter(|told| told.day <= until).map(|follow| {
                let reason = lang.pick(&follow.reason_ar, &follow.reason_en);
                format!(
                    "<blockquote><bdi dir=\"ltr\">{}</bdi> {} {}{}</blockquote>",
                    escaped(&follow.day),
                    link(follow.document - 1, follow.span),
                    told(&follow.sentence),
                    inert(reason)
                )
            });
        let followed: String = followed.collect();
        let cells = [
            inert(commitment.by.as_deref().unwrap_or("–")),
            format!("{} {}", place(commitment), told(&commitment.text)),
            format!("<bdi dir=\"ltr\">{}</bdi>", escaped(commitment.due.as_deref().unwrap_or("–"))),
            inert(
                lang.pick(
                    status_ar(status),
                    &english.as_str().unwrap_or_default().replace('_', " "),
                ),
            ),
            format!("{followed}{}", notes(&commitment.notes)),
        ];
        row(out, "td", &cells);
    }
    out.push_str("</tbody></table>\n");
}

/// The report a commitment stands in; its id is what notes name.
fn place(commitment: &Commitment) -> String {
    let document = commitment.id.split(':').next().and_then(|number| number.parse::<usize>().ok());
    let link =
        document.and_then(|number| number.checked_sub(1)).map(|at| link(at, commitment.span));
    format!(
        "{} <small><bdi dir=\"ltr\">{}</bdi></small>",
        link.unwrap_or_default(),
        escaped(&commitment.id)
    )
}

/// Outcomes, agreements and accessions; what is promised stands among the commitments.
pub(super) fn statements(out: &mut String, picture: &Picture, lang: Lang) {
    let documents = picture.documents.iter().enumerate();
    let all: Vec<_> = documents
        .flat_map(|(place, document)| document.statements.iter().map(move |s| (place, s)))
        .filter(|(_, statement)| statement.kind != "commitment")
        .collect();
    if all.is_empty() {
        return;
    }
    head(out, "statements", lang);
    columns(out, &[("النوع", "Kind"), ("الجهة", "By"), ("النص", "Words")], lang);
    for (place, statement) in all {
        let cells = [
            both(lang, words::statement(statement.kind)).to_owned(),
            inert(statement.by.as_deref().unwrap_or("–")),
            format!("{} {}", link(place, statement.span), told(&statement.text)),
        ];
        row(out, "td", &cells);
    }
    out.push_str("</tbody></table>\n");
}

/// Who said what in so many words.
pub(super) fn quotations(out: &mut String, picture: &Picture, lang: Lang) {
    let documents = picture.documents.iter().enumerate();
    let all: Vec<_> = documents
        .flat_map(|(place, document)| document.quotes.iter().map(move |quote| (place, quote)))
        .collect();
    if all.is_empty() {
        return;
    }
    head(out, "quotations", lang);
    columns(out, &[("القائل", "Speaker"), ("الاقتباس", "Quotation")], lang);
    for (place, quote) in all {
        let inferred =
            if quote.inferred { lang.pick(" (استنتاجا)", " (inferred)") } else { "" };
        let speaker = quote.speaker.as_deref().map_or_else(
            || lang.pick("لم يذكر", "not named").to_owned(),
            |speaker| format!("{}{inferred}", inert(speaker)),
        );
        let cells = [speaker, format!("{} {}", link(place, quote.span), told(&quote.text))];
        row(out, "td", &cells);
    }
    out.push_str("</tbody></table>\n");
}

/// Where statements and quotations stand, for the marks of their report.
pub(super) fn spans(document: &hilf_press::Document) -> impl Iterator<Item = Span> {
    let statements = document.statements.iter().flat_map(|statement| {
        std::iter::once(statement.span).chain(statement.items.iter().map(|item| item.span))
    });
    statements.chain(document.quotes.iter().map(|quote| quote.span))
}
