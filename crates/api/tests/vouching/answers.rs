//! Quiet answers: what the two read, what nobody else does, and how something is put right.

use crate::people::{Person, SKILL, TEXT, job, meet, three, two};
use serde_json::{Value, json};

const NOTE: &str = "月がちがいます";

#[tokio::test]
async fn keep_fix_and_decline_are_for_the_two() {
    let [kiku, hitomi, sakura] = three().await;
    let mut written = Vec::new();
    for title in ["表示しない仕事", "直す仕事", "受け取らない仕事"] {
        written.push(kiku.vouch_with_job(&hitomi, title).await);
    }
    meet(&kiku, &hitomi).await;
    let answers = [
        ("keep", "kept", "confirmed"),
        ("fix", "toFix", "toFix"),
        ("decline", "declined", "declined"),
    ];
    for (vouch, (answer, state, _)) in written.iter().zip(answers) {
        let said = hitomi.answer(&vouch["vouch"], answer, NOTE).await;
        assert_eq!(
            (&said["state"], &said["note"]),
            (&json!(state), &json!(NOTE)),
            "{answer}: as she said"
        );
    }
    meet(&hitomi, &sakura).await;
    meet(&hitomi, &kiku).await;
    for (vouch, (answer, state, of_job)) in written.iter().zip(answers) {
        for person in [&kiku, &hitomi] {
            let read = person.vouch(&vouch["vouch"]).await.unwrap();
            assert_eq!(
                (&read["state"], &read["note"]),
                (&json!(state), &json!(NOTE)),
                "{answer}: {}",
                person.name
            );
            assert_eq!(
                person.job_state(&vouch["job"]).await,
                of_job,
                "{answer}: the job, {}",
                person.name
            );
        }
    }
    assert!(sakura.list("vouches").await.is_empty(), "none for others");
    let jobs = sakura.list("jobs").await;
    let titles: Vec<&Value> = jobs.iter().map(|job| &job["title"]).collect();
    assert_eq!(titles, ["表示しない仕事"], "but the work that was so");
    assert_eq!(jobs[0]["answers"], json!([]), "and no word of hers");
    assert!(
        !sakura
            .ok("jobs", json!({}))
            .await
            .to_string()
            .contains(NOTE),
        "the note is for the author alone"
    );
}

/// きく records a job that ひとみ confirms, and vouches for her on it.
async fn vouched_on_a_confirmed_job(kiku: &Person, hitomi: &Person) -> (Value, Value) {
    let recorded = kiku
        .ok(
            "job_record",
            json!({ "job": job("管理職研修", &[kiku, hitomi]) }),
        )
        .await;
    meet(kiku, hitomi).await;
    let confirmed = hitomi
        .ok(
            "job_answer",
            json!({ "job": recorded["job"], "answer": "accept" }),
        )
        .await;
    assert_eq!(
        (&confirmed["state"], &confirmed["opened"]),
        (&json!("confirmed"), &json!(true)),
        "confirmed: {confirmed}"
    );
    meet(kiku, hitomi).await;
    let vouch = kiku
        .ok("vouch_write", on(&recorded["job"], hitomi, TEXT))
        .await;
    meet(kiku, hitomi).await;
    (recorded["job"].clone(), vouch["vouch"].clone())
}

fn on(job: &Value, subject: &Person, text: &str) -> Value {
    json!({ "subject": subject.id, "job": job, "skills": [SKILL], "text": text })
}

#[tokio::test]
async fn a_corrected_vouch_takes_the_place_of_the_one_to_be_put_right() {
    let [kiku, hitomi, sakura] = three().await;
    let (job, first) = vouched_on_a_confirmed_job(&kiku, &hitomi).await;
    let again = on(
        &job,
        &hitomi,
        "二度目の文です。板書で両方の言い分を並べて整理してくれました。",
    );
    assert_eq!(
        kiku.refused("vouch_write", again.clone()).await.code,
        "secondVouch",
        "while the first waits"
    );
    hitomi.answer(&first, "fix", NOTE).await;
    meet(&kiku, &hitomi).await;
    let second = kiku.ok("vouch_write", again).await["vouch"].clone();
    assert_eq!(
        kiku.vouch_state(&first).await,
        "withdrawn",
        "with the new one"
    );
    meet(&kiku, &hitomi).await;
    let states = [
        hitomi.vouch_state(&first).await,
        hitomi.vouch_state(&second).await,
    ];
    assert_eq!(states, ["withdrawn", "waiting"], "hitomi is asked again");
    hitomi.answer(&second, "accept", "").await;
    meet(&hitomi, &sakura).await;
    let seen = sakura.list("vouches").await;
    assert_eq!(seen.len(), 1, "the others see one: {seen:?}");
    assert_eq!(
        (&seen[0]["vouch"], &seen[0]["state"]),
        (&second, &json!("counts")),
        "the corrected one"
    );
}

