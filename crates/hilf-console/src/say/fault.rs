//! What went wrong, and what to do.

use super::texts;

texts! {
    NOT_FOUND = "لا توجد هذه الصفحة" | "There is no such page";
    NOT_FOUND_HINT = "تحقّق من العنوان، أو ابدأ من البحث." | "Check the address, or begin from the search.";
    NO_ENTITY = "لا يوجد قيد بهذا المعرّف في القوائم الحيّة"
        | "The live lists hold nothing under this id";
    NO_ENTITY_HINT = "ربما رُفع عن القائمة؛ تُظهر صفحة القوائم ما تغيّر."
        | "It may have been delisted; the page of the lists shows what changed.";
    NO_LIVE = "لا قوائم حيّة" | "No list is live";
    NO_LIVE_HINT = "أضِف قائمة بالأمر hilf lists add؛ تظهر هنا خلال ثوانٍ."
        | "Take up a list with hilf lists add; it appears here within seconds.";
    BUSY = "العقدة مشغولة" | "The node is busy";
    BUSY_HINT = "أعد المحاولة بعد لحظات." | "Try again in a moment.";
    INTERNAL = "خطأ في العقدة" | "An error in the node";
    INTERNAL_HINT = "لم يُنجز الطلب. السبب مكتوب في سجل العقدة."
        | "The request was not carried out. The reason is in the node's log.";
    UNWITNESSED = "لم يُكتب سجل الاطلاع، فلم يُعرض شيء"
        | "The look-up could not be recorded, so nothing is shown";
    UNWITNESSED_HINT = "كل اطلاع يُسجَّل قبل عرضه. أبلغ مسؤول العقدة."
        | "Every look-up is recorded before it is shown. Tell the node's administrator.";
    FOREIGN_FORM = "جاء هذا الطلب من موقع آخر فرُفض" | "This request came from another site and was refused";
    FOREIGN_FORM_HINT = "افتح الصفحة هنا وأعد الإرسال." | "Open the page here and send the form again.";
    TOO_LARGE = "الملف أكبر مما يُقبل" | "The file is larger than what is accepted";
    TOO_LARGE_HINT = "قسّمه، أو استعمل الأمر hilf screen --input."
        | "Split it, or use hilf screen --input.";
    BAD_FORM = "تعذّرت قراءة النموذج" | "The form could not be read";
    BAD_FORM_HINT = "ارجع، وتحقّق مما أدخلت، وأعد الإرسال." | "Go back, check what you entered, and send it again.";
    DESK_HINT = "ارجع وانظر في الأمر من جديد." | "Go back and look again.";
    NO_METHOD = "لا تقبل هذه الصفحة هذا الطلب" | "This page does not take this request";
    NO_METHOD_HINT = "افتح الصفحة من جديد." | "Open the page anew.";
}
