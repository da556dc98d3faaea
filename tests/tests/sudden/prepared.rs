//! Homes in which everything is ready for a command, made once and copied for each end.

use otagai_tests::process::{Ended, Home, Otagai, ProcessError, binary, once};
use serde_json::{Value, json};
use std::process::Command;

/// The moment at which everybody's clock stands.
pub(crate) const CLOCK: &str = "2026-11-21";
pub(crate) const SKILL: &str = "ファシリテーション";
pub(crate) const TEXT: &str =
    "意見が割れた場面で、両方の言い分を板書で並べて整理してくれました。話し合いが進みました。";
/// Where a copy lies in the home of the founder.
pub(crate) const COPY: &str = "copy";

/// Who is ready for a command.
#[derive(Debug)]
pub(crate) struct Prepared {
    /// Nobody is set up.
    pub(crate) nobody: Home,
    /// Somebody who is in no circle.
    pub(crate) alone: Home,
    /// The founder of a circle, with a whole card, a copy from before the last banner, and recorded work.
    pub(crate) hanako: Home,
    /// The same, who keeps the hobbies for herself.
    pub(crate) hiding: Home,
    /// The other member, for whom a vouch waits.
    pub(crate) taro: Home,
    /// Id of the other member.
    pub(crate) other: String,
    /// Id of the work that was recorded.
    pub(crate) job: String,
    /// Id of the vouch that waits.
    pub(crate) vouch: String,
}

impl Prepared {
    /// Makes all of it.
    pub(crate) async fn new() -> Result<Self, ProcessError> {
        let [alone, hanako, taro] = [home("次郎")?, home("花子")?, home("太郎")?];
        done(
            &hanako,
            &["circle", "create", "さくら会", "--purpose", "助け合い"],
        )?;
        set(
            &hanako,
            &json!({ "field": "hobby", "value": { "name": "水泳", "years": 10 } }),
        )?;
        let mut host = node(&hanako)?;
        let invite = host.call("invite", json!({ "uses": 1, "days": 7 })).await?;
        let link = text(&invite["link"]);
        done(&taro, &["join", &link])?;
        host.stop().await?;
        let other = text(&done(&taro, &["call", "app_state"])?["me"]["person"]);
        let job = recorded("研修の進行", &other).to_string();
        let job = text(
            &done(
                &hanako,
                &["call", "job_record", &format!("{{\"job\":{job}}}")],
            )?["job"],
        );
        let vouch = json!({
            "subject": other, "newJob": recorded("お祭りの会計", &other), "skills": [SKILL], "text": TEXT,
        });
        let vouch = text(&done(&hanako, &["call", "vouch_write", &vouch.to_string()])?["vouch"]);
        let mut host = node(&hanako)?;
        let ticket = text(&host.call("ticket", json!({})).await?["ticket"]);
        let met = done(&taro, &["sync", "--once", "--peer", &ticket])?;
        assert_eq!(met["met"], 1, "{met}");
        host.stop().await?;
        set(&hanako, &banner("写しをとる前"))?;
        done(&hanako, &["backup", &hanako.file(COPY).to_string_lossy()])?;
        set(&hanako, &banner("写しをとった後"))?;
        let hiding = hanako.copied()?;
        let hide = json!({ "section": "hobbies", "onlyMe": true });
        done(&hiding, &["call", "card_show_to", &hide.to_string()])?;
        let nobody = Home::new()?;
        Ok(Self {
            nobody,
            alone,
            hanako,
            hiding,
            taro,
            other,
            job,
            vouch,
        })
    }
}

/// The program of a home, which stays.
pub(crate) fn node(home: &Home) -> Result<Otagai, ProcessError> {
    let mut command = Command::new(binary()?);
    command.args(["--loopback", "--clock", CLOCK]);
    Otagai::start_with(command, home)
}

/// Somebody who is set up.
fn home(name: &str) -> Result<Home, ProcessError> {
    let home = Home::new()?;
    done(
        &home,
        &["init", "--name", name, "--reading", "よみ", "--short", name],
    )?;
    Ok(home)
}

/// The argument that writes a banner.
pub(crate) fn banner(text: &str) -> Value {
    json!({ "field": "banner", "value": text })
}

/// What is recorded of work with somebody.
pub(crate) fn recorded(title: &str, other: &str) -> Value {
    json!({
        "title": title, "kind": "paid", "from": "2026-01", "to": "2026-02",
        "participants": [{}, { "person": other }], "skills": [SKILL],
    })
}

fn set(home: &Home, edit: &Value) -> Result<(), ProcessError> {
    let edit = json!({ "edit": edit }).to_string();
    done(home, &["call", "card_set", &edit]).map(drop)
}

/// Runs a command to its end, which must be a good one.
fn done(home: &Home, words: &[&str]) -> Result<Value, ProcessError> {
    let ended = typed(home, words)?;
    assert_eq!(ended.status, Some(0), "{words:?}: {ended:?}");
    Ok(ended.out)
}

/// Runs a command to its end.
pub(crate) fn typed<W: AsRef<str>>(home: &Home, words: &[W]) -> Result<Ended, ProcessError> {
    let clock = ["--clock", CLOCK].into_iter();
    Ok(once(home, clock.chain(words.iter().map(AsRef::as_ref)))?)
}

pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
