//! Folders that were cut off, and folders that are somebody else's.

use super::*;
use crate::{Config, Node, profile::Profile};
use otagai_store::OpenError;
use tempfile::TempDir;
use zeroize::Zeroizing;

fn member() -> MemberId {
    "m02".into()
}

fn profile() -> Profile {
    Profile::new("高橋 きく", "たかはし きく", "きく").unwrap()
}

fn vault(dir: &TempDir) -> Vault {
    Vault::Folder {
        data: dir.path().join("data"),
        dir: dir.path().join("keys"),
        passphrase: Zeroizing::new("いろは".to_owned()),
    }
}

fn folder(dir: &TempDir) -> Folder {
    Folder::lock(&dir.path().join("data"), PROGRAM).unwrap()
}

/// Begins and stops in the middle: the database is there, the profile is not.
fn cut_off(folder: Folder, secrets: Secrets) {
    let entropy = RecoveryEntropy::new([1; 32]);
    let owner = Owner {
        secrets,
        entropy,
        profile: &profile(),
        powers: Powers::OWN,
    };
    let events = broadcast::channel(1).0;
    let cut = |_store: &mut Store| Err(NodeError::Stopped);
    let begun = Home::begin(folder, &owner, Clock::of_tests().unwrap(), events, cut);
    assert!(matches!(begun, Err(NodeError::Stopped)), "it is cut off");
}

#[test]
fn a_published_key_is_known_and_no_other() {
    let (_, keys) = keys(&member()).unwrap();
    let published = keys.credential_key().verifying_key().to_bytes();
    assert!(is_published(&published), "ひとみさん's");
    assert!(!is_published(&[7; 32]), "somebody's");
}

#[test]
fn a_sample_that_was_cut_off_is_made_again() {
    let dir = TempDir::new().unwrap();
    let (data, clock) = (dir.path().join("data"), Clock::of_tests().unwrap());
    let begun = folder(&dir);
    write_mark(&begun, &member()).unwrap();
    cut_off(begun, secrets(&member()).unwrap());
    let SamplePlace::Empty(place) = SamplePlace::find(&data, &clock, &[]).unwrap() else {
        panic!("it is not whole");
    };
    let (_, keys) = keys(&member()).unwrap();
    let from = Home::temporary(keys, &profile(), clock.clone()).unwrap();
    let circle = from.create_circle("会(見本)", "目的").unwrap();
    place.fill(&member(), &from, circle, &clock).unwrap();
    assert!(
        matches!(
            SamplePlace::find(&data, &clock, &[]).unwrap(),
            SamplePlace::Kept
        ),
        "whole now"
    );
}

#[tokio::test]
async fn the_samples_mark_opens_nothing_of_a_members_folder() {
    let dir = TempDir::new().unwrap();
    let events = broadcast::channel(1).0;
    let clock = Clock::of_tests().unwrap();
    let own = Home::create(
        folder(&dir),
        &vault(&dir),
        &profile(),
        clock.clone(),
        events,
    );
    drop(own.unwrap());
    let data = dir.path().join("data");
    assert!(
        matches!(
            SamplePlace::find(&data, &clock, &[]),
            Err(NodeError::Sample(SampleRefusal::FolderTaken))
        ),
        "a member's"
    );
    fs::write(data.join(MARK), "m02\n").unwrap();
    let config = Config {
        data,
        keys: None,
        passphrase_file: None,
        loopback: true,
        clock,
    };
    let opened = Node::open(config).await.map(|_node| ());
    let Err(NodeError::Opening(OpeningRefusal::KeyFile(error))) = opened else {
        panic!("the sample's key opened it: {opened:?}");
    };
    assert_eq!(error.to_string(), "the key is not the one of this file");
}

#[test]
fn a_first_start_that_was_cut_off_twice_is_done_a_third_time() {
    let dir = TempDir::new().unwrap();
    let vault = vault(&dir);
    let (_, keys) = keys(&member()).unwrap();
    let first = Secrets::new(keys, &RecoveryEntropy::new([1; 32]));
    vault.create(&first).unwrap();
    cut_off(folder(&dir), first);

    let begin = |folder| {
        let events = broadcast::channel(1).0;
        Home::create(
            folder,
            &vault,
            &profile(),
            Clock::of_tests().unwrap(),
            events,
        )
    };
    let in_the_way = dir.path().join("data").join("backups");
    fs::write(&in_the_way, b"").unwrap();
    assert!(begin(folder(&dir)).is_err(), "after its keys were saved");
    fs::remove_file(in_the_way).unwrap();

    let events = broadcast::channel(1).0;
    let opened = Home::open(folder(&dir), &vault, Clock::of_tests().unwrap(), events).unwrap();
    let Err(empty) = opened else {
        panic!("nobody is set up yet");
    };
    begin(empty).unwrap();
}

#[test]
fn a_first_start_that_was_killed_before_the_first_table_is_done_again() {
    let dir = TempDir::new().unwrap();
    let vault = vault(&dir);
    let create = |folder| {
        let events = broadcast::channel(1).0;
        Home::create(
            folder,
            &vault,
            &profile(),
            Clock::of_tests().unwrap(),
            events,
        )
    };
    let open = |folder| {
        let events = broadcast::channel(1).0;
        Home::open(folder, &vault, Clock::of_tests().unwrap(), events)
    };
    drop(create(folder(&dir)).unwrap());
    let database = dir.path().join("data").join("otagai.db");
    fs::write(&database, "").unwrap();
    let lost = open(folder(&dir)).map(|_opened| ());
    assert!(
        matches!(
            lost,
            Err(NodeError::Opening(OpeningRefusal::Open(OpenError::Damaged)))
        ),
        "a database that lost everything is no new one: {lost:?}"
    );
    let kept = vault.load().unwrap().unwrap();
    let mark = crate::opening::mark(&kept.keys);
    folder(&dir).begin(&mark).unwrap();
    let Err(empty) = open(folder(&dir)).unwrap() else {
        panic!("nobody is set up yet");
    };
    drop(create(empty).unwrap());
    assert!(open(folder(&dir)).unwrap().is_ok(), "whole now");
    assert_eq!(folder(&dir).begun_by(), None, "and known to be");
    let again = vault.load().unwrap().unwrap();
    assert!(again == kept, "with the keys that it made at first");
}
