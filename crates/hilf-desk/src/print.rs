//! Papers to print and sign: the file of a case, the report of a freeze, the letter to somebody who
//! was mistaken for a listed person. Every label stands in Arabic and in English; letters are in
//! one language. No script, nothing fetched; every value is escaped and isolated.

use std::fmt::Write;

use hilf_case::{Event, Outcome};
use hilf_entity::Entity;
use hilf_text::bidi::reveal;
use hilf_text::html::escape as escaped;
use jiff::Timestamp;
use serde_json::Value as Json;

use crate::CaseFile;
use crate::evidence::entities;

/// Language of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Arabic, from right to left.
    Arabic,
    /// English.
    English,
}

const STYLE: &str = "body{font:12pt/1.6 'Noto Naskh Arabic','Amiri','Noto Serif',serif;\
max-width:48rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}\
h1{font-size:1.5rem}h1 span,h2 span{display:block}h2{font-size:1.15rem;margin-top:2rem;\
border-bottom:1px solid #888}table{border-collapse:collapse;width:100%}\
th,td{border:1px solid #999;padding:.3rem .5rem;text-align:start;vertical-align:top}\
th{background:#f2f2f2;font-weight:600;width:30%}th span{display:block}\
.effect{text-align:end;white-space:nowrap}.sign{margin-top:3rem;display:flex;gap:2rem}\
.sign div{flex:1;border-top:1px solid #111;padding-top:.3rem}small{color:#444}\
@page{margin:2cm}@media print{body{margin:0;max-width:none;font-size:10.5pt}\
tr{break-inside:avoid}h2{break-after:avoid}}";

/// A page in the making.
struct Page(String);

/// Text that came from a list or a customer: inert, with marks of direction shown, isolated.
fn inert(text: &str) -> String {
    format!("<bdi>{}</bdi>", escaped(&reveal(text)))
}

fn both(ar: &str, en: &str) -> String {
    format!("<span lang=\"ar\" dir=\"rtl\">{ar}</span> <span lang=\"en\" dir=\"ltr\">{en}</span>")
}

fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

impl Page {
    fn new(language: Language, title: &str) -> Page {
        let (lang, dir) = match language {
            Language::Arabic => ("ar", "rtl"),
            Language::English => ("en", "ltr"),
        };
        Page(format!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\" dir=\"{dir}\"><head><meta charset=\"utf-8\">\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
             style-src 'unsafe-inline'\"><title>{title}</title><style>{STYLE}</style></head>\
             <body>\n"
        ))
    }

    fn heading(&mut self, ar: &str, en: &str) {
        self.0 += &format!("<h2>{}</h2>\n", both(ar, en));
    }

    fn table(&mut self, rows: &[(&str, &str, String)]) {
        self.0.push_str("<table>\n");
        for (ar, en, value) in rows.iter().filter(|(_, _, value)| !value.is_empty()) {
            let label = both(ar, en);
            self.0 += &format!("<tr><th scope=\"row\">{label}</th><td>{value}</td></tr>\n");
        }
        self.0.push_str("</table>\n");
    }

    fn end(mut self) -> String {
        self.0.push_str("</body></html>\n");
        self.0
    }
}

fn values(entity: Option<&Entity>, property: &str) -> String {
    let all = entity.into_iter().flat_map(|entity| entity.texts(property)).map(inert);
    all.collect::<Vec<String>>().join("<br>")
}

fn person_rows<'a>(entity: Option<&Entity>) -> Vec<(&'a str, &'a str, String)> {
    vec![
        ("الاسم", "Name", values(entity, "name")),
        ("أسماء أخرى", "Other names", values(entity, "alias")),
        ("تاريخ الميلاد", "Date of birth", values(entity, "birthDate")),
        ("الجنسية", "Nationality", values(entity, "nationality")),
        ("البلد", "Country", values(entity, "country")),
        ("رقم جواز السفر", "Passport number", values(entity, "passportNumber")),
        ("رقم الهوية", "Identity number", values(entity, "idNumber")),
    ]
}

fn listing_rows<'a>(listed: &[Entity]) -> Vec<(&'a str, &'a str, String)> {
    let sanction = listed.iter().find(|entity| entity.schema().name() == "Sanction");
    vec![
        ("الجهة المدرجة", "Listed by", values(sanction, "authority")),
        ("البرنامج", "Programme", values(sanction, "program")),
        ("المرجع", "Reference", values(sanction, "authorityId")),
        ("منذ", "Since", values(sanction, "listingDate") + &values(sanction, "startDate")),
        ("التدابير", "Measures", values(sanction, "provisions")),
    ]
}

fn outcome(outcome: Outcome) -> (&'static str, &'static str) {
    match outcome {
        Outcome::TrueMatch => ("مطابقة صحيحة", "True match"),
        Outcome::FalsePositive => ("ليس الشخص نفسه", "Not the same"),
        Outcome::CannotTell => ("لا يمكن الجزم", "Cannot tell"),
    }
}

