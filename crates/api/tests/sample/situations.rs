//! The design's table of situations: vouches and jobs, each row by its name.

use super::stage::{Seat, home, made, person, shorts, state, vouch, voucher_names};
use otagai_core::vouch::standing::{Dropped, VouchState};
use serde_json::{Value, json};

#[tokio::test]
async fn two_distinct_vouchers_and_one_folded_repeat() {
    let seat = Seat::of_hitomi().await;
    let trail = seat.trail("ひとみさん", "ファシリテーション").await;
    let found: Vec<(&str, &str)> = trail["vouchers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let short = one["person"]["short"].as_str().unwrap();
            (short, one["repeats"].as_str().unwrap())
        })
        .collect();
    assert_eq!(
        found,
        [("ひらくさん", "2回"), ("さくらさん", "")],
        "V01 and V21, V15"
    );
    assert_eq!(
        trail["vouchers"][0]["vouches"],
        json!([vouch("V21"), vouch("V01")]),
        "the newest first"
    );
}

#[tokio::test]
async fn mutual_pairs_carry_their_sign_and_nobody_else_does() {
    let seat = Seat::of_hitomi().await;
    let mutual: Vec<&str> = seat
        .vouches()
        .await
        .into_iter()
        .filter(|(_, view)| view["mutual"] == true)
        .map(|(id, _)| id)
        .collect();
    assert_eq!(
        mutual,
        [
            "V01", "V02", "V04", "V05", "V06", "V07", "V12", "V13", "V14", "V15"
        ],
        "five pairs"
    );
}

#[tokio::test]
async fn nozomi_has_the_note_of_mutual_vouches() {
    let seat = Seat::of_hitomi().await;
    let trail = seat.trail("のぞみさん", "英語学習コーチング").await;
    assert_eq!(voucher_names(&trail["vouchers"]), ["きくさん"], "V04 only");
    assert_eq!(trail["allMutual"], true, "おたがいの推薦です");
    let hitomi = seat.trail("ひとみさん", "ファシリテーション").await;
    assert_eq!(hitomi["allMutual"], false, "V21 is no exchange");
}

#[tokio::test]
async fn a_vouch_that_waits_is_for_the_two_alone() {
    for (viewer, side) in [("まことさん", "author"), ("のぞみさん", "subject")] {
        let vouches = Seat::of(viewer).await.vouches().await;
        let found = (&vouches["V25"]["state"], &vouches["V25"]["side"]);
        assert_eq!(found, (&json!("waiting"), &json!(side)), "{viewer}");
    }
    for member in made().sample().members() {
        let knows = ["まことさん", "のぞみさん"].contains(&member.short.as_str());
        let state = state(made(), "V25", &member.short);
        assert_eq!(state.is_some(), knows, "{}: {state:?}", member.short);
    }
}

#[tokio::test]
async fn a_hidden_vouch_is_no_voucher_and_no_path() {
    let tsuyoshi = Seat::of("つよしさん").await;
    let trail = tsuyoshi.trail("あいちゃん", "運営・幹事").await;
    assert_eq!(trail["vouchers"], json!([]), "not even for its author");
    assert_eq!(trail["closeness"], "workedTogether", "J10 stays");
    assert_eq!(
        tsuyoshi.vouches().await["V16"]["state"],
        "kept",
        "its author"
    );
    let aiko = Seat::of("あいちゃん").await;
    assert_eq!(
        aiko.vouches().await["V16"]["state"],
        "hidden",
        "its subject"
    );
    // つよしさん worked with まことさん, so a vouch of his would lead from him to あいちゃん.
    let makoto = Seat::of("まことさん").await;
    let trail = makoto.trail("あいちゃん", "運営・幹事").await;
    assert_eq!(trail["paths"], json!([]), "and no path");
    assert!(
        !makoto.vouches().await.contains_key("V16"),
        "others: nothing"
    );
}

#[tokio::test]
async fn a_withdrawn_vouch_is_known_to_the_two_alone() {
    for member in made().sample().members() {
        let expected = ["つよしさん", "まことさん"]
            .contains(&member.short.as_str())
            .then_some(VouchState::Dropped(Dropped::Withdrawn));
        let found = state(made(), "V18", &member.short);
        assert_eq!(found, expected, "{}", member.short);
    }
    let seat = Seat::of_hitomi().await;
    let trail = seat.trail("まことさん", "オンライン配信").await;
    assert_eq!(trail["vouchers"], json!([]), "nobody vouches for it");
}

