//! Who is signed in: sessions, devices and tokens, each found by the hash of its secret.

use sha2::{Digest as _, Sha256};
use solits_db::{DbError, global_sql, row, sql};
use solits_kernel::{
    BranchId, CounterId, DeviceId, EmployeeId, InstitutionId, Lang, Scope, SessionId, Timestamp, TokenId,
    Viewer, Visibility,
};

use crate::{App, KEEP_FEEDBACK, Right, rights_of};

/// Idle sessions end after this long.
const IDLE_MS: i64 = 30 * 60_000;
/// Any session ends after this long, a long shift included.
const ABSOLUTE_MS: i64 = 12 * 3_600_000;
/// Use is noted at most this often, so that reading pages seldom writes.
const NOTE_EVERY_MS: i64 = 60_000;

/// The hash under which a secret is stored.
pub fn hash_secret(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// How a person proved who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// A password alone: opens only the second step.
    Password,
    /// Password and a one-time code.
    SecondFactor,
    /// A passkey.
    Passkey,
    /// One click in demo mode.
    Demo,
}

impl Strength {
    /// As stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::SecondFactor => "second_factor",
            Self::Passkey => "passkey",
            Self::Demo => "demo",
        }
    }
    fn parse(name: &str) -> Self {
        match name {
            "second_factor" => Self::SecondFactor,
            "passkey" => Self::Passkey,
            "demo" => Self::Demo,
            _ => Self::Password,
        }
    }
    /// Whether it is enough to work with.
    pub const fn is_enough(self) -> bool {
        !matches!(self, Self::Password)
    }
}

/// A signed-in employee.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The institution.
    pub institution: InstitutionId,
    /// Its code in public addresses.
    pub institution_code: String,
    /// Its name in Latvian.
    pub institution_name: String,
    /// Its name in English; empty where it has none.
    pub institution_name_en: String,
    /// The session.
    pub session: SessionId,
    /// The employee.
    pub employee: EmployeeId,
    /// The employee's name.
    pub name: String,
    /// Roles held.
    pub roles: Vec<String>,
    /// What they may do.
    pub rights: Vec<Right>,
    /// The branch the employee works in.
    pub branch: Option<BranchId>,
    /// The counter this session works at.
    pub counter: Option<CounterId>,
    /// Token that forms of this session carry.
    pub csrf: String,
    /// How they signed in.
    pub strength: Strength,
}

impl SignedIn {
    /// The institution's name in a language; the Latvian one where it has no other.
    pub(crate) fn institution_name(&self, lang: Lang) -> &str {
        name_in(lang, &self.institution_name, &self.institution_name_en)
    }
    /// Whether a right is held.
    pub fn may(&self, right: &str) -> bool {
        self.rights.contains(&right)
    }
    /// The scope of this person's requests.
    pub fn scope(&self) -> Scope {
        let viewer = Viewer::Employee { id: self.employee, keeps_feedback: self.may(KEEP_FEEDBACK) };
        Scope::of_request(self.institution, Visibility::All).seen_by(viewer)
    }
}

/// A name in a language; the Latvian one where there is no English.
pub(crate) fn name_in<'a>(lang: Lang, lv: &'a str, en: &'a str) -> &'a str {
    if lang == Lang::En && !en.is_empty() { en } else { lv }
}

row! {
    struct SessionRow {
        institution_id: InstitutionId, code: String, name_lv: String, name_en: String, id: SessionId, employee_id: EmployeeId, name: String,
        branch_id: Option<BranchId>, counter_id: Option<CounterId>, csrf: String, strength: String,
        created_at: Timestamp, seen_at: Timestamp,
    }
}
row! {
    struct RoleRow { role: String }
}

