//! From what was typed to calls of the api.

mod alone;
mod files;
mod work;

use crate::{
    arguments::{Arguments, Card, Circle, Command, Sample, wants_english},
    ending, node,
    print::{self, Shown},
    status::Ending,
};
use otagai_api::{ApiError, Clock, Config, Device, EdgeRefusal, ProgramRefusal};
use serde_json::{Value, json};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// A command of the api by its name, and its argument.
type Call = (&'static str, Value);

/// Does what was typed.
pub(crate) async fn run(arguments: Arguments) -> Result<Ending, ApiError> {
    let clock = arguments
        .clock
        .map_or_else(Clock::system, Clock::standing_at);
    if let Some(done) = alone::run(&arguments.command, &clock, arguments.json) {
        return done;
    }
    let data = data_folder(arguments.data, dirs::data_dir())?;
    let passphrase_file = std::env::var_os("OTAGAI_PASSPHRASE_FILE").map(Into::into);
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
        Command::Restore { .. } | Command::Reopen { .. } => Device::open_to_mend(config).await?,
        _ => Device::open(config).await?,
    };
    let device = Arc::new(device);
    // What is connected says goodbye, so that nobody takes it for living; `node` sees to it itself. Whatever else is
    // interrupted has not been done, and must not say so.
    let stays = matches!(arguments.command, Command::Sync { .. });
    let outcome = tokio::select! {
        outcome = Box::pin(command(&device, &clock, arguments.command, arguments.json)) => outcome,
        () = ending::asked(), if stays => Ok(Ending::Done),
    };
    device.shutdown().await;
    outcome
}

/// The folder that was named, or that of the window: where this computer keeps its programs' data. A name that is
/// relative counts for nothing there (XDG Base Directory Specification), and so does an empty one.
fn data_folder(named: Option<PathBuf>, usual: Option<PathBuf>) -> Result<PathBuf, ProgramRefusal> {
    let named = named.filter(|folder| !folder.as_os_str().is_empty());
    named
        .or_else(|| usual.map(|usual| usual.join("otagai")))
        .ok_or(ProgramRefusal::DataNowhere)
}

/// How a command ended that has nothing more to tell.
fn whole(ended: Result<(), ApiError>) -> Result<Ending, ApiError> {
    ended.map(Ending::done)
}

async fn command(
    device: &Arc<Device>,
    clock: &Clock,
    command: Command,
    json: bool,
) -> Result<Ending, ApiError> {
    let (name, args): Call = match command {
        Command::Init {
            name,
            reading,
            short,
        } => {
            return whole(init(device, json, &name, &reading, &short).await);
        }
        Command::Backup { file } => return whole(backup(device, json, &file).await),
        Command::Restore { file, words } => {
            return whole(restore(device, json, &file, words.as_deref()).await);
        }
        Command::Reopen { words, key_file } => {
            return whole(reopen(device, json, words.as_deref(), key_file.as_deref()).await);
        }
        Command::Node => return whole(node::run(Arc::clone(device), clock).await),
        Command::Card(Card::Set { file, circle }) => {
            return whole(card_set(device, json, &file, &circle).await);
        }
        // Only to show what the link says needs no device.
        Command::Join { link, hello, .. } => {
            let charter = device.call("join_open", json!({ "link": link })).await?;
            if !json {
                print::reply(&charter, false)?;
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
        Command::Card(Card::Contact(contact)) => contact.call(),
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
        Command::Verify(file) => return work::verify(device, &file, json).await,
        Command::Proof(proof) => return work::proof(device, proof, json).await,
        Command::Document(document) => {
            return whole(work::document(device, document, json).await);
        }
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
            return any_call(device, &name, &argument).await.map(Ending::done);
        }
    };
    print::reply(&device.call(name, args).await?, json)?;
    Ok(Ending::Done)
}

/// A command of the api by its name, with its arguments as JSON.
async fn any_call(device: &Device, name: &str, argument: &str) -> Result<(), ApiError> {
    let args: Value =
        serde_json::from_str(argument).map_err(|_detail| EdgeRefusal::BadArguments)?;
    print::reply(&device.call(name, args).await?, true)?;
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
    // Words that nobody read stay where they are: `otagai call recovery_words` shows them.
    if print::reply(&me, json)? == Shown::All {
        device.call("recovery_done", json!({})).await?;
    }
    Ok(())
}

async fn backup(device: &Device, json: bool, file: &Path) -> Result<(), ApiError> {
    let saved = device.save_copy(file).await?;
    print::reply(&serde_json::to_value(saved).unwrap_or_default(), json)?;
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
    say_who(device, json).await
}

/// Opens data whose keys are gone.
async fn reopen(
    device: &Device,
    json: bool,
    words: Option<&Path>,
    key_file: Option<&Path>,
) -> Result<(), ApiError> {
    match (words, key_file) {
        (Some(words), _) => device.reopen_with_words(&files::text(words)?).await?,
        (None, Some(keys)) => device.reopen_with_keys(keys).await?,
        (None, None) => return Err(EdgeRefusal::BadArguments.into()),
    }
    say_who(device, json).await
}

async fn say_who(device: &Device, json: bool) -> Result<(), ApiError> {
    let state = device.call("app_state", json!({})).await?;
    print::reply(state.get("me").unwrap_or(&Value::Null), json)?;
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
    print::reply(&card, json)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_go_where_this_computer_keeps_data_unless_somebody_says_otherwise() {
        let of = |named: Option<&str>, usual: Option<&str>| {
            data_folder(named.map(PathBuf::from), usual.map(PathBuf::from))
        };
        assert_eq!(of(Some("/d"), Some("/u")), Ok("/d".into()), "named");
        assert_eq!(of(None, Some("/u")), Ok("/u/otagai".into()), "usual");
        assert_eq!(of(Some(""), Some("/u")), Ok("/u/otagai".into()), "empty");
        assert_eq!(of(None, None), Err(ProgramRefusal::DataNowhere), "nowhere");
    }
}
