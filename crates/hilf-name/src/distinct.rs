//! Common names that sound alike and are not the same name.
//!
//! Sounds alone cannot tell Muhammad from Mahmud across scripts, nor Karim from Rahim with a slip
//! of the pen. Each line is one name with its usual spellings; two words of different lines are
//! different names.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::known;
use crate::spell::spell;
use crate::units::Spelling;

const NAMES: &str = "
محمد muhammad mohammed mohamed mohammad mohamad muhammed muhamed muhamad mohammod mohamud mehmet mehmed mahamat mahamad mahomed magomed mukhammad mokhammad maxamed muhammadu mohd mamadou mamadu mahamadou
محمود mahmud mahmoud mehmood mahmood makhmud mahmut maxamuud
احمد ahmad ahmed ahmet ahmat akhmad akhmed axmed amad
حامد hamed
حميد hameed hamid xamid
حمد hamad
حماد hammad
حمدي hamdi
حمدان hamdan
محمدي mohammadi muhammadi mohamedi
احمدي ahmadi
حسن hasan hassan xasan hassen hacen
حسين husayn hussein hussain husain hossein hosein houssein hocine houcine huseyin khusein xuseen hussien hossain
حسان hassaan
حسني hosni husni housni
محسن muhsin mohsen mohsin mouhcine
سالم salem
سليم saleem selim
صالح salih saleh
صلاح salah
سلمان salman
سليمان sulayman suleiman sulaiman soleiman suleyman solayman slimane souleymane soliman
سلطان sultan
سلام salam
سعيد said saeed saied saeid
سيد sayed sayyid syed sayid seyed sayyed sayad
سعد saad
سعود saud saoud
مسعود masud masoud massoud mesud
خالد khalid khaled khalad halid khaleed
خليل khalil khaleel halil
خلدون khaldun khaldoun
راشد rashed
رشيد rasheed rachid
رشاد rashad
كريم karim kareem kerim
كريمة karima kareema
رحيم rahim raheem
حكيم hakim hakeem
حليم halim haleem
كمال kamal kamaal kemal kamel
كامل kamil kamel
جمال jamal gamal djamel jamaal cemal dzhamal
جميل jamil jameel gamil djamil cemil
جلال jalal galal djalal celal
جليل jalil jaleel
بلال bilal
هلال hilal
امين amin ameen amine emin
امينة amina ameena aminah
امير amir ameer
عامر aamir amer
عمر umar omar oumar omer cumar
عمرو amr amro
عمار ammar
عمران imran
ناصر nasser naser
نصر nasr
نصار nassar
منصور mansur mansour mansoor
منير munir mounir muneer
سمير samir sameer
سميرة samira sameera
سامي sami
سامر samer
تامر tamer
ياسر yasir yasser yaser
ياسين yasin yassin yassine yaseen
يوسف yusuf yousef youssef yusif youcef yosef joseph yousuf
يونس yunus younes younis yunis
عيسى isa issa eissa
موسى musa moussa mousa moosa
مصطفى mustafa mostafa moustafa mustapha
مرتضى murtada murtaza mortada morteza
مراد murad mourad
علي ali aly
علوي alawi alaoui
عباس abbas
انس anas
انيس anis anees
ادريس idris driss idriss
ابراهيم ibrahim ebrahim ibraheem brahim ibragim
اسماعيل ismail ismael esmail
اسحاق ishaq ishak
داود dawud daoud dawood daud
هارون harun haroun
عثمان uthman othman osman ousmane usman
طالب talib taleb
طلال talal
طارق tariq tarek tareq
طاهر tahir taher
ماهر mahir maher
جابر jabir jaber
جعفر jafar jaafar
فهد fahd fahad
فريد farid fareed
فؤاد fuad fouad
فيصل faysal faisal
فضل fadl fazl
فاضل fadil fazil
فاروق faruq farouk farooq
حبيب habib habeeb
هشام hisham hicham hesham
هاشم hashim hashem
هاني hani
هادي hadi
مهدي mahdi mehdi
ماجد majid majed
مجيد majeed
بشير bashir basheer bachir
بشار bashar
بدر badr
بكر bakr bakar
باسم basim bassem
باسل basil bassel
عادل adil adel
عدنان adnan
اسعد asad assaad
اشرف ashraf achraf
ايمن ayman aiman
ايمان iman
رياض riyad riad
رضا rida reda reza riza ridha
وليد walid waleed oualid
خديجة khadija
فاطمة fatima fatma fatimah
ليلى layla leila laila
سعيدة saida saeeda
مريم maryam mariam meriem
زينب zaynab zainab zeinab
نور nur nour noor
نورا nura noura
نادر nader
نادية nadia
شمري shammari shamari shammary shamary
سامرائي samarrai samarraie samaraie samarai samarraee
ساعدي saedi saaedi
سعدي saadi
عامري amiri ameri amery
عمري omari umari omary
عبيدي obaidi ubaidi ubaydi obeidi
عبادي abadi ebadi
حمادي hammadi
علاوي allawi
راوي rawi
جبوري jubouri jabouri juburi jaburi
دليمي dulaimi dulaymi duleimi
تميمي tamimi tamimy
مطيري mutairi mutayri
مهيري muhairi muhairy
حسيني husseini hosseini husayni hussaini
حسناوي hasnawi
محمداوي mohammedawi muhammadawi
محمودي mahmoudi mahmudi
صالحي salehi salihi
نعيمي nuaimi noaimi nuaymi
شهري shehri shahri
قحطاني qahtani
عتيبي otaibi utaybi oteibi
غامدي ghamdi
زهراني zahrani
حربي harbi
كعبي kaabi
لامي lami
رميثي romaithi
كواري kuwari kawari
خوري khoury khouri
طائي taie taee
كناني kinani
مالكي maliki
عزاوي azzawi azawi
بياتي bayati
جميلي jumaili jumayli
زيدي zaidi zaydi
زبيدي zubaidi zubaydi
";

