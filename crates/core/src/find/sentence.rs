//! Reasons in words: one sentence a person, for members.

use super::{
    entry::Field,
    reason::{Heard, Reason},
};
use crate::{
    card::{Band, Weekday},
    date::Day,
    id::PersonId,
    language::Language,
};

/// Why somebody was found, in one sentence. `name` says what a person is called, with さん.
pub fn sentence(
    reasons: &[Reason],
    language: Language,
    name: &dyn Fn(PersonId) -> String,
) -> String {
    let said = reasons.iter().map(|reason| match language {
        Language::Japanese => japanese(reason, name),
        Language::English => english(reason, name),
    });
    let between = match language {
        Language::Japanese => "・",
        Language::English => "; ",
    };
    said.collect::<Vec<_>>().join(between)
}

fn names(people: &[PersonId], between: &str, name: &dyn Fn(PersonId) -> String) -> String {
    let names: Vec<String> = people.iter().map(|person| name(*person)).collect();
    names.join(between)
}

fn japanese(reason: &Reason, name: &dyn Fn(PersonId) -> String) -> String {
    match reason {
        Reason::Licence {
            name: licence,
            seen_by,
            near,
        } => {
            let near = near
                .as_ref()
                .map(|asked| format!("「{asked}」に近い言葉、"));
            let near = near.unwrap_or_default();
            if seen_by.is_empty() {
                format!("{licence}({near}自己申告)")
            } else {
                format!("{licence}({near}{}が原本確認)", names(seen_by, "と", name))
            }
        }
        Reason::Says {
            field,
            text,
            detail,
            asked,
            heard,
        } => {
            let also = match (asked, heard) {
                (Some(asked), Heard::Near) => format!("、「{asked}」に近い言葉"),
                (Some(asked), _) => format!("、「{asked}」に当たります"),
                (None, _) => String::new(),
            };
            japanese_says(*field, text, detail, &also)
        }
        Reason::Free { parts, days_ago } => {
            let when = parts
                .iter()
                .map(|part| format!("{}{}", weekdays_ja(&part.weekdays), bands_ja(&part.bands)));
            let when = when.collect::<Vec<_>>().join("と");
            format!("{when}あいています{}", age_ja(*days_ago))
        }
        Reason::FreeInBand { bands, days_ago } => {
            format!(
                "{}にあいている曜日があります{}",
                bands_ja(bands),
                age_ja(*days_ago)
            )
        }
        Reason::FreeFrom {
            from: Some(from),
            days_ago,
            ..
        } => {
            format!("{}から動けます{}", date_ja(*from), age_ja(*days_ago))
        }
        Reason::FreeFrom {
            from: None,
            month,
            days_ago,
        } => {
            let month = month.map(|month| format!("{}月", month.month()));
            let month = month.as_deref().unwrap_or("その間");
            format!("{month}も相談できます{}", age_ja(*days_ago))
        }
        Reason::Unstated => "あいている曜日は書いていません".to_owned(),
        Reason::Place { area } => format!("{area}で対面できます"),
        Reason::AtHome { area, online: true } => format!("{area}の方(オンラインのみ)"),
        Reason::AtHome {
            area,
            online: false,
        } => format!("{area}の方"),
        Reason::Remote => "オンラインでできます".to_owned(),
        Reason::Urgent => "急ぎも相談できます".to_owned(),
        Reason::Hiring => "一緒に働く人を探しています".to_owned(),
        Reason::Newcomer => "小さな仕事・お試し歓迎".to_owned(),
        Reason::Vouched { by, others } => {
            let more = if *others { "ほか" } else { "" };
            format!("{}{more}の推薦", names(by, "、", name))
        }
        Reason::WorkedTogether => "いっしょに仕事をした方".to_owned(),
        Reason::Resting { until: Some(until) } => format!("お休み中({}まで)", date_ja(*until)),
        Reason::Resting { until: None } => "お休み中".to_owned(),
        Reason::Alumnus { advice: true } => "卒業メンバー(相談できます)".to_owned(),
        Reason::Alumnus { advice: false } => "卒業メンバー".to_owned(),
    }
}

fn japanese_says(field: Field, text: &str, detail: &str, also: &str) -> String {
    match field {
        Field::Does | Field::Licence => match detail {
            "" => format!("{text}をお引き受けします{}", bracketed(also)),
            limit => format!("{text}をお引き受けします({limit}{also})"),
        },
        Field::Little => match detail {
            "" => format!("{text}を少しだけできます{}", bracketed(also)),
            limit => format!("{text}を少しだけできます({limit}{also})"),
        },
        Field::Teach => format!("{text}を教えられます{}", bracketed(also)),
        Field::Trade => format!("本業は{text}"),
        Field::Hobby => match detail {
            "" => format!("趣味は{text}{}", bracketed(also)),
            years => format!("趣味は{text}({years}年{also})"),
        },
        Field::Banner => format!("「{text}」"),
        Field::Past => format!("これまで: {text}"),
        Field::News => format!("最近: {text}"),
        Field::Area => format!("{text}で対面できます"),
        Field::Try => format!("{text}をやってみたい{}", bracketed(also)),
        Field::Name => format!("お名前が「{text}」"),
    }
}

