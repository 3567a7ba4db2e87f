//! The picture on a terminal, in both languages.

use hilf_press::note::{Act, NoteShown};
use hilf_press::register::Member;
use hilf_press::{
    ClaimFound, Comparator, Document, Interval, Picture, RelationKind, Resemblance, Status,
    event_in_words, member_of,
};
use hilf_text::bidi::isolate;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::words;

pub(super) fn read(picture: &Picture) {
    for document in &picture.documents {
        head(document);
        dates(document);
        entities(document);
        for event in &document.events {
            println!(
                "  event / حدث  {} {} {}/{} {}",
                kind_of(event.kind),
                two(words::event_status(event.status)),
                day(&event.earliest),
                day(&event.latest),
                isolate(event.place.as_deref().unwrap_or("-"))
            );
            for participant in &event.participants {
                println!(
                    "    {}: {}",
                    two(words::role(participant.role)),
                    isolate(&participant.name)
                );
            }
        }
        document.claims.iter().for_each(claim);
        for statement in &document.statements {
            let by = statement.by.as_deref().unwrap_or("-");
            println!(
                "  {}  {}: {}",
                two(words::statement(statement.kind)),
                isolate(by),
                isolate(&short(&statement.text))
            );
        }
        for quote in &document.quotes {
            let by = quote.speaker.as_deref().unwrap_or("?");
            println!("  quote / اقتباس  {}: {}", isolate(by), isolate(&short(&quote.text)));
        }
        println!();
    }
    if picture.documents.len() > 1 {
        contradictions(picture);
    }
}

/// A word in both languages.
fn two((ar, en): words::Both) -> String {
    format!("{en} / {ar}")
}

fn kind_of(kind: &str) -> String {
    event_in_words(kind).map_or_else(|| kind.to_owned(), two)
}

fn head(document: &Document) {
    let title = document.title.as_ref().map_or("-", |title| title.text.as_str());
    println!("{}\n  {}", document.file, isolate(title));
    println!(
        "  published / نشر  {}/{} ({})",
        day(&document.published.earliest),
        day(&document.published.latest),
        document.published.precision
    );
}

fn dates(document: &Document) {
    for date in &document.dates {
        let check = date.weekday_check.map_or(String::new(), |check| format!(" weekday {check}"));
        println!(
            "  date / تاريخ  {}  {}/{}{check}",
            isolate(&date.text),
            day(&date.earliest),
            day(&date.latest)
        );
    }
}

fn entities(document: &Document) {
    for entity in &document.entities {
        let english = entity.canonical_en.as_deref().unwrap_or("");
        println!(
            "  {}  {} {english} ×{}",
            entity.kind,
            isolate(&entity.canonical),
            entity.mentions.len()
        );
        entity.listed.iter().for_each(resemblance);
    }
}

/// A listed entity a name resembles, with the reasons in both languages.
fn resemblance(listed: &Resemblance) {
    let listing = listed.listings.first();
    let by = listing.and_then(|l| l.authority.as_deref()).unwrap_or("-");
    let since = listing.and_then(|l| l.since.as_deref()).unwrap_or("?");
    println!(
        "    resembles / يشبه  {:.3} {} {}  {}, {since}",
        listed.score,
        listed.id,
        isolate(&listed.caption),
        isolate(by)
    );
    for row in &listed.explanation.rows {
        println!("      {:+.3}  {} / {}", row.effect, row.en, row.ar);
    }
}

fn claim(claim: &ClaimFound) {
    let number = match (&claim.participant, claim.value) {
        (Some(who), _) => isolate(&who.name).to_string(),
        (None, Some(value)) => {
            let to = claim.value_to.map_or(String::new(), |to| format!("–{}", words::number(to)));
            format!("{}{}{to}", sign(claim.comparator), words::number(value))
        }
        (None, None) => "-".to_owned(),
    };
    let speaker = claim
        .speaker
        .as_deref()
        .map_or(String::new(), |speaker| format!(" — {}", isolate(speaker)));
    println!(
        "  claim / ادعاء  {} {number} {} [{}]{speaker}\n    {}",
        name(&json!(claim.kind)),
        claim.unit.as_deref().map_or(String::new(), |unit| {
            let (ar, en) = words::unit(unit);
            if ar == en { isolate(unit).to_string() } else { format!("{en} / {ar}") }
        }),
        isolate(&claim.measures),
        isolate(&short(&claim.sentence))
    );
    if let Some(register) = &claim.register {
        println!(
            "    register / السجل  {} {}/{}",
            register.verdict,
            day(&register.from),
            day(&register.until)
        );
    }
}

fn name(kind: &Value) -> String {
    kind.as_str().unwrap_or_default().to_owned()
}

fn sign(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::Eq | Comparator::Between => "",
        Comparator::Gt => "> ",
        Comparator::Ge => "≥ ",
        Comparator::Lt => "< ",
        Comparator::Le => "≤ ",
        Comparator::Approx => "≈ ",
    }
}

fn day(day: &Option<String>) -> &str {
    day.as_deref().unwrap_or("?")
}

fn short(text: &str) -> String {
    let mut out: String = text.chars().take(160).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out
}

