//! One meeting: carries a [`Session`] over one stream of one connection, with the store behind it.

mod answer;
mod due_news;

use super::{
    Network,
    closing::{DONE, Ended, TURNED_AWAY},
    dial::Wish,
    peers::Place,
    photos,
};
use crate::{
    NodeError, NodeEvent,
    frames::{MAX_FRAME, read_frame, write_frame},
    home::News,
    random,
};
use answer::{Counts, answer, offer, standing};
use due_news::DueNews;
use iroh::{
    TransportAddr,
    endpoint::{Connection, ConnectionError, RecvStream, SendStream, VarInt},
};
use otagai_core::id::{DeviceId, PersonId};
use otagai_store::Store;
use otagai_sync::meet::{CircleOffer, Input, Output, Role, Session};
use std::{collections::VecDeque, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    sync::{Notify, broadcast::error::RecvError, mpsc},
    task::{JoinHandle, JoinSet},
    time::{Instant, sleep_until, timeout},
};

/// How long a last frame may take to arrive.
const FAREWELL: Duration = Duration::from_secs(2);
/// Frames read ahead of the session.
const READ_AHEAD: usize = 4;

/// Meets a device until the connection ends.
pub(super) async fn run(
    network: Arc<Network>,
    connection: Connection,
    remote: DeviceId,
    role: Role,
) {
    let me = network.home.author.device();
    let dialer = if role == Role::Dialer { me } else { remote };
    let Some(place) = network.peers.enter(remote, dialer, &connection) else {
        return;
    };
    let addresses = addresses_of(&connection);
    let Place {
        number,
        part,
        running,
    } = place;
    let mut meeting = Meeting {
        network: &network,
        remote,
        number,
        counts: Counts::default(),
        parting: None,
    };
    let mut beside = JoinSet::new();
    beside.spawn(photos::run(
        Arc::clone(&network),
        connection.clone(),
        remote,
        network.home.events(),
    ));
    let outcome = meeting.talk(&connection, role, &part).await;
    beside.abort_all();
    let told = code_from_there(&connection);
    let is_broken = outcome.is_err() && told != Some(DONE);
    let (code, reason, parted) = match outcome {
        Ok(end) => (DONE, "bye".to_owned(), end == End::There),
        Err(Ended { code, why }) => (code, why, false),
    };
    tracing::debug!(device = remote.brief(), reason, "meeting ended");
    connection.close(code, b"bye");
    network.peers.leave(remote, number);
    let person = {
        let mut store = network.home.store();
        if is_broken && let Err(error) = store.forget_told(remote) {
            tracing::warn!(%error, "what was told last may not have arrived, and will not be told again");
        }
        person_of(&mut store, remote)
    };
    network.home.emit(NodeEvent::Gone {
        person,
        device: remote,
        refused: meeting.counts.refused,
    });
    if parted {
        // Who leaves in good order comes back by itself.
        network.wish(Wish::Forget([remote].into()));
    }
    drop(running);
    if told == Some(TURNED_AWAY)
        && let Err(error) = network.ask_standing(remote, &addresses).await
    {
        tracing::warn!(%error, "why this device was turned away is not known");
    }
}

/// How a meeting ended in good order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// This side ended it, or lost count of what happened and will meet again.
    Here,
    /// The other side, a member's device, ended it.
    There,
}

/// The code with which the other side ended the connection; none where it did not.
fn code_from_there(connection: &Connection) -> Option<VarInt> {
    match connection.close_reason() {
        Some(ConnectionError::ApplicationClosed(close)) => Some(close.error_code),
        _ => None,
    }
}

/// Where the other side is.
fn addresses_of(connection: &Connection) -> Vec<SocketAddr> {
    let paths = connection.paths();
    let ip = paths.iter().filter_map(|path| match path.remote_addr() {
        TransportAddr::Ip(address) => Some(*address),
        _ => None,
    });
    ip.collect()
}

