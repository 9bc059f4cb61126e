//! Radicals and compatibility ideographs.

use super::To;
use crate::Pass;

pub(crate) const PASS: Pass = Pass {
    id: "fold/compat",
    about: "Kangxi radicals and compatibility ideographs, which PDF files put in the place of characters drawn alike.",
    examples: &[("５⽉", "5月"), ("⼀带⼀路", "一带一路"), ("⻓江", "长江")],
};

pub(crate) fn pairs() -> Vec<(char, To)> {
    super::script::read_pairs(include_str!("../../data/compat.txt"))
        .map(|(from, to)| (from, To::Char(to)))
        .collect()
}
