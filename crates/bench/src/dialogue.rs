//! What two devices say to each other, counted: the protocol's own frames between two open folders, carried by
//! hand.

use crate::outcome::{BenchFault, BenchOutcome};
use otagai_core::id::{CircleId, DeviceId};
use otagai_node::home::Home;
use otagai_sync::meet::{CircleOffer, Input, Output, RemoteStanding, Role, Session};
use std::collections::VecDeque;

/// What was said.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Utterance {
    /// Bytes from the one who dials, length prefixes included.
    pub(crate) dialer: usize,
    /// Bytes from the one who is called.
    pub(crate) listener: usize,
    /// How often the dialer spoke and was answered.
    pub(crate) round_trips: usize,
    /// True when both know that they hold the same.
    pub(crate) met: bool,
}

/// One side of the conversation.
struct DialogueSide<'a> {
    home: &'a Home,
    remote: DeviceId,
    session: Session,
    inbox: VecDeque<Input>,
    met: bool,
}

/// Bytes in front of each frame on a stream.
const LENGTH: usize = 4;

/// Lets two devices meet that hold the same.
pub(crate) fn nothing_new(dialer: &Home, listener: &Home) -> BenchOutcome<Utterance> {
    let circle = dialer.circle(None)?;
    let mut sides = [
        DialogueSide::new(Role::Dialer, dialer, listener, circle)?,
        DialogueSide::new(Role::Listener, listener, dialer, circle)?,
    ];
    let mut said = Utterance::default();
    let mut spoke_last = None;
    while sides.iter().any(|side| !side.inbox.is_empty()) {
        for at in [0, 1] {
            let (mine, other) = if at == 0 {
                let [mine, other] = &mut sides;
                (mine, other)
            } else {
                let [other, mine] = &mut sides;
                (mine, other)
            };
            while let Some(input) = mine.inbox.pop_front() {
                for frame in mine.take(input)? {
                    let bytes = frame.len() + LENGTH;
                    if at == 0 {
                        said.dialer += bytes;
                    } else {
                        said.listener += bytes;
                        // A pair of turns is a round trip; the dialer always speaks first.
                        said.round_trips += usize::from(spoke_last == Some(0));
                    }
                    spoke_last = Some(at);
                    other.inbox.push_back(Input::Frame(frame));
                }
            }
        }
    }
    said.met = sides.iter().all(|side| side.met);
    Ok(said)
}

impl<'a> DialogueSide<'a> {
    fn new(role: Role, home: &'a Home, other: &Home, circle: CircleId) -> BenchOutcome<Self> {
        let (me, remote) = (home.author.device(), other.author.device());
        let mut store = home.store();
        let offer = CircleOffer {
            circle,
            secrets: store.secrets(circle)?,
            digest: store.digest(circle)?,
            remote: match store.roster(circle)?.person_of(remote) {
                Some(_) => RemoteStanding::Member,
                None => RemoteStanding::Unknown,
            },
            news: !store.untold_news(circle, remote, home.person())?.is_empty(),
            since_met: store.since_met(circle, remote)?,
        };
        drop(store);
        Ok(Self {
            home,
            remote,
            session: Session::new(role, me, remote, vec![offer], [role as u8; 32]),
            inbox: VecDeque::from([Input::Opened]),
            met: false,
        })
    }

    /// Takes one input; the frames that this side sends then.
    fn take(&mut self, input: Input) -> BenchOutcome<Vec<Vec<u8>>> {
        let mut frames = Vec::new();
        for output in self.session.handle(input) {
            match output {
                Output::Send(frame) => frames.push(frame),
                Output::Met { .. } => self.met = true,
                Output::LoadNews(circle) => {
                    let person = self.home.person();
                    let mut store = self.home.store();
                    let entries = store.untold_news(circle, self.remote, person)?;
                    self.inbox.push_back(Input::NewsLoaded { circle, entries });
                }
                Output::News { .. } | Output::NewsTold { .. } => {}
                other => {
                    return Err(BenchFault::from(format!(
                        "they do not hold the same: {other:?}"
                    )));
                }
            }
        }
        Ok(frames)
    }
}
