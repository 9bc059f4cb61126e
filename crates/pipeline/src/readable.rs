//! Whether bytes are a text at all.

use kaoju_normalize::Decoding;

/// How much of a document is looked at, in bytes.
const SAMPLE: usize = 1 << 14;

/// First bytes of common formats that hold text but are none, with the name people know them by.
const FORMATS: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"{\\rtf", "an RTF document"),
];

/// Why bytes cannot be read as a text, and the way out; `None` where they can.
pub(crate) fn unreadable(
    source: &[u8],
    decoding: impl FnOnce() -> Decoding,
) -> Option<(String, &'static str)> {
    if source.strip_prefix(b"\xef\xbb\xbf").unwrap_or(source).iter().all(u8::is_ascii_whitespace) {
        return Some(("is empty".to_owned(), "give a file with text in it"));
    }
    if source.len() > u32::MAX as usize {
        return Some(("is larger than 4 GiB".to_owned(), "split it into documents"));
    }
    if let Some((_, name)) = FORMATS.iter().find(|(magic, _)| source.starts_with(magic)) {
        return Some((format!("is {name}, not a text"), "export its text first"));
    }
    let binary = looks_binary(source) && !decoding().encoding.starts_with("UTF-16");
    binary.then(|| ("is a binary file, not a text".to_owned(), "give its text, in UTF-8 if you can"))
}

/// More than a stray NUL, or mostly control bytes. UTF-16 looks so too.
fn looks_binary(source: &[u8]) -> bool {
    let sample = &source[..source.len().min(SAMPLE)];
    let nuls = sample.iter().filter(|byte| **byte == 0).count();
    let controls =
        sample.iter().filter(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace()).count();
    nuls > sample.len() / 1000 || controls > sample.len() / 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(source: &[u8]) -> Option<String> {
        unreadable(source, || kaoju_normalize::normalize(source).decoding).map(|(reason, _)| reason)
    }

    #[test]
    fn texts_are_told_from_other_bytes() {
        let utf16: Vec<u8> = "\u{feff}2014年5月，签署".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let stray = [&[b'a'; 5000][..], b"\0"].concat();
        let texts: [&[u8]; 4] = [b"2014", &utf16, &stray, "𠮷\u{1b}年，2014年".as_bytes()];
        for text in texts {
            assert_eq!(reason(text), None, "{text:?}");
        }
        let others: [(&[u8], &str); 6] = [
            (b"", "empty"),
            (b" \r\n\t\n", "empty"),
            (b"\xef\xbb\xbf", "empty"),
            (b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0", "binary"),
            (b"%PDF-1.7\n1 0 obj", "a PDF"),
            (b"\x01\x02\x03\x04ab", "binary"),
        ];
        for (bytes, why) in others {
            assert!(reason(bytes).is_some_and(|r| r.contains(why)), "{bytes:?}: {:?}", reason(bytes));
        }
    }
}
