//! A disk without room, and a folder that nobody may write.

use crate::member::{
    BANNER, CLOCK, SKILL, SOON, TEXT, banner, code, converge, founder, job, join, read, refused,
    start,
};
use otagai_tests::{
    mounts::{SmallDisk, bound_by_rights, in_own_mounts},
    process::{Home, Otagai, binary, once, once_with},
};
use serde_json::{Value, json};
use std::{fs::Permissions, os::unix::fs::PermissionsExt, path::PathBuf};

/// Room for the database, and for its log before it is taken over.
const DISK_KIB: u32 = 8 * 1024;
/// Edits after which any disk of that size is full.
const MOST_EDITS: usize = 4_000;
/// What the other member's card says while there is no room for it.
const LATER: &str = "場所ができたら届きます";

/// Edits the card until there is no room. Gives the banner that was saved last.
async fn edit_until_full(node: &mut Otagai, before: &str) -> String {
    let mut saved = before.to_owned();
    for number in 0..MOST_EDITS {
        let text = format!("{number} 回目");
        let reply = node.call("card_set", banner(&text)).await;
        match code(&reply) {
            None => saved = text,
            Some(code) => {
                assert_eq!(code, "diskFull", "after {saved}");
                return saved;
            }
        }
    }
    panic!("the disk is never full");
}

/// Waits until somebody reads a text on a card.
async fn until_it_says(node: &mut Otagai, text: &str) {
    loop {
        let members = node.call("members", json!({})).await.unwrap();
        if members.to_string().contains(text) {
            return;
        }
        let changed = |event: &Value| event["event"] == "changed";
        node.wait_event(SOON, text, changed).await.unwrap();
    }
}

fn my_banner(members: &Value) -> Vec<&str> {
    let cards = members.as_array().unwrap().iter().map(|one| &one["card"]);
    let mine = cards.filter(|card| card["mine"] == true);
    mine.map(|card| card["banner"].as_str().unwrap()).collect()
}

#[test]
fn a_full_disk_is_told_so_and_costs_nothing_that_was_saved() {
    let test = "full::a_full_disk_is_told_so_and_costs_nothing_that_was_saved";
    in_own_mounts(test, || async {
        let disk = SmallDisk::mount(DISK_KIB).unwrap();
        let home = Home::new_in(disk.path()).unwrap();
        founder(&home);
        let mut hanako = start(&home, CLOCK).unwrap();
        let (_place, mut taro) = join(&mut hanako, CLOCK).await.unwrap();
        converge(&mut taro, &mut hanako).await.unwrap();
        let members = hanako.call("members", json!({})).await.unwrap();
        let people = members.as_array().unwrap().iter();
        let mut others = people.filter(|one| one["card"]["mine"] == false);
        let other = others.next().unwrap()["card"]["person"].as_str().unwrap();

        disk.fill().unwrap();
        let saved = edit_until_full(&mut hanako, BANNER).await;
        let nothing_more = [
            ("card_set", banner("入りません")),
            ("job_record", json!({ "job": job("仕事", other) })),
            (
                "vouch_write",
                json!({
                    "subject": other, "newJob": job("仕事", other), "skills": [SKILL], "text": TEXT,
                }),
            ),
            ("invite", json!({ "uses": 1, "days": 7 })),
        ];
        for (call, args) in nothing_more {
            let reply = hanako.call(call, args).await;
            assert_eq!(code(&reply), Some("diskFull"), "{call}");
        }
        // What comes from others does not get in either: the meeting ends, and hurts nobody.
        hanako.forget_events();
        taro.call("card_set", banner(LATER)).await.unwrap();
        let gone = |event: &Value| event["event"] == "gone";
        let ended = hanako.wait_event(SOON, "the end of a meeting without room", gone);
        ended.await.unwrap();
        let members = hanako.call("members", json!({})).await.unwrap();
        assert!(!members.to_string().contains(LATER), "{members}");
        assert_eq!(my_banner(&members), [saved.as_str()], "as it was saved");
        for call in ["jobs", "vouches"] {
            let list = hanako.call(call, json!({})).await.unwrap();
            assert_eq!(list, json!([]), "{call}: nothing is half there");
        }

        // As soon as there is room it comes, and nobody has to ask.
        disk.free().unwrap();
        until_it_says(&mut hanako, LATER).await;
        disk.fill().unwrap();

        // Killed and started again without room: everything is read.
        hanako.kill().await.unwrap();
        disk.fill().unwrap();
        let again = once(&home, ["--clock", CLOCK, "members"]).unwrap();
        assert_eq!(again.status, Some(0), "{again:?}");
        assert_eq!(my_banner(&again.out), [saved.as_str()], "{again:?}");

        disk.free().unwrap();
        let mut hanako = start(&home, CLOCK).unwrap();
        let members = hanako.call("members", json!({})).await.unwrap();
        assert_eq!(my_banner(&members), [saved.as_str()], "still there");
        hanako.call("card_set", banner("入りました")).await.unwrap();
        converge(&mut taro, &mut hanako).await.unwrap();
        let members = taro.call("members", json!({})).await.unwrap();
        assert!(members.to_string().contains("入りました"), "{members}");
        hanako.stop().await.unwrap();
        taro.stop().await.unwrap();
    })
    .unwrap();
}

