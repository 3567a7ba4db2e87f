//! A desk over a folder of its own, with an invented list; its store is SQLite or PostgreSQL, as the
//! environment says.

#![allow(dead_code, reason = "not every test uses all of it")]

#[path = "../../../hilf-store/tests/places/fresh.rs"]
mod fresh;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use hilf_case::{Jurisdiction, Outcome, State};
use hilf_desk::{Described, Desk, Person, Role, Screened, Step};
use hilf_entity::{Entity, Schema};
use hilf_list::Source;
use hilf_list::store::{ListStore, Origin};
use hilf_match::Profile;
use hilf_node::{Node, Work};
use hilf_store::audit::KeptEntry;
use hilf_store::{AlertFilter, AlertRow, Store};
use tempfile::TempDir;

pub(crate) const LIST: &str = "id,name,schema,birthDate,legal basis\n\
    1,Talib Sabri Marwan Harun,Person,1971-03-02,Law 1\n\
    2,هارون مروان الكتاني,Person,1980,Law 1\n\
    3,Zubayr Qasim Nawfal,Person,1965,Law 1\n";

pub(crate) struct Stand {
    pub(crate) folder: TempDir,
    pub(crate) desk: Desk,
}

impl Stand {
    pub(crate) async fn new(list: &str) -> Stand {
        let folder = tempfile::tempdir().unwrap();
        let work = Work::new(2, Duration::from_secs(60));
        let node = Arc::new(Node::new(&folder.path().join("lists"), work));
        let store = Store::open(&fresh::place(folder.path()).await).await.unwrap();
        let jurisdiction = Jurisdiction::named("un").unwrap();
        let desk = Desk::new(store, node, Profile::kyc(), jurisdiction);
        let stand = Stand { folder, desk };
        stand.list(list);
        stand
    }

    /// Takes up the list, or its next version.
    pub(crate) fn list(&self, text: &str) {
        let path = self.folder.path().join("own.csv");
        std::fs::write(&path, text).unwrap();
        self.take_up("own", &path);
    }

    pub(crate) fn take_up(&self, name: &str, path: &Path) {
        let mut lists = ListStore::open(&self.folder.path().join("lists")).unwrap();
        let source = Source::open(path).unwrap();
        let origin = Origin::Path(path.to_path_buf());
        let options = hilf_list::ReadOptions { dataset: Some(name.to_owned()), listing: vec![] };
        match lists.entries().contains_key(name) {
            true => lists.update(name, &source, origin, Some("a test")).unwrap(),
            false => lists.add(name, &source, origin, &options).unwrap(),
        };
        self.desk.node().reload().unwrap();
    }

    pub(crate) async fn rescreen(&self, everybody: bool) -> Screened {
        let node = Person::local("node");
        self.desk.rescreen(&node, everybody, &mut |_| {}).await.unwrap()
    }

    pub(crate) async fn alerts(&self) -> Vec<AlertRow> {
        let filter = AlertFilter::default();
        self.desk.alerts(&Person::local("test"), &filter, 10_000).await.unwrap()
    }

    /// The audit log with every act in its place.
    pub(crate) async fn log(&self) -> Vec<KeptEntry> {
        self.desk.store().seal().await.unwrap();
        self.desk.store().kept_entries(0, u32::MAX).await.unwrap()
    }

    /// Two people decide an alert.
    pub(crate) async fn decide(&self, id: &str, outcome: Outcome) {
        let (ada, bo) = people();
        let evidence = self.desk.alert(&ada, id).await.unwrap().alert.evidence().clone();
        let reason = "seen the papers".to_owned();
        let step = Step::Propose { outcome, reason: reason.clone(), evidence: evidence.clone() };
        self.desk.work(&ada, id, step).await.unwrap();
        let step = Step::Approve { outcome, reason, evidence };
        self.desk.work(&bo, id, step).await.unwrap();
    }
}

pub(crate) fn people() -> (Person, Person) {
    (Person::new("ada", &[Role::Analyst]), Person::new("bo", &[Role::Officer]))
}

pub(crate) fn customer(id: &str, name: &str, born: Option<&str>) -> Described {
    let mut entity = Entity::new(id, Schema::named("Person").unwrap());
    entity.add("name", name);
    if let Some(born) = born {
        entity.add("birthDate", born);
    }
    Described { entity, is_schema_known: true }
}

/// What alerts are about and where they stand, without times.
pub(crate) fn gist(alerts: &[AlertRow]) -> Vec<(String, String, State, i64)> {
    let own = |a: &AlertRow| (a.customer.clone(), a.entity.clone(), a.alert.state(), a.score);
    let mut all: Vec<_> = alerts.iter().map(own).collect();
    all.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    all
}
