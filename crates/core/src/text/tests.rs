use super::*;
use proptest::prelude::*;

#[test]
fn a_line_is_trimmed_and_loses_what_cannot_be_seen() {
    assert_eq!(
        required("  髙﨑\n𠮷美 ", 10),
        Ok("髙﨑 𠮷美".to_owned()),
        "line breaks become spaces"
    );
    assert_eq!(
        required("a\u{202e}b\u{0}", 10),
        Ok("ab".to_owned()),
        "direction marks and controls go"
    );
    assert_eq!(
        required(" \u{3000} ", 10),
        Err(TextError::Empty),
        "full-width spaces are nothing"
    );
    assert_eq!(
        optional("あいう", 2),
        Err(TextError::TooLong(2)),
        "characters, not bytes"
    );
    assert_eq!(
        optional(&"x".repeat(100_000), 2),
        Err(TextError::TooLong(2)),
        "refused before it is copied"
    );
}

#[test]
fn a_name_is_kept_character_by_character_as_it_was_written() {
    for name in [
        "\u{fa19}田 \u{f9dc}", // 神田 隆, both out of the compatibility block
        "\u{fa10} \u{fa11}",   // 塚 﨑
        "葛\u{e0100}城 花子",  // an ideographic variation sequence
        "辻\u{fe00}",          // a standardised one
        "ｻﾄｳ ﾊﾅｺ",             // half-width kana, with their own voiced marks: ｶﾞ
        "ｶﾞ",
        "ＡＢＣ①㈱㍿",
        "\u{212b}ngström",     // the Ångström sign, a singleton
        "👩\u{200d}⚕\u{fe0f}", // a face that needs joiner and selector
    ] {
        assert_eq!(required(name, 60).as_deref(), Ok(name), "{name:?}");
        assert_eq!(required_lines(name, 60).as_deref(), Ok(name), "{name:?}");
        assert_eq!(shown(name, 60), name, "{name:?} by somebody else");
    }
}

#[test]
fn a_letter_and_its_mark_become_the_one_character_they_are() {
    for (typed, kept) in [
        ("か\u{3099}くふ", "がくふ"),
        ("ハ\u{309a}ン", "パン"),
        ("e\u{301}cole", "école"),
        ("\u{1112}\u{1161}\u{11ab}", "한"),
        // A kanji that is a mere double stays, though the mark behind it is joined to its own letter.
        ("\u{fa19}か\u{3099}", "\u{fa19}が"),
        ("\u{3099}", "\u{3099}"),
    ] {
        assert_eq!(required(typed, 60).as_deref(), Ok(kept), "{typed:?}");
    }
}

#[test]
fn a_text_of_several_lines_keeps_its_lines() {
    for (typed, kept) in [
        ("一行目\n\n三行目", "一行目\n\n三行目"),
        (
            "一\r\n二\r三\u{2028}四\u{b}五\u{85}六",
            "一\n二\n三\n四\n五\n六",
        ),
        ("  あ \t\n　い　\n\n", "あ\n　い"),
        ("あ\u{202e}\n\u{0}い", "あ\nい"),
    ] {
        let kept = kept.replace('　', " ");
        assert_eq!(required_lines(typed, 60), Ok(kept), "{typed:?}");
    }
    assert_eq!(
        required_lines("あ\nい", 2),
        Err(TextError::TooLong(2)),
        "a line break counts as one"
    );
    assert_eq!(required_lines("\n \n", 9), Err(TextError::Empty), "no text");
    assert_eq!(
        shown_lines("あ\n\u{7}い\u{202e}う", 9),
        "あ\nいう",
        "others'"
    );
    assert_eq!(shown("あ\nい", 9), "あい", "one line of others'");
}

#[test]
fn what_shows_nothing_is_no_text() {
    for nothing in [
        "",
        " \u{3000}\t\n",
        "\u{3164}",
        "\u{2800}\u{2800}",
        "\u{200d}",
        "\u{200c}\u{fe0f}",
        "\u{ffa0}",
        "\u{115f}\u{1160}",
        "\u{ad}\u{34f}",
        "\u{180e}",
        "\u{e0100}",
        "\u{e0061}\u{e007f}",
        "\u{1d159}",
        "\u{fffb}",
        "\u{2063} \u{3164}",
    ] {
        assert_eq!(required(nothing, 60), Err(TextError::Empty), "{nothing:?}");
        assert_eq!(
            required_lines(nothing, 60),
            Err(TextError::Empty),
            "{nothing:?}"
        );
        assert_eq!(optional(nothing, 60), Ok(String::new()), "{nothing:?}");
        assert_eq!(shown(nothing, 60), "", "{nothing:?} by somebody else");
    }
    for something in ["。", "̈", "ー", "👻", "\u{e000}", "1"] {
        assert!(required(something, 60).is_ok(), "{something:?}");
    }
}

#[test]
fn names_are_one_where_only_their_writing_differs() {
    for (one, other) in [
        ("\u{fa19}", "神"),
        ("葛\u{e0100}城", "葛城"),
        ("ＰＴＡ", "pta"),
        ("ｶﾞｲﾄﾞ", "ガイド"),
        ("か\u{3099}", "が"),
        ("看護師 ", "看護師"),
        ("1on1　研修", "1on1 研修"),
        ("看護\u{200b}師", "看護師"),
    ] {
        assert!(same(one, other), "{one:?} and {other:?}");
    }
    for (one, other) in [
        ("看護師", "准看護師"),
        ("ガイド", "がいど"),
        ("髙", "高"),
        ("司会 進行", "司会進行"),
    ] {
        assert!(!same(one, other), "{one:?} and {other:?}");
    }
}

#[test]
fn a_secret_has_one_spelling_on_every_system() {
    for (one, other) in [("か\u{3099}", "が"), ("\u{212b}", "Å"), ("\u{fa19}", "神")] {
        assert_eq!(spelling(one), spelling(other), "{one:?}");
    }
}

proptest! {
    #[test]
    fn cleaning_again_changes_nothing(text in "\\PC{0,40}|[\\n\\r か\u{3099}e\u{301}\u{fa19}]{0,20}") {
        for clean in [optional, optional_lines] {
            let once = clean(&text, 400).unwrap();
            prop_assert_eq!(clean(&once, 400).unwrap(), once);
        }
    }

    #[test]
    fn no_character_is_exchanged_for_another(name in "[\u{f900}-\u{fad9}\u{2f800}-\u{2fa1d}一-鿋Ａ-ｚｦ-ﾟ]{1,20}") {
        prop_assert_eq!(required(&name, 60).unwrap(), name);
    }
}
