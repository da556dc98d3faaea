//! Statements: small signed records about standing. No free text but the circle's name.
//!
//! A device numbers its statements in a circle (`n`, from 0) and each names the one before (`prev`). A
//! number used twice is a visible fork: both sides count. `seen` holds up to 16 ids of the newest
//! statements that the signer knew.

mod body;
pub(crate) mod said;

pub use body::{
    Accept, Admission, Admitted, Adopt, Confirm, DeviceAdded, DeviceLost, Genesis, Invite, Joined,
    Left, Removed, Shown, Sighted, StatementBody, Veto, Withdraw, join_proof_message,
};

use crate::{
    codec::{self, CodecError},
    id::{CircleId, DeviceId, ItemId, PersonId, StatementId},
    limits,
    signed::{Content, Verified},
};
use minicbor::{Decode, Encode};

/// The circle that a genesis names: it cannot name its own hash.
pub const NO_CIRCLE: CircleId = CircleId::from_bytes([0; 32]);

/// A statement, as it travels.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Statement {
    /// Version of this form; 1.
    #[n(0)]
    pub version: u8,
    /// Which [`StatementBody`].
    #[n(1)]
    pub kind: u16,
    /// True: who does not know the kind stops reading this device here and asks for an update.
    #[n(2)]
    pub critical: bool,
    /// The circle; [`NO_CIRCLE`] in a genesis.
    #[n(3)]
    pub circle: CircleId,
    /// Who speaks.
    #[n(4)]
    pub person: PersonId,
    /// The device that signs.
    #[n(5)]
    pub device: DeviceId,
    /// Number in the device's chain in this circle, from 0.
    #[n(6)]
    pub n: u32,
    /// The statement before; none where `n` is 0.
    #[n(7)]
    pub prev: Option<StatementId>,
    /// The newest statements that the signer knew, sorted.
    #[n(8)]
    pub seen: Vec<StatementId>,
    /// The encoded body.
    #[cbor(n(9), with = "minicbor::bytes")]
    pub body: Vec<u8>,
}

impl Content for Statement {
    const TAG: &'static str = "otagai/statement/1";
    const LIMIT: usize = limits::STATEMENT_BYTES;

    fn issuer(&self) -> &[u8; 32] {
        self.device.as_bytes()
    }
}

impl Statement {
    /// The body, by its kind.
    ///
    /// # Errors
    /// [`CodecError`] when a known kind holds something else.
    pub fn body(&self) -> Result<StatementBody, CodecError> {
        if self.version != 1 {
            return Ok(StatementBody::Unknown);
        }
        StatementBody::decode(self.kind, &self.body)
    }
}

impl Verified<Statement> {
    /// Its name.
    pub fn id(&self) -> StatementId {
        StatementId::from_bytes(self.hash())
    }

    /// Its name as a stored item.
    pub fn item_id(&self) -> ItemId {
        ItemId::from_bytes(self.hash())
    }
}

/// Where a device's chain stands: what its next statement must say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainEnd {
    /// Number of the next statement.
    pub n: u32,
    /// The last one.
    pub prev: Option<StatementId>,
}

/// Puts a statement together, not yet signed.
pub fn compose(
    circle: CircleId,
    person: PersonId,
    device: DeviceId,
    end: &ChainEnd,
    seen: &[StatementId],
    body: &StatementBody,
) -> Statement {
    let mut seen: Vec<StatementId> = seen.iter().copied().take(limits::STATEMENT_SEEN).collect();
    seen.sort_unstable();
    Statement {
        version: 1,
        kind: body.kind(),
        critical: body.is_critical(),
        circle,
        person,
        device,
        n: end.n,
        prev: end.prev,
        seen,
        body: body.encode(),
    }
}

/// Reads bytes that only need to be of the right shape.
///
/// # Errors
/// [`CodecError`] when too long, malformed or not canonical.
pub(crate) fn read<T>(bytes: &[u8]) -> Result<T, CodecError>
where
    T: for<'b> Decode<'b, ()> + Encode<()>,
{
    codec::decode(bytes, limits::STATEMENT_BYTES)
}