/// The member that a device speaks for, in any circle.
pub(super) fn person_of(store: &mut Store, device: DeviceId) -> Option<PersonId> {
    let circles = store.circles().ok()?;
    circles
        .into_iter()
        .find_map(|circle| store.roster(circle).ok()?.person_of(device))
}

struct Meeting<'a> {
    network: &'a Arc<Network>,
    remote: DeviceId,
    number: u64,
    counts: Counts,
    /// Nothing is sent any more; after this the other side need not answer.
    parting: Option<Instant>,
}

impl Meeting<'_> {
    async fn talk(
        &mut self,
        connection: &Connection,
        role: Role,
        part: &Notify,
    ) -> Result<End, Ended> {
        let patience = self.network.patience;
        let mut news = self.network.home.news();
        let mut due_news = DueNews::new(&self.network.home, self.remote);
        let offers = self.offers().await?;
        let me = self.network.home.author.device();
        let mut session = Session::new(role, me, self.remote, offers, random::bytes());
        let (mut send, recv) = open(connection, role, patience.silence).await?;
        let (mut frames, _reader) = read_ahead(recv);
        self.step(&mut session, &mut send, Input::Opened).await?;
        // Who connects and says nothing is not kept.
        let greeted_by = Instant::now() + patience.silence;
        let mut greeted = false;
        // Nor is whoever never shows to be a member's device.
        let known_by = Instant::now() + patience.introduction;
        let mut known = false;
        loop {
            let input = tokio::select! {
                frame = frames.recv() => match frame {
                    // The other side has closed the connection, as it was asked to.
                    Some(Err(_)) if self.parting.is_some() => return Ok(End::Here),
                    Some(frame) => {
                        greeted = true;
                        Input::Frame(frame?)
                    }
                    None if self.parting.is_some() || session.in_common().next().is_none() => {
                        return Ok(End::Here);
                    }
                    None => {
                        // The code with which the other side closes tells why.
                        if send.finish().is_ok() {
                            let _closed_or_given_up = timeout(FAREWELL, connection.closed()).await;
                        }
                        return Ok(End::There);
                    }
                },
                () = sleep_until(greeted_by), if !greeted => return Err(gone()),
                () = sleep_until(known_by), if !known => {
                    known = self.is_of_member().await?;
                    if !known {
                        return Err(gone());
                    }
                    continue;
                }
                () = part.notified(), if self.parting.is_none() => {
                    // What was sent is taken in there; then the other side ends its stream as well.
                    self.parting = Some(Instant::now() + FAREWELL);
                    send.finish().map_err(|_ended| gone())?;
                    continue;
                }
                () = sleep_until(self.parting.unwrap_or(greeted_by)), if self.parting.is_some() => {
                    return Ok(End::Here);
                }
                circle = due_news.next(&self.network.home), if self.parting.is_none() => {
                    Input::NewsDue(circle)
                }
                told = news.recv(), if self.parting.is_none() => match told {
                    Ok(told) => match self.input_of(told)? {
                        Some(input) => input,
                        None => continue,
                    },
                    // Too much at once: what was missed is found by comparing digests in a new meeting.
                    Err(RecvError::Lagged(_)) => return Ok(End::Here),
                    Err(RecvError::Closed) => return Err(NodeError::Stopped.into()),
                },
            };
            self.step(&mut session, &mut send, input).await?;
        }
    }

    /// What the session is told of news; nothing of what came over this very connection.
    fn input_of(&self, news: News) -> Result<Option<Input>, NodeError> {
        if news.from == Some(self.number) {
            return Ok(None);
        }
        if news.is_new_circle {
            let home = &self.network.home;
            let offer = offer(&mut home.store(), news.circle, self.remote, home.person())?;
            return Ok(Some(Input::CircleAdded(offer)));
        }
        let remote = standing(self.network.home.store().roster(news.circle)?, self.remote);
        Ok(Some(Input::Changed {
            circle: news.circle,
            items: news.items,
            digest: news.digest,
            remote,
        }))
    }

    async fn is_of_member(&self) -> Result<bool, NodeError> {
        let (network, remote) = (Arc::clone(self.network), self.remote);
        let known = move || person_of(&mut network.home.store(), remote).is_some();
        tokio::task::spawn_blocking(known)
            .await
            .map_err(|_panicked| NodeError::Stopped)
    }

    async fn offers(&self) -> Result<Vec<CircleOffer>, NodeError> {
        let (network, remote) = (Arc::clone(self.network), self.remote);
        let offers = tokio::task::spawn_blocking(move || {
            let (mut store, me) = (network.home.store(), network.home.person());
            let circles = store.circles()?;
            circles
                .into_iter()
                .map(|circle| offer(&mut store, circle, remote, me))
                .collect()
        });
        offers.await.map_err(|_panicked| NodeError::Stopped)?
    }

    /// Gives one input to the session and does what it asks for, until it asks for nothing more.
    async fn step(
        &mut self,
        session: &mut Session,
        send: &mut SendStream,
        input: Input,
    ) -> Result<(), Ended> {
        let mut inputs = VecDeque::from([input]);
        while let Some(input) = inputs.pop_front() {
            for output in session.handle(input) {
                match output {
                    // What cannot be sent any more was not told either.
                    Output::Send(_) | Output::NewsTold { .. } if self.parting.is_some() => {}
                    Output::Send(frame) => {
                        let patience = self.network.patience.silence;
                        let written = timeout(patience, write_frame(send, &frame)).await;
                        written
                            .map_err(|_elapsed| gone())?
                            .map_err(|_broken| gone())?;
                    }
                    Output::Close(reason) => {
                        // What was sent last must arrive before the connection goes.
                        if send.finish().is_ok() {
                            let _arrived = timeout(FAREWELL, send.stopped()).await;
                        }
                        return Err(reason.into());
                    }
                    other => inputs.extend(self.answer(other).await?),
                }
            }
        }
        Ok(())
    }

    /// Asks the store on a thread that may wait.
    async fn answer(&mut self, output: Output) -> Result<Option<Input>, NodeError> {
        let (network, remote, number) = (Arc::clone(self.network), self.remote, self.number);
        let before = self.counts;
        let (input, counts) = tokio::task::spawn_blocking(move || {
            let mut counts = before;
            let input = answer(&network, remote, number, &mut counts, output)?;
            Ok::<_, NodeError>((input, counts))
        })
        .await
        .map_err(|_panicked| NodeError::Stopped)??;
        self.counts = counts;
        Ok(input)
    }
}

