//! The twelve people of the sample circle, each as a running program of their own with its own data and keys.
//!
//! They come in by the sample's chain of invitations, then meet two at a time in an order out of a seed. After
//! every meeting both look at what has arrived, and do what the sample says is theirs and now possible. The
//! driver never tells anybody what somebody else did: that travels between the programs only.

mod args;
mod member;
mod replies;
mod script;

pub use member::TwelveMember;
pub use replies::ScriptPeople;
pub use script::{ScriptStanding, ScriptView, expected};

use crate::{
    process::{Otagai, ProcessError},
    sim::Chance,
};
use otagai_sample::{Invited, MemberId, Sample};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    hash::{BuildHasher, Hasher, RandomState},
    time::Duration,
};
use tokio::task::JoinSet;

/// How long anything may take between two programs on one computer.
const SOON: Duration = Duration::from_secs(20);

/// Rounds after which something must be wrong.
const MOST_ROUNDS: usize = 60;

/// The twelve.
#[derive(Debug)]
pub struct Twelve {
    /// What they live by.
    pub sample: Sample,
    /// In the order of the sample.
    pub members: Vec<TwelveMember>,
    /// What the order of meetings comes from.
    pub seed: u64,
    chance: Chance,
}

/// What it took until nothing was left to do.
#[derive(Debug, Clone, Copy, Default)]
pub struct Story {
    /// Rounds, the last one included, in which nothing happened.
    pub rounds: usize,
    /// Meetings of two.
    pub meetings: usize,
    /// Times that somebody wrote, answered, hid or withdrew something.
    pub deeds: usize,
}

