//! What holds for any records: their order does not matter, nothing is lost, every join is explained.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use kaoju_collate::{Aliases, reconcile, registry};
use kaoju_record::{Action, Amount, Fact, Kind, Mention, Record, Span, Statement, Status, Value, Zone};
use proptest::prelude::*;

const PARTIES: [&str; 6] = ["中国", "中华人民共和国", "俄罗斯", "俄", "欧亚经济联盟", "“中国”"];
const HEADS: [&str; 4] = ["经贸合作协定", "睦邻友好合作条约", "联合声明", "关于贸易的议定书"];
const INDICATORS: [&str; 4] = ["贸易额", "双边贸易额", "贸易总额", "出口额"];
const PERIODS: [&str; 3] = ["2013", "2014", "2013/2014"];

/// The name of an instrument between two parties.
fn name() -> impl Strategy<Value = String> {
    let part = |words: &'static [&'static str]| prop::sample::select(words);
    (part(&PARTIES), part(&["", "与", "和"]), part(&PARTIES), part(&HEADS))
        .prop_map(|(first, and, second, head)| format!("{first}{and}{second}{head}"))
}

fn record() -> impl Strategy<Value = Record> {
    let place = (prop::sample::select(&["甲", "乙"][..]), 0..2000_usize);
    let mention = (place.clone(), name()).prop_map(|((doc, at), name)| mention(doc, at, name));
    let event = (place.clone(), name(), prop::sample::select(&Action::ALL[..]), period())
        .prop_map(|((doc, at), treaty, action, date)| fact(doc, at, event(treaty, action, date)));
    let measure = (
        place,
        prop::sample::select(&PARTIES[..]),
        prop::sample::select(&INDICATORS[..]),
        period(),
        1..4_u32,
    )
        .prop_map(|((doc, at), entity, indicator, period, number)| {
            fact(doc, at, measure(entity, indicator, period, number))
        });
    prop_oneof![mention, event, measure]
}

fn period() -> impl Strategy<Value = Option<String>> {
    prop::option::of(prop::sample::select(&PERIODS[..]).prop_map(str::to_owned))
}

fn mention(doc: &str, at: usize, name: String) -> Record {
    Record::Mention(Mention {
        id: format!("m-{doc}-{at}-{name}"),
        doc: doc.to_owned(),
        kind: Kind::Treaty,
        span: Span { start: at, end: at + name.len() },
        quote: name.clone(),
        zone: Zone::Body,
        value: Value::Agreement { name },
        uncertain: Vec::new(),
        rule: "treaty/bracketed".to_owned(),
        status: Status::Auto,
    })
}

fn fact(doc: &str, at: usize, statement: Statement) -> Record {
    Record::Fact(Fact {
        id: format!("f-{doc}-{at}-{statement:?}"),
        doc: doc.to_owned(),
        statement,
        span: Span { start: at, end: at + 1 },
        quote: "1亿美元".to_owned(),
        zone: Zone::Body,
        mentions: Vec::new(),
        rule: "event/signed".to_owned(),
        status: Status::Auto,
    })
}

fn event(treaty: String, action: Action, date: Option<String>) -> Statement {
    Statement::TreatyEvent { treaty, action, date, parties: vec!["CN".to_owned()] }
}

fn measure(entity: &str, indicator: &str, period: Option<String>, number: u32) -> Statement {
    let number = Some((u64::from(number) * 100_000_000).to_string());
    Statement::Measure {
        entity: Some(entity.to_owned()),
        indicator: Some(indicator.to_owned()),
        period,
        amount: Amount { number, unit: Some("USD".to_owned()), ..Amount::default() },
        base: None,
    }
}

/// Records of different ids, in two orders.
fn records() -> impl Strategy<Value = (Vec<Record>, Vec<Record>)> {
    let id = |record: &Record| match record {
        Record::Mention(mention) => mention.id.clone(),
        Record::Fact(fact) => fact.id.clone(),
        _ => String::new(),
    };
    let distinct = prop::collection::vec(record(), 0..24).prop_map(move |mut records| {
        let mut seen = BTreeSet::new();
        records.retain(|record| seen.insert(id(record)));
        records
    });
    distinct.prop_flat_map(|records| (Just(records.clone()), Just(records).prop_shuffle()))
}

proptest! {
    #[test]
    fn the_order_of_the_records_does_not_matter((forth, back) in records()) {
        let aliases = Aliases::default();
        prop_assert_eq!(registry(&forth, &aliases), registry(&back, &aliases));
        prop_assert_eq!(reconcile(&forth), reconcile(&back));
    }

    #[test]
    fn every_mention_belongs_to_one_instrument((records, _) in records()) {
        let instruments = registry(&records, &Aliases::default()).unwrap();
        let mut listed: Vec<&str> =
            instruments.iter().flat_map(|i| i.mentions.iter().map(|mention| mention.id.as_str())).collect();
        listed.sort_unstable();
        let mut named: Vec<&str> =
            records.iter().filter_map(Record::mention).map(|mention| mention.id.as_str()).collect();
        named.sort_unstable();
        prop_assert_eq!(listed, named);
        for instrument in &instruments {
            let plain = instrument.variants.iter().filter(|variant| variant.joined.is_empty()).count();
            prop_assert_eq!(plain, 1, "one name is the instrument's own, every other is joined by a rule: {:?}", instrument);
        }
    }

    #[test]
    fn a_statement_is_compared_at_most_once_and_only_with_its_like((records, _) in records()) {
        let conflicts = reconcile(&records);
        let mut seen = BTreeSet::new();
        for conflict in &conflicts {
            prop_assert!(conflict.statements.len() > 1, "{:?}", conflict);
            for stated in &conflict.statements {
                prop_assert!(seen.insert(stated.id.clone()), "{} stands in two comparisons", stated.id);
                let fact = records.iter().filter_map(Record::fact).find(|fact| fact.id == stated.id).unwrap();
                let Statement::Measure { period, .. } = &fact.statement else { panic!("{fact:?}") };
                prop_assert_eq!(period.as_ref(), Some(&conflict.period));
            }
        }
    }
}
