//! The profile in force, previews of another, and changes that two people decide.

use askama::Template;
use axum::Extension;
use axum::extract::{Path, RawForm, State};
use axum::http::StatusCode;
use hilf_desk::{Desk, DeskError, PreviewState, Right};
use hilf_match::Profile;
use hilf_store::ProfileChange;
use serde_json::{Value, json};

use super::door::{fields, see};
use super::impact::ImpactView;
use crate::answer::{Answer, Problem, following, form_page, page};
use crate::fields::Fields;
use crate::say::{admin as words, search};
use crate::session::Visitor;
use crate::show::{Html, Ui, filters};
use crate::{Console, asset, say};

/// Samples that are offered.
const SAMPLES: [u64; 2] = [1_000, 10_000];

/// A setting of a profile that is a number.
struct Setting {
    /// Its place in the profile's JSON, which is its name in the form.
    place: String,
    label: Html,
    value: String,
    /// What the form has, in points with a decimal point.
    input: String,
}

/// The settings of a profile in their order.
fn settings(ui: &Ui, profile: &Profile) -> Vec<Setting> {
    let json = Desk::profile_json(profile);
    let one = |place: String, label: Html| {
        let points = json.pointer(&place).and_then(Value::as_f64).unwrap_or(0.0) * 100.0;
        let input = format!("{:.1}", points);
        Setting { value: ui.decimal(&input.replace('-', "−")), place, label, input }
    };
    let bands = profile.bands.iter().enumerate().map(|(n, band)| {
        let name = ui.t(search::band(Some(&band.name)));
        one(format!("/bands/{n}/least"), ui.fill(words::BAND, &[("band", name)]))
    });
    let plain = |(place, text): &(&str, _)| one((*place).to_owned(), Html::text(ui.t(*text)));
    let mut all: Vec<Setting> = words::SETTINGS.iter().take(1).map(plain).collect();
    all.extend(bands);
    all.extend(words::SETTINGS.iter().skip(1).map(plain));
    all
}

/// A proposed change in a table.
struct ChangeRow {
    path: String,
    number: Html,
    profile: String,
    told: Html,
    standing: Html,
}

fn change_row(ui: &Ui, change: &ProfileChange) -> ChangeRow {
    ChangeRow {
        path: ui.path(&format!("/profiles/changes/{}", change.n)),
        number: numbered(ui, change),
        profile: change.what.profile.clone(),
        told: told(ui, change),
        standing: standing(ui, change),
    }
}

fn numbered(ui: &Ui, change: &ProfileChange) -> Html {
    ui.fill(words::CHANGE_N, &[("n", &ui.number(u64::try_from(change.n).unwrap_or(0)))])
}

fn quoted(text: &str) -> Html {
    Html::element("bdi", &[], &Html::text(text))
}

fn told(ui: &Ui, change: &ProfileChange) -> Html {
    let parts = [
        ("who", &quoted(&change.proposed_by)),
        ("date", &ui.time(&change.proposed_at.to_string())),
        ("reason", &quoted(&change.what.reason)),
    ];
    ui.fill_html(words::PROPOSED_BY, &parts)
}

fn standing(ui: &Ui, change: &ProfileChange) -> Html {
    let Some(decision) = &change.decision else { return Html::text(ui.t(words::WAITING)) };
    let word = if decision.is_approved { words::APPROVED_BY } else { words::REFUSED_BY };
    let parts = [
        ("who", &quoted(&decision.by)),
        ("date", &ui.time(&decision.at.to_string())),
        ("remark", &quoted(&decision.remark)),
    ];
    ui.fill_html(word, &parts)
}

#[derive(Template)]
#[template(path = "profiles.html")]
struct ProfilesPage {
    ui: Ui,
    id: Html,
    settings: Vec<Setting>,
    is_weak_alone: bool,
    samples: Vec<(u64, Html)>,
    can_propose: bool,
    fault: Option<Html>,
    changes: Vec<ChangeRow>,
}

/// `GET profiles`.
pub(crate) async fn show(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
) -> Answer {
    let profile = console.desk.profile_in_force().await?;
    profiles_page(&console, ui, &visitor, None, &profile, &Fields::default()).await
}

async fn profiles_page(
    console: &Console,
    ui: Ui,
    visitor: &Visitor,
    fault: Option<Html>,
    profile: &Profile,
    form: &Fields,
) -> Answer {
    let changes = console.desk.profile_changes(&visitor.person).await?;
    let mut settings = settings(&ui, profile);
    for setting in &mut settings {
        // What was typed stays.
        if form.has(&setting.place) {
            form.get(&setting.place).clone_into(&mut setting.input);
        }
    }
    let sample = |most: u64| (most, ui.fill(words::AT_MOST, &[("n", &ui.number(most))]));
    let shown = ProfilesPage {
        id: ui.fill(words::IN_FORCE, &[("id", &profile.id())]),
        settings,
        is_weak_alone: profile.weak_alias_alone,
        samples: SAMPLES.into_iter().map(sample).collect(),
        can_propose: visitor.person.may(Right::ProfilePropose),
        changes: changes.iter().map(|change| change_row(&ui, change)).collect(),
        fault,
        ui,
    };
    form_page(shown.fault.is_some(), &shown)
}

