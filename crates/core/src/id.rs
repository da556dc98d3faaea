//! Names of things: 32 bytes each, a public key or a BLAKE3 hash.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a written id could not be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("an id is 64 hexadecimal digits")]
pub struct IdError;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, Serialize, Deserialize)]
        #[cbor(transparent)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(#[cbor(n(0), with = "minicbor::bytes")] [u8; 32]);

        impl $name {
            /// Takes the 32 bytes as they are.
            pub const fn from_bytes(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            /// The 32 bytes.
            pub const fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }

            /// Reads 32 bytes of the right length.
            ///
            /// # Errors
            /// [`IdError`] when there are more or fewer than 32.
            pub fn from_slice(bytes: &[u8]) -> Result<Self, IdError> {
                bytes.try_into().map(Self).map_err(|_wrong_length| IdError)
            }

            /// The first 8 hexadecimal digits: enough for a log line, too few to be a name.
            pub fn brief(&self) -> String {
                data_encoding::HEXLOWER.encode(self.0.first_chunk::<4>().unwrap_or(&[0; 4]))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&data_encoding::HEXLOWER.encode(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.brief())
            }
        }

        impl std::str::FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                let bytes = data_encoding::HEXLOWER_PERMISSIVE
                    .decode(text.as_bytes())
                    .map_err(|_not_hexadecimal| IdError)?;
                Self::from_slice(&bytes)
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;

            fn try_from(text: String) -> Result<Self, IdError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.to_string()
            }
        }
    };
}

id!(
    /// A human: the verifying key of their root.
    PersonId
);
id!(
    /// One installation: the verifying key of its device key, which is also its iroh `EndpointId`.
    DeviceId
);
id!(
    /// A circle: the id of its genesis statement.
    CircleId
);
id!(
    /// A document: the hash of its header.
    DocumentId
);
id!(
    /// A statement: the hash of its signed bytes, without the signature.
    StatementId
);
id!(
    /// A photo: the BLAKE3 hash of its file.
    PhotoId
);
id!(
    /// Anything that is stored and relayed, whatever its kind.
    ItemId
);

impl PhotoId {
    /// Names a photo by its bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }
}

impl From<StatementId> for CircleId {
    /// The circle that a genesis statement founds.
    fn from(genesis: StatementId) -> Self {
        Self(genesis.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_what_it_writes_and_refuses_other_lengths() {
        let id = PersonId::from_bytes([0xab; 32]);
        assert_eq!(id.to_string().parse(), Ok(id), "hexadecimal there and back");
        assert_eq!("abcd".parse::<PersonId>(), Err(IdError), "too short");
        assert_eq!(
            format!("{id:?}"),
            "PersonId(abababab)",
            "logs show eight digits"
        );
    }
}
