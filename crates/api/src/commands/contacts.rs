//! Reaching people: the telephone or mail program of the member's system.

use crate::{
    ApiError, Device, EdgeRefusal, convert,
    view::{ContactOpenArgs, Nothing},
};
use otagai_core::card::ContactKind;
use otagai_node::NodeError;

pub(super) async fn open(device: &Device, args: ContactOpenArgs) -> Result<Nothing, ApiError> {
    let named = convert::circle(&args.circle)?;
    let person = convert::person(&args.person)?.ok_or(NodeError::UnknownPerson)?;
    // The screen names a way on a card, and never an address: what it could name, it could open.
    let (kind, address) = device
        .node
        .with_home(move |home| home.contact_address(home.circle(named)?, person, &args.key))
        .await?;
    if device.open_address(address).await {
        return Ok(Nothing {});
    }
    Err(match kind {
        ContactKind::Phone => EdgeRefusal::ContactNoPhone,
        _ => EdgeRefusal::ContactNoMail,
    }
    .into())
}
