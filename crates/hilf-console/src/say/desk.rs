//! Queue, cases, customers, the audit log and figures.

use hilf_case::{Event, Outcome, State};

use super::{Plural, Text, texts};

texts! {
    QUEUE = "التنبيهات" | "Alerts";
    QUEUE_LEAD = "الأهم أولًا. كل تنبيه ينظر فيه شخص ويقرّه آخر." | "The most urgent first. One person looks at each alert, another approves.";
    CUSTOMERS = "العملاء" | "Customers";
    AUDIT = "سجل التدقيق" | "Audit log";
    STATE = "الحالة" | "State";
    ANY_STATE = "كل الحالات" | "Any state";
    MINE = "المسندة إليّ" | "Given to me";
    ENTITY = "معرّف المُدرَج" | "Id of the listed entity";
    TOUCHED = "تنبيهات عملائنا على هذا القيد" | "Alerts of our customers on this entry";
    ATTACH = "أرفق مستندًا" | "Attach a document";
    DOCUMENT = "مستند (حتى 32 م.ب)" | "Document (up to 32 MB)";
    DOCUMENTS = "المستندات" | "Documents";
    ALL_PEOPLE = "للجميع" | "Everybody’s";
    ASSIGNEE = "المسند إليه" | "Assignee";
    NOBODY = "لا أحد" | "nobody";
    FILTER = "رشِّح" | "Filter";
    EMPTY = "لا تنبيهات هنا." | "There are no alerts here.";
    CUSTOMER = "العميل" | "Customer";
    LISTED = "المُدرَج" | "Listed";
    SCORE = "الدرجة" | "Score";
    DUE = "المهلة" | "Due";
    OPENED = "فُتح" | "Opened";
    NEXT_PAGE = "التالية" | "Next";
    CASE_OF = "القضية" | "Case";
    CASE_OPEN = "مفتوحة" | "open";
    CASE_CLOSED = "مغلقة" | "closed";
    CASE_LEFT = "تنبيهات لم تُحسم" | "Undecided alerts";
    CASE_UNDECIDED = "{n} من {all}" | "{n} of {all}";
    GO_TO = "اذهب إلى العميل" | "Go to the customer";
    NOBODY_BEARS = "لا يحمل أي عميل هذا المرجع بعينه." | "No customer bears this very reference.";
    CASE = "تنبيه على {name}" | "Alert on {name}";
    S_NEW = "جديد" | "new";
    S_REVIEW = "قيد المراجعة" | "in review";
    S_PROPOSED = "مقترح" | "proposed";
    S_DECIDED = "محسوم" | "decided";
    S_REOPENED = "أُعيد فتحه" | "reopened";
    O_TRUE = "هو المُدرَج" | "the listed person";
    O_FALSE = "ليس هو" | "not the same";
    O_CANNOT = "لا يمكن الجزم" | "cannot tell";
    NO_LONGER = "لم يعد الاسمان متوافقين وفق القوائم الحيّة." | "The names no longer answer to each other on the live lists.";
    DELISTED = "رُفع المُدرَج عن القوائم." | "The listed entity is on no list any more.";
    LIST_REMOVED = "أُزيلت القائمة التي كان عليها من هذه العقدة؛ لم يقل أحد إن الإدراج انتهى." | "The list it stood on was taken off this node; nobody said that the listing has ended.";
    DECIDE = "ما العمل" | "What to do";
    PROPOSE = "اقترح" | "Propose";
    OUTCOME = "النتيجة" | "Outcome";
    REASON = "السبب" | "Reason";
    REASON_HINT = "يقرؤه من يقرّ ومن يدقّق لاحقًا." | "Read by whoever approves, and by auditors later.";
    PROPOSAL = "اقترح {who}: {outcome}" | "{who} proposes: {outcome}";
    APPROVE = "أقِرّ" | "Approve";
    GIVE_BACK = "أعِد" | "Return";
    GIVE_BACK_WHY = "لماذا تعيده" | "Why you return it";
    OWN_PROPOSAL = "هذا اقتراحك؛ يقرّه شخص آخر." | "This is your own proposal; another person approves it.";
    DECIDED = "قُرر: {outcome} — اقترحه {who} وأقرّه {by}" | "Decided: {outcome} — proposed by {who}, approved by {by}";
    NOTE = "ملاحظة" | "Note";
    ADD_NOTE = "أضف الملاحظة" | "Add the note";
    ASSIGN_ME = "أسنده إليّ" | "Give it to me";
    HISTORY = "ما جرى" | "What happened";
    WHEN = "متى" | "When";
    WHO = "من" | "Who";
    WHAT = "ماذا" | "What";
    PAPERS = "للطباعة" | "To print";
    PAPER_FILE = "ملف الحالة" | "Case file";
    PAPER_REPORT = "بلاغ التجميد" | "Freeze report";
    PAPER_LETTER_AR = "رسالة بالعربية" | "Letter in Arabic";
    PAPER_LETTER_EN = "رسالة بالإنجليزية" | "Letter in English";
    FREEZE = "سجّل التجميد" | "Record the freeze";
    FREEZE_WHAT = "ما جُمّد: الحسابات والمبالغ" | "What was frozen: accounts, amounts";
    FROZEN = "جُمّد في {date}: {what}" | "Frozen on {date}: {what}";
    REPORT = "سجّل البلاغ" | "Record the report";
    REPORT_REFERENCE = "مرجع البلاغ لدى الجهة" | "The authority’s reference";
    REPORTED = "أُبلغ برقم {reference}" | "Reported under {reference}";
    LIFT = "سجّل رفع التجميد" | "Record that it was lifted";
    LIFTED = "رُفع التجميد في {date}" | "Lifted on {date}";
    E_ASSIGNED = "أُسند إلى {to}" | "given to {to}";
    E_STARTED = "بدأت المراجعة" | "review began";
    E_NOTED = "ملاحظة: {text}" | "note: {text}";
    E_ATTACHED = "مستند: {name}" | "document: {name}";
    E_EVIDENCE = "تغيّرت الأدلة" | "the evidence changed";
    E_PROPOSED = "اقتراح: {outcome} — {reason}" | "proposal: {outcome} — {reason}";
    E_RETURNED = "أُعيد: {reason}" | "returned: {reason}";
    E_APPROVED = "إقرار: {outcome} — {reason}" | "approved: {outcome} — {reason}";
    E_REOPENED = "أُعيد فتحه: {changes}" | "reopened: {changes}";
    CUSTOMERS_LEAD = "كل عميل يُفحص من جديد كلما تغيّر أو تغيّرت القوائم." | "Every customer is screened again whenever they or the lists change.";
    CUSTOMERS_NONE = "لا عملاء مسجَّلون بعد؛ سجّلهم بالأمر hilf customers." | "No customer is registered yet; register them with hilf customers.";
    REFERENCE = "المرجع" | "Reference";
    REGISTERED = "سُجّل" | "Registered";
    CHANGED = "تغيّر" | "Changed";
    KNOWN = "ما يُعرف عنه" | "What is known";
    AUDIT_LEAD = "كل فعل وكل اطلاع، بترتيبه؛ وعرض السجل يُسجَّل أيضًا." | "Every act and every look, in order; showing the log is recorded too.";
    OBJECT = "الموضوع (مثل alert:…)" | "Object (such as alert:…)";
    ACT = "الفعل" | "Act";
    DETAILS = "التفاصيل" | "Details";
    ERASED = "مُحي" | "erased";
    VERIFY = "تحقّق من السجل" | "Verify the log";
    VALID = "السجل كما كُتب: {entries} قيدًا، الجذر {root}" | "The log is what was written: {entries} entries, root {root}";
    INVALID = "السجل ليس كما كُتب: القيد {n}: {reason}" | "The log is not what was written: entry {n}: {reason}";
    OVERVIEW_LEAD = "آخر ثلاثين يومًا." | "The last thirty days.";
    F_CUSTOMERS = "العملاء" | "Customers";
    F_SCREENED = "عمليات فحص" | "Screenings";
    F_OPENED = "تنبيهات فُتحت" | "Alerts opened";
    F_REOPENED = "أُعيد فتحها" | "Reopened";
    F_RATE = "نسبة الإنذار الكاذب" | "False-alarm rate";
    F_HOURS = "الوسيط حتى القرار (ساعات)" | "Median to decision (hours)";
    F_OVERDUE = "انقضت مهلتها" | "Overdue";
    F_FREEZES = "تجميدات نافذة" | "Freezes in force";
    WEEKLY = "أسبوعًا بأسبوع" | "Week by week";
    WEEK_FROM = "الأسبوع من" | "Week from";
    W_SCREENED = "عمليات فحص" | "Screenings";
    W_OPENED = "تنبيهات فُتحت" | "Alerts opened";
    W_DECIDED = "قرارات" | "Decisions";
    W_RATE = "نسبة الإنذار الكاذب (٪)" | "False-alarm rate (%)";
    W_HOURS = "الوسيط حتى القرار (ساعات)" | "Median to decision (hours)";
    BY_STATE = "التنبيهات حسب الحالة" | "Alerts by state";
    BY_OUTCOME = "القرارات حسب النتيجة" | "Decisions by outcome";
    LIST_AGES = "عمر القوائم بالأيام" | "Age of the lists in days";
    LAST_RUN = "آخر إعادة فحص" | "The last re-screening";
    RUN_PROOF = "فُحص {screened} من {customers}، وحُجز {held}، وفُتح {opened} وأُعيد فتح {reopened}."
        | "{screened} of {customers} customers were screened, {held} held, {opened} alerts opened, {reopened} reopened.";
    RUN_NONE = "لم تُجرَ إعادة فحص بعد." | "Nobody has been screened again yet.";
    KEYS = "لوحة المفاتيح: j وk بين التنبيهات، وEnter لفتحه، وg للبدء؛ وفي الحالة: 1 هو، و2 ليس هو، و3 لا يمكن الجزم، وn ملاحظة، وa الإقرار، وg التالي، وCtrl+Enter اقتراح ثم التالي."
        | "Keyboard: j and k between alerts, Enter to open, g to begin; in a case: 1 the same, 2 not the same, 3 cannot tell, n note, a approve, g next, Ctrl+Enter propose and next.";
    BEGIN = "ابدأ بالأول" | "Begin with the first";
    NEXT_ALERT = "التنبيه التالي" | "Next alert";
    PROPOSE_NEXT = "اقترح ثم التالي" | "Propose, next";
    APPROVE_NEXT = "أقِرّ ثم التالي" | "Approve, next";
    CHOOSE = "اختر" | "Choose";
    GOES_TOGETHER = "يُقترح مع غيره" | "may go together";
    TOGETHER = "المختارة معًا" | "Those chosen, together";
    PROPOSE_OTHERS = "اقترح: ليسوا هم" | "Propose: not the same";
    TOGETHER_HINT = "تسمح السياسة أن يُقترح معًا ما هو جديد أو قيد المراجعة، في أدنى نطاق، ويعارضه تاريخ ميلاد أو جنس؛ ويبقى غيره كما هو. ويقرّ كل تنبيه شخص آخر على حدة." | "Policy allows to propose together what is new or in review, in the lowest band, with a date of birth or gender against it; the others stay as they are. Another person approves each alert alone.";
    TOO_LATE = "تغيّر التنبيه منذ فتحته" | "The alert changed since you opened it";
    NOT_DONE = "لم يُنجز" | "Not done";
    SINCE = "ما جرى منذ ذلك" | "What happened since";
    NEW_EVIDENCE = "الأدلة أدناه غير التي رأيتها؛ انظر فيها من جديد." | "The evidence below is not what you saw; look at it again.";
    TYPED = "ما كتبته محفوظ هنا؛ أضفه ملاحظة إن شئت." | "What you typed is kept here; add it as a note if you like.";
    OTHERS = "تنبيهات أخرى على العميل نفسه" | "Other alerts on the same customer";
    OFFLINE = "لم يصل الطلب إلى العقدة؛ ما كتبته باقٍ. أعد الإرسال." | "The node was not reached; what you typed is kept. Send it again.";
    ENDED = "انتهت جلستك؛ ما كتبته باقٍ. ادخل في نافذة أخرى، ثم أعد تحميل هذه الصفحة." | "Your session has ended; what you typed is kept. Log in in another window, then load this page again.";
}

