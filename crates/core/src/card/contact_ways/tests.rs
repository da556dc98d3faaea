use super::*;
use crate::{base, card, card::CardEdit, gate};
use ContactKind::{Line, Mail, Other, Phone};
use automerge::{Automerge, ObjType, transaction::Transactable};

fn way(kind: ContactKind, value: &str) -> ContactWay {
    ContactWay::new(kind, value, "").unwrap()
}

#[test]
fn a_telephone_number_is_taken_as_it_is_typed_and_dialled_without_its_signs() {
    for (typed, plain, dialled) in [
        ("00-0000-0001", "00-0000-0001", "tel:0000000001"),
        ("０３ー００００ー０００１", "03-0000-0001", "tel:0300000001"),
        (
            "０９０－００００－０００１",
            "090-0000-0001",
            "tel:09000000001",
        ),
        (
            "０９０−００００‐０００１",
            "090-0000-0001",
            "tel:09000000001",
        ),
        ("(03) 0000-0001", "(03) 0000-0001", "tel:0300000001"),
        (
            "（０３）００００―０００１",
            "(03)0000-0001",
            "tel:0300000001",
        ),
        ("03(0000)0001", "03(0000)0001", "tel:0300000001"),
        ("090 0000 0001", "090 0000 0001", "tel:09000000001"),
        ("09000000001", "09000000001", "tel:09000000001"),
        ("+81 3-0000-0001", "+81 3-0000-0001", "tel:+81300000001"),
        (
            "＋８１ ３ ００００ ０００１",
            "+81 3 0000 0001",
            "tel:+81300000001",
        ),
        (
            "+81 (0)3-0000-0001",
            "+81 (0)3-0000-0001",
            "tel:+81300000001",
        ),
        (
            "(+81) 90.0000.0001",
            "(+81) 90.0000.0001",
            "tel:+819000000001",
        ),
        ("00-0001", "00-0001", "tel:000001"),
        (
            "+123456789012345",
            "+123456789012345",
            "tel:+123456789012345",
        ),
    ] {
        let way = way(Phone, typed);
        assert_eq!(way.value, typed, "as it was typed");
        assert_eq!(way.plain(), plain, "{typed}");
        assert_eq!(way.address().as_deref(), Some(dialled), "{typed}");
    }
    // As a list of contacts on Windows hands it out, and as a page does.
    for pasted in ["\u{202d}00-0000-0001\u{202c}", "00-\u{200b}0000-\u{ad}0001"] {
        let pasted = way(Phone, pasted);
        assert_eq!(pasted.address().as_deref(), Some("tel:0000000001"));
        assert_eq!(pasted.key(), way(Phone, "00-0000-0001").key());
    }
    let spaces = ContactWay::new(Phone, "\u{3000}00-0000-0001 \n", " 平日の昼 ").unwrap();
    assert_eq!(
        (spaces.value.as_str(), spaces.note.as_str()),
        ("00-0000-0001", "平日の昼"),
        "what stands around it goes"
    );
}

#[test]
fn what_is_no_telephone_number_is_refused_with_its_reason() {
    use ContactFault::{PhoneLength, PhoneSigns};
    for (typed, fault) in [
        ("", ContactFault::Text(TextError::Empty)),
        ("\u{3000}", ContactFault::Text(TextError::Empty)),
        ("03-0000-0001(昼)", PhoneSigns),
        ("電話してね", PhoneSigns),
        ("090-0000-000l", PhoneSigns),
        ("00-0000+0001", PhoneSigns),
        ("++810000001", PhoneSigns),
        ("*21*0000000001#", PhoneSigns),
        ("00-0000-0001,,9", PhoneSigns),
        ("hitomi@example.jp", PhoneSigns),
        ("119", PhoneLength),
        ("----------", PhoneLength),
        ("03-00", PhoneLength),
        ("1234567890123456", PhoneLength),
        (
            "0000000000 0000000000 0000000000 000000000",
            ContactFault::Text(TextError::TooLong(40)),
        ),
    ] {
        assert_eq!(ContactWay::new(Phone, typed, ""), Err(fault), "{typed}");
    }
}

