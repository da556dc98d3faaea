//! The program starts on a folder that has much in it.

use crate::{
    circle::Folders,
    clock,
    live::call,
    other::{Other, number, part},
    outcome::{BenchFault, BenchOutcome},
    peer::{Question, ScreenQuestion},
    report::BenchTable,
};
use data_encoding::HEXLOWER;
use otagai_node::{store::Folder, store::KeyFile, vault::Vault};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::path::Path;

/// The line of the first search.
const LINE: &str = "来週の火曜午前 看護師か柔道整復師";

/// Starts `repetitions` times, each time in a new process.
pub(crate) fn start(folders: &Folders, repetitions: usize, table: &mut BenchTable) -> BenchOutcome {
    let mut person = None;
    for _ in 0..repetitions {
        let begin = clock::now();
        let (mut other, opened) = Other::screen(folders)?;
        let (members, took) = look(&mut other, person.as_deref())?;
        let found = call(&mut other, "find", json!({ "line": LINE }))?;
        let whole = clock::since(begin);
        table.put("d", "start", whole);
        table.put("d", "open", number(&opened, "ms")?);
        table.put("d", "members", took);
        table.put("d", "find", took_ms(&found)?);
        table.put("d", "memory", other.peak_memory()?);
        let begin = clock::now();
        other.ask(&Question::Screen(ScreenQuestion::Online))?;
        table.put("d", "online", clock::since(begin));
        let vouches = call(&mut other, "vouches", json!({ "circle": "", "person": "" }))?;
        table.put("d", "vouches", took_ms(&vouches)?);
        person = members
            .pointer("/0/card/person")
            .and_then(Value::as_str)
            .map(str::to_owned);
        other.end()?;
        table.put("d", "stretching", stretch(folders)?);
    }
    Ok(())
}

/// What a window asks for first: who and where, everybody with their cards, one card. And how long the last
/// two took.
fn look(other: &mut Other, person: Option<&str>) -> BenchOutcome<(Value, f64)> {
    call(other, "app_state", json!({}))?;
    let members = call(other, "members", json!({ "circle": "" }))?;
    let person = person.unwrap_or_default();
    let card = call(
        other,
        "card_show",
        json!({ "circle": "", "person": person }),
    )?;
    let took = took_ms(&members)? + took_ms(&card)?;
    Ok((part(members, "reply")?, took))
}

fn took_ms(answer: &Value) -> BenchOutcome<f64> {
    Ok((number(answer, "end")? - number(answer, "begin")?) / 1e6)
}

/// The part of a start that is there to be slow: the passphrase of a folder of keys.
fn stretch(folders: &Folders) -> BenchOutcome<f64> {
    let vault = vault(folders)?;
    let begin = clock::now();
    vault.load()?;
    Ok(clock::since(begin))
}

fn vault(folders: &Folders) -> BenchOutcome<Vault> {
    let Folders {
        data,
        keys,
        passphrase,
    } = folders;
    Ok(Vault::choose(data, Some(keys), Some(passphrase))?)
}

/// Shows that a start loads no document: a copy of the folder from which every item was taken away gives the
/// same answers.
pub(crate) fn needs_no_document(folders: &Folders, place: &Path) -> BenchOutcome {
    let bare = folders.copy(place)?;
    {
        let secrets = vault(&bare)?.load()?.ok_or("there are no keys")?;
        let folder = Folder::lock(&bare.data, "bench")?;
        let key = KeyFile::read(&folder)?.open_device(&secrets.file_slot)?;
        let connection = Connection::open(folder.database())?;
        let digits = HEXLOWER.encode(key.as_bytes());
        connection.execute_batch(&format!("PRAGMA key = \"x'{digits}'\""))?;
        let gone = connection.execute("DELETE FROM items", [])?;
        if gone == 0 {
            return Err(BenchFault::from("there were no items to take away"));
        }
    }
    let mut answers = Vec::new();
    for folders in [folders, &bare] {
        let (mut other, _) = Other::screen(folders)?;
        answers.push(look(&mut other, None)?.0);
        other.end()?;
    }
    match answers.as_slice() {
        [whole, bare] if whole == bare => Ok(()),
        _ => Err(BenchFault::from("the first answers depend on documents")),
    }
}
