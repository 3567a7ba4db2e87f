//! Facts that stand in sentences: document numbers, UN references, IMO numbers.

/// Words that stand before a document number and look like its series letters.
const NOT_A_SERIES: &[&str] = &["NO", "NR", "ID", "NIC", "CAR", "UK", "US", "USA", "UAE", "DRC"];

/// The numbers in what a list says of a document: the whole text where it is one number, else
/// every word of a sentence that can be one.
///
/// A word can be one if it has four digits or more, or six characters of capital letters and
/// digits, and is neither a date nor a year. Series letters before it belong to it.
pub(super) fn document_numbers(text: &str) -> Vec<String> {
    let text = text.trim().trim_end_matches('.');
    if !text.contains(char::is_whitespace) && text.contains(|c: char| c.is_ascii_digit()) {
        return vec![text.to_owned()];
    }
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || "(),;:".contains(c))
        .map(|word| word.trim_matches(|c: char| ".-/'\"".contains(c)))
        .filter(|word| !word.is_empty())
        .collect();
    let mut numbers = Vec::new();
    for (index, word) in words.iter().enumerate() {
        if !is_number(word) {
            continue;
        }
        let before = index.checked_sub(1).and_then(|i| words.get(i)).copied().unwrap_or("");
        let is_series = (1..=2).contains(&before.len())
            && before.bytes().all(|b| b.is_ascii_uppercase())
            && !NOT_A_SERIES.contains(&before);
        let number = if is_series { format!("{before} {word}") } else { (*word).to_owned() };
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    numbers
}

fn is_number(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let is_mixed = word.len() >= 6
        && digits >= 2
        && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let is_year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let parts: Vec<&str> = word.split(['/', '.', '-']).collect();
    let is_date = parts.len() == 3
        && parts.iter().all(|p| p.len() <= 4 && p.bytes().all(|b| b.is_ascii_digit()))
        && parts.iter().any(|p| p.len() == 4 && (p.starts_with("19") || p.starts_with("20")));
    (digits >= 4 || is_mixed) && !is_year && !is_date
}

/// References of the UN Security Council after `UN Ref`, as in `UN Ref: QDi.999.`
///
/// Today's form has the case the Council writes it in; forms used before 2014
/// (`TI.H.150.11`) stay as they are.
pub(super) fn un_references(text: &str) -> Vec<String> {
    let found = after_each(text, "un ref");
    found.into_iter().filter(|t| t.contains('.')).map(canonical_un_reference).collect()
}

/// References of the UK Sanctions List after `UK Sanctions List Ref`.
pub(super) fn uk_references(text: &str) -> Vec<String> {
    after_each(text, "uk sanctions list ref").into_iter().map(str::to_owned).collect()
}

/// The seven digits after `IMO`, each once.
pub(super) fn imo_numbers(text: &str) -> Vec<&str> {
    digits_after(text, "IMO", 7)
}

/// The nine digits after `MMSI`, each once.
pub(super) fn mmsi_numbers(text: &str) -> Vec<&str> {
    digits_after(text, "MMSI", 9)
}

/// Whether a text begins as the Treasury's descriptions of ships do.
pub(super) fn is_about_ship(text: &str) -> bool {
    text.trim_start().starts_with("IMO") && !imo_numbers(text).is_empty()
}

/// The gender after `Gender`.
pub(super) fn gender(text: &str) -> Option<&str> {
    let at = text.find("Gender")?;
    let rest = text.get(at + "Gender".len()..)?.trim_start_matches([')', ':', ' ', '.']);
    let word = rest.split(|c: char| !c.is_alphabetic()).next()?;
    Some(word).filter(|w| matches!(*w, "Male" | "Female" | "male" | "female"))
}

