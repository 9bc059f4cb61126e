//! Time grows linearly with the text, whatever the text.

use std::time::{Duration, Instant};

use kaoju_pipeline::{About, read};
use kaoju_record::Kind;

/// Texts with much to try and little to find, and one with much to find.
const PIECES: &[&str] = &[
    "1",
    "1 ",
    "《",
    "》《",
    "年",
    "一二三四五",
    "2014年",
    "“十四五",
    "1.5、",
    "<p>[1]①\n\n",
    "3元/4，",
    "《甲条约》（",
    "签署《中俄甲条约》",
    "2001年签署的《甲条约》甲",
    "《甲条约》甲",
    "中俄两国签署《甲条约》，生效",
    "中俄协定",
    "第一",
    "“",
    "三大",
    "每1",
    "8亿人",
    "://",
    "（1",
    "当天",
    "一二三四五六七",
    "二百",
    "百 分 之",
    "大于3且小于",
    "1/2",
    "三斤",
    "五块六到",
    "贸易额3亿元、",
    "比2016年增长5%，",
    "出口、进口分别增长5%、3%，",
    "中国已",
    "在2019年（贸易额",
    "3.2%的受访者",
    "140个集群、",
    "当地，",
    "表1 贸易额\n\n| 国别 | 2013 |\n| --- | --- |\n| 中国 | 3 |\n\n",
    "| 1 ",
];

const SHORT: usize = 24_000;
const TIMES_LONGER: usize = 8;
const TRIES: usize = 3;

fn time(piece: &str, bytes: usize) -> Duration {
    let text = piece.repeat(bytes / piece.len());
    let once = || {
        let begun = Instant::now();
        let kinds = Kind::ALL.into_iter().collect();
        read(text.as_bytes(), &About { id: "t", date: Some("2021"), kinds, ..About::default() }).unwrap();
        begun.elapsed()
    };
    once().min(once())
}

#[test]
fn eight_times_the_text_takes_about_eight_times_as_long() {
    for piece in PIECES.iter().copied() {
        let mut slow = Vec::new();
        // Quadratic time would be 64 times as long; what lies between, and a few tries, are left to a busy machine.
        let linear = (0..TRIES).any(|_| {
            let short = time(piece, SHORT).max(Duration::from_millis(2));
            let long = time(piece, SHORT * TIMES_LONGER);
            slow.push((short, long));
            long < short * 30
        });
        assert!(linear, "{piece:?}: {slow:?}");
    }
}
