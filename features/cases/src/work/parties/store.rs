//! People of cases, as they are stored.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, EmployeeId, Timestamp};
use uuid::Uuid;

use super::model::{Basis, Details, Person, Reached, Role, Verified};

row! {
    struct PersonRow {
        id: Uuid, part: String, name: String, phone: String, email: String, address: String, best_channel: String,
        basis: String, basis_document: String, verified_how: String, verified_at: Option<Timestamp>,
        verified_by: Option<EmployeeId>, checked_at: Option<Timestamp>, ended_at: Option<Timestamp>,
    }
}

impl TryFrom<PersonRow> for Person {
    type Error = DbError;

    fn try_from(row: PersonRow) -> Result<Self, DbError> {
        let role =
            Role::parse(&row.part).ok_or_else(|| DbError::Corrupt(format!("case person {}", row.id)))?;
        Ok(Self {
            id: row.id,
            details: Details {
                role,
                name: row.name,
                phone: row.phone,
                email: row.email,
                address: row.address,
                best: Reached::parse(&row.best_channel),
                basis: Basis::parse(&row.basis),
                basis_document: row.basis_document,
                verified: Verified::parse(&row.verified_how),
            },
            verified: row.verified_at.map(|at| (at, row.verified_by)),
            checked_at: row.checked_at,
            ended_at: row.ended_at,
        })
    }
}

/// The people of a case, those whose part has ended among them.
pub(crate) async fn list(tx: &mut Tx, case: CaseId) -> Result<Vec<Person>, DbError> {
    sql!(
        "SELECT id, part, name, phone, email, address, best_channel, basis, basis_document, verified_how, verified_at, verified_by,
                checked_at, ended_at
           FROM case_people WHERE institution_id = $1 AND case_id = $2 ORDER BY id"
    )
    .bind(case)
    .all::<PersonRow>(tx)
    .await?
    .into_iter()
    .map(Person::try_from)
    .collect()
}

/// Stores somebody new.
pub(crate) async fn insert(tx: &mut Tx, case: CaseId, person: &Person) -> Result<(), DbError> {
    let details = &person.details;
    sql!(
        "INSERT INTO case_people (institution_id, id, case_id, part, name, phone, email, address, best_channel, basis,
                basis_document, verified_how, verified_at, verified_by, checked_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"
    )
    .bind(person.id)
    .bind(case)
    .bind(details.role.name())
    .bind(&details.name)
    .bind(&details.phone)
    .bind(&details.email)
    .bind(&details.address)
    .bind(details.best.map_or("", Reached::name))
    .bind(details.basis.map_or("", Basis::name))
    .bind(&details.basis_document)
    .bind(details.verified.map_or("", Verified::name))
    .bind(person.verified.map(|(at, _)| at))
    .bind(person.verified.and_then(|(_, by)| by))
    .bind(person.checked_at)
    .run(tx)
    .await?;
    Ok(())
}

/// Stores what is now written down of somebody.
pub(crate) async fn update(tx: &mut Tx, person: &Person) -> Result<(), DbError> {
    let details = &person.details;
    sql!(
        "UPDATE case_people SET part = $3, name = $4, phone = $5, email = $6, address = $7, best_channel = $8, basis = $9,
                basis_document = $10, verified_how = $11, verified_at = $12, verified_by = $13
          WHERE institution_id = $1 AND id = $2"
    )
    .bind(person.id)
    .bind(details.role.name())
    .bind(&details.name)
    .bind(&details.phone)
    .bind(&details.email)
    .bind(&details.address)
    .bind(details.best.map_or("", Reached::name))
    .bind(details.basis.map_or("", Basis::name))
    .bind(&details.basis_document)
    .bind(details.verified.map_or("", Verified::name))
    .bind(person.verified.map(|(at, _)| at))
    .bind(person.verified.and_then(|(_, by)| by))
    .run(tx)
    .await?;
    Ok(())
}

/// Somebody's contacts were found right.
pub(crate) async fn update_checked(
    tx: &mut Tx,
    person: Uuid,
    at: Timestamp,
    by: Option<EmployeeId>,
) -> Result<(), DbError> {
    sql!("UPDATE case_people SET checked_at = $3, checked_by = $4 WHERE institution_id = $1 AND id = $2")
        .bind(person)
        .bind(at)
        .bind(by)
        .run(tx)
        .await?;
    Ok(())
}

/// Somebody takes part no more.
pub(crate) async fn update_ended(tx: &mut Tx, person: Uuid, at: Timestamp) -> Result<(), DbError> {
    sql!("UPDATE case_people SET ended_at = $3 WHERE institution_id = $1 AND id = $2")
        .bind(person)
        .bind(at)
        .run(tx)
        .await?;
    Ok(())
}

/// Everybody of one case takes part in another.
pub(crate) async fn update_case(tx: &mut Tx, from: CaseId, into: CaseId) -> Result<(), DbError> {
    sql!("UPDATE case_people SET case_id = $3 WHERE institution_id = $1 AND case_id = $2")
        .bind(from)
        .bind(into)
        .run(tx)
        .await?;
    Ok(())
}
