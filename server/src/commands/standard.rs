//! `solits standard …`: checking, showing and comparing standard files, without a database.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use anyhow::{Context as _, bail};
use clap::Subcommand;
use solits_kernel::Lang;
use solits_standard::{Change, Checked, Coverage, Severity, Standard, check, diff, model::StandardFile};

use crate::run::say;

/// Commands on standard files.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Checks a file and explains every mistake.
    Check {
        /// The file.
        file: PathBuf,
        /// Explain in English instead of Latvian.
        #[arg(long)]
        english: bool,
    },
    /// Shows every effective value and where it comes from.
    Show {
        /// The file.
        file: PathBuf,
    },
    /// Says in words what changes from one file to the other.
    Diff {
        /// The earlier file.
        old: PathBuf,
        /// The later file.
        new: PathBuf,
        /// In English instead of Latvian.
        #[arg(long)]
        english: bool,
    },
    /// Counts, paragraph by paragraph, how the standard is kept alive.
    Coverage {
        /// The file.
        file: PathBuf,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Prints the JSON Schema of standard files, for editors.
    Schema,
}

/// Runs a command on standard files.
pub(crate) fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Check { file, english } => check_file(&file, english),
        Command::Show { file } => {
            show(&compile(&read(&file)?, &file)?);
            Ok(ExitCode::SUCCESS)
        }
        Command::Diff { old, new, english } => {
            let (old, new) = (compile(&read(&old)?, &old)?, compile(&read(&new)?, &new)?);
            say_differences(&diff(&old, &new), if english { Lang::En } else { Lang::Lv });
            Ok(ExitCode::SUCCESS)
        }
        Command::Coverage { file, json } => {
            let coverage = solits_standard::coverage(compile(&read(&file)?, &file)?.file());
            if json {
                say(serde_json::to_string_pretty(&coverage)?);
            } else {
                say_coverage(&coverage);
            }
            Ok(ExitCode::SUCCESS)
        }
        Command::Schema => {
            say(serde_json::to_string_pretty(&solits_standard::schema())?);
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Every effective value with the document and paragraph it comes from.
fn show(standard: &Standard) {
    for (name, parameter) in standard.parameters() {
        let value = serde_json::to_string(&parameter.value.value).unwrap_or_default();
        say(format_args!(
            "{name} = {value}    [{} {}]",
            parameter.origin.document, parameter.origin.paragraph
        ));
    }
    for norm in standard.norms() {
        say(format_args!(
            "{}: {}    [{} {}]",
            norm.value.id, norm.value.text.lv, norm.origin.document, norm.origin.paragraph
        ));
    }
}

/// Every change in words; that there is none is said too.
fn say_differences(changes: &[Change], lang: Lang) {
    for change in changes {
        say(change.words.get(lang));
    }
    if changes.is_empty() {
        say(match lang {
            Lang::Lv => "abi standarti nosaka vienu un to pašu",
            Lang::En => "both standards say the same",
        });
    }
}

fn summary(checked: &Checked, lang: Lang) {
    let count = |severity| checked.findings.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    match lang {
        Lang::Lv => say(format_args!("kļūdas: {errors}, brīdinājumi: {warnings}")),
        Lang::En => say(format_args!("errors: {errors}, warnings: {warnings}")),
    }
}

fn say_coverage(coverage: &Coverage) {
    for item in &coverage.items {
        let kept_by =
            serde_json::to_value(item.kept_by).ok().and_then(|value| value.as_str().map(str::to_owned));
        say(format_args!(
            "{:12} {:14} {}",
            item.paragraph,
            kept_by.unwrap_or_default(),
            item.norms.join(", ")
        ));
    }
    say(format_args!(
        "{} paragraphs: {} measured, {} enforced, {} evaluated, {} shown, {} published, {} only on paper",
        coverage.paragraphs,
        coverage.measured,
        coverage.enforced,
        coverage.evaluated,
        coverage.shown,
        coverage.published,
        coverage.only_on_paper
    ));
}

fn read(file: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))
}

/// A baseline: a file of that name beside the one at hand, else one of those shipped with the program.
fn baselines(file: &Path) -> impl Fn(&str) -> Option<Arc<StandardFile>> {
    let folder = file.parent().map(Path::to_path_buf).unwrap_or_default();
    move |id: &str| {
        let beside = std::fs::read_to_string(folder.join(format!("{id}.toml"))).ok();
        let text = beside.or_else(|| solits_standards::shipped(id).map(str::to_owned))?;
        check(&text, id, &|_| None).standard.map(Arc::new)
    }
}

fn checked(source: &str, file: &Path) -> Checked {
    check(source, &file.display().to_string(), &baselines(file))
}

fn check_file(file: &Path, english: bool) -> anyhow::Result<ExitCode> {
    let source = read(file)?;
    let checked = checked(&source, file);
    let lang = if english { Lang::En } else { Lang::Lv };
    for finding in &checked.findings {
        say(finding.in_language(lang));
    }
    summary(&checked, lang);
    Ok(if checked.has_errors() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Compiles a file together with its baseline; a file with mistakes is explained and refused.
pub(crate) fn compile(source: &str, file: &Path) -> anyhow::Result<Standard> {
    let checked = checked(source, file);
    if checked.has_errors() {
        let words: Vec<String> = checked.findings.iter().map(ToString::to_string).collect();
        bail!("{}", words.join("\n"));
    }
    let parsed = checked.standard.with_context(|| format!("{} cannot be read", file.display()))?;
    let base = parsed.extends.as_deref().and_then(|id| {
        let folder = file.parent()?;
        std::fs::read_to_string(folder.join(format!("{id}.toml")))
            .ok()
            .or_else(|| solits_standards::shipped(id).map(str::to_owned))
    });
    Standard::compile(source, base.as_deref()).map_err(|why| anyhow::anyhow!("{why}"))
}
