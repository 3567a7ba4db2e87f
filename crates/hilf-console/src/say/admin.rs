//! Administration: people, one's own account, profiles.

use hilf_desk::{Right, Role};

use super::{Plural, Text, texts};

texts! {
    PEOPLE = "الأشخاص" | "People";
    PEOPLE_LEAD = "من يدخل وما يُؤتمن عليه. لا يغيّر أحد حسابه بنفسه، وكل تغيير يُسجَّل." | "Who may enter and what they are trusted with. Nobody changes their own account, and every change is recorded.";
    NEW_PERSON = "حساب جديد" | "New account";
    ID = "المعرّف" | "Id";
    ID_HINT = "حروف لاتينية صغيرة وأرقام و. _ - @؛ يظهر في سجل التدقيق." | "Small Latin letters, digits and . _ - @; it stands in the audit log.";
    FULL_NAME = "اسم الشخص" | "The person’s name";
    ROLES = "الأدوار" | "Roles";
    NO_ROLES = "بلا دور" | "none";
    FIRST_PASSWORD = "كلمة مرور أولى" | "First password";
    FIRST_PASSWORD_HINT = "12 حرفًا على الأقل؛ يغيّرها صاحبها من صفحة حسابه." | "At least 12 characters; its owner changes it on the page of their account.";
    MAKE = "أنشئ الحساب" | "Make the account";
    CODES = "رمز المرة الواحدة" | "One-time codes";
    CODES_ON = "مفعّل" | "in use";
    CODES_OFF = "غير مفعّل" | "not in use";
    CODES_HINT = "ينتهي ما هو مفتوح من جلسات، ويدخل صاحبه بكلمة المرور وحدها إلى أن يفعّله من جديد." | "Open sessions end, and its owner enters with the password alone until they turn codes on again.";
    RESET_CODES = "أزل الرمز" | "Take the codes away";
    STANDING = "الحال" | "Standing";
    OPEN = "مفتوح" | "open";
    CLOSED = "مغلق منذ {date}" | "closed since {date}";
    LOCKED = "موقوف حتى {date} لكثرة المحاولات" | "stopped until {date} after wrong passwords";
    MADE = "أُنشئ" | "Made";
    CHANGE = "احفظ التغيير" | "Keep the change";
    NEW_PASSWORD = "كلمة مرور جديدة" | "New password";
    NEW_PASSWORD_HINT = "اتركها فارغة لتبقى كما هي. الجديدة تنهي جلسات الحساب." | "Leave it empty to keep the present one. A new one ends the account’s sessions.";
    CLOSE = "أغلق الحساب" | "Close the account";
    CLOSE_HINT = "تنتهي جلساته ورموزه في الحال." | "Its sessions and tokens end at once.";
    REOPEN = "افتح الحساب من جديد" | "Open the account again";
    REOPEN_HINT = "تبقى رموز الوصول السابقة منتهية." | "Tokens of before stay ended.";
    ACCOUNT = "حسابي" | "My account";
    ACCOUNT_LEAD = "كلمة المرور، ورمز المرة الواحدة، ورموز الوصول للبرامج التي تعمل باسمك." | "Your password, one-time codes, and tokens for programs that act for you.";
    PASSWORD = "كلمة المرور" | "Password";
    PRESENT = "الحالية" | "The present one";
    NEXT = "الجديدة" | "The new one";
    CHANGE_PASSWORD = "غيّر كلمة المرور" | "Change the password";
    PASSWORD_CHANGED = "تغيّرت كلمة المرور، وانتهت جلساتك الأخرى." | "The password was changed, and your other sessions have ended.";
    ASK_CODES = "فعّل رمز المرة الواحدة" | "Turn one-time codes on";
    ASK_CODES_AGAIN = "فعّله على جهاز آخر" | "Set them up on another device";
    CODES_WHY = "يُطلب مع كلمة المرور عند الدخول؛ يولّده تطبيق على هاتفك (RFC 6238)." | "Asked for with the password; an application on your phone makes them (RFC 6238).";
    CODES_SECRET = "سلّم هذا المفتاح إلى التطبيق الآن؛ لن يظهر ثانية. يُطلب الرمز من الدخول التالي." | "Give this key to the application now; it is not shown again. The code is asked for from the next log-in on.";
    CODES_QR = "رمز QR للمفتاح الظاهر بجانبه" | "QR code of the key beside it";
    CODES_SCAN = "صوّر هذا الرمز بتطبيق الهاتف، أو أدخل المفتاح كتابةً." | "Scan this code with the application on your phone, or type the key in.";
    TOKENS = "رموز الوصول" | "Tokens";
    TOKENS_LEAD = "لكل برنامج رمز بحقوق لا تزيد على حقوقك. يظهر مرة واحدة، ولا يُحفظ منه إلا بصمته." | "A token for each program, with no more rights than you have. It is shown once; only its hash is kept.";
    TOKENS_NONE = "لا رموز بعد." | "There are no tokens yet.";
    TOKEN_NAME = "لأي برنامج" | "For which program";
    TOKEN_DAYS = "مدته بالأيام" | "Days it lasts";
    SCOPES = "حقوقه" | "Its rights";
    MAKE_TOKEN = "أنشئ الرمز" | "Make the token";
    TOKEN_SECRET = "انسخ هذا الرمز الآن؛ لن يظهر ثانية." | "Copy this token now; it is not shown again.";
    EXPIRES = "ينتهي" | "Ends";
    NEVER = "لا ينتهي" | "does not end";
    REVOKED = "أُلغي في {date}" | "revoked on {date}";
    EXPIRED = "انتهى في {date}" | "ended on {date}";
    REVOKE = "ألغِ" | "Revoke";
    REVOKE_OF = "ألغِ رمز «{name}»" | "Revoke the token “{name}”";
    NEED_SCOPE = "اختر حقًّا واحدًا على الأقل." | "Choose at least one right.";
    NEED_NAME = "سمِّ البرنامج." | "Name the program.";
    BAD_DAYS = "المدة من 1 إلى 366 يومًا." | "It lasts 1 to 366 days.";
    R_ANALYST = "محلّل: يفحص وينظر في التنبيهات ويقترح" | "Analyst: screens, looks at alerts and proposes";
    R_REVIEWER = "مراجع: يقرّ ما يقترحه غيره أو يعيده" | "Reviewer: approves or returns what others propose";
    R_OFFICER = "مسؤول الامتثال: التجميد والبلاغات والاستثناءات" | "Officer: freezes, reports and exemptions";
    R_AUDITOR = "مدقّق: يقرأ كل شيء ولا يغيّر شيئًا" | "Auditor: reads everything, changes nothing";
    R_LISTS = "مدير القوائم" | "List manager: takes up and updates lists";
    R_ADMIN = "مدير النظام: الحسابات، ولا يرى العملاء" | "Administrator: accounts; sees no customers";
    LOOKUP = "البحث عمّن ليس عميلًا" | "Look up who is no customer";
    LIST_VIEW = "الاطلاع على القوائم" | "See the lists";
    LIST_CHANGE = "تغيير القوائم" | "Change the lists";
    LIST_REMOVE = "إقرار إزالة قائمة أو ردّها" | "Approve that a list is taken off, or turn it down";
    CUSTOMER_VIEW = "الاطلاع على العملاء" | "See customers";
    CUSTOMER_REGISTER = "تسجيل العملاء" | "Register customers";
    CUSTOMER_ERASE = "محو عميل" | "Erase a customer";
    RUN_START = "بدء إعادة الفحص" | "Start a re-screening";
    RUN_VIEW = "الاطلاع على عمليات الفحص" | "See screening runs";
    ALERT_VIEW = "الاطلاع على التنبيهات" | "See alerts";
    ALERT_WORK = "العمل على التنبيهات والاقتراح" | "Work on alerts and propose";
    ALERT_TOGETHER = "العمل على تنبيهات معًا" | "Work on several alerts at once";
    ALERT_DECIDE = "إقرار الاقتراحات أو إعادتها" | "Approve or return proposals";
    ALERT_REPLAY = "إعادة حساب قرار" | "Compute a decision anew";
    FREEZE = "تسجيل التجميد" | "Record a freeze";
    UNFREEZE = "تسجيل رفع التجميد" | "Record that a freeze was lifted";
    EXEMPTION_PROPOSE = "اقتراح استثناء" | "Propose an exemption";
    EXEMPTION_GRANT = "منح استثناء أو إنهاؤه" | "Grant or end an exemption";
    EXEMPTION_USE = "احتساب دفعة على استثناء" | "Count a payment against an exemption";
    PROFILE_VIEW = "الاطلاع على ملف الضبط" | "See the profile";
    PROFILE_PROPOSE = "معاينة ملف ضبط واقتراحه" | "Preview and propose a profile";
    PROFILE_APPROVE = "إقرار ملف ضبط" | "Approve a profile";
    STATISTICS = "الاطلاع على الأرقام" | "See figures";
    AUDIT_VIEW = "قراءة سجل التدقيق" | "Read the audit log";
    ACCOUNT_MANAGE = "إدارة الحسابات" | "Manage accounts";
    TOKEN_OWN = "إدارة رموزه" | "Manage one’s own tokens";
    PRESS_VIEW = "رؤية التقارير الصحفية وملاحظاتها" | "See press reports and notes on them";
    PRESS_NOTE = "إبداء ملاحظات على التقارير الصحفية" | "Note something on press reports";
    PRESS_OVERRULE = "سحب ملاحظات غيره على التقارير الصحفية" | "Take back what others noted on press reports";
    PURGE = "حذف ما انتهت مدة حفظه" | "Purge what has been kept long enough";
    BACKUP = "نسخ بيانات العقدة" | "Copy the node’s data";
    PROFILES = "ملف الضبط" | "Profile";
    PROFILES_LEAD = "ما يُفحص به العملاء: العتبة والنطاقات وأوزان الوقائع. لا يتغيّر إلا بمعاينة أثره واقتراح شخص وإقرار آخر." | "What customers are screened with: threshold, bands and weights of facts. It changes only with a preview of its effect, the proposal of one person and the approval of another.";
    IN_FORCE = "النافذ: {id}" | "In force: {id}";
    SETTING = "الإعداد" | "Setting";
    VALUE = "القيمة" | "Value";
    OTHER_VALUE = "قيمة أخرى" | "Another value";
    POINTS_HINT = "بالنقاط من 100، كما تظهر الدرجات." | "In points of 100, as scores are shown.";
    THRESHOLD = "العتبة: أدنى درجة تنبيه" | "Threshold: least score of an alert";
    BAND = "النطاق «{band}» من" | "Band “{band}” from";
    WEAK_ALONE = "اسم مستعار ضعيف يكفي وحده" | "A weak alias alone can make a hit";
    YES = "نعم" | "yes";
    NO = "لا" | "no";
    W_DATE_EQUAL = "تاريخ الميلاد نفسه" | "The same date of birth";
    W_DATE_AGREES = "تاريخا ميلاد قد يكونان واحدًا" | "Dates of birth that can be the same";
    W_DATE_SWAPPED = "تبادل اليوم والشهر" | "Day and month changed places";
    W_DATE_NEAR = "تاريخا ميلاد متقاربان" | "Dates of birth that are near";
    W_DATE_DIFFERS = "تاريخا ميلاد مختلفان" | "Dates of birth that differ";
    W_COUNTRY = "بلد مشترك" | "A country in common";
    W_NO_COUNTRY = "لا جنسية مشتركة" | "No nationality in common";
    W_GENDER = "الجنس مختلف" | "Another gender";
    W_ADDRESS = "عنوان مشترك" | "An address in common";
    W_IDENTIFIER = "أدنى درجة لمن يحملان الرقم نفسه" | "Least score of two with the same identifier";
    SUBJECTS = "من يُفحص للمعاينة" | "Whom to screen for the preview";
    ALL_CUSTOMERS = "كل العملاء" | "All customers";
    AT_MOST = "عيّنة من {n} على الأكثر" | "A sample of {n} at most";
    PREVIEW = "عاين الأثر" | "Preview the effect";
    PREVIEW_TITLE = "أثر {after} بدل {before}" | "The effect of {after} in place of {before}";
    COMPUTING = "تُفحص العملاء بالملفين: {done} من {of}" | "Customers are screened with both profiles: {done} of {of}";
    FAILED = "توقفت المعاينة: {reason}" | "The preview broke off: {reason}";
    RESULT = "بهذا الملف تُعطي فحوص الشهر الأخير {after} تنبيهًا بدل {before}." | "With this profile, the subjects of the last month would give {after} alerts instead of {before}.";
    ALL_SCREENED = "فُحص العملاء كلهم: {screened}. كل عميل يُفحص مرة في اليوم على الأقل، فهم فحوص الشهر الأخير." | "All were screened: {screened}. Each is screened at least once a day, so they are the subjects of the last month.";
    SAMPLED = "عيّنة: فُحص {screened} من {customers} عميل؛ الأعداد هنا أعداد العيّنة ولم تُضرب." | "A sample: {screened} of {customers} customers were screened; the numbers are those of the sample and were not multiplied.";
    BAND_NAME = "النطاق" | "Band";
    BEFORE = "الآن" | "Now";
    AFTER = "بعد التغيير" | "After the change";
    TOTAL = "المجموع" | "All";
    HIT_CUSTOMERS = "عملاء عليهم تنبيه" | "Customers with an alert";
    COMING = "أزواج تصير تنبيهًا" | "Pairs that would become alerts";
    GOING = "أزواج لا تعود تنبيهًا" | "Pairs that would be alerts no more";
    GOING_TRUE = "مما لا يعود تنبيهًا {n} قرّر شخصان أنه للشخص المُدرَج نفسه." | "Of what would be alerts no more, two people decided {n} to be the listed person.";
    GOING_OPEN = "مما لا يعود تنبيهًا {n} لم يُحسم بعد." | "Of what would be alerts no more, {n} are not decided yet.";
    FEWER = "تغيير يقلّل التنبيهات يحتاج إلى سبب يقبله المشرف: لا تُخفض التنبيهات لقلة من ينظر فيها (NYDFS 504.3)." | "A change that lowers the number of alerts needs a reason that stands before a supervisor: alerts are not lowered because too few people look at them (NYDFS 504.3).";
    NAMED_SOME = "تظهر الأعلى درجة." | "The highest are shown.";
    DIFFERENCE = "ما يتغيّر" | "What differs";
    PROPOSE = "اقترح هذا الملف" | "Propose this profile";
    CHANGES = "التغييرات المقترحة" | "Proposed changes";
    NO_CHANGES = "لم يُقترح تغيير بعد؛ النافذ هو ما بدأت به العقدة." | "No change was proposed yet; what the node was started with is in force.";
    CHANGE_N = "التغيير {n}" | "Change {n}";
    PROPOSED_BY = "اقترحه {who} في {date}: {reason}" | "Proposed by {who} on {date}: {reason}";
    WAITING = "ينتظر شخصًا آخر" | "waits for another person";
    APPROVED_BY = "أقرّه {who} في {date}" | "approved by {who} on {date}";
    REFUSED_BY = "ردّه {who} في {date}: {remark}" | "turned down by {who} on {date}: {remark}";
    REMARK = "ملاحظة" | "Remark";
    APPROVE = "أقِرّ؛ يصير نافذًا ويُعاد فحص الجميع" | "Approve; it goes into force and everybody is screened again";
    REFUSE = "رُدّ الاقتراح" | "Turn it down";
    REFUSE_WHY = "لماذا يُردّ" | "Why it is turned down";
    TAKE_BACK = "اسحب اقتراحك" | "Take your proposal back";
    OWN_CHANGE = "هذا اقتراحك؛ يقرّه شخص آخر." | "This is your own proposal; another person approves it.";
    HASH = "بصمة ما يُقرّ" | "Hash of what is approved";
    BAD_NUMBER = "«{value}» ليس عددًا." | "“{value}” is no number.";
}

