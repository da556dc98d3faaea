//! Frames: one message each, an array that begins with the number of the message.

use minicbor::{Decode, Decoder, Encode};
use otagai_core::{
    codec::{self, CodecError},
    limits,
};

/// What one frame says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Frame<T> {
    /// A message of this version.
    Known(T),
    /// A message of a later version: well-formed, and not for us.
    Later,
}

/// Reads a frame. `known` is how many messages this version has, numbered from 0.
///
/// # Errors
/// [`CodecError`] when it is too long, malformed or not canonical.
pub(crate) fn read<T>(bytes: &[u8], known: u32) -> Result<Frame<T>, CodecError>
where
    T: for<'b> Decode<'b, ()> + Encode<()>,
{
    let len = bytes.len();
    if len > limits::FRAME_BYTES {
        return Err(CodecError::TooLong {
            len,
            limit: limits::FRAME_BYTES,
        });
    }
    if number(bytes).ok_or(CodecError::Malformed)? < known {
        return codec::decode(bytes, limits::FRAME_BYTES).map(Frame::Known);
    }
    let mut whole = Decoder::new(bytes);
    match whole.skip() {
        Ok(()) if whole.position() == len => Ok(Frame::Later),
        _ => Err(CodecError::Malformed),
    }
}

/// The number of the message.
fn number(bytes: &[u8]) -> Option<u32> {
    let mut decoder = Decoder::new(bytes);
    match decoder.array() {
        Ok(Some(fields)) if fields > 0 => decoder.u32().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Eq, Encode, Decode)]
    #[cbor(flat)]
    enum Note {
        #[n(0)]
        Text(#[n(0)] String),
    }

    #[test]
    fn a_later_message_is_told_from_a_broken_one() {
        let note = codec::encode(&Note::Text("a".into()));
        assert_eq!(
            read(&note, 1),
            Ok(Frame::Known(Note::Text("a".into()))),
            "of this version"
        );
        let later = [0x82, 0x07, 0x01];
        assert_eq!(read::<Note>(&later, 1), Ok(Frame::Later), "number 7");
        for broken in [&later[..2], &[0x82, 0x07, 0x01, 0x00], &[0x80], &[]] {
            assert_eq!(
                read::<Note>(broken, 1),
                Err(CodecError::Malformed),
                "{broken:?} is no message of any version"
            );
        }
        assert!(
            matches!(
                read::<Note>(&vec![0; limits::FRAME_BYTES + 1], 1),
                Err(CodecError::TooLong { .. })
            ),
            "refused before it is read"
        );
    }
}
