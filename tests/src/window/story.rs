//! Steps that every story with windows begins with.

use super::{Window, WindowError};
use std::path::PathBuf;

/// Keeps a picture of the way where `OTAGAI_PICTURES` names a folder.
///
/// # Errors
/// [`WindowError`] when it cannot be made or written.
pub async fn picture(window: &Window, name: &str) -> Result<(), WindowError> {
    match std::env::var_os("OTAGAI_PICTURES") {
        Some(dir) => {
            window
                .picture(&PathBuf::from(dir).join(format!("{name}.png")))
                .await
        }
        None => Ok(()),
    }
}

/// Says who is at this computer.
///
/// # Errors
/// [`WindowError`] when the window does not follow.
pub async fn first_start(
    window: &Window,
    choice: &str,
    name: &str,
    reading: &str,
    short: &str,
) -> Result<(), WindowError> {
    window.press(choice).await?;
    window.fill("name", name).await?;
    window.fill("reading", reading).await?;
    window.fill("short", short).await?;
    window.press("begin").await?;
    window
        .shows("あなたの印をこのパソコンの中に作りました")
        .await?;
    window.press("next").await
}

/// きく founds a circle and invites; gives the link.
///
/// # Errors
/// [`WindowError`] when the window does not follow.
pub async fn create_and_invite(kiku: &Window) -> Result<String, WindowError> {
    kiku.find("[name=create]").await?;
    picture(kiku, "start").await?;
    first_start(kiku, "create", "高橋 きく子", "タカハシ キクコ", "きく").await?;
    kiku.fill("circleName", "ひなた会").await?;
    kiku.fill("purpose", "得意を持ちより、できない分を回しあう会です。")
        .await?;
    kiku.press("createCircle").await?;
    kiku.shows("まだ、あなたお一人です").await?;
    kiku.press("toInvite").await?;
    kiku.fill("to", "佐藤 ひとみ").await?;
    kiku.press("makeInvite").await?;
    kiku.shows("招待リンクができました").await?;
    picture(kiku, "invite").await?;
    kiku.value("link").await
}

/// Joins with a link, reading the charter before, until the picture book shows everybody.
///
/// # Errors
/// [`WindowError`] when the window does not follow.
pub async fn join(window: &Window, link: &str, who: &StoryNewcomer<'_>) -> Result<(), WindowError> {
    first_start(window, "join", who.name, who.reading, who.short).await?;
    window.paste("link", link).await?;
    window.press("readInvite").await?;
    window.shows("「ひなた会」への招待です").await?;
    window.press("contact").await?;
    window.shows("会の約束").await?;
    picture(window, "charter").await?;
    window.fill("hello", who.hello).await?;
    window.press("agree").await?;
    window.shows(who.sees).await
}

/// Who joins, and what they then read.
#[derive(Debug, Clone, Copy)]
pub struct StoryNewcomer<'a> {
    /// Name, family name first.
    pub name: &'a str,
    /// Reading.
    pub reading: &'a str,
    /// What to be called.
    pub short: &'a str,
    /// What they would like to do here.
    pub hello: &'a str,
    /// What the picture book says when everybody is in it.
    pub sees: &'a str,
}

/// The one who joins first.
pub const HITOMI: StoryNewcomer<'static> = StoryNewcomer {
    name: "佐藤 ひとみ",
    reading: "さとう ひとみ",
    short: "ひとみ",
    hello: "現場で使える言いかえを一緒に",
    sees: "2人のなかま",
};
