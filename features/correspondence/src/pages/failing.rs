//! Why a mailbox cannot be read, in the reader's words and with what to look at; then the words of the server or the system.

use solits_i18n::Words;
use solits_post::{TroubleKind, WrongGrant};

use crate::model::{Mailbox, NO_PASSWORD, WRONG_GRANT};

/// What is kept of a mailbox that cannot be read, in words.
pub(super) fn told(mailbox: &Mailbox, kept: &str, words: Words) -> String {
    if kept == NO_PASSWORD {
        return words.ta("correspondence-failing-no-password", &[("login", mailbox.login.as_str().into())]);
    }
    let (word, said) = kept.split_once(": ").unwrap_or((kept, ""));
    if word == WRONG_GRANT
        && let Some(wrong) = WrongGrant::parse(said)
    {
        let unread = words.ta("correspondence-failing-grant", &[("login", mailbox.login.as_str().into())]);
        return format!("{unread} {}", words.t(&format!("correspondence-failing-grant-{}", wrong.code())));
    }
    // What an earlier version kept stands as it stands.
    let Some(kind) = TroubleKind::parse(word) else { return kept.to_owned() };
    let happened = words.t(&format!("correspondence-failing-{}", kind.word()));
    if said.is_empty() {
        return happened;
    }
    format!("{happened} {}", words.ta("correspondence-failing-said", &[("said", said.into())]))
}

#[cfg(test)]
mod tests {
    use solits_kernel::{BranchId, EmployeeId, Lang};
    use uuid::Uuid;

    use super::*;
    use crate::model::{MailboxId, Security, Server, Standing};

    fn mailbox() -> Mailbox {
        let server = Server { host: "mail.testa.example".to_owned(), port: 993, security: Security::Tls };
        Mailbox {
            id: MailboxId::new(Uuid::nil()),
            name: "Testa iestāde".to_owned(),
            address: "info@testa.example".to_owned(),
            branch: BranchId::new(Uuid::nil()),
            keeper: EmployeeId::new(Uuid::nil()),
            incoming: server.clone(),
            folders: vec!["INBOX".to_owned()],
            outgoing: server,
            login: "info".to_owned(),
            is_active: true,
            standing: Standing::New,
            checked_at: None,
            version: 1,
            portals: Vec::new(),
            own_server: String::new(),
        }
    }

    #[test]
    fn every_kind_of_trouble_has_a_sentence_in_both_languages() {
        let mailbox = mailbox();
        for word in TroubleKind::ALL.map(TroubleKind::word).into_iter().chain([NO_PASSWORD]) {
            let [lv, en] = Lang::ALL.map(|lang| told(&mailbox, word, Words::new(lang)));
            for text in [&lv, &en] {
                assert!(!text.contains('⟦') && text.ends_with('.'), "{word}: {text}");
            }
            assert_ne!(lv, en, "{word}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_file_about_tokens_is_told_in_both_languages() {
        let mailbox = mailbox();
        for wrong in WrongGrant::ALL {
            let kept = format!("{WRONG_GRANT}: {}", wrong.code());
            let [lv, en] = Lang::ALL.map(|lang| told(&mailbox, &kept, Words::new(lang)));
            for text in [&lv, &en] {
                assert!(
                    !text.contains('⟦') && text.ends_with('.') && text.contains("info"),
                    "{kept}: {text}"
                );
            }
            assert_ne!(lv, en, "{kept}");
        }
        let shown = told(&mailbox, "wrong-grant: no-client-id", Words::new(Lang::Lv));
        assert_eq!(shown, "Failu „info” nevar saprast, tāpēc pastkasti nevar lasīt. Tajā trūkst client_id.");
    }

    #[test]
    fn the_words_of_others_are_marked_and_those_of_earlier_versions_stand() {
        let mailbox = mailbox();
        let shown = told(&mailbox, "sign-in: [AUTHENTICATIONFAILED] no", Words::new(Lang::Lv));
        assert!(shown.starts_with("Serveris nepieņēma lietotāju vai paroli."), "{shown}");
        assert!(shown.ends_with("Serveris vai sistēma teica: „[AUTHENTICATIONFAILED] no”"), "{shown}");
        let old = "no file with the password of info";
        assert_eq!(told(&mailbox, old, Words::new(Lang::Lv)), old);
        assert!(told(&mailbox, NO_PASSWORD, Words::new(Lang::En)).contains("info"));
    }
}
