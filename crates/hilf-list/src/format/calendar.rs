//! Dates of calendars other than the Gregorian, for the readers of this crate.

pub(crate) use hilf_entity::calendar::{excel, islamic, straddling};
