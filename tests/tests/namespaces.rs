//! The real program on two computers with a cable between them: network namespaces.
//!
//! Where namespaces cannot be made, each test fails as not run (`otagai_tests::not_run`).

#![cfg(target_os = "linux")]

#[path = "namespaces/members.rs"]
mod members;

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::net::Ipv4Addr;
use std::path::Path;
use std::time::Duration;

use otagai_tests::netns::{Cable, CableEnd, in_namespaces};
use otagai_tests::process::{Home, ProcessError};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use members::{CIRCLE, HANAKO, Members, SOON, TARO, first_start, is, sees, set_banner, text};

/// How long two computers may take to find each other.
const FOUND: Duration = Duration::from_secs(5);

/// How long a link is down.
const OUTAGE: Duration = Duration::from_secs(45);

/// How long it may take until all is well after an outage.
const HEALED: Duration = Duration::from_secs(30);

#[test]
fn two_members_join_and_a_later_change_arrives() {
    in_namespaces("two_members_join_and_a_later_change_arrives", || async {
        let cable = Cable::plugged().unwrap();
        let mut members = Members::join(&cable).await.unwrap();
        members.taro.forget_events();
        set_banner(&mut members.hanako, "畑も手伝います")
            .await
            .unwrap();
        let from_others = |event: &Value| is(event, "changed") && event["fromOthers"] == true;
        members
            .taro
            .wait_event(SOON, "the change", from_others)
            .await
            .unwrap();
        sees(&mut members.taro, (HANAKO.0, "畑も手伝います"), SOON)
            .await
            .unwrap();
    })
    .unwrap();
}

#[test]
fn members_find_each_other_at_addresses_nobody_was_told() {
    in_namespaces(
        "members_find_each_other_at_addresses_nobody_was_told",
        || async {
            let cable = Cable::plugged().unwrap();
            let homes = Members::join(&cable).await.unwrap().stop().await.unwrap();
            cable.set_address(CableEnd::A, 11).unwrap();
            cable.set_address(CableEnd::B, 12).unwrap();
            let mut members = Members::start_again(&cable, homes).await.unwrap();
            members.have_met(FOUND).await.unwrap();
            set_banner(&mut members.taro, "傘もなおせます")
                .await
                .unwrap();
            sees(&mut members.hanako, (TARO.0, "傘もなおせます"), SOON)
                .await
                .unwrap();
        },
    )
    .unwrap();
}

#[test]
fn members_find_each_other_when_the_network_comes_later() {
    in_namespaces(
        "members_find_each_other_when_the_network_comes_later",
        || async {
            let cable = Cable::plugged().unwrap();
            let homes = Members::join(&cable).await.unwrap().stop().await.unwrap();
            cable.unplug().unwrap();
            let mut members = Members::start_again(&cable, homes).await.unwrap();
            for (side, host) in [(CableEnd::A, 21), (CableEnd::B, 22)] {
                cable.set_address(side, host).unwrap();
                cable.set_link(side, true).unwrap();
            }
            members.have_met(FOUND).await.unwrap();
        },
    )
    .unwrap();
}

#[test]
fn an_outage_of_45_seconds_heals_by_itself() {
    in_namespaces("an_outage_of_45_seconds_heals_by_itself", || async {
        let cable = Cable::plugged().unwrap();
        let mut members = Members::join(&cable).await.unwrap();
        cable.set_link(CableEnd::B, false).unwrap();
        set_banner(&mut members.hanako, "停電のあいだに書きました")
            .await
            .unwrap();
        set_banner(&mut members.taro, "こちらも書きました")
            .await
            .unwrap();
        sleep(OUTAGE).await;
        cable.set_link(CableEnd::B, true).unwrap();
        let up = Instant::now();
        let by_hanako = (HANAKO.0, "停電のあいだに書きました");
        sees(&mut members.taro, by_hanako, HEALED).await.unwrap();
        let left = HEALED.saturating_sub(up.elapsed());
        sees(&mut members.hanako, (TARO.0, "こちらも書きました"), left)
            .await
            .unwrap();
    })
    .unwrap();
}

