use super::*;

mod pasted;

fn link() -> InviteLink {
    InviteLink {
        circle: CircleId::from_bytes([9; 32]),
        name: "コーチングの勉強会".into(),
        inviter: "ひとみ".into(),
        seed: [5; 16],
        hosts: vec![Host {
            device: DeviceId::from_bytes([3; 32]),
            addresses: vec![
                "192.168.1.20:45001".parse().unwrap(),
                "[fe80::1]:45001".parse().unwrap(),
            ],
        }],
    }
}

#[test]
fn a_link_reads_back_what_it_says() {
    let text = link().to_string();
    assert_eq!(InviteLink::parse(&text), Ok(link()), "{text}");
    assert!(
        text.len() < 300,
        "{} characters: a QR code that a phone reads",
        text.len()
    );
}

#[test]
fn the_longest_link_is_read_and_still_is_a_code_that_a_phone_reads() {
    let address = |n: u16| SocketAddr::from(([0xfd00, 0, 0, 0, 0, 0, 0, n], 45_001));
    let longest = InviteLink {
        name: "会".repeat(60),
        inviter: "👩".repeat(60),
        hosts: (0..4)
            .map(|n| Host {
                device: DeviceId::from_bytes([n; 32]),
                addresses: (0..6).map(address).collect(),
            })
            .collect(),
        ..link()
    };
    let text = longest.to_string();
    assert_eq!(InviteLink::parse(&text), Ok(longest), "read back");
    // ISO/IEC 18004: a code of version 40 holds 2,953 bytes.
    assert!(text.len() < 1_700, "{} characters", text.len());
    let mut endless = link();
    endless.name = "会".repeat(100_000);
    let cut = InviteLink::parse(&endless.to_string()).unwrap();
    assert_eq!(cut.name, "会".repeat(60), "a name is cut, nothing panics");
}

#[test]
fn a_wrong_link_is_refused_with_its_reason() {
    let text = link().to_string();
    for (pasted, why) in [
        ("こんにちは", LinkError::NotOurs),
        ("", LinkError::NotOurs),
        ("otagai", LinkError::NotOurs),
        ("otagaiの約束: 助け合う", LinkError::NotOurs),
        ("https://otagai.example/AYZY", LinkError::NotOurs),
        ("otagai:", LinkError::Damaged),
        ("OTAGAI://AQ", LinkError::Damaged),
        ("otagai:こちらです", LinkError::Damaged),
        (text.get(..text.len() - 3).unwrap(), LinkError::Damaged),
        (text.get(..30).unwrap(), LinkError::Damaged),
    ] {
        assert_eq!(InviteLink::parse(pasted), Err(why), "{pasted:?}");
    }
    assert_eq!(
        InviteLink::parse(&format!("otagai:{}", "a".repeat(20_000))),
        Err(LinkError::TooLong),
        "20,007 characters"
    );
}

#[test]
fn a_link_of_a_later_version_is_said_to_be_so_unless_one_of_ours_stands_beside_it() {
    let payload = b"whatever it says";
    let length = u16::try_from(payload.len()).unwrap();
    let mut bytes = vec![VERSION + 1];
    bytes.extend(length.to_be_bytes());
    bytes.extend(checksum_of(VERSION + 1, length, payload));
    bytes.extend(payload);
    let later = format!("otagai:{}", BASE64URL_NOPAD.encode(&bytes));
    assert_eq!(InviteLink::parse(&later), Err(LinkError::Newer), "alone");
    let beside = format!("otagai:????\n{later} otagai:AQ");
    assert_eq!(
        InviteLink::parse(&beside),
        Err(LinkError::Newer),
        "beside others"
    );
    let both = format!("{later}\n{}", link());
    assert_eq!(InviteLink::parse(&both), Ok(link()), "ours is taken");
}

#[test]
fn of_two_whole_links_the_first_is_taken() {
    let other = InviteLink {
        name: "別の会".into(),
        ..link()
    };
    let both = format!("{other}\n{}", link());
    assert_eq!(InviteLink::parse(&both), Ok(other), "the first");
}