fn english(reason: &Reason, name: &dyn Fn(PersonId) -> String) -> String {
    match reason {
        Reason::Licence {
            name: licence,
            seen_by,
            near,
        } => {
            let near = near.as_ref().map(|asked| format!("close to “{asked}”, "));
            let near = near.unwrap_or_default();
            if seen_by.is_empty() {
                format!("{licence} ({near}by their own word)")
            } else {
                let names = names(seen_by, " and ", name);
                format!("{licence} ({near}original seen by {names})")
            }
        }
        Reason::Says {
            field,
            text,
            detail,
            asked,
            heard,
        } => {
            let also = match (asked, heard) {
                (Some(asked), Heard::Near) => format!(", close to “{asked}”"),
                (Some(asked), _) => format!(", found by “{asked}”"),
                (None, _) => String::new(),
            };
            english_says(*field, text, detail, &also)
        }
        Reason::Free { parts, days_ago } => {
            let when = parts.iter().map(|part| {
                let bands = part.bands.iter().map(|band| format!(" {}", band_en(*band)));
                let bands = bands.collect::<Vec<_>>().join(" and");
                format!("{}{bands}", weekdays_en(&part.weekdays))
            });
            let when = when.collect::<Vec<_>>().join(", ");
            format!("free {when}{}", age_en(*days_ago))
        }
        Reason::FreeInBand { bands, days_ago } => {
            let bands: Vec<&str> = bands.iter().map(|band| band_en(*band)).collect();
            format!(
                "free some days in the {}{}",
                bands.join(" or "),
                age_en(*days_ago)
            )
        }
        Reason::FreeFrom {
            from: Some(from),
            days_ago,
            ..
        } => {
            format!("free from {from}{}", age_en(*days_ago))
        }
        Reason::FreeFrom {
            from: None,
            month,
            days_ago,
        } => {
            let month = month.map(|month| month.to_string());
            let month = month.as_deref().unwrap_or("that time");
            format!("can be asked for {month}{}", age_en(*days_ago))
        }
        Reason::Unstated => "has not said which days are free".to_owned(),
        Reason::Place { area } => format!("in person in {area}"),
        Reason::AtHome { area, online: true } => format!("in {area} (online only)"),
        Reason::AtHome {
            area,
            online: false,
        } => format!("in {area}"),
        Reason::Remote => "works online".to_owned(),
        Reason::Urgent => "can be asked in a hurry".to_owned(),
        Reason::Hiring => "looks for people to work with".to_owned(),
        Reason::Newcomer => "glad of small work to build a record".to_owned(),
        Reason::Vouched { by, others } => {
            let more = if *others { " and others" } else { "" };
            format!("vouched for by {}{more}", names(by, ", ", name))
        }
        Reason::WorkedTogether => "you worked together".to_owned(),
        Reason::Resting { until: Some(until) } => format!("resting until {until}"),
        Reason::Resting { until: None } => "resting".to_owned(),
        Reason::Alumnus { advice: true } => "alumnus, can be asked for advice".to_owned(),
        Reason::Alumnus { advice: false } => "alumnus".to_owned(),
    }
}

fn english_says(field: Field, text: &str, detail: &str, also: &str) -> String {
    let more = match detail {
        "" if also.is_empty() => String::new(),
        "" => format!(" ({})", also.trim_start_matches(", ")),
        detail if field == Field::Hobby => format!(" ({detail} years{also})"),
        detail => format!(" ({detail}{also})"),
    };
    let what = match field {
        Field::Does | Field::Licence => "takes on",
        Field::Little => "does a little",
        Field::Teach => "can teach",
        Field::Trade => "main trade:",
        Field::Hobby => "hobby:",
        Field::Banner => "says:",
        Field::Past => "before:",
        Field::News => "lately:",
        Field::Area => "in person in",
        Field::Try => "wants to try",
        Field::Name => "name:",
    };
    format!("{what} {text}{more}")
}

/// With brackets, where there is something to say.
fn bracketed(also: &str) -> String {
    match also.trim_start_matches('、') {
        "" => String::new(),
        also => format!("({also})"),
    }
}

fn age_ja(days: Option<u32>) -> String {
    match days {
        None => String::new(),
        Some(0) => "(今日の情報)".to_owned(),
        Some(days) => format!("({days}日前の情報)"),
    }
}

fn age_en(days: Option<u32>) -> String {
    match days {
        None => String::new(),
        Some(0) => " (said today)".to_owned(),
        Some(1) => " (said yesterday)".to_owned(),
        Some(days) => format!(" (said {days} days ago)"),
    }
}

fn date_ja(day: Day) -> String {
    let text = day.to_string();
    let mut parts = text.split('-').map(|part| part.trim_start_matches('0'));
    let year = parts.next().unwrap_or_default();
    let (month, day) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    format!("{year}年{month}月{day}日")
}

fn weekdays_ja(days: &[Weekday]) -> String {
    if days == Weekday::WORKING {
        return "平日".to_owned();
    }
    let names = days.iter().map(|day| weekday_ja(*day));
    format!("{}曜", names.collect::<Vec<_>>().join("・"))
}

fn weekdays_en(days: &[Weekday]) -> String {
    if days == Weekday::WORKING {
        return "weekday".to_owned();
    }
    let names: Vec<&str> = days.iter().map(|day| weekday_en(*day)).collect();
    names.join("/")
}

const fn weekday_ja(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "月",
        Weekday::Tuesday => "火",
        Weekday::Wednesday => "水",
        Weekday::Thursday => "木",
        Weekday::Friday => "金",
        Weekday::Saturday => "土",
        Weekday::Sunday => "日",
    }
}

fn bands_ja(bands: &[Band]) -> String {
    let names: Vec<&str> = bands.iter().map(|band| band_ja(*band)).collect();
    names.join("・")
}

const fn band_ja(band: Band) -> &'static str {
    match band {
        Band::Morning => "午前",
        Band::Afternoon => "午後",
        Band::Evening => "夜",
    }
}

const fn weekday_en(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

const fn band_en(band: Band) -> &'static str {
    match band {
        Band::Morning => "morning",
        Band::Afternoon => "afternoon",
        Band::Evening => "evening",
    }
}
