//! The database of a test.

use std::{env, path::Path, process::Command};

use kling_worker::queue;
use sqlx::{PgPool, postgres::PgPoolOptions};
use tokio::sync::{Mutex, MutexGuard};

/// A fresh database with the tables of the worker. Some tests restart PostgreSQL, so there is one at a time.
pub struct Database {
    pub url: String,
    pub pool: PgPool,
    cluster: String,
    _only_one: MutexGuard<'static, ()>,
}

impl Database {
    pub async fn create(name: &str) -> Self {
        static ONLY_ONE: Mutex<()> = Mutex::const_new(());
        let only_one = ONLY_ONE.lock().await;
        let cluster =
            env::var("WORKER_TEST_CLUSTER").expect("run the tests with `./with-postgres cargo test`");
        let url = |name: &str| format!("postgres://postgres@localhost/{name}?host={cluster}");
        let postgres = PgPoolOptions::new().max_connections(1).connect(&url("postgres")).await.unwrap();
        // Those of earlier tests have thousands of files, which PostgreSQL synchronizes when it restarts.
        let sql = "SELECT datname FROM pg_database WHERE NOT datistemplate AND datname <> 'postgres'";
        let earlier: Vec<String> = sqlx::query_scalar(sql).fetch_all(&postgres).await.unwrap();
        for earlier in earlier {
            sqlx::raw_sql(&format!("DROP DATABASE {earlier} WITH (FORCE)")).execute(&postgres).await.unwrap();
        }
        sqlx::raw_sql(&format!("CREATE DATABASE {name}")).execute(&postgres).await.unwrap();
        postgres.close().await;
        let pool = PgPoolOptions::new().max_connections(20).connect(&url(name)).await.unwrap();
        queue::migrate(&pool).await.unwrap();
        Self { url: url(name), pool, cluster, _only_one: only_one }
    }

    /// Restarts PostgreSQL as after a crash.
    pub async fn restart(&self) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("cluster");
        let cluster = self.cluster.clone();
        let status = tokio::task::spawn_blocking(move || {
            Command::new(script).args(["restart", &cluster]).status().expect("the script runs")
        });
        assert!(status.await.unwrap().success(), "PostgreSQL did not restart");
    }

    /// A number that a query counts, or `None` while PostgreSQL restarts.
    pub async fn try_count(&self, sql: &str) -> Option<i64> {
        sqlx::query_scalar(sql).fetch_one(&self.pool).await.ok()
    }

    pub async fn count(&self, sql: &str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.pool).await.unwrap()
    }

    /// The number of jobs that are done.
    pub async fn done(&self) -> Option<i64> {
        self.try_count("SELECT count(*) FROM video_jobs WHERE is_done").await
    }
}
