//! Situations of the sample circle, drawn as far as each one needs.

use super::*;

const ALL: &str = "
    hiraku --shikai,kanrishoku@2024-07-03#J01--> hitomi
    hitomi --kanrishoku@2024-07-05#J01--> hiraku
    kiku --eigo@2025-02-10#J03--> nozomi
    nozomi --shokai@2025-02-12#J03--> kiku
    kiku --kaikei@2025-03-02#J04--> toru
    toru --kanji@2025-03-03#J04--> kiku
    kiku --web@2025-06-01#J06--> makoto
    hiraku --shiryo@2025-10-01#J08--> shizuka
    shizuka --kenshu@2025-10-03#J08--> hiraku
    hitomi --iryo@2025-11-02#J09--> sakura
    sakura --shikai@2025-11-05#J09--> hitomi
    aichan ==#J10== tsuyoshi
    makoto --kenko@2026-03-01#J11--> tsuyoshi
    hitomi --romu@2026-06-03#J13--> hina
    hiraku --shikai@2026-08-01#J15--> hitomi
    hiraku ==#J17== tsuyoshi
    tsuyoshi --shuzai@2026-11-01#J18--> hajime
    nozomi ==#J19== makoto
    toru --kanji@2022-06-10#J20--> kiku

    kiku ~~> hitomi ~~> hiraku ~~> shizuka
    hitomi ~~> sakura ~~> tsuyoshi ~~> hajime
    kiku ~~> nozomi
    kiku ~~> aichan
    kiku ~~> makoto
    toru ~~> hina
";

#[test]
fn two_people_vouch_and_the_repeat_is_folded() {
    let trail = trail(ALL, "kiku", "hitomi", "shikai");
    assert_eq!(
        vouchers(&trail),
        ["hiraku2回⇄ 最近", "sakura⇄ 2年以内"],
        "ひらくさん(2回)、さくらさん"
    );
    assert!(!trail.all_mutual, "the second time came without a return");
}

#[test]
fn mutual_pairs_carry_the_sign_on_both_sides() {
    for (one, other, skill, back) in [
        ("hiraku", "hitomi", "kanrishoku", "kanrishoku"),
        ("kiku", "nozomi", "eigo", "shokai"),
        ("kiku", "toru", "kaikei", "kanji"),
        ("hiraku", "shizuka", "shiryo", "kenshu"),
        ("hitomi", "sakura", "iryo", "shikai"),
    ] {
        for (author, subject, skill) in [(one, other, skill), (other, one, back)] {
            let trail = trail(ALL, "hina", subject, skill);
            let voucher = trail.vouchers.iter().find(|v| v.person == person(author));
            assert!(voucher.unwrap().mutual, "{author} ⇄ {subject}");
        }
    }
    assert!(
        !trail(ALL, "kiku", "tsuyoshi", "kenko").all_mutual,
        "not all"
    );
}

#[test]
fn the_note_goes_when_somebody_else_vouches() {
    assert!(
        trail(ALL, "hitomi", "nozomi", "eigo").all_mutual,
        "only kiku"
    );
    let accepted = format!("{ALL}\nmakoto --eigo@2026-11-15#J19--> nozomi");
    let trail = trail(&accepted, "hitomi", "nozomi", "eigo");
    assert_eq!(
        vouchers(&trail),
        ["makoto 最近", "kiku⇄ 2年以内"],
        "now two"
    );
    assert!(!trail.all_mutual, "makoto's is not returned");
}

#[test]
fn a_hidden_or_withdrawn_vouch_is_no_voucher_and_no_path() {
    let hidden = trail(ALL, "makoto", "aichan", "kanji");
    assert_eq!(
        vouchers(&hidden),
        [""; 0],
        "it is not among those that count"
    );
    assert_eq!(paths(&hidden), [""; 0], "the job alone leads nowhere");
    let shown = format!("{ALL}\ntsuyoshi --kanji@2026-01-10#J10--> aichan");
    let shown = trail(&shown, "makoto", "aichan", "kanji");
    assert_eq!(paths(&shown), ["= tsuyoshi > aichan"], "shown again");
}

#[test]
fn an_expired_vouch_is_folded_beside_the_active_one_of_the_same_person() {
    let trail = trail(ALL, "hitomi", "kiku", "kanji");
    assert_eq!(vouchers(&trail), ["toru⇄ 2年以内"], "not 2回");
    let earlier: Vec<_> = trail
        .earlier
        .iter()
        .map(|voucher| (name(voucher.person), voucher.newest.to_string()))
        .collect();
    let expected = [("toru".to_owned(), "2022-06-10".to_owned())];
    assert_eq!(earlier, expected, "以前の推薦");
}

#[test]
fn a_newcomer_has_one_recent_vouch() {
    let trail = trail(ALL, "makoto", "hajime", "shuzai");
    assert_eq!(vouchers(&trail), ["tsuyoshi 最近"], "from the first job");
    assert_eq!(
        paths(&trail),
        ["= tsuyoshi > hajime"],
        "to who worked there"
    );
}

#[test]
fn a_job_without_a_vouch_connects_its_two_people() {
    let trail = trail(ALL, "hiraku", "tsuyoshi", "kenko");
    assert_eq!(paths(&trail), ["= tsuyoshi"], "いっしょに仕事をした");
}

#[test]
fn paths_of_two_steps() {
    let sakura = trail(ALL, "hina", "sakura", "iryo");
    assert_eq!(paths(&sakura), ["= hitomi > sakura"], "by the consultation");
    let tsuyoshi = trail(ALL, "kiku", "tsuyoshi", "kenko");
    assert_eq!(
        paths(&tsuyoshi),
        ["= makoto > tsuyoshi"],
        "by the home page"
    );
    assert_eq!(tsuyoshi.closeness(), Closeness::ThroughOne, "one between");
}

#[test]
fn no_path_of_vouches_and_the_invitations_instead() {
    let trail = trail(ALL, "kiku", "sakura", "iryo");
    assert_eq!(
        paths(&trail),
        [""; 0],
        "hitomi and kiku had no job together"
    );
    let chain = trail.invitations.expect("both are in the circle");
    assert_eq!(
        names(&chain.to_subject),
        "kiku hitomi sakura",
        "招待のつながり: きくさん → ひとみさん → さくらさん"
    );
}
