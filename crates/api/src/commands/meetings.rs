//! Meeting other devices.

use crate::{
    ApiError, Device, EdgeRefusal, convert,
    view::{CircleArgs, Nothing, RebuildView, SyncArgs, SyncView, TicketView},
};
use otagai_core::id::DeviceId;
use otagai_node::{JoinRefusal, NodeEvent, ticket::Ticket};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};
use tokio::{
    sync::broadcast::error::RecvError,
    time::{Instant, interval_at, timeout_at},
};

/// Seconds that a sync takes where nothing else is said.
const SECONDS: u16 = 15;
/// Longest sync, seconds.
const MAX_SECONDS: u16 = 600;
/// How often a device that was asked for is asked for again, as long as there is time: it may just have started, or
/// come back.
const ASK_AGAIN: Duration = Duration::from_secs(2);
const HEXADECIMAL: data_encoding::Encoding = data_encoding::HEXLOWER;

pub(super) async fn ticket(device: &Device, _: Nothing) -> Result<TicketView, ApiError> {
    Ok(TicketView {
        ticket: device.node.network().await?.ticket().to_string(),
    })
}

pub(super) async fn sync(device: &Device, args: SyncArgs) -> Result<SyncView, ApiError> {
    let seconds = if args.seconds == 0 {
        SECONDS
    } else {
        args.seconds
    };
    if seconds > MAX_SECONDS {
        return Err(EdgeRefusal::BadInput.into());
    }
    let network = device.node.network().await?;
    let ticket: Option<Ticket> = match args.peer.as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_detail| JoinRefusal::BadTicket)?),
    };
    let mut asked = BTreeSet::new();
    if let Some(ticket) = &ticket {
        asked.insert(DeviceId::from_bytes(*ticket.device().as_bytes()));
        // Where a connection is open already, nothing would tell when the two hold the same now.
        network.part(&asked).await;
    }
    let mut events = device.node.subscribe();
    match &ticket {
        Some(ticket) => network.meet(ticket),
        None => network.meet_everybody(),
    }
    let until = Instant::now() + Duration::from_secs(u64::from(seconds));
    let mut met = BTreeMap::new();
    let mut refused = 0_u32;
    let mut again = interval_at(Instant::now() + ASK_AGAIN, ASK_AGAIN);
    loop {
        let event = tokio::select! {
            event = timeout_at(until, events.recv()) => event,
            _ = again.tick() => {
                if let Some(ticket) = &ticket
                    && met.is_empty()
                {
                    network.meet(ticket);
                }
                continue;
            }
        };
        match event {
            Ok(Ok(NodeEvent::Met {
                device,
                received,
                sent,
                ..
            })) => {
                // Who asks for one device is told of that one: another may be met at the same time.
                if ticket.is_some() && !asked.contains(&device) {
                    continue;
                }
                met.insert(device, (received, sent));
                if args.once {
                    break;
                }
            }
            Ok(Ok(NodeEvent::Gone {
                device,
                refused: more,
                ..
            })) => {
                if ticket.is_some() && !asked.contains(&device) {
                    continue;
                }
                refused = refused.saturating_add(more);
            }
            Ok(Ok(_) | Err(RecvError::Lagged(_))) => {}
            Ok(Err(RecvError::Closed)) | Err(_) => break,
        }
    }
    if args.part {
        asked.extend(met.keys());
        network.part(&asked).await;
    }
    let sum =
        |pick: fn(&(u32, u32)) -> u32| met.values().map(pick).fold(0_u32, u32::saturating_add);
    Ok(SyncView {
        met: u32::try_from(met.len()).unwrap_or(u32::MAX),
        received: sum(|moved| moved.0),
        sent: sum(|moved| moved.1),
        refused,
    })
}

pub(super) async fn rebuild(device: &Device, args: CircleArgs) -> Result<RebuildView, ApiError> {
    let named = convert::circle(&args.circle)?;
    let digests = device.node.with_home(move |home| {
        let circle = home.circle(named)?;
        Ok(home.store().rebuild(circle)?)
    });
    let digests = digests.await?;
    Ok(RebuildView {
        stored: HEXADECIMAL.encode(&digests.stored),
        derived: HEXADECIMAL.encode(&digests.derived),
    })
}
