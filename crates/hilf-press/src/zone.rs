//! Zones of a plain-text report, line by line.

use std::ops::Range;

use hilf_text::fold;

/// What a line of a report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// The headline.
    Title,
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
    /// The name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Zone::Title => "title",
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

/// Lines of web pages that belong to the page, not to the report.
const NAVIGATION: &[&str] = &[
    "اقرأ أيضا",
    "مقالات ذات صلة",
    "مواضيع ذات صلة",
    "شاهد أيضا",
    "زر الذهاب إلى الأعلى",
    "شارك",
    "تعليقات",
];
/// Labels whose next line names a person of the outlet.
const ROLES: &[&str] = &["الإشراف العام", "رئيس التحرير", "الكاتب", "تصوير", "المصدر"];
/// Characters from which a line counts as a paragraph.
const PARAGRAPH: usize = 100;

/// Gives every line of a report its zone.
pub fn zones(text: &str) -> Vec<Line> {
    let plain = |s: &str| fold(s).text().trim_matches([' ', ':', '.']).to_owned();
    let navigation: Vec<String> = NAVIGATION.iter().map(|s| plain(s)).collect();
    let roles: Vec<String> = ROLES.iter().map(|s| plain(s)).collect();
    let mut lines = Vec::new();
    let mut start = 0;
    for (i, raw) in text.split('\n').enumerate() {
        let line = raw.trim_end_matches('\r');
        let kind = if line.trim().is_empty() {
            (Zone::Blank, "blank")
        } else if !line.chars().any(char::is_alphanumeric) {
            (Zone::Boilerplate, "no-letters")
        } else if navigation.contains(&plain(line)) {
            (Zone::Boilerplate, "navigation-marker")
        } else if roles.contains(&plain(line)) {
            (Zone::Boilerplate, "masthead-role")
        } else if is_paragraph(line) {
            (Zone::Body, "paragraph")
        } else {
            (Zone::Subheading, "short-line")
        };
        let bytes = start..start + line.len();
        lines.push(Line { number: i + 1, bytes, zone: kind.0, rule: kind.1 });
        start += raw.len() + 1;
    }
    let seen: Vec<usize> = (0..lines.len()).filter(|&i| lines[i].zone != Zone::Blank).collect();
    for pair in seen.windows(2) {
        if lines[pair[0]].rule == "masthead-role" && lines[pair[1]].rule == "short-line" {
            (lines[pair[1]].zone, lines[pair[1]].rule) = (Zone::Boilerplate, "after-masthead-role");
        }
    }
    if let Some(&first) = seen.iter().find(|&&i| lines[i].zone != Zone::Boilerplate)
        && lines[first].bytes.len() < 600
    {
        (lines[first].zone, lines[first].rule) = (Zone::Title, "first-line-of-report");
    }
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
    lines
}

fn is_paragraph(line: &str) -> bool {
    let line = line.trim();
    line.starts_with(['•', '*', '–'])
        || line.ends_with(['.', '؟', '!', ':', '”', '»'])
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
