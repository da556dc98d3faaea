//! Opened as ひとみさん: who is in the book, what they did together, and what they say of each other.

use super::stage::{Seat, called, made};
use otagai_sample::{Invited, VouchState};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

#[tokio::test]
async fn it_is_opened_as_hitomi_and_says_that_it_is_the_sample() {
    let seat = Seat::of_hitomi().await;
    let state = seat.ask("app_state", json!({})).await;
    assert_eq!(state["sample"], true, "marked: {state}");
    assert_eq!(state["me"]["name"], "例文 ひとみ", "as whom");
    assert_eq!(state["recovery"], "done", "no words to print");
    assert_eq!(
        (
            &state["circles"][0]["name"],
            &state["circles"][0]["members"]
        ),
        (&json!("ひなたコーチング勉強会(見本)"), &json!(12)),
        "the circle"
    );
    let charter = seat.ask("charter_show", json!({})).await;
    assert_eq!(charter["purpose"], made().sample().circle().purpose, "for");
}

#[tokio::test]
async fn all_twelve_are_members_with_the_cards_of_the_data() {
    let seat = Seat::of_hitomi().await;
    let members = seat.ask("members", json!({})).await;
    let members = members.as_array().unwrap();
    assert_eq!(members.len(), 12, "everybody");
    for view in members {
        let card = &view["card"];
        let member = called(card["short"].as_str().unwrap());
        assert_eq!(view["standing"], "member", "{}", member.short);
        assert_eq!(
            (&card["name"], &card["reading"], &card["banner"]),
            (
                &json!(member.name),
                &json!(member.reading),
                &json!(member.banner)
            ),
            "{}",
            member.short
        );
        let strengths = card["strengths"].as_array().unwrap();
        let at = |level: &str| -> Vec<&str> {
            let at = strengths.iter().filter(|one| one["level"] == level);
            at.map(|one| one["skill"].as_str().unwrap()).collect()
        };
        assert_eq!(at("do"), member.takes_on, "お引き受けします");
        assert_eq!(at("little"), member.little, "少しだけ");
        assert_eq!(at("dont"), member.dont, "お引き受けしません");
        assert_eq!(
            card["availability"]["statedOn"],
            member.availability.stated.to_string(),
            "the day it was said"
        );
        let note = card["availability"]["note"].as_str().unwrap();
        assert!(
            note.ends_with(&member.availability.text.to_string()),
            "when {} is free: {note}",
            member.short
        );
    }
}

#[tokio::test]
async fn everybody_was_invited_by_whom_the_data_says() {
    let seat = Seat::of_hitomi().await;
    let members = seat.ask("members", json!({})).await;
    for view in members.as_array().unwrap() {
        let member = called(view["card"]["short"].as_str().unwrap());
        let inviter = match &member.invited {
            Invited::By(inviter) => made().sample().member(inviter).unwrap().short.as_str(),
            Invited::Founder if member.short == "きくさん" => "",
            Invited::Founder => "きくさん",
        };
        assert_eq!(view["invitedBy"], inviter, "{}", member.short);
        assert_eq!(view["steward"], inviter.is_empty(), "who founded it");
    }
}

#[tokio::test]
async fn whoever_rests_is_in_the_book_and_says_until_when() {
    let seat = Seat::of_hitomi().await;
    let members = seat.ask("members", json!({})).await;
    let members = members.as_array().unwrap();
    let aiko = members
        .iter()
        .find(|one| one["card"]["short"] == "あいちゃん");
    let card = &aiko.unwrap()["card"];
    assert_eq!(
        card["presence"],
        json!({ "state": "resting", "until": "2026-12-31", "advice": false, "depth": null }),
        "お休み中"
    );
    assert_eq!(
        card["availability"]["statedOn"], "2026-09-20",
        "since when that is known"
    );
}

