//! The keys of the people in the sample.

use crate::ids::MemberId;

/// The seeds behind the keys of a person in the sample.
///
/// They follow from the id and are the same in every copy of this program. **Public, and worthless outside
/// the sample**: a signature made with them proves nothing. They are here so that everything in the sample is
/// signed and checked the way it is in a real circle.
///
/// ```
/// # use otagai_sample::KeySeeds;
/// assert_eq!(KeySeeds::of(&"m02".into()), KeySeeds::of(&"m02".into()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySeeds {
    /// In the place of the recovery entropy, from which the root key follows.
    pub root: [u8; 32],
    /// For the device key.
    pub device: [u8; 32],
    /// For the device encryption key.
    pub encryption: [u8; 32],
    /// For the credential key.
    pub credential: [u8; 32],
}

impl KeySeeds {
    /// The seeds of this person.
    pub fn of(member: &MemberId) -> Self {
        let seed = |purpose| blake3::derive_key(purpose, member.as_str().as_bytes());
        Self {
            root: seed("otagai 2026 sample circle, public: root"),
            device: seed("otagai 2026 sample circle, public: device"),
            encryption: seed("otagai 2026 sample circle, public: encryption"),
            credential: seed("otagai 2026 sample circle, public: credential"),
        }
    }
}
