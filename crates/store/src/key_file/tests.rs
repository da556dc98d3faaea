use super::*;

fn key() -> DatabaseKey {
    DatabaseKey::new([7; 32])
}

fn filled() -> KeyFile {
    let mut file = KeyFile::new(&key());
    file.put_device(&key(), &[1; 32], [11; 24]).unwrap();
    file.put_phrase(&key(), &[2; 32], [12; 24]).unwrap();
    let seeds = PassphraseSeeds {
        salt: [13; 16],
        nonce: [14; 24],
    };
    file.put_passphrase(&key(), "ひらけ ごま", &seeds).unwrap();
    file
}

#[test]
fn each_slot_gives_the_key_and_a_wrong_one_is_told_so() {
    let place = tempfile::tempdir().unwrap();
    let folder = Folder::lock(place.path(), "test").unwrap();
    assert!(
        matches!(KeyFile::read(&folder), Err(KeyFileError::Missing)),
        "nothing there yet"
    );
    filled().write(&folder).unwrap();
    let mut file = KeyFile::read(&folder).unwrap();
    assert_eq!(file, filled(), "read back as written");
    assert_eq!(file.open_device(&[1; 32]).unwrap(), key(), "device");
    assert_eq!(file.open_phrase(&[2; 32]).unwrap(), key(), "words");
    assert_eq!(
        file.open_passphrase(" ひらけ\u{3000}ごま ").unwrap(),
        key(),
        "however it is spaced"
    );
    for wrong in [
        file.open_device(&[2; 32]),
        file.open_phrase(&[1; 32]),
        file.open_passphrase("ひらけごま"),
    ] {
        assert!(matches!(wrong, Err(KeyFileError::WrongKey)), "{wrong:?}");
    }
    file.remove_passphrase();
    assert!(
        matches!(
            file.open_passphrase("ひらけ ごま"),
            Err(KeyFileError::NoSlot)
        ),
        "no passphrase any more"
    );
    let other = DatabaseKey::new([8; 32]);
    assert!(
        matches!(
            file.put_device(&other, &[1; 32], [0; 24]),
            Err(KeyFileError::WrongKey)
        ),
        "a slot for another key would lose the data"
    );
}

#[test]
fn any_damaged_byte_is_damage_and_a_later_version_is_newer() {
    let bytes = filled().to_bytes();
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1;
        let read = KeyFile::from_bytes(&damaged);
        assert!(matches!(read, Err(KeyFileError::Damaged)), "byte {at}");
    }
    assert!(
        matches!(
            KeyFile::from_bytes(&bytes[..bytes.len() - 1]),
            Err(KeyFileError::Damaged)
        ),
        "cut short"
    );
    let newer = frame::wrap(NAME, VERSION + 1, b"anything");
    assert!(
        matches!(KeyFile::from_bytes(&newer), Err(KeyFileError::Newer)),
        "a later version"
    );
}

#[test]
fn the_key_does_not_stand_in_the_file() {
    let bytes = filled().to_bytes();
    assert!(
        !bytes.windows(8).any(|window| window == [7; 8]),
        "not even a part of it"
    );
}
