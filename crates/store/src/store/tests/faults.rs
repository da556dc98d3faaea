use super::*;
use crate::{
    key_file::KeyFile,
    testing::papers::{job, vouch},
};
use otagai_core::statement::{Sighted, StatementBody};
use std::io::{Seek, SeekFrom, Write};

/// A store that holds a circle, closed again.
fn closed(place: &Path) -> Two {
    let two = two();
    let folder = lock(place);
    KeyFile::new(&key()).write(&folder).unwrap();
    let mut store = Store::create(folder, &key()).unwrap();
    two.fill(&mut store);
    two
}

fn flip(path: &Path, at: u64) {
    let mut bytes = std::fs::read(path).unwrap();
    let place = usize::try_from(at).unwrap();
    bytes[place] ^= 1;
    let mut file = std::fs::OpenOptions::new().write(true).open(path).unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(&bytes[place..=place]).unwrap();
}

#[test]
fn a_wrong_key_and_a_damaged_byte_are_told_apart() {
    let place = tempfile::tempdir().unwrap();
    closed(place.path());
    let other = DatabaseKey::new([1; 32]);
    let wrong = Store::open(lock(place.path()), &other);
    assert!(matches!(wrong, Err(OpenError::WrongKey)), "{wrong:?}");
    let file = place.path().join("otagai.db");
    for at in [0, 100, 4000] {
        flip(&file, at);
        let damaged = Store::open(lock(place.path()), &key());
        assert!(
            matches!(damaged, Err(OpenError::Damaged)),
            "byte {at}: {damaged:?}"
        );
        flip(&file, at);
    }
    assert!(
        Store::open(lock(place.path()), &key()).is_ok(),
        "whole again"
    );
    let empty = tempfile::tempdir().unwrap();
    let missing = Store::open(lock(empty.path()), &key());
    assert!(matches!(missing, Err(OpenError::Missing)), "{missing:?}");
}

#[test]
fn a_damaged_byte_further_in_is_damage_wherever_it_is_met() {
    let place = tempfile::tempdir().unwrap();
    let two = closed(place.path());
    let file = place.path().join("otagai.db");
    let pages = std::fs::metadata(&file).unwrap().len() / 4096;
    let mut met = 0;
    for page in 1..pages {
        flip(&file, page * 4096 + 2000);
        let outcome = Store::open(lock(place.path()), &key())
            .and_then(|mut store| Ok(store.rebuild(two.founded.circle)?));
        match outcome {
            Ok(_) => {}
            Err(OpenError::Damaged) => met += 1,
            Err(other) => panic!("page {page}: {other:?}"),
        }
        flip(&file, page * 4096 + 2000);
    }
    assert!(met > 3, "{met} of {pages} pages are read on the way");
}

#[test]
fn a_file_of_a_newer_version_is_refused() {
    let place = tempfile::tempdir().unwrap();
    closed(place.path());
    let store = Store::open(lock(place.path()), &key()).unwrap();
    let newer = migration::known() + 1;
    store
        .connection
        .pragma_update(None, "user_version", newer)
        .unwrap();
    drop(store);
    let refused = Store::open(lock(place.path()), &key());
    assert!(
        matches!(refused, Err(OpenError::Newer { found, known }) if found == newer && known + 1 == newer),
        "{refused:?}"
    );
}

/// Tables that no batch of items writes: other calls do, or only a new circle or a new form of the rows.
const ELSEWHERE: [&str; 8] = [
    "about",
    "addresses",
    "circles",
    "delivered",
    "derived",
    "peers",
    "settings",
    "sqlite_sequence",
];

/// A circle with a paper in it, a store that holds it at Bob's, and a batch of his that touches what a batch can touch.
fn busy() -> (Store, CircleId, OwnBatch) {
    let mut two = two();
    let circle = two.founded.circle;
    let done = job("研修", &two.alice, &two.bob);
    let on = two.founded.paper(&two.alice, &two.bob, &done);
    let mut store = Store::temporary().unwrap();
    store.open_grants_with(two.bob.keys.encryption_key());
    two.fill(&mut store);
    let before = two.founded.items.len();
    two.founded.let_in(&two.alice, &Person::new(3, 0));
    let given = vouch(&two.alice, &two.bob, &done, &on);
    two.founded.paper(&two.alice, &two.bob, &given);
    let seen = Sighted {
        person: two.bob.keys.person(),
        licence: [7; 32],
        day: 20_000,
        stands: true,
    };
    two.founded.say(&two.alice, &StatementBody::Sighted(seen));
    two.founded.say(&two.alice, &on.withdraw());
    let mut items = two.founded.items[before..].to_vec();
    items.extend(two.bob.name(circle, "房雄"));
    let mut bad = items[0].clone();
    bad.bytes.truncate(3);
    items.push(bad);
    let value = OwnWrite::Put {
        kind: "draft",
        key: vec![1],
        value: vec![2],
    };
    let batch = OwnBatch {
        items,
        own: vec![value],
        photo: Some(vec![3; 9]),
    };
    (store, circle, batch)
}

