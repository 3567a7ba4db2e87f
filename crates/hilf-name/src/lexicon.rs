//! Words that play a part in names without being names: articles, particles, titles, kunya
//! words, legal forms, generic words of organisations, abbreviations.

use std::collections::HashMap;
use std::sync::OnceLock;

/// The part a word plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    /// The definite article before a name part.
    Article,
    /// `bin`, `ibn`, `ould` …: the next name is the father's.
    Son,
    /// `bint` …: the next name is the father's, the bearer a woman.
    Daughter,
    /// `Abd` …: the next word is an attribute of God.
    Abd,
    /// `Abu`: a kunya follows.
    Abu,
    /// `Umm`: a woman's kunya follows.
    Umm,
    /// `al-Din` as the second half of a compound.
    Din,
    /// `Allah` as the second half of a compound.
    Allah,
    /// A title or form of address; no name.
    Title,
    /// A title that is also a true name: little evidence either way.
    TitleOrName,
    /// A word for a company that says nothing of its legal form, or is used for several.
    Company,
    /// A form that limits the liability of members: Ltd, GmbH, OOO.
    Limited,
    /// A form with shares: AG, JSC, SA.
    Stock,
    /// A partnership: LP, KG.
    Partnership,
    /// A form that makes no profit: ANO.
    NonProfit,
    /// A generic word of organisation names.
    Generic,
    /// A word without weight (and, of, the, van, de …).
    Filler,
    /// A number.
    Number,
    /// Letters that stand for words.
    Acronym,
}

impl Part {
    /// The word under which forms of one kind are compared; `None` if the part is no legal form.
    pub(crate) fn legal_form(self) -> Option<&'static str> {
        match self {
            Part::Company => Some("company"),
            Part::Limited => Some("limited"),
            Part::Stock => Some("stock"),
            Part::Partnership => Some("partnership"),
            Part::NonProfit => Some("nonprofit"),
            _ => None,
        }
    }
}

const PARTS: &[(Part, &str)] = &[
    (Part::Article, "al el ul il ol ال"),
    (
        Part::Son,
        "bin ibn ben ibnu bn ebn ould wuld weld wald uld walad oglu ogly oghlu ougli بن ابن ولد",
    ),
    (Part::Daughter, "bint bent binti binte bt bte kizi kyzy gizi بنت ابنة"),
    (
        Part::Abd,
        "abd abdul abdoul abdool abdel abdal abdol abdil abdur abder abdar abdus abdes abdas abdush abdesh abdun abden abdan abdu abed abid abdud abded abduz abdez abdel عبد عبدال عبيد",
    ),
    (Part::Abu, "abu abou abo aboo abi aba bu bou ebu abul abual abuel aboul abil ابو ابي ابا بو"),
    (Part::Umm, "umm um oum om umme ام"),
    (
        Part::Din,
        "din dine deen dien deene eddine eddin uddin aldin aldeen aldine eldin eldeen eldine uldin الدين الالدين",
    ),
    (Part::Allah, "allah ullah alla ellah الله"),
    (
        Part::Title,
        "sheikh shaykh shaikh cheikh sheik shekh seyh şeyh sk haji hajji hadj hadji hajj alhaj alhaji hj \
        mullah mulla molla mollah maulavi mawlawi molvi maulvi mawlavi moulavi maulana mawlana qari hafez \
        sidi mallam ustaz ustad ustadh dr doctor doktor prof professor eng engr engineer mr mrs ms miss mme \
        mlle sir lord general gen colonel col lieutenant lt major maj captain capt cpt brigadier brig marshal \
        sergeant sgt commander cmdr cdr admiral minister president emir akhund akhond ayatollah hojjatoleslam \
        imam prince princess king honourable hon judge deputy monsieur madame herr frau senor senora prasident präsident господин \
        شيخ الشيخ شيك حاج الحاج حاجي ملا الملا مولوي مولانا قاري دكتر دكتور الدكتور مهندس المهندس استاذ الاستاذ عميد العميد \
        لواء اللواء عقيد العقيد اخوند حجي السيد السيدة",
    ),
    (
        Part::TitleOrName,
        "sharif sherif cherif hafiz hafez amir ameer sayyid sayed syed sayyed seyed seyyed seyyid khan shah jan gul agha aga beg bey baig \
        mirza malik begum bibi شريف حافظ امير سيد خان شاه جان گل اغا بيك",
    ),
    (
        Part::Company,
        "inc incorporated corp corporation co company pte pvt pty sdn est establishment sp da \
        sirketi shirkat sherkat sharikat sharika шаруашылығы fgup gup фгуп гуп фгбу гбу фку фкп муп руп дп شركة الشركة مؤسسة موسسة مءسسة شركت ش",
    ),
    (
        Part::Limited,
        "ltd limited llc gmbh mbh sarl srl bv ltda lda spzoo zoo doo kft sro ood eood fzllc fze fzc fzco wll spc \
        dmcc ooo тоо ооо тов таа тзов оод еоод ذمم شمم شذمم مدمس المحدودة محدودة",
    ),
    (
        Part::Stock,
        "plc ag kgaa sa sas sasu spa nv ab as oy oyj bhd jsc ojsc pjsc cjsc zao oao pao ao dd ad zrt aps tbk sae \
        bsc kscc saog saoc aktiengesellschaft aktiebolag aktieselskab зао оао пао ао ат пат прат зат аат ад شمل شمع شمك",
    ),
    (Part::Partnership, "llp lp kg ohg kommanditgesellschaft"),
    (Part::NonProfit, "ano ано nko нко"),
    (
        Part::Generic,
        "group trading general international intl foundation fdn association assn society organization organisation org \
        institute center centre bank banque banco import export services service enterprise enterprises enterprize industries industry industrial \
        holding holdings committee council union network fund charity charitable relief islamic national state commercial investment \
        investments development company companies shipping marine maritime lines airlines aviation transport logistics oil gas petroleum \
        engineering construction exchange money office factory company house party movement front army europe asia africa america khayriya khayria khairia khayriyya kheiriya khayriah khairiya jamiyat jamiat jamiyya jamia munazzamat lajnat muassasat muassasa mosasat islamiya islamiyya tijara tijariya masraf harakat jabhat tanzim kataib katibat liwa jaysh brigade brigades martyrs \
        مجموعة جمعية الجمعية منظمة لجنة مصرف بنك للتجارة التجارية العامة الدولية الاسلامية الاسلامي خبرگزاري الخيرية للصرافة مكتب مركز حركة تنظيم جبهة كتيبة كتائب لواء جيش",
    ),
    (
        Part::Filler,
        "and or of the for in a an und et de du des del della di da do dos das la le les los las van von der den af av zu zum zur the aka fka nka alias known as \
        و في من عن",
    ),
];

