//! Names: of request types by rule, of nested types from a table.

use std::collections::BTreeMap;

use heck::ToSnakeCase;

use super::{
    shape::{Field, Shape},
    specs::Result,
};

/// What a model id says, word by word.
#[derive(Debug)]
pub struct ModelName {
    /// `V1_6StandardTextToVideo`
    pub type_name: String,
    /// `turbo`, `omni`, `o1`, `avatar`, or `video` for the plain line.
    pub family: String,
    /// `1.6`
    pub version: Option<String>,
    /// `standard`, `pro`, `master`
    pub tier: Option<String>,
    /// `text-to-video`
    pub task: String,
}

const FAMILIES: &[&str] = &["turbo", "omni", "o1", "avatar"];
const TIERS: &[&str] = &["standard", "pro", "master"];

impl ModelName {
    /// Reads an id: the vendor segment and a leading `video-` or `kling-video-` say nothing.
    pub fn parse(id: &str) -> Self {
        let rest = id.split_once('/').map_or(id, |(_, rest)| rest);
        let rest =
            ["kling-video-", "video-"].iter().find_map(|prefix| rest.strip_prefix(prefix)).unwrap_or(rest);
        let words = words(rest);
        let find = |known: &[&str]| words.iter().find(|word| known.contains(&word.as_str())).cloned();
        let family = find(FAMILIES);
        let tier = find(TIERS);
        let version = words.iter().find_map(|word| version(word));
        let said = |word: &&String| {
            Some(*word) == family.as_ref()
                || Some(*word) == tier.as_ref()
                || version.as_deref() == self::version(word).as_deref() && version.is_some()
                || is_resolution(word)
        };
        let task: Vec<_> = words.iter().filter(|word| !said(word)).map(String::as_str).collect();
        let task = if task.is_empty() { family.clone().unwrap_or_default() } else { task.join("-") };
        Self {
            type_name: type_name(&words),
            family: family.unwrap_or_else(|| "video".into()),
            version,
            tier,
            task,
        }
    }
}

/// Splits at `/` and `-`, but keeps the two numbers of a version (`v2-6`) together.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split(['/', '-']).filter(|word| !word.is_empty()) {
        match words.last_mut() {
            Some(last) if is_major(last) && word.chars().all(|c| c.is_ascii_digit()) => {
                last.push('.');
                last.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
    }
    words
}

fn is_major(word: &str) -> bool {
    word.strip_prefix('v').is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit()))
}

fn is_resolution(word: &str) -> bool {
    word.strip_suffix('p').is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit()))
}

/// `v1.6` → `1.6`
fn version(word: &str) -> Option<String> {
    let rest = word.strip_prefix('v')?;
    let is_version = rest.starts_with(|c: char| c.is_ascii_digit())
        && rest.chars().all(|c| c.is_ascii_digit() || c == '.');
    is_version.then(|| rest.to_owned())
}

fn type_name(words: &[String]) -> String {
    let name: String = words.iter().map(|word| pascal(word)).collect();
    if name.starts_with(|c: char| c.is_ascii_digit()) { format!("Model{name}") } else { name }
}

/// `text-to-video` → `TextToVideo`, `v1.6` → `V1_6`, `let's_ride` → `LetsRide`.
pub fn pascal(text: &str) -> String {
    let text = text.replace('\'', "");
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '.')
        .map(|word| {
            let mut letters = word.chars();
            let first = letters.next().map(|c| c.to_ascii_uppercase());
            first.into_iter().chain(letters).collect::<String>().replace('.', "_")
        })
        .collect()
}

/// The identifiers of an enum's values, no two alike.
pub fn variants<T: ToString>(values: &[T], derive: impl Fn(&T) -> String) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for value in values {
        let name = derive(value);
        let taken = (2..).map(|n| format!("{name}{n}"));
        let free = [name.clone()].into_iter().chain(taken).find(|name| !names.contains(name));
        names.extend(free);
    }
    names
}

/// Text values whose own letters would make a poor name.
const VARIANTS: &[(&str, &str)] = &[("std", "Standard")];

/// `16:9` → `Landscape16x9`, `down_back` → `DownBack`.
pub fn text_variant(value: &str) -> String {
    if let Some((_, name)) = VARIANTS.iter().find(|(text, _)| *text == value) {
        return (*name).to_owned();
    }
    if let Some((width, height)) = ratio(value) {
        let shape = match width.cmp(&height) {
            std::cmp::Ordering::Greater => "Landscape",
            std::cmp::Ordering::Equal => "Square",
            std::cmp::Ordering::Less => "Portrait",
        };
        return format!("{shape}{width}x{height}");
    }
    let name = pascal(value);
    if name != "Self" && name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name
    } else {
        format!("Value{name}")
    }
}

