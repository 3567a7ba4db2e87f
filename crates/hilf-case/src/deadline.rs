//! Deadlines: hours, or business days of a national calendar that is given as data.

use jiff::civil::{Date, Weekday};
use jiff::tz::{Offset, TimeZone};
use jiff::{Span, Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

/// A day off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    /// The day.
    pub date: Date,
    /// What it is called.
    pub name: String,
}

/// A country's calendar, versioned. Holidays that follow the moon are announced, not computed:
/// they are entered as they are announced, and [`Calendar::until`] says how far it is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// Its version.
    pub version: String,
    /// Offset from UTC in hours at which days begin; the countries served so far have no summer
    /// time.
    pub utc_offset_hours: i8,
    /// Days of rest, as English names in lower case: `friday`, `saturday`.
    pub weekend: Vec<String>,
    /// Days off.
    pub holidays: Vec<Holiday>,
    /// Last day for which the holidays are known.
    pub until: Date,
}

/// How long a duty leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// Hours, counted straight through.
    Hours(u16),
    /// Whole business days after the day it began; due at the end of the last.
    BusinessDays(u16),
}

/// A duty with its limit and the rule it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// What is due: `freeze`, `report`.
    pub duty: String,
    /// Within what time.
    pub limit: Limit,
    /// The regulation.
    pub source: String,
}

/// A calendar that cannot be worked with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarFault {
    /// A day of the week that is none.
    #[error("calendar {version}: {day:?} is no day of the week; write it as in `friday`")]
    Weekday {
        /// The calendar's version.
        version: String,
        /// What stands there.
        day: String,
    },
    /// No working day is left.
    #[error("calendar {0}: every day of the week is a day of rest")]
    NoWorkingDay(String),
    /// No such offset.
    #[error("calendar {version}: {hours} hours is no offset from UTC")]
    Offset {
        /// The calendar's version.
        version: String,
        /// What stands there.
        hours: i8,
    },
}

/// Why a deadline has no date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LimitError {
    /// The calendar is at fault.
    #[error(transparent)]
    Calendar(#[from] CalendarFault),
    /// The calendar ends before the deadline.
    #[error("calendar {version} knows holidays until {until} only; add those after it")]
    Unknown {
        /// The calendar's version.
        version: String,
        /// Its last day.
        until: Date,
    },
    /// The time cannot be written.
    #[error("the deadline lies beyond the years that can be written")]
    Range,
}

impl LimitError {
    /// The sentence in Arabic.
    pub fn arabic(&self) -> String {
        match self {
            LimitError::Calendar(CalendarFault::Weekday { version, day }) => {
                format!("التقويم {version}: {day:?} ليس يوما من الأسبوع؛ اكتبه هكذا `friday`")
            }
            LimitError::Calendar(CalendarFault::NoWorkingDay(version)) => {
                format!("التقويم {version}: كل أيام الأسبوع أيام عطلة")
            }
            LimitError::Calendar(CalendarFault::Offset { version, hours }) => {
                format!("التقويم {version}: لا يوجد فرق {hours} ساعة عن التوقيت العالمي")
            }
            LimitError::Unknown { version, until } => {
                format!("لا يعرف التقويم {version} العطل بعد {until}؛ أضف ما بعده")
            }
            LimitError::Range => "تقع المهلة بعد السنوات التي يمكن كتابتها".to_owned(),
        }
    }
}

impl Calendar {
    /// When a duty that began at `start` is due. Hours run on through days of rest. Business days
    /// begin to count on the day after `start`; the duty is due as the last of them ends, local
    /// time.
    ///
    /// # Errors
    /// [`LimitError`]: a deadline is never guessed from a calendar that does not reach so far.
    pub fn due(&self, start: Timestamp, limit: Limit) -> Result<Timestamp, LimitError> {
        match limit {
            Limit::Hours(hours) => {
                start.checked_add(i64::from(hours).hours()).map_err(|_| LimitError::Range)
            }
            Limit::BusinessDays(days) => self.business_days(start, days),
        }
    }

