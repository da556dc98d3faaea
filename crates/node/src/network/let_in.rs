//! The host's side of joining: carries a [`Host`] over one connection, with the store behind it.

use super::{
    Network,
    closing::{ConversationEnd, DONE, SILENT},
};
use crate::{
    NodeError,
    frames::{MAX_FRAME, read_frame, write_frame},
};
use iroh::endpoint::{Connection, SendStream};
use otagai_core::id::DeviceId;
use otagai_sync::join::{Host, HostInput, HostOutput, RefuseCode};
use std::{collections::VecDeque, sync::Arc, time::Duration};
use tokio::time::timeout;

/// How long a last frame may take to arrive.
const FAREWELL: Duration = Duration::from_secs(2);

/// Talks to whoever knocks.
pub(super) async fn run(network: &Arc<Network>, connection: &Connection, newcomer: DeviceId) {
    let talk = talk(network, connection, newcomer);
    let code = match timeout(network.patience.conversation, talk).await {
        Ok(Ok(())) => DONE,
        Ok(Err(ConversationEnd { code, why })) => {
            tracing::debug!(device = newcomer.brief(), why, "joining ended");
            code
        }
        Err(_elapsed) => SILENT,
    };
    connection.close(code, b"bye");
}

async fn talk(
    network: &Arc<Network>,
    connection: &Connection,
    newcomer: DeviceId,
) -> Result<(), ConversationEnd> {
    let patience = network.patience.joining;
    let silent = || ConversationEnd::silent("the newcomer fell silent");
    let (mut send, mut recv) = timeout(patience, connection.accept_bi())
        .await
        .map_err(|_elapsed| silent())?
        .map_err(|error| NodeError::Network(error.to_string()))?;
    let desk = &network.desk;
    let mut host = Host::new(desk.device(), newcomer, desk.clock().now());
    loop {
        let frame = timeout(patience, read_frame(&mut recv, MAX_FRAME))
            .await
            .map_err(|_elapsed| silent())??;
        let Some(frame) = frame else { return Ok(()) };
        let mut inputs = VecDeque::from([HostInput::Frame(frame)]);
        while let Some(input) = inputs.pop_front() {
            for output in host.handle(input) {
                match output {
                    HostOutput::Send(frame) => write(&mut send, &frame, patience).await?,
                    HostOutput::Close(reason) => {
                        if send.finish().is_ok() {
                            let _arrived = timeout(FAREWELL, send.stopped()).await;
                        }
                        return Err(reason.into());
                    }
                    other => inputs.push_back(answer(network, newcomer, other).await?),
                }
            }
        }
    }
}

async fn write(
    send: &mut SendStream,
    frame: &[u8],
    patience: Duration,
) -> Result<(), ConversationEnd> {
    timeout(patience, write_frame(send, frame))
        .await
        .map_err(|_elapsed| ConversationEnd::silent("the newcomer takes nothing"))??;
    Ok(())
}

/// Asks the store on a thread that may wait; what it cannot do is a refusal, not the end of the program.
async fn answer(
    network: &Arc<Network>,
    newcomer: DeviceId,
    output: HostOutput,
) -> Result<HostInput, NodeError> {
    let answered = network.desk.with(move |home| {
        Ok(match home.answer_host(newcomer, output) {
            Ok(input) => input,
            Err(error) => {
                tracing::warn!(%error, "a newcomer could not be let in");
                HostInput::Declined(RefuseCode::NotNow)
            }
        })
    });
    answered.await
}
