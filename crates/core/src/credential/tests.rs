mod hostile;

use super::*;
use crate::Millis;
use document::CredentialDocument;
use ed25519_dalek::SigningKey;
use proptest::prelude::*;
use serde_json::Value;

fn hana() -> SigningKey {
    SigningKey::from_bytes(&[1; 32])
}

fn aki() -> SigningKey {
    SigningKey::from_bytes(&[2; 32])
}

fn vouch(language: Language) -> VouchCredential {
    VouchCredential {
        id: [7; 16],
        language,
        issuer: Party {
            did: hana().verifying_key().into(),
            name: Some("佐藤 花 (Hana)".into()),
        },
        subject: Party {
            did: aki().verifying_key().into(),
            name: Some("Aki".into()),
        },
        skills: vec!["司会".into(), "会計 \"複式\"".into()],
        text: "四十人の会を時間どおりに。\n受付も C:\\list で見てくれました🎉".into(),
        recommended_for: Some("はじめて会を開く方".into()),
        again: Again::Gladly,
        basis: Basis::WorkedAlongside,
        role: Role::Shared,
        relation: Relation::SameCompany,
        job_title: "Harvest festival 収穫祭".into(),
        job_from: Month::new(2026, 5).unwrap(),
        job_until: Month::new(2026, 6).unwrap(),
        valid_from: "2026-06-30T09:00:00Z".parse().unwrap(),
        valid_until: "2029-06-30T09:00:00Z".parse().unwrap(),
    }
}

fn file(fields: &VouchCredential) -> Value {
    expand(fields, &sign(fields, &hana()).unwrap()).unwrap()
}

fn read(file: &Value) -> Result<VerifiedCredential, CredentialError> {
    verify(file.to_string().as_bytes())
}

#[test]
fn what_was_signed_is_read_back() {
    for language in [Language::Japanese, Language::English] {
        let fields = vouch(language);
        let read = read(&file(&fields)).unwrap();
        assert_eq!(read.issuer(), fields.issuer.did, "who");
        assert_eq!(read.subject(), fields.subject.did, "for whom");
        assert_eq!(read.issuer_name(), fields.issuer.name.as_deref(), "by name");
        assert_eq!(read.subject_name(), Some("Aki"), "by name");
        assert!(
            read.comment().contains(&fields.text),
            "the author's own words, unchanged"
        );
        assert_eq!(
            read.work().next().map(|(title, _)| title),
            Some("Harvest festival 収穫祭"),
            "the work"
        );
    }
}

#[test]
fn the_sentences_are_the_published_ones() {
    let comment = |language| {
        let read = read(&file(&vouch(language))).unwrap();
        (read.title().to_owned(), read.comment().to_owned())
    };
    let (title, japanese) = comment(Language::Japanese);
    assert_eq!(title, "推薦: 司会、会計 \"複式\"", "heading");
    assert_eq!(
        japanese,
        "2026年5月から2026年6月の「Harvest festival 収穫祭」について。わたしは一緒に担当した立場です。\
         一緒に作業して見たことを書いています。得意: 司会、会計 \"複式\"。\n\n\
         四十人の会を時間どおりに。\n受付も C:\\list で見てくれました🎉\n\n\
         おすすめしたい方: はじめて会を開く方。ぜひまた一緒に仕事をしたいです。ふたりは同じ会社にいます。",
        "a changed sentence would break every vouch signed before"
    );
    let (_, english) = comment(Language::English);
    assert!(
        english.starts_with(
            "About \"Harvest festival 収穫祭\", 2026-05 to 2026-06. We did the work together. \
             I saw it while working together. Good at: 司会, 会計 \"複式\".\n\n"
        ) && english.ends_with(
            "\n\nRecommended for: はじめて会を開く方. I would gladly work together again. \
             We are with the same company."
        ),
        "the same in English: {english}"
    );
}

#[test]
fn the_file_and_its_graph_are_the_published_ones() {
    let fields = vouch(Language::Japanese);
    let published = include_str!("../../tests/vectors/vouch.json");
    let made = jcs::canonical(&file(&fields));
    assert_eq!(
        String::from_utf8_lossy(&made),
        published.trim_end(),
        "byte for byte, in every version to come"
    );
    assert!(verify(published.as_bytes()).is_ok(), "and it verifies");
    assert_eq!(
        rdfc::document(&fields.document().unwrap()),
        include_str!("../../tests/vectors/vouch.nq"),
        "the graph that jsonld.js arrives at"
    );
}

