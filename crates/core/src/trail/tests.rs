mod drawing;
mod properties;
mod sample;

use super::*;
use drawing::{Drawing, TODAY, day, document, name, names, paths, person, vouchers};

fn trail(drawing: &str, viewer: &str, subject: &str, skill: &str) -> Trail {
    let graph = Drawing::read(drawing).graph();
    graph.trail(person(viewer), person(subject), skill)
}

#[track_caller]
fn check_paths(drawing: &str, viewer: &str, subject: &str, expected: &[&str], why: &str) {
    let trail = trail(drawing, viewer, subject, "teach");
    assert_eq!(paths(&trail), expected, "{why}: {drawing}");
}

#[test]
fn having_worked_with_the_subject_is_the_nearest_path() {
    let drawing = "
        me ==#J1== sora
        me ==#J2== sora
    ";
    let trail = trail(drawing, "me", "sora", "teach");
    assert_eq!(paths(&trail), ["= sora"], "any job together");
    assert_eq!(
        trail.paths[0].jobs,
        BTreeSet::from([document("J1"), document("J2")]),
        "both jobs stand behind it"
    );
    assert_eq!(trail.closeness(), Closeness::WorkedTogether, "nearest");
    assert_eq!(vouchers(&trail), [""; 0], "nobody vouches yet");
}

#[test]
fn a_path_begins_with_work_goes_on_with_vouches_and_ends_with_the_skill() {
    check_paths(
        "me ==== aki --teach--> sora",
        "me",
        "sora",
        &["= aki > sora"],
        "one between",
    );
    check_paths(
        "me ==== aki --cook--> beni --teach--> sora",
        "me",
        "sora",
        &["= aki > beni > sora"],
        "two between; the first vouch for any skill",
    );
    check_paths(
        "me ==== aki --teach--> beni --cook--> sora",
        "me",
        "sora",
        &[],
        "the last vouch is for another skill",
    );
    check_paths(
        "me ==== aki ==== sora",
        "me",
        "sora",
        &[],
        "work alone is no word for somebody",
    );
    check_paths(
        "me ==== aki ==== beni --teach--> sora",
        "me",
        "sora",
        &[],
        "nor in the middle",
    );
    check_paths(
        "
            me ==== aki
            sora --teach--> aki
        ",
        "me",
        "sora",
        &[],
        "a vouch leads one way only",
    );
    check_paths(
        "me ==== aki --teach--> beni --teach--> chie --teach--> sora",
        "me",
        "sora",
        &[],
        "three between are too many",
    );
}

#[test]
fn what_the_viewer_said_about_the_subject_is_a_path_by_their_work() {
    let trail = trail("me --teach--> sora", "me", "sora", "teach");
    assert_eq!(paths(&trail), ["= sora"], "the job behind the vouch");
    assert_eq!(vouchers(&trail), ["me 最近"], "the viewer is a voucher");
    assert!(
        !trail.vouchers[0].worked_with_viewer,
        "nobody with themself"
    );
}

#[test]
fn only_who_confirmed_a_job_worked_in_it() {
    let mut drawing = Drawing::read("aki --teach--> sora");
    drawing.jobs.push(Job {
        document: document("J9"),
        confirmed_by: BTreeSet::from([person("me")]),
    });
    let before = drawing.clone().graph();
    let found = before.trail(person("me"), person("sora"), "teach");
    assert_eq!(found.closeness(), Closeness::NotYet, "aki has not answered");
    drawing.jobs.push(Job {
        document: document("J9"),
        confirmed_by: BTreeSet::from([person("me"), person("aki"), person("yuki")]),
    });
    let found = drawing.graph().trail(person("me"), person("sora"), "teach");
    assert_eq!(paths(&found), ["= aki > sora"], "aki has");
}

#[test]
fn short_paths_come_first_and_nobody_is_in_two() {
    //        ┌ aki ──────────┐
    // me ════┤ beni ─ chie ──┼─ sora
    //        └ aki ── dai ───┘            aki is taken
    check_paths(
        "
            me ==== beni --cook--> chie --teach--> sora
            me ==== aki --teach--> sora
            aki --cook--> dai --teach--> sora
            me ==== sora
        ",
        "me",
        "sora",
        &["= sora", "= aki > sora", "= beni > chie > sora"],
        "one, two, three steps",
    );
}

