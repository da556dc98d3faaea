//! Words of cards, names among them, by other ways of writing them.

use super::*;

fn called(name: &str, reading: &str) -> Card {
    Card {
        name: name.to_owned(),
        reading: reading.to_owned(),
        ..Card::default()
    }
}

#[test]
fn a_name_is_found_in_latin_letters_in_either_order() {
    let cards = [
        called("佐藤 花子", "さとう はなこ"),
        called("伊藤 健一", "いとう けんいち"),
        called("阿部 純", "あべ じゅん"),
        called("加藤 優子", "かとう ゆうこ"),
        called("森 あかり", "もり あかり"),
        called("大野 誠", "おおの まこと"),
        called("本間 みき", "ほんまみき"),
    ];
    for (line, right) in [
        ("sato", 1),
        ("satoh", 1),
        ("Satō", 1),
        ("さとう", 1),
        ("Hanako Sato", 1),
        ("Sato Hanako", 1),
        ("ito", 2),
        ("Kenichi Itoh", 2),
        ("abe", 3),
        ("kato", 4),
        ("Yuko Katou", 4),
        ("mori", 5),
        ("ohno", 6),
        ("oono", 6),
        ("ONO", 6),
        ("homma", 7),
    ] {
        assert_eq!(found(&cards, line), [right], "{line}");
    }
}

#[test]
fn a_name_is_found_by_kanji_that_are_written_in_another_way() {
    let cards = [
        called("葛\u{e0100}城 隆", ""),
        called("廣瀨 美咲", ""),
        called("長\u{2f95}川 守", ""),
        called("髙﨑 房雄", ""),
        called("齋藤 律", ""),
        called("渡邉 学", ""),
    ];
    for (line, right) in [
        ("葛城", 1),
        ("広瀬", 2),
        ("廣瀬", 2),
        ("長谷川", 3),
        ("高崎さん", 4),
        ("斉藤", 5),
        ("斎藤", 5),
        ("齊藤", 5),
        ("渡辺", 6),
        ("渡邊", 6),
    ] {
        assert_eq!(found(&cards, line), [right], "{line}");
    }
}

#[test]
fn a_word_of_the_card_is_found_by_its_reading_where_that_is_certain() {
    let skilled = |skill: &str| Card {
        strengths: vec![strength(skill, Level::Do)],
        ..Card::default()
    };
    let cards = [
        skilled("登山"),
        skilled("写真撮影"),
        skilled("とざん"),
        skilled("校正"),
        skilled("攻勢"),
    ];
    assert_eq!(found(&cards, "とざん"), [1, 3], "by its reading");
    assert_eq!(found(&cards, "トザン"), [1, 3], "in katakana");
    assert_eq!(found(&cards, "tozan"), [1, 3], "in Latin letters");
    assert_eq!(found(&cards, "登山"), [1, 3], "and the other way round");
    assert_eq!(found(&cards, "さつえい"), [2], "a part of it");
    assert_eq!(
        found(&cards, "校正"),
        [4],
        "what only sounds alike is another word"
    );
}
