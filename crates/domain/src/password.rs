//! Which passwords are good enough?

/// A password that was good enough to choose. It is never shown, stored or written to a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadPassword {
    /// Shorter than [`Password::SHORTEST`] characters.
    #[error("too short")]
    TooShort,
    /// Longer than [`Password::LONGEST`] characters.
    #[error("too long")]
    TooLong,
    /// Among those that are guessed first, or one of them written twice or with digits after.
    #[error("too common")]
    Common,
    /// Holds the login or the name, or is one character again and again.
    #[error("easy to guess")]
    Guessable,
}

impl Password {
    /// The fewest characters. Length is what counts; no rule asks for odd characters.
    pub const SHORTEST: usize = 12;
    /// The most characters: long enough for any sentence, short enough to hash.
    pub const LONGEST: usize = 200;

    /// Reads a password that somebody chooses, for the account with this login.
    pub fn parse(text: &str, login: &str) -> Result<Password, BadPassword> {
        let length = text.chars().count();
        if length < Self::SHORTEST {
            return Err(BadPassword::TooShort);
        }
        if length > Self::LONGEST {
            return Err(BadPassword::TooLong);
        }
        let lower = text.to_lowercase();
        let letters: String = lower.chars().filter(|c| c.is_alphabetic()).collect();
        let mut left = letters.as_str();
        while let Some(word) = COMMON.iter().filter(|w| left.starts_with(**w)).max_by_key(|w| w.len()) {
            left = &left[word.len()..];
        }
        let few = lower.chars().collect::<std::collections::BTreeSet<_>>().len() < 5;
        if (left.is_empty() && !letters.is_empty()) || is_run(&lower) {
            return Err(BadPassword::Common);
        }
        let name = login.split('@').next().unwrap_or(login).to_lowercase();
        if few || (name.chars().count() >= 3 && lower.contains(&name)) {
            return Err(BadPassword::Guessable);
        }
        Ok(Password(text.to_owned()))
    }

    /// The text, for hashing.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

impl BadPassword {
    /// The key of the message that says so (`password-too-short`).
    pub fn key(self) -> &'static str {
        match self {
            BadPassword::TooShort => "password-too-short",
            BadPassword::TooLong => "password-too-long",
            BadPassword::Common => "password-common",
            BadPassword::Guessable => "password-guessable",
        }
    }
}

/// Digits in a row, a keyboard row, or the alphabet, forwards or backwards.
fn is_run(lower: &str) -> bool {
    const ROWS: [&str; 5] = [
        "01234567890123456789012345678901234567890",
        "qwertyuiopåasdfghjklöäzxcvbnm",
        "qwertyuiopasdfghjklzxcvbnm",
        "abcdefghijklmnopqrstuvwxyzåäö",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    ];
    let backwards: String = lower.chars().rev().collect();
    ROWS.iter().any(|row| row.contains(lower) || row.contains(&backwards))
}

/// Words that are guessed first, in Swedish and English, as they stand in published lists of leaked passwords.
const COMMON: [&str; 88] = [
    "password",
    "lösenord",
    "losenord",
    "passord",
    "passwort",
    "qwerty",
    "qwertyuiop",
    "azerty",
    "asdf",
    "asdfgh",
    "zxcvbn",
    "abc",
    "abcd",
    "admin",
    "administrator",
    "root",
    "user",
    "test",
    "guest",
    "login",
    "logga",
    "in",
    "welcome",
    "välkommen",
    "valkommen",
    "letmein",
    "släppinmig",
    "hej",
    "hejhej",
    "hejsan",
    "hejsansvejsan",
    "hallå",
    "iloveyou",
    "jagälskardig",
    "älskling",
    "alskling",
    "sommar",
    "vinter",
    "vår",
    "höst",
    "summer",
    "winter",
    "spring",
    "autumn",
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
    "måndag",
    "fredag",
    "sverige",
    "sweden",
    "stockholm",
    "göteborg",
    "malmö",
    "kommun",
    "kommunen",
    "polis",
    "polisen",
    "police",
    "samverka",
    "trygghet",
    "trygg",
    "säkerhet",
    "security",
    "secret",
    "hemlig",
    "hemligt",
    "dragon",
    "monkey",
    "football",
    "fotboll",
    "hockey",
    "master",
    "sunshine",
    "princess",
    "changeme",
    "default",
    "nytt",
    "new",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_that_is_guessed_first_is_not_taken_however_it_is_dressed() {
        for bad in [
            "Lösenord2022!",
            "password1234",
            "Sommar2022!!",
            "hejhejhejhej",
            "qwertyuiopas",
            "Polisen112112",
            "SamverkaSamverka1",
        ] {
            assert_eq!(Password::parse(bad, "kim"), Err(BadPassword::Common), "{bad}");
        }
        assert_eq!(Password::parse("123456789012", "kim"), Err(BadPassword::Common));
        assert_eq!(Password::parse("aaaaaaaaaaaaab", "kim"), Err(BadPassword::Guessable));
        assert_eq!(Password::parse("min-katt-kim.berg-sover", "Kim.Berg@almvalla.se"), Err(BadPassword::Guessable));
        assert_eq!(Password::parse("kort", "kim"), Err(BadPassword::TooShort));
        assert_eq!(Password::parse(&"ab cd ef".repeat(40), "kim"), Err(BadPassword::TooLong));
    }

    #[test]
    fn a_sentence_is_a_good_password_and_is_never_printed() {
        let good = Password::parse("tre röda stolar vid ån", "kim").unwrap();
        assert_eq!(format!("{good:?}"), "Password(…)");
    }
}
