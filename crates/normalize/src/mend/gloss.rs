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

/// A vowel, n or m with its tone.
fn is_tone(c: char) -> bool {
    c > '\u{df}' && "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ".contains(c)
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

/// What a syllable begins with before its vowels.
const INITIALS: &[&str] = &[
    "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c",
    "s", "y", "w", "",
];

/// What a syllable ends with after its vowels.
const ENDINGS: &[&str] = &["", "n", "ng", "r"];

pub(crate) fn gloss(m: &mut Mending<'_>, at: usize) -> Option<usize> {
    let open = m.char_at(at).filter(|c| matches!(c, '(' | '（'))?;
    let before = m.before(at).filter(|c| is_han(*c))?;
    let inner = &m.text[at + open.len_utf8()..];
    let end = inner.char_indices().take(8).find(|(_, c)| matches!(c, ')' | '）'))?;
    let syllable = &inner[..end.0];
    let neutral = || NEUTRAL.iter().any(|(sound, chars)| *sound == syllable && chars.contains(before));
    if !is_syllable(syllable) && !neutral() {
        return None;
    }
    let end = at + open.len_utf8() + end.0 + end.1.len_utf8();
    m.delete(at..end);
    m.note_near(PASS.id, at..end);
    Some(end)
}

/// A syllable with exactly one tone.
pub(crate) fn is_syllable(text: &str) -> bool {
    if text.len() > 9 || !text.starts_with(|c: char| c.is_ascii_lowercase() || is_tone(c)) {
        return false;
    }
    let tones = text.chars().filter(|c| is_tone(*c)).count();
    if tones != 1 {
        return false;
    }
    let Some(initial) = INITIALS.iter().find(|initial| text.starts_with(**initial)) else { return false };
    let rest = &text[initial.len()..];
    let vowel = |c: char| "aeiouüv".contains(c) || is_tone(c);
    let ending = rest.trim_start_matches(vowel);
    (1..=3).contains(&rest[..rest.len() - ending.len()].chars().count()) && ENDINGS.contains(&ending)
}
