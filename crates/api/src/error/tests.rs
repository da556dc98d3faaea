//! Codes, their sentences, and the causes behind them.

use super::*;
use otagai_core::text::TextError;
use otagai_node::{NodeError, OpeningRefusal};
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

/// Everything of the workspace that is compiled into the programs.
fn sources() -> Vec<PathBuf> {
    fn below(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() && name != "tests" {
                below(&path, found);
            } else if path.extension().is_some_and(|end| end == "rs") && !name.contains("test") {
                found.push(path);
            }
        }
    }
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut found = Vec::new();
    for name in ["core", "store", "sync", "node", "api", "cli"] {
        below(&crates.join(name).join("src"), &mut found);
    }
    found
}

#[test]
fn each_code_is_declared_once_and_is_one_word() {
    let mut seen = BTreeMap::new();
    for wording in wordings() {
        let before = seen.insert(wording.code, wording);
        assert_eq!(before, None, "{} is declared twice", wording.code);
        let code = wording.code;
        assert!(
            code.starts_with(|c: char| c.is_ascii_lowercase())
                && code.chars().all(|c| c.is_ascii_alphanumeric()),
            "{code} is in camelCase"
        );
        assert!(!wording.ja.is_empty() && !wording.en.is_empty(), "{code}");
    }
    assert!(seen.len() > 100, "all of them: {}", seen.len());
}

/// An enum that nobody lists has codes that no screen knows.
#[test]
fn every_enum_of_refusals_is_in_the_list_of_its_crate() {
    let texts: Vec<String> = sources()
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let mut declared = 0;
    for text in &texts {
        let lines = text.lines().filter(|line| !line.starts_with("//"));
        let mut inside = false;
        for line in lines {
            inside = inside || line.ends_with("refusals! {");
            let Some(name) = line.trim_start().strip_prefix("pub enum ") else {
                continue;
            };
            if !std::mem::take(&mut inside) {
                continue;
            }
            let name = name.trim_end_matches(" {");
            declared += 1;
            let listed = format!("{name}::WORDINGS");
            assert!(
                texts.iter().any(|text| text.contains(&listed)),
                "{listed} is in no list"
            );
        }
    }
    assert!(declared > 20, "they were found: {declared}");
}

#[test]
fn a_refusal_keeps_its_cause_and_its_causes_causes() {
    let full = io::Error::new(io::ErrorKind::StorageFull, "no space left on device");
    let error = otagai_node::store::FolderError::from(full);
    let said = ApiError::from(NodeError::from(error));
    assert_eq!(said.code, "diskFull");
    assert_eq!(said.message, said.code.japanese(), "for the member");
    assert_eq!(
        said.detail, "the data folder could not be opened: no space left on device",
        "for whoever helps, each cause once"
    );

    let shared = NodeError::Shared(Arc::new(OpeningRefusal::KeysMissing.into()));
    let said = ApiError::from(shared).in_english();
    assert_eq!(said.code, "keysMissing", "told once more");
    assert_eq!(said.message, said.code.english());
    assert!(said.detail.contains("no keys are kept"), "{}", said.detail);
}

#[test]
fn a_code_crosses_the_edge_as_its_name_and_no_other_does() {
    let code = ErrorCode::of(&TextError::Empty);
    let text = serde_json::to_string(&code).unwrap();
    assert_eq!(text, "\"empty\"");
    assert_eq!(serde_json::from_str::<ErrorCode>(&text).unwrap(), code);
    assert!(serde_json::from_str::<ErrorCode>("\"no\"").is_err());
}