/// Customers.
pub(crate) const CUSTOMERS: Plural = Plural::new(
    ["لا عملاء", "عميل واحد", "عميلين", "{n} عملاء", "{n} عميلًا", "{n} عميل"],
    ["{n} customer", "{n} customers"],
);

/// A role in words.
pub(crate) fn role(role: Role) -> Text {
    match role {
        Role::Analyst => R_ANALYST,
        Role::Reviewer => R_REVIEWER,
        Role::Officer => R_OFFICER,
        Role::Auditor => R_AUDITOR,
        Role::ListManager => R_LISTS,
        Role::Administrator => R_ADMIN,
    }
}

/// A right in words; `None` for one that has none here.
pub(crate) fn right(right: Right) -> Option<Text> {
    Some(match right {
        Right::Lookup => LOOKUP,
        Right::ListView => LIST_VIEW,
        Right::ListChange => LIST_CHANGE,
        Right::ListRemove => LIST_REMOVE,
        Right::CustomerView => CUSTOMER_VIEW,
        Right::CustomerRegister => CUSTOMER_REGISTER,
        Right::CustomerErase => CUSTOMER_ERASE,
        Right::RunStart => RUN_START,
        Right::RunView => RUN_VIEW,
        Right::AlertView => ALERT_VIEW,
        Right::AlertWork => ALERT_WORK,
        Right::AlertTogether => ALERT_TOGETHER,
        Right::AlertDecide => ALERT_DECIDE,
        Right::AlertReplay => ALERT_REPLAY,
        Right::Freeze => FREEZE,
        Right::Unfreeze => UNFREEZE,
        Right::ExemptionPropose => EXEMPTION_PROPOSE,
        Right::ExemptionGrant => EXEMPTION_GRANT,
        Right::ExemptionUse => EXEMPTION_USE,
        Right::ProfileView => PROFILE_VIEW,
        Right::ProfilePropose => PROFILE_PROPOSE,
        Right::ProfileApprove => PROFILE_APPROVE,
        Right::Statistics => STATISTICS,
        Right::AuditView => AUDIT_VIEW,
        Right::AccountManage => ACCOUNT_MANAGE,
        Right::TokenOwn => TOKEN_OWN,
        Right::PressView => PRESS_VIEW,
        Right::PressNote => PRESS_NOTE,
        Right::PressOverrule => PRESS_OVERRULE,
        Right::Purge => PURGE,
        Right::Backup => BACKUP,
        _ => return None,
    })
}

