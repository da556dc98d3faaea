//! Files that somebody changed, or made with another program.

use super::*;
use did::base58btc;
use ed25519_dalek::Signer;
use serde_json::json;

/// Changes a good file and says why it is then refused.
fn refusal(change: impl FnOnce(&mut Value)) -> CredentialError {
    let mut changed = file(&vouch(Language::Japanese));
    change(&mut changed);
    read(&changed).unwrap_err()
}

/// Signs a document again after a change, as somebody with a key and another program would.
fn signed_anyway(key: &SigningKey, change: impl FnOnce(&mut Value)) -> Value {
    let mut document = file(&vouch(Language::Japanese));
    let mut proofs = document.as_object_mut().unwrap().remove("proof").unwrap();
    change(&mut document);
    let mut proof = proofs[0].take();
    let method = DidKey::from(key.verifying_key()).verification_method();
    proof["verificationMethod"] = method.into();
    proof["created"] = document["validFrom"].clone();
    proof.as_object_mut().unwrap().remove("proofValue");
    let signature = key.sign(&jcs::hash_data(&proof, &document)).to_bytes();
    proof["proofValue"] = base58btc(&signature).into();
    document["proof"] = json!([proof]);
    document
}

#[test]
fn a_context_appended_after_signing_is_refused() {
    // `@digitalbazaar/vc` says "verified" here: no signature covers it while the proof carries its own.
    let appended = |v: &mut Value| {
        let list = v["@context"].as_array_mut().unwrap();
        list.push("https://evil.example/words".into());
    };
    assert_eq!(
        refusal(appended),
        DocumentError::Context.into(),
        "appended to the document"
    );
    assert_eq!(
        refusal(|v| v["@context"][1] = json!({"name": "https://evil.example/name"})),
        DocumentError::Context.into(),
        "an object inside"
    );
    assert_eq!(
        refusal(|v| v["proof"][0]["@context"][1] = "https://evil.example/words".into()),
        CredentialError::ProofMember("@context"),
        "in the proof"
    );
    assert!(
        matches!(
            refusal(|v| v["credentialSubject"]["@context"] = json!([])),
            CredentialError::Shape(_)
        ),
        "nested"
    );
}

#[test]
fn only_the_issuer_signs() {
    let stranger: DidKey = SigningKey::from_bytes(&[9; 32]).verifying_key().into();
    assert_eq!(
        refusal(|v| v["issuer"]["id"] = stranger.to_string().into()),
        CredentialError::NotTheIssuer,
        "issuer swapped"
    );
    assert_eq!(
        read(&signed_anyway(&aki(), |_| ())).unwrap_err(),
        CredentialError::NotTheIssuer,
        "signed by the subject under the issuer's name"
    );
    let mut renamed = signed_anyway(&aki(), |_| ());
    let method = DidKey::from(hana().verifying_key()).verification_method();
    renamed["proof"][0]["verificationMethod"] = method.into();
    assert_eq!(
        read(&renamed).unwrap_err(),
        CredentialError::BadSignature(Suite::Jcs),
        "and with the issuer's method written over it"
    );
    assert_eq!(
        refusal(|v| {
            let issuer = v["issuer"]["id"].clone();
            v["proof"][0]["verificationMethod"] = issuer;
        }),
        CredentialError::NotTheIssuer,
        "a method without its fragment"
    );
    assert_eq!(
        read(&signed_anyway(&hana(), |v| {
            v["credentialSubject"]["id"] = v["issuer"]["id"].clone();
        }))
        .unwrap_err(),
        DocumentError::SelfVouch.into(),
        "well signed, but for oneself"
    );
}

#[test]
fn proofs_must_be_there_and_each_must_be_right() {
    let remove = |name: &'static str| {
        move |v: &mut Value| {
            v.as_object_mut().unwrap().remove(name);
        }
    };
    assert_eq!(refusal(remove("proof")), CredentialError::NoProof, "none");
    assert_eq!(
        refusal(|v| v["proof"] = json!([])),
        CredentialError::NoProof,
        "an empty list"
    );
    assert_eq!(
        refusal(|v| {
            v["proof"].as_array_mut().unwrap().remove(0);
        }),
        CredentialError::MissingProof(Suite::Jcs),
        "without the first suite"
    );
    assert_eq!(
        refusal(|v| v["proof"].as_array_mut().unwrap().truncate(1)),
        CredentialError::MissingProof(Suite::Rdfc),
        "without the second suite"
    );
    assert_eq!(
        refusal(|v| {
            let again = v["proof"][0].clone();
            v["proof"].as_array_mut().unwrap().push(again);
        }),
        CredentialError::RepeatedProof,
        "one twice"
    );
    for at in 0..2 {
        let suite = [Suite::Jcs, Suite::Rdfc][at];
        assert_eq!(
            refusal(|v| v["proof"][at]["proofValue"] = base58btc(&[3; 64]).into()),
            CredentialError::BadSignature(suite),
            "a wrong signature beside a right one"
        );
        assert_eq!(
            refusal(|v| v["proof"][at]["cryptosuite"] = "eddsa-2022".into()),
            CredentialError::UnknownSuite,
            "another suite"
        );
        for (member, name) in [
            ("type", "type"),
            ("proofPurpose", "purpose"),
            ("created", "date"),
        ] {
            assert_eq!(
                refusal(|v| v["proof"][at][member] = "authentication".into()),
                CredentialError::ProofMember(name),
                "{member}"
            );
        }
        assert_eq!(
            refusal(|v| {
                v["proof"][at].as_object_mut().unwrap().remove("proofValue");
            }),
            CredentialError::ProofValue,
            "no signature in it"
        );
        assert!(
            matches!(
                refusal(|v| v["proof"][at]["expires"] = "2020-01-01T00:00:00Z".into()),
                CredentialError::Shape(_)
            ),
            "a member of which other verifiers take no notice"
        );
    }
}

