//! Hiding, showing again, and taking back by either of the two.

use crate::people::{Person, SKILL, meet, three};
use serde_json::{Value, json};

/// A vouch of きく for ひとみ that all three see to count.
async fn counting() -> ([Person; 3], Value, Value) {
    let [kiku, hitomi, sakura] = three().await;
    let written = kiku.vouch_with_job(&hitomi, "管理職研修").await;
    let (vouch, job) = (written["vouch"].clone(), written["job"].clone());
    meet(&kiku, &hitomi).await;
    hitomi.answer(&vouch, "accept", "").await;
    meet(&kiku, &hitomi).await;
    meet(&hitomi, &sakura).await;
    for person in [&kiku, &hitomi, &sakura] {
        assert_eq!(
            person.vouch_state(&vouch).await,
            "counts",
            "{}",
            person.name
        );
    }
    ([kiku, hitomi, sakura], vouch, job)
}

/// Who vouches for somebody, by name.
async fn vouchers(viewer: &Person, person: &Person) -> Vec<Value> {
    let trail = viewer
        .ok("trail", json!({ "person": person.id, "skill": SKILL }))
        .await;
    let vouchers = trail["skills"][0]["vouchers"].as_array().unwrap();
    vouchers
        .iter()
        .map(|one| one["person"]["short"].clone())
        .collect()
}

async fn states(people: &[Person; 3], vouch: &Value) -> Vec<Value> {
    let mut states = Vec::new();
    for person in people {
        states.push(person.vouch_state(vouch).await);
    }
    states
}

#[tokio::test]
async fn what_is_hidden_is_nothing_to_others_until_it_is_shown_again() {
    let (people, vouch, job) = counting().await;
    let [kiku, hitomi, sakura] = &people;
    let hidden = hitomi
        .ok("vouch_show", json!({ "vouch": vouch, "shown": false }))
        .await;
    assert_eq!(hidden["state"], "hidden", "at once: {hidden}");
    meet(hitomi, sakura).await;
    meet(hitomi, kiku).await;
    assert_eq!(
        json!(states(&people, &vouch).await),
        json!(["kept", "hidden", null]),
        "its author reads that it is not shown, the others nothing"
    );
    assert!(vouchers(sakura, hitomi).await.is_empty(), "nor a voucher");
    assert_eq!(sakura.job_state(&job).await, "confirmed", "the job stays");

    hitomi
        .ok("vouch_show", json!({ "vouch": vouch, "shown": true }))
        .await;
    meet(hitomi, sakura).await;
    meet(hitomi, kiku).await;
    assert_eq!(
        states(&people, &vouch).await,
        ["counts", "counts", "counts"],
        "shown again"
    );
    assert_eq!(vouchers(sakura, hitomi).await, ["きく"], "a voucher again");
}

#[tokio::test]
async fn what_its_author_withdraws_is_gone_for_all_but_the_two() {
    let (people, vouch, job) = counting().await;
    let [kiku, hitomi, sakura] = &people;
    let text = sakura.vouch(&vouch).await.unwrap()["text"].clone();
    kiku.ok("work_take_back", json!({ "document": vouch }))
        .await;
    meet(kiku, hitomi).await;
    meet(hitomi, sakura).await;
    assert_eq!(
        json!(states(&people, &vouch).await),
        json!(["withdrawn", "withdrawn", null]),
        "gone"
    );
    assert_eq!(
        hitomi.vouch(&vouch).await.unwrap()["text"],
        text,
        "the two keep what was said"
    );
    assert!(vouchers(sakura, hitomi).await.is_empty(), "nor a voucher");
    assert_eq!(sakura.job_state(&job).await, "confirmed", "the job stays");
    let anew = json!({ "vouch": vouch, "shown": true });
    assert_eq!(
        hitomi.refused("vouch_show", anew).await.code,
        "unknownWork",
        "it does not come again"
    );
    let args = json!({ "subject": hitomi.id, "job": job, "skills": [SKILL], "text": text });
    let second = kiku.ok("vouch_write", args).await;
    assert_eq!(second["state"], "waiting", "but another may be written");
}

#[tokio::test]
async fn what_its_subject_takes_back_is_gone_for_all_but_the_two() {
    let (people, vouch, _) = counting().await;
    let [kiku, hitomi, sakura] = &people;
    assert_eq!(
        sakura
            .refused("work_take_back", json!({ "document": vouch }))
            .await
            .code,
        "notYours",
        "nobody else"
    );
    hitomi
        .ok("work_take_back", json!({ "document": vouch }))
        .await;
    meet(hitomi, sakura).await;
    meet(hitomi, kiku).await;
    assert_eq!(
        json!(states(&people, &vouch).await),
        json!(["withdrawn", "withdrawn", null]),
        "gone"
    );
    assert!(vouchers(sakura, hitomi).await.is_empty(), "nor a voucher");
}

#[tokio::test]
async fn a_job_that_is_taken_back_takes_its_vouch_along() {
    let (people, vouch, job) = counting().await;
    let [kiku, hitomi, sakura] = &people;
    kiku.ok("work_take_back", json!({ "document": job })).await;
    meet(kiku, hitomi).await;
    meet(hitomi, sakura).await;
    for person in [kiku, hitomi] {
        assert_eq!(person.job_state(&job).await, "withdrawn", "{}", person.name);
        let read = person.vouch(&vouch).await.unwrap();
        assert_eq!(read["state"], "void", "{}: no ground", person.name);
    }
    assert!(sakura.job_state(&job).await.is_null(), "gone");
    assert!(sakura.vouch_state(&vouch).await.is_null(), "with it");
    assert!(vouchers(sakura, hitomi).await.is_empty(), "nor a voucher");
}
