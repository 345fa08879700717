//! Fetches single files of one revision from a git repository, local or remote, without a clone and without a
//! checkout. Upstream has folders that differ only by case, which cannot be checked out on every file system.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fmt;
use std::io::{Seek, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::str;

use anyhow::{Context, Result, bail, ensure};
use tempfile::TempDir;

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

/// An entry of a revision's tree.
pub struct Entry {
    /// Path from the root of the tree.
    pub path: Vec<u8>,
    /// Kind of the entry.
    pub kind: EntryKind,
    /// Id of its object.
    pub id: String,
}

/// The kind of an entry.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// A regular file.
    File,
    /// A symbolic link.
    Symlink,
    /// A submodule.
    Submodule,
}

/// A revision whose trees have been fetched. Blobs are fetched on demand.
pub struct FetchedRevision {
    local: TempDir,
    /// Full id of the commit.
    pub commit: String,
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

/// The arguments that both fetches have in common.
const FETCH: [&str; 6] = [
    "fetch",
    "--quiet",
    "--filter=blob:none",
    "--no-tags",
    "--recurse-submodules=no",
    "--no-auto-maintenance",
];

/// Settings that must not depend on the configuration of the machine.
const SETTINGS: [&str; 4] = [
    // With version 2, blobs can be requested by id from every remote.
    "protocol.version=2",
    // In a partial repository, the commits that it has do not imply the blobs that it has.
    "fetch.negotiationAlgorithm=noop",
    // A remote that sends nothing for a minute must not block the command.
    "http.lowSpeedLimit=1000",
    "http.lowSpeedTime=60",
];

impl FetchedRevision {
    /// Fetches the commit and its trees, but no blob, into a temporary bare repository.
    pub fn fetch(revision: &GitRevision) -> Result<Self> {
        let local = tempfile::Builder::new().prefix("sync-specs-").tempdir()?;
        let mut fetched = Self { local, commit: String::new() };
        // Without a template, hooks and attributes of the machine do not apply.
        fetched.git(["init", "--quiet", "--bare", "--template=", "--object-format=sha1"])?;
        fetched.git(["config", "remote.origin.url", &remote_url(&revision.repository)?])?;
        fetched.git(FETCH.iter().chain(&["--depth=1", "--", "origin", &revision.rev]))?;
        let commit = fetched
            .git(["rev-parse", "--verify", "--quiet", "FETCH_HEAD^{commit}"])
            .context("not a commit")?;
        fetched.commit = str::from_utf8(&commit)?.trim_end().to_owned();
        Ok(fetched)
    }

    /// Lists the files, in the order of the tree.
    pub fn list(&self) -> Result<Vec<Entry>> {
        let listing = self.git(["ls-tree", "-r", "-z", "--full-tree", &self.commit])?;
        listing.split(|byte| *byte == 0).filter(|line| !line.is_empty()).map(parse_entry).collect()
    }

    /// The contents of blobs, in the order of `ids`. Those that are missing locally are fetched at once.
    pub fn blobs(&self, ids: &[&str]) -> Result<Vec<Vec<u8>>> {
        self.fetch_blobs(&self.missing(ids)?)?;
        let output = self.git_with_input(["cat-file", "--batch"], ids)?;
        let mut rest = output.as_slice();
        ids.iter().map(|id| next_blob(&mut rest).with_context(|| format!("blob {id}"))).collect()
    }

    /// The ids that are missing locally. These are all of them, unless the remote ignored the filter.
    fn missing<'a>(&self, ids: &[&'a str]) -> Result<Vec<&'a str>> {
        let output = self.git_with_input(["cat-file", "--batch-check=%(objecttype)"], ids)?;
        let lines = str::from_utf8(&output)?.lines();
        Ok(ids.iter().zip(lines).filter(|(_, line)| line.ends_with(" missing")).map(|(id, _)| *id).collect())
    }

    /// Fetches blobs by id, the way git itself does for a partial clone.
    fn fetch_blobs(&self, ids: &[&str]) -> Result<()> {
        if ids.is_empty() {
            return Ok(());
        }
        self.git_with_input(FETCH.iter().chain(&["--no-write-fetch-head", "--stdin", "origin"]), ids)
            .map(drop)
    }

    fn git(&self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Result<Vec<u8>> {
        run(self.command().args(args).stdin(Stdio::null()))
    }

    /// Runs git with the ids as its input, one per line. The input is a file, because a pipe would have to be
    /// written while the output is read.
    fn git_with_input(
        &self,
        args: impl IntoIterator<Item = impl AsRef<OsStr>>,
        ids: &[&str],
    ) -> Result<Vec<u8>> {
        let mut input = tempfile::tempfile()?;
        ids.iter().try_for_each(|id| writeln!(input, "{id}"))?;
        input.rewind()?;
        run(self.command().args(args).stdin(Stdio::from(input)))
    }

    fn command(&self) -> Command {
        let mut command = git();
        command.arg("--git-dir").arg(self.local.path());
        command
    }
}

/// A command of git that depends neither on a repository around it nor on the configuration of the machine.
fn git() -> Command {
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
fn remote_url(repository: &str) -> Result<String> {
    if !Path::new(repository).exists() {
        return Ok(repository.to_owned());
    }
    let path = std::path::absolute(repository)?;
    let path = path.to_str().context("its path is not UTF-8")?.replace('%', "%25");
    Ok(if cfg!(windows) { format!("file:///{}", path.replace('\\', "/")) } else { format!("file://{path}") })
}

fn run(command: &mut Command) -> Result<Vec<u8>> {
    let output = command.output().context("cannot run git")?;
    match String::from_utf8_lossy(&output.stderr).trim() {
        _ if output.status.success() => Ok(output.stdout),
        "" => bail!("git: {}", output.status),
        stderr => bail!("git: {stderr}"),
    }
}

/// Parses one entry of `ls-tree -z`: `<mode> <type> <id>\t<path>`.
fn parse_entry(line: &[u8]) -> Result<Entry> {
    let malformed = || format!("malformed line of git ls-tree: {}", String::from_utf8_lossy(line));
    let tab = line.iter().position(|byte| *byte == b'\t').with_context(malformed)?;
    let head = str::from_utf8(&line[..tab])?;
    let [mode, _, id] = head.split(' ').collect::<Vec<_>>()[..] else { bail!(malformed()) };
    let kind = match mode {
        "120000" => EntryKind::Symlink,
        "160000" => EntryKind::Submodule,
        _ => EntryKind::File,
    };
    Ok(Entry { path: line[tab + 1..].to_vec(), kind, id: id.to_owned() })
}

/// Takes one blob from the output of `cat-file --batch`: `<id> blob <size>\n<contents>\n`.
fn next_blob(rest: &mut &[u8]) -> Result<Vec<u8>> {
    let end = rest.iter().position(|byte| *byte == b'\n').context("git cat-file ended early")?;
    let header = str::from_utf8(&rest[..end])?;
    let size = header.split_once(" blob ").and_then(|(_, size)| size.parse::<usize>().ok());
    let size = size.with_context(|| format!("malformed line of git cat-file: {header}"))?;
    let contents = end + 1..end + 1 + size;
    ensure!(rest.len() > contents.end, "git cat-file ended early");
    let blob = rest[contents.clone()].to_vec();
    *rest = &rest[contents.end + 1..];
    Ok(blob)
}
