//! What is written stays as it was written, or it is seen where it does not.

#![allow(clippy::unwrap_used, missing_docs)]

mod places;

use std::fs;
use std::path::{Path, PathBuf};

use hilf_entity::{Entity, Schema};
use hilf_store::audit::{KeptEntry, PublicKey, Verdict, verify};
use hilf_store::{Deed, Place, Store, StoreError, restore};
use places::{Stand, stands};
use serde_json::json;

async fn acts(store: &Store, number: u64) {
    for n in 0..number {
        let deed = Deed::new("ada", "subject.view", format!("customer:{n}"));
        store.act(deed.with(json!({"purpose": "review"}))).await.unwrap().commit().await.unwrap();
    }
}

async fn verdict(stand: &Stand, key: &PublicKey) -> Verdict {
    let kept = stand.store.kept_entries().await.unwrap();
    verify(&stand.place.audit(), key, Some(&kept))
}

#[tokio::test]
async fn every_act_gets_its_place_and_the_log_verifies_with_the_key_alone() {
    for stand in stands().await {
        let mut key = None;
        for part in [3, 300, 1] {
            acts(&stand.store, part).await;
            key = Some(stand.store.seal().await.unwrap().key);
        }
        let key = PublicKey::read(&key.unwrap().to_string()).unwrap();
        let found = verdict(&stand, &key).await;
        assert_eq!((found.size, found.bad, found.bodies), (304, None, 304));
        assert_eq!(verify(&stand.place.audit(), &key, None).bad, None);
        let mut act = stand.store.act(Deed::new("eve", "audit.read", "audit")).await.unwrap();
        let rows = act.audit(Some("customer:299"), 5).await.unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].body.as_ref().unwrap()["details"]["purpose"], "review");
    }
}

#[tokio::test]
async fn erasure_takes_the_words_and_leaves_the_log_valid() {
    for stand in stands().await {
        let mut entity = Entity::new("c-1", Schema::named("Person").unwrap());
        entity.add("name", "Talib Sabri");
        let deed = Deed::new("ada", "customer.register", "customer:c-1");
        let mut act = stand.store.act(deed).await.unwrap();
        act.register(&[(&entity, true)]).await.unwrap();
        act.commit().await.unwrap();
        stand.store.seal().await.unwrap();
        let deed = Deed::new("ada", "customer.erase", "customer");
        let mut act = stand.store.act(deed).await.unwrap();
        act.erase("c-1").await.unwrap();
        act.commit().await.unwrap();
        let key = stand.store.seal().await.unwrap().key;
        let found = verdict(&stand, &key).await;
        assert_eq!((found.size, found.bad, found.erased), (2, None, 1));
    }
}

#[tokio::test]
async fn an_old_database_under_a_newer_log_is_refused() {
    for stand in stands().await {
        acts(&stand.store, 5).await;
        stand.store.seal().await.unwrap();
        stand.meddle("DELETE FROM audit WHERE n >= 3").await.unwrap();
        assert!(matches!(stand.store.seal().await, Err(StoreError::Audit(_))));
    }
}

#[tokio::test]
async fn a_new_key_is_said_in_the_log_and_the_old_one_no_longer_opens_it() {
    for stand in stands().await {
        acts(&stand.store, 2).await;
        let old = stand.store.seal().await.unwrap().key;
        let new = stand.store.rotate_key("root").await.unwrap();
        let sealed = stand.store.seal().await.unwrap();
        assert_eq!((sealed.key.clone(), sealed.size), (new.clone(), 3));
        assert_eq!(verdict(&stand, &new).await.bad, None);
        assert!(verdict(&stand, &old).await.bad.is_some());
    }
}

