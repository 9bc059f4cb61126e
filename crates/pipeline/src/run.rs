//! Many documents, in parallel, their records in the order of the input.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};

use kaoju_record::{Kind, Kinds, Line, write_lines};

use crate::{About, Problem, Sink, Stages};

/// One document to run.
#[derive(Clone, Debug)]
pub struct Job {
    /// The document's id.
    pub id: String,
    /// The file, or file and line, as its user knows it.
    pub place: String,
    /// Its date, if one is given: `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`.
    pub date: Option<String>,
    /// Its name, a hint for its date.
    pub name: Option<String>,
    /// Where its bytes are.
    pub source: Source,
}

/// Where the bytes of a document are.
#[derive(Clone, Debug)]
pub enum Source {
    /// In a file, read when its turn comes.
    File(PathBuf),
    /// On standard input.
    Stdin,
    /// Here.
    Bytes(Vec<u8>),
}

impl Job {
    /// The job of an input, with a date that was given for it.
    pub fn of(input: crate::Input, date: Option<String>) -> Self {
        let place =
            input.path.as_ref().map_or("standard input".to_owned(), |path| path.display().to_string());
        let stem = input.path.as_ref().and_then(|path| path.file_stem());
        let name = stem.map(|stem| stem.to_string_lossy().into_owned());
        Self { id: input.id, place, date, name, source: input.path.map_or(Source::Stdin, Source::File) }
    }
}

/// How documents are run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Number of threads; 0 takes one for each core.
    pub jobs: usize,
    /// The kinds of mention to write.
    pub kinds: Kinds,
}

/// What came of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Documents whose records were written.
    pub documents: usize,
    /// Bytes of their sources.
    pub bytes: u64,
    /// Mentions written, in the order of [`Kind::ALL`].
    pub mentions: [usize; Kind::ALL.len()],
    /// Facts written.
    pub facts: usize,
    /// Documents and lines that gave no records, in the order of the input.
    pub problems: Vec<Problem>,
}

/// Hears of every document that is done, in the order of the input.
pub trait Watch {
    /// A document of so many bytes was written or has failed.
    fn done(&mut self, bytes: u64);
}

/// Watches nothing.
#[derive(Clone, Copy, Debug)]
pub struct Silent;

impl Watch for Silent {
    fn done(&mut self, _bytes: u64) {}
}

/// Documents in flight for each thread. They wait for slower ones before them, so that the output keeps its order.
const IN_FLIGHT: usize = 4;

/// Runs documents through all stages into a sink. Jobs are asked for as there is room for them, on a thread of their own,
/// so that they may come from a pipe.
///
/// # Errors
/// The sink cannot be written any more, or no threads are to be had.
pub fn run<J>(jobs: J, options: Options, sink: &mut dyn Sink, watch: &mut dyn Watch) -> io::Result<Summary>
where
    J: Iterator<Item = Result<Job, Problem>> + Send + 'static,
{
    // A document whose reading stops unexpectedly is reported by `outcome`, and the others go on.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(options.jobs).panic_handler(|_| {}).build();
    let pool = Arc::new(pool.map_err(io::Error::other)?);
    let (slots, ordered) = sync_channel(IN_FLIGHT * pool.current_num_threads());
    // Not joined: when the sink is closed early, jobs that never come must not keep the program waiting.
    std::thread::Builder::new().spawn(move || feed(jobs, options.kinds, &pool, &slots))?;
    let mut summary = Summary::default();
    while let Some(slot) = next(&ordered, sink)? {
        let outcome = outcome(slot, sink)?;
        watch.done(outcome.bytes);
        write(outcome, sink, &mut summary)?;
    }
    sink.pause()?;
    Ok(summary)
}

/// A document on its way: what is known of it, and where its outcome will come.
struct Slot {
    place: String,
    outcome: Receiver<Outcome>,
}

struct Outcome {
    id: String,
    place: String,
    bytes: u64,
    lines: Result<Lines, Problem>,
}

#[derive(Default)]
struct Lines {
    lines: Vec<u8>,
    mentions: [usize; Kind::ALL.len()],
    facts: usize,
}

