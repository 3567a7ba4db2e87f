//! The files that arguments name: a folder stands for the files in it and below.

use std::io;
use std::path::{Path, PathBuf};

use crate::fault::Fault;

/// Files in the order of the arguments, those of a folder by name. A folder is listed when its turn
/// comes, so that a great many files need no more memory than few.
pub(super) struct Files {
    /// What is still to come, the next last.
    ahead: Vec<PathBuf>,
}

impl Files {
    pub(super) fn of(named: &[PathBuf]) -> Files {
        Files { ahead: named.iter().rev().cloned().collect() }
    }
}

impl Iterator for Files {
    type Item = Result<PathBuf, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let path = self.ahead.pop()?;
            if !path.is_dir() {
                return Some(Ok(path));
            }
            match listed(&path) {
                Ok(below) => self.ahead.extend(below.into_iter().rev()),
                Err(error) => return Some(Err(Fault::io(path.display())(error))),
            }
        }
    }
}

/// What is in a folder, by name; hidden files and links to elsewhere are left out.
fn listed(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut below = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        if !is_hidden && !entry.file_type()?.is_symlink() {
            below.push(entry.path());
        }
    }
    below.sort();
    Ok(below)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_stand_for_their_files_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir_all(at("b/inner")).unwrap();
        for name in ["b/2.txt", "b/inner/3.txt", "a.txt", "b/.hidden"] {
            std::fs::write(at(name), "x").unwrap();
        }
        let files: Vec<PathBuf> =
            Files::of(&[at("b"), at("a.txt"), at("none")]).map(Result::unwrap).collect();
        assert_eq!(files, [at("b/2.txt"), at("b/inner/3.txt"), at("a.txt"), at("none")]);
    }
}
