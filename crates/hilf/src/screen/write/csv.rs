//! CSV: a line for every hit, and one for every row without a hit.

use std::io;

use hilf_match::{Hit, Lang, MATCHER, Screening};

use super::{Context, Writer, thousandths};
use crate::screen::batch::Row;
use crate::screen::output::Output;

const HEADINGS: &[&str] = &[
    "row",
    "id",
    "name",
    "status",
    "error",
    "hit",
    "score",
    "match",
    "band",
    "entityId",
    "entityName",
    "schema",
    "authority",
    "reference",
    "program",
    "listedSince",
    "birthDate",
    "nationality",
    "reasons",
    "snapshot",
    "matcher",
    "profile",
];

pub(super) struct Csv<'a> {
    context: Context<'a>,
}

impl<'a> Csv<'a> {
    pub(super) fn new(context: Context<'a>) -> Csv<'a> {
        Csv { context }
    }

    fn line(&self, row: &Row, hit: Option<(usize, &Hit)>) -> Vec<String> {
        let status = if row.error.is_some() { "held" } else { "ok" };
        let mut cells = vec![
            row.number.to_string(),
            safe(row.id.as_deref().unwrap_or("")),
            safe(&row.name),
            status.to_owned(),
            safe(row.error.as_deref().unwrap_or("")),
        ];
        match hit {
            Some((number, hit)) => cells.extend(self.hit(number, hit)),
            None => cells.extend(std::iter::repeat_n(String::new(), HEADINGS.len() - 8)),
        }
        cells.extend([self.context.snapshot, MATCHER, &self.context.profile].map(str::to_owned));
        for heading in &self.context.echoed {
            let found = row.extra.iter().find(|(key, _)| key == heading);
            cells.push(safe(found.map_or("", |(_, text)| text)));
        }
        cells
    }

    fn hit(&self, number: usize, hit: &Hit) -> Vec<String> {
        let entity = &hit.record.entity;
        let listing = |property: &str| {
            let sanctions = hit.record.related.iter().filter(|e| e.schema().name() == "Sanction");
            let texts: Vec<&str> = sanctions.flat_map(|s| s.texts(property)).collect();
            safe(&texts.join("; "))
        };
        let own = |property: &str| safe(&entity.texts(property).collect::<Vec<_>>().join("; "));
        let rows = hit.explanation.rows.iter();
        let reasons: Vec<String> =
            rows.map(|r| format!("{:+.3} {}", r.effect, r.text(self.context.lang))).collect();
        vec![
            number.to_string(),
            format!("{:.3}", thousandths(hit.score)),
            hit.is_match.to_string(),
            hit.band.clone().unwrap_or_default(),
            safe(entity.id()),
            safe(entity.caption()),
            entity.schema().name().to_owned(),
            listing("authority"),
            listing("authorityId"),
            listing("program"),
            listing("listingDate"),
            own("birthDate"),
            own("nationality"),
            format!(
                "1.000{}{}",
                if self.context.lang == Lang::Arabic { " ؛ " } else { "; " },
                reasons.join("; ")
            ),
        ]
    }
}

impl Writer for Csv<'_> {
    fn begin(&mut self, out: &mut Output) -> io::Result<()> {
        let echoed = self.context.echoed.iter().map(|heading| safe(heading));
        let headings = HEADINGS.iter().map(|h| (*h).to_owned()).chain(echoed);
        write(out, &headings.collect::<Vec<_>>())
    }

    fn row(&mut self, out: &mut Output, row: &Row, found: &Screening) -> io::Result<()> {
        if found.hits.is_empty() {
            return write(out, &self.line(row, None));
        }
        for (number, hit) in (1..).zip(&found.hits) {
            write(out, &self.line(row, Some((number, hit))))?;
        }
        Ok(())
    }
}

fn write(out: &mut Output, cells: &[String]) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    writer.write_record(cells)?;
    writer.flush()
}

/// A text from outside, which a spreadsheet must not take for a formula.
///
/// Source: OWASP, "CSV Injection".
fn safe(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        return format!("'{text}");
    }
    text.to_owned()
}
