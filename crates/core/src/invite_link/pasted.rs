//! Finding a link in what was pasted: a whole message, a mail quoted twice, a line of a chat.
//!
//! What programs do to a link on its way is undone: they break it into lines, put quote marks before them, insert
//! characters of no width, widen letters, set it in bold, write it in percent signs (RFC 3986) or in the equals signs
//! of mail (RFC 2045). None of that is looked for by name: whatever cannot be part of a link is passed over, and a
//! link knows its own length and checksum, so a wrong beginning or end is never taken for one.

use super::SCHEME;
use crate::text::is_ignorable;
use unicode_normalization::UnicodeNormalization;

/// Stands for characters that no program puts into a link; they may stand in its code, but not in its scheme.
const OTHER: u8 = b'.';

/// Calls `reads` with the code behind every place where a link may begin, until it gives something: the letters of
/// base64url that follow, whole or not. None where there is no such place; what `reads` gave last otherwise.
pub(super) fn find<T>(pasted: &str, mut reads: impl FnMut(&[u8]) -> (T, bool)) -> Option<T> {
    let signs = signs(pasted);
    let mut best = None;
    let mut looked: Vec<Vec<u8>> = Vec::new();
    for view in views(&signs) {
        if looked.contains(&view) {
            continue;
        }
        for start in beginnings(&view) {
            let code: Vec<u8> = view
                .get(start..)
                .unwrap_or_default()
                .iter()
                .copied()
                .filter(|sign| is_code(*sign))
                .take(super::CODE_CHARS)
                .collect();
            let (read, whole) = reads(&code);
            best = Some(read);
            if whole {
                return best;
            }
        }
        looked.push(view);
    }
    best
}

/// The text in ASCII, one width, without what shows nothing and without line breaks of mail.
fn signs(pasted: &str) -> Vec<u8> {
    let seen = pasted.chars().filter(|c| !is_ignorable(*c));
    let mut signs: Vec<u8> = Vec::with_capacity(pasted.len());
    // Width is taken away letter by letter: a mark behind the link must not grow into its last letter.
    for c in seen.flat_map(|c| std::iter::once(c).nfkc()) {
        match c {
            // Programs that set texts make long dashes of a hyphen, or of two.
            '\u{2010}'..='\u{2013}' | '\u{2212}' => signs.push(b'-'),
            '\u{2014}' | '\u{2015}' => signs.extend(b"--"),
            '\n' | '\r' => {
                end_line(&mut signs);
                signs.push(b'\n');
            }
            c if c.is_whitespace() => signs.push(b' '),
            c => signs.push(u8::try_from(c).ok().filter(u8::is_ascii).unwrap_or(OTHER)),
        }
    }
    let passed_over = |sign: &u8| !matches!(sign, b' ' | b'\n' | b'>' | b'|' | b'*' | b'\\');
    signs.retain(passed_over);
    signs
}

/// An equals sign at the end of a line says that the line goes on (RFC 2045, 6.7).
fn end_line(signs: &mut Vec<u8>) {
    let spaces = signs.iter().rev().take_while(|sign| **sign == b' ').count();
    let end = signs.len() - spaces;
    if signs.get(..end).is_some_and(|line| line.ends_with(b"=")) {
        signs.truncate(end - 1);
    }
}

/// As it is, and with the letters that were written as numbers.
fn views(signs: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let once = decoded(signs, b'%');
    let twice = decoded(&once, b'%');
    let mail = decoded(signs, b'=');
    let both = decoded(&mail, b'%');
    [signs.to_vec(), once, twice, mail, both].into_iter()
}

/// Every `%3A` (or `=3A`) as the letter that it stands for.
fn decoded(signs: &[u8], mark: u8) -> Vec<u8> {
    let mut letters = Vec::with_capacity(signs.len());
    let mut rest = signs;
    while let Some((first, after)) = rest.split_first() {
        let number = match after {
            [high, low, ..] if *first == mark => digit(*high).zip(digit(*low)),
            _ => None,
        };
        rest = after;
        match number {
            Some((high, low)) => {
                letters.push(high << 4 | low);
                rest = after.get(2..).unwrap_or_default();
            }
            None => letters.push(*first),
        }
    }
    letters
}

fn digit(sign: u8) -> Option<u8> {
    let digit = char::from(sign).to_digit(16)?;
    u8::try_from(digit).ok()
}

/// Where the code of a link may begin: behind every scheme.
fn beginnings(view: &[u8]) -> impl Iterator<Item = usize> {
    let scheme = SCHEME.as_bytes();
    view.windows(scheme.len())
        .enumerate()
        .filter(|(_, window)| window.eq_ignore_ascii_case(scheme))
        .map(|(at, window)| at + window.len())
}

const fn is_code(sign: u8) -> bool {
    sign.is_ascii_alphanumeric() || matches!(sign, b'-' | b'_')
}
