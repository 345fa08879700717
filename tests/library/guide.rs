//! The table of models in the guide and in the documentation of `types` is that of the model table.

use std::{fs, path::Path};

use aimlapi_kling::{InputKind, Model};

/// The file that both include.
const FILE: &str = "src/guide/models.md";

#[test]
fn the_table_of_models_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    if std::env::var_os("UPDATE_GUIDE").is_some() {
        fs::write(&path, table()).unwrap();
    }
    assert!(
        fs::read_to_string(path).unwrap() == table(),
        "{FILE} is obsolete: run `UPDATE_GUIDE=1 cargo test --test library guide`"
    );
}

fn table() -> String {
    let mut text = "| model | type | seconds | sound | input |\n| --- | --- | --- | --- | --- |\n".to_owned();
    let mut models = Model::ALL.to_vec();
    models.sort_by_key(|model| model.task());
    for model in models {
        let inputs: Vec<_> = model.inputs().into_iter().map(InputKind::as_str).collect();
        let sound = if model.generates_sound() { "yes" } else { "" };
        let name = model.type_name();
        text += &format!(
            "| `{model}` | [`{name}`](crate::types::{name}) | {} | {sound} | {} |\n",
            seconds(model.durations()),
            inputs.join(", ")
        );
    }
    text
}

fn seconds(durations: &[i64]) -> String {
    match durations {
        [first, .., last] if *last - *first + 1 == durations.len() as i64 => format!("{first} to {last}"),
        seconds => seconds.iter().map(i64::to_string).collect::<Vec<_>>().join(", "),
    }
}
