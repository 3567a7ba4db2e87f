//! Why the desk does not do what it was asked.

use hilf_case::{ExemptionRefusal, LimitError, Refusal};
use hilf_list::ListError;
use hilf_match::ProfileError;
use hilf_node::Overloaded;
use hilf_press::note::NoteError;
use hilf_press::shelf::ShelfError;
use hilf_store::StoreError;
use thiserror::Error;

use crate::Right;

/// Why the desk does not do what it was asked; nothing was changed then.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DeskError {
    /// The person has no right to it.
    #[error("{who} may not do this: it needs the right `{}`", right.name())]
    NotAllowed {
        /// Who.
        who: String,
        /// The right.
        right: Right,
    },
    /// The store failed or does not know it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The state machine of alerts refuses.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The policy of work on several alerts refuses.
    #[error(transparent)]
    Apart(#[from] crate::Apart),
    /// The rules of exemptions refuse.
    #[error(transparent)]
    Exemption(#[from] ExemptionRefusal),
    /// A deadline cannot be computed.
    #[error(transparent)]
    Deadline(#[from] LimitError),
    /// A profile makes no sense.
    #[error(transparent)]
    Profile(#[from] ProfileError),
    /// A list cannot be read.
    #[error(transparent)]
    List(#[from] ListError),
    /// The lists of the node refuse.
    #[error(transparent)]
    Lists(#[from] hilf_list::store::StoreError),
    /// A copy of the data could not be made.
    #[error(transparent)]
    Backup(hilf_store::BackupError),
    /// A note on press reports cannot be made.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The press reports of the node cannot be read.
    #[error(transparent)]
    Press(#[from] ShelfError),
    /// There is more to do than can be done in time.
    #[error(transparent)]
    Busy(#[from] Overloaded),
    /// There are no lists to screen against.
    #[error("no list is live; take one up with `hilf lists add`")]
    NoLists,
    /// The lists were exchanged again and again while somebody was screened.
    #[error("the lists change too fast to screen against them; try again")]
    Unsteady,
    /// Something is not there, or not as it must be, for this to be done.
    #[error("{0}")]
    Missing(Said),
    /// Name, password or one-time password are wrong, or the account is closed for now.
    #[error("name, password or one-time password are wrong, or there were too many attempts")]
    NoEntry,
    /// It is not the set-up secret, or there is none any more.
    #[error("this is not the set-up secret the program printed")]
    WrongSecret,
}

/// One sentence in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// In English.
    pub en: &'static str,
    /// In Arabic.
    pub ar: &'static str,
}

impl std::fmt::Display for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.en)
    }
}

impl DeskError {
    /// A sentence in both languages.
    pub(crate) fn missing(en: &'static str, ar: &'static str) -> DeskError {
        DeskError::Missing(Said { en, ar })
    }

    /// The sentence in Arabic.
    pub fn arabic(&self) -> String {
        match self {
            DeskError::NotAllowed { who, right } => {
                format!("لا يحق لـ{who} القيام بهذا: يلزم الحق `{}`", right.name())
            }
            DeskError::Store(error) => error.arabic(),
            DeskError::Refused(refusal) => refusal.arabic(),
            DeskError::Apart(apart) => apart.arabic().to_owned(),
            DeskError::Exemption(refusal) => refusal.arabic(),
            DeskError::Deadline(error) => format!("تعذر حساب المهلة: {error}"),
            DeskError::Profile(error) => profile_in_arabic(error),
            DeskError::List(error) => format!("تعذرت قراءة قائمة: {error}"),
            DeskError::Lists(error) => arabic_of(error),
            DeskError::Backup(error) => format!("تعذر نسخ البيانات: {error}"),
            DeskError::Note(error) => error.arabic(),
            DeskError::Press(error) => error.arabic(),
            DeskError::Busy(_) => "العقدة مشغولة؛ أعد المحاولة".to_owned(),
            DeskError::NoLists => "لا توجد قائمة سارية؛ أضف قائمة بالأمر `hilf lists add`".to_owned(),
            DeskError::Unsteady => "تتغير القوائم أسرع من أن يفحص بها؛ أعد المحاولة".to_owned(),
            DeskError::Missing(said) => said.ar.to_owned(),
            DeskError::WrongSecret => "ليس هذا سر الإعداد الذي طبعه البرنامج".to_owned(),
            DeskError::NoEntry => {
                "الاسم أو كلمة المرور أو رمز المرة الواحدة غير صحيح، أو كثرت المحاولات".to_owned()
            }
        }
    }
}

fn profile_in_arabic(error: &ProfileError) -> String {
    match error {
        ProfileError::Range { field, value, least, most, .. } => {
            format!("قيمة `{field}` في ملف الضبط {value}؛ يجب أن تقع بين {least} و{most}")
        }
        ProfileError::Bands(name) => {
            format!("ملف الضبط `{name}`: ترتب النطاقات من الأعلى إلى الأدنى")
        }
        error => format!("تعذرت قراءة ملف الضبط: {error}"),
    }
}

fn arabic_of(error: &hilf_list::store::StoreError) -> String {
    use hilf_list::store::StoreError;
    match error {
        StoreError::Refused { name, refusal } => format!("لم تحدث القائمة `{name}`: {refusal}"),
        StoreError::Unknown(name) => format!("لا توجد قائمة باسم `{name}`"),
        StoreError::Taken(name) => format!("توجد قائمة باسم `{name}` من قبل؛ اختر اسما آخر"),
        StoreError::Name(name) => {
            format!("`{name}` ليس اسما صالحا لقائمة: استعمل حروفا لاتينية صغيرة وأرقاما وشرطات")
        }
        StoreError::Locked(_) => "تعدل عملية أخرى القوائم؛ أعد المحاولة بعد انتهائها".to_owned(),
        StoreError::List(error) => format!("تعذرت قراءة القائمة: {error}"),
        other => format!("تعذر الوصول إلى القوائم: {other}"),
    }
}
