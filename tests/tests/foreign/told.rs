//! What is exported: Hana's card, Hana's vouch for Aki, and its portable form. Made by `otagai-core` alone.

use automerge::Automerge;
use otagai_core::base;
use otagai_core::card::{self, Availability, CardEdit, Free, Level, Strength, TextField};
use otagai_core::change::RawChange;
use otagai_core::credential::{Again, Basis, Relation, Role};
use otagai_core::cut::Tip;
use otagai_core::gate::{self, EditError};
use otagai_core::id::DocumentId;
use otagai_core::job::{Job, JobKind, Participant};
use otagai_core::keys::{DeviceKeys, DeviceSeeds, root_key};
use otagai_core::vouch::{self, JobAt, Vouch, VouchDraft, portable};
use serde_json::Value;

/// What Hana's device calls itself in the changes that it makes.
const ACTOR: [u8; 24] = [7; 24];
/// The document of Hana's vouch.
const VOUCH: DocumentId = DocumentId::from_bytes([0xc0; 32]);
/// That of her next one.
const OTHER_VOUCH: DocumentId = DocumentId::from_bytes([0xc1; 32]);
/// The name under which she is shown outside.
const NAME: &str = "佐藤 花 (Hana)";
/// Aki's name at the time.
pub(crate) const SUBJECT_NAME: &str = "鈴木 秋";
/// 2026-06-30, 9 o'clock UTC, when she signed.
pub(crate) const SIGNED_AT: u64 = 1_782_810_000_000;

/// The author.
pub(crate) fn hana() -> DeviceKeys {
    keys(1)
}

/// The person vouched for.
pub(crate) fn aki() -> DeviceKeys {
    keys(2)
}

fn keys(n: u8) -> DeviceKeys {
    let seeds = DeviceSeeds {
        device: [n + 10; 32],
        encryption: [n + 20; 32],
        credential: [n + 30; 32],
    };
    DeviceKeys::certified_by(&root_key(&[n; 32]), &seeds).expect("a root signs for itself")
}

/// The strengths that are left on the card, in Hana's order.
pub(crate) fn strengths() -> Vec<Strength> {
    let strength = |skill: &str, level, limit: &str| Strength {
        skill: skill.to_owned(),
        level,
        limit: limit.to_owned(),
    };
    vec![
        strength("司会・進行", Level::Do, "100人まで。\"英語\"でも。"),
        strength("会計", Level::Little, "複式は C:\\帳簿 を見ながら"),
        strength("デザイン", Level::Dont, ""),
    ]
}

/// Hana's card: several changes, one of them corrected later and one taken back.
pub(crate) fn card_document() -> Automerge {
    let text = |field, value: &str| CardEdit::Text(field, value.to_owned());
    let mut edits = vec![
        text(TextField::Name, "佐藤 花"),
        text(TextField::Reading, "さとう はな"),
        text(TextField::Short, "はな"),
        text(TextField::Short, "はなさん"),
        text(TextField::Banner, "話し合いの場を、ていねいに整えます。🎉"),
    ];
    edits.extend(strengths().into_iter().map(CardEdit::Strength));
    edits.push(CardEdit::Strength(Strength {
        skill: "翻訳".to_owned(),
        level: Level::Do,
        limit: String::new(),
    }));
    edits.push(CardEdit::RemoveStrength("翻訳".to_owned()));
    edits.push(CardEdit::Availability(Availability::said(
        Free::Ask,
        "10月は週に1日",
        "2026-09-30",
    )));
    let mut written = base::document();
    let changes: Vec<_> = (1_760_000_000..)
        .zip(&edits)
        .map(|(seconds, edit)| {
            gate::edit(&mut written, ACTOR, seconds, |transaction| {
                card::write(transaction, edit)
            })
        })
        .collect();
    received(changes)
}

