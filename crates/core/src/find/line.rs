//! One line as one thinks it becomes conditions: 「来週の火曜午前 埼玉 看護師か柔道整復師」.

use super::{
    areas,
    bind::bind,
    conditions::LINE_CHARS,
    days, english,
    fold::fold,
    index::Index,
    latin::latin_sounds,
    lexicon::Lexicon,
    reading::Reading,
    scan::scan,
    token::{Join, Token, TokenKind},
    typed::Typed,
};
use crate::date::Day;

/// Words of a line in Latin letters that are looked up together at most: "labour and social security attorney".
const LATIN_WORDS: usize = 5;

crate::refusals! {
    /// Why nobody was looked for.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
    pub enum FindRefusal {
        /// The line is too long.
        #[error("more than {LINE_CHARS} characters")]
        LineTooLong = "findTooLong",
            ja "さがす言葉が長すぎます。400文字までに短くして、もう一度押してください。",
            en "What you look for is too long. Please shorten it to 400 characters and press again.";
    }
}

/// Reads a line. What is not understood is a word to look for; marks alone ask for nothing. `today` is the writer's day.
///
/// # Errors
/// [`FindRefusal::LineTooLong`].
pub fn read_line(line: &str, index: &Index, today: Day) -> Result<Reading, FindRefusal> {
    if line.chars().take(LINE_CHARS + 1).count() > LINE_CHARS {
        return Err(FindRefusal::LineTooLong);
    }
    let typed = Typed::of(line);
    Ok(bind(&tokens(&typed, index, today), &typed, index, today))
}

/// The pieces of a line, in their order; together they are all of its characters.
pub(super) fn tokens(typed: &Typed<'_>, index: &Index, today: Day) -> Vec<Token> {
    let text = typed.chars.as_slice();
    let mut tokens: Vec<Token> = Vec::new();
    let parts = parts(text);
    // A surname may be a prefecture's name too: by itself it is looked for everywhere.
    if let [(from, to)] = parts.as_slice()
        && let word = text
            .get(*from..*to)
            .unwrap_or_default()
            .iter()
            .collect::<String>()
        && let folded = fold(&word)
        && areas::named(&folded).is_some()
        && index.names_begin(&folded)
    {
        put(&mut tokens, TokenKind::Word(word), *from, *to);
    }
    let mut reader = LineReader {
        text,
        index,
        today,
        tokens,
    };
    let mut at = reader.tokens.last().map_or(0, |token| token.to);
    for (number, (from, to)) in parts.iter().enumerate() {
        let rest = parts.get(number..).unwrap_or_default();
        // What was read before may have reached into this part, or beyond it.
        if at >= *to {
            continue;
        }
        at = at.max(*from);
        // What was read of it may end within it: online/tokyo.
        while at < *to {
            let mut rest: Vec<(usize, usize)> = rest.to_vec();
            if let Some(first) = rest.first_mut() {
                first.0 = at;
            }
            reader.part(&rest);
            at = reader
                .tokens
                .last()
                .map_or(*to, |token| token.to)
                .max(at + 1);
        }
    }
    with_gaps(reader.tokens, text.len())
}

/// Adds what stands between the pieces.
fn with_gaps(tokens: Vec<Token>, end: usize) -> Vec<Token> {
    let mut all = Vec::with_capacity(tokens.len() * 2 + 1);
    let mut at = 0;
    for token in tokens {
        if at < token.from {
            put(&mut all, TokenKind::Gap, at, token.from);
        }
        at = token.to;
        all.push(token);
    }
    if at < end {
        put(&mut all, TokenKind::Gap, at, end);
    }
    all
}

fn put(tokens: &mut Vec<Token>, kind: TokenKind, from: usize, to: usize) {
    tokens.push(Token { kind, from, to });
}

/// The parts of a line between spaces and marks.
fn parts(text: &[char]) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let mut begin = None;
    for (at, c) in text.iter().enumerate() {
        match (is_between(*c), begin) {
            (true, Some(from)) => {
                parts.push((from, at));
                begin = None;
            }
            (false, None) => begin = Some(at),
            _ => {}
        }
    }
    parts.extend(begin.map(|from| (from, text.len())));
    parts
}

/// What stands between the parts of a line.
fn is_between(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || "、,。「」『』\"'()[]{}<>?!;:&+*|^~=#@%$\\`_×…→【】♪☆★※●■◆◇○▼♡".contains(c)
}

struct LineReader<'a> {
    text: &'a [char],
    index: &'a Index,
    today: Day,
    tokens: Vec<Token>,
}

