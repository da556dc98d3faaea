//! `SQLite`'s own search over the same texts: FTS5 with trigrams, in memory.

use super::invented::InventedPerson;
use crate::{clock, outcome::BenchOutcome};
use otagai_core::card::{Card, Level, WishKind};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// One row a card.
pub(super) struct Fts(Connection);

impl Fts {
    /// Puts in the texts of all cards, in one commit; with how long it took, ms.
    pub(super) fn build(people: &[InventedPerson]) -> BenchOutcome<(Self, f64)> {
        let texts: Vec<String> = people.iter().map(|person| texts(&person.card)).collect();
        let begin = clock::now();
        let mut connection = Connection::open_in_memory()?;
        connection
            .execute_batch("CREATE VIRTUAL TABLE cards USING fts5 (text, tokenize = 'trigram')")?;
        let transaction = connection.transaction()?;
        for (row, text) in (0_i64..).zip(&texts) {
            transaction
                .prepare_cached("INSERT INTO cards (rowid, text) VALUES (?1, ?2)")?
                .execute(params![row, text])?;
        }
        transaction.commit()?;
        Ok((Self(connection), clock::since(begin)))
    }

    /// The cards that have a word, by the index. A word of fewer than three characters is in no trigram.
    pub(super) fn matching(&self, word: &str) -> BenchOutcome<BTreeSet<usize>> {
        let quoted = format!("\"{}\"", word.replace('"', "\"\""));
        self.rows("SELECT rowid FROM cards WHERE cards MATCH ?1", &quoted)
    }

    /// The same by pattern, which finds shorter words by looking at every row.
    pub(super) fn like(&self, word: &str) -> BenchOutcome<BTreeSet<usize>> {
        let pattern = format!("%{word}%");
        self.rows("SELECT rowid FROM cards WHERE text LIKE ?1", &pattern)
    }

    fn rows(&self, query: &str, word: &str) -> BenchOutcome<BTreeSet<usize>> {
        let mut statement = self.0.prepare_cached(query)?;
        let rows = statement.query_map(params![word], |row| row.get::<_, i64>(0))?;
        let mut found = BTreeSet::new();
        for row in rows {
            found.insert(usize::try_from(row?)?);
        }
        Ok(found)
    }
}

/// What the product searches of a card, a line each.
fn texts(card: &Card) -> String {
    let strengths = card.strengths.iter();
    let strengths = strengths.filter(|strength| strength.level != Level::Dont);
    let wishes = card.wishes.iter();
    let wishes = wishes.filter(|wish| wish.kind != WishKind::Learn);
    let ways = card.way.iter();
    let mut all: Vec<&str> = vec![&card.name, &card.reading, &card.short];
    all.extend(strengths.map(|strength| strength.skill.as_str()));
    all.extend(card.licences.iter().map(|licence| licence.name.as_str()));
    all.extend(card.hobbies.iter().map(|hobby| hobby.name.as_str()));
    all.extend(wishes.map(|wish| wish.what.as_str()));
    all.extend([card.trade.as_str(), &card.banner, &card.past]);
    all.extend(card.news.iter().map(|news| news.text.as_str()));
    all.extend(
        ways.clone()
            .flat_map(|way| way.areas.iter().map(String::as_str)),
    );
    all.extend(ways.map(|way| way.home.as_str()));
    all.join("\n")
}
