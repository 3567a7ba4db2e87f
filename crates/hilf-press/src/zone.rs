//! Zones of a plain-text report, line by line.

mod page;

use std::ops::Range;

pub(crate) use page::rule_of as page_rule;

/// What a line of a report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// The headline.
    Title,
    /// The line under the headline that says more.
    Subtitle,
    /// A heading between paragraphs.
    Subheading,
    /// Text of the report.
    Body,
    /// Masthead, caption, byline or navigation.
    Boilerplate,
    /// Nothing but blanks.
    Blank,
}

impl Zone {
    /// Whether the lines of this zone are the report's own words.
    pub(crate) fn is_read(self) -> bool {
        matches!(self, Zone::Title | Zone::Subtitle | Zone::Subheading | Zone::Body)
    }

    /// The name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Zone::Title => "title",
            Zone::Subtitle => "subtitle",
            Zone::Subheading => "subheading",
            Zone::Body => "body",
            Zone::Boilerplate => "boilerplate",
            Zone::Blank => "blank",
        }
    }
}

/// One line with its zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Number of the line, counted from 1.
    pub number: usize,
    /// Bytes of the original, without the line end.
    pub bytes: Range<usize>,
    /// What the line is.
    pub zone: Zone,
    /// The rule that decided.
    pub rule: &'static str,
}

/// A title is not longer than this many characters; a longer first line is text.
const LONGEST_TITLE: usize = 180;
/// Characters from which a line counts as a paragraph.
const PARAGRAPH: usize = 100;

/// Gives every line of a report its zone.
pub fn zones(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (i, raw) in text.split('\n').enumerate() {
        let line = raw.trim_end_matches('\r');
        let (zone, rule) = of_its_own(line);
        let bytes = start..start + line.len();
        lines.push(Line { number: i + 1, bytes, zone, rule });
        start += raw.len() + 1;
    }
    let seen: Vec<usize> = (0..lines.len()).filter(|&i| lines[i].zone != Zone::Blank).collect();
    after_markers(&mut lines, &seen);
    title(text, &mut lines, &seen);
    under_title(text, &mut lines, &seen);
    captions(text, &mut lines, &seen);
    lone_links(text, &mut lines, &seen);
    subtitle(&mut lines);
    tail(&mut lines, &seen);
    lines
}