/// Alerts that were worked on together.
pub(crate) const DONE_TOGETHER: Plural = Plural::new(
    [
        "لم يُنجز شيء.",
        "أُنجز تنبيه واحد.",
        "أُنجز تنبيهان.",
        "أُنجزت {n} تنبيهات.",
        "أُنجز {n} تنبيهًا.",
        "أُنجز {n} تنبيه.",
    ],
    ["{n} alert done.", "{n} alerts done."],
);

/// States with their names in addresses.
pub(crate) const STATES: [(&str, State, Text); 5] = [
    ("new", State::New, S_NEW),
    ("in_review", State::InReview, S_REVIEW),
    ("proposed", State::Proposed, S_PROPOSED),
    ("reopened", State::Reopened, S_REOPENED),
    ("decided", State::Decided, S_DECIDED),
];

/// Outcomes with their names in forms.
pub(crate) const OUTCOMES: [(&str, Outcome, Text); 3] = [
    ("true_match", Outcome::TrueMatch, O_TRUE),
    ("false_positive", Outcome::FalsePositive, O_FALSE),
    ("cannot_tell", Outcome::CannotTell, O_CANNOT),
];

/// A state in words.
pub(crate) fn state(state: State) -> Text {
    STATES.iter().find(|(_, own, _)| *own == state).map_or(S_NEW, |(_, _, text)| *text)
}

