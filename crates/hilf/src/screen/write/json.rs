//! JSON lines; one object for every input row, in input order.

use std::io::{self, Write};

use hilf_match::{Hit, MATCHER, Screening};
use serde_json::{Map, Value as Json, json};

use super::{Context, Writer, thousandths};
use crate::screen::batch::Row;
use crate::screen::output::Output;

pub(super) struct JsonLines<'a> {
    context: Context<'a>,
}

impl<'a> JsonLines<'a> {
    pub(super) fn new(context: Context<'a>) -> JsonLines<'a> {
        JsonLines { context }
    }
}

impl Writer for JsonLines<'_> {
    fn begin(&mut self, _out: &mut Output) -> io::Result<()> {
        Ok(())
    }

    fn row(&mut self, out: &mut Output, row: &Row, found: &Screening) -> io::Result<()> {
        let hits: Vec<Json> = found.hits.iter().map(hit).collect();
        let extra: Map<String, Json> =
            row.extra.iter().map(|(key, text)| (key.clone(), text.clone().into())).collect();
        let line = json!({
            "row": row.number,
            "line": row.line,
            "id": row.id,
            "name": row.name,
            "status": if row.error.is_some() { "held" } else { "ok" },
            "error": row.error,
            "hits": hits,
            "extra": extra,
            "snapshot": self.context.snapshot,
            "matcher": MATCHER,
            "profile": self.context.profile,
        });
        writeln!(out, "{line}")
    }
}

fn hit(hit: &Hit) -> Json {
    let listings: Vec<_> =
        hit.record.related.iter().filter(|e| e.schema().name() == "Sanction").collect();
    json!({
        "score": thousandths(hit.score),
        "match": hit.is_match,
        "band": hit.band,
        "entity": hit.record.entity,
        "listings": listings,
        "explanation": hit.explanation,
    })
}
