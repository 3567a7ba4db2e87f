//! The notes of a node, for commands that read its reports.

use std::future::Future;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use hilf_case::Jurisdiction;
use hilf_desk::{Desk, Person};
use hilf_match::Profile;
use hilf_node::{Node, Work};
use hilf_press::note::Note;
use hilf_store::Store;

use crate::data::DataArgs;
use crate::desk::{DatabaseArgs, PersonArgs, runtime, told, told_store};
use crate::fault::Fault;

/// How long a command waits for its turn to read.
const TURN: Duration = Duration::from_secs(3600);

/// Who asks, and where what was noted is kept.
#[derive(Args, Clone)]
pub(super) struct Asking {
    #[command(flatten)]
    database: DatabaseArgs,
    #[command(flatten)]
    who: PersonArgs,
}

/// A node, and who acts on it.
#[derive(Args)]
pub(super) struct OnNode {
    #[command(flatten)]
    data: DataArgs,
    #[command(flatten)]
    asking: Asking,
}

impl OnNode {
    /// Does something with the desk.
    pub(super) fn run<T, F>(&self, what: impl FnOnce(Desk, Person) -> F) -> Result<T, Fault>
    where
        F: Future<Output = Result<T, Fault>>,
    {
        self.asking.run(&self.data.folder()?, what)
    }

    /// What was noted.
    pub(super) fn notes(&self) -> Result<Vec<Note>, Fault> {
        self.asking.notes(&self.data.folder()?)
    }
}

impl Asking {
    /// What was noted on the reports in a data folder; nothing is made where nothing was noted yet.
    pub(super) fn notes(&self, folder: &Path) -> Result<Vec<Note>, Fault> {
        let place = self.database.place(folder);
        let is_there = place.address.is_some()
            || place.file().exists()
            || folder.join("press/notes.jsonl").exists();
        if !is_there {
            return Ok(Vec::new());
        }
        self.run(
            folder,
            |desk, person| async move { desk.press_notes(&person).await.map_err(told) },
        )
    }

    /// Does something with a desk that knows the reports and no lists, and gives the acts their
    /// places in the log.
    fn run<T, F>(&self, folder: &Path, what: impl FnOnce(Desk, Person) -> F) -> Result<T, Fault>
    where
        F: Future<Output = Result<T, Fault>>,
    {
        let workers = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let node = Arc::new(Node::new(&folder.join("lists"), Work::new(workers, TURN)));
        let rules = Jurisdiction::named("un").ok_or_else(|| Fault::new("no rules of deadlines"))?;
        runtime()?.block_on(async {
            let store = Store::open(&self.database.place(folder)).await.map_err(told_store)?;
            let desk = Desk::new(store, node, Profile::kyc(), rules);
            tell_taken_over(&desk).await?;
            let store = desk.store().clone();
            let result = what(desk, self.who.person()).await;
            store.seal().await.map_err(told_store)?;
            result
        })
    }
}

/// Takes over what a former version noted, and tells what of it cannot be read.
pub(crate) async fn tell_taken_over(desk: &Desk) -> Result<(), Fault> {
    let Some(taken) = desk.take_over_press_notes().await.map_err(told)? else { return Ok(()) };
    let journal = taken.journal.display();
    eprintln!(
        "hilf: {} press notes taken over into the store; the journal is now {journal} / \
         نُقلت {} ملاحظة صحفية إلى المخزن؛ السجل القديم الآن {journal}",
        taken.notes, taken.notes
    );
    for line in taken.held {
        eprintln!(
            "hilf: held: line {line} of {journal} cannot be read / السطر {line} من {journal} لا يُقرأ"
        );
    }
    Ok(())
}
