//! Brackets and quotation marks of other typesetting.

use super::To;
use crate::Pass;

pub(crate) const PASS: Pass = Pass {
    id: "fold/brackets",
    about: "Brackets of names and quotation marks of other typesetting: «» ≪≫ become 《》, ‹› become 〈〉, 「」 become “”, 『』 become ‘’. «» around Cyrillic stay.",
    examples: &[
        ("«联合声明»", "《联合声明》"),
        ("«‹购销合同›补充协议»", "《〈购销合同〉补充协议》"),
        ("「一带一路」", "“一带一路”"),
        ("«Известия»", "«Известия»"),
    ],
};

const PAIRS: &str = "≪《≫》「“」”﹁“﹂”『‘』’﹃‘﹄’〝“〞”〟”„“｢“｣”⟨〈⟩〉﹤〈﹥〉︽《︾》";

pub(crate) fn pairs() -> Vec<(char, To)> {
    let chars: Vec<char> = PAIRS.chars().collect();
    let mut pairs: Vec<_> = chars.chunks_exact(2).map(|pair| (pair[0], To::Char(pair[1]))).collect();
    pairs.push(('«', To::Context(|_, after| (!is_cyrillic(after)).then_some('《'))));
    pairs.push(('»', To::Context(|before, _| (!is_cyrillic(before)).then_some('》'))));
    pairs.push(('‹', To::Context(|_, after| (!is_cyrillic(after)).then_some('〈'))));
    pairs.push(('›', To::Context(|before, _| (!is_cyrillic(before)).then_some('〉'))));
    pairs
}

fn is_cyrillic(c: Option<char>) -> bool {
    c.is_some_and(|c| ('\u{400}'..='\u{52f}').contains(&c))
}