fn events(page: &mut Page, file: &CaseFile) {
    page.heading("ما جرى", "What happened");
    page.0.push_str("<table>\n");
    for recorded in &file.alert.events {
        let (ar, en, detail) = match &recorded.event {
            Event::Assigned { to } => ("أسند إلى", "Assigned to", inert(to)),
            Event::ReviewStarted => ("بدأت المراجعة", "Review begun", String::new()),
            Event::Noted { text } => ("ملاحظة", "Note", inert(text)),
            Event::Attached { name, sha256 } => {
                let hash = sha256.get(..16).unwrap_or(sha256);
                ("مستند", "Document", format!("{} <small>SHA-256 {hash}…</small>", inert(name)))
            }
            Event::EvidenceChanged { .. } => ("تغيرت الأدلة", "Evidence changed", String::new()),
            Event::Proposed { outcome: what, reason, .. } => {
                let (ar, en) = outcome(*what);
                ("اقتراح", "Proposed", format!("{}<br>{}", both(ar, en), inert(reason)))
            }
            Event::Returned { reason } => ("أعيد", "Returned", inert(reason)),
            Event::Approved { outcome: what, .. } => {
                let (ar, en) = outcome(*what);
                ("اعتمد", "Approved", both(ar, en))
            }
            Event::Reopened { changes, .. } => {
                let told = changes.iter().map(|change| {
                    format!("{}<br>{}", inert(&change.arabic()), inert(&change.english()))
                });
                ("أعيد فتحه", "Reopened", told.collect::<Vec<_>>().join("<br>"))
            }
        };
        let (at, by, what) = (moment(recorded.at), inert(&recorded.by), both(ar, en));
        page.0 += &format!(
            "<tr><td><bdi>{at}</bdi></td><td>{by}</td><td>{what}</td><td>{detail}</td></tr>\n"
        );
    }
    page.0.push_str("</table>\n");
}

fn explanation(page: &mut Page, content: &Json) {
    let rows = content["explanation"]["rows"].as_array();
    let Some(rows) = rows.filter(|rows| !rows.is_empty()) else { return };
    page.heading("لماذا هذه الدرجة", "Why this score");
    page.0.push_str("<table>\n");
    for row in rows {
        let effect = row["effect"].as_f64().unwrap_or(0.0);
        // The sentences isolate and reveal what they quote themselves.
        let text = |key: &str| escaped(row[key].as_str().unwrap_or(""));
        // Writing to a String cannot fail.
        let _ = writeln!(
            page.0,
            "<tr><td lang=\"ar\" dir=\"rtl\">{}</td><td lang=\"en\" dir=\"ltr\">{}</td>\
             <td class=\"effect\"><bdi>{effect:+.3}</bdi></td></tr>",
            text("ar"),
            text("en"),
        );
    }
    page.0.push_str("</table>\n");
}

fn basis(page: &mut Page, file: &CaseFile) {
    let content = &file.alert.content;
    let text = |key: &str| escaped(content[key].as_str().unwrap_or(""));
    page.heading("أساس الفحص", "What it was screened with");
    page.table(&[
        ("لقطة القوائم", "Snapshot of the lists", text("snapshot")),
        ("المطابق", "Matcher", text("matcher")),
        ("ملف الإعدادات", "Profile", text("profile")),
        ("بصمة الأدلة", "Hash of the evidence", file.alert.alert.evidence().to_string()),
    ]);
}

fn signatures(page: &mut Page) {
    let (first, second) = (
        both("المقترح وتوقيعه", "Proposer, signature"),
        both("المعتمد وتوقيعه", "Approver, signature"),
    );
    page.0 += &format!("<div class=\"sign\"><div>{first}</div><div>{second}</div></div>\n");
}

/// The file of a case.
pub fn case_file_html(file: &CaseFile) -> String {
    let mut page = Page::new(Language::Arabic, "ملف الحالة · Case file");
    let alert = &file.alert;
    page.0 += &format!("<h1>{}</h1>\n", both("ملف الحالة", "Case file"));
    let score = format!("{:.3}", alert.score as f64 / 1000.0);
    let state = alert.alert.state();
    page.table(&[
        ("التنبيه", "Alert", escaped(&alert.id)),
        ("الحالة", "State", both(state.arabic(), &format!("{state:?}"))),
        ("الدرجة", "Score", score),
        ("فتح في", "Opened", moment(alert.opened_at)),
        ("المهلة", "Due", alert.due_at.map(moment).unwrap_or_default()),
    ]);
    let (subject, listed) =
        (entities(&alert.content["subject"]), entities(&alert.content["listed"]));
    page.heading("العميل", "Customer");
    let mut rows = vec![("المعرف", "Id", inert(&alert.customer))];
    rows.extend(person_rows(subject.first()));
    page.table(&rows);
    page.heading("الشخص أو الكيان المدرج", "Listed person or entity");
    let mut rows = vec![("المعرف", "Id", inert(&alert.entity))];
    rows.extend(person_rows(listed.first()));
    rows.extend(listing_rows(&listed));
    page.table(&rows);
    explanation(&mut page, &alert.content);
    events(&mut page, file);
    if let Some(freeze) = &file.freeze {
        page.heading("التجميد", "Freeze");
        page.table(&[
            ("جمد في", "Frozen", moment(freeze.frozen_at)),
            ("بواسطة", "By", inert(&freeze.frozen_by)),
            ("الأموال", "Assets", inert(freeze.assets["text"].as_str().unwrap_or(""))),
            ("مرجع الإبلاغ", "Report", freeze.report.as_deref().map(inert).unwrap_or_default()),
            ("رفع في", "Lifted", freeze.lifted_at.map(moment).unwrap_or_default()),
        ]);
    }
    basis(&mut page, file);
    signatures(&mut page);
    page.end()
}

