//! `solits admin create` and `solits token create`: what has to exist before anybody can sign in.

use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::Subcommand;
use solits_journal::{Actor, By};
use solits_kernel::{Clock, Random, Scope, Text};
use solits_organisation::{
    InstitutionProfile, NewEmployee, create_employee, create_institution, create_token, institution_by_code,
    invite, read_scopes,
};
use solits_web::{App, AppConfig};

use crate::{
    Place,
    run::{open, say},
};

/// Commands on administrators.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Makes an administrator, and the institution if it is new, and prints the link by which a password is chosen.
    Create {
        #[command(flatten)]
        place: Place,
        /// Code of the institution in addresses: small letters and hyphens.
        #[arg(long)]
        institution: String,
        /// Name of the institution; needed when it is new.
        #[arg(long)]
        institution_name: Option<String>,
        /// Name of the administrator.
        #[arg(long)]
        name: String,
        /// E-mail address of the administrator, by which they sign in.
        #[arg(long)]
        email: String,
        /// Address under which the program is reached.
        #[arg(long, default_value = "http://127.0.0.1:8080")]
        public_url: String,
    },
}

/// Commands on tokens.
#[derive(Subcommand)]
pub(crate) enum TokenCommand {
    /// Makes a token and prints its secret, this once.
    Create {
        #[command(flatten)]
        place: Place,
        /// Code of the institution.
        #[arg(long)]
        institution: String,
        /// What the token is for.
        #[arg(long)]
        name: String,
        /// Scopes separated by blanks: `tickets.read tickets.write counters.write …` (see /api/openapi.json).
        #[arg(long)]
        scopes: String,
    },
}

/// `solits admin …`.
pub(crate) async fn run(command: Command) -> anyhow::Result<ExitCode> {
    let Command::Create { place, institution, institution_name, name, email, public_url } = command;
    if institution.is_empty()
        || !institution.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    {
        bail!("the code {institution:?} may hold small letters a to z, digits and hyphens only");
    }
    let app = App::new(open(&place).await?, Clock::System, Random::System, AppConfig::default());
    let actor = Actor { by: By::Program, at: app.clock.now() };
    let mut tx = app.db.write_global().await?;
    match (institution_by_code(&mut tx, &institution).await?, institution_name) {
        (Some(id), _) => tx.enter(Scope::of_job(id)),
        (None, Some(full)) => {
            let name = Text::new(full.clone(), full);
            create_institution(&mut tx, &institution, &name, &InstitutionProfile::default(), false, actor.at)
                .await?;
        }
        (None, None) => {
            bail!("there is no institution {institution:?} yet: say its name with --institution-name")
        }
    }
    let person = NewEmployee {
        name,
        post: "administrators".to_owned(),
        email: email.clone(),
        roles: vec!["administrator".to_owned()],
        ..NewEmployee::default()
    };
    let employee = create_employee(&mut tx, &app, &actor, &person)
        .await
        .with_context(|| format!("{email} could not be added"))?;
    let secret = invite(&mut tx, &app, &actor, employee).await?;
    tx.commit().await?;
    say(format_args!("{public_url}/invite/{secret}"));
    Ok(ExitCode::SUCCESS)
}

/// `solits token …`.
pub(crate) async fn run_token(command: TokenCommand) -> anyhow::Result<ExitCode> {
    let TokenCommand::Create { place, institution, name, scopes } = command;
    let scopes = read_scopes(&scopes)?;
    let app = App::new(open(&place).await?, Clock::System, Random::System, AppConfig::default());
    let actor = Actor { by: By::Program, at: app.clock.now() };
    let mut tx = app.db.write_global().await?;
    let id = institution_by_code(&mut tx, &institution)
        .await?
        .with_context(|| format!("there is no institution {institution:?}"))?;
    tx.enter(Scope::of_job(id));
    let secret = create_token(&mut tx, &app, &actor, &name, &scopes).await?;
    tx.commit().await?;
    say(secret);
    Ok(ExitCode::SUCCESS)
}