#[test]
fn a_person_between_leads_by_the_shortest_way_only() {
    // me ════ aki ──┬──────── sora
    //               └─ dai ──┘
    check_paths(
        "
            me ==== aki --teach--> sora
            aki --cook--> dai --teach--> sora
        ",
        "me",
        "sora",
        &["= aki > sora"],
        "dai is reached through aki alone",
    );
}

#[test]
fn neither_the_viewer_nor_the_subject_is_between() {
    check_paths(
        "me ==== sora --cook--> beni --teach--> sora",
        "me",
        "sora",
        &["= sora"],
        "not by way of the subject's own word",
    );
    check_paths(
        "aki --cook--> me --teach--> sora",
        "me",
        "sora",
        &["= sora"],
        "nor by way of somebody's word for the viewer",
    );
}

#[test]
fn three_paths_are_shown_the_newest_word_first() {
    check_paths(
        "
            me ==== aki  --teach@2026-01-01--> sora
            me ==== beni --teach@2026-04-01--> sora
            me ==== chie --teach@2026-03-01--> sora
            me ==== dai  --teach@2026-04-01--> sora
        ",
        "me",
        "sora",
        &["= beni > sora", "= dai > sora", "= chie > sora"],
        "newest, then the lower id",
    );
}

#[test]
fn one_person_does_not_stand_in_the_way_of_anothers_only_path() {
    //        ┌ aki ──┬─ yuki ──┐
    // me ════┤       └─ zen ───┼─ sora
    //        └ beni ── yuki ───┘         zen is reached through aki only
    check_paths(
        "
            me ==== aki --cook@2026-05-01--> yuki --teach@2026-06-01--> sora
            me ==== beni --cook@2026-01-01--> yuki
            aki --cook--> zen --teach@2026-02-01--> sora
        ",
        "me",
        "sora",
        &["= beni > yuki > sora", "= aki > zen > sora"],
        "both paths there are, though aki's word for yuki is newer than beni's",
    );
}

#[test]
fn an_expired_vouch_is_no_step_and_lies_under_earlier_ones() {
    let on_its_last_day = "me ==== aki --teach@2023-11-21!2026-11-21--> sora";
    let trail_then = trail(on_its_last_day, "me", "sora", "teach");
    assert_eq!(vouchers(&trail_then), ["aki 2年以上前"], "it still counts");
    assert_eq!(paths(&trail_then), ["= aki > sora"], "and leads");

    let after = "me ==== aki --teach@2023-11-20!2026-11-20--> sora";
    let trail_after = trail(after, "me", "sora", "teach");
    assert_eq!(vouchers(&trail_after), [""; 0], "it is no voucher");
    assert_eq!(trail_after.freshness, None, "nothing is fresh");
    assert_eq!(paths(&trail_after), [""; 0], "it leads nowhere");
    assert_eq!(name(trail_after.earlier[0].person), "aki", "以前の推薦");
    let other = trail(after, "me", "sora", "cook");
    assert!(other.earlier.is_empty(), "of this skill only");
}

#[test]
fn freshness_turns_the_day_after_twelve_and_twenty_four_months() {
    for (signed_on, expected) in [
        ("2026-12-01", Freshness::Recent),
        ("2026-11-21", Freshness::Recent),
        ("2025-11-21", Freshness::Recent),
        ("2025-11-20", Freshness::WithinTwoYears),
        ("2024-11-21", Freshness::WithinTwoYears),
        ("2024-11-20", Freshness::Older),
    ] {
        assert_eq!(
            Freshness::of(day(signed_on), day(TODAY)),
            expected,
            "signed on {signed_on}"
        );
    }
}

#[test]
fn a_vouch_is_mutual_for_the_same_job_or_within_thirty_days() {
    for (back, expected, why) in [
        ("cook@2026-01-10#J1", true, "same job, a year later"),
        ("cook@2025-01-31#J2", true, "30 days later"),
        ("cook@2024-12-02#J2", true, "30 days earlier"),
        ("cook@2025-02-01#J2", false, "31 days later"),
        ("cook@2024-12-01#J2", false, "31 days earlier"),
        ("cook@2025-01-01!2025-02-01#J1", false, "expired since"),
    ] {
        let drawing = format!(
            "
                aki --teach@2025-01-01#J1--> sora
                sora --{back}--> aki
            "
        );
        let trail = trail(&drawing, "me", "sora", "teach");
        assert_eq!(trail.vouchers[0].mutual, expected, "{why}");
        assert_eq!(trail.all_mutual, expected, "{why}: the note");
    }
}

