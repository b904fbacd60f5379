//! How is something given out that only we can read and nobody can change?

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Chance, Key};

/// Seals a value for `purpose`: encrypted and authenticated, as text for a form field or a column.
pub fn seal<T: Serialize>(key: &Key, chance: &Chance, purpose: &str, value: &T) -> String {
    let plain = serde_json::to_vec(value).expect("a plain value can be written");
    let nonce: [u8; 24] = chance.bytes();
    let cipher = XChaCha20Poly1305::new(&key.derive(purpose).into());
    let payload = Payload { msg: &plain, aad: purpose.as_bytes() };
    let secret = cipher.encrypt(&XNonce::from(nonce), payload).expect("encrypting in memory does not fail");
    URL_SAFE_NO_PAD.encode([nonce.as_slice(), &secret].concat())
}

/// Opens what [`seal`] made for the same purpose; nothing when it was changed, is of another purpose or another key.
pub fn open<T: DeserializeOwned>(key: &Key, purpose: &str, sealed: &str) -> Option<T> {
    let bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
    let (nonce, secret) = bytes.split_at_checked(24)?;
    let nonce: [u8; 24] = nonce.try_into().ok()?;
    let cipher = XChaCha20Poly1305::new(&key.derive(purpose).into());
    let plain = cipher.decrypt(&XNonce::from(nonce), Payload { msg: secret, aad: purpose.as_bytes() }).ok()?;
    serde_json::from_slice(&plain).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_value_opens_only_unchanged_and_for_its_purpose() {
        let (key, chance) = (Key([7; 32]), Chance::seeded(1));
        let sealed = seal(&key, &chance, "step", &("tunneln", 3));
        assert_eq!(open::<(String, i32)>(&key, "step", &sealed), Some(("tunneln".to_owned(), 3)));
        assert_eq!(open::<(String, i32)>(&key, "contact", &sealed), None);
        assert_eq!(open::<(String, i32)>(&Key([8; 32]), "step", &sealed), None);
        let mut changed = sealed.into_bytes();
        changed[40] = if changed[40] == b'A' { b'B' } else { b'A' };
        assert_eq!(open::<(String, i32)>(&key, "step", &String::from_utf8(changed).unwrap()), None);
        assert_eq!(open::<(String, i32)>(&key, "step", "…"), None);
    }
}
