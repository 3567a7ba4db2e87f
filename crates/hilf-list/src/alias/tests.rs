use super::*;
use proptest::prelude::*;

fn texts(values: &[Value]) -> Vec<&str> {
    values.iter().map(Value::text).collect()
}

fn names(field: &str, bearer: Bearer) -> Vec<String> {
    split(field, bearer).names.iter().map(|v| v.text().to_owned()).collect()
}

#[test]
fn several_names_of_a_person_in_one_field() {
    let cases: &[(&str, &[&str])] = &[
        ("Sami Test", &["Sami Test"]),
        ("Sami Test; Samy Test; Sammy\n   Test", &["Sami Test", "Samy Test", "Sammy Test"]),
        ("a) Sami Test b) Samy Test", &["Sami Test", "Samy Test"]),
        ("(a) Sami Test, (b) Samy Test.", &["Sami Test", "Samy Test."]),
        ("Sami Test; Samy Test b) S. Test", &["Sami Test", "Samy Test", "S. Test"]),
        ("El Tajribi (التجريبي)", &["El Tajribi", "التجريبي"]),
        ("سامي تست (Sami Test; Samy Test)", &["سامي تست", "Sami Test", "Samy Test"]),
        ("Abu Test (original script: Абу Тест)", &["Abu Test", "Абу Тест"]),
        ("Saqr Test (الكنية صقر التست)", &["Saqr Test", "صقر التست"]),
        ("Sami son of Nur (سامي ولد نور ), ", &["Sami son of Nur", "سامي ولد نور"]),
        (") Sami Test", &["Sami Test"]),
        ("“Tek”", &["Tek"]),
        ("\"TEST, Shaykh\"", &["TEST, Shaykh"]),
        ("Sami Testov (Testow)", &["Sami Testov", "Sami Testow"]),
        ("Sami (Samy) Test", &["Sami Test", "Samy Test"]),
        ("(Sheikh) Sami Test", &["Sheikh Sami Test"]),
        ("Sami Test (birth name)", &["Sami Test"]),
        ("Sami Test, III (third)", &["Sami Test, III"]),
        ("Sami Test, born 1 Jan. 1953 (passport no. 03, 3 May)", &["Sami Test"]),
        ("Sami Test (false identity of South African 69; seized)", &["Sami Test"]),
        ("Sami Test (roads", &["Sami Test (roads"]),
        ("Test, Sami", &["Test, Sami"]),
    ];
    for (field, expected) in cases {
        assert_eq!(names(field, Bearer::Person), *expected, "{field}");
    }
}

#[test]
fn names_and_acronyms_of_an_organisation() {
    let cases: &[(&str, &[&str], &[&str])] = &[
        ("FOREIGN TEST BANK (FTB)", &["FOREIGN TEST BANK"], &["FTB"]),
        ("GRAND TEST (GT) ; GREAT TEST (GTC)", &["GRAND TEST", "GREAT TEST (GTC)"], &["GT"]),
        ("TEST IMPEX (TI) LTD", &["TEST IMPEX LTD"], &["TI"]),
        (
            "ETIS (Equipment Test for Industrial Services)",
            &["ETIS", "Equipment Test for Industrial Services"],
            &[],
        ),
        ("Office of the Test of Ruritania (RUR)", &["Office of the Test of Ruritania (RUR)"], &[]),
        ("Test Guard (TG) Regional Corps East", &["Test Guard (TG) Regional Corps East"], &[]),
        ("Testministerium [Ruritanien]", &["Testministerium [Ruritanien]"], &[]),
        ("Акционерное общество (АО) «ТЕСТ»", &["Акционерное общество «ТЕСТ»"], &[]),
        (
            "Elara JSC (also known as Elara Research and Test Works)",
            &["Elara JSC", "Elara Research and Test Works"],
            &[],
        ),
        ("TEST FOUNDATION (KENYA)", &["TEST FOUNDATION (KENYA)"], &[]),
        ("TOUS POUR LA PAIX (NGO)", &["TOUS POUR LA PAIX (NGO)"], &[]),
        ("TEST ACADEMY (KPE.018)", &["TEST ACADEMY"], &[]),
        ("Test State (TS, TS-Asia)", &["Test State"], &["TS", "TS-Asia"]),
        (
            "Test al-Sham (TAS) (تست الشام (original script); Tast al-Sham)",
            &["Test al-Sham", "تست الشام", "Tast al-Sham"],
            &["TAS"],
        ),
        ("أنصار التست (Ansar Test (AT))", &["أنصار التست", "Ansar Test"], &["AT"]),
        (
            "Pribor Test JSC (also known as AO Pribor and Pribor Works, Ltd.)",
            &["Pribor Test JSC", "AO Pribor", "Pribor Works, Ltd."],
            &[],
        ),
        ("Test Radio-\nEngineering Works", &["Test Radio-Engineering Works"], &[]),
    ];
    for (field, expected, short) in cases {
        let found = split(field, Bearer::Body);
        assert_eq!(texts(&found.names), *expected, "{field}");
        assert_eq!(texts(&found.abbreviations), *short, "{field}");
    }
}

