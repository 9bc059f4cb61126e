//! Pinyin left inside the text.

use super::Mending;
use crate::Pass;
use crate::chars::is_han;

pub(crate) const PASS: Pass = Pass {
    id: "gloss/pinyin",
    about: "One syllable of pinyin in brackets after a Chinese character is deleted.",
    examples: &[
        ("经(jīng)济(jì)联(lián)盟", "经济联盟"),
        ("他的(de)话", "他的话"),
        ("兩個(gè)縱向", "两个纵向"),
        ("欧盟(EU)与七国集团(G7)", "欧盟（EU）与七国集团（G7）"),
        ("第一类(a)与(an)", "第一类（a）与（an）"),
    ],
};

/// Vowels, n and m with their tones.
const TONES: [char; 28] = [
    'ā', 'á', 'ǎ', 'à', 'ē', 'é', 'ě', 'è', 'ī', 'í', 'ǐ', 'ì', 'ō', 'ó', 'ǒ', 'ò', 'ū', 'ú', 'ǔ', 'ù', 'ǖ',
    'ǘ', 'ǚ', 'ǜ', 'ń', 'ň', 'ǹ', 'ḿ',
];

fn is_tone(c: char) -> bool {
    c > '\u{df}' && TONES.contains(&c)
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'ü' | 'v') || is_tone(c)
}

/// What a syllable begins with before its vowels.
fn is_initial(letters: &[u8]) -> bool {
    match letters {
        [] | [b'z' | b'c' | b's', b'h'] => true,
        [letter] => b"bpmfdtnlgkhjqxrzcsyw".contains(letter),
        _ => false,
    }
}

/// What a syllable ends with after its vowels.
fn is_ending(letters: &[u8]) -> bool {
    matches!(letters, [] | b"n" | b"ng" | b"r")
}

/// Syllables without a tone, and the characters that are read so.
const NEUTRAL: &[(&str, &str)] = &[
    ("de", "的地得"),
    ("le", "了"),
    ("zhe", "着著"),
    ("men", "们"),
    ("zi", "子"),
    ("ma", "吗嘛么"),
    ("me", "么"),
    ("ba", "吧"),
    ("ne", "呢"),
    ("a", "啊"),
    ("tou", "头"),
    ("ge", "个"),
    ("shang", "上"),
    ("li", "里"),
    ("la", "啦"),
    ("ya", "呀"),
];

pub(crate) fn gloss(m: &mut Mending<'_>, at: usize) -> Option<usize> {
    let start = match m.text.as_bytes()[at..] {
        [b'(', ..] => at + 1,
        [0xef, 0xbc, 0x88, ..] => at + '（'.len_utf8(),
        _ => return None,
    };
    let before = m.before(at).filter(|c| is_han(*c))?;
    let inner = &m.text[start..];
    let end = inner.char_indices().take(8).find(|(_, c)| matches!(c, ')' | '）'))?;
    let syllable = &inner[..end.0];
    let neutral = || NEUTRAL.iter().any(|(sound, chars)| *sound == syllable && chars.contains(before));
    if !is_syllable(syllable) && !neutral() {
        return None;
    }
    let end = start + end.0 + end.1.len_utf8();
    m.delete(at..end);
    m.note_near(PASS.id, at..end);
    Some(end)
}

/// A syllable with exactly one tone.
pub(crate) fn is_syllable(text: &str) -> bool {
    if text.len() > 9 || !text.starts_with(|c: char| c.is_ascii_lowercase() || is_tone(c)) {
        return false;
    }
    let rest = text.trim_start_matches(|c| !is_vowel(c));
    let ending = rest.trim_start_matches(is_vowel);
    let (initial, vowels) = (&text[..text.len() - rest.len()], &rest[..rest.len() - ending.len()]);
    is_initial(initial.as_bytes())
        && (1..=3).contains(&vowels.chars().count())
        && vowels.chars().filter(|c| is_tone(*c)).count() == 1
        && is_ending(ending.as_bytes())
}
