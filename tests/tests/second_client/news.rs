//! Section 14: who holds what of one's own things.

use super::{
    cbor::Value,
    items::Read,
    member::Member,
    names::{Id, first, kdf},
    other_side::Founder,
};

/// What is told of one other person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct News {
    person: [u8; 8],
    mark: [u8; 8],
    met_at_s: u64,
}

impl News {
    pub(crate) fn read(value: &Value) -> Option<Self> {
        let [person, mark, met_at_s] = value.fields()?;
        Some(Self {
            person: person.array()?,
            mark: mark.array()?,
            met_at_s: met_at_s.number()?,
        })
    }
}

/// The mark of everything that the member wrote.
fn mark(member: &Member) -> [u8; 8] {
    let me = member.keys.person();
    let is_mine = |read: &Read| match read {
        Read::Record(record) => record.person == me,
        Read::Statement(said) => said.person == me,
        Read::Opening(header) => header.author == me,
        Read::Change(document, _) => {
            let found = member.held.documents.get(document);
            found.is_some_and(|found| found.header.author == me)
        }
        // It wrote nothing for some only.
        _ => false,
    };
    let mut mark = [0; 8];
    for (id, item) in &member.held.items {
        if item.read().is_some_and(|(_, read)| is_mine(&read)) {
            let one: [u8; 8] = first(&kdf("otagai 2026 delivery mark", &[id]));
            for (to, from) in mark.iter_mut().zip(one) {
                *to ^= from;
            }
        }
    }
    mark
}

#[tokio::test]
async fn it_is_told_that_somebody_else_holds_what_it_wrote() {
    let mut founder = Founder::start().await.unwrap();
    let mut writer = founder.let_in().await.unwrap();
    let texts = [("name", "佐藤太郎"), ("banner", "自転車をなおせます")];
    writer.member.write_card(&texts).unwrap();
    let told = writer.meet().await.unwrap();
    assert_eq!(told, [], "nobody else has been met");
    let mut reader = founder.let_in().await.unwrap();
    reader.meet().await.unwrap();
    let told = writer.meet().await.unwrap();
    let person: Id = reader.member.keys.person();
    let [one] = told.as_slice() else {
        panic!("one other person: {told:?}");
    };
    assert_eq!(
        (one.person, one.mark),
        (first(&person), mark(&writer.member))
    );
    assert!(one.met_at_s > 1_700_000_000, "seconds since 1970");
    founder.node.stop().await.unwrap();
}
