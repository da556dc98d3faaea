//! Data that are whole and whose keys are gone: the words open them, or a file of keys.

use super::backups;
use crate::{
    ApiError, Device, Wanted,
    view::{Nothing, ReopenKeysArgs, ReopenWordsArgs},
};
use otagai_node::reopening::Reopener;
use std::path::PathBuf;

pub(super) async fn words(device: &Device, args: ReopenWordsArgs) -> Result<Nothing, ApiError> {
    reopen_with(device, Reopener::Words(backups::read_words(&args.words)?)).await?;
    online(device).await;
    Ok(Nothing {})
}

pub(super) async fn keys(device: &Device, args: ReopenKeysArgs) -> Result<bool, ApiError> {
    let asked = device.ask_for_file(|files, language| files.open(Wanted::Keys, language));
    let Some(file) = asked.await? else {
        return Ok(false);
    };
    reopen_keys(device, file, args.password).await?;
    online(device).await;
    Ok(true)
}

/// Opens data with a file of keys; an empty password is that of the folder of keys that is used here.
pub(crate) async fn reopen_keys(
    device: &Device,
    file: PathBuf,
    password: String,
) -> Result<(), ApiError> {
    let with = Reopener::Keys {
        file,
        passphrase: password.into(),
    };
    reopen_with(device, with).await
}

pub(crate) async fn reopen_with(device: &Device, with: Reopener) -> Result<(), ApiError> {
    Ok(device.node.reopen(with).await?)
}

/// As after the first start: being offline is no reason not to go on.
async fn online(device: &Device) {
    if let Err(error) = device.go_online().await {
        tracing::warn!(%error, "the network did not start");
    }
}
