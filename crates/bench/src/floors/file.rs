//! The encrypted file alone, and the disk below it.

use crate::{clock, intake::batches, outcome::BenchOutcome, stock::Stock};
use otagai_core::{
    id::DocumentId,
    item::{Item, ItemKind},
};
use rusqlite::{Connection, params};
use std::{fs::File, io::Write, path::Path};

/// The product's tables; those that are worked out of others stand in files of their own.
const TABLES: [&str; 2] = [
    include_str!("../../../store/migrations/0001.sql"),
    include_str!("../../../store/src/store/derived/papers.sql"),
];

/// Writes all rows of a circle, one commit a batch as the product cuts them, ms.
pub(crate) fn write(file: &Path, stock: &Stock) -> BenchOutcome<f64> {
    let mut connection = open(file)?;
    for tables in TABLES {
        connection.execute_batch(tables)?;
    }
    let circle = stock.circle.as_bytes();
    connection.execute(
        "INSERT INTO circles (circle, secrets) VALUES (?1, x'80')",
        params![circle],
    )?;
    let begin = clock::now();
    let mut batches = batches(&stock.items).peekable();
    while let Some(batch) = batches.next() {
        // What follows from the items is worked out, and written, with the last of them.
        let rows = match batches.peek() {
            Some(_) => &[],
            None => stock.rows.as_slice(),
        };
        commit(&mut connection, stock, batch, rows)?;
    }
    Ok(clock::since(begin))
}

fn commit(
    connection: &mut Connection,
    stock: &Stock,
    items: &[Item],
    rows: &[(DocumentId, Vec<u8>)],
) -> BenchOutcome {
    let circle = stock.circle.as_bytes();
    let transaction = connection.transaction()?;
    for item in items {
        // The name of an item and the document of a signed one are as long as what is hashed here.
        let id = blake3(&item.bytes);
        let document = match item.kind {
            ItemKind::Record | ItemKind::Statement | ItemKind::List => None,
            _ => Some(item.document.map_or(id, |document| *document.as_bytes())),
        };
        transaction
            .prepare_cached(
                "INSERT INTO items (circle, id, kind, document, bytes) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (circle, id) DO NOTHING",
            )?
            .execute(params![circle, id, item.kind as u8, document, item.bytes])?;
    }
    for (document, row) in rows {
        transaction
            .prepare_cached(
                "INSERT INTO papers (circle, document, kind, row) VALUES (?1, ?2, 'paper', ?3)",
            )?
            .execute(params![circle, document.as_bytes(), row])?;
    }
    Ok(transaction.commit()?)
}

fn blake3(bytes: &[u8]) -> [u8; 32] {
    *blake3::hash(bytes).as_bytes()
}

/// A file with a key and the settings of the product.
fn open(file: &Path) -> BenchOutcome<Connection> {
    let connection = Connection::open(file)?;
    let key = "5a".repeat(32);
    connection.execute_batch(&format!(
        "PRAGMA cipher_log_level = NONE;
         PRAGMA key = \"x'{key}'\";
         PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA trusted_schema = OFF;
         PRAGMA journal_size_limit = 16777216;"
    ))?;
    Ok(connection)
}

/// One commit of one small row after another, ms each.
pub(crate) fn small_commits(file: &Path, count: usize) -> BenchOutcome<Vec<f64>> {
    let connection = open(file)?;
    connection.execute_batch("CREATE TABLE rows (row BLOB NOT NULL) STRICT")?;
    let row = vec![3_u8; 700];
    let mut took = Vec::new();
    for _ in 0..count {
        let begin = clock::now();
        connection
            .prepare_cached("INSERT INTO rows (row) VALUES (?1)")?
            .execute(params![row])?;
        took.push(clock::since(begin));
    }
    Ok(took)
}

/// How long the disk takes for 4 KiB that are to be there after a power cut, ms each.
pub(crate) fn fsync(file: &Path, count: usize) -> BenchOutcome<Vec<f64>> {
    let mut file = File::create(file)?;
    let mut took = Vec::new();
    for _ in 0..count {
        let begin = clock::now();
        file.write_all(&[1; 4096])?;
        file.sync_all()?;
        took.push(clock::since(begin));
    }
    Ok(took)
}
