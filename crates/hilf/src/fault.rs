//! What ends a command: one clear sentence and an exit code.

use std::fmt;
use std::process::ExitCode;

/// The exit codes of the command line; scripts rely on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Exit {
    /// Ran; where names were searched for, none was found.
    Done = 0,
    /// Ran, and at least one name has a hit.
    Hit = 1,
    /// Wrong usage, unreadable input, or a refused update.
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
pub(crate) struct Fault {
    text: String,
    is_closed_pipe: bool,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Fault {
    /// A fault in a sentence.
    pub(crate) fn new(text: impl Into<String>) -> Fault {
        Fault { text: text.into(), is_closed_pipe: false }
    }

    /// A fault of reading or writing a file or stream.
    pub(crate) fn io(what: impl fmt::Display) -> impl FnOnce(std::io::Error) -> Fault {
        move |error| Fault {
            text: format!("{what}: {error}"),
            is_closed_pipe: error.kind() == std::io::ErrorKind::BrokenPipe,
        }
    }

    /// Whether the reader of the output has seen enough (`hilf … | head`).
    pub(crate) fn is_closed_pipe(&self) -> bool {
        self.is_closed_pipe
    }
}

impl<E: std::error::Error> From<E> for Fault {
    fn from(error: E) -> Fault {
        Fault::new(error.to_string())
    }
}
