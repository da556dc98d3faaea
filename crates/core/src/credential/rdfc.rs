//! `eddsa-rdfc-2022`: what is signed is the RDF graph that the JSON stands for, as sorted N-Quads.
//!
//! Source: Data Integrity `EdDSA` Cryptosuites v1.0, section 3.2; RDFC-1.0. Every node of our closed shape has an
//! id, so canonicalization is: emit, drop repetitions, sort. Only the proof's options are a node without one,
//! and a single such node is always called `_:c14n0`. The words' addresses are those of the two known contexts.

use super::document::{CredentialDocument, IntegrityProof};
use std::{collections::BTreeSet, fmt::Write};

const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const DATE_TIME: &str = "http://www.w3.org/2001/XMLSchema#dateTime";
const SCHEMA: &str = "https://schema.org/";
const CREDENTIALS: &str = "https://www.w3.org/2018/credentials#";
const BADGES: &str = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#";
const SECURITY: &str = "https://w3id.org/security#";

#[derive(Default)]
struct Quads(BTreeSet<String>);

/// A node as it is written: `<address>` or `_:label`.
struct RdfNode(String);

impl RdfNode {
    fn named(address: &str) -> Self {
        Self(format!("<{address}>"))
    }
}

impl Quads {
    fn link(&mut self, from: &RdfNode, base: &str, word: &str, to: &RdfNode) {
        self.0
            .insert(format!("{} <{base}{word}> {} .\n", from.0, to.0));
    }

    fn kind(&mut self, of: &RdfNode, base: &str, kind: &str) {
        self.link(of, TYPE, "", &RdfNode::named(&format!("{base}{kind}")));
    }

    fn text(&mut self, of: &RdfNode, base: &str, word: &str, text: &str) {
        self.link(of, base, word, &RdfNode(literal(text)));
    }

    fn typed(&mut self, of: &RdfNode, base: &str, word: &str, text: &str, datatype: &str) {
        let object = format!("{}^^<{datatype}>", literal(text));
        self.link(of, base, word, &RdfNode(object));
    }

    fn finish(self) -> String {
        self.0.into_iter().collect()
    }
}

/// The canonical N-Quads of a document that was checked; its proof is no part of it.
pub(super) fn document(document: &CredentialDocument) -> String {
    let mut quads = Quads::default();
    let credential = RdfNode::named(&document.id);
    quads.kind(&credential, CREDENTIALS, "VerifiableCredential");
    quads.kind(&credential, BADGES, "EndorsementCredential");
    quads.text(&credential, SCHEMA, "name", &document.name);
    quads.text(&credential, SCHEMA, "description", &document.description);
    for (word, date) in [
        ("validFrom", &document.valid_from),
        ("validUntil", &document.valid_until),
    ] {
        quads.typed(&credential, CREDENTIALS, word, date, DATE_TIME);
    }

    let issuer = RdfNode::named(&document.issuer.id);
    quads.link(&credential, CREDENTIALS, "issuer", &issuer);
    quads.kind(&issuer, BADGES, "Profile");
    if let Some(name) = &document.issuer.name {
        quads.text(&issuer, SCHEMA, "name", name);
    }

    let about = &document.credential_subject;
    let subject = RdfNode::named(&about.id);
    quads.link(&credential, CREDENTIALS, "credentialSubject", &subject);
    quads.kind(&subject, BADGES, "EndorsementSubject");
    quads.text(
        &subject,
        BADGES,
        "endorsementComment",
        &about.endorsement_comment,
    );
    if let Some(name) = &about.name {
        quads.text(&subject, SCHEMA, "name", name);
    }

    for work in &document.evidence {
        let evidence = RdfNode::named(&work.id);
        quads.link(&credential, CREDENTIALS, "evidence", &evidence);
        quads.kind(&evidence, BADGES, "Evidence");
        quads.text(&evidence, SCHEMA, "name", &work.name);
        quads.text(&evidence, SCHEMA, "genre", &work.genre);
        quads.text(&evidence, SCHEMA, "description", &work.description);
    }
    quads.finish()
}

/// The canonical N-Quads of a proof's options: everything but its value.
pub(super) fn options(proof: &IntegrityProof) -> String {
    let mut quads = Quads::default();
    let node = RdfNode("_:c14n0".to_owned());
    quads.kind(&node, SECURITY, &proof.kind);
    quads.typed(
        &node,
        "http://purl.org/dc/terms/",
        "created",
        &proof.created,
        DATE_TIME,
    );
    let suite = format!("{SECURITY}cryptosuiteString");
    quads.typed(&node, SECURITY, "cryptosuite", &proof.cryptosuite, &suite);
    let purpose = RdfNode::named(&format!("{SECURITY}{}", proof.purpose));
    quads.link(&node, SECURITY, "proofPurpose", &purpose);
    let method = RdfNode::named(&proof.verification_method);
    quads.link(&node, SECURITY, "verificationMethod", &method);
    quads.finish()
}

/// A text in the one spelling of canonical N-Quads (RDF 1.2 N-Quads, "Canonical form").
fn literal(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    for c in text.chars() {
        match c {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            '\u{8}' => written.push_str("\\b"),
            '\u{c}' => written.push_str("\\f"),
            // Never in a checked document; written as the specification says all the same.
            '\0'..='\u{1f}' | '\u{7f}' => {
                let escaped = write!(written, "\\u{:04X}", u32::from(c));
                debug_assert!(escaped.is_ok(), "writing to memory");
            }
            _ => written.push(c),
        }
    }
    written.push('"');
    written
}
