//! Press reports of the node as they are read, and what analysts note on them.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use hilf_press::note::{Act as Doing, Note, NoteError, Said, holding};
use hilf_press::shelf::{FormerNotes, Shelf, ShelfError};
use hilf_press::{Picture, Reports};
use hilf_store::{Act, NewPressNote, PressNote, StoreError};
use jiff::Timestamp;
use serde_json::{Value as Json, json};

use crate::{Desk, DeskError, Person, Right};

/// What the log calls the reports.
const OBJECT: &str = "press";

/// A note that is to be made.
#[derive(Clone, Debug)]
pub struct NewNote {
    /// What it does; see [`Desk::withdraw_press_note`] for taking one back.
    pub act: Doing,
    /// What it is about, by the ids of the picture: `1:c3`, `2:e1`, `1:s2`.
    pub about: Vec<String>,
    /// Why.
    pub text: String,
    /// Where the evidence can be found.
    pub source: Option<String>,
    /// Grade of the evidence by the Admiralty code.
    pub grade: Option<String>,
}

/// The reports of the node with what was read in them.
pub struct PressPicture {
    /// The reports.
    pub reports: Reports,
    /// What was read, with what analysts noted.
    pub picture: Picture,
    /// Every note, the oldest first; those taken back too.
    pub notes: Vec<Note>,
    /// Numbers of the notes that still hold.
    holding: HashSet<u64>,
}

impl PressPicture {
    /// Whether a note still holds.
    pub fn holds(&self, number: u64) -> bool {
        self.holding.contains(&number)
    }
}

/// Entries and notes that were read, and what came of it.
type Kept = Option<(usize, usize, Arc<PressPicture>)>;

/// The last reading of the reports; made anew when a report or a note was added.
#[derive(Default)]
pub(crate) struct Reading(Mutex<Kept>);

impl Reading {
    fn of(&self, shelf: &Shelf, notes: Vec<Note>) -> Arc<PressPicture> {
        let (entries, count) = (shelf.entries().len(), notes.len());
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, _, read)) =
            kept.as_ref().filter(|kept| (kept.0, kept.1) == (entries, count))
        {
            return Arc::clone(read);
        }
        let reports = shelf.reports(None).with_notes(&notes);
        let picture = reports.picture();
        let holding = holding(&notes).iter().map(|note| note.number).collect();
        let read = Arc::new(PressPicture { reports, picture, notes, holding });
        *kept = Some((entries, count, Arc::clone(&read)));
        read
    }
}

/// What was taken over from the journal of a former version.
#[derive(Debug)]
pub struct TakenOver {
    /// Notes.
    pub notes: usize,
    /// Lines of the journal that cannot be read.
    pub held: Vec<usize>,
    /// Where the journal lies now.
    pub journal: std::path::PathBuf,
}

fn body(said: &Said) -> Json {
    serde_json::to_value(said).unwrap_or_default()
}

fn told(kept: PressNote) -> Result<Note, StoreError> {
    let said = serde_json::from_value(kept.body).map_err(|error| StoreError::Damaged {
        what: format!("note {}", kept.n),
        reason: error.to_string(),
    })?;
    let number = u64::try_from(kept.n).unwrap_or(0);
    Ok(Note { number, at: kept.at.to_string(), by: kept.by, said })
}

async fn notes_of(act: &mut Act) -> Result<Vec<Note>, DeskError> {
    Ok(act.press_notes().await?.into_iter().map(told).collect::<Result<_, _>>()?)
}

impl Desk {
    fn shelf(&self) -> Result<Shelf, ShelfError> {
        Shelf::open(&self.store.place().folder)
    }

