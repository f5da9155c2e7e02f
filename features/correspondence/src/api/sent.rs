//! What other programs send about correspondence.

use schemars::JsonSchema;
use serde::Deserialize;
use uuid::Uuid;

/// Declares bodies of changes that an employee makes.
macro_rules! sent {
    ($($(#[$meta:meta])* struct $name:ident { $($(#[$about:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$meta])*
        #[derive(Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            /// Id of the employee for whom it is done; a signed-in employee acts for themselves.
            #[serde(default)]
            pub(super) employee: Option<Uuid>,
            $($(#[$about])* pub(super) $field: $type,)*
        }
    )*};
}

/// A file that goes along.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewFileBody {
    /// Its name with the ending.
    #[schemars(length(max = 200))]
    pub(super) name: String,
    /// Its bytes as base64 (RFC 4648, section 4).
    pub(super) content: String,
}

sent! {
    /// Nothing but who does it.
    struct DoneBody {}
    /// Why a letter needs no case.
    struct SeenToNowBody {
        /// `spam`, `duplicate`, `elsewhere` (dealt with without a case), `told_again` (the sender was asked to send it
        /// again), `nothing` (an automatic message of which nothing follows) or `other`.
        why: String,
        /// In one's own words; `other` needs them.
        #[serde(default)]
        #[schemars(length(max = 300))]
        note: String,
    }
    /// A reply. Signature and invitation are put under it as on the page.
    struct ReplyBody {
        /// The version of the case that is answered; a newer one is answered with 409.
        #[serde(default)]
        version: Option<i64>,
        #[schemars(length(max = 200))]
        subject: String,
        /// The greeting, and what the letter answers.
        #[serde(default)]
        #[schemars(length(max = 8000))]
        opening: String,
        /// The answer itself.
        #[serde(default)]
        #[schemars(length(max = 8000))]
        main: String,
        /// Thanks, and what comes next.
        #[serde(default)]
        #[schemars(length(max = 8000))]
        ending: String,
        /// Id of a template: it is filled from the case and put behind `main`, its ending in place of `ending`.
        #[serde(default)]
        template: Option<Uuid>,
        /// Addresses; each gets a letter of its own. Empty where the case knows one address only, which is meant then.
        #[serde(default)]
        to: Vec<String>,
        /// Name and address for the window of the envelope: the reply goes on paper then, and nothing by e-mail.
        #[serde(default)]
        #[schemars(length(max = 400))]
        paper: Option<String>,
        /// At most ten, 15 MB together.
        #[serde(default)]
        files: Vec<NewFileBody>,
        /// RFC 3339: when it leaves. Without it after the seconds in which it can be taken back.
        #[serde(default)]
        leaves_at: Option<String>,
        /// Whether a person has read it again; without that no reply leaves where the standard asks for it.
        reread: bool,
        /// Words by which what a refusal named is confirmed, as its `confirm` gives them.
        #[serde(default)]
        confirmed: Vec<String>,
    }
    /// A letter once more.
    struct AgainBody {
        /// The address.
        #[schemars(length(max = 254))]
        to: String,
        /// Whether it is right that somebody reads it whom the case does not know.
        #[serde(default)]
        confirmed: bool,
    }
    /// Another moment for a letter that leaves later.
    struct MoveBody {
        /// RFC 3339.
        leaves_at: String,
    }
    /// What was done about a letter that did not arrive.
    struct SettleBody {
        /// `paper`, `reached` (the client, in another way) or `no_way` (no other way is known).
        how: String,
        /// Name and address for the envelope, for `paper`.
        #[serde(default)]
        #[schemars(length(max = 400))]
        paper: String,
        /// For the staff; needed for `reached` and `no_way`.
        #[serde(default)]
        #[schemars(length(max = 600))]
        note: String,
    }
    /// The answer is not possible in time.
    struct DelayBody {
        #[serde(default)]
        version: Option<i64>,
        /// The working day by which it comes, `2026-11-27`.
        new_date: String,
        /// Why, as the client reads it.
        #[schemars(length(max = 600))]
        reason: String,
        /// What is said, with placeholders for reason and day; without it the institution's text.
        #[serde(default)]
        #[schemars(length(max = 8000))]
        text: String,
        /// `email`, `paper`, `page` (where the client hears of news there) or `phone` (told already); without it the first
        /// that reaches the client.
        #[serde(default)]
        way: Option<String>,
        /// With `phone`: the day on which it was told.
        #[serde(default)]
        told_on: String,
        /// With `phone`: what was told.
        #[serde(default)]
        #[schemars(length(max = 2000))]
        said: String,
        /// That a text of one's own was read again.
        #[serde(default)]
        reread: bool,
        /// The marks of what was confirmed, as a refusal names them.
        #[serde(default)]
        confirmed: Vec<String>,
        /// Name and address for the envelope; without it what is known.
        #[serde(default)]
        #[schemars(length(max = 400))]
        paper: String,
    }
    /// An answer that was given outside the program.
    struct GivenBody {
        #[serde(default)]
        version: Option<i64>,
        /// `letter`, `e_address`, `counter`, `phone` or `fax`.
        way: String,
        /// RFC 3339: when it was given; without it now.
        #[serde(default)]
        given_at: Option<String>,
        /// To whom.
        #[serde(default)]
        #[schemars(length(max = 120))]
        to: String,
        #[schemars(length(max = 8000))]
        text: String,
        /// At most ten, 15 MB together.
        #[serde(default)]
        files: Vec<NewFileBody>,
    }
    /// The whole case for the competent body.
    struct ForwardBody {
        #[serde(default)]
        version: Option<i64>,
        /// The institution or specialist.
        #[schemars(length(max = 200))]
        body: String,
        /// How it is reached, as the client reads it.
        #[schemars(length(max = 500))]
        contacts: String,
        /// Why it is not ours to decide; the body and the client read it.
        #[schemars(length(max = 500))]
        matter: String,
        /// What the body has to know beside what the client wrote; needed where nothing is in writing.
        #[serde(default)]
        #[schemars(length(max = 4000))]
        more: String,
        /// `email`, `paper`, or `elsewhere`: it went there already, and nothing goes from here.
        way: String,
        /// The address, for `email`.
        #[serde(default)]
        #[schemars(length(max = 254))]
        email: String,
        /// Name and address for the envelope, for `paper`.
        #[serde(default)]
        #[schemars(length(max = 400))]
        paper: String,
        /// Whether an address that nothing was passed on to before has been checked.
        #[serde(default)]
        checked: bool,
        /// Whether the letter keeps back who the client is. What the client wrote goes along as it is.
        #[serde(default)]
        nameless: bool,
    }
    /// What a case is.
    struct SayNatureBody {
        #[serde(default)]
        version: Option<i64>,
        /// By law: `e_letter`, `signed_document`, `submission`, `portal_message`, `letter` or `written_down`.
        form: String,
        /// `request`, `order`, `complaint` …
        matter: String,
    }
    /// The case this one belongs to.
    struct JoinBody {
        #[serde(default)]
        version: Option<i64>,
        /// Its id.
        into: Uuid,
    }
    /// What came on paper, over the e-address, past the mailboxes, at the counter or by telephone.
    struct WrittenDownBody {
        /// `letter`, `e_address`, `email`, `counter`, `phone`, `trust_line`, `fax` or `state_portal`; with `letter` only `email`.
        way: String,
        /// Id of a letter that stayed on the mail server and whose text this is; its case is the one opened.
        #[serde(default)]
        letter: Option<Uuid>,
        /// RFC 3339: when it was received, at most a year ago; its terms count from then. Without it now.
        #[serde(default)]
        received_at: Option<String>,
        /// `none`, `hand` or `electronic`.
        #[serde(default)]
        signed: Option<String>,
        /// Empty where the author stays anonymous; what is said on the trust line is kept without it.
        #[serde(default)]
        #[schemars(length(max = 120))]
        name: String,
        /// E-mail, telephone or postal address.
        #[serde(default)]
        #[schemars(length(max = 120))]
        contact: String,
        #[serde(default)]
        #[schemars(length(max = 200))]
        subject: String,
        #[schemars(length(max = 60000))]
        text: String,
        /// What it is, where that is known: `request`, `complaint` …; without it the program proposes it.
        #[serde(default)]
        matter: Option<String>,
        /// Id of the service; an order needs it.
        #[serde(default)]
        service: Option<Uuid>,
        /// Id of the branch; its calendar counts the days.
        branch: Uuid,
        /// Id of the ticket of the visit in which it was written down together with the client.
        #[serde(default)]
        ticket: Option<Uuid>,
        /// Id of the call in which it was said; the case is linked with that of the call.
        #[serde(default)]
        call: Option<Uuid>,
        /// At most ten, 15 MB together.
        #[serde(default)]
        files: Vec<NewFileBody>,
    }
}
