//! A device of Otagai as a window uses it: commands by name, events.

use super::question::ScreenQuestion;
use crate::{clock, outcome::BenchOutcome};
use otagai_api::{Config, Device, Event};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::timeout,
};

/// How long anything may take before it is given up.
const PATIENCE: Duration = Duration::from_mins(1);

/// A device with somebody looking at it.
pub(super) struct Screen {
    device: Device,
    events: Receiver<Event>,
}

impl Screen {
    pub(super) async fn close(self) {
        self.device.shutdown().await;
    }
}

pub(super) async fn answer(
    screen: &mut Option<Screen>,
    question: ScreenQuestion,
) -> BenchOutcome<Value> {
    if let ScreenQuestion::Open {
        data,
        keys,
        passphrase,
    } = question
    {
        let config = Config {
            data,
            keys: Some(keys),
            passphrase_file: Some(passphrase),
            loopback: true,
            ..Config::default()
        };
        let begin = clock::now();
        let device = Device::open(config).await.map_err(|error| error.message)?;
        let opened = clock::since(begin);
        let events = device.subscribe();
        *screen = Some(Screen { device, events });
        return Ok(json!({ "ms": opened }));
    }
    let screen = screen.as_mut().ok_or("the folder is not open")?;
    match question {
        ScreenQuestion::Open { .. } => Ok(Value::Null),
        ScreenQuestion::Online => {
            let online = screen.device.go_online().await;
            online.map_err(|error| error.message)?;
            Ok(Value::Null)
        }
        ScreenQuestion::Call { name, args } => {
            let begin = clock::now();
            let reply = screen.device.call(&name, args).await;
            let end = clock::now();
            let reply = reply.map_err(|error| error.message)?;
            Ok(json!({ "begin": begin, "end": end, "reply": reply }))
        }
        ScreenQuestion::Watch => {
            screen.events = screen.device.subscribe();
            Ok(Value::Null)
        }
        ScreenQuestion::Shown => {
            let at = timeout(PATIENCE, shown(&mut screen.events)).await??;
            Ok(json!({ "at": at }))
        }
    }
}

async fn shown(events: &mut Receiver<Event>) -> BenchOutcome<u64> {
    loop {
        match events.recv().await {
            Ok(Event::Changed {
                from_others: true, ..
            }) => return Ok(clock::now()),
            Ok(_) | Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return Err("the device stopped".into()),
        }
    }
}
