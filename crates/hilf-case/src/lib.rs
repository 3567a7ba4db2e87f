//! What becomes of a hit: an alert that is reviewed, proposed and decided by two people, a pair
//! known not to be the same, a deadline. Nothing here reads a clock, draws a random number or
//! stores anything; times and ids are handed in, so the same events always give the same state.

mod alert;
mod change;
mod content;
pub mod currency;
mod deadline;
mod exemption;
mod jurisdiction;
mod suppression;

pub use alert::{Alert, Decision, Event, Outcome, Proposal, Recorded, Refusal, State};
pub use change::{Change, Field, changes};
pub use content::{Content, ContentHash};
pub use deadline::{Calendar, CalendarFault, Holiday, Limit, LimitError, Rule};
pub use exemption::{Basis, Exemption, ExemptionRefusal, Movement, Terms};
pub use jurisdiction::{Duty, Jurisdiction, JurisdictionError};
pub use suppression::{Standing, Suppression};
