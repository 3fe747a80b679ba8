// SPDX-License-Identifier: Apache-2.0
//! Parses tokens into a syntax tree, with Jinja2's precedence.

use super::ast::{Expr, Kind, Macro, Name, Stmt, Target};
use super::lexer::{tokens, Tok, Token};
use super::text::{Text, TEMPLATE};
use super::Fail;
use std::collections::HashMap;
use std::sync::Arc;

/// Maximum nesting of expressions and blocks.
const DEEPEST: u32 = 200;
/// Maximum number of operators, filters and attributes in one statement. Each is a level of the tree.
const MOST_LINKS: u32 = 4000;

pub struct Template {
    pub body: Vec<Stmt>,
    pub names: Vec<Arc<str>>,
}

impl Template {
    pub fn parse(source: &str) -> Result<Self, Fail> {
        let mut parser = Parser { tokens: tokens(source)?, at: 0, names: Vec::new(), numbers: HashMap::new(), depth: 0, loops: 0, soft: false, links: 0, unknown: None, used: Vec::new() };
        let body = parser.block(&[])?;
        Ok(Template { body, names: parser.names })
    }
}

pub(super) struct Parser {
    pub(super) tokens: Vec<Token>,
    pub(super) at: usize,
    names: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, Name>,
    depth: u32,
    loops: u32,
    /// True inside a condition: an unknown filter or test is then an error only when it is evaluated.
    soft: bool,
    links: u32,
    /// First unknown filter or test of this statement that is evaluated unconditionally.
    pub(super) unknown: Option<Fail>,
    /// Names read inside each open macro.
    pub(super) used: Vec<Vec<Name>>,
}

pub(super) type Res<T> = Result<T, Fail>;

pub(super) fn text(words: &str) -> Arc<Text> {
    Arc::new(Text::new(words, TEMPLATE))
}

impl Parser {
    pub(super) fn tok(&self) -> &Tok {
        &self.tokens[self.at].tok
    }
    fn line(&self) -> u32 {
        self.tokens[self.at].line
    }
    pub(super) fn next(&mut self) -> Tok {
        let tok = self.tokens[self.at].tok.clone();
        if self.at + 1 < self.tokens.len() {
            self.at += 1;
        }
        tok
    }
    pub(super) fn fail<T>(&self, message: impl Into<String>) -> Res<T> {
        Err(Fail::syntax(message.into(), self.line()))
    }
    pub(super) fn unexpected<T>(&self, expected: &str) -> Res<T> {
        let found = match self.tok() {
            Tok::Data(_) => "template data".into(),
            Tok::VariableBegin => "begin of print statement".into(),
            Tok::VariableEnd => "end of print statement".into(),
            Tok::BlockBegin => "begin of statement block".into(),
            Tok::BlockEnd => "end of statement block".into(),
            Tok::Name(n) => format!("'{n}'"),
            Tok::Str(_) => "a string".into(),
            Tok::Int(n) => format!("{n}"),
            Tok::Float(n) => format!("{n}"),
            Tok::Op(op) => format!("'{op}'"),
            Tok::End => "end of template".into(),
        };
        self.fail(format!("expected {expected}, got {found}"))
    }
    pub(super) fn is_op(&self, op: &str) -> bool {
        matches!(self.tok(), Tok::Op(o) if *o == op)
    }
    pub(super) fn is_name(&self, name: &str) -> bool {
        matches!(self.tok(), Tok::Name(n) if n == name)
    }
    pub(super) fn skip_op(&mut self, op: &str) -> bool {
        let is = self.is_op(op);
        if is {
            self.next();
        }
        is
    }
    pub(super) fn skip_name(&mut self, name: &str) -> bool {
        let is = self.is_name(name);
        if is {
            self.next();
        }
        is
    }
    pub(super) fn expect_op(&mut self, op: &str) -> Res<()> {
        if self.skip_op(op) {
            return Ok(());
        }
        self.unexpected(&format!("'{op}'"))
    }
    fn expect_name(&mut self, name: &str) -> Res<()> {
        if self.skip_name(name) {
            return Ok(());
        }
        self.unexpected(&format!("'{name}'"))
    }
    pub(super) fn link(&mut self) -> Res<()> {
        self.links += 1;
        if self.links > MOST_LINKS {
            return self.fail(format!("a statement has more than {MOST_LINKS} operators"));
        }
        Ok(())
    }
    pub(super) fn note_unknown(&mut self, message: String) {
        if !self.soft && self.unknown.is_none() {
            self.unknown = Some(Fail::syntax(message, self.line()));
        }
    }
    /// Parses an operand that is evaluated only conditionally.
    pub(super) fn conditional<T>(&mut self, known: Option<Fail>, body: impl FnOnce(&mut Self) -> Res<T>) -> Res<T> {
        let out = body(self);
        self.unknown = known;
        out
    }
    fn block_end(&mut self) -> Res<()> {
        if let Some(unknown) = self.unknown.take() {
            return Err(unknown);
        }
        if *self.tok() != Tok::BlockEnd {
            return self.unexpected("end of statement block");
        }
        self.next();
        Ok(())
    }
    pub(super) fn identifier(&mut self) -> Res<Arc<str>> {
        match self.next() {
            Tok::Name(name) => Ok(name.into()),
            _ => {
                self.at = self.at.saturating_sub(1);
                self.unexpected("a name")
            }
        }
    }
    pub(super) fn intern(&mut self, name: &str) -> Name {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.names.len() as Name;
        let name: Arc<str> = name.into();
        self.names.push(name.clone());
        self.numbers.insert(name, number);
        number
    }
    pub(super) fn deeper<T>(&mut self, body: impl FnOnce(&mut Self) -> Res<T>) -> Res<T> {
        if self.depth >= DEEPEST {
            return self.fail(format!("nested deeper than {DEEPEST} levels"));
        }
        self.depth += 1;
        let out = body(self);
        self.depth -= 1;
        out
    }

