//! The tables as an engine has them, in one form for both, so that they can be compared in words.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, Params, Row};
use sqlx::PgPool;

use crate::{Db, DbError, tx::Pools};

/// All tables of the program by name; those of the migrations themselves are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema(pub BTreeMap<String, Table>);

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Columns by name.
    pub columns: BTreeMap<String, ColumnShape>,
    /// The columns of the primary key in their order.
    pub primary_key: Vec<String>,
    /// Columns, the table they point to and its columns.
    pub foreign_keys: BTreeSet<ForeignKey>,
    /// Columns that are unique together; the engines name such keys differently.
    pub unique: BTreeSet<IndexShape>,
    /// The other indexes by name.
    pub indexes: BTreeMap<String, IndexShape>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnShape {
    /// Its type in small letters: `bigint`, `text`, `uuid`, `boolean`, `bytes` …
    pub kind: String,
    /// Whether it may stay empty.
    pub fill: Fill,
    /// What stands in it when nothing is said.
    pub unsaid: Unsaid,
}

/// Whether a column may stay empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Fill {
    Required,
    MayBeEmpty,
}

/// What stands in a column when a row does not say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Unsaid {
    Nothing,
    Default,
}

/// A key into another table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ForeignKey {
    /// The columns here.
    pub columns: Vec<String>,
    /// The other table.
    pub table: String,
    /// The columns there.
    pub to: Vec<String>,
}

/// What an index is over.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct IndexShape {
    /// Its columns in their order; `(expression)` where it is over something computed.
    pub columns: Vec<String>,
    /// Which rows it holds. The engines write the same condition differently, so only its presence is compared.
    pub rows: Rows,
}

/// Which rows an index holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Rows {
    All,
    Some,
}

impl Schema {
    /// How this schema, called `here`, differs from `other`, called `there`; one sentence a difference.
    pub fn differences(&self, here: &str, other: &Self, there: &str) -> Vec<String> {
        let mut said = Vec::new();
        compare(&self.0, &other.0, |name, ours, theirs| match (ours, theirs) {
            (Some(_), None) => said.push(format!("table {name} is missing on {there}")),
            (None, Some(_)) => said.push(format!("table {name} is missing on {here}")),
            (Some(ours), Some(theirs)) => said.extend(ours.differences(name, here, theirs, there)),
            (None, None) => {}
        });
        said
    }
}

impl Table {
    fn differences(&self, name: &str, here: &str, other: &Self, there: &str) -> Vec<String> {
        let mut said = Vec::new();
        let mut differ = |what: String, ours: Option<String>, theirs: Option<String>| {
            if ours != theirs {
                let words = |found: Option<String>| found.unwrap_or_else(|| "missing".to_owned());
                said.push(format!(
                    "table {name}: {what} is {} on {here} and {} on {there}",
                    words(ours),
                    words(theirs)
                ));
            }
        };
        compare(&self.columns, &other.columns, |column, ours, theirs| {
            differ(format!("column {column}"), ours.map(ColumnShape::words), theirs.map(ColumnShape::words));
        });
        let key = |columns: &[String]| Some(format!("({})", columns.join(", ")));
        differ("the primary key".to_owned(), key(&self.primary_key), key(&other.primary_key));
        for found in self.foreign_keys.symmetric_difference(&other.foreign_keys) {
            let at = |keys: &BTreeSet<ForeignKey>| keys.contains(found).then(|| "there".to_owned());
            differ(found.words(), at(&self.foreign_keys), at(&other.foreign_keys));
        }
        for found in self.unique.symmetric_difference(&other.unique) {
            let at = |keys: &BTreeSet<IndexShape>| keys.contains(found).then(|| "there".to_owned());
            differ(format!("the unique key over {}", found.words()), at(&self.unique), at(&other.unique));
        }
        compare(&self.indexes, &other.indexes, |index, ours, theirs| {
            differ(format!("index {index}"), ours.map(IndexShape::words), theirs.map(IndexShape::words));
        });
        said
    }
}

