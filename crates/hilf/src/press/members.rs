//! `hilf press members`: the register of the Global Coalition.

use serde_json::json;

use super::{Format, day, show};
use crate::fault::{Exit, Fault};

/// Prints the members, of a day or all.
pub(super) fn run(on: Option<&str>, format: Format) -> Result<Exit, Fault> {
    let on = on.map(day).transpose()?;
    let all = hilf_press::register::members();
    let listed: Vec<_> = all
        .iter()
        .filter(|member| match (on, member.joined) {
            (Some(on), Some(joined)) => joined.earliest <= on.latest,
            _ => true,
        })
        .collect();
    match format {
        Format::Json | Format::Jsonl => {
            let rows = listed.iter().map(|m| {
                json!({"name_en": m.name_en, "name_ar": m.name_ar, "code": m.code, "kind": m.kind,
                       "joined": m.joined.map(|j| [j.earliest.to_string(), j.latest.to_string()]),
                       "precision": m.precision, "ordinal": m.ordinal, "evidence": m.evidence, "source": m.source})
            });
            println!("{}", json!({"members": rows.collect::<Vec<_>>()}));
        }
        Format::Text => show::members(&listed, on),
    }
    Ok(Exit::Done)
}
