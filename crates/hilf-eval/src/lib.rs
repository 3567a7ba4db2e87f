//! Accuracy measured on labelled sets, the same way for every list, profile and set.

mod across;
mod cases;
mod dice;
mod fit;
mod generate;
mod names;
mod pairs;
mod peers;
mod report;
mod screening;

pub use across::{AcrossError, AcrossReport, evaluate_across};
pub use cases::{EvalError, Pair, ScreeningCase, pairs, screening_cases};
pub use dice::Dice;
pub use fit::{Labelled, Wanted, fit, loss};
pub use generate::Generator;
pub use names::{NamesReport, evaluate_names};
pub use pairs::{PairsReport, evaluate_pairs};
pub use peers::{Peer, PeersError, PeersReport, compare_with_peers};
pub use report::{Share, Tally};
pub use screening::{Bench, ScreeningReport, evaluate_screening, screening_group};
