//! What is typed: whole lines as people think them, and single words of which is known on whose cards they stand.

/// Lines of every kind, in rotation.
pub(super) const LINES: &[&str] = &[
    // Skills, as they stand on cards.
    "管理職研修",
    "ファシリテーション",
    "会計",
    "翻訳",
    "施術",
    // Kana, Latin letters, other words, width.
    "かいけい",
    "けいちょう",
    "kanrishokukenshu",
    "経理",
    "進行役",
    "社労士",
    "ﾌｧｼﾘﾃｰｼｮﾝ",
    "ＷＥＢ制作",
    // Typing errors.
    "ファシリテーシン",
    "システム保修",
    "柔道整服師",
    "facilitasion",
    // Parts of words, and words of which none is in the vocabulary.
    "コーチング",
    "研修",
    "英語",
    "古文書 相続",
    "補聴器の修理",
    // Names.
    "高橋",
    "たかはし",
    // Licences.
    "看護師か柔道整復師",
    "看護師と社労士",
    "kangoshi saitama",
    // Time and place.
    "平日夜",
    "土日 英語",
    "4月から 研修",
    "埼玉",
    "関東 コーチング",
    "オンライン 人事相談",
    "火曜の夜 労務相談 東京",
    "12月3日 労務相談",
    // Hobbies.
    "サッカー",
    "取材×サッカー",
    "登山 写真",
    // The request that the product is for, in several ways.
    "来週の火曜午前 埼玉 看護師か柔道整復師",
    "看護師、理学療法士、柔道整復師、薬剤師、臨床検査技師 来週火曜の午前 埼玉",
    "nurse or judo therapist next tuesday morning saitama",
    // Sentences.
    "社会保険に詳しい方を教えてください",
    "ホームページを直してくれる人",
    // Nobody, or only with less asked for.
    "宇宙飛行士",
    "火曜の夜 看護師と薬剤師と税理士 沖縄",
    "准看護師",
];

/// A whole request as somebody pastes it; as often as fits into the longest line that is read.
pub(super) const PASTED: &str = "来週の火曜日の午前中に、埼玉県の大宮にある会社で社員むけの健康講座をひらきます。\
    看護師か柔道整復師の資格を持っていて、人前で話すことに慣れている方を二名ほど紹介してください。";

/// Words of one kind, each with what must stand on a card of who is meant.
pub(super) struct TypedKind {
    pub(super) title: &'static str,
    pub(super) words: &'static [(&'static str, &'static str)],
}

/// Single words by kind. Who has a skill, licence, hobby or name that contains the second is meant.
pub(super) const KINDS: &[TypedKind] = &[
    TypedKind {
        title: "word of three characters or more",
        words: &[
            ("管理職研修", "管理職研修"),
            ("労務相談", "労務相談"),
            ("就業規則", "就業規則"),
            ("ファシリテーション", "ファシリテーション"),
            ("看護師", "看護師"),
            ("税理士", "税理士"),
            ("サッカー", "サッカー"),
            ("古文書", "古文書"),
        ],
    },
    TypedKind {
        title: "word of two characters",
        words: &[
            ("会計", "会計"),
            ("翻訳", "翻訳"),
            ("施術", "施術"),
            ("傾聴", "傾聴"),
            ("登山", "登山"),
            ("防災", "防災"),
        ],
    },
    TypedKind {
        title: "part of a longer word",
        words: &[
            ("コーチング", "コーチング"),
            ("研修", "研修"),
            ("英語", "英語"),
            ("労務士", "労務士"),
        ],
    },
    TypedKind {
        title: "kana for kanji, in the vocabulary",
        words: &[
            ("かいけい", "会計"),
            ("けいちょう", "傾聴"),
            ("ろうむそうだん", "労務相談"),
            ("しゅうぎょうきそく", "就業規則"),
            ("カンゴシ", "看護師"),
        ],
    },
    TypedKind {
        title: "kana for kanji, a card's own word",
        words: &[
            ("とざん", "登山"),
            ("らくご", "落語"),
            ("ぼうさい", "防災"),
            ("こもんじょ", "古文書"),
        ],
    },
    TypedKind {
        title: "hiragana for katakana",
        words: &[
            ("ふぁしりてーしょん", "ファシリテーション"),
            ("えすて", "エステ"),
            ("さっかー", "サッカー"),
            ("どろーん", "ドローン"),
        ],
    },
    TypedKind {
        title: "Latin letters for Japanese",
        words: &[
            ("kaikei", "会計"),
            ("honyaku", "翻訳"),
            ("kangoshi", "看護師"),
            ("roumusoudan", "労務相談"),
            ("sakka", "サッカー"),
        ],
    },
    TypedKind {
        title: "another word for the same",
        words: &[
            ("経理", "会計"),
            ("社労士", "社会保険労務士"),
            ("ナース", "看護師"),
            ("司会", "ファシリテーション"),
            ("補助金", "助成金"),
            ("ホームページ制作", "Web制作"),
            ("accounting", "会計"),
        ],
    },
    TypedKind {
        title: "full and half width, case",
        words: &[
            ("ﾌｧｼﾘﾃｰｼｮﾝ", "ファシリテーション"),
            ("ＷＥＢ制作", "Web制作"),
            ("１ｏｎ１研修", "1on1研修"),
            ("ﾄﾞﾛｰﾝ", "ドローン"),
            ("web制作", "Web制作"),
        ],
    },
    TypedKind {
        title: "one typing error",
        words: &[
            ("ファシリテーシン", "ファシリテーション"),
            ("システム保修", "システム保守"),
            ("柔道整服師", "柔道整復師"),
            ("パーソナルコーチイング", "パーソナルコーチング"),
            ("facilitasion", "ファシリテーション"),
            ("バドミトン", "バドミントン"),
        ],
    },
    TypedKind {
        title: "name of a person, also with another kanji",
        words: &[
            ("高橋", "高橋"),
            ("髙橋", "高橋"),
            ("高崎", "高崎"),
            ("長澤", "長沢"),
            ("吉田", "吉田"),
        ],
    },
    TypedKind {
        title: "name of a person by its reading",
        words: &[("たかはし", "高橋"), ("yamamoto", "山本")],
    },
];