/// Settings of a profile that are numbers, by their place in its JSON.
pub(crate) const SETTINGS: &[(&str, Text)] = &[
    ("/threshold", THRESHOLD),
    ("/evidence/birth_date_equal", W_DATE_EQUAL),
    ("/evidence/birth_date_agrees", W_DATE_AGREES),
    ("/evidence/birth_date_swapped", W_DATE_SWAPPED),
    ("/evidence/birth_date_near", W_DATE_NEAR),
    ("/evidence/birth_date_differs", W_DATE_DIFFERS),
    ("/evidence/country_shared", W_COUNTRY),
    ("/evidence/country_differs", W_NO_COUNTRY),
    ("/evidence/gender_differs", W_GENDER),
    ("/evidence/address_shared", W_ADDRESS),
    ("/evidence/identifier_equal", W_IDENTIFIER),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_right_has_words_of_its_own() {
        let mut said = std::collections::HashSet::new();
        for own in Right::ALL {
            let text = right(*own).unwrap_or_else(|| panic!("{} has no words", own.name()));
            assert!(said.insert(text.of(hilf_match::Lang::Arabic)), "{} twice", own.name());
        }
    }

    #[test]
    fn every_number_of_a_profile_can_be_changed() {
        let profile = hilf_desk::Desk::profile_json(&hilf_match::Profile::kyc());
        let weights = profile["evidence"].as_object().unwrap();
        for name in weights.keys() {
            let place = format!("/evidence/{name}");
            assert!(SETTINGS.iter().any(|(own, _)| *own == place), "{place} is not there");
        }
        for (place, _) in SETTINGS {
            assert!(profile.pointer(place).is_some(), "{place} is no setting");
        }
    }
}
