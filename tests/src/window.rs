//! One real window: its own virtual display, its own driver, its own data folder.
//!
//! The program is driven as it is, without any code for tests in it: the web view's own driver starts it.

pub mod story;

use fantoccini::{Client, ClientBuilder, Locator, elements::Element, key::Key};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::{
    io,
    net::TcpListener,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    time::{sleep, timeout},
};

/// How long a window, an element or a text may take to appear.
const SOON: Duration = Duration::from_secs(40);
/// How often something is looked at while waiting for it.
const LOOK: Duration = Duration::from_millis(50);

/// Why a window did not do what was asked.
#[derive(Debug)]
pub enum WindowError {
    /// A program could not be started.
    Start(io::Error),
    /// Something did not appear in time.
    Missing(String),
    /// What the driver said.
    Driver(String),
}

impl From<io::Error> for WindowError {
    fn from(error: io::Error) -> Self {
        Self::Start(error)
    }
}

impl From<fantoccini::error::CmdError> for WindowError {
    fn from(error: fantoccini::error::CmdError) -> Self {
        Self::Driver(error.to_string())
    }
}

/// A real window.
#[derive(Debug)]
pub struct Window {
    client: Client,
    driver: Child,
    display: Child,
    home: TempDir,
}

impl Window {
    /// True where the programs that drive a window are there.
    pub fn can_run() -> bool {
        let found = |name: &str| {
            std::env::var_os("PATH").is_some_and(|path| {
                std::env::split_paths(&path).any(|dir| dir.join(name).is_file())
            })
        };
        found("Xvfb") && found("WebKitWebDriver") && binary().is_file()
    }

