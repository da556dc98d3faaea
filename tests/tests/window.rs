//! Two real windows, each on a display of its own, driven by hand as it were: from two empty computers to
//! both cards on both sides, in Japanese.
//!
//! With `OTAGAI_PICTURES=DIR` the pictures of the way are kept there.

use otagai_tests::window::{
    Window, WindowError,
    story::{HITOMI, create_and_invite, join, picture},
};

async fn story(kiku: &Window, hitomi: &Window) -> Result<(), WindowError> {
    let link = create_and_invite(kiku).await?;
    join(hitomi, &link, &HITOMI).await?;
    hitomi.shows("きくさん").await?;
    kiku.run("location.hash = '#/book'").await?;
    kiku.shows("現場で使える言いかえを一緒に").await?;
    // One field left is saved, and is there on the other computer without anybody asking.
    hitomi.run("location.hash = '#/card'").await?;
    hitomi.fill("banner", "とどいた看板").await?;
    hitomi.enter("banner").await?;
    hitomi.shows("保存しました").await?;
    picture(hitomi, "card").await?;
    kiku.shows("とどいた看板").await?;
    picture(kiku, "book").await
}

#[tokio::test(flavor = "multi_thread")]
async fn two_windows_meet_from_the_first_start_to_a_card_that_arrives() {
    if !Window::can_run().unwrap() {
        return;
    }
    let (kiku, hitomi) = tokio::join!(Window::start(), Window::start());
    let (kiku, hitomi) = (kiku.unwrap(), hitomi.unwrap());
    let told = story(&kiku, &hitomi).await;
    kiku.close().await;
    hitomi.close().await;
    told.unwrap();
}
