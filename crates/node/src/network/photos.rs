//! Photos travel beside the meeting, after the text: each on a one-way stream of its own, in either direction.
//!
//! A side that lacks photos which cards name says which; the other side sends those it has, and the others as
//! they come in. Only members are answered, and nothing is kept that no card names or that is no small JPEG.

use super::Network;
use crate::{
    NodeError, NodeEvent,
    frames::{read_frame, write_frame},
    photo,
};
use iroh::endpoint::Connection;
use minicbor::{Decode, Encode};
use otagai_core::{
    codec,
    id::{CircleId, DeviceId, PhotoId},
    limits,
};
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::{
    sync::{
        Notify,
        broadcast::{Receiver, error::RecvError},
    },
    task::JoinSet,
    time::timeout,
};

/// Photos that are asked for at once; the rest follows at the next meeting.
const WANTED: usize = 1_000;
/// Streams that are read at once.
const STREAMS: usize = 8;
/// Bytes of a message: a photo and what stands around it, which is more than the longest list of wishes.
const MESSAGE_BYTES: u32 = 130 * 1024;
const _: () = assert!(MESSAGE_BYTES as usize > limits::PHOTO_BYTES + 64);
const _: () = assert!(MESSAGE_BYTES as usize > WANTED * 34 + 64);

/// The one message of a stream. The numbers never change their meaning.
#[derive(Debug, Encode, Decode)]
#[cbor(flat)]
enum PhotoMessage {
    /// These are lacking here.
    #[n(0)]
    Want {
        #[n(0)]
        circle: CircleId,
        #[n(1)]
        photos: Vec<PhotoId>,
    },
    /// A photo.
    #[n(1)]
    Photo {
        #[n(0)]
        circle: CircleId,
        #[cbor(n(1), with = "minicbor::bytes")]
        bytes: Vec<u8>,
    },
}

/// What the other device waits for.
type PhotoWaiting = Mutex<BTreeSet<(CircleId, PhotoId)>>;

/// Asks and answers until the connection ends. `events` began before the meeting did.
pub(super) async fn run(
    network: Arc<Network>,
    connection: Connection,
    remote: DeviceId,
    events: Receiver<NodeEvent>,
) {
    let waiting = Arc::new(PhotoWaiting::default());
    // Nothing is read of somebody who may be a stranger.
    let met = Notify::new();
    let asking = ask(&network, &connection, remote, &waiting, events, &met);
    let answering = async {
        met.notified().await;
        answer(&network, &connection, remote, &waiting).await
    };
    let ended = tokio::select! {
        ended = asking => ended,
        ended = answering => ended,
    };
    if let Err(error) = ended {
        tracing::debug!(device = remote.brief(), %error, "photos stop travelling");
    }
}

/// Asks at each meeting for what is lacking, and sends what comes in and is waited for.
async fn ask(
    network: &Arc<Network>,
    connection: &Connection,
    remote: DeviceId,
    waiting: &PhotoWaiting,
    mut events: Receiver<NodeEvent>,
    met: &Notify,
) -> Result<(), NodeError> {
    // What was asked for over this connection comes as soon as it is there.
    let mut asked = BTreeSet::new();
    loop {
        match events.recv().await {
            Ok(NodeEvent::Met { circle, device, .. }) if device == remote => {
                met.notify_one();
                let lacking = network
                    .desk
                    .with(move |home| Ok(home.store().missing_photos(circle)?));
                let mut photos: Vec<PhotoId> = lacking.await?;
                photos.retain(|photo| asked.insert((circle, *photo)));
                photos.truncate(WANTED);
                if !photos.is_empty() {
                    send(network, connection, &PhotoMessage::Want { circle, photos }).await?;
                }
            }
            Ok(NodeEvent::PhotoCame { circle, photo }) => {
                if take(waiting, circle, photo) {
                    give(network, connection, circle, photo).await?;
                }
            }
            // What was missed may have been that the two have met; each message is looked at by itself as well.
            Err(RecvError::Lagged(_)) => met.notify_one(),
            Ok(_) => {}
            Err(RecvError::Closed) => return Ok(()),
        }
    }
}

