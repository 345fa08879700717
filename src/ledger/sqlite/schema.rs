//! The schema of the database, and its versions.

use rusqlite::{Connection, TransactionBehavior};

/// Identifies the file as a ledger: "KLNG".
const APPLICATION_ID: i32 = 0x4b4c_4e47;

/// The steps from each version to the next. The version of a file is the number of steps it has taken.
const MIGRATIONS: &[&str] = &["
    CREATE TABLE jobs (
        client_request_id TEXT NOT NULL PRIMARY KEY,
        -- A `JobRecord` without its body. The columns below are computed from it.
        record TEXT NOT NULL,
        -- The process that works on the job; see `owner.rs`.
        owner TEXT,
        revision INTEGER NOT NULL GENERATED ALWAYS AS (record ->> '$.revision') VIRTUAL,
        state TEXT NOT NULL GENERATED ALWAYS AS (record ->> '$.state') VIRTUAL,
        model TEXT NOT NULL GENERATED ALWAYS AS (record ->> '$.model') VIRTUAL,
        output TEXT GENERATED ALWAYS AS (record ->> '$.output') VIRTUAL,
        generation_id TEXT GENERATED ALWAYS AS (record ->> '$.job.id') VIRTUAL,
        credits REAL GENERATED ALWAYS AS (record ->> '$.cost.credits') VIRTUAL,
        usd REAL GENERATED ALWAYS AS (record ->> '$.cost.usd') VIRTUAL,
        -- Milliseconds since the Unix epoch.
        created_at INTEGER GENERATED ALWAYS AS
            (coalesce(record ->> '$.times.named', record ->> '$.times.submitted')) VIRTUAL,
        is_done INTEGER NOT NULL GENERATED ALWAYS AS
            (state IN ('downloaded', 'failed', 'refused') OR (state = 'completed' AND output IS NULL)) VIRTUAL
    ) STRICT;
    -- The requests as JSON. They may contain megabytes of media, and an update writes the whole row.
    CREATE TABLE bodies (
        client_request_id TEXT NOT NULL PRIMARY KEY REFERENCES jobs,
        body TEXT NOT NULL
    ) STRICT;
    -- One row with an id that no other ledger has.
    CREATE TABLE ledger (id TEXT NOT NULL) STRICT;
    INSERT INTO ledger VALUES (lower(hex(randomblob(16))));
    CREATE INDEX jobs_by_time ON jobs (created_at);
    CREATE INDEX unfinished_jobs ON jobs (created_at) WHERE NOT is_done;
    CREATE INDEX jobs_by_generation ON jobs (generation_id);
    CREATE INDEX jobs_by_output ON jobs (output);
"];

/// Whose file it is.
pub enum Origin {
    /// A ledger that this version of the crate can use after [`migrate`].
    Ledger,
    /// A ledger of a newer version of the crate, with the version of its schema.
    Newer(usize),
    /// A database of another program.
    Foreign,
}

/// Finds out whose file it is, without changing it.
pub fn origin(connection: &Connection) -> rusqlite::Result<Origin> {
    let application_id: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version = version(connection)?;
    Ok(match application_id == APPLICATION_ID {
        true if version > MIGRATIONS.len() => Origin::Newer(version),
        true => Origin::Ledger,
        false => Origin::Foreign,
    })
}

/// The newest version of the schema.
pub const VERSION: usize = MIGRATIONS.len();

fn version(connection: &Connection) -> rusqlite::Result<usize> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Brings the schema of a ledger, or of an empty database, to the newest version.
pub fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    if version(connection)? == VERSION {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have been faster.
    for (from, sql) in MIGRATIONS.iter().enumerate().skip(version(&transaction)?) {
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "user_version", from + 1)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.commit()
}
