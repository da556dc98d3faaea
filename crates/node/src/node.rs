//! A running device: one data folder, its owner once there is one, and its network once it is asked for.

use crate::{
    NodeError, NodeEvent, OpeningRefusal,
    backups::{Backups, Keeper},
    blocking::blocking,
    clock::Clock,
    endpoint::Reach,
    home::{Home, PROGRAM, SharedHome},
    network::{Network, Patience, RunningNetwork},
    powers::Power,
    profile::Profile,
    sample,
    vault::Vault,
};
use otagai_core::phrase::{RecoveryEntropy, WordList};
use otagai_store::{
    CopyError, Folder, OpenError, StoreError, sealed_keys::SealedKeysError, staging,
};
use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::{Mutex as AsyncMutex, broadcast};

/// Where a device lives.
#[derive(Debug, Clone)]
pub struct Config {
    /// The data folder.
    pub data: PathBuf,
    /// The folder of keys; none means the key chain.
    pub keys: Option<PathBuf>,
    /// File with the passphrase of the folder of keys.
    pub passphrase_file: Option<PathBuf>,
    /// True: only this computer, for tests.
    pub loopback: bool,
    /// What tells the time.
    pub clock: Clock,
}

/// A running device.
#[derive(Debug)]
pub struct Node {
    pub(crate) config: Config,
    pub(crate) vault: Vault,
    state: Arc<Mutex<FolderState>>,
    network: AsyncMutex<Option<RunningNetwork>>,
    patience: Patience,
    pub(crate) events: broadcast::Sender<NodeEvent>,
    pub(crate) backups: Arc<Backups>,
    keeper: Mutex<Option<Keeper>>,
    /// One copy takes the place of the data at a time.
    pub(crate) restoring: AsyncMutex<()>,
}

/// Whether the folder has an owner.
#[derive(Debug)]
pub(crate) enum FolderState {
    /// Nobody yet; the folder is held for whoever comes.
    Empty(Folder),
    /// The owner is being made, or could not be made and the folder was lost.
    Between,
    /// The data do not open, for this reason; a copy may take their place.
    Shut(Folder, Arc<NodeError>),
    /// The owner.
    Owned(SharedHome),
}

impl FolderState {
    /// Opens what is in a folder, as far as it opens.
    ///
    /// # Errors
    /// [`NodeError`] where another copy of the data would open no better.
    pub(crate) fn of(
        folder: Folder,
        vault: &Vault,
        config: &Config,
        events: broadcast::Sender<NodeEvent>,
    ) -> Result<Self, NodeError> {
        staging::finish(&folder).map_err(CopyError::Io)?;
        match Home::open(folder, vault, config.clock.clone(), events) {
            Ok(Ok(home)) => Ok(Self::Owned(Arc::new(home))),
            Ok(Err(folder)) => Ok(Self::Empty(folder)),
            Err(error) if is_mended_by_a_copy(&error) => {
                let folder = Folder::lock(&config.data, PROGRAM)?;
                Ok(Self::Shut(folder, Arc::new(error)))
            }
            Err(error) => Err(error),
        }
    }

    /// Why the data do not open.
    pub(crate) fn fault(&self) -> Option<NodeError> {
        match self {
            Self::Shut(_, error) => Some(NodeError::Shared(Arc::clone(error))),
            _ => None,
        }
    }

    fn home(&self) -> Result<SharedHome, NodeError> {
        match self {
            Self::Owned(home) => Ok(Arc::clone(home)),
            Self::Shut(_, error) => Err(NodeError::Shared(Arc::clone(error))),
            Self::Empty(_) | Self::Between => Err(NodeError::NotReady),
        }
    }
}

/// True where data or keys are missing, or not as they were written.
fn is_mended_by_a_copy(error: &NodeError) -> bool {
    match error {
        NodeError::Store(error) => matches!(error, StoreError::Damaged),
        NodeError::Opening(error) => is_opened_by_a_copy(error),
        _ => false,
    }
}

fn is_opened_by_a_copy(error: &OpeningRefusal) -> bool {
    match error {
        OpeningRefusal::Open(error) => matches!(error, OpenError::Damaged | OpenError::WrongKey),
        OpeningRefusal::SealedKeys(error) => matches!(error, SealedKeysError::Damaged),
        OpeningRefusal::DataMissing
        | OpeningRefusal::OnlyCopies
        | OpeningRefusal::KeyFileMissing
        | OpeningRefusal::KeysMissing => true,
        OpeningRefusal::KeyFile(error) => !matches!(
            error,
            otagai_store::KeyFileError::Newer | otagai_store::KeyFileError::Io(_)
        ),
        _ => false,
    }
}

