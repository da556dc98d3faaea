//! Real windows, from empty computers to an accepted vouch, in Japanese: きく vouches for ひとみ, who answers, and
//! さくら, who never worked with either, reads it in a third window. ひとみ saves it as a file for people outside.
//!
//! With `OTAGAI_PICTURES=DIR` the pictures of the way are kept there.

use otagai_tests::{
    process::binary,
    window::{
        Window, WindowError,
        story::{HITOMI, StoryNewcomer, create_and_invite, join, picture},
    },
};
use std::{path::Path, process::Command};

const SAKURA: StoryNewcomer<'static> = StoryNewcomer {
    name: "見本 さくら",
    reading: "みほん さくら",
    short: "さくら",
    hello: "医療の話をやさしく",
    sees: "3人のなかま",
};
const TEXT: &str =
    "2日間の進行をお願いしました。意見が割れた場面で、両方の言い分を板書で整理してくれました。";

/// Opens somebody's page from the picture book.
async fn open_person(window: &Window, short: &str) -> Result<(), WindowError> {
    window.run("location.hash = '#/book'").await?;
    window.shows(&format!("{short}さん")).await?;
    let face = format!(
        "const faces = [...document.querySelectorAll('main a[href*=\"person\"]')];
         faces.find((face) => face.innerText.includes('{short}')).click()"
    );
    window.run(&face).await?;
    window.shows("信頼のあしあと").await
}

async fn vouch(kiku: &Window) -> Result<(), WindowError> {
    open_person(kiku, "ひとみ").await?;
    kiku.press("workedTogether").await?;
    kiku.fill("title", "管理職研修(2日間)").await?;
    kiku.fill("otherSkill", "ファシリテーション").await?;
    kiku.press("addSkill").await?;
    kiku.fill("text", TEXT).await?;
    let outside = "const details = document.querySelector('[data-fold=vouchDetails]');
         details.open = true;
         details.querySelector('input[value=yes]').click()";
    kiku.run(outside).await?;
    picture(kiku, "vouch-write").await?;
    kiku.press("readAgain").await?;
    kiku.shows("実際に仕事をしたわたし").await?;
    picture(kiku, "vouch-read").await?;
    kiku.press("sign").await?;
    kiku.press("seeAll").await?;
    kiku.shows("受け取り待ち").await
}

async fn accept(hitomi: &Window) -> Result<(), WindowError> {
    // It came by itself; the navigation says that something waits.
    hitomi.shows("受け取り待ち").await?;
    hitomi.run("location.hash = '#/vouches'").await?;
    hitomi.shows(TEXT).await?;
    picture(hitomi, "vouch-answer").await?;
    hitomi.press("accept").await?;
    hitomi.shows("有効").await
}

/// Takes the vouch along: one press saves a file, and says where it lies.
async fn carry(hitomi: &Window) -> Result<(), WindowError> {
    hitomi.run("location.hash = '#/carry'").await?;
    hitomi.find("input[type=checkbox]").await?.click().await?;
    hitomi.press("makeLetter").await?;
    hitomi.press("saveLetter").await?;
    hitomi.shows("「ダウンロード」に「推薦書-").await?;
    picture(hitomi, "letter-saved").await?;
    let downloads = hitomi.computer().downloads();
    let files = std::fs::read_dir(&downloads)?.collect::<Result<Vec<_>, _>>()?;
    let [file] = files.as_slice() else {
        return Err(WindowError::Missing(format!("one file in {files:?}")));
    };
    hitomi
        .shows(&format!("「{}」", file.file_name().display()))
        .await?;
    is_accepted(&file.path())
}

/// Anybody can check the file, also who has never used the program.
fn is_accepted(file: &Path) -> Result<(), WindowError> {
    let nobody = tempfile::TempDir::new()?;
    let mut verify = Command::new(binary()?);
    verify
        .arg("--json")
        .arg("--data")
        .arg(nobody.path().join("data"));
    verify.arg("--keys").arg(nobody.path().join("keys"));
    std::fs::write(nobody.path().join("passphrase"), "いろは")?;
    verify.env("OTAGAI_PASSPHRASE_FILE", nobody.path().join("passphrase"));
    let said = verify.arg("verify").arg(file).output()?;
    let text = String::from_utf8_lossy(&said.stdout);
    if said.status.success() && text.contains(TEXT) {
        Ok(())
    } else {
        Err(WindowError::Missing(format!("a good letter: {said:?}")))
    }
}

async fn story(windows: [&Window; 3]) -> Result<(), WindowError> {
    let [kiku, hitomi, sakura] = windows;
    let link = create_and_invite(kiku).await?;
    join(hitomi, &link, &HITOMI).await?;
    hitomi.run("location.hash = '#/invite'").await?;
    hitomi.fill("to", "見本 さくら").await?;
    hitomi.press("makeInvite").await?;
    hitomi.shows("招待リンクができました").await?;
    let link = hitomi.value("link").await?;
    join(sakura, &link, &SAKURA).await?;
    vouch(kiku).await?;
    open_person(sakura, "ひとみ").await?;
    let before = sakura.run("return document.body.innerText").await?;
    if before.to_string().contains("2日間の進行") {
        return Err(WindowError::Missing(format!("nothing yet, but {before}")));
    }
    accept(hitomi).await?;
    sakura.shows(TEXT).await?;
    sakura.shows("きくさん").await?;
    picture(sakura, "trail").await?;
    carry(hitomi).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vouch_is_written_answered_and_read_in_three_windows() {
    if !Window::can_run().unwrap() {
        return;
    }
    let (kiku, hitomi, sakura) = tokio::join!(Window::start(), Window::start(), Window::start());
    let windows = [kiku.unwrap(), hitomi.unwrap(), sakura.unwrap()];
    let told = story(windows.each_ref()).await;
    for window in windows {
        window.close().await;
    }
    told.unwrap();
}
