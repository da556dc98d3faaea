//! Files that are pictures by name only, or that would fill the memory of a computer.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests stop them as the tests themselves would"
)]

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use otagai_node::photo::{PhotoError, is_fit, prepare};
use std::io::Cursor;

/// What a file may cost beyond what the program needs anyway.
const BOUND_KB: u64 = 256 * 1024;

/// The largest that this process has been, KiB.
#[cfg(target_os = "linux")]
fn largest_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.unwrap().trim().trim_end_matches(" kB");
    number.parse().unwrap()
}

/// CRC-32 as PNG has it.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

fn chunk(name: [u8; 4], content: &[u8]) -> Vec<u8> {
    let named = [&name[..], content].concat();
    let len = u32::try_from(content.len()).unwrap().to_be_bytes();
    [&len[..], &named, &crc(&named).to_be_bytes()].concat()
}

/// A whole PNG of one colour by its header, which holds next to nothing.
fn png(side: u32, depth: u8, colour: u8) -> Vec<u8> {
    let header = [
        &side.to_be_bytes()[..],
        &side.to_be_bytes(),
        &[depth, colour, 0, 0, 0],
    ]
    .concat();
    // Zlib: one stored block without content, and the checksum of nothing.
    let nothing = [0x78, 1, 1, 0, 0, 0xff, 0xff, 0, 0, 0, 1];
    [
        &b"\x89PNG\r\n\x1a\n"[..],
        &chunk(*b"IHDR", &header),
        &chunk(*b"IDAT", &nothing),
        &chunk(*b"IEND", b""),
    ]
    .concat()
}

/// An animated WebP of the largest canvas whose only frame holds the animation again.
fn looping_webp() -> Vec<u8> {
    let part = |name: &[u8; 4], content: &[u8]| {
        let len = u32::try_from(content.len()).unwrap().to_le_bytes();
        [name, &len[..], content, &vec![0; content.len() % 2]].concat()
    };
    let canvas = [0x02, 0, 0, 0, 0xff, 0x3f, 0, 0xff, 0x3f, 0];
    let mut frame = Vec::new();
    for _ in 0..1_000 {
        let head = [0, 0, 0, 0, 0, 0, 0xff, 0x3f, 0, 0xff, 0x3f, 0, 0, 0, 0, 0];
        let inner = frame.get(..frame.len().min(4_000)).unwrap().to_vec();
        frame = part(b"ANMF", &[&head[..], &inner].concat());
    }
    let body = [
        &b"WEBP"[..],
        &part(b"VP8X", &canvas),
        &part(b"ANIM", &[0; 6]),
        &frame,
    ]
    .concat();
    part(b"RIFF", &body)
}

fn jpeg() -> Vec<u8> {
    let picture = RgbImage::from_fn(64, 48, |x, y| {
        Rgb([x.to_le_bytes()[0], y.to_le_bytes()[0], 9])
    });
    let mut file = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture)
        .write_to(&mut file, ImageFormat::Jpeg)
        .unwrap();
    file.into_inner()
}

/// The same with other sides in its header, progressive where wanted.
fn jpeg_of(side: u16, is_progressive: bool) -> Vec<u8> {
    let mut file = jpeg();
    let at = file
        .windows(2)
        .position(|marker| marker == [0xff, 0xc0])
        .unwrap();
    if is_progressive {
        file[at + 1] = 0xc2;
    }
    file[at + 5..at + 7].copy_from_slice(&side.to_be_bytes());
    file[at + 7..at + 9].copy_from_slice(&side.to_be_bytes());
    file
}

#[test]
#[cfg(target_os = "linux")]
fn bombs_are_refused_and_cost_no_memory() {
    let before = largest_kb();
    for (what, file, refusal) in [
        (
            "a PNG of 65,535 a side",
            png(65_535, 8, 2),
            PhotoError::TooLarge,
        ),
        (
            "within the sides, over the bytes",
            png(16_000, 16, 6),
            PhotoError::TooLarge,
        ),
        ("nothing inside", png(8_000, 8, 0), PhotoError::NotAPicture),
        (
            "a JPEG of 65,500 a side",
            jpeg_of(65_500, false),
            PhotoError::TooLarge,
        ),
        (
            "the same, progressive",
            jpeg_of(65_500, true),
            PhotoError::TooLarge,
        ),
        (
            "over the bytes, progressive",
            jpeg_of(16_000, true),
            PhotoError::TooLarge,
        ),
    ] {
        assert_eq!(prepare(&file), Err(refusal), "{what}");
        assert!(!is_fit(&file), "{what}: nor from others");
    }
    let gif = [
        &b"GIF89a\xff\xff\xff\xff\x80\0\0"[..],
        b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0",
    ]
    .concat();
    for (what, file) in [
        ("a GIF that loops", gif),
        ("a WebP in a WebP", looping_webp()),
    ] {
        assert!(prepare(&file).is_err(), "{what}");
        assert!(!is_fit(&file), "{what}: nor from others");
    }
    let grown = largest_kb().saturating_sub(before);
    assert!(grown < BOUND_KB, "{grown} KiB");
}

#[test]
fn what_is_cut_is_refused_or_becomes_a_whole_picture() {
    let whole = jpeg();
    for end in (0..whole.len()).step_by(7) {
        if let Ok(made) = prepare(&whole[..end]) {
            assert!(is_fit(&made), "cut after {end} bytes");
        }
    }
    assert_eq!(prepare(&whole[..20]), Err(PhotoError::NotAPicture));
}

#[test]
fn what_hangs_on_behind_a_picture_is_gone() {
    let script = b"<script>alert(1)</script>PK\x03\x04";
    let polyglot = [jpeg(), script.to_vec()].concat();
    let made = prepare(&polyglot).unwrap();
    assert!(is_fit(&made));
    let found = made.windows(script.len()).any(|window| window == script);
    assert!(!found, "only the picture was kept");
}