/// Finds the session of a cookie and notes its use, unless `passive` (a stream or a refresh is no activity).
pub(crate) async fn find(app: &App, secret: &str, passive: bool) -> Result<Option<SignedIn>, DbError> {
    let now = app.clock.now();
    let mut tx = app.db.read_global().await?;
    let Some(row) = global_sql!(
        "SELECT s.institution_id, i.code, i.name_lv, i.name_en, s.id, s.employee_id, e.name, e.branch_id, s.counter_id, s.csrf,
                s.strength, s.created_at, s.seen_at
           FROM sessions s
           JOIN employees e ON e.institution_id = s.institution_id AND e.id = s.employee_id AND e.active = TRUE
           JOIN institutions i ON i.id = s.institution_id
          WHERE s.token_hash = $1"
    )
    .bind(hash_secret(secret))
    .optional::<SessionRow>(&mut tx)
    .await?
    else {
        return Ok(None);
    };
    if now.since(row.seen_at) > IDLE_MS || now.since(row.created_at) > ABSOLUTE_MS {
        return Ok(None);
    }
    let scope = Scope::of_request(row.institution_id, Visibility::All);
    tx.enter(scope.clone());
    let roles: Vec<String> =
        sql!("SELECT role FROM employee_roles WHERE institution_id = $1 AND employee_id = $2 ORDER BY role")
            .bind(row.employee_id)
            .all::<RoleRow>(&mut tx)
            .await?
            .into_iter()
            .map(|row| row.role)
            .collect();
    drop(tx);
    if !passive && now.since(row.seen_at) > NOTE_EVERY_MS {
        let mut tx = app.db.write(scope).await?;
        sql!("UPDATE sessions SET seen_at = $3 WHERE institution_id = $1 AND id = $2")
            .bind(row.id)
            .bind(now)
            .run(&mut tx)
            .await?;
        tx.commit().await?;
    }
    Ok(Some(SignedIn {
        institution: row.institution_id,
        institution_code: row.code,
        institution_name: row.name_lv,
        institution_name_en: row.name_en,
        session: row.id,
        employee: row.employee_id,
        name: row.name,
        rights: rights_of(&roles),
        roles,
        branch: row.branch_id,
        counter: row.counter_id,
        csrf: row.csrf,
        strength: Strength::parse(&row.strength),
    }))
}

row! {
    /// Whose session a cookie was.
    pub(crate) struct EndedRow {
        pub(crate) institution_id: InstitutionId, pub(crate) employee_id: EmployeeId, pub(crate) csrf: String, strength: String,
    }
}

/// Finds whose session the cookie of an ended one was. It opens nothing: it tells whose a form is that came too late. A
/// session that was ended on purpose is gone, and tells nothing either.
pub(crate) async fn find_ended(app: &App, secret: &str) -> Result<Option<EndedRow>, DbError> {
    let mut tx = app.db.read_global().await?;
    let row = global_sql!(
        "SELECT s.institution_id, s.employee_id, s.csrf, s.strength
           FROM sessions s
           JOIN employees e ON e.institution_id = s.institution_id AND e.id = s.employee_id AND e.active = TRUE
          WHERE s.token_hash = $1"
    )
    .bind(hash_secret(secret))
    .optional::<EndedRow>(&mut tx)
    .await?;
    Ok(row.filter(|row| Strength::parse(&row.strength).is_enough()))
}

row! {
    /// A paired kiosk or display.
    #[derive(Clone, Debug)]
    pub(crate) struct DeviceRow {
        pub(crate) institution_id: InstitutionId, pub(crate) code: String, pub(crate) name_lv: String,
        pub(crate) name_en: String, pub(crate) id: DeviceId, pub(crate) branch_id: BranchId, pub(crate) kind: String,
    }
}

/// Finds the device of a cookie; the token before the last rotation is still good, so that a lost answer locks nobody out.
pub(crate) async fn find_device(app: &App, secret: &str) -> Result<Option<DeviceRow>, DbError> {
    let mut tx = app.db.read_global().await?;
    global_sql!(
        "SELECT d.institution_id, i.code, i.name_lv, i.name_en, d.id, d.branch_id, d.kind
           FROM devices d JOIN institutions i ON i.id = d.institution_id
          WHERE (d.token_hash = $1 OR d.previous_token_hash = $1) AND d.revoked_at IS NULL"
    )
    .bind(hash_secret(secret))
    .optional(&mut tx)
    .await
}

row! {
    #[derive(Clone, Debug)]
    pub(crate) struct TokenRow {
        pub(crate) institution_id: InstitutionId, pub(crate) id: TokenId, pub(crate) scopes: String,
    }
}

/// Finds another program's token.
pub(crate) async fn find_token(app: &App, secret: &str) -> Result<Option<TokenRow>, DbError> {
    let mut tx = app.db.read_global().await?;
    global_sql!("SELECT institution_id, id, scopes FROM tokens WHERE token_hash = $1 AND revoked_at IS NULL")
        .bind(hash_secret(secret))
        .optional(&mut tx)
        .await
}

row! {
    #[derive(Clone, Debug)]
    pub(crate) struct InstitutionRow { pub(crate) id: InstitutionId, pub(crate) name_lv: String, pub(crate) name_en: String }
}

/// Finds an institution by its code in public addresses.
pub(crate) async fn find_institution(app: &App, code: &str) -> Result<Option<InstitutionRow>, DbError> {
    let mut tx = app.db.read_global().await?;
    global_sql!("SELECT id, name_lv, name_en FROM institutions WHERE code = $1")
        .bind(code)
        .optional(&mut tx)
        .await
}