fn ratio(value: &str) -> Option<(u32, u32)> {
    let (width, height) = value.split_once(':')?;
    Some((width.parse().ok()?, height.parse().ok()?))
}

/// `5` → `Seconds5`
pub fn integer_variant(value: i64, unit: &str) -> String {
    if value < 0 { format!("{unit}Minus{}", value.unsigned_abs()) } else { format!("{unit}{value}") }
}

/// A nested type: which shape, at which property, is called what.
pub struct TypeRow {
    /// Property names from the request inwards, `[]` for the items of a list.
    path: &'static str,
    /// Tells apart the shapes that one property has in different models.
    is: fn(&Shape) -> bool,
    name: &'static str,
    /// What an integer of this type counts; leads the names of its values.
    pub unit: &'static str,
    pub doc: &'static str,
}

const fn row(path: &'static str, is: fn(&Shape) -> bool, name: &'static str, doc: &'static str) -> TypeRow {
    TypeRow { path, is, name, unit: "Value", doc }
}

const fn seconds(
    path: &'static str,
    is: fn(&Shape) -> bool,
    name: &'static str,
    doc: &'static str,
) -> TypeRow {
    TypeRow { path, is, name, unit: "Seconds", doc }
}

fn any(_: &Shape) -> bool {
    true
}

fn is_object(shape: &Shape) -> bool {
    matches!(shape, Shape::Object(_))
}

fn is_choice(shape: &Shape) -> bool {
    matches!(shape, Shape::TextChoice(_))
}

fn has_text(shape: &Shape, text: &str) -> bool {
    matches!(shape, Shape::TextChoice(values) if values.iter().any(|value| value == text))
}

fn has_integer(shape: &Shape, integer: i64) -> bool {
    matches!(shape, Shape::IntegerChoice(values) if values.contains(&integer))
}

fn has_field(shape: &Shape, name: &str) -> bool {
    matches!(shape, Shape::Object(fields) if fields.iter().any(|field| field.name == name))
}

/// Every nested type that has a name of its own. A row that matches nothing fails the build; a
/// shape without a row is named after its first owner and listed by `tests/gaps.rs`.
const TYPES: &[TypeRow] = &[
    row("aspect_ratio", any, "AspectRatio", "Width to height of the video's frame."),
    row("ratio", any, "LegacyRatio", "Width to height of the video's frame, by the parameter's older name."),
    row(
        "type",
        |shape| has_text(shape, "text-to-video"),
        "LegacyTextToVideo",
        "The task of a text-to-video model.",
    ),
    row(
        "type",
        |shape| has_text(shape, "image-to-video"),
        "LegacyImageToVideo",
        "The task of an image-to-video model.",
    ),
    row("advanced_camera_control", any, "AdvancedCameraControl", "One camera movement and how strong it is."),
    row(
        "advanced_camera_control.movement_type",
        any,
        "CameraMovement",
        "An axis along or about which the camera moves.",
    ),
    row(
        "camera_control",
        is_object,
        "CameraControl",
        "A camera movement: a predefined one, or one put together from six axes.",
    ),
    row("camera_control", is_choice, "CameraPreset", "A predefined camera movement."),
    row("camera_control.type", any, "CameraControlType", "Which kind of movement a [`CameraControl`] makes."),
    row(
        "camera_control.config",
        any,
        "CameraControlConfig",
        "How far the camera moves along and about each axis; for the type `simple`.",
    ),
    row(
        "character_orientation",
        any,
        "CharacterOrientation",
        "Which input the character's orientation is taken from.",
    ),
    seconds(
        "duration",
        |shape| !has_integer(shape, 3),
        "FixedDuration",
        "Length of a video in seconds, for models that make a few fixed lengths.",
    ),
    seconds(
        "duration",
        |shape| has_integer(shape, 3),
        "FlexibleDuration",
        "Length of a video in seconds, for models that make any whole number of seconds within a range.",
    ),
    row("dynamic_masks[]", any, "DynamicMask", "A part of the image and the path along which it moves."),
    row(
        "dynamic_masks[].trajectories[]",
        any,
        "TrajectoryPoint",
        "A point on the path of a [`DynamicMask`].",
    ),
    row("effect_scene", any, "EffectScene", "A ready-made effect."),
    row(
        "elements[]",
        |shape| !has_field(shape, "video_url"),
        "ImageElement",
        "A character or object, shown by images.",
    ),
    row(
        "elements[]",
        |shape| has_field(shape, "video_url"),
        "Element",
        "A character or object, shown by images or by a video.",
    ),
    row("image_url", any, "EffectImages", "One image, or a list of them for effects that join several."),
    row("mode", any, "MotionControlMode", "Quality of a motion-control video."),
    row("multi_prompt[]", any, "Shot", "One shot of a video that has several."),
    seconds("multi_prompt[].duration", any, "ShotDuration", "Length of one shot in seconds."),
    row(
        "shot_type",
        |shape| !has_text(shape, "intelligence"),
        "ShotType",
        "How a video of several shots is cut.",
    ),
    row(
        "shot_type",
        |shape| has_text(shape, "intelligence"),
        "OmniShotType",
        "How a video of several shots is cut, for the Omni models.",
    ),
];

