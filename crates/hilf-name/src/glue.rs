//! Words that hold more than one part written as one: Abdurrahman, Noureddine, Albaghdadi.

use hilf_text::{Script, script_of};

use crate::parse::{Class, Tail};
use crate::reading;

/// A word taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Glued {
    pub(crate) core: String,
    pub(crate) alternatives: Vec<String>,
    pub(crate) class: Class,
    pub(crate) tail: Tail,
    pub(crate) article: bool,
}

/// Spellings of Abdullah that must not be taken apart into Abd and Allah.
const ALLAH: &[&str] = &["allah", "alla", "lah", "llah", "ullah", "ellah", "الله", "لله", "اللة"];

/// Whether the word is the divine name, alone.
pub(crate) fn is_allah(word: &str) -> bool {
    ALLAH.contains(&word) || ALLAH_SLIPS.contains(&word)
}

/// Letters of the divine name with two of them swapped.
const ALLAH_SLIPS: &[&str] = &["الهل", "اللهه", "لاله"];

/// The usual spelling of Abdullah in the script of a word.
pub(crate) fn abdullah_in(word: &str) -> &'static str {
    if word.chars().any(|c| script_of(c) == Some(Script::Arabic)) {
        "عبدالله"
    } else {
        "abdallah"
    }
}

/// Takes a folded word apart.
pub(crate) fn analyse(word: &str) -> Glued {
    match word.chars().find_map(script_of) {
        Some(Script::Arabic) => arabic(word),
        Some(Script::Latin) => latin(word),
        _ => Glued { core: word.to_owned(), ..Glued::default() },
    }
}

/// Attributes of two letters that the article is told from: `Abd al-Haqq`, `Zia ul-Haq`.
const SHORT_ATTRIBUTES: &[&str] = &["حق", "حي", "رب"];

fn letters(word: &str) -> usize {
    word.chars().count()
}

fn arabic(word: &str) -> Glued {
    let whole = || Glued { core: word.to_owned(), ..Glued::default() };
    // A family called by Abdullah: العبدالله.
    let of_abd = |rest: &&str| rest.starts_with("عبد") && letters(rest) >= 6;
    if let Some(rest) = word.strip_prefix("ال").filter(of_abd) {
        return Glued { article: true, ..arabic(rest) };
    }
    // The last four are what letter-by-letter programs make of "Abd al-".
    let abd = ["عبدال", "عابدال", "ابدال", "عبدل", "ابدل", "ابديل"];
    if let Some(rest) = abd.iter().find_map(|p| word.strip_prefix(p))
        && (letters(rest) >= 3 || SHORT_ATTRIBUTES.contains(&rest))
    {
        return Glued { core: rest.to_owned(), class: Class::Abd, ..Glued::default() };
    }
    if let Some(rest) =
        ["الدين", "لدين"].iter().find_map(|t| word.strip_suffix(t)).filter(|r| letters(r) >= 2)
    {
        return Glued { core: rest.to_owned(), tail: Tail::Din, ..Glued::default() };
    }
    if let Some(rest) = word.strip_suffix("الله").filter(|r| letters(r) >= 2 && *r != "عبد")
    {
        return Glued { core: rest.to_owned(), tail: Tail::Allah, ..Glued::default() };
    }
    let stands_alone = |rest: &&str| letters(rest) >= 3 || SHORT_ATTRIBUTES.contains(rest);
    if let Some(rest) = word.strip_prefix("ال").filter(stands_alone) {
        let alternatives = vec![word.to_owned()];
        return Glued { core: rest.to_owned(), alternatives, article: true, ..Glued::default() };
    }
    // Of two letters it may be the article as well: الوز.
    if let Some(rest) = word.strip_prefix("ال").filter(|r| letters(r) == 2) {
        let alternatives = vec![rest.to_owned()];
        return Glued { core: word.to_owned(), alternatives, ..Glued::default() };
    }
    // The second is what letter-by-letter programs make of "Bin".
    if let Some(rest) = ["بن", "بين"].iter().find_map(|p| word.strip_prefix(p))
        && letters(rest) >= 4
    {
        return Glued {
            core: word.to_owned(),
            alternatives: vec![rest.to_owned()],
            ..Glued::default()
        };
    }
    if let Some(rest) = word.strip_prefix("ابو").filter(|r| letters(r) >= 3) {
        let core = rest.strip_prefix("ال").filter(|r| letters(r) >= 3).unwrap_or(rest);
        let alternatives = vec![word.to_owned()];
        return Glued {
            core: core.to_owned(),
            class: Class::Abu,
            alternatives,
            ..Glued::default()
        };
    }
    // `Abu` and the article written as one without their vowels, or `Abu` before a `b`.
    let short =
        word.strip_prefix("ابل").or_else(|| word.strip_prefix("اب").filter(|r| r.starts_with('ب')));
    if let Some(rest) = short.filter(|r| letters(r) >= 3) {
        return Glued {
            core: rest.to_owned(),
            class: Class::Abu,
            alternatives: vec![word.to_owned()],
            ..Glued::default()
        };
    }
    // `and`, `for` or `with` before the article: والتوحيد, للدعوة.
    if let Some(rest) = ["وال", "لل", "بال", "ولل"].iter().find_map(|p| word.strip_prefix(p))
        && letters(rest) >= 4
    {
        return Glued { alternatives: vec![rest.to_owned()], ..whole() };
    }
    whole()
}

