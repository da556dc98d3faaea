//! What is refused, with its code and its sentence, and that nothing happened.

use crate::people::{Person, SKILL, TEXT, job, meet, next_month, two};
use serde_json::{Value, json};

/// Everything that is there: whoever is refused changes none of it.
async fn all(person: &Person, circle: &Value) -> [Value; 3] {
    let args = json!({ "circle": circle });
    [
        person.ok("jobs", args.clone()).await,
        person.ok("vouches", args.clone()).await,
        person.ok("rebuild", args).await,
    ]
}

/// The calls are refused, each with its code and the sentence of the code, and nothing is changed.
async fn refuses(person: &Person, circle: &Value, calls: &[(&str, Value, &str)]) {
    let before = all(person, circle).await;
    for (name, args, code) in calls {
        let mut args = args.clone();
        args["circle"] = circle.clone();
        let error = person.refused(name, args.clone()).await;
        assert_eq!(error.code, *code, "{name} {args}");
        let (japanese, english) = (error.code.japanese(), error.code.english());
        assert_eq!(error.message, japanese, "{name}: in a sentence");
        assert_ne!(error.detail, "", "{name}: with its cause");
        assert!(error.detail.is_ascii(), "{name}: no text: {}", error.detail);
        assert_eq!(error.in_english().message, english, "{name}: in English");
    }
    assert_eq!(all(person, circle).await, before, "nothing happened");
}

/// The arguments with other values for some keys.
fn with(args: &Value, other: &Value) -> Value {
    let mut args = args.clone();
    for (key, value) in other.as_object().unwrap() {
        args[key] = value.clone();
    }
    args
}

async fn only_circle(person: &Person) -> Value {
    person.ok("circle_list", json!({})).await[0]["circle"].clone()
}

#[tokio::test]
async fn a_vouch_that_breaks_a_rule_is_not_written() {
    let [kiku, hitomi] = two().await;
    let circle = only_circle(&kiku).await;
    let third = Person::new("おそい").await;
    let new = json!({
        "subject": hitomi.id, "newJob": job("管理職研修", &[&kiku, &hitomi]), "skills": [SKILL],
        "text": TEXT,
    });
    let job_with = |key: &str, value: Value| {
        let mut args = new.clone();
        args["newJob"][key] = value;
        args
    };
    let skills = json!([SKILL, "管理職研修", "会計", "英語"]);
    let mut elsewhere = job("よその仕事", &[&hitomi, &kiku]);
    elsewhere["participants"] = json!([{ "person": hitomi.id }, { "person": third.id }]);
    let calls = [
        (with(&new, &json!({ "subject": kiku.id })), "selfVouch"),
        (with(&new, &json!({ "basis": "heard" })), "hearsay"),
        (with(&new, &json!({ "skills": ["英語"] })), "skillNotInJob"),
        (with(&new, &json!({ "skills": [] })), "vouchSkills"),
        (
            with(
                &job_with("skills", skills.clone()),
                &json!({ "skills": skills }),
            ),
            "vouchSkills",
        ),
        (
            with(&new, &json!({ "text": "あ".repeat(29) })),
            "vouchTextShort",
        ),
        (with(&new, &json!({ "text": "" })), "vouchTextShort"),
        (
            with(&new, &json!({ "text": "あ".repeat(401) })),
            "vouchTextLong",
        ),
        (
            with(&new, &json!({ "forWhom": "あ".repeat(121) })),
            "tooLong",
        ),
        (
            with(
                &new,
                &json!({ "outside": true, "outsideName": "あ".repeat(61) }),
            ),
            "tooLong",
        ),
        (with(&new, &json!({ "role": "boss" })), "badInput"),
        (with(&new, &json!({ "again": "never" })), "badArguments"),
        (with(&new, &json!({ "newJob": null })), "unknownWork"),
        // Whom the circle does not have, and what it does not have.
        (with(&new, &json!({ "subject": third.id })), "unknownPerson"),
        (with(&new, &json!({ "subject": "" })), "unknownPerson"),
        (
            with(&new, &json!({ "newJob": null, "job": "ab".repeat(32) })),
            "unknownWork",
        ),
        (with(&new, &json!({ "newJob": elsewhere })), "jobPeople"),
        (job_with("to", json!(next_month())), "jobInTheFuture"),
        (job_with("from", json!("2026-08")), "jobEndsBeforeItBegins"),
        (job_with("title", json!(" ")), "jobTitle"),
        (job_with("skills", json!([])), "jobSkills"),
    ];
    let calls = calls.map(|(args, code)| ("vouch_write", args, code));
    refuses(&kiku, &circle, &calls).await;
    // A job is refused by itself too.
    let mut ahead = job("これから", &[&kiku, &hitomi]);
    ahead["to"] = json!(next_month());
    let mut alone = job("ひとりの仕事", &[&kiku]);
    alone["title"] = json!("ひとりで");
    let mut with_stranger = job("会の外の方と", &[&kiku, &third]);
    with_stranger["outside"] = json!(0);
    let calls = [
        (ahead, "jobInTheFuture"),
        (alone, "jobPeople"),
        (with_stranger, "unknownPerson"),
        (job("ほかの方の仕事", &[&hitomi, &hitomi]), "jobPeople"),
    ];
    let calls = calls.map(|(job, code)| ("job_record", json!({ "job": job }), code));
    refuses(&kiku, &circle, &calls).await;
}