/// Abbreviations and the word they stand for.
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("md", "muhammad"),
    ("mohd", "muhammad"),
    ("muhd", "muhammad"),
    ("mhd", "muhammad"),
    ("moh", "muhammad"),
    ("mohmd", "muhammad"),
    ("muh", "muhammad"),
    ("mohamm", "muhammad"),
    ("abdl", "abdul"),
    ("gh", "ghulam"),
    ("kh", "khan"),
    ("syd", "sayyid"),
    ("fdn", "foundation"),
    ("intl", "international"),
    ("assn", "association"),
    ("assoc", "association"),
    ("co", "company"),
    ("corp", "corporation"),
    ("org", "organization"),
    ("organisation", "organization"),
    ("est", "establishment"),
    ("mfg", "manufacturing"),
    ("govt", "government"),
    ("natl", "national"),
    ("univ", "university"),
    ("inst", "institute"),
    ("dept", "department"),
    ("bros", "brothers"),
    ("grp", "group"),
    ("tech", "technology"),
    ("eng", "engineering"),
    ("ind", "industries"),
    ("inds", "industries"),
    ("svcs", "services"),
    ("centre", "center"),
    ("trdg", "trading"),
    ("tdg", "trading"),
    ("gen", "general"),
    ("bk", "bank"),
    ("ent", "enterprise"),
    ("imp", "import"),
    ("exp", "export"),
    ("invt", "investment"),
    ("dev", "development"),
    ("constr", "construction"),
    ("transp", "transport"),
    ("ship", "shipping"),
    ("agri", "agricultural"),
    ("comm", "commercial"),
];

/// The part a folded word plays, if it is known for one.
pub(crate) fn part(word: &str) -> Option<Part> {
    static TABLE: OnceLock<HashMap<&'static str, Part>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table = HashMap::new();
        for (part, words) in PARTS {
            for word in words.split_whitespace() {
                table.entry(word).or_insert(*part);
            }
        }
        table
    });
    table.get(word).copied()
}

/// The legal form or generic word that a long word is, with one slip of the pen
/// (`aktiengeselschaft`, `internatilonal`).
pub(crate) fn mistyped_word_of_body(word: &str) -> Option<Part> {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() < LONG_GENERIC || part(word).is_some() {
        return None;
    }
    let near = |body: &&WordOfBody| {
        letters.len() >= body.least
            && body.letters.len().abs_diff(letters.len()) <= 1
            && differ_by_one_slip(&letters, &body.letters)
    };
    words_of_body().iter().find(near).map(|body| body.part)
}

