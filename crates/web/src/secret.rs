//! The secret that signs forms without a sign-in: one for all nodes, kept in the database, made once.

use solits_db::{Db, DbError, global_sql};
use solits_kernel::{Random, Timestamp};
use tokio::sync::OnceCell;

/// The secret of this database; read when it is first needed and remembered from then on.
#[derive(Debug)]
pub(crate) struct FormSecret {
    /// What this node puts there if nobody has been faster.
    offered: [u8; 32],
    kept: OnceCell<Vec<u8>>,
}

impl FormSecret {
    pub(crate) fn new(random: &Random) -> Self {
        Self { offered: random.bytes(), kept: OnceCell::new() }
    }

    /// The secret that every node of this database uses, also after a restart.
    pub(crate) async fn shared(&self, db: &Db, now: Timestamp) -> Result<&[u8], DbError> {
        let kept = self.kept.get_or_try_init(|| async {
            match find(db).await? {
                Some(kept) => Ok(kept),
                None => offer(db, &self.offered, now).await,
            }
        });
        Ok(kept.await?)
    }
}

async fn find(db: &Db) -> Result<Option<Vec<u8>>, DbError> {
    let mut tx = db.read_global().await?;
    global_sql!("SELECT secret AS value FROM program_secrets WHERE name = 'forms'").scalar(&mut tx).await
}

/// Puts the offered secret in place unless another node has put its own there, and returns the one that is there now.
async fn offer(db: &Db, offered: &[u8], now: Timestamp) -> Result<Vec<u8>, DbError> {
    let mut tx = db.write_global().await?;
    global_sql!(
        "INSERT INTO program_secrets (name, secret, made_at) VALUES ('forms', $1, $2) ON CONFLICT (name) DO NOTHING"
    )
    .bind(offered.to_vec())
    .bind(now)
    .run(&mut tx)
    .await?;
    tx.commit().await?;
    find(db).await?.ok_or_else(|| DbError::Corrupt("the secret of forms is gone".to_owned()))
}