#[test]
fn a_full_disk_is_read_and_says_that_it_is_full_where_something_is_written() {
    let test = "full::a_full_disk_is_read_and_says_that_it_is_full_where_something_is_written";
    in_own_mounts(test, || async {
        let disk = SmallDisk::mount(DISK_KIB).unwrap();
        let home = Home::new_in(disk.path()).unwrap();
        founder(&home);
        let before = [
            once(&home, ["members"]).unwrap().out,
            once(&home, ["jobs"]).unwrap().out,
        ];
        disk.fill().unwrap();
        let full = [
            once(&home, ["members"]).unwrap().out,
            once(&home, ["jobs"]).unwrap().out,
        ];
        assert_eq!(full, before, "as on a disk with room");
        let edit = banner("入りません").to_string();
        let written = once(&home, ["call", "card_set", &edit]).unwrap();
        assert_eq!(refused(&written), "diskFull", "{written:?}");
        disk.free().unwrap();
        let written = once(&home, ["call", "card_set", &edit]).unwrap();
        assert_eq!(written.status, Some(0), "{written:?}");
    })
    .unwrap();
}

#[test]
fn nobody_is_set_up_where_there_is_no_room() {
    let test = "full::nobody_is_set_up_where_there_is_no_room";
    in_own_mounts(test, || async {
        let disk = SmallDisk::mount(DISK_KIB).unwrap();
        let home = Home::new_in(disk.path()).unwrap();
        disk.fill().unwrap();
        let init = ["init", "--name", "花子", "--reading", "はなこ"];
        let full = once(&home, init).unwrap();
        assert_eq!(refused(&full), "diskFull", "{full:?}");
        disk.free().unwrap();
        founder(&home);
    })
    .unwrap();
}

#[test]
fn a_folder_that_cannot_be_written_is_told_so() {
    let test = "full::a_folder_that_cannot_be_written_is_told_so";
    in_own_mounts(test, || async {
        let disk = SmallDisk::mount(DISK_KIB).unwrap();
        let home = Home::new_in(disk.path()).unwrap();
        founder(&home);
        let before = read(&home);
        disk.set_read_only(true).unwrap();
        for command in ["members", "node"] {
            let ended = once(&home, ["--clock", CLOCK, command]).unwrap();
            assert_eq!(refused(&ended), "readOnly", "{command}: {ended:?}");
        }
        disk.set_read_only(false).unwrap();
        assert_eq!(read(&home), before, "nothing was lost");
    })
    .unwrap();
}

/// Whoever may write everything is made somebody who may not.
#[test]
fn a_folder_whose_rights_forbid_writing_is_told_so() {
    let test = "full::a_folder_whose_rights_forbid_writing_is_told_so";
    is_told_where_rights_forbid(test, Home::data, 0o500);
}

#[test]
fn a_database_whose_rights_forbid_writing_is_told_so() {
    let test = "full::a_database_whose_rights_forbid_writing_is_told_so";
    is_told_where_rights_forbid(test, Home::database, 0o400);
}

/// Takes the right to write something away from a member, whose program says so and loses nothing.
fn is_told_where_rights_forbid(test: &str, what: fn(&Home) -> PathBuf, mode: u32) {
    let Some(command) = bound_by_rights(test, &binary().unwrap()).unwrap() else {
        return;
    };
    let home = Home::new().unwrap();
    founder(&home);
    let before = read(&home);
    let what = what(&home);
    let usual = std::fs::metadata(&what).unwrap().permissions();
    std::fs::set_permissions(&what, Permissions::from_mode(mode)).unwrap();
    let ended = once_with(command, &home, ["--clock", CLOCK, "members"]).unwrap();
    std::fs::set_permissions(&what, usual).unwrap();
    assert_eq!(refused(&ended), "readOnly", "{ended:?}");
    assert_eq!(read(&home), before, "nothing was lost");
}
