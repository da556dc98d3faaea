//! What can be typed behind `otagai find`.

use clap::{
    Args,
    builder::{PossibleValuesParser, TypedValueParser},
};
use otagai_api::view::{Band, Conditions, FindArgs, Language, Time, Weekday};

/// Finds people: by a line as one thinks it, by conditions, or by both.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own on the command line"
)]
#[derive(Debug, Args)]
pub(crate) struct Find {
    /// Words, as one thinks them; days, places and licences among them are understood.
    words: Vec<String>,
    /// A licence; several: any of them.
    #[arg(long = "licence", value_name = "LICENCE")]
    licences: Vec<String>,
    /// All of the licences.
    #[arg(long)]
    all_licences: bool,
    /// Free on this day, `YYYY-MM-DD`.
    #[arg(long, default_value = "", value_name = "DAY")]
    on: String,
    /// Free on this day of the week; several: any of them.
    #[arg(long = "weekday", value_name = "WEEKDAY", value_parser = weekday())]
    weekdays: Vec<Weekday>,
    /// Free in this part of the day.
    #[arg(long, value_parser = band())]
    band: Option<Band>,
    /// Free from this month on, `YYYY-MM`.
    #[arg(long, default_value = "", value_name = "MONTH")]
    from: String,
    /// In person in this area; several: any of them.
    #[arg(long = "area", value_name = "AREA")]
    areas: Vec<String>,
    /// Online; with areas: either.
    #[arg(long)]
    remote: bool,
    /// A hobby.
    #[arg(long = "hobby", value_name = "HOBBY")]
    hobbies: Vec<String>,
    /// Without those who do it a little only.
    #[arg(long)]
    no_little: bool,
    /// Who wants to try it, too.
    #[arg(long)]
    newcomers: bool,
    /// Who has not said on which days they are free, too.
    #[arg(long)]
    unstated: bool,
    /// Id of the circle, where there is more than one.
    #[arg(long, default_value = "")]
    circle: String,
}

impl Find {
    /// The search as the api takes it.
    pub(crate) fn search(self, english: bool) -> FindArgs {
        FindArgs {
            circle: self.circle,
            line: self.words.join(" "),
            conditions: Conditions {
                licences: self.licences,
                all_licences: self.all_licences,
                times: times(self.on, &self.from, self.weekdays, self.band),
                areas: self.areas,
                remote: self.remote,
                hobbies: self.hobbies,
                little: !self.no_little,
                newcomers: self.newcomers,
                unstated: self.unstated,
                ..Conditions::default()
            },
            language: Some(if english {
                Language::English
            } else {
                Language::Japanese
            }),
        }
    }
}

/// What was said of the time, as one list: the day, or the days of the week, or the month; the part of the day of each.
fn times(on: String, month: &str, weekdays: Vec<Weekday>, part: Option<Band>) -> Vec<Time> {
    let bands: Vec<Band> = part.into_iter().collect();
    let mut times = Vec::new();
    if !on.is_empty() {
        times.push(Time {
            from: on.clone(),
            until: on,
            ..Time::default()
        });
    }
    if !weekdays.is_empty() {
        times.push(Time {
            weekdays,
            ..Time::default()
        });
    }
    if !month.is_empty() {
        times.push(Time {
            from: format!("{month}-01"),
            ..Time::default()
        });
    }
    if times.is_empty() && !bands.is_empty() {
        times.push(Time::default());
    }
    for time in &mut times {
        time.bands.clone_from(&bands);
    }
    times
}

fn weekday() -> impl TypedValueParser<Value = Weekday> {
    PossibleValuesParser::new(Weekday::WORDS).try_map(|word| word.parse())
}

fn band() -> impl TypedValueParser<Value = Band> {
    PossibleValuesParser::new(Band::WORDS).try_map(|word| word.parse())
}
