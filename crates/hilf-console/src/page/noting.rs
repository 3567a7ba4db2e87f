//! What analysts note on press reports: shown, made and taken back.

use axum::Extension;
use axum::extract::{RawForm, State};
use hilf_desk::{NewNote, Person, PressPicture, Right};
use hilf_press::note::{Act, Note, NoteShown};
use hilf_press::{Commitment, EventCluster, Picture, Relation, Status};

use super::door::{fields, see};
use crate::Console;
use crate::answer::{Answer, Problem};
use crate::fields::Fields;
use crate::preference::back;
use crate::say::{Text, noting as words, picture};
use crate::session::Visitor;
use crate::show::{Html, Ui, shown_name};

/// Grades of the Admiralty code.
const RELIABILITY: [char; 6] = ['A', 'B', 'C', 'D', 'E', 'F'];

/// A note as pages show it.
pub(super) struct NoteRow {
    pub(super) number: u64,
    pub(super) what: Html,
    pub(super) by: String,
    pub(super) at: Html,
    pub(super) text: Html,
    pub(super) evidence: Option<Html>,
    pub(super) holds: bool,
    pub(super) can_withdraw: bool,
}

/// The notes of some numbers, the newest first.
pub(super) fn note_rows(
    ui: &Ui,
    person: &Person,
    read: &PressPicture,
    is_shown: impl Fn(u64) -> bool,
) -> Vec<NoteRow> {
    let shown = read.notes.iter().rev().filter(|note| is_shown(note.number));
    shown.map(|note| row(ui, person, note, read.holds(note.number))).collect()
}

/// The rows of what was noted of one thing of the picture.
pub(super) fn rows_of(
    ui: &Ui,
    person: &Person,
    read: &PressPicture,
    notes: &[NoteShown],
) -> Vec<NoteRow> {
    note_rows(ui, person, read, |number| notes.iter().any(|note| note.number == number))
}

fn row(ui: &Ui, person: &Person, note: &Note, holds: bool) -> NoteRow {
    let said = &note.said;
    let mut evidence = said.source.as_deref().map(|source| shown_name(source, None));
    if let Some(grade) = &said.grade {
        let html = evidence.get_or_insert_default();
        html.markup(" ");
        html.add(&Html::element("bdi", &[], &Html::text(grade)));
    }
    let is_own = note.by == person.id;
    NoteRow {
        number: note.number,
        what: done(ui, &said.act),
        by: note.by.clone(),
        at: ui.time(&note.at),
        text: shown_name(&said.text, None),
        evidence,
        holds,
        can_withdraw: holds
            && person.may(Right::PressNote)
            && (is_own || person.may(Right::PressOverrule)),
    }
}

/// What a note does, in words.
fn done(ui: &Ui, act: &Act) -> Html {
    let text = match act {
        Act::Evidence => words::EVIDENCE,
        Act::Confirm => words::CONFIRMED,
        Act::Reject => words::REJECTED,
        Act::Merge => words::MERGED,
        Act::Split => words::SPLIT_OFF,
        Act::Status(status) => picture::status(*status),
        Act::Withdraw(number) => return ui.fill(words::WITHDRAWS, &[("n", &ui.number(*number))]),
    };
    Html::text(ui.t(text))
}