/// Reads what the other side sends, some streams at a time.
async fn answer(
    network: &Arc<Network>,
    connection: &Connection,
    remote: DeviceId,
    waiting: &Arc<PhotoWaiting>,
) -> Result<(), NodeError> {
    let mut streams = JoinSet::new();
    loop {
        if streams.len() >= STREAMS {
            let _done = streams.join_next().await;
        }
        let mut recv = connection
            .accept_uni()
            .await
            .map_err(|error| NodeError::Network(error.to_string()))?;
        let (network, connection) = (Arc::clone(network), connection.clone());
        let waiting = Arc::clone(waiting);
        streams.spawn(async move {
            let reading = read_frame(&mut recv, MESSAGE_BYTES);
            let Ok(Ok(Some(frame))) = timeout(network.patience.photo, reading).await else {
                return;
            };
            drop(recv);
            let Ok(message) = codec::decode::<PhotoMessage>(&frame, limits::FRAME_BYTES) else {
                return tracing::debug!(device = remote.brief(), "no message about photos");
            };
            let took = match message {
                PhotoMessage::Want { circle, photos } => {
                    wanted(&network, &connection, remote, &waiting, circle, photos).await
                }
                PhotoMessage::Photo { circle, bytes } => {
                    came(&network, remote, circle, bytes).await
                }
            };
            if let Err(error) = took {
                tracing::debug!(device = remote.brief(), %error, "a photo was not handed over");
            }
        });
    }
}

/// Sends what is here and remembers what is not.
async fn wanted(
    network: &Arc<Network>,
    connection: &Connection,
    remote: DeviceId,
    waiting: &PhotoWaiting,
    circle: CircleId,
    photos: Vec<PhotoId>,
) -> Result<(), NodeError> {
    if photos.len() > WANTED || !is_member(network, circle, remote).await? {
        return Ok(());
    }
    for photo in photos {
        // Noted first: if it comes in just now, it is sent once or twice, but never not at all.
        note(waiting, circle, photo);
        let held = network
            .desk
            .with(move |home| Ok(home.store().photo(circle, photo)?.is_some()));
        if held.await? && take(waiting, circle, photo) {
            give(network, connection, circle, photo).await?;
        }
    }
    Ok(())
}

/// Keeps a photo that a card names.
async fn came(
    network: &Arc<Network>,
    remote: DeviceId,
    circle: CircleId,
    bytes: Vec<u8>,
) -> Result<(), NodeError> {
    if !is_member(network, circle, remote).await? {
        return Ok(());
    }
    network
        .desk
        .with(move |home| {
            let id = PhotoId::of(&bytes);
            let is_wanted = home.store().missing_photos(circle)?.contains(&id);
            if is_wanted && photo::is_fit(&bytes) {
                let photo = home.store().put_photo(circle, &bytes)?;
                home.emit(NodeEvent::PhotoCame { circle, photo });
            }
            Ok(())
        })
        .await
}

async fn give(
    network: &Arc<Network>,
    connection: &Connection,
    circle: CircleId,
    photo: PhotoId,
) -> Result<(), NodeError> {
    let held = network
        .desk
        .with(move |home| Ok(home.store().photo(circle, photo)?));
    match held.await? {
        Some(bytes) => send(network, connection, &PhotoMessage::Photo { circle, bytes }).await,
        None => Ok(()),
    }
}

async fn send(
    network: &Network,
    connection: &Connection,
    message: &PhotoMessage,
) -> Result<(), NodeError> {
    let broken = |error: String| NodeError::Network(error);
    let sent = async {
        let mut stream = connection
            .open_uni()
            .await
            .map_err(|error| broken(error.to_string()))?;
        write_frame(&mut stream, &codec::encode(message))
            .await
            .map_err(|error| broken(error.to_string()))?;
        stream.finish().map_err(|error| broken(error.to_string()))
    };
    timeout(network.patience.photo, sent)
        .await
        .map_err(|_elapsed| broken("the other device takes no photo".to_owned()))?
}

async fn is_member(
    network: &Arc<Network>,
    circle: CircleId,
    remote: DeviceId,
) -> Result<bool, NodeError> {
    network
        .desk
        .with(move |home| {
            let mut store = home.store();
            Ok(store.circles()?.contains(&circle)
                && store.roster(circle)?.person_of(remote).is_some())
        })
        .await
}

fn note(waiting: &PhotoWaiting, circle: CircleId, photo: PhotoId) {
    let mut waiting = waiting.lock().unwrap_or_else(PoisonError::into_inner);
    if waiting.len() < WANTED {
        waiting.insert((circle, photo));
    }
}

/// True once: whoever asks first sends it.
fn take(waiting: &PhotoWaiting, circle: CircleId, photo: PhotoId) -> bool {
    waiting
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .remove(&(circle, photo))
}