fn latin(word: &str) -> Glued {
    if let Some(core) = after_abd(word) {
        let alternatives = vec![word.to_owned()];
        return Glued {
            core: core.to_owned(),
            class: Class::Abd,
            alternatives,
            ..Glued::default()
        };
    }
    if let Some((core, tail)) = before_tail(word) {
        let alternatives = vec![word.to_owned()];
        return Glued { core: core.to_owned(), tail, alternatives, ..Glued::default() };
    }
    if let Some(core) = after_abu(word) {
        let alternatives = vec![word.to_owned()];
        return Glued {
            core: core.to_owned(),
            class: Class::Abu,
            alternatives,
            ..Glued::default()
        };
    }
    let mut alternatives = Vec::new();
    if let Some(rest) = after_article(word) {
        alternatives.push(rest.to_owned());
    }
    if let Some(rest) = ["bin", "ben", "bel"].iter().find_map(|p| word.strip_prefix(p))
        && letters(rest) >= 4
    {
        alternatives.push(rest.to_owned());
    }
    if let Some(rest) = word.strip_suffix("ul").filter(|r| letters(r) >= 3) {
        alternatives.push(rest.to_owned());
    }
    alternatives.extend(reading::otherwise_read(word));
    Glued { core: word.to_owned(), alternatives, ..Glued::default() }
}

/// The attribute in Abdulaziz, Abderrahmane, Abdirahman, Abdelkader; `None` for Abdullah and for
/// words that only begin alike.
fn after_abd(word: &str) -> Option<&str> {
    let rest = word.strip_prefix("abd")?;
    let rest = rest.strip_prefix("ou").unwrap_or(rest.strip_prefix(['a', 'e', 'i', 'o', 'u'])?);
    let core = match rest.strip_prefix('l') {
        Some(core) => core,
        None => after_assimilation(rest),
    };
    let whole = is_allah(core)
        || is_slip_of_allah(&word["abd".len()..])
        || core.starts_with("lah")
        || core.starts_with("ah");
    (letters(core) >= 3 && !whole && core != rest || letters(core) >= 5 && !whole).then_some(core)
}

/// `rrahman`, `shshakur` → `rahman`, `shakur`.
fn after_assimilation(rest: &str) -> &str {
    for double in ["shsh", "dhdh", "thth"] {
        if rest.starts_with(double) {
            return &rest[2..];
        }
    }
    let mut chars = rest.chars();
    match (chars.next(), chars.next()) {
        (Some(a), Some(b)) if a == b && "rsnzdt".contains(a) => &rest[1..],
        (Some('s'), Some('s' | 'h')) => rest,
        _ => rest,
    }
}

fn before_tail(word: &str) -> Option<(&str, Tail)> {
    const DIN: &[&str] = &[
        "ouddine", "oudine", "ouddin", "oudin", "oddine", "uddine", "eddine", "addine", "iddine",
        "uddeen", "eddeen", "addeen", "aldeen", "eldeen", "aldine", "eldine", "uldeen", "uddin",
        "eddin", "addin", "iddin", "oddin", "aldin", "eldin", "uldin", "ettin", "attin", "udin",
        "edine", "edin", "adin",
    ];
    const GOD: &[&str] = &[
        "ullah", "allah", "ollah", "ellah", "illah", "oullah", "ulla", "alla", "olla", "ulah",
        "alah", "olah",
    ];
    for (endings, tail, core_min) in [(DIN, Tail::Din, 2), (GOD, Tail::Allah, 3)] {
        for ending in endings {
            if let Some(core) = word.strip_suffix(ending)
                && letters(core) >= core_min
                && core != "abd"
                && (!ends_open(core) || is_of_god(core, tail))
            {
                return Some((core, tail));
            }
        }
    }
    slip_of_god(word).map(|core| (core, Tail::Allah))
}

/// What stands before the divine name with a slip of the pen in it: `Inayatullaj`.
fn slip_of_god(word: &str) -> Option<&str> {
    if !word.is_ascii() || word.len() < 8 || !crate::mistyped::is_unknown(word) {
        return None;
    }
    let cores = [4, 5, 6].map(|ending| word.split_at(word.len() - ending));
    let fits = |(core, ending): &&(&str, &str)| {
        core.len() >= 3 && *core != "abd" && !ends_open(core) && is_slip_of_allah(ending)
    };
    cores.iter().find(fits).map(|(core, _)| *core)
}

/// `Waliullah`, `Safiullah`: these end in a vowel before God's name.
fn is_of_god(core: &str, tail: Tail) -> bool {
    tail == Tail::Allah && letters(core) >= 4 && core.ends_with('i')
}

