//! What is stored of a client beside the words of letters: read for a case that was found with the question who looks.

use serde::Serialize;
use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, Timestamp};

row! {
    /// How a client wants to hear.
    #[derive(Clone, Debug, Serialize)]
    pub(crate) struct HearingRow {
        pub(crate) channel: String, pub(crate) lang: String, pub(crate) postal: String, pub(crate) reach: String,
        pub(crate) confirmed_at: Option<Timestamp>,
    }
}

/// How the client of a case wants to hear.
pub(crate) async fn list_hearing(tx: &mut Tx, case: CaseId) -> Result<Vec<HearingRow>, DbError> {
    sql!(
        "SELECT channel, lang, postal, reach, confirmed_at FROM case_contacts WHERE institution_id = $1 AND case_id = $2"
    )
    .bind(case)
    .all(tx)
    .await
}

row! {
    /// What a client thought of how the case went.
    #[derive(Clone, Debug, Serialize)]
    pub(crate) struct SurveyRow {
        pub(crate) ease: i64, pub(crate) fair: String, pub(crate) words: String, pub(crate) at: Timestamp,
    }
}

/// What the client of a case thought of it.
pub(crate) async fn list_surveys(tx: &mut Tx, case: CaseId) -> Result<Vec<SurveyRow>, DbError> {
    sql!("SELECT ease, fair, words, at FROM case_surveys WHERE institution_id = $1 AND case_id = $2")
        .bind(case)
        .all(tx)
        .await
}

row! {
    /// What a client was told.
    #[derive(Clone, Debug, Serialize)]
    pub(crate) struct NewsRow {
        pub(crate) at: Timestamp, pub(crate) kind: String, pub(crate) text: String,
        pub(crate) told_at: Option<Timestamp>, pub(crate) told_how: Option<String>,
    }
}

/// What the client of a case was or is to be told.
pub(crate) async fn list_news(tx: &mut Tx, case: CaseId) -> Result<Vec<NewsRow>, DbError> {
    sql!(
        "SELECT at, kind, text, told_at, told_how FROM case_news
          WHERE institution_id = $1 AND case_id = $2 ORDER BY at, id"
    )
    .bind(case)
    .all(tx)
    .await
}

row! {
    /// A note.
    #[derive(Clone, Debug, Serialize)]
    pub(crate) struct NoteRow {
        pub(crate) at: Timestamp, pub(crate) audience: String, pub(crate) text: String,
    }
}

/// The notes of a case.
pub(crate) async fn list_notes(tx: &mut Tx, case: CaseId) -> Result<Vec<NoteRow>, DbError> {
    sql!(
        "SELECT at, audience, text FROM case_notes WHERE institution_id = $1 AND case_id = $2 ORDER BY at, id"
    )
    .bind(case)
    .all(tx)
    .await
}

row! {
    /// A visit or a call.
    #[derive(Clone, Debug, Serialize)]
    pub(crate) struct ContactRow {
        pub(crate) channel: String, pub(crate) started_at: Timestamp, pub(crate) ended_at: Timestamp,
        pub(crate) outcome: String, pub(crate) note: Option<String>, pub(crate) desk_note: Option<String>,
    }
}

/// The visits and calls of a case, with what was noted at the desk.
pub(crate) async fn list_contacts(tx: &mut Tx, case: CaseId) -> Result<Vec<ContactRow>, DbError> {
    sql!([
        "SELECT n.channel, n.started_at, n.ended_at, n.outcome, n.note, d.note AS desk_note
           FROM contacts n JOIN cases c ON c.institution_id = $1 AND c.id = n.case_id
           LEFT JOIN desk_notes d ON d.institution_id = $1 AND d.ticket_id = n.ticket_id
          WHERE n.institution_id = $1 AND n.case_id = $2 AND ",
        solits_db::case_sight!(3, 4),
        " = 1 ORDER BY n.started_at, n.id"
    ])
    .bind(case)
    .bind_viewer(tx.viewer())
    .all(tx)
    .await
}

row! {
    /// What was promised to a client.
    #[derive(Clone, Debug, Serialize)]
    pub(crate) struct PromiseRow {
        pub(crate) at: Timestamp, pub(crate) text: String, pub(crate) due_at: Timestamp, pub(crate) state: String,
    }
}

/// What was promised to the client of a case.
pub(crate) async fn list_promises(tx: &mut Tx, case: CaseId) -> Result<Vec<PromiseRow>, DbError> {
    sql!("SELECT at, text, due_at, state FROM case_promises WHERE institution_id = $1 AND case_id = $2 ORDER BY at, id")
        .bind(case)
        .all(tx)
        .await
}

row! {
    /// What a client ordered.
    #[derive(Clone, Debug, Serialize)]
    pub(crate) struct OrderRow {
        pub(crate) purpose: String, pub(crate) price_cents: i64, pub(crate) price_why: String,
        pub(crate) payment: String, pub(crate) paid_how: String, pub(crate) paid_words: String,
        pub(crate) paid_at: Option<Timestamp>, pub(crate) format: String, pub(crate) place: String,
        pub(crate) place_words: String, pub(crate) handed_at: Option<Timestamp>, pub(crate) handed_to: String,
        pub(crate) handed_as: String, pub(crate) handed_basis: String, pub(crate) handed_proof: String,
        pub(crate) delay_words: String,
    }
}

