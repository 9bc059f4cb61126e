//! The review page, driven with real keys.

#![allow(clippy::unwrap_used)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use kaoju_browser_tests::{Browser, Key, browse};
use kaoju_pipeline::Project;
use kaoju_record::{Decision, Verdict};
use kaoju_review::Journal;
use kaoju_serve::{Desk, Server, Stop};
use tempfile::TempDir;

const TEXT: &str = "# 双边贸易\n\n2014年5月29日，俄、白、哈三国签署了《欧亚经济联盟条约》。\n\n\
２０１７年贸易额为547亿美元，比2016年增长27.3%，2018年增长5%，2019年增长6%。\n\n\
国别\t出口\n印度\t7.0\n俄罗斯\t8.5\n";

/// A folder that is served until the value is dropped.
struct Served {
    folder: TempDir,
    address: String,
    stop: Stop,
    thread: Option<JoinHandle<()>>,
}

impl Served {
    fn new(text: &str) -> Self {
        let folder = folder(text);
        let server = server(folder.path(), 0);
        let (address, stop) = (server.address(), server.stop());
        let thread = Some(std::thread::spawn(move || server.run().unwrap()));
        Self { folder, address, stop, thread }
    }

    fn decisions(&self) -> Vec<Decision> {
        decisions(self.folder.path())
    }

    /// What was decided last.
    fn last(&self) -> Decision {
        self.decisions().pop().unwrap()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.stop.now();
        // OK because a server that failed has said so.
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

fn folder(text: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), text).unwrap();
    folder
}

fn server(folder: &Path, port: u16) -> Server {
    let project = Project::open(folder, None).unwrap();
    Server::bind(Desk::new(project, "甲 <a@example.org>".into()), port).unwrap()
}

fn decisions(folder: &Path) -> Vec<Decision> {
    Journal::read(&folder.join("annotations/reviews/a.jsonl")).unwrap().decisions
}

const READY: &str = "document.querySelector('.row[aria-selected=true]')";

async fn open(browser: &Browser, address: &str) {
    browser.open(address).await;
    browser.until(READY).await;
}

/// Waits until the page says that this was saved.
async fn saved(browser: &Browser, what: &str) {
    browser.until(&format!("document.getElementById('saved').textContent === 'saved: {what}'")).await;
}

async fn quote(browser: &Browser) -> String {
    browser.text(".row[aria-selected=true] .quote").await
}

async fn keys(browser: &Browser, keys: &str) {
    browser.press(keys.chars()).await;
}

async fn enter(browser: &Browser) {
    browser.press([Key::Enter.into()]).await;
}

#[test]
fn every_key() {
    let served = Served::new(TEXT);
    browse(async |browser| {
        browser.resize(1280, 900).await;
        open(browser, &served.address).await;
        assert_eq!(quote(browser).await, "2014年5月29日");
        keys(browser, "j").await;
        assert_eq!(quote(browser).await, "欧亚经济联盟条约");
        keys(browser, "k").await;
        assert_eq!(quote(browser).await, "2014年5月29日");

        keys(browser, "a").await;
        saved(browser, "accepted 2014年5月29日").await;
        assert_eq!(served.last().decision, Verdict::Accept);
        keys(browser, "r").await;
        saved(browser, "rejected 欧亚经济联盟条约").await;
        assert_eq!(served.last().decision, Verdict::Reject);
        keys(browser, "u").await;
        saved(browser, "took back 欧亚经济联盟条约").await;
        assert_eq!(served.last().decision, Verdict::Withdraw);
        assert_eq!(quote(browser).await, "欧亚经济联盟条约");

        keys(browser, "c").await;
        browser.until("document.activeElement.tagName === 'TEXTAREA'").await;
        keys(browser, "看一看 a r j").await;
        enter(browser).await;
        saved(browser, "commented 欧亚经济联盟条约").await;
        assert_eq!(served.last().comment.as_deref(), Some("看一看 a r j"));

        edit(browser, &served).await;
        add(browser, &served).await;
        all_of_a_rule(browser, &served).await;
        views(browser).await;
        assert_eq!(browser.complaints().await, Vec::<String>::new());
        // Chromium draws some of its own controls from images in data: addresses.
        let own = |url: &str| url.starts_with(&served.address) || url.starts_with("data:");
        let elsewhere = browser.requests().await.into_iter().filter(|url| !own(url));
        assert_eq!(elsewhere.collect::<Vec<_>>(), Vec::<String>::new());
    });
}

async fn edit(browser: &Browser, served: &Served) {
    browser.click("mark[title^='money 54700000000']").await;
    assert_eq!(quote(browser).await, "547亿美元");
    keys(browser, "e").await;
    browser.until("document.querySelector('.verdict.right')").await;
    keys(browser, " nearly about").await;
    browser.until("document.querySelector('.verdict.wrong')").await;
    assert!(
        browser.run("return document.querySelector('.editor button[type=submit]').disabled").await == true
    );
    browser.press([Key::Backspace.into(); 13]).await;
    keys(browser, " about").await;
    browser.until("document.querySelector('.verdict.right')?.textContent.endsWith('USD about')").await;
    enter(browser).await;
    saved(browser, "corrected 547亿美元").await;
    let correction = served.last().correction.unwrap();
    assert!(correction.place.is_none() && correction.says.is_some(), "{correction:?}");
}

