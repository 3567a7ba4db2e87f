//! Press reports as they were published: zones, dates, numbers, names, claims, statements,
//! quotations and events, each with its bytes in the original and the rule that decided.
//!
//! The picture of the reports a node keeps:
//!
//! ```
//! # fn show(data: &std::path::Path) -> Result<(), hilf_press::shelf::ShelfError> {
//! let shelf = hilf_press::shelf::Shelf::open(data)?;
//! let reports = shelf.reports(None);
//! let picture = reports.picture();
//! for cluster in &picture.event_clusters {
//!     println!("{:?} {} told by {}", cluster.earliest, cluster.kind, cluster.members.len());
//! }
//! // Spans of the picture count bytes of `reports.sources()[i].text`; in JSON those of the files.
//! println!("{}", reports.json(&picture));
//! # Ok(())
//! # }
//! ```
//!
//! Members and meetings of the Global Coalition over time stand in [`register`].

mod article;
mod body;
mod byline;
mod candidate;
mod claim;
mod date;
mod deed;
mod document;
mod event;
mod gazetteer;
pub mod incident;
mod inflect;
mod lexicon;
mod listed;
mod model;
pub mod note;
mod number;
mod people;
mod picture;
mod published;
mod quantity;
pub mod register;
mod reports;
pub mod score;
pub mod shelf;
pub mod source;
mod speech;
mod statement;
mod tense;
mod token;
pub mod web;
mod zone;

pub use claim::ClaimKind;
pub use date::{Interval, parse_date};
pub use deed::DeedKind;
pub use document::Known;
pub use event::{Role, event_in_words};
pub use listed::{ListedInEvent, Listing, Recogniser, Resemblance};
pub use model::*;
pub use number::{parse_numeral, parse_ordinal};
pub use picture::{
    Commitment, EventCluster, FollowUp, Picture, Relation, RelationKind, Status, member_of,
    picture, picture_with, read,
};
pub use quantity::{Comparator, Money, parse_money, unit_in_arabic};
pub use reports::{Input, Reports};
pub use zone::{Line, Zone, zones};