fn gone() -> Ended {
    Ended::silent("the other device says nothing, or does not take what it is sent")
}

/// Opens the one stream of a meeting: the dialer opens it, the listener waits for it.
async fn open(
    connection: &Connection,
    role: Role,
    patience: Duration,
) -> Result<(SendStream, RecvStream), Ended> {
    let opened = async {
        match role {
            Role::Dialer => connection.open_bi().await,
            Role::Listener => connection.accept_bi().await,
        }
    };
    let opened = timeout(patience, opened).await.map_err(|_elapsed| gone())?;
    Ok(opened.map_err(|error| NodeError::Network(error.to_string()))?)
}

/// Ends the reading task with its meeting.
struct Reader(JoinHandle<()>);

impl Drop for Reader {
    fn drop(&mut self) {
        self.0.abort();
    }
}

type Frames = mpsc::Receiver<Result<Vec<u8>, Ended>>;

/// Reads frames in a task of its own: a half-read frame must not be dropped when news comes in between.
fn read_ahead(mut recv: RecvStream) -> (Frames, Reader) {
    let (sender, receiver) = mpsc::channel(READ_AHEAD);
    let task = tokio::spawn(async move {
        loop {
            let frame = match read_frame(&mut recv, MAX_FRAME).await {
                Ok(Some(frame)) => Ok(frame),
                Ok(None) => return,
                Err(error) => Err(Ended::from(error)),
            };
            let broken = frame.is_err();
            if sender.send(frame).await.is_err() || broken {
                return;
            }
        }
    });
    (receiver, Reader(task))
}
