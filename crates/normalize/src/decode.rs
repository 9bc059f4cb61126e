//! Bytes to characters: byte order mark, declared charset, strict UTF-8, then a guess.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, DecoderResult, EUC_JP, EUC_KR, Encoding, GB18030, GBK, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE,
};
use std::borrow::Cow;
use std::ops::Range;

use crate::map::{MapBuilder, SourceMap};
use crate::{Decoding, Pass};

pub(crate) const UNDECODABLE: Pass = Pass {
    id: "decode/undecodable",
    about: "Bytes that make no sense in the document's encoding become U+FFFD, one for each byte.",
    examples: &[],
};

impl Decoding {
    /// A stretch of the source as characters; it should not cut one. What makes no sense becomes U+FFFD.
    pub fn text(&self, bytes: &[u8]) -> String {
        let encoding = Encoding::for_label(self.encoding.as_bytes()).unwrap_or(UTF_8);
        encoding.decode_without_bom_handling(bytes).0.into_owned()
    }
}

impl Decoded<'_> {
    /// What is written in a range of source bytes.
    pub(crate) fn written(&self, source: &[u8], range: Range<usize>) -> String {
        if let Cow::Borrowed(text) = self.text {
            // Borrowed text is the end of the source, behind a mark of the byte order.
            let before = source.len() - text.len();
            let inside = range.start.checked_sub(before).zip(range.end.checked_sub(before));
            if let Some(part) = inside.and_then(|(start, end)| text.get(start..end)) {
                return part.to_owned();
            }
        }
        let bytes = source.get(range).unwrap_or_default();
        self.encoding.decode_without_bom_handling(bytes).0.into_owned()
    }
}

/// How many bytes are looked at for a declaration or a guess of bytes that are no UTF-8.
const DECLARATION: usize = 2048;
const GUESS: usize = 1 << 16;

/// The characters of a document.
pub(crate) struct Decoded<'a> {
    pub(crate) text: Cow<'a, str>,
    /// From the text to the source.
    pub(crate) map: SourceMap,
    pub(crate) decoding: Decoding,
    /// Ranges of source bytes that made no sense.
    pub(crate) undecodable: Vec<Range<usize>>,
    pub(crate) encoding: &'static Encoding,
}

/// Reads the bytes as characters. Valid UTF-8 is borrowed.
pub(crate) fn decode(source: &[u8]) -> Decoded<'_> {
    if let Some((encoding, bom)) = Encoding::for_bom(source) {
        return decode_as(source, bom, encoding, "bom");
    }
    let text = simdutf8::basic::from_utf8(source).ok();
    let declared = declared(source);
    // A page saved again as UTF-8 often keeps its old declaration; valid UTF-8 is hardly ever anything else.
    if let Some(text) = text {
        let by = if declared == Some(UTF_8) { "declared" } else { "utf-8" };
        return borrowed(text, source.len(), by);
    }
    match declared {
        Some(encoding) => decode_as(source, 0, encoding, "declared"),
        _ if mostly_utf8(source) => decode_as(source, 0, UTF_8, "utf-8"),
        _ => decode_as(source, 0, guess(source), "guessed"),
    }
}

/// Valid UTF-8 at the end of a source of this length.
fn borrowed<'a>(text: &'a str, source_len: usize, by: &'static str) -> Decoded<'a> {
    let mut map = MapBuilder::of_source(source_len);
    map.keep(source_len - text.len()..source_len);
    let decoding = Decoding { encoding: UTF_8.name(), by };
    Decoded {
        text: Cow::Borrowed(text),
        map: map.finish(),
        decoding,
        undecodable: Vec::new(),
        encoding: UTF_8,
    }
}

fn decode_as<'a>(source: &'a [u8], bom: usize, encoding: &'static Encoding, by: &'static str) -> Decoded<'a> {
    let decoding = Decoding { encoding: encoding.name(), by };
    let mut out =
        Output { text: String::new(), map: MapBuilder::of_source(source.len()), undecodable: Vec::new() };
    if encoding == UTF_8 {
        if let Ok(text) = simdutf8::basic::from_utf8(&source[bom..]) {
            return borrowed(text, source.len(), by);
        }
        lossy_utf8(source, bom, &mut out);
    } else {
        legacy(source, bom, encoding, &mut out);
    }
    let map = out.map.finish();
    Decoded { text: Cow::Owned(out.text), map, decoding, undecodable: out.undecodable, encoding }
}

struct Output {
    text: String,
    map: MapBuilder<'static>,
    undecodable: Vec<Range<usize>>,
}

impl Output {
    fn bad(&mut self, bytes: Range<usize>) {
        for at in bytes.clone() {
            self.text.push(char::REPLACEMENT_CHARACTER);
            self.map.chars(1, at, 3, 1);
        }
        match self.undecodable.last_mut() {
            Some(last) if last.end == bytes.start => last.end = bytes.end,
            _ if bytes.is_empty() => {}
            _ => self.undecodable.push(bytes),
        }
    }
}