    fn business_days(&self, start: Timestamp, days: u16) -> Result<Timestamp, LimitError> {
        let rest = self.rest()?;
        let offset = Offset::from_hours(self.utc_offset_hours).map_err(|_| {
            CalendarFault::Offset { version: self.version.clone(), hours: self.utc_offset_hours }
        })?;
        let zone = TimeZone::fixed(offset);
        let one_day: Span = 1.day();
        let mut day = zone.to_datetime(start).date();
        let mut left = days;
        while left > 0 {
            day = day.checked_add(one_day).map_err(|_| LimitError::Range)?;
            if day > self.until {
                return Err(LimitError::Unknown {
                    version: self.version.clone(),
                    until: self.until,
                });
            }
            let off = rest.contains(&day.weekday())
                || self.holidays.iter().any(|holiday| holiday.date == day);
            left -= u16::from(!off);
        }
        let end = day.checked_add(one_day).map_err(|_| LimitError::Range)?;
        zone.to_timestamp(end.at(0, 0, 0, 0)).map_err(|_| LimitError::Range)
    }

    fn rest(&self) -> Result<Vec<Weekday>, CalendarFault> {
        let mut rest = Vec::new();
        for day in &self.weekend {
            let weekday = weekday(day).ok_or_else(|| CalendarFault::Weekday {
                version: self.version.clone(),
                day: day.clone(),
            })?;
            if !rest.contains(&weekday) {
                rest.push(weekday);
            }
        }
        if rest.len() == 7 {
            return Err(CalendarFault::NoWorkingDay(self.version.clone()));
        }
        Ok(rest)
    }
}

fn weekday(name: &str) -> Option<Weekday> {
    Some(match name {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar(weekend: &[&str], holidays: &[&str]) -> Calendar {
        Calendar {
            version: "test-1".to_owned(),
            utc_offset_hours: 4,
            weekend: weekend.iter().map(|&day| day.to_owned()).collect(),
            holidays: holidays
                .iter()
                .map(|day| Holiday { date: day.parse().unwrap(), name: "day off".to_owned() })
                .collect(),
            until: "2026-12-31".parse().unwrap(),
        }
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn weekends_and_holidays_do_not_count() {
        // Wednesday, 10 June 2026.
        let start = at("2026-06-10T08:00:00Z");
        let due = |calendar: &Calendar| calendar.due(start, Limit::BusinessDays(5)).unwrap();
        assert_eq!(due(&calendar(&["saturday", "sunday"], &[])), at("2026-06-17T20:00:00Z"));
        assert_eq!(due(&calendar(&["friday", "saturday"], &[])), at("2026-06-17T20:00:00Z"));
        assert_eq!(due(&calendar(&["friday"], &[])), at("2026-06-16T20:00:00Z"));
        let feast = calendar(&["saturday", "sunday"], &["2026-06-15", "2026-06-16"]);
        assert_eq!(due(&feast), at("2026-06-19T20:00:00Z"));
    }

    #[test]
    fn the_day_begins_where_the_calendar_says() {
        // 21:00 UTC on Thursday is Friday already in UTC+4.
        let calendar = calendar(&["saturday", "sunday"], &[]);
        let due = calendar.due(at("2026-06-11T21:00:00Z"), Limit::BusinessDays(1)).unwrap();
        assert_eq!(due, at("2026-06-15T20:00:00Z"));
    }

    #[test]
    fn hours_run_through_the_weekend() {
        let calendar = calendar(&["saturday", "sunday"], &[]);
        let due = calendar.due(at("2026-06-12T08:00:00Z"), Limit::Hours(24)).unwrap();
        assert_eq!(due, at("2026-06-13T08:00:00Z"));
    }

    #[test]
    fn no_deadline_is_guessed() {
        let start = at("2026-12-30T08:00:00Z");
        let short = calendar(&["sunday"], &[]).due(start, Limit::BusinessDays(5));
        assert!(matches!(short, Err(LimitError::Unknown { .. })));
        let never = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        let never = calendar(&never, &[]).due(start, Limit::BusinessDays(1));
        assert!(matches!(never, Err(LimitError::Calendar(CalendarFault::NoWorkingDay(_)))));
        let odd = calendar(&["caturday"], &[]).due(start, Limit::BusinessDays(1));
        assert!(matches!(odd, Err(LimitError::Calendar(CalendarFault::Weekday { .. }))));
    }
}
