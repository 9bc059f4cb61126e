//! The seeds, drawn for review: what every block is and says, and how often every pass repaired something.

use kaoju_normalize::{Repair, Role, normalize, repairs};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn seeds() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds");
    let files = std::fs::read_dir(&folder)
        .expect("the folder of seeds")
        .map(|entry| entry.expect("a readable folder").path());
    let mut files: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|end| end == "txt")).collect();
    files.sort();
    files
}

fn name(role: Role) -> &'static str {
    match role {
        Role::Heading => "heading",
        Role::Prose => "prose",
        Role::Caption => "caption",
        Role::TableRow => "row",
        Role::Note => "note",
        Role::Furniture => "furniture",
    }
}

/// Counts by pass, then every repair that is uncertain or was only reported.
fn draw_repairs(repairs: &[Repair]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for repair in repairs {
        *counts.entry(repair.pass).or_default() += 1;
    }
    let mut out: String = counts.iter().map(|(pass, count)| format!("{count:5} {pass}\n")).collect();
    for repair in
        repairs.iter().filter(|repair| !repair.other_readings.is_empty() || repair.before == repair.after)
    {
        let Repair { pass, source, before, after, other_readings, .. } = repair;
        if *pass != "layout/furniture" {
            out += &format!("{source:?} {pass}: {before:?} -> {after:?} {other_readings:?}\n");
        }
    }
    out
}

#[test]
fn clean_text_of_every_seed() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../snapshots/normalize");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for path in seeds() {
        let source = std::fs::read(&path).unwrap();
        let document = normalize(&source);
        let mut drawn = format!("{} ({})\n", document.decoding.encoding, document.decoding.by);
        for block in &document.blocks {
            drawn += &format!("{:>9}  {}\n", name(block.role), &document.text[block.range.clone()]);
        }
        drawn += &draw_repairs(&repairs(&source));
        let id = path.file_stem().unwrap().to_string_lossy()[..3].to_owned();
        settings.bind(|| insta::assert_snapshot!(id, drawn));
    }
}

/// Every seed, whole: each phrase stands in one block of its role, put together from a source that cut it apart.
#[test]
fn what_pages_and_notes_cut_apart_is_together() {
    let expected = [
        ("000", Role::Note, "王晨星"),
        ("000", Role::Prose, "俄、白、哈三国元首签署了《欧亚经济联盟条约》"),
        ("001", Role::Prose, "2019年，中国对俄直接投资流量为-4.2亿美元"),
        ("001", Role::Prose, "新型国家关系的代表，在即将开启的"),
        ("001", Role::Note, "现代服务、基建和数字经济”，Wind专题数据库"),
        ("002", Role::Prose, "双方签署《中华人民共和国与欧亚经济联盟经贸合作协定》"),
        ("002", Role::Prose, "即《中华人民共和国与欧亚经济联盟国际运输货物和交通工具信息交换协定》"),
        ("002", Role::Prose, "中俄签署《〈保障中国西部炼厂供油的原油购销合同〉补充协议3》"),
        ("002", Role::Prose, "截至2022年7月8日的统计"),
        ("002", Role::Prose, "2021年起上合睦委会"),
        ("002", Role::Prose, "斥资3000亿欧元"),
        ("002", Role::Prose, "1万美元/40尺大箱左右"),
        ("002", Role::Prose, "中俄双向留学生共5.7万名"),
        ("002", Role::Prose, "达到1468.87亿美元"),
        ("002", Role::TableRow, "俄罗斯\t892.5\t952.7\t680.1\t696.2\t842.2\t1071.0\t1109.4\t1077.7\t1468.9"),
        ("002", Role::TableRow, "摩尔多瓦\t1.3\t1.4\t1.2\t1.0\t1.3\t1.4\t1.8\t2.1\t2.8"),
        ("002", Role::Prose, "三要加强数字经济政策对接，降低数字经济项目跨境合作门槛"),
        ("003", Role::Furniture, "当前位置"),
        ("003", Role::Furniture, "中国公民为日方从事间谍活动被审查"),
        ("003", Role::Prose, "从而达到超越“同盟关系”的协作水平。"),
        ("004", Role::Prose, "将油菜籽出口禁令由2023年9月1日延长到2024年2月29日，"),
        ("004", Role::Caption, "表1 2024~2026年上合组织部分成员国 GDP 预测值（%）"),
        ("004", Role::Caption, "表4 2022年上合组织成员国进出口商品结构特点"),
        ("004", Role::TableRow, "印度\t2022年1月27日\t"),
    ];
    for path in seeds() {
        let document = normalize(&std::fs::read(&path).unwrap());
        let id = path.file_stem().unwrap().to_string_lossy()[..3].to_owned();
        for (_, role, phrase) in expected.iter().filter(|(seed, _, _)| *seed == id) {
            let holds = |block: &&kaoju_normalize::Block| {
                block.role == *role && document.text[block.range.clone()].contains(phrase)
            };
            assert!(document.blocks.iter().find(holds).is_some(), "{id}: no {role:?} holds {phrase:?}");
        }
    }
}

/// How lines end and how characters are encoded makes no difference.
#[test]
fn line_ends_and_encodings_do_not_matter() {
    for path in seeds() {
        let source = std::fs::read_to_string(&path).unwrap();
        let text = normalize(source.as_bytes()).text;
        assert_eq!(normalize(source.replace('\n', "\r\n").as_bytes()).text, text, "{path:?} with CRLF");
        assert_eq!(normalize(format!("\u{feff}{source}").as_bytes()).text, text, "{path:?} with a BOM");
        assert_eq!(normalize(&encoding_rs::GB18030.encode(&source).0).text, text, "{path:?} in GB18030");
        let utf16: Vec<u8> =
            "\u{feff}".encode_utf16().chain(source.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(normalize(&utf16).text, text, "{path:?} in UTF-16");
    }
}
