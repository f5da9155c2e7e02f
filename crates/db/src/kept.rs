//! What a transaction has read of rows that hardly ever change, so that it does not ask for them again.

use std::sync::Arc;

use crate::{Arg, DbRow, statement::Sql};

/// Rows of a transaction by the statement and the values they were asked with.
#[derive(Default)]
pub(crate) struct Kept(Vec<Asked>);

struct Asked {
    text: &'static str,
    args: Vec<Arg>,
    rows: Arc<[DbRow]>,
}

impl Kept {
    /// The rows of the same question, where it was asked before.
    pub(crate) fn find(&self, sql: &Sql, args: &[Arg]) -> Option<Arc<[DbRow]>> {
        let same = |asked: &&Asked| asked.text == sql.pg && asked.args == args;
        self.0.iter().find(same).map(|asked| asked.rows.clone())
    }

    pub(crate) fn keep(&mut self, sql: &Sql, args: Vec<Arg>, rows: &Arc<[DbRow]>) {
        self.0.push(Asked { text: sql.pg, args, rows: rows.clone() });
    }

    /// Whoever has waited for others asks anew.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// A statement may change tables: whatever speaks of one of them is asked for again.
    pub(crate) fn forget(&mut self, changing: &str) {
        let waits = changing.contains("FOR UPDATE");
        if self.0.is_empty() || (changing.starts_with("SELECT ") && !waits) {
            return;
        }
        if waits {
            // What was waited for may have changed anything.
            self.clear();
        }
        for table in changed_tables(changing) {
            self.0.retain(|asked| !asked.text.contains(table));
        }
    }
}

/// The words after those that begin a change. Some are no tables (`DO UPDATE SET`); then too much is asked for again.
fn changed_tables(text: &str) -> impl Iterator<Item = &str> {
    ["INSERT INTO ", "UPDATE ", "DELETE FROM "].into_iter().flat_map(move |beginning| {
        text.match_indices(beginning).filter_map(move |(at, _)| {
            let rest = text.get(at + beginning.len()..)?.trim_start();
            rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
                .next()
                .filter(|word| !word.is_empty())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::changed_tables;

    #[test]
    fn a_statement_may_change_several_tables() {
        let text = "WITH moved AS (DELETE FROM letters WHERE id = $2 RETURNING id)
                    INSERT INTO  letters_kept (id) SELECT id FROM moved ON CONFLICT (id) DO UPDATE SET id = $2";
        let tables: Vec<_> = changed_tables(text).collect();
        assert_eq!(tables, ["letters_kept", "SET", "letters"]);
        assert_eq!(changed_tables("SELECT name FROM employees").count(), 0);
    }
}
