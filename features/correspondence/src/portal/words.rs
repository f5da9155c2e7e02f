//! What a client is told of what happened to their case, in plain words of both languages: what happened, why, until when,
//! and what happens next.

use solits_cases::Body;
use solits_i18n::Words;
use solits_kernel::{Lang, Text, Timestamp};
use solits_standard::event::EventKind;

/// What is known of what happened, beyond its kind.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    /// The end of the day that was named.
    pub(crate) until: Option<Timestamp>,
    /// What an employee wrote about it for the client; empty for nothing, or where it is not to be told on this way.
    pub(crate) why: String,
    /// For what work stands still: its name in the journal.
    pub(crate) waits_for: String,
    /// Where the client is sent.
    pub(crate) body: Option<Body>,
    /// The unit that decides from now on.
    pub(crate) unit: String,
}

/// The subject and the lines; `None` for what a client is not told.
pub(crate) fn words(kind: EventKind, known: &Known) -> Option<(Text, Vec<Text>)> {
    let (subject, what) = what(kind, known)?;
    let mut lines = vec![what];
    if !known.why.is_empty() {
        lines.push(why(kind, &known.why));
    }
    if let Some(body) = &known.body {
        lines.push(same(&format!("{}: {}", body.name, body.contacts)));
    }
    lines.extend(until(kind, known.until));
    lines.extend(next(kind, known));
    Some((subject, lines))
}

fn what(kind: EventKind, known: &Known) -> Option<(Text, Text)> {
    Some(match kind {
        EventKind::CaseDelayTold => (
            Text::new("Atbilde kavēsies", "The answer will be late"),
            Text::new("Jūsu lietā atbilde kavēsies.", "The answer in your case will be late."),
        ),
        EventKind::CaseExtended => (
            Text::new("Termiņš pagarināts", "The term is extended"),
            Text::new("Jūsu lietā termiņš ir pagarināts.", "The term in your case is extended."),
        ),
        EventKind::CasePaused => (
            Text::new("Darbs pie lietas ir apturēts", "Work on your case has stopped"),
            paused(&known.waits_for),
        ),
        EventKind::CaseResumed => (
            Text::new("Darbs pie lietas turpinās", "Work on your case goes on"),
            Text::new("Darbs pie Jūsu lietas turpinās.", "Work on your case goes on."),
        ),
        EventKind::CaseReferred => (
            Text::new("Daļu lietas izlemj cita iestāde", "Another body decides a part of your case"),
            Text::new(
                "Daļu no Jūsu lietas izlemj cita iestāde.",
                "Another body decides a part of your case.",
            ),
        ),
        EventKind::CaseForwarded => (
            Text::new("Lietu izlemj cita iestāde", "Another body decides your case"),
            Text::new(
                "Jūsu lietu izlemj cita iestāde, tāpēc pie mums tā ir slēgta.",
                "Another body decides your case, so it is closed here.",
            ),
        ),
        EventKind::CaseHandedOver => (
            Text::new("Jūsu lietu izskata cita struktūrvienība", "Another unit has your case"),
            Text::new(
                format!("Jūsu lietu turpmāk izskata cita mūsu struktūrvienība: {}.", known.unit),
                format!("Another unit of ours has your case from now on: {}.", known.unit),
            ),
        ),
        other => return what_else(other),
    })
}

fn what_else(kind: EventKind) -> Option<(Text, Text)> {
    Some(match kind {
        EventKind::FeedbackReceptionOffered => (
            Text::new("Piedāvājam pieņemšanu", "We offer you a reception"),
            Text::new(
                "Jūsu sūdzībā piedāvājam pieņemšanu klātienē. Lūdzu, izvēlieties laiku lietas lapā.",
                "We offer you a reception about your complaint. Please choose a time on the page of the case.",
            ),
        ),
        EventKind::CaseAnswered => (
            Text::new("Jūsu lietā ir atbilde", "Your case has been answered"),
            Text::new("Jūsu lietā ir sniegta atbilde.", "Your case has been answered."),
        ),
        EventKind::CaseClosed => (
            Text::new("Jūsu lieta ir slēgta", "Your case is closed"),
            Text::new("Jūsu lieta ir slēgta.", "Your case is closed."),
        ),
        EventKind::FeedbackPassedOn => (
            Text::new("Par Jūsu sūdzību lemj nākamais", "The next decision maker has your complaint"),
            Text::new(
                "Jūsu sūdzība ir nodota tam, kurš stāv augstāk par iepriekšējo lēmēju. Viņš to izskatīs un Jums atbildēs.",
                "Your complaint is with whoever stands above those who decided before. They examine it and answer you.",
            ),
        ),
        EventKind::CaseReopened => (
            Text::new("Jūsu lieta atkal ir atvērta", "Your case is open again"),
            Text::new(
                "Jūsu lieta atkal ir atvērta, un mēs pie tās strādājam.",
                "Your case is open again and we are working on it.",
            ),
        ),
        _ => return None,
    })
}

