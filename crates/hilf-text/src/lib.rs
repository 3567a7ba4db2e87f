//! Unicode views of names and texts.
//!
//! The original is sacred: everything here derives a view for matching and keeps, for every
//! character of the view, the place in the original it came from.

pub mod bidi;
pub mod confusable;
mod digits;
mod fold;
pub mod html;
mod letters;
mod script;

pub use digits::{ascii_digit, to_arabic_indic};
pub use fold::{Folded, fold};
pub use script::{Script, script_of, scripts_in};
