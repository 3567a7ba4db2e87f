//! The pages.

pub(crate) mod compare;
pub(crate) mod hit;
pub(crate) mod search;
