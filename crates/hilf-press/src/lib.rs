//! Press reports as they were published: every line gets a zone and the rule that decided it.
//!
//! Offsets are bytes of the original text.

mod zone;

pub use zone::{Line, Zone, zones};
