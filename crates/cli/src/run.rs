//! From what was typed to calls of the api.

mod files;
mod work;

use crate::{
    arguments::{Arguments, Card, Circle, Command, Sample, wants_english},
    node, print,
};
use otagai_api::{ApiError, Clock, Config, Device, ErrorCode};
use serde_json::{Value, json};
use std::{path::Path, sync::Arc};

/// A command of the api by its name, and its argument.
type Call = (&'static str, Value);

/// Does what was typed.
pub(crate) async fn run(arguments: Arguments) -> Result<(), ApiError> {
    let data = match arguments.data {
        Some(data) => data,
        None => default_data().ok_or(ErrorCode::BadInput)?,
    };
    let passphrase_file = std::env::var_os("OTAGAI_PASSPHRASE_FILE").map(Into::into);
    let clock = arguments
        .clock
        .map_or_else(Clock::system, Clock::standing_at);
    let config = Config {
        data,
        keys: arguments.keys,
        passphrase_file,
        // Files are named on the command line, or printed.
        files: None,
        loopback: arguments.loopback,
        clock: clock.clone(),
    };
    let device = match arguments.command {
        Command::Sample(Sample::Load) => Box::pin(Device::open_sample(config)).await?,
        Command::Restore { .. } => Device::open_to_mend(config).await?,
        _ => Device::open(config).await?,
    };
    let device = Arc::new(device);
    let outcome = Box::pin(command(&device, &clock, arguments.command, arguments.json)).await;
    device.shutdown().await;
    outcome
}

fn default_data() -> Option<std::path::PathBuf> {
    let base = match std::env::var_os("XDG_DATA_HOME") {
        Some(base) => base.into(),
        None => Path::new(&std::env::var_os("HOME")?).join(".local/share"),
    };
    Some(base.join("otagai"))
}

async fn command(
    device: &Arc<Device>,
    clock: &Clock,
    command: Command,
    json: bool,
) -> Result<(), ApiError> {
    let (name, args): Call = match command {
        Command::Init {
            name,
            reading,
            short,
        } => return init(device, json, &name, &reading, &short).await,
        Command::Backup { file } => return backup(device, json, &file).await,
        Command::Restore { file, words } => {
            return restore(device, json, &file, words.as_deref()).await;
        }
        Command::Node => return node::run(Arc::clone(device), clock).await,
        Command::Card(Card::Set { file, circle }) => {
            return card_set(device, json, &file, &circle).await;
        }
        Command::Join {
            link,
            inspect: true,
            ..
        } => ("invite_read", json!({ "link": link })),
        Command::Join {
            link,
            hello,
            inspect: false,
        } => {
            let charter = device.call("join_open", json!({ "link": link })).await?;
            if !json {
                print::reply(&charter, false);
            }
            ("join", json!({ "link": link, "hello": hello }))
        }
        Command::Circle(Circle::Create { name, purpose }) => {
            ("circle_create", json!({ "name": name, "purpose": purpose }))
        }
        // It was made when it was opened.
        Command::Sample(Sample::Load) => ("app_state", json!({})),
        Command::Circle(Circle::List) => ("circle_list", json!({})),
        Command::Circle(Circle::Show { circle }) => ("charter_show", json!({ "circle": circle })),
        Command::Invite {
            to,
            uses,
            days,
            circle,
        } => (
            "invite",
            json!({ "to": to, "uses": uses, "days": days, "circle": circle }),
        ),
        Command::Card(Card::Show { person, circle }) => {
            ("card_show", json!({ "person": person, "circle": circle }))
        }
        Command::Members { circle } => ("members", json!({ "circle": circle })),
        Command::Find(search) => ("find", json!(search.search(wants_english()))),
        Command::Recent(circle) => ("recent", json!({ "circle": circle.circle })),
        Command::Seen {
            person,
            licence,
            not,
            circle,
        } => (
            "licence_seen",
            json!({ "person": person, "licence": licence, "seen": !not, "circle": circle }),
        ),
        Command::Job(job) => work::job(job)?,
        Command::Jobs(circle) => ("jobs", json!({ "circle": circle.circle })),
        Command::Vouch(vouch) => work::vouch(*vouch)?,
        Command::Vouches { person, circle } => (
            "vouches",
            json!({ "circle": circle.circle, "person": person }),
        ),
        Command::Trail(trail) => work::trail(trail),
        Command::Verify(file) => work::verify(&file)?,
        Command::Proof(proof) => return work::proof(device, proof, json).await,
        Command::Document(document) => return work::document(device, document, json).await,
        Command::Sync {
            once,
            part,
            peer,
            seconds,
        } => (
            "sync",
            json!({ "once": once, "part": part, "peer": peer, "seconds": seconds }),
        ),
        Command::Ticket => ("ticket", json!({})),
        Command::Status { circle } => ("status", json!({ "circle": circle })),
        Command::Rebuild { circle } => ("rebuild", json!({ "circle": circle })),
        Command::Call { name, argument } => {
            let args: Value =
                serde_json::from_str(&argument).map_err(|_detail| ErrorCode::BadArguments)?;
            print::reply(&device.call(&name, args).await?, true);
            return Ok(());
        }
    };
    print::reply(&device.call(name, args).await?, json);
    Ok(())
}

/// A script or a terminal has no window to print the words later: they are shown now and not kept.
async fn init(
    device: &Device,
    json: bool,
    name: &str,
    reading: &str,
    short: &str,
) -> Result<(), ApiError> {
    let args = json!({ "name": name, "reading": reading, "short": short });
    let mut me = device.call("init", args).await?;
    let words = device.call("recovery_words", json!({})).await?;
    if let (Some(me), Some(words)) = (me.as_object_mut(), words.get("words")) {
        me.insert("words".to_owned(), words.clone());
    }
    print::reply(&me, json);
    device.call("recovery_done", json!({})).await?;
    Ok(())
}

async fn backup(device: &Device, json: bool, file: &Path) -> Result<(), ApiError> {
    let saved = device.save_copy(file).await?;
    print::reply(&serde_json::to_value(saved).unwrap_or_default(), json);
    Ok(())
}

async fn restore(
    device: &Device,
    json: bool,
    file: &Path,
    words: Option<&Path>,
) -> Result<(), ApiError> {
    let words = words.map(files::text).transpose()?.unwrap_or_default();
    device.restore_copy(file, &words).await?;
    let state = device.call("app_state", json!({})).await?;
    print::reply(state.get("me").unwrap_or(&Value::Null), json);
    Ok(())
}

async fn card_set(device: &Device, json: bool, file: &Path, circle: &str) -> Result<(), ApiError> {
    let edits = match files::json(file)? {
        Value::Array(edits) => edits,
        edit => vec![edit],
    };
    let mut card = Value::Null;
    for edit in edits {
        card = device
            .call("card_set", json!({ "circle": circle, "edit": edit }))
            .await?;
    }
    print::reply(&card, json);
    Ok(())
}
