//! Outlet and author, from what stands around a report.

use crate::article::Article;
use crate::zone::Zone;

/// Outlet and author. Names under a masthead belong to the outlet's staff, not to the report.
pub(crate) fn byline(article: &Article<'_>) -> (Option<String>, Option<String>) {
    let line = |i: usize| article.text[article.lines[i].bytes.clone()].trim();
    let mut outlet = None;
    let mut author = None;
    for i in 0..article.lines.len() {
        if article.lines[i].zone != Zone::Boilerplate {
            continue;
        }
        let own = line(i);
        if let Some(rest) =
            own.strip_prefix("متابعة").map(str::trim).filter(|rest| !rest.is_empty())
        {
            outlet = outlet.or(Some(rest.trim_matches([':', '-', ' ', '،']).to_owned()));
        }
        let label =
            ["الكاتب", "بقلم", "كتب", "كتبت", "إعداد", "تحرير"].into_iter().find_map(|label| {
                let rest = own.strip_prefix(label)?;
                (rest.is_empty() || rest.starts_with([':', ' ']))
                    .then(|| rest.trim_matches([':', ' ', '-']))
            });
        let Some(same_line) = label else { continue };
        let next = (i + 1..article.lines.len()).find(|j| article.lines[*j].zone != Zone::Blank);
        let name =
            if same_line.is_empty() { next.map(line).unwrap_or_default() } else { same_line };
        let short = (2..=5).contains(&name.split_whitespace().count());
        let person = short && !name.starts_with("متابعة") && !name.chars().any(|c| c.is_numeric());
        if person && author.is_none() {
            author = Some(name.to_owned());
        }
    }
    (outlet.or_else(|| statement_to(article)), author)
}

/// `في تصريحات خاصة لـ "صدى البلد"`: a report names its own outlet where somebody spoke to it.
fn statement_to(article: &Article<'_>) -> Option<String> {
    let at = (0..article.tokens.len()).find(|at| {
        article.is(*at, &["تصريح", "تصريحات", "تصريحه", "حديث", "حوار"])
            && article.is(at + 1, &["خاص", "خاصه"])
    })?;
    let open =
        (at + 2..(at + 6).min(article.tokens.len())).find(|i| article.tokens[*i].is_quote())?;
    let close =
        (open + 1..(open + 6).min(article.tokens.len())).find(|i| article.tokens[*i].is_quote())?;
    Some(article.slice(&(open + 1..close)).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors_are_named_by_the_line_and_staff_is_not() {
        let of = |text: &str| byline(&Article::new(text));
        assert_eq!(
            of("عنوان الخبر\nبقلم: سمير حداد\nاجتمع الوزراء أمس في الرباط لبحث الأمر كله.\n").1,
            Some("سمير حداد".to_owned())
        );
        assert_eq!(of("رئيس التحرير\nسمير حداد\nعنوان\nنص الخبر هنا.\n"), (None, None));
        assert_eq!(
            of("عنوان الخبر\nالكاتب:\nمتابعة الرباط 24\nنص الخبر هنا.\n"),
            (Some("الرباط 24".to_owned()), None)
        );
    }
}
