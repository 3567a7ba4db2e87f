//! Hostile input is read or left alone, never a crash, and every span points into the text.

#![allow(clippy::unwrap_used)]

use hilf_press::{Known, picture};
use proptest::prelude::*;

fn read(text: &str) {
    let picture = picture(&[(Known::default(), text)]);
    let document = &picture.documents[0];
    let spans = document
        .dates
        .iter()
        .map(|date| date.span)
        .chain(document.claims.iter().flat_map(|claim| [claim.number_span, claim.sentence_span]))
        .chain(document.quotes.iter().map(|quote| quote.span))
        .chain(document.events.iter().flat_map(|event| event.evidence.iter().copied()));
    for span in spans {
        let [from, to] = span.bytes;
        assert!(text.get(from..to).is_some_and(|words| !words.is_empty()), "{span:?}");
        let line = text[..from].matches('\n').count() + 1;
        assert_eq!(line, span.line);
    }
}

#[test]
fn long_lines_many_marks_and_deep_quotes() {
    read(&"اجتمع الوزراء في مراكش يوم 11 مايو 2022 بحضور 80 بلدا ".repeat(10_000));
    read(&format!("م{}", "\u{0651}".repeat(100_000)));
    read(&"“".repeat(10_000));
    read(&"و".repeat(100_000));
    read(&"1,".repeat(50_000));
    read(&"مليون و".repeat(10_000));
    // What refers to a thing named before, again and again.
    read(&"يوم الثلاثاء ".repeat(10_000));
    read(&"ولاية النيجر ".repeat(10_000));
    read(&"قال “كلام كثير هنا جدا ".repeat(5_000));
    read(&"الوزير سمير حداد، مشيرا إلى أن ".repeat(5_000));
    read("");
    read("\n\n\n");
}

/// Words of the grammar in any order: what real text never holds together.
fn words() -> impl Strategy<Value = String> {
    let pool = vec![
        "قال",
        "“",
        "”",
        "يوم",
        "11",
        "مايو",
        "2022",
        "،",
        ".",
        "\n",
        "اجتماع",
        "في",
        "مراكش",
        "أكثر",
        "من",
        "80",
        "بلدا",
        "ال",
        "الـ",
        "و",
        "مليار",
        "نصف",
        "المليون",
        "-",
        "/",
        "الأربعاء",
        "أمس",
        "الماضي",
        "عام",
        "%",
        "حسب",
        "وزير",
        "الخارجية",
        "المغربي",
        "ناصر",
        "بوريطة",
        "لأول",
        "مرة",
        "الثامن",
        "عشر",
        "آخر",
        "شهر",
        "بعد",
        "قبل",
        "يومين",
        "$",
        "ومن",
        "بين",
        "•",
        ":",
        "انضمت",
        "الساعة",
        "٣",
        "كانون",
        "(",
        ")",
        "عيد",
        "الفصح",
        "مشيرا إلى أن",
        "وفقا للمصدر",
        "الشريك رقم",
        "5ر1",
        "ولاية النيجر",
        "اثنين",
        "الذي غاب",
        "مسؤوليته",
    ];
    prop::collection::vec(prop::sample::select(pool), 0..60).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn any_order_of_the_words_is_read(text in words()) {
        read(&text);
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        read(&text);
    }
}