fn ends_open(core: &str) -> bool {
    core.ends_with(['a', 'e', 'i', 'o', 'u'])
}

fn is_slip_of_allah(ending: &str) -> bool {
    let letters: Vec<char> = ending.chars().collect();
    ["ullah", "allah", "ollah"].iter().any(|god| crate::lexicon::is_one_slip(&letters, god))
}

fn after_abu(word: &str) -> Option<&str> {
    let rest = ["abou", "aboo", "abul", "abu"].iter().find_map(|p| word.strip_prefix(p))?;
    let rest = rest.strip_prefix('l').filter(|r| letters(r) >= 4).unwrap_or(rest);
    (letters(rest) >= 4).then_some(rest)
}

fn after_article(word: &str) -> Option<&str> {
    let rest = word.strip_prefix("al").or_else(|| word.strip_prefix("el"))?;
    let first = rest.chars().next()?;
    let known = [
        "alexand", "albert", "alfred", "elizab", "alejand", "alvar", "alan", "ellen", "elena",
        "almeida",
    ];
    let spoken = !"aeiou".contains(first) || letters(rest) >= 6;
    (letters(rest) >= 4 && spoken && !known.iter().any(|k| word.starts_with(k))).then_some(rest)
}

/// Whether a word is `Abdul`, `Abdel` or عبد with one slip of the pen (`Adbul`, `Abudl`, عند) before
/// an attribute, and no name of its own.
pub(crate) fn is_slip_of_abd(word: &str, next: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    let slip = |wholes: &[&str]| {
        wholes.iter().any(|whole| crate::lexicon::is_one_slip(&letters, whole))
            && crate::lexicon::part(word).is_none()
            && !crate::known::is_known(&crate::spell::spell(word))
    };
    if letters.len() == 3 && word.starts_with('ع') {
        return next.starts_with("ال") && slip(&["عبد"]);
    }
    (4..=6).contains(&letters.len())
        && word.starts_with('a')
        && slip(&["abdul", "abdel", "abdal"])
        && is_attribute(next)
}

/// Attributes of God and the names that `Abd` stands before as before them.
const ATTRIBUTES: &str = "rahman rahim aziz malik karim latif hakim qadir salam samad wahid wahab razzaq khaliq \
    jabbar hamid majid rashid ghani hadi haqq jalil fattah ghafur ghaffar baqi basir basit alim hafiz halim rauf \
    sattar sabur nasir nur tawwab wadud mumin muhsin wali matin qayyum rabb mannan ali husain zahra amir rasul mahdi \
    rida nabi muttalib manaf mutalib shakur mujib salih sami hayy quddus qahhar qawi muizz mujid muhaymin";
/// Likeness at which a word is one of them.
const ATTRIBUTE_MIN: f32 = 0.8;

fn is_attribute(word: &str) -> bool {
    let spelling = crate::spell::spell(word);
    let articles = ["al", "el", "ul"];
    articles.contains(&word)
        || ATTRIBUTES.split_whitespace().any(|attribute| {
            crate::sound::similarity(&spelling, &crate::spell::spell(attribute)) >= ATTRIBUTE_MIN
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_joined_with_an_arabic_article_is_taken_off_too() {
        for (word, bare) in [("والتوحيد", "توحيد"), ("للدعوة", "دعوة")] {
            assert_eq!(analyse(word).alternatives, [bare], "{word}");
        }
        assert!(analyse("والدي").alternatives.is_empty());
    }

    #[test]
    fn glued_words_are_taken_apart() {
        for (word, core, class, tail) in [
            ("abdulaziz", "aziz", Class::Abd, Tail::None),
            ("abderrazak", "razak", Class::Abd, Tail::None),
            ("abdirahman", "rahman", Class::Abd, Tail::None),
            ("abdullatif", "latif", Class::Abd, Tail::None),
            ("abdullah", "abdullah", Class::Plain, Tail::None),
            ("abdallah", "abdallah", Class::Plain, Tail::None),
            ("abdu", "abdu", Class::Plain, Tail::None),
            ("saifullah", "saif", Class::Plain, Tail::Allah),
            ("selahattin", "selah", Class::Plain, Tail::Din),
            ("abubakar", "bakar", Class::Abu, Tail::None),
            ("عبدالعزيز", "عزيز", Class::Abd, Tail::None),
            ("نصرالله", "نصر", Class::Plain, Tail::Allah),
            ("عبدالله", "عبدالله", Class::Plain, Tail::None),
        ] {
            let glued = analyse(word);
            assert_eq!(
                (glued.core.as_str(), glued.class, glued.tail),
                (core, class, tail),
                "{word}"
            );
        }
        assert_eq!(analyse("albaghdadi").alternatives, ["baghdadi"]);
        assert_eq!(analyse("الحق").core, "حق");
        assert_eq!(analyse("العبدالله").core, "عبدالله");
        assert_eq!(analyse("waliullah").core, "wali");
        assert_eq!(analyse("jallaloudine").core, "jallal");
        assert!(analyse("الظواهري").article);
    }
}
