//! What the client is given on receipt, in plain words: what was asked, what we will do, by which date and why that date,
//! who holds it, and what happens if we are late.
//!
//! A receipt is parts, not a page: the room prints, mails or shows them. The client's own words are one part of their own,
//! because a message that goes out by itself never repeats them: it could be used to write to strangers.

use jiff::civil::Date;
use solits_calendar::words::{Form as DayForm, YearShown, day_in, end_time, time};
use solits_kernel::{Lang, Text, Timestamp};
use solits_standard::model::Limit;

use crate::{
    clock::{Clock, Demand, Intake, leading},
    nature::{FeedbackKind, Form, Matter},
};

/// What a receipt is made from.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The contact.
    pub intake: &'a Intake,
    /// The number for people.
    pub reference: &'a str,
    /// The service asked for.
    pub service: Option<&'a Text>,
    /// What the client wrote in the subject line.
    pub own_words: Option<&'a str>,
    /// The unit that holds it.
    pub holder: Option<&'a Text>,
    /// Where the client follows it.
    pub page: Option<&'a str>,
    /// Who decides on a complaint about how it is handled.
    pub complaint_to: Option<&'a Text>,
}

/// A receipt.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    /// The number for people.
    pub reference: String,
    /// When it was received: "2026. gada 17. novembrī plkst. 10.42".
    pub received: Text,
    /// What was asked.
    pub asked: Asked,
    /// What we will do, the nearest first.
    pub steps: Vec<Step>,
    /// Who holds it, one sentence; never an employee's name.
    pub holder: Option<Text>,
    /// What happens if we are late, and what the client can do then.
    pub if_late: Vec<Text>,
    /// Where to follow it.
    pub page: Option<String>,
}

/// What was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// In our words, one sentence.
    pub what: Text,
    /// In the client's; never sent in a message that goes out by itself.
    pub own_words: Option<String>,
}

/// Something we will do.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What, in one sentence.
    pub what: Text,
    /// By when; absent for "as fast as possible".
    pub by: Option<By>,
    /// The later limit that runs beside it, where there is one: the law's beside the promise, or the other way round.
    pub at_most: Option<By>,
}

/// A date, and why it is that one.
#[derive(Clone, Debug, PartialEq)]
pub struct By {
    /// The instant.
    pub at: Timestamp,
    /// In words: "līdz ceturtdienai, 2026. gada 19. novembrim, plkst. 17.00".
    pub words: Text,
    /// Why this date, one sentence.
    pub why: Text,
    /// By which law or promise: "Iesniegumu likums", "klientu apkalpošanas standarts, 9. punkts".
    pub basis: Text,
}

/// The receipt of a contact with these clocks.
pub fn receipt(facts: &Facts<'_>, clocks: &[Clock]) -> Receipt {
    Receipt {
        reference: facts.reference.to_owned(),
        received: moment(facts.intake.received),
        asked: Asked { what: asked(facts), own_words: facts.own_words.map(str::to_owned) },
        steps: steps(facts, clocks),
        holder: facts.holder.map(held_by),
        if_late: if_late(facts, clocks),
        page: facts.page.map(str::to_owned),
    }
}

fn asked(facts: &Facts<'_>) -> Text {
    let nature = facts.intake.nature;
    let about = nature.matter.words();
    let what = match nature.form {
        Form::Submission if nature.matter == Matter::Request => {
            Text::new("Saņēmām Jūsu iesniegumu", "We have received your submission")
        }
        Form::Submission => Text::new(
            format!("Saņēmām Jūsu iesniegumu ({})", about.lv),
            format!("We have received your submission: {}", about.en),
        ),
        _ => Text::new(format!("Esam saņēmuši: {}", about.lv), format!("We have received {}", about.en)),
    };
    let what = match facts.service {
        Some(service) => Text::new(
            format!("{}; pakalpojums – {}", what.lv, service.lv),
            format!("{}; service – {}", what.en, service.get(Lang::En)),
        ),
        None => what,
    };
    Text::new(what.lv + ".", what.en + ".")
}

/// The name stands behind a colon, because nobody inflects it.
fn held_by(holder: &Text) -> Text {
    Text::new(
        format!("Jūsu lietu izskata: {}.", holder.lv),
        format!("Your case is with: {}.", holder.get(Lang::En)),
    )
}

fn steps(facts: &Facts<'_>, clocks: &[Clock]) -> Vec<Step> {
    let mut steps = Vec::new();
    // This slip confirms the receipt, and what happens between colleagues is not the client's matter.
    for demand in [Demand::Forward, Demand::Decide, Demand::Publish] {
        if let Some(clock) = leading(clocks, demand) {
            steps.push(Step { what: does(demand, facts), by: Some(by(clock)), at_most: None });
        }
    }
    let answer = leading(clocks, Demand::Answer);
    let last = clocks.iter().filter(|clock| clock.demand == Demand::Answer).max_by_key(|clock| clock.due.at);
    let later =
        last.zip(answer).filter(|(last, answer)| last.due.at > answer.due.at).map(|(last, _)| by(last));
    steps.push(Step { what: does(Demand::Answer, facts), by: answer.map(by), at_most: later });
    steps.sort_by_key(|step| step.by.as_ref().map_or(i64::MAX, |by| by.at.millis()));
    steps
}

