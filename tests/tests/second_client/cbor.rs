//! Section 3: deterministic CBOR, by hand.

/// How deep values may lie in each other; ours lie five deep.
const DEEPEST: u8 = 12;

/// A value of the kinds that the protocol uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Number(u64),
    Bytes(Vec<u8>),
    Text(String),
    List(Vec<Self>),
    Bool(bool),
    Nothing,
}

impl Value {
    /// A record: what is absent at its end is left out.
    pub(crate) fn record(fields: impl IntoIterator<Item = Self>) -> Self {
        let mut fields: Vec<Self> = fields.into_iter().collect();
        while fields.last() == Some(&Self::Nothing) {
            fields.pop();
        }
        Self::List(fields)
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.write(&mut bytes);
        bytes
    }

    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Number(number) => head(0, *number, out),
            Self::Bytes(bytes) => {
                head(2, bytes.len() as u64, out);
                out.extend_from_slice(bytes);
            }
            Self::Text(text) => {
                head(3, text.len() as u64, out);
                out.extend_from_slice(text.as_bytes());
            }
            Self::List(list) => {
                head(4, list.len() as u64, out);
                for one in list {
                    one.write(out);
                }
            }
            Self::Bool(yes) => out.push(if *yes { 0xf5 } else { 0xf4 }),
            Self::Nothing => out.push(0xf6),
        }
    }

    /// Reads exactly one value in its one form.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes;
        let value = take_value(&mut rest, 0)?;
        rest.is_empty().then_some(value)
    }

    pub(crate) fn number(&self) -> Option<u64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub(crate) fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// Bytes of exactly this length.
    pub(crate) fn array<const N: usize>(&self) -> Option<[u8; N]> {
        self.bytes()?.try_into().ok()
    }

    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn bool(&self) -> Option<bool> {
        match self {
            Self::Bool(yes) => Some(*yes),
            _ => None,
        }
    }

    pub(crate) fn list(&self) -> Option<&[Self]> {
        match self {
            Self::List(list) => Some(list),
            _ => None,
        }
    }

    /// A record of exactly so many fields.
    pub(crate) fn fields<const N: usize>(&self) -> Option<&[Self; N]> {
        self.list()?.try_into().ok()
    }

    /// A list of ids.
    pub(crate) fn ids(&self) -> Option<Vec<[u8; 32]>> {
        self.list()?.iter().map(Self::array).collect()
    }

    /// A field that may be absent, read by `read` where it is not.
    #[expect(clippy::option_option, reason = "none is broken, some none is absent")]
    pub(crate) fn absent_or<T>(&self, read: impl Fn(&Self) -> Option<T>) -> Option<Option<T>> {
        match self {
            Self::Nothing => Some(None),
            present => read(present).map(Some),
        }
    }
}

fn head(major: u8, number: u64, out: &mut Vec<u8>) {
    let bytes = number.to_be_bytes();
    let (short, skipped) = match number {
        0..=23 => (bytes[7], 8),
        24..=0xff => (24, 7),
        0x100..=0xffff => (25, 6),
        0x1_0000..=0xffff_ffff => (26, 4),
        _ => (27, 0),
    };
    out.push(major << 5 | short);
    out.extend(bytes.iter().skip(skipped));
}

fn take<'a>(bytes: &mut &'a [u8], count: u64) -> Option<&'a [u8]> {
    let (taken, rest) = bytes.split_at_checked(usize::try_from(count).ok()?)?;
    *bytes = rest;
    Some(taken)
}

fn take_value(bytes: &mut &[u8], depth: u8) -> Option<Value> {
    let whole = *bytes;
    let first = *take(bytes, 1)?.first()?;
    match first {
        0xf4 => return Some(Value::Bool(false)),
        0xf5 => return Some(Value::Bool(true)),
        0xf6 => return Some(Value::Nothing),
        _ => {}
    }
    let (major, short) = (first >> 5, first & 31);
    let number = match short {
        0..=23 => u64::from(short),
        24..=27 => take(bytes, 1 << (short - 24))?
            .iter()
            .fold(0, |number, byte| number << 8 | u64::from(*byte)),
        _ => return None,
    };
    let mut shortest = Vec::new();
    head(major, number, &mut shortest);
    if !whole.starts_with(&shortest) {
        return None;
    }
    match major {
        0 => Some(Value::Number(number)),
        2 => Some(Value::Bytes(take(bytes, number)?.to_vec())),
        3 => {
            let text = std::str::from_utf8(take(bytes, number)?).ok()?;
            Some(Value::Text(text.to_owned()))
        }
        4 if depth < DEEPEST => {
            let mut list = Vec::new();
            for _ in 0..number {
                list.push(take_value(bytes, depth + 1)?);
            }
            Some(Value::List(list))
        }
        _ => None,
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self::Bool(yes)
    }
}

impl From<&[u8]> for Value {
    fn from(bytes: &[u8]) -> Self {
        Self::Bytes(bytes.to_vec())
    }
}

impl<const N: usize> From<[u8; N]> for Value {
    fn from(bytes: [u8; N]) -> Self {
        Self::Bytes(bytes.to_vec())
    }
}

impl From<Vec<Self>> for Value {
    fn from(list: Vec<Self>) -> Self {
        Self::List(list)
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(present: Option<T>) -> Self {
        present.map_or(Self::Nothing, Into::into)
    }
}

/// A list of ids.
pub(crate) fn id_list(ids: &[[u8; 32]]) -> Value {
    Value::List(ids.iter().map(|id| Value::from(*id)).collect())
}
