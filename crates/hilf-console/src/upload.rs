//! Forms that carry a file.

use axum::extract::Multipart;
use axum::extract::multipart::MultipartError;
use axum::http::StatusCode;
use hilf_desk::bare_name;

use crate::answer::Problem;

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
}

fn fault(error: MultipartError) -> Problem {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TOO_LARGE,
        _ => Problem::BAD_FORM,
    }
}
