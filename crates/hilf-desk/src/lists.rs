//! The lists of the node: how they stand, what changed, what was refused, and lists of one's own.

use std::path::Path;

use hilf_list::diff::{Diff, diff};
use hilf_list::store::{Entry, Event, Happened, ListStore, Origin, Outcome, StoreError, Version};
use hilf_list::subject::Mapping;
use hilf_list::{Format, Held, ReadOptions, Record, Source, detect, look, table};
use hilf_store::ListRemoval;
use hilf_store::audit::hex;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use crate::{Desk, DeskError, Person, Right, Shelf};

/// Records and held rows of a preview.
const SAMPLE: usize = 10;
/// Events told of a list.
const EVENTS: usize = 100;
/// Held records told of a list.
const HELD: usize = 1_000;

/// How a list stands.
#[derive(Clone, Debug, Serialize)]
pub struct ListStanding {
    /// Its name.
    pub name: String,
    /// Its publisher.
    pub publisher: String,
    /// Where it comes from: an address, or the name of a file without its folder.
    pub origin: String,
    /// The version that is live.
    pub live: Option<Version>,
    /// When it was last looked for.
    pub checked: Option<String>,
    /// Why the last update was refused; `None` if it was not.
    pub failure: Option<String>,
    /// When it is to be looked for next.
    pub due: Option<String>,
}

/// All that is known of a list.
#[derive(Clone, Debug, Serialize)]
pub struct ListFile {
    /// How it stands.
    #[serde(flatten)]
    pub standing: ListStanding,
    /// Its versions, the live one last.
    pub versions: Vec<Version>,
    /// Records of the live version that could not be read, at most 1,000.
    pub held: Vec<Held>,
    /// What happened to it, the newest first.
    pub events: Vec<Event>,
    /// The proposal to take it off that waits for a second person.
    pub removal: Option<ListRemoval>,
}

/// What the owner of a list says of it.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct About {
    /// The list's name on this node.
    pub name: String,
    /// Who keeps it.
    #[serde(default)]
    pub owner: String,
    /// On what legal basis.
    #[serde(default)]
    pub basis: String,
    /// Why people are on it.
    #[serde(default)]
    pub reason: String,
    /// When it is to be reviewed.
    #[serde(default)]
    pub review: String,
}

impl About {
    /// How its list is read.
    pub fn options(&self) -> ReadOptions {
        let given = [
            ("authority", &self.owner),
            ("program", &self.basis),
            ("reason", &self.reason),
            ("endDate", &self.review),
        ];
        let given = given.into_iter().filter(|(_, text)| !text.is_empty());
        let listing = given.map(|(property, text)| (property.to_owned(), text.clone())).collect();
        ReadOptions { dataset: Some(self.name.clone()), listing }
    }
}

/// What was understood of a file that is to become a list.
#[derive(Clone, Debug, Serialize)]
pub struct ListPreview {
    /// Under this key it can be taken up.
    pub key: String,
    /// Its format.
    pub format: Format,
    /// Columns of a table: heading, and what it means; `None` where nothing is known.
    pub columns: Vec<(String, Option<String>)>,
    /// Number of records.
    pub records: u64,
    /// Number of rows that could not be read.
    pub held_count: u64,
    /// The first records, as FollowTheMoney.
    pub sample: Vec<Json>,
    /// The first rows that could not be read.
    pub held: Vec<Held>,
    /// What is to be known of the reading as a whole.
    pub remarks: Vec<String>,
}

