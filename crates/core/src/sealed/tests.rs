use super::*;
use crate::{
    card::{CardEdit, TextField},
    change::RawChange,
    chunk::{Chunk, Grant},
    id::{DocumentId, ItemId},
    item::{Item, ItemKind},
    signed::{Content, Signed, Verified},
    testing::Person,
};
use proptest::prelude::*;

const SALT: [u8; 32] = [5; 32];
const NONCE: [u8; 24] = [6; 24];

struct Letter {
    alice: Person,
    bob: Person,
    key: SealedKey,
    inner: Inner,
    header: Header,
    change: RawChange,
}

impl Letter {
    fn new() -> Self {
        let (mut alice, bob) = (Person::new("alice"), Person::new("bob"));
        let key = SealedKey::from_bytes([9; 32]);
        let inner = Inner {
            circle: CircleId::from_bytes([1; 32]),
            author: alice.keys.person(),
            kind: Kind::Vouch.name().to_owned(),
            readers: Readers::new(SALT, [bob.keys.person(), alice.keys.person()]),
        };
        let header = inner.header(&key, [2; 16]);
        let change = alice.change(&CardEdit::Text(TextField::Banner, "見本".to_owned()));
        Self {
            alice,
            bob,
            key,
            inner,
            header,
            change,
        }
    }

    fn first(&self) -> Verified<Chunk> {
        let device = self.alice.keys.signing_key();
        let writer = ChunkWriter {
            header: &self.header,
            key: &self.key,
            device: &device,
        };
        writer.first(&self.inner, NONCE, &self.change).unwrap()
    }

    /// The same chunk with something changed, signed anew by the author's device.
    fn resigned(&self, alter: impl FnOnce(&mut Chunk)) -> Verified<Chunk> {
        let mut chunk = self.first().content().clone();
        alter(&mut chunk);
        Verified::sign(chunk, &self.alice.keys.signing_key()).unwrap()
    }
}

#[test]
fn a_reader_gets_the_change_the_seal_and_the_true_kind() {
    let letter = Letter::new();
    let opened = open_chunk(&letter.header, &letter.first(), &letter.key).unwrap();
    assert_eq!(opened.change, letter.change, "the change");
    assert_eq!(opened.inner, Some(letter.inner), "kind and readers");
    assert_eq!(
        opened.seal.content().document,
        letter.header.id(),
        "the seal is about this document"
    );
}

#[test]
fn header_and_chunk_tell_nobody_else_kind_or_readers() {
    let letter = Letter::new();
    let shown = [
        crate::codec::encode(&letter.header),
        letter.first().to_bytes(),
    ]
    .concat();
    let has = |bytes: &[u8]| shown.windows(bytes.len()).any(|window| window == bytes);
    assert!(!has(b"vouch"), "the true kind is hidden");
    assert!(
        !has(letter.bob.keys.person().as_bytes()),
        "so is the reader"
    );
    assert!(!has(letter.key.as_bytes()), "and the key");
    assert!(
        !format!("{:?}", letter.key).contains('9'),
        "debug output hides the key"
    );
}

#[test]
fn short_and_long_words_make_chunks_of_one_size() {
    let mut letter = Letter::new();
    let short = letter.first().content().ciphertext.len();
    let text = "長".repeat(200);
    letter.change = letter
        .alice
        .change(&CardEdit::Text(TextField::Banner, text));
    assert_eq!(
        letter.first().content().ciphertext.len(),
        short,
        "both are filled up to one step"
    );
}

#[test]
fn another_key_document_or_place_opens_nothing() {
    let letter = Letter::new();
    let chunk = letter.first();
    assert_eq!(
        open_chunk(&letter.header, &chunk, &SealedKey::from_bytes([8; 32])),
        Err(ChunkOpenError::WrongKey),
        "the header binds the key"
    );
    let other = letter.inner.header(&letter.key, [3; 16]);
    assert_eq!(
        open_chunk(&other, &chunk, &letter.key),
        Err(ChunkOpenError::OtherDocument),
        "a chunk belongs to one document"
    );
    let moved = letter.resigned(|chunk| chunk.document = other.id());
    assert_eq!(
        open_chunk(&other, &moved, &letter.key),
        Err(ChunkOpenError::Damaged),
        "even under the same key it cannot be moved"
    );
    let later = letter.resigned(|chunk| chunk.previous = vec![ItemId::from_bytes([1; 32])]);
    assert_eq!(
        open_chunk(&letter.header, &later, &letter.key),
        Err(ChunkOpenError::Damaged),
        "nor put after another one"
    );
}

