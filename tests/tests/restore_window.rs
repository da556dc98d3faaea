//! One real window: a copy is made, something is changed, the copy is gone back to, and what was there before it
//! is gone back to in turn.

use otagai_tests::window::{
    Window, WindowError,
    story::{create_and_invite, picture},
};

const BEFORE: &str = "写しをとる前の看板";
const AFTER: &str = "写しをとった後の看板";

async fn write_banner(window: &Window, banner: &str) -> Result<(), WindowError> {
    window.run("location.hash = '#/card'").await?;
    window.fill("banner", banner).await?;
    window.enter("banner").await?;
    window.shows("保存しました").await
}

/// Goes back to the first copy in the list whose name has this in it.
async fn go_back(window: &Window, name: &str) -> Result<(), WindowError> {
    window.run("location.hash = '#/settings'").await?;
    window.find("[name=toCopy]").await?;
    let script = format!(
        "document.querySelectorAll('details').forEach((fold) => (fold.open = true));
        [...document.querySelectorAll('[name=toCopy]')].find((copy) => copy.innerText.includes('{name}')).click();"
    );
    window.run(&script).await?;
    window.shows("写しにもどします").await?;
    window.press("restore").await?;
    window.shows("写しの中身にもどしました").await?;
    window.press("reopen").await
}

async fn story(window: &Window) -> Result<(), WindowError> {
    create_and_invite(window).await?;
    write_banner(window, BEFORE).await?;
    window.run("location.hash = '#/settings'").await?;
    window.press("copyNow").await?;
    window.shows("写しをとりました").await?;
    write_banner(window, AFTER).await?;
    go_back(window, "の写し(").await?;
    window.shows(BEFORE).await?;
    picture(window, "restored").await?;
    go_back(window, "もどす前の写し").await?;
    window.shows(AFTER).await?;
    // The copy is a full member: what is written now is kept like anything else.
    write_banner(window, "もどした後の看板").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_goes_back_to_a_copy_and_forth_again() {
    if !Window::can_run().unwrap() {
        return;
    }
    let window = Window::start().await.unwrap();
    let told = story(&window).await;
    window.close().await;
    told.unwrap();
}