#[tokio::test]
async fn what_is_recorded_already_bounds_what_can_be_written_and_answered() {
    let [kiku, hitomi] = two().await;
    let circle = only_circle(&kiku).await;
    let written = kiku.vouch_with_job(&hitomi, "管理職研修").await;
    let (vouch, on) = (&written["vouch"], &written["job"]);
    let on_it = json!({ "subject": hitomi.id, "job": on, "skills": [SKILL], "text": TEXT });
    refuses(
        &kiku,
        &circle,
        &[
            ("vouch_write", on_it.clone(), "secondVouch"),
            (
                "vouch_write",
                with(&on_it, &json!({ "version": "cd".repeat(32) })),
                "otherVersion",
            ),
            (
                "vouch_answer",
                json!({ "vouch": vouch, "answer": "accept" }),
                "notYours",
            ),
            (
                "job_answer",
                json!({ "job": on, "answer": "accept" }),
                "notYours",
            ),
            (
                "vouch_show",
                json!({ "vouch": vouch, "shown": false }),
                "notYours",
            ),
        ],
    )
    .await;
    meet(&kiku, &hitomi).await;
    refuses(
        &hitomi,
        &circle,
        &[
            (
                "vouch_show",
                json!({ "vouch": vouch, "shown": true }),
                "unknownWork",
            ),
            (
                "job_answer",
                json!({ "job": on, "version": "cd".repeat(32), "answer": "accept" }),
                "otherVersion",
            ),
            (
                "job_record",
                json!({ "job": job("直した", &[&kiku, &hitomi]), "replaces": on }),
                "notYours",
            ),
            (
                "vouch_answer",
                json!({ "vouch": vouch, "answer": "fix", "note": "あ".repeat(201) }),
                "tooLong",
            ),
            (
                "vouch_answer",
                json!({ "vouch": "ab".repeat(32), "answer": "accept" }),
                "unknownWork",
            ),
        ],
    )
    .await;
    hitomi.answer(vouch, "decline", "").await;
    meet(&kiku, &hitomi).await;
    refuses(
        &kiku,
        &circle,
        &[("vouch_write", on_it.clone(), "disputedJob")],
    )
    .await;
    // What she said no to can still be accepted, and then it is answered.
    hitomi.answer(vouch, "accept", "").await;
    refuses(
        &hitomi,
        &circle,
        &[(
            "vouch_answer",
            json!({ "vouch": vouch, "answer": "decline" }),
            "alreadyAnswered",
        )],
    )
    .await;
}

#[tokio::test]
async fn another_circle_is_another_world() {
    let [kiku, hitomi] = two().await;
    let here = only_circle(&kiku).await;
    let written = kiku.vouch_with_job(&hitomi, "管理職研修").await;
    let other = json!({ "name": "べつの会", "purpose": "一人で始める" });
    let other = kiku.ok("circle_create", other).await["circle"].clone();
    let on_it =
        json!({ "subject": hitomi.id, "job": written["job"], "skills": [SKILL], "text": TEXT });
    refuses(
        &kiku,
        &other,
        &[
            ("vouch_write", on_it, "unknownWork"),
            (
                "work_take_back",
                json!({ "document": written["vouch"] }),
                "unknownWork",
            ),
            (
                "trail",
                json!({ "person": hitomi.id, "skill": SKILL }),
                "unknownPerson",
            ),
        ],
    )
    .await;
    let args = json!({ "circle": here, "document": written["vouch"] });
    kiku.ok("work_take_back", args).await;
    let gone = json!({ "document": written["vouch"] });
    refuses(&kiku, &here, &[("work_take_back", gone, "unknownWork")]).await;
}
