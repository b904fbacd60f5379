//! With which code does somebody without an account follow what they told us?

/// A receipt's code (*kvittens*): twelve letters and digits in groups of four, without those that are
/// mistaken for one another (0 O 1 I L), as in "K7MF-92QX-RT3B". Whoever has it may read the answer.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Receipt(String);

/// What was written is no receipt's code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a receipt has three groups of four letters and digits, without 0 O 1 I L")]
pub struct BadReceipt;

const LETTERS: &[u8; 31] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";
const LENGTH: usize = 12;

impl Receipt {
    /// The code that 32 random bytes make (59 bits of them are used).
    pub fn from_random(bytes: [u8; 32]) -> Receipt {
        // Two bytes per letter: what 65 536 does not share evenly among 31 is less than 1 in 2 000.
        let letter =
            |pair: &[u8]| char::from(LETTERS[(usize::from(pair[0]) << 8 | usize::from(pair[1])) % LETTERS.len()]);
        Receipt(bytes.chunks_exact(2).take(LENGTH).map(letter).collect())
    }

    /// Reads a code as people write it: in any case, with or without blanks and dashes.
    pub fn parse(text: &str) -> Result<Receipt, BadReceipt> {
        let code: String =
            text.chars().filter(|c| !c.is_whitespace() && *c != '-').take(64).flat_map(char::to_uppercase).collect();
        let fits = code.len() == LENGTH && code.bytes().all(|b| LETTERS.contains(&b));
        if fits { Ok(Receipt(code)) } else { Err(BadReceipt) }
    }

    /// The twelve letters without dashes, for addresses and hashes.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Receipt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}-{}", &self.0[..4], &self.0[4..8], &self.0[8..])
    }
}

impl std::fmt::Debug for Receipt {
    /// A code opens a case, so it is in no log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Receipt(...)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_is_read_however_people_write_it() {
        let code = Receipt::from_random([7; 32]);
        let shown = code.to_string();
        assert_eq!(shown.len(), 14);
        for written in
            [shown.clone(), shown.to_lowercase(), shown.replace('-', " "), format!(" {} ", shown.replace('-', ""))]
        {
            assert_eq!(Receipt::parse(&written), Ok(code.clone()), "{written}");
        }
        for bad in ["", "K7MF-92QX", "K7MF-92QX-RT3O", "K7MF-92QX-RT31", "K7MF-92QX-RT3BX", "å7MF-92QX-RT3"] {
            assert_eq!(Receipt::parse(bad), Err(BadReceipt), "{bad}");
        }
    }

    proptest::proptest! {
        #[test]
        fn every_receipt_can_be_read_again_and_holds_no_mistakable_letter(bytes: [u8; 32]) {
            let code = Receipt::from_random(bytes);
            proptest::prop_assert_eq!(Receipt::parse(&code.to_string()), Ok(code.clone()));
            proptest::prop_assert!(!code.as_str().contains(['0', 'O', '1', 'I', 'L']));
        }
    }
}
