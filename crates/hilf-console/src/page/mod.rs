//! The pages.

pub(crate) mod batch;
pub(crate) mod compare;
pub(crate) mod door;
pub(crate) mod entity;
pub(crate) mod hit;
mod letters;
pub(crate) mod lists;
pub(crate) mod own_list;
mod relation;
pub(crate) mod search;
