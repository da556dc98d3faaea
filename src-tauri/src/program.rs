//! The device behind the window: opened once, asked by every command, ended with the window.

use crate::{WindowArguments, choosing::Dialogs, opening, sample::SampleWindow};
use otagai_api::{ApiError, Config, Device, Event};
use serde_json::Value;
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tauri::{AppHandle, async_runtime::JoinHandle, ipc::Channel};
use tokio::{
    sync::{OnceCell, broadcast::error::RecvError, watch},
    time::timeout,
};

/// How long an ending program waits for what is still being saved.
const LAST_WORDS: Duration = Duration::from_secs(3);
/// How long an ending program waits for the network to say goodbye.
const GOODBYE: Duration = Duration::from_secs(2);

/// The device behind the window.
#[derive(Debug)]
pub(crate) struct Program {
    config: Config,
    /// Opens dialogs.
    app: AppHandle,
    /// How the sample opens in a window of its own; none in that window.
    sample: Option<Arc<SampleWindow>>,
    device: OnceCell<Result<Device, ApiError>>,
    /// Calls that have no answer yet.
    running: watch::Sender<usize>,
    /// Carries events to the page that is open; a page that was loaded again has a new one.
    listener: Mutex<Option<JoinHandle<()>>>,
}

impl Program {
    /// A program whose data folder is opened when it is first needed.
    pub(crate) fn new(config: Config, arguments: &WindowArguments, app: AppHandle) -> Self {
        let window = || Arc::new(SampleWindow::of(arguments.data.clone()));
        Self {
            config,
            app,
            sample: (!arguments.demo).then(window),
            device: OnceCell::new(),
            running: watch::Sender::new(0),
            listener: Mutex::new(None),
        }
    }

    /// The device. Opening takes a while, so everybody who asks meanwhile waits for the same one.
    async fn device(&self) -> Result<&Device, ApiError> {
        self.device
            .get_or_init(|| Box::pin(self.open()))
            .await
            .as_ref()
            .map_err(Clone::clone)
    }

    async fn open(&self) -> Result<Device, ApiError> {
        let config = self.config.clone();
        let Some(sample) = self.sample.clone() else {
            return Box::pin(Device::open_sample(config)).await;
        };
        let device = Box::pin(Device::open_to_mend(config)).await?;
        device.offers_sample_window(move || sample.open());
        device.offers_files(Dialogs(self.app.clone()));
        device.offers_addresses(opening::open);
        Ok(device)
    }

    /// Opens the data folder and lets others find this device.
    pub(crate) async fn go_online(&self) {
        let outcome = match self.device().await {
            Ok(device) => Box::pin(device.go_online()).await,
            Err(error) => Err(error),
        };
        if let Err(error) = outcome {
            tracing::warn!(code = ?error.code, "not online");
        }
    }

    /// Answers the page.
    pub(crate) async fn call(&self, name: &str, args: Value) -> Result<Value, ApiError> {
        self.running.send_modify(|calls| *calls += 1);
        let answer = match self.device().await {
            Ok(device) => Box::pin(device.call(name, args)).await,
            Err(error) => Err(error),
        };
        self.running.send_modify(|calls| *calls -= 1);
        answer
    }

    /// Sends the page everything that happens from now on.
    pub(crate) async fn subscribe(&self, channel: Channel<Event>) -> Result<(), ApiError> {
        let mut events = self.device().await?.subscribe();
        let listener = tauri::async_runtime::spawn(async move {
            loop {
                let event = match events.recv().await {
                    Ok(event) => event,
                    // The page reads anew what it shows.
                    Err(RecvError::Lagged(missed)) => {
                        tracing::warn!(missed, "events were missed");
                        Event::Missed
                    }
                    Err(RecvError::Closed) => return,
                };
                if let Err(error) = channel.send(event) {
                    tracing::warn!(%error, "the page does not listen any more");
                    return;
                }
            }
        });
        let before = self
            .listener
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .replace(listener);
        if let Some(before) = before {
            before.abort();
        }
        Ok(())
    }

    /// Keeps a link from outside for the page.
    pub(crate) async fn offer_link(&self, link: &str) {
        // A device that does not open is said on the page; the link would have nowhere to go.
        if let Ok(device) = self.device().await {
            device.offer_link(link);
        }
    }

    /// Waits until every call is answered, but not for ever.
    pub(crate) async fn answered(&self) {
        let mut running = self.running.subscribe();
        let all_answered = running.wait_for(|calls| *calls == 0);
        if timeout(LAST_WORDS, all_answered).await.is_err() {
            tracing::warn!("closing although something is still under way");
        }
    }

    /// Ends the network politely.
    pub(crate) fn end(&self) {
        if let Some(Ok(device)) = self.device.get() {
            tauri::async_runtime::block_on(async {
                if timeout(GOODBYE, device.shutdown()).await.is_err() {
                    tracing::warn!("the network did not end in time");
                }
            });
        }
    }
}
