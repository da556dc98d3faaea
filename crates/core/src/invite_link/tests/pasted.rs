//! Links as they come out of mail, chats and telephones.

use super::*;
use proptest::{prelude::*, sample::select};

/// Lines of so many characters, each with a beginning and an end.
fn wrapped(text: &str, width: usize, before: &str, after: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    let lines = signs
        .chunks(width)
        .map(|line| line.iter().collect::<String>());
    let lines: Vec<String> = lines.map(|line| format!("{before}{line}")).collect();
    lines.join(&format!("{after}\n"))
}

/// Some letters, or all, as `%6F`.
fn percent(text: &str, every: bool) -> String {
    let written = |byte: u8| {
        let plain = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if plain && !every {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    let letters: Vec<String> = text.bytes().map(written).collect();
    letters.concat()
}

/// Every letter as `=6F`.
fn in_mail(text: &str) -> String {
    let letters: Vec<String> = text.bytes().map(|byte| format!("={byte:02X}")).collect();
    letters.concat()
}

fn between(text: &str, what: &str) -> String {
    let letters: Vec<String> = text.chars().map(String::from).collect();
    letters.join(what)
}

#[test]
fn a_link_is_found_in_whatever_was_pasted() {
    let text = link().to_string();
    let (start, end) = text.split_at(60);
    let every = [
        // As it is sent.
        text.clone(),
        format!("  {text}\r\n"),
        format!("「{text}」"),
        format!("<{text}>"),
        format!("[招待]({text})"),
        // A whole message of a chat: Latin letters, a digit or an address behind it or on the next line.
        format!("こちらです。\n「{text}」\nよろしくお願いします"),
        format!("{text} Please join us!"),
        format!("{text}\nZoom https://example.com/j/123456?pwd=abc"),
        format!("{text}\n090-1234-5678 ひとみ"),
        format!("{text}\n2026年12月3日までに、お願いします"),
        format!("{text} 7日以内に"),
        format!("{text}_-_-"),
        format!("{text}\n\n--\nHitomi Sato\nhitomi@example.com"),
        format!("21:03 ひとみ {text} 21:04 Kiku ok"),
        // The scheme's name stands in the message before.
        format!("otagai: という道具です。\n{text}"),
        format!("Otagai:\nhttps://example.com\n\n{text}\n\nsee you"),
        format!("otagai:{text}"),
        // A link that is cut off stands before it.
        format!("{} {text}", text.get(..100).unwrap()),
        // Broken into lines, with spaces and marks.
        format!("  {start}\n{end}\r\n"),
        format!("{start}\r\n\r\n{end}"),
        wrapped(&text, 76, "", ""),
        wrapped(&text, 5, "", ""),
        wrapped(&text, 70, "> ", ""),
        wrapped(&text, 60, "> > ", " "),
        wrapped(&text, 60, ">> ", ""),
        wrapped(&text, 60, "| ", ""),
        wrapped(&text, 72, "  ", ""),
        // Mail: quoted-printable as it is sent, read by a program that shows it so.
        wrapped(&text, 75, "", "="),
        wrapped(&text, 75, "> ", "="),
        format!("{start}= {end}"),
        text.replacen(':', "=3A", 1),
        in_mail(&text),
        // In an address.
        text.replacen(':', "%3A", 1),
        text.replacen(':', "%3a", 1),
        percent(&text, true),
        percent(&text, true).to_lowercase(),
        percent(&percent(&text, false), false),
        format!(
            "https://example.com/?u={}&data=05%7C02",
            percent(&text, false)
        ),
        // Set in bold, in italics, as code.
        format!("_{text}_"),
        format!("*{text}*"),
        format!("**_{text}_**"),
        format!("`{text}`"),
        text.replace('_', "\\_"),
        // What takes no room: zero-width space, soft hyphen, word joiner, a mark of order.
        format!("\u{feff}{text}"),
        between(&text, "\u{200b}"),
        between(&text, "\u{ad}"),
        between(&text, "\u{2060}"),
        format!("{start}\u{200b}{end}"),
        format!("\u{2068}{text}\u{2069}"),
        // Widened, and with other dashes.
        text.replacen("otagai:", "OTAGAI://", 1),
        text.replacen("otagai:", "Otagai：", 1),
        text.chars()
            .map(|c| if c == 'A' { 'Ａ' } else { c })
            .collect(),
        text.replace('-', "\u{2011}").replace("--", "\u{2014}"),
    ];
    for pasted in every {
        assert_eq!(
            InviteLink::parse(&pasted),
            Ok(link()),
            "pasted as {pasted:?}"
        );
    }
}

/// What is done to a link on its way.
#[derive(Debug, Clone)]
enum Done {
    Wrapped(usize, &'static str, &'static str),
    Percent(bool),
    Between(&'static str),
    Around(&'static str),
}

impl Done {
    fn to(&self, text: &str) -> String {
        match self {
            Self::Wrapped(width, before, after) => wrapped(text, *width, before, after),
            Self::Percent(every) => percent(text, *every),
            Self::Between(what) => between(text, what),
            Self::Around(mark) => format!("{mark}{text}{mark}"),
        }
    }
}

fn done() -> impl Strategy<Value = Done> {
    let before = select(vec!["", "> ", ">> ", "> > ", "| ", "  "]);
    let after = select(vec!["", "=", " ", "\r"]);
    prop_oneof![
        (1_usize..80, before, after).prop_map(|(w, b, a)| Done::Wrapped(w, b, a)),
        any::<bool>().prop_map(Done::Percent),
        select(vec!["\u{200b}", "\u{ad}", "\u{2060}", "\u{feff}"]).prop_map(Done::Between),
        select(vec!["*", "_", "**", "`", "\"", "「"]).prop_map(Done::Around),
    ]
}

prop_compose! {
    fn any_link()(
        circle: [u8; 32],
        seed: [u8; 16],
        device: [u8; 32],
        name in "[a-z一-龠ぁ-ん]{1,60}",
        inviter in "[A-Z一-龠ァ-ヶ]{1,30}",
        addresses in prop::collection::vec(any::<SocketAddr>(), 0..6),
    ) -> InviteLink {
        let hosts = vec![Host {
            device: DeviceId::from_bytes(device),
            addresses: addresses.into_iter().map(|at| SocketAddr::new(at.ip(), at.port())).collect(),
        }];
        InviteLink { circle: CircleId::from_bytes(circle), name, inviter, seed, hosts }
    }
}

proptest! {
    #[test]
    fn any_link_is_read_out_of_any_text(
        link in any_link(),
        done in done(),
        before in "[\\PC\\n]{0,80}",
        after in "[\\PC\\n]{0,80}|[A-Za-z0-9_-]{0,80}",
    ) {
        let pasted = format!("{before}\n{}{after}", done.to(&link.to_string()));
        prop_assert_eq!(InviteLink::parse(&pasted), Ok(link), "{:?}", pasted);
    }

    #[test]
    fn one_changed_character_never_makes_another_link(
        link in any_link(),
        at in any::<prop::sample::Index>(),
        letter in "[A-Za-z0-9_: .%=>-]",
        after in "[A-Za-z0-9_-]{0,40}",
    ) {
        let mut typed: Vec<char> = link.to_string().chars().collect();
        let at = at.index(typed.len());
        typed[at] = letter.chars().next().unwrap();
        let typed: String = typed.into_iter().chain(after.chars()).collect();
        match InviteLink::parse(&typed) {
            Ok(read) => prop_assert_eq!(read, link, "{}", typed),
            Err(why) => prop_assert!(matches!(why, LinkError::Damaged | LinkError::NotOurs)),
        }
    }

    #[test]
    fn any_text_is_read_or_refused_without_harm(text in "(otagai:|[\\PC\\n=%]){0,600}") {
        let _outcome = InviteLink::parse(&format!("otagai:{text}"));
    }
}
