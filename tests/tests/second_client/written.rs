//! What `docs/protocol.md` says: its examples, as they stand there.

use data_encoding::HEXLOWER;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Bytes on one line of an example.
const BYTES_A_LINE: usize = 48;

/// The lines of the example of this name.
pub(crate) fn block(name: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/protocol.md");
    let document = fs::read_to_string(path).unwrap_or_default();
    let begin = format!("```{name}");
    document
        .lines()
        .skip_while(|line| *line != begin)
        .skip(1)
        .take_while(|line| *line != "```")
        .map(str::to_owned)
        .collect()
}

/// The values of the document, by name.
pub(crate) fn values() -> BTreeMap<String, String> {
    let pair = |line: String| {
        let (name, value) = line.split_once('=')?;
        Some((name.trim().to_owned(), value.trim().to_owned()))
    };
    block("values").into_iter().filter_map(pair).collect()
}

/// The bytes of an example in hexadecimal.
pub(crate) fn bytes(name: &str) -> Vec<u8> {
    let digits = block(&format!("hex {name}")).concat();
    unhex(&digits).unwrap_or_default()
}

/// Bytes as an example shows them.
pub(crate) fn shown(bytes: &[u8]) -> String {
    let lines: Vec<String> = bytes.chunks(BYTES_A_LINE).map(hex).collect();
    lines.join("\n")
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    HEXLOWER.encode(bytes)
}

/// Reads hexadecimal digits.
pub(crate) fn unhex(digits: &str) -> Option<Vec<u8>> {
    HEXLOWER.decode(digits.as_bytes()).ok()
}
