//! Finding by the window's own commands: the rows of the design's table of situations that are searches, what is typed to
//! break it, licences seen, and what changed lately.

use super::stage::{Seat, made, person, shorts};
use serde_json::{Value, json};

/// Whom a line finds, and why.
async fn found(seat: &Seat, line: &str) -> Value {
    seat.ask("find", json!({ "line": line })).await
}

/// What the people of some hits are called.
fn names(hits: &Value) -> Vec<&str> {
    let hits = hits.as_array().unwrap().iter();
    hits.map(|hit| hit["person"]["short"].as_str().unwrap())
        .collect()
}

fn why<'a>(hits: &'a Value, short: &str) -> &'a str {
    let mut hits = hits.as_array().unwrap().iter();
    let hit = hits.find(|hit| hit["person"]["short"] == short).unwrap();
    hit["why"].as_str().unwrap()
}

#[tokio::test]
async fn any_of_licences_with_date_and_place_finds_the_two_right_people() {
    let seat = Seat::of_hitomi().await;
    let line = "看護師・理学療法士・柔道整復師・薬剤師・臨床検査技師のいずれか。来週火曜の午前、埼玉、対面、2時間";
    let answer = found(&seat, line).await;
    assert_eq!(names(&answer["hits"]), ["さくらさん", "つよしさん"], "R1");
    assert!(
        why(&answer["hits"], "さくらさん").starts_with("看護師(きくさんとひとみさんが原本確認)"),
        "seen by two"
    );
    assert_eq!(
        why(&answer["hits"], "つよしさん"),
        "柔道整復師(きくさんが原本確認)・火曜午前あいています(12日前の情報)・埼玉で対面できます・まことさんの推薦",
        "the sentence of the design, and the place"
    );
    assert_eq!(
        answer["conditions"]["times"][0]["from"], "2026-11-24",
        "the Tuesday that was meant"
    );
    assert_eq!(
        answer["conditions"]["times"][0]["bands"][0], "am",
        "the part of the day"
    );
    assert_eq!(answer["conditions"]["areas"], json!(["埼玉"]), "the place");
}

#[tokio::test]
async fn whoever_does_not_take_it_on_finds_who_does_a_little() {
    let hiraku = Seat::of("ひらくさん").await;
    let answer = found(&hiraku, "ビジネスマナー研修").await;
    assert_eq!(names(&answer["hits"]), ["ひとみさん"], "R2");
    assert!(
        answer["me"].is_null(),
        "who does not take it on is no answer"
    );
    let conditions = json!({ "words": ["ビジネスマナー研修"], "little": false });
    let strict = hiraku
        .ask("find", json!({ "conditions": conditions }))
        .await;
    assert_eq!(
        names(&strict["hits"]),
        Vec::<&str>::new(),
        "without a little"
    );
    assert_eq!(
        strict["widen"][0]["steps"],
        json!(["little"]),
        "and how to find more"
    );
}

#[tokio::test]
async fn a_newcomer_is_found_by_skill_and_hobby_before_who_has_the_hobby_only() {
    let seat = Seat::of_hitomi().await;
    let answer = found(&seat, "取材 × サッカー").await;
    assert_eq!(names(&answer["hits"]), ["はじめさん"], "skill and hobby");
    assert_eq!(names(&answer["near"]), ["つよしさん"], "by hobby only");
    assert_eq!(
        answer["near"][0]["missing"],
        json!(["取材"]),
        "and that is said"
    );
}

#[tokio::test]
async fn whoever_rests_is_in_the_book_and_in_no_answer_about_free_time() {
    let seat = Seat::of_hitomi().await;
    assert_eq!(
        names(&found(&seat, "エステ").await["hits"]),
        ["あいちゃん"],
        "in the book"
    );
    for when in ["月曜", "午前", "来月から", "12月3日", "平日の夜"] {
        let answer = found(&seat, when).await;
        assert!(!names(&answer["hits"]).contains(&"あいちゃん"), "{when}");
        assert!(
            !names(&answer["hits"]).contains(&"とおるさん"),
            "{when}: an alumnus"
        );
    }
}

#[tokio::test]
async fn remote_only_is_said_and_licences_by_own_word_are_called_so() {
    let seat = Seat::of_hitomi().await;
    let answer = found(&seat, "オンライン 人事相談").await;
    assert_eq!(names(&answer["hits"]), ["しずかさん"], "remote only");
    for (licence, short) in [
        ("全国通訳案内士", "のぞみさん"),
        ("美容師", "あいちゃん"),
        ("応用情報技術者", "まことさん"),
    ] {
        let answer = found(&seat, licence).await;
        assert!(
            why(&answer["hits"], short).contains("(自己申告)"),
            "{licence}"
        );
    }
}

