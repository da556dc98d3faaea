use super::*;

fn entropy() -> RecoveryEntropy {
    RecoveryEntropy::new([42; 32])
}

/// The Japanese words of [`entropy`], each as `each` writes it with its place from 1, and what stands between them.
fn typed(between: &str, each: impl Fn(usize, &str) -> String) -> String {
    let words = entropy().words(WordList::Japanese);
    let each: Vec<String> = (1..).zip(&words).map(|(n, word)| each(n, word)).collect();
    each.join(between)
}

fn katakana(word: &str) -> String {
    let letter = |c: char| match c {
        'ぁ'..='ん' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
        other => other,
    };
    word.chars().map(letter).collect()
}

#[test]
fn the_words_bring_the_same_person_back_in_both_languages() {
    for list in [WordList::Japanese, WordList::English] {
        let words = entropy().words(list);
        assert_eq!(words.len(), 24, "24 words");
        assert_eq!(
            RecoveryEntropy::from_words(&words.join(" ")),
            Ok(entropy()),
            "{list:?}"
        );
    }
}

#[test]
fn words_are_read_however_they_were_written_down() {
    let as_it_is = |_: usize, word: &str| word.to_owned();
    let every = [
        typed("\u{3000}", as_it_is),
        typed("\n", as_it_is),
        typed("、", as_it_is),
        typed(", ", as_it_is),
        typed("・", as_it_is),
        format!("\u{feff}{}", typed(" ", as_it_is)),
        format!("{}。", typed("\t", as_it_is)),
        typed("\n", |n, word| format!("{n}. {word}")),
        typed("\r\n", |n, word| format!("{n}.{word}")),
        typed(" ", |n, word| format!("{n}) {word}")),
        typed("\u{3000}", |n, word| format!("({n}){word}")),
        typed("\n", |n, word| format!("{n}、{word}")),
        typed(" ", |n, word| {
            let circled = char::from_u32(0x2460 + u32::try_from(n).unwrap() - 1);
            format!("{}{word}", if n <= 20 { circled.unwrap() } else { '・' })
        }),
        typed(" ", |_, word| katakana(word)),
        typed(" ", |_, word| word.nfkd().collect()),
        typed("\u{200b} ", as_it_is),
        typed("\u{3000}", |n, word| format!("「{word}」{n}")),
    ];
    for typed in every {
        assert_eq!(
            RecoveryEntropy::from_words(&typed),
            Ok(entropy()),
            "{typed:?}"
        );
    }
    let english = entropy().words(WordList::English);
    for typed in [
        english.join(" ").to_uppercase(),
        english.join(", "),
        english.join("\n1. "),
    ] {
        assert_eq!(
            RecoveryEntropy::from_words(&typed),
            Ok(entropy()),
            "{typed:?}"
        );
    }
}

#[test]
fn half_width_kana_are_read() {
    // Zero bytes: あいこくしん 23 times, and a last word that fits them.
    let zeros = RecoveryEntropy::new([0; 32]);
    let last = zeros.words(WordList::Japanese).pop().unwrap();
    let typed = format!("{}{last}", "ｱｲｺｸｼﾝ ".repeat(23));
    assert_eq!(RecoveryEntropy::from_words(&typed), Ok(zeros), "{typed}");
}

#[test]
fn each_thing_that_can_be_wrong_is_told_apart() {
    let words = entropy().words(WordList::Japanese);
    let few = words[..23].join(" ");
    let many = format!("{} あいさつ", words.join(" "));
    for (typed, found) in [
        (few, 23),
        (many, 25),
        (String::new(), 0),
        ("1. 2. 3.".into(), 0),
    ] {
        assert_eq!(
            RecoveryEntropy::from_words(&typed),
            Err(PhraseError::Length(found)),
            "{typed:?}"
        );
    }
    for (at, wrong) in [(0, "あいこくしいん"), (11, "ねこねこ"), (23, "Apple")] {
        let mut other = words.clone();
        wrong.clone_into(&mut other[at]);
        let numbered: Vec<String> = (1..)
            .zip(other)
            .map(|(n, word)| format!("{n}. {word}"))
            .collect();
        assert_eq!(
            RecoveryEntropy::from_words(&numbered.join("\n")),
            Err(PhraseError::Unknown(UnknownPhraseWord {
                place: at + 1,
                word: wrong.to_lowercase(),
            })),
            "{wrong}"
        );
    }
    let mut exchanged = entropy().words(WordList::English);
    exchanged.swap(0, 23);
    assert_eq!(
        RecoveryEntropy::from_words(&exchanged.join(" ")),
        Err(PhraseError::Check),
        "a wrong order is noticed"
    );
}

#[test]
fn no_sentence_for_a_log_names_a_word() {
    let error = RecoveryEntropy::from_words("あいさつ ひみつのことば").unwrap_err();
    for said in [error.to_string(), format!("{error:?}")] {
        assert!(!said.contains("ひみつ"), "{said}");
        assert!(said.contains('2'), "its place is said: {said}");
    }
}
