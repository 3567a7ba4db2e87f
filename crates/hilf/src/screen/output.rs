//! Where results go: standard output, coloured on a terminal, or a file that appears when it is
//! complete.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anstream::StripStream;

use crate::fault::Fault;

/// An output.
pub(super) enum Output {
    Standard(BufWriter<anstream::AutoStream<io::Stdout>>),
    File { writer: BufWriter<StripStream<File>>, file: File, path: PathBuf, partial: PathBuf },
}

impl Output {
    /// Opens a file, or standard output.
    pub(super) fn open(path: Option<&Path>) -> Result<Output, Fault> {
        let Some(path) = path else {
            return Ok(Output::Standard(BufWriter::new(anstream::stdout())));
        };
        // A device or a pipe is written to and never replaced.
        let is_file = std::fs::metadata(path).map_or(true, |known| known.is_file());
        let mut partial = path.as_os_str().to_owned();
        if is_file {
            partial.push(".part");
        }
        let partial = PathBuf::from(partial);
        let what = format!("cannot write {}", partial.display());
        let file = File::create(&partial).map_err(Fault::io(what))?;
        let writer = file.try_clone().map_err(Fault::io("cannot write the results"))?;
        let writer = BufWriter::new(StripStream::new(writer));
        Ok(Output::File { writer, file, path: path.to_path_buf(), partial })
    }

    /// Ends the output.
    pub(super) fn close(self) -> io::Result<()> {
        match self {
            Output::Standard(mut out) => out.flush(),
            Output::File { mut writer, file, path, partial } => {
                writer.flush()?;
                if partial == path {
                    return Ok(());
                }
                file.sync_all()?;
                std::fs::rename(partial, path)
            }
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Output::Standard(out) => out.write(bytes),
            Output::File { writer, .. } => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::Standard(out) => out.flush(),
            Output::File { writer, .. } => writer.flush(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::FileTypeExt;

    use super::*;

    #[test]
    fn a_pipe_is_written_to_and_stays_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
        let reader = std::thread::spawn({
            let path = path.clone();
            move || std::fs::read_to_string(path).unwrap()
        });
        let mut output = Output::open(Some(&path)).unwrap();
        output.write_all(b"hits").unwrap();
        output.close().unwrap();
        assert_eq!(reader.join().unwrap(), "hits");
        assert!(std::fs::metadata(&path).unwrap().file_type().is_fifo());
    }
}
