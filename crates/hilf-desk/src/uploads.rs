//! Uploaded files that may become lists.

use std::path::{Path, PathBuf};

use hilf_list::store::StoreError;
use hilf_store::audit::hex;
use sha2::{Digest, Sha256};

/// Uploaded files of lists, each in a folder named by the hash of its content.
pub struct Shelf(PathBuf);

impl Shelf {
    /// The shelf beside the lists of a node.
    pub fn beside(lists: &Path) -> Shelf {
        Shelf(lists.join("uploads"))
    }

    /// Keeps a file under its name, which may be a path, and gives its key and its place. The same
    /// content is kept once.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep(&self, name: &str, bytes: &[u8]) -> Result<(String, PathBuf), StoreError> {
        let key = hex(&Sha256::digest(bytes));
        let folder = self.0.join(&key);
        let path = file_in(&folder).unwrap_or_else(|| match bare_name(name).as_str() {
            "" => folder.join("list"),
            name => folder.join(name),
        });
        let io = |source| StoreError::Io { path: path.clone(), source };
        std::fs::create_dir_all(&folder).map_err(io)?;
        std::fs::write(&path, bytes).map_err(io)?;
        Ok((key, path))
    }

    /// The file of a key; `None` if there is none.
    pub fn find(&self, key: &str) -> Option<PathBuf> {
        let is_key = key.len() == 64 && key.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_key { file_in(&self.0.join(key)) } else { None }
    }
}

/// The last part of a path, in letters that are safe in a name of a file; empty if there is none.
pub fn bare_name(path: &str) -> String {
    let last = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let safe = |c: char| if c.is_alphanumeric() || "._-".contains(c) { c } else { '_' };
    last.trim_start_matches('.').chars().map(safe).take(100).collect()
}

fn file_in(folder: &Path) -> Option<PathBuf> {
    std::fs::read_dir(folder).ok()?.find_map(|file| file.ok().map(|file| file.path()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_lead_nowhere() {
        for (given, kept) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\x\\list.csv", "list.csv"),
            ("C:\\x\\قائمة 1.csv", "قائمة_1.csv"),
            ("..", ""),
            ("قائمة 1.csv", "قائمة_1.csv"),
            ("a\u{202e}b\n.csv", "a_b_.csv"),
        ] {
            assert_eq!(bare_name(given), kept);
        }
    }

    #[test]
    fn only_what_was_kept_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::beside(folder.path());
        let (key, path) = shelf.keep("a.csv", b"x").unwrap();
        assert_eq!(shelf.find(&key), Some(path.clone()));
        assert_eq!(std::fs::read(&path).unwrap(), b"x");
        assert_eq!(shelf.keep("b.csv", b"x").unwrap().1, path, "the same file once");
        let (_, nameless) = shelf.keep("..", b"y").unwrap();
        assert_eq!(nameless.file_name().unwrap(), "list");
        assert_eq!(shelf.find("../.."), None);
        assert_eq!(shelf.find(&"0".repeat(64)), None);
    }
}
