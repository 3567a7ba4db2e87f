//! What is written stays as it was written, or it is seen where it does not.

#![allow(clippy::unwrap_used, missing_docs)]

mod places;

use std::fs;
use std::path::{Path, PathBuf};

use hilf_entity::{Entity, Schema};
use hilf_store::audit::{KeptEntry, PublicKey, Verdict, verify, verify_with};
use hilf_store::{Deed, Note, Place, Store, StoreError, restore};
use places::{Stand, stands};
use serde_json::json;

async fn acts(store: &Store, number: u64) {
    for n in 0..number {
        let deed = Deed::new("ada", "subject.view", format!("customer:{n}"));
        store.act(deed.with(json!({"purpose": "review"}))).await.unwrap().commit().await.unwrap();
    }
}

async fn entries(store: &Store) -> Vec<KeptEntry> {
    store.kept_entries(0, u32::MAX).await.unwrap()
}

async fn verdict(stand: &Stand, key: &PublicKey) -> Verdict {
    verify_with(&stand.place.audit(), key, entries(&stand.store).await)
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
        assert_eq!((found.size, &found.bad, found.bodies), (304, &None, 304));
        assert_eq!(verify(&stand.place.audit(), &key).bad, None);
        let streamed = stand.store.verify_audit(Some(key)).await.unwrap();
        assert_eq!(streamed, found);
        let mut act = stand.store.act(Deed::new("eve", "audit.read", "audit")).await.unwrap();
        let rows = act.audit(Some("customer:299"), 5).await.unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].body.as_ref().unwrap()["details"]["purpose"], "review");
    }
}

fn person(id: &str) -> Entity {
    let mut entity = Entity::new(id, Schema::named("Person").unwrap());
    entity.add("name", "Talib Sabri");
    entity
}

async fn register(store: &Store, id: &str) {
    let deed = Deed::new("ada", "customer.register", format!("customer:{id}"));
    let mut act = store.act(deed).await.unwrap();
    act.register(&[(&person(id), true)]).await.unwrap();
    act.commit().await.unwrap();
}

async fn erase(store: &Store, id: &str) {
    let deed = Deed::new("ada", "customer.erase", "customers");
    let mut act = store.erasure(deed).await.unwrap();
    act.erase(id).await.unwrap();
    act.commit().await.unwrap();
}

/// Words of the log that name something, whether or not they have their place.
async fn words_of(stand: &Stand, object: &str) -> u64 {
    let count = |table| format!("SELECT count(*) FROM {table} WHERE body LIKE '%{object}%'");
    stand.count(&count("audit")).await + stand.count(&count("audit_in")).await
}

#[tokio::test]
async fn erasure_takes_the_words_at_once_and_leaves_the_log_valid() {
    for stand in stands().await {
        register(&stand.store, "c-1").await;
        stand.store.seal().await.unwrap();
        let deed = Deed::new("bo", "customer.view", "customer:c-1");
        stand.store.act(deed).await.unwrap().commit().await.unwrap();
        assert_eq!(words_of(&stand, "c-1").await, 2, "one in its place, one that waits");
        erase(&stand.store, "c-1").await;
        assert_eq!(words_of(&stand, "c-1").await, 0);
        let key = stand.store.seal().await.unwrap().key;
        let found = verdict(&stand, &key).await;
        assert_eq!((found.size, found.bad, found.bodies, found.erased), (3, None, 1, 2));
    }
}

#[tokio::test]
async fn a_look_that_is_under_way_leaves_no_word_behind_an_erasure() {
    for stand in stands().await {
        register(&stand.store, "c-1").await;
        let deed = Deed::new("bo", "customer.view", "customer:c-1");
        let mut look = stand.store.act(deed).await.unwrap();
        let store = stand.store.clone();
        let erasing = tokio::spawn(async move { erase(&store, "c-1").await });
        // Time to come to where it must wait.
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        look.customer("c-1").await.unwrap();
        look.commit().await.unwrap();
        erasing.await.unwrap();
        assert_eq!(words_of(&stand, "c-1").await, 0);
        // Sealing and erasing at once do not keep each other waiting for ever.
        for round in 0..10 {
            let id = format!("d-{round}");
            register(&stand.store, &id).await;
            let (seal, ()) = tokio::join!(stand.store.seal(), erase(&stand.store, &id));
            seal.unwrap();
        }
        let key = stand.store.seal().await.unwrap().key;
        assert_eq!(verdict(&stand, &key).await.bad, None);
    }
}

#[tokio::test]
async fn a_log_of_many_pages_and_levels_is_verified_without_holding_it() {
    let stand = stands().await.remove(0);
    let deed = Deed::new("ada", "customer.register", "customers");
    let mut act = stand.store.act(deed).await.unwrap();
    // One more than a full tile of level 1 covers, and several pages of the database.
    let note = |n: u32| Note {
        act: "customer.new",
        object: format!("customer:{n}"),
        details: json!({ "serial": n }),
    };
    act.notes((0..65_536).map(note).collect()).await.unwrap();
    act.commit().await.unwrap();
    let key = stand.store.seal().await.unwrap().key;
    let found = stand.store.verify_audit(Some(key.clone())).await.unwrap();
    assert_eq!((found.size, found.bad, found.bodies), (65_537, None, 65_537));
    let folder = stand.place.audit();
    for (level, at, first) in [("1", 255 * 32, 255 * 256), ("2", 0, 0)] {
        let name = if level == "1" { "000" } else { "000.p/1" };
        let path = folder.join("tile").join(level).join(name);
        let was = fs::read(&path).unwrap();
        let mut bytes = was.clone();
        bytes[at] ^= 1;
        fs::write(&path, bytes).unwrap();
        let bad = stand.store.verify_audit(Some(key.clone())).await.unwrap().bad.unwrap();
        assert_eq!(bad.n, first, "level {level}: {}", bad.reason);
        fs::write(&path, was).unwrap();
    }
    stand.meddle("UPDATE audit SET at = at + 1 WHERE n = 40000").await.unwrap();
    let bad = stand.store.verify_audit(Some(key)).await.unwrap().bad.unwrap();
    assert_eq!(bad.n, 40_000);
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
    let kept = entries(&store).await;
    let found = verify_with(&back.join("audit"), &sealed.key, kept);
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
    let kept = entries(&stand.store).await;
    let copies = tempfile::tempdir().unwrap();
    for seed in 0..1000 {
        let folder = copies.path().join(seed.to_string());
        copy_folder(&stand.place.audit(), &folder);
        let mut rows = kept.clone();
        let expected = manipulate(&folder, &mut rows, &mut Dice(seed));
        let bad = verify_with(&folder, &key, rows).bad;
        let first = bad.as_ref().map(|bad| bad.n);
        assert_eq!(first, Some(expected), "manipulation {seed}: {bad:?}");
        fs::remove_dir_all(&folder).unwrap();
    }
}
