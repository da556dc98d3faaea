//! Section 12: a meeting in one circle, as dialer and as listener.

use super::{
    cbor::Value,
    exchange::{Exchange, Kind},
    hello::{Recognised, hello, read_hello},
    items::Item,
    member::{Member, random},
    names::Id,
    news::News,
    roster::{Roster, Standing},
    secret::{Secret, Way},
    wire::{self, Wire},
};
use iroh::Endpoint;
use std::{
    collections::BTreeMap,
    hash::{BuildHasher, RandomState},
    io,
    net::SocketAddr,
    sync::OnceLock,
};

/// Items that an introduction may hold.
const INTRODUCTION: usize = 10_000;

/// One connection of two devices with one circle in common.
pub(crate) struct Meeting {
    pub(crate) wire: Wire,
    is_dialer: bool,
    name: [u8; 8],
    pub(crate) secret: Secret,
    /// From the other device to this one.
    pub(crate) theirs: Way,
    digest: Option<[u8; 16]>,
    awaits_news: bool,
    /// Handed over, and not kept before the other device is known.
    early_secrets: Vec<Secret>,
    pub(crate) exchanges: BTreeMap<u64, Exchange>,
    rounds_left: u8,
    out: Vec<Value>,
    /// The numbers of the messages that came.
    pub(crate) heard: Vec<u64>,
    /// Items that came and were refused.
    pub(crate) refused: usize,
    /// Who holds what of this person's things, as the other side says.
    pub(crate) news: Vec<News>,
}

/// In which run of this program everything is said.
fn run() -> Value {
    static RUN: OnceLock<[u8; 16]> = OnceLock::new();
    let random = || RandomState::new().hash_one(()).to_be_bytes();
    let run = RUN.get_or_init(|| {
        let mut run = [0; 16];
        run[..8].copy_from_slice(&random());
        run[8..].copy_from_slice(&random());
        run
    });
    Value::Bytes(run.to_vec())
}

/// The other side says the same of itself.
async fn hear_run(wire: &mut Wire) -> io::Result<()> {
    let run = wire.read().await?.ok_or_else(|| wrong("no run"))?;
    let is_run = matches!(&run, Value::Bytes(bytes) if bytes.len() == 16);
    is_run.then_some(()).ok_or_else(|| wrong("no run"))
}

fn wrong(what: &str) -> io::Error {
    io::Error::other(what.to_owned())
}

impl Meeting {
    /// Dials a device and exchanges hellos.
    pub(crate) async fn dial(
        member: &mut Member,
        endpoint: &Endpoint,
        device: &Id,
        addresses: &[SocketAddr],
    ) -> io::Result<Self> {
        let mut wire = wire::dial(endpoint, device, addresses, wire::MEET).await?;
        let mine = Way {
            from: member.keys.device_id(),
            to: *device,
        };
        let slots: Vec<_> = member.slot(mine).into_iter().collect();
        wire.write(&run()).await?;
        wire.write(&hello(&slots)).await?;
        hear_run(&mut wire).await?;
        let answer = wire.read().await?.ok_or_else(|| wrong("no hello"))?;
        let (flags, slots) = read_hello(&answer).ok_or_else(|| wrong("no hello"))?;
        let found = member.recognise(&slots, mine.back(), true);
        let found = found.ok_or_else(|| wrong("nothing in common"))?;
        Ok(Self::begin(member, wire, true, flags, found))
    }

    /// Waits for a device that dials and exchanges hellos.
    pub(crate) async fn listen(member: &mut Member, endpoint: &Endpoint) -> io::Result<Self> {
        let mut wire = wire::listen(endpoint).await?;
        let theirs = Way {
            from: wire.remote(),
            to: member.keys.device_id(),
        };
        wire.write(&run()).await?;
        hear_run(&mut wire).await?;
        let question = wire.read().await?.ok_or_else(|| wrong("no hello"))?;
        let (flags, slots) = read_hello(&question).ok_or_else(|| wrong("no hello"))?;
        let found = member.recognise(&slots, theirs, false);
        let answers = found
            .iter()
            .map(|found| member.answer(&found.secret, theirs.back()));
        wire.write(&hello(&answers.collect::<Vec<_>>())).await?;
        let found = found.ok_or_else(|| wrong("nothing in common"))?;
        Ok(Self::begin(member, wire, false, flags, found))
    }

    fn begin(
        member: &mut Member,
        wire: Wire,
        is_dialer: bool,
        flags: u64,
        found: Recognised,
    ) -> Self {
        let theirs = Way {
            from: wire.remote(),
            to: member.keys.device_id(),
        };
        let dialer_to_listener = if is_dialer { theirs.back() } else { theirs };
        let mut meeting = Self {
            wire,
            is_dialer,
            name: found.secret.tag(&member.held.circle, dialer_to_listener),
            secret: found.secret,
            theirs,
            digest: found.digest,
            awaits_news: flags & 1 == 1,
            early_secrets: Vec::new(),
            exchanges: BTreeMap::new(),
            rounds_left: 3,
            out: Vec::new(),
            heard: Vec::new(),
            refused: 0,
            news: Vec::new(),
        };
        if meeting.is_open(member) {
            meeting.hand_over(member);
        } else {
            let mut exchange = Exchange::new(Kind::Introduce, true);
            exchange.left = Some(INTRODUCTION);
            let salt = random();
            meeting.exchanges.insert(salt, exchange);
            meeting.say(3, [salt.into()]);
        }
        meeting
    }

