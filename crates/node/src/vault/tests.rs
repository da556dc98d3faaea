use super::*;
use otagai_core::keys::DeviceSeeds;
use tempfile::TempDir;

/// As the first version wrote them.
#[derive(Encode)]
#[cbor(array)]
struct First {
    #[n(0)]
    keys: DeviceKeys,
    #[cbor(n(1), with = "minicbor::bytes")]
    entropy: Option<[u8; 32]>,
    #[cbor(n(2), with = "minicbor::bytes")]
    file_slot: [u8; 32],
}

fn secrets(number: u8) -> (Secrets, RecoveryEntropy) {
    let entropy = RecoveryEntropy::new([number; 32]);
    let seeds = DeviceSeeds {
        device: [number ^ 0x80; 32],
        encryption: [number ^ 0x40; 32],
        credential: [number ^ 0x20; 32],
    };
    let keys = DeviceKeys::certified_by(&entropy.root_key(), &seeds).unwrap();
    (Secrets::new(keys, &entropy), entropy)
}

#[test]
fn keys_that_an_earlier_version_kept_are_read() {
    let (secrets, entropy) = secrets(1);
    for words in [Some(*entropy.as_bytes()), None] {
        let first = First {
            keys: secrets.keys.clone(),
            entropy: words,
            file_slot: secrets.file_slot,
        };
        let read = Secrets::from_bytes(&codec::encode(&first)).unwrap();
        assert!(read.keys == secrets.keys, "the keys");
        assert_eq!(
            read.copy_key(),
            words.map(|_here| entropy.copy_key()),
            "copies open with the words only where these were still here"
        );
    }
}

#[test]
fn the_words_go_and_still_open_the_copies_that_are_made_later() {
    let (mut secrets, entropy) = secrets(1);
    secrets.erase_entropy();
    assert!(secrets.entropy().is_none(), "erased");
    assert_eq!(secrets.copy_key(), Some(entropy.copy_key()), "kept");
    let copied = secrets.to_copy();
    let holds = |bytes: &[u8]| copied.windows(32).any(|window| window == bytes);
    assert!(!holds(entropy.as_bytes()), "no words in a copy");
    assert!(
        Secrets::from_bytes(&copied).unwrap() == secrets,
        "everything else"
    );
}

#[test]
fn new_keys_are_kept_beside_the_old_ones() {
    let dir = TempDir::new().unwrap();
    let data = dir.path().join("data");
    fs::create_dir(&data).unwrap();
    let vault = Vault::Folder {
        data: data.clone(),
        dir: dir.path().join("keys"),
        passphrase: Zeroizing::new("いろは".to_owned()),
    };
    let (first, second) = (secrets(1).0, secrets(2).0);
    vault.create(&first).unwrap();
    let again = vault.create(&second);
    assert!(
        matches!(again, Err(NodeError::Opening(OpeningRefusal::KeysThere))),
        "nothing is written over: {again:?}"
    );
    let other = vault.update(&second);
    assert!(
        matches!(other, Err(NodeError::Opening(OpeningRefusal::KeysThere))),
        "nor changed into another's: {other:?}"
    );
    let entry = vault.save_anew(&second).unwrap();
    assert!(
        vault.load().unwrap().unwrap() == first,
        "nothing changed yet"
    );
    fs::write(data.join(FOLDER_ID), &entry).unwrap();
    assert!(vault.load().unwrap().unwrap() == second, "now it did");
    let mut erased = second.clone();
    erased.erase_entropy();
    vault.update(&erased).unwrap();
    assert!(
        vault.load().unwrap().unwrap() == erased,
        "what changes of the own keys is kept"
    );
    assert!(
        vault.load_from(None).unwrap().unwrap() == first,
        "and the old ones are still there"
    );
    fs::write(data.join(FOLDER_ID), "../keys").unwrap();
    assert!(
        vault.load().unwrap().unwrap() == first,
        "a name that is none of ours leads nowhere else"
    );
}
