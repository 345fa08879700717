//! Bodies for a schema: a valid one, values just within and just out of its limits, and combinations of them.

use serde_json::{Map, Value, json};

use crate::support::random::Random;

/// Bodies, the same in every run.
pub fn bodies(schema: &Value, model: &str) -> Vec<Value> {
    let mut valid = sample(schema);
    valid["model"] = model.into();
    let mut changes = Vec::new();
    each_place(schema, "", &mut |place, schema| {
        changes.extend(variations(schema).into_iter().map(|value| (place.to_owned(), Some(value))));
        changes.push((place.to_owned(), None));
        changes.push((format!("{place}/unlisted"), Some(json!(1))));
    });
    changes.push(("/model".to_owned(), Some(json!("kling-video/v9"))));
    let mut bodies: Vec<_> = changes.iter().map(|change| changed(&valid, [change])).collect();
    bodies.extend([
        json!(null),
        json!([]),
        json!("text"),
        json!({}),
        json!({ "model": model }),
        valid.clone(),
    ]);
    // Several changes at once, until there are enough.
    let mut random = Random(model.len() as u64);
    while bodies.len() < 700 {
        let some: Vec<_> = (0..random.below(5)).map(|_| &changes[random.below(changes.len())]).collect();
        bodies.push(changed(&valid, some));
    }
    bodies
}

/// A value that the schema accepts, with everything that it knows.
fn sample(schema: &Value) -> Value {
    if let Some(options) = schema["anyOf"].as_array() {
        return sample(&options[0]);
    }
    if let Some(values) = schema["enum"].as_array() {
        return values[0].clone();
    }
    match schema["type"].as_str() {
        Some("boolean") => json!(false),
        Some("integer") => json!(schema["minimum"].as_i64().unwrap_or(1)),
        Some("number") => json!(schema["minimum"].as_f64().unwrap_or(0.5)),
        Some("string") => json!("https://example.com/a.png"),
        Some("array") => {
            (0..schema["minItems"].as_u64().unwrap_or(1)).map(|_| sample(&schema["items"])).collect()
        }
        _ => properties(schema).map(|(name, schema)| (name.clone(), sample(schema))).collect(),
    }
}

fn properties(schema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    schema["properties"].as_object().into_iter().flatten()
}

/// Visits every place of the sample, by JSON pointer, and its schema.
fn each_place(schema: &Value, place: &str, visit: &mut impl FnMut(&str, &Value)) {
    if !place.is_empty() {
        visit(place, schema);
    }
    if let Some(option) = schema["anyOf"].get(0) {
        each_place(option, place, visit);
    }
    if schema["items"].is_object() {
        each_place(&schema["items"], &format!("{place}/0"), visit);
    }
    for (name, schema) in properties(schema) {
        each_place(schema, &format!("{place}/{name}"), visit);
    }
}

/// Values of every type, and those at the limits of the schema.
fn variations(schema: &Value) -> Vec<Value> {
    let mut values = vec![
        json!(null),
        json!(true),
        json!(5),
        json!(5.0),
        json!(5.5),
        json!(-1),
        json!(1e300),
        json!(16),
        json!("5"),
        json!(""),
        json!([]),
        json!({}),
        json!([null]),
        json!(["https://example.com/a"]),
        json!(["https://example.com/a", "https://example.com/b"]),
        json!({ "unlisted": 1 }),
    ];
    values.extend(URIS.iter().map(|text| json!(text)));
    values.extend(["KLING", "fal", "nobody", "hug", "squish"].map(Value::from));
    values.extend(schema["enum"].as_array().into_iter().flatten().take(20).cloned());
    for limit in ["minimum", "maximum"].iter().filter_map(|name| schema[*name].as_f64()) {
        values.extend([limit, limit - 0.001, limit + 0.001, limit - 1.0, limit + 1.0].map(Value::from));
        values.extend([limit as i64, limit as i64 - 1, limit as i64 + 1].map(Value::from));
    }
    if let Some(longest) = schema["maxLength"].as_u64() {
        let text = |letter: &str, count| json!(letter.repeat(count as usize));
        values.extend([
            text("a", longest),
            text("a", longest + 1),
            text("é", longest),
            text("é", longest + 1),
        ]);
        values.extend([text("\u{1f3ac}", longest), text("\u{1f3ac}", longest + 1)]);
    }
    for count in ["minItems", "maxItems"].iter().filter_map(|name| schema[*name].as_u64()) {
        let item = sample(&schema["items"]);
        values.extend(
            [count.saturating_sub(1), count, count + 1]
                .map(|count| Value::from(vec![item.clone(); count as usize])),
        );
    }
    values
}

/// URIs of every form, valid and invalid.
const URIS: &[&str] = &[
    "not a url",
    "https://example.com",
    "HTTPS://EXAMPLE.COM/A",
    "http://example.com:8080/a?b=c#d",
    "http://a b/",
    "https://example.com/é",
    "https://example.com/%C3%A9",
    "https://example.com/%zz",
    "https://example.com/%2",
    "https://[::1]:80/a",
    "https://[::1/a",
    "https://[zz]/a",
    "https://user:word@example.com/a",
    "ftp://example.com/a",
    "mailto:a@example.com",
    "data:image/png;base64,AA==",
    "data:image/png;base64,A A",
    "data:,a",
    "data:",
    "a/b.png",
    "/a/b.png",
    "//example.com/a",
    "https:",
    "https://",
    "https:///a",
    "1https://example.com",
    "ht tps://example.com",
    "https://example.com/<a>",
    "https://example.com/\"a\"",
    "https://example.com/a|b",
    "https://example.com/[a]",
    "https://example.com/a#b#c",
    "https://example.com:port/a",
    "https://example.com/\\a",
    "urn:uuid:0",
    "a:b",
    ":a",
    "https://example.com/a?b[c]=d",
    "https://example.com/{a}",
    "https://exa_mple.com/a",
    "https://example.com:/a",
    "file:///a",
    "https://example.com/a^b",
    "https://example.com/`a`",
    "\u{1f3ac}",
];

/// The body with other values at some places; without a value the place is removed.
fn changed<'a>(body: &Value, changes: impl IntoIterator<Item = &'a (String, Option<Value>)>) -> Value {
    let mut body = body.clone();
    for (place, value) in changes {
        let (parent, name) = place.rsplit_once('/').unwrap();
        match (body.pointer_mut(parent), value) {
            (Some(Value::Object(object)), Some(value)) => drop(object.insert(name.to_owned(), value.clone())),
            (Some(Value::Object(object)), None) => drop(Map::remove(object, name)),
            (Some(Value::Array(items)), Some(value)) if !items.is_empty() => items[0] = value.clone(),
            (Some(Value::Array(items)), None) if !items.is_empty() => drop(items.remove(0)),
            // An earlier change has removed the place.
            _ => {}
        }
    }
    body
}
