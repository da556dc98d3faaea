//! One real window, and the computer it is open on.
//!
//! The program is driven as it is, without any code for tests in it: the web view's own driver starts it.

mod computer;
mod frame;
pub mod story;

pub use crate::driver::WindowError;
use crate::driver::{Group, LOOK, SOON};
use crate::not_run;
pub use computer::Computer;
use fantoccini::{Client, Locator, elements::Element, key::Key};
pub use frame::{WindowFrame, WindowPlace};
use serde_json::{Value, json};
use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tokio::time::{sleep, timeout};

/// A real window.
#[derive(Debug)]
pub struct Window {
    client: Client,
    // Ended before the computer goes.
    _driver: Group,
    computer: Arc<Computer>,
}

impl Window {
    /// True where the program is there, and what drives its window; false where the calling test is left out.
    ///
    /// # Errors
    /// Where something is missing and no test may be left out ([`crate::not_run`]).
    pub fn can_run() -> io::Result<bool> {
        let program = binary();
        if !program.is_file() {
            return not_run::lacks(&format!("there is no {}", program.display()));
        }
        not_run::has_programs(&["Xvfb", "WebKitWebDriver", "dbus-daemon"])
    }

    /// Starts the program on a new computer of its own.
    ///
    /// # Errors
    /// [`WindowError`] when display, driver or program do not come up.
    pub async fn start() -> Result<Self, WindowError> {
        Arc::new(Computer::new().await?).open(&[]).await
    }

    /// The computer it is open on.
    pub fn computer(&self) -> &Arc<Computer> {
        &self.computer
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.computer.data()
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
