//! Taking feedback down.

use axum::{
    http::HeaderMap,
    response::{IntoResponse as _, Response},
};
use solits_cases::{TypedHearing, hearing_of};
use solits_db::Tx;
use solits_kernel::{BranchId, ServiceId};
use solits_web::{ApiCx, Json, WebError};

use super::{
    WORK, acting, find,
    sent::{NewBody, text, text_or_empty},
    shown::OpenedBody,
};
use crate::{
    actions::{
        given::{self, Wrong},
        taking_down::{MOST_SHORT, MOST_SUBJECT, MOST_WORDS, Taken, WAYS, Wanted, take_down},
    },
    context::Context,
};

pub(super) async fn create(
    cx: ApiCx,
    headers: HeaderMap,
    Json(body): Json<NewBody>,
) -> Result<Response, WebError> {
    let key = match cx.key(&headers) {
        key if key.is_empty() => key,
        // The same key with a call that opens a case is another call.
        key => format!("feedback {key}"),
    };
    let taken = match try_take_down(&cx, &body, &key).await {
        // The same call twice at once: the first one has made the case, and the second finds it.
        Err(WebError::Db(error)) if error.conflict().is_some() => try_take_down(&cx, &body, &key).await?,
        other => other?,
    };
    let opened = taken.opened;
    let mut tx = cx.read().await?;
    let institution = solits_organisation::find_institution(&mut tx).await?.ok_or(WebError::NotFound)?;
    let status = match find(&mut tx, opened.case).await {
        Ok((_, _, record)) => Some(record.standing()),
        Err(WebError::NotFound) => None,
        Err(error) => return Err(error),
    };
    let body = OpenedBody {
        id: opened.case.uuid(),
        reference: opened.reference,
        link: format!("{}/i/{}/case/{}", cx.app.config.public_url, institution.code, opened.code),
        code: opened.code,
        short_code: opened.short_code,
        status,
    };
    Ok(Json(body).into_response())
}

async fn try_take_down(cx: &ApiCx, body: &NewBody, key: &str) -> Result<Taken, WebError> {
    let mut tx = cx.write().await?;
    let actor = acting(&mut tx, cx, body.by, WORK).await?;
    let wanted = wanted(&mut tx, cx, body, key).await?;
    let taken = take_down(&mut tx, &cx.app, &actor, &wanted).await?;
    tx.commit().await?;
    Ok(taken)
}

/// What is asked for, if everything named is there.
async fn wanted(tx: &mut Tx, cx: &ApiCx, body: &NewBody, key: &str) -> Result<Wanted, WebError> {
    let context = Context::load(tx, &cx.app, cx.at).await?;
    let services = solits_organisation::list_services(tx).await?;
    let channel = WAYS.iter().find(|(code, _)| *code == body.channel.code());
    let (_, channel) = channel.ok_or(Wrong::Written)?;
    let service = body.service.map(ServiceId::new);
    if service.is_some_and(|id| services.iter().all(|one| one.id != id)) {
        return Err(Wrong::Service.into());
    }
    let concern = match &body.concerns {
        Some(concerns) => {
            let concern = concerns.named()?.concern(&context, &services)?;
            Some((concern, given::norm(&context, &body.norm)?))
        }
        None => None,
    };
    let contact = text_or_empty(&body.client_contact, MOST_SHORT)?;
    // Nobody asks here by which way; an address of e-mail is written to.
    let typed = TypedHearing { by: "", to: "", lang: "", contact: &contact };
    Ok(Wanted {
        kind: body.kind.into(),
        channel: *channel,
        branch: BranchId::new(body.branch),
        service,
        subject: text(&body.subject, MOST_SUBJECT)?,
        text: text_or_empty(&body.text, MOST_WORDS)?,
        client_name: text_or_empty(&body.client_name, MOST_SHORT)?,
        hearing: hearing_of(&typed, cx.at).ok().flatten(),
        client_contact: contact,
        concern,
        key: key.to_owned(),
    })
}
