//! What reviewers say of a document as gold, and of each rule.
//!
//! A document counts as reviewed where reviewers decided on nearly all that is found in it ([`Reviewed::ENOUGH`]); its mentions and
//! its facts count apart. What stands there by a decision is the gold. What nobody decided on, or what reviewers contradict each
//! other about, is neither right nor wrong: it is left out on both sides.

use std::collections::{BTreeMap, HashSet};

use kaoju_record::{Decision, Fact, Mention, Record, Span, Status, Subject, Verdict};

use crate::gold::{FactGold, Gold, GoldMention};
use crate::score::share;
use crate::standing::last_of_each;
use crate::{Merged, standing};

/// One document after its review.
#[derive(Clone, Debug, Default)]
pub struct Reviewed {
    /// The mentions that stand by a decision.
    pub mentions: Gold,
    /// The facts that do.
    pub facts: FactGold,
    /// How many mentions were decided on, and how many there are.
    pub decided: [usize; 2],
    /// How many facts.
    pub decided_facts: [usize; 2],
    /// What nobody decided on.
    open: HashSet<(Span, Subject)>,
}

impl Reviewed {
    /// The share of decided findings from which on a document counts as reviewed.
    pub const ENOUGH: f64 = 0.9;

    /// What the merge of a document's decisions says of it; `machine` are the records without them.
    pub fn of(doc: &str, machine: &[Record], merged: &Merged) -> Self {
        let mut reviewed = Self::default();
        reviewed.mentions.doc = doc.to_owned();
        reviewed.facts.doc = doc.to_owned();
        let (mut mentions, mut facts) = (0, 0);
        for record in &merged.records {
            match record {
                Record::Mention(mention) if mention.status == Status::Auto => {
                    mentions += 1;
                    reviewed.open.insert(place(mention));
                }
                Record::Fact(fact) if fact.status == Status::Auto => {
                    facts += 1;
                    reviewed.open.insert(place_of_fact(fact));
                }
                Record::Mention(mention) => reviewed.mentions.mentions.push(stated(mention)),
                Record::Fact(fact) => {
                    // OK because a fact is always an object.
                    let says = serde_json::to_value(fact).unwrap_or_default();
                    reviewed.facts.facts.push((fact.span.start..fact.span.end, says));
                }
                _ => {}
            }
        }
        // Rejected findings stand in the machine's records only.
        let standing = merged.records.iter().filter_map(id).collect::<HashSet<_>>();
        let gone = machine.iter().filter(|record| id(record).is_some_and(|id| !standing.contains(id)));
        let (gone_facts, gone): (Vec<_>, Vec<_>) = gone.partition(|record| record.fact().is_some());
        let stand = reviewed.mentions.mentions.len() + gone.len();
        reviewed.decided = [stand, stand + mentions];
        let stand = reviewed.facts.facts.len() + gone_facts.len();
        reviewed.decided_facts = [stand, stand + facts];
        reviewed
    }

    /// Whether the mentions of the document count.
    pub fn counts(&self) -> bool {
        enough(self.decided)
    }

    /// Whether its facts count.
    pub fn facts_count(&self) -> bool {
        enough(self.decided_facts)
    }

    /// Whether a reviewer said anything of what a mention is.
    pub fn knows(&self, mention: &Mention) -> bool {
        !self.open.contains(&place(mention))
    }

    /// Whether a reviewer said anything of what a fact is.
    pub fn knows_fact(&self, fact: &Fact) -> bool {
        !self.open.contains(&place_of_fact(fact))
    }
}

fn enough([decided, all]: [usize; 2]) -> bool {
    decided > 0 && share(decided, all) >= Reviewed::ENOUGH
}

fn id(record: &Record) -> Option<&str> {
    record.mention().map(|mention| &*mention.id).or(record.fact().map(|fact| &*fact.id))
}

fn place(mention: &Mention) -> (Span, Subject) {
    (mention.span, mention.kind.into())
}

fn place_of_fact(fact: &Fact) -> (Span, Subject) {
    (fact.span, kaoju_record::Meaning::Statement(fact.statement.clone()).subject())
}

fn stated(mention: &Mention) -> GoldMention {
    GoldMention {
        kind: mention.kind.name().to_owned(),
        span: mention.span.start..mention.span.end,
        quote: mention.quote.clone(),
        // OK because a value is always an object.
        value: serde_json::to_value(&mention.value).unwrap_or_default(),
    }
}

/// What reviewers said of the findings of one rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verdicts {
    /// Right as they were.
    pub accepted: usize,
    /// Right but for value or place.
    pub corrected: usize,
    /// Not there at all.
    pub rejected: usize,
}

impl Verdicts {
    /// Share of what was right as it was.
    pub fn right(self) -> f64 {
        share(self.accepted, self.accepted + self.corrected + self.rejected)
    }
}

/// What the decisions that count say of each rule, as the reviewers saw its findings. Of several persons who say the same of a
/// finding one counts.
pub fn by_rule(decisions: &[Decision]) -> BTreeMap<String, Verdicts> {
    let mut on: BTreeMap<&str, Vec<&Decision>> = BTreeMap::new();
    let decides = |decision: &&Decision| !matches!(decision.decision, Verdict::Comment | Verdict::Withdraw);
    for decision in standing(decisions).into_iter().filter(decides) {
        on.entry(&decision.about.id).or_default().push(decision);
    }
    let mut rules: BTreeMap<String, Verdicts> = BTreeMap::new();
    for decisions in on.values() {
        let last = last_of_each(decisions);
        let said: BTreeMap<_, _> = last.iter().map(|decision| (decision.decision, decision)).collect();
        for (verdict, decision) in said {
            let Some(rule) = decision.about.rule.clone() else { continue };
            let verdicts = rules.entry(rule).or_default();
            match verdict {
                Verdict::Accept => verdicts.accepted += 1,
                Verdict::Correct => verdicts.corrected += 1,
                Verdict::Reject => verdicts.rejected += 1,
                _ => {}
            }
        }
    }
    rules
}