#[tokio::test]
async fn a_text_to_be_put_right_is_written_anew_on_the_same_record() {
    let [kiku, hitomi] = two().await;
    let first = kiku.vouch_with_job(&hitomi, "管理職研修").await;
    meet(&kiku, &hitomi).await;
    hitomi.answer(&first["vouch"], "fix", NOTE).await;
    meet(&kiku, &hitomi).await;
    let again = on(&first["job"], &hitomi, TEXT);
    let second = kiku.ok("vouch_write", again).await["vouch"].clone();
    meet(&kiku, &hitomi).await;
    hitomi.answer(&second, "accept", "").await;
    meet(&kiku, &hitomi).await;
    for person in [&kiku, &hitomi] {
        let states = [
            person.vouch_state(&first["vouch"]).await,
            person.vouch_state(&second).await,
            person.job_state(&first["job"]).await,
        ];
        let expected = ["withdrawn", "counts", "confirmed"];
        assert_eq!(states, expected, "one answer for both: {}", person.name);
    }
}

#[tokio::test]
async fn a_job_to_be_put_right_is_confirmed_before_it_carries_a_vouch() {
    let [kiku, hitomi, sakura] = three().await;
    let first = kiku.vouch_with_job(&hitomi, "管理職研修").await;
    meet(&kiku, &hitomi).await;
    hitomi.answer(&first["vouch"], "fix", NOTE).await;
    let wrong = json!({ "job": first["job"], "answer": "fix", "note": NOTE });
    hitomi.ok("job_answer", wrong).await;
    meet(&kiku, &hitomi).await;
    let version = kiku.list("jobs").await[0]["version"].clone();
    let again = on(&first["job"], &hitomi, TEXT);
    assert_eq!(
        kiku.refused("vouch_write", again.clone()).await.code,
        "disputedJob",
        "she does not agree with the record"
    );
    let mut right = job("管理職研修", &[&kiku, &hitomi]);
    right["to"] = json!("2026-08");
    let corrected = kiku
        .ok(
            "job_record",
            json!({ "job": right, "replaces": first["job"] }),
        )
        .await;
    assert_eq!(corrected["job"], first["job"], "the same record");
    assert_ne!(corrected["version"], version, "another version");
    meet(&kiku, &hitomi).await;
    let asked = hitomi.list("jobs").await[0].clone();
    assert_eq!(
        (&asked["state"], &asked["myTurn"], &asked["answers"]),
        (&json!("waiting"), &json!(true), &json!([])),
        "she is asked anew: {asked}"
    );
    assert_eq!(
        kiku.list("jobs").await[0]["canVouch"],
        json!([]),
        "not before she agrees"
    );
    let old = json!({ "job": first["job"], "version": version, "answer": "accept" });
    assert_eq!(
        hitomi.refused("job_answer", old).await.code,
        "otherVersion",
        "the newest is asked about"
    );
    let yes = json!({ "job": first["job"], "version": corrected["version"], "answer": "accept" });
    assert_eq!(
        hitomi.ok("job_answer", yes).await["state"],
        "confirmed",
        "so it was"
    );
    meet(&kiku, &hitomi).await;
    let second = kiku.ok("vouch_write", again).await["vouch"].clone();
    meet(&kiku, &hitomi).await;
    hitomi.answer(&second, "accept", "").await;
    meet(&kiku, &hitomi).await;
    for person in [&kiku, &hitomi] {
        let states = [
            person.vouch_state(&first["vouch"]).await,
            person.vouch_state(&second).await,
        ];
        assert_eq!(states, ["withdrawn", "counts"], "{}", person.name);
    }
    meet(&hitomi, &sakura).await;
    let seen = sakura.list("vouches").await;
    assert_eq!((seen.len(), &seen[0]["vouch"]), (1, &second), "one for all");
    assert_eq!(seen[0]["jobTo"], "2026-08", "of the corrected job");
}

#[tokio::test]
async fn of_several_answers_the_last_word_stands() {
    let [kiku, hitomi] = two().await;
    let written = kiku.vouch_with_job(&hitomi, "管理職研修").await;
    let (vouch, job) = (&written["vouch"], &written["job"]);
    meet(&kiku, &hitomi).await;
    for (answer, note, state, of_job) in [
        ("decline", "一", "declined", "declined"),
        ("fix", "二", "toFix", "toFix"),
        ("decline", "三", "declined", "declined"),
        ("keep", "四", "kept", "confirmed"),
        ("fix", "五", "toFix", "confirmed"),
        ("accept", "", "counts", "confirmed"),
    ] {
        hitomi.answer(vouch, answer, note).await;
        meet(&kiku, &hitomi).await;
        for person in [&kiku, &hitomi] {
            let read = person.vouch(vouch).await.unwrap();
            assert_eq!(
                (&read["state"], &read["note"]),
                (&json!(state), &json!(note)),
                "{answer}: {}",
                person.name
            );
            assert_eq!(
                person.job_state(job).await,
                of_job,
                "{answer}: the job, {}",
                person.name
            );
        }
    }
}