/// A word of organisations that is long enough to be told from a name when it is mistyped.
struct WordOfBody {
    part: Part,
    letters: Vec<char>,
    /// Letters that a word must have to be taken for it.
    least: usize,
}

fn words_of_body() -> &'static [WordOfBody] {
    static WORDS: OnceLock<Vec<WordOfBody>> = OnceLock::new();
    let least = |part: Part| match part {
        Part::Generic => Some(LONG_GENERIC),
        _ => part.legal_form().map(|_| LONG_FORM),
    };
    let of = |part: Part, word: &str| {
        let letters: Vec<char> = word.chars().collect();
        let least = least(part).filter(|least| letters.len() >= *least)?;
        Some(WordOfBody { part, letters, least })
    };
    WORDS.get_or_init(|| {
        let words = PARTS.iter().flat_map(|(part, words)| {
            words.split_whitespace().filter_map(move |word| of(*part, word))
        });
        words.collect()
    })
}

/// Letters from which on a mistyped legal form, and a mistyped generic word, is still told from a
/// name: البركة is not الشركة.
const LONG_FORM: usize = 10;
const LONG_GENERIC: usize = 7;

/// Whether two words differ by one letter more, less, another, or two neighbours swapped.
pub(crate) fn is_one_slip(letters: &[char], whole: &str) -> bool {
    let whole: Vec<char> = whole.chars().collect();
    differ_by_one_slip(letters, &whole)
}

fn differ_by_one_slip(letters: &[char], whole: &[char]) -> bool {
    let same = letters.iter().zip(whole).take_while(|(a, b)| a == b).count();
    let (rest, other) = (&letters[same..], &whole[same..]);
    match (rest, other) {
        ([_, rest @ ..], [_, other @ ..]) if rest == other => true,
        ([a, b, rest @ ..], [c, d, other @ ..]) if a == d && b == c && rest == other => true,
        _ => rest.get(1..) == Some(other) || other.get(1..) == Some(rest),
    }
}

/// Titles that families are called by as well; `Dr`, `Eng` and ranks are not among them.
const HONOURS: &str = "sheikh shaykh shaikh cheikh sheik haji hajji hadj hadji hajj mullah mulla molla \
    maulavi mawlawi molvi maulana qari hafez imam akhund akhond ustad شيخ حاج حاجي حجي ملا مولوي قاري \
    اخوند امام استاد";

/// Whether a word is a title that families are called by as well.
pub(crate) fn is_title_of_honour(word: &str) -> bool {
    HONOURS.split_whitespace().any(|title| title == word)
}

/// The word an abbreviation stands for.
pub(crate) fn abbreviation(word: &str) -> Option<&'static str> {
    static TABLE: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        // Of two entries the first counts.
        ABBREVIATIONS.iter().rev().copied().collect()
    });
    table.get(word).copied()
}

/// Article forms that assimilate to a following "sun letter": article word and the letters with
/// which the next word must begin.
const ASSIMILATED: &[(&str, &str)] = &[
    ("as", "s"),
    ("es", "s"),
    ("us", "s"),
    ("is", "s"),
    ("ash", "sh"),
    ("esh", "sh"),
    ("ush", "sh"),
    ("ach", "ch"),
    ("ech", "ch"),
    ("ad", "d"),
    ("ed", "d"),
    ("ud", "d"),
    ("id", "d"),
    ("adh", "dh"),
    ("ar", "r"),
    ("er", "r"),
    ("ur", "r"),
    ("ir", "r"),
    ("az", "z"),
    ("ez", "z"),
    ("uz", "z"),
    ("an", "n"),
    ("en", "n"),
    ("un", "n"),
    ("in", "n"),
    ("at", "t"),
    ("et", "t"),
    ("ut", "t"),
    ("ath", "th"),
    ("eth", "th"),
    ("uth", "th"),
];

/// Whether `word` before `next` is an assimilated article (`ash` before `shishani`).
pub(crate) fn is_assimilated_article(word: &str, next: &str) -> bool {
    ASSIMILATED.iter().any(|(article, letters)| *article == word && next.starts_with(letters))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_articles_are_known() {
        assert_eq!(part("بن"), Some(Part::Son));
        assert_eq!(part("sheikh"), Some(Part::Title));
        assert_eq!(part("zawahiri"), None);
        // One letter from الشركة, and a word of its own.
        assert_eq!(mistyped_word_of_body("البركة"), None);
        assert_eq!(mistyped_word_of_body("internatilonal"), Some(Part::Generic));
        assert!(is_assimilated_article("ash", "shishani"));
        assert!(!is_assimilated_article("ash", "baghdadi"));
    }
}
