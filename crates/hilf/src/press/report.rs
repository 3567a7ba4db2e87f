//! A page of HTML to read and print: no script, nothing fetched, every text of a report escaped and
//! isolated (Unicode Standard Annex #9, HTML `bdi`).

use std::collections::BTreeMap;
use std::fmt::Write;

use clap::ValueEnum;
use hilf_press::note::NoteShown;
use hilf_press::source::Source;
use hilf_press::{Document, Picture, Relation, RelationKind, Span};
use jiff::civil::Date;

use super::show::{sign, status_ar};

/// Language of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Lang {
    Ar,
    En,
}

impl Lang {
    fn pick<'t>(self, ar: &'t str, en: &'t str) -> &'t str {
        match self {
            Lang::Ar => ar,
            Lang::En => en,
        }
    }
}

const STYLE: &str = "body{font:16px/1.7 'Noto Naskh Arabic','Amiri',serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
table{border-collapse:collapse;width:100%}td,th{border:1px solid #999;padding:.3rem .5rem;text-align:start;vertical-align:top}\
.boilerplate{color:#777;font-size:85%}.note{border:1px dashed #999;padding:.2rem .5rem}mark{background:#fff1a8}mark:target{outline:2px solid #b00}\
blockquote{margin:.3rem 1rem;border-inline-start:3px solid #999;padding-inline-start:.6rem}\
@media print{body{max-width:none;margin:0;font-size:11pt}article{break-before:page}tr,section.relation{break-inside:avoid}\
mark{background:none;text-decoration:underline}a{color:inherit;text-decoration:none}}";

/// The page of a picture.
pub(super) fn page(picture: &Picture, sources: &[Source], on: Date, lang: Lang) -> String {
    let title = lang.pick("صورة التقارير", "Picture of the reports");
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><style>{STYLE}</style></head><body>\n<h1>{title}</h1>\n",
        lang.pick("ar", "en"),
        lang.pick("rtl", "ltr"),
    );
    timeline(&mut out, picture, lang);
    resemblances(&mut out, picture, lang);
    figures(&mut out, picture, lang);
    contradictions(&mut out, picture, lang);
    commitments(&mut out, picture, on, lang);
    for (place, (document, source)) in picture.documents.iter().zip(sources).enumerate() {
        let told: Vec<Span> = picture
            .commitments
            .iter()
            .flat_map(|commitment| &commitment.follow_ups)
            .filter(|told| told.document == place + 1)
            .map(|told| told.span)
            .collect();
        article(&mut out, place, document, &told, &source.text, lang);
    }
    out.push_str("</body></html>\n");
    out
}

/// Text of a report: inert, and isolated from what stands around it.
fn inert(text: &str) -> String {
    format!("<bdi>{}</bdi>", escaped(text))
}

fn escaped(text: &str) -> String {
    let kept = text.chars().filter_map(|c| match c {
        // Marks of direction would reach beyond the text they stand in.
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' => None,
        c if c.is_control() => Some(' '),
        c => Some(c),
    });
    hilf_text::html::escape(&kept.collect::<String>())
}

fn anchor(document: usize, sentence: usize) -> String {
    format!("d{}-b{sentence}", document + 1)
}

fn head(out: &mut String, level: u8, ar: &str, en: &str, lang: Lang) {
    let text = lang.pick(ar, en);
    let _ = writeln!(out, "<h{level}>{text}</h{level}>");
}

fn row(out: &mut String, cell: &str, cells: &[String]) {
    let cells: String = cells.iter().map(|text| format!("<{cell}>{text}</{cell}>")).collect();
    let _ = writeln!(out, "<tr>{cells}</tr>");
}

fn columns(out: &mut String, names: &[(&str, &str)], lang: Lang) {
    let names: Vec<String> = names.iter().map(|(ar, en)| lang.pick(ar, en).to_owned()).collect();
    out.push_str("<table>\n");
    row(out, "th", &names);
}

fn timeline(out: &mut String, picture: &Picture, lang: Lang) {
    head(out, 2, "التسلسل الزمني", "Timeline", lang);
    columns(
        out,
        &[
            ("التاريخ", "Date"),
            ("الحدث", "Event"),
            ("المكان", "Place"),
            ("التقارير", "Reports"),
            ("يشبه مدرجا", "Resembles listed"),
            ("السبب", "Reason"),
        ],
        lang,
    );
    let mut rows: Vec<_> = picture.event_clusters.iter().collect();
    rows.sort_by_key(|cluster| (cluster.earliest.is_none(), cluster.earliest.clone()));
    for cluster in rows {
        let links: Vec<String> =
            cluster.members.iter().filter_map(|id| event_link(picture, id)).collect();
        let reason = lang.pick(&cluster.reason_ar, &cluster.reason_en);
        let listed: String = cluster
            .listed
            .iter()
            .map(|l| {
                format!("{} <bdi dir=\"ltr\">{}</bdi><br>", inert(&l.name), escaped(&l.listed))
            })
            .collect();
        let cells = [
            days(cluster.earliest.as_deref(), cluster.latest.as_deref()),
            inert(event_name(&cluster.kind, lang)),
            inert(cluster.place.as_deref().unwrap_or("–")),
            links.join(" "),
            listed,
            format!("{}{}", inert(reason), notes(&cluster.notes)),
        ];
        row(out, "td", &cells);
    }
    out.push_str("</table>\n");
}

fn event_name(kind: &str, lang: Lang) -> &str {
    let arabic = match kind {
        "meeting" => "اجتماع",
        "press_conference" => "مؤتمر صحفي",
        "attack" => "هجوم",
        "clash" => "اشتباك",
        "operation" => "عملية",
        "arrest" => "توقيف",
        "accession" => "انضمام",
        "founding" => "تأسيس",
        "agreement" => "اتفاق",
        "statement" => "بيان",
        "listing" => "إدراج",
        other => other,
    };
    lang.pick(arabic, kind)
}

fn event_link(picture: &Picture, id: &str) -> Option<String> {
    let (document, event) = id.split_once(':')?;
    let place = document.parse::<usize>().ok()?.checked_sub(1)?;
    let found = picture.documents.get(place)?.events.iter().find(|found| found.id == event)?;
    let first = found.evidence.first()?;
    Some(format!("<a href=\"#{}\">[{}]</a>", anchor(place, first.bytes[0]), place + 1))
}

fn days(earliest: Option<&str>, latest: Option<&str>) -> String {
    let text = match (earliest, latest) {
        (Some(a), Some(b)) if a == b => a.to_owned(),
        (a, b) => format!("{} – {}", a.unwrap_or("?"), b.unwrap_or("?")),
    };
    format!("<bdi dir=\"ltr\">{}</bdi>", escaped(&text))
}

/// Names beside the lists, with every reason of the score.
fn resemblances(out: &mut String, picture: &Picture, lang: Lang) {
    let documents = picture.documents.iter().enumerate();
    let rows: Vec<_> = documents
        .flat_map(|(place, document)| document.entities.iter().map(move |e| (place, e)))
        .flat_map(|(place, entity)| entity.listed.iter().map(move |l| (place, entity, l)))
        .collect();
    if rows.is_empty() {
        return;
    }
    head(out, 2, "أسماء تشبه أسماء مدرجة", "Names that resemble listed ones", lang);
    let _ = writeln!(
        out,
        "<p>{}</p>",
        lang.pick(
            "الشبه ليس تطابقا: القرار لشخص يراجع الأسباب.",
            "A resemblance is no match: a person decides by the reasons."
        )
    );
    columns(
        out,
        &[("الاسم", "Name"), ("المدرج", "Listed"), ("الدرجة", "Score"), ("السبب", "Reason")],
        lang,
    );
    for (place, entity, listed) in rows {
        let reasons: String = listed
            .explanation
            .rows
            .iter()
            .map(|row| format!("{:+.3} {}<br>", row.effect, inert(lang.pick(&row.ar, &row.en))))
            .collect();
        let since = listed.listings.first().and_then(|l| l.since.as_deref()).unwrap_or("–");
        let cells = [
            format!("[{}] {}", place + 1, inert(&entity.canonical)),
            format!(
                "{} <bdi dir=\"ltr\">{} {}</bdi>",
                inert(&listed.caption),
                escaped(&listed.id),
                escaped(since)
            ),
            format!("<bdi dir=\"ltr\">{:.3}</bdi>", listed.score),
            reasons,
        ];
        row(out, "td", &cells);
    }
    out.push_str("</table>\n");
}

fn figures(out: &mut String, picture: &Picture, lang: Lang) {
    head(out, 2, "الأرقام", "Figures", lang);
    columns(
        out,
        &[("العدد", "Number"), ("الوحدة", "Unit"), ("القائل", "Speaker"), ("الجملة", "Sentence")],
        lang,
    );
    for (place, document) in picture.documents.iter().enumerate() {
        for claim in document.claims.iter().filter(|claim| claim.value.is_some()) {
            let to = claim.value_to.map_or(String::new(), |to| format!("–{to}"));
            let number =
                format!("{}{}{to}", sign(claim.comparator), claim.value.unwrap_or_default());
            let inferred = if claim.speaker_inferred {
                lang.pick(" (استنتاجا)", " (inferred)")
            } else {
                ""
            };
            let speaker = claim.speaker.as_deref().unwrap_or(lang.pick("التقرير", "the report"));
            let cells = [
                format!("<bdi dir=\"ltr\">{}</bdi>", escaped(number.trim())),
                inert(claim.unit.as_deref().unwrap_or("")),
                format!("{}{inferred}", inert(speaker)),
                format!(
                    "<a href=\"#{}\">[{}]</a> {}",
                    anchor(place, claim.sentence_span.bytes[0]),
                    place + 1,
                    inert(&claim.sentence)
                ),
            ];
            row(out, "td", &cells);
        }
    }
    out.push_str("</table>\n");
}

fn contradictions(out: &mut String, picture: &Picture, lang: Lang) {
    head(out, 2, "كيف تقف الأقوال بعضها من بعض", "How the claims stand to each other", lang);
    let shown = picture.claim_relations.iter().filter(|r| r.relation != RelationKind::SingleSource);
    for relation in shown {
        let kind = relation_name(relation.relation, lang);
        let reason = lang.pick(&relation.reason_ar, &relation.reason_en);
        let _ = writeln!(
            out,
            "<section class=\"relation\"><h3>{kind}</h3><p>{}</p>{}{}</section>",
            inert(reason),
            sides(picture, relation),
            notes(&relation.notes)
        );
    }
}

/// Who promised what, by when, and what became of it as reports and analysts say.
fn commitments(out: &mut String, picture: &Picture, on: Date, lang: Lang) {
    if picture.commitments.is_empty() {
        return;
    }
    head(out, 2, "الالتزامات", "Commitments", lang);
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
        let told = commitment.follow_ups.iter().filter(|told| told.day <= until).map(|told| {
            let reason = lang.pick(&told.reason_ar, &told.reason_en);
            format!(
                "<blockquote><bdi dir=\"ltr\">{}</bdi> <a href=\"#{}\">[{}]</a> {}<br>{}</blockquote>",
                escaped(&told.day),
                anchor(told.document - 1, told.span.bytes[0]),
                told.document,
                inert(&told.sentence),
                inert(reason)
            )
        });
        let told: String = told.collect();
        let cells = [
            inert(commitment.by.as_deref().unwrap_or("–")),
            format!(
                "<bdi dir=\"ltr\">{}</bdi> {}",
                escaped(&commitment.id),
                inert(&commitment.text)
            ),
            format!("<bdi dir=\"ltr\">{}</bdi>", escaped(commitment.due.as_deref().unwrap_or("–"))),
            inert(lang.pick(status_ar(status), english.as_str().unwrap_or_default())),
            format!("{told}{}", notes(&commitment.notes)),
        ];
        row(out, "td", &cells);
    }
    out.push_str("</table>\n");
}

/// What analysts noted.
fn notes(notes: &[NoteShown]) -> String {
    notes
        .iter()
        .map(|note| format!("<p class=\"note\">{}</p>", inert(&super::show::note(note))))
        .collect()
}

fn sides(picture: &Picture, relation: &Relation) -> String {
    let side = |id: &str| -> Option<String> {
        let (document, claim) = id.split_once(':')?;
        let place = document.parse::<usize>().ok()?.checked_sub(1)?;
        let found = picture.documents.get(place)?.claims.iter().find(|found| found.id == claim)?;
        Some(format!(
            "<blockquote><a href=\"#{}\">[{}]</a> {}</blockquote>",
            anchor(place, found.sentence_span.bytes[0]),
            place + 1,
            inert(&found.sentence)
        ))
    };
    [Some(&relation.a), relation.b.as_ref()]
        .into_iter()
        .flatten()
        .filter_map(|id| side(id))
        .collect()
}

fn relation_name(relation: RelationKind, lang: Lang) -> &'static str {
    let (ar, en) = match relation {
        RelationKind::Agree => ("اتفاق", "agree"),
        RelationKind::Refines => ("أدق", "refines"),
        RelationKind::DifferTime => ("زمنان مختلفان", "different times"),
        RelationKind::DifferScope => ("نطاقان مختلفان", "different scopes"),
        RelationKind::UnitMismatch => ("وحدتان مختلفتان", "different units"),
        RelationKind::SupersededPlan => ("خطة تجاوزها الخبر", "superseded plan"),
        RelationKind::ApparentContradiction => ("تناقض ظاهري", "apparent contradiction"),
        RelationKind::Contradict => ("تناقض", "contradiction"),
        RelationKind::ArithmeticOk => ("الحساب صحيح", "arithmetic holds"),
        RelationKind::ArithmeticFailed => ("الحساب لا يستقيم", "arithmetic fails"),
        RelationKind::AmbiguousDenominator => ("نسبة بلا أصل معروف", "ambiguous denominator"),
        RelationKind::Conflation => ("رقمان مدموجان", "conflation"),
        RelationKind::SingleSource => ("مصدر واحد", "single source"),
    };
    lang.pick(ar, en)
}

