//! What is refused, with its code and its sentence, and that nothing happened.

use crate::people::{Person, SKILL, TEXT, job, meet, next_month, two};
use otagai_api::ErrorCode;
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
async fn refuses(person: &Person, circle: &Value, calls: &[(&str, Value, ErrorCode)]) {
    let before = all(person, circle).await;
    for (name, args, code) in calls {
        let mut args = args.clone();
        args["circle"] = circle.clone();
        let error = person.refused(name, args.clone()).await;
        assert_eq!(error.code, *code, "{name} {args}");
        assert_eq!(error.message, code.japanese(), "{name}: in a sentence");
        assert_eq!(
            error.in_english().message,
            code.english(),
            "{name}: in English"
        );
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
    use ErrorCode as Code;
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
        (with(&new, &json!({ "subject": kiku.id })), Code::SelfVouch),
        (with(&new, &json!({ "basis": "heard" })), Code::Hearsay),
        (
            with(&new, &json!({ "skills": ["英語"] })),
            Code::SkillNotInJob,
        ),
        (with(&new, &json!({ "skills": [] })), Code::VouchSkills),
        (
            with(
                &job_with("skills", skills.clone()),
                &json!({ "skills": skills }),
            ),
            Code::VouchSkills,
        ),
        (
            with(&new, &json!({ "text": "あ".repeat(29) })),
            Code::VouchTextShort,
        ),
        (with(&new, &json!({ "text": "" })), Code::VouchTextShort),
        (
            with(&new, &json!({ "text": "あ".repeat(401) })),
            Code::VouchTextLong,
        ),
        (
            with(&new, &json!({ "forWhom": "あ".repeat(121) })),
            Code::TooLong,
        ),
        (
            with(
                &new,
                &json!({ "outside": true, "outsideName": "あ".repeat(61) }),
            ),
            Code::TooLong,
        ),
        (with(&new, &json!({ "role": "boss" })), Code::BadInput),
        (with(&new, &json!({ "again": "never" })), Code::BadArguments),
        (with(&new, &json!({ "newJob": null })), Code::UnknownWork),
        // Whom the circle does not have, and what it does not have.
        (
            with(&new, &json!({ "subject": third.id })),
            Code::UnknownPerson,
        ),
        (with(&new, &json!({ "subject": "" })), Code::UnknownPerson),
        (
            with(&new, &json!({ "newJob": null, "job": "ab".repeat(32) })),
            Code::UnknownWork,
        ),
        (with(&new, &json!({ "newJob": elsewhere })), Code::JobPeople),
        (job_with("to", json!(next_month())), Code::JobInTheFuture),
        (
            job_with("from", json!("2026-08")),
            Code::JobEndsBeforeItBegins,
        ),
        (job_with("title", json!(" ")), Code::JobTitle),
        (job_with("skills", json!([])), Code::JobSkills),
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
        (ahead, Code::JobInTheFuture),
        (alone, Code::JobPeople),
        (with_stranger, Code::UnknownPerson),
        (job("ほかの方の仕事", &[&hitomi, &hitomi]), Code::JobPeople),
    ];
    let calls = calls.map(|(job, code)| ("job_record", json!({ "job": job }), code));
    refuses(&kiku, &circle, &calls).await;
}

#[tokio::test]
async fn what_is_recorded_already_bounds_what_can_be_written_and_answered() {
    use ErrorCode as Code;
    let [kiku, hitomi] = two().await;
    let circle = only_circle(&kiku).await;
    let written = kiku.vouch_with_job(&hitomi, "管理職研修").await;
    let (vouch, on) = (&written["vouch"], &written["job"]);
    let on_it = json!({ "subject": hitomi.id, "job": on, "skills": [SKILL], "text": TEXT });
    refuses(
        &kiku,
        &circle,
        &[
            ("vouch_write", on_it.clone(), Code::SecondVouch),
            (
                "vouch_write",
                with(&on_it, &json!({ "version": "cd".repeat(32) })),
                Code::OtherVersion,
            ),
            (
                "vouch_answer",
                json!({ "vouch": vouch, "answer": "accept" }),
                Code::NotYours,
            ),
            (
                "job_answer",
                json!({ "job": on, "answer": "accept" }),
                Code::NotYours,
            ),
            (
                "vouch_show",
                json!({ "vouch": vouch, "shown": false }),
                Code::NotYours,
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
                Code::UnknownWork,
            ),
            (
                "job_answer",
                json!({ "job": on, "version": "cd".repeat(32), "answer": "accept" }),
                Code::OtherVersion,
            ),
            (
                "job_record",
                json!({ "job": job("直した", &[&kiku, &hitomi]), "replaces": on }),
                Code::NotYours,
            ),
            (
                "vouch_answer",
                json!({ "vouch": vouch, "answer": "fix", "note": "あ".repeat(201) }),
                Code::TooLong,
            ),
            (
                "vouch_answer",
                json!({ "vouch": "ab".repeat(32), "answer": "accept" }),
                Code::UnknownWork,
            ),
        ],
    )
    .await;
    hitomi.answer(vouch, "decline", "").await;
    meet(&kiku, &hitomi).await;
    refuses(
        &kiku,
        &circle,
        &[("vouch_write", on_it.clone(), Code::DisputedJob)],
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
            Code::AlreadyAnswered,
        )],
    )
    .await;
}

#[tokio::test]
async fn another_circle_is_another_world() {
    use ErrorCode as Code;
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
            ("vouch_write", on_it, Code::UnknownWork),
            (
                "work_take_back",
                json!({ "document": written["vouch"] }),
                Code::UnknownWork,
            ),
            (
                "trail",
                json!({ "person": hitomi.id, "skill": SKILL }),
                Code::UnknownPerson,
            ),
        ],
    )
    .await;
    let args = json!({ "circle": here, "document": written["vouch"] });
    kiku.ok("work_take_back", args).await;
    let gone = json!({ "document": written["vouch"] });
    refuses(&kiku, &here, &[("work_take_back", gone, Code::UnknownWork)]).await;
}
