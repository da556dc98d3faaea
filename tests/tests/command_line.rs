//! Work, vouches and proofs by the command line, one command a program: the way a script does it.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests stop them as the tests themselves would"
)]

use otagai_tests::process::{Ended, Home, Otagai, binary, file, once};
use serde_json::{Value, json};
use std::process::Command;

const TEXT: &str =
    "意見が割れた場面で、両方の言い分を板書で並べて整理してくれました。話し合いが進みました。";
const SKILL: &str = "ファシリテーション";

/// Somebody who types.
struct Typist {
    home: Home,
    /// Id of the person.
    person: String,
}

impl Typist {
    fn new(name: &str) -> Self {
        let home = Home::new().unwrap();
        let init = ["init", "--name", name, "--reading", "よみ", "--short", name];
        let me = done(once(&home, init).unwrap());
        Self {
            home,
            person: text(&me["person"]),
        }
    }

    /// Types a line; a bar separates words, since texts have spaces.
    fn ok(&self, line: &str) -> Value {
        done(self.types(line))
    }

    /// Types a line that is refused, and gives the code.
    fn refused(&self, line: &str) -> Value {
        let ended = self.types(line);
        assert_eq!(ended.status, Some(1), "{line}: {ended:?}");
        assert_eq!(ended.out, Value::Null, "{line}: nothing is printed");
        assert_ne!(text(&ended.error["message"]), "", "{line}: a sentence");
        ended.error["code"].clone()
    }

    fn types(&self, line: &str) -> Ended {
        once(&self.home, line.split('|')).unwrap()
    }

    /// The only vouch or job that is readable here.
    fn only(&self, what: &str) -> Value {
        let all = self.ok(what);
        assert_eq!(all.as_array().unwrap().len(), 1, "{what}: {all}");
        all[0].clone()
    }
}

