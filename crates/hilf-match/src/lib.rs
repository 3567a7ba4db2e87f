//! Screening: from a subject to the entities it may be, each with its score and reasons.

mod evidence;
mod index;
mod names;

pub use index::{Bytes, Index, IndexBuilder, IndexError, NameHit, Search};
pub use names::{NameKind, names_of};
