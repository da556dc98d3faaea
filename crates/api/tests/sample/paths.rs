//! The design's table of situations: through whom two people are connected.

use super::stage::{Seat, job, shorts, vouch};
use serde_json::json;

#[tokio::test]
async fn a_path_of_two_leads_through_somebody_one_worked_with() {
    for (viewer, through, subject, skill, together, vouched) in [
        (
            "ひな先生",
            "ひとみさん",
            "さくらさん",
            "医療系講師",
            "J13",
            "V14",
        ),
        (
            "きくさん",
            "まことさん",
            "つよしさん",
            "健康講座",
            "J06",
            "V17",
        ),
    ] {
        let trail = Seat::of(viewer).await.trail(subject, skill).await;
        assert_eq!(trail["closeness"], "throughOne", "{viewer} → {subject}");
        let path = &trail["paths"][0];
        assert_eq!(shorts(&path["people"]), [viewer, through, subject]);
        assert_eq!(path["jobs"], json!([job(together)]), "worked together");
        assert_eq!(path["vouches"], json!([vouch(vouched)]), "and a vouch");
        assert_eq!(trail["invitations"], json!(null), "nothing else is needed");
    }
}

#[tokio::test]
async fn having_worked_together_is_the_shortest_path() {
    let trail = Seat::of_hitomi().await;
    let trail = trail.trail("さくらさん", "医療系講師").await;
    assert_eq!(trail["closeness"], "workedTogether", "J09 and J12");
    assert_eq!(
        shorts(&trail["paths"][0]["people"]),
        ["ひとみさん", "さくらさん"]
    );
    assert_eq!(trail["vouchers"][0]["isMe"], true, "and V14 is her own");
}

#[tokio::test]
async fn without_a_path_there_is_the_chain_of_invitations() {
    let trail = Seat::of("きくさん").await;
    let trail = trail.trail("さくらさん", "医療系講師").await;
    assert_eq!(
        (&trail["closeness"], &trail["paths"]),
        (&json!("notYet"), &json!([])),
        "no path"
    );
    let chain = &trail["invitations"];
    assert_eq!(
        shorts(&chain["toPerson"]),
        ["きくさん", "ひとみさん", "さくらさん"],
        "(招待) (招待)"
    );
    assert_eq!(shorts(&chain["toMe"]), ["きくさん"], "she is over her");
}

#[tokio::test]
async fn the_other_founder_of_the_data_stands_in_the_chain_as_a_guest() {
    let trail = Seat::of_hitomi().await;
    let trail = trail.trail("まことさん", "オンライン配信").await;
    let chain = &trail["invitations"];
    assert_eq!(
        (shorts(&chain["toPerson"]), shorts(&chain["toMe"])),
        (
            vec!["きくさん", "まことさん"],
            vec!["きくさん", "ひとみさん"]
        ),
        "one circle, one founder"
    );
}
