//! Parameters of the queue, the calendar and the conversation at the counter.

use super::{Choice, Definition, Kind, elsewhere, int, list, stated, text, yes_no};
use crate::words::Unit;

pub(super) const QUEUE: &[Definition] = &[
    text("queue.device", "rindas iekārta", "queue device"),
    list("queue.buttons", "rindu pogas", "buttons of the lines").obeyed_by("queue.same_button_names"),
    text(
        "queue.button3_with_appointments",
        "trešā poga ar pierakstu",
        "third button where appointments are made",
    ),
    int(
        "queue.no_show_seconds",
        Unit::Second,
        5,
        3600,
        "gaida aicināto klientu",
        "waiting for a called client",
    )
    .or(60)
    .obeyed_by("queue.no_show"),
    list("queue.priority_groups", "kam ir priekšrocība", "who has priority").obeyed_by("queue.priority"),
    yes_no("queue.external_first", "vispirms ārējie klienti", "external clients first")
        .obeyed_by("queue.external_first"),
    yes_no(
        "queue.next_only_after_documents",
        "nākamo klientu aicina, kad dokumenti sakārtoti",
        "the next client is called when the documents are put in order",
    )
    .obeyed_by("queue.next_only_after_documents"),
    stated(
        "appointments.keep_or_notify",
        "pierakstu ievēro vai laikus pārceļ",
        "an appointment is kept or moved in time",
    ),
    int(
        "queue.priority_in_a_row",
        Unit::Client,
        1,
        100,
        "aicinājumi ārpus kārtas pēc kārtas",
        "calls out of turn in a row",
    )
    .or(2)
    .obeyed_by("queue.nobody_starves"),
    int(
        "queue.ageing_minutes",
        Unit::Minute,
        1,
        600,
        "gaidīšana, kas pielīdzina priekšrocībai",
        "waiting that equals priority",
    )
    .or(20)
    .obeyed_by("queue.nobody_starves"),
    int(
        "queue.booked_before_minutes",
        Unit::Minute,
        0,
        240,
        "pierakstītais var būt agrāk",
        "a booked client may be early",
    )
    .or(10),
    int(
        "queue.booked_after_minutes",
        Unit::Minute,
        0,
        240,
        "pierakstītais var kavēties",
        "a booked client may be late",
    )
    .or(10),
    int(
        "queue.late_places_behind",
        Unit::Place,
        0,
        100,
        "nokavējušais tiek aiz citiem",
        "a late client comes behind others",
    )
    .or(3)
    .obeyed_by("queue.no_show"),
    int(
        "queue.warn_before_closing_minutes",
        Unit::Minute,
        0,
        240,
        "brīdina pirms slēgšanas",
        "warning before closing",
    )
    .or(10)
    .obeyed_by("queue.closing_warning"),
    int("queue.undo_seconds", Unit::Second, 0, 120, "darbību var atsaukt", "an action can be undone").or(8),
    int(
        "queue.overtake_cap",
        Unit::Time,
        0,
        1000,
        "cik reižu klientu var apsteigt",
        "how often a client may be overtaken",
    )
    .obeyed_by("queue.nobody_starves"),
];

pub(super) const CALENDAR: &[Definition] = &[
    yes_no(
        "calendar.follow_transfers",
        "ievēro valdības pārceltās darba dienas",
        "transferred working days are followed",
    )
    .or_bool(true),
    yes_no(
        "calendar.transferred_saturday_counts",
        "atstrādājamā sestdiena ir darba diena termiņos",
        "a worked Saturday counts as a working day",
    )
    .or_bool(true),
    yes_no(
        "calendar.transferred_day_rolls",
        "pārcelta brīvdiena pārceļ termiņu",
        "a transferred day off moves a deadline",
    )
    .or_bool(true),
];

const INTOXICATED: &[Choice] = &[
    Choice {
        word: "may_break_off", lv: "drīkst pārtraukt sarunu", en: "the conversation may be broken off"
    },
    Choice {
        word: "serve_with_care_then_leave",
        lv: "apkalpo piesardzīgi un lūdz atstāt telpas",
        en: "served with care, then asked to leave",
    },
];

pub(super) const CONVERSATION: &[Definition] = &[
    elsewhere("situations.set", "[[situation]]", "saskarsmes situācijas", "interaction situations"),
    yes_no(
        "situations.star_internal",
        "zvaigznīte attiecas uz kolēģiem",
        "starred actions apply to colleagues",
    )
    .obeyed_by("situations.star_internal"),
    elsewhere("phrases.set", "[[phrase]]", "frāzes", "phrases"),
    yes_no("desk.clean", "darba galds ir sakārtots", "the desk is tidy"),
    list("desk.inventory", "kas atrodas uz darba galda", "what stands on the desk"),
    text("badge.required_for", "kam jānēsā piespraude", "who wears a badge"),
    text("dress.rule", "apģērbs", "dress"),
    text("interrupt.rule", "sarunas pārtraukšana", "interrupting a conversation"),
    yes_no("jargon.avoid", "izvairās no žargona", "jargon is avoided"),
    yes_no(
        "aggression.stop_contact",
        "agresīvu saskarsmi drīkst pārtraukt",
        "contact may be broken off on aggression",
    ),
    yes_no("aggression.warn_first", "vispirms brīdina", "a warning comes first"),
    list("aggression.call", "ko sauc agresijas gadījumā", "who is called on aggression"),
    Definition::new(
        "intoxicated.policy",
        Kind::Word(INTOXICATED),
        "iereibis klients",
        "an intoxicated client",
    ),
    int(
        "staff.break_minutes",
        Unit::Minute,
        0,
        120,
        "pārtraukums pēc smagas sarunas",
        "break after a hard conversation",
    )
    .obeyed_by("desk.break_after_hard_conversation"),
    list("staff.support", "atbalsts darbiniekam", "support for the employee"),
    yes_no(
        "errors.tell_right_to_complain",
        "par kļūdu pastāsta tiesības sūdzēties",
        "on an error the client is told of the right to complain",
    ),
    stated("conversation.confirm_understanding", "pārliecinās, ka saprasts", "understanding is confirmed"),
    stated(
        "conversation.tell_document_handling",
        "pastāsta, kas notiks ar dokumentiem",
        "the client is told what happens with the documents",
    ),
    stated("conversation.adapt_pace", "pielāgo sarunas tempu", "the pace is adapted"),
    text("conversation.closing", "sarunas noslēgums", "closing of the conversation"),
    stated("conversation.greeting_first", "sveicina pirmais", "who greets first"),
    stated("conversation.involve_colleague", "kolēģa iesaistīšana", "involving a colleague"),
    yes_no("work_tools.private_use", "darba rīkus drīkst lietot privāti", "work tools may be used privately"),
    text("own_mobile.at_counter", "savs mobilais tālrunis pie lodziņa", "own mobile phone at the counter"),
];
