use super::*;
use otagai_core::id::DeviceId;

fn device(number: u8) -> DeviceId {
    DeviceId::from_bytes([number; 32])
}

#[test]
fn peers_keep_the_latest_meeting() {
    let two = two();
    let mut store = Store::temporary().unwrap();
    two.fill(&mut store);
    let (circle, bob) = (two.founded.circle, two.bob.keys.person());
    let digest = store.digest(circle).unwrap();
    for (number, at) in [(1, 500), (2, 700), (1, 900), (2, 600)] {
        store.met(circle, device(number), bob, &digest, at).unwrap();
    }
    let peers: Vec<_> = store
        .peers(circle)
        .unwrap()
        .into_iter()
        .map(|peer| (peer.device, peer.last_met))
        .collect();
    assert_eq!(
        peers,
        [(device(1), 900), (device(2), 700)],
        "never backwards"
    );
}

#[test]
fn addresses_are_bounded_and_the_newest_stay() {
    let mut store = Store::temporary().unwrap();
    for at in 0..20_u64 {
        store
            .saw_address(device(1), &format!("192.168.1.{at}:1"), at)
            .unwrap();
    }
    let kept = store.addresses(device(1)).unwrap();
    assert_eq!(kept.len(), 8, "eight of a device");
    assert_eq!(
        (kept[0].address.as_str(), kept[0].seen),
        ("192.168.1.19:1", 19),
        "the newest first"
    );
    assert!(
        matches!(
            store.saw_address(device(1), &"x".repeat(257), 0),
            Err(StoreError::TooLong)
        ),
        "no address is that long"
    );
}

#[test]
fn own_values_belong_to_one_circle_and_kind() {
    let mut store = Store::temporary().unwrap();
    let circle = CircleId::from_bytes([1; 32]);
    store
        .own_put(Some(circle), "invitation", b"1", b"seed")
        .unwrap();
    store.own_put(None, "invitation", b"1", b"other").unwrap();
    store
        .own_put(Some(circle), "invitation", b"1", b"new seed")
        .unwrap();
    assert_eq!(
        store
            .own_get(Some(circle), "invitation", b"1")
            .unwrap()
            .as_deref(),
        Some(b"new seed".as_slice()),
        "replaced"
    );
    let listed = store.own_list(None, "invitation").unwrap();
    assert_eq!(
        (listed.len(), listed[0].value.as_slice()),
        (1, b"other".as_slice()),
        "the device's"
    );
    assert!(
        store.own_remove(None, "invitation", b"1").unwrap(),
        "there was one"
    );
    assert!(
        !store.own_remove(None, "invitation", b"1").unwrap(),
        "now there is none"
    );
    assert_eq!(format!("{listed:?}"), "[OwnRow(***)]", "no secret in a log");
}

#[test]
fn settings_are_replaced_and_bounded() {
    let mut store = Store::temporary().unwrap();
    store.put_setting("theme", "light").unwrap();
    store.put_setting("theme", "dark").unwrap();
    assert_eq!(
        store.setting("theme").unwrap().as_deref(),
        Some("dark"),
        "the last one"
    );
    assert_eq!(store.setting("language").unwrap(), None, "never put");
    assert!(
        matches!(
            store.put_setting("x", &"y".repeat(70_000)),
            Err(StoreError::TooLong)
        ),
        "not a place for files"
    );
}

#[test]
fn refused_rows_are_bounded() {
    use otagai_core::{circle_set::ItemRefusal, item::ItemKind};
    let two = two();
    let mut store = Store::temporary().unwrap();
    two.fill(&mut store);
    let circle = two.founded.circle;
    for number in 0..600 {
        store
            .connection
            .execute(
                "INSERT INTO refused (circle, kind, reason, count) VALUES (?1, 1, ?2, 1)",
                rusqlite::params![circle.as_bytes(), number.to_string()],
            )
            .unwrap();
    }
    refused::count(
        &store.connection,
        circle,
        &[(ItemKind::Seal, ItemRefusal::Malformed)],
    )
    .unwrap();
    let rows = store.refused(circle).unwrap();
    assert_eq!(rows.len(), 500, "no more than that");
    assert_eq!(
        rows.last().unwrap().kind,
        ItemKind::Seal,
        "the newest stays"
    );
}

#[test]
fn a_store_can_be_handed_to_another_thread() {
    const fn is_send<T: Send>() {}
    const { is_send::<Store>() };
}

#[test]
fn the_file_is_set_up_to_keep_what_it_was_given() {
    let place = tempfile::tempdir().unwrap();
    let store = Store::create(lock(place.path()), &key()).unwrap();
    let pragma = |name: &str| -> String {
        store
            .connection
            .pragma_query_value(None, name, |row| {
                Ok(match row.get_ref(0)? {
                    rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                    other => other.as_str()?.to_owned(),
                })
            })
            .unwrap()
    };
    for (name, value, why) in [
        (
            "journal_mode",
            "wal",
            "readers and a crash find whole transactions",
        ),
        ("synchronous", "2", "FULL"),
        ("foreign_keys", "1", "no row without its circle"),
        ("secure_delete", "1", "what was deleted is overwritten"),
        ("temp_store", "2", "in memory, never in plain files"),
        ("cipher_status", "1", "encrypted"),
    ] {
        assert_eq!(pragma(name), value, "{name}: {why}");
    }
}
