//! A circle is taken up: all of it, or nothing.

use super::{Admitted, OwnValue, Store, addresses, admission, circles, held::Held, own};
use crate::error::StoreError;
use otagai_core::{
    Millis,
    id::{CircleId, DeviceId},
    item::Item,
    secret::CircleSecret,
};

/// A circle that this device has come into.
#[derive(Debug, Clone, Copy)]
pub struct Arrival<'a> {
    /// The circle.
    pub circle: CircleId,
    /// Its secrets.
    pub secrets: &'a [CircleSecret],
    /// Its first items, its genesis among them.
    pub items: &'a [Item],
    /// What belongs to this device and this circle.
    pub own: &'a [OwnValue<'a>],
    /// Where devices of the circle are: device, address, and when that was known, ms.
    pub addresses: &'a [(DeviceId, String, Millis)],
}

impl Store {
    /// Takes up a circle with its secrets and first items, among them its genesis, in one transaction. A
    /// circle that is held already keeps what it has: doing this twice is as good as once.
    ///
    /// # Errors
    /// [`StoreError::NoGenesis`], [`StoreError::TooManyCircles`], or what the file says.
    pub fn add_circle(
        &mut self,
        circle: CircleId,
        secrets: &[CircleSecret],
        items: &[Item],
    ) -> Result<Admitted, StoreError> {
        self.take_up(&Arrival {
            circle,
            secrets,
            items,
            own: &[],
            addresses: &[],
        })
    }

    /// [`Store::add_circle`] with what this device has to remember of how it came in: all of it, or nothing.
    ///
    /// # Errors
    /// As for [`Store::add_circle`], [`Store::own_put`] and [`Store::saw_address`].
    pub fn take_up(&mut self, arrival: &Arrival<'_>) -> Result<Admitted, StoreError> {
        let Arrival {
            circle,
            secrets,
            items,
            own,
            addresses,
        } = *arrival;
        let held = match self.take(circle) {
            Err(StoreError::UnknownCircle(_)) => Held::new(circle),
            other => other?,
        };
        self.in_circle(held, |connection, held, encryption| {
            circles::add(connection, circle, secrets)?;
            let (held, admitted) = admission::admit(connection, held, items, encryption)?;
            // Without its genesis a circle has no members, and nobody who could bring it would be let in.
            if held.roster.members.is_empty() {
                return Err(StoreError::NoGenesis);
            }
            for value in own {
                own::put(connection, Some(circle), value)?;
            }
            for (device, address, at) in addresses {
                addresses::saw(connection, *device, address, *at)?;
            }
            Ok((held, admitted))
        })
    }
}