#[tokio::test]
async fn a_hidden_withdrawn_or_expired_vouch_is_no_reason() {
    let seat = Seat::of_hitomi().await;
    for (line, short) in [
        ("運営・幹事", "あいちゃん"),
        ("オンライン配信", "まことさん"),
    ] {
        let answer = found(&seat, line).await;
        assert!(
            !why(&answer["hits"], short).contains("推薦"),
            "{line}: V16, V18"
        );
    }
}

#[tokio::test]
async fn whatever_is_typed_is_answered_or_refused_with_a_sentence() {
    let seat = Seat::of_hitomi().await;
    for line in [
        "",
        " ",
        "\u{0}\u{1}\u{7f}\u{202e}",
        "\" OR 1=1 --",
        "'; DROP TABLE search; --",
        "NEAR(看護師 埼玉) AND NOT *",
        "%_%",
        "((((((",
        "\\",
        "𠮷",
        "🎸🎸🎸",
        "👩‍⚕️ さいたま",
        "ﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺ",
        "ーーーー",
        "のにでがをはも",
    ] {
        let answer = found(&seat, line).await;
        assert!(
            answer["rule"].as_str().unwrap().contains("推薦の数"),
            "{line:?}"
        );
    }
    for long in [
        "看".repeat(401),
        "看護師 ".repeat(2_500),
        "a".repeat(10_000),
    ] {
        let refused = seat.refused("find", json!({ "line": long })).await;
        assert_eq!(refused, "findTooLong");
    }
    let many = vec!["研修"; 13];
    for conditions in [
        json!({ "words": many }),
        json!({ "words": [""] }),
        json!({ "licences": ["看".repeat(41)] }),
        json!({ "times": [{ "from": "2026-02-30" }] }),
        json!({ "from": "2026-13" }),
    ] {
        seat.refused("find", json!({ "conditions": conditions }))
            .await;
    }
}

#[tokio::test]
async fn one_who_saw_the_original_says_so_and_takes_it_back() {
    let seat = Seat::of_hitomi().await;
    let seen = |seen: bool| json!({ "person": person("のぞみさん"), "licence": "全国通訳案内士", "seen": seen });
    let card = seat.ask("licence_seen", seen(true)).await;
    assert_eq!(card["licences"][0]["seen"][0]["mine"], true, "on the card");
    let answer = found(&seat, "全国通訳案内士").await;
    assert!(
        why(&answer["hits"], "のぞみさん").starts_with("全国通訳案内士(ひとみさんが原本確認)"),
        "and in the reason"
    );
    let card = seat.ask("licence_seen", seen(false)).await;
    assert_eq!(card["licences"][0]["seen"], json!([]), "taken back");
    let own = json!({ "person": person("ひとみさん"), "licence": "看護師", "seen": true });
    assert_eq!(seat.refused("licence_seen", own).await, "ownLicence");
    let unknown = json!({ "person": person("のぞみさん"), "licence": "看護師", "seen": true });
    assert_eq!(
        seat.refused("licence_seen", unknown).await,
        "unknownLicence"
    );
}

#[tokio::test]
async fn the_index_is_worked_out_again_to_the_same() {
    let seat = Seat::of_hitomi().await;
    let lines = ["看護師", "研修", "火曜午前", "埼玉", "サッカー"];
    let mut before = Vec::new();
    for line in lines {
        before.push(found(&seat, line).await);
    }
    let first = seat.ask("rebuild", json!({})).await;
    let second = seat.ask("rebuild", json!({})).await;
    assert_eq!(first, second, "the digests");
    for (line, before) in lines.into_iter().zip(before) {
        assert_eq!(found(&seat, line).await, before, "{line}");
    }
}

#[tokio::test]
async fn the_book_knows_what_is_shared_and_what_changed() {
    let seat = Seat::of_hitomi().await;
    let members = seat.ask("members", json!({})).await;
    let of = |short: &str| {
        let mut members = members.as_array().unwrap().iter();
        members
            .find(|one| one["card"]["short"] == short)
            .unwrap()
            .clone()
    };
    let hiraku = of("ひらくさん");
    assert_eq!(
        hiraku["together"],
        json!({ "times": 3, "since": "2024-06", "years": 2 }),
        "J01, J02, J15"
    );
    assert!(of("きくさん")["together"].is_null(), "no job with her");
    let recent = seat.ask("recent", json!({})).await;
    let days: Vec<&str> = recent
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["on"].as_str().unwrap())
        .collect();
    assert!(
        days.is_sorted_by(|a, b| a >= b),
        "the newest first: {days:?}"
    );
    let people: Vec<_> = recent
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["person"].clone())
        .collect();
    assert!(
        shorts(&json!(people)).contains(&"はじめさん"),
        "two days ago"
    );
    assert!(
        !shorts(&json!(people)).contains(&"ひとみさん"),
        "not the own card"
    );
    assert_eq!(
        made().sample().members().len(),
        members.as_array().unwrap().len(),
        "everybody"
    );
}
