//! The pages.

pub(crate) mod compare;
pub(crate) mod hit;
mod letters;
pub(crate) mod lists;
pub(crate) mod own_list;
pub(crate) mod search;
