//! The body of a change after its dependencies: how much its run-length columns claim, without expanding.
//!
//! Column layout: automerge's binary format specification, "change chunks" and "column encoding".

use crate::limits;

/// The fields in front of the columns.
pub(super) struct Head<'a> {
    /// The actor that wrote the change.
    pub(super) actor: &'a [u8],
    /// Its sequence number.
    pub(super) seq: u64,
}

/// Reads actor, seq, start op, time, message and the other actors.
pub(super) fn head<'a>(body: &mut &'a [u8]) -> Option<Head<'a>> {
    let actor_len = unsigned(body)?;
    let actor = take(body, actor_len)?;
    let seq = unsigned(body)?;
    let start_op = unsigned(body)?;
    if seq == 0 || start_op == 0 || start_op > u64::from(u32::MAX) {
        return None;
    }
    signed(body)?; // time, seconds; claimed by the author, decides nothing
    let message_len = unsigned(body)?;
    take(body, message_len)?;
    let others = unsigned(body)?;
    if others > limits::CHANGE_ACTORS {
        return None;
    }
    for _ in 0..others {
        let len = unsigned(body)?;
        take(body, len)?;
    }
    Some(Head { actor, seq })
}

/// Bounds rows and expanded text of every column.
pub(super) fn bounded(mut body: &[u8]) -> Option<()> {
    let count = unsigned(&mut body)?;
    if count > limits::CHANGE_COLUMNS {
        return None;
    }
    let mut columns = Vec::new();
    for _ in 0..count {
        let spec = unsigned(&mut body)?;
        columns.push((spec, unsigned(&mut body)?));
    }
    for (spec, len) in columns {
        column(spec, take(&mut body, len)?)?;
    }
    Some(())
}

/// Column types, the low three bits of a specification.
const GROUP: u64 = 0;
const DELTA: u64 = 3;
const BOOLEAN: u64 = 4;
const STRING: u64 = 5;
const VALUE_META: u64 = 6;
const VALUE: u64 = 7;
/// The bit that marks a compressed column; never on the wire.
const DEFLATE: u64 = 8;

fn column(spec: u64, mut data: &[u8]) -> Option<()> {
    if spec & DEFLATE != 0 {
        return None;
    }
    let kind = spec & 7;
    let (mut rows, mut expanded) = (0_u64, 0_u64);
    match kind {
        VALUE => {}
        BOOLEAN => {
            while !data.is_empty() {
                rows = rows.checked_add(unsigned(&mut data)?)?;
            }
        }
        _ => {
            while !data.is_empty() {
                let (values, times) = match signed(&mut data)? {
                    0 => (0, unsigned(&mut data)?),
                    run if run > 0 => (1, run.unsigned_abs()),
                    literal => (literal.unsigned_abs(), 1),
                };
                if values == 0 {
                    rows = rows.checked_add(times)?;
                }
                if values > limits::CHANGE_ROWS {
                    return None;
                }
                for _ in 0..values {
                    let size = value(kind, &mut data)?;
                    rows = rows.checked_add(times)?;
                    expanded = expanded.checked_add(size.checked_mul(times)?)?;
                }
            }
        }
    }
    // A group column's values are themselves counts of rows elsewhere.
    let allowed = if kind == GROUP {
        limits::CHANGE_ROWS
    } else {
        limits::CHANGE_EXPANDED_BYTES
    };
    (rows <= limits::CHANGE_ROWS && expanded <= allowed).then_some(())
}

/// Reads one value and says how much it stands for once expanded: bytes of text, bytes of a value, rows.
fn value(kind: u64, data: &mut &[u8]) -> Option<u64> {
    match kind {
        STRING => {
            let len = unsigned(data)?;
            take(data, len)?;
            Some(len)
        }
        DELTA => signed(data).map(|_| 0),
        VALUE_META => unsigned(data).map(|meta| meta >> 4),
        GROUP => unsigned(data),
        _ => unsigned(data).map(|_| 0),
    }
}

/// An unsigned LEB128 number of at most 64 bits.
pub(super) fn unsigned(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        let low = u64::from(byte & 0x7f);
        if shift == 63 && low > 1 {
            return None;
        }
        value |= low << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

/// A signed LEB128 number of at most 64 bits.
pub(super) fn signed(bytes: &mut &[u8]) -> Option<i64> {
    let mut value = 0_i64;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= i64::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            let width = shift + 7;
            let negative = byte & 0x40 != 0;
            return Some(if negative && width < 64 {
                value | (-1_i64 << width)
            } else {
                value
            });
        }
    }
    None
}

/// The next `len` bytes.
pub(super) fn take<'a>(bytes: &mut &'a [u8], len: u64) -> Option<&'a [u8]> {
    let (taken, rest) = bytes.split_at_checked(usize::try_from(len).ok()?)?;
    *bytes = rest;
    Some(taken)
}
