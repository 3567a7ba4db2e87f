//! The numbers of the reports, each with its sentence.

use hilf_press::{ClaimFound, Picture};

use super::{Lang, columns, days, escaped, head, inert, link, row};
use crate::press::words;

pub(super) fn figures(out: &mut String, picture: &Picture, lang: Lang) {
    head(out, "figures", lang);
    columns(
        out,
        &[
            ("العدد", "Number"),
            ("ما يقاس", "Measures"),
            ("النطاق والزمن", "Scope and time"),
            ("القائل", "Speaker"),
            ("الجملة", "Sentence"),
        ],
        lang,
    );
    for (place, document) in picture.documents.iter().enumerate() {
        for claim in document.claims.iter().filter(|claim| claim.value.is_some()) {
            let cells = [
                number(claim, lang),
                measured(claim, lang),
                limits(claim, lang),
                speaker(claim, lang),
                format!("{} {}", link(place, claim.sentence_span), sentence(claim)),
            ];
            row(out, "td", &cells);
        }
    }
    out.push_str("</tbody></table>\n");
}

/// The sentence of a claim with its number marked.
pub(super) fn sentence(claim: &ClaimFound) -> String {
    let text = &claim.sentence;
    let start = claim.sentence_span.bytes[0];
    let at = |byte: usize| byte.checked_sub(start).filter(|at| text.is_char_boundary(*at));
    let [from, to] = claim.number_span.bytes.map(at);
    let marked = match (from, to) {
        (Some(from), Some(to)) if from < to => format!(
            "{}<b>{}</b>{}",
            escaped(&text[..from]),
            escaped(&text[from..to]),
            escaped(&text[to..])
        ),
        _ => escaped(text),
    };
    format!("<div class=\"told\" dir=\"auto\">{marked}</div>")
}

fn number(claim: &ClaimFound, lang: Lang) -> String {
    if let Some((ar, en)) = words::place_in_series(claim) {
        return format!("{}{}", inert(lang.pick(&ar, &en)), planned(claim, lang));
    }
    let (ar, en) = words::comparator(claim.comparator);
    let unit = claim.unit.as_deref().map_or((String::new(), String::new()), words::unit);
    let to = claim.value_to.map_or(String::new(), |to| format!("–{}", words::number(to)));
    let value = format!("{}{to}", words::number(claim.value.unwrap_or_default()));
    format!(
        "{} <bdi dir=\"ltr\">{}</bdi> {}{}",
        lang.pick(ar, en),
        escaped(&value),
        inert(lang.pick(&unit.0, &unit.1)),
        planned(claim, lang)
    )
}

fn planned(claim: &ClaimFound, lang: Lang) -> &'static str {
    match lang {
        Lang::Ar if claim.planned => "<br><small>مقرر</small>",
        Lang::En if claim.planned => "<br><small>planned</small>",
        _ => "",
    }
}

fn measured(claim: &ClaimFound, lang: Lang) -> String {
    words::measure(claim).map_or_else(String::new, |(ar, en)| inert(lang.pick(&ar, &en)))
}

/// The place and the days a number speaks of, and what the register knows of it.
fn limits(claim: &ClaimFound, lang: Lang) -> String {
    let place = claim.scope.as_ref().map(|scope| inert(&scope.name));
    let time = claim.time.as_ref().map(|time| days(Some(&time.earliest), Some(&time.latest)));
    let register = claim.register.as_ref().map(|register| match register.verdict {
        "holds" => lang.pick("يوافق السجل", "as the register has it").to_owned(),
        "held" => format!(
            "{} {}",
            lang.pick("في السجل بزمن آخر:", "in the register at another time:"),
            days(register.from.as_deref(), register.until.as_deref())
        ),
        _ => lang.pick("ليس في السجل", "not in the register").to_owned(),
    });
    [place, time, register].into_iter().flatten().collect::<Vec<_>>().join("<br>")
}

fn speaker(claim: &ClaimFound, lang: Lang) -> String {
    let inferred =
        if claim.speaker_inferred { lang.pick(" (استنتاجا)", " (inferred)") } else { "" };
    let relay = claim.relayed_by.as_deref().map_or(String::new(), |relay| {
        format!("<br><small>{} {}</small>", lang.pick("نقلا عنه:", "passed on by"), inert(relay))
    });
    let own = lang.pick("التقرير", "the report");
    match claim.speaker.as_deref() {
        Some(speaker) => format!("{}{inferred}{relay}", inert(speaker)),
        None => own.to_owned(),
    }
}
