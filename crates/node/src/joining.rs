//! Joining with an invitation link: reading the charter, then agreeing to it.
//!
//! The two are separate conversations, so that a member may take as long to read as they like.

use crate::{
    JoinRefusal, NodeError, NodeEvent,
    endpoint::{self, JOIN_ALPN},
    frames::{MAX_FRAME, read_frame, write_frame},
    home::Home,
    network::{Network, closing::DONE},
};
use iroh::{
    Endpoint, EndpointId,
    endpoint::{Connection, RecvStream, SendStream},
};
use otagai_core::limits::forms;
use otagai_core::{
    charter::Charter,
    id::{CircleId, DeviceId},
    invite_link::{Host, InviteLink},
    item::Item,
    secret::CircleSecret,
    text,
};
use otagai_sync::join::{JoinClose, Newcomer, NewcomerInput, NewcomerOutput};
use std::{collections::VecDeque, net::SocketAddr, time::Duration};
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    task::JoinSet,
    time::{sleep, timeout},
};

/// Kind of local value: the link with which this device joined.
pub(crate) const LINK: &str = "link";
/// How far apart the hosts of a link are dialled.
const APART: Duration = Duration::from_millis(400);
/// How long a newcomer waits for the first meeting before being told that they are in.
const FIRST_MEETING: Duration = Duration::from_secs(8);

/// What a conversation with a host came to.
enum HostOutcome {
    /// The charter was read, and nothing else was asked for.
    Read(Charter),
    /// The newcomer is in.
    Joined {
        items: Vec<Item>,
        secrets: Vec<CircleSecret>,
        charter: Option<Charter>,
    },
}

impl Network {
    /// Fetches the charter from a member who is online. Joins nothing and tells nobody who asks.
    ///
    /// # Errors
    /// [`JoinRefusal::NobodyReached`], or why the member refused.
    pub async fn read_charter(&self, link: &InviteLink) -> Result<Charter, NodeError> {
        self.check_new(link.circle).await?;
        match self.ask_hosts(link, false).await? {
            HostOutcome::Read(charter) => Ok(charter),
            // The answer to an earlier join was lost: what it let us into is already agreed.
            HostOutcome::Joined { charter, .. } => Ok(charter.unwrap_or_else(|| Charter {
                name: link.name.clone(),
                ..Charter::default()
            })),
        }
    }

    /// Agrees to the charter and joins: everything is on disk before this returns.
    ///
    /// # Errors
    /// [`JoinRefusal::NobodyReached`], why the member refused, or why nothing could be stored.
    pub async fn join(&self, link: &InviteLink, hello: &str) -> Result<(), NodeError> {
        let hello = text::optional(hello, forms::HELLO)?;
        self.check_new(link.circle).await?;
        let mut events = self.desk.events();
        let HostOutcome::Joined { items, secrets, .. } = self.ask_hosts(link, true).await? else {
            return Err(JoinRefusal::NobodyReached.into());
        };
        let kept = link.clone();
        let keep = self
            .desk
            .with(move |home| home.take_up(&kept, &secrets, items, &hello));
        keep.await?;
        self.refresh_keys().await?;
        for host in &link.hosts {
            self.meet_at(host.device, host.addresses.clone());
        }
        self.meet_everybody();
        // In is in; but whoever has just joined wants to see faces.
        let _met_or_not_yet = timeout(FIRST_MEETING, met(&mut events, link.circle)).await;
        Ok(())
    }

    /// A member's device turned this one away, which speaks for a member as far as it knows. Knocks there once more
    /// with the links of old: where an invitation was used too often, the answer shows that this person waits.
    ///
    /// # Errors
    /// [`NodeError::Store`].
    pub(crate) async fn ask_standing(
        &self,
        device: DeviceId,
        addresses: &[SocketAddr],
    ) -> Result<(), NodeError> {
        for link in self
            .desk
            .with(move |home| links_to_ask_with(home, device))
            .await?
        {
            let host = Host {
                device,
                addresses: addresses.to_vec(),
            };
            let dialled = dial(self.endpoint.clone(), host, Duration::ZERO).await;
            let Some((host, connection)) = dialled else {
                continue;
            };
            let conversation = self.converse(&link, host, &connection, false);
            let outcome = timeout(self.patience.conversation, conversation).await;
            connection.close(DONE, b"bye");
            if let Ok(Ok(HostOutcome::Joined { items, .. })) = outcome {
                let admit = self.desk.with(move |home| {
                    let mut store = home.store();
                    home.admit(&mut store, link.circle, &items, None)?;
                    Ok(())
                });
                admit.await?;
            }
        }
        Ok(())
    }

    /// A circle that this device is in already needs no invitation.
    async fn check_new(&self, circle: CircleId) -> Result<(), NodeError> {
        let checked = self.desk.with(move |home| {
            let mut store = home.store();
            if !store.circles()?.contains(&circle) {
                return Ok(());
            }
            match store.roster(circle)?.person_of(home.author.device()) {
                Some(_) => Err(JoinRefusal::AlreadyMember.into()),
                None => Ok(()),
            }
        });
        checked.await
    }

