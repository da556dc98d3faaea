//! One meeting: carries a [`Session`] over one stream of one connection, with the store behind it.

mod answer;
mod due_news;
mod outbox;
mod sending;
mod stream;

use super::{
    Network,
    closing::{ConversationEnd, DONE, TURNED_AWAY},
    glare::{ConnectionFacts, ProgramRun},
    photos,
    wish::DialWish,
};
use crate::{
    NodeError, NodeEvent,
    home::{Home, StoredNews},
    random,
};
use answer::{Counts, Remote, answer, offer, standing};
use due_news::DueNews;
use iroh::{
    TransportAddr,
    endpoint::{Connection, ConnectionError, VarInt},
};
use otagai_core::{
    codec,
    id::{DeviceId, PersonId},
};
use otagai_store::Store;
use otagai_sync::meet::{CircleOffer, CloseReason, Input, Output, ProtocolError, Role, Session};
use outbox::Outbox;
use sending::Sending;
use std::{collections::VecDeque, net::SocketAddr, sync::Arc, time::Duration};
use stream::{Frames, open, read_ahead};
use tokio::{
    sync::{Notify, broadcast::error::RecvError, watch},
    task::JoinSet,
    time::{Instant, sleep_until, timeout},
};

/// How long a last frame may take to arrive.
const FAREWELL: Duration = Duration::from_secs(2);
/// More is read from the store while fewer bytes than this wait to be sent. With what is read at once, and its frames,
/// this is all that a meeting holds of what it sends.
const ROOM: usize = 1024 * 1024;
/// The other side is not listened to while so many bytes wait for it: more than two devices that keep to the protocol
/// ever owe each other at once, so that they never both fall silent.
const MOST_WAITING: usize = 64 * 1024 * 1024;
/// Bytes of a frame that says in which run of its program a device speaks.
const RUN_BYTES: usize = 17;

/// Meets a device until the connection ends.
pub(super) async fn run(
    network: Arc<Network>,
    connection: Connection,
    remote: DeviceId,
    role: Role,
) {
    let addresses = addresses_of(&connection);
    let mut meeting = MeetingTask {
        network: &network,
        connection: &connection,
        role,
        remote,
        number: network.peers.number(),
        at: Instant::now(),
        part: Arc::new(Notify::new()),
        running: None,
        beside: JoinSet::new(),
        counts: Counts::default(),
        sending: Sending::default(),
        parting: None,
    };
    let outcome = meeting.talk().await;
    if matches!(outcome, Ok(MeetingEnd::NotKept)) {
        return;
    }
    meeting.beside.abort_all();
    let told = code_from_there(&connection);
    let is_broken = outcome.is_err() && told != Some(DONE);
    let (code, reason, parted) = match outcome {
        Ok(end) => (DONE, "bye".to_owned(), end == MeetingEnd::There),
        Err(ConversationEnd { code, why }) => (code, why, false),
    };
    tracing::debug!(device = remote.brief(), reason, "meeting ended");
    connection.close(code, b"bye");
    let person = network.desk.with(move |home| {
        let mut store = home.store();
        if is_broken && let Err(error) = store.forget_told(remote) {
            tracing::warn!(%error, "what was told last may not have arrived, and will not be told again");
        }
        Ok(person_of(&mut store, remote))
    });
    let person = person.await.unwrap_or_default();
    // In one go: who is no longer listed may be given up at any time, and then nothing more is told.
    network.peers.leave(remote, meeting.number);
    network.desk.emit(NodeEvent::Gone {
        person,
        device: remote,
        refused: meeting.counts.refused,
    });
    if parted {
        // Who leaves in good order comes back by itself.
        network.wish(DialWish::Forget([remote].into()));
    }
    drop(meeting);
    if told == Some(TURNED_AWAY)
        && let Err(error) = network.ask_standing(remote, &addresses).await
    {
        tracing::warn!(%error, "why this device was turned away is not known");
    }
}

/// How a meeting ended in good order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MeetingEnd {
    /// This side ended it, or lost count of what happened and will meet again.
    Here,
    /// The other side, a member's device, ended it.
    There,
    /// Another connection with the device is kept, and this one was none.
    NotKept,
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

