//! How the versions of the period came into force: who drafted, approved and adopted them.

use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::{EmployeeId, Timestamp};
use solits_standard::model::ApprovalAct;
use solits_standards::list_approvals;
use solits_web::WebError;

use crate::{
    model::period::Period,
    pages::{parts::Here, said},
    store::VersionRow,
};

/// How a version came into force.
pub(super) struct Version {
    pub(super) number: i64,
    pub(super) title: String,
    pub(super) number_of_act: String,
    pub(super) issuer: String,
    pub(super) lines: Vec<(String, String)>,
    pub(super) steps: Vec<String>,
    pub(super) repeals: Vec<String>,
}

/// The versions that were in force on any day of the period.
pub(super) fn in_force_in(versions: &[VersionRow], period: Period) -> Vec<VersionRow> {
    let first_day = |row: &VersionRow| solits_kernel::day_number(row.in_force_from.day());
    let ended = |at: usize| versions.get(at + 1).map_or(i64::MAX, first_day);
    let rows = versions.iter().enumerate();
    rows.filter(|(at, row)| first_day(row) <= period.until && ended(*at) >= period.from)
        .map(|(_, row)| row.clone())
        .collect()
}

/// What the binder tells of these versions.
pub(super) async fn told(
    words: Words,
    tx: &mut Tx,
    here: &Here,
    versions: &[VersionRow],
) -> Result<Vec<Version>, WebError> {
    let mut told = Vec::new();
    for row in versions {
        let Some(standard) = here.loaded.versions.get(row.number) else { continue };
        let approvals = list_approvals(tx, row.number).await?;
        let identity = &standard.file().identity;
        let by_on = |who: Option<EmployeeId>, at: Timestamp| {
            // A program, as the command that adds a standard or a token that records an approval.
            if who.is_none() {
                return said::day_of(words, at);
            }
            let args = [("name", here.names.of(who).into()), ("day", said::day_of(words, at).into())];
            words.ta("evidence-by-on", &args)
        };
        let mut lines = vec![
            (words.t("evidence-version-drafted"), by_on(row.uploaded_by, row.uploaded_at)),
            (words.t("evidence-version-in-force"), said::day_of(words, row.in_force_from)),
        ];
        if let Some(at) = row.adopted_at {
            lines.insert(1, (words.t("evidence-version-adopted"), by_on(row.adopted_by, at)));
        }
        let steps = identity.approval_chain.iter().enumerate().map(|(place, step)| {
            let recorded = approvals.iter().find(|one| usize::try_from(one.place) == Ok(place));
            let act = match step.act {
                ApprovalAct::Drafts => words.t("evidence-act-drafts"),
                ApprovalAct::Coordinates => words.t("evidence-act-coordinates"),
                ApprovalAct::Signs => words.t("evidence-act-signs"),
                ApprovalAct::Approves => words.t("evidence-act-approves"),
            };
            let noted = recorded.map_or_else(String::new, |one| {
                format!(": {} ({})", one.note, by_on(one.recorded_by, one.recorded_at))
            });
            format!("{} – {act}{noted}", step.post.get(words.0))
        });
        told.push(Version {
            number: row.number,
            title: said::document(words, standard),
            number_of_act: identity.number.clone().unwrap_or_default(),
            issuer: identity.issuer.get(words.0).to_owned(),
            lines,
            steps: steps.collect(),
            repeals: identity.repeals.clone(),
        });
    }
    Ok(told)
}
