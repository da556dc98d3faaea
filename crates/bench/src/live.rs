//! Saved on one computer, shown on another, over a connection that is open.

use crate::{
    circle::Folders,
    other::{Other, number, part, text},
    outcome::BenchOutcome,
    peer::{Question, ScreenQuestion},
    report::BenchTable,
};
use serde_json::{Value, json};

/// Saves `repetitions` times on the host and waits for the event at the newcomer.
pub(crate) fn save_and_show(
    (host, guest): &(Folders, Folders),
    repetitions: usize,
    table: &mut BenchTable,
) -> BenchOutcome {
    let (mut a, _) = Other::screen(host)?;
    let (mut b, _) = Other::screen(guest)?;
    for side in [&mut a, &mut b] {
        side.ask(&Question::Screen(ScreenQuestion::Online))?;
    }
    let ticket = part(call(&mut a, "ticket", json!({}))?, "reply")?;
    let ticket = text(&ticket, "ticket")?;
    let sync = json!({ "once": true, "part": false, "peer": ticket, "seconds": 60 });
    call(&mut b, "sync", sync)?;
    for number_of in 0..=repetitions {
        b.ask(&Question::Screen(ScreenQuestion::Watch))?;
        b.tell(&Question::Screen(ScreenQuestion::Shown))?;
        let edit = json!({ "field": "banner", "value": format!("いま書きました {number_of}") });
        let saved = call(&mut a, "card_set", json!({ "circle": "", "edit": edit }))?;
        let shown = b.hear()?;
        // The first one reads the circle into memory on both sides.
        if number_of == 0 {
            table.put("e", "first", span(&saved, "begin", &shown)?);
            continue;
        }
        table.put(
            "e",
            "saved",
            (number(&saved, "end")? - number(&saved, "begin")?) / 1e6,
        );
        table.put("e", "shown", span(&saved, "begin", &shown)?);
    }
    b.end()?;
    a.end()
}

/// Milliseconds from a moment of saving to showing.
fn span(saved: &Value, from: &str, shown: &Value) -> BenchOutcome<f64> {
    Ok((number(shown, "at")? - number(saved, from)?) / 1e6)
}

/// A command of the api.
pub(crate) fn call(other: &mut Other, name: &str, args: Value) -> BenchOutcome<Value> {
    other.ask(&Question::Screen(ScreenQuestion::Call {
        name: name.to_owned(),
        args,
    }))
}
