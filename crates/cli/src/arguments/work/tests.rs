use super::*;
use crate::arguments::{Arguments, Command};
use clap::{CommandFactory, Parser, error::ErrorKind};

fn parse(line: &str) -> Result<Command, clap::Error> {
    let words = ["otagai"].into_iter().chain(line.split_whitespace());
    Arguments::try_parse_from(words).map(|arguments| arguments.command)
}

fn vouch(line: &str) -> Vouch {
    match parse(line).unwrap() {
        Command::Vouch(vouch) => *vouch,
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn what_can_be_typed_is_whole() {
    Arguments::command().debug_assert();
}

#[test]
fn a_vouch_is_written_without_a_word_before_it() {
    let said = "--for b0 --skill 進行 --skill 会計 --text よかった";
    for line in [
        format!("vouch ab12 {said}"),
        format!("vouch {said} ab12"),
        format!("--json vouch ab12 {said}"),
        format!("vouch --json ab12 {said}"),
        format!("vouch write ab12 {said}"),
    ] {
        let vouch = vouch(&line);
        let write = match (vouch.then, vouch.write) {
            (None, Some(write)) => write,
            (Some(VouchThen::Write(write)), None) => *write,
            other => panic!("{line}: {other:?}"),
        };
        assert_eq!(write.job.as_deref(), Some("ab12"), "{line}");
        assert_eq!(write.subject, "b0", "{line}");
        assert_eq!(write.skills, ["進行", "会計"], "{line}");
    }
    let with_job = vouch(&format!("vouch --new-job job.json {said}"));
    let write = with_job.write.unwrap();
    assert_eq!(write.new_job, Some("job.json".into()), "with its job");
    assert_eq!(write.job, None, "which has no id yet");
}

#[test]
fn a_vouch_is_answered_by_a_word_and_its_id() {
    for line in [
        "vouch fix ab12 --note 月",
        "--json vouch --json fix ab12 --note 月",
    ] {
        let vouch = vouch(line);
        assert!(vouch.write.is_none(), "{line}");
        match vouch.then {
            Some(VouchThen::Fix(one)) => {
                assert_eq!(
                    (one.meant.vouch.as_str(), one.note.as_str()),
                    ("ab12", "月")
                );
            }
            other => panic!("{line}: {other:?}"),
        }
    }
    match vouch("vouch hide ab12 --circle c1").then {
        Some(VouchThen::Hide(one)) => {
            assert_eq!(
                (one.vouch.as_str(), one.circle.circle.as_str()),
                ("ab12", "c1")
            );
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn half_a_vouch_is_refused() {
    for (line, kind) in [
        ("vouch", ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand),
        ("vouch ab12", ErrorKind::MissingRequiredArgument),
        (
            "vouch --for b0 --skill 進行 --text よかった",
            ErrorKind::MissingRequiredArgument,
        ),
        (
            "vouch ab12 --new-job j --for b0 --skill 進行 --text よかった",
            ErrorKind::ArgumentConflict,
        ),
        ("vouch ab12 accept cd34", ErrorKind::MissingRequiredArgument),
        ("vouch accept", ErrorKind::MissingRequiredArgument),
        (
            "vouch ab12 --for b0 --skill 進行 --text よ --again never",
            ErrorKind::InvalidValue,
        ),
        ("proof export ab12", ErrorKind::MissingRequiredArgument),
        ("proof export -o x", ErrorKind::MissingRequiredArgument),
        ("job answer ab12 keep", ErrorKind::InvalidValue),
    ] {
        assert_eq!(parse(line).unwrap_err().kind(), kind, "{line}");
    }
}
