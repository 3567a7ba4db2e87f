//! The pages of the lists.

use hilf_list::columns::Column;
use hilf_list::guard::Refusal;
use hilf_list::store::{Happened, StoreError};

use super::{Plural, Text, field, texts};
use crate::show::{Html, Ui};

texts! {
    TITLE = "القوائم" | "Lists";
    LEAD = "ما يُفحص به الآن، ومتى نُشر، وما تغيّر، وما رُفض." | "What is screened against now, when it was published, what changed, and what was refused.";
    LIST = "القائمة" | "List";
    PUBLISHER = "الناشر" | "Publisher";
    PUBLISHED = "تاريخ النشر" | "Published";
    AGE = "العمر" | "Age";
    RECORDS = "القيود" | "Records";
    HELD = "محجوزة" | "Held";
    LIVE_SINCE = "حيّة منذ" | "Live since";
    ORIGIN = "من" | "From";
    FORMAT = "الصيغة" | "Format";
    SNAPSHOT = "اللقطة" | "Snapshot";
    EMPTY = "لا قوائم على هذه العقدة بعد." | "There is no list on this node yet.";
    JOURNAL = "ما حدث للقوائم" | "What happened to the lists";
    REFUSED = "تحديثات مرفوضة" | "Refused updates";
    REFUSED_NONE = "لم يُرفض أي تحديث." | "No update was refused.";
    REFUSED_HINT = "ما رُفض لم يُستعمل؛ بقيت النسخة السابقة حيّة." | "What was refused is not used; the version before stayed live.";
    WHEN = "متى" | "When";
    WHAT = "ماذا" | "What";
    REASON = "السبب" | "Reason";
    ADDED = "أُضيفت" | "taken up";
    UPDATED = "حُدّثت" | "updated";
    UNCHANGED = "بلا جديد" | "nothing new";
    REMOVED = "أُزيلت" | "taken off";
    WAS_REFUSED = "رُفض التحديث" | "update refused";
    ACCEPTED_SHRINK = "قُبل النقص لأن: {reason}" | "the loss was accepted because: {reason}";
    VERSIONS = "النسخ" | "Versions";
    IS_LIVE = "الحيّة" | "live";
    CHANGES = "ما غيّره آخر تحديث" | "What the last update changed";
    CHANGES_BETWEEN = "ما تغيّر من {old} إلى {new}" | "What changed from {old} to {new}";
    CHANGES_FIRST = "هذه أول نسخة؛ لا شيء قبلها للمقارنة." | "This is the first version; there is nothing before it to compare.";
    NEW = "مُدرَج جديد" | "Newly listed";
    GONE = "رُفع عن القائمة" | "Delisted";
    CHANGED = "تغيّر" | "Changed";
    MATERIAL = "جوهري" | "material";
    MATERIAL_HINT = "تغيير في الاسم أو الميلاد أو الجنسية أو البرنامج: يُعاد النظر في ما قُرر."
        | "A change of name, birth, nationality or programme: what was decided is looked at again.";
    SAME = "بلا تغيير" | "Unchanged";
    RENUMBERED = "بأرقام جديدة لدى الناشر" | "given new numbers by the publisher";
    PROPERTY = "الخاصية" | "Property";
    BEFORE = "قبل" | "Before";
    AFTER = "بعد" | "After";
    REST = "لا تظهر هنا كلها؛ الأمر hilf lists diff يظهرها." | "Not all are shown here; hilf lists diff shows them.";
    HELD_TITLE = "قيود محجوزة" | "Held records";
    HELD_HINT = "تعذّرت قراءتها؛ لم تُهمل: تُعدّ وتُعرض ويُعاد عليها." | "They could not be read. They are not dropped: counted, shown, retried.";
    HELD_NONE = "قُرئ كل شيء." | "Everything was read.";
    PLACE = "الموضع" | "Place";
    REFERENCE = "المرجع" | "Reference";
    REMARKS = "ملاحظات القراءة" | "Remarks of the reader";
    BY_KIND = "القيود حسب النوع" | "Records by kind";
    UPLOAD = "أضف قائمتك" | "Take up a list of your own";
    UPLOAD_LEAD = "جدول CSV أو XLSX له عناوين. يُعرض ما فُهم منه قبل أن يصير حيًّا."
        | "A table with headings, CSV or XLSX. What was understood is shown before it goes live.";
    FILE = "الملف" | "File";
    NAME = "اسم القائمة" | "Name of the list";
    NAME_HINT = "حروف لاتينية صغيرة وأرقام وشرطات، مثل own-list" | "lower-case letters, digits and dashes, such as own-list";
    OWNER = "الجهة صاحبة القائمة" | "Owner";
    BASIS = "السند القانوني" | "Legal basis";
    REVIEW = "تاريخ المراجعة" | "Review date";
    PREVIEW = "عاين" | "Preview";
    PREVIEW_TITLE = "معاينة «{name}»" | "Preview of “{name}”";
    HEADING = "العنوان في الملف" | "Heading in the file";
    MEANING = "معناه هنا" | "Meaning here";
    UNKNOWN = "غير معروف؛ يُحفظ في الملاحظات" | "not known; kept in the notes";
    SAMPLE = "أول القيود كما فُهمت" | "The first records, as understood";
    TAKE_UP = "اجعلها حيّة" | "Let it go live";
    CANCEL = "ألغِ" | "Cancel";
    NO_FILE = "اختر ملفًا." | "Choose a file.";
    NO_NAMES = "لا عمود للأسماء بين العناوين ({headings})؛ سمِّ واحدًا «name» أو «الاسم»." | "No column of names is known among the headings ({headings}); call one “name”.";
    BAD_NAME = "لا يصلح «{name}» اسمًا لقائمة: حروف لاتينية صغيرة وأرقام وشرطات." | "“{name}” cannot be the name of a list: take lower-case letters, digits and dashes.";
    TAKEN = "توجد قائمة باسم «{name}»." | "There is a list “{name}” already.";
    LOCKED = "عملية أخرى تغيّر القوائم الآن؛ أعد المحاولة بعد قليل." | "Another process is changing the lists; try again when it is done.";
    UNREADABLE = "تعذّرت قراءة الملف: {reason}" | "The file could not be read: {reason}";
    GUARD_OTHER = "هي القائمة «{found}» لا «{expected}»." | "It is the list “{found}”, not “{expected}”.";
    GUARD_EMPTY = "لا قيد فيها." | "It holds no record at all.";
    GUARD_SHRUNKEN = "فيها {new} مقابل {old} في الحيّة." | "It holds {new} where the live one holds {old}.";
    GUARD_OLDER = "هي من {new} والحيّة من {old}." | "It is of {new}, and the live one of {old}.";
    GUARD_UNREADABLE = "تعذّرت قراءة {held} من قيودها؛ أولها: {first}" | "{held} of its records cannot be read; the first: {first}";
    M_ID = "مرجع القيد" | "Reference of the row";
    M_SERIAL = "رقم تسلسلي، لا يُستعمل" | "running number, not used";
    M_SCHEMA = "النوع" | "Kind";
    M_PART = "جزء من الاسم: {part}" | "part of the name: {part}";
    M_DOCUMENT = "الوثيقة: {part}" | "document: {part}";
    M_LISTING = "الإدراج: {part}" | "listing: {part}";
    LINE = "السطر {line}" | "line {line}";
    TOUCHED = "عملاؤنا الذين مسّهم هذا التحديث" | "Customers of ours whom this update touched";
    TOUCHED_NONE = "لا تنبيه على عملائنا في ما أضافه هذا التحديث أو غيّره أو رفعه." | "None of our customers has an alert on what this update added, changed or removed.";
    TOUCHED_CUT = "لا يظهر هنا كلهم؛ صفحة التنبيهات تظهر الباقي بحسب المُدرَج." | "Not all are shown here; the queue shows the others by listed entity.";
    HOW = "كيف" | "How";
    REMOVAL = "إزالة القائمة" | "Taking the list off";
    REMOVAL_HINT = "من كان عليها وحدها لا يُعثر عليه بعدها. تقول التنبيهات ذلك، ويُعاد فتح المطابقات الصحيحة، ولا يُرفع تجميد من تلقاء نفسه. تبقى لقطاتها."
        | "Whoever is on it alone is not found any more. Alerts say so, true matches are reopened, and no freeze is lifted by itself. Its snapshots stay.";
    REMOVAL_WHY = "لماذا تُزال" | "Why it is to be taken off";
    REMOVAL_PROPOSE = "اقترح إزالتها" | "Propose to take it off";
    REMOVAL_BY = "اقترح {who} إزالتها في {date}: {reason}" | "{who} proposed on {date} to take it off: {reason}";
    REMOVAL_APPROVE = "أقِرّ؛ تُزال الآن" | "Approve; it is taken off now";
    ONLY = "هي القائمة الوحيدة؛ أضف أخرى قبل إزالتها." | "It is the only list; take another up before this one is taken off.";
    GONE_UPLOAD = "لم يعد الملف المرفوع هنا؛ ارفعه من جديد." | "The uploaded file is no longer here; upload it again.";
}

