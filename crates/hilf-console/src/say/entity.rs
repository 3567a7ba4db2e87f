//! The page of an entity.

use super::texts;

texts! {
    ASK = "لعرض هذا القيد اختر غرض الاطلاع." | "Choose the purpose of the look-up to see this entry.";
    SHOW = "اعرض" | "Show";
    NAMES = "الأسماء" | "Names";
    RELATIONS = "الصلات" | "Relations";
    RELATIONS_NONE = "لا تذكر القائمة صلات لهذا القيد." | "The list states no relations of this entry.";
    RELATION = "الصلة" | "Relation";
    WITH = "مع" | "With";
    SINCE = "من" | "From";
    UNTIL = "إلى" | "Until";
    TIMELINE = "خط زمن الإدراج" | "Timeline of the listing";
    TIMELINE_NONE = "لا تذكر القائمة تواريخ." | "The list states no dates.";
    DATE = "التاريخ" | "Date";
    EVENT = "الحدث" | "Event";
    LISTED = "الإدراج" | "Listed";
    IN_FORCE = "نفاذ" | "In force";
    AMENDED = "تعديل القيد" | "Amended";
    ENDED = "انتهاء" | "Ended";
    CREATED = "إنشاء القيد" | "Created";
    SCREEN = "افحص هذا الاسم" | "Screen this name";
    DRAWING = "رسم صلات {name}" | "Drawing of the relations of {name}";
    DRAWING_TIME = "رسم زمني لإدراج {name}" | "Drawing of the timeline of {name}";
    MORE = "والباقي في الجدول" | "the rest is in the table";
}
