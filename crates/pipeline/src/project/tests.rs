//! What is found in folders of every shape.

use super::*;

/// A folder with files: `path` or `path = content`.
fn folder(files: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in files {
        let (path, content) = file.split_once(" = ").unwrap_or((file, "2014年5月29日签署。"));
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

const CORPUS: &str = "seeds/corpus.toml = [[document]]\nid='000'\ntitle='题'\nauthor=''\ndate='2020'\norigin=''\nfile='a.txt'\nsha256='0'\nencoding='UTF-8'\n";

/// Each document as `id source records`, then the problems, all without the folder's own path.
fn drawn(root: &Path, opened: Result<Project, Problem>) -> Vec<String> {
    let short = |text: String| {
        let full = root.canonicalize().unwrap().display().to_string();
        text.replace(&full, "").replace(&root.display().to_string(), "")
    };
    match opened {
        Err(problem) => vec![short(problem.to_string())],
        Ok(project) => {
            let line =
                |d: &ProjectDocument| format!("{} {} {}", d.id, d.source.display(), d.records.display());
            let documents = project.documents.iter().map(line);
            documents.chain(project.problems.iter().map(ToString::to_string)).map(short).collect()
        }
    }
}

/// Files, the folder opened, the folder of sources given, what comes out.
type Case<'a> = (&'a [&'a str], &'a str, Option<&'a str>, &'a [&'a str]);

#[test]
fn folders_of_every_shape_are_understood() {
    let cases: [Case<'_>; 7] = [
        (
            &["seeds/a.txt", CORPUS, "annotations/000.jsonl = ", "annotations/treaties.jsonl"],
            "",
            None,
            &["000 /seeds/a.txt /annotations/000.jsonl"],
        ),
        (
            &["seeds/a.txt", "annotations/a.jsonl = ", "annotations/reviews/a.jsonl"],
            "annotations",
            None,
            &["a /seeds/a.txt /annotations/a.jsonl"],
        ),
        (&["texts/a.txt", "out/a.jsonl"], "out", Some("texts"), &["a /texts/a.txt /out/a.jsonl"]),
        (
            &["a.txt", "sub/b.txt"],
            "",
            None,
            &["a /a.txt /annotations/a.jsonl", "b /sub/b.txt /annotations/b.jsonl"],
        ),
        (
            &["a.txt", "b.txt", "annotations/a.jsonl", "annotations/c.jsonl"],
            "",
            None,
            &[
                "a /a.txt /annotations/a.jsonl",
                "/annotations/c.jsonl: no document `c` was found in /; put it there or remove the records",
                "/b.txt: has no records in /annotations; run kaoju extract with -o",
            ],
        ),
        (
            &["out/a.jsonl"],
            "out",
            None,
            &[
                "/out: holds records, and there are no documents in /seeds; name the folder of the documents with --sources",
            ],
        ),
        (&[], "none", None, &["/none: no such folder; name a folder of documents or of records"]),
    ];
    for (files, open, sources, expected) in cases {
        let folder = folder(files);
        let root = folder.path();
        let sources = sources.map(|sources| root.join(sources));
        assert_eq!(
            drawn(root, Project::open(&root.join(open), sources.as_deref())),
            expected,
            "{files:?} {open}"
        );
    }
}

#[test]
fn an_empty_folder_says_what_was_looked_for() {
    let folder = folder(&[]);
    let problem = Project::open(folder.path(), None).unwrap_err().to_string();
    assert!(problem.contains("no documents found") && problem.contains("--sources"), "{problem}");
}

#[test]
fn records_are_made_where_none_were_written() {
    let folder = folder(&["a.txt"]);
    let project = Project::open(folder.path(), None).unwrap();
    let loaded = project.documents[0].load().unwrap();
    assert_eq!(loaded.records.iter().filter_map(Record::mention).count(), 1);
    assert!(loaded.problems.is_empty() && !project.annotations.exists());
}

#[test]
fn a_changed_source_is_a_problem_and_is_read() {
    let folder = folder(&["seeds/a.txt", CORPUS]);
    let project = Project::open(folder.path(), None).unwrap();
    let document = project.document("000").unwrap();
    assert_eq!(
        (document.title.as_deref(), document.date.as_deref()),
        (Some("题"), Some("2020")),
        "told by corpus.toml"
    );
    let loaded = document.load().unwrap();
    assert_eq!(loaded.problems.len(), 1);
    assert!(loaded.problems[0].to_string().contains("is not that of corpus.toml"), "{:?}", loaded.problems);
}

#[test]
fn a_broken_line_is_named_with_its_file() {
    let folder = folder(&["seeds/a.txt", "annotations/a.jsonl = \n{"]);
    let project = Project::open(folder.path(), None).unwrap();
    let problem = project.documents[0].load().unwrap_err();
    assert!(problem.place.ends_with("a.jsonl:2"), "{problem}");
}
