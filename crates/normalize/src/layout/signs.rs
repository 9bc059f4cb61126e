//! What one look at each character of a line tells.

use crate::chars::len_of;

/// The signs that a line holds.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Signs {
    pub(crate) tab: bool,
    /// ，
    pub(crate) comma: bool,
    /// 。
    pub(crate) stop: bool,
    /// ；
    pub(crate) semicolon: bool,
    /// What opens a name, a bracket or a quotation: 《 （ ( “
    pub(crate) opening: bool,
    /// What names, quotations and addresses have, or a digit: 《 “ 〔 @ : ：
    pub(crate) citing: bool,
}

/// How many characters of a line are of which kind.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    pub(crate) blanks: u32,
    /// Chinese characters and punctuation.
    pub(crate) chinese: u32,
    /// Columns, two for each character beyond ASCII.
    pub(crate) columns: u32,
}

/// What a character adds by its first byte, and whether it may be a sign.
#[derive(Clone, Copy)]
struct Step {
    len: u32,
    sign: bool,
    /// Columns, and in the upper half Chinese characters, so that one addition counts both.
    counts: u64,
}

static STEPS: [Step; 256] = {
    let mut steps = [Step { len: 1, sign: false, counts: 1 }; 256];
    let mut first = 0x80;
    while first < 256 {
        // What begins with 0xe3 or more is U+3000 or more.
        let chinese = (first >= 0xe3) as u64;
        steps[first] = Step { len: len_of(first as u8) as u32, sign: false, counts: chinese << 32 | 2 };
        first += 1;
    }
    let signs = b"\t (@:0123456789\xe2\xe3\xef";
    let mut at = 0;
    while at < signs.len() {
        steps[signs[at] as usize].sign = true;
        at += 1;
    }
    steps
};

impl Signs {
    /// Signs of a line, and its characters counted unless it is a paragraph.
    // By itself, so that what the loop counts stays in registers.
    #[inline(never)]
    pub(crate) fn of(line: &str, paragraph: bool) -> (Signs, Counts) {
        let mut signs = Signs::default();
        let bytes = line.as_bytes();
        let (mut at, mut han, mut others, mut blanks) = (0, 0, 0, 0);
        while let Some(&first) = bytes.get(at) {
            // Most characters are Chinese.
            if matches!(first, 0xe4..=0xe9) {
                han += 1;
                at += 3;
                continue;
            }
            let step = &STEPS[usize::from(first)];
            others += step.counts;
            match first {
                _ if !step.sign => {}
                b' ' => blanks += 1,
                b'0'..=b'9' => signs.citing = true,
                _ => {
                    signs.note(&line[at..]);
                    if paragraph && signs.comma && signs.stop && signs.opening && signs.citing {
                        break;
                    }
                }
            }
            at += step.len as usize;
        }
        let (columns, chinese) = (others as u32 + 2 * han, (others >> 32) as u32 + han);
        (signs, Counts { blanks, chinese, columns })
    }

    /// Notes the sign that the text begins with, if it is one.
    fn note(&mut self, text: &str) {
        match text.chars().next().unwrap_or(' ') {
            '\t' => self.tab = true,
            '，' => self.comma = true,
            '。' => self.stop = true,
            '；' => self.semicolon = true,
            '（' | '(' => self.opening = true,
            '《' | '“' => (self.opening, self.citing) = (true, true),
            '〔' | '@' | ':' | '：' => self.citing = true,
            _ => {}
        }
    }

    /// Whether the line holds a comma or a full stop.
    pub(crate) fn punctuated(&self) -> bool {
        self.comma || self.stop
    }
}
