//! What a member takes out of Otagai, opened by software that is not ours, without a network.
//!
//! A saved card and a saved vouch are read by the JavaScript automerge package; a portable vouch is verified by
//! Digital Bazaar's libraries. `tests/foreign/README.md` says which packages these are; `cargo xtask test` installs
//! them, and without them every test here fails.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "without the files and node there is nothing to compare"
)]

#[path = "foreign/changed.rs"]
mod changed;
#[path = "foreign/told.rs"]
mod told;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use otagai_core::card::{self, Level};
use otagai_core::credential::{Validity, jcs, verify};
use otagai_core::vouch;
#[cfg(target_os = "linux")]
use otagai_tests::netns;
use serde_json::{Value, json};
use tempfile::TempDir;

/// A moment at which the portable vouch is good.
const DURING: &str = "2027-01-01T00:00:00Z";
/// One at which it no longer is.
const AFTERWARDS: &str = "2029-07-02T00:00:00Z";

#[test]
fn a_card_reads_the_same_in_javascript() {
    let document = told::card_document();
    let read = read_elsewhere(&document);

    let mut strengths = serde_json::Map::new();
    for (order, strength) in (0..).zip(&told::strengths()) {
        // `[order, [level, limit]]`.
        let mut entry = vec![0x82, order, 0x82];
        entry.extend(cbor_text(strength.level.word()));
        entry.extend(cbor_text(&strength.limit));
        strengths.insert(strength.skill.clone(), bytes(&entry));
    }
    strengths.insert("翻訳".to_owned(), Value::Null);
    let mut free = vec![0x85];
    for text in ["ask", "10月は週に1日", "2026-09-30", "", ""] {
        free.extend(cbor_text(text));
    }
    let mut expected = empty();
    expected["strengths"] = Value::Object(strengths);
    expected["fields"] = json!({
        "name": "佐藤 花",
        "reading": "さとう はな",
        "short": "はなさん",
        "banner": "話し合いの場を、ていねいに整えます。🎉",
        "free": bytes(&free),
    });
    assert_eq!(read, expected, "every field of the card, and nothing else");

    let card = card::read(&document);
    assert_eq!(
        read["fields"]["name"], card.name,
        "as our own program reads it"
    );
    assert_eq!(
        card.strengths,
        told::strengths(),
        "the one taken away is gone"
    );
    assert_eq!(
        card.strengths[1].level,
        Level::Little,
        "and the levels differ"
    );
}

#[test]
fn a_vouch_reads_the_same_in_javascript() {
    let said = told::vouch();
    let portable = said.portable.as_ref().expect("it may be shown outside");
    let document = told::vouch_document(&said);
    let read = read_elsewhere(&document);

    let heads: Vec<u8> = said.job_heads.iter().flat_map(|head| head.0).collect();
    let mut expected = empty();
    expected["skills"] = json!({ "進行": { "order": 0 }, "研修 \"入門\"": { "order": 1 } });
    expected["fields"] = json!({
        "subject": told::aki().person().to_string(),
        "job": said.job.expect("a vouch names its job").to_string(),
        "jobHeads": bytes(&heads),
        "role": "asked",
        "basis": "workedAlongside",
        "text": said.text,
        "forWhom": said.for_whom,
        "again": "gladly",
        "relation": "sameCompany",
        "outside": "yes",
        "signedOn": "2026-06-30",
        "validUntil": "2029-06-30",
        "language": "ja",
        "issuerKey": bytes(&portable.issuer),
        "subjectKey": bytes(&portable.subject),
        "outsideName": "佐藤 花 (Hana)",
        "subjectName": told::SUBJECT_NAME,
        "signedAt": told::SIGNED_AT,
        "proofJcs": bytes(&portable.proofs.jcs),
        "proofRdfc": bytes(&portable.proofs.rdfc),
    });
    assert_eq!(read, expected, "every field of the vouch, and nothing else");
    assert_eq!(vouch::read(&document), said, "as our own program reads it");
}

#[test]
fn a_portable_vouch_is_accepted() {
    let scratch = Scratch::new();
    let file = scratch.credential(&told::credential());
    assert_eq!(
        verify_elsewhere(node("verify.mjs"), &file, DURING),
        accepted(),
        "both proofs, the @context and the key's owner"
    );
}

#[test]
fn a_portable_vouch_of_the_fewest_words_is_accepted() {
    let scratch = Scratch::new();
    let file = scratch.credential(&told::shortest_credential());
    assert_eq!(
        verify_elsewhere(node("verify.mjs"), &file, DURING),
        accepted(),
        "no name, nothing but what must be said, in English"
    );
}

#[test]
#[cfg(target_os = "linux")]
fn a_portable_vouch_is_accepted_where_there_is_no_network_at_all() -> std::io::Result<()> {
    let test = "a_portable_vouch_is_accepted_where_there_is_no_network_at_all";
    let Some(mut links) = netns::cut_off(test, "node")? else {
        return Ok(());
    };
    let count = links.args(["-p", "Object.keys(os.networkInterfaces()).length"]);
    assert_eq!(printed(count).trim(), "0", "no interface that is up");

    let Some(mut cut_off) = netns::cut_off(test, "node")? else {
        return Ok(());
    };
    cut_off.arg(folder().join("verify.mjs"));
    let scratch = Scratch::new();
    let file = scratch.credential(&told::credential());
    assert_eq!(verify_elsewhere(cut_off, &file, DURING), accepted());
    Ok(())
}