#[test]
fn a_free_list_of_names() {
    let cases: &[(&str, Bearer, &[&str])] = &[
        ("Sami Test, Samy Test", Bearer::Person, &["Sami Test", "Samy Test"]),
        (
            "Sami Tester, Belarusian: Самі Тэст,  Russian: Сами Тест or Тести",
            Bearer::Person,
            &["Sami Tester", "Самі Тэст", "Сами Тест", "Сами Тести"],
        ),
        (
            "Sami Test, Samy Test and Samir Test Arabic:سامي تست",
            Bearer::Person,
            &["Sami Test", "Samy Test", "Samir Test", "سامي تست"],
        ),
        ("Сами ТЕСТ / Самі ТЕСТ", Bearer::Person, &["Сами ТЕСТ", "Самі ТЕСТ"]),
        ("Works of Test, ООО", Bearer::Body, &["Works of Test, ООО"]),
        (
            "Министерство теста, спорта и науки",
            Bearer::Body,
            &["Министерство теста, спорта и науки"],
        ),
        (
            "Radiological and Biological Test Troops",
            Bearer::Body,
            &["Radiological and Biological Test Troops"],
        ),
        ("Test TV or Perviy Kanal or Primul", Bearer::Body, &["Test TV", "Perviy Kanal", "Primul"]),
        ("Katsya or Katya Testova", Bearer::Person, &["Katsya Testova", "Katya Testova"]),
        ("also Sami Test; Сами Тест", Bearer::Person, &["Sami Test", "Сами Тест"]),
    ];
    for (field, bearer, expected) in cases {
        assert_eq!(texts(&split_list(field, *bearer).names), *expected, "{field}");
    }
    let found = split_list("Russian: Сами Тест", Bearer::Person);
    assert_eq!(found.names[0].lang(), Some("ru"));
}

#[test]
fn names_hidden_in_a_note() {
    let cases: &[(&str, &[&str])] = &[
        ("original script: Абу Тест", &["Абу Тест"]),
        ("Previously listed as. In Arabic: سامي تست ", &["سامي تست"]),
        ("Sami Test; Samy Test", &["Sami Test", "Samy Test"]),
        ("(Abu T’a; Abu Ta’) known by this nom de guerre", &["Abu T’a", "Abu Ta’"]),
        ("born in 1971 in X, Y (Sami Test; Samy Test)", &["Sami Test", "Samy Test"]),
        (
            "Abu Test, Abu Tast (transliterations of original script name)",
            &["Abu Test", "Abu Tast"],
        ),
        ("transliterations: Al Test; Al Tast ) (Translation: The Test)", &["Al Test", "Al Tast"]),
        ("nom de guerre", &[]),
        ("DOB: a) 11 Apr. 1960; POB: Egypt", &[]),
    ];
    for (note, expected) in cases {
        assert_eq!(texts(&in_note(note)), *expected, "{note}");
    }
}

#[test]
fn a_part_carries_the_whole_field() {
    let found = split("Sami Test;  Samy Test", Bearer::Person);
    assert_eq!(found.names[1].original(), Some("Sami Test; Samy Test"));
    assert_eq!(split("Sami Test", Bearer::Person).names[0].original(), None);
}

proptest! {
    #[test]
    fn no_text_is_lost_and_none_makes_it_panic(field in "[a-dA-D1()\\[\\];:,/\" “”سЖ\n.-]{0,60}") {
        for bearer in [Bearer::Person, Bearer::Body] {
            for found in [split(&field, bearer), split_list(&field, bearer)] {
                if field.chars().any(char::is_alphanumeric) {
                    let whole = one_line(&field);
                    prop_assert!(!found.names.is_empty());
                    prop_assert!(found.names.iter().any(|n| n.text() == whole || n.original() == Some(&whole)));
                }
            }
            in_note(&field);
        }
    }
}
