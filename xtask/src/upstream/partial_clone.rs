//! A temporary repository with a part of another one: commits, trees and single files are fetched on demand, without a
//! checkout. Upstream has folders that differ only by case, which cannot be checked out on every file system.

use std::cell::Cell;
use std::ffi::OsStr;
use std::io::{Seek, Write};
use std::process::{Command, Stdio};
use std::str;

use anyhow::{Context, Result, bail, ensure};
use tempfile::TempDir;

use super::git::{git, remote_url, run};
use crate::vendored::folder;

/// An entry of a tree.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Entry {
    /// Path from the root of the tree.
    pub path: Vec<u8>,
    /// Kind of the entry.
    pub kind: EntryKind,
    /// Id of its object.
    pub id: String,
}

/// The kind of an entry.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// A regular file.
    File,
    /// A symbolic link.
    Symlink,
    /// A submodule.
    Submodule,
    /// A tree.
    Tree,
}

/// A commit, of which nothing else may be there.
pub struct Commit {
    /// Its id.
    pub id: String,
    /// Id of its tree.
    pub tree: String,
}

/// A bare repository in a temporary folder.
pub struct PartialClone {
    local: TempDir,
    repository: String,
    /// Whether the remote has sent what was excluded.
    ignores_filters: Cell<bool>,
}

/// The arguments that all fetches have in common.
const FETCH: [&str; 5] =
    ["fetch", "--quiet", "--no-tags", "--recurse-submodules=no", "--no-auto-maintenance"];

const COMMITS_ONLY: &str = "--filter=tree:0";
const WITHOUT_BLOBS: &str = "--filter=blob:none";

impl PartialClone {
    /// An empty one of `repository`, a git URL or a path.
    pub fn of(repository: &str) -> Result<Self> {
        let local = tempfile::Builder::new().prefix("sync-specs-").tempdir()?;
        let clone = Self { local, repository: repository.to_owned(), ignores_filters: Cell::new(false) };
        // Without a template, hooks and attributes of the machine do not apply.
        clone.git(["init", "--quiet", "--bare", "--template=", "--object-format=sha1"])?;
        clone.git(["config", "remote.origin.url", &remote_url(repository)?])?;
        Ok(clone)
    }

    /// Fetches two commits without their trees.
    pub fn commits(&self, revs: [&str; 2]) -> Result<[Commit; 2]> {
        let names = ["refs/old", "refs/new"];
        let [old, new] = [0, 1].map(|index| format!("{}:{}", revs[index], names[index]));
        self.git(FETCH.iter().chain(&[COMMITS_ONLY, "--depth=1", "--", "origin", &old, &new]))?;
        let [old, new] = names.map(|name| self.commit(name));
        let (old, new) = (old?, new?);
        self.check_excluded(&[&old.tree, &new.tree])?;
        Ok([old, new])
    }

    fn commit(&self, name: &str) -> Result<Commit> {
        let line = self.git(["log", "--no-walk", "--format=%H %T", name])?;
        let ids = str::from_utf8(&line)?.trim_end().split_once(' ');
        let (id, tree) = ids.context("malformed line of git log")?;
        Ok(Commit { id: id.to_owned(), tree: tree.to_owned() })
    }

    /// Fetches a commit with its trees, but no blob, and returns its id.
    pub fn commit_with_trees(&self, rev: &str) -> Result<String> {
        self.git(FETCH.iter().chain(&[WITHOUT_BLOBS, "--depth=1", "--", "origin", rev]))?;
        let commit = self.git(["rev-parse", "--verify", "--quiet", "FETCH_HEAD^{commit}"]);
        Ok(str::from_utf8(&commit.context("not a commit")?)?.trim_end().to_owned())
    }

    /// Fetches the trees of a commit that is there, unless they are there, too.
    pub fn complete(&self, commit: &str) -> Result<()> {
        if !self.ignores_filters.get() {
            self.commit_with_trees(commit)?;
        }
        Ok(())
    }

    /// Lists the files of a commit whose trees are there, in the order of the tree.
    pub fn list(&self, commit: &str) -> Result<Vec<Entry>> {
        parse_entries(&self.git(["ls-tree", "-r", "-z", "--full-tree", commit])?)
    }

    /// Fetches trees without what they contain, unless they are there.
    pub fn fetch_trees(&self, ids: &[&str]) -> Result<()> {
        self.fetch(&self.missing(ids)?, COMMITS_ONLY)
    }

    /// The entries of a tree that is there, with their names as paths.
    pub fn entries(&self, tree: &str) -> Result<Vec<Entry>> {
        parse_entries(&self.git(["ls-tree", "-z", "--full-tree", tree])?)
    }

    /// The contents of blobs, in the order of `ids`. Those that are missing are fetched at once.
    pub fn blobs(&self, ids: &[&str]) -> Result<Vec<Vec<u8>>> {
        self.check_excluded(ids)?;
        self.fetch(&self.missing(ids)?, WITHOUT_BLOBS)?;
        let output = self.git_with_input(["cat-file", "--batch"], ids)?;
        let mut rest = output.as_slice();
        ids.iter().map(|id| next_blob(&mut rest).with_context(|| format!("blob {id}"))).collect()
    }

    /// Warns, once, that the remote ignores filters if any of the objects is there that were excluded.
    fn check_excluded(&self, excluded: &[&str]) -> Result<()> {
        if self.ignores_filters.get() || self.missing(excluded)?.len() == excluded.len() {
            return Ok(());
        }
        self.ignores_filters.set(true);
        let objects = folder::load(&self.local.path().join("objects"))?;
        let packs = objects.iter().filter(|(name, _)| name.ends_with(".pack"));
        let bytes = packs.map(|(_, pack)| pack.len()).sum::<usize>();
        let repository = &self.repository;
        eprintln!(
            "warning: {repository} ignores filters: it has sent everything in one response of {bytes} bytes"
        );
        Ok(())
    }

    /// The ids of objects that are not there.
    fn missing<'a>(&self, ids: &[&'a str]) -> Result<Vec<&'a str>> {
        let output = self.git_with_input(["cat-file", "--batch-check=%(objecttype)"], ids)?;
        let lines = str::from_utf8(&output)?.lines();
        Ok(ids.iter().zip(lines).filter(|(_, line)| line.ends_with(" missing")).map(|(id, _)| *id).collect())
    }

    /// Fetches objects by id, the way git itself does for a partial clone. What they refer to is excluded by `filter`.
    fn fetch(&self, ids: &[&str], filter: &str) -> Result<()> {
        if ids.is_empty() {
            return Ok(());
        }
        self.git_with_input(FETCH.iter().chain(&[filter, "--no-write-fetch-head", "--stdin", "origin"]), ids)
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

fn parse_entries(listing: &[u8]) -> Result<Vec<Entry>> {
    listing.split(|byte| *byte == 0).filter(|line| !line.is_empty()).map(parse_entry).collect()
}

/// Parses one entry of `ls-tree -z`: `<mode> <type> <id>\t<path>`.
fn parse_entry(line: &[u8]) -> Result<Entry> {
    let malformed = || format!("malformed line of git ls-tree: {}", String::from_utf8_lossy(line));
    let tab = line.iter().position(|byte| *byte == b'\t').with_context(malformed)?;
    let head = str::from_utf8(&line[..tab])?;
    let [mode, _, id] = head.split(' ').collect::<Vec<_>>()[..] else { bail!(malformed()) };
    let kind = match mode {
        "040000" => EntryKind::Tree,
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
