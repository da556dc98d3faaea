use super::*;
use crate::{base, gate, testing::Person};

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn person(name: &str) -> PersonId {
    Person::new(name).keys.person()
}

fn part(name: &str, role: &str) -> Participant {
    Participant {
        person: person(name),
        role: role.to_owned(),
    }
}

fn draft() -> JobDraft {
    JobDraft {
        title: " 管理職研修\n(2日間) ".to_owned(),
        kind: JobKind::Paid,
        from: month("2026-05"),
        to: month("2026-06"),
        size: Some(JobSize::Days),
        participants: vec![part("bob", "主担当"), part("alice", "サブ講師")],
        skills: vec!["研修".to_owned(), "ファシリテーション".to_owned()],
        outside: 1,
        request: Some(DocumentId::from_bytes([3; 32])),
    }
}

fn faults(change: impl FnOnce(&mut JobDraft)) -> Vec<JobFault> {
    let mut draft = draft();
    change(&mut draft);
    draft
        .check(person("alice"), month("2026-06"))
        .err()
        .unwrap_or_default()
}

#[test]
fn what_is_written_is_read_back_in_the_authors_order() {
    let job = draft().check(person("alice"), month("2026-06")).unwrap();
    assert_eq!(job.title, "管理職研修 (2日間)", "cleaned");
    let mut document = base::document();
    let edit = |job: Job| move |t: &mut Transaction<'_>| write(t, &job);
    gate::edit(&mut document, [1; 24], 0, edit(job.clone())).unwrap();
    assert_eq!(read(&document), job, "there and back");
    let again = gate::edit(&mut document, [1; 24], 0, edit(job.clone())).unwrap();
    assert_eq!(again, None, "the same again is no change");
    let mut less = job;
    less.size = None;
    less.skills.remove(0);
    gate::edit(&mut document, [1; 24], 0, edit(less.clone())).unwrap();
    assert_eq!(read(&document), less, "what is no longer said goes");
}

#[test]
fn every_rule_has_its_own_fault() {
    use JobFault as F;
    let (alice, long) = (person("alice"), "長".repeat(61));
    let none: Vec<F> = faults(|_| {});
    assert_eq!(none, [], "a good draft");
    let cases: Vec<(Vec<F>, F)> = vec![
        (faults(|d| d.title = " ".into()), F::Title(TextError::Empty)),
        (
            faults(|d| d.title.clone_from(&long)),
            F::Title(TextError::TooLong(60)),
        ),
        (faults(|d| d.from = month("2026-07")), F::EndsBeforeItBegins),
        (faults(|d| d.to = month("2026-07")), F::InTheFuture),
        (faults(|d| drop(d.participants.remove(0))), F::TooFewPeople),
        (
            faults(|d| d.participants.push(part("alice", ""))),
            F::PersonTwice(alice),
        ),
        (
            faults(|d| {
                d.participants
                    .extend((0..19).map(|n| part(&n.to_string(), "")));
            }),
            F::TooManyPeople,
        ),
        (
            faults(|d| d.participants[1] = part("carol", "")),
            F::WithoutAuthor,
        ),
        (
            faults(|d| d.participants[1].role.clone_from(&long)),
            F::Role(alice, TextError::TooLong(40)),
        ),
        (faults(|d| d.skills.clear()), F::NoSkill),
        (
            faults(|d| d.skills = (0..7).map(|n| format!("s{n}")).collect()),
            F::TooManySkills,
        ),
        (faults(|d| d.skills[1] = "研修 ".into()), F::SkillTwice(1)),
        (
            faults(|d| d.skills[1] = "研\u{fe00}修".into()),
            F::SkillTwice(1),
        ),
        (
            faults(|d| d.title = "\u{3164}\u{2800}".into()),
            F::Title(TextError::Empty),
        ),
        (
            faults(|d| d.skills[1].clone_from(&long)),
            F::Skill(1, TextError::TooLong(40)),
        ),
        (faults(|d| d.outside = 1_000), F::TooManyOutside),
    ];
    for (found, expected) in cases {
        assert_eq!(found, [expected], "this rule and no other");
    }
}

#[test]
fn an_empty_document_is_read_without_complaint_and_has_faults() {
    let job = read(&base::document());
    assert_eq!(job, Job::default(), "nothing is said");
    assert!(
        job.faults(person("alice")).contains(&JobFault::NoKind),
        "nobody builds on it"
    );
}

#[test]
fn a_month_has_one_spelling() {
    assert_eq!(month("2026-05").to_string(), "2026-05", "there and back");
    assert!(month("2025-12") < month("2026-01"), "in order");
    for wrong in [
        "2026-13", "2026-00", "26-05", "2026-5", "2026-+5", "", "2026",
    ] {
        assert_eq!(wrong.parse::<Month>(), Err(MonthError), "{wrong}");
    }
}
