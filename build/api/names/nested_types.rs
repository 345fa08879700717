//! Names of nested types: from the table, else derived.

use std::collections::BTreeMap;

use crate::build::{
    Result,
    api::{
        Model,
        names::{
            identifiers::pascal,
            type_table::{TYPES, TypeRow, row_around},
        },
    },
    read::{shape::Shape, walk::walk},
};

/// A shape that needs a name, and the models that have it.
struct Candidate<'a> {
    shape: Shape,
    /// Whether every owner has the same limits and defaults, too.
    uniform: bool,
    owners: Vec<&'a Model>,
    name: Option<(String, Option<&'static TypeRow>)>,
}

/// A named nested type.
pub struct NestedType {
    pub name: String,
    pub path: String,
    pub shape: Shape,
    /// Whether every model has the same limits and defaults in it.
    pub uniform: bool,
    /// Whether only models at the legacy endpoint have it.
    pub is_legacy: bool,
    pub row: Option<&'static TypeRow>,
    /// Whether the name is that of the first model that has the type, which another model can change.
    pub is_named_after_model: bool,
}

/// The names of all nested types, by path and shape.
#[derive(Default)]
pub struct TypeNames {
    by_key: BTreeMap<(String, String), NestedType>,
    /// A line for each row of the table that matches nothing.
    pub obsolete: Vec<String>,
}

impl TypeNames {
    /// Names every shape of `models` that needs it.
    pub fn new(models: &[Model]) -> Result<Self> {
        let mut paths: BTreeMap<String, BTreeMap<String, Candidate<'_>>> = BTreeMap::new();
        for model in models {
            walk(&model.fields, "", &mut |path, shape, _| {
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
                candidate.owners.push(model);
            });
        }
        let mut names = Self::default();
        for row in TYPES {
            names.obsolete.extend(claim(row, paths.get_mut(row.path)).err());
        }
        for (path, shapes) in paths {
            for (key, candidate) in shapes {
                let Candidate { shape, uniform, owners, name } = candidate;
                let (name, row) = name.unwrap_or_else(|| (derived(owners[0], &path), None));
                let is_legacy = owners.iter().all(|model| model.is_legacy);
                let is_named_after_model = row.is_none() && row_around(&path).is_none();
                let path = path.clone();
                let nested = NestedType { name, path, shape, uniform, is_legacy, row, is_named_after_model };
                names.by_key.insert((nested.path.clone(), key), nested);
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
fn claim(row: &'static TypeRow, shapes: Option<&mut BTreeMap<String, Candidate<'_>>>) -> Result<()> {
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

fn derived(owner: &Model, path: &str) -> String {
    let (name, rest) = match row_around(path) {
        Some(row) => (row.name, &path[row.path.len()..]),
        None => (owner.name.type_name.as_str(), path),
    };
    format!("{name}{}", pascal(&rest.replace('.', "_")))
}
