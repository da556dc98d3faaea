//! Deterministic CBOR (RFC 8949, section 4.2): one meaning, one encoding.
//!
//! Received bytes are hashed as they came. [`decode`] therefore refuses bytes that our own encoder would
//! have written differently: two spellings of one value would be two ids.

use minicbor::{Decode, Encode};

/// Why bytes were not read as a value.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum CodecError {
    /// Not CBOR, or not of the expected shape.
    #[error("the bytes are not of the expected shape")]
    Malformed,
    /// A second spelling of the value: trailing bytes, a longer number than needed, an unsorted list.
    #[error("the bytes are not in their one canonical form")]
    NotCanonical,
    /// More bytes than the limit of this kind.
    #[error("{len} bytes are more than the limit of {limit}")]
    TooLong {
        /// Bytes that came.
        len: usize,
        /// Bytes allowed.
        limit: usize,
    },
}

/// The canonical bytes of a value.
pub fn encode<T: Encode<()>>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    match minicbor::encode(value, &mut bytes) {
        Ok(()) => bytes,
        // A `Vec` takes any number of bytes; only a writer of ours could fail.
        Err(never) => unreachable!("writing to memory: {never}"),
    }
}

/// Reads a value from at most `limit` bytes.
///
/// # Errors
/// [`CodecError`] when the bytes are too many, malformed, or not canonical.
pub fn decode<T>(bytes: &[u8], limit: usize) -> Result<T, CodecError>
where
    T: for<'b> Decode<'b, ()> + Encode<()>,
{
    if bytes.len() > limit {
        return Err(CodecError::TooLong {
            len: bytes.len(),
            limit,
        });
    }
    let value: T = minicbor::decode(bytes).map_err(|_detail| CodecError::Malformed)?;
    if encode(&value) == bytes {
        Ok(value)
    } else {
        Err(CodecError::NotCanonical)
    }
}

/// A type that is written as the text of one of its values.
macro_rules! as_text {
    ($name:ident, $write:expr, $read:expr) => {
        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(
                &self,
                e: &mut minicbor::Encoder<W>,
                _: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.str($write(*self).as_ref())?.ok()
            }
        }

        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(
                d: &mut minicbor::Decoder<'b>,
                _: &mut C,
            ) -> Result<Self, minicbor::decode::Error> {
                let read = $read;
                read(d.str()?).ok_or_else(|| minicbor::decode::Error::message("an unknown word"))
            }
        }
    };
}
pub(crate) use as_text;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_spelling_of_a_number_is_refused() {
        assert_eq!(decode::<u32>(&[0x05], 10), Ok(5), "the short form");
        assert_eq!(
            decode::<u32>(&[0x18, 0x05], 10),
            Err(CodecError::NotCanonical),
            "the long form"
        );
        assert_eq!(
            decode::<u32>(&[0x05, 0x00], 10),
            Err(CodecError::NotCanonical),
            "trailing bytes"
        );
        assert_eq!(
            decode::<u32>(&[0x41, 0x00], 10),
            Err(CodecError::Malformed),
            "another type"
        );
        assert!(
            matches!(decode::<u32>(&[0; 11], 10), Err(CodecError::TooLong { .. })),
            "too many bytes"
        );
    }
}
