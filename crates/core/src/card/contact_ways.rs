//! How a person can be reached: by telephone, mail, LINE, or otherwise.
//!
//! A way is one value in the document, so that its parts change together. What was typed stays as it was typed; what is
//! dialled, compared and copied is worked out of it.

use super::entries;
use crate::limits::forms;
use crate::{
    document::fields,
    text::{self, TextError},
    word_enum::word_enum,
};
use automerge::{
    AutomergeError, ObjId, ROOT, ReadDoc, ScalarValue, Value, transaction::Transaction,
};
use minicbor::{Decode, Encode};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use unicode_normalization::UnicodeNormalization;

/// Ways that a card has at most.
pub const CONTACT_WAYS: usize = forms::CONTACT_WAYS;
/// Characters of a note at most.
const NOTE: usize = forms::CONTACT_NOTE;
/// Digits of a telephone number: the shortest of a small place, and the most that E.164 allows.
const DIGITS: std::ops::RangeInclusive<usize> = 6..=15;
/// Characters of a LINE id, without its `@`.
const LINE_ID: std::ops::RangeInclusive<usize> = 3..=20;
/// Where the links of LINE lead.
const LINE_HOSTS: [&str; 2] = ["line.me", "lin.ee"];
/// Name of the collection in the document; the wishes are in it as well, under words of their own.
const ENTRIES: &str = "entries";
/// What stands between the parts of a value in the document; no line holds it.
const BETWEEN: char = '\n';

/// A way to reach a person.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct ContactWay {
    /// Which kind.
    #[n(0)]
    pub kind: ContactKind,
    /// The number, the address, the id or the text as it was typed; up to [`ContactKind::max`] characters.
    #[n(1)]
    pub value: String,
    /// When it suits, or what it is where the kind does not say so; up to 40 characters.
    #[n(2)]
    pub note: String,
}

word_enum! {
    /// Kinds of ways.
    pub enum ContactKind {
        /// 電話
        Phone = "phone",
        /// メール
        Mail = "mail",
        /// LINE
        Line = "line",
        /// そのほか: its note says what it is.
        Other = "other",
    }
}

impl ContactKind {
    /// Characters of a value at most.
    pub const fn max(self) -> usize {
        match self {
            Self::Phone => forms::CONTACT_PHONE,
            Self::Mail => forms::CONTACT_MAIL,
            Self::Line => forms::CONTACT_LINE,
            Self::Other => forms::CONTACT_OTHER,
        }
    }
}

