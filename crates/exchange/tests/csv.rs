//! Tables are read back as a spreadsheet reads them.

#![allow(clippy::unwrap_used)]

use kaoju_exchange::{Csv, What};
use kaoju_record::read_lines;

const RECORDS: &str = r#"{"record":"document","doc":"a","bytes":9,"sha256":"","encoding":"UTF-8","encoding_by":"utf-8","repairs":[]}
{"record":"mention","id":"1","doc":"a","kind":"figure","span":{"start":3,"end":9},"quote":"𠮷😀，\"-3.6\r\n%\"","zone":"body","value":{"type":"percent","number":"-3.6","unit":"%","bound":"about"},"uncertain":["3.6","36"],"rule":"figure/percent","status":"auto"}
{"record":"mention","id":"2","doc":"=1+1","kind":"date","span":{"start":9,"end":12},"quote":"+五年","zone":"note","value":{"type":"duration","duration":"P5Y","mod":"over"},"rule":"date/duration","status":"accepted"}
{"record":"fact","id":"3","doc":"a","type":"treaty_event","treaty":"条约, 二","action":"signed","date":"2014-05-29","parties":["BY","RU"],"span":{"start":0,"end":3},"quote":"条约","zone":"body","mentions":["1","2"],"rule":"event/signed","status":"auto"}
{"record":"fact","id":"4","doc":"a","type":"measure","entity":"-中国","indicator":"贸易额","period":"2013","min":"1","max":"2","unit":"USD","direction":"down","base":"2012","span":{"start":0,"end":3},"quote":"1","zone":"table","mentions":["1"],"rule":"table/cell","status":"auto"}
{"record":"instrument","id":"5","name":"条约","type":"treaty","parties":["BY","RU"],"variants":[{"name":"条约","count":2,"joined":""},{"name":"大条约","count":1,"joined":"prefix"}],"events":[{"action":"signed","date":"2014","parties":["BY"],"facts":[]},{"action":"effective","facts":[]}],"mentions":[{"doc":"a","id":"1"}]}
"#;

fn table(what: What, bom: bool) -> Vec<u8> {
    let mut out = Vec::new();
    let mut csv = Csv::new(&mut out, what, bom).unwrap();
    for record in read_lines(RECORDS.as_bytes()).unwrap() {
        csv.write(&record).unwrap();
    }
    csv.finish().unwrap();
    out
}

/// The cells that are not empty, as `column=cell`, a line a row.
#[track_caller]
fn check(what: What, rows: &[&[&str]]) {
    let bytes = table(what, false);
    let mut reader = csv::Reader::from_reader(&bytes[..]);
    let header = reader.headers().unwrap().clone();
    let read: Vec<Vec<String>> = reader
        .records()
        .map(|row| {
            let row = row.unwrap();
            let cells = header.iter().zip(row.iter()).filter(|(_, cell)| !cell.is_empty());
            cells.map(|(name, cell)| format!("{name}={cell}")).collect()
        })
        .collect();
    assert_eq!(read, rows);
}

#[test]
fn mentions_with_their_values_in_columns() {
    check(
        What::Mentions,
        &[
            &[
                "doc=a",
                "id=1",
                "kind=figure",
                "quote=𠮷😀，\"-3.6\r\n%\"",
                "type=percent",
                "number=-3.6",
                "unit=%",
                "bound=about",
                "zone=body",
                "start=3",
                "end=9",
                "uncertain=3.6; 36",
                "rule=figure/percent",
                "status=auto",
            ],
            &[
                "doc='=1+1",
                "id=2",
                "kind=date",
                "quote='+五年",
                "type=duration",
                "date=P5Y",
                "mod=over",
                "zone=note",
                "start=9",
                "end=12",
                "rule=date/duration",
                "status=accepted",
            ],
        ],
    );
}

#[test]
fn facts_of_both_kinds_in_one_table() {
    check(
        What::Facts,
        &[
            &[
                "doc=a",
                "id=3",
                "type=treaty_event",
                "treaty=条约, 二",
                "action=signed",
                "parties=BY; RU",
                "date=2014-05-29",
                "quote=条约",
                "zone=body",
                "start=0",
                "end=3",
                "mentions=1; 2",
                "rule=event/signed",
                "status=auto",
            ],
            &[
                "doc=a",
                "id=4",
                "type=measure",
                "entity='-中国",
                "indicator=贸易额",
                "date=2013",
                "base=2012",
                "min=1",
                "max=2",
                "unit=USD",
                "direction=down",
                "quote=1",
                "zone=table",
                "start=0",
                "end=3",
                "mentions=1",
                "rule=table/cell",
                "status=auto",
            ],
        ],
    );
}

#[test]
fn the_registry_a_row_an_instrument() {
    check(
        What::Registry,
        &[&[
            "id=5",
            "name=条约",
            "type=treaty",
            "parties=BY; RU",
            "variants=条约; 大条约",
            "events=signed 2014 BY; effective",
            "mentions=a 1",
        ]],
    );
}

#[test]
fn the_mark_stands_first_where_it_is_asked_for_and_lines_end_in_crlf() {
    let (with, without) = (table(What::Facts, true), table(What::Facts, false));
    assert_eq!(with.strip_prefix(b"\xef\xbb\xbf"), Some(&without[..]));
    assert!(without.ends_with(b"\r\n") && std::str::from_utf8(&without).is_ok());
}

#[test]
fn the_readme_lists_the_columns() {
    let readme = include_str!("../../../README.md");
    for what in What::ALL {
        let table = String::from_utf8(table(what, false)).unwrap();
        let header = table.lines().next().unwrap().replace(',', " ");
        assert!(readme.contains(&format!("| {} | `{header}` |", what.name())), "{header}");
    }
}