fn done(ended: Ended) -> Value {
    assert_eq!(ended.status, Some(0), "{ended:?}");
    ended.out
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// One stays on while the other meets it once.
async fn meet(stays: &Typist, comes: &Typist) {
    let mut node = node(&stays.home);
    let ticket = node.call("ticket", json!({})).await.unwrap();
    let moved = comes.ok(&format!("sync|--once|--peer|{}", text(&ticket["ticket"])));
    assert_eq!(moved["met"], 1, "{moved}");
    node.stop().await.unwrap();
}

fn node(home: &Home) -> Otagai {
    let mut command = Command::new(binary().unwrap());
    command.arg("--loopback");
    Otagai::start_with(command, home).unwrap()
}

/// きく has a circle, and ひとみ is in it.
async fn two() -> [Typist; 2] {
    let [kiku, hitomi] = ["きく", "ひとみ"].map(Typist::new);
    kiku.ok("circle|create|勉強会|--purpose|教え合う");
    let mut host = node(&kiku.home);
    let invite = json!({ "uses": 1, "days": 7 });
    let invite = host.call("invite", invite).await.unwrap();
    hitomi.ok(&format!("join|{}", text(&invite["link"])));
    host.stop().await.unwrap();
    [kiku, hitomi]
}

fn job(title: &str, people: [&Typist; 2]) -> Value {
    let people = people.map(|one| json!({ "person": one.person, "role": "講師" }));
    json!({
        "title": title, "kind": "paid", "from": "2026-01", "to": "2026-02", "participants": people,
        "skills": [SKILL],
    })
}

#[tokio::test]
async fn a_vouch_is_written_accepted_followed_and_taken_along_by_typing() {
    let [kiku, hitomi] = two().await;
    let draft = kiku.home.file("job.json");
    file(&draft, &job("管理職研修", [&kiku, &hitomi])).unwrap();
    let said = format!("--for|{}|--skill|{SKILL}|--text|{TEXT}", hitomi.person);
    let new = format!("vouch|--new-job|{}|{said}", draft.display());
    assert_eq!(
        kiku.refused(&format!("{new}|--basis|heard")),
        "hearsay",
        "at first hand only"
    );
    let written = kiku.ok(&format!(
        "{new}|--outside|傾聴 きく子|--role|asked|--again|gladly"
    ));
    let (vouch, on) = (text(&written["vouch"]), text(&written["job"]));
    assert_eq!(
        (&written["state"], &written["role"], &written["outside"]),
        (&json!("waiting"), &json!("asked"), &json!(true)),
        "{written}"
    );
    assert_eq!(
        kiku.refused(&format!("vouch|{on}|{said}")),
        "secondVouch",
        "on the same job"
    );

    meet(&kiku, &hitomi).await;
    assert_eq!(hitomi.only("jobs")["myTurn"], true, "she is asked");
    let accepted = hitomi.ok(&format!("vouch|accept|{vouch}"));
    assert_eq!(accepted["state"], "counts", "{accepted}");
    let trail = hitomi.ok(&format!("trail|{}|--skill|{SKILL}", hitomi.person));
    let voucher = &trail["skills"][0]["vouchers"][0];
    assert_eq!(voucher["person"]["short"], "きく", "{trail}");
    let then = hitomi.ok(&format!("trail|{}|--as-of|2099-01-01", hitomi.person));
    assert_eq!(then["skills"][0]["vouchers"], json!([]), "over by then");
    for (word, state) in [("hide", "hidden"), ("show", "counts")] {
        let shown = hitomi.ok(&format!("vouch|{word}|{vouch}"));
        assert_eq!(shown["state"], state, "{word}");
    }
    takes_along(&hitomi, &vouch);

    meet(&hitomi, &kiku).await;
    let about_her = kiku.ok(&format!("vouches|{}", hitomi.person));
    assert_eq!(about_her[0]["state"], "counts", "{about_her}");
    kiku.ok(&format!("vouch|withdraw|{vouch}"));
    assert_eq!(kiku.only("vouches")["state"], "withdrawn", "for good");
    let proof = hitomi.home.file("proof.json");
    let known = kiku.types(&format!("verify|--known|{}", proof.display()));
    assert_eq!(
        (known.status, &known.out[0]["known"]),
        (Some(5), &json!("withdrawn")),
        "her own data know it: {known:?}"
    );
    // Beside a running program: nothing but the file is read.
    let mut host = node(&kiku.home);
    let alone = kiku.types(&format!("verify|{}", proof.display()));
    assert_eq!(
        (alone.status, &alone.out[0]["known"]),
        (Some(0), &Value::Null),
        "{alone:?}"
    );
    let invite = json!({ "uses": 1, "days": 7 });
    let invite = host.call("invite", invite).await.unwrap();
    let link = text(&invite["link"]);
    let read = kiku.ok(&format!("join|{link}|--inspect"));
    assert_eq!(read["name"], "勉強会", "{read}");
    host.stop().await.unwrap();
    let nobody = Home::new().unwrap();
    let read = done(once(&nobody, ["join", link.as_str(), "--inspect"]).unwrap());
    assert_eq!(read["name"], "勉強会", "{read}");
    assert!(!nobody.data().exists(), "reading a link makes no folder");
}

/// The vouch and its document as files, and the first one checked by somebody who is not set up.
fn takes_along(person: &Typist, vouch: &str) {
    let proof = person.home.file("proof.json");
    let saved = person.ok(&format!("proof|export|{vouch}|-o|{}", proof.display()));
    let length = std::fs::metadata(&proof).unwrap().len();
    assert_eq!(saved["bytes"], length, "{saved}");
    let nobody = Home::new().unwrap();
    let check = |words: &[&str]| {
        let path = proof.to_str().unwrap();
        once(&nobody, words.iter().copied().chain([path])).unwrap()
    };
    for words in [&["verify"][..], &["proof", "verify"]] {
        let read = done(check(words));
        assert_eq!(read[0]["issuerName"], "傾聴 きく子", "{read}");
        assert_eq!(read[0]["validity"], "current", "{read}");
    }
    assert!(
        !nobody.data().exists() && !nobody.keys().exists(),
        "checking makes no folder"
    );
    for (day, status) in [("2020-01-01", 4), ("2099-01-01", 3)] {
        let ended = check(&["--clock", day, "verify"]);
        assert_eq!(ended.status, Some(status), "on {day}: {ended:?}");
        assert_ne!(
            ended.out,
            Value::Null,
            "what it says is printed all the same"
        );
    }
    let content = std::fs::read_to_string(&proof).unwrap();
    let one: Value = serde_json::from_str(&content).unwrap();
    let mut cut = one.clone();
    cut["proof"].as_array_mut().unwrap().pop();
    for (text, code) in [
        (content.replacen("整理", "混乱", 1), "proofChanged"),
        (cut.to_string(), "proofIncomplete"),
        (json!([one, one]).to_string(), "proofTwice"),
    ] {
        std::fs::write(&proof, text).unwrap();
        let ended = check(&["verify"]);
        assert_eq!(
            (ended.status, &ended.error["code"]),
            (Some(6), &json!(code)),
            "{ended:?}"
        );
    }
    std::fs::write(&proof, "推薦します").unwrap();
    assert_eq!(check(&["verify"]).status, Some(1), "no letter at all");
    std::fs::write(&proof, content).unwrap();
    let document = person.home.file("vouch.automerge");
    let line = format!("document|export|{vouch}|--out|{}", document.display());
    person.ok(&line);
    let bytes = std::fs::read(&document).unwrap();
    assert!(
        bytes.starts_with(&[0x85, 0x6f, 0x4a, 0x83]),
        "the library's"
    );
    let nowhere = format!("document|export|{vouch}|-o|{}/x", document.display());
    assert_eq!(person.refused(&nowhere), "readOnly", "no such folder");
}

#[tokio::test]
async fn a_job_is_recorded_put_right_and_confirmed_by_typing() {
    let [kiku, hitomi] = two().await;
    let draft = kiku.home.file("job.json");
    file(&draft, &job("研修", [&kiku, &hitomi])).unwrap();
    let recorded = kiku.ok(&format!("job|record|{}", draft.display()));
    let id = text(&recorded["job"]);
    meet(&kiku, &hitomi).await;
    let answered = hitomi.ok(&format!("job|answer|{id}|fix|--note|件名がちがいます"));
    assert_eq!(answered["state"], "toFix", "{answered}");
    meet(&kiku, &hitomi).await;
    assert_eq!(
        kiku.only("jobs")["answers"][0]["note"],
        "件名がちがいます",
        "to its author"
    );
    file(&draft, &job("管理職研修", [&kiku, &hitomi])).unwrap();
    let line = format!("job|record|{}|--replaces|{id}", draft.display());
    assert_eq!(kiku.ok(&line)["job"], id.as_str(), "the same record");
    meet(&kiku, &hitomi).await;
    let old = text(&recorded["version"]);
    let to_old = format!("job|confirm|{id}|--version|{old}");
    assert_eq!(hitomi.refused(&to_old), "otherVersion", "not the newest");
    let confirmed = hitomi.ok(&format!("job|confirm|{id}"));
    assert_eq!(confirmed["state"], "confirmed", "{confirmed}");
    let write = format!("--for|{}|--skill|{SKILL}|--text|{TEXT}", kiku.person);
    let vouch = hitomi.ok(&format!("vouch|write|{id}|{write}"));
    let vouch = text(&vouch["vouch"]);
    meet(&kiku, &hitomi).await;
    for (word, state) in [("fix", "toFix"), ("decline", "declined"), ("keep", "kept")] {
        let answered = kiku.ok(&format!("vouch|{word}|{vouch}|--note|ひとこと"));
        assert_eq!(
            (&answered["state"], &answered["note"]),
            (&json!(state), &json!("ひとこと")),
            "{word}"
        );
    }
    assert_eq!(
        hitomi.refused(&format!("vouch|accept|{vouch}")),
        "notYours",
        "her own"
    );
    kiku.ok(&format!("job|withdraw|{id}"));
    assert_eq!(kiku.only("jobs")["state"], "withdrawn", "for good");
}

#[test]
fn half_a_command_is_a_matter_of_usage() {
    let nobody = Home::new().unwrap();
    for line in ["vouch", "vouch|x", "proof|export|x", "job|answer|x|keep"] {
        let ended = once(&nobody, line.split('|')).unwrap();
        assert_eq!(ended.status, Some(2), "{line}: {ended:?}");
    }
    let ended = once(&nobody, ["jobs"]).unwrap();
    assert_eq!(ended.error["code"], "notReady", "nobody is set up");
}

/// The program used to crash once in a hundred times, after its work was done: its library for encryption cleaned up
/// while threads that had used it were still ending.
#[test]
fn every_command_comes_to_its_end() {
    std::thread::scope(|scope| {
        for name in ["あおい", "いつき", "うみ", "えま"] {
            scope.spawn(move || {
                let typist = Typist::new(name);
                typist.ok("circle|create|勉強会|--purpose|教え合う");
                for _ in 0..12 {
                    typist.ok("members");
                }
            });
        }
    });
}