    /// Starts the program in a new data folder of its own.
    ///
    /// # Errors
    /// [`WindowError`] when display, driver or program do not come up.
    pub async fn start() -> Result<Self, WindowError> {
        let home = TempDir::new()?;
        let passphrase = home.path().join("passphrase");
        std::fs::write(&passphrase, "いろは")?;
        let mut display = group(Command::new("Xvfb"))
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1280x900x24",
                "-nolisten",
                "tcp",
                "-noreset",
            ])
            .stdout(Stdio::piped())
            .spawn()?;
        let mut number = String::new();
        if let Some(out) = display.stdout.take() {
            let read = timeout(SOON, async {
                BufReader::new(out).read_line(&mut number).await
            })
            .await;
            read.map_err(|_elapsed| WindowError::Missing("the display".to_owned()))??;
        }
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let driver = group(Command::new("WebKitWebDriver"))
            .args([format!("--port={port}"), "--host=127.0.0.1".to_owned()])
            .env("DISPLAY", format!(":{}", number.trim()))
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("OTAGAI_DATA", home.path().join("data"))
            .env("OTAGAI_KEYS", home.path().join("keys"))
            .env("OTAGAI_PASSPHRASE_FILE", &passphrase)
            // Without a session bus every window is the first one, and no key chain answers.
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .stdout(Stdio::null())
            .spawn()?;
        let client = connect(port).await?;
        Ok(Self {
            client,
            driver,
            display,
            home,
        })
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.home.path().join("data")
    }

    /// Waits for an element.
    ///
    /// # Errors
    /// [`WindowError::Missing`].
    pub async fn find(&self, css: &str) -> Result<Element, WindowError> {
        let found = self
            .client
            .wait()
            .at_most(SOON)
            .for_element(Locator::Css(css))
            .await;
        found.map_err(|error| WindowError::Missing(format!("{css}: {error}")))
    }

    /// Waits for the control of this name and presses it.
    ///
    /// # Errors
    /// [`WindowError::Missing`], or what the driver says.
    pub async fn press(&self, name: &str) -> Result<(), WindowError> {
        Ok(self.find(&format!("[name={name}]")).await?.click().await?)
    }

    /// Types into the field of this name, in place of what was there.
    ///
    /// # Errors
    /// [`WindowError::Missing`], or what the driver says.
    pub async fn fill(&self, name: &str, text: &str) -> Result<(), WindowError> {
        let field = self.find(&format!("[name={name}]")).await?;
        // The driver keeps a modifier down until the call ends: the text goes in a second one.
        field
            .send_keys(&format!("{}a", char::from(Key::Control)))
            .await?;
        Ok(field.send_keys(text).await?)
    }

    /// Puts a text into the field of this name at once, as pasting does.
    ///
    /// # Errors
    /// [`WindowError::Missing`], or what the driver says.
    pub async fn paste(&self, name: &str, text: &str) -> Result<(), WindowError> {
        self.find(&format!("[name={name}]")).await?;
        let script = "const field = document.querySelector(`[name=${arguments[0]}]`);
            field.focus();
            field.value = arguments[1];
            field.dispatchEvent(new Event('input', { bubbles: true }));";
        self.client
            .execute(script, vec![json!(name), json!(text)])
            .await?;
        Ok(())
    }

    /// What stands in the field of this name.
    ///
    /// # Errors
    /// [`WindowError::Missing`], or what the driver says.
    pub async fn value(&self, name: &str) -> Result<String, WindowError> {
        let field = self.find(&format!("[name={name}]")).await?;
        Ok(field.prop("value").await?.unwrap_or_default())
    }

    /// Presses Enter in the field of this name.
    ///
    /// # Errors
    /// [`WindowError::Missing`], or what the driver says.
    pub async fn enter(&self, name: &str) -> Result<(), WindowError> {
        let field = self.find(&format!("[name={name}]")).await?;
        Ok(field.send_keys(&char::from(Key::Enter).to_string()).await?)
    }

    /// Waits until the page shows a text.
    ///
    /// # Errors
    /// [`WindowError::Missing`] with what it shows instead.
    pub async fn shows(&self, text: &str) -> Result<(), WindowError> {
        let mut seen = String::new();
        let wait = async {
            loop {
                let body = self
                    .client
                    .execute("return document.body.innerText", Vec::new())
                    .await;
                seen = body
                    .ok()
                    .and_then(|body| body.as_str().map(str::to_owned))
                    .unwrap_or_default();
                if seen.contains(text) {
                    return;
                }
                sleep(LOOK).await;
            }
        };
        let in_time = timeout(SOON, wait).await.is_ok();
        if in_time {
            Ok(())
        } else {
            Err(WindowError::Missing(format!("{text:?} in {seen:?}")))
        }
    }

    /// Runs a script in the page.
    ///
    /// # Errors
    /// What the driver says.
    pub async fn run(&self, script: &str) -> Result<Value, WindowError> {
        Ok(self.client.execute(script, Vec::new()).await?)
    }

    /// Saves a picture of the page.
    ///
    /// # Errors
    /// [`WindowError`] when the picture cannot be made or written.
    pub async fn picture(&self, file: &Path) -> Result<(), WindowError> {
        // Two frames later everything that was said has been drawn.
        let drawn = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))";
        self.client.execute_async(drawn, Vec::new()).await?;
        let shot = timeout(SOON, self.client.screenshot()).await;
        let png = shot.map_err(|_elapsed| WindowError::Missing("a picture".to_owned()))??;
        Ok(std::fs::write(file, png)?)
    }

    /// Closes the window.
    pub async fn close(self) {
        let _closed_or_ended_below =
            timeout(Duration::from_secs(5), self.client.clone().close()).await;
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // The driver's end alone would leave the window running: its whole group is ended.
        for child in [&self.driver, &self.display] {
            if let Some(pid) = child.id() {
                let _gone_already = std::process::Command::new("kill")
                    .args(["-TERM", "--", &format!("-{pid}")])
                    .stderr(Stdio::null())
                    .status();
            }
        }
    }
}

/// The program: where the test run says, else beside the test.
fn binary() -> PathBuf {
    let beside = || {
        let exe = std::env::current_exe().ok()?;
        Some(exe.parent()?.parent()?.to_owned())
    };
    let dir = std::env::var_os("OTAGAI_BIN_DIR")
        .map(PathBuf::from)
        .or_else(beside);
    dir.unwrap_or_default().join("otagai-desktop")
}

fn group(mut command: Command) -> Command {
    command
        .process_group(0)
        .kill_on_drop(true)
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    command
}

async fn connect(port: u16) -> Result<Client, WindowError> {
    let listening = async {
        while tokio::net::TcpStream::connect(("127.0.0.1", port))
            .await
            .is_err()
        {
            sleep(LOOK).await;
        }
    };
    timeout(SOON, listening)
        .await
        .map_err(|_elapsed| WindowError::Missing("the driver".to_owned()))?;
    let wanted = json!({
        "browserName": "wry",
        "webkitgtk:browserOptions": { "binary": binary(), "args": [] },
    });
    let capabilities = wanted.as_object().cloned().unwrap_or_default();
    let url = format!("http://127.0.0.1:{port}");
    // A session whose program dies at the start is never answered.
    let mut builder = ClientBuilder::new(HttpConnector::new());
    let session = timeout(SOON, builder.capabilities(capabilities).connect(&url)).await;
    session
        .map_err(|_elapsed| WindowError::Missing("the window".to_owned()))?
        .map_err(|error| WindowError::Driver(error.to_string()))
}