/// The reference-like word after each occurrence of a label: letters first, then a digit.
fn after_each<'a>(text: &'a str, label: &str) -> Vec<&'a str> {
    let lower = text.to_ascii_lowercase();
    let mut found: Vec<&str> = Vec::new();
    for (at, _) in lower.match_indices(label) {
        let Some(rest) = text.get(at + label.len()..) else { continue };
        let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(rest.len());
        let word = rest.get(..end).unwrap_or("").trim_end_matches('.');
        let is_reference = word.starts_with(|c: char| c.is_ascii_alphabetic())
            && word.contains(|c: char| c.is_ascii_digit());
        if is_reference && !found.contains(&word) {
            found.push(word);
        }
    }
    found
}

fn canonical_un_reference(word: &str) -> String {
    let Some((regime, number)) = word.split_once('.') else { return word.to_owned() };
    let kind = regime.get(2..).unwrap_or("").to_ascii_lowercase();
    let is_todays = regime.len() == 3
        && matches!(kind.as_str(), "i" | "e")
        && number.len() == 3
        && number.bytes().all(|b| b.is_ascii_digit());
    if !is_todays {
        return word.to_owned();
    }
    format!("{}{kind}.{number}", regime.get(..2).unwrap_or("").to_ascii_uppercase())
}

fn digits_after<'a>(text: &'a str, label: &str, count: usize) -> Vec<&'a str> {
    let mut found: Vec<&str> = Vec::new();
    for (at, _) in text.match_indices(label) {
        let Some(rest) = text.get(at + label.len()..) else { continue };
        let rest = rest.trim_start_matches(|c: char| " :.#".contains(c));
        let rest = rest.strip_prefix("number").unwrap_or(rest).trim_start_matches([' ', ':']);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if let Some(number) = rest.get(..count).filter(|n| digits == count && !found.contains(n)) {
            found.push(number);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn document_numbers_are_found_in_sentences() {
        for (text, numbers) in [
            ("592667 (Testish passport issued on 3 May 2007).", vec!["592667"]),
            ("G0000001", vec!["G0000001"]),
            ("AB-12", vec!["AB-12"]),
            ("OR 1961825 (Testland). Issued 4 Feb 2003", vec!["OR 1961825"]),
            ("Passport no.:TR000417, issued on 20/11/2001", vec!["TR000417"]),
            ("Testish passport no. 00868774. expired:27.4.2014", vec!["00868774"]),
            ("C17HLRL3. Issued in Testville on 30 December 2015", vec!["C17HLRL3"]),
            ("number 17979 of 1998. Passport number 02117777", vec!["17979", "02117777"]),
            ("No 123456", vec!["123456"]),
            ("Testland Passport.", vec![]),
        ] {
            assert_eq!(document_numbers(text), numbers, "{text}");
        }
    }

    #[test]
    fn references_are_found_however_they_are_introduced() {
        assert_eq!(un_references("UN Ref KPI.999. Annex"), ["KPi.999"]);
        assert_eq!(un_references("UN REF:QE.A.999.14. Also"), ["QE.A.999.14"]);
        assert_eq!(un_references("(UK Sanctions List Ref):TST0001 (UN Ref):QDi.999."), ["QDi.999"]);
        assert_eq!(uk_references("(UK Sanctions List Ref):TST0001 (UN Ref):QDi.999."), ["TST0001"]);
        assert!(un_references("UN Ref. to follow. Not UN.").is_empty());
    }

    #[test]
    fn ships_are_recognised_by_their_numbers() {
        let text = "IMO: 0000001. MMSI: 000000002. The following vessel";
        assert!(is_about_ship(text));
        assert_eq!((imo_numbers(text), mmsi_numbers(text)), (vec!["0000001"], vec!["000000002"]));
        assert!(!is_about_ship("Owner of the ship IMO 0000001"));
        assert!(imo_numbers("IMO 123").is_empty());
    }

    #[test]
    fn gender_is_read_from_its_label() {
        assert_eq!(gender("(Gender):Male (Other):x"), Some("Male"));
        assert_eq!(gender("Gender balance"), None);
    }
}
