//! The pages.

pub(crate) mod compare;
pub(crate) mod hit;
mod letters;
pub(crate) mod search;