/// The report of a freeze to the authority; `None` if nothing was frozen.
pub fn freeze_report_html(file: &CaseFile, authority: (&str, &str)) -> Option<String> {
    let freeze = file.freeze.as_ref()?;
    let mut page = Page::new(Language::Arabic, "بلاغ تجميد · Freeze report");
    page.0 += &format!("<h1>{}</h1>\n", both("بلاغ تجميد أموال", "Report of a freeze"));
    page.table(&[
        ("إلى", "To", both(&escaped(authority.0), &escaped(authority.1))),
        ("جمد في", "Frozen", moment(freeze.frozen_at)),
        ("الأموال", "Assets", inert(freeze.assets["text"].as_str().unwrap_or(""))),
        ("مرجع الإبلاغ", "Reference", freeze.report.as_deref().map(inert).unwrap_or_default()),
        ("رفع في", "Lifted", freeze.lifted_at.map(moment).unwrap_or_default()),
    ]);
    let content = &file.alert.content;
    let (subject, listed) = (entities(&content["subject"]), entities(&content["listed"]));
    page.heading("العميل", "Customer");
    page.table(&person_rows(subject.first()));
    page.heading("الشخص أو الكيان المدرج", "Listed person or entity");
    let mut rows = vec![("المعرف", "Id", inert(&freeze.entity))];
    rows.extend(person_rows(listed.first()));
    rows.extend(listing_rows(&listed));
    page.table(&rows);
    explanation(&mut page, content);
    let decision = file.alert.alert.decisions().last();
    if let Some(decision) = decision {
        page.heading("القرار", "Decision");
        page.table(&[
            ("السبب", "Reason", inert(&decision.proposal.reason)),
            ("اقترحه", "Proposed by", inert(&decision.proposal.by)),
            ("اعتمده", "Approved by", inert(&decision.approved_by)),
            ("في", "On", moment(decision.at)),
        ]);
    }
    basis(&mut page, file);
    signatures(&mut page);
    Some(page.end())
}

/// The letter to a customer who was mistaken for a listed person. It names neither the listed
/// person nor the list, and is given only once two people decided "not the same".
pub fn letter_html(file: &CaseFile, language: Language) -> Option<String> {
    let decision = file.alert.alert.decisions().last()?;
    let is_open = file.alert.alert.state() != hilf_case::State::Decided;
    if is_open || decision.proposal.outcome != Outcome::FalsePositive {
        return None;
    }
    let subject = entities(&file.alert.content["subject"]);
    let name = inert(subject.first().map_or("", Entity::caption));
    let (date, id) = (decision.at.strftime("%Y-%m-%d").to_string(), escaped(&file.alert.id));
    let (title, text, refer, close) = match language {
        Language::Arabic => (
            "خطاب بشأن تشابه في الأسماء",
            format!(
                "<p>السيد/السيدة {name}</p><p>تلزمنا الأنظمة بفحص أسماء عملائنا. تشابه اسمكم مع اسم آخر، \
                 وتحقق من ذلك شخصان كل على حدة، وانتهيا في <bdi>{date}</bdi> إلى أنكم لستم الشخص المعني. \
                 لا أثر لهذا التشابه على معاملاتكم معنا، وقد سجل ذلك كي لا يتكرر ما لم تتغير بياناتكم \
                 أو البيانات الأخرى تغيرا جوهريا.</p><p>نأسف لأي تأخير. ولكم أن تطلبوا تصحيح بياناتكم أو \
                 الاعتراض بذكر المرجع أدناه.</p>"
            ),
            "المرجع",
            "التوقيع",
        ),
        Language::English => (
            "Letter about a similarity of names",
            format!(
                "<p>Dear {name},</p><p>the law obliges us to check the names of our customers. Your \
                 name resembled another; two people examined this independently and found on \
                 <bdi>{date}</bdi> that you are not the person concerned. The similarity has no \
                 effect on your business with us, and it was recorded so that it will not come up \
                 again unless your details or the others change materially.</p><p>We apologise for \
                 any delay. You may ask for your details to be corrected, or object, quoting the \
                 reference below.</p>"
            ),
            "Reference",
            "Signature",
        ),
    };
    let mut page = Page::new(language, title);
    page.0 += &format!(
        "<h1>{title}</h1>\n{text}\n<p>{refer}: <bdi>{id}</bdi></p>\
         <div class=\"sign\"><div>{close}</div></div>\n"
    );
    Some(page.end())
}
