//! What shows and drives a page: a hidden display and the driver of a web view or a browser.

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::Value;
use std::{
    io,
    net::TcpListener,
    process::{ExitStatus, Stdio},
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    time::{sleep, timeout},
};

/// How long a program, a page or something on it may take to appear.
pub const SOON: Duration = Duration::from_secs(40);
/// How often something is looked at while waiting for it.
pub(crate) const LOOK: Duration = Duration::from_millis(50);

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

/// True where a program of this name can be started.
pub fn is_installed(program: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|dir| dir.join(program).is_file()))
}

/// A program that is ended together with everything it started.
#[derive(Debug)]
pub struct Group {
    child: Child,
}

impl Group {
    /// Starts a program whose words are not wanted.
    ///
    /// # Errors
    /// [`WindowError::Start`].
    pub fn start(command: &mut Command) -> Result<Self, WindowError> {
        Self::spawn(command.stdin(Stdio::null()).stdout(Stdio::null()))
    }

    /// Starts a program that says something; its input stays open as long as this is there.
    ///
    /// # Errors
    /// [`WindowError::Start`].
    pub fn start_telling(command: &mut Command) -> Result<Self, WindowError> {
        Self::spawn(command.stdin(Stdio::piped()).stdout(Stdio::piped()))
    }

    fn spawn(command: &mut Command) -> Result<Self, WindowError> {
        let child = command
            .process_group(0)
            .kill_on_drop(true)
            .stderr(Stdio::null())
            .spawn()?;
        Ok(Self { child })
    }

    /// Waits for its end.
    pub(crate) async fn wait(&mut self) -> io::Result<ExitStatus> {
        self.child.wait().await
    }

    /// The first line that it writes; what comes after it is not read.
    ///
    /// # Errors
    /// [`WindowError::Missing`] when it writes none.
    pub async fn first_line(&mut self) -> Result<String, WindowError> {
        let mut line = String::new();
        if let Some(out) = self.child.stdout.take() {
            let mut out = BufReader::new(out);
            let read = timeout(SOON, out.read_line(&mut line)).await;
            read.map_err(|_elapsed| WindowError::Missing("a first line".to_owned()))??;
        }
        match line.trim() {
            "" => Err(WindowError::Missing("a first line".to_owned())),
            line => Ok(line.to_owned()),
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // A driver's end alone would leave the window running.
        if let Some(pid) = self.child.id() {
            let _gone_already = std::process::Command::new("kill")
                .args(["-TERM", "--", &format!("-{pid}")])
                .stderr(Stdio::null())
                .status();
        }
    }
}

/// A display of its own that nobody sees.
#[derive(Debug)]
pub struct Display {
    _server: Group,
    /// What `DISPLAY` has to be.
    pub name: String,
}

impl Display {
    /// Starts a display.
    ///
    /// # Errors
    /// [`WindowError`] when it does not come up.
    pub async fn start() -> Result<Self, WindowError> {
        let mut server = Group::start_telling(Command::new("Xvfb").args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1280x4000x24",
            "-nolisten",
            "tcp",
            "-noreset",
        ]))?;
        let number = server.first_line().await?;
        Ok(Self {
            _server: server,
            name: format!(":{number}"),
        })
    }
}

/// A free port of this computer.
///
/// # Errors
/// [`WindowError::Start`].
pub fn free_port() -> Result<u16, WindowError> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// Opens a session as soon as the driver listens.
///
/// # Errors
/// [`WindowError`] when driver or browser do not come up.
pub async fn connect(port: u16, capabilities: &Value) -> Result<Client, WindowError> {
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
    let capabilities = capabilities.as_object().cloned().unwrap_or_default();
    let url = format!("http://127.0.0.1:{port}");
    // A session whose program dies at the start is never answered.
    let mut builder = ClientBuilder::new(HttpConnector::new());
    let session = timeout(SOON, builder.capabilities(capabilities).connect(&url)).await;
    session
        .map_err(|_elapsed| WindowError::Missing("the window".to_owned()))?
        .map_err(|error| WindowError::Driver(error.to_string()))
}
