//! The ceremonies of a passkey: what the browser is asked, and whether its answer holds.
//!
//! A question is kept by the program, bound to one browser, and used up by the first answer, whatever that is. The user
//! must have been verified by the authenticator (a finger, a face, a PIN): a passkey alone is then two factors.

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use solits_kernel::EmployeeId;
use webauthn_rp::{
    AuthenticatedCredential, DiscoverableAuthentication16, DiscoverableAuthenticationServerState,
    DiscoverableCredentialRequestOptions, PublicKeyCredentialCreationOptions, Registration,
    RegistrationServerState,
    bin::{Decode as _, Encode as _},
    request::{
        ExtensionInfo, PublicKeyCredentialDescriptor,
        auth::AuthenticationVerificationOptions,
        register::{
            CredProtect, Nickname, PublicKeyCredentialUserEntity, RegistrationVerificationOptions,
            UserHandle16, Username,
        },
    },
    response::{
        AuthTransports, CredentialId,
        auth::error::AuthCeremonyErr,
        register::{CompressedPubKey, DynamicState, StaticState},
    },
};

use super::party::RelyingParty;

/// Why a passkey was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// It does not answer what was asked, here, by this person.
    Wrong,
    /// Its counter went back: there may be a copy of it.
    Copied,
}

/// The public half of a passkey, of any of the kinds authenticators make.
type PublicKey = CompressedPubKey<[u8; 32], [u8; 32], [u8; 48], Vec<u8>>;

/// What is asked, and what is kept to check the answer.
pub(crate) struct Question {
    /// For the browser, in JSON.
    pub(crate) asked: String,
    /// For the program.
    pub(crate) kept: Vec<u8>,
}

/// A passkey as it is stored.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Credential {
    /// The id the authenticator chose, in base 64.
    pub(crate) id: String,
    transports: u8,
    key: String,
    state: [u8; 7],
}

impl Credential {
    /// As stored.
    pub(crate) fn text(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }
    /// From its stored form.
    pub(crate) fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
    fn descriptor(&self) -> Option<PublicKeyCredentialDescriptor<Vec<u8>>> {
        Some(PublicKeyCredentialDescriptor {
            id: CredentialId::<Vec<u8>>::decode(bytes(&self.id)?).ok()?,
            transports: AuthTransports::decode(self.transports).ok()?,
        })
    }
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    BASE64URL_NOPAD.decode(text.as_bytes()).ok()
}

/// A person towards authenticators: an id that says nothing about them.
fn handle(employee: EmployeeId) -> Option<UserHandle16> {
    UserHandle16::decode(*employee.uuid().as_bytes()).ok()
}

/// Asks for a new passkey; authenticators that hold one of `known` say so instead of making a second.
pub(crate) fn ask_for_new(
    party: &RelyingParty,
    employee: EmployeeId,
    email: &str,
    name: &str,
    known: &[Credential],
) -> Option<Question> {
    let id = handle(employee)?;
    let person = PublicKeyCredentialUserEntity {
        name: Username::try_from(email).ok()?,
        id: &id,
        display_name: Nickname::try_from(name).ok(),
    };
    let known = known.iter().filter_map(Credential::descriptor).collect();
    let mut wanted = PublicKeyCredentialCreationOptions::passkey(&party.id, person, known);
    // Wished for, not enforced: many authenticators of phones and computers do not know it. That the user was verified is
    // checked with every answer all the same.
    wanted.extensions.cred_protect =
        CredProtect::UserVerificationRequired(ExtensionInfo::AllowDontEnforceValue);
    let (kept, asked) = wanted.start_ceremony().ok()?;
    Some(Question { asked: serde_json::to_string(&asked).ok()?, kept: kept.encode().ok()? })
}

/// Checks a new passkey.
pub(crate) fn check_new(party: &RelyingParty, kept: &[u8], answer: &str) -> Result<Credential, Refused> {
    let state = RegistrationServerState::<16>::decode(kept).map_err(|_| Refused::Wrong)?;
    let answer = Registration::from_json_relaxed(answer.as_bytes()).map_err(|_| Refused::Wrong)?;
    let origins = [party.origin.as_str()];
    let options = RegistrationVerificationOptions::<'_, '_, &str, &str> {
        allowed_origins: &origins,
        error_on_unsolicited_extensions: false,
        ..RegistrationVerificationOptions::default()
    };
    let made = state.verify(&party.id, &answer, &options).map_err(|error| {
        tracing::info!(%error, "a new passkey was refused");
        Refused::Wrong
    })?;
    Ok(Credential {
        id: BASE64URL_NOPAD.encode(made.id().as_ref()),
        transports: made.transports().encode().map_err(|_| Refused::Wrong)?,
        key: BASE64URL_NOPAD.encode(&made.static_state().encode().map_err(|_| Refused::Wrong)?),
        state: made.dynamic_state().encode().map_err(|_| Refused::Wrong)?,
    })
}

/// Asks whoever is there to sign in.
pub(crate) fn ask_who(party: &RelyingParty) -> Option<Question> {
    let (kept, asked) = DiscoverableCredentialRequestOptions::passkey(&party.id).start_ceremony().ok()?;
    Some(Question { asked: serde_json::to_string(&asked).ok()?, kept: kept.encode().ok()? })
}

/// An answer to [`ask_who`], read and not believed yet.
#[derive(Debug)]
pub(crate) struct Answer(DiscoverableAuthentication16);

impl Answer {
    /// Reads what the browser sent.
    pub(crate) fn read(text: &str) -> Option<Self> {
        DiscoverableAuthentication16::from_json_relaxed(text.as_bytes()).ok().map(Self)
    }
    /// The passkey it claims to come from, in base 64.
    pub(crate) fn credential_id(&self) -> String {
        BASE64URL_NOPAD.encode(self.0.raw_id().as_ref())
    }
    /// Checks it against the question and the passkey of that person, and gives the passkey as it is from now on.
    pub(crate) fn check(
        &self,
        party: &RelyingParty,
        kept: &[u8],
        stored: &Credential,
        employee: EmployeeId,
    ) -> Result<Credential, Refused> {
        let person = handle(employee).ok_or(Refused::Wrong)?;
        let state = DiscoverableAuthenticationServerState::decode(kept).map_err(|_| Refused::Wrong)?;
        let key = bytes(&stored.key).ok_or(Refused::Wrong)?;
        let key = StaticState::<PublicKey>::decode(key.as_slice()).map_err(|_| Refused::Wrong)?;
        let moving = DynamicState::decode(stored.state).map_err(|_| Refused::Wrong)?;
        let mut credential = AuthenticatedCredential::new(self.0.raw_id(), &person, key, moving)
            .map_err(|_| Refused::Wrong)?;
        let origins = [party.origin.as_str()];
        let options = AuthenticationVerificationOptions::<'_, '_, &str, &str> {
            allowed_origins: &origins,
            error_on_unsolicited_extensions: false,
            ..AuthenticationVerificationOptions::default()
        };
        match state.verify(&party.id, &self.0, &mut credential, &options) {
            Ok(_) => Ok(Credential {
                id: stored.id.clone(),
                transports: stored.transports,
                key: stored.key.clone(),
                state: credential.dynamic_state().encode().map_err(|_| Refused::Wrong)?,
            }),
            Err(AuthCeremonyErr::SignatureCounter) => Err(Refused::Copied),
            Err(error) => {
                tracing::info!(%error, "a passkey was refused");
                Err(Refused::Wrong)
            }
        }
    }
}
