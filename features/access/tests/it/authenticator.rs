//! An authenticator in software: one key on P-256, the user always verified.

use data_encoding::BASE64URL_NOPAD;
use p256::ecdsa::{Signature, SigningKey, signature::Signer as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// One passkey.
pub(crate) struct Authenticator {
    key: SigningKey,
    id: Vec<u8>,
    pub(crate) counter: u32,
    /// The address the browser is on.
    pub(crate) origin: String,
    /// The name the browser binds the passkey to.
    pub(crate) party: String,
    pub(crate) verifies_user: bool,
}

fn encode(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}

impl Authenticator {
    pub(crate) fn new(seed: u8) -> Self {
        Self {
            key: SigningKey::from_slice(&[seed; 32]).unwrap(),
            id: vec![seed; 32],
            counter: 1,
            origin: crate::ORIGIN.to_owned(),
            party: "rinda.example".to_owned(),
            verifies_user: true,
        }
    }

    /// Claims to be another passkey.
    pub(crate) fn take_number_of(&mut self, other: &Self) {
        self.id.clone_from(&other.id);
    }

    fn client_data(&self, what: &str, challenge: &str) -> Vec<u8> {
        let origin = &self.origin;
        format!(r#"{{"type":"{what}","challenge":"{challenge}","origin":"{origin}","crossOrigin":false}}"#)
            .into_bytes()
    }

    fn data(&self, attested: u8) -> Vec<u8> {
        let mut data = Sha256::digest(self.party.as_bytes()).to_vec();
        data.push(1 | attested | if self.verifies_user { 4 } else { 0 });
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// Answers what `navigator.credentials.create` is asked.
    pub(crate) fn create(&self, asked: &str) -> String {
        let asked: Value = serde_json::from_str(asked).unwrap();
        let client = self.client_data("webauthn.create", asked["challenge"].as_str().unwrap());
        let mut data = self.data(0x40);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        data.extend(&self.id);
        let point = self.key.verifying_key().to_encoded_point(false);
        // {1: 2, 3: -7, -1: 1, -2: x, -3: y} in CBOR.
        data.extend([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32]);
        data.extend(point.x().unwrap());
        data.extend([0x22, 0x58, 32]);
        data.extend(point.y().unwrap());
        // {"fmt": "none", "attStmt": {}, "authData": data}
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).unwrap());
        object.extend(&data);
        let id = encode(&self.id);
        json!({
            "id": id, "rawId": id, "type": "public-key", "clientExtensionResults": {},
            "response": {
                "clientDataJSON": encode(&client), "attestationObject": encode(&object), "authenticatorData": encode(&data),
                "transports": ["internal"], "publicKeyAlgorithm": -7,
            },
        })
        .to_string()
    }

    /// Answers what `navigator.credentials.get` is asked, as the passkey of a person.
    pub(crate) fn get(&mut self, asked: &str, person: &[u8]) -> String {
        self.counter += 1;
        let asked: Value = serde_json::from_str(asked).unwrap();
        let client = self.client_data("webauthn.get", asked["challenge"].as_str().unwrap());
        let data = self.data(0);
        let mut signed = data.clone();
        signed.extend(Sha256::digest(&client));
        let signature: Signature = self.key.sign(&signed);
        let id = encode(&self.id);
        json!({
            "id": id, "rawId": id, "type": "public-key", "clientExtensionResults": {},
            "response": {
                "clientDataJSON": encode(&client), "authenticatorData": encode(&data),
                "signature": encode(signature.to_der().as_bytes()), "userHandle": encode(person),
            },
        })
        .to_string()
    }
}