#[tokio::test]
async fn she_reads_the_confirmed_jobs_as_they_are_in_the_data() {
    let seat = Seat::of_hitomi().await;
    let jobs = seat.jobs().await;
    let expected: BTreeSet<&str> = made()
        .sample()
        .jobs()
        .iter()
        .map(|job| job.id.as_str())
        .filter(|id| *id != "J21")
        .collect();
    assert_eq!(jobs.keys().copied().collect::<BTreeSet<_>>(), expected);
    for (id, view) in &jobs {
        let job = made().sample().job(&(*id).into()).unwrap();
        let short = |member| &made().sample().member(member).unwrap().short;
        assert_eq!(
            (&view["title"], &view["from"], &view["to"], &view["state"]),
            (
                &json!(job.title),
                &json!(job.start.to_string()),
                &json!(job.end.to_string()),
                &json!("confirmed")
            ),
            "{id}"
        );
        assert_eq!(view["skills"], json!(job.skills), "{id}");
        assert_eq!(view["outside"], job.outside, "{id}");
        assert_eq!(
            view["author"]["short"],
            *short(job.author().unwrap()),
            "the first participant wrote {id} down"
        );
        let people: Vec<Value> = job
            .participants
            .iter()
            .map(|one| json!({ "short": short(&one.member), "role": one.role, "confirmed": true }))
            .collect();
        let mut found = view["participants"].clone();
        for one in found.as_array_mut().unwrap() {
            one.as_object_mut().unwrap().remove("person");
        }
        assert_eq!(found, json!(people), "{id}");
    }
}

#[tokio::test]
async fn she_reads_the_vouches_that_are_hers_to_read_in_their_states() {
    let seat = Seat::of_hitomi().await;
    let vouches = seat.vouches().await;
    let found: BTreeMap<&str, &str> = vouches
        .iter()
        .map(|(id, view)| (*id, view["state"].as_str().unwrap()))
        .collect();
    // V16 is hidden, V18 taken back, V25 not answered: all three are for their two people.
    let expected: BTreeMap<&str, &str> = made()
        .sample()
        .vouches()
        .iter()
        .filter_map(|vouch| match vouch.state {
            VouchState::Active => Some((vouch.id.as_str(), "counts")),
            VouchState::Expired => Some((vouch.id.as_str(), "expired")),
            VouchState::Hidden | VouchState::Withdrawn | VouchState::Waiting => None,
        })
        .collect();
    assert_eq!(expected.len(), 22, "21 that count and an old one");
    assert_eq!(found, expected, "as she may know");
}

#[tokio::test]
async fn the_vouches_say_what_is_in_the_data() {
    let seat = Seat::of_hitomi().await;
    for (id, view) in seat.vouches().await {
        let sample = made().sample();
        let vouch = sample
            .vouches()
            .iter()
            .find(|one| one.id.as_str() == id)
            .unwrap();
        let short = |member| json!(sample.member(member).unwrap().short);
        assert_eq!(view["author"]["short"], short(&vouch.issuer), "{id}");
        assert_eq!(view["subject"]["short"], short(&vouch.subject), "{id}");
        assert_eq!(view["text"], vouch.text, "{id}");
        assert_eq!(view["skills"], json!(vouch.skills), "{id}");
        assert_eq!(view["signedOn"], vouch.signed.to_string(), "{id}");
        assert_eq!(
            view["validUntil"],
            vouch.valid_until().unwrap().to_string(),
            "{id}"
        );
        assert_eq!(view["outside"], vouch.outside_use, "{id}");
        let job = sample.job(&vouch.job).unwrap();
        assert_eq!(view["jobTitle"], job.title, "{id}");
    }
    let vouches = seat.vouches().await;
    let chosen = |id| {
        let view: &Value = &vouches[id];
        [&view["role"], &view["basis"], &view["again"]].map(|word| word.as_str().unwrap())
    };
    for (id, words) in [
        ("V01", ["shared", "workedAlongside", "gladly"]),
        ("V03", ["asked", "sawResult", "sameWork"]),
        ("V04", ["introduced", "workedAlongside", "gladly"]),
        ("V05", ["tookOver", "sawResult", "gladly"]),
        ("V10", ["learned", "workedAlongside", "gladly"]),
    ] {
        assert_eq!(chosen(id), words, "{id}");
    }
}

#[tokio::test]
async fn everybody_has_what_she_wrote() {
    let seat = Seat::of_hitomi().await;
    let status = seat.ask("status", json!({})).await;
    let people = status["people"].as_array().unwrap();
    assert_eq!(people.len(), 11, "everybody else");
    for one in people {
        assert_eq!(one["missing"], 0, "{one}");
        assert_eq!(one["connected"], false, "and nobody is near: {one}");
        assert!(one["lastMet"].is_u64(), "they have met: {one}");
    }
}