impl Desk {
    /// How the lists stand.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn lists(&self, person: &Person) -> Result<Vec<ListStanding>, DeskError> {
        self.witness(person, Right::ListView, "lists").await?;
        self.with_lists(|desk, store| Ok(desk.standings_of(&store))).await
    }

    /// All that is known of a list.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn list(&self, person: &Person, name: &str) -> Result<ListFile, DeskError> {
        let removal = self.list_removal(person, name).await?;
        let name = name.to_owned();
        self.with_lists(move |desk, store| {
            let entry = store.entry(&name)?;
            let standing = desk.standings_of(&store).into_iter().find(|list| list.name == name);
            let standing = standing.ok_or_else(|| StoreError::Unknown(name.clone()))?;
            let live = entry.live().map(|live| store.snapshot(&live.snapshot)).transpose()?;
            let held = live.iter().flat_map(|live| &live.description().held).take(HELD);
            let events = store.journal()?.into_iter().rev().filter(|event| event.list == name);
            Ok(ListFile {
                versions: entry.versions.clone(),
                held: held.cloned().collect(),
                events: events.take(EVENTS).collect(),
                removal,
                standing,
            })
        })
        .await
    }

    /// What the last update of a list changed; `None` of a list with one version.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn list_changes(
        &self,
        person: &Person,
        name: &str,
    ) -> Result<Option<Diff>, DeskError> {
        self.witness(person, Right::ListView, &format!("list:{name}")).await?;
        let name = name.to_owned();
        self.with_lists(move |_, store| {
            let [.., before, after] = store.entry(&name)?.versions.as_slice() else {
                return Ok(None);
            };
            let (before, after) =
                (store.snapshot(&before.snapshot)?, store.snapshot(&after.snapshot)?);
            Ok(Some(diff(before.records(), after.records())?))
        })
        .await
    }

    /// Updates that were refused and why, the newest first.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn refused_updates(&self, person: &Person) -> Result<Vec<Event>, DeskError> {
        self.witness(person, Right::ListView, "lists").await?;
        self.with_lists(|_, store| {
            let refused = store.journal()?.into_iter().rev();
            let refused = refused.filter(|event| event.event == Happened::Refused);
            Ok(refused.take(EVENTS).collect())
        })
        .await
    }

    /// Keeps a file that is to become a list of one's own and tells what was understood of it.
    ///
    /// # Errors
    /// [`DeskError`], also when it is no list that can be read.
    pub async fn preview_list(
        &self,
        person: &Person,
        about: About,
        (file, bytes): (&str, Vec<u8>),
    ) -> Result<ListPreview, DeskError> {
        let object = format!("list:{}", about.name);
        let details = json!({ "sha256": hex(&Sha256::digest(&bytes)) });
        self.enter(person, Right::ListChange, object, details).await?.commit().await?;
        let (file, shelf) = (file.to_owned(), Shelf::beside(self.node.folder()));
        let piece = move || {
            let (key, path) = shelf.keep(&file, &bytes)?;
            understood(&about, key, &path)
        };
        self.node.work().run(piece).await?
    }

    /// Lets a previewed list go live. The node takes it up by itself within seconds.
    ///
    /// # Errors
    /// [`DeskError`]; nothing goes live then.
    pub async fn take_up_list(
        &self,
        person: &Person,
        about: About,
        key: &str,
    ) -> Result<Version, DeskError> {
        let (object, details) = (format!("list:{}", about.name), json!({ "key": key }));
        self.enter(person, Right::ListChange, object, details).await?.commit().await?;
        let path = Shelf::beside(self.node.folder()).find(key).ok_or(DeskError::missing(
            "there is no such file; upload it again",
            "لا يوجد هذا الملف؛ حمله مرة أخرى",
        ))?;
        self.with_lists(move |_, mut store| {
            let source = Source::open(&path)?;
            let options = about.options();
            match store.add(&about.name, &source, Origin::Path(path), &options)? {
                Outcome::Live(version) | Outcome::Unchanged(version) => Ok(version),
            }
        })
        .await
    }

    /// Writes into the log that somebody orders an update of the lists.
    ///
    /// # Errors
    /// [`DeskError`]; it must not be ordered then.
    pub async fn may_update_lists(&self, person: &Person) -> Result<(), DeskError> {
        self.witness(person, Right::ListChange, "lists").await
    }

    fn standings_of(&self, store: &ListStore) -> Vec<ListStanding> {
        let states = self.node.states();
        let standing = |(name, entry): (&String, &Entry)| {
            let state = states.iter().find(|state| state.name == *name);
            ListStanding {
                name: name.clone(),
                publisher: entry.publisher.clone(),
                origin: origin(&entry.origin),
                live: entry.live().cloned(),
                checked: state.and_then(|state| state.checked.clone()),
                failure: state.and_then(|state| state.failure.clone()),
                due: state.and_then(|state| state.due.clone()),
            }
        };
        store.entries().iter().map(standing).collect()
    }

    pub(crate) async fn with_lists<T: Send + 'static>(
        &self,
        what: impl FnOnce(&Desk, ListStore) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, DeskError> {
        let desk = self.clone();
        let piece = move || what(&desk, ListStore::open(desk.node.folder())?);
        Ok(self.node.work().run(piece).await??)
    }
}

/// Of a file its name alone: folders of the node are nobody's business.
fn origin(origin: &Origin) -> String {
    match origin {
        Origin::Path(path) => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        Origin::Url { url, .. } => url.clone(),
    }
}

fn understood(about: &About, key: String, path: &Path) -> Result<ListPreview, DeskError> {
    let source = Source::open(path)?;
    let format = detect(&source)?;
    let (mut columns, mut remarks) = (Vec::new(), Vec::new());
    if matches!(format, Format::OwnCsv | Format::OwnXlsx)
        && let Some(member) = source.members().first()
    {
        let table = table::open(member)?;
        remarks.extend(table.remarks.iter().cloned());
        let mapping = Mapping::of(table.columns());
        let meaning = |column| format!("{column:?}");
        columns.extend(
            mapping.columns().map(|(heading, column)| (heading.to_owned(), column.map(meaning))),
        );
    }
    let seen = look(&source, format, &about.options(), SAMPLE)?;
    remarks.extend(seen.remarks);
    let told = |record: &Record| {
        json!(std::iter::once(&record.entity).chain(&record.related).collect::<Vec<_>>())
    };
    Ok(ListPreview {
        key,
        format,
        columns,
        records: seen.records,
        held_count: seen.held_count,
        sample: seen.sample.iter().map(told).collect(),
        held: seen.held,
        remarks,
    })
}
