//! The polite words around what is looked for: 「…をお願いできる方いませんか」. They are parted off by how they are built
//! (a particle, what is done with it and its ending, and whoever it is said of), not by a list of whole phrases.

/// What stands between a thing and what is done with it; the longer first.
const PARTICLES: &[&str] = &[
    "について",
    "に関して",
    "として",
    "までに",
    "には",
    "では",
    "とか",
    "でも",
    "を",
    "が",
    "に",
    "で",
    "の",
    "も",
    "は",
    "へ",
    "と",
];

/// Beginnings of what one asks others to do, or says of them; an ending in hiragana follows. They ask for nothing.
const STEMS: &[&str] = &[
    "お願い",
    "おねがい",
    "御願い",
    "お手伝い",
    "お力",
    "お頼み",
    "ご紹介",
    "ご相談",
    "ご存じ",
    "ご存知",
    "ご対応",
    "ご協力",
    "ご担当",
    "ご連絡",
    "ご都合",
    "お時間",
    "お声",
    "協力し",
    "協力でき",
    "相談し",
    "相談でき",
    "相談に",
    "紹介し",
    "紹介でき",
    "紹介を",
    "対応し",
    "対応でき",
    "対応可能",
    "担当し",
    "担当でき",
    "参加し",
    "参加でき",
    "引き受け",
    "引受け",
    "受けて",
    "受けられ",
    "受けら",
    "探し",
    "さがし",
    "捜し",
    "求め",
    "知り",
    "知って",
    "知ら",
    "教え",
    "おしえ",
    "頼め",
    "頼み",
    "頼ん",
    "頼り",
    "手伝",
    "てつだ",
    "助け",
    "詳し",
    "くわし",
    "得意",
    "持っ",
    "お持ち",
    "空い",
    "空く",
    "空き",
    "都合",
    "動け",
    "動い",
    "来て",
    "来ら",
    "来れ",
    "来る",
    "行け",
    "行って",
    "入れ",
    "入って",
    "出られ",
    "作れ",
    "作っ",
    "直し",
    "直せ",
    "見て",
    "分か",
    "わか",
    "強い",
    "明るい",
    "慣れ",
    "長け",
    "可能",
    "大丈夫",
    "必要",
    "乗って",
    "話せ",
    "話して",
    "通え",
    "通っ",
    "学び",
    "学べ",
    "習い",
    "習え",
    "書け",
    "書いて",
    "好き",
    "興味",
    "やって",
    "やれ",
    "始め",
    "見つけ",
    "乗っ",
    "乗り",
    "のって",
];

/// The same, in hiragana: what follows is hiragana too.
const KANA_STEMS: &[&str] = &[
    "してくれ",
    "してもら",
    "していただ",
    "してくださ",
    "して下さ",
    "してほし",
    "して欲し",
    "して頂",
    "してる",
    "している",
    "しています",
    "しながら",
    "したい",
    "したく",
    "しても",
    "して",
    "します",
    "しませ",
    "する",
    "できる",
    "できます",
    "できて",
    "できた",
    "できそう",
    "できませ",
    "くれる",
    "くれませ",
    "もらえ",
    "いただけ",
    "いただき",
    "ください",
    "ほしい",
    "やってくれ",
    "いませ",
    "います",
    "いる",
    "ある",
    "いらっしゃ",
];

/// Other stems that need no particle before them.
const DIRECT: &[&str] = &[
    "出来",
    "お願い",
    "おねがい",
    "下さ",
    "頂け",
    "欲し",
    "募集",
    "希望",
    "急募",
    "可能",
    "対応し",
    "対応でき",
    "対応可能",
    "担当し",
    "担当でき",
    "経験の",
    "経験が",
    "経験あり",
    "経験を",
    "未経験",
    "教えて",
    "さがして",
    "好き",
];

/// Who it is said of.
const PEOPLE: &[&str] = &[
    "どなたか",
    "どなた",
    "だれか",
    "誰か",
    "方々",
    "方",
    "人たち",
    "人達",
    "人材",
    "人",
    "者",
    "かた",
    "ひと",
    "先生",
    "専門家",
    "経験者",
    "メンバー",
    "仲間",
    "なかま",
    "プロ",
];

