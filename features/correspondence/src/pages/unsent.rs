//! Why a letter of ours is still here, in the reader's words: what happened and what can be done; then the server's own words.

use solits_i18n::Words;

use crate::unsent::{Because, Fate, Remedy};

/// What is told of a letter's way.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// What happened and what can be done; empty where there is nothing to tell.
    pub(super) what: String,
    /// What the server answered, marked as its words; empty where it said nothing.
    pub(super) answer: String,
}

/// What is kept of a letter in one of the states of the outbox, in words.
pub(super) fn told(state: &str, kept: &str, words: Words) -> Told {
    let fate = Fate::read(kept);
    let what = match fate.because {
        Some(Because::ClientWrote) => words.t("correspondence-outbox-client-wrote"),
        Some(Because::CaseEnded) => words.t("correspondence-outbox-case-ended"),
        Some(Because::FileBlocked) => words.t("correspondence-outbox-file-blocked"),
        Some(Because::Failed(why)) => {
            let happened = words.t(&format!("correspondence-unsent-{}", why.code()));
            let remedy = Remedy::of(why).code();
            // While it waits the program tries again by itself; afterwards somebody has to.
            let can_do = if state == "waiting" {
                words.t(&format!("correspondence-unsent-do-{remedy}-waits"))
            } else {
                words.t(&format!("correspondence-unsent-do-{remedy}-ended"))
            };
            format!("{happened} {can_do}")
        }
        None => fate.sentence.to_owned(),
    };
    let answer = if fate.answer.is_empty() {
        String::new()
    } else {
        words.ta("correspondence-unsent-answer", &[("said", fate.answer.into())])
    };
    Told { what, answer }
}

#[cfg(test)]
mod tests {
    use solits_kernel::Lang;
    use solits_post::smtp::Why;

    use super::*;

    #[test]
    fn every_reason_has_a_sentence_and_a_remedy_in_both_languages() {
        for why in Why::ALL {
            for state in ["waiting", "given_up"] {
                let [lv, en] = Lang::ALL.map(|lang| told(state, why.code(), Words::new(lang)));
                for text in [&lv.what, &en.what] {
                    assert!(!text.contains('⟦') && text.ends_with('.'), "{why}: {text}");
                    assert!(text.contains(". "), "{why}: what happened, then what can be done: {text}");
                }
                assert_ne!(lv.what, en.what, "{why}");
                assert!(lv.answer.is_empty() && en.answer.is_empty(), "{why}: no server has spoken");
            }
        }
    }

    #[test]
    fn a_letter_that_waits_is_tried_by_the_program_and_one_given_up_by_a_person() {
        let lv = |state: &str, kept: &str| told(state, kept, Words::new(Lang::Lv));
        assert!(lv("waiting", "unreachable").what.contains("mēģinās vēlreiz pati"));
        assert!(lv("given_up", "unreachable").what.contains("Sūtiet vēstuli vēlreiz vēlāk"));
        let refused = lv("given_up", "recipient: 550 5.1.1 no such user");
        assert!(refused.what.contains("Pārbaudiet adresi"), "{refused:?}");
        assert_eq!(refused.answer, "Pasta serveris atbildēja: „550 5.1.1 no such user”");
    }

    #[test]
    fn what_was_kept_before_there_were_names_is_shown_as_it_stands() {
        let old = told("given_up", "the host has no address", Words::new(Lang::Lv));
        assert_eq!((old.what.as_str(), old.answer.as_str()), ("the host has no address", ""));
        let sent = told("sent", "250 2.0.0 queued as 1", Words::new(Lang::En));
        assert_eq!(
            (sent.what.as_str(), sent.answer.as_str()),
            ("", "The mail server answered: “250 2.0.0 queued as 1”")
        );
        let kept = told("taken_back", "case-ended", Words::new(Lang::Lv));
        assert_eq!(kept.what, "Nav nosūtīta, jo lieta pa to laiku beidzās.");
        let nothing = told("waiting", "", Words::new(Lang::Lv));
        assert!(nothing.what.is_empty() && nothing.answer.is_empty());
    }
}
