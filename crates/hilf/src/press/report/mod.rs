//! A page of HTML to read and print: no script, nothing fetched, every text of a report escaped and
//! isolated (Unicode Standard Annex #9, HTML `bdi`).

mod article;
mod figures;
mod said;

use std::collections::BTreeSet;
use std::fmt::Write;

use clap::ValueEnum;
use hilf_press::note::NoteShown;
use hilf_press::source::Source;
use hilf_press::{EventFound, Picture, Relation, RelationKind, Span, event_in_words, member_of};
use jiff::civil::Date;

use super::words::{self, Both};

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

/// Kufi and Naskh faces that systems bring; the serif of the system where none is there. Screen: white
/// paper; print: black on white, headings of tables repeated on every sheet, a report on its own sheet.
const STYLE: &str = include_str!("report.css");

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
    let mut body = String::new();
    reports(&mut body, picture, lang);
    timeline(&mut body, picture, lang);
    resemblances(&mut body, picture, lang);
    figures::figures(&mut body, picture, lang);
    contradictions(&mut body, picture, lang);
    said::commitments(&mut body, picture, on, lang);
    said::statements(&mut body, picture, lang);
    said::quotations(&mut body, picture, lang);
    contents(&mut out, &body, lang);
    out.push_str(&body);
    for (place, (document, source)) in picture.documents.iter().zip(sources).enumerate() {
        let told: Vec<Span> = picture
            .commitments
            .iter()
            .flat_map(|commitment| &commitment.follow_ups)
            .filter(|told| told.document == place + 1)
            .map(|told| told.span)
            .collect();
        article::article(&mut out, place, document, &told, &source.text, lang);
    }
    out.push_str("</body></html>\n");
    out
}

/// Links to the sections that are there.
fn contents(out: &mut String, body: &str, lang: Lang) {
    let links: String = SECTIONS
        .iter()
        .filter(|(id, ..)| body.contains(&format!("<h2 id=\"{id}\">")))
        .map(|(id, ar, en)| format!("<a href=\"#{id}\">{}</a> ", lang.pick(ar, en)))
        .collect();
    let _ = writeln!(out, "<nav>{}</nav>", links.trim_end());
}

/// Sections with the anchor they are linked by.
const SECTIONS: &[(&str, &str, &str)] = &[
    ("reports", "التقارير", "Reports"),
    ("timeline", "التسلسل الزمني", "Timeline"),
    ("listed", "أسماء تشبه أسماء مدرجة", "Names that resemble listed ones"),
    ("figures", "الأرقام", "Figures"),
    ("relations", "كيف تقف الأقوال بعضها من بعض", "How the claims stand to each other"),
    ("commitments", "الالتزامات", "Commitments"),
    ("statements", "التصريحات والمخرجات", "Statements and outcomes"),
    ("quotations", "الاقتباسات", "Quotations"),
];

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

/// The heading of a section.
fn head(out: &mut String, section: &str, lang: Lang) {
    let Some((id, ar, en)) = SECTIONS.iter().find(|(id, ..)| *id == section) else { return };
    let _ = writeln!(out, "<h2 id=\"{id}\">{}</h2>", lang.pick(ar, en));
}

/// A link to a sentence, as the number of its report.
fn link(place: usize, sentence: Span) -> String {
    format!("<a href=\"#{}\">[{}]</a>", anchor(place, sentence.bytes[0]), place + 1)
}

/// A sentence of a report in its own direction.
fn told(text: &str) -> String {
    format!("<div class=\"told\" dir=\"auto\">{}</div>", escaped(text))
}

fn both(lang: Lang, (ar, en): Both) -> &'static str {
    lang.pick(ar, en)
}

/// The reports that are told of, with the days between which each was published and what says so.
fn reports(out: &mut String, picture: &Picture, lang: Lang) {
    head(out, "reports", lang);
    columns(
        out,
        &[
            ("", ""),
            ("العنوان", "Title"),
            ("المصدر", "Outlet"),
            ("النشر", "Published"),
            ("الدليل", "Evidence"),
        ],
        lang,
    );
    for (place, document) in picture.documents.iter().enumerate() {
        let title = document.title.as_ref().map_or(document.file.as_str(), |title| &title.text);
        let kinds: BTreeSet<&str> =
            document.published.evidence.iter().map(|evidence| evidence.kind).collect();
        let kinds: Vec<String> =
            kinds.into_iter().map(|kind| inert(words::evidence(kind, lang == Lang::Ar))).collect();
        let cells = [
            format!("<a href=\"#d{0}\">[{0}]</a>", place + 1),
            inert(title),
            inert(document.outlet.as_deref().unwrap_or("–")),
            days(document.published.earliest.as_deref(), document.published.latest.as_deref()),
            kinds.join(lang.pick("، ", ", ")),
        ];
        row(out, "td", &cells);
    }
    out.push_str("</tbody></table>\n");
}

fn row(out: &mut String, cell: &str, cells: &[String]) {
    let cells: String = cells.iter().map(|text| format!("<{cell}>{text}</{cell}>")).collect();
    let _ = writeln!(out, "<tr>{cells}</tr>");
}