pub(super) fn timeline(picture: &Picture) {
    let mut rows: Vec<_> = picture.event_clusters.iter().collect();
    rows.sort_by(|a, b| {
        (a.earliest.is_none(), &a.earliest).cmp(&(b.earliest.is_none(), &b.earliest))
    });
    for cluster in rows {
        println!(
            "{}/{}  {}  {}  {}",
            day(&cluster.earliest),
            day(&cluster.latest),
            kind_of(&cluster.kind),
            isolate(cluster.place.as_deref().unwrap_or("-")),
            cluster.members.join(" ")
        );
        println!("    {} / {}", cluster.reason_en, isolate(&cluster.reason_ar));
        cluster.notes.iter().for_each(|noted| println!("    {}", note(noted)));
        for listed in &cluster.listed {
            println!(
                "    {} resembles / يشبه  {:.3} {} {}",
                isolate(&listed.name),
                listed.score,
                listed.listed,
                isolate(&listed.caption)
            );
        }
    }
}

pub(super) fn figures(picture: &Picture) {
    for document in &picture.documents {
        println!("{}", document.file);
        document.claims.iter().filter(|found| found.value.is_some()).for_each(claim);
        for number in &document.rejected {
            println!("  not a figure / ليس رقما  {} ({})", isolate(&number.text), number.rule);
        }
    }
}

pub(super) fn contradictions(picture: &Picture) {
    let sentence = |id: &str| -> Option<String> {
        let (document, claim) = member_of(id)?;
        let mut claims = picture.documents.get(document)?.claims.iter();
        Some(claims.find(|found| found.id == claim)?.sentence.clone())
    };
    for relation in
        picture.claim_relations.iter().filter(|r| r.relation != RelationKind::SingleSource)
    {
        println!("{}  {}", two(words::relation(relation.relation)), relation.reason_en);
        println!("  {}", isolate(&relation.reason_ar));
        for id in [Some(&relation.a), relation.b.as_ref()].into_iter().flatten() {
            println!("  [{id}] {}", isolate(&short(&sentence(id).unwrap_or_default())));
        }
        relation.notes.iter().for_each(|noted| println!("  {}", note(noted)));
    }
}

pub(super) fn commitments(picture: &Picture, on: Date) {
    for commitment in &picture.commitments {
        let due =
            commitment.due.as_deref().map_or(String::new(), |due| format!("  due / قبل {due}"));
        let status = commitment.status_on(on);
        println!(
            "[{}] {} / {}{due}  {} {}: {}",
            commitment.id,
            name(&json!(status)),
            status_ar(status),
            commitment.kind,
            isolate(commitment.by.as_deref().unwrap_or("-")),
            isolate(&short(&commitment.text))
        );
        for told in commitment.follow_ups.iter().filter(|told| told.day <= on.to_string()) {
            println!(
                "    {} {} [{}] {}",
                told.day,
                name(&json!(told.deed)),
                told.document,
                isolate(&short(&told.sentence))
            );
            println!("      {} / {}", told.reason_en, isolate(&told.reason_ar));
        }
        commitment.notes.iter().for_each(|noted| println!("    {}", note(noted)));
    }
    println!("{} on / في {on}", picture.commitments.len());
}

/// Where a commitment stands, in Arabic.
pub(super) fn status_ar(status: Status) -> &'static str {
    match status {
        Status::Open => "قائم",
        Status::Met => "ورد تنفيذه",
        Status::PartlyMet => "ورد تنفيذ جزء منه",
        Status::Delayed => "أُجل",
        Status::NotMet => "ورد عدم تنفيذه",
        Status::Overdue => "فات أجله",
        Status::Contradicted => "تتضارب التقارير في تنفيذه",
    }
}

/// A note of an analyst in one line.
pub(super) fn note(note: &NoteShown) -> String {
    let (en, ar) = match &note.act {
        Act::Evidence => ("evidence".to_owned(), "دليل"),
        Act::Confirm => ("confirmed".to_owned(), "أُكد"),
        Act::Reject => ("rejected".to_owned(), "رُفض"),
        Act::Merge => ("merged".to_owned(), "دُمج"),
        Act::Split => ("split off".to_owned(), "فُصل"),
        Act::Status(status) => (name(&json!(status)), status_ar(*status)),
        Act::Withdraw(number) => (format!("takes back note {number}"), "سحب ملاحظة"),
    };
    let source = note.source.as_deref().map_or(String::new(), |s| format!(" <{}>", isolate(s)));
    let grade = note.grade.as_deref().map_or(String::new(), |grade| format!(" ({grade})"));
    format!(
        "note / ملاحظة {}  {en} / {ar}  {}, {}: {}{source}{grade}",
        note.number,
        isolate(&note.by),
        note.at,
        isolate(&note.text)
    )
}

pub(super) fn members(members: &[&Member], on: Option<Interval>) {
    for member in members {
        let joined = member.joined.map_or("?".to_owned(), |days| {
            if days.is_day() {
                days.earliest.to_string()
            } else {
                format!("{}/{}", days.earliest, days.latest)
            }
        });
        println!("{joined}\t{}\t{}\t{}", member.name_en, isolate(&member.name_ar), member.evidence);
    }
    match on {
        Some(on) => println!("{} on / في {}", members.len(), on.earliest),
        None => println!("{}", members.len()),
    }
}