#[test]
fn the_note_needs_every_vouch_to_be_mutual() {
    let both_ways = "
        aki --teach#J1--> sora
        sora --cook#J1--> aki
    ";
    let again = "aki --teach@2025-01-10#J2--> sora";
    let with_repeat = trail(&format!("{both_ways}\n{again}"), "me", "sora", "teach");
    assert_eq!(vouchers(&with_repeat), ["aki2回⇄ 最近"], "one is mutual");
    assert!(!with_repeat.all_mutual, "the other is not");
    assert!(!trail(again, "me", "yuki", "teach").all_mutual, "no vouch");
}

#[test]
fn a_repeat_is_another_job_and_not_another_signature() {
    let drawing = "
        aki --teach@2025-01-10#J1--> sora
        aki --teach@2026-01-10#J1--> sora
        beni --teach@2025-01-10#J2--> sora
        beni --teach@2026-02-10#J3--> sora
        beni --teach@2026-03-10#J4--> sora
        beni --cook@2026-10-10#J5--> sora
    ";
    let trail = trail(drawing, "me", "sora", "teach");
    assert_eq!(vouchers(&trail), ["beni3回 最近", "aki 最近"], "by job");
    assert_eq!(
        trail.vouchers[0].newest,
        day("2026-03-10"),
        "the newest for this skill"
    );
}

#[test]
fn a_card_names_at_most_three_people_and_the_near_ones_first() {
    let three = "
        aki --teach@2026-01-01--> sora
        beni --cook@2026-02-01--> sora
        me ==== chie --teach@2024-01-01--> sora
    ";
    let graph = Drawing::read(three).graph();
    let shown = graph.shown_names(person("me"), person("sora"));
    assert_eq!(names(&shown.people), "chie beni aki", "any skill");
    assert!(!shown.others, "these are all");
    let shown = graph
        .trail(person("me"), person("sora"), "teach")
        .shown_names();
    assert_eq!(names(&shown.people), "chie aki", "this skill");

    let five = format!("{three}\ndai --teach@2026-03-01--> sora\nme --cook@2023-12-01--> sora");
    let graph = Drawing::read(&five).graph();
    let shown = graph.shown_names(person("me"), person("sora"));
    assert_eq!(names(&shown.people), "me chie dai", "ほか");
    assert!(shown.others, "without saying how many");
}

#[test]
fn without_a_path_the_chain_of_invitations_is_shown() {
    //  kiku ~ hitomi ~ hiraku        toru ~ hina
    //              └ ~ sakura
    let drawing = "
        kiku ~~> hitomi ~~> hiraku
        hitomi ~~> sakura
        toru ~~> hina
    ";
    for (viewer, subject, to_subject, to_viewer) in [
        ("kiku", "sakura", "kiku hitomi sakura", "kiku"),
        ("sakura", "kiku", "kiku", "kiku hitomi sakura"),
        ("hiraku", "sakura", "hitomi sakura", "hitomi hiraku"),
        ("sakura", "hina", "toru hina", "kiku hitomi sakura"),
    ] {
        let chain = trail(drawing, viewer, subject, "teach").invitations;
        let chain = chain.expect("both are in the circle");
        assert_eq!(
            (names(&chain.to_subject), names(&chain.to_viewer)),
            (to_subject.to_owned(), to_viewer.to_owned()),
            "from {viewer} to {subject}"
        );
    }
    for (viewer, subject) in [("kiku", "kiku"), ("kiku", "nobody"), ("nobody", "kiku")] {
        let trail = trail(drawing, viewer, subject, "teach");
        assert_eq!(trail.invitations, None, "from {viewer} to {subject}");
    }
    let with_path = format!("{drawing}\nkiku ==== sakura");
    let trail = trail(&with_path, "kiku", "sakura", "teach");
    assert_eq!(trail.invitations, None, "a path says more");
}

#[test]
fn a_circle_of_invitations_comes_to_an_end() {
    let trail = trail("aki ~~> beni ~~> aki ~~> me", "me", "beni", "teach");
    let chain = trail.invitations.expect("both are in the circle");
    assert_eq!(names(&chain.to_viewer), "beni aki me", "each once");
}

#[test]
fn on_ones_own_page_there_are_vouchers_and_no_paths() {
    let trail = trail("me ==== aki --teach--> me", "me", "me", "teach");
    assert_eq!(vouchers(&trail), ["aki 最近"], "who vouches");
    assert_eq!(paths(&trail), [""; 0], "no way to oneself");
    assert_eq!(trail.closeness(), Closeness::NotYet, "nor a distance");
}

