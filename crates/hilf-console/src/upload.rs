//! Forms that carry a file.

use std::path::{Path, PathBuf};

use axum::extract::Multipart;
use axum::extract::multipart::MultipartError;
use axum::http::StatusCode;
use sha2::{Digest, Sha256};

use crate::answer::{Problem, log};

/// Bytes of a text field.
const TEXT_MAX: usize = 4096;

/// What a form gave: its fields and its file.
#[derive(Debug, Default)]
pub(crate) struct Upload {
    fields: Vec<(String, String)>,
    /// Name of the file as the sender calls it, without any folder.
    pub(crate) name: String,
    /// Its content; empty if none was chosen.
    pub(crate) content: Vec<u8>,
}

impl Upload {
    /// Reads `multipart/form-data`.
    pub(crate) async fn read(mut form: Multipart) -> Result<Upload, Problem> {
        let mut upload = Upload::default();
        while let Some(field) = form.next_field().await.map_err(fault)? {
            let own = field.name().unwrap_or_default().to_owned();
            let file = field.file_name().map(bare_name);
            let bytes = field.bytes().await.map_err(fault)?;
            match file {
                Some(name) => (upload.name, upload.content) = (name, bytes.to_vec()),
                None if bytes.len() > TEXT_MAX => return Err(Problem::BAD_FORM),
                None => {
                    upload.fields.push((own, String::from_utf8_lossy(&bytes).trim().to_owned()))
                }
            }
        }
        Ok(upload)
    }

    /// The text of a field; empty if it is not there.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(own, _)| own == name).map_or("", |(_, text)| text)
    }

    /// SHA-256 of the content in hexadecimal.
    pub(crate) fn sha256(&self) -> String {
        Sha256::digest(&self.content).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

fn fault(error: MultipartError) -> Problem {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TOO_LARGE,
        _ => Problem::BAD_FORM,
    }
}

/// The last part of a path, in letters that are safe in a name of a file.
fn bare_name(path: &str) -> String {
    let last = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let safe = |c: char| if c.is_alphanumeric() || "._-".contains(c) { c } else { '_' };
    last.trim_start_matches('.').chars().map(safe).take(100).collect()
}

/// Uploaded files of lists, each in a folder named by the hash of its content.
pub(crate) struct Shelf(PathBuf);

impl Shelf {
    /// The shelf beside the lists of a node.
    pub(crate) fn beside(lists: &Path) -> Shelf {
        Shelf(lists.join("uploads"))
    }

    /// Keeps a file and gives its key.
    pub(crate) fn keep(&self, upload: &Upload) -> Result<String, Problem> {
        let key = upload.sha256();
        let folder = self.0.join(&key);
        let name = if upload.name.is_empty() { "list" } else { &upload.name };
        let write = || {
            std::fs::create_dir_all(&folder)?;
            std::fs::write(folder.join(name), &upload.content)
        };
        write().map_err(|error| {
            log(&format!("cannot keep an upload in {}: {error}", folder.display()));
            Problem::INTERNAL
        })?;
        Ok(key)
    }

    /// The file of a key; `None` if there is none.
    pub(crate) fn find(&self, key: &str) -> Option<PathBuf> {
        let is_key = key.len() == 64 && key.bytes().all(|b| b.is_ascii_hexdigit());
        let mut files = std::fs::read_dir(self.0.join(key)).ok().filter(|_| is_key)?;
        files.find_map(|file| file.ok().map(|file| file.path()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_lead_nowhere() {
        for (given, kept) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\x\\list.csv", "list.csv"),
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
        let upload = Upload { name: "a.csv".into(), content: b"x".to_vec(), ..Upload::default() };
        let key = shelf.keep(&upload).unwrap();
        assert_eq!(std::fs::read(shelf.find(&key).unwrap()).unwrap(), b"x");
        assert_eq!(shelf.find("../.."), None);
        assert_eq!(shelf.find(&"0".repeat(64)), None);
    }
}