/// The forms by which notes are made of what a page shows.
pub(super) struct Noting {
    /// The page to go back to.
    pub(super) here: String,
    /// Ids the note is about.
    pub(super) about: Vec<String>,
    /// What can be noted, by the name in the form.
    pub(super) acts: Vec<(&'static str, Text)>,
    /// Events this one can be merged with: id and label.
    pub(super) others: Vec<(String, String)>,
    /// Events that can be split off: id and label.
    pub(super) members: Vec<(String, String)>,
    /// Grades of evidence.
    pub(super) grades: Vec<String>,
}

impl Noting {
    fn new(ui: &Ui, person: &Person, acts: Vec<(&'static str, Text)>) -> Option<Noting> {
        let grade = |own: char| (1..=6).map(move |n| format!("{own}{n}"));
        person.may(Right::PressNote).then(|| Noting {
            here: ui.here.clone(),
            about: Vec::new(),
            acts,
            others: Vec::new(),
            members: Vec::new(),
            grades: RELIABILITY.into_iter().flat_map(grade).collect(),
        })
    }

    pub(super) fn of_relation(ui: &Ui, person: &Person, relation: &Relation) -> Option<Noting> {
        let mut acts = vec![("evidence", words::EVIDENCE)];
        if relation.b.is_some() {
            acts.extend([("confirm", words::CONFIRM), ("reject", words::REJECT)]);
        }
        let mut noting = Noting::new(ui, person, acts)?;
        noting.about =
            [Some(&relation.a), relation.b.as_ref()].into_iter().flatten().cloned().collect();
        Some(noting)
    }

    pub(super) fn of_promise(ui: &Ui, person: &Person, promise: &Commitment) -> Option<Noting> {
        let mut acts = vec![("evidence", words::EVIDENCE)];
        acts.extend(Status::NOTED.map(|status| (status.name(), picture::status(status))));
        let mut noting = Noting::new(ui, person, acts)?;
        noting.about = vec![promise.id.clone()];
        Some(noting)
    }

    pub(super) fn of_event(
        ui: &Ui,
        person: &Person,
        picture: &Picture,
        n: usize,
        label: impl Fn(&EventCluster) -> String,
    ) -> Option<Noting> {
        let mut noting = Noting::new(ui, person, vec![("evidence", words::EVIDENCE)])?;
        let cluster = picture.event_clusters.get(n)?;
        noting.about = cluster.members.first().cloned().into_iter().collect();
        let alike = picture.event_clusters.iter().enumerate();
        let alike = alike.filter(|(other, own)| *other != n && own.kind == cluster.kind);
        let first = |own: &EventCluster| own.members.first().cloned();
        noting.others = alike.filter_map(|(_, own)| Some((first(own)?, label(own)))).collect();
        if cluster.members.len() > 1 {
            let file = |id: &str| {
                let (document, _) = id.split_once(':')?;
                let document =
                    picture.documents.get(document.parse::<usize>().ok()?.checked_sub(1)?)?;
                document.file.rsplit(['/', '\\']).next().map(str::to_owned)
            };
            let told = |id: &String| {
                let label = file(id).map_or_else(|| id.clone(), |file| format!("{id} · {file}"));
                (id.clone(), label)
            };
            noting.members = cluster.members.iter().map(told).collect();
        }
        Some(noting)
    }
}

/// `POST picture/notes`: makes a note, or takes one back.
pub(crate) async fn note(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    RawForm(form): RawForm,
) -> Answer {
    let form = fields(&form)?;
    visitor.check(form.get("form_key"))?;
    let (desk, person) = (&console.desk, &visitor.person);
    if form.get("act") == "withdraw" {
        let number = form.number("number").ok_or(Problem::BAD_FORM)?;
        desk.withdraw_press_note(person, number as u64, form.get("text")).await?;
    } else {
        desk.add_press_note(person, new(&form)?).await?;
    }
    // After a merge or split the page of an event stands for another one.
    let place = match form.get("act") {
        "merge" | "split" => "/picture",
        _ => form.get("back"),
    };
    Ok(see(&back(&ui, place), None))
}

fn new(form: &Fields) -> Result<NewNote, Problem> {
    let name = form.get("act");
    let act = Act::named(name).or_else(|| Status::noted(name).map(Act::Status));
    let given = |name: &str| Some(form.get(name).to_owned()).filter(|text| !text.is_empty());
    Ok(NewNote {
        act: act.ok_or(Problem::BAD_FORM)?,
        about: form.all("about").map(str::to_owned).collect(),
        text: form.get("text").to_owned(),
        source: given("source"),
        grade: given("grade"),
    })
}
