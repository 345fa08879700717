//! The name of a revision, and the commands of git.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// The name of a revision in a repository.
pub struct GitRevision {
    /// Git URL or path of the repository.
    pub repository: String,
    /// Commit, tag or branch.
    pub rev: String,
}

impl GitRevision {
    /// The commit that a branch or tag points to. Only the names of branches and tags are transferred. None if the
    /// revision is neither.
    pub fn remote_commit(&self) -> Result<Option<String>> {
        self.try_remote_commit().with_context(|| self.to_string())
    }

    fn try_remote_commit(&self) -> Result<Option<String>> {
        let is_commit_id = self.rev.len() == 40 && self.rev.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_commit_id {
            return Ok(None);
        }
        let url = remote_url(&self.repository)?;
        let listing = run(git().args(["ls-remote", "--heads", "--tags", "--", &url]).stdin(Stdio::null()))?;
        let listing = String::from_utf8_lossy(&listing);
        let refs = listing.lines().filter_map(|line| line.split_once('\t'));
        let commits = refs.map(|(commit, name)| (name, commit)).collect::<BTreeMap<_, _>>();
        // In the order of git. What an annotated tag points to has a line of its own.
        let names = ["", "refs/", "refs/tags/", "refs/heads/"].map(|prefix| format!("{prefix}{}", self.rev));
        let names = names.iter().flat_map(|name| [format!("{name}^{{}}"), name.clone()]);
        Ok(names.filter_map(|name| commits.get(name.as_str())).map(|commit| (*commit).to_owned()).next())
    }
}

impl fmt::Display for GitRevision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "revision {} of {}", self.rev, self.repository)
    }
}

/// Variables that git sets for a hook. They would redirect the commands here to the repository of the hook. The
/// list is that of `git rev-parse --local-env-vars`.
const LOCAL_ENVIRONMENT: [&str; 15] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_CONFIG",
    "GIT_CONFIG_COUNT",
    "GIT_CONFIG_PARAMETERS",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

/// Settings that must not depend on the configuration of the machine.
const SETTINGS: [&str; 5] = [
    // With version 2, blobs can be requested by id from every remote.
    "protocol.version=2",
    // In a partial repository, the commits that it has do not imply the blobs that it has.
    "fetch.negotiationAlgorithm=noop",
    // What a remote sends is kept as one pack, whose size is what was transferred.
    "fetch.unpackLimit=1",
    // A remote that sends nothing for a minute must not block the command.
    "http.lowSpeedLimit=1000",
    "http.lowSpeedTime=60",
];

/// A command of git that depends neither on a repository around it nor on the configuration of the machine.
pub fn git() -> Command {
    let mut command = Command::new("git");
    for name in LOCAL_ENVIRONMENT {
        command.env_remove(name);
    }
    command.env("LC_ALL", "C").env("GIT_TERMINAL_PROMPT", "0").env("GIT_NO_LAZY_FETCH", "1");
    for setting in SETTINGS {
        command.args(["-c", setting]);
    }
    command
}

/// Turns a path into a `file:` URL, because git ignores the filter when it fetches from a path.
pub fn remote_url(repository: &str) -> Result<String> {
    if !Path::new(repository).exists() {
        return Ok(repository.to_owned());
    }
    let path = std::path::absolute(repository)?;
    let path = path.to_str().context("its path is not UTF-8")?.replace('%', "%25");
    Ok(if cfg!(windows) { format!("file:///{}", path.replace('\\', "/")) } else { format!("file://{path}") })
}

/// Runs git and returns its output, or what it writes to standard error.
pub fn run(command: &mut Command) -> Result<Vec<u8>> {
    let output = command.output().context("cannot run git")?;
    match String::from_utf8_lossy(&output.stderr).trim() {
        _ if output.status.success() => Ok(output.stdout),
        "" => bail!("git: {}", output.status),
        stderr => bail!("git: {stderr}"),
    }
}
