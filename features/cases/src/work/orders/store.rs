//! Orders, as they are stored.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, EmployeeId, ServiceId, Timestamp};

use super::model::{
    Confirmation, Delay, Format, Handed, Order, Paid, Payment, Place, Proof, ReceivedAs, Terms,
};

row! {
    struct OrderRow {
        case_id: CaseId, purpose: String, price_cents: i64, price_why: String, payment: String, paid_how: String,
        paid_words: String, paid_at: Option<Timestamp>, paid_by: Option<EmployeeId>, format: String, place: String,
        place_words: String, handed_at: Option<Timestamp>, handed_by: Option<EmployeeId>, handed_to: String,
        handed_as: String, handed_basis: String, handed_proof: String, delay_at: Option<Timestamp>,
        delay_to: Option<EmployeeId>, delay_words: String,
    }
}

impl TryFrom<OrderRow> for Order {
    type Error = DbError;

    fn try_from(row: OrderRow) -> Result<Self, DbError> {
        let corrupt = || DbError::Corrupt(format!("order of case {}", row.case_id));
        let paid = match row.paid_at {
            None => None,
            Some(at) => Some(Paid {
                how: Confirmation::parse(&row.paid_how).ok_or_else(corrupt)?,
                words: row.paid_words,
                at,
                by: row.paid_by,
            }),
        };
        let handed = match row.handed_at {
            None => None,
            Some(at) => Some(Handed {
                at,
                by: row.handed_by,
                to: row.handed_to,
                received_as: ReceivedAs::parse(&row.handed_as).ok_or_else(corrupt)?,
                basis: row.handed_basis,
                proof: Proof::parse(&row.handed_proof).ok_or_else(corrupt)?,
            }),
        };
        let delay = row.delay_at.zip(row.delay_to).map(|(at, to)| Delay { at, to, words: row.delay_words });
        Ok(Self {
            case: row.case_id,
            terms: Terms {
                purpose: row.purpose,
                price_cents: Some(row.price_cents),
                price_why: row.price_why,
                payment: Payment::parse(&row.payment),
                format: Format::parse(&row.format),
                place: Place::parse(&row.place),
                place_words: row.place_words,
            },
            paid,
            handed,
            delay,
        })
    }
}

/// The order of a case.
pub(crate) async fn find(tx: &mut Tx, case: CaseId) -> Result<Option<Order>, DbError> {
    sql!(
        "SELECT case_id, purpose, price_cents, price_why, payment, paid_how, paid_words, paid_at, paid_by, format, place,
                place_words, handed_at, handed_by, handed_to, handed_as, handed_basis, handed_proof, delay_at, delay_to,
                delay_words
           FROM case_orders WHERE institution_id = $1 AND case_id = $2"
    )
    .bind(case)
    .optional::<OrderRow>(tx)
    .await?
    .map(Order::try_from)
    .transpose()
}

/// Stores an order as it now is.
pub(crate) async fn put(tx: &mut Tx, order: &Order) -> Result<(), DbError> {
    let (terms, paid, handed) = (&order.terms, order.paid.as_ref(), order.handed.as_ref());
    sql!(
        "INSERT INTO case_orders (institution_id, case_id, purpose, price_cents, price_why, payment, paid_how, paid_words, paid_at,
                paid_by, format, place, place_words, handed_at, handed_by, handed_to, handed_as, handed_basis, handed_proof,
                delay_at, delay_to, delay_words)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
         ON CONFLICT (institution_id, case_id) DO UPDATE SET purpose = $3, price_cents = $4, price_why = $5, payment = $6,
                paid_how = $7, paid_words = $8, paid_at = $9, paid_by = $10, format = $11, place = $12, place_words = $13,
                handed_at = $14, handed_by = $15, handed_to = $16, handed_as = $17, handed_basis = $18, handed_proof = $19,
                delay_at = $20, delay_to = $21, delay_words = $22"
    )
    .bind(order.case)
    .bind(&terms.purpose)
    .bind(order.price_cents())
    .bind(&terms.price_why)
    .bind(terms.payment.map_or("", Payment::name))
    .bind(paid.map_or("", |paid| paid.how.name()))
    .bind(paid.map_or("", |paid| paid.words.as_str()))
    .bind(paid.map(|paid| paid.at))
    .bind(paid.and_then(|paid| paid.by))
    .bind(terms.format.map_or("", Format::name))
    .bind(terms.place.map_or("", Place::name))
    .bind(&terms.place_words)
    .bind(handed.map(|handed| handed.at))
    .bind(handed.and_then(|handed| handed.by))
    .bind(handed.map_or("", |handed| handed.to.as_str()))
    .bind(handed.map_or("", |handed| handed.received_as.name()))
    .bind(handed.map_or("", |handed| handed.basis.as_str()))
    .bind(handed.map_or("", |handed| handed.proof.name()))
    .bind(order.delay.as_ref().map(|delay| delay.at))
    .bind(order.delay.as_ref().map(|delay| delay.to))
    .bind(order.delay.as_ref().map_or("", |delay| delay.words.as_str()))
    .run(tx)
    .await?;
    Ok(())
}

/// The order of one case becomes that of another.
pub(crate) async fn update_case(tx: &mut Tx, from: CaseId, into: CaseId) -> Result<(), DbError> {
    sql!("UPDATE case_orders SET case_id = $3 WHERE institution_id = $1 AND case_id = $2")
        .bind(from)
        .bind(into)
        .run(tx)
        .await?;
    Ok(())
}

row! {
    /// An order that is not handed out, as a line of a list.
    pub(crate) struct Waiting {
        pub(crate) case_id: CaseId, pub(crate) reference: String, pub(crate) subject: String,
        pub(crate) owner_id: EmployeeId, pub(crate) service_id: Option<ServiceId>,
        pub(crate) due_at: Option<Timestamp>,
    }
}

/// The cases of kind order and those with an order, open and not handed out; of one owner, or those of which somebody was
/// warned that they will be late.
pub(crate) async fn list_waiting(
    tx: &mut Tx,
    owner: Option<EmployeeId>,
    warned: Option<EmployeeId>,
    most: i64,
) -> Result<Vec<Waiting>, DbError> {
    sql!(
        ["SELECT c.id AS case_id, c.reference, c.subject, c.owner_id, c.service_id, c.due_at
           FROM cases c LEFT JOIN case_orders o ON o.institution_id = $1 AND o.case_id = c.id
          WHERE c.institution_id = $1 AND c.status IN ('open', 'waiting_client')
            AND (c.kind = 'order' OR o.case_id IS NOT NULL) AND o.handed_at IS NULL
            AND (CAST($2 AS UUID) IS NULL OR c.owner_id = $2) AND (CAST($3 AS UUID) IS NULL OR o.delay_to = $3)
            AND ", solits_db::case_sight!(5, 6), " = 1
          ORDER BY c.due_at NULLS LAST, c.id LIMIT $4"]
    )
    .bind(owner)
    .bind(warned)
    .bind(most)
    .bind_viewer(tx.viewer())
    .all(tx)
    .await
}
