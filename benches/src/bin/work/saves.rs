//! How many records a ledger stores in a second.

use std::{path::Path, time::Instant};

use aimlapi_kling::{
    ledger::{JobRecord, Ledger},
    types::V1_6StandardTextToVideo,
};
use benchmarks::runtime;
use rusqlite::Connection;

use crate::Result;

const RECORDS: usize = 300;

/// Prints the records in a second: of the ledger, and of SQLite alone with the same settings. Each is committed before
/// the next one.
pub fn measure(folder: &str) -> Result<()> {
    let folder = Path::new(folder);
    let records = || JobRecord::new(V1_6StandardTextToVideo::new("A lighthouse in a storm"));
    let records = (0..RECORDS).map(|_| records()).collect::<std::result::Result<Vec<_>, _>>()?;
    let texts = records.iter().map(serde_json::to_string).collect::<std::result::Result<Vec<_>, _>>()?;
    let ledger = runtime().block_on(async {
        let ledger = Ledger::open(folder.join("ledger.db")).await?;
        let start = Instant::now();
        for record in records {
            ledger.insert(record).await?;
        }
        Ok::<_, aimlapi_kling::Error>(start.elapsed())
    })?;
    let connection = Connection::open(folder.join("alone.db"))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.execute("CREATE TABLE record (id INTEGER PRIMARY KEY, text TEXT)", [])?;
    let start = Instant::now();
    for text in texts {
        connection.execute("INSERT INTO record (text) VALUES (?1)", [text])?;
    }
    let alone = start.elapsed();
    let per_second = |time: std::time::Duration| RECORDS as f64 / time.as_secs_f64();
    println!("{:.0} {:.0}", per_second(ledger), per_second(alone));
    Ok(())
}
