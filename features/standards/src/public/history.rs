//! `GET /i/{institution}/standard/history`: the versions that were and are in force and those to come, from when until when.

use askama::Template;
use solits_i18n::Words;
use solits_journal::Loaded;
use solits_kernel::Timestamp;
use solits_web::{Page, PageResult, PublicCx, html};

use super::{
    Addresses, store,
    versions::{Span, Standing, before, spans},
};

struct Line {
    title: String,
    href: String,
    standing: String,
    kind: &'static str,
    time: String,
    /// Where what it changed is told; empty for the first.
    changes: String,
}

#[derive(Template)]
#[template(path = "standards/public_history.html")]
struct HistoryView {
    page: Page,
    lines: Vec<Line>,
    addresses: Addresses,
}

pub(crate) async fn history(cx: PublicCx) -> PageResult {
    let mut tx = cx.read().await?;
    let loaded = cx.app.heart.loaded(&mut tx).await?;
    let spans = spans(store::list_adopted(&mut tx).await?);
    drop(tx);
    let addresses = Addresses::of(&cx.code);
    let lines =
        spans.iter().rev().map(|span| line(cx.words, span, &spans, &loaded, &addresses, cx.at)).collect();
    html(&HistoryView { page: cx.page(cx.words.t("standards-public-history")), lines, addresses })
}

fn line(
    words: Words,
    span: &Span,
    spans: &[Span],
    loaded: &Loaded,
    addresses: &Addresses,
    at: Timestamp,
) -> Line {
    let title = loaded.versions.get(span.number).map(|one| one.file().identity.title.get(words.0).to_owned());
    let (standing, kind) = match span.standing(at) {
        Standing::ToCome => ("standards-status-to-come", "soon"),
        Standing::InForce => ("standards-status-in-force", "good"),
        Standing::Past => ("standards-status-past", "plain"),
        Standing::Never => ("standards-public-status-never", "plain"),
    };
    let href = addresses.version(span.number);
    Line {
        title: format!("{}, {}", title.unwrap_or_default(), span.version),
        standing: words.t(standing),
        kind,
        time: match span.standing(at) {
            Standing::Never => String::new(),
            Standing::ToCome | Standing::InForce | Standing::Past => span.words(words),
        },
        changes: before(spans, span.number).map(|_| format!("{href}#changes")).unwrap_or_default(),
        href,
    }
}
