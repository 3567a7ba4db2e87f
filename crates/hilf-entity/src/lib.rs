//! FollowTheMoney-compatible entities: what is known about a person, an organisation, a ship,
//! and about the act of listing it.
//!
//! The crate knows nothing of where an entity came from or how it is matched.

pub mod country;
mod date;
mod entity;
pub mod gender;
pub mod identifier;
mod json;
mod model;
pub mod topic;
mod value;

pub use date::{DateError, DateOrder, FuzzyDate, Precision, calendar};
pub use entity::Entity;
pub use json::JsonError;
pub use model::{PropertyDef, PropertyType, Schema};
pub use value::Value;