crate::refusals! {
    /// Why a way was not taken.
    #[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
    pub enum ContactFault {
        /// Empty or too long.
        #[error(transparent)]
        Text(#[from] TextError) of 0;
        /// Something in a telephone number that nobody can dial.
        #[error("no telephone number: it has other signs")]
        PhoneSigns = "contactPhone",
            ja "電話番号に、数字とハイフンのほかの文字が入っています。話しやすい時間などは「ひとこと」のほうに書いて、番号だけを入れてください。",
            en "The telephone number has other signs in it. Please enter the number alone; times can go into the note.";
        /// Too few or too many digits.
        #[error("no telephone number: too few or too many digits")]
        PhoneLength = "contactPhoneLength",
            ja "電話番号の数字が、足りないか多すぎます。市外局番から入っているか、見直してください。",
            en "The telephone number has too few or too many digits. Please check that the area code is there.";
        /// No address of mail.
        #[error("no mail address")]
        Mail = "contactMail",
            ja "メールアドレスとして読めません。「@」と、その後ろの「.jp」や「.com」まで入っているか、見直してください。",
            en "This cannot be read as a mail address. Please check the “@” and that “.jp” or “.com” stands behind it.";
        /// Neither an id nor a link of LINE.
        #[error("neither an id nor a link of LINE")]
        Line = "contactLine",
            ja "LINEのIDかリンクとして読めません。IDは英数字です。リンクは、LINEの「友だち追加」でコピーしたものをそのまま入れてください。",
            en "This cannot be read as a LINE id or link. Ids have Latin letters and digits. Please paste links as LINE copies them.";
        /// The card has as many as it can hold.
        #[error("more than {CONTACT_WAYS} ways")]
        TooMany = "contactTooMany",
            ja "連絡先は6つまでです。くわえるときは、どれかをはずしてください。",
            en "A card holds 6 ways to be reached. Please take one off before you add another.";
    }
}

impl ContactWay {
    /// A way as a member wrote it.
    ///
    /// # Errors
    /// [`ContactFault`] with what is wrong with it.
    pub fn new(kind: ContactKind, value: &str, note: &str) -> Result<Self, ContactFault> {
        let way = Self {
            kind,
            value: text::required(value, kind.max())?,
            note: if kind == ContactKind::Other {
                text::required(note, NOTE)?
            } else {
                text::optional(note, NOTE)?
            },
        };
        way.checked()?;
        Ok(way)
    }

    /// The value in plain half-width letters, for copying: `０３ー００００ー０００１` is `03-0000-0001`. As it was typed
    /// where it is none of its kind, which only a stranger's program writes.
    pub fn plain(&self) -> String {
        self.checked().unwrap_or_else(|_fault| self.value.clone())
    }

    /// What opens a telephone or a mail program: `tel:` or `mailto:` with nothing in it that such a program could take
    /// for something else. None for the other kinds, and for what is no number or address.
    pub fn address(&self) -> Option<String> {
        let plain = self.checked().ok()?;
        match self.kind {
            ContactKind::Phone => Some(format!("tel:{}", dialled(&plain))),
            ContactKind::Mail => Some(format!("mailto:{}", utf8_percent_encode(&plain, MAILTO))),
            ContactKind::Line | ContactKind::Other => None,
        }
    }

    /// What tells one way of a card from another: the same number, however it is written.
    pub fn key(&self) -> String {
        let same = match (self.kind, self.checked()) {
            (ContactKind::Phone, Ok(plain)) => dialled(&plain),
            (ContactKind::Mail, Ok(plain)) => plain.to_lowercase(),
            (ContactKind::Line, Ok(plain)) => match without_scheme(&plain) {
                Some(link) => link.to_owned(),
                None => plain.to_lowercase(),
            },
            (ContactKind::Other, Ok(plain)) => plain,
            (_, Err(_fault)) => self.value.clone(),
        };
        format!("{}:{same}", self.kind.word())
    }

    /// The plain form, if the value is what its kind says.
    fn checked(&self) -> Result<String, ContactFault> {
        match self.kind {
            ContactKind::Phone => plain_phone(&self.value),
            ContactKind::Mail => plain_mail(&self.value).ok_or(ContactFault::Mail),
            ContactKind::Line => plain_line(&self.value).ok_or(ContactFault::Line),
            ContactKind::Other => Ok(self.value.clone()),
        }
    }
}

/// What stays as it is in `mailto:`: letters, digits, and the marks that RFC 3986 never reserves.
const MAILTO: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'@')
    .remove(b'.')
    .remove(b'-')
    .remove(b'_')
    .remove(b'~');

/// Half-width letters, without what nobody sees and pasting brings along.
fn half_width(value: &str) -> String {
    value
        .nfkc()
        .filter(|sign| !text::is_ignorable(*sign))
        .collect()
}

/// Half-width digits and signs, whichever stroke somebody typed for a hyphen.
fn plain_phone(value: &str) -> Result<String, ContactFault> {
    let plain: String = half_width(value)
        .chars()
        .map(|sign| match sign {
            'ー' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '─' | '━' => '-',
            sign => sign,
        })
        .collect();
    let mut digits = 0;
    let mut pluses = 0;
    for sign in plain.chars() {
        match sign {
            '0'..='9' => digits += 1,
            '-' | ' ' | '(' | ')' | '.' => {}
            '+' if digits == 0 && pluses == 0 => pluses += 1,
            _ => return Err(ContactFault::PhoneSigns),
        }
    }
    if DIGITS.contains(&digits) {
        Ok(plain)
    } else {
        Err(ContactFault::PhoneLength)
    }
}

/// Only what is dialled. The 0 of `+81 (0)3` is for callers inside the country.
fn dialled(plain: &str) -> String {
    let abroad = plain.contains('+');
    let plain = if abroad {
        plain.replacen("(0)", "", 1)
    } else {
        plain.to_owned()
    };
    let digits = plain.chars().filter(char::is_ascii_digit);
    abroad.then_some('+').into_iter().chain(digits).collect()
}

