//! Small words of a line that stand for something: what joins, what excepts, conditions that are a yes or no, amounts.

use super::{
    atom::{any, first, number},
    polite::is_kanji,
    token::{Join, Says, TokenKind},
};

/// What stands before it is not wanted.
const NOT: &[&str] = &[
    "以外の",
    "以外で",
    "以外",
    "いがい",
    "を除いて",
    "を除き",
    "を除く",
    "をのぞいて",
    "をのぞく",
    "除いて",
    "除く",
    "のぞく",
    "じゃない",
    "ではない",
    "でない",
    "じゃなく",
    "ではなく",
    "抜き",
    "はng",
    "はだめ",
    "はダメ",
    "は無理",
    "は不可",
    "不可",
    "はなし",
];

/// How many characters of 以外 or its like stand here; 0 where none do.
pub(super) fn not(text: &[char], at: usize) -> usize {
    let letter = |at: Option<usize>| {
        at.and_then(|at| text.get(at))
            .is_some_and(char::is_ascii_alphanumeric)
    };
    let ng = any(text, at, &["ng"]);
    if ng > 0 && !letter(at.checked_sub(1)) && !letter(Some(at + ng)) {
        return ng;
    }
    any(text, at, NOT)
}

/// Between what is known.
pub(super) const PARTICLES: &[&str] = &[
    "さん", "さま", "様", "から", "まで", "では", "には", "での", "への", "なら", "の", "に", "で",
    "が", "を", "は", "も", "へ", "だけ", "限定", "希望", "な",
];

/// Words between others that ask for nothing.
pub(super) const NOUNS: &[&str] = &[
    "の有資格者",
    "有資格者",
    "の国家資格",
    "国家資格",
    "の資格",
    "の免許",
    "資格",
    "免許",
    "のいずれか",
    "いずれか",
    "どちらか",
    "のどれか",
    "どれか",
    "のどちらか",
    "など",
    "駅の近く",
    "駅周辺",
    "駅近く",
    "駅近",
    "駅",
    "周辺",
    "近辺",
    "近郊",
    "方面",
    "付近",
    "の近く",
    "在住",
    "内",
];

/// Joins two things.
pub(super) fn join(text: &[char], at: usize) -> Option<(Join, usize)> {
    if any(text, at, &["から", "とも"]) > 0 {
        return None;
    }
    first(
        text,
        at,
        &[
            ("または", Join::Or),
            ("又は", Join::Or),
            ("もしくは", Join::Or),
            ("あるいは", Join::Or),
            ("それとも", Join::Or),
            ("とか", Join::Or),
            ("か", Join::Or),
            ("や", Join::Or),
            ("・", Join::Or),
            ("/", Join::Or),
            ("と", Join::And),
            ("および", Join::And),
            ("及び", Join::And),
            ("かつ", Join::And),
        ],
    )
}

/// All of several things.
pub(super) fn all(text: &[char], at: usize) -> Option<usize> {
    let words = [
        "の両方とも",
        "の両方",
        "両方とも",
        "両方",
        "どちらも",
        "すべて",
        "全て",
        "全部",
        "両日とも",
        "両日",
    ];
    Some(any(text, at, &words)).filter(|length| *length > 0)
}

/// Conditions of cards that are a yes or no.
pub(super) fn says(text: &[char], at: usize) -> Option<(Says, usize)> {
    let words = [
        ("オンライン", Says::Remote),
        ("おんらいん", Says::Remote),
        ("リモート", Says::Remote),
        ("在宅", Says::Remote),
        ("テレビ会議", Says::Remote),
        ("ビデオ会議", Says::Remote),
        ("ビデオ通話", Says::Remote),
        ("ウェブ会議", Says::Remote),
        ("web会議", Says::Remote),
        ("zoom", Says::Remote),
        ("ズーム", Says::Remote),
        ("遠隔", Says::Remote),
        ("対面", Says::InPerson),
        ("直接会え", Says::InPerson),
        ("会って話せ", Says::InPerson),
        ("リアル開催", Says::InPerson),
        ("現地", Says::InPerson),
        ("大至急", Says::Urgent),
        ("至急", Says::Urgent),
        ("お急ぎ", Says::Urgent),
        ("急ぎ", Says::Urgent),
        ("いそぎ", Says::Urgent),
        ("急いで", Says::Urgent),
        ("緊急", Says::Urgent),
        ("急な", Says::Urgent),
        ("急遽", Says::Urgent),
        ("今すぐ", Says::Urgent),
        ("いますぐ", Says::Urgent),
        ("早急", Says::Urgent),
        ("なるべく早く", Says::Urgent),
        ("できるだけ早く", Says::Urgent),
        ("すぐに", Says::Urgent),
        ("急きょ", Says::Urgent),
        ("実績づくり歓迎", Says::Record),
        ("実績作り歓迎", Says::Record),
        ("実績づくり", Says::Record),
        ("実績作り", Says::Record),
        ("小さな仕事・お試し歓迎", Says::Record),
        ("小さな仕事", Says::Record),
        ("小さい仕事", Says::Record),
        ("ちいさな仕事", Says::Record),
        ("お試し歓迎", Says::Record),
        ("お試し", Says::Record),
        ("おためし", Says::Record),
        ("採用中", Says::Hiring),
        ("採用", Says::Hiring),
        ("求人中", Says::Hiring),
        ("求人", Says::Hiring),
        ("一緒に働く人を探している", Says::Hiring),
        ("一緒に働く人", Says::Hiring),
        ("スタッフ募集中", Says::Hiring),
        ("スタッフ募集", Says::Hiring),
        ("人材募集", Says::Hiring),
    ];
    let (says, length) = first(text, at, &words)?;
    // 採用担当, 現地語: another word.
    let last = text.get(at + length - 1)?;
    let next = text.get(at + length);
    let kanji =
        is_kanji(*last) && next.is_some_and(|c| is_kanji(*c) && !"可不希限以中歓両".contains(*c));
    let katakana = |c: &char| matches!(c, 'ァ'..='ヺ' | 'ー');
    let kana = katakana(last) && next.is_some_and(katakana);
    let mut length = length;
    length += any(
        text,
        at + length,
        &["限定", "希望", "のみ", "ok", "可能", "可", "で可", "でも可"],
    );
    (!kanji && !kana).then_some((says, length))
}

