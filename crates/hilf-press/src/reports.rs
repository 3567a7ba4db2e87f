//! Reports opened together: from files to a picture whose places lead into the bytes of the files.

use std::io::Write;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::date::Interval;
use crate::document::Known;
use crate::note::Note;
use crate::picture::{Picture, member_of, picture_with};
use crate::source::{self, Source, SourceError};

/// A file to read.
#[derive(Debug, Clone)]
pub struct Input {
    /// Where its bytes are.
    pub path: PathBuf,
    /// The name it is shown under.
    pub name: String,
    /// Days of publication, where the caller knows them.
    pub published: Option<Interval>,
}

/// Reports that were opened, in order, and what could not be.
#[derive(Debug, Default)]
pub struct Reports {
    sources: Vec<Source>,
    known: Vec<Known>,
    notes: Vec<Note>,
    held: Vec<SourceError>,
}

impl Reports {
    /// Opens every file; what cannot be read is held, and the others are not lost with it.
    pub fn open(inputs: impl IntoIterator<Item = Input>) -> Reports {
        let mut out = Reports::default();
        for input in inputs {
            match source::open(&input.path, &input.name) {
                Ok(opened) => {
                    out.known.extend(opened.sources.iter().map(|s| s.known(input.published)));
                    out.sources.extend(opened.sources);
                    out.held.extend(opened.held);
                }
                Err(error) => out.held.push(error),
            }
        }
        out
    }

    /// The reports, in the order of the documents of their picture.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The same reports with what analysts noted of them.
    #[must_use]
    pub fn with_notes(mut self, notes: &[Note]) -> Reports {
        self.notes = notes.to_vec();
        self
    }

    /// What could not be read.
    pub fn held(&self) -> &[SourceError] {
        &self.held
    }

    /// Sets the reports side by side. Spans of the picture count bytes of [`Source::text`].
    pub fn picture(&self) -> Picture {
        let texts = self.sources.iter().map(|source| source.text.as_str());
        let given: Vec<(Known, &str)> = self.known.iter().cloned().zip(texts).collect();
        picture_with(&given, &self.notes)
    }

    /// A picture as JSON, its spans counting bytes of the files.
    pub fn json(&self, picture: &Picture) -> Value {
        let mut value = json!(picture);
        self.restore(&mut value);
        value
    }

    /// Writes a picture as JSON, its spans counting bytes of the files: the same as [`Reports::json`], one
    /// report at a time.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write_json(&self, picture: &Picture, out: &mut impl Write) -> std::io::Result<()> {
        out.write_all(b"{\"documents\":[")?;
        for (place, (document, source)) in picture.documents.iter().zip(&self.sources).enumerate() {
            if place > 0 {
                out.write_all(b",")?;
            }
            let mut value = json!(document);
            source.restore(&mut value);
            serde_json::to_writer(&mut *out, &value)?;
        }
        let mut rest = json!({
            "event_clusters": picture.event_clusters,
            "claim_relations": picture.claim_relations,
            "commitments": picture.commitments,
        });
        if !picture.notes_without_target.is_empty() {
            rest["notes_without_target"] = json!(picture.notes_without_target);
        }
        self.restore(&mut rest);
        out.write_all(b"]")?;
        for (name, value) in rest.as_object().into_iter().flatten() {
            write!(out, ",{}:{value}", json!(name))?;
        }
        out.write_all(b"}")
    }

    /// Writes a list of a picture as the only member of an object, one part at a time: `documents` with
    /// whatever is shown of each report, or another list of [`Picture`] with its own parts. The same as the
    /// whole object after [`Reports::restore`], which is never held.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write_list(
        &self,
        name: &str,
        parts: impl Iterator<Item = Value>,
        out: &mut impl Write,
    ) -> std::io::Result<()> {
        write!(out, "{{{}:[", json!(name))?;
        for (place, part) in parts.enumerate() {
            if place > 0 {
                out.write_all(b",")?;
            }
            let mut whole = json!({ name: [part] });
            match self.sources.get(place).filter(|_| name == "documents") {
                Some(source) => source.restore(&mut whole),
                None => self.restore(&mut whole),
            }
            write!(out, "{}", whole[name][0])?;
        }
        out.write_all(b"]}")
    }

    /// Turns the places in the JSON of a picture, or of parts of it under their names, into bytes of
    /// the files they stand in.
    pub fn restore(&self, picture: &mut Value) {
        let rows = items(picture, "documents").zip(&self.sources);
        rows.for_each(|(document, source)| source.restore(document));
        for relation in items(picture, "claim_relations") {
            for side in ["a", "b"] {
                let source = relation[side].as_str().and_then(|id| self.source_of(id));
                if let Some(source) = source {
                    source.restore(&mut relation[format!("{side}_sentence")]);
                }
            }
        }
        for commitment in items(picture, "commitments") {
            if let Some(source) = commitment["id"].as_str().and_then(|id| self.source_of(id)) {
                source.restore(&mut commitment["span"]);
            }
            for follow_up in items(commitment, "follow_ups") {
                let place = follow_up["document"].as_u64().and_then(|n| usize::try_from(n).ok());
                let place = place.and_then(|place| place.checked_sub(1));
                if let Some(source) = place.and_then(|place| self.sources.get(place)) {
                    source.restore(&mut follow_up["span"]);
                }
            }
        }
    }

    /// The report a claim or event stands in.
    fn source_of(&self, id: &str) -> Option<&Source> {
        self.sources.get(member_of(id)?.0)
    }
}

fn items<'v>(value: &'v mut Value, name: &str) -> impl Iterator<Item = &'v mut Value> {
    value.get_mut(name).and_then(Value::as_array_mut).into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_written_as_it_is_shown() {
        let folder = tempfile::tempdir().unwrap();
        let inputs = (0..2).map(|i| {
            let path = folder.path().join(format!("{i}.txt"));
            let text = format!("هجوم\n\nقتل {} شخصا في هجوم في بغداد يوم 3 مايو 2021.\n", 12 + i);
            std::fs::write(&path, text).unwrap();
            Input { path, name: format!("{i}.txt"), published: None }
        });
        let reports = Reports::open(inputs);
        let picture = reports.picture();
        let mut written = Vec::new();
        reports.write_json(&picture, &mut written).unwrap();
        let written: Value = serde_json::from_slice(&written).unwrap();
        assert_eq!(written, reports.json(&picture));
        assert_eq!(written["documents"].as_array().unwrap().len(), 2);

        let shown =
            |document: &crate::Document| json!({"file": document.file, "claims": document.claims});
        let whole = json!({"documents": picture.documents.iter().map(shown).collect::<Vec<_>>()});
        let mut listed = Vec::new();
        reports.write_list("documents", picture.documents.iter().map(shown), &mut listed).unwrap();
        assert_eq!(String::from_utf8(listed).unwrap(), whole.to_string());
    }
}
