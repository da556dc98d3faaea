//! Photos: whatever a member chooses becomes one small JPEG without anything hidden in it.
//!
//! Everything is decoded and encoded anew: the place where a picture was taken, its thumbnail and whatever else
//! a camera writes stay on the member's own computer. Decoding is bounded before it begins.

use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgba, codecs::jpeg::JpegEncoder,
    imageops::FilterType, metadata::Orientation,
};
use otagai_core::limits;
use otagai_core::limits::forms;
use std::io::Cursor;

/// Bytes of a file that is looked at.
const FILE_BYTES: usize = forms::PHOTO_FILE_BYTES;
/// Pixels of a side of a file that is looked at.
const FILE_SIDE: u32 = 16_000;
/// Bytes that a decoded picture may take: 64 million pixels, more than telephones make. Decoding takes up to three
/// times as many.
const DECODED_BYTES: u64 = 192 * 1024 * 1024;
/// Tried in this order until the file is small enough.
const QUALITIES: [u8; 4] = [82, 70, 55, 40];

otagai_core::refusals! {
    /// Why a file did not become a photo.
    #[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
    pub enum PhotoError {
        /// More bytes or pixels than any camera makes.
        #[error("the file is too large")]
        TooLarge = "photoTooLarge",
            ja "写真のファイルが大きすぎて、使えませんでした。小さくした写真を選んで、もう一度お試しください。",
            en "The picture is too large to be used. Please make it smaller or choose another one.";
        /// Not a JPEG, PNG or WebP, or a broken one.
        #[error("the file is not a picture that can be read")]
        NotAPicture = "photoUnreadable",
            ja "選んだファイルを、写真として読めませんでした。JPEGかPNGの写真を選んでください。",
            en "The file could not be read as a picture. Please choose a JPEG or PNG.";
    }
}

/// Turns a file into what is kept and relayed: upright, at most [`limits::PHOTO_SIDE`] pixels and
/// [`limits::PHOTO_BYTES`] bytes. Takes some tenths of a second: call it where nobody waits.
///
/// # Errors
/// [`PhotoError`] says what is wrong with the file.
pub fn prepare(file: &[u8]) -> Result<Vec<u8>, PhotoError> {
    if file.len() > FILE_BYTES {
        return Err(PhotoError::TooLarge);
    }
    let bounds = Bounds {
        side: FILE_SIDE,
        bytes: DECODED_BYTES,
    };
    let (picture, orientation) = decode(file, &bounds)?;
    // Before it is made smaller: the colour behind what is not seen would come through at the edges.
    let picture = on_white(picture);
    let side = limits::PHOTO_SIDE;
    let mut small = if picture.width() > side || picture.height() > side {
        picture.resize(side, side, FilterType::CatmullRom)
    } else {
        picture
    };
    // Not before: turning a picture makes a second one of its size.
    small.apply_orientation(orientation);
    let flat = DynamicImage::ImageRgb8(small.into_rgb8());
    QUALITIES
        .iter()
        .filter_map(|quality| encode(&flat, *quality))
        .find(|bytes| bytes.len() <= limits::PHOTO_BYTES)
        .ok_or(PhotoError::TooLarge)
}

/// True for bytes that [`prepare`] could have made: whatever another device sends is looked into before a
/// screen shows it.
pub fn is_fit(bytes: &[u8]) -> bool {
    let bounds = Bounds {
        side: limits::PHOTO_SIDE,
        bytes: u64::from(limits::PHOTO_SIDE).pow(2) * 16,
    };
    bytes.len() <= limits::PHOTO_BYTES
        && image::guess_format(bytes).is_ok_and(|format| format == ImageFormat::Jpeg)
        && decode(bytes, &bounds).is_ok()
}

struct Bounds {
    side: u32,
    bytes: u64,
}

/// The picture as it is in the file, and how it is to be turned.
fn decode(file: &[u8], bounds: &Bounds) -> Result<(DynamicImage, Orientation), PhotoError> {
    let mut reader = ImageReader::new(Cursor::new(file))
        .with_guessed_format()
        .map_err(|_unreadable| PhotoError::NotAPicture)?;
    let mut within = Limits::default();
    within.max_image_width = Some(bounds.side);
    within.max_image_height = Some(bounds.side);
    within.max_alloc = Some(bounds.bytes);
    reader.limits(within);
    let mut decoder = reader.into_decoder().map_err(|error| refused(&error))?;
    let orientation = decoder
        .orientation()
        .map_err(|_detail| PhotoError::NotAPicture)?;
    // The decoder bounds what it needs itself, not what it gives.
    if decoder.total_bytes() > bounds.bytes {
        return Err(PhotoError::TooLarge);
    }
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| refused(&error))?;
    Ok((picture, orientation))
}

fn refused(error: &image::ImageError) -> PhotoError {
    match error {
        image::ImageError::Limits(_) => PhotoError::TooLarge,
        _ => PhotoError::NotAPicture,
    }
}

/// JPEG has no transparency: what shows through becomes white, not black.
/// In place, as there may be 48 million pixels.
fn on_white(picture: DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return picture;
    }
    let mut flat = picture.into_rgba8();
    for Rgba([red, green, blue, alpha]) in flat.pixels_mut() {
        for part in [red, green, blue] {
            *part = over_white(*part, *alpha);
        }
        *alpha = u8::MAX;
    }
    DynamicImage::ImageRgba8(flat)
}

