//! What can happen, as far as a standard may refer to it: the closed vocabulary of journal events.
//!
//! A promise names the event that starts its clock and the events that meet or waive it. A name that is not in this
//! list is a mistake in the standard file, found by the checker.

use serde::{Deserialize, Serialize};

/// To what a journal entry belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A place in a line.
    Ticket,
    /// A case of a client.
    Case,
    /// A booked time.
    Appointment,
    /// A telephone call.
    Call,
    /// A message in writing.
    Message,
    /// A branch on one day.
    BranchDay,
    /// A request for an employee, made in the hall.
    HelpCall,
    /// A counter.
    Counter,
    /// An employee.
    Employee,
    /// A notice to the public.
    Notice,
    /// An outage.
    Incident,
    /// A question to a colleague.
    InternalRequest,
    /// A complaint, claim, suggestion or praise.
    Feedback,
    /// A survey or an evaluation.
    Evaluation,
    /// A promise itself; for the timer's entries, not for standards to name.
    Obligation,
    /// The standard itself.
    Standard,
    /// Set-up of the institution.
    Institution,
}

impl Subject {
    /// What it is, in Latvian and English.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Ticket => ("talons", "a ticket"),
            Self::Case => ("lieta", "a case"),
            Self::Appointment => ("pieraksts", "an appointment"),
            Self::Call => ("zvans", "a call"),
            Self::Message => ("vēstule", "a message"),
            Self::BranchDay => ("filiāles darba diena", "a branch's day"),
            Self::HelpCall => ("palīdzības lūgums", "a request for help"),
            Self::Counter => ("lodziņš", "a counter"),
            Self::Employee => ("darbinieks", "an employee"),
            Self::Notice => ("paziņojums", "a notice"),
            Self::Incident => ("traucējums", "an outage"),
            Self::InternalRequest => ("kolēģa jautājums", "a colleague's question"),
            Self::Feedback => ("atsauksme", "feedback"),
            Self::Evaluation => ("vērtēšana", "an evaluation"),
            Self::Obligation => ("saistība", "an obligation"),
            Self::Standard => ("standarts", "the standard"),
            Self::Institution => ("iestāde", "the institution"),
        }
    }
}

/// Declares the vocabulary: variant, name in files, subject, whether this version of the program records it, and the
/// words for it in both languages.
macro_rules! events {
    ($($variant:ident $name:literal $subject:ident $recorded:ident $lv:literal $en:literal;)*) => {
        /// A kind of journal event.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "each event's words stand beside it and are shown by `words`")]
        pub enum EventKind { $($variant),* }

        impl EventKind {
            /// Every event a standard may name.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name in standard files, the journal and the API.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }
            /// To what the event belongs; a promise is met by an event of the same subject that started it.
            pub const fn subject(self) -> Subject {
                match self { $(Self::$variant => Subject::$subject),* }
            }
            /// Whether this version of the program records the event; a promise on one that is not yet recorded is a
            /// promise on paper until the channel is in use.
            pub const fn is_recorded(self) -> bool {
                match self { $(Self::$variant => events!(@ $recorded)),* }
            }
            /// What happened, in Latvian and English.
            pub const fn words(self) -> (&'static str, &'static str) {
                match self { $(Self::$variant => ($lv, $en)),* }
            }
        }
    };
    (@ yes) => { true };
    (@ later) => { false };
}

