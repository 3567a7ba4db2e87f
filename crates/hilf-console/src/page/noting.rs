//! What analysts note on press reports: shown, made and taken back.

use axum::http::StatusCode;
use hilf_desk::{DeskError, NewNote, Person, PressPicture, Right};
use hilf_press::note::{Act, Note, NoteShown};
use hilf_press::{Commitment, EventCluster, Picture, Relation, Status, member_of};

use super::door::fields;
use crate::Console;
use crate::answer::Problem;
use crate::fields::Fields;
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
    /// Why it is to be taken back, as it was typed into a form that was refused.
    pub(super) typed: Option<String>,
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
        typed: None,
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
    fn new(person: &Person, acts: Vec<(&'static str, Text)>) -> Option<Noting> {
        let grade = |own: char| (1..=6).map(move |n| format!("{own}{n}"));
        person.may(Right::PressNote).then(|| Noting {
            about: Vec::new(),
            acts,
            others: Vec::new(),
            members: Vec::new(),
            grades: RELIABILITY.into_iter().flat_map(grade).collect(),
        })
    }

    pub(super) fn of_relation(person: &Person, relation: &Relation) -> Option<Noting> {
        let mut acts = vec![("evidence", words::EVIDENCE)];
        if relation.b.is_some() {
            acts.extend([("confirm", words::CONFIRM), ("reject", words::REJECT)]);
        }
        let mut noting = Noting::new(person, acts)?;
        noting.about =
            [Some(&relation.a), relation.b.as_ref()].into_iter().flatten().cloned().collect();
        Some(noting)
    }

    pub(super) fn of_promise(person: &Person, promise: &Commitment) -> Option<Noting> {
        let mut acts = vec![("evidence", words::EVIDENCE)];
        acts.extend(Status::NOTED.map(|status| (status.name(), picture::status(status))));
        let mut noting = Noting::new(person, acts)?;
        noting.about = vec![promise.id.clone()];
        Some(noting)
    }

    pub(super) fn of_event(
        person: &Person,
        picture: &Picture,
        n: usize,
        label: impl Fn(&EventCluster) -> String,
    ) -> Option<Noting> {
        let mut noting = Noting::new(person, vec![("evidence", words::EVIDENCE)])?;
        let cluster = picture.event_clusters.get(n)?;
        noting.about = cluster.members.first().cloned().into_iter().collect();
        let alike = picture.event_clusters.iter().enumerate();
        let alike = alike.filter(|(other, own)| *other != n && own.kind == cluster.kind);
        let first = |own: &EventCluster| own.members.first().cloned();
        noting.others = alike.filter_map(|(_, own)| Some((first(own)?, label(own)))).collect();
        if cluster.members.len() > 1 {
            let file = |id: &str| {
                let document = picture.documents.get(member_of(id)?.0)?;
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

/// A note that was not made: why not, and what was typed, so that it need not be typed again.
pub(super) struct Refused {
    problem: Problem,
    typed: Fields,
}

impl Refused {
    /// Why not.
    pub(super) fn told<'r>(&'r self, ui: &Ui) -> &'r str {
        self.problem.what(ui)
    }

    /// The form that was sent: taking back, merging and splitting have one each, all else shares one.
    fn form(&self) -> &str {
        match self.typed.get("act") {
            own @ ("withdraw" | "merge" | "split") => own,
            _ => "note",
        }
    }

    /// What was typed into a field of a form.
    pub(super) fn typed(&self, form: &str, field: &str) -> &str {
        if self.form() == form { self.typed.get(field) } else { "" }
    }

    /// Whether a choice was made in a form.
    pub(super) fn is_typed(&self, form: &str, field: &str, choice: &str) -> bool {
        self.form() == form && self.typed.all(field).any(|own| own == choice)
    }

    /// What was typed, where the form it was typed into is no longer there.
    pub(super) fn orphan(&self, notes: &[NoteRow], noting: Option<&Noting>) -> Option<&str> {
        let has_form = match self.form() {
            "withdraw" => notes.iter().any(|note| note.typed.is_some()),
            "merge" => noting.is_some_and(|noting| !noting.others.is_empty()),
            "split" => noting.is_some_and(|noting| !noting.members.is_empty()),
            _ => noting.is_some(),
        };
        Some(self.typed.get("text")).filter(|text| !has_form && !text.is_empty())
    }
}

/// Puts what was typed to take a note back beside that note again, and gives the status of the page.
pub(super) fn keep_typed(refused: Option<&Refused>, notes: &mut [NoteRow]) -> StatusCode {
    let Some(refused) = refused else { return StatusCode::OK };
    let number = refused.typed.number("number").filter(|_| refused.form() == "withdraw");
    let own = notes.iter_mut().find(|note| Some(note.number) == number.map(|n| n as u64));
    if let Some(note) = own.filter(|note| note.can_withdraw) {
        note.typed = Some(refused.typed.get("text").to_owned());
    }
    refused.problem.status
}

/// Makes the note of a form, or takes one back; gives where to go on, or why nothing was noted.
pub(super) async fn noted(
    console: &Console,
    ui: &Ui,
    visitor: &Visitor,
    form: &[u8],
) -> Result<Result<String, Refused>, Problem> {
    let form = fields(form)?;
    visitor.check(form.get("form_key"))?;
    let (desk, person) = (&console.desk, &visitor.person);
    let done = if form.get("act") == "withdraw" {
        let number = form.number("number").ok_or(Problem::BAD_FORM)?;
        desk.withdraw_press_note(person, number as u64, form.get("text")).await
    } else {
        desk.add_press_note(person, new(&form)?).await
    };
    match done {
        // After a merge or split the page of an event stands for another one.
        Ok(_) if matches!(form.get("act"), "merge" | "split") => Ok(Ok(ui.path("/picture"))),
        Ok(_) => Ok(Ok(ui.path(&ui.here))),
        Err(error @ DeskError::Note(_)) => {
            Ok(Err(Refused { problem: Problem::desk(&error), typed: form }))
        }
        Err(error) => Err(error.into()),
    }
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
