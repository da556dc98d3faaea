//! Somebody's computer.

use otagai_api::{ChoosesFiles, Clock, Config, Device, Event, Wanted, view::Language};
use serde_json::{Value, json};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};
use tempfile::TempDir;

/// Milliseconds.
pub(crate) const DAY: u64 = 86_400_000;
const SOON: Duration = Duration::from_secs(20);

/// Somebody's computer.
pub(crate) struct Computer {
    pub(crate) dir: TempDir,
    pub(crate) device: Device,
    pub(crate) clock: Clock,
    /// Noon of 2026-06-02, ms.
    pub(crate) noon: u64,
}

impl Computer {
    /// A computer that nobody has set up.
    pub(crate) async fn of_nobody() -> Self {
        let dir = TempDir::new().unwrap();
        let noon = otagai_api::moment("2026-06-02").unwrap();
        let clock = Clock::standing_at(noon);
        let device = Device::open(config(dir.path(), &clock)).await.unwrap();
        Self {
            dir,
            device,
            clock,
            noon,
        }
    }

    /// Somebody with a new computer.
    pub(crate) async fn of(name: &str) -> Self {
        let computer = Self::of_nobody().await;
        computer.set_up(name).await;
        computer
    }

    /// From now on copies are made.
    pub(crate) async fn set_up(&self, name: &str) {
        let me = json!({ "name": name, "reading": "よみ", "short": name });
        self.ok("init", me).await;
    }

    /// The program ends and starts again.
    pub(crate) async fn again(self) -> Self {
        self.again_after(|| ()).await
    }

    /// The same, and something happens to its files in between.
    pub(crate) async fn again_after(self, happens: impl FnOnce()) -> Self {
        let Self {
            dir,
            device,
            clock,
            noon,
        } = self;
        device.shutdown().await;
        drop(device);
        happens();
        let config = || config(dir.path(), &clock);
        let opened = async {
            loop {
                match Device::open_to_mend(config()).await {
                    Err(error) if error.code == "dataInUse" => {
                        tokio::task::yield_now().await;
                    }
                    opened => return opened.unwrap(),
                }
            }
        };
        let device = tokio::time::timeout(SOON, opened)
            .await
            .expect("the folder is let go");
        Self {
            dir,
            device,
            clock,
            noon,
        }
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    pub(crate) fn config(&self) -> Config {
        config(self.dir.path(), &self.clock)
    }

    pub(crate) async fn ok(&self, name: &str, args: Value) -> Value {
        let answer = self.device.call(name, args).await;
        answer.unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    pub(crate) async fn refused(&self, name: &str, args: Value) -> &'static str {
        self.device.call(name, args).await.unwrap_err().code.name()
    }

    pub(crate) async fn found(&self) {
        let circle = json!({ "name": "勉強会", "purpose": "教え合う" });
        self.ok("circle_create", circle).await;
    }

    pub(crate) async fn join(&self, host: &Self) {
        let invite = host.ok("invite", json!({ "uses": 1, "days": 7 })).await;
        self.ok("join", json!({ "link": invite["link"] })).await;
        host.device.shutdown().await;
        self.device.shutdown().await;
    }

    /// Both meet, and part again. A network that has just begun dials by itself, and may end the connection that
    /// was asked for: then they are asked again.
    pub(crate) async fn meet(&self, other: &Self) {
        let ticket = other.ok("ticket", json!({})).await;
        let args = json!({ "peer": ticket["ticket"], "once": true, "part": true });
        let met = async {
            loop {
                let mut events = other.device.subscribe();
                let moved = self.ok("sync", args.clone()).await;
                assert_eq!(moved["refused"], 0, "nothing is refused: {moved}");
                if moved["met"] == 1 {
                    while !matches!(events.recv().await.unwrap(), Event::Gone { .. }) {}
                    return;
                }
            }
        };
        let met = tokio::time::timeout(SOON, met).await;
        met.expect("they meet and part");
    }

    pub(crate) async fn banner(&self, text: &str) {
        let edit = json!({ "field": "banner", "value": text });
        self.ok("card_set", json!({ "edit": edit })).await;
    }

    /// The banner of one's own card.
    pub(crate) async fn said(&self) -> String {
        let card = self.ok("card_show", json!({})).await;
        card["banner"].as_str().unwrap().to_owned()
    }

    /// Names of the copies, the newest first.
    pub(crate) async fn copies(&self) -> Vec<String> {
        let status = self.ok("backups", json!({})).await;
        let copies = status["copies"].as_array().unwrap().iter();
        copies
            .map(|copy| copy["copy"].as_str().unwrap().to_owned())
            .collect()
    }

    /// Waits for the copies that are made in the background.
    pub(crate) async fn until_copies(&self, names: &[&str]) {
        let there = async {
            while self.copies().await != names {
                tokio::task::yield_now().await;
            }
        };
        let waited = tokio::time::timeout(SOON, there).await;
        let status = self.ok("backups", json!({})).await;
        assert!(waited.is_ok(), "{names:?}, not {status}");
    }

    /// The 24 words.
    pub(crate) async fn words(&self) -> String {
        let words = self.ok("recovery_words", json!({})).await;
        let words = words["words"].as_array().unwrap().iter();
        let words: Vec<_> = words.map(|word| word.as_str().unwrap()).collect();
        words.join("　")
    }
}

pub(crate) fn config(dir: &Path, clock: &Clock) -> Config {
    let passphrase = dir.join("passphrase");
    std::fs::write(&passphrase, "いろはにほへと\n").unwrap();
    Config {
        data: dir.join("data"),
        keys: Some(dir.join("keys")),
        passphrase_file: Some(passphrase),
        loopback: true,
        clock: clock.clone(),
        ..Config::default()
    }
}

/// A member who always chooses the same file.
pub(crate) struct Always(pub(crate) PathBuf);

impl ChoosesFiles for Always {
    fn save(&self, name: &str, language: Language) -> Option<PathBuf> {
        assert_eq!(language, Language::Japanese, "as the screen speaks");
        assert_eq!(
            name, "otagai-2026-06-02.otagai-copy",
            "a name to begin with"
        );
        Some(self.0.clone())
    }

    fn open(&self, _: Wanted, _: Language) -> Option<PathBuf> {
        Some(self.0.clone())
    }
}
