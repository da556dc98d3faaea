//! Copies of a portable vouch that were changed after signing, each with the checks that must refuse it.

use ed25519_dalek::Signer;
use otagai_core::credential::{DidKey, did, jcs};
use serde_json::{Value, json};

use crate::told;

const BOTH: &[&str] = &["jcs", "rdfc"];

/// A changed copy.
pub(crate) struct Changed {
    /// What was done to it.
    pub(crate) what: &'static str,
    /// The copy.
    pub(crate) file: Value,
    /// The checks of `verify.mjs` that do not say "verified". `jcs` and `rdfc` are the foreign libraries'
    /// own; `contexts` and `proofs` are what whoever uses these libraries has to check.
    pub(crate) refused_by: &'static [&'static str],
    /// Part of the reason that the first of them gives.
    pub(crate) reason: Option<&'static str>,
}

/// Every way to change `good` that is tried.
pub(crate) fn copies(good: &Value) -> Vec<Changed> {
    let mut copies = words(good);
    copies.extend(proofs(good));
    copies.extend(contexts(good));
    copies
}

fn copy(
    what: &'static str,
    good: &Value,
    refused_by: &'static [&'static str],
    change: impl FnOnce(&mut Value),
) -> Changed {
    let mut file = good.clone();
    change(&mut file);
    assert_ne!(&file, good, "{what}: it is another file");
    Changed {
        what,
        file,
        refused_by,
        reason: None,
    }
}

/// Changed words: neither signature fits any more.
fn words(good: &Value) -> Vec<Changed> {
    vec![
        copy("one character of the comment", good, BOTH, |file| {
            let comment = &mut file["credentialSubject"]["endorsementComment"];
            let said = comment.as_str().expect("a text");
            *comment = said.replacen('ぜ', "せ", 1).into();
        }),
        copy("a later end", good, BOTH, |file| {
            file["validUntil"] = "2030-06-30T09:00:00Z".into();
        }),
        copy("another name of the issuer", good, BOTH, |file| {
            file["issuer"]["name"] = "佐藤 花子".into();
        }),
        copy("another person vouched for", good, BOTH, |file| {
            file["credentialSubject"]["id"] = stranger().to_string().into();
        }),
        copy("another title of the work", good, BOTH, |file| {
            file["evidence"][0]["name"] = "Harvest festival".into();
        }),
        copy(
            "another issuer's key under the same proofs",
            good,
            BOTH,
            |file| {
                file["issuer"]["id"] = stranger().to_string().into();
            },
        ),
    ]
}

/// Proofs that belong elsewhere, or are too many or too few.
fn proofs(good: &Value) -> Vec<Changed> {
    let exchanged = copy("the two signatures exchanged", good, BOTH, |file| {
        let [jcs, rdfc] = [0, 1].map(|at| file["proof"][at]["proofValue"].take());
        file["proof"][0]["proofValue"] = rdfc;
        file["proof"][1]["proofValue"] = jcs;
    });
    let elsewhere = copy(
        "the proofs of another vouch of the issuer",
        good,
        BOTH,
        |file| {
            file["proof"] = told::other_credential()["proof"].take();
        },
    );
    let mut usurped = copy(
        "signed by the subject in the issuer's name",
        good,
        &["jcs", "rdfc", "proofs"],
        signed_by_the_subject,
    );
    usurped.reason = Some("must match the verification method controller");
    let unsigned = copy(
        "no proof at all",
        good,
        &["jcs", "rdfc", "proofs"],
        |file| {
            file.as_object_mut().expect("an object").remove("proof");
        },
    );
    // The libraries are content with one good proof: that a bad one stands beside it is ours to see.
    let beside = copy(
        "a false proof beside the right ones",
        good,
        &["proofs"],
        |file| {
            let mut usurped = file.clone();
            signed_by_the_subject(&mut usurped);
            let proof = usurped["proof"][0].take();
            file["proof"].as_array_mut().expect("a list").push(proof);
        },
    );
    let without = |what, at: usize, refused_by| {
        copy(what, good, refused_by, |file| {
            file["proof"].as_array_mut().expect("a list").remove(at);
        })
    };
    let first = without("the first proof taken out", 0, &["jcs", "proofs"]);
    let second = without("the second proof taken out", 1, &["rdfc", "proofs"]);
    vec![
        exchanged, elsewhere, usurped, unsigned, beside, first, second,
    ]
}

/// An entry that was appended to `@context` after signing is covered by no signature: the eddsa-jcs-2022 proof
/// repeats the list that it was made over, and the other suite sees only what an entry does to the graph. The
/// specification leaves it to the verifier to know the list.
fn contexts(good: &Value) -> Vec<Changed> {
    let append = |entry: Value| {
        move |file: &mut Value| {
            let list = file["@context"].as_array_mut().expect("a list");
            list.push(entry);
        }
    };
    let first = good["@context"][0].clone();
    vec![
        copy(
            "an unknown @context appended",
            good,
            &["rdfc", "contexts"],
            append(json!("https://example.org/context")),
        ),
        copy(
            "an @context object appended",
            good,
            &["contexts"],
            append(json!({ "note": "https://example.org/note" })),
        ),
        copy(
            "a known @context appended",
            good,
            &["contexts"],
            append(first),
        ),
    ]
}

/// Another person's credential key.
fn stranger() -> DidKey {
    otagai_core::keys::root_key(&[99; 32])
        .verifying_key()
        .into()
}

/// Replaces the proofs by a right signature with a wrong key.
fn signed_by_the_subject(file: &mut Value) {
    let key = told::aki().credential_key();
    let members = file.as_object_mut().expect("an object");
    let mut proof = members.remove("proof").expect("proofs")[0].take();
    let options = proof.as_object_mut().expect("an object");
    options.remove("proofValue");
    let method = DidKey::from(key.verifying_key()).verification_method();
    options.insert("verificationMethod".to_owned(), method.into());
    let signature = key.sign(&jcs::hash_data(&proof, file)).to_bytes();
    proof["proofValue"] = did::base58btc(&signature).into();
    file["proof"] = json!([proof]);
}
