//! Rows of papers: kept for every kind, and for none by name.

use super::*;
use crate::testing::papers::job;
use otagai_core::document::Kind;
use std::path::PathBuf;

/// The files of the store, without its tests.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        if name == "tests" || name == "testing" {
            continue;
        }
        if path.is_dir() {
            found.extend(sources(&path));
        } else {
            found.push(path);
        }
    }
    found
}

#[test]
fn no_kind_of_paper_is_named_in_the_store_so_a_new_one_needs_no_edit_here() {
    let files = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    assert!(files.len() > 30, "the files were found: {}", files.len());
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        for kind in Kind::ALL.iter().filter(|kind| kind.is_paper()) {
            let (name, word) = (format!("{kind:?}"), kind.name());
            for named in [
                format!("Kind::{name}"),
                format!("{name}Standing"),
                format!("\"{word}\""),
                format!("'{word}'"),
                format!("otagai_core::{word}"),
            ] {
                assert!(!text.contains(&named), "{}: {named}", file.display());
            }
        }
    }
}

#[test]
fn a_paper_of_a_later_version_is_kept_and_has_no_row_until_it_is_known() {
    let mut two = two();
    let circle = two.founded.circle;
    let done = job("研修", &two.alice, &two.bob);
    two.founded.paper(&two.alice, &two.bob, &done);
    two.founded.written(&two.alice, &two.bob, "letter", |t| {
        otagai_core::document::fields::write_text(t, "text", "こんにちは")
    });
    let mut store = Store::temporary().unwrap();
    store.open_grants_with(two.bob.keys.encryption_key());
    let admitted = two.fill(&mut store);
    assert!(
        admitted.intake.refused.is_empty() && admitted.intake.deferred == 0,
        "all is kept"
    );
    let rows: Vec<String> = {
        let mut kinds = store.connection.prepare("SELECT kind FROM papers").unwrap();
        let kinds = kinds.query_map([], |row| row.get(0)).unwrap();
        kinds.collect::<Result<_, _>>().unwrap()
    };
    assert_eq!(rows, ["job"], "the job only");
    let two_of_them = [&two.alice, &two.bob].map(|one| one.keys.person());
    let about: BTreeSet<PersonId> = admitted
        .changes
        .papers
        .values()
        .flatten()
        .copied()
        .collect();
    assert_eq!(
        about,
        BTreeSet::from(two_of_them),
        "whom what changed is about"
    );
    assert_eq!(
        admitted.people,
        admitted.changes.people(),
        "the same people"
    );
    assert!(
        store
            .admit(circle, &two.founded.items)
            .unwrap()
            .changes
            .is_empty(),
        "nothing changes twice"
    );
}

#[test]
fn rows_are_worked_out_anew_when_another_kind_of_paper_is_known() {
    let place = tempfile::tempdir().unwrap();
    let mut two = two();
    let circle = two.founded.circle;
    let done = job("研修", &two.alice, &two.bob);
    two.founded.paper(&two.alice, &two.bob, &done);
    let mut store = Store::create(lock(place.path()), &key()).unwrap();
    store.open_grants_with(two.bob.keys.encryption_key());
    two.fill(&mut store);
    let before = store.work(circle).unwrap();
    assert_eq!(before.jobs.len(), 1, "a job");
    // As a version left it that did not know jobs: the form of its rows was another one.
    store
        .connection
        .execute_batch("DELETE FROM papers; UPDATE derived SET version = x'00';")
        .unwrap();
    drop(store);
    let store = Store::open(lock(place.path()), &key()).unwrap();
    assert_eq!(store.work(circle).unwrap(), before, "read now");
}

#[test]
fn one_member_is_found_without_reading_all() {
    let two = two();
    let circle = two.founded.circle;
    let mut store = Store::temporary().unwrap();
    two.fill(&mut store);
    for row in store.members(circle).unwrap() {
        assert_eq!(store.member(circle, row.person).unwrap(), Some(row), "each");
    }
    let stranger = Person::new(9, 0).keys.person();
    assert_eq!(store.member(circle, stranger).unwrap(), None, "nobody else");
}
