//! A member with a circle, and what is read and refused there.

use otagai_tests::process::{self, Ended, Home, Otagai, ProcessError, binary, once};
use serde_json::{Value, json};
use std::{process::Command, time::Duration};

pub(crate) const CLOCK: &str = "2026-11-21";
pub(crate) const SKILL: &str = "ファシリテーション";
pub(crate) const TEXT: &str =
    "意見が割れた場面で、両方の言い分を板書で並べて整理してくれました。話し合いが進みました。";
/// What the founder's card says.
pub(crate) const BANNER: &str = "はじめまして";
/// How long anything may take between two programs on one computer.
pub(crate) const SOON: Duration = Duration::from_mins(1);

/// Sets somebody up who has a circle and a card.
pub(crate) fn founder(home: &Home) {
    let clock = ["--clock", CLOCK];
    let init = ["init", "--name", "花子", "--reading", "はなこ"];
    done(once(home, clock.into_iter().chain(init)).unwrap());
    let circle = ["circle", "create", "さくら会", "--purpose", "助け合い"];
    done(once(home, clock.into_iter().chain(circle)).unwrap());
    let card = ["call", "card_set"];
    let edit = banner(BANNER).to_string();
    let card = card.into_iter().chain([edit.as_str()]);
    done(once(home, clock.into_iter().chain(card)).unwrap());
}

/// Somebody new with a home of their own, who has joined the circle of a running program.
pub(crate) async fn join(host: &mut Otagai, clock: &str) -> Result<(Home, Otagai), ProcessError> {
    let home = Home::new()?;
    let mut guest = start(&home, clock)?;
    let me = json!({ "name": "太郎", "reading": "たろう", "short": "" });
    guest.call("init", me).await?;
    let invite = host.call("invite", json!({ "uses": 1, "days": 7 })).await?;
    guest
        .call("join", json!({ "link": invite["link"] }))
        .await?;
    Ok((home, guest))
}

/// Starts a program whose clock stands.
pub(crate) fn start(home: &Home, clock: &str) -> Result<Otagai, ProcessError> {
    let mut command = Command::new(binary()?);
    command.args(["--loopback", "--clock", clock]);
    Otagai::start_with(command, home)
}

/// Everything that somebody reads, by one command each.
pub(crate) fn read(home: &Home) -> [Value; 4] {
    let line =
        |words: [&str; 1]| done(once(home, ["--clock", CLOCK].into_iter().chain(words)).unwrap());
    [
        line(["members"]),
        line(["jobs"]),
        line(["vouches"]),
        line(["rebuild"]),
    ]
}

/// The argument that writes a banner.
pub(crate) fn banner(text: &str) -> Value {
    json!({ "edit": { "field": "banner", "value": text } })
}

/// The argument that records work with somebody.
pub(crate) fn job(title: &str, other: &str) -> Value {
    json!({
        "title": title, "kind": "paid", "from": "2026-01", "to": "2026-02",
        "participants": [{}, { "person": other }], "skills": [SKILL],
    })
}

/// A command that was done, and what it printed.
pub(crate) fn done(ended: Ended) -> Value {
    assert_eq!(ended.status, Some(0), "{ended:?}");
    ended.out
}

/// A command that was refused with a sentence and nothing else; its code.
pub(crate) fn refused(ended: &Ended) -> String {
    assert_eq!(ended.status, Some(1), "{ended:?}");
    assert_eq!(ended.out, Value::Null, "nothing else is printed");
    assert_ne!(ended.error["message"], "", "{ended:?}: a sentence");
    ended.error["code"].as_str().unwrap().to_owned()
}

/// The code with which a running program refused a call; none where it did not.
pub(crate) fn code(reply: &Result<Value, ProcessError>) -> Option<&str> {
    match reply {
        Ok(_) => None,
        Err(ProcessError::Refused { code, message, .. }) => {
            assert_ne!(message, "", "{code}: a sentence");
            Some(code)
        }
        Err(error) => panic!("{error}"),
    }
}

/// Lets two meet until both hold the same.
pub(crate) async fn converge(one: &mut Otagai, other: &mut Otagai) -> Result<(), ProcessError> {
    process::converge([one, other], SOON).await
}
