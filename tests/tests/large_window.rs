//! A circle of 300 in the real window (journey J12): everybody is in the book, and one of them is found.
//!
//! The circle is made by the product's own code, every signature real: 300 members with cards, and a job with a vouch
//! between the founder and each of the others. How long the window takes is printed, and judged nowhere: speed is
//! measured by `cargo xtask bench`.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    reason = "helpers of tests stop them as the tests themselves would"
)]

use otagai_core::{
    card::{Availability, Band, CardEdit, Free, Hobby, Level, Strength, Way, Weekday},
    id::{CircleId, ItemId},
    job::{JobDraft, JobKind, Participant},
    keys::{DeviceKeys, DeviceSeeds},
    phrase::RecoveryEntropy,
    vouch::{Again, Basis, Relation, Role},
};
use otagai_node::{
    Config, Node, NodeError,
    clock::Clock,
    home::Home,
    profile::Profile,
    work::{Answered, NewVouch, VouchedJob},
};
use otagai_tests::window::{Computer, Window, WindowError, story::picture};
use std::{collections::BTreeSet, path::Path, sync::Arc};

/// Members, the founder included.
const MEMBERS: usize = 300;
/// What the members take on, by turns.
const SKILLS: [&str; 6] = ["経理", "写真", "司会", "研修資料づくり", "翻訳", "会場手配"];
const HOBBIES: [&str; 5] = ["釣り", "登山", "将棋", "編み物", "サッカー"];
const AREAS: [&str; 4] = ["埼玉", "東京", "大阪", "福岡"];
/// Somebody whom nobody else is like.
const BEEKEEPER: usize = 217;

/// Somebody with a home in memory.
fn guest(number: usize) -> Result<Home, NodeError> {
    let seed = |purpose: u8| {
        let mut seed = [purpose; 32];
        for (to, from) in seed.iter_mut().zip(number.to_be_bytes()) {
            *to = from;
        }
        seed
    };
    let seeds = DeviceSeeds {
        device: seed(1),
        encryption: seed(2),
        credential: seed(3),
    };
    let root = RecoveryEntropy::new(seed(4)).root_key();
    let keys = DeviceKeys::certified_by(&root, &seeds)?;
    let profile = Profile::new(
        &format!("会員 {number}"),
        &format!("かいいん {number}"),
        &format!("会員{number}"),
    )?;
    Home::temporary(keys, &profile, Clock::system())
}