fn lossy_utf8(source: &[u8], bom: usize, out: &mut Output) {
    let mut at = bom;
    for chunk in source[bom..].utf8_chunks() {
        out.text.push_str(chunk.valid());
        out.map.keep(at..at + chunk.valid().len());
        at += chunk.valid().len();
        out.bad(at..at + chunk.invalid().len());
        at += chunk.invalid().len();
    }
}

fn legacy(source: &[u8], bom: usize, encoding: &'static Encoding, out: &mut Output) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder
        .max_utf8_buffer_length_without_replacement(source.len() - bom)
        .unwrap_or(source.len() * 3 + 8);
    out.text.reserve(room);
    let mut at = bom;
    loop {
        let before = out.text.len();
        out.text.reserve(decoder.max_utf8_buffer_length_without_replacement(source.len() - at).unwrap_or(64));
        let (result, read) = decoder.decode_to_string_without_replacement(&source[at..], &mut out.text, true);
        let bad = match result {
            DecoderResult::Malformed(bytes, after) => (bytes + after) as usize,
            _ => 0,
        };
        let good = at..(at + read).saturating_sub(bad).max(at);
        let text = out.text[before..].to_owned();
        map_units(source, good.clone(), encoding, &text, &mut out.map);
        out.bad(good.end..at + read);
        at += read;
        if matches!(result, DecoderResult::InputEmpty) || (read == 0 && bad == 0) {
            return;
        }
        if bad > 0 {
            // The decoder counts itself finished after `last`; go on with a new one.
            decoder = encoding.new_decoder_without_bom_handling();
        }
        if at >= source.len() {
            return;
        }
    }
}

/// Maps decoded characters to their bytes, character by character.
fn map_units(
    source: &[u8],
    bytes: Range<usize>,
    encoding: &'static Encoding,
    text: &str,
    map: &mut MapBuilder<'_>,
) {
    let mut at = bytes.start;
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let unit = unit_len(encoding, &source[at..bytes.end]).min(bytes.end - at);
        if encoding == BIG5 && unit == 2 && matches!(source[at..at + 2], [0x88, 0x62 | 0x64 | 0xa3 | 0xa5]) {
            // Four codes of Big5 are a letter and a combining mark.
            let end = chars.next().map_or(text.len(), |(mark, c)| mark + c.len_utf8());
            map.atom(end - start, at..at + 2);
        } else {
            map.chars(1, at, c.len_utf8(), unit);
        }
        at += unit;
    }
}

/// How many bytes the first character of well-formed text has.
fn unit_len(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let second = bytes.get(1).copied().unwrap_or(0);
    let Some(&first) = bytes.first() else { return 0 };
    if encoding == UTF_16LE || encoding == UTF_16BE {
        let high = if encoding == UTF_16LE { second } else { first };
        return if (0xd8..0xdc).contains(&high) { 4 } else { 2 };
    }
    let two = if encoding == GB18030 || encoding == GBK {
        match (first, second) {
            (0x81..=0xfe, 0x30..=0x39) => return 4,
            _ => (0x81..=0xfe).contains(&first),
        }
    } else if encoding == BIG5 || encoding == EUC_KR {
        (0x81..=0xfe).contains(&first)
    } else if encoding == SHIFT_JIS {
        matches!(first, 0x81..=0x9f | 0xe0..=0xfc)
    } else if encoding == EUC_JP {
        match first {
            0x8f => return 3,
            _ => matches!(first, 0x8e | 0xa1..=0xfe),
        }
    } else {
        false
    };
    if two { 2 } else { 1 }
}

fn declared(source: &[u8]) -> Option<&'static Encoding> {
    let head = &source[..source.len().min(DECLARATION)];
    for key in [&b"charset="[..], b"encoding="] {
        let Some(at) = memchr::memmem::find(head, key) else { continue };
        let in_tag = memchr::memrchr(b'<', &head[..at]).is_some_and(|tag| {
            let rest = &head[tag..at];
            (rest.starts_with(b"<meta") || rest.starts_with(b"<META") || rest.starts_with(b"<?xml"))
                && !rest.contains(&b'>')
        });
        let label = head[at + key.len()..].iter().skip_while(|b| matches!(b, b'"' | b'\'' | b' '));
        let label: Vec<u8> =
            label.copied().take_while(|b| b.is_ascii_alphanumeric() || b"-_:".contains(b)).collect();
        let found = Encoding::for_label(&label).filter(|_| in_tag);
        // A declaration that could be read as bytes is no declaration of UTF-16.
        if let Some(encoding) = found.filter(|e| *e != UTF_16LE && *e != UTF_16BE && e.is_ascii_compatible())
        {
            return Some(if encoding == GBK { GB18030 } else { encoding });
        }
    }
    None
}

