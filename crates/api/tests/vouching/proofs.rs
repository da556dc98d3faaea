//! Taking a vouch out of the circle, and checking it with and without one.

use crate::people::{Person, SKILL, TEXT, in_three_years, job, meet, today, today_in_japan, two};
use data_encoding::BASE64;
use serde_json::{Value, json};
use std::fs;

/// きく vouches for ひとみ and lets her show it outside or not; she accepts.
async fn accepted(kiku: &Person, hitomi: &Person, title: &str, outside: bool) -> Value {
    let args = json!({
        "subject": hitomi.id, "newJob": job(title, &[kiku, hitomi]), "skills": [SKILL], "text": TEXT,
        "outside": outside, "outsideName": if outside { "傾聴 きく子" } else { "" },
    });
    let vouch = kiku.ok("vouch_write", args).await["vouch"].clone();
    meet(kiku, hitomi).await;
    hitomi.answer(&vouch, "accept", "").await;
    vouch
}

async fn verify(person: &Person, text: &str) -> Value {
    person.ok("proof_verify", json!({ "text": text })).await
}

#[tokio::test]
async fn a_proof_is_checked_by_anybody_and_one_changed_character_voids_it() {
    let [kiku, hitomi] = two().await;
    let vouch = accepted(&kiku, &hitomi, "管理職研修", true).await;
    let file = hitomi
        .ok("proof_export", json!({ "vouches": [vouch] }))
        .await;
    let name = format!("otagai-proof-{}.json", today());
    assert_eq!(file["name"], name, "named by day");
    let text = file["text"].as_str().unwrap();

    let here = verify(&hitomi, text).await;
    assert_eq!(here.as_array().unwrap().len(), 1, "one vouch: {here}");
    let read = &here[0];
    assert_eq!(
        (
            &read["issuerName"],
            &read["issuerMember"],
            &read["subjectMember"]
        ),
        (&json!("傾聴 きく子"), &json!("きく"), &json!("ひとみ")),
        "whose and for whom: {read}"
    );
    assert!(read["comment"].as_str().unwrap().contains(TEXT), "the text");
    assert!(
        read["work"][0].as_str().unwrap().contains("管理職研修"),
        "the work"
    );
    assert_eq!(
        (&read["validity"], &read["validUntil"]),
        (
            &json!("current"),
            &json!(format!("{}T14:59:59Z", in_three_years()))
        ),
        "in its time"
    );

    let stranger = Person::nobody().await;
    let there = verify(&stranger, text).await;
    assert_eq!(there[0]["id"], read["id"], "anybody can check it");
    assert_eq!(
        (&there[0]["issuerName"], &there[0]["issuerMember"]),
        (&json!("傾聴 きく子"), &json!("")),
        "and knows no member"
    );

    let last = in_three_years();
    for (from, to) in [("整理", "混乱"), (last.as_str(), "2039-11-21")] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from} is in the file");
        for person in [&hitomi, &stranger] {
            let error = person
                .refused("proof_verify", json!({ "text": changed }))
                .await;
            assert_eq!(error.code, "proofChanged", "{from}");
            assert_eq!(error.message, error.code.japanese(), "{from}");
        }
    }
    for text in ["", "{}", "[]", "推薦します", &"x".repeat(1024 * 1024 + 1)] {
        let error = stranger
            .refused("proof_verify", json!({ "text": text }))
            .await;
        assert_eq!(error.code, "proofNotOurs", "no proof");
    }
}

#[tokio::test]
async fn only_what_its_author_allowed_leaves_the_circle_and_by_its_subject_alone() {
    let [kiku, hitomi] = two().await;
    let allowed = accepted(&kiku, &hitomi, "一つ目", true).await;
    let also = accepted(&kiku, &hitomi, "二つ目", true).await;
    let inside = accepted(&kiku, &hitomi, "三つ目", false).await;
    let both = json!({ "vouches": [allowed, also] });
    let file = hitomi.ok("proof_export", both).await;
    let read = verify(&hitomi, file["text"].as_str().unwrap()).await;
    assert_eq!(read.as_array().unwrap().len(), 2, "two in one file");
    for (person, vouches, code) in [
        (&hitomi, json!([inside]), "outsideNotAllowed"),
        (&hitomi, json!([allowed, inside]), "outsideNotAllowed"),
        (&kiku, json!([allowed]), "notYours"),
        (&hitomi, json!([]), "badInput"),
        (&hitomi, json!(["ab".repeat(32)]), "unknownWork"),
    ] {
        let error = person
            .refused("proof_export", json!({ "vouches": vouches }))
            .await;
        assert_eq!(error.code, code, "{}: {vouches}", person.name);
    }
    meet(&kiku, &hitomi).await;
    kiku.ok("work_take_back", json!({ "document": allowed }))
        .await;
    meet(&kiku, &hitomi).await;
    let error = hitomi
        .refused("proof_export", json!({ "vouches": [allowed] }))
        .await;
    assert_eq!(error.code, "unknownWork", "withdrawn");
}