#[test]
fn nobody_vouches_for_themself_and_what_comes_twice_counts_once() {
    let mut drawing = Drawing::read("aki --teach#J1--> sora --teach--> sora");
    drawing.vouches.extend(drawing.vouches.clone());
    let trail = drawing.graph().trail(person("me"), person("sora"), "teach");
    assert_eq!(vouchers(&trail), ["aki 最近"], "aki, once");
    assert_eq!(trail.vouchers[0].vouches.len(), 1, "one vouch");
}

/// Twenty invented members, all vouching for each other, invited by one.
///
/// ```text
///                    ┌──────────────────┐
///  founder ~ m ~~~~~ │ f00 ⇄ f01 ⇄ … f19 │      stranger, mate ~ invited by the founder
///            ║       └──────────────────┘
///           mate
/// ```
fn twenty() -> String {
    let numbers = || (0..20).map(|number| format!("f{number:02}"));
    let invited = numbers().map(|fake| format!("m ~~> {fake}"));
    let pairs = numbers().flat_map(|one| numbers().map(move |other| (one.clone(), other)));
    let vouches = pairs
        .filter(|(one, other)| one != other)
        .map(|(one, other)| format!("{one} --teach--> {other}"));
    let fakes: Vec<String> = invited.chain(vouches).collect();
    format!(
        "
            founder ~~> stranger ==== founder
            founder ~~> mate ==== m
            founder ~~> m
            {}
        ",
        fakes.join("\n")
    )
}

#[test]
fn twenty_invented_members_reach_nobody_who_has_no_work_with_them() {
    for (viewer, drawing) in [
        ("stranger", twenty()),
        ("stranger", twenty() + "\nm --teach--> f00"),
        ("mate", twenty()),
    ] {
        let graph = Drawing::read(&drawing).graph();
        for number in 0..20 {
            let fake = format!("f{number:02}");
            let trail = graph.trail(person(viewer), person(&fake), "teach");
            assert_eq!(
                trail.closeness(),
                Closeness::NotYet,
                "まだつながりがありません"
            );
            let by_m = trail.vouchers.iter().any(|v| v.person == person("m"));
            assert_eq!(trail.all_mutual, !by_m, "おたがいの推薦です");
            let chain = trail.invitations.expect("both are in the circle");
            assert_eq!(
                names(&chain.to_subject),
                format!("founder m {fake}"),
                "m invited them, by name"
            );
        }
    }
}

#[test]
fn twenty_invented_members_are_seen_through_the_one_who_vouched_for_one_of_them() {
    let graph = Drawing::read(&(twenty() + "\nm --cook,teach--> f00")).graph();
    for number in 0..20 {
        let fake = format!("f{number:02}");
        let trail = graph.trail(person("mate"), person(&fake), "teach");
        let expected = if number == 0 {
            "= m > f00".to_owned()
        } else {
            format!("= m > f00 > {fake}")
        };
        assert_eq!(paths(&trail), [expected], "one path, always through m");
    }
}

#[test]
fn a_trail_has_no_place_for_a_score() {
    // A new field does not compile here before somebody has thought about it.
    let Trail {
        vouchers: _,
        freshness: None::<Freshness>,
        all_mutual: false,
        earlier: _,
        paths: _,
        invitations: None::<InvitationChain>,
    } = trail("aki ==== sora", "me", "yuki", "teach")
    else {
        panic!("nothing is known of yuki");
    };
    let trail = trail("me ==== aki --teach--> sora", "me", "sora", "teach");
    let Voucher {
        person: PersonId { .. },
        repeats: None::<String>,
        newest: Day { .. },
        freshness: Freshness::Recent,
        mutual: false,
        worked_with_viewer: true,
        vouches: _,
    } = &trail.vouchers[0]
    else {
        panic!("aki vouches once: {trail:?}");
    };
}

#[test]
fn a_skill_is_one_however_it_is_written() {
    let drawing = "me ==== aki --teach--> sora";
    for written in ["teach", "Teach", "ｔｅａｃｈ", "te\u{200b}ach"] {
        let trail = trail(drawing, "me", "sora", written);
        assert_eq!(paths(&trail), ["= aki > sora"], "{written}");
        assert_eq!(vouchers(&trail).len(), 1, "{written}");
    }
}
