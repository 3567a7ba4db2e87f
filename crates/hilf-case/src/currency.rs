//! Amounts of money as people write them, and as they are counted: in the smallest unit.

/// Currencies without a smaller unit, and those with three digits after the point; all others have
/// two (ISO 4217:2015, table A.1).
const NONE: &[&str] = &[
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND",
    "VUV", "XAF", "XOF", "XPF",
];
const THREE: &[&str] = &["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

/// Whether a text has the form of a currency's code: three capital Latin letters.
pub fn is_currency(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Digits after the point of an amount in a currency.
pub fn digits(code: &str) -> usize {
    match code {
        code if NONE.contains(&code) => 0,
        code if THREE.contains(&code) => 3,
        _ => 2,
    }
}

/// An amount in the currency's smallest unit; `None` if the text is no amount in it. Thousands may
/// be set apart by blanks, apostrophes or the Arabic mark `٬`; the point is `.` or `٫`.
pub fn smallest(amount: &str, code: &str) -> Option<u64> {
    let (whole, part) = amount.trim().split_once(['.', '٫']).unwrap_or((amount.trim(), ""));
    let most = digits(code);
    let plain = |text: &str| -> Option<String> {
        let kept = text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\'' | '٬'));
        kept.map(digit).collect()
    };
    let (whole, part) = (plain(whole)?, plain(part)?);
    if whole.is_empty() || part.len() > most {
        return None;
    }
    format!("{whole}{part}{}", "0".repeat(most - part.len())).parse().ok()
}

/// A digit of any of the three ways it is written in Arabic as ASCII.
fn digit(c: char) -> Option<char> {
    let value = match c {
        '0'..='9' => u32::from(c) - u32::from('0'),
        '٠'..='٩' => u32::from(c) - u32::from('٠'),
        '۰'..='۹' => u32::from(c) - u32::from('۰'),
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// An amount of the smallest unit as it is written, with a point and no marks between thousands.
pub fn written(amount: u64, code: &str) -> String {
    let most = digits(code);
    let text = format!("{amount:0>width$}", width = most + 1);
    let (whole, part) = text.split_at(text.len() - most);
    if part.is_empty() { whole.to_owned() } else { format!("{whole}.{part}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_counted_in_the_smallest_unit_of_their_currency() {
        assert_eq!(smallest("1000.5", "USD"), Some(100_050));
        assert_eq!(smallest("1٬000٫250", "KWD"), Some(1_000_250));
        assert_eq!(smallest("١٢٣", "JPY"), Some(123));
        for (bad, code) in [
            ("", "USD"),
            ("1.005", "USD"),
            ("1.5", "JPY"),
            ("-1", "USD"),
            ("1e3", "USD"),
            ("99999999999999999999", "USD"),
            (".5", "EUR"),
            ("1.2.3", "EUR"),
        ] {
            assert_eq!(smallest(bad, code), None, "{bad} {code}");
        }
    }

    #[test]
    fn what_is_written_is_counted_again() {
        for (amount, code, text) in
            [(5, "USD", "0.05"), (100_050, "USD", "1000.50"), (7, "KWD", "0.007"), (7, "JPY", "7")]
        {
            assert_eq!(written(amount, code), text);
            assert_eq!(smallest(text, code), Some(amount));
        }
    }

    #[test]
    fn codes_of_currencies_are_three_capitals() {
        assert!(
            is_currency("USD") && !is_currency("usd") && !is_currency("US") && !is_currency("دولا")
        );
    }
}
