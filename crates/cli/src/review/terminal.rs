//! The review in the terminal: one finding at a time, one key a decision.

use std::io::{IsTerminal, Write, stdin, stdout};

use crossterm::cursor::MoveTo;
use crossterm::event::{Event, KeyCode, KeyEventKind, KeyModifiers, read};
use crossterm::execute;
use crossterm::terminal::{Clear, ClearType, disable_raw_mode, enable_raw_mode};
use kaoju_serve::Desk;

use super::session::{KEYS, Session};
use crate::{Done, WrongUse};

/// Refuses where nobody can press keys.
///
/// # Errors
/// Standard input or output is no terminal; what to do instead.
pub(crate) fn is_one() -> Result<(), WrongUse> {
    if stdin().is_terminal() && stdout().is_terminal() {
        return Ok(());
    }
    let instead = "decide with kaoju accept ID, kaoju reject ID, kaoju correct ID --value …, or kaoju review";
    Err(WrongUse(format!("--terminal needs a terminal to read keys from; {instead}")))
}

/// Goes through the documents, or one of them, until all is decided or the reviewer leaves.
pub(crate) fn review(desk: &Desk, only: Option<&str>) -> anyhow::Result<Done> {
    let all = desk.project().documents.iter().map(|document| &*document.id);
    let chosen: Vec<&str> = all.filter(|id| only.is_none_or(|only| only == *id)).collect();
    if let (Some(only), true) = (only, chosen.is_empty()) {
        return Err(WrongUse(format!("there is no document `{only}` here")).into());
    }
    let mut decided = 0;
    for id in chosen {
        let mut session = Session::open(desk, id)?;
        let left = go_through(&mut session)?;
        decided += session.decided();
        if left {
            break;
        }
    }
    println!("{decided} decided, all on disk.");
    Ok(Done::Well)
}

/// One document; says whether the reviewer left.
fn go_through(session: &mut Session<'_>) -> anyhow::Result<bool> {
    while let Some(shown) = session.shown()? {
        let mut out = stdout();
        execute!(out, Clear(ClearType::All), MoveTo(0, 0))?;
        write!(out, "{shown}\n> ")?;
        out.flush()?;
        match key()? {
            'q' => {
                println!();
                return Ok(true);
            }
            '?' => session.tell(KEYS),
            'e' => edit(session)?,
            key => session.press(key),
        }
    }
    Ok(false)
}

/// Asks for a value until it has the form that the guidelines ask for; an empty line leaves all as it is.
fn edit(session: &mut Session<'_>) -> anyhow::Result<()> {
    loop {
        print!("\nnew value (empty: leave it): ");
        stdout().flush()?;
        let mut line = String::new();
        if stdin().read_line(&mut line)? == 0 || line.trim().is_empty() {
            return Ok(());
        }
        match session.correct(line.trim()) {
            Ok(()) => return Ok(()),
            Err(reason) => print!("{reason}"),
        }
    }
}

/// The next key that stands for a character; Ctrl-C and Esc leave.
fn key() -> std::io::Result<char> {
    enable_raw_mode()?;
    let key = loop {
        match read() {
            Ok(Event::Key(key)) if key.kind == KeyEventKind::Press => match key.code {
                KeyCode::Char('c') if key.modifiers.contains(KeyModifiers::CONTROL) => break Ok('q'),
                KeyCode::Char(character) => break Ok(character),
                KeyCode::Esc => break Ok('q'),
                _ => {}
            },
            Ok(_) => {}
            Err(error) => break Err(error),
        }
    };
    disable_raw_mode()?;
    key
}