fn columns(out: &mut String, names: &[(&str, &str)], lang: Lang) {
    let names: Vec<String> = names.iter().map(|(ar, en)| lang.pick(ar, en).to_owned()).collect();
    out.push_str("<table><thead>\n");
    row(out, "th", &names);
    out.push_str("</thead><tbody>\n");
}

fn timeline(out: &mut String, picture: &Picture, lang: Lang) {
    head(out, "timeline", lang);
    columns(
        out,
        &[
            ("التاريخ", "Date"),
            ("الحدث", "Event"),
            ("المكان", "Place"),
            ("المشاركون", "Participants"),
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
            events(picture, &cluster.members, &cluster.kind, lang),
            inert(cluster.place.as_deref().unwrap_or("–")),
            participants(picture, &cluster.members, lang),
            links.join(" "),
            listed,
            format!("{}{}", inert(reason), notes(&cluster.notes)),
        ];
        row(out, "td", &cells);
    }
    out.push_str("</tbody></table>\n");
}

fn event_link(picture: &Picture, id: &str) -> Option<String> {
    let (place, found) = event_of(picture, id)?;
    Some(link(place, *found.evidence.first()?))
}

/// The event of a report by `1:e2`, with the place of the report.
fn event_of<'p>(picture: &'p Picture, id: &str) -> Option<(usize, &'p EventFound)> {
    let (place, event) = member_of(id)?;
    let mut events = picture.documents.get(place)?.events.iter();
    Some((place, events.find(|found| found.id == event)?))
}

/// What kind of event, its name, and whether reports announce it or tell of it.
fn events(picture: &Picture, members: &[String], kind: &str, lang: Lang) -> String {
    let told: Vec<&EventFound> =
        members.iter().filter_map(|id| Some(event_of(picture, id)?.1)).collect();
    let kind =
        event_in_words(kind).map_or_else(|| escaped(kind), |kind| both(lang, kind).to_owned());
    let name = told.iter().find_map(|event| event.name.as_deref());
    let name = name.map_or_else(String::new, |name| format!(" “{}”", inert(name)));
    let status: BTreeSet<&str> =
        told.iter().map(|event| both(lang, words::event_status(event.status))).collect();
    let status = status.into_iter().collect::<Vec<_>>().join(lang.pick("، ", ", "));
    format!("{kind}{name}<br><small>{status}</small>")
}

/// Who takes part in what way, as any of the reports says.
fn participants(picture: &Picture, members: &[String], lang: Lang) -> String {
    let mut by_role: Vec<(&str, BTreeSet<&str>)> = Vec::new();
    let told = members.iter().filter_map(|id| event_of(picture, id));
    let all = told.flat_map(|(_, event)| event.participants.iter().map(move |who| (event, who)));
    for (event, who) in all {
        // What is founded takes no part in it.
        let founded = event.kind == "founding";
        let role = both(lang, if founded { ("الجهة", "body") } else { words::role(who.role) });
        match by_role.iter_mut().find(|(other, _)| *other == role) {
            Some((_, names)) => {
                names.insert(&who.name);
            }
            None => by_role.push((role, BTreeSet::from([who.name.as_str()]))),
        }
    }
    by_role
        .iter()
        .map(|(role, names)| {
            let names: Vec<String> = names.iter().map(|name| inert(name)).collect();
            format!("<small>{role}:</small> {}<br>", names.join(lang.pick("، ", ", ")))
        })
        .collect()
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
    head(out, "listed", lang);
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
            match entity.mentions.first() {
                Some(first) => format!(
                    "<a href=\"#{}\">[{}]</a> {}",
                    anchor(place, first.span.bytes[0]),
                    place + 1,
                    inert(&entity.canonical)
                ),
                None => format!("[{}] {}", place + 1, inert(&entity.canonical)),
            },
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
    out.push_str("</tbody></table>\n");
}

fn contradictions(out: &mut String, picture: &Picture, lang: Lang) {
    head(out, "relations", lang);
    let shown: Vec<_> = picture
        .claim_relations
        .iter()
        .filter(|r| r.relation != RelationKind::SingleSource)
        .collect();
    if shown.is_empty() {
        let none = lang.pick(
            "لا قولين يتصلان في هذه التقارير.",
            "No two claims of these reports touch each other.",
        );
        let _ = writeln!(out, "<p>{none}</p>");
    }
    for relation in shown {
        let kind = both(lang, words::relation(relation.relation));
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

/// What analysts noted.
fn notes(notes: &[NoteShown]) -> String {
    notes
        .iter()
        .map(|note| format!("<p class=\"note\">{}</p>", inert(&super::show::note(note))))
        .collect()
}

fn sides(picture: &Picture, relation: &Relation) -> String {
    let side = |id: &str| -> Option<String> {
        let (place, claim) = member_of(id)?;
        let found = picture.documents.get(place)?.claims.iter().find(|found| found.id == claim)?;
        Some(format!(
            "<blockquote>{} {}</blockquote>",
            link(place, found.sentence_span),
            figures::sentence(found)
        ))
    };
    [Some(&relation.a), relation.b.as_ref()]
        .into_iter()
        .flatten()
        .filter_map(|id| side(id))
        .collect()
}
