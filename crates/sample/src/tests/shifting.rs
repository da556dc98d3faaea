use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn on(days: i32) -> Sample {
    let sample = sample();
    let today = sample.today().plus_days(days).unwrap();
    sample.shifted_to(today).expect("an ordinary day")
}

#[test]
fn the_own_day_changes_nothing() {
    assert_eq!(on(0), sample(), "moved by no day");
}

#[test]
fn every_rule_holds_on_any_day_of_some_years() {
    let written = sample();
    let order = |sample: &Sample| {
        let mut jobs: Vec<_> = sample.jobs().iter().collect();
        jobs.sort_by_key(|job| (job.start, job.end));
        let jobs: Vec<_> = jobs.into_iter().map(|job| job.id.clone()).collect();
        let mut vouches: Vec<_> = sample.vouches().iter().collect();
        vouches.sort_by_key(|vouch| vouch.signed);
        let vouches: Vec<_> = vouches.into_iter().map(|vouch| vouch.id.clone()).collect();
        (jobs, vouches)
    };
    for days in -400..1500 {
        // Whatever is moved is checked again, months of jobs in the future included.
        let today = written.today().plus_days(days).unwrap();
        let moved = written.shifted_to(today).expect("an ordinary day");
        assert_eq!(order(&moved), order(&written), "the order, {days} days on");
        for (job, before) in moved.jobs().iter().zip(written.jobs()) {
            assert!(
                job.end <= moved.today().month(),
                "{} is in the future, {days} days on",
                job.id
            );
            assert_eq!(
                job.start.months_until(job.end),
                before.start.months_until(before.end),
                "{} is as long, {days} days on",
                job.id
            );
            let age = |sample: &Sample, job: &Job| job.end.months_until(sample.today().month());
            let aged = age(&moved, job) - age(&written, before);
            assert!((0..=1).contains(&aged), "{} is as recent", job.id);
        }
        for (vouch, before) in moved.vouches().iter().zip(written.vouches()) {
            assert_eq!(
                vouch.signed.days_until(moved.today()),
                before.signed.days_until(written.today()),
                "{} is as recent, {days} days on",
                vouch.id
            );
        }
        let next_month = moved.today().month().plus_months(1);
        let resting = called(&moved, "あいちゃん");
        assert_eq!(resting.availability.until, next_month, "still rests");
        assert_eq!(moved.requests()[1].month, next_month, "R2 is ahead");
    }
}

#[test]
fn an_alumnus_had_vouched_before_leaving_on_any_day() {
    for days in [-300, -1, 0, 91, 102, 1000] {
        let moved = on(days);
        let left = called(&moved, "とおるさん").graduated.unwrap();
        assert!(vouch(&moved, "V07").signed < left, "{days} days on");
    }
}

#[test]
fn months_in_texts_move_along() {
    let moved = sample().shifted_to(day("2027-03-03")).unwrap();
    let texts = [
        called(&moved, "さくらさん").main_work.to_string(),
        called(&moved, "あいちゃん").availability.text.to_string(),
        called(&moved, "とおるさん").main_work.to_string(),
        moved.requests()[1].text.to_string(),
    ];
    assert_eq!(
        texts,
        [
            "看護師・講師(2026年6月末に短大を退職、フリー)",
            "お休み中(2027年4月末まで)",
            "元代表・中小企業診断士(2025年7月に卒業)",
            "ビジネスマナー研修 半日、4月、対面。自分では受けないため",
        ],
        "102 days and 3 months on, or 4 for months ahead"
    );
}

#[test]
fn a_tuesday_stays_a_tuesday() {
    for (today, tuesday) in [("2026-11-21", "2026-11-24"), ("2027-03-03", "2027-03-09")] {
        let moved = sample().shifted_to(day(today)).unwrap();
        let slot = moved.requests()[0].slots[0].day(moved.today());
        assert_eq!(slot, Some(day(tuesday)), "来週の火曜 from {today}");
    }
}

#[test]
fn there_and_back_is_the_same_for_days() {
    let back = on(500).shifted_to(sample().today()).unwrap();
    for (vouch, before) in back.vouches().iter().zip(sample().vouches()) {
        assert_eq!(vouch.signed, before.signed, "{}", vouch.id);
    }
}

#[test]
fn the_ends_of_the_calendar_are_refused() {
    for today in ["0001-01-01", "9999-12-31"] {
        let refused = sample().shifted_to(day(today)).unwrap_err();
        assert!(
            matches!(refused, SampleError::OutOfCalendar),
            "{today}: {refused}"
        );
    }
}