/// Hands jobs to the threads, each with a slot in the order of the jobs; waits where too many are in flight.
fn feed<J>(jobs: J, kinds: Kinds, pool: &Arc<rayon::ThreadPool>, slots: &SyncSender<Slot>)
where
    J: Iterator<Item = Result<Job, Problem>>,
{
    let mut seen = HashSet::new();
    for job in jobs {
        let (done, outcome) = sync_channel(1);
        let place = job.as_ref().map_or_else(|problem| problem.place.clone(), |job| job.place.clone());
        if slots.send(Slot { place, outcome }).is_err() {
            return;
        }
        let job = job.and_then(|job| once(job, &mut seen));
        // OK when the slot is closed: then nobody waits for the outcome.
        pool.spawn(move || done.send(perform(job, kinds)).unwrap_or_default());
    }
}

/// Refuses an id that was there before. Ids are kept as 64 bits each, so that many millions of documents fit.
fn once(job: Job, seen: &mut HashSet<u64>) -> Result<Job, Problem> {
    let mut hasher = DefaultHasher::new();
    job.id.hash(&mut hasher);
    if seen.insert(hasher.finish()) {
        return Ok(job);
    }
    let reason = format!("another document has the id `{}`", job.id);
    Err(Problem::new(job.place, reason, "give each its own"))
}

fn perform(job: Result<Job, Problem>, kinds: Kinds) -> Outcome {
    let job = match job {
        Ok(job) => job,
        Err(problem) => {
            return Outcome { id: String::new(), place: String::new(), bytes: 0, lines: Err(problem) };
        }
    };
    let Job { id, place, date, name, source } = job;
    let (bytes, lines) = match bytes_of(source) {
        Ok(source) => {
            let about = About { id: &id, date: date.as_deref(), name: name.as_deref(), kinds };
            let stages =
                Stages::of(&source, &about).map_err(|problem| Problem { place: place.clone(), ..problem });
            (source.len() as u64, stages.map(|stages| lines_of(stages.in_order(&source, &id).lines())))
        }
        Err(error) => (0, Err(Problem::unreadable(place.clone(), &error))),
    };
    Outcome { id, place, bytes, lines }
}

fn bytes_of(source: Source) -> io::Result<Vec<u8>> {
    match source {
        Source::File(path) => std::fs::read(path),
        Source::Bytes(bytes) => Ok(bytes),
        Source::Stdin => {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes)?;
            Ok(bytes)
        }
    }
}

fn lines_of<'a>(lines: impl Iterator<Item = Line<'a>>) -> Lines {
    let mut out = Lines::default();
    let Lines { lines: written, mentions, facts } = &mut out;
    let counted = lines.inspect(|line| match line {
        Line::Mention(mention) => mentions[mention.kind as usize] += 1,
        Line::Fact(_) => *facts += 1,
        Line::Document(_) => {}
    });
    // OK because writing to memory does not fail.
    let _ = write_lines(written, counted);
    out
}

/// The next slot; what was written is shown before waiting for it.
fn next(ordered: &Receiver<Slot>, sink: &mut dyn Sink) -> io::Result<Option<Slot>> {
    match ordered.try_recv() {
        Ok(slot) => Ok(Some(slot)),
        Err(TryRecvError::Disconnected) => Ok(None),
        Err(TryRecvError::Empty) => {
            sink.pause()?;
            Ok(ordered.recv().ok())
        }
    }
}

/// The outcome of a slot; what was written is shown before waiting for it.
fn outcome(slot: Slot, sink: &mut dyn Sink) -> io::Result<Outcome> {
    if let Ok(outcome) = slot.outcome.try_recv() {
        return Ok(outcome);
    }
    sink.pause()?;
    Ok(slot.outcome.recv().unwrap_or_else(|_| {
        let problem =
            Problem::new(slot.place.clone(), "its reading stopped unexpectedly", "please report it");
        Outcome { id: String::new(), place: slot.place, bytes: 0, lines: Err(problem) }
    }))
}

fn write(outcome: Outcome, sink: &mut dyn Sink, summary: &mut Summary) -> io::Result<()> {
    let lines = match outcome.lines {
        Ok(lines) => lines,
        Err(problem) => {
            summary.problems.push(problem);
            return Ok(());
        }
    };
    match sink.document(&outcome.id, &lines.lines) {
        Ok(()) => {
            summary.documents += 1;
            summary.bytes += outcome.bytes;
            summary.mentions.iter_mut().zip(lines.mentions).for_each(|(sum, new)| *sum += new);
            summary.facts += lines.facts;
            Ok(())
        }
        Err(error) if sink.goes_on() => {
            summary.problems.push(Problem::new(outcome.place, format!("cannot be written: {error}"), ""));
            Ok(())
        }
        Err(error) => Err(error),
    }
}
