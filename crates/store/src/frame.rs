//! The outside of our small files: eight bytes that name the file, a version, a checksum, the content.
//!
//! The checksum covers the version and is the same in all versions, so that a damaged version byte is damage
//! and not a newer program.

/// Why the outside of a file was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EnvelopeError {
    Damaged,
    Newer,
}

/// Largest file that is read, bytes.
pub(crate) const FILE_BYTES: usize = 64 * 1024;

/// Puts a frame around content.
pub(crate) fn wrap(name: [u8; 8], version: u8, content: &[u8]) -> Vec<u8> {
    let mut bytes = name.to_vec();
    bytes.push(version);
    bytes.extend_from_slice(&checksum(name, version, content));
    bytes.extend_from_slice(content);
    bytes
}

/// Takes the frame off.
pub(crate) fn unwrap(name: [u8; 8], known: u8, bytes: &[u8]) -> Result<&[u8], EnvelopeError> {
    let (found, rest) = bytes
        .split_first_chunk::<8>()
        .ok_or(EnvelopeError::Damaged)?;
    let (version, rest) = rest.split_first().ok_or(EnvelopeError::Damaged)?;
    let (sum, content) = rest
        .split_first_chunk::<16>()
        .ok_or(EnvelopeError::Damaged)?;
    if *found != name || *sum != checksum(name, *version, content) {
        return Err(EnvelopeError::Damaged);
    }
    if *version > known {
        return Err(EnvelopeError::Newer);
    }
    Ok(content)
}

pub(crate) fn checksum(name: [u8; 8], version: u8, content: &[u8]) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new_derive_key("otagai 2026 checksum of a file");
    hasher.update(&name);
    hasher.update(&[version]);
    hasher.update(content);
    *hasher
        .finalize()
        .as_bytes()
        .first_chunk()
        .unwrap_or(&[0; 16])
}
