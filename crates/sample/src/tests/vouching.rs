//! The design's table of situations: vouches, jobs and the ways between people.

use super::*;
use std::collections::{BTreeMap, BTreeSet};

/// Active vouches for a person in a skill, by the name of who vouches, with how often.
fn vouchers<'a>(sample: &'a Sample, subject: &str, skill: &str) -> BTreeMap<&'a str, usize> {
    let subject = &called(sample, subject).id;
    let mut found = BTreeMap::new();
    for vouch in sample.vouches() {
        let about = vouch.subject == *subject && vouch.skills.iter().any(|own| own == skill);
        if about && vouch.is_active() {
            *found.entry(short(sample, &vouch.issuer)).or_default() += 1;
        }
    }
    found
}

/// Whether there is an active vouch the other way for the same job, or signed within 30 days.
fn is_mutual(sample: &Sample, vouch: &Vouch) -> bool {
    sample.vouches().iter().any(|other| {
        let near = vouch.signed.days_until(other.signed).abs() <= 30;
        other.is_active()
            && other.issuer == vouch.subject
            && other.subject == vouch.issuer
            && (other.job == vouch.job || near)
    })
}

fn worked_with(sample: &Sample, one: &str, other: &str) -> bool {
    let (one, other) = (&called(sample, one).id, &called(sample, other).id);
    let mut jobs = sample.jobs().iter();
    jobs.any(|job| job.state == JobState::Confirmed && job.has(one) && job.has(other))
}

fn vouches_for(sample: &Sample, issuer: &str, subject: &str) -> bool {
    let (issuer, subject) = (&called(sample, issuer).id, &called(sample, subject).id);
    let mut vouches = sample.vouches().iter();
    vouches.any(|vouch| vouch.is_active() && vouch.issuer == *issuer && vouch.subject == *subject)
}

/// Vouches in a state, by id.
fn ids(sample: &Sample, chosen: impl Fn(&Vouch) -> bool) -> Vec<&str> {
    let vouches = sample.vouches().iter();
    vouches
        .filter(|vouch| chosen(vouch))
        .map(|vouch| vouch.id.as_str())
        .collect()
}

#[test]
fn everybody_vouches_for_whom_the_design_says() {
    use VouchState::{Active, Expired, Hidden, Waiting, Withdrawn};
    let sample = sample();
    let found: Vec<_> = sample
        .vouches()
        .iter()
        .map(|vouch| {
            let issuer = short(&sample, &vouch.issuer);
            let subject = short(&sample, &vouch.subject);
            (
                vouch.id.as_str(),
                issuer,
                subject,
                vouch.job.as_str(),
                vouch.state,
            )
        })
        .collect();
    let expected = [
        ("V01", "ひらくさん", "ひとみさん", "J01", Active),
        ("V02", "ひとみさん", "ひらくさん", "J01", Active),
        ("V03", "ひらくさん", "ひとみさん", "J02", Active),
        ("V04", "きくさん", "のぞみさん", "J03", Active),
        ("V05", "のぞみさん", "きくさん", "J03", Active),
        ("V06", "きくさん", "とおるさん", "J04", Active),
        ("V07", "とおるさん", "きくさん", "J04", Active),
        ("V08", "あいちゃん", "ひな先生", "J05", Active),
        ("V09", "きくさん", "まことさん", "J06", Active),
        ("V10", "しずかさん", "きくさん", "J07", Active),
        ("V11", "あいちゃん", "きくさん", "J07", Active),
        ("V12", "ひらくさん", "しずかさん", "J08", Active),
        ("V13", "しずかさん", "ひらくさん", "J08", Active),
        ("V14", "ひとみさん", "さくらさん", "J09", Active),
        ("V15", "さくらさん", "ひとみさん", "J09", Active),
        ("V16", "つよしさん", "あいちゃん", "J10", Hidden),
        ("V17", "まことさん", "つよしさん", "J11", Active),
        ("V18", "つよしさん", "まことさん", "J11", Withdrawn),
        ("V19", "ひとみさん", "ひな先生", "J13", Active),
        ("V20", "ひな先生", "まことさん", "J14", Active),
        ("V21", "ひらくさん", "ひとみさん", "J15", Active),
        ("V22", "きくさん", "しずかさん", "J16", Active),
        ("V23", "つよしさん", "はじめさん", "J18", Active),
        ("V24", "とおるさん", "きくさん", "J20", Expired),
        ("V25", "まことさん", "のぞみさん", "J19", Waiting),
    ];
    assert_eq!(found, expected, "the table of vouches");
}

#[test]
fn two_people_vouch_and_one_of_them_twice() {
    let sample = sample();
    let found = vouchers(&sample, "ひとみさん", "ファシリテーション");
    let expected = BTreeMap::from([("ひらくさん", 2), ("さくらさん", 1)]);
    assert_eq!(found, expected, "V01 and V21, V15");
}

#[test]
fn mutual_vouches_are_these_pairs_only() {
    let sample = sample();
    let mutual = ids(&sample, |vouch| {
        vouch.is_active() && is_mutual(&sample, vouch)
    });
    let expected = [
        "V01", "V02", "V04", "V05", "V06", "V07", "V12", "V13", "V14", "V15",
    ];
    assert_eq!(mutual, expected, "five pairs");
}

