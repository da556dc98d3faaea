//! A link that is made right after two computers have met names both.

use super::people::{Someone, wait_for};
use otagai_api::{Event, Patience};
use otagai_core::invite_link::InviteLink;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_link_made_upon_the_meeting_names_the_other_computer() {
    for _ in 0..8 {
        let hitomi = Someone::founder("ひとみ", Patience::default()).await;
        let kiku = Someone::new("きく").await;
        let link = hitomi.invite(1).await;
        let mut events = hitomi.events();
        let joining = kiku.join(&link);
        let inviting = async {
            wait_for(&mut events, |event| matches!(event, Event::Met { .. })).await;
            InviteLink::parse(&hitomi.invite(1).await).unwrap()
        };
        let (_, link) = tokio::join!(joining, inviting);
        assert_eq!(link.hosts.len(), 2, "ひとみ, and きく who was just met");
        kiku.device.shutdown().await;
        hitomi.device.shutdown().await;
    }
}
