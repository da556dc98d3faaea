//! The host's word: I let them in.

use otagai_core::{
    circle_set::CircleSet,
    item::{Item, ItemKind},
    keys::DeviceKeys,
    signed::{Verified, VerifyError},
    statement::{Admitted, StatementBody, compose},
};

/// Signs that a newcomer is let in, as the next statement of this device.
///
/// # Errors
/// [`VerifyError`] only if the device cannot sign for itself.
pub fn admit(set: &CircleSet, keys: &DeviceKeys, admitted: Admitted) -> Result<Item, VerifyError> {
    let device = keys.device();
    let statement = compose(
        set.circle(),
        keys.person(),
        device,
        &set.chain_end(device),
        &set.statement_tips(),
        &StatementBody::Admitted(admitted),
    );
    let signed = Verified::sign(statement, &keys.signing_key())?;
    Ok(Item::new(ItemKind::Statement, signed.to_bytes()))
}