/// Before an amount.
const ABOUT: &[&str] = &[
    "約",
    "およそ",
    "だいたい",
    "予算は",
    "予算",
    "時給",
    "報酬",
    "謝礼",
    "定員",
    "参加者",
    "料金",
    "1回",
    "各",
    "月に",
    "週に",
    "年に",
    "月",
    "週",
    "年",
];

/// Amounts without a number.
const AMOUNTS: &[&str] = &[
    "半日",
    "数回",
    "数名",
    "数人",
    "数日",
    "祝日",
    "祭日",
    "祝",
    "無料",
    "有料",
    "有償",
    "無償",
    "単発",
    "短時間",
];

/// Behind a number.
const UNITS: &[&str] = &[
    "時間半",
    "時間",
    "分間",
    "分",
    "名様",
    "名",
    "人前",
    "人",
    "円",
    "回",
    "万円",
    "千円",
    "万",
    "日間",
    "週間",
    "か月間",
    "ヶ月間",
    "か月",
    "ヶ月",
    "カ月",
    "ケ月",
    "年間",
    "コマ",
    "ページ",
    "文字",
    "件",
    "社",
    "泊",
    "歳",
    "代",
    "枚",
    "本",
    "hours",
    "hour",
];

/// How long, how many, how much: no card says that.
pub(super) fn amount(text: &[char], at: usize) -> Option<usize> {
    let about = any(text, at, ABOUT);
    let word = any(text, at, AMOUNTS);
    if word > 0 {
        return Some(word);
    }
    let here = at + about;
    let Some((_, digits)) = number(text, here) else {
        return (about > 1)
            .then_some(about)
            .filter(|_| any(text, at, &["1回", "月に", "週に", "年に"]) == 0);
    };
    let mut length = any(text, here + digits, UNITS);
    if length == 0 {
        return None;
    }
    // 一人: 一 is more often part of a word. 10人中, 1件 are amounts.
    if text.get(here).is_some_and(|c| is_kanji(*c)) && length == 1 {
        return None;
    }
    length += any(
        text,
        here + digits + length,
        &[
            "くらい",
            "ぐらい",
            "ほど",
            "程度",
            "以上",
            "以下",
            "前後",
            "未満",
            "規模",
            "まで",
            "から",
            "ずつ",
        ],
    );
    let to = any(text, here + digits + length, &["〜", "~", "-"]);
    if to > 0
        && let Some(more) = amount(text, here + digits + length + to)
    {
        length += to + more;
    }
    Some(about + digits + length)
}

/// A mark that parts two words.
pub(super) fn mark(text: &[char], at: usize) -> Option<usize> {
    let c = text.get(at)?;
    matches!(
        c,
        '・' | '/'
            | '〜'
            | '~'
            | '-'
            | '.'
            | '–'
            | '—'
            | '―'
            | '♪'
            | '☆'
            | '★'
            | '※'
            | '●'
            | '■'
            | '◆'
            | '♡'
            | '笑'
    )
    .then_some(1)
    .filter(|_| *c != '笑')
}

/// Whether a piece is something that is looked for.
pub(super) const fn is_a_thing(kind: &TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::When(_)
            | TokenKind::Area(_)
            | TokenKind::Licence(_)
            | TokenKind::Hobby(_)
            | TokenKind::Word(_)
            | TokenKind::Says(_)
    )
}