#[test]
fn nobody_signs_a_copy_of_somebody_elses_chunk() {
    let letter = Letter::new();
    let mut copied = letter.first().content().clone();
    copied.device = letter.bob.keys.device();
    let copied = Verified::sign(copied, &letter.bob.keys.signing_key()).unwrap();
    assert_eq!(
        open_chunk(&letter.header, &copied, &letter.key),
        Err(ChunkOpenError::Damaged),
        "the device is bound as well"
    );
}

#[test]
fn a_chunk_that_is_not_filled_up_is_refused() {
    let letter = Letter::new();
    let short = letter.resigned(|chunk| chunk.ciphertext.truncate(100));
    assert_eq!(
        open_chunk(&letter.header, &short, &letter.key),
        Err(ChunkOpenError::NotFilled),
        "sizes are whole steps"
    );
}

#[test]
fn a_later_chunk_follows_and_says_no_kind() {
    let mut letter = Letter::new();
    let first = letter.first();
    letter.change = letter
        .alice
        .change(&CardEdit::Text(TextField::Name, "有".to_owned()));
    let device = letter.alice.keys.signing_key();
    let writer = ChunkWriter {
        header: &letter.header,
        key: &letter.key,
        device: &device,
    };
    let next = writer
        .next(&[first.item_id()], [7; 24], &letter.change)
        .unwrap();
    let opened = open_chunk(&letter.header, &next, &letter.key).unwrap();
    assert_eq!(opened.inner, None, "said once");
    assert_eq!(
        writer.next(&[], NONCE, &letter.change),
        Err(SealError::NotOfHeader),
        "a chunk that follows nothing must say it"
    );
}

#[test]
fn readers_and_author_must_be_those_of_the_header() {
    let letter = Letter::new();
    let device = letter.alice.keys.signing_key();
    let writer = ChunkWriter {
        header: &letter.header,
        key: &letter.key,
        device: &device,
    };
    let mut others = letter.inner.clone();
    others.readers = Readers::new(SALT, [letter.alice.keys.person()]);
    let mut named = letter.inner.clone();
    named.author = letter.bob.keys.person();
    let mut nested = letter.inner.clone();
    nested.kind = Kind::Sealed.name().to_owned();
    for wrong in [others, named, nested] {
        assert_eq!(
            writer.first(&wrong, NONCE, &letter.change),
            Err(SealError::NotOfHeader),
            "the header binds it"
        );
    }
    let bobs = Person::new("bob").change(&CardEdit::Text(TextField::Name, "B".to_owned()));
    assert_eq!(
        writer.first(&letter.inner, NONCE, &bobs),
        Err(SealError::ForeignChange),
        "a device seals what it wrote"
    );
}

#[test]
fn what_is_too_large_for_a_chunk_is_refused_before_it_is_sent() {
    let mut letter = Letter::new();
    // Fits into a change, but not beside the seal.
    let text: String = (0..65_000_u32)
        .map(|n| char::from(b'a' + u8::try_from(n.wrapping_mul(7919) % 26).unwrap()))
        .collect();
    letter.change = letter
        .alice
        .change(&CardEdit::Text(TextField::Banner, text));
    let device = letter.alice.keys.signing_key();
    let writer = ChunkWriter {
        header: &letter.header,
        key: &letter.key,
        device: &device,
    };
    assert_eq!(
        writer.first(&letter.inner, NONCE, &letter.change),
        Err(SealError::TooLarge),
        "nobody would store it"
    );
}

#[test]
fn a_grant_opens_for_one_device_and_one_document() {
    let letter = Letter::new();
    let device = letter.alice.keys.signing_key();
    let bobs = letter.bob.keys.encryption_key();
    let to = x25519_dalek::PublicKey::from(&bobs).to_bytes();
    let granted = grant(&device, &letter.header, &letter.key, &to, &[4; 32]).unwrap();
    let key = unwrap_key(&letter.header, granted.content(), &bobs).unwrap();
    assert_eq!(key, letter.key, "bob has the key");
    assert_eq!(
        unwrap_key(
            &letter.header,
            granted.content(),
            &letter.alice.keys.encryption_key()
        ),
        Err(UnwrapError::NotForUs),
        "nobody else has it"
    );
    let other = letter.inner.header(&letter.key, [3; 16]);
    let mut moved = granted.content().clone();
    moved.document = other.id();
    assert_eq!(
        unwrap_key(&other, &moved, &bobs),
        Err(UnwrapError::NotForUs),
        "a grant cannot be moved to another document"
    );
    assert_eq!(
        unwrap_key(&other, granted.content(), &bobs),
        Err(UnwrapError::OtherDocument),
        "nor read beside another header"
    );
}

