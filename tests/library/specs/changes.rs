//! Changing any fact of any parameter changes exactly one line.

use std::collections::BTreeSet;

use aimlapi_kling::{Model, Parameter, ValueSchema};

use super::{fields, model_lines, parameter_lines};

#[test]
fn one_changed_fact_is_one_changed_line() {
    for parameter in Model::ALL.iter().flat_map(|model| model.parameters()) {
        check(parameter);
    }
}

#[test]
fn no_two_lines_of_a_model_are_the_same() {
    for model in Model::ALL {
        let lines = model_lines(*model);
        assert_eq!(lines.iter().collect::<BTreeSet<_>>().len(), lines.len(), "{model}");
    }
}

/// Checks a parameter and those within it.
fn check(parameter: &Parameter) {
    let before = parameter_lines(parameter, 1);
    for (fact, change) in FACTS {
        let mut changed = *parameter;
        change(&mut changed);
        if changed != *parameter {
            let after = parameter_lines(&changed, 1);
            assert_eq!(changed_lines(&before, &after), 1, "{fact}: {before:#?} {after:#?}");
        }
    }
    fields(&parameter.schema).into_iter().for_each(check);
}

/// How many lines there are from the first difference to the last.
fn changed_lines(before: &[String], after: &[String]) -> usize {
    let same = |(a, b): &(&String, &String)| a == b;
    let head = before.iter().zip(after).take_while(same).count();
    let tail = before[head..].iter().rev().zip(after[head..].iter().rev()).take_while(same).count();
    before.len().max(after.len()) - head - tail
}

type Change = fn(&mut Parameter);

/// A fact, and how to change it where a parameter has it.
const FACTS: &[(&str, Change)] = &[
    ("requiredness", |parameter| parameter.required ^= true),
    ("null", |parameter| parameter.nullable ^= true),
    ("deprecation", |parameter| parameter.deprecated ^= true),
    ("default", |parameter| parameter.default = Some("41")),
    ("an unsupported constraint", |parameter| parameter.unsupported_constraints = &["pattern: \"^a\""]),
    ("lower limit", |parameter| lower(&mut parameter.schema)),
    ("upper limit", |parameter| upper(&mut parameter.schema)),
    ("format", |parameter| format(&mut parameter.schema)),
    ("lower limit of an item", |parameter| item(&mut parameter.schema, lower)),
    ("upper limit of an item", |parameter| item(&mut parameter.schema, upper)),
    ("format of an item", |parameter| item(&mut parameter.schema, format)),
    ("one value more", |parameter| more(&mut parameter.schema)),
    ("one value less", |parameter| less(&mut parameter.schema)),
    ("integers to texts", |parameter| texts(&mut parameter.schema)),
];

fn lower(schema: &mut ValueSchema) {
    match schema {
        ValueSchema::Integer { minimum, .. } => *minimum = Some(-41),
        ValueSchema::Number { minimum, .. } => *minimum = Some(-4.1),
        ValueSchema::Text { min_length: low, .. } | ValueSchema::List { min_items: low, .. } => {
            *low = Some(41);
        }
        _ => {}
    }
}

fn upper(schema: &mut ValueSchema) {
    match schema {
        ValueSchema::Integer { maximum, .. } => *maximum = Some(41),
        ValueSchema::Number { maximum, .. } => *maximum = Some(4.1),
        ValueSchema::Text { max_length: high, .. } | ValueSchema::List { max_items: high, .. } => {
            *high = Some(41);
        }
        _ => {}
    }
}

fn format(schema: &mut ValueSchema) {
    if let ValueSchema::Text { format, .. } = schema {
        *format = Some("date");
    }
}

fn item(schema: &mut ValueSchema, change: fn(&mut ValueSchema)) {
    if let ValueSchema::List { items, .. } = schema {
        let mut item = **items;
        change(&mut item);
        *items = Box::leak(Box::new(item));
    }
}

fn more(schema: &mut ValueSchema) {
    match schema {
        ValueSchema::TextChoice(values) => *values = [*values, &["another"]].concat().leak(),
        ValueSchema::IntegerChoice(values) => *values = [*values, &[41]].concat().leak(),
        _ => {}
    }
}

fn less(schema: &mut ValueSchema) {
    match schema {
        ValueSchema::TextChoice(values) => *values = &values[1..],
        ValueSchema::IntegerChoice(values) => *values = &values[1..],
        _ => {}
    }
}

fn texts(schema: &mut ValueSchema) {
    if let ValueSchema::IntegerChoice(values) = schema {
        let texts = values.iter().map(|value| &*value.to_string().leak());
        *schema = ValueSchema::TextChoice(texts.collect::<Vec<_>>().leak());
    }
}