/// Rows of a table.
pub(crate) const ROWS: Plural = Plural::new(
    ["لا أسطر", "سطر واحد", "سطران", "{n} أسطر", "{n} سطرًا", "{n} سطر"],
    ["{n} row", "{n} rows"],
);

/// A recorded reason in the reader's language, without folders of the machine; in English where its
/// sentence is not known.
pub(crate) fn reason(ui: &Ui, reason: &str) -> Html {
    let bare = hilf_list::without_folders(reason);
    match hilf_list::reason_in_arabic(&bare).filter(|_| ui.is_arabic()) {
        Some(told) => Html::element("bdi", &[("lang", "ar"), ("dir", "rtl")], &Html::text(&told)),
        None => Html::element("bdi", &[("lang", "en"), ("dir", "auto")], &Html::text(&bare)),
    }
}

/// What happened.
pub(crate) fn happened(event: Happened) -> Text {
    match event {
        Happened::Added => ADDED,
        Happened::Updated => UPDATED,
        Happened::Unchanged => UNCHANGED,
        Happened::Refused => WAS_REFUSED,
        Happened::Removed => REMOVED,
    }
}

/// Why a list could not be taken up.
pub(crate) fn refused(ui: &Ui, error: &StoreError) -> Html {
    match error {
        StoreError::Name(name) => ui.fill(BAD_NAME, &[("name", name)]),
        StoreError::Taken(name) => ui.fill(TAKEN, &[("name", name)]),
        StoreError::Last(_) => Html::text(ui.t(ONLY)),
        StoreError::Locked(_) => Html::text(ui.t(LOCKED)),
        StoreError::Refused { refusal, .. } => guarded(ui, refusal),
        other => ui.fill_html(UNREADABLE, &[("reason", &reason(ui, &other.to_string()))]),
    }
}

