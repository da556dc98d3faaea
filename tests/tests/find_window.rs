//! Finding somebody in the real window of the sample, in Japanese: the two who can stand in next Tuesday, with the
//! reasons and back from a page to the same answer; a newcomer by skill and hobby; nobody, and how to find more.
//!
//! With `OTAGAI_PICTURES=DIR` the pictures of the way are kept there.

use otagai_tests::window::{Computer, Window, WindowError, story::picture};
use std::sync::Arc;

/// Types a line into the box of the page and presses Enter.
async fn search(window: &Window, line: &str) -> Result<(), WindowError> {
    window.run("location.hash = '#/find'").await?;
    let clear = "document.querySelector('[name=clearConditions]')?.click()";
    window.find("[name=findLine]").await?;
    window.run(clear).await?;
    window.paste("findLine", line).await?;
    window.enter("findLine").await
}

/// The names of those who were found, in their order.
async fn names(window: &Window) -> Result<String, WindowError> {
    let names = "return [...document.querySelectorAll('[data-hit] .who a')].map((one) => one.innerText).join(' ')";
    Ok(window
        .run(names)
        .await?
        .as_str()
        .unwrap_or_default()
        .to_owned())
}

fn expect(found: &str, expected: &str) -> Result<(), WindowError> {
    if found == expected {
        Ok(())
    } else {
        Err(WindowError::Missing(format!("{expected:?}, but {found:?}")))
    }
}

/// 「看護師か柔道整復師、来週の火曜午前、埼玉」
async fn stand_in(window: &Window) -> Result<(), WindowError> {
    search(window, "来週の火曜午前 埼玉 看護師か柔道整復師").await?;
    window.shows("2人の方が見つかりました").await?;
    window
        .shows("柔道整復師(きくさんが原本確認)・火曜午前あいています(12日前の情報)")
        .await?;
    expect(&names(window).await?, "さくらさん つよしさん")?;
    window.shows("推薦の数は順番に使いません").await?;
    picture(window, "find-two").await?;
    // To the page of one, and back to the same answer.
    window
        .run("document.querySelectorAll('[data-hit] .who a')[1].click()")
        .await?;
    window.shows("信頼のあしあと").await?;
    window.shows("きくさん").await?;
    picture(window, "find-person").await?;
    window.press("backToFound").await?;
    window.shows("2人の方が見つかりました").await?;
    // A chip that is pressed takes its condition away.
    let away = "const chips = [...document.querySelectorAll('main button')];
        chips.find((chip) => chip.innerText.includes('看護師')).click()";
    window.run(away).await?;
    window.shows("1人の方が見つかりました").await?;
    expect(&names(window).await?, "つよしさん")
}

/// A newcomer without many vouches is found by what they do and love.
async fn newcomer(window: &Window) -> Result<(), WindowError> {
    search(window, "取材 サッカー").await?;
    window.shows("一部が合う方").await?;
    expect(&names(window).await?, "はじめさん つよしさん")?;
    window.shows("趣味はサッカー(10年)").await?;
    picture(window, "find-newcomer").await?;
    window
        .run("document.querySelector('[data-hit] .who a').click()")
        .await?;
    window.shows("信頼のあしあと").await?;
    window.shows("小さな仕事・お試し歓迎").await?;
    picture(window, "find-newcomer-page").await
}

/// Nobody fits: the page says how to find more, and one press does it.
async fn nobody(window: &Window) -> Result<(), WindowError> {
    search(window, "システム保守 埼玉").await?;
    window.shows("オンラインでもよい(1人)").await?;
    picture(window, "find-widen").await?;
    window.press("widen").await?;
    window.shows("1人の方が見つかりました").await?;
    expect(&names(window).await?, "まことさん")
}

async fn story(window: &Window) -> Result<(), WindowError> {
    window.shows("12人のなかま").await?;
    stand_in(window).await?;
    newcomer(window).await?;
    nobody(window).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_right_people_are_found_with_the_reason() {
    if !Window::can_run().unwrap() {
        return;
    }
    let computer = Arc::new(Computer::new().await.unwrap());
    let window = computer.open(&["--demo"]).await.unwrap();
    let told = story(&window).await;
    window.close().await;
    told.unwrap();
}
