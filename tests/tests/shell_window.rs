//! What surrounds the page, with the real program: links from outside, a second start, the window's place, and
//! what is logged of it all.
//!
//! Nothing but the pressing of a button joins a circle, and nothing of what a member writes is lost or logged.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests stop them as the tests themselves would"
)]

use otagai_tests::{
    process::{Home, once},
    window::{Computer, Window, WindowError, WindowFrame, WindowPlace, story::first_start},
};
use serde_json::{Value, json};
use std::sync::Arc;

/// Words of the inviter, of the guest and of the circle that no log may hold.
const PRIVATE: &[&str] = &[
    "高橋",
    "きく",
    "ひなた",
    "得意を持ちより",
    "佐藤",
    "ひとみ",
    "ヒトミ",
    "書きかけ",
    "夕焼け",
    "さくら",
    "いろは",
];

/// A link as somebody sends it who is not on at the moment.
fn link() -> String {
    let kiku = Home::new().unwrap();
    let done = |typed: &[&str]| {
        let ended = once(&kiku, typed).unwrap();
        assert_eq!(ended.status, Some(0), "{typed:?}: {ended:?}");
        ended.out
    };
    done(&[
        "init",
        "--name",
        "高橋 きく子",
        "--reading",
        "たかはし きくこ",
        "--short",
        "きく",
    ]);
    done(&[
        "circle",
        "create",
        "ひなた会",
        "--purpose",
        "得意を持ちよる会です。",
    ]);
    let invite = done(&["invite"]);
    invite
        .pointer("/link")
        .unwrap()
        .as_str()
        .unwrap()
        .to_owned()
}

/// What a command of the api gives the page.
async fn ask(window: &Window, name: &str) -> Result<Value, WindowError> {
    let ask = format!(
        "return window.__TAURI_INTERNALS__.invoke('call', {{ name: '{name}', args: {{}} }})"
    );
    window.run(&ask).await
}

async fn circles(window: &Window) -> Result<usize, WindowError> {
    let list = ask(window, "circle_list").await?;
    Ok(list.as_array().map_or(0, Vec::len))
}

fn expect(what: bool, otherwise: impl FnOnce() -> String) -> Result<(), WindowError> {
    what.then_some(())
        .ok_or_else(|| WindowError::Missing(otherwise()))
}

