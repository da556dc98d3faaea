//! Section 12: saying what is there, and handing over what lacks.

use super::{
    cbor::Value,
    exchange::{Exchange, Fingerprint, Kind},
    items::Item,
    meeting::Meeting,
    member::{Member, random},
    names::Id,
};
use std::collections::{BTreeMap, BTreeSet};

impl Meeting {
    /// Tells what is new here.
    pub(crate) fn announce(&mut self, member: &Member, before: &BTreeSet<Id>) {
        let new = member.held.items.keys().filter(|id| !before.contains(*id));
        let (salt, told) = self.open(Kind::Announce, new);
        let digest = self
            .secret
            .digest(&member.held.digest(), self.theirs.back());
        self.say(7, [salt.into(), told, digest.into()]);
    }

    /// Opens an exchange: its salt and the fingerprints of what is told.
    pub(crate) fn open<'a>(
        &mut self,
        kind: Kind,
        items: impl Iterator<Item = &'a Id>,
    ) -> (u64, Value) {
        let salt = random();
        let mut exchange = Exchange::new(kind, true);
        exchange.told = items
            .map(|id| (self.secret.fingerprint(id, salt), *id))
            .collect();
        let told = fingerprints(exchange.told.keys());
        self.exchanges.insert(salt, exchange);
        (salt, told)
    }

    /// The other side says what it has.
    pub(crate) fn asked(
        &mut self,
        member: &Member,
        kind: Kind,
        salt: u64,
        told: &Value,
    ) -> Option<()> {
        let mut exchange = Exchange::new(kind, false);
        exchange.asked = Some(read_fingerprints(told)?);
        self.admit(salt, exchange)?;
        self.answer_waiting(member)
    }

    /// Answers what is asked, unless the other device is not known yet.
    pub(crate) fn answer_waiting(&mut self, member: &Member) -> Option<()> {
        let waiting = self.exchanges.iter().filter(|(_, one)| one.asked.is_some());
        let waiting: Vec<u64> = waiting.map(|(salt, _)| *salt).collect();
        if !self.is_open(member) {
            return Some(());
        }
        for salt in waiting {
            let exchange = self.exchanges.get_mut(&salt)?;
            let asked = exchange.asked.take()?;
            let own: BTreeMap<Fingerprint, &Item> = member
                .held
                .items
                .iter()
                .map(|(id, item)| (self.secret.fingerprint(id, salt), item))
                .collect();
            let wanted: Vec<&Fingerprint> =
                asked.iter().filter(|one| !own.contains_key(*one)).collect();
            let is_round = exchange.kind == Kind::Have;
            let others = own
                .iter()
                .filter(|(one, _)| is_round && !asked.contains(*one));
            let others: Vec<Item> = others.map(|(_, item)| (*item).clone()).collect();
            exchange.answered = true;
            exchange.left = Some(wanted.len()).filter(|wanted| *wanted > 0);
            let follow = others.len() as u64;
            self.say(5, [salt.into(), fingerprints(wanted), follow.into()]);
            if !others.is_empty() {
                self.say_items(salt, &others);
            }
            self.step_if_due(member, salt);
        }
        Some(())
    }

    /// The other side says what it wants of what it was told.
    pub(crate) fn wanted(
        &mut self,
        member: &Member,
        salt: u64,
        wanted: &Value,
        follow: u64,
    ) -> Option<()> {
        let exchange = self.exchanges.get_mut(&salt)?;
        let is_due = exchange.mine && !exchange.answered && exchange.kind != Kind::Introduce;
        if !is_due || follow > 0 && exchange.kind != Kind::Have {
            return None;
        }
        exchange.answered = true;
        exchange.left = usize::try_from(follow).ok().filter(|follow| *follow > 0);
        let told = |one: &Fingerprint| exchange.told.get(one);
        let ids: Option<Vec<&Id>> = read_fingerprints(wanted)?.iter().map(told).collect();
        let items: Vec<Item> = ids?
            .iter()
            .filter_map(|id| member.held.items.get(*id))
            .cloned()
            .collect();
        if !items.is_empty() {
            self.say_items(salt, &items);
        }
        self.step_if_due(member, salt);
        Some(())
    }

    /// All in one frame: what a test holds is small.
    pub(crate) fn say_items(&mut self, salt: u64, items: &[Item]) {
        let mut items = items.to_vec();
        items.sort_by_key(|item| item.kind);
        let items = items.iter().map(Item::to_value).collect();
        self.say(6, [salt.into(), 2.into(), Value::List(items)]);
    }

    pub(crate) fn step_if_due(&mut self, member: &Member, salt: u64) {
        let is_due = self
            .exchanges
            .get_mut(&salt)
            .is_some_and(Exchange::take_step);
        if is_due {
            self.say_step(member, Some(salt));
        }
    }
}

fn fingerprints<'a>(sorted: impl IntoIterator<Item = &'a Fingerprint>) -> Value {
    Value::Bytes(sorted.into_iter().flatten().copied().collect())
}

fn read_fingerprints(value: &Value) -> Option<BTreeSet<Fingerprint>> {
    let (list, rest) = value.bytes()?.as_chunks::<8>();
    let is_good = rest.is_empty() && list.is_sorted_by(|one, next| one < next);
    is_good.then(|| list.iter().copied().collect())
}