/// One shape that needs a name, and who has it.
struct Candidate {
    shape: Shape,
    /// Whether every owner has the same limits and defaults too.
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
    /// Rows that match nothing.
    pub stale: Vec<String>,
}

impl TypeNames {
    /// Names every shape of `requests` (type name and properties) that needs it.
    pub fn new<'a>(requests: impl IntoIterator<Item = (&'a str, &'a [Field])>) -> Result<Self> {
        let mut paths: BTreeMap<String, BTreeMap<String, Candidate>> = BTreeMap::new();
        for (owner, fields) in requests {
            walk(fields, "", &mut |path, shape| {
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
            names.stale.extend(claim(row, paths.get_mut(row.path)).err());
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

    /// Keeps what an owner has for which `keep` holds.
    pub fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        self.by_key.retain(|_, nested| nested.owners.iter().any(|owner| keep(owner)));
    }

    fn check(&self) -> Result<()> {
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        for nested in self.iter() {
            if let Some(other) = seen.insert(&nested.name, &nested.path) {
                return Err(format!(
                    "build/names.rs: `{other}` and `{}` both come to the type name `{}`; give one of them a row in TYPES",
                    nested.path, nested.name
                ));
            }
        }
        Ok(())
    }
}

/// Gives a row's name to the shape it describes; to the most used one where several fit.
fn claim(row: &'static TypeRow, shapes: Option<&mut BTreeMap<String, Candidate>>) -> Result<()> {
    shapes
        .into_iter()
        .flat_map(BTreeMap::values_mut)
        .filter(|candidate| candidate.name.is_none() && (row.is)(&candidate.shape))
        .min_by_key(|candidate| std::cmp::Reverse(candidate.owners.len()))
        .map(|candidate| candidate.name = Some((row.name.to_owned(), Some(row))))
        .ok_or_else(|| {
            format!(
                "build/names.rs: the row for `{}` at `{}` in TYPES matches no shape in specs/; delete or correct it",
                row.name, row.path
            )
        })
}

fn derived(owner: &str, path: &str) -> String {
    format!("{owner}{}", pascal(&path.replace('.', "_")))
}

/// Visits every shape that needs a name, outermost first.
fn walk(fields: &[Field], path: &str, visit: &mut impl FnMut(&str, &Shape)) {
    for field in fields {
        walk_shape(&field.shape, &join(path, &field.name), visit);
    }
}

fn walk_shape(shape: &Shape, path: &str, visit: &mut impl FnMut(&str, &Shape)) {
    if shape.is_named() {
        visit(path, shape);
    }
    match shape {
        Shape::Object(fields) => walk(fields, path, visit),
        Shape::List { items, .. } => walk_shape(items, &format!("{path}[]"), visit),
        Shape::AnyOf(options) => {
            options
                .iter()
                .enumerate()
                .for_each(|(at, option)| walk_shape(option, &option_path(path, at), visit));
        }
        _ => {}
    }
}

/// Path of one of several shapes that a value may have.
pub fn option_path(path: &str, at: usize) -> String {
    format!("{path}<{}>", at + 1)
}

/// Path of a property of the object at `path`.
pub fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// How the variant of a union is called that holds `shape`.
pub fn union_variant(shape: &Shape) -> &'static str {
    match shape {
        Shape::Boolean => "Boolean",
        Shape::Integer { .. } | Shape::IntegerChoice(_) => "Integer",
        Shape::Number { .. } => "Number",
        Shape::Text { .. } | Shape::TextChoice(_) => "Text",
        Shape::List { .. } => "List",
        Shape::Object(_) => "Object",
        Shape::AnyOf(_) => "Any",
        Shape::Json => "Json",
    }
}

/// The words that a field's name cannot be.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static",
    "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual",
    "where", "while", "yield",
];

/// The field of a property, as typify names it: snake case, `x` before a digit, `_` behind a keyword.
pub fn field_name(property: &str) -> String {
    let letters = property.replace('\'', "").replace(|c: char| !c.is_alphanumeric() && c != '_', "-");
    let name = letters.to_snake_case();
    let starts_well = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let name = if starts_well { name } else { format!("x{name}") };
    if KEYWORDS.contains(&name.as_str()) { format!("{name}_") } else { name }
}