#[test]
fn a_mail_address_is_taken_as_it_is_typed_and_opened_without_anything_else() {
    for (typed, plain, opened) in [
        (
            "hitomi@example.jp",
            "hitomi@example.jp",
            "mailto:hitomi@example.jp",
        ),
        (
            "Ｈｉｔｏｍｉ＠ｅｘａｍｐｌｅ．ｊｐ",
            "Hitomi@example.jp",
            "mailto:Hitomi@example.jp",
        ),
        (
            "hitomi@example。jp",
            "hitomi@example.jp",
            "mailto:hitomi@example.jp",
        ),
        (
            "hitomi.reibun+kai@mail.example.co.jp",
            "hitomi.reibun+kai@mail.example.co.jp",
            "mailto:hitomi.reibun%2Bkai@mail.example.co.jp",
        ),
        // As Japanese telephone companies gave them out.
        (
            "hitomi..r.@example.ne.jp",
            "hitomi..r.@example.ne.jp",
            "mailto:hitomi..r.@example.ne.jp",
        ),
        (
            "a?subject=x&body=y%@example.jp",
            "a?subject=x&body=y%@example.jp",
            "mailto:a%3Fsubject%3Dx%26body%3Dy%25@example.jp",
        ),
        (
            "kai@例文.jp",
            "kai@例文.jp",
            "mailto:kai@%E4%BE%8B%E6%96%87.jp",
        ),
    ] {
        let way = way(Mail, typed);
        assert_eq!(way.value, typed, "as it was typed");
        assert_eq!(way.plain(), plain, "{typed}");
        assert_eq!(way.address().as_deref(), Some(opened), "{typed}");
    }
}

#[test]
fn what_is_no_mail_address_is_refused() {
    let long = format!("{}@example.jp", "a".repeat(65));
    for typed in [
        "hitomi",
        "hitomi@",
        "@example.jp",
        "hitomi@example",
        "hitomi@example.",
        "hitomi@.jp",
        "hitomi@exa mple.jp",
        "hitomi reibun@example.jp",
        "ひとみ@example.jp",
        "hitomi@example.123",
        "hitomi@-example.jp",
        "hitomi@example.jp, kiku@example.jp",
        "hitomi@kiku@example.jp",
        "<hitomi@example.jp>",
        "mailto:hitomi@example.jp",
        "00-0000-0001",
        &long,
    ] {
        let refused = ContactWay::new(Mail, typed, "");
        assert_eq!(refused, Err(ContactFault::Mail), "{typed}");
    }
}

#[test]
fn line_is_an_id_or_a_link_and_opens_nothing() {
    for (typed, plain) in [
        ("mihon.sakura", "mihon.sakura"),
        ("mihon_sakura-01", "mihon_sakura-01"),
        ("ｍｉｈｏｎ", "mihon"),
        ("@otagai-mihon", "@otagai-mihon"),
        (
            "https://line.me/ti/p/AbC-123_x",
            "https://line.me/ti/p/AbC-123_x",
        ),
        ("line.me/ti/p/~mihon", "line.me/ti/p/~mihon"),
        (
            "HTTPS://LINE.ME/R/ti/p/%40mihon",
            "HTTPS://LINE.ME/R/ti/p/%40mihon",
        ),
        ("https://lin.ee/AbC123", "https://lin.ee/AbC123"),
    ] {
        let way = way(Line, typed);
        assert_eq!((way.value.as_str(), way.plain().as_str()), (typed, plain));
        assert_eq!(way.address(), None, "{typed}");
    }
    for typed in [
        "ab",
        "さくら",
        "mihon sakura",
        "mihon@sakura",
        "a-name-that-is-far-too-long",
        "https://line.me/",
        "https://line.me",
        "https://line.me.example.jp/ti/p/x",
        "https://example.jp/line.me/",
        "https://line.me@example.jp/x",
        "javascript:alert(1)//line.me/x",
        "https://line.me/ti/p/さくら",
    ] {
        let refused = ContactWay::new(Line, typed, "");
        assert_eq!(refused, Err(ContactFault::Line), "{typed}");
    }
}

#[test]
fn anything_else_says_what_it_is_and_opens_nothing() {
    let way = ContactWay::new(Other, "https://example.jp/mihon", "ブログ").unwrap();
    assert_eq!(way.plain(), "https://example.jp/mihon");
    assert_eq!(way.address(), None, "copied, never opened");
    assert_eq!(
        ContactWay::new(Other, "東京都…", ""),
        Err(ContactFault::Text(TextError::Empty)),
        "what is it?"
    );
    assert_eq!(
        ContactWay::new(Other, &"字".repeat(201), "住所"),
        Err(ContactFault::Text(TextError::TooLong(200)))
    );
    assert_eq!(
        ContactWay::new(Phone, "00-0000-0001", &"字".repeat(41)),
        Err(ContactFault::Text(TextError::TooLong(40)))
    );
}

