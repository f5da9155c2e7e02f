//! What the program lacks, by name: the part of it that would accompany a moment, show a statement or record an event.

use crate::{
    event::{EventKind, Subject},
    model::{Moment, Surface},
};

impl Moment {
    /// The part of the program that accompanies staff at this moment: Latvian, English.
    pub(crate) const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Phone => ("tālruņa darba vieta", "the telephone workplace"),
            Self::Mail => ("e-pasta apstrāde", "handling of e-mail"),
            Self::FieldVisit => ("izbraukumi pie klienta", "field visits"),
            Self::Outage => ("rīcība traucējumos", "the procedure for outages"),
            Self::Colleague => ("kolēģu jautājumi", "questions among colleagues"),
            Self::Closing => ("norādes dienas beigās", "guides at the end of the day"),
            _ => ("norādes apkalpošanas gaitā", "guides during the visit"),
        }
    }
}

impl Surface {
    /// The place where the public sees it: Latvian, English.
    pub(crate) const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Website => ("tīmekļa vietnes ziņas", "news of the website"),
            _ => ("vieta, kur to publicēt", "a place to publish it"),
        }
    }
}

impl EventKind {
    /// The part of the program that records the event: Latvian, English.
    ///
    /// Only of use for an event that is not recorded yet, to say what it waits for.
    pub(crate) const fn ability(self) -> (&'static str, &'static str) {
        match self {
            Self::NonconformityFound | Self::NonconformityReported => {
                ("neatbilstību ziņojumi", "non-conformity reports")
            }
            Self::QuestionPublished => {
                ("jautājumi un atbildes vietnē", "questions and answers on the website")
            }
            Self::NewsPublished | Self::NewsRead => ("aktualitātes darbiniekiem", "news for employees"),
            Self::SurveyHeld => ("klientu aptaujas", "client surveys"),
            // Evaluations are planned; of what they find only the self-check is recorded.
            Self::PeriodStarted | Self::EvaluationDone => {
                ("novērtējumu rezultātu ieraksti", "records of what evaluations find")
            }
            Self::ReportMade => ("sagatavoto pārskatu uzskaite", "the record of reports made"),
            Self::CaseForwarded => {
                ("lietas pārsūtīšana citai iestādei", "forwarding of a case to another body")
            }
            Self::CaseExtended => ("lietas termiņa pagarināšana", "extension of a case's term"),
            Self::StandardDistributed => ("standarta izsūtīšana", "distribution of the standard"),
            _ => self.subject().ability(),
        }
    }
}

impl Subject {
    /// The part of the program that keeps such things: Latvian, English.
    const fn ability(self) -> (&'static str, &'static str) {
        match self {
            Self::Call => Moment::Phone.words(),
            Self::Message => Moment::Mail.words(),
            Self::Incident => Moment::Outage.words(),
            Self::InternalRequest => Moment::Colleague.words(),
            Self::Appointment => ("pieraksts uz noteiktu laiku", "appointments"),
            Self::Feedback => (
                "atsauksmju, ierosinājumu, sūdzību un pretenziju reģistrs",
                "the register of feedback, suggestions, complaints and claims",
            ),
            Self::Ticket | Self::BranchDay | Self::HelpCall | Self::Counter => ("rinda", "the line"),
            Self::Case => ("lietas", "cases"),
            Self::Employee => ("darbinieku ieraksti", "records of employees"),
            Self::Notice => ("paziņojumi", "notices"),
            Self::Evaluation => ("novērtējumu rezultātu ieraksti", "records of what evaluations find"),
            Self::Obligation => ("solījumi", "promises"),
            Self::Standard => ("standarts", "the standard"),
            Self::Institution => ("iestatījumi", "set-up"),
        }
    }
}
