//! Exemptions.

use super::texts;

texts! {
    TITLE = "الاستثناءات" | "Exemptions";
    HINT = "سبب مشروع للدفع رغم أنه المُدرَج: يقترحه شخص ويمنحه آخر، لنطاق ومبلغ ومدة." | "A lawful reason to pay although it is the listed person: one person proposes it, another grants it, for a scope, an amount and a time.";
    NONE = "لا استثناء على هذا العميل." | "There is no exemption for this customer.";
    ASK = "اقترح استثناءً" | "Propose an exemption";
    BASIS = "السند القانوني" | "Legal basis";
    HUMANITARIAN = "مساعدة إنسانية: القرار 2664 (2022)، ولنظام 1267 القرار 2761 (2024)" | "Humanitarian assistance: UNSCR 2664 (2022); for the 1267 regime UNSCR 2761 (2024)";
    LICENCE = "ترخيص من جهة مختصة" | "Licence of a competent authority";
    WHO = "مقدّم المساعدة أو الجهة المرخّصة" | "Provider of the assistance, or authority";
    NUMBER = "المشروع أو رقم الترخيص" | "Project, or number of the licence";
    CURRENCY = "العملة" | "Currency";
    CEILING = "أقصى مبلغ" | "Most that may be paid";
    FROM = "من يوم" | "From the day";
    UNTIL = "إلى آخر يوم" | "To the end of the day";
    DAYS_UTC = "الأيام بالتوقيت العالمي." | "Days are in UTC.";
    HUMANITARIAN_OF = "مساعدة إنسانية (القرار 2664، وللنظام 1267 القرار 2761): {provider}؛ {project}" | "Humanitarian assistance (UNSCR 2664; for the 1267 regime UNSCR 2761): {provider}; {project}";
    LICENCE_OF = "ترخيص {authority} رقم {number}" | "Licence of {authority}, number {number}";
    UP_TO = "حتى {ceiling}" | "up to {ceiling}";
    USED = "دُفع {used} من {ceiling}" | "{used} of {ceiling} paid";
    PERIOD = "من {from} حتى {until}" | "from {from} until {until}";
    PROPOSED_BY = "اقترحه {who}" | "proposed by {who}";
    GRANTED_BY = "اقترحه {first} ومنحه {second}" | "proposed by {first}, granted by {second}";
    WAITING = "ينتظر شخصًا آخر" | "waits for another person";
    TURNED_DOWN = "لم يُمنح" | "not granted";
    IN_FORCE = "نافذ" | "in force";
    TO_COME = "مُنح ولم يبدأ" | "granted, not yet begun";
    RUN_OUT = "انتهت مدته" | "run out";
    ENDED = "أُنهي" | "ended";
    GRANT = "امنحه" | "Grant it";
    TURN_DOWN = "لا تمنحه" | "Turn it down";
    END = "أنهه" | "End it";
    WITHDRAW = "اسحب اقتراحك" | "Take your proposal back";
    WHY = "لماذا" | "Why";
    MARK = "مستثنى حتى {date}" | "exempt until {date}";
}
