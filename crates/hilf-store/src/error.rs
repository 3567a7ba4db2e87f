//! Why the store cannot do what it was asked.

use thiserror::Error;

use crate::audit::AuditError;

/// Why the store cannot do what it was asked.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The database failed; nothing of the act happened.
    #[error("the database refused: {0}; nothing was changed")]
    Database(#[from] sqlx::Error),
    /// The database was written by a newer program.
    #[error(
        "the database has schema {found}, this program knows {known} at most; use the newer program \
         or restore a backup"
    )]
    Newer {
        /// Version of the database.
        found: i64,
        /// Newest version known here.
        known: i64,
    },
    /// The audit entry could not be written, so the act was refused.
    #[error("the audit log cannot be written ({0}); the act was refused and nothing was changed")]
    AuditRefused(sqlx::Error),
    /// The audit files are not what they must be.
    #[error(transparent)]
    Audit(#[from] AuditError),
    /// A stored text is not what was written.
    #[error("the database holds {what} that cannot be read: {reason}")]
    Damaged {
        /// What.
        what: String,
        /// Why.
        reason: String,
    },
    /// There is no such thing.
    #[error("there is no {what} `{id}`")]
    Unknown {
        /// Of what kind.
        what: &'static str,
        /// Which.
        id: String,
    },
    /// A note on press reports is taken back once.
    #[error("note {0} was taken back already")]
    TakenBack(i64),
    /// Nobody is named as the person who acts.
    #[error("name the person who acts")]
    Nobody,
    /// The file system failed.
    #[error("{what}: {source}")]
    Io {
        /// What was done.
        what: String,
        /// The cause.
        source: std::io::Error,
    },
    /// The address of the database is none.
    #[error("`{0}` is no database; give a postgres:// address, or none for SQLite")]
    Address(String),
}

impl StoreError {
    pub(crate) fn io(what: impl Into<String>) -> impl FnOnce(std::io::Error) -> StoreError {
        let what = what.into();
        move |source| StoreError::Io { what, source }
    }

    pub(crate) fn damaged(what: impl Into<String>, reason: impl ToString) -> StoreError {
        StoreError::Damaged { what: what.into(), reason: reason.to_string() }
    }

    /// The sentence in Arabic.
    pub fn arabic(&self) -> String {
        match self {
            StoreError::Database(error) => {
                format!("رفضت قاعدة البيانات الطلب ({error})؛ لم يتغير شيء")
            }
            StoreError::Newer { found, known } => format!(
                "إصدار قاعدة البيانات {found} أحدث مما يعرفه هذا البرنامج ({known})؛ استعمل البرنامج \
                 الأحدث أو استعد نسخة احتياطية"
            ),
            StoreError::AuditRefused(error) => {
                format!("تعذرت الكتابة في سجل التدقيق ({error})؛ رفض الإجراء ولم يتغير شيء")
            }
            StoreError::Audit(error) => error.arabic(),
            StoreError::Damaged { what, .. } => format!("تعذرت قراءة بيانات مخزنة: {what}"),
            StoreError::Unknown { id, .. } => format!("لا يوجد `{id}`"),
            StoreError::TakenBack(n) => format!("سحبت الملاحظة {n} من قبل"),
            StoreError::Nobody => "اذكر الشخص الذي يقوم بالإجراء".to_owned(),
            StoreError::Io { what, source } => format!("تعذر الوصول إلى الملفات: {what}: {source}"),
            StoreError::Address(text) => format!("`{text}` ليس عنوان قاعدة بيانات"),
        }
    }
}
