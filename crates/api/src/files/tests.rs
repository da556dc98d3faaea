//! What a file may be called, and that nothing half is ever there.

use super::*;
use otagai_core::refusal::Refusal;
use tempfile::TempDir;

fn letter(stem: &str, bytes: &[u8]) -> Letter {
    Letter {
        stem: stem.to_owned(),
        ending: "json",
        bytes: bytes.to_vec(),
    }
}

/// What lies in a folder, hidden files included.
fn inside(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.collect();
    names.sort();
    names
}

fn refused(folder: Option<&Path>, letter: &Letter) -> &'static str {
    save(folder, letter).unwrap_err().code()
}

#[test]
fn a_second_file_of_one_name_gets_a_number_and_the_first_stays() {
    let dir = TempDir::new().unwrap();
    for (content, name) in [
        ("一", "推薦書-2026-11-21.json"),
        ("二", "推薦書-2026-11-21 (2).json"),
        ("三", "推薦書-2026-11-21 (3).json"),
    ] {
        let saved = save(
            Some(dir.path()),
            &letter("推薦書-2026-11-21", content.as_bytes()),
        );
        assert_eq!(saved.unwrap().name, name, "{content}");
    }
    for (content, name) in [
        ("一", "推薦書-2026-11-21.json"),
        ("三", "推薦書-2026-11-21 (3).json"),
    ] {
        let kept = fs::read_to_string(dir.path().join(name)).unwrap();
        assert_eq!(kept, content, "{name}");
    }
    assert_eq!(inside(dir.path()).len(), 3, "and nothing beside them");
}

#[test]
fn a_hostile_name_stays_in_the_folder_and_means_nothing_to_the_system() {
    for (hostile, name) in [
        ("../../.bashrc", "bashrc.json"),
        ("/etc/passwd", "etc-passwd.json"),
        ("..\\..\\autoexec", "autoexec.json"),
        ("C:\\Windows\\x", "C--Windows-x.json"),
        ("a/../b", "a-..-b.json"),
        ("\u{0}\u{1b}[2J\u{202e}見本\u{200b}", "[2J見本.json"),
        ("-rf ~", "rf.json"),
        ("~root", "root.json"),
        (".json", "json.json"),
        ("名前. . .", "名前.json"),
        ("con", "otagai-con.json"),
        ("NUL.txt", "otagai-NUL.txt.json"),
        ("Com1 .x", "otagai-Com1 .x.json"),
        ("LPT¹", "otagai-LPT¹.json"),
        ("common", "common.json"),
        ("comé", "comé.json"),
        ("推薦書:*?\"<>|", "推薦書.json"),
        ("👩‍🏫の推薦書", "👩‍🏫の推薦書.json"),
        ("", "otagai.json"),
        (" \u{3000}. ", "otagai.json"),
    ] {
        let dir = TempDir::new().unwrap();
        let folder = dir.path().join("ダウンロード");
        let saved = save(Some(&folder), &letter(hostile, b"{}")).unwrap();
        assert_eq!(saved.name, name, "{hostile:?}");
        assert_eq!(inside(&folder), [name], "{hostile:?}: in the folder");
        assert_eq!(inside(dir.path()), ["ダウンロード"], "{hostile:?}: alone");
    }
}

#[test]
fn a_long_name_is_cut_between_letters_and_keeps_number_and_ending() {
    let dir = TempDir::new().unwrap();
    for long in ["あ".repeat(100_000), "x".repeat(NAME_BYTES + 1)] {
        for ending in [".json", " (2).json"] {
            let saved = save(Some(dir.path()), &letter(&long, b"{}")).unwrap();
            assert!(saved.name.ends_with(ending), "{}", saved.name);
            assert!(saved.name.len() <= NAME_BYTES, "{}", saved.name.len());
            assert!(saved.name.len() > NAME_BYTES - 3, "{}", saved.name.len());
        }
    }
}

#[test]
fn what_is_in_the_way_is_never_written_over_whatever_it_is() {
    let dir = TempDir::new().unwrap();
    fs::create_dir(dir.path().join("a.json")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(dir.path().join("elsewhere"), dir.path().join("a (2).json"))
        .unwrap();
    #[cfg(not(unix))]
    fs::write(dir.path().join("a (2).json"), "").unwrap();
    let saved = save(Some(dir.path()), &letter("a", b"{}")).unwrap();
    assert_eq!(saved.name, "a (3).json", "the first free name");
    assert!(!dir.path().join("elsewhere").exists(), "no link followed");
}

#[test]
fn when_no_number_is_left_it_says_so_and_leaves_nothing() {
    let dir = TempDir::new().unwrap();
    for number in 1..=SAME_NAME {
        fs::write(dir.path().join(name("a", "json", number)), "").unwrap();
    }
    let code = refused(Some(dir.path()), &letter("a", b"{}"));
    assert_eq!(code, "filesTooMany", "no free name");
    let there = inside(dir.path()).len();
    assert_eq!(u32::try_from(there).unwrap(), SAME_NAME, "nothing new");
}

#[test]
fn too_much_for_one_file_is_refused_before_anything_is_written() {
    let dir = TempDir::new().unwrap();
    let mut large = letter("a", b"");
    large.bytes.resize(FILE_BYTES + 1, 0);
    assert_eq!(refused(Some(dir.path()), &large), "fileTooLarge");
    assert!(inside(dir.path()).is_empty(), "nothing written");
}

#[test]
fn without_a_folder_or_in_one_that_is_none_it_says_so() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, "").unwrap();
    let missing = dir.path().join("no").join("such");
    for folder in [None, Some(&*file), Some(&*missing)] {
        let code = refused(folder, &letter("a", b"{}"));
        assert_eq!(code, "filesNowhere", "{folder:?}");
    }
    assert_eq!(inside(dir.path()), ["file"], "nothing made");
}

#[test]
fn every_fault_of_a_disk_has_a_sentence_of_its_own() {
    for (kind, expected) in [
        (io::ErrorKind::StorageFull, "diskFull"),
        (io::ErrorKind::QuotaExceeded, "diskFull"),
        (io::ErrorKind::PermissionDenied, "filesReadOnly"),
        (io::ErrorKind::ReadOnlyFilesystem, "filesReadOnly"),
        (io::ErrorKind::NotFound, "filesNowhere"),
        (io::ErrorKind::TimedOut, "internal"),
    ] {
        assert_eq!(refusal(&kind.into()).code(), expected, "{kind:?}");
    }
}