/// A part of a colour that is seen as far as `alpha` says, over white.
fn over_white(part: u8, alpha: u8) -> u8 {
    let (part, alpha) = (u16::from(part), u16::from(alpha));
    let mixed = (part * alpha + 255 * (255 - alpha) + 127) / 255;
    u8::try_from(mixed).unwrap_or(u8::MAX)
}

fn encode(picture: &DynamicImage, quality: u8) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    picture
        .write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, quality))
        .ok()
        .map(|()| bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::RgbaImage;

    fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn flat(picture: DynamicImage) -> DynamicImage {
        DynamicImage::ImageRgb8(on_white(picture).into_rgb8())
    }

    /// A white disc on nothing; nothing is black where nobody sees it, as drawing programs write it.
    fn disc(side: u32) -> DynamicImage {
        DynamicImage::ImageRgba8(RgbaImage::from_fn(side, side, |x, y| {
            let (x, y) = (f64::from(x), f64::from(y));
            let middle = f64::from(side) / 2.0;
            if (x - middle).hypot(y - middle) < middle * 0.8 {
                Rgba([255; 4])
            } else {
                Rgba([0; 4])
            }
        }))
    }

    #[test]
    fn what_shows_through_becomes_white_without_a_rim() {
        for side in [200, 641, 1_300] {
            let made = prepare(&file(&disc(side), ImageFormat::Png)).unwrap();
            let read = image::load_from_memory(&made).unwrap().into_luma8();
            let darkest = read.pixels().map(|pixel| pixel.0[0]).min();
            assert!(darkest > Some(250), "{side} pixels: {darkest:?}");
        }
        for (part, alpha, seen) in [
            (0, 0, 255),
            (0, 255, 0),
            (0, 128, 127),
            (200, 0, 255),
            (200, 51, 244),
        ] {
            assert_eq!(over_white(part, alpha), seen, "{part} seen {alpha}");
        }
    }

    /// Noise, which compresses badly.
    fn noise(width: u32, height: u32) -> DynamicImage {
        let mut state = 1_u32;
        DynamicImage::ImageRgba8(RgbaImage::from_fn(width, height, |_, _| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let [a, b, c, _] = state.to_be_bytes();
            Rgba([a, b, c, 128])
        }))
    }

    #[test]
    fn any_picture_becomes_a_small_one_and_keeps_its_shape() {
        for (format, width, height) in [
            (ImageFormat::Png, 1_300, 700),
            (ImageFormat::Jpeg, 700, 1_300),
            (ImageFormat::WebP, 20, 10),
        ] {
            let picture = match format {
                ImageFormat::Jpeg => flat(noise(width, height)),
                _ => noise(width, height),
            };
            let made = prepare(&file(&picture, format)).unwrap();
            assert!(is_fit(&made), "{format:?}: others take it");
            let read = image::load_from_memory(&made).unwrap();
            let longer = read.width().max(read.height());
            assert_eq!(longer, width.max(height).min(640), "{format:?}: bounded");
            assert_eq!(
                read.width() > read.height(),
                width > height,
                "{format:?}: upright"
            );
        }
    }

    #[test]
    fn what_is_no_picture_or_a_bomb_is_refused() {
        assert_eq!(prepare(b"GIF89a"), Err(PhotoError::NotAPicture), "a GIF");
        assert_eq!(prepare(b""), Err(PhotoError::NotAPicture), "nothing");
        assert_eq!(
            prepare(&vec![0; FILE_BYTES + 1]),
            Err(PhotoError::TooLarge),
            "too many bytes"
        );
        let whole = file(&noise(64, 64), ImageFormat::Png);
        assert_eq!(
            prepare(whole.get(..whole.len() / 2).unwrap()),
            Err(PhotoError::NotAPicture),
            "cut off"
        );
        // A PNG whose header promises 50,000 × 50,000 pixels in a few bytes.
        let mut bomb = whole.clone();
        let side = 50_000_u32.to_be_bytes();
        bomb.splice(16..20, side);
        bomb.splice(20..24, side);
        assert!(prepare(&bomb).is_err(), "a bomb");
        assert!(!is_fit(&whole), "only what we make is relayed");
        let large = file(&flat(noise(700, 10)), ImageFormat::Jpeg);
        assert!(!is_fit(&large), "too wide for the wire");
    }

    #[test]
    fn nothing_hidden_stays_in_it() {
        let mut picture = file(&flat(noise(50, 50)), ImageFormat::Jpeg);
        // An EXIF segment right after the start of the file.
        let secret = b"Exif\0\0GPS 35.68N 139.76E";
        let len = u16::try_from(secret.len() + 2).unwrap().to_be_bytes();
        let mut segment = vec![0xff, 0xe1];
        segment.extend(len);
        segment.extend(secret);
        picture.splice(2..2, segment);
        let made = prepare(&picture).unwrap();
        let found = made.windows(4).any(|window| window == b"Exif");
        assert!(!found, "the place is gone");
    }
}
