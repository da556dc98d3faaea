use super::*;
use crate::key_file::KeyFile;
use rusqlite::config::DbConfig;

/// Copies a folder as it is, like a disk image taken while the program runs.
fn picture(from: &Path, to: &Path) {
    for file in ["otagai.db", "otagai.db-wal"] {
        std::fs::copy(from.join(file), to.join(file)).unwrap();
    }
}

#[test]
fn everything_admitted_is_there_in_a_picture_taken_at_any_moment() {
    let place = tempfile::tempdir().unwrap();
    let mut two = two();
    let circle = two.founded.circle;
    let mut store = Store::create(lock(place.path()), &key()).unwrap();
    two.fill(&mut store);
    for banner in ["一", "二", "三"] {
        let items = two.alice.name(circle, banner);
        store.admit(circle, &items).unwrap();
        let copy = tempfile::tempdir().unwrap();
        picture(place.path(), copy.path());
        let mut read = Store::open(lock(copy.path()), &key()).unwrap();
        assert!(
            seen(&mut read, circle) == seen(&mut store, circle),
            "after {banner}"
        );
        assert_eq!(
            name_of(&read, circle, two.alice.keys.person()),
            banner,
            "the last edit"
        );
    }
}

#[test]
fn everything_admitted_is_there_after_an_end_without_tidying_up() {
    let place = tempfile::tempdir().unwrap();
    let mut two = two();
    let circle = two.founded.circle;
    let mut store = Store::create(lock(place.path()), &key()).unwrap();
    two.fill(&mut store);
    let before = seen(&mut store, circle);
    store
        .connection
        .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
        .unwrap();
    drop(store);
    let mut store = Store::open(lock(place.path()), &key()).unwrap();
    assert!(seen(&mut store, circle) == before, "nothing is missing");
    // And the person goes on where they were, with a new actor.
    two.alice.restart();
    two.alice.reload(&mut store, circle);
    let items = two.alice.name(circle, "有栖川 瞳");
    store.admit(circle, &items).unwrap();
    assert_eq!(
        name_of(&store, circle, two.alice.keys.person()),
        "有栖川 瞳",
        "an edit on top of what was read back"
    );
}

#[test]
fn an_interrupted_create_is_taken_over_and_a_finished_one_is_not() {
    let place = tempfile::tempdir().unwrap();
    let folder = lock(place.path());
    drop(connection::open(&folder, &key()).unwrap());
    assert!(
        folder.database().exists(),
        "the file is there, without tables"
    );
    drop(folder);
    assert!(
        matches!(
            Store::open(lock(place.path()), &key()),
            Err(OpenError::Damaged)
        ),
        "a file without tables is no store"
    );
    let store = Store::create(lock(place.path()), &key()).unwrap();
    drop(store);
    assert!(
        matches!(
            Store::create(lock(place.path()), &key()),
            Err(OpenError::Exists)
        ),
        "never over somebody's data"
    );
    let other = DatabaseKey::new([1; 32]);
    assert!(
        matches!(
            Store::create(lock(place.path()), &other),
            Err(OpenError::Exists)
        ),
        "not with another key either"
    );
}

#[test]
fn the_files_show_no_name_and_no_word() {
    let place = tempfile::tempdir().unwrap();
    let two = two();
    let folder = lock(place.path());
    KeyFile::new(&key()).write(&folder).unwrap();
    let mut store = Store::create(folder, &key()).unwrap();
    two.fill(&mut store);
    store.put_setting("theme", "暗い色の画面").unwrap();
    let check = |when: &str| {
        for file in std::fs::read_dir(place.path()).unwrap() {
            let path = file.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            for word in [
                "有栖川",
                "勉強会",
                "暗い色",
                "SQLite",
                "CREATE TABLE",
                "circles",
            ] {
                let found = bytes
                    .windows(word.len())
                    .any(|window| window == word.as_bytes());
                assert!(!found, "{word} in {} {when}", path.display());
            }
        }
    };
    assert!(
        place.path().join("otagai.db-wal").exists(),
        "written to the log first"
    );
    check("while it is open");
    drop(store);
    check("after it is closed");
}