#[tokio::test]
async fn a_backup_is_of_one_moment_and_comes_back_whole() {
    let stand = stands().await.remove(0);
    acts(&stand.store, 5).await;
    let there = tempfile::tempdir().unwrap();
    let copy = there.path().join("copy");
    let made = stand.store.backup(&copy).await.unwrap();
    assert_eq!(made.acts, 5);
    acts(&stand.store, 4).await;
    let back = there.path().join("back");
    assert_eq!(restore(&copy, &back).unwrap(), made);
    assert!(restore(&copy, &back).is_err(), "nothing is overwritten");
    let store = Store::open(&Place::sqlite(&back)).await.unwrap();
    let sealed = store.seal().await.unwrap();
    let kept = store.kept_entries().await.unwrap();
    let found = verify(&back.join("audit"), &sealed.key, Some(&kept));
    assert_eq!((found.size, found.bad), (5, None));
    let path = copy.join("hilf.db");
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&path, bytes).unwrap();
    let other = there.path().join("other");
    assert!(restore(&copy, &other).is_err(), "a damaged backup is not taken for one");
    assert!(!other.join("hilf.db").exists());
}

/// A small generator, so that a failure can be repeated by its seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

const SIZE: usize = 600;
const WIDTH: usize = 256;

fn file_of(folder: &Path, level: &str, place: usize) -> (PathBuf, usize) {
    let tile = place / WIDTH;
    let width = (SIZE - tile * WIDTH).min(WIDTH);
    let tail = if width == WIDTH { String::new() } else { format!(".p/{width}") };
    (folder.join("tile").join(level).join(format!("{tile:03}{tail}")), place % WIDTH)
}

fn flip(path: &Path, at: usize, dice: &mut Dice) {
    let mut bytes = fs::read(path).unwrap();
    bytes[at] ^= 1 << dice.below(8);
    fs::write(path, bytes).unwrap();
}

/// Where the bytes of an entry begin in its bundle, without its length, and how long it is.
fn entry_at(bundle: &[u8], number: usize) -> (usize, usize) {
    let mut at = 0;
    for _ in 0..number {
        at += 2 + usize::from(u16::from_be_bytes([bundle[at], bundle[at + 1]]));
    }
    (at + 2, usize::from(u16::from_be_bytes([bundle[at], bundle[at + 1]])))
}

/// Does one thing to the log or the database; gives the first entry that is then bad.
fn manipulate(folder: &Path, kept: &mut Vec<KeptEntry>, dice: &mut Dice) -> u64 {
    let place = dice.below(SIZE);
    match dice.below(11) {
        0 => {
            let (path, own) = file_of(folder, "0", place);
            flip(&path, own * 32 + dice.below(32), dice);
        }
        1 => {
            let (path, own) = file_of(folder, "entries", place);
            let (at, length) = entry_at(&fs::read(&path).unwrap(), own);
            flip(&path, at + dice.below(length), dice);
        }
        2 => {
            flip(&folder.join("checkpoint"), dice.below(40), dice);
            return 0;
        }
        3 => {
            kept.remove(place);
        }
        4 => kept[place].leaf = kept[(place + 1) % SIZE].leaf.clone(),
        5 => {
            let (body, _) = kept[place].body.as_mut().unwrap();
            *body = body.replacen("ada", "eve", 1);
        }
        6 => kept[place].at += 1,
        7 => kept[place].act = "nothing".to_owned(),
        8 => kept[place].object = Some("customer:other".to_owned()),
        9 => kept[place].body.as_mut().unwrap().1[dice.below(16)] ^= 1,
        _ => {
            let entry = kept[place].clone();
            kept.insert(place, entry);
        }
    }
    place as u64
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let there = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy_folder(&entry.path(), &there),
            false => drop(fs::copy(entry.path(), there).unwrap()),
        }
    }
}

#[tokio::test]
async fn a_thousand_manipulations_are_all_seen_with_their_first_entry() {
    let stand = stands().await.remove(0);
    acts(&stand.store, SIZE as u64).await;
    let key = stand.store.seal().await.unwrap().key;
    let kept = stand.store.kept_entries().await.unwrap();
    let copies = tempfile::tempdir().unwrap();
    for seed in 0..1000 {
        let folder = copies.path().join(seed.to_string());
        copy_folder(&stand.place.audit(), &folder);
        let mut rows = kept.clone();
        let expected = manipulate(&folder, &mut rows, &mut Dice(seed));
        let bad = verify(&folder, &key, Some(&rows)).bad;
        let first = bad.as_ref().map(|bad| bad.n);
        assert_eq!(first, Some(expected), "manipulation {seed}: {bad:?}");
        fs::remove_dir_all(&folder).unwrap();
    }
}
