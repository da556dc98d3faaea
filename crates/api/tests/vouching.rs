//! Work done together and vouches for it, over real connections on this computer. きく and さくら never meet and
//! are never on at the same time: whatever one knows of the other came through ひとみ.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests stop them as the tests themselves would"
)]

#[path = "vouching/answers.rs"]
mod answers;
#[path = "vouching/noticed.rs"]
mod noticed;
#[path = "vouching/people.rs"]
mod people;
#[path = "vouching/proofs.rs"]
mod proofs;
#[path = "vouching/refused.rs"]
mod refused;
#[path = "vouching/taken_back.rs"]
mod taken_back;

use people::{SKILL, TEXT, meet, three, today_in_japan};
use serde_json::json;

#[tokio::test]
async fn a_vouch_is_for_two_until_it_is_accepted_and_then_reaches_whom_its_author_never_meets() {
    let [kiku, hitomi, sakura] = three().await;
    let written = kiku.vouch_with_job(&hitomi, "管理職研修").await;
    let (vouch, job) = (written["vouch"].clone(), written["job"].clone());
    assert_eq!(
        (&written["state"], &written["side"], &written["signedOn"]),
        (
            &json!("waiting"),
            &json!("author"),
            &json!(today_in_japan())
        ),
        "saved: {written}"
    );

    meet(&kiku, &hitomi).await;
    let asked = hitomi.vouch(&vouch).await.unwrap();
    assert_eq!(
        (&asked["state"], &asked["side"], &asked["text"]),
        (&json!("waiting"), &json!("subject"), &json!(TEXT)),
        "she reads it: {asked}"
    );
    let jobs = hitomi.list("jobs").await;
    assert_eq!(
        (&jobs[0]["job"], &jobs[0]["myTurn"], &jobs[0]["state"]),
        (&job, &json!(true), &json!("waiting")),
        "and its job: {jobs:?}"
    );
    meet(&hitomi, &sakura).await;
    assert_eq!(
        sakura.digests().await["stored"],
        hitomi.digests().await["stored"],
        "sakura holds what hitomi holds"
    );
    for name in ["jobs", "vouches"] {
        assert!(sakura.list(name).await.is_empty(), "and reads no {name}");
    }

    let accepted = hitomi.answer(&vouch, "accept", "").await;
    assert_eq!(accepted["state"], "counts", "one call: {accepted}");
    assert_eq!(hitomi.job_state(&job).await, "confirmed", "for both");

    meet(&sakura, &hitomi).await;
    let card = sakura.ok("card_show", json!({ "person": kiku.id })).await;
    assert_eq!(card["short"], "きく", "a card she never met the owner of");
    let read = sakura.vouch(&vouch).await.unwrap();
    assert_eq!(
        (&read["state"], &read["side"], &read["jobTitle"]),
        (&json!("counts"), &json!("other"), &json!("管理職研修")),
        "it counts: {read}"
    );
    assert_eq!(
        (&read["author"]["short"], &read["subject"]["short"]),
        (&json!("きく"), &json!("ひとみ")),
        "whose and for whom"
    );
    assert_eq!(sakura.job_state(&job).await, "confirmed", "and the job");
    let trail = sakura
        .ok("trail", json!({ "person": hitomi.id, "skill": SKILL }))
        .await;
    let skill = &trail["skills"][0];
    assert_eq!(
        (&skill["skill"], &skill["closeness"], &skill["freshness"]),
        (&json!(SKILL), &json!("notYet"), &json!("recent")),
        "the trail: {trail}"
    );
    assert_eq!(skill["vouchers"][0]["person"]["short"], "きく", "who");
    assert_eq!(
        skill["vouchers"].as_array().unwrap().len(),
        1,
        "nobody else"
    );
    assert_eq!(
        skill["invitations"]["toMe"][1]["short"], "さくら",
        "hitomi invited her: {trail}"
    );

    assert_eq!(kiku.vouch_state(&vouch).await, "waiting", "she was off");
    meet(&kiku, &hitomi).await;
    assert_eq!(kiku.vouch_state(&vouch).await, "counts", "now she knows");
    let there = kiku.ok("delivery", json!({ "document": vouch })).await;
    let people = there["people"].as_array().unwrap();
    let far = people.iter().find(|one| one["short"] == "さくら").unwrap();
    assert_eq!(
        (&far["state"], &far["via"]),
        (&json!("passed"), &json!("ひとみ")),
        "and that sakura has it: {there}"
    );
    let mine = kiku
        .ok("trail", json!({ "person": hitomi.id, "skill": SKILL }))
        .await;
    let skill = &mine["skills"][0];
    assert_eq!(
        (&skill["closeness"], &skill["vouchers"][0]["isMe"]),
        (&json!("workedTogether"), &json!(true)),
        "as she sees it: {mine}"
    );
}

#[tokio::test]
async fn what_is_derived_is_the_same_after_dropping_it_and_after_a_restart() {
    let [kiku, hitomi, sakura] = three().await;
    let counting = kiku.vouch_with_job(&hitomi, "一つ目").await["vouch"].clone();
    let waiting = kiku.vouch_with_job(&hitomi, "二つ目").await["vouch"].clone();
    let to_fix = kiku.vouch_with_job(&hitomi, "三つ目").await["vouch"].clone();
    let withdrawn = kiku.vouch_with_job(&hitomi, "四つ目").await["vouch"].clone();
    meet(&kiku, &hitomi).await;
    hitomi.answer(&counting, "accept", "").await;
    hitomi.answer(&withdrawn, "accept", "").await;
    hitomi.answer(&to_fix, "fix", "月がちがいます").await;
    meet(&kiku, &hitomi).await;
    kiku.ok("work_take_back", json!({ "document": withdrawn }))
        .await;
    meet(&kiku, &hitomi).await;
    meet(&hitomi, &sakura).await;
    for person in [kiku, hitomi, sakura] {
        let shown = [person.list("jobs").await, person.list("vouches").await];
        let digests = person.digests().await;
        let again = [person.list("jobs").await, person.list("vouches").await];
        assert_eq!(again, shown, "{}: rebuilt", person.name);
        let person = person.restart().await;
        let again = [person.list("jobs").await, person.list("vouches").await];
        assert_eq!(again, shown, "{}: restarted", person.name);
        assert_eq!(person.digests().await, digests, "{}: digests", person.name);
        let states = [&counting, &waiting, &to_fix, &withdrawn].map(|id| person.vouch_state(id));
        let mut seen = Vec::new();
        for state in states {
            seen.push(state.await);
        }
        let expected = if person.name == "さくら" {
            json!(["counts", null, null, null])
        } else {
            json!(["counts", "waiting", "toFix", "withdrawn"])
        };
        assert_eq!(json!(seen), expected, "{}", person.name);
    }
}