#[test]
fn every_choice_is_found_by_its_code_and_can_be_signed() {
    for role in Role::ALL {
        assert_eq!(Role::from_word(role.word()), Some(role), "{role:?}");
        for (&relation, &basis) in Relation::ALL.iter().zip(Basis::ALL.iter().cycle()) {
            for (&again, language) in Again::ALL.iter().zip(Language::ALL) {
                let fields = VouchCredential {
                    again,
                    basis,
                    role,
                    relation,
                    ..vouch(language)
                };
                assert!(read(&file(&fields)).is_ok(), "{fields:?}");
            }
        }
    }
    assert_eq!(Basis::from_word("heard"), None, "hearsay has no word");
}

#[test]
fn fields_that_cannot_stand_are_refused_before_signing() {
    let refused = |change: fn(&mut VouchCredential)| {
        let mut fields = vouch(Language::English);
        change(&mut fields);
        sign(&fields, &hana()).unwrap_err()
    };
    assert_eq!(
        refused(|v| v.text = "bell \u{7}".into()),
        DocumentError::Text("text").into(),
        "other software hashes control characters in another way"
    );
    assert_eq!(
        refused(|v| v.job_title = "two\nlines".into()),
        DocumentError::Text("title of the work").into(),
        "line feeds stand in the author's words only"
    );
    assert_eq!(
        refused(|v| v.issuer.name = Some(" ".into())),
        DocumentError::Text("issuer's name").into(),
        "no name is None"
    );
    assert_eq!(refused(|v| v.skills.clear()), FieldError::Skills, "none");
    assert_eq!(
        refused(|v| v.skills = vec!["a".into(), "a".into()]),
        FieldError::Skills,
        "one twice"
    );
    assert_eq!(
        refused(|v| v.text = "x".repeat(template::TEXT_CHARS + 1)),
        FieldError::TooLong("text"),
        "too long"
    );
    assert_eq!(
        refused(|v| v.job_until = Month::new(2026, 4).unwrap()),
        FieldError::Months,
        "ended before it began"
    );
    assert_eq!(
        refused(|v| v.valid_until = v.valid_from),
        DocumentError::Dates.into(),
        "no life"
    );
    assert_eq!(
        refused(|v| v.subject = v.issuer.clone()),
        DocumentError::SelfVouch.into(),
        "for oneself"
    );
    assert_eq!(
        sign(&vouch(Language::English), &aki()),
        Err(FieldError::NotTheIssuer),
        "the subject's key"
    );
}

#[test]
fn expanding_again_gives_the_same_bytes_and_only_for_the_signed_choices() {
    let fields = vouch(Language::Japanese);
    let proofs = sign(&fields, &hana()).unwrap();
    let kept = CompactProofs::from_bytes(&proofs.to_bytes());
    assert_eq!(
        expand(&fields, &kept).unwrap().to_string(),
        file(&fields).to_string(),
        "from what is kept"
    );
    let mut edited = fields.clone();
    edited.again = Again::SameWork;
    assert_eq!(
        expand(&edited, &proofs),
        Err(CredentialError::BadSignature(Suite::Jcs)),
        "another choice was not signed"
    );
    let swapped = CompactProofs {
        rdfc: proofs.jcs,
        ..proofs
    };
    assert_eq!(
        expand(&fields, &swapped),
        Err(CredentialError::BadSignature(Suite::Rdfc)),
        "each signature is for its suite"
    );
}

#[test]
fn the_end_is_information() {
    let fields = vouch(Language::English);
    let read = read(&file(&fields)).unwrap();
    let (from, until) = (fields.valid_from.millis(), fields.valid_until.millis());
    // A clock that is behind: five minutes are forgiven, and no more.
    let minutes = |count: Millis| count * 60_000;
    assert_eq!(
        read.validity(from - minutes(5) - 1),
        Validity::NotYet,
        "before"
    );
    assert_eq!(
        read.validity(from - minutes(5)),
        Validity::Current,
        "signed just now, elsewhere"
    );
    assert_eq!(read.validity(from), Validity::Current, "from then on");
    assert_eq!(read.validity(until), Validity::Current, "to the end");
    assert_eq!(read.validity(until + 1), Validity::Expired, "after it");
}

proptest! {
    #[test]
    fn any_text_that_is_signed_verifies(text in "\\PC{1,80}", title in "\\PC{1,40}", skill in "\\PC{1,20}") {
        let fields = VouchCredential { text, job_title: title, skills: vec![skill], ..vouch(Language::English) };
        if let Ok(proofs) = sign(&fields, &hana()) {
            let file = expand(&fields, &proofs).unwrap();
            let document: CredentialDocument = serde_json::from_value(file.clone()).unwrap();
            prop_assert!(document.credential_subject.endorsement_comment.contains(&fields.text));
            prop_assert!(read(&file).is_ok());
        }
    }
}
