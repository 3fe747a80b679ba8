// SPDX-License-Identifier: Apache-2.0
//! Tokenises a template like Jinja2's lexer with trim_blocks and lstrip_blocks.

use super::Fail;

#[derive(Clone, PartialEq, Debug)]
pub enum Tok {
    Data(String),
    /// `{{`, `}}`, `{%`, `%}`
    VariableBegin,
    VariableEnd,
    BlockBegin,
    BlockEnd,
    Name(String),
    Str(String),
    Int(i128),
    Float(f64),
    Op(&'static str),
    End,
}

#[derive(Clone, Debug)]
pub struct Token {
    pub tok: Tok,
    pub line: u32,
}

const OPERATORS: [&str; 26] = [
    "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<", "=", ".", ":", "|", ",", ";",
];

/// Like Python's str.isspace.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\x1c'..='\x1f').contains(&c)
}

struct Lexer<'a> {
    source: &'a str,
    at: usize,
    line: u32,
    out: Vec<Token>,
}

pub fn tokens(source: &str) -> Result<Vec<Token>, Fail> {
    // Drops one newline at the end and converts every line end to \n.
    let source = source.replace("\r\n", "\n").replace('\r', "\n");
    let source = source.strip_suffix('\n').unwrap_or(&source);
    let mut lexer = Lexer { source, at: 0, line: 1, out: Vec::new() };
    lexer.run()?;
    let line = lexer.line;
    lexer.out.push(Token { tok: Tok::End, line });
    Ok(lexer.out)
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.source[self.at..]
    }
    fn fail<T>(&self, message: impl Into<String>) -> Result<T, Fail> {
        Err(Fail::syntax(message.into(), self.line))
    }
    fn push(&mut self, tok: Tok) {
        self.out.push(Token { tok, line: self.line });
    }
    fn advance(&mut self, bytes: usize) {
        self.line += self.source[self.at..self.at + bytes].bytes().filter(|b| *b == b'\n').count() as u32;
        self.at += bytes;
    }
    fn skip_space(&mut self) {
        let rest = self.rest();
        self.advance(rest.len() - rest.trim_start_matches(is_space).len());
    }

    fn run(&mut self) -> Result<(), Fail> {
        let mut line_starting = true;
        loop {
            let rest = self.rest();
            let next = ["{#", "{%", "{{"].iter().filter_map(|begin| rest.find(begin)).min();
            let Some(next) = next else {
                if !rest.is_empty() {
                    self.push(Tok::Data(rest.to_string()));
                    self.advance(rest.len());
                }
                return Ok(());
            };
            let text = &rest[..next];
            let begin = &rest[next..next + 2];
            let sign = rest[next + 2..].chars().next().filter(|c| matches!(c, '-' | '+'));
            let mut kept = text;
            if sign == Some('-') {
                kept = text.trim_end_matches(is_space);
            } else if sign.is_none() && begin != "{{" {
                let line_begin = text.rfind('\n').map_or(0, |i| i + 1);
                if (line_begin > 0 || line_starting) && text[line_begin..].chars().all(is_space) {
                    kept = &text[..line_begin];
                }
            }
            if !kept.is_empty() {
                self.push(Tok::Data(kept.to_string()));
            }
            self.advance(next + 2 + sign.map_or(0, |_| 1));
            match begin {
                "{#" => self.comment()?,
                "{%" if self.raw()? => {}
                "{%" => {
                    self.push(Tok::BlockBegin);
                    self.inside("%}")?;
                }
                _ => {
                    self.push(Tok::VariableBegin);
                    self.inside("}}")?;
                }
            }
            line_starting = self.source[..self.at].ends_with('\n');
        }
    }

    /// After a closing mark: `-` swallows blanks, else a block or comment swallows one newline.
    fn closed(&mut self, sign: Option<char>, is_block: bool) {
        if sign == Some('-') {
            self.skip_space();
        } else if sign.is_none() && is_block && self.rest().starts_with('\n') {
            self.advance(1);
        }
    }

    fn comment(&mut self) -> Result<(), Fail> {
        let Some(end) = self.rest().find("#}") else { return self.fail("Missing end of comment tag") };
        let sign = self.rest()[..end].chars().last().filter(|c| matches!(c, '-' | '+'));
        self.advance(end + 2);
        self.closed(sign, true);
        Ok(())
    }

    /// `{% raw %}`: everything up to endraw is data. Returns false for another block.
    fn raw(&mut self) -> Result<bool, Fail> {
        let Some(rest) = self.rest().trim_start_matches(is_space).strip_prefix("raw") else { return Ok(false) };
        let rest = rest.trim_start_matches(is_space);
        let (rest, strips) = match rest.strip_prefix('-') {
            Some(rest) => (rest, true),
            None => (rest, false),
        };
        let Some(rest) = rest.strip_prefix("%}") else { return Ok(false) };
        self.advance(self.rest().len() - rest.len());
        if strips {
            self.skip_space();
        }
        let mut from = 0;
        loop {
            let rest = self.rest();
            let Some(at) = rest[from..].find("{%").map(|i| i + from) else { return self.fail("Missing end of raw directive") };
            let sign = rest[at + 2..].chars().next().filter(|c| matches!(c, '-' | '+'));
            let inner = rest[at + 2 + sign.map_or(0, |_| 1)..].trim_start_matches(is_space);
            let end = inner.strip_prefix("endraw").map(|r| r.trim_start_matches(is_space)).and_then(|r| {
                let (end_sign, r) = match r.chars().next() {
                    Some(c @ ('-' | '+')) => (Some(c), &r[1..]),
                    _ => (None, r),
                };
                r.strip_prefix("%}").map(|r| (end_sign, r))
            });
            let Some((end_sign, behind)) = end else {
                from = at + 2;
                continue;
            };
            let text = if sign == Some('-') { rest[..at].trim_end_matches(is_space) } else { &rest[..at] };
            let text = match (sign, text.rfind('\n')) {
                (None, Some(i)) if text[i + 1..].chars().all(is_space) => &text[..=i],
                _ => text,
            };
            if !text.is_empty() {
                self.push(Tok::Data(text.to_string()));
            }
            self.advance(rest.len() - behind.len());
            self.closed(end_sign, true);
            return Ok(true);
        }
    }

    /// Reads tokens up to the closing mark.
    fn inside(&mut self, end: &'static str) -> Result<(), Fail> {
        let mut open: Vec<char> = Vec::new();
        loop {
            self.skip_space();
            let rest = self.rest();
            let Some(c) = rest.chars().next() else { return self.fail("unexpected end of template") };
            if open.is_empty() {
                let (sign, tail) = if c == '-' || (c == '+' && end == "%}") { (Some(c), &rest[1..]) } else { (None, rest) };
                if tail.starts_with(end) {
                    self.push(if end == "%}" { Tok::BlockEnd } else { Tok::VariableEnd });
                    self.advance(rest.len() - tail.len() + 2);
                    self.closed(sign, end == "%}");
                    return Ok(());
                }
            }
            if c.is_ascii_digit() {
                self.number()?;
            } else if c.is_alphabetic() || c == '_' {
                let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                self.advance(name.len());
                self.push(Tok::Name(name));
            } else if c == '"' || c == '\'' {
                self.string(c)?;
            } else if let Some(op) = OPERATORS.iter().find(|op| rest.starts_with(**op)) {
                match *op {
                    "(" => open.push(')'),
                    "[" => open.push(']'),
                    "{" => open.push('}'),
                    ")" | "]" | "}" => match open.pop() {
                        Some(expected) if expected == c => {}
                        Some(expected) => return self.fail(format!("unexpected '{c}', expected '{expected}'")),
                        None => return self.fail(format!("unexpected '{c}'")),
                    },
                    _ => {}
                }
                self.push(Tok::Op(op));
                self.advance(op.len());
            } else {
                return self.fail(format!("unexpected char {} at {}", super::value::repr_str(&c.to_string()), self.at));
            }
        }
    }

    fn number(&mut self) -> Result<(), Fail> {
        let rest = self.rest().as_bytes();
        let digits = |from: usize| {
            let mut i = from;
            while i < rest.len() && (rest[i].is_ascii_digit() || (rest[i] == b'_' && i > from && rest.get(i + 1).is_some_and(u8::is_ascii_digit))) {
                i += 1;
            }
            i
        };
        if rest[0] == b'0' && rest.len() > 2 && matches!(rest[1], b'x' | b'X' | b'o' | b'O' | b'b' | b'B') {
            let radix = match rest[1] {
                b'x' | b'X' => 16,
                b'o' | b'O' => 8,
                _ => 2,
            };
            let body: String = self.rest()[2..].chars().take_while(|c| c.is_digit(radix) || *c == '_').collect();
            if let Ok(value) = i128::from_str_radix(&body.replace('_', ""), radix) {
                self.advance(2 + body.len());
                self.push(Tok::Int(value));
                return Ok(());
            }
        }
        let whole = digits(0);
        let mut end = whole;
        if rest.get(end) == Some(&b'.') && rest.get(end + 1).is_some_and(u8::is_ascii_digit) {
            end = digits(end + 1);
        }
        if matches!(rest.get(end), Some(b'e' | b'E')) {
            let from = end + 1 + matches!(rest.get(end + 1), Some(b'+' | b'-')) as usize;
            if rest.get(from).is_some_and(u8::is_ascii_digit) {
                end = digits(from);
            }
        }
        let text = self.rest()[..end].replace('_', "");
        let tok = if end == whole {
            if text.starts_with('0') && text.trim_start_matches('0') != "" {
                return self.fail("an integer begins with a zero");
            }
            match text.parse() {
                Ok(value) => Tok::Int(value),
                Err(_) => return self.fail("the number is too large"),
            }
        } else {
            Tok::Float(text.parse().unwrap_or(f64::INFINITY))
        };
        self.advance(end);
        self.push(tok);
        Ok(())
    }

    fn string(&mut self, quote: char) -> Result<(), Fail> {
        let rest = self.rest();
        let mut out = String::new();
        let mut chars = rest.char_indices().skip(1).peekable();
        let line = self.line;
        while let Some((at, c)) = chars.next() {
            if c == quote {
                self.advance(at + 1);
                self.out.push(Token { tok: Tok::Str(out), line });
                return Ok(());
            }
            if c != '\\' {
                out.push(c);
                continue;
            }
            let Some((_, e)) = chars.next() else { break };
            let mut code = |digits: usize, radix: u32, first: Option<char>, most: bool| -> Option<u32> {
                let mut value = first.and_then(|c| c.to_digit(radix)).unwrap_or(0);
                let mut count = first.is_some() as usize;
                while count < digits {
                    let Some(d) = chars.peek().and_then(|(_, c)| c.to_digit(radix)) else { break };
                    value = value * radix + d;
                    chars.next();
                    count += 1;
                }
                (most || count == digits).then_some(value)
            };
            match e {
                '\n' => {}
                '\\' | '\'' | '"' => out.push(e),
                'n' => out.push('\n'),
                't' => out.push('\t'),
                'r' => out.push('\r'),
                'a' => out.push('\x07'),
                'b' => out.push('\x08'),
                'f' => out.push('\x0c'),
                'v' => out.push('\x0b'),
                'x' | 'u' | 'U' => {
                    let digits = match e {
                        'x' => 2,
                        'u' => 4,
                        _ => 8,
                    };
                    match code(digits, 16, None, false).and_then(char::from_u32) {
                        Some(c) => out.push(c),
                        None => return self.fail(format!("a string holds \\{e} without the {digits} digits of a character")),
                    }
                }
                '0'..='7' => match code(3, 8, Some(e), true).and_then(char::from_u32) {
                    Some(c) => out.push(c),
                    None => return self.fail("a string holds an octal number that is no character"),
                },
                'N' => return self.fail("characters by name (\\N{...}) are not supported"),
                other => {
                    out.push('\\');
                    out.push(other);
                }
            }
        }
        self.fail(format!("unexpected char {} at {}", super::value::repr_str(&quote.to_string()), self.at))
    }
}
