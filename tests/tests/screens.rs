//! Every screen in both languages, light and dark, with text of 100 and 200 %, in `WebKit` and in Chromium: nothing
//! that hinders anybody, and nothing that is cut off.
//!
//! What is opened and looked for is in `ui/tests/screens`; here it is built, served and driven.
//! With `OTAGAI_PICTURES=DIR` a picture of every screen is kept in `DIR/ja` and `DIR/en`.

use fantoccini::Client;
use otagai_tests::{
    driver::{Display, Group, WindowError, connect, free_port},
    not_run,
};
use serde_json::{Value, json};
use std::{
    io,
    path::{Path, PathBuf},
};
use tempfile::TempDir;
use tokio::process::Command;

/// The width for which nothing may be cut off.
const WIDTH: u32 = 1180;
const HEIGHT: u32 = 800;
/// A longer screen is not shown to its end; the display is a little higher.
const MOST_HEIGHT: u64 = 3_900;

/// Runs what the page offers and waits for its answer.
const ASK: &str = "const done = arguments[arguments.length - 1];
    screens[arguments[0]](...arguments[1]).then(done, (error) => done([String(error)]));";

#[derive(Clone, Copy)]
enum Browser {
    WebKit,
    Chromium,
}

impl Browser {
    fn driver(self) -> &'static str {
        match self {
            Self::WebKit => "WebKitWebDriver",
            Self::Chromium => "chromedriver",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::WebKit => "WebKit",
            Self::Chromium => "Chromium",
        }
    }

    /// What the session is asked to be.
    fn wanted(self) -> Value {
        // One answer is about a screen in all its ways.
        let timeouts = json!({ "script": 240_000, "pageLoad": 120_000 });
        match self {
            Self::WebKit => json!({
                "timeouts": timeouts,
                "webkitgtk:browserOptions": {
                    "binary": mini_browser(),
                    "args": ["--automation", format!("--geometry={WIDTH}x{HEIGHT}")],
                },
            }),
            Self::Chromium => json!({
                "timeouts": timeouts,
                "goog:chromeOptions": { "args": [
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    format!("--window-size={WIDTH},{HEIGHT}"),
                ] },
            }),
        }
    }
}

/// The browser that comes with the web view.
fn mini_browser() -> Option<PathBuf> {
    let folder = format!("{}-linux-gnu/webkit2gtk-4.1", std::env::consts::ARCH);
    ["/usr/lib", "/usr/libexec"]
        .iter()
        .flat_map(|lib| {
            [
                Path::new(lib).join(&folder),
                Path::new(lib).join("webkit2gtk-4.1"),
            ]
        })
        .map(|folder| folder.join("MiniBrowser"))
        .find(|program| program.is_file())
}

/// A browser with the page of all screens open.
struct Session {
    client: Client,
    browser: Browser,
    _driver: Group,
    _display: Display,
}

impl Session {
    async fn start(browser: Browser, page: &str) -> Result<Self, WindowError> {
        let display = Display::start().await?;
        let port = free_port()?;
        let driver = Group::start(
            Command::new(browser.driver())
                .arg(format!("--port={port}"))
                .env("DISPLAY", &display.name)
                .env_remove("WAYLAND_DISPLAY")
                .env_remove("DBUS_SESSION_BUS_ADDRESS"),
        )?;
        let client = connect(port, &browser.wanted()).await?;
        client.set_window_size(WIDTH, HEIGHT).await?;
        client.goto(page).await?;
        Ok(Self {
            client,
            browser,
            _driver: driver,
            _display: display,
        })
    }

    async fn ask(&self, what: &str, with: Value) -> Result<Vec<String>, WindowError> {
        let answer = self
            .client
            .execute_async(ASK, vec![json!(what), with])
            .await?;
        let said = answer.as_array().cloned().unwrap_or_default();
        Ok(said
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect())
    }

    /// Everything that is wrong with any screen.
    async fn look_through(&self) -> Result<Vec<String>, WindowError> {
        let width = self.client.execute("return innerWidth", Vec::new()).await?;
        let mut found = Vec::new();
        if width != json!(WIDTH) {
            found.push(format!(
                "{}: the view is {width} px wide",
                self.browser.name()
            ));
        }
        for name in self.names().await? {
            let wrong = self.ask("examine", json!([name])).await?;
            let browser = self.browser.name();
            found.extend(wrong.iter().map(|one| format!("{browser}: {one}")));
            if let (Browser::Chromium, Some(folder)) =
                (self.browser, std::env::var_os("OTAGAI_PICTURES"))
            {
                self.keep_pictures(Path::new(&folder), &name).await?;
            }
        }
        Ok(found)
    }

    async fn names(&self) -> Result<Vec<String>, WindowError> {
        let names = self
            .client
            .execute("return screens.names", Vec::new())
            .await?;
        serde_json::from_value(names).map_err(|error| WindowError::Missing(error.to_string()))
    }

    async fn keep_pictures(&self, folder: &Path, name: &str) -> Result<(), WindowError> {
        for language in ["ja", "en"] {
            let folder = folder.join(language);
            std::fs::create_dir_all(&folder)?;
            let shown = json!([{ "language": language, "theme": "light", "percent": 100 }]);
            self.client.set_window_size(WIDTH, HEIGHT).await?;
            self.ask("dress", shown.clone()).await?;
            let height = self
                .client
                .execute(
                    "return document.documentElement.scrollHeight + outerHeight - innerHeight",
                    Vec::new(),
                )
                .await?;
            let height = height
                .as_u64()
                .unwrap_or(0)
                .clamp(u64::from(HEIGHT), MOST_HEIGHT);
            self.client
                .set_window_size(WIDTH, u32::try_from(height).unwrap_or(HEIGHT))
                .await?;
            self.ask("dress", shown).await?;
            std::fs::write(
                folder.join(format!("{name}.png")),
                self.client.screenshot().await?,
            )?;
        }
        self.client.set_window_size(WIDTH, HEIGHT).await?;
        Ok(())
    }
}

/// Builds the page of all screens and serves it.
async fn serve(built: &TempDir) -> Result<(Group, String), WindowError> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/tests/screens/serve.mjs");
    let mut server = Group::start_telling(Command::new("node").arg(script).arg(built.path()))?;
    let page = server.first_line().await?;
    Ok((server, page))
}

async fn look_through(browser: Browser, page: &str) -> Result<Vec<String>, WindowError> {
    let session = Session::start(browser, page).await?;
    let found = session.look_through().await;
    session.client.clone().close().await?;
    found
}

/// True where the browsers are there; false where the test is left out.
fn can_run() -> io::Result<bool> {
    if mini_browser().is_none() {
        return not_run::lacks("there is no MiniBrowser of the web view here");
    }
    not_run::has_programs(&["Xvfb", "WebKitWebDriver", "chromedriver", "node"])
}

#[tokio::test(flavor = "multi_thread")]
async fn no_screen_hinders_anybody_or_is_cut_off() {
    if !can_run().unwrap() {
        return;
    }
    let built = TempDir::new().unwrap();
    let (_server, page) = serve(&built).await.unwrap();
    let (webkit, chromium) = tokio::join!(
        look_through(Browser::WebKit, &page),
        look_through(Browser::Chromium, &page),
    );
    let found: Vec<String> = webkit
        .unwrap()
        .into_iter()
        .chain(chromium.unwrap())
        .collect();
    assert!(
        found.is_empty(),
        "{} found:\n{}",
        found.len(),
        found.join("\n")
    );
}