#[test]
fn what_we_do_not_write_is_refused_even_when_it_is_signed() {
    let refused = |change: fn(&mut Value)| read(&signed_anyway(&hana(), change)).unwrap_err();
    assert_eq!(
        refused(|_| ()),
        CredentialError::MissingProof(Suite::Rdfc),
        "the base case: nothing but the second proof is missing"
    );
    for change in [
        (|v| v["termsOfUse"] = json!([])) as fn(&mut Value),
        |v| v["credentialStatus"] = json!({"id": "https://status.example"}),
        |v| v["credentialSubject"]["wouldWorkAgain"] = true.into(),
        |v| v["issuer"] = v["issuer"]["id"].clone(),
        |v| v["issuer"]["name"] = Value::Null,
        |v| v["id"] = Value::Null,
    ] {
        assert!(
            matches!(refused(change), CredentialError::Shape(_)),
            "shape"
        );
    }
    for id in [
        "https://x.example/1",
        "urn:uuid:0192F1D0-7C1E-7B3A-9D55-3F1F0E6A2B11",
        "urn:uuid:0192",
    ] {
        assert_eq!(
            read(&signed_anyway(&hana(), |v| v["id"] = id.into())).unwrap_err(),
            DocumentError::Id.into(),
            "{id}"
        );
    }
    assert_eq!(
        refused(|v| v["type"][1] = "OpenBadgeCredential".into()),
        DocumentError::Type("credential").into(),
        "another kind"
    );
    for date in [
        "2026-06-30",
        "2026-06-30T09:00:00.000Z",
        "2026-06-30T09:00:00+09:00",
        "2026-02-30T09:00:00Z",
    ] {
        assert_eq!(
            read(&signed_anyway(&hana(), |v| v["validFrom"] = date.into())).unwrap_err(),
            DocumentError::Dates.into(),
            "{date}"
        );
    }
    assert_eq!(
        refused(|v| v["credentialSubject"]["endorsementComment"] = "a\u{7f}".into()),
        DocumentError::Text("comment").into(),
        "control characters"
    );
    assert_eq!(
        refused(|v| v["evidence"] = json!([])),
        DocumentError::Evidence.into(),
        "no shared work"
    );
}

#[test]
fn a_file_is_bounded_and_is_json_with_no_member_twice() {
    let good = file(&vouch(Language::English)).to_string();
    assert_eq!(
        verify(&vec![b' '; proof::FILE_BYTES + 1]),
        Err(CredentialError::TooLong(proof::FILE_BYTES + 1)),
        "bounded"
    );
    assert_eq!(
        verify(b"PK\x03\x04"),
        Err(CredentialError::NotJson),
        "a zip"
    );
    assert_eq!(
        verify("[".repeat(60_000).as_bytes()),
        Err(CredentialError::NotJson),
        "deep nesting"
    );
    assert_eq!(
        verify(format!("{good}{good}").as_bytes()),
        Err(CredentialError::NotJson),
        "something after it"
    );
    let twice = good.replacen('{', r#"{"name":"Vouch: surgery","#, 1);
    assert!(
        matches!(verify(twice.as_bytes()), Err(CredentialError::Shape(_))),
        "which of two names would be shown?"
    );
    let pretty = serde_json::to_string_pretty(&file(&vouch(Language::English))).unwrap();
    assert!(verify(pretty.as_bytes()).is_ok(), "spaces mean nothing");
}

proptest! {
    #[test]
    fn one_changed_character_anywhere_is_refused(at in any::<prop::sample::Index>(), other in any::<char>(), ascii in 0x20_u8..0x7f, plain in any::<bool>()) {
        let good = file(&vouch(Language::Japanese)).to_string();
        let mut changed: Vec<char> = good.chars().collect();
        let at = at.index(changed.len());
        let other = if plain { char::from(ascii) } else { other };
        prop_assume!(changed[at] != other);
        changed[at] = other;
        let changed: String = changed.into_iter().collect();
        prop_assert!(verify(changed.as_bytes()).is_err(), "{changed}");
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(verify(&bytes).is_err());
    }
}