/// `POST profiles`: begins a preview of the profile in the form.
pub(crate) async fn preview(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    RawForm(form): RawForm,
) -> Answer {
    let form = fields(&form)?;
    visitor.check(form.get("form_key"))?;
    let desk = &console.desk;
    let profile = desk.profile_in_force().await?;
    let fault = match drafted(&ui, &profile, &form) {
        Err(fault) => fault,
        Ok(draft) => {
            let most = form.get("most").parse().ok();
            match desk.begin_preview(&visitor.person, draft, most).await {
                Ok(id) => return Ok(see(&ui.path(&format!("/profiles/previews/{id}")), None)),
                Err(error @ (DeskError::Missing(_) | DeskError::Profile(_))) => {
                    Html::text(Problem::desk(&error).what(&ui))
                }
                Err(error) => return Err(error.into()),
            }
        }
    };
    profiles_page(&console, ui, &visitor, Some(fault), &profile, &form).await
}

/// The profile of a form; numbers that were left as they are stay to the last digit.
fn drafted(ui: &Ui, profile: &Profile, form: &Fields) -> Result<Profile, Html> {
    let mut json = Desk::profile_json(profile);
    for setting in settings(ui, profile) {
        let given = form.get(&setting.place);
        if given.is_empty() || given == setting.input {
            continue;
        }
        let plain: String = given
            .chars()
            .map(|c| match c {
                '٫' | ',' => '.',
                '−' => '-',
                c => hilf_text::ascii_digit(c).unwrap_or(c),
            })
            .collect();
        let points: Option<f64> = plain.parse().ok().filter(|points: &f64| points.is_finite());
        let points = points.ok_or_else(|| ui.fill(words::BAD_NUMBER, &[("value", given)]))?;
        if let Some(value) = json.pointer_mut(&setting.place) {
            *value = json!(points / 100.0);
        }
    }
    json["weak_alias_alone"] = json!(form.get("weak_alias_alone") == "yes");
    serde_json::from_value(json).map_err(|error| Html::text(&error.to_string()))
}

/// A setting that differs between two profiles.
struct Difference {
    label: Html,
    before: String,
    after: String,
}

fn differences(ui: &Ui, before: &Profile, after: &Profile) -> Vec<Difference> {
    let pairs = settings(ui, before).into_iter().zip(settings(ui, after));
    let differing = pairs.filter(|(before, after)| before.input != after.input);
    let mut all: Vec<Difference> = differing
        .map(|(before, after)| Difference {
            label: before.label,
            before: before.value,
            after: after.value,
        })
        .collect();
    if before.weak_alias_alone != after.weak_alias_alone {
        let word = |is: bool| ui.t(if is { words::YES } else { words::NO }).to_owned();
        all.push(Difference {
            label: Html::text(ui.t(words::WEAK_ALONE)),
            before: word(before.weak_alias_alone),
            after: word(after.weak_alias_alone),
        });
    }
    all
}

/// How far a preview is.
enum Progress {
    Running { told: Html, done: u64, of: u64 },
    Done(Box<ImpactView>),
    Failed(Html),
}

#[derive(Template)]
#[template(path = "profile_preview.html")]
struct PreviewPage {
    ui: Ui,
    title: Html,
    differences: Vec<Difference>,
    progress: Progress,
    fault: Option<Html>,
    reason: String,
}

/// `GET profiles/previews/{id}`.
pub(crate) async fn previewed(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    preview_page(&console, ui, &visitor, &id, None, "").await
}

async fn preview_page(
    console: &Console,
    ui: Ui,
    visitor: &Visitor,
    id: &str,
    fault: Option<Html>,
    reason: &str,
) -> Answer {
    let desk = &console.desk;
    let preview = desk.preview(&visitor.person, id).await?;
    let state = preview.state();
    let profile = desk.profile_in_force().await?;
    let before = match &state {
        PreviewState::Done(impact) => impact.before.clone(),
        _ => profile.id(),
    };
    let progress = match state {
        PreviewState::Running { done, of } => {
            let parts = [("done", &*ui.number(done)), ("of", &*ui.number(of))];
            Progress::Running { told: ui.fill(words::COMPUTING, &parts), done, of }
        }
        PreviewState::Done(impact) => Progress::Done(Box::new(ImpactView::of(&ui, &impact))),
        PreviewState::Failed { en, ar } => {
            let reason = if ui.is_arabic() { ar } else { en };
            Progress::Failed(ui.fill(words::FAILED, &[("reason", &reason)]))
        }
    };
    let is_running = matches!(progress, Progress::Running { .. });
    let after = preview.draft.id();
    let parts = [("before", before.as_str()), ("after", after.as_str())];
    let shown = PreviewPage {
        title: ui.fill(words::PREVIEW_TITLE, &parts),
        differences: differences(&ui, &profile, &preview.draft),
        progress,
        fault,
        reason: reason.to_owned(),
        ui,
    };
    following(is_running, form_page(shown.fault.is_some(), &shown))
}

