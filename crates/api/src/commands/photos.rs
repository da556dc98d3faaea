//! Faces.

use crate::{
    ApiError, Device, EdgeRefusal, convert,
    view::{CardView, PhotoArgs, PhotoSetArgs, PhotoView},
};
use data_encoding::BASE64;
use otagai_node::photo::PhotoError;

/// Characters of a file in base64: a little over 20 MB.
const FILE_CHARS: usize = 28 * 1024 * 1024;

pub(super) async fn set(device: &Device, args: PhotoSetArgs) -> Result<CardView, ApiError> {
    let named = convert::circle(&args.circle)?;
    if args.base64.len() > FILE_CHARS {
        return Err(PhotoError::TooLarge.into());
    }
    let file = BASE64
        .decode(args.base64.as_bytes())
        .map_err(|_not_base64| EdgeRefusal::BadInput)?;
    Ok(device
        .node
        .with_home(move |home| {
            let circle = home.circle(named)?;
            let file = Some(file.as_slice()).filter(|file| !file.is_empty());
            home.set_photo(circle, file)?;
            super::cards::view(home, circle, home.person())
        })
        .await?)
}

pub(super) async fn show(device: &Device, args: PhotoArgs) -> Result<PhotoView, ApiError> {
    let named = convert::circle(&args.circle)?;
    let photo = args.photo.parse().map_err(|_no_id| EdgeRefusal::BadInput)?;
    let bytes = device
        .node
        .with_home(move |home| {
            let circle = home.circle(named)?;
            Ok(home.store().photo(circle, photo)?)
        })
        .await?;
    Ok(PhotoView {
        base64: bytes.map(|bytes| BASE64.encode(&bytes)),
    })
}
