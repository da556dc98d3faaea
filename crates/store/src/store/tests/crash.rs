use super::*;
use crate::key_file::KeyFile;
use rusqlite::config::DbConfig;

/// Bytes of the head of a log, of the head of a page in it, and of the page.
const LOG_HEAD: usize = 32;
const PAGE_HEAD: usize = 24;
const PAGE: usize = 4096;

/// A folder as a disk image shows it that is taken when the log was written so far.
fn picture(from: &Path, log: &[u8]) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    std::fs::copy(from.join("otagai.db"), copy.path().join("otagai.db")).unwrap();
    std::fs::write(copy.path().join("otagai.db-wal"), log).unwrap();
    copy
}

/// Moments of writing a log from one length to another: before and in the middle of every page, and shortly before
/// the end.
fn moments(from: usize, to: usize) -> Vec<usize> {
    let pages = (from.max(LOG_HEAD)..to).step_by(PAGE_HEAD + PAGE);
    let within = |page: usize| [page, page + PAGE_HEAD, page + PAGE_HEAD + PAGE / 2];
    pages.flat_map(within).chain([to - 1]).collect()
}

#[test]
fn a_picture_taken_at_any_moment_of_admitting_shows_all_of_it_or_nothing() {
    let place = tempfile::tempdir().unwrap();
    let mut two = two();
    let circle = two.founded.circle;
    let mut store = Store::create(lock(place.path()), &key()).unwrap();
    two.fill(&mut store);
    let log = || std::fs::read(place.path().join("otagai.db-wal")).unwrap();
    for banner in ["一", "二", "三"] {
        let (before, log_before) = (seen(&mut store, circle), log());
        let items = two.alice.name(circle, banner);
        store.admit(circle, &items).unwrap();
        let (after, log_after) = (seen(&mut store, circle), log());
        assert!(
            log_after.starts_with(&log_before) && log_after.len() > log_before.len(),
            "written behind what was there"
        );
        for moment in moments(log_before.len(), log_after.len()) {
            let copy = picture(place.path(), &log_after[..moment]);
            let mut read = Store::open(lock(copy.path()), &key()).unwrap();
            let shown = seen(&mut read, circle) == before;
            assert!(shown, "byte {moment} of {banner}: nothing yet");
        }
        let copy = picture(place.path(), &log_after);
        let mut read = Store::open(lock(copy.path()), &key()).unwrap();
        assert!(seen(&mut read, circle) == after, "all of {banner}");
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
