//! What names a record?

use serde::{Deserialize, Serialize};

/// The name of a record within its municipality: 1 to 64 of `a-z`, `0-9` and `-`, as it stands in addresses.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Id(String);

/// Why a text is no [`Id`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an id has 1 to 64 of a-z, 0-9 and '-'; got {0:?}")]
pub struct BadId(String);

impl Id {
    /// Reads an id as it is written; nothing is repaired.
    pub fn parse(text: &str) -> Result<Id, BadId> {
        let fits = (1..=64).contains(&text.len());
        let clean = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if fits && clean { Ok(Id(text.to_owned())) } else { Err(BadId(text.chars().take(80).collect())) }
    }

    /// An id that reads like `title` ("Medborgarlöfte 2022" becomes `medborgarlofte-2022`), for things
    /// whose address people read. `n` > 1 adds a number, for the title that is taken already.
    pub fn from_title(title: &str, n: u32) -> Id {
        let mut slug = String::new();
        for c in title.chars().flat_map(char::to_lowercase) {
            let plain = match c {
                'å' | 'ä' | 'à' | 'á' => 'a',
                'ö' | 'ø' | 'ó' => 'o',
                'é' | 'è' | 'ê' => 'e',
                'ü' => 'u',
                c if c.is_ascii_alphanumeric() => c,
                _ => '-',
            };
            if plain != '-' || !(slug.is_empty() || slug.ends_with('-')) {
                slug.push(plain);
            }
            if slug.len() >= 56 {
                break;
            }
        }
        let slug = slug.trim_matches('-');
        let slug = if slug.is_empty() { "post" } else { slug };
        if n > 1 { Id(format!("{slug}-{n}")) } else { Id(slug.to_owned()) }
    }

    /// An id from 10 random bytes: 16 letters and digits that are hard to mistake for one another.
    pub fn from_random(bytes: [u8; 10]) -> Id {
        const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
        let mut bits = 0u128;
        for b in bytes {
            bits = bits << 8 | u128::from(b);
        }
        let letter = |i: u32| char::from(LETTERS[(bits >> (5 * i) & 31) as usize]);
        Id((0..16).map(letter).collect())
    }

    /// The id as it stands in addresses.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Id {
    type Error = BadId;
    fn try_from(s: String) -> Result<Id, BadId> {
        Id::parse(&s)
    }
}

impl From<Id> for String {
    fn from(id: Id) -> String {
        id.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_an_address_that_can_be_read_aloud() {
        assert_eq!(Id::from_title("Medborgarlöfte 2022", 1).as_str(), "medborgarlofte-2022");
        assert_eq!(Id::from_title("  Åtgärder – vår & höst! ", 2).as_str(), "atgarder-var-host-2");
        assert_eq!(Id::from_title("???", 1).as_str(), "post");
    }

    #[test]
    fn an_id_is_never_repaired() {
        for bad in ["", "A", "å", "a b", "../x", "a_b", &"x".repeat(65)] {
            assert!(Id::parse(bad).is_err(), "{bad}");
        }
    }

    proptest::proptest! {
        #[test]
        fn every_made_id_parses(title in ".{0,200}", n in 0u32..9999, bytes: [u8; 10]) {
            let titled = Id::from_title(&title, n);
            proptest::prop_assert_eq!(Id::parse(titled.as_str()), Ok(titled.clone()));
            let random = Id::from_random(bytes);
            proptest::prop_assert_eq!(Id::parse(random.as_str()), Ok(random.clone()));
        }
    }
}
