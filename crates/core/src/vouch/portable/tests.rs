use super::*;
use crate::{
    base,
    credential::{Validity, verify},
    gate,
    id::PersonId,
    job::Job,
    vouch::{self, Again, Basis, Day, Relation, Role},
};

const SIGNED_AT: Millis = 1_780_390_800_123;

fn job() -> Job {
    Job {
        title: "管理職研修".to_owned(),
        from: "2026-05".parse().ok(),
        to: "2026-06".parse().ok(),
        ..Job::default()
    }
}

fn vouch() -> Vouch {
    let day: Day = "2026-06-02".parse().unwrap();
    Vouch {
        subject: Some(PersonId::from_bytes([9; 32])),
        job: Some(DocumentId::from_bytes([8; 32])),
        job_heads: Vec::new(),
        skills: vec!["進行".to_owned()],
        role: Some(Role::Asked),
        basis: Some(Basis::WorkedAlongside),
        text: "意見が割れた場面で、両方の言い分を板書で並べて整理してくれました。".to_owned(),
        for_whom: String::new(),
        again: Some(Again::Gladly),
        relation: Relation::None,
        outside: true,
        signed_on: Some(day),
        valid_until: Some(day.plus_years(3)),
        language: "ja".to_owned(),
        portable: None,
    }
}

fn names(issuer: &str, subject: &str) -> Names {
    Names {
        issuer: issuer.to_owned(),
        subject: subject.to_owned(),
    }
}

#[test]
fn a_file_that_would_leave_one_of_the_two_without_a_name_is_not_made() {
    let key = SigningKey::from_bytes(&[1; 32]);
    let subject = SigningKey::from_bytes(&[2; 32]).verifying_key().to_bytes();
    let document = DocumentId::from_bytes([7; 32]);
    for (issuer, about) in [("", "例文 ひとみ"), ("問井 ひらく", "")] {
        let made = make(
            document,
            &vouch(),
            &job(),
            subject,
            &names(issuer, about),
            SIGNED_AT,
            &key,
        );
        assert_eq!(made, Err(PortableError::NoName), "{issuer:?}, {about:?}");
    }
}

#[test]
fn the_file_is_made_again_from_what_was_stored() {
    let keys = [1, 2].map(|seed| SigningKey::from_bytes(&[seed; 32]));
    let subject = keys[1].verifying_key().to_bytes();
    let document = DocumentId::from_bytes([7; 32]);
    let mut vouch = vouch();
    let names = names("問井 ひらく", "例文 ひとみ");
    let made = make(
        document,
        &vouch,
        &job(),
        subject,
        &names,
        SIGNED_AT,
        &keys[0],
    )
    .unwrap();
    vouch.portable = Some(made);
    let mut stored = base::document();
    gate::edit(&mut stored, [7; 24], 0, |t| vouch::write(t, &vouch)).unwrap();
    let again = vouch::read(&stored);
    assert_eq!(again, vouch, "stored as it was");
    let text = file(document, &again, &job()).unwrap().to_string();
    let read = verify(text.as_bytes()).unwrap();
    assert_eq!(read.issuer_name(), Some("問井 ひらく"), "who");
    assert_eq!(read.subject_name(), Some("例文 ひとみ"), "for whom");
    assert_eq!(read.id(), id(document), "known again by its document");
    assert_eq!(
        (read.signed_on(), Some(read.last_day())),
        ("2026-06-02".parse().unwrap(), again.valid_until),
        "the days that stand inside"
    );
    assert_eq!(
        read.valid_until().to_string(),
        "2029-06-02T14:59:59Z",
        "the end of that day in Japan"
    );
    assert_eq!(
        read.validity(SIGNED_AT),
        Validity::Current,
        "from the start"
    );

    let renamed = Job {
        title: "別の仕事".to_owned(),
        ..job()
    };
    assert!(
        matches!(
            file(document, &again, &renamed),
            Err(PortableError::Credential(_))
        ),
        "another version of the job does not fit the signature"
    );
    let mut reworded = again.clone();
    reworded.text.push('。');
    assert!(
        matches!(
            file(document, &reworded, &job()),
            Err(PortableError::Credential(_))
        ),
        "nor does a changed text"
    );
}

#[test]
fn where_the_author_did_not_allow_it_there_is_none() {
    let key = SigningKey::from_bytes(&[1; 32]);
    let document = DocumentId::from_bytes([7; 32]);
    let mut vouch = vouch();
    vouch.outside = false;
    assert_eq!(
        make(
            document,
            &vouch,
            &job(),
            [2; 32],
            &names("問井 ひらく", "例文 ひとみ"),
            SIGNED_AT,
            &key
        ),
        Err(PortableError::NotAllowed),
        "none is made"
    );
    assert_eq!(
        file(document, &vouch, &job()),
        Err(PortableError::NotAllowed),
        "and none is given"
    );
}
