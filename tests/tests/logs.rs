//! What a device logs, with everything switched on: who meets whom and when, but no name, no text and no link.

#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests stop them as the tests themselves would"
)]

use otagai_tests::process::{Home, Otagai, binary};
use serde_json::{Value, json};
use std::{process::Command, time::Duration};

/// How long it may take until the other one has it.
const SOON: Duration = Duration::from_secs(30);

const KIKU: [&str; 3] = ["高橋 きく子", "たかはし きくこ", "きくさん"];
const HITOMI: [&str; 3] = ["佐藤 ひとみ", "さとう ひとみ", "ひとみさん"];
const CIRCLE: &str = "ひなたコーチング勉強会";
const PURPOSE: &str = "得意を持ちよって回しあう";
const HELLO: &str = "現場で使える言いかえを一緒に";
const BANNER: &str = "リーダーの声を聴く研修";
const TITLE: &str = "管理職研修(2日間)";
const SKILL: &str = "ファシリテーション";
const TEXT: &str =
    "意見が割れた場面で、両方の言い分を板書で並べて整理してくれました。話し合いが進みました。";
const SHORT: &str = "短かった";
/// What opens the folder of keys of every [`Home`].
const PASSPHRASE: &str = "correct horse";

/// A device whose log is kept whole.
struct Logged {
    home: Home,
    device: Otagai,
}

impl Logged {
    fn start() -> Self {
        let home = Home::new().unwrap();
        let mut command = Command::new("sh");
        command
            .args(["-c", "exec \"$0\" \"$@\" 2>\"$OTAGAI_TEST_LOG\""])
            .arg(binary().unwrap())
            .arg("--loopback")
            .env("OTAGAI_TEST_LOG", home.file("log"))
            .env("OTAGAI_LOG", "debug");
        let device = Otagai::start_with(command, &home).unwrap();
        Self { home, device }
    }

    async fn ok(&mut self, name: &str, args: Value) -> Value {
        self.device.call(name, args).await.unwrap()
    }

    async fn begin(&mut self, [name, reading, short]: [&str; 3]) -> Value {
        let who = json!({ "name": name, "reading": reading, "short": short });
        self.ok("init", who).await
    }

    /// Refused as well: what does not fit is where a log is tempted most.
    async fn refuses(&mut self, name: &str, args: Value) {
        self.device.call(name, args).await.unwrap_err();
    }

    async fn end(self) -> String {
        self.device.stop().await.unwrap();
        std::fs::read_to_string(self.home.file("log")).unwrap()
    }
}

#[tokio::test]
async fn a_log_holds_no_names_no_texts_and_no_links() {
    let mut kiku = Logged::start();
    let mut hitomi = Logged::start();
    kiku.begin(KIKU).await;
    let me = hitomi.begin(HITOMI).await;
    kiku.ok(
        "circle_create",
        json!({ "name": CIRCLE, "purpose": PURPOSE }),
    )
    .await;
    let invite = json!({ "to": HITOMI.first(), "uses": 1, "days": 7 });
    let invite = kiku.ok("invite", invite).await;
    let link = invite
        .pointer("/link")
        .unwrap()
        .as_str()
        .unwrap()
        .to_owned();
    let cut = link.get(..link.len() - 3).unwrap();
    hitomi.refuses("invite_read", json!({ "link": cut })).await;
    let join = json!({ "link": link, "hello": HELLO });
    hitomi.ok("join", join.clone()).await;
    hitomi.refuses("join", join).await;
    let edit = json!({ "edit": { "field": "banner", "value": BANNER } });
    hitomi.ok("card_set", edit).await;
    let edit = json!({ "edit": { "field": "banner", "value": BANNER.repeat(99) } });
    hitomi.refuses("card_set", edit).await;
    for shapeless in [
        json!({ "edit": BANNER }),
        json!({ "edit": { "field": BANNER } }),
    ] {
        hitomi.refuses("card_set", shapeless).await;
    }
    hitomi.refuses("invite", json!({ "uses": HELLO })).await;
    let job = json!({
        "title": TITLE, "kind": "paid", "from": "2026-01", "to": "2026-02", "skills": [SKILL],
        "participants": [{ "person": "", "role": "講師" }, { "person": me.pointer("/person"), "role": "進行" }],
    });
    let vouch = json!({
        "subject": me.pointer("/person"), "newJob": job, "skills": [SKILL], "text": TEXT,
    });
    kiku.ok("vouch_write", vouch.clone()).await;
    let mut short = vouch;
    short["text"] = json!(SHORT);
    kiku.refuses("vouch_write", short).await;
    let arrived = |event: &Value| event.to_string().contains("changed");
    hitomi
        .device
        .wait_event(SOON, "the vouch", arrived)
        .await
        .unwrap();
    let words = kiku.ok("recovery_words", json!({})).await;
    let words: Vec<String> =
        serde_json::from_value(words.pointer("/words").unwrap().clone()).unwrap();

    let code = link.get(7..47).unwrap();
    let mut private = vec![
        CIRCLE, PURPOSE, HELLO, BANNER, TITLE, SKILL, TEXT, SHORT, PASSPHRASE, code,
    ];
    private.extend(KIKU.iter().chain(&HITOMI).flat_map(|name| name.split(' ')));
    private.extend(words.iter().map(String::as_str));
    for (who, log) in [("kiku", kiku.end().await), ("hitomi", hitomi.end().await)] {
        for level in ["DEBUG", "otagai"] {
            assert!(log.contains(level), "{who} logs everything: {log}");
        }
        for private in &private {
            let found = log.lines().find(|line| line.contains(private));
            assert_eq!(found, None, "{who}: {private} is private");
        }
    }
}
