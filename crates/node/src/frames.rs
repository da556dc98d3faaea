//! Frames on a stream: a length, then that many bytes.
//!
//! A frame is a `u32` in network byte order and the bytes it counts. Works on any pair of tokio
//! streams, so on iroh's `SendStream` and `RecvStream` too. What the other side claims costs
//! nothing: memory grows with what has arrived, not with what was announced.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// Largest frame of our protocols: [`otagai_core::limits::FRAME_BYTES`], as the length prefix counts.
pub const MAX_FRAME: u32 = 1024 * 1024;
const _: () = assert!(MAX_FRAME as usize == otagai_core::limits::FRAME_BYTES);

/// How many bytes are made room for at a time while a frame comes in.
const STEP: usize = 64 * 1024;

/// Why a frame could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    /// The stream ended inside a frame.
    #[error("the stream ended inside a frame")]
    Cut,
    /// The frame is longer than this stream may carry.
    #[error("a frame of {length} bytes is longer than the {max} allowed here")]
    TooLong {
        /// Bytes announced, or handed in for writing.
        length: u64,
        /// Bytes allowed.
        max: u32,
    },
    /// The stream itself failed.
    #[error("the stream failed: {0}")]
    Stream(#[from] io::Error),
}

/// Reads the next frame of at most `max` bytes; none where the stream ended between two frames.
///
/// Not safe to cancel: a frame that was begun is lost with the future.
///
/// # Errors
///
/// [`FrameError::TooLong`] before anything is set aside for the frame, [`FrameError::Cut`] where
/// the stream ends inside a frame, [`FrameError::Stream`] where it fails.
pub async fn read_frame<R>(recv: &mut R, max: u32) -> Result<Option<Vec<u8>>, FrameError>
where
    R: AsyncRead + Unpin + ?Sized,
{
    let Some(length) = read_length(recv).await? else {
        return Ok(None);
    };
    if length > max {
        return Err(FrameError::TooLong {
            length: length.into(),
            max,
        });
    }
    let mut missing = length as usize;
    let mut frame = Vec::new();
    while missing > 0 {
        let step = missing.min(STEP);
        frame.reserve_exact(step);
        let mut part = (&mut *recv).take(step as u64);
        while part.limit() > 0 {
            if part.read_buf(&mut frame).await? == 0 {
                return Err(FrameError::Cut);
            }
        }
        missing -= step;
    }
    Ok(Some(frame))
}

/// Reads the four bytes before a frame; none where the stream ends before the first of them.
async fn read_length<R>(recv: &mut R) -> Result<Option<u32>, FrameError>
where
    R: AsyncRead + Unpin + ?Sized,
{
    let mut head = [0_u8; 4];
    let mut rest = head.as_mut_slice();
    while !rest.is_empty() {
        let before = rest.len();
        if recv.read_buf(&mut rest).await? == 0 {
            return if before == 4 {
                Ok(None)
            } else {
                Err(FrameError::Cut)
            };
        }
    }
    Ok(Some(u32::from_be_bytes(head)))
}

/// Writes one frame and flushes it.
///
/// # Errors
///
/// [`FrameError::TooLong`] where the bytes do not fit a `u32`, [`FrameError::Stream`] where the
/// stream fails.
pub async fn write_frame<W>(send: &mut W, bytes: &[u8]) -> Result<(), FrameError>
where
    W: AsyncWrite + Unpin + ?Sized,
{
    let length = u32::try_from(bytes.len()).map_err(|_overflow| FrameError::TooLong {
        length: bytes.len() as u64,
        max: u32::MAX,
    })?;
    send.write_all(&length.to_be_bytes()).await?;
    send.write_all(bytes).await?;
    send.flush().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads frames from bytes that stand for a whole stream.
    async fn read_all(mut stream: &[u8], max: u32) -> Result<Vec<Vec<u8>>, FrameError> {
        let mut frames = Vec::new();
        while let Some(frame) = read_frame(&mut stream, max).await? {
            frames.push(frame);
        }
        Ok(frames)
    }

    #[tokio::test]
    async fn frames_come_back_in_order_and_the_end_between_them_is_clean() {
        let frames: Vec<Vec<u8>> = [0, 1, 3, 1000, STEP - 1, STEP, STEP + 1, 3 * STEP]
            .iter()
            .map(|&n| vec![7; n])
            .collect();
        let mut stream = Vec::new();
        for frame in &frames {
            write_frame(&mut stream, frame).await.unwrap();
        }
        assert_eq!(read_all(&stream, 1 << 20).await.unwrap(), frames);
        assert!(
            read_all(&[], 0).await.unwrap().is_empty(),
            "no frame at all is a clean end"
        );
    }

    #[tokio::test]
    async fn an_empty_frame_is_not_the_end() {
        assert_eq!(
            read_all(&[0, 0, 0, 0], 0).await.unwrap(),
            [Vec::<u8>::new()]
        );
    }

    #[tokio::test]
    async fn a_frame_cut_anywhere_is_an_error() {
        let mut stream = Vec::new();
        write_frame(&mut stream, b"whole").await.unwrap();
        let first = stream.len();
        write_frame(&mut stream, b"cut").await.unwrap();
        for end in first + 1..stream.len() {
            let read = read_all(&stream[..end], 100).await;
            assert!(
                matches!(read, Err(FrameError::Cut)),
                "cut after {end} bytes: {read:?}"
            );
        }
    }

    #[tokio::test]
    async fn an_oversize_frame_is_refused_before_it_is_read() {
        let stream = [0, 0, 0, 5, 1, 2, 3, 4, 5];
        assert_eq!(read_all(&stream, 5).await.unwrap(), [[1, 2, 3, 4, 5]]);
        let mut rest = stream.as_slice();
        let read = read_frame(&mut rest, 4).await;
        assert!(
            matches!(read, Err(FrameError::TooLong { length: 5, max: 4 })),
            "{read:?}"
        );
        assert_eq!(rest.len(), 5, "only the length was read");
    }

    #[tokio::test]
    async fn a_claim_of_four_gigabytes_costs_what_arrived() {
        let mut stream = u32::MAX.to_be_bytes().to_vec();
        stream.extend(vec![0; 100]);
        let read = read_all(&stream, u32::MAX).await;
        assert!(matches!(read, Err(FrameError::Cut)), "{read:?}");
    }

    #[tokio::test]
    async fn many_small_frames_pass_a_narrow_pipe() {
        let (mut near, mut far) = tokio::io::duplex(7);
        let writer = tokio::spawn(async move {
            for number in 0..2000_u32 {
                write_frame(&mut near, &number.to_be_bytes()).await.unwrap();
            }
        });
        for number in 0..2000_u32 {
            let frame = read_frame(&mut far, 4).await.unwrap().unwrap();
            assert_eq!(frame, number.to_be_bytes());
        }
        assert!(read_frame(&mut far, 4).await.unwrap().is_none());
        writer.await.unwrap();
    }
}