#[test]
fn a_grant_with_a_wrong_key_is_seen_and_a_useless_recipient_refused() {
    let letter = Letter::new();
    let bobs = letter.bob.keys.encryption_key();
    let to = x25519_dalek::PublicKey::from(&bobs).to_bytes();
    let device = letter.alice.keys.signing_key();
    let wrong = SealedKey::from_bytes([1; 32]);
    let granted = grant(&device, &letter.header, &wrong, &to, &[4; 32]).unwrap();
    assert_eq!(
        unwrap_key(&letter.header, granted.content(), &bobs),
        Err(UnwrapError::WrongKey),
        "the header binds the key"
    );
    assert_eq!(
        grant(&device, &letter.header, &letter.key, &[0; 32], &[4; 32]),
        Err(WrapError::BadRecipient),
        "everybody could open that"
    );
    let short = Grant {
        wrapped: vec![0; 79],
        ..granted.content().clone()
    };
    assert_eq!(
        unwrap_key(&letter.header, &short, &bobs),
        Err(UnwrapError::Malformed),
        "a wrapped key has one length"
    );
}

#[test]
fn the_same_randomness_makes_no_two_grants_alike() {
    let letter = Letter::new();
    let to =
        |person: &Person| x25519_dalek::PublicKey::from(&person.keys.encryption_key()).to_bytes();
    let wrap = |person: &Person, document: u8| {
        let document = DocumentId::from_bytes([document; 32]);
        wrap_key(
            &letter.key,
            letter.header.circle,
            document,
            &to(person),
            &[4; 32],
        )
        .unwrap()
    };
    let one = wrap(&letter.bob, 1);
    assert_eq!(one, wrap(&letter.bob, 1), "a pure function");
    assert_ne!(one[..32], wrap(&letter.bob, 2)[..32], "another document");
    assert_ne!(one[..32], wrap(&letter.alice, 1)[..32], "another device");
}

#[test]
fn a_circle_stores_openings_chunks_and_grants_of_its_members_only() {
    let (alice, mut bob) = (Person::new("alice"), Person::new("bob"));
    let (mut set, _) = alice.found("会");
    let mut letter = Letter::new();
    letter.inner.circle = set.circle();
    letter.header = letter.inner.header(&letter.key, [2; 16]);
    let to = x25519_dalek::PublicKey::from(&bob.keys.encryption_key()).to_bytes();
    let device = alice.keys.signing_key();
    let granted = grant(&device, &letter.header, &letter.key, &to, &[4; 32]).unwrap();
    let intake = set.admit(&[
        alice.open(&letter.header),
        Item::new(ItemKind::Chunk, letter.first().to_bytes()),
        Item::new(ItemKind::Grant, granted.to_bytes()),
    ]);
    assert_eq!(intake.stored.len(), 3, "all three are held");
    // Somebody else's chunk in her document, rightly signed and encrypted.
    letter.change = bob.change(&CardEdit::Text(TextField::Name, "B".to_owned()));
    let device = bob.keys.signing_key();
    let writer = ChunkWriter {
        header: &letter.header,
        key: &letter.key,
        device: &device,
    };
    let foreign = writer.first(&letter.inner, NONCE, &letter.change).unwrap();
    let intake = set.admit(&[Item::new(ItemKind::Chunk, foreign.to_bytes())]);
    assert!(
        intake.stored.is_empty(),
        "his device does not speak for the author"
    );
}

proptest! {
    #[test]
    fn any_flipped_bit_of_a_chunk_opens_nothing(at in 0_usize..100_000, bit in 0_u8..8) {
        let letter = Letter::new();
        let mut bytes = letter.first().to_bytes();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        let opened = Signed::from_bytes(&bytes, Chunk::LIMIT)
            .ok()
            .and_then(|signed| signed.verify::<Chunk>().ok());
        prop_assert!(opened.is_none(), "the signature covers it");
        // A thief of the device key who has not the document's key gets no further.
        let chunk = letter.resigned(|chunk| {
            let at = at % chunk.ciphertext.len();
            chunk.ciphertext[at] ^= 1 << bit;
        });
        prop_assert_eq!(open_chunk(&letter.header, &chunk, &letter.key), Err(ChunkOpenError::Damaged));
    }

    #[test]
    fn any_flipped_bit_of_a_grant_gives_no_key(at in 0_usize..80, bit in 0_u8..8) {
        let letter = Letter::new();
        let bobs = letter.bob.keys.encryption_key();
        let to = x25519_dalek::PublicKey::from(&bobs).to_bytes();
        let device = letter.alice.keys.signing_key();
        let granted = grant(&device, &letter.header, &letter.key, &to, &[4; 32]).unwrap();
        let mut changed = granted.content().clone();
        changed.wrapped[at] ^= 1 << bit;
        prop_assert!(unwrap_key(&letter.header, &changed, &bobs).is_err(), "nothing comes out");
    }
}