/// Events that a slow listener may be behind.
const EVENTS: usize = 1024;
/// Days after which the printed copy is asked for.
const REMIND_AFTER_MS: u64 = 3 * 86_400_000;

/// Where the recovery words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recovery {
    /// Sealed beside the keys.
    Sealed,
    /// Sealed beside the keys, and it is time to ask for the printed copy.
    Due,
    /// On paper only.
    Done,
}

/// Where the keys of a data folder are: those of the sample are published, and its folder says so.
fn vault_of(config: &Config) -> Result<Vault, NodeError> {
    if let Some(member) = sample::member_of(&config.data) {
        return Ok(Vault::Published(Box::new(sample::secrets(&member)?)));
    }
    Vault::choose(
        &config.data,
        config.keys.as_deref(),
        config.passphrase_file.as_deref(),
    )
}

impl Node {
    /// Opens a data folder, which no other program may have open. The network stays down.
    ///
    /// # Errors
    /// [`NodeError`] tells a folder in use, a missing key chain, a wrong key, damage, a newer version.
    pub async fn open(config: Config) -> Result<Self, NodeError> {
        let node = Self::open_to_mend(config).await?;
        let state = std::mem::replace(&mut *node.state(), FolderState::Between);
        if let FolderState::Shut(_, error) = state {
            return Err(Arc::try_unwrap(error).unwrap_or_else(NodeError::Shared));
        }
        *node.state() = state;
        Ok(node)
    }

    /// Opens a data folder even where its data are damaged or do not fit their keys: everything that needs them is
    /// refused with the reason, and [`Node::restore`] puts a copy in their place.
    ///
    /// # Errors
    /// [`NodeError`] as for [`Node::open`], where a copy would not help.
    pub async fn open_to_mend(config: Config) -> Result<Self, NodeError> {
        blocking(move || {
            let folder = Folder::lock(&config.data, PROGRAM)?;
            let vault = vault_of(&config)?;
            let (events, _) = broadcast::channel(EVENTS);
            let state = FolderState::of(folder, &vault, &config, events.clone())?;
            Ok(Self {
                backups: Arc::new(Backups::of(&config.data, &vault, &config.clock)),
                config,
                vault,
                state: Arc::new(Mutex::new(state)),
                network: AsyncMutex::new(None),
                patience: Patience::default(),
                events,
                keeper: Mutex::new(None),
                restoring: AsyncMutex::new(()),
            })
        })
        .await
    }