events! {
    // The counter.
    TicketTaken "ticket.taken" Ticket yes "talons izsniegts" "ticket taken";
    TicketCalled "ticket.called" Ticket yes "klients aicināts" "client called";
    TicketRecalled "ticket.recalled" Ticket yes "klients aicināts atkārtoti" "client called again";
    TicketStarted "ticket.started" Ticket yes "apkalpošana sākta" "service started";
    TicketFinished "ticket.finished" Ticket yes "apkalpošana pabeigta" "service finished";
    TicketParked "ticket.parked" Ticket yes "klients atlikts" "client parked";
    TicketTransferred "ticket.transferred" Ticket yes "klients nodots tālāk" "client transferred";
    TicketNoShow "ticket.no_show" Ticket yes "klients neatnāca" "client did not come";
    TicketReturned "ticket.returned" Ticket yes "klients atgriezās rindā" "client back in the line";
    TicketLeft "ticket.left" Ticket yes "klients atstāja rindu" "client left the line";
    TicketIssuedByMistake "ticket.issued_by_mistake" Ticket yes "talons izsniegts kļūdas dēļ" "ticket issued by mistake";
    TicketMoreTime "ticket.more_time" Ticket yes "klientam vajag vairāk laika" "client needs more time";
    TicketClosedAtEnd "ticket.closed_at_end" Ticket yes "talons slēgts dienas beigās" "ticket closed at the end of the day";
    TicketUndone "ticket.undone" Ticket yes "darbība atsaukta" "action undone";
    TicketServiceAdded "ticket.service_added" Ticket yes "apmeklējumam pievienots pakalpojums" "service added to the visit";
    TicketServiceChanged "ticket.service_changed" Ticket yes "sākts cits apmeklējuma pakalpojums" "another service of the visit started";
    TicketTimeCorrected "ticket.time_corrected" Ticket yes "laiks labots" "time corrected";
    TicketPartyCorrected "ticket.party_corrected" Ticket yes "cilvēku skaits labots" "number of people corrected";
    // The branch and its day.
    BranchDayStarted "branch.day_started" BranchDay yes "darba diena sākas" "working day begins";
    BranchDoorsOpened "branch.doors_opened" BranchDay yes "durvis atvērtas" "doors opened";
    BranchClosingWarned "branch.closing_warned" BranchDay yes "brīdināts par slēgšanu" "warned of closing time";
    BranchLastClientServed "branch.last_client_served" BranchDay yes "apkalpots pēdējais klients" "last client served";
    BranchDayEnded "branch.day_ended" BranchDay yes "darba diena beidzas" "working day ends";
    HelpAsked "help.asked" HelpCall yes "zālē lūdz darbinieku" "an employee asked for in the hall";
    HelpTaken "help.taken" HelpCall yes "darbinieks dodas palīgā" "an employee goes to help";
    // The counter's own state and the people behind it.
    CounterOpened "counter.opened" Counter yes "lodziņš atvērts" "counter opened";
    CounterPaused "counter.paused" Counter yes "lodziņš pauzē" "counter paused";
    CounterResumed "counter.resumed" Counter yes "lodziņš atsāk darbu" "counter resumed";
    CounterClosed "counter.closed" Counter yes "lodziņš slēgts" "counter closed";
    CounterBackOffice "counter.back_office" Counter yes "darbs bez klienta" "work without a client";
    ChecklistDone "employee.checklist_done" Employee yes "dienas sākuma pārbaude izdarīta" "start-of-day checklist done";
    SelfCheckDone "employee.self_check_done" Employee yes "paškontrole izdarīta" "self-check done";
    StandardRead "employee.standard_read" Employee yes "iepazinies ar standartu" "acquainted with the standard";
    EmployeeJoined "employee.joined" Employee yes "darbinieks pieņemts" "employee joined";
    NewsPublished "employee.news_published" Employee later "publicēta aktualitāte" "news published";
    NewsRead "employee.news_read" Employee later "aktualitāte izlasīta" "news read";
    // Cases.
    CaseOpened "case.opened" Case yes "lieta atvērta" "case opened";
    CaseNoted "case.noted" Case yes "piezīme lietā" "note in the case";
    CaseAssigned "case.assigned" Case yes "lieta nodota izpildei" "case assigned";
    CaseAcknowledged "case.acknowledged" Case yes "saņemšana apstiprināta" "receipt confirmed";
    CaseDelayTold "case.delay_told" Case yes "paziņots par kavēšanos" "client told of a delay";
    CaseAnswered "case.answered" Case yes "atbilde sniegta" "answered";
    CaseForwarded "case.forwarded" Case yes "pārsūtīts kompetentajai iestādei" "forwarded to the competent body";
    CaseExtended "case.extended" Case yes "termiņš pagarināts" "term extended";
    CaseClosed "case.closed" Case yes "lieta slēgta" "case closed";
    CaseReopened "case.reopened" Case yes "lieta atvērta no jauna" "case reopened";
    CaseClassified "case.classified" Case yes "noteikts, kas tas pēc likuma un standarta ir" "what it is by law and standard was said";
    CaseJoined "case.joined" Case yes "pievienota agrākai sarakstei" "joined to earlier correspondence";
    CaseReferred "case.referred" Case yes "nosaukta kompetentā iestāde" "competent body named";
    CaseSightChanged "case.sight_changed" Case yes "mainīts, kas lietu redz" "who sees the case was changed";
    CasePartyChanged "case.party_changed" Case yes "mainīts lietas dalībnieks" "party of the case changed";
    CaseOrderChanged "case.order_changed" Case yes "pasūtījums papildināts" "order completed";
    CasePaid "case.paid" Case yes "maksājums apstiprināts" "payment confirmed";
    CaseHandedOut "case.handed_out" Case yes "dokumenti izsniegti" "documents handed out";
    CaseSourceNoted "case.source_noted" Case yes "pierakstīts avots vai fakts" "source or fact noted";
    CaseConflictDeclared "case.conflict_declared" Case yes "paziņots par interešu konfliktu" "conflict of interest declared";
    CasePaused "case.paused" Case yes "izpilde apturēta" "work paused";
    CaseResumed "case.resumed" Case yes "izpilde atsākta" "work resumed";
    CasePromised "case.promised" Case yes "klientam apsolīts" "promised to the client";
    CasePromiseKept "case.promise_kept" Case yes "klientam apsolītais izpildīts" "what was promised to the client is done";
    CaseLinked "case.linked" Case yes "lietas saistītas" "cases linked";
    CaseMerged "case.merged" Case yes "lietas apvienotas" "cases merged";
    CaseSplit "case.split" Case yes "lieta sadalīta" "case split";
    CaseHandedOver "case.handed_over" Case yes "nodota citai struktūrvienībai" "handed over to another unit";
    CaseRefused "case.refused" Case yes "atteikts" "refused";
    CaseJudged "case.judged" Case yes "klients novērtēja atbildi" "the client judged the answer";
    CaseHeld "case.held" Case yes "lietas dzēšana apturēta" "erasing of the case held";
    CaseLetGo "case.let_go" Case yes "lietas dzēšana atkal atļauta" "case may be erased again";
    CaseErased "case.erased" Case yes "lietas saturs izdzēsts" "contents of the case erased";
    // Appointments.
    AppointmentBooked "appointment.booked" Appointment later "laiks pierakstīts" "time booked";
    AppointmentMoved "appointment.moved" Appointment later "pieraksts pārcelts" "appointment moved";
    AppointmentMoveTold "appointment.move_told" Appointment later "par pārcelšanu paziņots" "client told of the move";
    AppointmentArrived "appointment.arrived" Appointment later "klients atnāca uz norunāto laiku" "client came to the appointment";
    AppointmentKept "appointment.kept" Appointment later "pieraksts notika" "appointment kept";
    AppointmentNotKept "appointment.not_kept" Appointment later "iestāde pierakstu nevarēja ievērot" "the institution could not keep the appointment";
    AppointmentOtherOffered "appointment.other_offered" Appointment later "piedāvāts cits risinājums" "another solution offered";
    AppointmentNoShow "appointment.no_show" Appointment later "klients uz norunāto laiku neatnāca" "client did not come to the appointment";
    AppointmentCancelled "appointment.cancelled" Appointment later "pieraksts atcelts" "appointment cancelled";
    // The telephone.
    CallRinging "call.ringing" Call later "zvana tālrunis" "telephone rings";
    CallAnswered "call.answered" Call later "zvans atbildēts" "call answered";
    CallMissed "call.missed" Call later "zvans neatbildēts" "call missed";
    CallAbandoned "call.abandoned" Call later "zvanītājs nolika klausuli" "caller hung up";
    CallOtherChannelOffered "call.other_channel_offered" Call later "piedāvāts cits saziņas veids" "another channel offered";
    CallHeld "call.held" Call later "klients uzgaida, kamēr noskaidro" "client waits while it is found out";
    CallResumed "call.resumed" Call later "saruna turpinās" "call goes on";
    CallBackPromised "call.back_promised" Call yes "apsolīts atzvanīt" "call back promised";
    CallBackMade "call.back_made" Call yes "atzvanīts" "called back";
    CallEnded "call.ended" Call later "saruna beigusies" "call ended";
    // In writing.
    MessageReceived "message.received" Message yes "vēstule saņemta" "message received";
    MessageAcknowledged "message.acknowledged" Message yes "saņemšana apstiprināta" "receipt confirmed";
    MessageRegistered "message.registered" Message yes "reģistrēts" "registered";
    MessageAnswered "message.answered" Message yes "atbildēts" "answered";
    MessageNeedsNoAnswer "message.needs_no_answer" Message yes "atbilde nav vajadzīga" "no answer needed";
    MessageDelayTold "message.delay_told" Message yes "paziņots, kad būs atbilde" "client told when the answer comes";
    MessageForwarded "message.forwarded" Message yes "pārsūtīts" "forwarded";
    MessagePosted "message.posted" Message yes "vēstule nodota pastā" "letter given to the post";
    MessageCameBack "message.came_back" Message yes "vēstule netika piegādāta" "letter came back";
    MessageSeenTo "message.seen_to" Message yes "vēstule bez lietas izskatīta" "letter without a case seen to";
    MessageTakenUp "message.taken_up" Message yes "izskatīta vēstule atkal ņemta darbā" "letter that was seen to taken up again";
    MessageFileScanned "message.file_scanned" Message yes "vēstules fails pārbaudīts" "file of a letter scanned";
    MessageFileScanAsked "message.file_scan_asked" Message yes "bloķētu failu lūgts pārbaudīt vēlreiz" "blocked file to be scanned again";
    MessageFileDeleted "message.file_deleted" Message yes "bloķēta faila saturs dzēsts" "content of a blocked file deleted";
    QuestionPublished "message.question_published" Message yes "jautājums un atbilde publicēti" "question and answer published";
    // Colleagues.
    InternalAsked "internal.asked" InternalRequest yes "kolēģis jautā" "colleague asks";
    InternalAnswered "internal.answered" InternalRequest yes "kolēģim atbildēts" "colleague answered";
    InternalDelayTold "internal.delay_told" InternalRequest yes "kolēģim paziņots par kavēšanos" "colleague told of a delay";
    InternalPassedOn "internal.passed_on" InternalRequest yes "kolēģa jautājums nodots tālāk" "colleague's question passed on";
    InternalWithdrawn "internal.withdrawn" InternalRequest yes "kolēģa jautājums atsaukts" "colleague's question withdrawn";
    // Feedback and non-conformities.
    FeedbackReceived "feedback.received" Feedback yes "saņemta atsauksme vai sūdzība" "feedback or complaint received";
    FeedbackForwarded "feedback.forwarded" Feedback yes "nodots atbildīgajam" "passed to the responsible person";
    FeedbackDecided "feedback.decided" Feedback yes "pieņemts lēmums" "decided";
    FeedbackAnswered "feedback.answered" Feedback yes "autoram atbildēts" "author answered";
    FeedbackRegistered "feedback.registered" Feedback yes "atsauksme reģistrēta" "feedback registered";
    FeedbackExamined "feedback.examined" Feedback yes "atsauksme izskatīta" "feedback examined";
    FeedbackPassedOn "feedback.passed_on" Feedback yes "nodota nākamajam lēmējam" "passed to who decides next";
    FeedbackMeasureSet "feedback.measure_set" Feedback yes "noteikts pasākums cēloņa novēršanai" "measure against the cause set";
    FeedbackMeasureChecked "feedback.measure_checked" Feedback yes "pārbaudīts, vai pasākums līdzējis" "effect of the measure checked";
    FeedbackReceptionOffered "feedback.reception_offered" Feedback yes "piedāvāta pieņemšana pie amatpersonas" "meeting with an official offered";
    FeedbackReceptionChosen "feedback.reception_chosen" Feedback yes "izvēlēts pieņemšanas laiks" "time of the meeting chosen";
    FeedbackPublished "feedback.published" Feedback yes "publicēts, kas mainīts" "what was changed is published";
    NonconformityFound "feedback.nonconformity_found" Feedback yes "konstatēta neatbilstība" "non-conformity found";
    NonconformityReported "feedback.nonconformity_reported" Feedback yes "par neatbilstību ziņots" "non-conformity reported";
    NonconformityRemedied "feedback.nonconformity_remedied" Feedback yes "neatbilstība novērsta" "non-conformity removed";
    NonconformityClosed "feedback.nonconformity_closed" Feedback yes "ziņojums par neatbilstību slēgts" "report on a non-conformity closed";
    // Notices and outages.
    NoticePlanned "notice.planned" Notice yes "plānotas izmaiņas" "change planned";
    NoticePosted "notice.posted" Notice yes "paziņojums izvietots" "notice posted";
    NoticeWithdrawn "notice.withdrawn" Notice yes "paziņojums noņemts" "notice withdrawn";
    IncidentDeclared "incident.declared" Incident later "pieteikts traucējums" "outage declared";
    IncidentPeopleTold "incident.people_told" Incident later "atbildīgie informēti" "responsible people told";
    IncidentPublished "incident.published" Incident later "paziņots sabiedrībai" "public told";
    IncidentForecastLong "incident.forecast_long" Incident later "traucējums būs ilgs" "outage will be long";
    IncidentEnded "incident.ended" Incident later "traucējums novērsts" "outage over";
    IncidentEndTold "incident.end_told" Incident later "par novēršanu paziņots" "end of outage told";
    // Evaluation of quality, surveys.
    PeriodStarted "evaluation.period_started" Evaluation later "sācies pārbaudes periods" "evaluation period begins";
    EvaluationDone "evaluation.done" Evaluation later "novērtējums izdarīts" "evaluation done";
    SurveyHeld "evaluation.survey_held" Evaluation later "aptauja veikta" "survey held";
    ReportMade "evaluation.report_made" Evaluation later "pārskats sagatavots" "report made";
    // What the timer records when a promise's time has come and nothing has happened.
    ObligationBreached "obligation.breached" Obligation yes "solījums nav izpildīts laikā" "promise not kept in time";
    ObligationEscalated "obligation.escalated" Obligation yes "par solījumu ziņots" "promise reported upwards";
    // The standard and set-up.
    StandardAdopted "standard.adopted" Standard yes "standarts pieņemts" "standard adopted";
    StandardInForce "standard.in_force" Standard yes "standarts stājas spēkā" "standard enters into force";
    StandardDistributed "standard.distributed" Standard later "standarts izsūtīts" "standard distributed";
    SetupChanged "institution.changed" Institution yes "iestatījumi mainīti" "set-up changed";
}

impl EventKind {
    /// Whether the event names a moment to come (`planned_at`), before which a promise can fall due.
    pub const fn names_planned_moment(self) -> bool {
        matches!(
            self,
            Self::TicketTaken
                | Self::BranchDayStarted
                | Self::AppointmentBooked
                | Self::AppointmentMoved
                | Self::CallBackPromised
                | Self::CaseDelayTold
                | Self::CaseExtended
                | Self::CaseResumed
                | Self::CasePromised
                | Self::MessageDelayTold
                | Self::InternalDelayTold
                | Self::NoticePlanned
                | Self::PeriodStarted
        )
    }
    /// Whether the event begins a period that comes again and again.
    pub const fn begins_period(self) -> bool {
        matches!(self, Self::BranchDayStarted | Self::PeriodStarted)
    }

    /// The event of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

impl Serialize for EventKind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
impl<'de> Deserialize<'de> for EventKind {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::parse(&name).ok_or_else(|| serde::de::Error::custom(format!("`{name}` is not a known event")))
    }
}
impl schemars::JsonSchema for EventKind {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Event".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let names: Vec<_> = Self::ALL.iter().map(|kind| kind.name()).collect();
        schemars::json_schema!({ "type": "string", "enum": names })
    }
}
