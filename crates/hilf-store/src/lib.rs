//! What a node keeps: customers, screening runs, alerts with their events, and the audit log, in
//! SQLite or in PostgreSQL 15 or newer.
//!
//! Nothing is written, and nothing about a person is read, outside an [`Act`], and an act begins
//! with its audit entry: both are in one transaction, so that neither can be without the other.
//!
//! ```
//! use hilf_store::{Deed, Place, Store};
//! # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
//! # let folder = tempfile::tempdir()?;
//! let store = Store::open(&Place::sqlite(folder.path())).await?;
//! let mut act = store.act(Deed::new("ada", "customer.list", "customers")).await?;
//! assert_eq!(act.customers("", 10).await?.len(), 0);
//! act.commit().await?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod accounts;
mod act;
mod alerts;
pub mod audit;
mod backup;
mod cases;
mod customers;
mod error;
mod figures;
mod measures;
mod press;
mod profiles;
mod removals;
mod retention;
mod runs;
mod schema;
mod seal;
mod sql;
mod standings;
mod store;

pub use accounts::{Account, Session, Token};
pub use act::{Act, Deed, Note};
pub use alerts::{AlertFilter, AlertRow, NewAlert};
pub use backup::{BackupError, Manifest, restore};
pub use cases::{Case, CaseFilter};
pub use customers::{Customer, Registered};
pub use error::StoreError;
pub use figures::Figures;
pub use measures::{ExemptionRow, Freeze};
pub use press::{NewPressNote, PressNote};
pub use profiles::{NewProfileChange, ProfileChange, ProfileDecision};
pub use removals::ListRemoval;
pub use retention::Class;
pub use runs::{Progress, Run, RunKind};
pub use seal::{AuditRow, Erasure, Sealed};
pub use standings::Standings;
pub use store::{Counts, Place, Store};
