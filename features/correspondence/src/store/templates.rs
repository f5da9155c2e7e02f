//! Texts with placeholders, and the words the institution spells its own way.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{EmployeeId, Timestamp};

use crate::model::TemplateId;

row! {
    /// A text with placeholders: the institution's, or an employee's own.
    pub(crate) struct Template {
        pub(crate) id: TemplateId, pub(crate) employee_id: Option<EmployeeId>, pub(crate) name: String,
        pub(crate) lang: String, pub(crate) purpose: String, pub(crate) kind: String, pub(crate) main: String,
        pub(crate) ending: String, pub(crate) version: i64,
    }
}

/// The institution's templates and those of an employee, by name.
pub(crate) async fn list_templates(tx: &mut Tx, employee: EmployeeId) -> Result<Vec<Template>, DbError> {
    sql!(
        "SELECT id, employee_id, name, lang, purpose, kind, main, ending, version FROM reply_templates
          WHERE institution_id = $1 AND (employee_id IS NULL OR employee_id = $2) AND removed_at IS NULL
          ORDER BY name, id"
    )
    .bind(employee)
    .all(tx)
    .await
}

/// A template the employee may use: the institution's, or their own.
pub(crate) async fn find_template(
    tx: &mut Tx,
    id: TemplateId,
    employee: EmployeeId,
) -> Result<Option<Template>, DbError> {
    sql!(
        "SELECT id, employee_id, name, lang, purpose, kind, main, ending, version FROM reply_templates
          WHERE institution_id = $1 AND id = $2 AND (employee_id IS NULL OR employee_id = $3) AND removed_at IS NULL"
    )
    .bind(id)
    .bind(employee)
    .optional(tx)
    .await
}

/// Stores a new template.
pub(crate) async fn insert_template(
    tx: &mut Tx,
    template: &Template,
    by: EmployeeId,
    at: Timestamp,
) -> Result<(), DbError> {
    sql!(
        "INSERT INTO reply_templates (institution_id, id, employee_id, name, lang, purpose, kind, main, ending, version,
                changed_at, changed_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $11)"
    )
    .bind(template.id)
    .bind(template.employee_id)
    .bind(&template.name)
    .bind(&template.lang)
    .bind(&template.purpose)
    .bind(&template.kind)
    .bind(&template.main)
    .bind(&template.ending)
    .bind(at)
    .bind(by)
    .run(tx)
    .await?;
    Ok(())
}

/// Stores a changed template, unless it was changed since: `false` then.
pub(crate) async fn update_template(
    tx: &mut Tx,
    template: &Template,
    by: EmployeeId,
    at: Timestamp,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE reply_templates SET name = $4, lang = $5, purpose = $6, kind = $7, main = $8, ending = $9,
                version = version + 1, changed_at = $10, changed_by = $11
          WHERE institution_id = $1 AND id = $2 AND version = $3 AND removed_at IS NULL"
    )
    .bind(template.id)
    .bind(template.version)
    .bind(&template.name)
    .bind(&template.lang)
    .bind(&template.purpose)
    .bind(&template.kind)
    .bind(&template.main)
    .bind(&template.ending)
    .bind(at)
    .bind(by)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Offers a template to nobody any more.
pub(crate) async fn remove_template(
    tx: &mut Tx,
    id: TemplateId,
    by: EmployeeId,
    at: Timestamp,
) -> Result<bool, DbError> {
    let removed = sql!(
        "UPDATE reply_templates SET removed_at = $3, changed_at = $3, changed_by = $4
          WHERE institution_id = $1 AND id = $2 AND removed_at IS NULL"
    )
    .bind(id)
    .bind(at)
    .bind(by)
    .run(tx)
    .await?;
    Ok(removed == 1)
}

row! {
    struct WordRow { word: String }
}

/// The institution's own words, in their order.
pub(crate) async fn list_words(tx: &mut Tx) -> Result<Vec<String>, DbError> {
    let rows =
        sql!("SELECT word FROM own_words WHERE institution_id = $1 ORDER BY word").all::<WordRow>(tx).await?;
    Ok(rows.into_iter().map(|row| row.word).collect())
}

/// Adds a word of the institution; `false` where it was there.
pub(crate) async fn insert_word(
    tx: &mut Tx,
    word: &str,
    by: EmployeeId,
    at: Timestamp,
) -> Result<bool, DbError> {
    let added = sql!(
        "INSERT INTO own_words (institution_id, word, added_at, added_by) VALUES ($1, $2, $3, $4)
         ON CONFLICT (institution_id, word) DO NOTHING"
    )
    .bind(word)
    .bind(at)
    .bind(by)
    .run(tx)
    .await?;
    Ok(added == 1)
}

/// Removes a word of the institution.
pub(crate) async fn delete_word(tx: &mut Tx, word: &str) -> Result<bool, DbError> {
    let removed =
        sql!("DELETE FROM own_words WHERE institution_id = $1 AND word = $2").bind(word).run(tx).await?;
    Ok(removed == 1)
}
