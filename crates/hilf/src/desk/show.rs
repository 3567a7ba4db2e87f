//! Alerts as people read them on a terminal.

use hilf_case::State;
use hilf_store::{AlertRow, Case};
use hilf_text::bidi::isolate;
use serde_json::Value as Json;

/// An alert in one line.
pub(super) fn summary(alert: &AlertRow) -> String {
    let state = alert.alert.state();
    let due = alert.due_at.map(|due| format!("  due {}", due.strftime("%Y-%m-%d %H:%M")));
    let score = alert.score as f64 / 1000.0;
    format!(
        "{}  {score:.3}  {:<9}  {} = {} {}{}",
        alert.id,
        english(state),
        isolate(caption(&alert.content["subject"])),
        alert.entity,
        isolate(listed(alert)),
        due.unwrap_or_default(),
    )
}

/// A case in one line.
pub(super) fn of_case(case: &Case) -> String {
    let due = case.due_at.map(|due| format!("  due {}", due.strftime("%Y-%m-%d %H:%M")));
    let state = if case.is_open { "open · مفتوحة" } else { "decided · محسومة" };
    format!(
        "{}  {state}  customer {}  {} alerts, {} undecided{}",
        case.id(),
        isolate(&case.customer),
        case.alerts,
        case.undecided,
        due.unwrap_or_default(),
    )
}

fn english(state: State) -> &'static str {
    match state {
        State::New => "new",
        State::InReview => "in review",
        State::Proposed => "proposed",
        State::Decided => "decided",
        State::Reopened => "reopened",
    }
}

fn listed(alert: &AlertRow) -> &str {
    let content = &alert.content;
    match content["listed"].get(0) {
        Some(entity) => caption(entity),
        None => content["listed_before"].get(0).map_or("", caption),
    }
}

fn caption(entity: &Json) -> &str {
    let name = entity["properties"]["name"].get(0).and_then(Json::as_str);
    name.or_else(|| entity["caption"].as_str()).unwrap_or("")
}

/// An alert with its evidence and history.
pub(super) fn whole(alert: &AlertRow) -> String {
    let mut text = summary(alert) + "\n";
    let content = &alert.content;
    let state = alert.alert.state();
    text += &format!("  state: {} · الحالة: {}\n", english(state), state.arabic());
    match content["standing"].as_str() {
        Some("delisted") => text += "  the listing has ended · انتهى الإدراج\n",
        Some("list_removed") => {
            text += "  its list was taken off this node · أزيلت قائمته من هذه العقدة\n";
        }
        Some("no_longer_hit") => text += "  no hit any more · لم تعد هناك مطابقة\n",
        _ => {}
    }
    for row in content["explanation"]["rows"].as_array().into_iter().flatten() {
        let effect = row["effect"].as_f64().unwrap_or(0.0);
        let of = |key: &str| row[key].as_str().unwrap_or("").to_owned();
        text += &format!("  {effect:+.3}  {}\n          {}\n", of("en"), of("ar"));
    }
    for change in alert.alert.changes() {
        text += &format!("  {}\n  {}\n", change.english(), isolate(&change.arabic()));
    }
    for recorded in &alert.events {
        let at = recorded.at.strftime("%Y-%m-%d %H:%M");
        let event = serde_json::to_value(&recorded.event).unwrap_or_default();
        let what = event["event"].as_str().unwrap_or("").to_owned();
        let details = ["outcome", "reason", "text", "name", "to"]
            .into_iter()
            .filter_map(|key| event[key].as_str())
            .map(isolate)
            .collect::<Vec<_>>()
            .join(" · ");
        text += &format!("  {at}  {}  {what}  {details}\n", isolate(&recorded.by));
    }
    let evidence = alert.alert.evidence().as_str();
    let seen = evidence.get(..12).unwrap_or(evidence);
    text + &format!(
        "  evidence {seen}… (propose and approve with --seen {seen})\n  snapshot {}, {}, profile {}\n",
        content["snapshot"].as_str().unwrap_or(""),
        content["matcher"].as_str().unwrap_or(""),
        content["profile"].as_str().unwrap_or(""),
    )
}
