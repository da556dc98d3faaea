//! The design's table of situations: people, licences, times and words.

use super::*;
use std::collections::BTreeSet;

#[test]
fn twelve_people_open_as_hitomi_in_a_circle_that_says_it_is_a_sample() {
    let sample = sample();
    assert_eq!(short(&sample, sample.viewer()), "ひとみさん", "the viewer");
    assert!(sample.circle().name.contains("(見本)"), "marked");
    assert_eq!(sample.members().len(), 12, "people");
    assert_eq!(sample.jobs().len(), 21, "jobs");
    assert_eq!(sample.vouches().len(), 25, "vouches");
    assert_eq!(sample.requests().len(), 6, "requests");
}

#[test]
fn an_urgent_request_fits_a_nurse_seen_by_two_and_a_judo_therapist_seen_by_one() {
    let sample = sample();
    let request = &sample.requests()[0];
    let fitting: Vec<_> = sample
        .members()
        .iter()
        .filter(|member| {
            let week = &member.availability.grid;
            let licences = &member.licences;
            licences
                .iter()
                .any(|held| request.any_licence.contains(&held.name))
                && request.slots.iter().all(|slot| slot.is_in(week))
        })
        .map(|member| {
            let held = &member.licences[0];
            (member.short.as_str(), &*held.name, held.seen_by.len())
        })
        .collect();
    let expected = [("さくらさん", "看護師", 2), ("つよしさん", "柔道整復師", 1)];
    assert_eq!(fitting, expected, "any of the licences, on that morning");
    let week = &called(&sample, "つよしさん").availability.grid;
    let mornings = BTreeSet::from([Band::Morning]);
    assert_eq!(
        *week,
        Week::from([
            (Weekday::Tuesday, mornings.clone()),
            (Weekday::Thursday, mornings)
        ]),
        "Tuesday and Thursday mornings"
    );
}

#[test]
fn who_does_not_take_it_on_hands_over_to_who_does_a_little() {
    let sample = sample();
    let request = &sample.requests()[1];
    let skill = &request.skills[0];
    let from = sample.member(&request.from).unwrap();
    let to = sample.member(request.to.as_ref().unwrap()).unwrap();
    assert_eq!((&*from.short, &*to.short), ("ひらくさん", "ひとみさん"));
    assert!(from.dont.contains(skill), "does not");
    assert!(to.little.contains(skill), "a little");
}

#[test]
fn a_skill_and_a_hobby_find_the_newcomer_and_the_hobby_alone_somebody_else() {
    let sample = sample();
    let has_hobby = |member: &&Member| member.hobbies.iter().any(|h| h.name.contains("サッカー"));
    let found: Vec<_> = sample
        .members()
        .iter()
        .filter(has_hobby)
        .map(|member| {
            let writes = member.takes_on.iter().any(|skill| skill.contains("取材"));
            (member.short.as_str(), writes)
        })
        .collect();
    let expected = [("つよしさん", false), ("はじめさん", true)];
    assert_eq!(found, expected, "取材 × サッカー");
}

#[test]
fn one_works_remotely_and_in_writing_and_one_rests() {
    let sample = sample();
    let remote = called(&sample, "しずかさん");
    let online_only = Work {
        online: true,
        in_person: Vec::new(),
    };
    assert_eq!(remote.work, Some(online_only), "オンラインのみ");
    assert_eq!(remote.contact, Some(Contact::Written), "文字");
    assert!(remote.main_work.to_string().contains("介護"), "a carer");
    let resting = called(&sample, "あいちゃん");
    assert_eq!(resting.depth, Depth::Resting, "お休み中");
    assert_eq!(resting.availability.status, Status::Resting, "お休み中");
    assert!(resting.availability.grid.is_empty(), "not available");
}

#[test]
fn three_licences_are_known_by_self_claim_only() {
    let sample = sample();
    let claimed: Vec<_> = sample
        .members()
        .iter()
        .filter(|member| member.licences.iter().any(|l| l.seen_by.is_empty()))
        .map(|member| member.short.as_str())
        .collect();
    assert_eq!(claimed, ["のぞみさん", "あいちゃん", "まことさん"]);
}

#[test]
fn the_times_offered_suit_both() {
    let sample = sample();
    let request = &sample.requests()[2];
    let reply = request.reply.as_ref().unwrap();
    assert_eq!(short(&sample, &reply.from), "ひな先生", "who answered");
    assert_eq!(reply.slots.len(), 3, "three times");
    for slot in &reply.slots {
        for member in [&request.from, &reply.from] {
            let week = &sample.member(member).unwrap().availability.grid;
            assert!(slot.is_in(week), "{slot:?} suits {member}");
        }
    }
}

#[test]
fn words_are_found_by_other_words() {
    let sample = sample();
    let terms: Vec<_> = sample.skills().iter().flat_map(|g| &g.terms).collect();
    for (name, reading, synonyms) in [
        (
            "管理職研修",
            "かんりしょくけんしゅう",
            &["マネジメント研修", "マネージャー研修"][..],
        ),
        ("代講", "だいこう", &["ピンチヒッター", "代わりの講師"]),
        ("つなぐ(紹介)", "しょうかい", &["マッチング"]),
    ] {
        let term = terms.iter().find(|term| term.name == name).unwrap();
        assert_eq!(term.reading, reading, "{name}");
        let words: Vec<_> = term.synonyms.iter().map(|s| s.word.as_str()).collect();
        assert_eq!(words, synonyms, "{name}");
    }
    let pcc = sample.licence("ICF認定 PCC").unwrap();
    assert_eq!(pcc.kind, LicenceKind::Private, "coaching has no national");
    let career = sample.licence("キャリアコンサルタント(国家資格)").unwrap();
    assert_eq!(career.kind, LicenceKind::National, "found by a synonym");
}
