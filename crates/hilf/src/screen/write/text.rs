//! Text for people, in Arabic or English.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use hilf_entity::{Entity, country};
use hilf_match::{Hit, Lang, Screening};
use hilf_text::bidi::isolate;
use hilf_text::to_arabic_indic;

use super::{Context, Writer};
use crate::screen::batch::Row;
use crate::screen::output::Output;

const BOLD: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

pub(super) struct Text<'a> {
    context: Context<'a>,
}

impl<'a> Text<'a> {
    pub(super) fn new(context: Context<'a>) -> Text<'a> {
        Text { context }
    }

    fn is_arabic(&self) -> bool {
        self.context.lang == Lang::Arabic
    }

    /// The words of the language.
    fn say(&self, english: &'static str, arabic: &'static str) -> &'static str {
        if self.is_arabic() { arabic } else { english }
    }

    /// A number in the digits of the language.
    fn digits(&self, text: &str) -> String {
        if self.is_arabic() { to_arabic_indic(text) } else { text.to_owned() }
    }

    fn hit(&self, out: &mut Output, hit: &Hit) -> io::Result<()> {
        let entity = &hit.record.entity;
        let style = colour(hit.band.as_deref());
        let score = self.digits(&format!("{:.3}", hit.score));
        let band = self.band(hit.band.as_deref().unwrap_or(""));
        let caption = isolate(entity.caption());
        writeln!(
            out,
            "  {style}{score} {band}{style:#}  {BOLD}{caption}{BOLD:#}  {}",
            entity.id()
        )?;
        for line in self.listings(hit) {
            writeln!(out, "        {line}")?;
        }
        if let Some(line) = self.facts(entity) {
            writeln!(out, "        {line}")?;
        }
        let found_by = &hit.explanation.listed;
        if found_by != entity.caption() {
            let kind = self.kind(hit.explanation.property);
            writeln!(out, "        {} {}", kind, isolate(found_by))?;
        }
        writeln!(out, "        {FAINT}{}{FAINT:#}", self.digits("1.000"))?;
        for reason in &hit.explanation.rows {
            let effect = self.digits(&format!("{:+.3}", reason.effect));
            writeln!(out, "       {effect}  {}", reason.text(self.context.lang))?;
        }
        Ok(())
    }

    fn band(&self, band: &str) -> String {
        let word = match band {
            "strong" => self.say("strong", "قوية"),
            "probable" => self.say("probable", "مرجّحة"),
            "possible" => self.say("possible", "محتملة"),
            other => return isolate(other),
        };
        word.to_owned()
    }

    fn kind(&self, property: &str) -> &'static str {
        match property {
            "name" => self.say("listed as", "مدرج باسم"),
            "alias" => self.say("listed also as", "مدرج أيضًا باسم"),
            "previousName" => self.say("formerly", "سابقًا"),
            _ => self.say("by-name", "لقب أو اسم ضعيف"),
        }
    }

    fn listings(&self, hit: &Hit) -> Vec<String> {
        let sanctions = hit.record.related.iter().filter(|e| e.schema().name() == "Sanction");
        sanctions
            .map(|sanction| {
                let mut parts: Vec<String> = ["authority", "program", "authorityId"]
                    .iter()
                    .filter_map(|property| {
                        let texts: Vec<&str> = sanction.texts(property).collect();
                        (!texts.is_empty()).then(|| isolate(&texts.join(", ")))
                    })
                    .collect();
                if let Some(since) = sanction.first("listingDate") {
                    let since = self.digits(since);
                    parts.push(format!("{} {since}", self.say("since", "منذ")));
                }
                parts.join(" · ")
            })
            .collect()
    }

    fn facts(&self, entity: &Entity) -> Option<String> {
        let mut parts = Vec::new();
        let dates: Vec<String> =
            entity.dates("birthDate").iter().map(|d| self.digits(&d.to_edtf())).collect();
        if !dates.is_empty() {
            parts.push(format!("{} {}", self.say("born", "المولد"), dates.join(self.comma())));
        }
        for property in ["nationality", "citizenship", "jurisdiction", "flag", "country"] {
            let names: Vec<String> = entity.texts(property).map(|c| self.country(c)).collect();
            if !names.is_empty() {
                parts.push(names.join(self.comma()));
                break;
            }
        }
        parts.extend(entity.first("gender").map(|gender| {
            match gender {
                "male" => self.say("male", "ذكر"),
                "female" => self.say("female", "أنثى"),
                _ => self.say("other", "آخر"),
            }
            .to_owned()
        }));
        (!parts.is_empty()).then(|| parts.join(" · "))
    }

    fn country(&self, code: &str) -> String {
        let name =
            if self.is_arabic() { country::arabic_name(code) } else { country::english_name(code) };
        isolate(name.unwrap_or(code))
    }

    fn comma(&self) -> &'static str {
        self.say(", ", "، ")
    }

    fn count(&self, count: usize) -> String {
        match (count, self.is_arabic()) {
            (0, true) => "لا نتيجة".to_owned(),
            (1, true) => "نتيجة واحدة".to_owned(),
            (2, true) => "نتيجتان".to_owned(),
            (3..=10, true) => format!("{} نتائج", to_arabic_indic(&count.to_string())),
            (_, true) => format!("{} نتيجة", to_arabic_indic(&count.to_string())),
            (0, false) => "no hit".to_owned(),
            (1, false) => "1 hit".to_owned(),
            (_, false) => format!("{count} hits"),
        }
    }
}

impl Writer for Text<'_> {
    fn begin(&mut self, _out: &mut Output) -> io::Result<()> {
        Ok(())
    }

    fn row(&mut self, out: &mut Output, row: &Row, found: &Screening) -> io::Result<()> {
        let count = self.count(found.total);
        writeln!(out, "{BOLD}{}{BOLD:#} — {count}", isolate(&row.name))?;
        if let Some(error) = &row.error {
            writeln!(out, "  {} {}", self.say("held:", "معلّق:"), isolate(error))?;
        }
        let shown = &found.hits;
        for hit in shown {
            self.hit(out, hit)?;
        }
        if shown.len() < found.total {
            let more = self.digits(&(found.total - shown.len()).to_string());
            let words = self.say("more; --limit 0 shows them", "أخرى؛ ‎--limit 0‎ يعرضها");
            writeln!(out, "  {more} {words}")?;
        }
        Ok(())
    }
}

fn colour(band: Option<&str>) -> Style {
    let colour = match band {
        Some("strong") => AnsiColor::Red,
        Some("probable") => AnsiColor::Yellow,
        _ => AnsiColor::Cyan,
    };
    colour.on_default().bold()
}
