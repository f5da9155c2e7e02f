//! The keys of the marks by which letters of ours are known again (security §7).

use solits_db::Tx;
use solits_mail::{Address, Keys};
use solits_web::App;

use crate::{CorrespondenceError, store};

/// The keys of an institution, made when they are first needed. Message-ids are named after the mailbox's host.
pub(crate) async fn of(tx: &mut Tx, app: &App, address: &str) -> Result<Keys, CorrespondenceError> {
    let mut kept = store::list_keys(tx).await?;
    if kept.is_empty() {
        store::offer_key(tx, app.random.bytes(), app.clock.now()).await?;
        kept = store::list_keys(tx).await?;
    }
    let host =
        Address::parse(address).map_or_else(|| "localhost".to_owned(), |address| address.domain().to_owned());
    let mut kept = kept.into_iter();
    let (number, secret) = kept.next().ok_or(CorrespondenceError::NotFound)?;
    Ok(kept.fold(Keys::new(host, number, secret), |keys, (number, secret)| keys.and_older(number, secret)))
}