    /// First start: makes the person and this device.
    ///
    /// # Errors
    /// [`NodeError::AlreadySetUp`], or why keys or database could not be written.
    pub async fn init(&self, profile: Profile) -> Result<(), NodeError> {
        // Taken in a statement of its own: a guard in the `match` would live as long as its arms.
        let before = std::mem::replace(&mut *self.state(), FolderState::Between);
        let folder = match before {
            FolderState::Empty(folder) => folder,
            // What came before was cut off: what is there now decides.
            FolderState::Between => {
                let (vault, config) = (self.vault.clone(), self.config.clone());
                let events = self.events.clone();
                let state = blocking(move || {
                    let folder = Folder::lock(&config.data, PROGRAM)?;
                    FolderState::of(folder, &vault, &config, events)
                });
                match state.await? {
                    FolderState::Empty(folder) => folder,
                    other => {
                        let fault = other.fault();
                        *self.state() = other;
                        return Err(fault.unwrap_or(NodeError::AlreadySetUp));
                    }
                }
            }
            owned @ FolderState::Owned(_) => {
                *self.state() = owned;
                return Err(NodeError::AlreadySetUp);
            }
            // Nobody begins where something is that keys could open.
            FolderState::Shut(folder, why) => {
                *self.state() = FolderState::Shut(folder, Arc::clone(&why));
                return Err(NodeError::Shared(why));
            }
        };
        let (vault, events) = (self.vault.clone(), self.events.clone());
        let clock = self.config.clock.clone();
        let home = blocking(move || Home::create(folder, &vault, &profile, clock, events)).await?;
        *self.state() = FolderState::Owned(Arc::new(home));
        Ok(())
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, FolderState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The owner's side of the folder.
    ///
    /// # Errors
    /// [`NodeError::NotReady`] before the first start is finished, or why the data do not open.
    pub fn home(&self) -> Result<SharedHome, NodeError> {
        self.state().home()
    }

    /// True where there are data that do not open.
    pub fn is_shut(&self) -> bool {
        matches!(&*self.state(), FolderState::Shut(_, _))
    }

    /// The copies of this folder.
    pub fn backups(&self) -> &Arc<Backups> {
        &self.backups
    }

    /// Makes the copy of the day now, if it is due, and whenever a day has begun, until [`Node::shutdown`]. The
    /// first call counts.
    pub fn keep_copies(&self) {
        let mut keeper = self.keeper.lock().unwrap_or_else(PoisonError::into_inner);
        if keeper.is_none() {
            let state = Arc::downgrade(&self.state);
            *keeper = Some(Keeper::start(Arc::clone(&self.backups), move || {
                let state = state.upgrade()?;
                let state = state.lock().unwrap_or_else(PoisonError::into_inner);
                state.home().ok()
            }));
        }
    }

    /// Does something with the owner's side on a thread that may wait for the disk.
    ///
    /// # Errors
    /// [`NodeError::NotReady`], or what the work gives.
    pub async fn with_home<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Home) -> Result<T, NodeError> + Send + 'static,
    ) -> Result<T, NodeError> {
        let home = self.home()?;
        blocking(move || work(&home)).await
    }

    /// Says how long others may take, before the network starts.
    pub fn set_patience(&mut self, patience: Patience) {
        self.patience = patience;
    }

    /// What tells the time here.
    pub fn clock(&self) -> &Clock {
        &self.config.clock
    }

    /// What happens from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<NodeEvent> {
        self.events.subscribe()
    }

    /// The network, started if it is not up.
    ///
    /// # Errors
    /// [`NodeError::NotReady`], [`SampleRefusal::Offline`](crate::SampleRefusal::Offline) in the sample, or [`NodeError::Network`] where no
    /// socket can be had.
    pub async fn network(&self) -> Result<Arc<Network>, NodeError> {
        let home = self.home()?;
        home.powers().need(Power::Connect)?;
        let mut running = self.network.lock().await;
        if let Some(running) = running.as_ref() {
            return Ok(Arc::clone(running.network()));
        }
        let reach = if self.config.loopback {
            Reach::Loopback
        } else {
            Reach::Networks
        };
        let started = RunningNetwork::start(home, reach, self.patience).await?;
        Ok(Arc::clone(running.insert(started).network()))
    }

    /// The network, if it is up.
    pub async fn running_network(&self) -> Option<Arc<Network>> {
        self.network
            .lock()
            .await
            .as_ref()
            .map(|running| Arc::clone(running.network()))
    }

    /// Ends the network politely, if it is up, and what is done in the background.
    pub async fn shutdown(&self) {
        self.offline().await;
        let keeper = {
            let mut keeper = self.keeper.lock().unwrap_or_else(PoisonError::into_inner);
            keeper.take()
        };
        if let Some(keeper) = keeper {
            keeper.end().await;
        }
    }

    /// Ends the network politely, if it is up.
    pub(crate) async fn offline(&self) {
        if let Some(network) = self.network.lock().await.take() {
            network.shutdown().await;
        }
    }

    /// Where the recovery words are.
    ///
    /// # Errors
    /// [`NodeError`] when the keys cannot be read.
    pub async fn recovery(&self) -> Result<Recovery, NodeError> {
        let Some(_entropy) = self.entropy().await? else {
            return Ok(Recovery::Done);
        };
        let home = self.home()?;
        let now = home.clock().now();
        let first = blocking(move || home.first_start()).await?;
        Ok(if now.saturating_sub(first) >= REMIND_AFTER_MS {
            Recovery::Due
        } else {
            Recovery::Sealed
        })
    }

    /// The recovery words, as long as they are here.
    ///
    /// # Errors
    /// [`OpeningRefusal::WordsGone`] once they were erased.
    pub async fn recovery_words(&self, list: WordList) -> Result<Vec<String>, NodeError> {
        Ok(self
            .entropy()
            .await?
            .ok_or(OpeningRefusal::WordsGone)?
            .words(list))
    }

    /// Erases the recovery words: they are on paper now.
    ///
    /// # Errors
    /// [`NodeError`] when the keys cannot be written.
    pub async fn recovery_done(&self) -> Result<(), NodeError> {
        self.home()?;
        let vault = self.vault.clone();
        blocking(move || {
            let mut secrets = vault.load()?.ok_or(NodeError::NotReady)?;
            secrets.erase_entropy();
            vault.update(&secrets)
        })
        .await
    }

    async fn entropy(&self) -> Result<Option<RecoveryEntropy>, NodeError> {
        self.home()?;
        let vault = self.vault.clone();
        blocking(move || Ok(vault.load()?.and_then(|secrets| secrets.entropy()))).await
    }
}