/// An outcome in words.
pub(crate) fn outcome(outcome: Outcome) -> Text {
    OUTCOMES.iter().find(|(_, own, _)| *own == outcome).map_or(O_CANNOT, |(_, _, text)| *text)
}

/// What happened to an alert, in words.
pub(crate) fn event(ui: &crate::show::Ui, event: &Event) -> crate::show::Html {
    let word = |own: &Outcome| ui.t(outcome(*own));
    match event {
        Event::Assigned { to } => ui.fill(E_ASSIGNED, &[("to", to)]),
        Event::ReviewStarted => crate::show::Html::text(ui.t(E_STARTED)),
        Event::Noted { text } => ui.fill(E_NOTED, &[("text", text)]),
        Event::Attached { name, .. } => ui.fill(E_ATTACHED, &[("name", name)]),
        Event::EvidenceChanged { .. } => crate::show::Html::text(ui.t(E_EVIDENCE)),
        Event::Proposed { outcome, reason, .. } => {
            ui.fill(E_PROPOSED, &[("outcome", word(outcome)), ("reason", reason)])
        }
        Event::Returned { reason } => ui.fill(E_RETURNED, &[("reason", reason)]),
        Event::Approved { outcome, reason, .. } => {
            ui.fill(E_APPROVED, &[("outcome", word(outcome)), ("reason", reason)])
        }
        Event::Reopened { changes, .. } => {
            let told: Vec<String> = changes
                .iter()
                .map(|change| if ui.is_arabic() { change.arabic() } else { change.english() })
                .collect();
            ui.fill(E_REOPENED, &[("changes", &told.join("; "))])
        }
    }
}
