//! What stands before the cases of a list, on its first page: letters and news that reach nobody until somebody does something.

use solits_cases::{Untold, list_untold};
use solits_correspondence::{Unsettled, list_unsettled};
use solits_db::Tx;
use solits_web::{EmployeeCx, WebError};

use super::list::FIRST;
use crate::{
    model::{After, Asked, View},
    people::People,
    store,
};

/// Letters shown above the cases; the page of letters has them all.
const MOST_LETTERS: i64 = 20;
/// Letters of ours that did not arrive, of everybody; more have piled up where nobody looks at any.
const MOST_RETURNED: i64 = 200;
/// What clients are to be told by a person, of everybody.
const MOST_UNTOLD: i64 = 200;

/// Letters of ours that did not arrive stand on the first page of the lists their cases belong to, whether those are open or
/// not: until somebody has found another way, the client knows nothing of the answer.
pub(super) async fn returned(
    tx: &mut Tx,
    people: &People,
    asked: &Asked,
    after: After,
) -> Result<Vec<Unsettled>, WebError> {
    if after != FIRST || asked.is_narrowed() || matches!(asked.view, View::Late | View::Colleagues) {
        return Ok(Vec::new());
    }
    let mut returned = list_unsettled(tx, MOST_RETURNED).await?;
    returned.retain(|one| people.reach.has(asked.view, one.owner_id));
    Ok(returned)
}

/// What a person is to tell a client stands there too: by a text message, a letter or the telephone the program tells nobody
/// anything, and until somebody has, the client knows nothing of a new date.
pub(super) async fn untold(
    tx: &mut Tx,
    people: &People,
    asked: &Asked,
    after: After,
) -> Result<Vec<Untold>, WebError> {
    if after != FIRST || asked.is_narrowed() || matches!(asked.view, View::Late | View::Colleagues) {
        return Ok(Vec::new());
    }
    let mut untold = list_untold(tx, MOST_UNTOLD).await?;
    untold.retain(|one| people.reach.has(asked.view, one.owner_id));
    Ok(untold)
}

/// Letters that wait for a person stand on the first page of the lists they belong to: their keeper's, and those of what
/// nobody sees to.
pub(super) async fn letters(
    cx: &EmployeeCx,
    tx: &mut Tx,
    asked: &Asked,
    after: After,
) -> Result<Vec<store::Letter>, WebError> {
    if after != FIRST
        || asked.is_narrowed()
        || matches!(asked.view, View::Late | View::Unit | View::Colleagues)
    {
        return Ok(Vec::new());
    }
    let mut letters = store::list_letters(tx, MOST_LETTERS).await?;
    if asked.view == View::Mine {
        letters.retain(|letter| letter.keeper_id == cx.me.employee);
    }
    Ok(letters)
}