#[test]
fn six_bridges_of_containers_push_no_cable_out_of_an_invitation() {
    let test = "six_bridges_of_containers_push_no_cable_out_of_an_invitation";
    in_namespaces(test, || async {
        let cable = Cable::unplugged().unwrap();
        for (side, host) in [(CableEnd::A, 1), (CableEnd::B, 2)] {
            cable
                .set_ip(side, Ipv4Addr::new(192, 168, 1, host))
                .unwrap();
            cable.set_link(side, true).unwrap();
        }
        for number in 17..=22 {
            let name = match number {
                17 => "docker0".to_owned(),
                _ => format!("br-{number:012x}"),
            };
            let address = Ipv4Addr::new(172, number, 0, 1);
            cable.add_bridge(CableEnd::A, &name, address).unwrap();
        }
        // An invitation leads to her, over the only way that there is.
        let members = Members::join(&cable).await.unwrap();
        members.stop().await.unwrap();
    })
    .unwrap();
}

#[test]
fn a_stranger_in_the_same_network_learns_nothing() {
    in_namespaces("a_stranger_in_the_same_network_learns_nothing", || async {
        let cable = Cable::plugged().unwrap();
        let homes = [Home::new().unwrap(), Home::new().unwrap()];
        let mut hanako = first_start(&cable, CableEnd::A, &homes[0], HANAKO.0)
            .await
            .unwrap();
        let ticket = hanako.call("ticket", json!({})).await.unwrap();
        let circle = json!({ "name": CIRCLE, "purpose": "近所の助け合い" });
        let circle = hanako.call("circle_create", circle).await.unwrap();
        set_banner(&mut hanako, HANAKO.1).await.unwrap();
        hanako.forget_events();

        let mut stranger = first_start(&cable, CableEnd::B, &homes[1], "見知らぬ人")
            .await
            .unwrap();
        for peer in [text(&ticket, "ticket"), ""] {
            let args = json!({ "peer": peer, "seconds": 5, "once": false });
            match stranger.call("sync", args).await {
                Ok(moved) => {
                    assert_eq!(moved["met"], 0, "dialled {peer:?}: {moved}");
                    assert_eq!(moved["received"], 0, "dialled {peer:?}: {moved}");
                }
                // Turned away: as good.
                Err(ProcessError::Refused { .. }) => {}
                Err(error) => panic!("dialled {peer:?}: {error}"),
            }
        }
        let circles = stranger.call("circle_list", json!({})).await.unwrap();
        assert_eq!(circles, json!([]), "no circle");
        match stranger.call("members", json!({})).await {
            Ok(members) => assert_eq!(members, json!([]), "no member"),
            Err(ProcessError::Refused { .. }) => {}
            Err(error) => panic!("{error}"),
        }
        // Her own edit is told after its reply, perhaps after what was told before was forgotten.
        let by_others = |event: &Value| is(event, "changed") && event["fromOthers"] == true;
        let met = |event: &Value| is(event, "met") || is(event, "notice") || by_others(event);
        let none = Duration::ZERO;
        assert!(
            stranger.wait_event(none, "nothing", met).await.is_err(),
            "the stranger met nobody"
        );
        assert!(
            hanako.wait_event(none, "nothing", met).await.is_err(),
            "Hanako met nobody"
        );
        stranger.stop().await.unwrap();
        for secret in [CIRCLE, HANAKO.0, HANAKO.1, text(&circle, "circle")] {
            assert!(!secret.is_empty());
            let found = holds(&homes[1].data(), secret.as_bytes()).unwrap();
            assert!(!found, "{secret} is in the stranger's folder");
        }
    })
    .unwrap();
}

/// Whether any file below a folder holds these bytes, or bears them in its name.
fn holds(folder: &Path, bytes: &[u8]) -> io::Result<bool> {
    let has = |all: &[u8]| all.windows(bytes.len()).any(|part| part == bytes);
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or(OsStr::new(""));
        let inside = if path.is_dir() {
            holds(&path, bytes)?
        } else {
            has(&fs::read(&path)?)
        };
        if inside || has(name.as_encoded_bytes()) {
            return Ok(true);
        }
    }
    Ok(false)
}