impl ColumnShape {
    fn words(&self) -> String {
        let fill = if self.fill == Fill::Required { " required" } else { "" };
        let unsaid = if self.unsaid == Unsaid::Default { " with a default" } else { "" };
        format!("{}{fill}{unsaid}", self.kind)
    }
}

impl ForeignKey {
    fn words(&self) -> String {
        format!("the key ({}) to {} ({})", self.columns.join(", "), self.table, self.to.join(", "))
    }
}

impl IndexShape {
    fn words(&self) -> String {
        let rows = if self.rows == Rows::Some { " for some rows" } else { "" };
        format!("({}){rows}", self.columns.join(", "))
    }
}

/// Walks two maps side by side.
fn compare<'a, T>(
    ours: &'a BTreeMap<String, T>,
    theirs: &'a BTreeMap<String, T>,
    mut look: impl FnMut(&'a str, Option<&'a T>, Option<&'a T>),
) {
    let names: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
    for name in names {
        look(name, ours.get(name), theirs.get(name));
    }
}

fn kind(engine_word: &str) -> String {
    match engine_word.to_lowercase().as_str() {
        "blob" | "bytea" => "bytes".to_owned(),
        other => other.to_owned(),
    }
}

const fn fill(required: bool) -> Fill {
    if required { Fill::Required } else { Fill::MayBeEmpty }
}

const fn unsaid(has_default: bool) -> Unsaid {
    if has_default { Unsaid::Default } else { Unsaid::Nothing }
}

const fn rows(partial: bool) -> Rows {
    if partial { Rows::Some } else { Rows::All }
}

impl Db {
    /// The tables as the engine has them.
    pub async fn schema(&self) -> Result<Schema, DbError> {
        Ok(Schema(match &self.pools {
            Pools::Sqlite(embedded) => of_sqlite(embedded.reader().await?.connection()?)?,
            Pools::Pg(pool) => of_pg(pool).await?,
        }))
    }
}

fn of_sqlite(connection: &Connection) -> Result<BTreeMap<String, Table>, DbError> {
    let names: Vec<String> = ask(
        connection,
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_sqlx%'",
        [],
        |row| row.get(0),
    )?;
    let mut tables = BTreeMap::new();
    for name in names {
        let table = Table {
            columns: sqlite_columns(connection, &name)?,
            primary_key: ask(
                connection,
                "SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk",
                [&name],
                |row| row.get(0),
            )?,
            foreign_keys: sqlite_foreign_keys(connection, &name)?,
            ..Table::default()
        };
        let table = sqlite_indexes(connection, &name, table)?;
        tables.insert(name, table);
    }
    Ok(tables)
}