struct MeetingTask<'a> {
    network: &'a Arc<Network>,
    connection: &'a Connection,
    role: Role,
    remote: DeviceId,
    number: u64,
    /// When the connection stood.
    at: Instant,
    /// Asks for the end.
    part: Arc<Notify>,
    /// None until the other side has said in which run it speaks. Dropped last: then the meeting has ended.
    running: Option<watch::Sender<()>>,
    /// What goes on beside the conversation.
    beside: JoinSet<()>,
    counts: Counts,
    sending: Sending,
    /// Nothing is sent any more; after this the other side need not answer.
    parting: Option<Instant>,
}

impl MeetingTask<'_> {
    async fn talk(&mut self) -> Result<MeetingEnd, ConversationEnd> {
        let patience = self.network.patience;
        let desk = self.network.desk.clone();
        let mut news = desk.news();
        let mut due_news = DueNews::new(&desk, self.remote);
        let offers = self.offers().await?;
        let mut session = Session::new(
            self.role,
            desk.device(),
            self.remote,
            offers,
            random::bytes(),
        );
        let (send, recv) = open(self.connection, self.role, patience.silence).await?;
        let mut outbox = Outbox::new(send, patience.taking);
        let (mut frames, _reader) = read_ahead(recv);
        outbox.put(codec::encode(&self.network.run));
        self.step(&mut session, &mut outbox, Input::Opened).await?;
        let part = Arc::clone(&self.part);
        // Who connects and says nothing is not kept.
        let greeted_by = self.at + patience.silence;
        let mut greeted = false;
        // Nor is whoever never shows to be a member's device.
        let known_by = self.at + patience.introduction;
        let mut known = false;
        loop {
            let input = tokio::select! {
                frame = next(&mut frames, &outbox) => match frame {
                    // The other side has closed the connection, as it was asked to.
                    Some(Err(_)) if self.parting.is_some() => return Ok(MeetingEnd::Here),
                    Some(frame) if self.running.is_none() => {
                        if !self.enter(&frame?)? {
                            return Ok(MeetingEnd::NotKept);
                        }
                        continue;
                    }
                    Some(frame) => {
                        greeted = true;
                        Input::Frame(frame?)
                    }
                    None if self.parting.is_some() || session.in_common().next().is_none() => {
                        return Ok(MeetingEnd::Here);
                    }
                    None => {
                        // The code with which the other side closes tells why.
                        outbox.finish();
                        let _closed_or_given_up = timeout(FAREWELL, self.connection.closed()).await;
                        return Ok(MeetingEnd::There);
                    }
                },
                // Never in the middle of a piece: what was read is sent.
                () = outbox.has_room(ROOM), if !self.sending.is_empty() && self.parting.is_none() => {
                    match self.sending.next(&desk).await? {
                        Some(piece) => piece,
                        None => continue,
                    }
                }
                ended = outbox.broken() => return Err(ended),
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
                    outbox.finish();
                    continue;
                }
                () = sleep_until(self.parting.unwrap_or(greeted_by)), if self.parting.is_some() => {
                    return if outbox.is_empty() { Ok(MeetingEnd::Here) } else { Err(gone()) };
                }
                circle = due_news.next(), if self.parting.is_none() => Input::NewsDue(circle),
                told = news.recv(), if self.parting.is_none() => match told {
                    Ok(told) => match self.input_of(told).await? {
                        Some(input) => input,
                        None => continue,
                    },
                    // Too much at once: what was missed is found by comparing digests in a new meeting.
                    Err(RecvError::Lagged(_)) => return Ok(MeetingEnd::Here),
                    Err(RecvError::Closed) => return Err(NodeError::Stopped.into()),
                },
            };
            self.step(&mut session, &mut outbox, input).await?;
        }
    }

    /// The other side says in which run of its program it speaks: then it is known whether this connection is kept.
    fn enter(&mut self, frame: &[u8]) -> Result<bool, ConversationEnd> {
        let run: ProgramRun = codec::decode(frame, RUN_BYTES)
            .map_err(|_no_run| CloseReason::from(ProtocolError::Malformed))?;
        let made = ConnectionFacts {
            dialer: match self.role {
                Role::Dialer => self.network.desk.device(),
                Role::Listener => self.remote,
            },
            run,
            at: self.at,
        };
        let peers = &self.network.peers;
        self.running = peers.enter(self.remote, made, self.number, self.connection, &self.part);
        if self.running.is_none() {
            return Ok(false);
        }
        // Before anything is met, so that no meeting is missed.
        self.beside.spawn(photos::run(
            Arc::clone(self.network),
            self.connection.clone(),
            self.remote,
            self.network.desk.events(),
        ));
        Ok(true)
    }

    /// What the session is told of news; nothing of what came over this very connection.
    async fn input_of(&self, news: StoredNews) -> Result<Option<Input>, NodeError> {
        if news.from == Some(self.number) {
            return Ok(None);
        }
        let remote = self.remote;
        let input = self.network.desk.with(move |home| {
            let mut store = home.store();
            Ok(if news.is_new_circle {
                Input::CircleAdded(offer(&mut store, news.circle, remote, home.person())?)
            } else {
                Input::Changed {
                    circle: news.circle,
                    items: news.items,
                    digest: news.digest,
                    remote: standing(store.roster(news.circle)?, remote),
                }
            })
        });
        input.await.map(Some)
    }

    async fn is_of_member(&self) -> Result<bool, NodeError> {
        let remote = self.remote;
        let known = move |home: &Home| Ok(person_of(&mut home.store(), remote).is_some());
        self.network.desk.with(known).await
    }

    async fn offers(&self) -> Result<Vec<CircleOffer>, NodeError> {
        let remote = self.remote;
        let offers = self.network.desk.with(move |home| {
            let (mut store, me) = (home.store(), home.person());
            let circles = store.circles()?;
            circles
                .into_iter()
                .map(|circle| offer(&mut store, circle, remote, me))
                .collect()
        });
        offers.await
    }

    /// Gives one input to the session and does what it asks for, until it asks for nothing more. What is to be read
    /// and sent waits until there is room for it.
    async fn step(
        &mut self,
        session: &mut Session,
        outbox: &mut Outbox,
        input: Input,
    ) -> Result<(), ConversationEnd> {
        let mut inputs = VecDeque::from([input]);
        while let Some(input) = inputs.pop_front() {
            for output in session.handle(input) {
                match output {
                    // What cannot be sent any more was not told either.
                    Output::Send(_) | Output::NewsTold { .. } if self.parting.is_some() => {}
                    Output::Send(frame) => outbox.put(frame),
                    Output::Load {
                        circle,
                        request,
                        items,
                    } => self.sending.items(circle, request, items),
                    Output::LoadAdmission { circle, request } => {
                        self.sending.admission(circle, request);
                    }
                    Output::LeftOut { circle } => self.network.leave_out(circle),
                    Output::Close(reason) => {
                        // What was sent last must arrive before the connection goes.
                        outbox.finished(FAREWELL).await;
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
        let has_new_secrets = matches!(output, Output::StoreSecrets { .. });
        let remote = Remote {
            device: self.remote,
            number: self.number,
            addresses: addresses_of(self.connection),
        };
        let mut counts = self.counts;
        let answered = self.network.desk.with(move |home| {
            let input = answer(home, &remote, &mut counts, output)?;
            Ok((input, counts))
        });
        let (input, counts) = answered.await?;
        self.counts = counts;
        if has_new_secrets {
            self.network.refresh_keys().await?;
        }
        Ok(input)
    }
}

/// The next frame, once there is room for what it may lead to.
async fn next(frames: &mut Frames, outbox: &Outbox) -> Option<Result<Vec<u8>, ConversationEnd>> {
    outbox.has_room(MOST_WAITING).await;
    frames.recv().await
}

fn gone() -> ConversationEnd {
    ConversationEnd::silent("the other device says nothing, or does not take what it is sent")
}
