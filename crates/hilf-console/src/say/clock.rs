//! Deadlines.

use super::{Plural, texts};

texts! {
    NO_DUE = "بلا مهلة" | "no deadline";
    LEFT = "باقٍ {time}" | "{time} left";
    OVERDUE = "انقضت المهلة منذ {time}" | "overdue by {time}";
    UNTIL = "حتى {date}" | "until {date}";
}

/// Minutes.
pub(crate) const MINUTES: Plural = Plural::new(
    ["أقل من دقيقة", "دقيقة", "دقيقتان", "{n} دقائق", "{n} دقيقة", "{n} دقيقة"],
    ["{n} minute", "{n} minutes"],
);
/// Hours.
pub(crate) const HOURS: Plural = Plural::new(
    ["أقل من ساعة", "ساعة", "ساعتان", "{n} ساعات", "{n} ساعة", "{n} ساعة"],
    ["{n} hour", "{n} hours"],
);
/// Days.
pub(crate) const DAYS: Plural = Plural::new(
    ["أقل من يوم", "يوم", "يومان", "{n} أيام", "{n} يومًا", "{n} يوم"],
    ["{n} day", "{n} days"],
);