fn mostly_utf8(source: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in source.utf8_chunks() {
        good += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
        bad += chunk.invalid().len();
    }
    good >= bad * 4
}

fn guess(source: &[u8]) -> &'static Encoding {
    if let Some(utf16) = guess_utf16(&source[..source.len().min(4096)]) {
        return utf16;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&source[..source.len().min(GUESS)], source.len() <= GUESS);
    let found = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    if found != GBK && found != BIG5 {
        return found;
    }
    let head = &source[..source.len().min(GUESS)];
    if common(head, BIG5) > common(head, GB18030) { BIG5 } else { GB18030 }
}

/// Characters that hardly any Chinese text does without, in both scripts.
const COMMON: &str = "，。、：的是在了和一不有人中大为為国國这這上个個我以要他时時来來用们們到作地于於出就分对對成会會可主发發年动動同";

/// How many very common characters the bytes hold when read so.
fn common(bytes: &[u8], encoding: &'static Encoding) -> usize {
    encoding.decode_without_bom_handling(bytes).0.chars().filter(|c| COMMON.contains(*c)).count()
}

/// UTF-16 without a mark: most units are Chinese or ASCII in one byte order and few are in the other.
fn guess_utf16(head: &[u8]) -> Option<&'static Encoding> {
    let plausible = |unit: u16| matches!(unit, 0x09..=0x7e | 0x2010..=0x2030 | 0x3000..=0x301f | 0x4e00..=0x9fa5 | 0xff01..=0xff5e);
    let units = head.len() / 2;
    let count = |read: fn([u8; 2]) -> u16| {
        head.chunks_exact(2).filter(|pair| plausible(read([pair[0], pair[1]]))).count()
    };
    let (little, big) = (count(u16::from_le_bytes), count(u16::from_be_bytes));
    let clear = |a: usize, b: usize| units >= 8 && a * 10 >= units * 9 && b * 2 < a;
    if clear(little, big) {
        Some(UTF_16LE)
    } else if clear(big, little) {
        Some(UTF_16BE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "2014年5月29日，俄、白、哈三国元首签署了《欧亚经济联盟条约》。合同额为5.2亿美元，增长百分之十。";

    #[track_caller]
    fn check(bytes: &[u8], text: &str, encoding: &str, by: &str) {
        let decoded = decode(bytes);
        assert_eq!(decoded.text, text);
        assert_eq!((decoded.decoding.encoding, decoded.decoding.by), (encoding, by));
        for (at, c) in text.char_indices() {
            let span = decoded.map.source_span(at..at + c.len_utf8());
            let alone = decoded.encoding.decode_without_bom_handling(&bytes[span]).0.into_owned();
            assert_eq!(alone, c.to_string(), "at {at}");
        }
    }

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn every_encoding_of_chinese_text() {
        check(TEXT.as_bytes(), TEXT, "UTF-8", "utf-8");
        check(format!("\u{feff}{TEXT}").as_bytes(), TEXT, "UTF-8", "bom");
        check(&GB18030.encode(TEXT).0, TEXT, "gb18030", "guessed");
        check(&GB18030.encode(&format!("{TEXT}𠮷€")).0, &format!("{TEXT}𠮷€"), "gb18030", "guessed");
        let traditional =
            "二零一四年五月二十九日，俄羅斯、白俄羅斯和哈薩克斯坦三國元首簽署了歐亞經濟聯盟條約。";
        check(&BIG5.encode(traditional).0, traditional, "Big5", "guessed");
        check(&utf16(&format!("{TEXT}𠮷"), u16::to_le_bytes), &format!("{TEXT}𠮷"), "UTF-16LE", "guessed");
        check(&utf16(TEXT, u16::to_be_bytes), TEXT, "UTF-16BE", "guessed");
        check(&utf16(&format!("\u{feff}{TEXT}"), u16::to_le_bytes), TEXT, "UTF-16LE", "bom");
    }

    #[test]
    fn a_declared_charset_decides_where_the_bytes_are_no_utf8() {
        let page = format!("<html><head><meta charset=\"gb2312\"></head><p>{TEXT}</p>");
        check(&GB18030.encode(&page).0, &page, "gb18030", "declared");
        check(page.as_bytes(), &page, "UTF-8", "utf-8");
    }

    #[test]
    fn broken_bytes_are_kept_visible_one_by_one() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.splice(4..4, [0xff, 0xfe]);
        let decoded = decode(&bytes);
        assert!(decoded.text.starts_with("2014\u{fffd}\u{fffd}年"));
        assert_eq!(decoded.undecodable, vec![4..6]);
        assert_eq!(decoded.map.source_span(7..10), 5..6);
        let mut bytes = GB18030.encode(TEXT).0.into_owned();
        bytes.splice(4..4, [0xff]);
        let decoded = decode(&bytes);
        assert!(decoded.text.starts_with("2014\u{fffd}年5月"), "{}", decoded.text);
    }
}