/// The document of a vouch.
pub(crate) fn vouch_document(vouch: &Vouch) -> Automerge {
    let change = gate::edit(&mut base::document(), ACTOR, 1_782_000_000, |transaction| {
        vouch::write(transaction, vouch)
    });
    received([change])
}

/// The document as a device has it that received these changes.
fn received(changes: impl IntoIterator<Item = Result<Option<RawChange>, EditError>>) -> Automerge {
    let changes: Vec<_> = changes
        .into_iter()
        .map(|change| {
            let change = change.expect("the document takes the edit");
            change.expect("every edit says something new")
        })
        .collect();
    let whole = gate::materialise(&changes);
    assert!(
        whole.skipped.is_empty() && !whole.forked,
        "all of them count"
    );
    whole.document
}

fn job() -> JobAt {
    let people = [hana(), aki()].map(|keys| Participant {
        person: keys.person(),
        role: String::new(),
    });
    JobAt {
        document: DocumentId::from_bytes([0xd0; 32]),
        heads: vec![Tip([3; 32]), Tip([2; 32])],
        job: Job {
            title: "Harvest festival 収穫祭".to_owned(),
            kind: Some(JobKind::Paid),
            from: "2026-05".parse().ok(),
            to: "2026-06".parse().ok(),
            participants: people.to_vec(),
            skills: ["研修 \"入門\"", "進行", "資料"]
                .map(ToOwned::to_owned)
                .to_vec(),
            ..Job::default()
        },
    }
}

fn draft() -> VouchDraft {
    VouchDraft {
        subject: aki().person(),
        skills: vec!["進行".to_owned(), "研修 \"入門\"".to_owned()],
        role: Role::Asked,
        basis: Basis::WorkedAlongside,
        text: "意見が割れた場面で、両方の言い分を板書で並べて整理してくれました。C:\\list も🎉"
            .to_owned(),
        for_whom: "話し合いが止まりやすい会社".to_owned(),
        again: Again::Gladly,
        relation: Relation::SameCompany,
        outside: true,
        signed_on: "2026-06-30".parse().expect("a day"),
        valid_until: None,
        language: "ja".to_owned(),
    }
}

/// Checks a vouch and has Hana sign its portable form.
fn signed(draft: &VouchDraft, name: &str, document: DocumentId) -> Vouch {
    let job = job();
    let vouch = draft.check(hana().person(), &job);
    let mut vouch = vouch.expect("it keeps to every rule");
    let subject = aki().credential_key().verifying_key().to_bytes();
    let key = hana().credential_key();
    let names = portable::Names {
        issuer: name.to_owned(),
        subject: SUBJECT_NAME.to_owned(),
    };
    let made = portable::make(document, &vouch, &job.job, subject, &names, SIGNED_AT, &key);
    vouch.portable = Some(made.expect("it may be shown outside"));
    vouch
}

/// Hana's vouch for Aki.
pub(crate) fn vouch() -> Vouch {
    signed(&draft(), NAME, VOUCH)
}

/// Its portable form as a device exports it that has only the document.
pub(crate) fn credential() -> Value {
    exported(&vouch(), VOUCH)
}

/// The portable form of the same author's next vouch.
pub(crate) fn other_credential() -> Value {
    exported(&signed(&draft(), NAME, OTHER_VOUCH), OTHER_VOUCH)
}

/// As little as a vouch can say, in English.
pub(crate) fn shortest_credential() -> Value {
    let mut draft = draft();
    draft.skills.truncate(1);
    "They kept all of us on time. Good.".clone_into(&mut draft.text);
    draft.for_whom.clear();
    draft.relation = Relation::None;
    "en".clone_into(&mut draft.language);
    exported(&signed(&draft, "H", VOUCH), VOUCH)
}

fn exported(vouch: &Vouch, document: DocumentId) -> Value {
    let read = vouch::read(&vouch_document(vouch));
    portable::file(document, &read, &job().job).expect("what was signed can be written")
}