fn write_card(home: &Home, circle: CircleId, number: usize) -> Result<(), NodeError> {
    let turn = |list: &[&'static str]| list[number % list.len()].to_owned();
    let skill = if number == BEEKEEPER {
        "養蜂の手ほどき".to_owned()
    } else {
        turn(&SKILLS)
    };
    let week = [(Weekday::ALL[number % 7], Band::ALL[number % 3])];
    for edit in [
        CardEdit::Strength(Strength {
            skill,
            level: Level::Do,
            limit: String::new(),
        }),
        CardEdit::Hobby(Hobby {
            name: turn(&HOBBIES),
            years: Some(3),
        }),
        CardEdit::Way(Way {
            remote: number.is_multiple_of(2),
            areas: vec![turn(&AREAS)],
            home: turn(&AREAS),
        }),
        CardEdit::Availability(Availability {
            week: week.into_iter().collect(),
            ..Availability::said(Free::Open, "", home.clock().today())
        }),
    ] {
        home.edit_card(circle, &edit)?;
    }
    Ok(())
}

/// A vouch for the founder, with its job, which the founder accepts.
fn vouch(founder: &Home, home: &Home, circle: CircleId, number: usize) -> Result<(), NodeError> {
    let participant = |person, role: &str| Participant {
        person,
        role: role.to_owned(),
    };
    let month = home.clock().month();
    let draft = JobDraft {
        title: format!("商店街のお祭りの会計 {number}"),
        kind: JobKind::Paid,
        from: month,
        to: month,
        size: None,
        participants: vec![
            participant(home.person(), "主催"),
            participant(founder.person(), "会計"),
        ],
        skills: vec!["経理".to_owned()],
        outside: 0,
        request: None,
    };
    let document = home.write_vouch(
        circle,
        &NewVouch {
            job: VouchedJob::New(draft),
            subject: founder.person(),
            skills: vec!["経理".to_owned()],
            role: Role::Asked,
            basis: Basis::WorkedAlongside,
            text: "締め切りの二日前に、領収書ごとに並べた表と、足りない分の説明が届きました。"
                .to_owned(),
            for_whom: String::new(),
            again: Again::Gladly,
            relation: Relation::None,
            outside: None,
            language: "ja".to_owned(),
        },
    )?;
    pass_on(home, founder, circle)?;
    founder.answer_vouch(circle, document, Answered::Accept, "")
}

/// What one holds and the other lacks.
fn pass_on(from: &Home, to: &Home, circle: CircleId) -> Result<(), NodeError> {
    let held: BTreeSet<ItemId> = to.store().item_ids(circle)?.into_iter().collect();
    let store = from.store();
    let mut lacking = store.item_ids(circle)?;
    lacking.retain(|id| !held.contains(id));
    let items = store.load_items(circle, &lacking)?;
    drop(store);
    let admitted = to.store().admit(circle, &items)?;
    assert_eq!(admitted.intake.refused.len(), 0, "what one wrote is taken");
    Ok(())
}

/// Fills the founder's folder.
fn fill(founder: &Home) -> Result<(), NodeError> {
    let circle = founder.create_circle("三百人の会", "大きな会でも、すぐに見つかるように")?;
    write_card(founder, circle, 0)?;
    let mut invitation = founder.invite(circle, "", 50, 7, Vec::new())?;
    for number in 1..MEMBERS {
        if number.is_multiple_of(50) {
            invitation = founder.invite(circle, "", 50, 7, Vec::new())?;
        }
        let home = guest(number)?;
        home.join_beside(founder, &invitation.link, "よろしくお願いします")?;
        write_card(&home, circle, number)?;
        vouch(founder, &home, circle, number)?;
    }
    Ok(())
}

/// Makes the circle where the program of this computer finds it.
async fn make(data: &Path, keys: &Path, passphrase: &Path) -> Result<(), NodeError> {
    let node = Node::open(Config {
        data: data.to_owned(),
        keys: Some(keys.to_owned()),
        passphrase_file: Some(passphrase.to_owned()),
        loopback: true,
        clock: Clock::system(),
    })
    .await?;
    node.init(Profile::new("会員 0", "かいいん 0", "会員0")?)
        .await?;
    let founder = node.home()?;
    let filled = tokio::task::spawn_blocking(move || fill(&founder)).await;
    node.shutdown().await;
    filled.unwrap_or_else(|ended| panic!("{ended}"))
}

/// How long the page waits for one command, ms.
async fn waits(window: &Window, name: &str, args: &str) -> Result<f64, WindowError> {
    let script = format!(
        "const begun = performance.now();
         return window.__TAURI_INTERNALS__.invoke('call', {{ name: '{name}', args: {args} }})
             .then(() => performance.now() - begun)"
    );
    Ok(window.run(&script).await?.as_f64().unwrap_or_default())
}

async fn story(window: &Window) -> Result<(), WindowError> {
    window.shows("300人のなかま").await?;
    let painted =
        "return performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1";
    let painted = window.run(painted).await?;
    picture(window, "large-book").await?;
    window.run("location.hash = '#/find'").await?;
    window.paste("findLine", "養蜂").await?;
    window.enter("findLine").await?;
    window.shows(&format!("会員{BEEKEEPER}さん")).await?;
    window.shows("養蜂の手ほどきをお引き受けします").await?;
    picture(window, "large-find").await?;
    let first = waits(window, "find", "{ line: '司会 大阪' }").await?;
    let again = waits(window, "find", "{ line: '司会か翻訳 火曜 埼玉' }").await?;
    let members = waits(window, "members", "{}").await?;
    eprintln!("first paint {painted} ms; find {first} and {again} ms; members {members} ms");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn one_of_three_hundred_is_found() {
    if !Window::can_run().unwrap() {
        return;
    }
    let computer = Arc::new(Computer::new().await.unwrap());
    let (keys, passphrase) = (
        computer.home().join("keys"),
        computer.home().join("passphrase"),
    );
    make(&computer.data(), &keys, &passphrase).await.unwrap();
    let window = computer.open(&[]).await.unwrap();
    let told = story(&window).await;
    window.close().await;
    told.unwrap();
}
