//! Spellings of Arabic nouns and verbs as press texts write them, without vowel signs.

/// Pronouns joined to a word.
const PRONOUNS: &[&str] = &["ه", "ها", "هم", "هما"];

/// A noun with article, accusative, dual, plural and joined pronouns. Of several words the first one
/// is inflected, with the article also the last where it is an adjective.
pub(crate) fn noun(stem: &str) -> Vec<String> {
    let (head, rest) = stem.split_once(' ').map_or((stem, ""), |(head, rest)| (head, rest));
    let feminine = head.ends_with('ة');
    let body = head.strip_suffix('ة').map_or_else(|| head.to_owned(), |cut| format!("{cut}ت"));
    let plural = head.strip_suffix('ة').unwrap_or(head);
    let mut heads =
        vec![head.to_owned(), format!("{body}ان"), format!("{body}ين"), format!("{plural}ات")];
    heads.push(if feminine { format!("{body}ا") } else { format!("{head}ا") });
    if feminine {
        heads.push(format!("{body}ي"));
    }
    heads.extend(PRONOUNS.iter().map(|pronoun| format!("{body}{pronoun}")));
    heads.extend(PRONOUNS.iter().map(|pronoun| format!("{plural}ات{pronoun}")));
    // لقاء: لقائهما, لقاؤهما.
    if let Some(stem) = head.strip_suffix('ء') {
        let seats = ['ئ', 'ؤ'].into_iter();
        heads.extend(
            seats.flat_map(|seat| PRONOUNS.iter().map(move |p| format!("{stem}{seat}{p}"))),
        );
    }
    let mut out: Vec<String> = Vec::with_capacity(heads.len() * 2);
    for form in heads {
        let with_article =
            if rest.is_empty() { form.clone() } else { format!("{form} ال{rest}") };
        out.push(format!("ال{with_article}"));
        out.push(if rest.is_empty() { form } else { format!("{form} {rest}") });
    }
    out
}

/// A verb from its perfect and the body of its imperfect: persons of reports, future, pronouns.
pub(crate) fn verb(perfect: &str, body: &str) -> Vec<String> {
    let mut out = Vec::new();
    for ending in ["", "ت", "وا", "ا", "تا", "ه", "ها", "هم", "ته", "تها", "تهم"]
    {
        out.push(format!("{perfect}{ending}"));
    }
    for person in ["ي", "ت", "ن"] {
        for ending in ["", "ون", "ان", "وا", "ه", "ها", "هم"] {
            out.push(format!("{person}{body}{ending}"));
            out.push(format!("س{person}{body}{ending}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_take_article_number_and_pronoun() {
        let forms = noun("قمة");
        for form in ["قمة", "القمة", "قمتها", "القمتين", "قمتا", "قمات"]
        {
            assert!(forms.contains(&form.to_owned()), "{form}: {forms:?}");
        }
        assert!(noun("اجتماع").contains(&"اجتماعا".to_owned()));
        assert!(noun("لقاء").contains(&"لقائهما".to_owned()));
        assert!(noun("ضربة جوية").contains(&"الضربة الجوية".to_owned()));
    }

    #[test]
    fn verbs_take_person_future_and_object() {
        let forms = verb("اعتقل", "عتقل");
        for form in ["اعتقلت", "اعتقلتهم", "يعتقل", "ستعتقل", "يعتقلون", "اعتقلوا"]
        {
            assert!(forms.contains(&form.to_owned()), "{form}: {forms:?}");
        }
    }
}
