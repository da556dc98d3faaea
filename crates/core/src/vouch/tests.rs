use super::*;
use crate::{
    base,
    credential::CompactProofs,
    gate,
    job::{JobKind, Participant},
    testing::Person,
};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn person(name: &str) -> PersonId {
    Person::new(name).keys.person()
}

fn job() -> JobAt {
    let people = ["alice", "bob"].map(|name| Participant {
        person: person(name),
        role: String::new(),
    });
    JobAt {
        document: DocumentId::from_bytes([1; 32]),
        heads: vec![Tip([3; 32]), Tip([2; 32])],
        job: Job {
            title: "研修".to_owned(),
            kind: Some(JobKind::Paid),
            from: "2026-05".parse().ok(),
            to: "2026-06".parse().ok(),
            participants: people.to_vec(),
            skills: ["研修", "進行", "資料"].map(ToOwned::to_owned).to_vec(),
            ..Job::default()
        },
    }
}

fn draft() -> VouchDraft {
    VouchDraft {
        subject: person("bob"),
        skills: vec!["進行".to_owned(), "研修".to_owned()],
        role: Role::Asked,
        basis: Basis::WorkedAlongside,
        text: "意見が割れた場面で、両方の言い分を板書で並べて整理してくれました。".to_owned(),
        for_whom: "話し合いが止まりやすい会社".to_owned(),
        again: Again::Gladly,
        relation: Relation::None,
        outside: true,
        signed_on: day("2026-06-30"),
        valid_until: None,
        language: "ja".to_owned(),
    }
}

fn faults(change: impl FnOnce(&mut VouchDraft)) -> Vec<VouchFault> {
    let mut draft = draft();
    change(&mut draft);
    draft
        .check(person("alice"), &job())
        .err()
        .unwrap_or_default()
}

fn some_portable() -> Portable {
    Portable {
        issuer: [2; 32],
        subject: [3; 32],
        name: "例文 ひとみ".to_owned(),
        signed_at: 1_780_390_800_000,
        proofs: CompactProofs {
            jcs: [4; 64],
            rdfc: [5; 64],
        },
        subject_name: "傾聴 きく子".to_owned(),
    }
}

#[test]
fn what_is_written_is_read_back() {
    let mut vouch = draft().check(person("alice"), &job()).unwrap();
    assert_eq!(
        vouch.valid_until,
        Some(day("2029-06-30")),
        "three years unless said otherwise"
    );
    vouch.portable = Some(some_portable());
    let mut document = base::document();
    gate::edit(&mut document, [1; 24], 0, |t| write(t, &vouch)).unwrap();
    assert_eq!(read(&document), vouch, "there and back");
    assert_eq!(
        vouch.faults(person("alice"), &job()),
        [],
        "and it is in order"
    );
}

#[test]
fn every_rule_has_its_own_fault() {
    use VouchFault as F;
    let cases: Vec<(Vec<F>, F)> = vec![
        (faults(|d| d.subject = person("alice")), F::SelfVouch),
        (faults(|d| d.subject = person("carol")), F::SubjectNotThere),
        (faults(|d| d.skills.clear()), F::NoSkill),
        (faults(|d| d.skills[1] = "英語".into()), F::SkillNotInJob(1)),
        (faults(|d| d.skills[1] = "進行".into()), F::SkillTwice(1)),
        // The job says 進行 and 資料; width, case and what cannot be seen make no other skill.
        (
            faults(|d| d.skills = vec!["進行".into(), "進\u{200d}行".into()]),
            F::SkillTwice(1),
        ),
        (faults(|d| d.text = "短い".into()), F::TooShort),
        (
            faults(|d| d.text = "\u{3164}".repeat(40)),
            F::Text(TextError::Empty),
        ),
        (
            faults(|d| d.text = "長".repeat(401)),
            F::Text(TextError::TooLong(400)),
        ),
        (
            faults(|d| d.for_whom = "長".repeat(121)),
            F::ForWhom(TextError::TooLong(120)),
        ),
        (faults(|d| d.signed_on = day("2026-05-31")), F::BeforeTheJob),
        (faults(|d| d.valid_until = Some(d.signed_on)), F::Validity),
        (
            faults(|d| d.valid_until = Some(day("2031-07-01"))),
            F::Validity,
        ),
        (faults(|d| d.language = "日本語".into()), F::Language),
    ];
    assert_eq!(faults(|_| {}), [], "a good draft");
    assert_eq!(
        faults(|d| d.skills = vec!["資\u{f9be}".into()]),
        [],
        "the job's 資料, written with a double of 料"
    );
    let mut unseen = draft().check(person("alice"), &job()).unwrap();
    unseen.text = "\u{2800}".repeat(40);
    assert_eq!(
        unseen.faults(person("alice"), &job()),
        [F::TooShort],
        "written by another program, and nothing to be seen"
    );
    for (found, expected) in cases {
        assert_eq!(found, [expected], "this rule and no other");
    }
    assert!(
        faults(|d| d.skills = vec!["研修".into(); 4]).contains(&F::TooManySkills),
        "three at most"
    );
    assert_eq!(
        draft().check(person("carol"), &job()).err(),
        Some(vec![F::AuthorNotThere]),
        "only who was there vouches"
    );
}

#[test]
fn a_vouch_stands_for_one_version_of_one_job() {
    let vouch = draft().check(person("alice"), &job()).unwrap();
    let mut edited = job();
    edited.heads = vec![Tip([9; 32])];
    assert_eq!(
        vouch.faults(person("alice"), &edited),
        [VouchFault::OtherVersion],
        "editing the job later cannot change what was vouched"
    );
}

#[test]
fn hearsay_cannot_be_said_and_proofs_need_leave() {
    let mut vouch = draft().check(person("alice"), &job()).unwrap();
    let mut document = base::document();
    gate::edit(&mut document, [1; 24], 0, |t| {
        write(t, &vouch)?;
        fields::write_text(t, "basis", "heard")
    })
    .unwrap();
    let read = read(&document);
    assert_eq!(
        read.faults(person("alice"), &job()),
        [VouchFault::NoChoice],
        "there is no such word"
    );
    vouch.outside = false;
    vouch.portable = Some(some_portable());
    assert_eq!(
        vouch.faults(person("alice"), &job()),
        [VouchFault::ProofsNotAllowed],
        "the author did not allow it"
    );
}

#[test]
fn a_day_has_one_spelling_and_leap_days_do_not_break_it() {
    assert_eq!(
        day("2028-02-29").to_string(),
        "2028-02-29",
        "there and back"
    );
    assert_eq!(
        day("2028-02-29").plus_years(3),
        day("2031-02-28"),
        "no 29th then"
    );
    assert_eq!(
        day("9998-01-01").plus_years(3),
        day("9999-12-31"),
        "the last year"
    );
    assert!(day("2026-01-31") < day("2026-02-01"), "in order");
    for wrong in [
        "2026-02-29",
        "2026-1-01",
        "2026-01-1",
        "2026-01-00",
        "",
        "2026-01",
    ] {
        assert_eq!(wrong.parse::<Day>(), Err(DayError), "{wrong}");
    }
}
