//! What invented people are made of. Words stand side by side; with a reading as word|reading.

/// Family names that many have.
pub(super) const COMMON: &str = "\
    高橋|たかはし 山本|やまもと 吉田|よしだ 高崎|たかさき 中村|なかむら 大島|おおしま 浜田|はまだ \
    長沢|ながさわ";

/// How other family names begin.
pub(super) const FAMILY_HEADS: &str = "\
    高|たか 山|やま 松|まつ 竹|たけ 石|いし 中|なか 西|にし 北|きた 南|みなみ 東|ひがし 大|おお 小|お \
    青|あお 黒|くろ 白|しら 森|もり 藤|ふじ 吉|よし 杉|すぎ 桜|さくら 浅|あさ 長|なが 古|ふる 新|にい \
    浜|はま 三|み 内|うち 宮|みや 岩|いわ 富|とみ";

/// How family names end.
pub(super) const FAMILY_TAILS: &str = "\
    橋|はし 田|た 川|かわ 木|き 村|むら 野|の 原|はら 井|い 島|しま 沢|さわ 崎|さき 本|もと 口|ぐち 尾|お \
    谷|たに 岡|おか 瀬|せ 上|かみ";

/// Other ways of writing a kanji of a name.
pub(super) const OTHERWISE: &[(char, char)] = &[
    ('高', '髙'),
    ('崎', '﨑'),
    ('沢', '澤'),
    ('浜', '濵'),
    ('島', '嶋'),
    ('吉', '𠮷'),
];

/// How given names begin.
pub(super) const GIVEN_HEADS: &str = "\
    美|み 陽|よう 和|かず 直|なお 裕|ひろ 智|とも 真|ま 由|ゆ 千|ち 健|けん 義|よし 孝|たか 正|まさ 春|はる \
    秋|あき 文|ふみ";

/// How given names end.
pub(super) const GIVEN_TAILS: &str = "\
    子|こ 美|み 香|か 樹|き 也|や 人|と 恵|え 介|すけ 代|よ 平|へい 志|し 一|いち 乃|の 穂|ほ 里|り 奈|な";

/// What people know about; with [`DOINGS`] a skill that no vocabulary has.
pub(super) const TOPICS: &str = "\
    防災 相続 家計 発酵 古文書 薬膳 盆栽 絵本 手話 農園 民泊 物流 染織 和菓子 古民家 茶室 音響 照明 測量 \
    木工 陶芸 書道 園芸 観光 介護食 点字 気象 星空 郷土史 里山 水質 包装 活版 製本 漆器 刺しゅう 着物 古着 \
    玩具 切手 時計 眼鏡 楽器 合唱 雅楽 和紙 花火 温泉 銭湯 商店街 空き家 自治会 学童 保護者会 通学路 補聴器 \
    車いす 献立 保存食 アウトドア ドローン プラモデル";

/// What they do with it.
pub(super) const DOINGS: &str = "\
    講座 教室 写真 撮影 設計 整理 企画 監修 図面 見学会 案内 修理 手配 採点 仕入れ 目利き 展示 解説 朗読 \
    取り寄せ 調査 出版 販売 ワークショップ ツアー キット しらべもの 台本 見積もり 鑑定 手入れ 体験会 運搬 \
    組み立て 聞き取り 下調べ 年表 模型 地図";

/// How far somebody takes on a skill.
pub(super) const LIMITS: &str = "半日まで 月2回まで 平日のみ 10名まで 初めての方歓迎 交通費別";

/// Hobbies.
pub(super) const HOBBIES: &str = "\
    サッカー 少年サッカー 登山 落語 釣り 編み物 水泳 柔道 料理 ピアノ ギター カメラ 将棋 囲碁 茶道 華道 \
    読書 映画 ランニング ヨガ 太極拳 俳句 短歌 旅行 キャンプ 自転車 卓球 テニス 野球観戦 温泉めぐり 鉄道 \
    天体観測 パンづくり 手芸 社交ダンス バドミントン";

/// Where people work; most of them around Tokyo.
pub(super) const AREAS: &str = "\
    東京 東京 東京 東京 埼玉 埼玉 埼玉 神奈川 神奈川 千葉 千葉 関東 群馬 茨城 静岡 沼津 愛知 京都 大阪 大阪 \
    兵庫 関西 北海道 宮城 新潟 長野 広島 福岡 沖縄 さいたま市 横浜 全国";

/// What people call themselves.
pub(super) const ROLES: &str =
    "聞き役 世話役 案内人 裏方 まとめ役 つくり手 語り手 伴走者 何でも屋 町の先生";

/// How they say it.
pub(super) const MANNERS: &str = "\
    ゆっくり にぎやかな おだやかな こつこつ型の 朝型の 旅好きの 三代目の 二児の親の 数字に強い 足で稼ぐ";

/// Where they earn their living.
pub(super) const WORKPLACES: &str =
    "小さな会社 印刷所 診療所 商社 市役所 学校 工務店 旅館 問屋 新聞社 研究所 協同組合";
