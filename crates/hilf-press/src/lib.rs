//! Press reports as they were published: zones, dates, numbers, names, claims, statements,
//! quotations and events, each with its bytes in the original and the rule that decided.

mod article;
mod byline;
mod claim;
mod date;
mod document;
mod event;
mod gazetteer;
pub mod incident;
mod lexicon;
mod model;
mod number;
mod people;
mod picture;
mod published;
mod quantity;
pub mod register;
mod speech;
mod statement;
mod tense;
mod token;
pub mod web;
mod zone;

pub use claim::ClaimKind;
pub use date::{Interval, parse_date};
pub use document::Known;
pub use event::Role;
pub use model::*;
pub use number::{parse_numeral, parse_ordinal};
pub use picture::{EventCluster, Picture, Relation, RelationKind, picture};
pub use quantity::{Comparator, Money, parse_money};
pub use zone::{Line, Zone, zones};