/// What the client of a case ordered.
pub(crate) async fn list_orders(tx: &mut Tx, case: CaseId) -> Result<Vec<OrderRow>, DbError> {
    sql!(
        "SELECT purpose, price_cents, price_why, payment, paid_how, paid_words, paid_at, format, place, place_words, handed_at,
                handed_to, handed_as, handed_basis, handed_proof, delay_words
           FROM case_orders WHERE institution_id = $1 AND case_id = $2"
    )
    .bind(case)
    .all(tx)
    .await
}

row! {
    /// Whom a client was told to address.
    #[derive(Clone, Debug, Serialize)]
    pub(crate) struct ReferralRow {
        pub(crate) at: Timestamp, pub(crate) part: String, pub(crate) reason: String, pub(crate) body: String,
        pub(crate) contacts: String, pub(crate) address: String,
    }
}

/// Whom the client of a case was told to address.
pub(crate) async fn list_referrals(tx: &mut Tx, case: CaseId) -> Result<Vec<ReferralRow>, DbError> {
    sql!(
        "SELECT at, part, reason, body, contacts, address FROM case_referrals
          WHERE institution_id = $1 AND case_id = $2 ORDER BY at, id"
    )
    .bind(case)
    .all(tx)
    .await
}

row! {
    /// What a decision rests on.
    #[derive(Clone, Debug, Serialize)]
    pub(crate) struct SourceRow {
        pub(crate) at: Timestamp, pub(crate) kind: String, pub(crate) text: String, pub(crate) place: String,
    }
}

/// What is known in a case, and where it can be checked.
pub(crate) async fn list_sources(tx: &mut Tx, case: CaseId) -> Result<Vec<SourceRow>, DbError> {
    sql!("SELECT at, kind, text, place FROM case_sources WHERE institution_id = $1 AND case_id = $2 ORDER BY at, id")
        .bind(case)
        .all(tx)
        .await
}

row! {
    /// What became of what a client thought.
    #[derive(Clone, Debug, Serialize)]
    pub(crate) struct FeedbackRow {
        pub(crate) concern: String, pub(crate) decision: String, pub(crate) stage: String,
        pub(crate) stage_at: Timestamp, pub(crate) registered_at: Option<Timestamp>,
        pub(crate) published_lv: String, pub(crate) published_en: String,
    }
}

/// What became of the complaint, claim, suggestion or praise that a case is.
pub(crate) async fn list_feedback(tx: &mut Tx, case: CaseId) -> Result<Vec<FeedbackRow>, DbError> {
    sql!(
        "SELECT concern, decision,
                CASE WHEN EXISTS (SELECT 1 FROM case_joins j WHERE j.institution_id = $1 AND j.case_id = $2)
                     THEN 'closed' ELSE stage END AS stage, stage_at, registered_at, published_lv, published_en
           FROM feedback WHERE institution_id = $1 AND case_id = $2"
    )
    .bind(case)
    .all(tx)
    .await
}

row! {
    /// What somebody decided on it.
    #[derive(Clone, Debug, Serialize)]
    pub(crate) struct RungRow {
        pub(crate) since: Timestamp, pub(crate) ruled_at: Option<Timestamp>, pub(crate) finding: Option<String>,
        pub(crate) verdict: Option<String>, pub(crate) request: String,
    }
}

/// What was decided on each rung, and what the client asked for. Facts, the other side and the cause speak of whoever it
/// concerns, and are not read.
pub(crate) async fn list_rungs(tx: &mut Tx, case: CaseId) -> Result<Vec<RungRow>, DbError> {
    sql!(
        "SELECT since, ruled_at, finding, verdict, request FROM feedback_rungs
          WHERE institution_id = $1 AND case_id = $2 ORDER BY place"
    )
    .bind(case)
    .all(tx)
    .await
}

row! {
    /// A reception that was agreed with a client.
    #[derive(Clone, Debug, Serialize)]
    pub(crate) struct ReceptionRow { pub(crate) at: Timestamp, pub(crate) place: String }
}

/// The receptions offered to the client of a case.
pub(crate) async fn list_receptions(tx: &mut Tx, case: CaseId) -> Result<Vec<ReceptionRow>, DbError> {
    sql!("SELECT at, place FROM feedback_receptions WHERE institution_id = $1 AND case_id = $2 ORDER BY at")
        .bind(case)
        .all(tx)
        .await
}

row! {
    /// A look at a case: when, what and for what, without who (security §9).
    #[derive(Clone, Debug, Serialize)]
    pub(crate) struct LookRow {
        pub(crate) at: Timestamp, pub(crate) what: String, pub(crate) purpose: Option<String>,
    }
}

/// The looks at a case.
pub(crate) async fn list_looks(tx: &mut Tx, case: CaseId) -> Result<Vec<LookRow>, DbError> {
    sql!([
        "SELECT a.at, a.what, a.purpose FROM access_entries a WHERE a.institution_id = $1 AND a.case_id = $2 AND ",
        solits_db::not_hidden!("a.case_id", 3),
        " ORDER BY a.at, a.id"
    ])
    .bind(case)
    .bind(tx.viewer().id())
    .all(tx)
    .await
}