impl LineReader<'_> {
    fn put(&mut self, kind: TokenKind, from: usize, to: usize) {
        put(&mut self.tokens, kind, from, to);
    }

    fn scan(&mut self, from: usize, to: usize) {
        let behind = !self.tokens.is_empty();
        let found = scan(self.text, (from, to), self.index, self.today, behind);
        self.tokens.extend(found);
    }

    /// Reads the first of these parts, or several of them where they are one word together.
    fn part(&mut self, parts: &[(usize, usize)]) {
        let Some((from, to)) = parts.first().copied() else {
            return;
        };
        let part = self.text.get(from..to).unwrap_or_default();
        if let Some(mark @ ('/' | '-' | '.')) = part.first().filter(|_| !self.tokens.is_empty()) {
            let kind = match mark {
                '/' => TokenKind::Join(Join::Or),
                _ => TokenKind::Gap,
            };
            self.put(kind, from, from + 1);
            return;
        }
        if self.together(parts) {
            return;
        }
        if part
            .iter()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '.'))
        {
            self.latin(parts);
        } else {
            self.scan(from, to);
        }
    }

    /// Parts that are one word together: 1 on 1研修, 取材 記事作成.
    fn together(&mut self, parts: &[(usize, usize)]) -> bool {
        for count in (2..=LATIN_WORDS.min(parts.len())).rev() {
            let taken = parts.get(..count).unwrap_or_default();
            let (Some((from, _)), Some((_, to))) = (taken.first(), taken.last()) else {
                return false;
            };
            let joined: Vec<char> = taken
                .iter()
                .flat_map(|(from, to)| self.text.get(*from..*to).unwrap_or_default())
                .copied()
                .collect();
            let folded = fold(&joined.iter().collect::<String>());
            let known =
                self.index.is_a_thing(&folded) || Lexicon::starter().by_form(&folded).is_some();
            if !known || joined.iter().all(char::is_ascii) {
                continue;
            }
            let found = scan(&joined, (0, joined.len()), self.index, self.today, false);
            if let [one] = found.as_slice() {
                self.put(one.kind.clone(), *from, *to);
                return true;
            }
        }
        false
    }

    /// Reads words in Latin letters, as many together as are known.
    fn latin(&mut self, parts: &[(usize, usize)]) {
        let Some((from, to)) = parts.first().copied() else {
            return;
        };
        let words: Vec<(String, usize)> = parts
            .iter()
            .take(LATIN_WORDS)
            .map(|(from, to)| (self.text.get(*from..*to).unwrap_or_default(), *to))
            .take_while(|(part, _)| part.iter().all(char::is_ascii))
            .map(|(part, to)| (part.iter().collect(), to))
            .collect();
        for count in (2..=words.len()).rev() {
            let words = words.get(..count).unwrap_or_default();
            let together: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
            if let (Some(kind), Some((_, end))) =
                (known(&together.join(" "), self.index), words.last())
            {
                self.put(kind, from, *end);
                return;
            }
        }
        // The number of a list: 1. 看護師 2. 薬剤師
        if part_is_a_number(self.text.get(from..to).unwrap_or_default()) {
            self.put(TokenKind::Gap, from, to);
            return;
        }
        let days = days::read(self.text, from, self.today);
        let days = days.map(|(atom, length)| (TokenKind::When(atom), length));
        let found = [english::read(self.text, from, self.today), days];
        let found = found.into_iter().flatten();
        let longest = found.reduce(|best, next| if next.1 > best.1 { next } else { best });
        if let Some((kind, length)) = longest {
            self.put(kind, from, from + length);
            return;
        }
        match words.first().and_then(|(word, _)| known(word, self.index)) {
            Some(kind) => self.put(kind, from, to),
            None => self.scan(from, to),
        }
    }
}

/// Whether it is the number of a list: 1.
fn part_is_a_number(part: &[char]) -> bool {
    let number = part.split_last();
    number.is_some_and(|(last, before)| {
        *last == '.' && (1..3).contains(&before.len()) && before.iter().all(char::is_ascii_digit)
    })
}

/// A licence, skill, place or thing on a card in Latin letters: in English, or as Japanese sounds.
fn known(together: &str, index: &Index) -> Option<TokenKind> {
    let folded = fold(together);
    let lexicon = Lexicon::starter();
    let term = lexicon.by_form(&folded).or_else(|| {
        latin_sounds(&folded)
            .iter()
            .find_map(|heard| lexicon.by_sound(heard))
    });
    if let Some(term) = term {
        return Some(if term.is_licence() {
            TokenKind::Licence(term.name.clone())
        } else {
            TokenKind::Word(together.to_owned())
        });
    }
    if let Some(area) = areas::named(&folded) {
        return Some(TokenKind::Area(area.to_owned()));
    }
    (!index.fields_of(&folded).is_empty()).then(|| TokenKind::Word(together.to_owned()))
}
