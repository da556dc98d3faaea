//! What statements say: one type a kind, numbers that never change their meaning.

use crate::{
    codec::{self, CodecError},
    cut::{Cut, Tip},
    id::{CircleId, DeviceId, DocumentId, ItemId, PersonId, StatementId},
};
use minicbor::{Decode, Encode};

/// The known bodies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatementBody {
    /// Founds a circle.
    Genesis(Genesis),
    /// Adopts a version of the charter.
    Adopt(Adopt),
    /// Invites.
    Invite(Invite),
    /// A newcomer says: I join.
    Joined(Joined),
    /// A member says: I let them in.
    Admitted(Admitted),
    /// A further device of the signer.
    DeviceAdded(DeviceAdded),
    /// A device of the signer is lost.
    DeviceLost(DeviceLost),
    /// A member is removed.
    Removed(Removed),
    /// The signer leaves.
    Left(Left),
    /// The signer took part in a job and says: so it was.
    Confirm(Confirm),
    /// The subject of a vouch shows it to all.
    Accept(Accept),
    /// The author takes a document back.
    Withdraw(Withdraw),
    /// A reader wants a document about them gone.
    Veto(Veto),
    /// The subject of a vouch hides it, or shows it again.
    Shown(Shown),
    /// The signer saw the original of somebody's licence.
    Sighted(Sighted),
    /// A kind of a later version.
    Unknown,
}

/// Founds a circle; its hash is the circle's id.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Genesis {
    /// Name of the circle when it was founded.
    #[n(0)]
    pub name: String,
    /// The creators, sorted; the signer is among them.
    #[n(1)]
    pub creators: Vec<PersonId>,
    /// What it takes to get in.
    #[n(2)]
    pub admission: Admission,
    /// Makes two circles of one name different.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub nonce: [u8; 16],
}

/// What it takes to get in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Admission {
    /// The invitation is enough.
    #[n(0)]
    Invitation,
    /// A steward confirms.
    #[n(1)]
    Steward,
}

/// Adopts a version of the charter document.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Adopt {
    /// The charter.
    #[n(0)]
    pub charter: DocumentId,
    /// The exact version.
    #[n(1)]
    pub heads: Vec<Tip>,
}

/// Invites: whoever holds the one-time key may be let in by any member.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Invite {
    /// Verifying key of the one-time key in the link.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub key: [u8; 32],
    /// How many persons may join with it.
    #[n(1)]
    pub uses: u16,
    /// The last moment it is good for (ms UTC), judged once, by the clock of the member who lets in.
    #[n(2)]
    pub expires_at: u64,
    /// True: a steward confirms as well.
    #[n(3)]
    pub steward: bool,
}

/// A newcomer says: I join, I hold the invitation's key, I agree to this charter.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Joined {
    /// The invitation.
    #[n(0)]
    pub invitation: StatementId,
    /// The charter agreed to.
    #[n(1)]
    pub charter: DocumentId,
    /// Its exact version.
    #[n(2)]
    pub heads: Vec<Tip>,
    /// Signature of the one-time key over [`join_proof_message`].
    #[cbor(n(3), with = "minicbor::bytes")]
    pub proof: [u8; 64],
}

/// A member lets a newcomer in; more than one may say so for the same newcomer.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Admitted {
    /// The invitation.
    #[n(0)]
    pub invitation: StatementId,
    /// The newcomer.
    #[n(1)]
    pub person: PersonId,
    /// The newcomer's own statement.
    #[n(2)]
    pub joined: StatementId,
}

/// A further device of the signer.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct DeviceAdded {
    /// The device.
    #[n(0)]
    pub device: DeviceId,
    /// X25519 key for what is encrypted to it.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub encryption_key: [u8; 32],
}

/// A device of the signer is lost; what lies beyond the cut is void.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct DeviceLost {
    /// The device.
    #[n(0)]
    pub device: DeviceId,
    /// What still counts.
    #[n(1)]
    pub cut: Cut,
}

/// One signature under the removal of a member; what lies beyond the cut is void.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Removed {
    /// Who is removed.
    #[n(0)]
    pub person: PersonId,
    /// What still counts.
    #[n(1)]
    pub cut: Cut,
}

/// The signer leaves.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Left {
    /// True: the signer's documents are to be erased.
    #[n(0)]
    pub erase: bool,
}