#[test]
fn the_same_way_in_another_spelling_is_the_same_way() {
    for (kind, one, other) in [
        (Phone, "０３ー００００ー０００１", "03 0000 0001"),
        (Phone, "+81 (0)3-0000-0001", "+81-3-0000-0001"),
        (Mail, "Hitomi@Example.jp", "hitomi@example.jp"),
        (Line, "https://line.me/ti/p/AbC", "line.me/ti/p/AbC"),
        (Line, "Mihon", "mihon"),
    ] {
        assert_eq!(way(kind, one).key(), way(kind, other).key(), "{one}");
    }
    assert_ne!(
        way(Phone, "00-0000-0001").key(),
        way(Phone, "00-0000-0002").key()
    );
    assert_ne!(
        way(Line, "https://line.me/ti/p/AbC").key(),
        way(Line, "https://line.me/ti/p/abc").key(),
        "a link knows large letters"
    );
}

fn document(edits: &[CardEdit]) -> Automerge {
    let mut document = base::document();
    for edit in edits {
        gate::edit(&mut document, [1; 24], 0, |transaction| {
            card::write(transaction, edit)
        })
        .unwrap();
    }
    document
}

#[test]
fn ways_keep_their_order_are_changed_by_the_same_one_and_taken_away() {
    let phone = ContactWay::new(Phone, "00-0000-0001", "平日").unwrap();
    let again = ContactWay::new(Phone, "００ー００００ー０００１", "夜").unwrap();
    let (line, mail) = (way(Line, "mihon"), way(Mail, "mihon@example.jp"));
    let edits = [
        CardEdit::ContactWay(phone),
        CardEdit::ContactWay(line.clone()),
        CardEdit::ContactWay(mail.clone()),
        CardEdit::ContactWay(again.clone()),
        CardEdit::RemoveContactWay(line.key()),
        CardEdit::RemoveContactWay("phone:0".to_owned()),
    ];
    assert_eq!(read(&document(&edits)), [again, mail]);
}

#[test]
fn wishes_and_ways_leave_each_other_alone() {
    let wish = card::Wish {
        kind: card::WishKind::Learn,
        what: "phone:000001".into(),
    };
    let phone = way(Phone, "00-0001");
    let edits = [
        CardEdit::ContactWay(phone.clone()),
        CardEdit::Wish(wish.clone()),
    ];
    let both = card::read(&document(&edits));
    assert_eq!((both.wishes, both.contact_ways), (vec![wish], vec![phone]));
}

#[test]
fn one_device_writes_a_number_and_another_its_note_and_never_is_one_half_of_each() {
    let mut here = base::document();
    let mut there = base::document();
    let one = ContactWay::new(Phone, "00-0000-0001", "平日の昼").unwrap();
    let other = ContactWay::new(Phone, "００ー００００ー０００１", "土日").unwrap();
    let write = |document: &mut Automerge, actor, way: &ContactWay| {
        gate::edit(document, actor, 0, |transaction| write(transaction, way))
            .unwrap()
            .unwrap()
    };
    let changes = [
        write(&mut here, [1; 24], &one),
        write(&mut there, [2; 24], &other),
    ];
    let merged = read(&gate::materialise(&changes).document);
    assert!(merged == [one] || merged == [other], "{merged:?}");
}

#[test]
fn what_a_strangers_program_wrote_is_shown_within_bounds_and_never_dialled() {
    let mut document = base::document();
    let mut transaction = document.transaction();
    let map = fields::map(&transaction, &ROOT, ENTRIES).unwrap();
    for (key, value) in [
        ("phone:*21#", "0\n*21#\n"),
        ("phone:0000000001", "1\n00-0000-0001\n平日"),
        // Under another name than its own.
        ("phone:1", "2\n００-００００-０００１\n"),
        ("phone:2", "no place\n00-0002\n"),
        ("phone:3", ""),
        ("pigeon:4", "3\nくるっく\n"),
        ("other:箱", "-5\n箱\n"),
        ("other:", "-9\n\u{200b}\n"),
    ] {
        transaction.put(&map, key, value).unwrap();
    }
    transaction
        .put_object(&map, "mail:a@example.jp", ObjType::Map)
        .unwrap();
    for number in 10..20 {
        let key = format!("phone:0000{number}");
        let value = format!("{number}\n00-00{number}\n{}\nmore", "長".repeat(99));
        transaction.put(&map, key, value).unwrap();
    }
    transaction.commit();
    let read = read(&document);
    let values: Vec<_> = read.iter().map(|way| way.value.as_str()).collect();
    assert_eq!(
        values,
        [
            "箱",
            "*21#",
            "00-0000-0001",
            "00-0010",
            "00-0011",
            "00-0012"
        ],
        "six, in their order"
    );
    assert_eq!(read[1].address(), None, "nobody dials that");
    assert_eq!(read[1].plain(), "*21#", "as it was written");
    assert_eq!(read[3].note.chars().count(), 40, "cut");
}