/// All spellings of the table.
pub(crate) fn distinct_words() -> impl Iterator<Item = &'static str> {
    NAMES.split_whitespace()
}

/// The number of the line that a word stands in, given its fingerprint; `None` of one that stands
/// in several, because a spelling that two names share tells nothing.
pub(crate) fn line_of(word: &Spelling, fingerprint: u32) -> Option<u16> {
    static LINES: OnceLock<HashMap<u32, Vec<(Spelling, u16)>>> = OnceLock::new();
    let lines = LINES.get_or_init(|| {
        let mut lines: HashMap<Spelling, Option<u16>> = HashMap::new();
        for (number, line) in NAMES.lines().filter(|l| !l.is_empty()).enumerate() {
            for word in line.split_whitespace() {
                let spelling = spell(hilf_text::fold(word).text());
                let number = u16::try_from(number).unwrap_or(u16::MAX);
                lines
                    .entry(spelling)
                    .and_modify(|known| *known = known.filter(|k| *k == number))
                    .or_insert(Some(number));
            }
        }
        let mut by_fingerprint: HashMap<u32, Vec<(Spelling, u16)>> = HashMap::new();
        for (spelling, number) in lines.into_iter().filter_map(|(s, n)| Some((s, n?))) {
            by_fingerprint
                .entry(known::fingerprint(&spelling))
                .or_default()
                .push((spelling, number));
        }
        by_fingerprint
    });
    let found = lines.get(&fingerprint)?;
    found.iter().find(|(spelling, _)| spelling == word).map(|(_, number)| *number)
}

#[cfg(test)]
mod tests {
    use crate::heard::Heard;
    use crate::spell::spell;

    #[test]
    fn neighbours_in_sound_are_told_apart() {
        let distinct =
            |a: &str, b: &str| Heard::of(&spell(a)).is_distinct_from(&Heard::of(&spell(b)));
        assert!(distinct("محمد", "mahmoud"));
        assert!(distinct("karim", "rahim"));
        assert!(distinct("amin", "amina"));
        assert!(distinct("حسن", "hussein"));
        assert!(!distinct("محمد", "mehmet"));
        assert!(!distinct("gamal", "djamel"));
        assert!(!distinct("xyz", "karim"));
    }
}
