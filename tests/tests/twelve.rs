//! Twelve programs on one computer live the sample circle, and each ends up knowing what it may know.
//!
//! The order of meetings comes from a seed, which is printed; `OTAGAI_SEED=…` repeats it.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests stop them as the tests themselves would"
)]
#![expect(
    clippy::print_stdout,
    reason = "without its seed no run can be repeated"
)]

use otagai_sample::{Job, JobState, MemberId, Sample, Vouch};
use otagai_tests::{
    process::ProcessError,
    twelve::{Twelve, TwelveMember, expected, seed},
};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tokio::time::Instant;

#[tokio::test]
async fn twelve_programs_live_the_sample_and_each_knows_what_it_may_know() {
    let seed = seed();
    println!("seed {seed}");
    let begun = Instant::now();
    let mut twelve = Twelve::in_one_circle(seed).await.unwrap();
    println!("joined after {:.1} s", begun.elapsed().as_secs_f32());
    let story = twelve.live().await.unwrap();
    println!("{story:?} after {:.1} s", begun.elapsed().as_secs_f32());
    all_hold_the_same(&mut twelve).await.unwrap();
    let sample = twelve.sample.clone();
    for member in &mut twelve.members {
        knows_what_it_may_know(&sample, member, seed).await.unwrap();
    }
    situations(&mut twelve).await.unwrap();
    twelve.stop().await.unwrap();
    println!("done after {:.1} s", begun.elapsed().as_secs_f32());
}

/// Everything stored is the same at all twelve, and what each shows survives dropping what is derived.
async fn all_hold_the_same(twelve: &mut Twelve) -> Result<(), ProcessError> {
    let mut stored = BTreeSet::new();
    for member in &mut twelve.members {
        let before = member.look().await?;
        let digests = member.node.call("rebuild", json!({})).await?;
        stored.insert(digests["stored"].as_str().unwrap_or_default().to_owned());
        let again = member.node.call("rebuild", json!({})).await?;
        assert_eq!(again, digests, "{}: the same twice", member.id);
        assert_eq!(member.look().await?, before, "{}: rebuilt", member.id);
    }
    assert_eq!(stored.len(), 1, "seed {}: {stored:?}", twelve.seed);
    Ok(())
}

/// The 21 jobs and 25 vouches stand as this member may know them, and nothing else is there.
async fn knows_what_it_may_know(
    sample: &Sample,
    member: &mut TwelveMember,
    seed: u64,
) -> Result<(), ProcessError> {
    let me = member.id.clone();
    let book = member.look().await?;
    assert_eq!(book.members.len(), 12, "{me}: everybody");
    let mut readable = 0;
    for vouch in sample.vouches() {
        let found = book.vouch(vouch);
        let state = found.map(|found| found["state"].as_str().unwrap_or_default());
        assert_eq!(
            state,
            expected(vouch, &me),
            "seed {seed}: {} for {me}",
            vouch.id
        );
        if let Some(found) = found {
            readable += 1;
            says_what_the_sample_says(sample, vouch, found);
        }
    }
    assert_eq!(book.vouches.len(), readable, "{me}: and no other vouch");
    readable = 0;
    for job in sample.jobs() {
        let state = book.job(job).map(|found| found["state"].clone());
        let may = job.state == JobState::Confirmed || job.has(&me);
        let expected = match job.state {
            JobState::Confirmed => "confirmed",
            JobState::Waiting => "waiting",
        };
        assert_eq!(
            state,
            may.then(|| json!(expected)),
            "seed {seed}: {} for {me}",
            job.id
        );
        if let Some(found) = book.job(job) {
            readable += 1;
            all_who_took_part_signed(job, found);
        }
    }
    assert_eq!(book.jobs.len(), readable, "{me}: and no other job");
    Ok(())
}

fn says_what_the_sample_says(sample: &Sample, vouch: &Vouch, found: &Value) {
    let short = |id: &MemberId| sample.member(id).map(|member| member.short.clone());
    let job = sample.job(&vouch.job).unwrap();
    assert_eq!(
        found["author"]["short"],
        json!(short(&vouch.issuer)),
        "{}: whose",
        vouch.id
    );
    assert_eq!(
        found["subject"]["short"],
        json!(short(&vouch.subject)),
        "{}: for whom",
        vouch.id
    );
    for (key, value) in [
        ("jobTitle", json!(job.title)),
        ("jobTo", json!(job.end.to_string())),
        ("skills", json!(vouch.skills)),
        ("outside", json!(vouch.outside_use)),
        ("signedOn", json!(vouch.signed.to_string())),
        (
            "validUntil",
            json!(vouch.valid_until().map(|day| day.to_string())),
        ),
    ] {
        assert_eq!(found[key], value, "{}: {key}", vouch.id);
    }
}

