use super::*;
use crate::{
    Folder, Store,
    frame::FILE_BYTES,
    staging::Staging,
    testing::{Founded, Person},
};
use otagai_core::{id::CircleId, secret::CircleSecret};
use proptest::prelude::*;
use tempfile::TempDir;

const DEVICE: [u8; 32] = [1; 32];
const WORDS: [u8; 32] = [2; 32];

fn key() -> DatabaseKey {
    DatabaseKey::new([42; 32])
}

/// An open store with a circle in it.
fn filled(data: &Path) -> (Store, CircleId, Person) {
    let folder = Folder::lock(data, "test").unwrap();
    let mut key_file = KeyFile::new(&key());
    key_file.put_device(&key(), &DEVICE, [3; 24]).unwrap();
    key_file.write(&folder).unwrap();
    let mut store = Store::create(folder, &key()).unwrap();
    let mut alice = Person::new(1, 0);
    let mut founded = Founded::by(&alice, "コーチングの勉強会");
    founded.add(alice.name(founded.circle, "有栖川 ひとみ"));
    let secret = CircleSecret::new(1, [9; 32]);
    store
        .add_circle(founded.circle, &[secret], &founded.items)
        .unwrap();
    (store, founded.circle, alice)
}

fn parts(plain: &[u8]) -> CopyParts<'_> {
    CopyParts {
        made_at: 1_780_390_800_000,
        entry: Some("0123456789abcdef0123456789abcdef".to_owned()),
        keys: Some(CopyKeys {
            wrapping: &WORDS,
            nonce: [5; 24],
            plain,
        }),
    }
}

fn copied(dir: &TempDir) -> std::path::PathBuf {
    let to = dir.path().join("saved.otagai-copy");
    let scratch = dir.path().join("scratch");
    let bytes = write(
        &dir.path().join("data"),
        &key(),
        parts(b"keys"),
        &to,
        &scratch,
    )
    .unwrap();
    assert_eq!(
        fs::metadata(&to).unwrap().len(),
        bytes,
        "as large as it says"
    );
    assert!(!scratch.exists(), "nothing is left of its making");
    to
}

fn opened(copy: &Path) -> (TempDir, Staging, Store) {
    let elsewhere = tempfile::tempdir().unwrap();
    let (staging, head) = Staging::unpack(copy, elsewhere.path()).unwrap();
    let key = head.key_file().open_device(&DEVICE).unwrap();
    let store = staging.open(&key).unwrap();
    (elsewhere, staging, store)
}

#[test]
fn a_copy_is_the_state_of_one_moment_while_others_go_on_writing() {
    let dir = tempfile::tempdir().unwrap();
    let (mut store, circle, mut alice) = filled(&dir.path().join("data"));
    let then = store.digest(circle).unwrap();
    let copy = copied(&dir);
    store
        .admit(circle, &alice.name(circle, "有栖川 瞳"))
        .unwrap();
    let (_place, _staging, mut read) = opened(&copy);
    assert_eq!(read.digest(circle).unwrap(), then, "as it was");
    assert_eq!(
        read.rebuild(circle).unwrap().stored,
        then,
        "and what is derived follows from it"
    );
    assert!(
        store.digest(circle).unwrap() != then,
        "the data went on meanwhile"
    );
}

#[test]
fn a_copy_shows_no_name_and_no_word_and_says_what_opens_it() {
    let dir = tempfile::tempdir().unwrap();
    let (_store, _circle, _alice) = filled(&dir.path().join("data"));
    let copy = copied(&dir);
    let bytes = fs::read(&copy).unwrap();
    for word in ["有栖川", "勉強会", "SQLite", "CREATE TABLE", "keys"] {
        let found = bytes
            .windows(word.len())
            .any(|window| window == word.as_bytes());
        assert!(!found, "{word} is readable");
    }
    let head = CopyHead::read(&copy).unwrap();
    assert_eq!(head.made_at(), 1_780_390_800_000, "when");
    assert_eq!(
        head.entry(),
        Some("0123456789abcdef0123456789abcdef"),
        "where the keys are"
    );
    assert_eq!(
        head.open_keys(&WORDS).unwrap().as_slice(),
        b"keys",
        "the words"
    );
    assert!(
        matches!(head.open_keys(&DEVICE), Err(KeyFileError::WrongKey)),
        "nothing else"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(&copy).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "its owner only");
    }
}

#[test]
fn a_byte_changed_or_missing_anywhere_is_noticed() {
    let dir = tempfile::tempdir().unwrap();
    drop(filled(&dir.path().join("data")));
    let whole = fs::read(copied(&dir)).unwrap();
    let changed = dir.path().join("changed");
    let place = dir.path().join("place");
    fs::create_dir(&place).unwrap();
    // Some bytes of the head and of the pages.
    let places = (0..700).step_by(7).chain((700..whole.len()).step_by(3_777));
    for at in places {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        fs::write(&changed, &bytes).unwrap();
        let read = Staging::unpack(&changed, &place);
        assert!(
            matches!(read, Err(CopyError::NotACopy | CopyError::Damaged)),
            "byte {at}: {read:?}"
        );
    }
    for len in [0, 7, 8, 20, 28, 29, 400, whole.len() - 1] {
        fs::write(&changed, &whole[..len]).unwrap();
        assert!(Staging::unpack(&changed, &place).is_err(), "{len} bytes");
    }
    let longer = [whole.as_slice(), b"x"].concat();
    fs::write(&changed, longer).unwrap();
    assert!(
        matches!(CopyHead::read(&changed), Err(CopyError::Damaged)),
        "more than it says"
    );
    assert!(
        !place.join("restore.new").exists(),
        "what was not read leaves nothing behind"
    );
}