    /// Asks the devices that the link names. They are dialled a moment apart, so that one that is off does
    /// not keep the newcomer waiting; whoever answers first is asked first.
    async fn ask_hosts(&self, link: &InviteLink, agree: bool) -> Result<HostOutcome, NodeError> {
        let mut dials = JoinSet::new();
        let mut wait = Duration::ZERO;
        for host in &link.hosts {
            dials.spawn(dial(self.endpoint.clone(), host.clone(), wait));
            wait += APART;
        }
        let mut reason = NodeError::from(JoinRefusal::NobodyReached);
        while let Some(dialled) = dials.join_next().await {
            let Ok(Some((host, connection))) = dialled else {
                continue;
            };
            let conversation = self.converse(link, host, &connection, agree);
            let outcome = timeout(self.patience.conversation, conversation)
                .await
                .unwrap_or(Err(JoinRefusal::NobodyReached.into()));
            connection.close(DONE, b"bye");
            match outcome {
                Ok(outcome) => return Ok(outcome),
                Err(error) => {
                    tracing::debug!(host = host.brief(), %error, "this host did not let us in");
                    // A refusal says more than silence.
                    if !matches!(error, NodeError::Joining(JoinRefusal::NobodyReached)) {
                        reason = error;
                    }
                }
            }
        }
        Err(reason)
    }

    async fn converse(
        &self,
        link: &InviteLink,
        host: DeviceId,
        connection: &Connection,
        agree: bool,
    ) -> Result<HostOutcome, NodeError> {
        let patience = self.patience.joining;
        let (mut send, mut recv) = timeout(patience, connection.open_bi())
            .await
            .map_err(|_elapsed| JoinRefusal::NobodyReached)?
            .map_err(|_closed| JoinRefusal::NobodyReached)?;
        let mut newcomer = Newcomer::new(self.desk.device(), host, link);
        let mut charter = None;
        let mut inputs = VecDeque::from([NewcomerInput::Opened]);
        loop {
            while let Some(input) = inputs.pop_front() {
                for output in newcomer.handle(input) {
                    match output {
                        NewcomerOutput::Send(frame) => write(&mut send, &frame, patience).await?,
                        NewcomerOutput::Charter(offered) if agree => {
                            charter = Some(offered.text());
                            let items =
                                offered.agree(self.desk.author().keys(), &link.one_time_key())?;
                            inputs.push_back(NewcomerInput::Agree(items));
                        }
                        NewcomerOutput::Charter(offered) => {
                            return Ok(HostOutcome::Read(offered.text()));
                        }
                        NewcomerOutput::Joined { items, secrets, .. } => {
                            return Ok(HostOutcome::Joined {
                                items,
                                secrets,
                                charter,
                            });
                        }
                        NewcomerOutput::Close(reason) => return Err(closed(reason).into()),
                    }
                }
            }
            inputs.push_back(NewcomerInput::Frame(read(&mut recv, patience).await?));
        }
    }
}

/// The links with which this device joined the circles in which it and another device speak for members.
fn links_to_ask_with(home: &Home, device: DeviceId) -> Result<Vec<InviteLink>, NodeError> {
    let mut store = home.store();
    let mut links = Vec::new();
    for circle in store.circles()? {
        let roster = store.roster(circle)?;
        let both = roster.person_of(device).is_some() && roster.is_member(home.person());
        if both && let Some(link) = store.own_get(Some(circle), LINK, b"")? {
            links.extend(InviteLink::parse(&String::from_utf8_lossy(&link)));
        }
    }
    Ok(links)
}

/// Dials one host after a wait.
async fn dial(endpoint: Endpoint, host: Host, wait: Duration) -> Option<(DeviceId, Connection)> {
    sleep(wait).await;
    let device = EndpointId::from_bytes(host.device.as_bytes()).ok()?;
    match endpoint::dial(&endpoint, device, host.addresses, JOIN_ALPN).await {
        Ok(connection) => Some((host.device, connection)),
        Err(error) => {
            tracing::debug!(host = host.device.brief(), %error, "host not reached");
            None
        }
    }
}

/// Waits for the first meeting in a circle.
async fn met(events: &mut Receiver<NodeEvent>, wanted: CircleId) {
    loop {
        match events.recv().await {
            Ok(NodeEvent::Met { circle, .. }) if circle == wanted => return,
            Ok(_) | Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return,
        }
    }
}

async fn write(send: &mut SendStream, frame: &[u8], patience: Duration) -> Result<(), JoinRefusal> {
    timeout(patience, write_frame(send, frame))
        .await
        .map_err(|_elapsed| JoinRefusal::NobodyReached)?
        .map_err(|_broken| JoinRefusal::NobodyReached)
}

async fn read(recv: &mut RecvStream, patience: Duration) -> Result<Vec<u8>, JoinRefusal> {
    timeout(patience, read_frame(recv, MAX_FRAME))
        .await
        .map_err(|_elapsed| JoinRefusal::NobodyReached)?
        .map_err(|_broken| JoinRefusal::NobodyReached)?
        .ok_or(JoinRefusal::NobodyReached)
}

/// Why a conversation ended without anybody having joined.
pub(crate) fn closed(reason: JoinClose) -> JoinRefusal {
    match reason {
        JoinClose::Refused(code) => JoinRefusal::Refused(code),
        other => {
            tracing::warn!(%other, "the host did not keep to the protocol");
            JoinRefusal::NobodyReached
        }
    }
}