async fn add(browser: &Browser, served: &Served) {
    keys(browser, "n").await;
    browser.until("document.activeElement.tagName === 'INPUT'").await;
    keys(browser, "三国").await;
    enter(browser).await;
    browser.until("document.querySelector('.editor .place')").await;
    keys(browser, "count 3 国").await;
    enter(browser).await;
    saved(browser, "added 三国").await;
    assert_eq!(served.last().about.place.quote, "三国");
    browser
        .until("[...document.querySelectorAll('mark.added')].some((mark) => mark.textContent === '三国')")
        .await;
    keys(browser, "u").await;
    browser.until("document.querySelectorAll('mark.added').length === 0").await;
}

async fn all_of_a_rule(browser: &Browser, served: &Served) {
    browser.click("mark[title^='percent 5 %']").await;
    let before = served.decisions().len();
    keys(browser, "R").await;
    browser.until("document.getElementById('confirm').open").await;
    browser.press([Key::Escape.into()]).await;
    keys(browser, "A").await;
    browser.until("document.getElementById('confirm-text').textContent.includes('all 3 undecided')").await;
    enter(browser).await;
    saved(browser, "accepted 3 findings").await;
    assert_eq!(served.decisions().len(), before + 3);
}

async fn views(browser: &Browser) {
    keys(browser, "s").await;
    browser.until("[...document.querySelectorAll('.block .source')].some((s) => s.textContent.includes('２０１７'))").await;
    browser.look("review-source").await;
    keys(browser, "s").await;
    keys(browser, "?").await;
    browser.until("document.getElementById('help').open").await;
    browser.look("review-help").await;
    browser.press([Key::Escape.into()]).await;
    keys(browser, "f").await;
    browser.until("document.activeElement.id === 'show'").await;
    browser.press([Key::Escape.into()]).await;
    browser.until("document.activeElement.id === 'queue'").await;
    browser.run("const kind = document.getElementById('kind'); kind.value = 'treaty'; kind.dispatchEvent(new Event('change', { bubbles: true }))").await;
    browser.until("document.getElementById('count').textContent.startsWith('1 of ')").await;
}

#[test]
fn facts_are_added_and_fall_with_their_mentions() {
    let served = Served::new(TEXT);
    browse(async |browser| {
        browser.resize(1280, 900).await;
        open(browser, &served.address).await;
        browser.click("mark[title^='money 54700000000']").await;
        keys(browser, "m").await;
        browser.until("document.querySelector('.verdict.right')").await;
        let number = browser.run("return document.querySelectorAll('.editor input')[3].value").await;
        assert_eq!(number, "54700000000");
        keys(browser, "中俄").await;
        enter(browser).await;
        saved(browser, "added 547亿美元").await;
        let added = served.last();
        assert_eq!((added.decision, added.about.kind.name()), (Verdict::Add, "measure"));
        browser
            .until("document.querySelector('#detail .status').textContent.includes('added by hand')")
            .await;
        browser.look("review-fact").await;
        keys(browser, "u").await;
        saved(browser, "took back 547亿美元").await;

        // What comes after a rejected figure is its measure, which goes with it: the list goes on from there.
        browser.click("mark[title^='percent 27.3 %']").await;
        keys(browser, "r").await;
        saved(browser, "rejected 27.3%").await;
        browser
            .until("document.querySelector('.row[aria-selected=true] .quote').textContent === '2018年'")
            .await;

        browser.click("mark[title^='number 7.0']").await;
        keys(browser, "P").await;
        browser.until("/undecided findings of this table/.test(document.getElementById('confirm-text').textContent)").await;
        enter(browser).await;
        browser
            .until("[...document.querySelectorAll('.cell mark')].every((mark) => mark.matches('.accepted'))")
            .await;
        assert_eq!(browser.complaints().await, Vec::<String>::new());
    });
}

#[test]
fn a_reload_and_a_second_window_show_the_same() {
    let served = Served::new(TEXT);
    browse(async |browser| {
        open(browser, &served.address).await;
        keys(browser, "a").await;
        saved(browser, "accepted 2014年5月29日").await;
        browser.client.refresh().await.unwrap();
        browser.until("document.querySelector('mark.accepted')").await;
        let first = browser.client.window().await.unwrap();
        let second = browser.client.new_window(false).await.unwrap().handle;
        browser.client.switch_to_window(second).await.unwrap();
        open(browser, &served.address).await;
        browser.until("document.querySelector('mark.accepted')").await;
        keys(browser, "r").await;
        saved(browser, "rejected 欧亚经济联盟条约").await;
        browser.client.switch_to_window(first).await.unwrap();
        browser.until("document.querySelector('mark.treaty.rejected')").await;
        keys(browser, "u").await;
        browser.until("document.querySelectorAll('mark.accepted').length === 0 || document.querySelector('mark.rejected') === null").await;
    });
}