#[tokio::test]
async fn an_expired_vouch_is_under_the_earlier_ones() {
    let seat = Seat::of_hitomi().await;
    let trail = seat.trail("きくさん", "運営・幹事").await;
    assert_eq!(
        voucher_names(&trail["earlier"]),
        ["とおるさん"],
        "以前の推薦"
    );
    assert_eq!(trail["earlier"][0]["vouches"], json!([vouch("V24")]));
    assert_eq!(trail["earlier"][0]["newest"], "2022-06-10", "three years");
    assert_eq!(
        trail["vouchers"][0]["vouches"],
        json!([vouch("V07")]),
        "it does not count with the other one"
    );
}

#[tokio::test]
async fn a_vouch_given_before_leaving_counts() {
    let seat = Seat::of_hitomi().await;
    let trail = seat.trail("きくさん", "運営・幹事").await;
    assert_eq!(voucher_names(&trail["vouchers"]), ["とおるさん"], "卒業");
    assert_eq!(seat.vouches().await["V07"]["state"], "counts", "V07");
}

#[tokio::test]
async fn the_newcomer_has_one_vouch() {
    let seat = Seat::of_hitomi().await;
    let args = json!({ "person": person("はじめさん") });
    let trail = seat.ask("trail", args).await;
    assert_eq!(shorts(&trail["names"]), ["つよしさん"], "by one");
    let skills = trail["skills"].as_array().unwrap();
    assert_eq!(skills.len(), 1, "for one thing");
    assert_eq!(skills[0]["skill"], "取材・記事作成", "V23");
}

#[tokio::test]
async fn a_job_that_is_not_confirmed_is_seen_by_the_two_alone() {
    let j21 = made().job(&"J21".into()).unwrap();
    for member in made().sample().members() {
        let work = home(made(), &member.short).work(made().circle()).unwrap();
        let knows = ["しずかさん", "あいちゃん"].contains(&member.short.as_str());
        assert_eq!(work.jobs.contains_key(&j21), knows, "{}", member.short);
    }
    let shizuka = Seat::of("しずかさん").await.jobs().await;
    assert_eq!(shizuka["J21"]["state"], "waiting", "相手の確認待ち");
    let aiko = Seat::of("あいちゃん").await.jobs().await;
    assert_eq!(aiko["J21"]["myTurn"], true, "she is asked");
}

#[tokio::test]
async fn two_confirmed_jobs_have_no_vouch_yet() {
    for (author, other, job) in [
        ("ひとみさん", "さくらさん", "J12"),
        ("ひらくさん", "つよしさん", "J17"),
    ] {
        for (me, them) in [(author, other), (other, author)] {
            let jobs = Seat::of(me).await.jobs().await;
            assert_eq!(jobs[job]["state"], "confirmed", "{job}");
            assert_eq!(
                jobs[job]["canVouch"],
                json!([person(them)]),
                "{me} may vouch for {them}"
            );
        }
    }
    let vouches = Seat::of_hitomi().await.vouches().await;
    let about = |title| vouches.values().filter(move |one| one["jobTitle"] == title);
    for job in ["J12", "J17"] {
        let title = &made().sample().job(&job.into()).unwrap().title;
        assert_eq!(about(title.as_str()).count(), 0, "{job}");
    }
}

#[tokio::test]
async fn four_vouches_are_not_allowed_outside() {
    // Not allowed by its author; and two that no longer count do not leave either.
    for (id, subject, refusal) in [
        ("V05", "きくさん", "outsideNotAllowed"),
        ("V16", "あいちゃん", "outsideNotAllowed"),
        ("V18", "まことさん", "unknownWork"),
        ("V24", "きくさん", "unknownWork"),
    ] {
        let seat = Seat::of(subject).await;
        let args = json!({ "vouches": [vouch(id)] });
        assert_eq!(seat.refused("proof_export", args).await, refusal, "{id}");
    }
    let seat = Seat::of_hitomi().await;
    let outside = |view: &Value| view["outside"] == true;
    let inside: Vec<&str> = seat
        .vouches()
        .await
        .into_iter()
        .filter(|(_, view)| !outside(view))
        .map(|(id, _)| id)
        .collect();
    assert_eq!(inside, ["V05", "V24"], "of those that she reads");
}

#[tokio::test]
async fn a_vouch_that_is_allowed_outside_is_checked_without_the_circle() {
    let seat = Seat::of_hitomi().await;
    let args = json!({ "vouches": [vouch("V21"), vouch("V15")] });
    let file = seat.ask("proof_export", args).await;
    assert_eq!(
        file["name"], "otagai-sample-proof-2026-11-21.json",
        "marked"
    );
    let proofs = seat
        .ask("proof_verify", json!({ "text": file["text"] }))
        .await;
    for proof in proofs.as_array().unwrap() {
        assert_eq!(proof["sample"], true, "anybody can sign with these keys");
    }
    let names: Vec<&Value> = proofs
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["issuerName"])
        .collect();
    assert_eq!(names, ["問井 ひらく", "見本 さくら"], "by their full names");
}
