//! Invented people with common names: nobody whom a list means, so whatever alerts on them is a false
//! alarm, but for namesakes. Common names are where false alarms come from, and labelled sets hold few.

use hilf_entity::Schema;
use hilf_eval::{Dice, ScreeningCase};

/// Given names: Arabic, then usual Latin spellings; the project's own compilation.
const GIVEN: &str = "
محمد muhammad mohamed mohammed
أحمد ahmed ahmad
علي ali
حسن hassan hasan
حسين hussein husayn
عبد_الله abdullah abdallah
إبراهيم ibrahim
محمود mahmoud mahmood
مصطفى mustafa
يوسف yusuf youssef
عمر omar umar
سعيد saeed said
حامد hamid hamed
سالم salem salim
صالح saleh salih
خالد khaled khalid
إسماعيل ismail
جمال jamal
كمال kamal
كريم karim
ناصر nasser
سامي sami
سمير samir
مهدي mahdi
حمزة hamza
طارق tariq tarek
عادل adel
ماجد majed
فيصل faisal
فهد fahd
سلطان sultan
عباس abbas
هاشم hashim
جابر jaber
بكر bakr
عثمان uthman osman
إدريس idris
موسى musa
عيسى issa
يحيى yahya
زكريا zakaria
هارون haroun
داود dawood
سليمان sulaiman
سلمان salman
سعد saad
سعود saud
راشد rashed
وليد walid
نبيل nabil
أمين amin
أمير amir
أنور anwar
عبد_الرحمن abdulrahman
عبد_الكريم abdulkarim
عبد_العزيز abdulaziz
عبد_القادر abdulqader
أيمن ayman
هشام hisham
عماد imad
إياد iyad
زياد ziad
منير munir
منصور mansour
مراد murad
رامي rami
رياض riyadh
صادق sadiq
شاكر shakir
طه taha
طلال talal
وائل wael
ياسر yasser
ياسين yassin
يونس younes
بشار bashar
بشير bashir
بلال bilal
بدر badr
باسم bassem
فادي fadi
فريد farid
فاروق farouk
فتحي fathi
فؤاد fuad
غسان ghassan
غازي ghazi
حبيب habib
هاني hani
حاتم hatem
جلال jalal
لؤي louay
معاذ muath
نزار nizar
قاسم qasim
رضا rida
صلاح salah
شريف sharif
تامر tamer
مازن mazen
عامر amer
أسامة osama
أكرم akram
مروان marwan
نادر nader
رائد raed
سيف saif
عصام issam
فاضل fadel
فاطمة fatima
مريم maryam
عائشة aisha
زينب zainab
خديجة khadija
نور nour
ليلى layla
هدى huda
سعاد suad
أمل amal
";

/// Families likewise.
const FAMILIES: &str = "
الأنصاري al-ansari
القرشي al-qurashi
الهاشمي al-hashimi
الحسيني al-husseini
الموسوي al-musawi
الحسني al-hassani
العلوي al-alawi
الخطيب al-khatib
الحداد al-haddad
النجار al-najjar
الخوري al-khoury
المصري al-masri
الشامي al-shami
الحلبي al-halabi
العراقي al-iraqi
اليماني al-yamani
البصري al-basri
الدليمي al-dulaimi
الجبوري al-jubouri
العبيدي al-obaidi
العزاوي al-azzawi
السامرائي al-samarrai
العاني al-ani
الراوي al-rawi
الشمري al-shammari
التميمي al-tamimi
الزهراني al-zahrani
الغامدي al-ghamdi
القحطاني al-qahtani
العتيبي al-otaibi
الحربي al-harbi
الدوسري al-dosari
المطيري al-mutairi
العنزي al-anazi
الشهري al-shehri
العسيري al-asiri
المالكي al-maliki
السبيعي al-subaie
الجهني al-juhani
البلوي al-balawi
الرشيدي al-rashidi
الكعبي al-kaabi
المري al-marri
النعيمي al-nuaimi
الكواري al-kuwari
المنصوري al-mansoori
الشحي al-shehhi
المهيري al-muhairi
الزعابي al-zaabi
الحمادي al-hammadi
بن_علي benali
بن_صالح bensalah
الطرابلسي trabelsi
الجبالي jebali
العياري ayari
الهمامي hammami
الجربي gharbi
السليماني slimani
البراهيمي brahimi
الرحماني rahmani
السعدي al-saadi
الإدريسي idrissi
التازي tazi
الفاسي al-fassi
درويش darwish
حمدان hamdan
عودة odeh
عبد_الهادي abdulhadi
أبو_زيد abu_zaid
قاسم qasim
يعقوب yaqoub
منصور mansour
عطية attia
شاهين shaheen
جرادات jaradat
النابلسي al-nabulsi
المقدسي al-maqdisi
الغزاوي al-ghazzawi
الكردي al-kurdi
البرزاني barzani
الطائي al-taie
الربيعي al-rubaie
الساعدي al-saedi
الفتلاوي al-fatlawi
المحمداوي al-mohammedawi
اللامي al-lami
البياتي al-bayati
القيسي al-qaisi
الخفاجي al-khafaji
الزبيدي al-zubaidi
الأسدي al-asadi
الكناني al-kinani
البغدادي al-baghdadi
الصالحي al-salihi
الحوثي al-houthi
الصنعاني al-sanaani
العمري al-omari
الوادعي al-wadei
الأحمر al-ahmar
السوداني al-sudani
الخليفة al-khalifa
الأمين al-amin
الفاضل al-fadil
السيد al-sayed
عبد_العال abdel_aal
الجندي al-gendy
الشناوي al-shenawi
فرج farag
رمضان ramadan
زيدان zidane
بوعزيزي bouazizi
مبروك mabrouk
";

/// People in Arabic and Latin script by turns, the same at every run.
pub(crate) fn people(count: usize, schema: Schema) -> Vec<ScreeningCase> {
    let (given, families) = (table(GIVEN), table(FAMILIES));
    let mut dice = Dice::new(0x5eed);
    let mut cases = Vec::with_capacity(count);
    for number in 0..count {
        let is_arabic = number % 2 == 0;
        let mut words: Vec<String> = Vec::new();
        let parts = 1 + [0, 0, 1, 1, 2][dice.below(5)];
        for _ in 0..parts {
            words.push(written(&given[dice.below(given.len())], is_arabic, &mut dice));
        }
        let last = if dice.below(5) == 0 { &given } else { &families };
        words.push(written(&last[dice.below(last.len())], is_arabic, &mut dice));
        cases.push(ScreeningCase {
            query: words.join(" "),
            schema,
            birth_date: None,
            country: None,
            expected: Vec::new(),
            kind: "neg_invented".to_owned(),
            group: "negative".to_owned(),
            base: String::new(),
        });
    }
    cases
}

fn table(text: &'static str) -> Vec<Vec<&'static str>> {
    let lines = text.lines().filter(|line| !line.is_empty());
    lines.map(|line| line.split(' ').collect()).collect()
}

fn written(name: &[&str], is_arabic: bool, dice: &mut Dice) -> String {
    let word = match is_arabic {
        true => name[0],
        false => name[1 + dice.below(name.len() - 1)],
    };
    word.replace('_', " ")
}