#[test]
fn narrow_and_dark() {
    let served = Served::new(TEXT);
    browse(async |browser| {
        browser.resize(390, 800).await;
        browser.prefer("prefers-color-scheme", "dark").await;
        open(browser, &served.address).await;
        browser.look("review-narrow-dark").await;
        assert_eq!(browser.run("return document.documentElement.scrollWidth").await, 390);
        browser.click("#queue-button").await;
        browser.until("document.getElementById('queue-pane').checkVisibility()").await;
        browser.look("review-narrow-list").await;
        browser.click(".row:nth-child(2)").await;
        browser.until("!document.getElementById('queue-pane').checkVisibility()").await;
        browser.click("#detail button").await;
        saved(browser, "accepted 欧亚经济联盟条约").await;
    });
}

/// Not a test of its own: the server of the next one, in a process that can be killed.
#[test]
fn served_to_be_killed() {
    let Some(folder) = std::env::var_os("KAOJU_TEST_FOLDER") else { return };
    let port = std::env::var("KAOJU_TEST_PORT").unwrap().parse().unwrap();
    let server = server(Path::new(&folder), port);
    println!("{}", server.address());
    server.run().unwrap();
}

fn spawn(folder: &Path, port: u16) -> (Child, String) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "served_to_be_killed", "--nocapture"])
        .env("KAOJU_TEST_FOLDER", folder)
        .env("KAOJU_TEST_PORT", port.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let address = lines.find_map(|line| line.find("http://").map(|at| line[at..].to_owned())).unwrap();
    (child, address)
}

#[test]
fn a_server_killed_in_the_middle_loses_nothing_that_was_confirmed() {
    let folder = folder(&"2014年贸易额为547亿美元，增长5%。\n\n".repeat(40));
    let (mut child, address) = spawn(folder.path(), 0);
    let port = address.trim_start_matches("http://127.0.0.1:").split('/').next().unwrap().parse().unwrap();
    browse(async |browser| {
        open(browser, &address).await;
        browser.press(std::iter::repeat_n('a', 100)).await;
        browser.until("parseInt(document.querySelector('#progress span').textContent) >= 10").await;
        child.kill().unwrap();
        child.wait().unwrap();
        browser.until("!document.getElementById('trouble').hidden").await;
        let confirmed =
            browser.run("return parseInt(document.querySelector('#progress span').textContent)").await;
        let confirmed = usize::try_from(confirmed.as_u64().unwrap()).unwrap();
        let on_disk = decisions(folder.path()).len();
        println!("killed with {confirmed} confirmed and {on_disk} on disk");
        assert!(confirmed <= on_disk && on_disk <= 100, "{confirmed} {on_disk}");

        // What was not confirmed is kept by the page, and sent to the next server at this place.
        let (mut next, address) = spawn(folder.path(), port);
        open(browser, &address).await;
        browser.until("document.querySelector('#progress span').textContent.startsWith('100 of ')").await;
        next.kill().unwrap();
        next.wait().unwrap();
        let mut records: Vec<String> =
            decisions(folder.path()).into_iter().map(|decision| decision.about.id).collect();
        records.sort();
        records.dedup();
        assert_eq!(records.len(), 100);
    });
}

#[test]
fn ten_thousand_findings() {
    let text: String = (0..2500)
        .map(|n| {
            let year = 1990 + n % 30;
            let (money, percent) = (n * 7 + 3, n % 90 + 1);
            let end = if n % 5 == 4 { "\n\n" } else { "" };
            format!(
                "{year}年{}月，第{n}号报告说明贸易额为{money}.3亿美元，比{}年增长{percent}.2%。{end}",
                n % 12 + 1,
                year - 1
            )
        })
        .collect();
    let served = Served::new(&text);
    browse(async |browser| {
        browser.resize(1280, 900).await;
        for time in ["first", "second"] {
            let begun = Instant::now();
            open(browser, &served.address).await;
            println!("opened the {time} time in {:?}", begun.elapsed());
            browser.open("about:blank").await;
        }
        open(browser, &served.address).await;
        let findings = browser.run("return document.querySelectorAll('mark').length").await;
        let slowest = browser
            .run("const times = []; for (let n = 0; n < 200; n++) { const begun = performance.now(); \
                document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true })); \
                document.querySelector('mark.current').getBoundingClientRect(); times.push(performance.now() - begun); } \
                times.sort((a, b) => a - b); return [times[100], times[190], times[199]]")
            .await;
        println!("{findings} findings; a key takes (median, 95 %, slowest, in ms) {slowest}");
        let begun = Instant::now();
        keys(browser, "a").await;
        browser.until("document.getElementById('saved').textContent.startsWith('saved')").await;
        println!("a decision is saved and shown in {:?}", begun.elapsed());
        // A wide bound: machines are slow at times, but never as slow as a page that is laid out anew for each key.
        assert!(begun.elapsed() < Duration::from_secs(5));
    });
}