fn paused(waits_for: &str) -> Text {
    match waits_for {
        "client" => Text::new(
            "Darbs pie Jūsu lietas ir apturēts: gaidām atbildi no Jums.",
            "Work on your case has stopped: we are waiting for your reply.",
        ),
        "payment" => Text::new(
            "Darbs pie Jūsu lietas ir apturēts: gaidām maksājumu.",
            "Work on your case has stopped: we are waiting for a payment.",
        ),
        "other_body" => Text::new(
            "Darbs pie Jūsu lietas ir apturēts: gaidām atbildi no citas iestādes.",
            "Work on your case has stopped: we are waiting for a reply from another body.",
        ),
        _ => Text::new(
            "Darbs pie Jūsu lietas ir apturēts: gaidām lēmumu, no kura tā ir atkarīga.",
            "Work on your case has stopped: we are waiting for a decision on which it depends.",
        ),
    }
}

/// What an employee wrote stays in the language in which it was written.
fn why(kind: EventKind, text: &str) -> Text {
    let (lv, en) = match kind {
        EventKind::CaseExtended => ("Iemesls: ", "The reason: "),
        EventKind::CaseAnswered => ("Atbilde: ", "The answer: "),
        _ => ("", ""),
    };
    Text::new(format!("{lv}{text}"), format!("{en}{text}"))
}

fn same(text: &str) -> Text {
    Text::new(text, text)
}

/// The day that was named, which may be used to its end.
fn until(kind: EventKind, until: Option<Timestamp>) -> Option<Text> {
    let until = until?;
    let day = |lang| Words::new(lang).day(until.plus_millis(-1).day());
    let (lv, en) = match kind {
        EventKind::CasePaused => ("Gaidām līdz", "We wait until"),
        EventKind::CaseResumed => ("Atbildes datums", "The answer comes by"),
        _ => ("Jaunais datums", "The new date"),
    };
    Some(Text::new(format!("{lv}: {}.", day(Lang::Lv)), format!("{en}: {}.", day(Lang::En))))
}

/// What happens next, and what the client has to do.
fn next(kind: EventKind, known: &Known) -> Option<Text> {
    let nothing = || Text::new("Jums nekas nav jādara.", "You need not do anything.");
    Some(match kind {
        EventKind::CaseDelayTold | EventKind::CaseExtended if known.until.is_some() => Text::new(
            "Atbildi sniegsim līdz šim datumam. Jums nekas nav jādara.",
            "You will have the answer by then. You need not do anything.",
        ),
        EventKind::CasePaused => match known.waits_for.as_str() {
            "client" => Text::new(
                "Lūdzu, atbildiet mums. Tiklīdz saņemsim atbildi, darbu turpināsim.",
                "Please reply to us. As soon as we have your reply, we go on.",
            ),
            "payment" => Text::new(
                "Lūdzu, samaksājiet. Tiklīdz maksājums būs saņemts, darbu turpināsim.",
                "Please pay. As soon as the payment is here, we go on.",
            ),
            _ => Text::new(
                "Jums nekas nav jādara. Tiklīdz būs tas, ko gaidām, darbu turpināsim.",
                "You need not do anything. As soon as we have what we wait for, we go on.",
            ),
        },
        EventKind::CaseResumed => nothing(),
        EventKind::CaseReferred => Text::new(
            "Par šo daļu, lūdzu, vērsieties tur. Pārējo izskatām mēs.",
            "Please turn to them about that part. We go on with the rest.",
        ),
        EventKind::CaseForwarded => {
            Text::new("Par to, lūdzu, vērsieties tur.", "Please turn to them about it.")
        }
        EventKind::CaseHandedOver => Text::new(
            "Termiņš paliek tas pats. Jums nekas nav jādara.",
            "The term stays the same. You need not do anything.",
        ),
        EventKind::CaseAnswered => Text::new(
            "Lūdzu, izlasiet atbildi un pasakiet, vai tā ir atrisinājums.",
            "Please read the answer and tell us whether it settles the matter.",
        ),
        EventKind::CaseClosed => Text::new(
            "Ja kas palicis neatrisināts, dodiet mums ziņu.",
            "If anything is left to settle, let us know.",
        ),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(kind: EventKind, known: &Known) -> String {
        let (_, lines) = words(kind, known).unwrap();
        lines.iter().map(|line| line.lv.clone()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_delay_names_the_last_day_and_not_the_midnight_after_it() {
        let known = Known { until: Timestamp::parse("2026-11-27T22:00:00.000Z"), ..Known::default() };
        let said = lines(EventKind::CaseDelayTold, &known);
        assert!(said.contains("27. novembr"), "{said}");
        assert!(words(EventKind::CaseNoted, &known).is_none());
    }

    #[test]
    fn a_pause_says_for_what_until_when_and_what_the_client_has_to_do() {
        let known = Known {
            until: Timestamp::parse("2026-11-27T15:00:00.000Z"),
            waits_for: "client".to_owned(),
            why: "Lūdzu, atsūtiet plānu.".to_owned(),
            ..Known::default()
        };
        let said = lines(EventKind::CasePaused, &known);
        for part in ["gaidām atbildi no Jums", "atsūtiet plānu", "27. novembr", "Lūdzu, atbildiet"] {
            assert!(said.contains(part), "{part} is missing: {said}");
        }
        let other = Known { waits_for: "other_body".to_owned(), ..Known::default() };
        assert!(lines(EventKind::CasePaused, &other).contains("Jums nekas nav jādara"));
    }
}
