//! Reports opened together: from files to a picture whose places lead into the bytes of the files.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::date::Interval;
use crate::document::Known;
use crate::picture::{Picture, picture};
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

    /// What could not be read.
    pub fn held(&self) -> &[SourceError] {
        &self.held
    }

    /// Sets the reports side by side. Spans of the picture count bytes of [`Source::text`].
    pub fn picture(&self) -> Picture {
        let texts = self.sources.iter().map(|source| source.text.as_str());
        let given: Vec<(Known, &str)> = self.known.iter().cloned().zip(texts).collect();
        picture(&given)
    }

    /// A picture as JSON, its spans counting bytes of the files.
    pub fn json(&self, picture: &Picture) -> Value {
        let mut value = json!(picture);
        self.restore(&mut value);
        value
    }

    /// Turns the places in the JSON of a picture, or of parts of it under their names, into bytes of
    /// the files they stand in.
    pub fn restore(&self, picture: &mut Value) {
        if let Some(documents) = picture.get_mut("documents").and_then(Value::as_array_mut) {
            let rows = documents.iter_mut().zip(&self.sources);
            rows.for_each(|(document, source)| source.restore(document));
        }
        let relations = picture.get_mut("claim_relations").and_then(Value::as_array_mut);
        for relation in relations.into_iter().flatten() {
            for side in ["a", "b"] {
                let source = relation[side].as_str().and_then(|id| self.source_of(id));
                if let Some(source) = source {
                    source.restore(&mut relation[format!("{side}_sentence")]);
                }
            }
        }
    }

    /// The report a claim or event stands in: `3:c1` is in the third.
    fn source_of(&self, id: &str) -> Option<&Source> {
        let number: usize = id.split_once(':')?.0.parse().ok()?;
        self.sources.get(number.checked_sub(1)?)
    }
}
