//! What is decided, over the server and beside it.

use kaoju_pipeline::Project;
use kaoju_record::Verdict;
use kaoju_serve::{Desk, Wish};
use serde_json::{Value, json};

use crate::common::Served;

#[test]
fn a_decision_is_on_disk_when_it_is_answered() {
    let served = Served::new();
    let item = served.item("547亿美元");
    assert_eq!((&item["status"], &item["value"]), (&json!("open"), &json!("money 54700000000 USD")));
    let answer = served.decide(json!([{ "decision": "accept", "item": item["id"] }]));
    assert_eq!(answer.status, 200, "{}", answer.body);
    let lines = served.on_disk();
    assert_eq!(lines.len(), 1);
    let line: Value = serde_json::from_str(&lines[0]).unwrap();
    assert_eq!(line["decision"], "accept");
    assert_eq!(line["about"]["quote"], "547亿美元");
    assert_eq!(
        (&line["by"], &line["at"]),
        (&json!("甲 <a@example.org>"), &json!("2026-11-20T18:30:00.123Z"))
    );
    assert_eq!(answer.json()["saved"], json!([line["id"]]));
    assert_eq!(served.item("547亿美元")["status"], "accepted");
}

#[test]
fn the_same_request_twice_decides_once() {
    let served = Served::new();
    let wish = json!([{ "decision": "accept", "item": served.item("547亿美元")["id"] }]);
    let first = served.decide(wish.clone()).json();
    let second = served.decide(wish).json();
    assert_eq!(first["saved"], second["saved"]);
    let item = served.item("547亿美元");
    assert_eq!(item["decisions"].as_array().unwrap().len(), 1);
}

#[test]
fn reject_correct_add_comment_and_take_back() {
    let served = Served::new();
    let id = |quote: &str| served.item(quote)["id"].clone();
    let one = |wish: Value| {
        let answer = served.decide(json!([wish]));
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()["saved"][0].clone()
    };
    let figure = id("547亿美元");
    let rejected = one(json!({ "decision": "reject", "item": figure }));
    assert_eq!(served.item("547亿美元")["status"], "rejected");
    one(json!({ "decision": "withdraw", "item": figure, "ends": [rejected] }));
    assert_eq!(served.item("547亿美元")["status"], "open");

    one(json!({ "decision": "correct", "item": figure, "says": "money 54700000000 USD about" }));
    let item = served.item("547亿美元");
    assert_eq!(
        (&item["status"], &item["value"]),
        (&json!("corrected"), &json!("money 54700000000 USD about"))
    );
    // A correction that changes nothing is an acceptance.
    let treaty = served.item("欧亚经济联盟条约");
    one(
        json!({ "decision": "correct", "item": treaty["id"], "says": treaty["value"], "place": treaty["place"] }),
    );
    assert_eq!(served.item("欧亚经济联盟条约")["status"], "accepted");

    one(json!({ "decision": "comment", "item": figure, "comment": "  看上下文 " }));
    let made = served.item("547亿美元")["decisions"].clone();
    assert_eq!(made.as_array().unwrap().last().unwrap()["comment"], "看上下文");

    let blocks = served.get("api/documents/a").json()["blocks"].clone();
    let at = |block: &Value| block["text"].as_str().unwrap().find("元首");
    let (block, byte) =
        blocks.as_array().unwrap().iter().enumerate().find_map(|(nth, b)| Some((nth, at(b)?))).unwrap();
    let text = blocks[block]["text"].as_str().unwrap();
    let start = text[..byte].encode_utf16().count();
    let place = json!({ "block": block, "start": start, "end": start + 2 });
    one(json!({ "decision": "add", "place": place, "says": "count 3 人" }));
    let added = served.item("元首");
    assert_eq!(
        (&added["status"], &added["place"], &added["kind"]),
        (&json!("added"), &place, &json!("figure"))
    );
    one(json!({ "decision": "withdraw", "item": added["id"] }));
    assert!(served.items().iter().all(|item| item["quote"] != "元首"));
}