fn does(demand: Demand, facts: &Facts<'_>) -> Text {
    match (demand, facts.intake.nature.matter) {
        (Demand::Forward, _) => Text::new(
            "Ja tas nav mūsu ziņā, pārsūtīsim kompetentajai iestādei un Jums to pateiksim.",
            "If it is not ours to decide, we will forward it to the competent institution and tell you.",
        ),
        (Demand::Publish, _) => Text::new(
            "Jautājumu un atbildi publicēsim tīmekļvietnē, Jūs nenosaucot.",
            "We will publish the question and the answer on the website without naming you.",
        ),
        (_, Matter::Feedback(FeedbackKind::Complaint | FeedbackKind::Claim)) => Text::new(
            "Noskaidrosim faktus, uzklausīsim abas puses un Jums atbildēsim.",
            "We will find out the facts, hear both sides and answer you.",
        ),
        (_, Matter::Feedback(FeedbackKind::Suggestion)) => Text::new(
            "Izlemsim, vai ierosinājumu ieviest, un Jums to pateiksim.",
            "We will decide whether to take up the suggestion, and tell you.",
        ),
        (_, Matter::Feedback(FeedbackKind::Praise)) => Text::new(
            "Pateicību nodosim tiem, kam tā domāta.",
            "We will pass your thanks to those they are meant for.",
        ),
        (_, Matter::Order) => Text::new(
            "Izpildīsim pasūtījumu un Jums to pateiksim.",
            "We will do what you ordered and tell you.",
        ),
        (_, Matter::InformationRequest) => Text::new(
            "Izsniegsim informāciju vai paskaidrosim, kāpēc to nevaram.",
            "We will give the information, or explain why we cannot.",
        ),
        (_, Matter::DataSubjectRequest) => Text::new(
            "Izskatīsim pieprasījumu par Jūsu datiem un Jums atbildēsim.",
            "We will look into the request about your data and answer you.",
        ),
        (_, Matter::Request | Matter::NonConformity | Matter::InternalRequest) => {
            Text::new("Izskatīsim un Jums atbildēsim.", "We will look into it and answer you.")
        }
    }
}

fn if_late(facts: &Facts<'_>, clocks: &[Clock]) -> Vec<Text> {
    let Some(answer) = leading(clocks, Demand::Answer) else { return Vec::new() };
    let mut lines = vec![Text::new(
        "Ja līdz tam nepaspēsim, pirms termiņa pateiksim, kāpēc un kad atbildēsim.",
        "If we cannot make it, we will tell you before the date why, and when we will answer.",
    )];
    if answer.basis.is_public {
        lines.push(Text::new(
            "Ja nokavēsim, atvainosimies un nosauksim jaunu datumu, un kavējumu redzēs visi mūsu solījumu pārskatā.",
            "If we are late, we will apologise and name a new date, and everybody will see the delay among our promises.",
        ));
    }
    lines.push(match facts.complaint_to {
        Some(decider) => Text::new(
            format!("Par kavēšanos var sūdzēties; sūdzību izskata {}.", decider.lv),
            format!(
                "You can complain about a delay; the complaint is decided by: {}.",
                decider.get(Lang::En)
            ),
        ),
        None => Text::new("Par kavēšanos var sūdzēties.", "You can complain about a delay."),
    });
    lines
}

fn by(clock: &Clock) -> By {
    By {
        at: clock.due.at,
        words: until(clock.due.at, clock.due.last_day()),
        why: Text::new(clock.why(Lang::Lv), clock.why(Lang::En)),
        basis: basis(clock),
    }
}

fn basis(clock: &Clock) -> Text {
    let document = &clock.basis.document;
    let paragraph = &clock.basis.paragraph;
    let is_number = paragraph.chars().all(|c| c.is_ascii_digit() || c == '.');
    let place = |lv: &str, en: &str| match paragraph.as_str() {
        "" => Text::default(),
        // Some documents have no numbers; their places are named as they are.
        name if !is_number => Text::new(format!(", {name}"), format!(", {name}")),
        number => Text::new(format!(", {}. {lv}", number.trim_end_matches('.')), format!(", {en} {number}")),
    };
    // A term of the law that the standard repeats is cited where the client can read it: in the standard.
    if clock.limit == Limit::Law && clock.basis.norm.is_none() {
        let place = place("pants", "section");
        return Text::new(
            format!("{}{}", document.lv, place.lv),
            format!("{}{}", document.get(Lang::En), place.en),
        );
    }
    let place = place("punkts", "paragraph");
    Text::new(
        format!("klientu apkalpošanas standarts{}", place.lv),
        format!("the customer-service standard{}", place.en),
    )
}

fn until(at: Timestamp, last_day: Date) -> Text {
    let day = |lang| day_in(last_day, DayForm::Until, YearShown::Shown, lang);
    Text::new(
        format!("līdz {}, plkst. {}", day(Lang::Lv), end_time(at, Lang::Lv)),
        format!("by {} at {}", day(Lang::En), end_time(at, Lang::En)),
    )
}

fn moment(at: Timestamp) -> Text {
    let day = |lang| day_in(at.day(), DayForm::When, YearShown::Shown, lang);
    Text::new(
        format!("{} plkst. {}", day(Lang::Lv), time(at, Lang::Lv)),
        format!("{} at {}", day(Lang::En), time(at, Lang::En)),
    )
}