/// The end of a question, and what stands at the beginning or end of a message.
const REST: &[&str] = &[
    "こんにちは",
    "こんばんは",
    "おはようございます",
    "おはよう",
    "お疲れさまです",
    "お疲れ様です",
    "お疲れさま",
    "おつかれさまです",
    "はじめまして",
    "お世話になっております",
    "お世話になります",
    "お世話になってます",
    "突然ですが",
    "突然すみません",
    "すみませんが",
    "すみません",
    "恐れ入りますが",
    "恐縮ですが",
    "申し訳ありませんが",
    "よろしくお願いいたします",
    "よろしくお願いします",
    "よろしくおねがいします",
    "宜しくお願いいたします",
    "宜しくお願いします",
    "よろしくです",
    "よろしく",
    "ありがとうございます",
    "もし可能なら",
    "可能であれば",
    "できれば",
    "できたら",
    "出来れば",
    "もしよければ",
    "よければ",
    "もし",
    "助かります",
    "嬉しいです",
    "うれしいです",
    "どなたか",
    "誰か",
    "だれか",
    "今度",
    "いつでも",
    "どちらでも",
    "どこかで",
    "どこか",
    "あたりで",
    "あたり",
    "一度",
    "早めに",
    "早く",
    "ご教示",
    "なんですが",
    "のですが",
    "ですが",
    "どこでも",
    "なるべく",
    "ちょっと",
    "でしょうか",
    "ですか",
    "です",
    "でも",
];

/// Shortest polite words that are taken without a thing before them.
const ALONE: usize = 2;

/// How many characters of polite words stand here, where something that was understood stands before them, or where
/// `at` is the beginning.
pub(super) fn after_a_thing(text: &[char], from: usize) -> usize {
    chain(text, from, false)
}

/// `behind`: polite words stand before it already.
fn chain(text: &[char], from: usize, behind: bool) -> usize {
    let mut at = from;
    loop {
        let more = greeting(text, at)
            .or_else(|| predicate(text, at))
            .or_else(|| person(text, at, behind || at > from))
            .or_else(|| particle_and(text, at));
        match more {
            Some(length) if length > 0 => at += length,
            _ => break,
        }
    }
    at - from
}

/// Greetings and the like, wherever a word begins.
pub(super) fn greeting(text: &[char], at: usize) -> Option<usize> {
    longest(text, at, REST).filter(|length| *length >= ALONE)
}

/// How many characters of polite words end an unknown word here; none where none do.
pub(super) fn ends_a_word(text: &[char], at: usize) -> Option<usize> {
    let direct = || {
        let kana = predicate_of(text, at, KANA_STEMS);
        kana.or_else(|| predicate_of(text, at, DIRECT))
    };
    let first = particle_and(text, at).or_else(direct)?;
    Some(first + chain(text, at + first, true))
}

/// A particle with a predicate or a person behind it: を頼める, の方, な人.
fn particle_and(text: &[char], at: usize) -> Option<usize> {
    let particle = longest(text, at, PARTICLES);
    if let Some(particle) = particle {
        let behind = at + particle;
        if let Some(more) = predicate(text, behind).or_else(|| greeting(text, behind)) {
            return Some(particle + more);
        }
        if let Some(more) = person(text, behind, true) {
            return Some(particle + more);
        }
    }
    let adjective = starts(text, at, "な")?;
    Some(adjective + person(text, at + adjective, true)?)
}

fn predicate(text: &[char], at: usize) -> Option<usize> {
    predicate_of(text, at, STEMS)
        .or_else(|| predicate_of(text, at, KANA_STEMS))
        .or_else(|| predicate_of(text, at, DIRECT))
}

/// A stem with its ending.
fn predicate_of(text: &[char], at: usize, stems: &[&str]) -> Option<usize> {
    let stem = longest(text, at, stems)?;
    let ending = text
        .get(at + stem..)?
        .iter()
        .take_while(|c| matches!(c, 'ぁ'..='ん'))
        .count();
    Some(stem + ending)
}

/// A word for anybody. After an ending, の or な; by itself it may be part of another word (人事, 方言).
fn person(text: &[char], at: usize, behind_something: bool) -> Option<usize> {
    let length = longest(text, at, PEOPLE)?;
    let next = text.get(at + length);
    let within = next.is_some_and(|c| is_kanji(*c));
    let short = length < 2 && !behind_something;
    (!within && !short).then_some(length)
}

fn longest(text: &[char], at: usize, words: &[&str]) -> Option<usize> {
    words.iter().filter_map(|word| starts(text, at, word)).max()
}

/// How many characters a word takes that stands here.
pub(super) fn starts(text: &[char], at: usize, word: &str) -> Option<usize> {
    let length = word.chars().count();
    let here = text.get(at..at.checked_add(length)?)?;
    here.iter().copied().eq(word.chars()).then_some(length)
}

/// Whether a character is a kanji.
pub(super) const fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' | '々')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polite_words_behind_a_thing_are_taken_whole() {
        for text in [
            "をお願いできる方いませんか",
            "を頼める人",
            "してくれる",
            "に詳しい方を教えてください",
            "を探しています",
            "の先生",
            "を引き受けてくださる方はいらっしゃいますか",
            "が得意な方",
            "を持っている方",
            "できる方",
            "を手伝ってもらえませんか",
        ] {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(ends_a_word(&chars, 0), Some(chars.len()), "{text}");
        }
        for text in ["人事", "方言", "を歩く", "会", "者"] {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(ends_a_word(&chars, 0), None, "{text}");
        }
    }
}