    /// Parses statements up to one of the tags `ends`. That tag remains the current token, after its `{%`.
    fn block(&mut self, ends: &[&str]) -> Res<Vec<Stmt>> {
        self.deeper(|p| {
            let mut out = Vec::new();
            loop {
                let line = p.line();
                p.links = 0;
                match p.next() {
                    Tok::Data(words) => out.push(Stmt { line, kind: Kind::Data(text(&words)) }),
                    Tok::VariableBegin => {
                        let value = p.tuple(true, &[])?;
                        if *p.tok() != Tok::VariableEnd {
                            return p.unexpected("end of print statement");
                        }
                        p.next();
                        if let Some(unknown) = p.unknown.take() {
                            return Err(unknown);
                        }
                        out.push(Stmt { line, kind: Kind::Print(value) });
                    }
                    Tok::BlockBegin => {
                        if let Tok::Name(name) = p.tok() {
                            if ends.contains(&name.as_str()) {
                                return Ok(out);
                            }
                        }
                        let kind = p.statement()?;
                        out.push(Stmt { line, kind });
                    }
                    Tok::End => {
                        if ends.is_empty() {
                            return Ok(out);
                        }
                        return p.fail(format!("unexpected end of template; '{}' was expected", ends.join("' or '")));
                    }
                    _ => return p.unexpected("a statement"),
                }
            }
        })
    }
    /// Parses a body and its closing `{% end %}`.
    fn body(&mut self, end: &str) -> Res<Vec<Stmt>> {
        let body = self.with_soft(false, |p| p.block(&[end]))?;
        self.next();
        self.block_end()?;
        Ok(body)
    }

    fn statement(&mut self) -> Res<Kind> {
        let Tok::Name(name) = self.tok().clone() else { return self.unexpected("a tag name") };
        let before = self.at;
        self.next();
        match name.as_str() {
            "if" => self.if_statement(),
            "for" => self.for_statement(),
            "set" => self.set_statement(),
            "macro" => {
                let name = self.identifier()?;
                let number = self.intern(&name);
                let definition = self.macro_definition(name, "endmacro")?;
                Ok(Kind::Macro(number, Arc::new(definition)))
            }
            "call" => {
                let params = if self.skip_op("(") { self.parameters()? } else { Vec::new() };
                let callee = self.expression()?;
                if !matches!(callee, Expr::Call(..)) {
                    return self.fail("expected call");
                }
                self.block_end()?;
                let definition = self.macro_body("caller".into(), params, "endcall")?;
                Ok(Kind::Call(callee, Arc::new(definition)))
            }
            "filter" => {
                let filters = self.filters(true)?;
                self.block_end()?;
                Ok(Kind::FilterBlock(filters, self.body("endfilter")?))
            }
            "with" => {
                let mut values = Vec::new();
                while *self.tok() != Tok::BlockEnd {
                    if !values.is_empty() {
                        self.expect_op(",")?;
                    }
                    let target = self.target(false, &[])?;
                    self.expect_op("=")?;
                    values.push((target, self.expression()?));
                }
                self.block_end()?;
                Ok(Kind::With(values, self.body("endwith")?))
            }
            "generation" => {
                self.block_end()?;
                Ok(Kind::Generation(self.body("endgeneration")?))
            }
            "autoescape" => {
                if !(self.skip_name("false") || self.skip_name("False")) {
                    return self.fail("autoescape is not supported in a chat template");
                }
                self.block_end()?;
                Ok(Kind::Scope(self.body("endautoescape")?))
            }
            "block" => {
                self.identifier()?;
                self.block_end()?;
                let body = self.with_soft(false, |p| p.block(&["endblock"]))?;
                self.next();
                if matches!(self.tok(), Tok::Name(_)) {
                    self.next();
                }
                self.block_end()?;
                Ok(Kind::Scope(body))
            }
            "print" => {
                let value = self.tuple(true, &[])?;
                self.block_end()?;
                Ok(Kind::Print(value))
            }
            "break" | "continue" => {
                if self.loops == 0 {
                    return self.fail(format!("'{name}' outside loop"));
                }
                self.block_end()?;
                Ok(if name == "break" { Kind::Break } else { Kind::Continue })
            }
            _ => {
                self.at = before;
                self.fail(format!("Encountered unknown tag '{name}'."))
            }
        }
    }