    /// The reports of the node as they are read now.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn press(&self, person: &Person) -> Result<Arc<PressPicture>, DeskError> {
        let notes = self.press_notes(person).await?;
        self.read_press(notes).await
    }

    async fn read_press(&self, notes: Vec<Note>) -> Result<Arc<PressPicture>, DeskError> {
        let desk = self.clone();
        let read = self
            .node
            .work()
            .run(move || -> Result<_, ShelfError> { Ok(desk.reading.of(&desk.shelf()?, notes)) });
        Ok(read.await??)
    }

    /// What analysts noted, the oldest first.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn press_notes(&self, person: &Person) -> Result<Vec<Note>, DeskError> {
        let mut act = self.enter(person, Right::PressView, OBJECT, Json::Null).await?;
        let notes = notes_of(&mut act).await?;
        act.commit().await?;
        Ok(notes)
    }

    /// Makes a note; gives its number.
    ///
    /// # Errors
    /// [`DeskError::Note`] when it is about nothing that is there or lacks something.
    pub async fn add_press_note(&self, person: &Person, new: NewNote) -> Result<u64, DeskError> {
        self.allow(person, Right::PressNote, OBJECT).await?;
        let read = self.press(person).await?;
        let about: Result<_, NoteError> =
            new.about.iter().map(|id| read.picture.target(id)).collect();
        let given = |text: Option<String>| {
            text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
        };
        let said = Said {
            act: new.act,
            about: about?,
            text: new.text.trim().to_owned(),
            source: given(new.source),
            grade: given(new.grade),
        };
        said.check()?;
        let act = self.enter(person, Right::PressNote, OBJECT, body(&said)).await?;
        keep(act, &said, None).await
    }

    /// Takes a note back; gives the number of the note that does so. Analysts take back their own,
    /// reviewers and officers anybody's.
    ///
    /// # Errors
    /// [`DeskError::Note`] when there is no such note or it does not hold any more.
    pub async fn withdraw_press_note(
        &self,
        person: &Person,
        number: u64,
        text: &str,
    ) -> Result<u64, DeskError> {
        let object = format!("{OBJECT}:{number}");
        self.allow(person, Right::PressNote, &object).await?;
        let said = Said {
            act: Doing::Withdraw(number),
            about: Vec::new(),
            text: text.trim().to_owned(),
            source: None,
            grade: None,
        };
        said.check()?;
        let notes = self.press_notes(person).await?;
        let known = notes.iter().find(|note| note.number == number);
        let known = known.ok_or(NoteError::NoNote(number))?;
        if known.by != person.id {
            self.allow(person, Right::PressOverrule, &object).await?;
        }
        if !holding(&notes).iter().any(|note| note.number == number) {
            return Err(NoteError::TakenBack(number).into());
        }
        let act = self.enter(person, Right::PressNote, object, body(&said)).await?;
        let withdraws = i64::try_from(number).map_err(|_| NoteError::NoNote(number))?;
        keep(act, &said, Some(withdraws)).await
    }

    /// Takes the notes of a former version's journal over, once, with the names and times in it;
    /// `None` where there is no journal.
    ///
    /// # Errors
    /// [`DeskError`]; the journal then stays where it is.
    pub async fn take_over_press_notes(&self) -> Result<Option<TakenOver>, DeskError> {
        let Some(former) = self.shelf()?.former_notes()? else { return Ok(None) };
        let node = Person::local(crate::settle::NODE);
        let details = json!({
            "journal": former.sha256, "notes": former.notes.len(), "held": former.held,
        });
        let mut act = self.enter(&node, Right::PressNote, OBJECT, details).await?;
        if act.take_press_journal(&former.sha256).await? {
            take_over(&mut act, &former).await?;
            act.commit().await?;
        }
        former.close()?;
        Ok(Some(TakenOver {
            notes: former.notes.len(),
            held: former.held.clone(),
            journal: former.put_away(),
        }))
    }
}

async fn keep(mut act: Act, said: &Said, withdraws: Option<i64>) -> Result<u64, DeskError> {
    let new = NewPressNote { made: None, body: body(said), withdraws };
    let number = act.add_press_note(new).await.map_err(|error| match error {
        // Somebody else was faster than the look at what holds.
        StoreError::TakenBack(n) => NoteError::TakenBack(u64::try_from(n).unwrap_or(0)).into(),
        error => DeskError::from(error),
    })?;
    act.note("press.noted", &format!("{OBJECT}:{number}"), json!({ "number": number })).await?;
    act.commit().await?;
    Ok(u64::try_from(number).unwrap_or(0))
}

/// Withdrawals name lines of the journal; in the store they name the numbers those lines got.
async fn take_over(act: &mut Act, former: &FormerNotes) -> Result<(), DeskError> {
    let mut numbers = HashMap::new();
    let mut withdrawn = HashSet::new();
    for note in &former.notes {
        let mut said = note.said.clone();
        let mut withdraws = None;
        if let Doing::Withdraw(line) = said.act {
            // One that names no note, or one taken back before, took nothing back.
            let Some(number) = numbers.get(&line).filter(|number| withdrawn.insert(**number))
            else {
                continue;
            };
            said.act = Doing::Withdraw(u64::try_from(*number).unwrap_or(0));
            withdraws = Some(*number);
        }
        let at: Timestamp = note.at.parse().unwrap_or_else(|_| act.at());
        let made = Some((format!("journal:{}", note.by), at));
        let new = NewPressNote { made, body: body(&said), withdraws };
        let number = act.add_press_note(new).await?;
        numbers.insert(note.line, number);
    }
    Ok(())
}
