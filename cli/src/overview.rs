//! The help of the command itself: its subcommands, in groups.

use clap::{Command, builder::StyledStr};

/// The subcommands by what they are for. The last group also has the subcommands that no group lists.
const GROUPS: [(&str, &[&str]); 4] = [
    ("Make videos", &["generate", "batch", "submit"]),
    ("Jobs", &["jobs", "status", "wait", "download", "resume", "recover", "find"]),
    ("Models", &["models", "schema"]),
    ("Other", &[]),
];

/// Sets the help of the command.
pub fn with_groups(command: Command) -> Command {
    let template = format!(
        "{{about}}\n\n{{usage-heading}} {{usage}}\n\n{}\n{{options}}{{after-help}}",
        groups(&command)
    );
    command.help_template(template).after_help("`kling <COMMAND> --help` explains a command.")
}

/// Each group, as `clap` prints a list of subcommands. The names are padded, so that the groups are aligned.
fn groups(command: &Command) -> String {
    let is_listed = |name: &str| GROUPS.iter().any(|(_, names)| names.contains(&name));
    let width = command.get_subcommands().map(|subcommand| subcommand.get_name().len()).max();
    let group = |(heading, names): &(&str, &[&str])| {
        let subcommands = command.get_subcommands().filter(|subcommand| {
            let name = subcommand.get_name();
            names.contains(&name) || names.is_empty() && !is_listed(name)
        });
        let subcommands = subcommands.enumerate().map(|(position, subcommand)| {
            let name = format!("{:<width$}", subcommand.get_name(), width = width.unwrap_or_default());
            let about = subcommand.get_about().cloned().unwrap_or_default();
            Command::new(name).about(about).display_order(position)
        });
        let list = Command::new("kling")
            .disable_help_subcommand(true)
            .help_template("{subcommands}")
            .subcommands(subcommands);
        format!("{heading}:\n{}\n", styled(list.clone().render_help()))
    };
    GROUPS.iter().map(group).collect::<Vec<_>>().join("\n")
}

/// The text with its escape sequences, without spaces at the ends of lines.
fn styled(text: StyledStr) -> String {
    let text = text.ansi().to_string();
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}
