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
            DeskError::Deadline(error) => format!("تعذر حساب المهلة: {}", error.arabic()),
            DeskError::Profile(error) => profile_in_arabic(error),
            DeskError::List(error) => format!("تعذرت قراءة القائمة: {}", reason(error)),
            DeskError::Lists(error) => arabic_of(error),
            DeskError::Backup(error) => format!("تعذر نسخ البيانات: {}", error.arabic()),
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

/// A reason of readers and guards in Arabic, without folders of the machine.
fn reason(error: &dyn std::fmt::Display) -> String {
    let bare = hilf_list::without_folders(&error.to_string());
    hilf_list::reason_in_arabic(&bare).unwrap_or(bare)
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
        StoreError::Refused { .. } => reason(error),
        StoreError::Unknown(name) => format!("لا توجد قائمة باسم `{name}`"),
        StoreError::Taken(name) => format!("توجد قائمة باسم `{name}` من قبل؛ اختر اسما آخر"),
        StoreError::Last(name) => {
            format!("`{name}` هي القائمة الوحيدة؛ أضف قائمة أخرى قبل إزالتها")
        }
        StoreError::Name(name) => {
            format!("`{name}` ليس اسما صالحا لقائمة: استعمل حروفا لاتينية صغيرة وأرقاما وشرطات")
        }
        StoreError::Locked(_) => "تعدل عملية أخرى القوائم؛ أعد المحاولة بعد انتهائها".to_owned(),
        StoreError::List(error) => format!("تعذرت قراءة القائمة: {}", reason(error)),
        other => format!("تعذر الوصول إلى القوائم: {}", reason(other)),
    }
}

#[cfg(test)]
mod tests {
    use hilf_list::ListError;
    use hilf_list::store::StoreError as Lists;

    use super::*;

    /// Latin words that stand in a sentence, but for those a person typed or a machine is told.
    fn english_in(said: &str, allowed: &[&str]) -> Vec<String> {
        let words = said.split(|c: char| !c.is_ascii_alphabetic() && c != '.' && c != '_');
        let words = words.map(|word| word.trim_matches('.')).filter(|word| word.len() > 1);
        words.filter(|word| !allowed.contains(word)).map(str::to_owned).collect()
    }

    #[test]
    fn what_is_wrong_with_a_list_is_told_in_arabic_throughout() {
        let damaged = || ListError::Damaged {
            name: "own.csv".to_owned(),
            line: 7,
            reason: "the file ends in the middle of a row; it is cut off".to_owned(),
        };
        let gone = || ListError::Io {
            path: "/srv/hilf/own.csv".into(),
            source: std::io::Error::from_raw_os_error(2),
        };
        let shrunken = hilf_list::guard::Refusal::Unreadable {
            held: 3,
            first: "own.csv, line 7: the record has no name".to_owned(),
        };
        let registry = Lists::Registry { path: "registry.json".into(), reason: "EOF".to_owned() };
        for (error, part) in [
            (DeskError::List(damaged()), "مبتور"),
            (DeskError::Lists(Lists::List(gone())), "لا يوجد ملف"),
            (
                DeskError::Lists(Lists::Refused { name: "own".to_owned(), refusal: shrunken }),
                "لا اسم في القيد",
            ),
            (DeskError::Lists(registry), "نسخة احتياطية"),
        ] {
            let said = error.arabic();
            assert!(said.contains(part), "{said}");
            let allowed = ["own.csv", "own", "registry.json", "EOF"];
            assert_eq!(english_in(&said, &allowed), Vec::<String>::new(), "{said}");
        }
    }
}
