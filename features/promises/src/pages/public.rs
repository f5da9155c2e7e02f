//! `GET /i/{institution}/promises`: the same for everybody, without people and without small counts.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use askama::Template;
use solits_db::Tx;
use solits_journal::{Heart, JournalError};
use solits_kernel::{InstitutionId, Timestamp};
use solits_web::{Page, PageResult, PublicCx, html};

use super::{
    in_force,
    list::{ByNorm, Months, figures},
    loaded,
};
use crate::{
    figure::{Audience, Figure, month_of},
    hidden::Hidden,
};

/// How long a node keeps what it has counted: only months that have ended are published.
const KEPT_FOR_MS: i64 = 5 * 60_000;

/// The counts that a node has summed up, so that a page read by many sums them up once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memory(Arc<Mutex<HashMap<InstitutionId, Counted>>>);

/// When they were counted, the last month, and the counts.
type Counted = (Timestamp, i64, Arc<ByNorm>);

impl Memory {
    async fn count(
        &self,
        tx: &mut Tx,
        heart: &Heart,
        months: Months,
        at: Timestamp,
    ) -> Result<Arc<ByNorm>, JournalError> {
        let institution = tx.institution();
        if let Some(kept) = institution.and_then(|institution| self.fresh(institution, months.last, at)) {
            return Ok(kept);
        }
        let hidden = Hidden::of_everybody(tx, heart).await?;
        let counts = Arc::new(months.count(tx, &hidden).await?);
        let Some(institution) = institution else { return Ok(counts) };
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(institution, (at, months.last, counts.clone()));
        Ok(counts)
    }

    fn fresh(&self, institution: InstitutionId, last: i64, at: Timestamp) -> Option<Arc<ByNorm>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (counted_at, of, counts) = kept.get(&institution)?;
        let is_fresh = (0..KEPT_FOR_MS).contains(&at.since(*counted_at)) && *of == last;
        is_fresh.then(|| counts.clone())
    }
}

#[derive(Template)]
#[template(path = "promises/public.html")]
struct PublicView {
    page: Page,
    standard: String,
    standard_href: String,
    promises: Vec<Figure>,
}

/// Only whole months are published: a total that grew day by day would tell what one day added to it.
pub(crate) async fn public(cx: PublicCx, memory: Memory) -> PageResult {
    let mut tx = cx.read().await?;
    let loaded = loaded(&mut tx, &cx.app).await?;
    let standard = in_force(&loaded, cx.at);
    let standard_href = format!("/i/{}/standard", cx.code);
    let months = Months { last: month_of(cx.at.day()) - 1, branch: None, own: None };
    let promises = match &standard {
        Some(standard) => {
            let counts = memory.count(&mut tx, &cx.app.heart, months, cx.at).await?;
            let counted = (counts.as_ref(), &HashMap::new());
            figures(cx.words, standard, months, counted, Audience::Public, &standard_href)
        }
        None => Vec::new(),
    };
    html(&PublicView {
        page: cx.page(cx.words.t("promises-title")),
        standard: standard
            .map(|one| one.file().identity.title.get(cx.words.0).to_owned())
            .unwrap_or_default(),
        standard_href,
        promises,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_kept_for_five_minutes_while_the_same_months_are_published() {
        let (memory, institution) = (Memory::default(), InstitutionId(1));
        let at = |millis: i64| Timestamp::from_millis(millis);
        memory.0.lock().unwrap().insert(institution, (at(1_000), 682, Arc::new(ByNorm::new())));
        assert!(memory.fresh(institution, 682, at(1_000 + KEPT_FOR_MS - 1)).is_some());
        assert!(memory.fresh(institution, 682, at(1_000 + KEPT_FOR_MS)).is_none());
        assert!(memory.fresh(institution, 683, at(1_001)).is_none(), "another month has ended");
        assert!(
            memory.fresh(institution, 682, at(999)).is_none()
                && memory.fresh(InstitutionId(2), 682, at(1_000)).is_none()
        );
    }
}
