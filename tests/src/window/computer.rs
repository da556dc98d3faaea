//! A computer for the program: a home folder, a display that nobody sees, and where asked a session bus.

use super::{Window, WindowError, binary};
use crate::driver::{Display, Group, SOON, connect, free_port};
use serde_json::json;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};
use tempfile::TempDir;
use tokio::{process::Command, time::timeout};

/// Where programs of the system learn whose computer it is: none of it may be that of whoever runs the tests.
const WHOSE: &[&str] = &[
    "DBUS_SESSION_BUS_ADDRESS",
    "WAYLAND_DISPLAY",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_DOWNLOAD_DIR",
];

/// A computer on which the program can be started, again and again.
#[derive(Debug)]
pub struct Computer {
    // Ended before the home folder goes.
    bus: Option<(Group, String)>,
    display: Display,
    home: TempDir,
}

impl Computer {
    /// A computer of a test: the program is told its data folder, and every start is one of its own.
    ///
    /// # Errors
    /// [`WindowError`] when the display does not come up.
    pub async fn new() -> Result<Self, WindowError> {
        let home = TempDir::new()?;
        std::fs::write(home.path().join("passphrase"), "いろは")?;
        Ok(Self {
            bus: None,
            display: Display::start().await?,
            home,
        })
    }

    /// A computer as a member has it: the program finds its folders itself, and there is a session bus, so that a
    /// second start finds the first one. What the program logs is kept, all of it.
    ///
    /// # Errors
    /// [`WindowError`] when display or bus do not come up.
    pub async fn of_a_member() -> Result<Self, WindowError> {
        let mut computer = Self::new().await?;
        let mut daemon = Command::new("dbus-daemon");
        daemon.args(["--session", "--nofork", "--nopidfile", "--print-address=1"]);
        let mut bus = Group::start_telling(&mut daemon)?;
        let address = bus.first_line().await?;
        computer.bus = Some((bus, address));
        let logged = format!(
            "#!/bin/sh\nexec '{}' \"$@\" 2>>'{}'\n",
            binary().display(),
            computer.log().display()
        );
        std::fs::write(computer.program_path(), logged)?;
        #[cfg(unix)]
        {
            use std::{fs::Permissions, os::unix::fs::PermissionsExt};
            std::fs::set_permissions(computer.program_path(), Permissions::from_mode(0o700))?;
        }
        Ok(computer)
    }

    /// Opens the program's window, and drives it.
    ///
    /// # Errors
    /// [`WindowError`] when driver or program do not come up.
    pub async fn open(self: &Arc<Self>, arguments: &[&str]) -> Result<Window, WindowError> {
        let port = free_port()?;
        let mut command = Command::new("WebKitWebDriver");
        command
            .args([format!("--port={port}"), "--host=127.0.0.1".to_owned()])
            .env("TAURI_WEBVIEW_AUTOMATION", "true");
        self.equip(&mut command);
        let driver = Group::start(&mut command)?;
        let wanted = json!({
            "browserName": "wry",
            "webkitgtk:browserOptions": { "binary": self.program_path(), "args": arguments },
        });
        Ok(Window {
            client: connect(port, &wanted).await?,
            _driver: driver,
            computer: Arc::clone(self),
        })
    }

    /// Starts the program without driving it.
    ///
    /// # Errors
    /// [`WindowError::Start`].
    pub fn start(&self, arguments: &[&str]) -> Result<Group, WindowError> {
        let mut command = Command::new(self.program_path());
        self.equip(command.args(arguments));
        Group::start(&mut command)
    }

    /// Starts the program where it is open already: waits until it has ended well, by itself.
    ///
    /// # Errors
    /// [`WindowError::Missing`] when it stays or fails.
    pub async fn start_again(&self, arguments: &[&str]) -> Result<(), WindowError> {
        self.start(arguments)?.ends_well().await
    }

    fn equip(&self, command: &mut Command) {
        for name in WHOSE {
            command.env_remove(name);
        }
        command
            .env("HOME", self.home.path())
            .env("DISPLAY", &self.display.name)
            .env("OTAGAI_KEYS", self.home.path().join("keys"))
            .env(
                "OTAGAI_PASSPHRASE_FILE",
                self.home.path().join("passphrase"),
            )
            // Nobody reads the screen aloud here, and nobody starts what would be asked.
            .env("NO_AT_BRIDGE", "1");
        match &self.bus {
            Some((_, address)) => command
                .env("DBUS_SESSION_BUS_ADDRESS", address)
                // Others on it are programs of the same test.
                .env("OTAGAI_LOOPBACK", "true")
                .env("OTAGAI_LOG", "debug"),
            None => command.env("OTAGAI_DATA", self.data()),
        };
    }

    /// What starts the program.
    fn program_path(&self) -> PathBuf {
        match self.bus {
            // The driver would silence what it starts.
            Some(_) => self.home.path().join("otagai-desktop"),
            None => binary(),
        }
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        match self.bus {
            Some(_) => self.home.path().join(".local/share/otagai"),
            None => self.home.path().join("data"),
        }
    }

    /// Where the member finds files.
    pub fn downloads(&self) -> PathBuf {
        self.home.path().join("Downloads")
    }

    /// What was logged; empty on a computer of a test.
    fn log(&self) -> PathBuf {
        self.home.path().join("log")
    }

    /// What the program has logged so far.
    ///
    /// # Errors
    /// [`WindowError::Start`] when there is none.
    pub fn logged(&self) -> Result<String, WindowError> {
        let bytes = std::fs::read(self.log())?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Name of the display.
    pub fn display(&self) -> &str {
        &self.display.name
    }

    /// The home folder.
    pub fn home(&self) -> &Path {
        self.home.path()
    }
}

impl Group {
    /// Waits until it has ended by itself, with status 0.
    ///
    /// # Errors
    /// [`WindowError::Missing`] when it stays or fails.
    pub async fn ends_well(mut self) -> Result<(), WindowError> {
        match timeout(SOON, self.wait()).await {
            Ok(Ok(status)) if status.success() => Ok(()),
            other => Err(WindowError::Missing(format!("a good end: {other:?}"))),
        }
    }
}