fn ask<T>(
    connection: &Connection,
    text: &str,
    values: impl Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, DbError> {
    let mut statement = connection.prepare(text)?;
    let found = statement.query_map(values, read)?.collect::<Result<_, _>>()?;
    Ok(found)
}

fn sqlite_columns(connection: &Connection, table: &str) -> Result<BTreeMap<String, ColumnShape>, DbError> {
    // A column of the primary key is required everywhere; this engine says so only where it is written out.
    let found = ask(
        connection,
        "SELECT name, type, \"notnull\" <> 0 OR pk > 0, dflt_value IS NOT NULL FROM pragma_table_info(?1)",
        [table],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
    )?;
    Ok(found.into_iter().map(shape_of).collect())
}

fn shape_of((name, word, required, default): (String, String, bool, bool)) -> (String, ColumnShape) {
    (name, ColumnShape { kind: kind(&word), fill: fill(required), unsaid: unsaid(default) })
}

fn sqlite_foreign_keys(connection: &Connection, table: &str) -> Result<BTreeSet<ForeignKey>, DbError> {
    let found: Vec<(i64, String, String, String)> = ask(
        connection,
        "SELECT id, \"table\", \"from\", \"to\" FROM pragma_foreign_key_list(?1) ORDER BY id, seq",
        [table],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
    )?;
    let mut keys: BTreeMap<i64, ForeignKey> = BTreeMap::new();
    for (id, table, from, to) in found {
        let key = keys.entry(id).or_insert(ForeignKey { columns: Vec::new(), table, to: Vec::new() });
        key.columns.push(from);
        key.to.push(to);
    }
    Ok(keys.into_values().collect())
}

fn sqlite_indexes(connection: &Connection, name: &str, mut table: Table) -> Result<Table, DbError> {
    let found: Vec<(String, bool, bool)> = ask(
        connection,
        "SELECT name, \"unique\" <> 0, partial <> 0 FROM pragma_index_list(?1) WHERE origin <> 'pk'",
        [name],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    for (index, unique, partial) in found {
        let columns = ask(
            connection,
            "SELECT coalesce(name, '(expression)') FROM pragma_index_info(?1) ORDER BY seqno",
            [&index],
            |row| row.get(0),
        )?;
        put_index(&mut table, index, IndexShape { columns, rows: rows(partial) }, unique);
    }
    Ok(table)
}

fn put_index(table: &mut Table, name: String, shape: IndexShape, unique: bool) {
    if unique {
        table.unique.insert(shape);
    } else {
        table.indexes.insert(name, shape);
    }
}

async fn of_pg(pool: &PgPool) -> Result<BTreeMap<String, Table>, DbError> {
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    let columns: Vec<(String, String, String, bool, bool)> = sqlx::query_as(
        "SELECT CAST(c.relname AS TEXT), CAST(a.attname AS TEXT), format_type(a.atttypid, a.atttypmod), a.attnotnull,
                a.atthasdef
           FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
          WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname NOT LIKE '\\_sqlx%'
            AND a.attnum > 0 AND NOT a.attisdropped",
    )
    .fetch_all(pool)
    .await?;
    for (table, name, word, required, default) in columns {
        let (name, shape) = shape_of((name, word, required, default));
        tables.entry(table).or_default().columns.insert(name, shape);
    }
    let keys: Vec<(String, String, Vec<String>, Vec<String>)> = sqlx::query_as(
        "SELECT CAST(c.relname AS TEXT), CAST(o.relname AS TEXT),
                ARRAY(SELECT CAST(a.attname AS TEXT) FROM unnest(k.conkey) WITH ORDINALITY u (n, place)
                        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.n ORDER BY u.place),
                ARRAY(SELECT CAST(a.attname AS TEXT) FROM unnest(k.confkey) WITH ORDINALITY u (n, place)
                        JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.n ORDER BY u.place)
           FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class o ON o.oid = k.confrelid
          WHERE k.contype = 'f' AND c.relnamespace = 'public'::regnamespace",
    )
    .fetch_all(pool)
    .await?;
    for (name, to_table, columns, to) in keys {
        tables.entry(name).or_default().foreign_keys.insert(ForeignKey { columns, table: to_table, to });
    }
    let indexes: Vec<(String, String, bool, bool, bool, Vec<String>)> = sqlx::query_as(
        "SELECT CAST(t.relname AS TEXT), CAST(c.relname AS TEXT), i.indisunique, i.indisprimary, i.indpred IS NOT NULL,
                ARRAY(SELECT coalesce(CAST(a.attname AS TEXT), '(expression)')
                        FROM unnest(CAST(i.indkey AS SMALLINT[])) WITH ORDINALITY u (n, place)
                        LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.n ORDER BY u.place)
           FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
          WHERE t.relnamespace = 'public'::regnamespace AND t.relname NOT LIKE '\\_sqlx%'",
    )
    .fetch_all(pool)
    .await?;
    for (name, index, unique, primary, partial, columns) in indexes {
        let table = tables.entry(name).or_default();
        if primary {
            table.primary_key = columns;
        } else {
            put_index(table, index, IndexShape { columns, rows: rows(partial) }, unique);
        }
    }
    Ok(tables)
}
