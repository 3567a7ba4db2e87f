//! What ends a command: one clear sentence and an exit code.

use std::fmt;
use std::process::ExitCode;

use hilf_list::ListError;
use hilf_match::{IndexError, ProfileError};

/// The exit codes of the command line; scripts rely on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Exit {
    /// Ran; where names were searched for, none was found.
    Done = 0,
    /// Ran, and at least one name has a hit.
    Hit = 1,
    /// Wrong usage or unreadable input.
    Unusable = 2,
    /// Ran, but some rows are held.
    Held = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// Why a command cannot go on.
#[derive(Debug)]
pub(crate) struct Fault(pub(crate) String);

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Fault {
    /// A fault of reading or writing a file or stream.
    pub(crate) fn io(what: impl fmt::Display) -> impl FnOnce(std::io::Error) -> Fault {
        move |e| Fault(format!("{what}: {e}"))
    }
}

impl From<ListError> for Fault {
    fn from(e: ListError) -> Fault {
        Fault(e.to_string())
    }
}

impl From<IndexError> for Fault {
    fn from(e: IndexError) -> Fault {
        Fault(e.to_string())
    }
}

impl From<ProfileError> for Fault {
    fn from(e: ProfileError) -> Fault {
        Fault(e.to_string())
    }
}
