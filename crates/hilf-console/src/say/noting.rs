//! What analysts note on press reports.

use super::texts;

texts! {
    NOTES = "ملاحظات المحللين" | "Notes of analysts";
    NOTES_HINT = "الملاحظة تقف إلى جانب ما تقوله القواعد ولا تغيّره؛ وما سُحب منها يبقى." | "A note stands beside what the rules say and does not change it; one taken back stays.";
    NUMBER = "الرقم" | "Number";
    WHAT = "ماذا" | "What";
    BY = "من" | "By whom";
    AT = "متى" | "When";
    WHY = "لماذا" | "Why";
    EVIDENCE = "دليل" | "Evidence";
    SOURCE = "مصدر الدليل" | "Where the evidence is";
    GRADE = "درجة الدليل (شفرة الأميرالية)" | "Grade of the evidence (Admiralty code)";
    NO_GRADE = "بلا درجة" | "no grade";
    TAKEN_BACK = "سُحبت" | "taken back";
    CONFIRM = "الحكم صحيح" | "The verdict is right";
    REJECT = "الحكم غير صحيح" | "The verdict is wrong";
    CONFIRMED = "أُكّد الحكم" | "verdict confirmed";
    REJECTED = "رُفض الحكم" | "verdict rejected";
    MERGED = "دُمج حدثان" | "events merged";
    SPLIT_OFF = "فُصل حدث" | "event split off";
    WITHDRAWS = "تسحب الملاحظة {n}" | "takes back note {n}";
    ADD = "أضف ملاحظة" | "Add a note";
    KEEP = "احفظ الملاحظة" | "Keep the note";
    MERGE = "هما حدث واحد" | "They are one event";
    MERGE_WITH = "ادمجه مع" | "Merge it with";
    SPLIT = "افصله" | "Split it off";
    SPLIT_WHICH = "رواية عن حدث آخر" | "A telling of another event";
    WITHDRAW = "اسحبها" | "Take it back";
    WITHDRAW_WHY = "لماذا تُسحب الملاحظة {n}" | "Why note {n} is taken back";
    TYPED = "ما كتبته" | "What you typed";
    LOST = "ملاحظات لم يعد ما تتناوله موجودًا في التقارير" | "Notes about what is no longer found in the reports";
}
