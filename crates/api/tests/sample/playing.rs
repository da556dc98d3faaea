//! Playing: in the sample one writes, answers and vouches as in a real circle.

use super::stage::{Seat, home, made_for, person, state};
use otagai_api::sample::MadeSample;
use otagai_core::vouch::{Again, Basis, Relation, Role, standing::VouchState};
use otagai_node::work::{Answered, NewVouch, VouchedJob};
use serde_json::json;

/// What one wrote comes to another.
fn passes_on(made: &MadeSample, from: &str, to: &str) {
    let (from, to, circle) = (home(made, from), home(made, to), made.circle());
    let from = from.store();
    let items = from
        .load_items(circle, &from.item_ids(circle).unwrap())
        .unwrap();
    let admitted = to.store().admit(circle, &items).unwrap();
    assert_eq!(
        (admitted.intake.refused.len(), admitted.intake.deferred),
        (0, 0),
        "all of it is taken"
    );
}

#[test]
fn once_the_waiting_vouch_is_accepted_the_note_is_gone() {
    let made = made_for("2026-11-22");
    let v25 = made.vouch(&"V25".into()).unwrap();
    let nozomi = home(&made, "のぞみさん");
    nozomi
        .answer_vouch(made.circle(), v25, Answered::Accept, "")
        .unwrap();
    passes_on(&made, "のぞみさん", "ひとみさん");
    assert_eq!(
        state(&made, "V25", "ひとみさん"),
        Some(VouchState::Counts),
        "everybody reads it"
    );
    let hitomi = home(&made, "ひとみさん");
    let graph = hitomi
        .trust_graph(made.circle(), hitomi.clock().day())
        .unwrap();
    let trail = graph.trail(hitomi.person(), nozomi.person(), "英語学習コーチング");
    let vouchers: Vec<_> = trail.vouchers.iter().map(|one| one.person).collect();
    let (kiku, makoto) = (home(&made, "きくさん"), home(&made, "まことさん"));
    assert_eq!(vouchers, [makoto.person(), kiku.person()], "two now");
    assert!(!trail.all_mutual, "まことさん's is no exchange");
}

#[test]
fn a_vouch_on_a_job_that_is_not_confirmed_is_seen_by_the_two_alone() {
    let made = made_for("2026-11-23");
    let (circle, j21) = (made.circle(), made.job(&"J21".into()).unwrap());
    let (shizuka, aiko) = (home(&made, "しずかさん"), home(&made, "あいちゃん"));
    let version = {
        let work = shizuka.work(circle).unwrap();
        work.jobs[&j21].current().unwrap().chunk
    };
    let vouch = shizuka
        .write_vouch(
            circle,
            &NewVouch {
                job: VouchedJob::Recorded(j21, version),
                subject: aiko.person(),
                skills: vec!["文章校正".to_owned()],
                role: Role::Shared,
                basis: Basis::WorkedAlongside,
                text: "チラシの原稿を早めに渡してくれました。直したところの返事がその日のうちに来ました。"
                    .to_owned(),
                for_whom: String::new(),
                again: Again::Gladly,
                relation: Relation::None,
                outside: None,
                language: "ja".to_owned(),
            },
        )
        .unwrap();
    for reader in ["あいちゃん", "ひとみさん"] {
        passes_on(&made, "しずかさん", reader);
    }
    let found = |home: &otagai_node::home::Home| {
        let work = home.work(circle).unwrap();
        work.vouches.get(&vouch).map(|one| one.state.clone())
    };
    let both = Some(VouchState::Unanswered);
    assert_eq!(
        (found(shizuka), found(aiko)),
        (both.clone(), both),
        "the two"
    );
    let hitomi = home(&made, "ひとみさん");
    assert_eq!(found(hitomi), None, "nobody else");
    assert!(
        !hitomi.work(circle).unwrap().jobs.contains_key(&j21),
        "nor its job"
    );
}

#[tokio::test]
async fn she_changes_her_card_records_a_job_and_vouches() {
    let seat = Seat::of_hitomi().await;
    let edit = json!({ "edit": { "field": "banner", "value": "おためし" } });
    assert_eq!(seat.ask("card_set", edit).await["banner"], "おためし");
    let stated = json!({ "edit": { "field": "availability", "status": "open", "note": "" } });
    assert_eq!(
        seat.ask("card_set", stated).await["availability"]["statedOn"],
        "2026-11-21",
        "today"
    );
    let job = seat
        .ask(
            "job_record",
            json!({ "job": {
                "title": "健康研修の進行", "kind": "paid", "from": "2026-11", "to": "2026-11",
                "participants": [{ "role": "進行" }, { "person": person("さくらさん"), "role": "講師" }],
                "skills": ["医療系講師"],
            } }),
        )
        .await;
    assert_eq!(job["state"], "waiting", "さくらさん is asked");
    let vouch = seat
        .ask(
            "vouch_write",
            json!({
                "subject": person("さくらさん"), "job": job["job"], "skills": ["医療系講師"],
                "text": "会社の健康研修で、進行を担当しました。質問の多い参加者にも、落ち着いて答えていました。",
            }),
        )
        .await;
    assert_eq!(vouch["state"], "waiting", "and again");
    let shown = json!({ "vouch": super::stage::vouch("V15"), "shown": false });
    assert_eq!(seat.ask("vouch_show", shown).await["state"], "hidden");
    let status = seat.ask("status", json!({})).await;
    assert_eq!(
        status["people"][0]["missing"], 4,
        "given to nobody: {status}"
    );
}