#[test]
fn a_copy_of_a_later_version_is_told_from_a_damaged_one() {
    let dir = tempfile::tempdir().unwrap();
    drop(filled(&dir.path().join("data")));
    let copy = copied(&dir);
    let mut bytes = fs::read(&copy).unwrap();
    let len = usize::try_from(u32::from_be_bytes(bytes[25..29].try_into().unwrap())).unwrap();
    bytes[8] = 2;
    let sum = crate::frame::checksum(*b"otagai-c", 2, &bytes[29..29 + len]);
    bytes[9..25].copy_from_slice(&sum);
    fs::write(&copy, &bytes).unwrap();
    assert!(
        matches!(CopyHead::read(&copy), Err(CopyError::Newer)),
        "it says so"
    );
}

#[test]
fn a_copy_that_cannot_be_written_leaves_the_earlier_one_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let (_store, _circle, _alice) = filled(&dir.path().join("data"));
    let data = dir.path().join("data");
    let (to, scratch) = (dir.path().join("saved.otagai-copy"), dir.path().join("s"));
    copied(&dir);
    let before = fs::read(&to).unwrap();
    // Where the half made copy would be there is a folder.
    let half = to.with_added_extension("new");
    fs::create_dir(&half).unwrap();
    let failed = write(&data, &key(), parts(b"k"), &to, &scratch);
    assert!(matches!(failed, Err(CopyError::Io(_))), "{failed:?}");
    assert!(fs::read(&to).unwrap() == before, "as it was");
    assert!(!scratch.exists(), "and nothing takes room");
    let other = DatabaseKey::new([1; 32]);
    let failed = write(&data, &other, parts(b"k"), &to, &scratch);
    assert!(
        matches!(failed, Err(CopyError::KeyFile(KeyFileError::WrongKey))),
        "another key: {failed:?}"
    );
}

#[test]
fn damaged_data_make_no_copy() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    drop(filled(&data));
    let file = data.join("otagai.db");
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&file, bytes).unwrap();
    let to = dir.path().join("saved.otagai-copy");
    let made = write(&data, &key(), parts(b"k"), &to, &dir.path().join("s"));
    assert!(
        matches!(made, Err(CopyError::Open(OpenError::Damaged))),
        "{made:?}"
    );
    assert!(!to.exists(), "none is better than one that does not open");
}

fn head_bytes() -> Vec<u8> {
    let database = Database {
        len: 5,
        hash: [8; 32],
    };
    CopyHead::new(&KeyFile::new(&key()), parts(b"keys"), database).to_bytes()
}

/// Name, version, checksum and length, bytes.
const BEFORE_CONTENT: usize = 29;

/// A head of these bytes that nobody can tell from one that was written whole.
fn under_checksum(content: &[u8]) -> Vec<u8> {
    let mut bytes = b"otagai-c\x01".to_vec();
    bytes.extend_from_slice(&crate::frame::checksum(*b"otagai-c", 1, content));
    bytes.extend_from_slice(&u32::try_from(content.len()).unwrap().to_be_bytes());
    bytes.extend_from_slice(content);
    bytes
}

#[test]
fn a_head_under_the_right_checksum_is_one() {
    let bytes = under_checksum(&head_bytes().split_off(BEFORE_CONTENT));
    assert_eq!(bytes, head_bytes(), "as it is written");
}

proptest! {
    #[test]
    fn whatever_bytes_come_a_head_is_read_or_refused(
        bytes in proptest::collection::vec(any::<u8>(), 0..2_000),
        is_named in any::<bool>(),
    ) {
        let mut bytes = bytes;
        if is_named {
            bytes.splice(0..0, *b"otagai-c\x01");
        }
        let mut left = bytes.as_slice();
        prop_assert!(CopyHead::from_reader(&mut left).is_err());
    }

    #[test]
    fn a_head_that_says_something_else_under_the_right_checksum_is_read_as_written_or_refused(
        at in 0..head_bytes().len() - BEFORE_CONTENT,
        to in any::<u8>(),
    ) {
        let mut content = head_bytes().split_off(BEFORE_CONTENT);
        content[at] = to;
        let bytes = under_checksum(&content);
        if let Ok(head) = CopyHead::from_reader(&mut bytes.as_slice()) {
            prop_assert_eq!(head.to_bytes(), bytes, "nothing was read that is not there");
        }
    }

    #[test]
    fn anything_under_the_right_checksum_is_refused(content in proptest::collection::vec(any::<u8>(), 0..600)) {
        let bytes = under_checksum(&content);
        prop_assert!(matches!(
            CopyHead::from_reader(&mut bytes.as_slice()),
            Err(CopyError::Damaged | CopyError::KeyFile(_))
        ));
    }

    #[test]
    fn a_changed_head_is_refused_and_no_more_than_a_head_is_read(
        at in 0..head_bytes().len(),
        to in any::<u8>(),
    ) {
        let mut bytes = head_bytes();
        let is_same = bytes[at] == to;
        bytes[at] = to;
        bytes.resize(bytes.len() + 3 * FILE_BYTES, 0);
        let whole = bytes.len();
        let mut left = bytes.as_slice();
        let read = CopyHead::from_reader(&mut left);
        prop_assert_eq!(read.is_ok(), is_same);
        prop_assert!(whole - left.len() <= 29 + FILE_BYTES);
    }
}