/// Gives the lines of a page the zones its layout found.
pub(crate) fn laid_out(text: &str, found: &[(Zone, &'static str)]) -> Vec<Line> {
    let mut start = 0;
    let lines = text.split('\n').zip(found).enumerate().map(|(i, (line, (zone, rule)))| {
        let bytes = start..start + line.len();
        start += line.len() + 1;
        Line { number: i + 1, bytes, zone: *zone, rule }
    });
    lines.collect()
}

/// What a line is without its neighbours.
fn of_its_own(line: &str) -> (Zone, &'static str) {
    if line.trim().is_empty() {
        (Zone::Blank, "blank")
    } else if !line.chars().any(char::is_alphanumeric) {
        (Zone::Boilerplate, "no-letters")
    } else if let Some(rule) = page::rule_of(line) {
        (Zone::Boilerplate, rule)
    } else if is_paragraph(line) {
        (Zone::Body, "paragraph")
    } else {
        (Zone::Subheading, "short-line")
    }
}

/// Names after a masthead role, links after "related", everything after "comments".
fn after_markers(lines: &mut [Line], seen: &[usize]) {
    let mut linked = false;
    let mut commented = false;
    for (place, &i) in seen.iter().enumerate() {
        let before = place.checked_sub(1).map_or("", |before| lines[seen[before]].rule);
        let short = lines[i].rule == "short-line";
        let rule = if commented {
            "after-comments"
        } else if before == "masthead-role" && short {
            "after-masthead-role"
        } else if linked && short {
            "after-related-links"
        } else {
            linked = lines[i].rule == "related-links";
            commented = lines[i].rule == "comments";
            continue;
        };
        (lines[i].zone, lines[i].rule) = (Zone::Boilerplate, rule);
    }
}

fn title(text: &str, lines: &mut [Line], seen: &[usize]) {
    if let Some(&first) = seen.iter().find(|&&i| lines[i].zone != Zone::Boilerplate)
        && text[lines[first].bytes.clone()].chars().nth(LONGEST_TITLE).is_none()
    {
        (lines[first].zone, lines[first].rule) = (Zone::Title, "first-line-of-report");
    }
}

/// A few words between title and text name the outlet or the place of writing.
fn under_title(text: &str, lines: &mut [Line], seen: &[usize]) {
    for pair in seen.windows(2) {
        let (above, here) = (pair[0], pair[1]);
        let below_title = matches!(lines[above].zone, Zone::Title)
            || matches!(lines[above].rule, "date-stamp" | "byline" | "under-title");
        let few = text[lines[here].bytes.clone()].split_whitespace().count() <= 5;
        if below_title && few && lines[here].rule == "short-line" {
            (lines[here].zone, lines[here].rule) = (Zone::Boilerplate, "under-title");
        }
    }
}

/// A short line right before another one, or repeated by it, is the caption of a picture.
fn captions(text: &str, lines: &mut [Line], seen: &[usize]) {
    let mut caption: Option<&str> = None;
    for pair in seen.windows(2) {
        let (here, next) = (pair[0], pair[1]);
        let own = text[lines[here].bytes.clone()].trim();
        let repeats = caption.is_some_and(|before| own.starts_with(before));
        if lines[here].rule != "short-line" {
            caption = None;
        } else if repeats || lines[next].rule == "short-line" {
            (lines[here].zone, lines[here].rule) = (Zone::Boilerplate, "caption-before-heading");
            caption = Some(own);
        }
    }
}

/// A single line behind a dash, without a point, between paragraphs: the headline of another report.
fn lone_links(text: &str, lines: &mut [Line], seen: &[usize]) {
    let words = |i: usize| text[lines[i].bytes.clone()].trim();
    let dash = |i: usize| words(i).starts_with("- ") || words(i).starts_with("– ");
    let lone: Vec<usize> = seen
        .windows(3)
        .filter(|three| {
            let [before, here, next] = **three else { return false };
            let ends = words(here).ends_with(['.', '؟', '!', ':', '…', '،']);
            dash(here) && !ends && !dash(before) && !dash(next) && !words(before).ends_with(':')
        })
        .map(|three| three[1])
        .collect();
    for i in lone {
        if lines[i].zone == Zone::Body {
            (lines[i].zone, lines[i].rule) = (Zone::Boilerplate, "link-between-paragraphs");
        }
    }
}

/// A line of more than a few words between headline and text says more than the headline.
fn subtitle(lines: &mut [Line]) {
    let titled = lines.iter().position(|line| line.zone == Zone::Title);
    let Some(title) = titled else { return };
    let read = |line: &Line| matches!(line.zone, Zone::Subheading | Zone::Body);
    let Some(first) = (title + 1..lines.len()).find(|i| read(&lines[*i])) else { return };
    let text_follows = lines[first + 1..].iter().find(|line| read(line));
    let body = text_follows.is_some_and(|line| line.zone == Zone::Body);
    if lines[first].zone == Zone::Subheading && body {
        (lines[first].zone, lines[first].rule) = (Zone::Subtitle, "line-under-title");
    }
}

/// Short lines with no paragraph behind them head nothing.
fn tail(lines: &mut [Line], seen: &[usize]) {
    for &i in seen.iter().rev() {
        match lines[i].zone {
            Zone::Body | Zone::Title | Zone::Subtitle => return,
            Zone::Subheading => {
                (lines[i].zone, lines[i].rule) = (Zone::Boilerplate, "after-last-paragraph");
            }
            Zone::Boilerplate | Zone::Blank => {}
        }
    }
}

pub(crate) fn is_paragraph(line: &str) -> bool {
    let line = line.trim();
    line.starts_with(['•', '*', '–', '●', '▪'])
        || line.starts_with("- ")
        || line.ends_with(['.', '؟', '!', ':', '”', '»', '…'])
        || line.chars().nth(PARAGRAPH).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masthead_captions_and_navigation_are_not_the_report() {
        let text = "رئيس التحرير\nسمير علي\n\nاجتماع في الرباط\n\nالوزير\nالوزير يتحدث\n\
                    اجتمع الوزراء أمس.\n\nعنوان فرعي\nقال الوزير ذلك.\nمقالات ذات صلة";
        let found: Vec<Zone> = zones(text).iter().map(|line| line.zone).collect();
        use Zone::*;
        assert_eq!(
            found,
            [
                Boilerplate,
                Boilerplate,
                Blank,
                Title,
                Blank,
                Boilerplate,
                Boilerplate,
                Body,
                Blank,
                Subheading,
                Body,
                Boilerplate
            ]
        );
    }

    #[test]
    fn what_a_page_adds_is_not_the_report() {
        let text = "الرئيسية » سياسة » دولي\nاجتماع في الرباط لبحث الأمن\nبقلم: سمير علي\n\
                    نشر في: 11 مايو 2022 - 10:30\nفيسبوك تويتر واتساب\n\
                    اجتمع الوزراء في الرباط لبحث الأمن.\nاقرأ أيضا: خبر آخر عن الأمن\n\
                    وقال الوزير إن الأمر جيد.\nمواضيع ذات صلة\nخبر أول عن الأمن\nخبر ثان\n\
                    التعليقات\nرأيي أن هذا الأمر مهم جدا لنا.\nجميع الحقوق محفوظة";
        let found: Vec<&str> = zones(text).iter().map(|line| line.rule).collect();
        assert_eq!(
            found,
            [
                "breadcrumb",
                "first-line-of-report",
                "byline",
                "date-stamp",
                "share-buttons",
                "paragraph",
                "related-links",
                "paragraph",
                "related-links",
                "after-related-links",
                "after-related-links",
                "comments",
                "after-comments",
                "after-comments"
            ]
        );
    }

    #[test]
    fn the_line_under_the_title_says_more() {
        let text = "اجتماع في الرباط لبحث الأمن\nالوزراء يناقشون خطة من خمسة محاور لتأمين الحدود\n\n\
                    اجتمع الوزراء أمس.\n\nعنوان فرعي في النص\nقال الوزير ذلك.";
        let found: Vec<&str> = zones(text).iter().map(|line| line.zone.name()).collect();
        assert_eq!(found, ["title", "subtitle", "blank", "body", "blank", "subheading", "body"]);
    }

    #[test]
    fn one_line_behind_a_dash_leads_elsewhere_and_several_are_a_list() {
        let text = "عنوان\nاجتمع الوزراء أمس في الرباط.\n- وزير يزور تونس غدا\nوقال الوزير ذلك.\n\
                    وجاءت النقاط كالتالي:\n- دعم القدرات\n- تبادل المعلومات\nوختم الوزير.";
        let found: Vec<&str> = zones(text).iter().map(|line| line.rule).collect();
        assert_eq!(found[2], "link-between-paragraphs");
        assert!(found[5..7].iter().all(|rule| *rule == "paragraph"), "{found:?}");
    }

    #[test]
    fn a_rule_of_dashes_is_not_the_report() {
        assert_eq!(zones("عنوان\nنص الخبر.\n--")[2].zone, Zone::Boilerplate);
    }

    #[test]
    fn offsets_point_into_the_original() {
        let text = "عنوان\r\nنص الخبر هنا.\n";
        let lines = zones(text);
        assert_eq!(&text[lines[1].bytes.clone()], "نص الخبر هنا.");
    }
}
