//! Screening: from a subject to the entities it may be, each with its score and reasons.

mod collection;
mod evidence;
mod explain;
mod hash;
mod index;
mod names;
mod profile;
mod screen;
mod subject;

pub use collection::{Collection, CollectionError};
pub use evidence::Fact;
pub use explain::{Explanation, Lang, Row, Rule};
pub use index::{
    Bytes, Index, IndexBuilder, IndexError, IndexedEntity, Lookup, NameHit, Nearness, Roll, Search,
};
pub use names::{NameKind, names_of};
pub use profile::{Band, EvidenceWeights, Profile, ProfileError};
pub use screen::{Hit, MATCHER, Records, Screener, Screening};
pub use subject::Subject;