#[tokio::test]
async fn both_names_stand_in_the_file_as_they_were_when_it_was_signed() {
    let [kiku, hitomi] = two().await;
    // Nothing typed for the outside: the name on the card.
    let args = json!({
        "subject": hitomi.id, "newJob": job("管理職研修", &[&kiku, &hitomi]), "skills": [SKILL],
        "text": TEXT, "outside": true, "outsideName": "",
    });
    let vouch = kiku.ok("vouch_write", args).await["vouch"].clone();
    meet(&kiku, &hitomi).await;
    hitomi.answer(&vouch, "accept", "").await;
    let renamed = json!({ "field": "name", "value": "別の名" });
    hitomi.ok("card_set", json!({ "edit": renamed })).await;
    let file = hitomi
        .ok("proof_export", json!({ "vouches": [vouch] }))
        .await;
    let read = verify(&Person::nobody().await, file["text"].as_str().unwrap()).await;
    assert_eq!(
        (&read[0]["issuerName"], &read[0]["subjectName"]),
        (&json!("きく"), &json!("ひとみ")),
        "{read}"
    );
    assert_eq!(
        (&read[0]["signedOn"], &read[0]["lastDay"]),
        (&json!(today_in_japan()), &json!(in_three_years())),
        "the days that stand inside: {read}"
    );
    let inside = hitomi.vouch(&vouch).await.unwrap();
    assert_eq!(
        (&inside["signedOn"], &inside["validUntil"]),
        (&read[0]["signedOn"], &read[0]["lastDay"]),
        "inside and outside the same"
    );
}

#[tokio::test]
async fn what_this_computer_knows_of_a_letter_is_said_to_whom_it_may_be() {
    let [kiku, hitomi] = two().await;
    let vouch = accepted(&kiku, &hitomi, "管理職研修", true).await;
    let file = hitomi
        .ok("proof_export", json!({ "vouches": [vouch] }))
        .await;
    let text = file["text"].as_str().unwrap();
    let known = async |person: &Person| verify(person, text).await[0]["known"].clone();
    meet(&kiku, &hitomi).await;
    assert_eq!(
        known(&hitomi).await,
        Value::Null,
        "nothing stands against it"
    );

    let hide = json!({ "vouch": vouch, "shown": false });
    hitomi.ok("vouch_show", hide).await;
    meet(&kiku, &hitomi).await;
    assert_eq!(known(&hitomi).await, "hidden", "to whom it is about");
    assert_eq!(known(&kiku).await, Value::Null, "and to nobody else");
    let error = hitomi
        .refused("proof_export", json!({ "vouches": [vouch] }))
        .await;
    assert_eq!(error.code, "vouchHidden", "hidden is not carried");

    kiku.ok("work_take_back", json!({ "document": vouch }))
        .await;
    assert_eq!(known(&kiku).await, "withdrawn", "its author knows");
    meet(&kiku, &hitomi).await;
    assert_eq!(known(&hitomi).await, "withdrawn", "and who heard of it");
    let stranger = Person::nobody().await;
    assert_eq!(known(&stranger).await, Value::Null, "nobody else can know");
}

#[tokio::test]
async fn a_letter_that_lacks_a_signature_or_says_something_twice_is_refused_as_that() {
    let [kiku, hitomi] = two().await;
    let vouch = accepted(&kiku, &hitomi, "管理職研修", true).await;
    let file = hitomi
        .ok("proof_export", json!({ "vouches": [vouch] }))
        .await;
    let good: Value = serde_json::from_str(file["text"].as_str().unwrap()).unwrap();
    let changed = |change: fn(&mut Vec<Value>)| {
        let mut copy = good.clone();
        change(copy["proof"].as_array_mut().unwrap());
        copy
    };
    for (file, code) in [
        (changed(|proofs| drop(proofs.remove(0))), "proofIncomplete"),
        (changed(|proofs| drop(proofs.remove(1))), "proofIncomplete"),
        (changed(Vec::clear), "proofIncomplete"),
        (
            changed(|proofs| proofs.push(proofs[0].clone())),
            "proofTwice",
        ),
        (json!([good, good]), "proofTwice"),
    ] {
        let error = hitomi
            .refused("proof_verify", json!({ "text": file.to_string() }))
            .await;
        assert_eq!(error.code, code, "{file}");
    }
}

#[tokio::test]
async fn a_readable_document_is_given_in_the_merge_librarys_own_format() {
    let [kiku, hitomi] = two().await;
    let waiting = kiku.vouch_with_job(&hitomi, "管理職研修").await;
    let card = card_of(&kiku).await;
    for (what, document) in [
        ("card", json!(card)),
        ("vouch", waiting["vouch"].clone()),
        ("job", waiting["job"].clone()),
    ] {
        let file = kiku
            .ok("document_export", json!({ "document": document }))
            .await;
        let name = file["name"].as_str().unwrap();
        assert!(name.ends_with(".automerge"), "{what}: {name}");
        let bytes = BASE64
            .decode(file["base64"].as_str().unwrap().as_bytes())
            .unwrap();
        assert_eq!(
            bytes.get(..4),
            Some(&[0x85, 0x6f, 0x4a, 0x83][..]),
            "{what}"
        );
    }
    let unknown = json!({ "document": "ab".repeat(32) });
    let error = kiku.refused("document_export", unknown).await;
    assert_eq!(error.code, "unknownWork", "not held");
    let error = hitomi
        .refused("document_export", json!({ "document": waiting["vouch"] }))
        .await;
    assert_eq!(error.code, "unknownWork", "not held yet");
}