#[test]
fn what_cannot_be_meant_is_refused_whole() {
    let served = Served::new();
    let good = json!({ "decision": "accept", "item": served.item("547亿美元")["id"] });
    let item = served.item("27.3%")["id"].clone();
    for wrong in [
        json!({ "decision": "accept", "item": "nothing" }),
        json!({ "decision": "accept" }),
        json!({ "decision": "correct", "item": item, "says": "date 2014-13" }),
        json!({ "decision": "correct", "item": item, "says": "percent many %" }),
        json!({ "decision": "comment", "item": item, "comment": "  " }),
        json!({ "decision": "withdraw", "item": item }),
        json!({ "decision": "add", "says": "date 2014", "place": { "block": 0, "start": 5, "end": 99 } }),
    ] {
        let answer = served.decide(json!([good, wrong]));
        assert_eq!(answer.status, 422, "{wrong}");
        assert!(!answer.body.is_empty());
    }
    assert!(served.on_disk().is_empty());
}

#[test]
fn a_value_is_checked_as_it_is_written() {
    let served = Served::new();
    let check = |body: Value| served.post("api/documents/a/check", &body.to_string()).json();
    assert_eq!(check(json!({ "says": "period 2013/.." })), json!({ "right": "period 2013/.." }));
    assert!(check(json!({ "says": "period 2013" }))["wrong"].as_str().unwrap().contains("2013/.."));
    assert!(check(json!({ "says": "" }))["wrong"].is_string());
    let event = json!({ "type": "treaty_event", "treaty": "条约", "action": "signed", "date": "2014-05-29" });
    assert_eq!(check(json!({ "says": event, "fact": true })), json!({ "right": "signed 条约 2014-05-29" }));
}

#[test]
fn two_clients_at_once_lose_nothing() {
    let served = Served::new();
    // A fact is gone when its mention is rejected.
    let mentions = served.items().into_iter().filter(|item| item["fact"] == false);
    let ids: Vec<Value> = mentions.map(|item| item["id"].clone()).collect();
    std::thread::scope(|scope| {
        for (client, decision) in ["accept", "reject"].into_iter().enumerate() {
            let (served, ids) = (&served, &ids);
            scope.spawn(move || {
                for (nth, id) in ids.iter().cycle().take(50).enumerate() {
                    let at = format!("2026-11-20T18:3{client}:{nth:02}Z");
                    let body = json!({ "at": at, "decisions": [{ "decision": decision, "item": id }] });
                    let answer = served.post("api/documents/a/decisions", &body.to_string());
                    assert_eq!(answer.status, 200);
                    let saved = answer.json()["saved"][0].as_str().unwrap().to_owned();
                    assert!(served.on_disk().iter().any(|line| line.contains(&saved)));
                }
            });
        }
    });
    assert_eq!(served.on_disk().len(), 100);
}

#[test]
fn a_window_learns_what_others_decide() {
    let served = Served::new();
    let shown = served.get("api/documents/a").json();
    let (epoch, version) = (shown["epoch"].as_str().unwrap(), shown["version"].as_u64().unwrap());
    let item = served.item("547亿美元")["id"].clone();
    let path = format!("api/documents/a/changes?epoch={epoch}&since={version}");
    let answer = std::thread::scope(|scope| {
        let waiting = scope.spawn(|| served.get(&path).json());
        assert_eq!(served.decide(json!([{ "decision": "reject", "item": item }])).status, 200);
        waiting.join().unwrap()
    });
    let told = answer["items"].as_array().unwrap().iter().find(|told| told["id"] == item).unwrap();
    assert_eq!(told["status"], "rejected");
    assert!(answer["version"].as_u64().unwrap() > version);
    // Another program appends to the file, and leaves a broken line.
    let path = served.folder.path().join("annotations/reviews/a.jsonl");
    let first = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("{first}no decision\n")).unwrap();
    let problems = served.get("api/documents/a").json()["problems"].to_string();
    assert!(problems.contains("line 2"), "{problems}");
}