    pub(crate) fn say(&mut self, number: u64, fields: impl IntoIterator<Item = Value>) {
        let front = [number.into(), self.name.into()];
        self.out
            .push(Value::record(front.into_iter().chain(fields)));
    }

    pub(crate) fn is_open(&self, member: &Member) -> bool {
        Roster::of(&member.held).standing(&self.theirs.from) == Standing::Member
    }

    /// Secrets that are newer than the common one.
    fn hand_over(&mut self, member: &Member) {
        let newer = member
            .secrets
            .iter()
            .filter(|one| one.order() < self.secret.order());
        let newer: Vec<Value> = newer
            .map(|one| Value::record([one.generation.into(), one.key.into()]))
            .collect();
        if !newer.is_empty() {
            self.say(2, [Value::List(newer)]);
            if self.is_dialer {
                self.say_step(member, None);
            }
        }
    }

    fn keep_secrets(&mut self, member: &mut Member) {
        if self.is_open(member) {
            let new = std::mem::take(&mut self.early_secrets).into_iter();
            let new: Vec<Secret> = new.filter(|one| !member.secrets.contains(one)).collect();
            member.secrets.extend(new);
        }
    }

    pub(crate) fn say_step(&mut self, member: &Member, salt: Option<u64>) {
        let digest = self
            .secret
            .digest(&member.held.digest(), self.theirs.back());
        self.say(8, [salt.into(), digest.into()]);
    }

    /// True when both hold the same, and nothing is under way or still to come.
    pub(crate) fn is_met(&self, member: &Member) -> bool {
        self.is_same(member) && self.exchanges.is_empty() && !self.awaits_news
    }

    fn is_same(&self, member: &Member) -> bool {
        self.digest == Some(self.secret.digest(&member.held.digest(), self.theirs))
    }

    /// Talks until the two have met and this is so.
    pub(crate) async fn until(
        &mut self,
        member: &mut Member,
        is_done: impl Fn(&Member) -> bool,
    ) -> io::Result<()> {
        loop {
            self.settle(member);
            for message in std::mem::take(&mut self.out) {
                self.wire.write(&message).await?;
            }
            if self.is_met(member) && is_done(member) {
                return Ok(());
            }
            let message = self
                .wire
                .read()
                .await?
                .ok_or_else(|| wrong("the other side ended"))?;
            let heard = self.hear(member, &message);
            heard.ok_or_else(|| wrong(&format!("out of place: {message:?}")))?;
        }
    }

    fn settle(&mut self, member: &Member) {
        self.exchanges.retain(|_, exchange| !exchange.is_over());
        let is_due = self.is_dialer
            && self.is_open(member)
            && self.digest.is_some()
            && !self.is_same(member)
            && self.exchanges.is_empty()
            && self.rounds_left > 0;
        if is_due {
            self.rounds_left -= 1;
            let (salt, told) = self.open(Kind::Have, member.held.items.keys());
            self.say(4, [salt.into(), told]);
        }
    }

    /// One message; none where it is out of place.
    fn hear(&mut self, member: &mut Member, message: &Value) -> Option<()> {
        let (number, fields) = message.list()?.split_first()?;
        let (name, fields) = fields.split_first()?;
        self.heard.push(number.number()?);
        if name.array() != Some(self.name) {
            return None;
        }
        match (number.number()?, fields) {
            (2, [secrets]) => {
                self.early_secrets.extend(Secret::read_list(secrets)?);
                self.keep_secrets(member);
            }
            (3, [salt]) => {
                self.admit(salt.number()?, Exchange::new(Kind::Introduce, false))?;
                let items = member.held.admission_set(member.keys.person());
                self.say_items(salt.number()?, &items);
            }
            (4, [salt, told]) if !self.is_dialer => {
                self.asked(member, Kind::Have, salt.number()?, told)?;
            }
            (5, [salt, wanted, follow]) => {
                self.wanted(member, salt.number()?, wanted, follow.number()?)?;
            }
            (6, [salt, part, items]) => {
                let exchange = self.exchanges.get_mut(&salt.number()?)?;
                let batch = exchange.take(part.number()?, Item::read_list(items)?)?;
                let (kind, was_open) = (exchange.kind, self.is_open(member));
                self.refused += member.held.take(&batch);
                if kind == Kind::Introduce && !self.is_open(member) {
                    return None;
                }
                if !was_open && self.is_open(member) {
                    self.hand_over(member);
                    self.keep_secrets(member);
                    self.answer_waiting(member)?;
                }
                self.step_if_due(member, salt.number()?);
            }
            (7, [salt, told, digest]) => {
                self.digest = Some(digest.array()?);
                self.asked(member, Kind::Announce, salt.number()?, told)?;
            }
            (8, [salt, digest]) => {
                self.digest = Some(digest.array()?);
                if let Some(salt) = salt.absent_or(Value::number)? {
                    self.exchanges.get_mut(&salt)?.hear_step()?;
                }
            }
            (9, [entries]) => {
                let entries = entries.list()?.iter().map(News::read);
                self.news.extend(entries.collect::<Option<Vec<_>>>()?);
                self.awaits_news = false;
            }
            (10.., _) => {}
            _ => return None,
        }
        Some(())
    }

    /// Takes note of an exchange that the other side opens.
    pub(crate) fn admit(&mut self, salt: u64, exchange: Exchange) -> Option<()> {
        let mut others = self.exchanges.values();
        let is_second = others.any(|other| !other.mine && other.kind == exchange.kind);
        let is_used = self.exchanges.contains_key(&salt);
        self.exchanges.insert(salt, exchange);
        (!is_second && !is_used).then_some(())
    }
}
