//! Why a list cannot be read as a whole.

use std::path::PathBuf;

use thiserror::Error;

use crate::xml::XmlError;

/// A fault that makes the whole list unusable. A fault of one record is not an error but a
/// [`crate::Held`] record.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ListError {
    /// The file system or a decompressor failed.
    #[error("cannot read {}: {source}", path.display())]
    Io {
        /// What was being read.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
    /// The content is of no format known here.
    #[error("{name} is in no list format that is known here: {reason}")]
    UnknownFormat {
        /// Name of the file.
        name: String,
        /// What was looked for or seen.
        reason: String,
    },
    /// The XML is damaged or hostile.
    #[error("{name}: {source}")]
    Xml {
        /// Name of the file.
        name: String,
        /// Place and nature of the fault.
        source: XmlError,
    },
    /// The content breaks the rules of its format so that the list cannot be trusted as a whole.
    #[error("{name}, line {line}: {reason}")]
    Damaged {
        /// Name of the file.
        name: String,
        /// Line, from 1; 0 where no line can be named.
        line: u64,
        /// What is wrong and what to do.
        reason: String,
    },
    /// A set of files lacks a part without which records would be silently lost.
    #[error("the set {name} is incomplete: {missing} is missing")]
    IncompleteSet {
        /// Folder or archive.
        name: String,
        /// The file that is missing.
        missing: String,
    },
    /// A record that a result refers to is not there.
    #[error("there is no record {ordinal}; the index does not belong to these lists")]
    NoRecord {
        /// Its ordinal.
        ordinal: u32,
    },
}