#[test]
fn every_changed_copy_is_refused() {
    let scratch = Scratch::new();
    let good = told::credential();
    for changed in changed::copies(&good) {
        let what = changed.what;
        let file = scratch.credential(&changed.file);
        let answer = verify_elsewhere(node("verify.mjs"), &file, DURING);
        assert_eq!(answer["accepted"], false, "{what}: {answer}");
        let checks = ["jcs", "rdfc", "contexts", "proofs"];
        let refused_by: Vec<_> = checks
            .into_iter()
            .filter(|check| answer[*check] != "verified")
            .collect();
        assert_eq!(refused_by, changed.refused_by, "{what}: {answer}");
        assert_eq!(answer["network"], json!([]), "{what}: {answer}");
        if let Some(reason) = changed.reason {
            let given = answer[changed.refused_by[0]].as_str();
            assert!(
                given.is_some_and(|given| given.contains(reason)),
                "{what}: {answer}"
            );
        }
        assert!(
            verify(&jcs::canonical(&changed.file)).is_err(),
            "{what}: our own program refuses it, too"
        );
    }
}

#[test]
fn a_vouch_whose_time_is_over_is_refused_elsewhere_and_marked_here() {
    let scratch = Scratch::new();
    let good = told::credential();
    let file = scratch.credential(&good);
    let answer = verify_elsewhere(node("verify.mjs"), &file, AFTERWARDS);
    assert_eq!(answer["accepted"], false, "{answer}");
    assert_eq!(answer["contexts"], "verified", "{answer}");
    for suite in ["jcs", "rdfc"] {
        let reason = answer[suite].as_str().unwrap_or_default();
        assert!(
            reason.contains(r#"is after "validUntil""#),
            "{suite}: {reason}"
        );
    }
    let read = verify(&jcs::canonical(&good)).expect("an expired vouch was still signed");
    let end = read.valid_until().millis();
    assert_eq!(read.validity(end + 1), Validity::Expired, "here it is said");
}

#[test]
fn nothing_gets_through_the_fence_around_the_verifier() {
    let printed = printed(&mut node("fence.mjs"));
    let ways: Value = serde_json::from_str(&printed).expect("one line of JSON");
    let ways = ways.as_object().expect("a way each");
    assert!(ways.len() >= 8, "{printed}");
    for (way, became) in ways {
        assert_eq!(became, "blocked", "{way}: {printed}");
    }
}

/// The answer to a file that is in order.
fn accepted() -> Value {
    json!({
        "accepted": true,
        "jcs": "verified",
        "rdfc": "verified",
        "contexts": "verified",
        "proofs": "verified",
        "network": [],
    })
}

/// What every document holds before anything is said.
fn empty() -> Value {
    json!({
        "fields": {}, "strengths": {}, "licences": {}, "hobbies": {}, "times": {}, "people": {},
        "skills": {}, "entries": {},
    })
}

/// A text of at most 255 bytes in CBOR.
fn cbor_text(text: &str) -> Vec<u8> {
    let len = u8::try_from(text.len()).expect("a short text");
    let mut written = if len < 24 {
        vec![0x60 | len]
    } else {
        vec![0x78, len]
    };
    written.extend(text.as_bytes());
    written
}

/// Bytes as `read.mjs` prints them.
fn bytes(bytes: &[u8]) -> Value {
    let mut digits = String::new();
    for byte in bytes {
        write!(digits, "{byte:02x}").expect("writing to a string");
    }
    json!({ "bytes": digits })
}

/// Saves a document, has it read by the JavaScript package, and makes sure that both mean the same changes.
fn read_elsewhere(document: &automerge::Automerge) -> Value {
    let scratch = Scratch::new();
    let file = scratch.file(&document.save());
    let printed = printed(node("read.mjs").arg(file));
    let mut read: Value = serde_json::from_str(&printed).expect("one line of JSON");
    let heads: Vec<String> = document
        .get_heads()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        read["heads"],
        json!(heads),
        "the same hashes of the same changes"
    );
    read["document"].take()
}

/// What the foreign verifier says of a file at a moment.
fn verify_elsewhere(mut verifier: Command, file: &Path, moment: &str) -> Value {
    let output = verifier
        .arg(file)
        .arg(moment)
        .output()
        .expect("node starts");
    let printed = String::from_utf8_lossy(&output.stdout);
    let complaint = String::from_utf8_lossy(&output.stderr);
    let answer: Value = serde_json::from_str(&printed)
        .unwrap_or_else(|error| panic!("{error}: {printed}{complaint}"));
    assert_eq!(
        answer["accepted"],
        output.status.success(),
        "the exit code says the same: {answer}"
    );
    answer
}

/// What a command prints; it must end well.
fn printed(command: &mut Command) -> String {
    let output = command
        .output()
        .expect("node 20 or newer is installed, as for building the screen");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {complaint}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// One of the scripts in `tests/foreign`.
fn node(script: &str) -> Command {
    let mut node = Command::new("node");
    node.arg(folder().join(script));
    node
}

/// `tests/foreign`, with its packages.
fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("foreign");
    assert!(
        folder.join("node_modules/.package-lock.json").is_file(),
        "the packages of tests/foreign are not installed: run `cargo xtask test`, or `npm ci` in tests/foreign"
    );
    folder
}

/// A folder for exported files that goes with the test.
struct Scratch(TempDir);

impl Scratch {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    fn file(&self, content: &[u8]) -> PathBuf {
        let file = self.0.path().join("exported");
        fs::write(&file, content).expect("room for a small file");
        file
    }

    /// The file of a portable vouch, as it is exported: canonical JSON.
    fn credential(&self, credential: &Value) -> PathBuf {
        self.file(&jcs::canonical(credential))
    }
}