#[tokio::test]
async fn what_is_exported_is_saved_as_a_file_each_time_under_a_name_of_its_own() {
    let [kiku, hitomi] = two().await;
    let vouch = accepted(&kiku, &hitomi, "管理職研修", true).await;
    let args = json!({ "vouches": [vouch] });
    let exported = hitomi.ok("proof_export", args.clone()).await;
    for again in ["", " (2)"] {
        let name = format!("推薦書-{}{again}.json", today());
        let saved = hitomi.ok("proof_save", args.clone()).await;
        assert_eq!(saved, json!({ "name": name }), "no path is told");
        let bytes = fs::read(hitomi.downloads().join(&name)).unwrap();
        assert_eq!(exported["text"].as_str().unwrap().as_bytes(), bytes);
    }
    let english = json!({ "language": "en", "textPercent": 100 });
    hitomi.ok("settings_set", english).await;
    let saved = hitomi.ok("proof_save", args).await;
    let name = format!("otagai-letter-{}.json", today());
    assert_eq!(saved["name"], name, "in English");

    let document = json!({ "document": vouch });
    let exported = hitomi.ok("document_export", document.clone()).await;
    let saved = hitomi.ok("document_save", document).await;
    assert_eq!(saved["name"], exported["name"], "a name of letters");
    let bytes = fs::read(hitomi.downloads().join(saved["name"].as_str().unwrap())).unwrap();
    assert_eq!(BASE64.encode(&bytes), exported["base64"].as_str().unwrap());
    assert_eq!(fs::read_dir(hitomi.downloads()).unwrap().count(), 4);
}

#[tokio::test]
async fn a_screen_saves_nothing_of_its_own_and_nowhere_else() {
    let [kiku, hitomi] = two().await;
    let vouch = accepted(&kiku, &hitomi, "管理職研修", true).await;
    for (more, value) in [
        ("name", "a.json"),
        ("file", "../a.json"),
        ("path", "/tmp/a.json"),
        ("text", "{}"),
    ] {
        let args = json!({ "vouches": [vouch], more: value });
        let error = hitomi.refused("proof_save", args).await;
        assert_eq!(error.code, "badArguments", "{more}");
    }
    let inside = json!({ "vouches": [accepted(&kiku, &hitomi, "二つ目", false).await] });
    let error = hitomi.refused("proof_save", inside).await;
    assert_eq!(error.code, "outsideNotAllowed", "the same rules");
    let error = kiku
        .refused("proof_save", json!({ "vouches": [vouch] }))
        .await;
    assert_eq!(error.code, "notYours", "the same rules");
    assert!(!hitomi.downloads().exists(), "nothing was written");
}

/// The document of somebody's own card.
async fn card_of(person: &Person) -> String {
    use otagai_core::document::{Header, Kind};
    let circle = person.ok("circle_list", json!({})).await[0]["circle"].clone();
    let circle = circle.as_str().unwrap().parse().unwrap();
    let me = person.id.parse().unwrap();
    Header::single(circle, me, Kind::Card).id().to_string()
}

#[tokio::test]
async fn lines_and_rare_letters_of_a_vouch_stay_on_the_way_into_the_file() {
    let [kiku, hitomi] = two().await;
    // Doubles of 神 and 隆 that a normal form would exchange, and half-width kana.
    let text = "一日目は\u{fa19}田で、\u{f9dc}さんと進行をお願いしました。\n\n二日目は、\nｶﾞｲﾄﾞをお願いしました。";
    let title = "\u{fa19}楽坂の研修";
    let args = json!({
        "subject": hitomi.id, "newJob": job(title, &[&kiku, &hitomi]), "skills": [SKILL],
        "text": format!("  {}\r\n", text.replace('\n', "\r\n")), "outside": true, "outsideName": "\u{f9dc} きく子",
    });
    let vouch = kiku.ok("vouch_write", args).await["vouch"].clone();
    meet(&kiku, &hitomi).await;
    assert_eq!(
        hitomi.vouch(&vouch).await.unwrap()["text"],
        text,
        "read by her"
    );
    hitomi.answer(&vouch, "accept", "").await;
    let file = hitomi
        .ok("proof_export", json!({ "vouches": [vouch] }))
        .await;
    let read = &verify(&kiku, file["text"].as_str().unwrap()).await[0];
    assert!(read["comment"].as_str().unwrap().contains(text), "{read}");
    assert_eq!(read["issuerName"], "\u{f9dc} きく子", "the name outside");
    assert!(read["work"][0].as_str().unwrap().contains(title), "{read}");
}
