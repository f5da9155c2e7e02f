//! What stands beside a conversation about its client: how they want to hear of the case, what they answered in the form of
//! the service, what their signed containers hold, and the way to publishing a question.

use solits_cases::{Case, Kind, NewsBy};
use solits_db::Tx;
use solits_web::{EmployeeCx, WebError};

use crate::{
    portal::status,
    store::{self, HoldsLine},
};

/// What stands beside a conversation about its client.
pub(super) struct ClientView {
    /// How they want to hear; empty where they were not asked.
    pub(super) channel: String,
    /// Where to; an address of e-mail with whether it is known to be theirs.
    pub(super) to: String,
    pub(super) is_confirmed: bool,
    pub(super) is_email: bool,
    /// The text of a short message or a letter, for staff to send.
    pub(super) ready: String,
    /// What was asked and answered in the form of the service.
    pub(super) answers: Vec<(String, String)>,
    /// The name of a container, and the documents in it.
    pub(super) holds: Vec<(String, Vec<String>)>,
    /// Whether question and answer may be published.
    pub(super) is_question: bool,
    /// What the client thinks of how it went; empty where nothing was said.
    pub(super) survey: Vec<String>,
}

impl ClientView {
    /// Whether there is anything to show.
    pub(super) fn is_empty(&self) -> bool {
        self.channel.is_empty()
            && self.answers.is_empty()
            && self.holds.is_empty()
            && self.survey.is_empty()
            && !self.is_question
    }
}

pub(super) async fn client_view(tx: &mut Tx, cx: &EmployeeCx, case: &Case) -> Result<ClientView, WebError> {
    let words = cx.words;
    let hearing = solits_cases::find_hearing(tx, case.id).await?;
    let answers = store::list_answers(tx, case.id).await?;
    let files = store::list_files(tx, case.id).await?;
    let holds = store::list_holds(tx, case.id).await?;
    let survey = solits_cases::find_survey(tx, case.id).await?;
    let by = hearing.as_ref().map(|hearing| hearing.by);
    let to = hearing.as_ref().map(|hearing| hearing.reach(&case.client_contact).to_owned());
    let lang = hearing.as_ref().map(|hearing| hearing.lang).unwrap_or_default();
    let page = format!("{}/i/{}/case", cx.app.config.public_url, cx.me.institution_code);
    let name_of = |one: &HoldsLine| {
        let own = files.iter().find(|file| file.message_id == one.message_id && file.place == one.place);
        own.map(|file| file.name.clone()).unwrap_or_default()
    };
    Ok(ClientView {
        channel: by.map(|by| by.label(words)).unwrap_or_default(),
        to: to.unwrap_or_default(),
        is_confirmed: hearing.as_ref().is_some_and(|hearing| hearing.confirmed_at.is_some()),
        is_email: by == Some(NewsBy::Email),
        ready: match by {
            Some(by) if by.is_by_hand() => status::ready_text(case, &page, lang),
            _ => String::new(),
        },
        answers: answers.into_iter().map(|answer| (answer.label, answer.value)).collect(),
        holds: holds
            .iter()
            .map(|one| (name_of(one), one.holds.lines().map(str::to_owned).collect()))
            .collect(),
        is_question: case.kind == Kind::Question,
        survey: survey
            .map(|survey| {
                let ease = words.ta("correspondence-survey-ease", &[("ease", survey.ease.into())]);
                let fair = words.t(match survey.fair.as_str() {
                    "yes" => "correspondence-survey-fair",
                    "partly" => "correspondence-survey-partly-fair",
                    _ => "correspondence-survey-unfair",
                });
                let mut said = vec![ease, fair];
                said.extend((!survey.words.is_empty()).then_some(survey.words));
                said
            })
            .unwrap_or_default(),
    })
}
