// SPDX-License-Identifier: Apache-2.0
//! Parses expressions with Jinja2's precedence.

use super::ast::{Args, Expr};
use super::filters::{is_filter, is_test};
use super::lexer::Tok;
use super::parser::{text, Parser, Res};
use std::sync::Arc;

impl Parser {
    /// Parses one expression, or several separated by commas.
    pub(super) fn tuple(&mut self, conditional: bool, ends: &[&str]) -> Res<Expr> {
        let one = |p: &mut Self| if conditional { p.expression() } else { p.or() };
        let first = one(self)?;
        if !self.is_op(",") {
            return Ok(first);
        }
        let mut items = vec![first];
        while self.skip_op(",") {
            let ended = matches!(self.tok(), Tok::VariableEnd | Tok::BlockEnd) || self.is_op(")");
            if ended || matches!(self.tok(), Tok::Name(n) if ends.contains(&n.as_str())) {
                break;
            }
            items.push(one(self)?);
        }
        Ok(Expr::Tuple(items))
    }

    pub(super) fn expression(&mut self) -> Res<Expr> {
        self.deeper(|p| {
            let known = p.unknown.clone();
            let mut value = p.or()?;
            while p.skip_name("if") {
                p.link()?;
                let condition = p.conditional(known.clone(), Self::or)?;
                let other = if p.skip_name("else") { Some(Box::new(p.conditional(known.clone(), Self::expression)?)) } else { None };
                value = Expr::If(Box::new(value), Box::new(condition), other);
            }
            Ok(value)
        })
    }
    fn or(&mut self) -> Res<Expr> {
        let known = self.unknown.clone();
        let mut left = self.and()?;
        while self.skip_name("or") {
            self.link()?;
            left = Expr::Or(Box::new(left), Box::new(self.conditional(known.clone(), Self::and)?));
        }
        Ok(left)
    }
    fn and(&mut self) -> Res<Expr> {
        let known = self.unknown.clone();
        let mut left = self.not()?;
        while self.skip_name("and") {
            self.link()?;
            left = Expr::And(Box::new(left), Box::new(self.conditional(known.clone(), Self::not)?));
        }
        Ok(left)
    }
    fn not(&mut self) -> Res<Expr> {
        if self.skip_name("not") {
            return self.deeper(|p| Ok(Expr::Not(Box::new(p.not()?))));
        }
        self.compare()
    }
    fn compare(&mut self) -> Res<Expr> {
        let first = self.sum()?;
        let mut rest = Vec::new();
        loop {
            let op = match self.tok() {
                Tok::Op(op) if matches!(*op, "==" | "!=" | "<" | "<=" | ">" | ">=") => *op,
                Tok::Name(n) if n == "in" => "in",
                Tok::Name(n) if n == "not" && matches!(&self.tokens[(self.at + 1).min(self.tokens.len() - 1)].tok, Tok::Name(n) if n == "in") => {
                    self.next();
                    "not in"
                }
                _ => break,
            };
            self.next();
            rest.push((op, self.sum()?));
        }
        Ok(if rest.is_empty() { first } else { Expr::Compare(Box::new(first), rest) })
    }
    fn binary(&mut self, ops: &[&'static str], operand: fn(&mut Self) -> Res<Expr>) -> Res<Expr> {
        let mut left = operand(self)?;
        loop {
            let Tok::Op(op) = *self.tok() else { return Ok(left) };
            if !ops.contains(&op) {
                return Ok(left);
            }
            self.link()?;
            self.next();
            left = Expr::Binary(op, Box::new(left), Box::new(operand(self)?));
        }
    }
    fn sum(&mut self) -> Res<Expr> {
        self.binary(&["+", "-"], Self::concat)
    }
    fn concat(&mut self) -> Res<Expr> {
        let first = self.product()?;
        if !self.is_op("~") {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.skip_op("~") {
            parts.push(self.product()?);
        }
        Ok(Expr::Concat(parts))
    }
    fn product(&mut self) -> Res<Expr> {
        self.binary(&["*", "/", "//", "%"], Self::power)
    }
    fn power(&mut self) -> Res<Expr> {
        self.binary(&["**"], |p| p.unary(true))
    }
    fn unary(&mut self, with_filter: bool) -> Res<Expr> {
        self.deeper(|p| {
            let mut value = if p.skip_op("-") {
                Expr::Neg(Box::new(p.unary(false)?))
            } else if p.skip_op("+") {
                Expr::Pos(Box::new(p.unary(false)?))
            } else {
                p.primary()?
            };
            value = p.postfix(value)?;
            if with_filter {
                value = p.filtered(value)?;
            }
            Ok(value)
        })
    }

    fn primary(&mut self) -> Res<Expr> {
        match self.next() {
            Tok::Name(name) => Ok(match name.as_str() {
                "true" | "True" => Expr::Bool(true),
                "false" | "False" => Expr::Bool(false),
                "none" | "None" => Expr::None,
                _ => {
                    let number = self.intern(&name);
                    if let Some(used) = self.used.last_mut() {
                        used.push(number);
                    }
                    Expr::Name(number)
                }
            }),
            Tok::Str(mut words) => {
                while let Tok::Str(more) = self.tok() {
                    words.push_str(more);
                    self.next();
                }
                Ok(Expr::Str(text(&words)))
            }
            Tok::Int(n) => Ok(Expr::Int(n)),
            Tok::Float(n) => Ok(Expr::Float(n)),
            Tok::Op("(") => {
                if self.skip_op(")") {
                    return Ok(Expr::Tuple(Vec::new()));
                }
                let inner = self.deeper(|p| p.tuple(true, &[]))?;
                self.expect_op(")")?;
                Ok(inner)
            }
            Tok::Op("[") => {
                let mut items = Vec::new();
                while !self.is_op("]") {
                    if !items.is_empty() {
                        self.expect_op(",")?;
                        if self.is_op("]") {
                            break;
                        }
                    }
                    items.push(self.expression()?);
                }
                self.next();
                Ok(Expr::List(items))
            }
            Tok::Op("{") => {
                let mut items = Vec::new();
                while !self.is_op("}") {
                    if !items.is_empty() {
                        self.expect_op(",")?;
                        if self.is_op("}") {
                            break;
                        }
                    }
                    let key = self.expression()?;
                    self.expect_op(":")?;
                    items.push((key, self.expression()?));
                }
                self.next();
                Ok(Expr::Dict(items))
            }
            _ => {
                self.at = self.at.saturating_sub(usize::from(*self.tok() != Tok::End));
                self.unexpected("an expression")
            }
        }
    }

    fn postfix(&mut self, mut value: Expr) -> Res<Expr> {
        loop {
            self.link()?;
            if self.skip_op(".") {
                value = match self.next() {
                    Tok::Name(name) => Expr::Attr(Box::new(value), name.into()),
                    Tok::Int(n) => Expr::Item(Box::new(value), Box::new(Expr::Int(n))),
                    _ => return self.unexpected("a name or a number behind '.'"),
                };
            } else if self.skip_op("[") {
                value = self.subscript(value)?;
            } else if self.is_op("(") {
                value = Expr::Call(Box::new(value), self.arguments()?);
            } else {
                return Ok(value);
            }
        }
    }
    fn subscript(&mut self, value: Expr) -> Res<Expr> {
        let mut parts: [Option<Box<Expr>>; 3] = [None, None, None];
        let mut colons = 0;
        loop {
            if self.is_op("]") {
                break;
            }
            if self.skip_op(":") {
                colons += 1;
                if colons > 2 {
                    return self.unexpected("']'");
                }
                continue;
            }
            if parts[colons].is_some() {
                return self.unexpected("']'");
            }
            parts[colons] = Some(Box::new(self.tuple(true, &[])?));
        }
        self.next();
        if colons > 0 {
            return Ok(Expr::Slice(Box::new(value), parts));
        }
        match parts[0].take() {
            Some(item) => Ok(Expr::Item(Box::new(value), item)),
            None => self.fail("expected subscript expression"),
        }
    }
    fn filtered(&mut self, mut value: Expr) -> Res<Expr> {
        loop {
            self.link()?;
            if self.is_op("|") {
                self.next();
                let name = self.dotted()?;
                if !is_filter(&name) {
                    self.note_unknown(format!("No filter named '{name}'."));
                }
                let args = if self.is_op("(") { self.arguments()? } else { Args::default() };
                value = Expr::Filter(Box::new(value), name, args);
            } else if self.skip_name("is") {
                value = self.test(value)?;
            } else if self.is_op("(") {
                value = Expr::Call(Box::new(value), self.arguments()?);
            } else {
                return Ok(value);
            }
        }
    }
    pub(super) fn filters(&mut self, first_is_bare: bool) -> Res<Vec<(Arc<str>, Args)>> {
        let mut out = Vec::new();
        while self.skip_op("|") || (first_is_bare && out.is_empty()) {
            let name = self.dotted()?;
            if !is_filter(&name) {
                self.note_unknown(format!("No filter named '{name}'."));
            }
            out.push((name, if self.is_op("(") { self.arguments()? } else { Args::default() }));
        }
        Ok(out)
    }
    fn dotted(&mut self) -> Res<Arc<str>> {
        let mut name = self.identifier()?.to_string();
        while self.skip_op(".") {
            name = format!("{name}.{}", self.identifier()?);
        }
        Ok(name.into())
    }
    fn test(&mut self, value: Expr) -> Res<Expr> {
        let negated = self.skip_name("not");
        let name = self.dotted()?;
        if !is_test(&name) {
            self.note_unknown(format!("No test named '{name}'."));
        }
        let mut args = Args::default();
        if self.is_op("(") {
            args = self.arguments()?;
        } else {
            let takes = match self.tok() {
                Tok::Name(n) => !matches!(n.as_str(), "else" | "or" | "and"),
                Tok::Str(_) | Tok::Int(_) | Tok::Float(_) => true,
                Tok::Op(op) => matches!(*op, "[" | "{"),
                _ => false,
            };
            if takes {
                if self.is_name("is") {
                    return self.fail("You cannot chain multiple tests with is");
                }
                // `x is defined if ...`: these words do not start an argument if the test takes none.
                let ends = matches!(self.tok(), Tok::Name(n) if matches!(n.as_str(), "if" | "in" | "not" | "recursive"));
                if !ends {
                    let first = self.primary()?;
                    args.positional.push(self.postfix(first)?);
                }
            }
        }
        let test = Expr::Test(Box::new(value), name, args);
        Ok(if negated { Expr::Not(Box::new(test)) } else { test })
    }

    pub(super) fn arguments(&mut self) -> Res<Args> {
        self.expect_op("(")?;
        let mut args = Args::default();
        let mut first = true;
        while !self.is_op(")") {
            if !first {
                self.expect_op(",")?;
                if self.is_op(")") {
                    break;
                }
            }
            first = false;
            if self.skip_op("**") {
                args.star_star = Some(Box::new(self.expression()?));
            } else if self.skip_op("*") {
                args.star = Some(Box::new(self.expression()?));
            } else if let (Tok::Name(name), Tok::Op("=")) = (self.tok().clone(), &self.tokens[(self.at + 1).min(self.tokens.len() - 1)].tok) {
                self.next();
                self.next();
                args.named.push((name.as_str().into(), self.expression()?));
            } else {
                if !args.named.is_empty() || args.star_star.is_some() {
                    return self.fail("invalid syntax for function call expression");
                }
                args.positional.push(self.expression()?);
            }
        }
        self.next();
        Ok(args)
    }
}
