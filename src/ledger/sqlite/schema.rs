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
    take_steps(connection, MIGRATIONS)
}

/// Takes the steps that the database has not taken yet: all of them, or none.
fn take_steps(connection: &mut Connection, steps: &[&str]) -> rusqlite::Result<()> {
    if version(connection)? == steps.len() {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have been faster.
    for (from, sql) in steps.iter().enumerate().skip(version(&transaction)?) {
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "user_version", from + 1)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.commit()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEXT: &str =
        "ALTER TABLE jobs ADD COLUMN note TEXT; UPDATE jobs SET note = 'of ' || client_request_id";

    fn database(steps: &[&str]) -> Connection {
        let mut connection = Connection::open_in_memory().unwrap();
        take_steps(&mut connection, steps).unwrap();
        connection
    }

    fn with_records() -> Connection {
        let connection = database(MIGRATIONS);
        for id in ["a", "b"] {
            let record = r#"{"revision":1,"state":"named","model":"m"}"#;
            connection
                .execute("INSERT INTO jobs (client_request_id, record) VALUES (?, ?)", [id, record])
                .unwrap();
            connection.execute("INSERT INTO bodies VALUES (?, '{}')", [id]).unwrap();
        }
        connection
    }

    fn text(connection: &Connection, sql: &str) -> String {
        connection.query_row(sql, [], |row| row.get(0)).unwrap()
    }

    fn schema(connection: &Connection) -> String {
        text(connection, "SELECT group_concat(sql, ';') FROM sqlite_schema ORDER BY name")
    }

    #[test]
    fn an_older_schema_takes_the_steps_that_it_has_not_taken_and_keeps_its_records() {
        let mut connection = with_records();
        let records = "SELECT group_concat(client_request_id || record, ';') FROM jobs";
        let before = text(&connection, records);
        let steps = [MIGRATIONS, &[NEXT]].concat();
        take_steps(&mut connection, &steps).unwrap();
        assert_eq!(version(&connection).unwrap(), steps.len());
        assert_eq!(text(&connection, records), before);
        assert_eq!(text(&connection, "SELECT group_concat(note) FROM jobs"), "of a,of b");
        assert_eq!(schema(&connection), schema(&database(&steps)));
        // A second time there is nothing to do.
        take_steps(&mut connection, &steps).unwrap();
        assert_eq!(version(&connection).unwrap(), steps.len());
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        let mut connection = with_records();
        let (before, steps) =
            (schema(&connection), [MIGRATIONS, &[NEXT, "UPDATE jobs SET missing = 1"]].concat());
        let error = take_steps(&mut connection, &steps).unwrap_err();
        assert!(error.to_string().starts_with("no such column: missing"), "{error}");
        assert_eq!((version(&connection).unwrap(), schema(&connection)), (VERSION, before));
        assert_eq!(text(&connection, "SELECT group_concat(client_request_id) FROM jobs"), "a,b");
    }
}
