//! The pages.

pub(crate) mod account;
pub(crate) mod articles;
pub(crate) mod audit;
pub(crate) mod batch;
pub(crate) mod case;
pub(crate) mod compare;
pub(crate) mod customers;
pub(crate) mod door;
pub(crate) mod entity;
mod explained;
mod figures;
pub(crate) mod hit;
mod impact;
mod letters;
pub(crate) mod list_removal;
pub(crate) mod lists;
mod noting;
pub(crate) mod overview;
pub(crate) mod own_list;
pub(crate) mod people;
pub(crate) mod picture;
pub(crate) mod profiles;
pub(crate) mod queue;
mod relation;
pub(crate) mod search;