/// A report, its sentences with claims or events marked where links lead to them.
fn article(
    out: &mut String,
    place: usize,
    document: &Document,
    told: &[Span],
    text: &str,
    lang: Lang,
) {
    let title = document.title.as_ref().map_or(document.file.as_str(), |title| title.text.as_str());
    let published =
        days(document.published.earliest.as_deref(), document.published.latest.as_deref());
    let _ = writeln!(
        out,
        "<article><h2>[{}] {}</h2><p>{} {} {}: {published}</p>",
        place + 1,
        inert(title),
        inert(document.outlet.as_deref().unwrap_or("")),
        inert(document.author.as_deref().unwrap_or("")),
        lang.pick("النشر", "published"),
    );
    let mut marks: BTreeMap<usize, usize> = BTreeMap::new();
    let claims = document.claims.iter().map(|claim| claim.sentence_span);
    let events = document.events.iter().flat_map(|event| event.evidence.iter().copied());
    for span in claims.chain(events).chain(told.iter().copied()) {
        let end = marks.entry(span.bytes[0]).or_default();
        *end = (*end).max(span.bytes[1]);
    }
    let mut start = 0;
    for (line, zone) in text.split('\n').zip(&document.zones) {
        if zone.zone != "blank" {
            let class = if zone.zone == "boilerplate" { " class=\"boilerplate\"" } else { "" };
            let rule = escaped(zone.rule);
            let marked = marked(line, start, &marks, place);
            let _ = writeln!(out, "<p dir=\"auto\" title=\"{rule}\"{class}>{marked}</p>");
        }
        start += line.len() + 1;
    }
    let _ = writeln!(
        out,
        "<p class=\"boilerplate\"><bdi dir=\"ltr\">{} SHA-256 {}</bdi></p></article>",
        escaped(&document.file),
        document.sha256
    );
}

fn marked(line: &str, start: usize, marks: &BTreeMap<usize, usize>, place: usize) -> String {
    let mut out = String::new();
    let mut at = 0;
    for (from, to) in marks.range(start..start + line.len()) {
        let (from, to) = (from - start, (to - start).min(line.len()));
        if from < at {
            continue;
        }
        let (Some(before), Some(sentence)) = (line.get(at..from), line.get(from..to)) else {
            continue;
        };
        let id = anchor(place, from + start);
        let _ = write!(out, "{}<mark id=\"{id}\">{}</mark>", escaped(before), escaped(sentence));
        at = to;
    }
    out.push_str(&escaped(line.get(at..).unwrap_or_default()));
    out
}