/// Everybody in a confirmed job said so, and only its author in one that waits.
fn all_who_took_part_signed(job: &Job, found: &Value) {
    let participants = found["participants"].as_array().unwrap();
    let signed: Vec<&Value> = participants.iter().map(|one| &one["confirmed"]).collect();
    let expected: Vec<bool> = (0..job.participants.len())
        .map(|at| at == 0 || job.state == JobState::Confirmed)
        .collect();
    assert_eq!(json!(signed), json!(expected), "{}", job.id);
}

/// What the sample is made to show, asked of those whom it concerns.
async fn situations(twelve: &mut Twelve) -> Result<(), ProcessError> {
    let people = twelve.people();
    let id = |member: &str| people.get(&member.into()).cloned().unwrap_or_default();
    let ask = |person: &str, skill: &str| json!({ "person": id(person), "skill": skill });

    // Two who vouch, one of them twice.
    let args = ask("m02", "ファシリテーション");
    let trail = twelve.ask(&"m01".into(), "trail", args).await?;
    let vouchers = &trail["skills"][0]["vouchers"];
    let named: BTreeSet<(&str, &str)> = vouchers
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|one| Some((one["person"]["short"].as_str()?, one["repeats"].as_str()?)))
        .collect();
    assert_eq!(
        named,
        BTreeSet::from([("ひらくさん", "2回"), ("さくらさん", "")]),
        "{trail}"
    );
    // おたがいの推薦です, until V25 is accepted.
    let args = ask("m04", "英語学習コーチング");
    let trail = twelve.ask(&"m02".into(), "trail", args).await?;
    assert_eq!(trail["skills"][0]["allMutual"], json!(true), "{trail}");
    // ひな先生 → ひとみさん → さくらさん.
    let args = ask("m05", "医療系講師");
    let trail = twelve.ask(&"m06".into(), "trail", args).await?;
    let skill = &trail["skills"][0];
    let people = skill["paths"][0]["people"].as_array().unwrap();
    let path: Vec<&Value> = people.iter().map(|person| &person["short"]).collect();
    assert_eq!(path, ["ひな先生", "ひとみさん", "さくらさん"], "{trail}");
    assert_eq!(skill["closeness"], json!("throughOne"), "{trail}");
    // きくさん → (招待) ひとみさん → (招待) さくらさん.
    let args = ask("m05", "医療系講師");
    let trail = twelve.ask(&"m01".into(), "trail", args).await?;
    let skill = &trail["skills"][0];
    let chain = skill["invitations"]["toPerson"].as_array().unwrap();
    let chain: Vec<&Value> = chain.iter().map(|person| &person["short"]).collect();
    assert_eq!(chain, ["きくさん", "ひとみさん", "さくらさん"], "{trail}");
    assert_eq!(skill["closeness"], json!("notYet"), "{trail}");
    // きくさん → まことさん → つよしさん.
    let args = ask("m09", "健康講座");
    let trail = twelve.ask(&"m01".into(), "trail", args).await?;
    let people = trail["skills"][0]["paths"][0]["people"].as_array().unwrap();
    let path: Vec<&Value> = people.iter().map(|person| &person["short"]).collect();
    assert_eq!(path, ["きくさん", "まことさん", "つよしさん"], "{trail}");
    // Hidden and withdrawn ones are nobody's trail.
    for (person, skill) in [("m07", "運営・幹事"), ("m08", "オンライン配信")] {
        let trail = twelve
            .ask(&"m03".into(), "trail", ask(person, skill))
            .await?;
        assert_eq!(trail["skills"][0]["vouchers"], json!([]), "{trail}");
    }
    // 以前の推薦.
    let args = ask("m01", "運営・幹事");
    let trail = twelve.ask(&"m03".into(), "trail", args).await?;
    let skill = &trail["skills"][0];
    assert_eq!(
        skill["earlier"][0]["newest"],
        json!("2022-06-10"),
        "V24 is over: {trail}"
    );
    Ok(())
}
