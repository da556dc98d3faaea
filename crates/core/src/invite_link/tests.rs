use super::*;
use proptest::prelude::*;

fn link() -> InviteLink {
    InviteLink {
        circle: CircleId::from_bytes([9; 32]),
        name: "コーチングの勉強会".into(),
        purpose: "教え合い、仕事を紹介し合う".into(),
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
fn a_link_reads_back_what_it_says_however_it_was_pasted() {
    let text = link().to_string();
    assert!(
        text.len() < 420,
        "{} characters: still a QR code that a phone reads",
        text.len()
    );
    let (start, end) = text.split_at(60);
    for pasted in [
        text.clone(),
        format!("こちらです。\n「{text}」\nよろしくお願いします"),
        format!("  {start}\n{end}\r\n"),
        text.replacen("otagai:", "OTAGAI://", 1),
        text.chars()
            .map(|c| if c == 'A' { 'Ａ' } else { c })
            .collect(),
    ] {
        assert_eq!(
            InviteLink::parse(&pasted),
            Ok(link()),
            "pasted as {pasted:?}"
        );
    }
}

#[test]
fn a_wrong_link_is_refused_with_its_reason() {
    let text = link().to_string();
    assert_eq!(
        InviteLink::parse("こんにちは"),
        Err(LinkError::NotOurs),
        "no link in it"
    );
    assert_eq!(
        InviteLink::parse(text.get(..text.len() - 3).unwrap()),
        Err(LinkError::Damaged),
        "its end is missing"
    );
    assert_eq!(
        InviteLink::parse(&format!("otagai:{}", "a".repeat(10_000))),
        Err(LinkError::TooLong),
        "10,000 characters"
    );
    assert_eq!(
        InviteLink::parse("otagai:"),
        Err(LinkError::Damaged),
        "nothing behind the scheme"
    );
}

proptest! {
    #[test]
    fn one_mistyped_character_is_noticed(at in 7_usize..300, letter in "[A-Za-z0-9_-]") {
        let text = link().to_string();
        let at = at % (text.len() - 7) + 7;
        let mut typed = text.clone();
        typed.replace_range(at..=at, &letter);
        prop_assume!(typed != text);
        prop_assert!(InviteLink::parse(&typed).is_err(), "changed at {}", at);
    }

    #[test]
    fn any_text_is_read_or_refused_without_harm(text in ".{0,600}") {
        let _outcome = InviteLink::parse(&format!("otagai:{text}"));
    }
}