/// The signer took part in a job, says that this version is true, and opens it to all.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Confirm {
    /// The job record, a sealed document.
    #[n(0)]
    pub job: DocumentId,
    /// Its last chunk at the confirmed version.
    #[n(1)]
    pub chunk: ItemId,
    /// The exact version.
    #[n(2)]
    pub heads: Vec<Tip>,
    /// The document's key, published with this.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub key: [u8; 32],
}

/// The subject of a vouch shows it to all.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Accept {
    /// The vouch, a sealed document.
    #[n(0)]
    pub document: DocumentId,
    /// Its one chunk.
    #[n(1)]
    pub chunk: ItemId,
    /// The exact version.
    #[n(2)]
    pub heads: Vec<Tip>,
    /// What the readers were hashed with: shows to all that the signer is one of them.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub salt: [u8; 32],
    /// The readers, sorted.
    #[n(4)]
    pub readers: Vec<PersonId>,
    /// The document's key, published with this.
    #[cbor(n(5), with = "minicbor::bytes")]
    pub key: [u8; 32],
}

/// The author takes a document back, for good. Its words are dropped, its header and statements stay.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Withdraw {
    /// The document.
    #[n(0)]
    pub document: DocumentId,
}

/// A reader wants a document gone, for good; shows that they are a reader.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Veto {
    /// The document.
    #[n(0)]
    pub document: DocumentId,
    /// What the readers were hashed with.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub salt: [u8; 32],
    /// The readers, sorted.
    #[n(2)]
    pub readers: Vec<PersonId>,
}

/// The subject of a vouch hides it, or shows it again. Between two that do not know of each other, hiding
/// counts.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Shown {
    /// The vouch.
    #[n(0)]
    pub document: DocumentId,
    /// False: hidden.
    #[n(1)]
    pub shown: bool,
}

/// The signer saw the original of somebody's licence (原本確認), or takes that back.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Sighted {
    /// Whose licence.
    #[n(0)]
    pub person: PersonId,
    /// Which: [`crate::sighting::LicenceKey`].
    #[cbor(n(1), with = "minicbor::bytes")]
    pub licence: [u8; 32],
    /// The day it was seen, in days since 1970-01-01 by the signer's calendar.
    #[n(2)]
    pub day: u32,
    /// False: taken back.
    #[n(3)]
    pub stands: bool,
}

macro_rules! kinds {
    ($($number:literal $name:ident critical=$critical:literal,)*) => {
        impl StatementBody {
            /// The number of the kind on the wire.
            pub fn kind(&self) -> u16 {
                match self {
                    $(Self::$name(_) => $number,)*
                    Self::Unknown => 0,
                }
            }

            /// True where a reader who does not know the kind must stop.
            pub fn is_critical(&self) -> bool {
                match self {
                    $(Self::$name(_) => $critical,)*
                    Self::Unknown => false,
                }
            }

            /// The encoded body.
            pub fn encode(&self) -> Vec<u8> {
                match self {
                    $(Self::$name(body) => codec::encode(body),)*
                    Self::Unknown => Vec::new(),
                }
            }

            /// Reads a body by the number of its kind.
            ///
            /// # Errors
            /// [`CodecError`] when a known kind holds something else.
            pub fn decode(kind: u16, bytes: &[u8]) -> Result<Self, CodecError> {
                match kind {
                    $($number => super::read(bytes).map(Self::$name),)*
                    _ => Ok(Self::Unknown),
                }
            }
        }
    };
}

kinds! {
    1 Genesis critical=true,
    2 Adopt critical=false,
    3 Invite critical=false,
    4 Joined critical=true,
    5 Admitted critical=true,
    6 DeviceAdded critical=true,
    7 DeviceLost critical=true,
    8 Removed critical=true,
    9 Left critical=true,
    // Who does not know these shows no vouch at all: nothing to stop for.
    10 Confirm critical=false,
    11 Accept critical=false,
    12 Withdraw critical=false,
    13 Veto critical=false,
    14 Shown critical=false,
    15 Sighted critical=false,
}

/// What the one-time key of an invitation signs: who joins which circle with which device.
pub fn join_proof_message(
    circle: CircleId,
    invitation: StatementId,
    person: PersonId,
    device: DeviceId,
) -> Vec<u8> {
    let mut message = b"otagai/join-proof/1\0".to_vec();
    message.extend_from_slice(circle.as_bytes());
    message.extend_from_slice(invitation.as_bytes());
    message.extend_from_slice(person.as_bytes());
    message.extend_from_slice(device.as_bytes());
    message
}