#[test]
fn all_vouches_in_a_skill_are_mutual_until_one_more_is_accepted() {
    let sample = sample();
    let found = vouchers(&sample, "のぞみさん", "英語学習コーチング");
    assert_eq!(found, BTreeMap::from([("きくさん", 1)]), "V04 alone");
    assert!(is_mutual(&sample, vouch(&sample, "V04")), "with V05");
    let waiting = vouch(&sample, "V25");
    assert_eq!(waiting.skills, ["英語学習コーチング"], "the same skill");
    assert!(!is_mutual(&sample, waiting), "and not mutual");
}

#[test]
fn vouches_that_do_not_count_are_in_their_states() {
    let sample = sample();
    for (state, id, issuer, subject) in [
        (VouchState::Waiting, "V25", "まことさん", "のぞみさん"),
        (VouchState::Hidden, "V16", "つよしさん", "あいちゃん"),
        (VouchState::Withdrawn, "V18", "つよしさん", "まことさん"),
        (VouchState::Expired, "V24", "とおるさん", "きくさん"),
    ] {
        assert_eq!(
            ids(&sample, |vouch| vouch.state == state),
            [id],
            "{state:?}"
        );
        let one = vouch(&sample, id);
        let people = (short(&sample, &one.issuer), short(&sample, &one.subject));
        assert_eq!(people, (issuer, subject), "{id}");
    }
    assert!(
        !vouches_for(&sample, "つよしさん", "あいちゃん"),
        "hidden is neither a voucher nor a path"
    );
    let signed = vouch(&sample, "V24").signed.month();
    assert_eq!(signed.to_string(), "2022-06", "three years and more");
}

#[test]
fn an_alumnus_vouched_before_leaving() {
    let sample = sample();
    let alumnus = called(&sample, "とおるさん");
    assert_eq!(alumnus.role, Role::Alumnus, "卒業");
    let given = vouch(&sample, "V07");
    assert_eq!(given.issuer, alumnus.id, "by the alumnus");
    assert!(given.is_active(), "and it still counts");
    assert!(Some(given.signed) < alumnus.graduated, "before leaving");
}

#[test]
fn the_newcomer_has_one_vouch() {
    let sample = sample();
    let newcomer = called(&sample, "はじめさん");
    assert_eq!(newcomer.role, Role::Newcomer, "新しい方");
    let about = ids(&sample, |vouch| vouch.subject == newcomer.id);
    assert_eq!(about, ["V23"], "from つよしさん");
}

#[test]
fn some_jobs_have_no_vouch_and_one_is_not_confirmed() {
    let sample = sample();
    let without = |state| -> Vec<_> {
        let has_vouch = |job: &&Job| sample.vouches().iter().any(|vouch| vouch.job == job.id);
        let jobs = sample.jobs().iter();
        jobs.filter(|job| job.state == state && !has_vouch(job))
            .map(|job| job.id.as_str())
            .collect()
    };
    assert_eq!(without(JobState::Confirmed), ["J12", "J17"], "a prompt");
    assert_eq!(without(JobState::Waiting), ["J21"], "not confirmed");
    let waiting = sample.job(&"J21".into()).unwrap();
    let author = waiting.author().map(|author| short(&sample, author));
    assert_eq!(author, Some("しずかさん"), "あいちゃん is to confirm");
}

#[test]
fn four_vouches_stay_inside() {
    let sample = sample();
    let inside = ids(&sample, |vouch| !vouch.outside_use);
    assert_eq!(inside, ["V05", "V16", "V18", "V24"], "not allowed outside");
}

#[test]
fn two_paths_lead_over_one_person() {
    let sample = sample();
    for [viewer, middle, subject] in [
        ["ひな先生", "ひとみさん", "さくらさん"],
        ["きくさん", "まことさん", "つよしさん"],
    ] {
        assert!(worked_with(&sample, viewer, middle), "{viewer} → {middle}");
        assert!(
            vouches_for(&sample, middle, subject),
            "{middle} → {subject}"
        );
        assert!(!worked_with(&sample, viewer, subject), "no shorter path");
    }
}

#[test]
fn without_a_path_there_is_the_chain_of_invitations() {
    let sample = sample();
    let names: Vec<_> = sample.members().iter().map(|m| m.short.as_str()).collect();
    let mut reached: BTreeSet<_> = names
        .iter()
        .copied()
        .filter(|name| *name != "きくさん" && worked_with(&sample, "きくさん", name))
        .collect();
    for _ in 0..2 {
        let next = names.iter().copied();
        let next = next.filter(|name| reached.iter().any(|by| vouches_for(&sample, by, name)));
        reached = next.chain(reached.iter().copied()).collect();
    }
    assert!(!reached.contains("さくらさん"), "no path in three steps");
    for (inviter, guest) in [("きくさん", "ひとみさん"), ("ひとみさん", "さくらさん")]
    {
        let inviter = Invited::By(called(&sample, inviter).id.clone());
        assert_eq!(called(&sample, guest).invited, inviter, "招待");
    }
}