async fn from_a_cold_start(window: &Window) -> Result<(), WindowError> {
    window.shows("きくさんから「ひなた会」への招待です").await?;
    let state = ask(window, "app_state").await?;
    expect(
        state.pointer("/me") == Some(&Value::Null) && state.pointer("/circles") == Some(&json!([])),
        || format!("nobody and no circle, but {state}"),
    )?;
    // Who is at this computer is asked first; the link waits meanwhile and is shown in full afterwards.
    first_start(window, "join", "佐藤 ひとみ", "さとう ひとみ", "ひとみ").await?;
    window.shows("「ひなた会」への招待です").await?;
    window.find("[name=contact]").await?;
    let joined = circles(window).await?;
    expect(joined == 0, || {
        format!("no circle before the press, but {joined}")
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_starts_the_program_is_shown_and_joins_nothing() {
    if !Window::can_run().unwrap() {
        return;
    }
    let computer = Arc::new(Computer::of_a_member().await.unwrap());
    let link = link();
    let window = computer.open(&[&link]).await.unwrap();
    let told = from_a_cold_start(&window).await;
    window.close().await;
    told.unwrap();
    logs_nothing_private(&computer, &link);
}

/// A second start brings its link to the window that is open, and what is being written there stays.
async fn to_an_open_window(window: &Window, link: &str) -> Result<(), WindowError> {
    first_start(window, "create", "佐藤 ひとみ", "さとう ひとみ", "ひとみ").await?;
    window.fill("circleName", "夕焼けの会").await?;
    window.fill("purpose", "夕焼けを見る会です。").await?;
    window.press("createCircle").await?;
    window.shows("まだ、あなたお一人です").await?;
    joins(window).await?;

    window.run("location.hash = '#/record'").await?;
    window.fill("title", "書きかけの仕事").await?;
    comes(window, link).await?;
    window.run("location.hash = '#/record'").await?;
    let title = window.value("title").await?;
    expect(title == "書きかけの仕事", || {
        format!("the title begun, but {title:?}")
    })?;

    window.run("location.hash = '#/card'").await?;
    window.fill("banner", "書きかけの看板").await?;
    comes(window, link).await?;
    window.run("location.hash = '#/card'").await?;
    let banner = window.value("banner").await?;
    expect(banner == "書きかけの看板", || {
        format!("the line begun, but {banner:?}")
    })?;
    let joined = circles(window).await?;
    expect(joined == 1, || {
        format!("one's own circle alone, but {joined}")
    })
}

/// Lets somebody in, so that there is work to write about; they are off again when this returns.
async fn joins(window: &Window) -> Result<(), WindowError> {
    let invite = "return window.__TAURI_INTERNALS__.invoke('call',
        { name: 'invite', args: { to: '', uses: 1, days: 1 } }).then((made) => made.link)";
    let link = window.run(invite).await?;
    let link = link.as_str().unwrap_or_default();
    let guest = Home::new()?;
    for typed in [
        &[
            "init",
            "--name",
            "見本 さくら",
            "--reading",
            "みほん さくら",
            "--short",
            "さくら",
        ][..],
        &["join", link],
    ] {
        let ended = once(&guest, typed)?;
        expect(ended.status == Some(0), || format!("a guest: {ended:?}"))?;
    }
    Ok(())
}

async fn comes(window: &Window, link: &str) -> Result<(), WindowError> {
    window.computer().start_again(&[link]).await?;
    window.shows("きくさんから「ひなた会」への招待です").await?;
    window.find("[name=contact]").await.map(drop)
}

/// What somebody might send instead of an invitation; a sentence is all that comes of it.
async fn hostile_ones(window: &Window) -> Result<(), WindowError> {
    let long = format!("otagai:{}", "A".repeat(20_000));
    let script = "otagai:<img src=x onerror=\"window.hostile=1\"><script>window.hostile=1</script>";
    for (hostile, sentence) in [
        (long.as_str(), "招待リンクにしては長すぎます"),
        ("otagai:%00%00%0a%0d", "途中で切れているか、変わっています"),
        (script, "途中で切れているか、変わっています"),
        (
            "otagai://../../etc/passwd",
            "途中で切れているか、変わっています",
        ),
        (
            "OTAGAI:javascript:window.hostile=1",
            "途中で切れているか、変わっています",
        ),
        ("otagai:", "途中で切れているか、変わっています"),
    ] {
        window.run("location.hash = '#/book'").await?;
        window.shows("図鑑").await?;
        window.computer().start_again(&[hostile]).await?;
        window.shows(sentence).await?;
        let found = window
            .run("return [window.hostile ?? null, document.querySelectorAll('main img, main script').length, location.hash]")
            .await?;
        expect(found == json!([null, 0, "#/join"]), || {
            format!("{hostile:.40}: {found}")
        })?;
    }
    let joined = circles(window).await?;
    expect(joined == 1, || {
        format!("one's own circle alone, but {joined}")
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_ends_by_itself_and_brings_its_link_to_the_open_window() {
    if !Window::can_run().unwrap() {
        return;
    }
    let computer = Arc::new(Computer::of_a_member().await.unwrap());
    let link = link();
    let window = computer.open(&[]).await.unwrap();
    let mut told = to_an_open_window(&window, &link).await;
    if told.is_ok() {
        told = hostile_ones(&window).await;
    }
    window.close().await;
    told.unwrap();
    logs_nothing_private(&computer, &link);
}

/// Everything is logged, so that whatever could be logged somewhere is looked through.
fn logs_nothing_private(computer: &Computer, link: &str) {
    let logged = computer.logged().unwrap();
    assert!(logged.contains("DEBUG"), "something is logged: {logged}");
    let code = link.get(7..47).unwrap();
    for private in PRIVATE.iter().chain([&code]) {
        let found = logged.lines().find(|line| line.contains(private));
        assert_eq!(found, None, "{private} is private");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_comes_back_where_it_was() {
    if !Window::can_run().unwrap() {
        return;
    }
    let computer = Computer::new().await.unwrap();
    let place = WindowPlace {
        x: 40,
        y: 30,
        width: 900,
        height: 700,
    };
    let program = computer.start(&[]).unwrap();
    let frame = WindowFrame::find(computer.display()).await.unwrap();
    let first = frame.place().unwrap();
    assert_ne!(
        (first.width, first.height),
        (place.width, place.height),
        "another size at first"
    );
    frame.put(place).unwrap();
    frame.is_at(place).await.unwrap();
    frame.close().unwrap();
    program.ends_well().await.unwrap();

    let program = computer.start(&[]).unwrap();
    let frame = WindowFrame::find(computer.display()).await.unwrap();
    frame.is_at(place).await.unwrap();
    frame.close().unwrap();
    program.ends_well().await.unwrap();
}
