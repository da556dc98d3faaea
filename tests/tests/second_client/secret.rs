//! Section 11: circle secrets and what they key.

use super::{
    cbor::Value,
    names::{Id, first, kdf, mac},
};

/// One secret of a circle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Secret {
    pub(crate) generation: u64,
    pub(crate) key: Id,
}

/// From which device to which.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Way {
    pub(crate) from: Id,
    pub(crate) to: Id,
}

impl Way {
    pub(crate) fn back(self) -> Self {
        Self {
            from: self.to,
            to: self.from,
        }
    }
}

impl Secret {
    fn derive(&self, context: &str, parts: &[&[u8]]) -> Id {
        mac(&kdf(context, &[&self.key]), parts)
    }

    /// Sorts the newest first.
    pub(crate) fn order(&self) -> (std::cmp::Reverse<u64>, Id) {
        let value = self.derive("otagai 2026 secret order", &[]);
        (std::cmp::Reverse(self.generation), value)
    }

    pub(crate) fn tag(&self, circle: &Id, way: Way) -> [u8; 8] {
        first(&self.derive("otagai 2026 hello tag", &[circle, &way.from, &way.to]))
    }

    pub(crate) fn digest(&self, set: &Id, way: Way) -> [u8; 16] {
        first(&self.derive("otagai 2026 hello digest", &[set, &way.from, &way.to]))
    }

    pub(crate) fn fingerprint(&self, item: &Id, salt: u64) -> [u8; 8] {
        let salt = salt.to_be_bytes();
        first(&self.derive("otagai 2026 item fingerprint", &[item, &salt]))
    }

    pub(crate) fn lan_key(&self, circle: &Id) -> Id {
        self.derive("otagai 2026 local network", &[circle])
    }

    pub(crate) fn read(value: &Value) -> Option<Self> {
        let [generation, key] = value.fields()?;
        Some(Self {
            generation: generation.number()?,
            key: key.array()?,
        })
    }

    /// A list of secrets.
    pub(crate) fn read_list(value: &Value) -> Option<Vec<Self>> {
        value.list()?.iter().map(Self::read).collect()
    }
}