/// An address that mail can go to, as far as its looks say. Some carriers gave out addresses with dots in odd places.
fn plain_mail(value: &str) -> Option<String> {
    let plain = half_width(value);
    let (local, domain) = plain.rsplit_once('@')?;
    // What a Japanese keyboard gives for a dot.
    let domain = domain.replace('。', ".");
    let sign = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    if local.is_empty() || local.len() > 64 || !local.chars().all(sign) {
        return None;
    }
    let label = |label: &str| {
        let inside = |c: char| c.is_alphanumeric() || c == '-';
        !label.is_empty()
            && label.len() <= 63
            && label.chars().all(inside)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let last = domain.rsplit('.').next().unwrap_or_default();
    let named = last.chars().any(char::is_alphabetic);
    (domain.contains('.') && domain.split('.').all(label) && named)
        .then(|| format!("{local}@{domain}"))
}

/// An id, or a link that adds somebody.
fn plain_line(value: &str) -> Option<String> {
    let plain = half_width(value);
    if let Some(link) = without_scheme(&plain) {
        let (host, path) = link.split_once('/')?;
        let host = host.strip_prefix("www.").unwrap_or(host);
        let known = LINE_HOSTS
            .iter()
            .any(|line| host.eq_ignore_ascii_case(line));
        let seen = |c: char| c.is_ascii_graphic();
        return (known && !path.is_empty() && path.chars().all(seen)).then_some(plain);
    }
    let id = plain.strip_prefix('@').unwrap_or(&plain);
    let sign = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
    (LINE_ID.contains(&id.len()) && id.chars().all(sign)).then_some(plain)
}

/// A link without its `https://`; none where it is no link.
fn without_scheme(plain: &str) -> Option<&str> {
    let schemes = ["https://", "http://"];
    let found = schemes.iter().find_map(|scheme| {
        let head = plain.get(..scheme.len())?;
        (head.eq_ignore_ascii_case(scheme)).then(|| plain.get(scheme.len()..))?
    });
    found.or_else(|| plain.contains('/').then_some(plain))
}

pub(super) fn read(document: &impl ReadDoc) -> Vec<ContactWay> {
    let Some(map) = fields::map(document, &ROOT, ENTRIES) else {
        return Vec::new();
    };
    let mut found: Vec<(i64, String, ContactWay)> = document
        .keys(&map)
        .filter_map(|key| {
            let (order, way) = written(document, &map, &key)?;
            // Under another name it would be there twice.
            (way.key() == key).then_some((order, key, way))
        })
        .collect();
    found.sort_by(|(a, x, _), (b, y, _)| (a, x).cmp(&(b, y)));
    let ways = found.into_iter().map(|(_, _, way)| way);
    ways.take(CONTACT_WAYS).collect()
}

/// The way under a key with its place, if there is one.
fn written(document: &impl ReadDoc, map: &ObjId, key: &str) -> Option<(i64, ContactWay)> {
    let kind = ContactKind::from_word(key.split_once(':')?.0)?;
    let Ok(Some((Value::Scalar(value), _))) = document.get(map, key) else {
        return None;
    };
    let ScalarValue::Str(text) = value.as_ref() else {
        return None;
    };
    let mut parts = text.split(BETWEEN);
    let order = parts.next()?.parse().ok()?;
    let way = ContactWay {
        kind,
        value: text::shown(parts.next()?, kind.max()),
        note: text::shown(parts.next().unwrap_or_default(), NOTE),
    };
    (!way.value.is_empty()).then_some((order, way))
}

pub(super) fn write(
    transaction: &mut Transaction<'_>,
    way: &ContactWay,
) -> Result<(), AutomergeError> {
    let Some(map) = fields::map(transaction, &ROOT, ENTRIES) else {
        return Ok(());
    };
    let key = way.key();
    let order = match written(transaction, &map, &key) {
        Some((order, _)) => order,
        None => last(transaction, &map).map_or(0, |last| last.saturating_add(1)),
    };
    let text = format!("{order}{BETWEEN}{}{BETWEEN}{}", way.value, way.note);
    fields::put_text(transaction, &map, &key, &text)
}

fn last(document: &impl ReadDoc, map: &ObjId) -> Option<i64> {
    let orders = document.keys(map);
    orders
        .filter_map(|key| Some(written(document, map, &key)?.0))
        .max()
}

pub(super) fn remove(transaction: &mut Transaction<'_>, key: &str) -> Result<(), AutomergeError> {
    entries::remove(transaction, ENTRIES, key)
}

#[cfg(test)]
mod tests;
