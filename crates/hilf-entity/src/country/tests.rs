use super::{code, codes_in};

#[test]
fn spellings_of_lists_customers_and_languages() {
    for (text, expected) in [
        ("Iraq", "iq"),
        ("IQ", "iq"),
        ("irq", "iq"),
        ("العراق", "iq"),
        ("عراقي", "iq"),
        ("العراقية", "iq"),
        ("عراقيون", "iq"),
        ("irakienne", "iq"),
        ("Irak", "iq"),
        ("Korea, North", "kp"),
        ("KOREA, DEMOCRATIC PEOPLE'S REPUBLIC OF", "kp"),
        ("Democratic People’s Republic of Korea", "kp"),
        ("Iran (Islamic Republic of)", "ir"),
        ("Iran (Islamic Republic of.)", "ir"),
        ("Syrian Arab Republic", "sy"),
        ("Sudanese by birth", "sd"),
        ("Iranian (Iranian citizenship)", "ir"),
        ("Russia / Russie", "ru"),
        ("CONGO, Democratic Republic of (was Zaire)", "cd"),
        ("The Gambia", "gm"),
        ("Bahamas, The", "bs"),
        ("St. Kitts & Nevis", "kn"),
        ("Côte d’Ivoire", "ci"),
        ("China, Hong Kong Special Administrative Region", "hk"),
        ("Türkiye", "tr"),
        ("المملكة العربية السعودية", "sa"),
        ("سعودية", "sa"),
        ("الإمارات", "ae"),
        ("تونسية", "tn"),
        ("U.S.", "us"),
        ("Kosovo", "xk"),
        ("USSR", "suhh"),
        ("former Yugoslavia", "yucs"),
        ("stateless", "zz"),
        ("suhh", "suhh"),
    ] {
        assert_eq!(code(text), Some(expected), "{text}");
    }
}

#[test]
fn what_names_no_country_for_certain_has_no_code() {
    for text in [
        "",
        "unknown",
        "none identified",
        "Possibly Ethiopian",
        "Congolese",
        "Korean",
        "Syrian, Turkish",
        "und",
        "in the region of the lakes",
        "Baghdad",
    ] {
        assert_eq!(code(text), None, "{text}");
    }
}

#[test]
fn mixed_texts_give_each_country_where_it_stands() {
    let found = |text: &'static str| -> Vec<(&str, &str)> {
        codes_in(text).into_iter().map(|(c, r)| (c, &text[r])).collect()
    };
    assert_eq!(found("Pakistani; possibly Afghan"), [("pk", "Pakistani"), ("af", "Afghan")]);
    assert_eq!(found("USSR (until 1991)"), [("suhh", "USSR")]);
    assert_eq!(found("(1) Russian (2) USSR (until 1991)"), [("ru", "Russian"), ("suhh", "USSR")]);
    assert_eq!(found("Sudan/South Sudan"), [("sd", "Sudan"), ("ss", "South Sudan")]);
    assert_eq!(
        found("Iranian national and US national/citizen"),
        [("ir", "Iranian"), ("us", "US")]
    );
    assert_eq!(found("SY; TR"), [("sy", "SY"), ("tr", "TR")]);
    assert_eq!(found("lives in Chad"), [("td", "Chad")]);
    assert_eq!(found("lives IN Chad"), [("td", "Chad")]);
    assert_eq!(found("عراقي وسوري"), [("iq", "عراقي"), ("sy", "سوري")]);
    assert_eq!(found("عراقية والسعودية"), [("iq", "عراقية"), ("sa", "السعودية")]);
    assert_eq!(found("Congolese"), [("cd", "Congolese"), ("cg", "Congolese")]);
    assert_eq!(found("a) Syrian Arab Republic b) State of Palestine").len(), 2);
    assert_eq!(found("Latakia Province, Syria"), [("sy", "Syria")]);
    assert_eq!(found("nobody knows"), []);
}

#[test]
fn countries_are_named_in_both_languages() {
    use super::{arabic_name, english_name};
    assert_eq!((english_name("iq"), arabic_name("iq")), (Some("Iraq"), Some("العراق")));
    assert_eq!((english_name("kp"), english_name("qq")), (Some("North Korea"), None));
}
