//! Press reports as they were published: zones, dates, numbers, names, claims, events, each with
//! its bytes in the original and the rule that decided.

mod date;
mod lexicon;
mod number;
mod quantity;
mod token;
mod zone;

pub use date::{Interval, parse_date};
pub use number::{parse_numeral, parse_ordinal};
pub use quantity::{Comparator, Money, parse_money};
pub use zone::{Line, Zone, zones};