fn guarded(ui: &Ui, refusal: &Refusal) -> Html {
    match refusal {
        Refusal::OtherList { expected, found } => {
            ui.fill(GUARD_OTHER, &[("expected", expected), ("found", found)])
        }
        Refusal::Empty => Html::text(ui.t(GUARD_EMPTY)),
        Refusal::Shrunken { old, new, .. } => {
            ui.fill(GUARD_SHRUNKEN, &[("old", &ui.number(*old)), ("new", &ui.number(*new))])
        }
        Refusal::Older { old, new } => ui.fill(GUARD_OLDER, &[("old", old), ("new", new)]),
        Refusal::Unreadable { held, first } => {
            let held = Html::text(&ui.number(*held));
            ui.fill_html(GUARD_UNREADABLE, &[("held", &held), ("first", &reason(ui, first))])
        }
        other => ui.fill_html(UNREADABLE, &[("reason", &reason(ui, &other.to_string()))]),
    }
}

/// What a column means.
pub(crate) fn meaning(ui: &Ui, column: Option<Column>) -> Html {
    let label = |schema: &str, property: &str| match field::of_property(property) {
        Some(text) => ui.t(text).to_owned(),
        None => hilf_entity::Schema::named(schema)
            .and_then(|schema| schema.property(property))
            .map_or(property, |definition| definition.label)
            .to_owned(),
    };
    match column {
        None => Html::text(ui.t(UNKNOWN)),
        Some(Column::Id) => Html::text(ui.t(M_ID)),
        Some(Column::Serial) => Html::text(ui.t(M_SERIAL)),
        Some(Column::Schema) => Html::text(ui.t(M_SCHEMA)),
        Some(Column::Property(property)) => Html::text(&label("Person", property)),
        Some(Column::Part(part)) => ui.fill(M_PART, &[("part", &label("Person", part.property()))]),
        Some(Column::Document(property)) => {
            ui.fill(M_DOCUMENT, &[("part", &label("Passport", property))])
        }
        Some(Column::Listing(property)) => {
            ui.fill(M_LISTING, &[("part", &label("Sanction", property))])
        }
        Some(_) => Html::text(ui.t(UNKNOWN)),
    }
}