/// `POST profiles/previews/{id}`: proposes what was previewed.
pub(crate) async fn propose(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    Path((_, id)): Path<(String, String)>,
    RawForm(form): RawForm,
) -> Answer {
    let form = fields(&form)?;
    visitor.check(form.get("form_key"))?;
    let reason = form.get("reason");
    match console.desk.propose_profile(&visitor.person, &id, reason).await {
        Ok(n) => Ok(see(&ui.path(&format!("/profiles/changes/{n}")), None)),
        Err(error @ (DeskError::Missing(_) | DeskError::Refused(_))) => {
            let fault = Html::text(Problem::desk(&error).what(&ui));
            preview_page(&console, ui, &visitor, &id, Some(fault), reason).await
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "profile_change.html")]
struct ChangePage {
    ui: Ui,
    number: Html,
    told: Html,
    standing: Html,
    is_open: bool,
    is_own: bool,
    can_approve: bool,
    differences: Vec<Difference>,
    impact: ImpactView,
    hash: String,
    profile: String,
    fault: Option<Html>,
    typed: String,
}

/// `GET profiles/changes/{n}`.
pub(crate) async fn change(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    Path((_, n)): Path<(String, i64)>,
) -> Answer {
    change_page(&console, ui, &visitor, n, None, "").await
}

async fn change_page(
    console: &Console,
    ui: Ui,
    visitor: &Visitor,
    n: i64,
    fault: Option<Html>,
    typed: &str,
) -> Answer {
    let desk = &console.desk;
    let change = desk.profile_change(&visitor.person, n).await?;
    let impact = serde_json::from_value(change.what.impact.clone()).unwrap_or_default();
    let after = Profile::read(&change.what.body).map_err(DeskError::from)?;
    let before = desk.profile_named(&visitor.person, &change.what.replaces).await?;
    let status = if fault.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    let shown = ChangePage {
        number: numbered(&ui, &change),
        told: told(&ui, &change),
        standing: standing(&ui, &change),
        is_open: change.decision.is_none(),
        is_own: change.proposed_by == visitor.person.id,
        can_approve: visitor.person.may(Right::ProfileApprove),
        differences: before.map_or_else(Vec::new, |before| differences(&ui, &before, &after)),
        impact: ImpactView::of(&ui, &impact),
        hash: change.what.hash,
        profile: change.what.profile,
        fault,
        typed: typed.to_owned(),
        ui,
    };
    page(status, &shown)
}

/// `POST profiles/changes/{n}`: approves a change or turns it down.
pub(crate) async fn decide(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    Path((_, n)): Path<(String, i64)>,
    RawForm(form): RawForm,
) -> Answer {
    let form = fields(&form)?;
    visitor.check(form.get("form_key"))?;
    let (desk, person, remark) = (&console.desk, &visitor.person, form.get("remark"));
    let done = match form.get("step") {
        "approve" => desk.approve_profile(person, n, form.get("hash"), remark).await,
        "refuse" => desk.refuse_profile(person, n, remark).await,
        _ => return Err(Problem::BAD_FORM),
    };
    match done {
        Ok(()) => Ok(see(&ui.path(&format!("/profiles/changes/{n}")), None)),
        Err(error @ (DeskError::Missing(_) | DeskError::Refused(_))) => {
            let fault = Html::text(Problem::desk(&error).what(&ui));
            change_page(&console, ui, &visitor, n, Some(fault), remark).await
        }
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use hilf_match::Lang;

    use super::*;

    fn form(pairs: &[(&str, &str)]) -> Fields {
        let text: Vec<String> = pairs
            .iter()
            .map(|(name, value)| {
                let mut own = form_urlencoded::Serializer::new(String::new());
                own.append_pair(name, value).finish()
            })
            .collect();
        Fields::read(&text.join("&"))
    }

    #[test]
    fn a_form_changes_what_was_typed_and_nothing_else() {
        let (ui, mut kyc) = (Ui::new(Lang::English), Profile::kyc());
        kyc.evidence.birth_date_near = -0.0333;
        let same = drafted(&ui, &kyc, &form(&[("/evidence/birth_date_near", "-3.3")])).unwrap();
        assert_eq!(same, kyc);
        let given = form(&[
            ("/threshold", "٨٢٫٥"),
            ("/bands/2/least", "82.5"),
            ("weak_alias_alone", "yes"),
        ]);
        let draft = drafted(&ui, &kyc, &given).unwrap();
        assert_eq!((draft.threshold, draft.bands[2].least), (0.825, 0.825));
        assert!(draft.weak_alias_alone && !kyc.weak_alias_alone);
        assert_eq!(draft.evidence, kyc.evidence);
        let told = differences(&ui, &kyc, &draft);
        let told: Vec<(&str, &str)> =
            told.iter().map(|d| (d.before.as_str(), d.after.as_str())).collect();
        assert_eq!(told, [("70.0", "82.5"), ("70.0", "82.5"), ("no", "yes")]);
        assert!(drafted(&ui, &kyc, &form(&[("/threshold", "high")])).is_err());
        assert!(drafted(&ui, &kyc, &form(&[("/threshold", "inf")])).is_err());
    }
}
