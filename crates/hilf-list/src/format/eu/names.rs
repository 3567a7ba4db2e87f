//! Names of EU subjects: one row per spelling and language.

use hilf_entity::{Entity, Value};

use super::note_detail;
use crate::alias::{self, Bearer, enumerated, one_line};
use crate::xml::Node;

const PARTS: &[&str] = &[
    "firstName",
    "middleName",
    "lastName",
    "wholeName",
    "function",
    "gender",
    "title",
    "nameLanguage",
    "strong",
];

/// All name rows: the first strong one is the name, the others are aliases; a weak one is a weak
/// alias. A subject with weak names only is called by the first.
pub(super) fn add_names(entity: &mut Entity, node: &Node) {
    let rows: Vec<&Node> = node.children("nameAlias").collect();
    let main = rows.iter().position(|row| !is_weak(row)).unwrap_or(0);
    for (index, row) in rows.iter().enumerate() {
        let property = match (index == main, is_weak(row)) {
            (true, _) => "name",
            (false, true) => "weakAlias",
            (false, false) => "alias",
        };
        add_row(entity, row, property);
    }
}

fn add_row(entity: &mut Entity, row: &Node, property: &str) {
    let person = entity.schema().name() == "Person";
    let of = |name| one_line(row.attribute(name));
    let lang = of("nameLanguage").to_lowercase();
    let parts = [of("firstName"), of("middleName"), of("lastName")];
    let assembled = parts.join(" ");
    let whole = if of("wholeName").is_empty() { one_line(&assembled) } else { of("wholeName") };
    let found = alias::split(&whole, if person { Bearer::Person } else { Bearer::Body });
    let mut others = property;
    for name in found.names {
        let name = if lang.is_empty() { name } else { name.with_lang(&lang) };
        entity.add(others, name);
        others = if property == "name" { "alias" } else { property };
    }
    entity.add_all("weakAlias", found.abbreviations.iter().cloned());
    if !person {
        entity.add_all("abbreviation", found.abbreviations);
    }
    let assembled = one_line(&assembled);
    let kept = |text: &str| whole.split(' ').any(|w| w == text) || whole.contains(text);
    if property == "name" {
        for (part, name) in ["firstName", "middleName", "lastName"].iter().zip(&parts) {
            entity.add(part, name.as_str());
        }
    } else if !assembled.is_empty() && !parts.iter().all(|part| kept(part)) {
        // The parts say something the whole name does not.
        let value = Value::new(&assembled);
        let value = if lang.is_empty() { value } else { value.with_lang(&lang) };
        entity.add(property, value);
    }
    add_attributes(entity, row, &whole);
}

/// Function, title and gender stand on every row anew.
fn add_attributes(entity: &mut Entity, row: &Node, whole: &str) {
    for (attribute, property) in [("function", "position"), ("title", "title")] {
        let field = one_line(row.attribute(attribute));
        for part in enumerated(&field) {
            let part = part.trim_end_matches('.');
            entity.add(property, Value::new(part).with_original(&field));
        }
    }
    match row.attribute("gender") {
        "M" => entity.add("gender", "male"),
        "F" => entity.add("gender", "female"),
        "" | "?" => {}
        other => entity.note("Gender", other),
    }
    note_detail(entity, &format!("Name {whole}"), row, PARTS);
}

/// Whether a row is a weak name: it says so in `strong`, or a remark calls its quality low.
fn is_weak(row: &Node) -> bool {
    let flag = row.attribute("strong");
    let said = row.children("remark").find_map(|r| quality(r.text()));
    said.unwrap_or(flag.eq_ignore_ascii_case("false") || flag == "0") || flag == "false"
}

/// What a remark says about a name's quality: `Some(true)` for low. The remarks are typed by hand
/// ("lo quality", "god quality"), so one wrong letter is forgiven.
fn quality(remark: &str) -> Option<bool> {
    let remark = remark.to_lowercase().replace('-', " ");
    let words: Vec<&str> =
        remark.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.windows(2).find_map(|pair| {
        let [grade, noun] = pair else { return None };
        if !within_one_letter(noun, "quality") {
            return None;
        }
        let low = ["low", "poor", "weak"].iter().any(|w| within_one_letter(grade, w));
        let good = ["good", "high", "strong"].iter().any(|w| within_one_letter(grade, w));
        (low != good).then_some(low)
    })
}

/// Whether two words differ by at most one letter inserted, left out or replaced.
fn within_one_letter(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let same_start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let shorter = a.len().min(b.len());
    let same_end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    same_start + same_end.min(shorter - same_start) + 1 >= a.len().max(b.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quality_is_read_through_typing_errors() {
        for (remark, expected) in [
            ("low quality a.k.a.", Some(true)),
            ("Lo quality alias", Some(true)),
            ("low-quality", Some(true)),
            ("good quality", Some(false)),
            ("(god qualty)", Some(false)),
            ("of unknown quality", None),
            ("born in Testville", None),
        ] {
            assert_eq!(quality(remark), expected, "{remark}");
        }
    }
}
