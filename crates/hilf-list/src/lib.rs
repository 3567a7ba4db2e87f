//! Official lists: every published format read into entities, immutable snapshots of what was
//! read, differences between them, and the refusal of updates that must not go live.
//!
//! Data flows one way: [`Source`] (bytes) → [`read`] (records and what was held) → snapshot.

mod alias;
mod arabic;
pub mod columns;
pub mod decode;
pub mod diff;
mod error;
mod filter;
mod format;
pub mod guard;
mod input;
mod kin;
pub mod lines;
mod look;
mod record;
pub mod snapshot;
pub mod store;
pub mod subject;
pub mod table;
pub mod xml;

pub use arabic::{reason_in_arabic, without_folders};
pub use error::ListError;
pub use format::{Format, ReadOptions, detect, read};
pub use input::{Member, Source};
pub use look::{Look, look};
pub use record::{Held, Item, ListInfo, Position, Record};
