//! Two devices that have met before meet again: with one changed card, and with nothing new.

use crate::{
    circle::Folders,
    cold::{SamodPair, device},
    dialogue,
    other::{Other, number, text},
    outcome::{BenchFault, BenchOutcome},
    peer::{DeviceQuestion, Question, SamodQuestion},
    report::BenchTable,
};
use otagai_node::Node;
use serde_json::Value;

/// Meets `repetitions` times with one changed card and as often with nothing new.
pub(crate) fn meet_again(
    (host, guest): &(Folders, Folders),
    repetitions: usize,
    table: &mut BenchTable,
) -> BenchOutcome {
    let mut a = Other::device(host, None)?;
    let mut b = Other::device(guest, None)?;
    let ticket = text(&a.ask(&device(DeviceQuestion::Ticket))?, "ticket")?;
    // Both are back from a start: what they knew of each other's addresses is told first.
    meet(&mut b, &ticket)?;
    for number_of in 0..=repetitions {
        b.ask(&device(DeviceQuestion::Part))?;
        let banner = format!("今月の予定が変わりました {number_of}");
        a.ask(&device(DeviceQuestion::Edit { banner }))?;
        let changed = meet(&mut b, &ticket)?;
        if number(&changed, "received")? < 2.0 {
            return Err(BenchFault::from("the changed card did not come"));
        }
        b.ask(&device(DeviceQuestion::Part))?;
        let same = meet(&mut b, &ticket)?;
        // The first round is for caches and for what was left to tell.
        if number_of == 0 {
            continue;
        }
        table.put("b", "changed", number(&changed, "ms")?);
        table.put("c", "same", number(&same, "ms")?);
        table.put("c", "udp sent", number(&same, "udp_sent")?);
        table.put("c", "udp received", number(&same, "udp_received")?);
    }
    b.end()?;
    a.end()
}

fn meet(b: &mut Other, ticket: &str) -> BenchOutcome<Value> {
    let ticket = ticket.to_owned();
    b.ask(&device(DeviceQuestion::Meet { ticket }))
}

/// Counts what is said where nothing is new.
pub(crate) async fn count(
    (host, guest): &(Folders, Folders),
    table: &mut BenchTable,
) -> BenchOutcome {
    let (a, b) = (
        Node::open(host.config()).await?,
        Node::open(guest.config()).await?,
    );
    let (listener, dialer) = (a.home()?, b.home()?);
    let said =
        tokio::task::spawn_blocking(move || dialogue::nothing_new(&dialer, &listener)).await??;
    if !said.met {
        return Err(BenchFault::from(
            "they did not notice that they hold the same",
        ));
    }
    let count = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    table.put("c", "round trips", count(said.round_trips));
    table.put("c", "bytes from dialer", count(said.dialer));
    table.put("c", "bytes from listener", count(said.listener));
    Ok(())
}

/// The same three with samod.
pub(crate) fn samod(
    pair: &mut SamodPair,
    repetitions: usize,
    table: &mut BenchTable,
) -> BenchOutcome {
    let changing = pair
        .documents
        .first()
        .map(|document| document.id.clone())
        .ok_or("no documents")?;
    for number_of in 0..repetitions {
        part(pair)?;
        let (_begin, heads) = edit(pair, &changing, &format!("変わりました {number_of}"))?;
        set_heads(pair, &changing, &heads);
        let changed = fetch(pair, vec![changing.clone()])?;
        table.put("b", "samod", number(&changed, "ms")?);
        fetch_rest(pair)?;
        let same = fetch(pair, Vec::new())?;
        table.put("c", "samod", number(&same, "ms")?);
        table.put("c", "samod udp sent", number(&same, "udp_sent")?);
        table.put("c", "samod udp received", number(&same, "udp_received")?);
    }
    for number_of in 0..repetitions {
        let document = changing.clone();
        pair.b
            .ask(&Question::Samod(SamodQuestion::Watch { document }))?;
        pair.b.tell(&Question::Samod(SamodQuestion::Shown))?;
        let (begin, heads) = edit(pair, &changing, &format!("保存しました {number_of}"))?;
        let shown = pair.b.hear()?;
        table.put("e", "samod", (number(&shown, "at")? - begin) / 1e6);
        set_heads(pair, &changing, &heads);
    }
    Ok(())
}

/// Lets whatever is still on its way arrive, and ends the connection.
fn fetch_rest(pair: &mut SamodPair) -> BenchOutcome {
    part(pair)?;
    fetch(pair, Vec::new())?;
    part(pair)
}

fn part(pair: &mut SamodPair) -> BenchOutcome {
    pair.b.ask(&Question::Samod(SamodQuestion::Part))?;
    Ok(())
}

fn fetch(pair: &mut SamodPair, only: Vec<String>) -> BenchOutcome<Value> {
    pair.b.ask(&Question::Samod(SamodQuestion::Fetch {
        ticket: pair.ticket.clone(),
        documents: pair.documents.clone(),
        only,
    }))
}

fn edit(pair: &mut SamodPair, document: &str, text: &str) -> BenchOutcome<(f64, Vec<String>)> {
    let edited = pair.a.ask(&Question::Samod(SamodQuestion::Edit {
        document: document.to_owned(),
        text: text.to_owned(),
    }))?;
    let heads = edited.get("heads").cloned().ok_or("no heads")?;
    Ok((number(&edited, "begin")?, serde_json::from_value(heads)?))
}

fn set_heads(pair: &mut SamodPair, id: &str, heads: &[String]) {
    for document in &mut pair.documents {
        if document.id == id {
            document.heads = heads.to_vec();
        }
    }
}
