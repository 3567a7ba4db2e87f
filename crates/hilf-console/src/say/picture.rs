//! The press picture.

use hilf_press::{RelationKind, Status, event_in_words};

use super::{Plural, Text, texts};

texts! {
    TITLE = "الصورة" | "Picture";
    LEAD = "ما ترويه التقارير الصحفية المحفوظة: أحداث ووعود وتعارضات، كلٌّ بجملته في أصله."
        | "What the kept press reports tell: events, promises, contradictions, each with its sentence in the original.";
    NONE = "لا تقارير محفوظة بعد؛ أضِفها بالأمر hilf press ingest." | "No report is kept yet; take some in with hilf press ingest.";
    EVENTS = "الأحداث" | "Events";
    EVENT = "الحدث" | "Event";
    PLACE = "المكان" | "Place";
    DATE = "التاريخ" | "Date";
    OPEN_DATE = "غير محسوم" | "not settled";
    REPORTS = "التقارير" | "Reports";
    RELATIONS = "التعارضات والفروق" | "Contradictions and differences";
    RELATIONS_NONE = "لا تعارض بين التقارير." | "The reports do not contradict each other.";
    VERDICT = "الحكم" | "Verdict";
    WHY = "لماذا" | "Why";
    SENTENCES = "الجملتان" | "Sentences";
    SIDE_BY_SIDE = "جنبًا إلى جنب" | "Side by side";
    COMMITMENTS = "الوعود" | "Promises";
    BY = "من" | "By whom";
    WHAT = "ماذا" | "What";
    DUE = "الموعد" | "Due";
    STATUS = "الحال" | "Status";
    WHOSE = "لا يُذكر" | "not named";
    MEMBERS = "أعضاء التحالف الدولي عبر الزمن" | "Members of the Global Coalition over time";
    MEMBER = "العضو" | "Member";
    JOINED = "انضم" | "Joined";
    SOURCE = "المصدر" | "Source";
    FIGURES = "الأرقام عبر الزمن" | "Figures over time";
    FIGURES_NONE = "لا أرقام في التقارير." | "The reports hold no figures.";
    FIGURES_OF = "الأرقام بوحدة «{unit}»" | "Figures in “{unit}”";
    NUMBER = "العدد" | "Number";
    UNIT = "الوحدة" | "Unit";
    THE_REPORT = "التقرير نفسه" | "the report itself";
    SENTENCE = "الجملة في أصلها" | "Sentence in the original";
    YEAR = "السنة" | "Year";
    NEW_MEMBERS = "انضم فيها" | "Joined in it";
    TOTAL = "المجموع" | "All";
    EVERY_MEMBER = "كل عضو ومصدره" | "Every member with the source";
    HELD = "تقارير تعذّرت قراءتها" | "Reports that could not be read";
    UNTITLED = "بلا عنوان" | "untitled";
    TIMELINE = "رسم زمني للأحداث" | "Drawing of the events over time";
    MARKED = "الجمل المعنيّة مُعلَّمة." | "The sentences in question are marked.";
    R_AGREE = "متفقة" | "agree";
    R_REFINES = "أدق" | "more exact";
    R_TIME = "زمنان مختلفان" | "different times";
    R_SCOPE = "نطاقان مختلفان" | "different scopes";
    R_UNIT = "وحدتان مختلفتان" | "different units";
    R_PLAN = "خطة تجاوزها الواقع" | "a plan that was overtaken";
    R_APPARENT = "تعارض ظاهري" | "apparent contradiction";
    R_CONTRADICT = "تعارض" | "contradiction";
    R_SUM_OK = "المجموع صحيح" | "adds up";
    R_SUM_BAD = "المجموع لا يصح" | "does not add up";
    R_WHOLE = "نسبة بلا أصل معلوم" | "share of an unnamed whole";
    R_MERGED = "خلط رقمين" | "two figures merged";
    R_SINGLE = "مصدر واحد" | "one source only";
    S_OPEN = "قائم" | "open";
    S_MET = "وُفي به" | "kept";
    S_PARTLY = "وُفي ببعضه" | "kept in part";
    S_DELAYED = "أُجّل" | "put off";
    S_NOT_MET = "لم يُوف به" | "not kept";
    S_OVERDUE = "فات موعده" | "overdue";
    S_CONTRADICTED = "مختلف فيه" | "disputed";
}

/// Members without a date.
pub(crate) const UNDATED: Plural = Plural::new(
    [
        "",
        "عضو واحد لا يُعرف متى انضم",
        "عضوان لا يُعرف متى انضما",
        "{n} أعضاء لا يُعرف متى انضموا",
        "{n} عضوًا لا يُعرف متى انضموا",
        "{n} عضو لا يُعرف متى انضموا",
    ],
    [
        "{n} member of whom it is not known when they joined",
        "{n} members of whom it is not known when they joined",
    ],
);

/// A kind of event; `None` for one without a word of ours.
pub(crate) fn kind(kind: &str) -> Option<Text> {
    event_in_words(kind).map(|(ar, en)| Text::new(ar, en))
}

/// A relation in words.
pub(crate) fn relation(kind: RelationKind) -> Text {
    use RelationKind as K;
    match kind {
        K::Agree => R_AGREE,
        K::Refines => R_REFINES,
        K::DifferTime => R_TIME,
        K::DifferScope => R_SCOPE,
        K::UnitMismatch => R_UNIT,
        K::SupersededPlan => R_PLAN,
        K::ApparentContradiction => R_APPARENT,
        K::Contradict => R_CONTRADICT,
        K::ArithmeticOk => R_SUM_OK,
        K::ArithmeticFailed => R_SUM_BAD,
        K::AmbiguousDenominator => R_WHOLE,
        K::Conflation => R_MERGED,
        K::SingleSource => R_SINGLE,
    }
}

/// Where a promise stands, in words.
pub(crate) fn status(status: Status) -> Text {
    match status {
        Status::Open => S_OPEN,
        Status::Met => S_MET,
        Status::PartlyMet => S_PARTLY,
        Status::Delayed => S_DELAYED,
        Status::NotMet => S_NOT_MET,
        Status::Overdue => S_OVERDUE,
        Status::Contradicted => S_CONTRADICTED,
    }
}

#[cfg(test)]
mod tests {
    use super::kind;

    #[test]
    fn every_kind_of_event_has_words() {
        // The event types of `hilf-press` as its reports name them.
        let kinds = [
            "meeting",
            "press_conference",
            "attack",
            "clash",
            "operation",
            "arrest",
            "founding",
            "accession",
            "agreement",
            "listing",
            "abduction",
            "release",
            "return",
        ];
        assert!(kinds.iter().all(|own| kind(own).is_some()));
        assert!(kind("other").is_none());
    }
}