/// Whatever statement fails on the way, nothing of the batch is there, and the same batch passes afterwards. Which tables
/// there are is asked of the file.
#[test]
fn a_failure_in_the_middle_leaves_nothing_half_there() {
    let tables: Vec<String> = {
        let (store, ..) = busy();
        let mut names = store
            .connection
            .prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table' ORDER BY name")
            .unwrap();
        let names = names.query_map([], |row| row.get(0)).unwrap();
        names.collect::<Result<_, _>>().unwrap()
    };
    assert!(tables.len() > 15, "the schema was read: {tables:?}");
    let mut unwritten = Vec::new();
    for table in &tables {
        let mut is_written = false;
        for moment in ["INSERT", "UPDATE", "DELETE"] {
            // No trigger can be laid on the tables of the database itself.
            is_written |= !table.starts_with("sqlite_") && fails_whole(table, moment);
        }
        if !is_written {
            unwritten.push(table.as_str());
        }
    }
    assert_eq!(unwritten, ELSEWHERE, "all other tables were failed in");
}

/// True when the batch got to this statement: then nothing of it was there, and it passed afterwards.
fn fails_whole(table: &str, moment: &str) -> bool {
    let (mut store, circle, batch) = busy();
    let before = seen(&mut store, circle);
    store
        .connection
        .execute_batch(&format!(
            "CREATE TEMP TRIGGER fault BEFORE {moment} ON main.{table}
             BEGIN SELECT raise(ABORT, 'fault'); END"
        ))
        .unwrap();
    let failed = store.write_own(circle, &batch);
    store
        .connection
        .execute_batch("DROP TRIGGER fault")
        .unwrap();
    if failed.is_ok() {
        return false;
    }
    assert!(
        matches!(failed, Err(StoreError::Sqlite(_))),
        "{moment} on {table}: {failed:?}"
    );
    assert!(store.held.is_empty(), "memory was thrown away");
    assert!(seen(&mut store, circle) == before, "{moment} on {table}");
    let digest = store.set(circle).unwrap().digest();
    assert_eq!(
        digest,
        store.digest(circle).unwrap(),
        "memory is what the file is"
    );
    let admitted = store.write_own(circle, &batch).unwrap();
    assert_eq!(admitted.intake.deferred, 0, "the same batch passes now");
    let by_hand = store.derived_digest(circle).unwrap();
    assert_eq!(
        store.rebuild(circle).unwrap().derived,
        by_hand,
        "rows are what a rebuild gives"
    );
    true
}

#[test]
fn a_full_disk_is_told_so_and_nothing_is_half_there() {
    let place = tempfile::tempdir().unwrap();
    let mut two = closed(place.path());
    let circle = two.founded.circle;
    let mut store = Store::open(lock(place.path()), &key()).unwrap();
    let before = seen(&mut store, circle);
    let pages: u32 = store
        .connection
        .query_row("PRAGMA page_count", [], |row| row.get(0))
        .unwrap();
    store
        .connection
        .pragma_update(None, "max_page_count", pages + 2)
        .unwrap();
    let mut batch = Vec::new();
    for number in 0..40 {
        batch.extend(two.bob.name(circle, &format!("名前 {number}")));
    }
    let full = store.admit(circle, &batch);
    assert!(matches!(full, Err(StoreError::DiskFull)), "{full:?}");
    assert!(seen(&mut store, circle) == before, "as it was");
    store
        .connection
        .pragma_update(None, "max_page_count", 1_000_000)
        .unwrap();
    store.admit(circle, &batch).unwrap();
    assert_eq!(
        name_of(&store, circle, two.bob.keys.person()),
        "名前 39",
        "room again"
    );
}
