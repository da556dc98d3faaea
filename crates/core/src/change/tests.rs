use super::*;
use crate::{
    card::{self, CardEdit, TextField},
    testing::Person,
};
use proptest::prelude::*;

fn good() -> RawChange {
    Person::new("alice").change(&CardEdit::Text(TextField::Banner, "はい".repeat(30)))
}

/// A chunk of the given type around a body, with a right checksum.
fn chunk(chunk_type: u8, body: &[u8]) -> Vec<u8> {
    let mut hashed = vec![chunk_type];
    hashed.extend(leb(body.len() as u64));
    hashed.extend_from_slice(body);
    let checksum: [u8; 32] = Sha256::digest(&hashed).into();
    [&MAGIC, &checksum[..4], &hashed].concat()
}

fn leb(mut value: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = u8::try_from(value & 0x7f).unwrap();
        value >>= 7;
        bytes.push(if value == 0 { low } else { low | 0x80 });
        if value == 0 {
            return bytes;
        }
    }
}

/// A positive number with room for the sign.
fn signed_leb(value: u64) -> Vec<u8> {
    let mut bytes = leb(value);
    if let Some(last) = bytes.last_mut().filter(|last| **last & 0x40 != 0) {
        *last |= 0x80;
        bytes.push(0);
    }
    bytes
}

/// A change whose one column claims `rows` rows by a run length.
fn run_length_bomb(spec: u8, rows: u64) -> Vec<u8> {
    let mut body = vec![0]; // no dependencies
    body.push(24);
    body.extend([1; 24]); // actor
    body.extend([1, 1, 0, 0, 0]); // seq, start op, time, message, other actors
    // Booleans count rows without a sign; all others are signed, positive for a run.
    let mut column = if spec & 7 == 4 {
        leb(rows)
    } else {
        signed_leb(rows)
    };
    column.push(1);
    body.extend([1, spec]);
    body.extend(leb(column.len() as u64));
    body.extend(column);
    chunk(1, &body)
}

#[test]
fn a_change_of_ours_is_read_whole() {
    let change = good();
    assert_eq!(
        RawChange::parse(&change.bytes),
        Ok(change.clone()),
        "there and back"
    );
    assert_eq!(
        change.deps,
        [crate::base::hash()],
        "it stands on the published first change"
    );
    assert!(
        change.is_by(&Person::new("alice").keys.device()),
        "its actor is alice's device"
    );
}

#[test]
fn the_ten_byte_sync_message_that_panics_the_library_is_no_change() {
    // A sync message with a bloom filter of one entry and no bits for it: a remainder by zero.
    let message = [0x42, 0, 0, 1, 0, 3, 1, 0, 7, 0];
    let panics = std::panic::catch_unwind(|| {
        use automerge::sync::{Message, State, SyncDoc};
        let (mut document, mut state) = (crate::base::document(), State::new());
        let message = Message::decode(&message).unwrap();
        document.receive_sync_message(&mut state, message).unwrap();
        document.generate_sync_message(&mut state)
    });
    assert!(
        panics.is_err(),
        "if the library learned to refuse it, this test has done its work"
    );
    assert_eq!(
        RawChange::parse(&message),
        Err(ChangeError::Frame),
        "it never reaches the library"
    );
}

#[test]
fn a_run_length_bomb_is_refused_without_expanding_it() {
    for spec in [0x00, 0x01, 0x02, 0x03, 0x04, 0x15, 0x16] {
        for rows in [1 << 22, 1 << 40, i64::MAX.unsigned_abs()] {
            let bomb = run_length_bomb(spec, rows);
            assert!(bomb.len() < 90, "{} bytes claim {rows} rows", bomb.len());
            assert_eq!(
                RawChange::parse(&bomb),
                Err(ChangeError::Columns),
                "column {spec:#x}, {rows} rows"
            );
        }
    }
}

#[test]
fn a_compressed_change_a_document_and_a_bundle_are_refused_unopened() {
    let deflate_bomb = vec![0x78; 1_000];
    assert_eq!(
        RawChange::parse(&chunk(2, &deflate_bomb)),
        Err(ChangeError::ChunkType(2)),
        "compressed"
    );
    assert_eq!(
        RawChange::parse(&chunk(0, &deflate_bomb)),
        Err(ChangeError::ChunkType(0)),
        "a document"
    );
    assert_eq!(
        RawChange::parse(&chunk(3, &deflate_bomb)),
        Err(ChangeError::ChunkType(3)),
        "a bundle"
    );
    // A compressed column inside an uncompressed change.
    assert_eq!(
        RawChange::parse(&run_length_bomb(0x0d, 1)),
        Err(ChangeError::Columns),
        "a compressed column"
    );
}

#[test]
fn a_good_prefix_with_garbage_a_cut_and_an_oversize_change_are_refused() {
    let bytes = good().bytes;
    assert_eq!(
        RawChange::parse(&[&bytes[..], b"x"].concat()),
        Err(ChangeError::Frame),
        "garbage behind"
    );
    assert_eq!(
        RawChange::parse(&[&bytes[..], &bytes].concat()),
        Err(ChangeError::Frame),
        "two at once"
    );
    assert_eq!(
        RawChange::parse(&vec![0x85; limits::CHANGE_BYTES + 1]),
        Err(ChangeError::TooLarge),
        "oversize"
    );
    for cut in 0..bytes.len() {
        assert!(
            RawChange::parse(&bytes[..cut]).is_err(),
            "cut after {cut} bytes"
        );
    }
}

#[test]
fn a_flipped_bit_is_noticed_by_the_checksum() {
    let bytes = good().bytes;
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        assert_ne!(
            RawChange::parse(&changed).map(|change| change.hash),
            Ok(good().hash),
            "byte {at}"
        );
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused_without_harm(body in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _outcome = RawChange::parse(&body);
        let _outcome = RawChange::parse(&chunk(1, &body));
    }

    /// Damaged changes with repaired checksums, as a malicious author could sign them: whatever the bounds
    /// let through, the library's panics are contained and the document stays usable.
    #[test]
    fn damaged_changes_with_a_right_checksum_never_break_a_document(at in 0_usize..400, to in any::<u8>()) {
        let mut person = Person::new("alice");
        let first = person.change(&CardEdit::Text(TextField::Name, "名".to_owned()));
        let second = person.change(&CardEdit::Text(TextField::Banner, "一言".to_owned()));
        // Behind magic, checksum, type and a length of one or two bytes stands the body.
        let start = if second.bytes[9] & 0x80 == 0 { 10 } else { 11 };
        let mut body = second.bytes[start..].to_vec();
        let at = at % body.len();
        body[at] = to;
        if let Ok(damaged) = RawChange::parse(&chunk(1, &body)) {
            let shown = crate::gate::materialise(&[first, damaged]);
            let again = automerge::Automerge::load(&shown.document.save());
            prop_assert!(again.is_ok(), "what is shown can always be saved and loaded");
            let _card = card::read(&shown.document);
        }
    }
}