    fn with_soft<T>(&mut self, soft: bool, body: impl FnOnce(&mut Self) -> Res<T>) -> Res<T> {
        let before = std::mem::replace(&mut self.soft, soft);
        let out = body(self);
        self.soft = before;
        out
    }

    fn if_statement(&mut self) -> Res<Kind> {
        self.with_soft(true, Self::branches)
    }
    fn branches(&mut self) -> Res<Kind> {
        let mut branches = Vec::new();
        let mut otherwise = Vec::new();
        loop {
            let condition = self.tuple(false, &[])?;
            self.block_end()?;
            let body = self.block(&["elif", "else", "endif"])?;
            branches.push((condition, body));
            if self.skip_name("elif") {
                continue;
            }
            if self.skip_name("else") {
                self.block_end()?;
                otherwise = self.block(&["endif"])?;
            }
            self.expect_name("endif")?;
            self.block_end()?;
            return Ok(Kind::If(branches, otherwise));
        }
    }

    fn for_statement(&mut self) -> Res<Kind> {
        let target = self.target(true, &["in"])?;
        self.expect_name("in")?;
        let over = self.tuple(false, &["recursive"])?;
        let condition = if self.skip_name("if") { Some(self.expression()?) } else { None };
        let recursive = self.skip_name("recursive");
        self.block_end()?;
        self.loops += 1;
        let body = self.with_soft(false, |p| p.block(&["endfor", "else"]))?;
        self.loops -= 1;
        let mut otherwise = Vec::new();
        if self.skip_name("else") {
            self.block_end()?;
            otherwise = self.with_soft(false, |p| p.block(&["endfor"]))?;
        }
        self.expect_name("endfor")?;
        self.block_end()?;
        Ok(Kind::For { target, over, condition, body, otherwise, recursive })
    }

    fn set_statement(&mut self) -> Res<Kind> {
        let target = self.target(true, &[])?;
        if self.skip_op("=") {
            let value = self.tuple(true, &[])?;
            self.block_end()?;
            return Ok(Kind::Set(target, value));
        }
        let filters = self.filters(false)?;
        self.block_end()?;
        Ok(Kind::SetBlock(target, filters, self.body("endset")?))
    }

    fn macro_definition(&mut self, name: Arc<str>, end: &str) -> Res<Macro> {
        self.expect_op("(")?;
        let params = self.parameters()?;
        self.block_end()?;
        self.macro_body(name, params, end)
    }
    fn macro_body(&mut self, name: Arc<str>, params: Vec<(Name, Arc<str>, Option<Expr>)>, end: &str) -> Res<Macro> {
        self.used.push(Vec::new());
        let loops = std::mem::take(&mut self.loops);
        let body = self.body(end);
        self.loops = loops;
        let used = self.used.pop().unwrap_or_default();
        let uses = |p: &mut Self, name: &str| {
            let number = p.intern(name);
            used.contains(&number) && !params.iter().any(|q| q.0 == number)
        };
        let (uses_varargs, uses_kwargs, uses_caller) = (uses(self, "varargs"), uses(self, "kwargs"), uses(self, "caller"));
        if let Some(outer) = self.used.last_mut() {
            outer.extend(used);
        }
        Ok(Macro { name, params, body: body?, uses_varargs, uses_kwargs, uses_caller })
    }
    /// Called after the opening parenthesis.
    fn parameters(&mut self) -> Res<Vec<(Name, Arc<str>, Option<Expr>)>> {
        let mut out: Vec<(Name, Arc<str>, Option<Expr>)> = Vec::new();
        while !self.is_op(")") {
            if !out.is_empty() {
                self.expect_op(",")?;
            }
            let name = self.identifier()?;
            let number = self.intern(&name);
            let default = if self.skip_op("=") { Some(self.expression()?) } else { None };
            if default.is_none() && out.last().is_some_and(|p| p.2.is_some()) {
                return self.fail("non-default argument follows default argument");
            }
            out.push((number, name, default));
        }
        self.next();
        Ok(out)
    }

    /// Parses `name`, `name.attribute`, or a list of them if `tuples` is set.
    fn target(&mut self, tuples: bool, ends: &[&str]) -> Res<Target> {
        let mut out = Vec::new();
        let mut is_tuple = false;
        loop {
            if self.skip_op("(") {
                let inner = self.target(true, &[])?;
                self.expect_op(")")?;
                out.push(inner);
            } else {
                let name = self.identifier()?;
                if matches!(&*name, "true" | "false" | "none" | "True" | "False" | "None") {
                    return self.fail(format!("can't assign to '{name}'"));
                }
                let number = self.intern(&name);
                out.push(if self.skip_op(".") { Target::Member(number, self.identifier()?) } else { Target::Name(number) });
            }
            if !tuples || !self.skip_op(",") {
                break;
            }
            is_tuple = true;
            if self.is_op("=") || self.is_op(")") || matches!(self.tok(), Tok::Name(n) if ends.contains(&n.as_str())) {
                break;
            }
        }
        Ok(if is_tuple { Target::Tuple(out) } else { out.remove(0) })
    }
}