/// The seed in `OTAGAI_SEED`, or a new one.
pub fn seed() -> u64 {
    std::env::var("OTAGAI_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
        .unwrap_or_else(|| RandomState::new().build_hasher().finish())
}

impl Twelve {
    /// Starts all programs and brings everybody into one circle: the first founder founds it, and everybody is
    /// invited by whom the sample says; the other founder by the first. Nobody is connected afterwards.
    ///
    /// # Errors
    /// Where a program does not do what it is asked.
    pub async fn in_one_circle(seed: u64) -> Result<Self, ProcessError> {
        let sample = Sample::load().map_err(|error| missing("the sample", &error))?;
        let mut members = Vec::new();
        for person in sample.members() {
            members.push(TwelveMember::start(person, &sample.today().to_string())?);
        }
        for (member, person) in members.iter_mut().zip(sample.members()) {
            member.init(person).await?;
        }
        let mut twelve = Self {
            sample,
            members,
            seed,
            chance: Chance::new(seed),
        };
        twelve.join_all().await?;
        twelve.part_all().await?;
        Ok(twelve)
    }

    /// Lets them meet, round by round, until a whole round changes nothing: each round is a ring of all in a
    /// new order, so that nothing moving means that all hold the same.
    ///
    /// # Errors
    /// Where a program does not do what it is asked, or it never ends.
    pub async fn live(&mut self) -> Result<Story, ProcessError> {
        let mut story = Story::default();
        for at in 0..self.members.len() {
            story.deeds += self.act(at).await?;
        }
        while story.rounds < MOST_ROUNDS {
            story.rounds += 1;
            let mut still = true;
            for (one, other) in self.ring() {
                story.meetings += 1;
                let moved = self.meet(one, other).await?;
                let deeds = self.act(one).await? + self.act(other).await?;
                story.deeds += deeds;
                still &= !moved && deeds == 0;
            }
            if still {
                return Ok(story);
            }
        }
        Err(missing("an end", &story.rounds))
    }

    /// Calls a command of somebody.
    ///
    /// # Errors
    /// Where nobody has this id, or the program says no.
    pub async fn ask(
        &mut self,
        member: &MemberId,
        call: &str,
        args: Value,
    ) -> Result<Value, ProcessError> {
        let found = self.members.iter_mut().find(|one| one.id == *member);
        let found = found.ok_or_else(|| missing("the member", member))?;
        found.node.call(call, args).await
    }

    /// Who is who, as everybody may know it.
    pub fn people(&self) -> ScriptPeople {
        let people = self.members.iter();
        people
            .map(|one| (one.id.clone(), one.person.clone()))
            .collect()
    }

    /// Ends all programs in good order.
    ///
    /// # Errors
    /// Where one cannot be waited for.
    pub async fn stop(self) -> Result<(), ProcessError> {
        for member in self.members {
            member.node.stop().await?;
        }
        Ok(())
    }

    async fn join_all(&mut self) -> Result<(), ProcessError> {
        let circle = self.sample.circle();
        let args = json!({ "name": circle.name, "purpose": circle.purpose });
        let founder = self.members.first_mut();
        let founder = founder.ok_or_else(|| missing("a founder", &""))?;
        founder.node.call("circle_create", args).await?;
        let first = founder.id.clone();
        let mut inside = BTreeSet::from([first.clone()]);
        while inside.len() < self.members.len() {
            let next = self.sample.members().iter().find_map(|person| {
                let inviter = match &person.invited {
                    Invited::By(inviter) => inviter,
                    // A circle here has one creator.
                    Invited::Founder => &first,
                };
                let waits = !inside.contains(&person.id) && inside.contains(inviter);
                waits.then(|| (inviter.clone(), person.clone()))
            });
            let (inviter, guest) = next.ok_or_else(|| missing("an inviter", &inside.len()))?;
            let invite = json!({ "to": guest.short, "uses": 1, "days": 7 });
            let invite = self.ask(&inviter, "invite", invite).await?;
            let join = json!({ "link": invite.get("link"), "hello": guest.banner });
            self.ask(&guest.id, "join", join).await?;
            inside.insert(guest.id);
        }
        Ok(())
    }

    /// Ends the connections that joining has left open, at several programs at a time.
    async fn part_all(&mut self) -> Result<(), ProcessError> {
        let tickets = self.tickets().await?;
        let mut shares = self.shares().await?;
        let mut parting = JoinSet::new();
        for mut member in std::mem::take(&mut self.members) {
            let share = shares.remove(&member.person).unwrap_or_default();
            let tickets: Vec<String> = share
                .iter()
                .filter_map(|person| tickets.get(person).cloned())
                .collect();
            parting.spawn(async move {
                member.part(&tickets).await?;
                Ok::<TwelveMember, ProcessError>(member)
            });
        }
        for parted in parting.join_all().await {
            self.members.push(parted?);
        }
        self.members.sort_by(|a, b| a.id.cmp(&b.id));
        for member in &mut self.members {
            // Whose connection another ended notices a moment later.
            loop {
                let left = member.connected().await?;
                let Some(person) = left.first() else { break };
                gone(&mut member.node, person).await?;
            }
            member.node.forget_events();
        }
        Ok(())
    }

    /// Who ends which connection, so that nobody has much more to end than others.
    async fn shares(&mut self) -> Result<BTreeMap<String, BTreeSet<String>>, ProcessError> {
        let mut shares: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for member in &mut self.members {
            for person in member.connected().await? {
                let count = |who: &String| shares.get(who).map_or(0, BTreeSet::len);
                let (mine, theirs) = (count(&member.person), count(&person));
                let is_theirs = shares
                    .get(&person)
                    .is_some_and(|share| share.contains(&member.person));
                if is_theirs {
                    continue;
                }
                let (who, from) = if mine <= theirs {
                    (member.person.clone(), person)
                } else {
                    (person, member.person.clone())
                };
                shares.entry(who).or_default().insert(from);
            }
        }
        Ok(shares)
    }

    async fn tickets(&mut self) -> Result<BTreeMap<String, String>, ProcessError> {
        let mut tickets = BTreeMap::new();
        for member in &mut self.members {
            let ticket = member.ticket().await?;
            tickets.insert(member.person.clone(), ticket);
        }
        Ok(tickets)
    }

    /// All of them in a ring of random order, as pairs of neighbours.
    fn ring(&mut self) -> Vec<(usize, usize)> {
        let mut order: Vec<usize> = (0..self.members.len()).collect();
        for last in (1..order.len()).rev() {
            order.swap(last, self.chance.below(last + 1));
        }
        let after = order.iter().cycle().skip(1);
        order
            .iter()
            .copied()
            .zip(after.copied())
            .take(order.len())
            .collect()
    }

    /// Two meet and part. True when something moved.
    async fn meet(&mut self, one: usize, other: usize) -> Result<bool, ProcessError> {
        let (ticket, person) = {
            let host = self.at(other)?;
            host.node.forget_events();
            (host.ticket().await?, host.person.clone())
        };
        let guest = self.at(one)?;
        guest.node.forget_events();
        let args = json!({ "peer": ticket, "once": true, "part": true });
        let moved = guest.node.call("sync", args).await?;
        let me = guest.person.clone();
        if moved.get("met") != Some(&json!(1)) {
            return Err(missing(&format!("{one} to meet {other}"), &moved));
        }
        if moved.get("refused") != Some(&json!(0)) {
            return Err(missing("everything to be accepted", &moved));
        }
        gone(&mut self.at(other)?.node, &me).await?;
        gone(&mut self.at(one)?.node, &person).await?;
        let count = |key| moved.get(key).and_then(Value::as_u64).unwrap_or_default();
        Ok(count("received") + count("sent") > 0)
    }

    /// Somebody looks, and does everything that is theirs and now possible. Gives how much that was.
    async fn act(&mut self, at: usize) -> Result<usize, ProcessError> {
        let people = self.people();
        let member = self.members.get_mut(at);
        let member = member.ok_or_else(|| missing("the member", &at))?;
        member.act(&self.sample, &people).await
    }

    fn at(&mut self, at: usize) -> Result<&mut TwelveMember, ProcessError> {
        let member = self.members.get_mut(at);
        member.ok_or_else(|| missing("the member", &at))
    }
}

/// Waits until the connection with a person has ended.
async fn gone(node: &mut Otagai, person: &str) -> Result<(), ProcessError> {
    let fits = |event: &Value| {
        event.get("event") == Some(&json!("gone")) && event.get("person") == Some(&json!(person))
    };
    node.wait_event(SOON, "parting", fits).await.map(drop)
}

fn missing(what: &str, seen: &impl ToString) -> ProcessError {
    ProcessError::Missing(what.to_owned(), seen.to_string())
}
