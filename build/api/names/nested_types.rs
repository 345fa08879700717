//! Names of nested types: from the table, else derived.

use std::collections::BTreeMap;

use crate::build::{
    Result,
    api::names::{
        identifiers::pascal,
        type_table::{TYPES, TypeRow},
    },
    read::{
        shape::{Field, Shape},
        walk::walk,
    },
};

/// A shape that needs a name, and the request types that have it.
struct Candidate {
    shape: Shape,
    /// Whether every owner has the same limits and defaults, too.
    uniform: bool,
    owners: Vec<String>,
    name: Option<(String, Option<&'static TypeRow>)>,
}

/// A named nested type.
pub struct NestedType {
    pub name: String,
    pub path: String,
    pub shape: Shape,
    /// Whether every model has the same limits and defaults in it.
    pub uniform: bool,
    /// The request types that have it.
    owners: Vec<String>,
    pub row: Option<&'static TypeRow>,
}

/// The names of all nested types, by path and shape.
#[derive(Default)]
pub struct TypeNames {
    by_key: BTreeMap<(String, String), NestedType>,
    /// A line for each row of the table that matches nothing.
    pub obsolete: Vec<String>,
}

impl TypeNames {
    /// Names every shape of `requests` (type name and properties) that needs it.
    pub fn new<'a>(requests: impl IntoIterator<Item = (&'a str, &'a [Field])>) -> Result<Self> {
        let mut paths: BTreeMap<String, BTreeMap<String, Candidate>> = BTreeMap::new();
        for (owner, fields) in requests {
            walk(fields, "", &mut |path, shape, _| {
                if !shape.is_named() {
                    return;
                }
                let shapes = paths.entry(path.to_owned()).or_default();
                let candidate = shapes.entry(shape.type_key()).or_insert_with(|| Candidate {
                    shape: shape.clone(),
                    uniform: true,
                    owners: Vec::new(),
                    name: None,
                });
                candidate.uniform &= candidate.shape == *shape;
                candidate.owners.push(owner.to_owned());
            });
        }
        let mut names = Self::default();
        for row in TYPES {
            names.obsolete.extend(claim(row, paths.get_mut(row.path)).err());
        }
        for (path, shapes) in paths {
            for (key, candidate) in shapes {
                let (name, row) =
                    candidate.name.unwrap_or_else(|| (derived(&candidate.owners[0], &path), None));
                let Candidate { shape, uniform, owners, .. } = candidate;
                let nested = NestedType { name, path: path.clone(), shape, uniform, owners, row };
                names.by_key.insert((path.clone(), key), nested);
            }
        }
        names.check()?;
        Ok(names)
    }

    pub fn get(&self, path: &str, shape: &Shape) -> &NestedType {
        &self.by_key[&(path.to_owned(), shape.type_key())]
    }

    pub fn iter(&self) -> impl Iterator<Item = &NestedType> {
        self.by_key.values()
    }

    /// Keeps the types of the request types for which `keep` holds.
    pub fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        self.by_key.retain(|_, nested| nested.owners.iter().any(|owner| keep(owner)));
    }

    fn check(&self) -> Result<()> {
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        for nested in self.iter() {
            if let Some(other) = seen.insert(&nested.name, &nested.path) {
                return Err(format!(
                    "build/api/names/type_table.rs: `{other}` and `{}` both get the type name `{}`; give one of them another row in TYPES",
                    nested.path, nested.name
                ));
            }
        }
        Ok(())
    }
}

/// Uses the name of a row for the shape that it describes, or for the most frequent one if there are several.
fn claim(row: &'static TypeRow, shapes: Option<&mut BTreeMap<String, Candidate>>) -> Result<()> {
    shapes
        .into_iter()
        .flat_map(BTreeMap::values_mut)
        .filter(|candidate| candidate.name.is_none() && (row.is)(&candidate.shape))
        .min_by_key(|candidate| std::cmp::Reverse(candidate.owners.len()))
        .map(|candidate| candidate.name = Some((row.name.to_owned(), Some(row))))
        .ok_or_else(|| {
            format!(
                "build/api/names/type_table.rs: the row for `{}` at `{}` in TYPES matches no shape in specs/; delete or correct it",
                row.name, row.path
            )
        })
}

fn derived(owner: &str, path: &str) -> String {
    format!("{owner}{}", pascal(&path.replace('.', "_")))
}