#[test]
fn the_source_is_shown_as_received() {
    let served = Served::new();
    let id = served.item("2017年")["id"].as_str().unwrap().to_owned();
    let source = served.get(&format!("api/documents/a/source?item={id}")).json();
    let pieces = source["pieces"].as_array().unwrap();
    let found: String =
        pieces.iter().filter(|piece| piece["found"] == true).map(|p| p["text"].as_str().unwrap()).collect();
    assert_eq!(found, "２０１７年");
    assert_eq!(source["repairs"][0]["pass"], "fold/width");
    assert_eq!(served.get("api/documents/a/source?block=9").status, 404);
    assert_eq!(served.get("api/documents/a/source?item=nothing").status, 404);
}

/// What another person decides on the same folder, with a program of their own.
fn other_decides(served: &Served, verdict: Verdict, item: &Value, at: &str) {
    let desk = Desk::new(Project::open(served.folder.path(), None).unwrap(), "乙 <b@example.org>".into());
    let wish = Wish::new(verdict, item["id"].as_str().unwrap());
    desk.with("a", |opened| opened.decide(vec![wish], at, desk.reviewer())).unwrap();
}

#[test]
fn a_contradiction_is_shown_until_somebody_settles_it() {
    let served = Served::new();
    let item = served.item("547亿美元");
    served.decide(json!([{ "decision": "accept", "item": item["id"] }]));
    other_decides(&served, Verdict::Accept, &item, "2026-11-20T19:30:00Z");
    assert_eq!(served.item("547亿美元")["status"], "accepted");
    other_decides(&served, Verdict::Reject, &item, "2026-11-20T19:31:00Z");
    let shown = served.item("547亿美元");
    assert_eq!(shown["status"], "conflict");
    let by: Vec<&Value> = shown["decisions"].as_array().unwrap().iter().map(|made| &made["by"]).collect();
    assert!(by.contains(&&json!("甲 <a@example.org>")) && by.contains(&&json!("乙 <b@example.org>")));
    let body =
        json!({ "at": "2026-11-20T20:00:00Z", "decisions": [{ "decision": "accept", "item": item["id"] }] });
    assert_eq!(served.post("api/documents/a/decisions", &body.to_string()).status, 200);
    let settled = served.item("547亿美元");
    assert_eq!(settled["status"], "accepted");
    let ended = settled["decisions"].as_array().unwrap().iter().filter(|made| made["ended"] == true);
    assert_eq!(ended.count(), 3);
}

#[test]
fn a_decision_follows_its_text_and_is_kept_where_that_is_gone() {
    let served = Served::new();
    let before = served.get("api/documents/a").json()["epoch"].clone();
    let item = served.item("547亿美元")["id"].clone();
    served.decide(json!([{ "decision": "accept", "item": item }]));
    let path = served.folder.path().join("a.txt");
    std::fs::write(&path, crate::common::TEXT.replace("题目", "题目\n\n新的一段。")).unwrap();
    assert_eq!(served.item("547亿美元")["status"], "accepted");
    assert_ne!(served.get("api/documents/a").json()["epoch"], before);
    std::fs::write(&path, "题目\n\n别的文字，2014年5月29日。\n").unwrap();
    let orphan = served.item("547亿美元");
    assert_eq!((&orphan["status"], &orphan["place"]), (&json!("orphan"), &json!(null)));
    assert!(!orphan["notes"].as_array().unwrap().is_empty());
    let refused = served.decide(json!([{ "decision": "accept", "item": item }]));
    assert!(refused.status == 422, "{}", refused.body);
    assert_eq!(served.decide(json!([{ "decision": "withdraw", "item": item }])).status, 200);
    assert!(served.items().iter().all(|item| item["quote"] != "547亿美元"));
}
