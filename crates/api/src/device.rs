//! A device that takes commands.

mod choosing;
mod forwarding;
mod opening;

pub use choosing::{ChoosesFiles, Wanted};

use crate::{
    ApiError, EdgeRefusal, commands,
    files::{self, Letter},
    view::{Event, SavedFile},
};
use otagai_core::{limits, text};
use otagai_node::{Node, clock::Clock, network::Patience};
use serde_json::Value;
use std::{
    fmt, io,
    path::PathBuf,
    sync::{Mutex, OnceLock, PoisonError},
};
use tokio::sync::broadcast;

/// Where a device lives.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The data folder.
    pub data: PathBuf,
    /// The folder of keys; none means the key chain.
    pub keys: Option<PathBuf>,
    /// File with the passphrase of the folder of keys.
    pub passphrase_file: Option<PathBuf>,
    /// The folder in which a member finds files; none where nobody looks for any.
    pub files: Option<PathBuf>,
    /// True: only this computer, for tests.
    pub loopback: bool,
    /// What tells the time.
    pub clock: Clock,
}

/// A device that takes commands.
#[derive(Debug)]
pub struct Device {
    pub(crate) node: Node,
    /// Where files for the member go.
    files: Option<PathBuf>,
    /// A link from outside that waits to be shown.
    pending_link: Mutex<Option<String>>,
    events: broadcast::Sender<Event>,
    /// Opens the sample in a window of its own; only a program with windows has it.
    sample_window: OnceLock<Opener>,
    /// Asks the member for a file; only a program with windows has it.
    chooser: OnceLock<choosing::Chooser>,
    /// Opens a telephone or mail program; only a program with windows has it.
    addresses: OnceLock<opening::AddressOpener>,
    /// The copy that the member chose last.
    chosen: Mutex<Option<PathBuf>>,
}

struct Opener(Box<dyn Fn() -> io::Result<()> + Send + Sync>);

impl fmt::Debug for Opener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Opener")
    }
}

/// Events that a slow listener may be behind.
const EVENTS: usize = 1024;

impl Device {
    /// Opens the data folder. The network stays down until [`Device::go_online`] or a command needs it.
    ///
    /// # Errors
    /// [`ApiError`] with the code of what is wrong.
    pub async fn open(config: Config) -> Result<Self, ApiError> {
        let files = config.files.clone();
        Ok(Self::around(Node::open(of_node(config)).await?, files))
    }

    /// Opens the data folder even where its data are damaged or do not fit their keys: commands that need them
    /// give the code of what is wrong, and those about copies go on.
    ///
    /// # Errors
    /// [`ApiError`] with the code of what is wrong where no copy would help.
    pub async fn open_to_mend(config: Config) -> Result<Self, ApiError> {
        let files = config.files.clone();
        Ok(Self::around(
            Node::open_to_mend(of_node(config)).await?,
            files,
        ))
    }

    fn around(node: Node, files: Option<PathBuf>) -> Self {
        let (events, _) = broadcast::channel(EVENTS);
        tokio::spawn(forwarding::forward(node.subscribe(), events.clone()));
        Self {
            node,
            files,
            pending_link: Mutex::new(None),
            events,
            sample_window: OnceLock::new(),
            chooser: OnceLock::new(),
            addresses: OnceLock::new(),
            chosen: Mutex::new(None),
        }
    }

    /// Says how long other devices may take, before the network starts.
    pub fn set_patience(&mut self, patience: Patience) {
        self.node.set_patience(patience);
    }

    /// Starts the network as soon as somebody is set up here: now, or after `init`; and sees to the copy of the day.
    ///
    /// # Errors
    /// [`ApiError`] when the network could not be used; nobody set up yet is no error, and neither is the
    /// sample, which has no network.
    pub async fn go_online(&self) -> Result<(), ApiError> {
        use otagai_node::{
            NodeError::{NotReady, Sample},
            SampleRefusal::Offline,
        };
        self.node.keep_copies();
        match self.node.network().await {
            Ok(_) | Err(NotReady | Sample(Offline)) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Runs a command by name.
    ///
    /// # Errors
    /// [`ApiError`] with the code of what was refused.
    pub async fn call(&self, name: &str, args: Value) -> Result<Value, ApiError> {
        commands::dispatch(self, name, args).await
    }

    /// What happens from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<Event> {
        self.events.subscribe()
    }

    /// Keeps a link that came from outside until a screen shows it, and tells a screen that is there.
    pub fn offer_link(&self, link: &str) {
        // One more than is allowed, so that one that is too long is said to be so, and not to be damaged.
        let link = text::shown(link, limits::LINK_CHARS + 1);
        *self
            .pending_link
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(link.clone());
        drop(self.events.send(Event::Link { link }));
    }

    /// The link that waits, once.
    pub(crate) fn take_link(&self) -> Option<String> {
        self.pending_link
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }

    /// Says how the sample is opened in a window of its own: in another program, because a folder that is open
    /// here stays open. The first word counts.
    pub fn offers_sample_window(&self, open: impl Fn() -> io::Result<()> + Send + Sync + 'static) {
        drop(self.sample_window.set(Opener(Box::new(open))));
    }

    /// Opens the sample in a window of its own.
    pub(crate) fn open_sample_window(&self) -> Result<(), ApiError> {
        let Opener(open) = self
            .sample_window
            .get()
            .ok_or(EdgeRefusal::SampleNeedsWindow)?;
        open().map_err(|error| {
            tracing::warn!(%error, "the sample's window did not open");
            EdgeRefusal::Internal("the window of the sample did not open").into()
        })
    }

    /// Saves what a command made, where the member finds it.
    pub(crate) async fn save(&self, letter: Letter) -> Result<SavedFile, ApiError> {
        let folder = self.files.clone();
        let saving = move || files::save(folder.as_deref(), &letter);
        tokio::task::spawn_blocking(saving)
            .await
            .map_err(|_panicked| EdgeRefusal::Internal("saving ended before its time"))?
            .map_err(ApiError::from)
    }

    /// Ends the network politely.
    pub async fn shutdown(&self) {
        self.node.shutdown().await;
    }
}

fn of_node(config: Config) -> otagai_node::Config {
    otagai_node::Config {
        data: config.data,
        keys: config.keys,
        passphrase_file: config.passphrase_file,
        loopback: config.loopback,
        clock: config.clock,
    }
}
