// SPDX-License-Identifier: Apache-2.0
//! Runs a template over a conversation.

use super::ast::{Args, Expr, Kind, Macro, Name, Stmt, Target};
use super::filters::{run_filter, run_test};
use super::globals::{loop_attribute, loop_method, GLOBALS};
use super::methods;
use super::parser::Template;
use super::text::{Origin, Text, GENERATED, TEMPLATE};
use super::value::{
    binary, compare, negate, slice_value, string, text_value, undefined_name, Closure, Dict, Loop, SeqKind, Value, LONGEST,
};
use super::{CallArgs, Fail, Res};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

/// Step limit of one rendering. A real template takes a few hundred steps for each message.
const FUEL: u64 = 20_000_000;
/// Maximum nesting of macros, recursive loops and captured blocks.
const DEEPEST: u32 = 64;

/// Variables of a block. Inner scopes read the variables of outer scopes and do not change them.
pub struct Scope {
    vars: RefCell<Vec<(Name, Value)>>,
    parent: Option<Rc<Scope>>,
}

impl Scope {
    fn inside(parent: &Rc<Scope>) -> Rc<Scope> {
        Rc::new(Scope { vars: RefCell::default(), parent: Some(parent.clone()) })
    }
    fn get(&self, name: Name) -> Option<Value> {
        let mut scope = Some(self);
        while let Some(s) = scope {
            if let Some((_, value)) = s.vars.borrow().iter().find(|v| v.0 == name) {
                return Some(value.clone());
            }
            scope = s.parent.as_deref();
        }
        None
    }
    fn set(&self, name: Name, value: Value) {
        let mut vars = self.vars.borrow_mut();
        match vars.iter_mut().find(|v| v.0 == name) {
            Some(var) => var.1 = value,
            None => vars.push((name, value)),
        }
    }
}

/// Output of a run: the text, and ascending entries (end, origin, message + 1). The last is the message whose loop iteration wrote the
/// text, or 0.
#[derive(Default)]
pub struct Rendering {
    pub text: String,
    pub runs: Vec<(u32, Origin, u32)>,
}

#[derive(PartialEq)]
enum Flow {
    On,
    Break,
    Continue,
}

pub struct Interpreter<'t> {
    template: &'t Template,
    pub(super) context: Vec<(String, Value)>,
    out: Rendering,
    /// Text of the captured blocks. Output goes to the last.
    captures: Vec<Text>,
    generation: u32,
    /// Index + 1 of the message of the current loop iteration.
    message: u32,
    /// Inside a loop over numbers, assigning a later message to a variable starts that message's iteration.
    takes_message: bool,
    fuel: u64,
    depth: u32,
    /// Owners of possible reference cycles: scopes with macros, and namespaces.
    scopes: Vec<Rc<Scope>>,
    pub(super) namespaces: Vec<Rc<RefCell<Vec<(Arc<str>, Value)>>>>,
}

impl Drop for Interpreter<'_> {
    fn drop(&mut self) {
        self.scopes.iter().for_each(|s| s.vars.borrow_mut().clear());
        self.namespaces.iter().for_each(|n| n.borrow_mut().clear());
    }
}

/// Renders with `context`. Names that it lacks are Jinja's globals, or undefined.
pub fn render(template: &Template, context: Vec<(String, Value)>) -> Res<Rendering> {
    let root = Rc::new(Scope { vars: RefCell::default(), parent: None });
    let mut run = Interpreter {
        template,
        context,
        out: Rendering::default(),
        captures: Vec::new(),
        generation: 0,
        message: 0,
        takes_message: false,
        fuel: FUEL,
        depth: 0,
        scopes: Vec::new(),
        namespaces: Vec::new(),
    };
    run.block(&template.body, &root)?;
    Ok(std::mem::take(&mut run.out))
}

impl<'t> Interpreter<'t> {
    pub(super) fn step(&mut self, cost: u64) -> Res<()> {
        self.fuel = self.fuel.checked_sub(cost).ok_or_else(|| Fail::endless(msg!("%1 does not end: stopped after %2 steps", "the template", FUEL)))?;
        Ok(())
    }
    fn deeper<T>(&mut self, body: impl FnOnce(&mut Self) -> Res<T>) -> Res<T> {
        if self.depth >= DEEPEST {
            return Err(Fail::limit(format!("the template calls itself more than {DEEPEST} times")));
        }
        self.depth += 1;
        let out = body(self);
        self.depth -= 1;
        out
    }

    fn emit(&mut self, text: &Text) -> Res<()> {
        self.step(1 + text.len() as u64 / 64)?;
        let flag = if self.generation > 0 { GENERATED } else { 0 };
        if let Some(capture) = self.captures.last_mut() {
            for (piece, origin) in text.pieces(0..text.len()) {
                capture.push(piece, origin | flag);
            }
            if capture.len() > LONGEST {
                return Err(Fail::limit(format!("the output is longer than the limit of {} MiB", LONGEST >> 20)));
            }
            return Ok(());
        }
        for (piece, origin) in text.pieces(0..text.len()) {
            self.out.text.push_str(piece);
            let run = (self.out.text.len() as u32, origin | flag, self.message);
            match self.out.runs.last_mut() {
                Some(last) if last.1 == run.1 && last.2 == run.2 => last.0 = run.0,
                _ => self.out.runs.push(run),
            }
        }
        if self.out.text.len() > LONGEST {
            return Err(Fail::limit(format!("the output is longer than the limit of {} MiB", LONGEST >> 20)));
        }
        Ok(())
    }
    fn captured(&mut self, body: impl FnOnce(&mut Self) -> Res<()>) -> Res<Text> {
        let before = self.captures.len();
        self.captures.push(Text::default());
        let generation = std::mem::take(&mut self.generation);
        let done = self.deeper(body);
        self.generation = generation;
        let text = self.captures.pop().unwrap_or_default();
        self.captures.truncate(before);
        done.map(|()| text)
    }

    fn block(&mut self, body: &'t [Stmt], scope: &Rc<Scope>) -> Res<Flow> {
        for stmt in body {
            let flow = self.statement(stmt, scope).map_err(|mut e| {
                if e.line == 0 {
                    e.line = stmt.line;
                }
                e
            })?;
            if flow != Flow::On {
                return Ok(flow);
            }
        }
        Ok(Flow::On)
    }

    fn statement(&mut self, stmt: &'t Stmt, scope: &Rc<Scope>) -> Res<Flow> {
        self.step(1)?;
        match &stmt.kind {
            Kind::Data(text) => self.emit(text)?,
            Kind::Print(value) => {
                let value = self.eval(value, scope)?;
                self.emit(&value.to_text())?;
            }
            Kind::If(branches, otherwise) => {
                for (condition, body) in branches {
                    if self.eval(condition, scope)?.is_true() {
                        return self.block(body, scope);
                    }
                }
                return self.block(otherwise, scope);
            }
            Kind::For { over, .. } => {
                let items = self.eval(over, scope)?.iterate()?;
                return self.for_loop(stmt, items, scope, 1);
            }
            Kind::Set(target, value) => {
                let value = self.eval(value, scope)?;
                self.assign(target, value, scope)?;
            }
            Kind::SetBlock(target, filters, body) => {
                let inner = Scope::inside(scope);
                let text = self.captured(|run| run.block(body, &inner).map(|_| ()))?;
                let value = self.apply(filters, text_value(text), scope)?;
                self.assign(target, value, scope)?;
            }
            Kind::Macro(name, definition) => {
                self.scopes.push(scope.clone());
                scope.set(*name, Value::Macro(Rc::new(Closure { definition: definition.clone(), scope: scope.clone() })));
            }
            Kind::Call(callee, caller) => {
                let Expr::Call(callee, args) = callee else { return Ok(Flow::On) };
                let caller = Value::Macro(Rc::new(Closure { definition: caller.clone(), scope: scope.clone() }));
                let callee = self.eval(callee, scope)?;
                let mut args = self.arguments(args, scope)?;
                args.named.push(("caller".into(), caller));
                let value = self.call(&callee, args)?;
                self.emit(&value.to_text())?;
            }
            Kind::FilterBlock(filters, body) => {
                let inner = Scope::inside(scope);
                let text = self.captured(|run| run.block(body, &inner).map(|_| ()))?;
                let value = self.apply(filters, text_value(text), scope)?;
                self.emit(&value.to_text())?;
            }
            Kind::With(values, body) => {
                let inner = Scope::inside(scope);
                for (target, value) in values {
                    let value = self.eval(value, scope)?;
                    self.assign(target, value, &inner)?;
                }
                return self.block(body, &inner);
            }
            Kind::Generation(body) => {
                self.generation += 1;
                let done = self.block(body, &Scope::inside(scope));
                self.generation -= 1;
                return done;
            }
            Kind::Scope(body) => return self.block(body, &Scope::inside(scope)),
            Kind::Break => return Ok(Flow::Break),
            Kind::Continue => return Ok(Flow::Continue),
        }
        Ok(Flow::On)
    }

    fn for_loop(&mut self, stmt: &'t Stmt, items: Rc<Vec<Value>>, scope: &Rc<Scope>, depth: usize) -> Res<Flow> {
        let Kind::For { target, condition, body, otherwise, recursive, .. } = &stmt.kind else { return Ok(Flow::On) };
        let items = match condition {
            None => items,
            Some(condition) => {
                let mut kept = Vec::new();
                for item in items.iter() {
                    self.step(1)?;
                    let inner = Scope::inside(scope);
                    self.assign(target, item.clone(), &inner)?;
                    if self.eval(condition, &inner)?.is_true() {
                        kept.push(item.clone());
                    }
                }
                Rc::new(kept)
            }
        };
        if items.is_empty() {
            return self.block(otherwise, &Scope::inside(scope));
        }
        let state = Rc::new(Loop {
            items: items.clone(),
            index: Cell::new(0),
            depth,
            last_changed: RefCell::default(),
            recursion: recursive.then(|| (stmt as *const Stmt, scope.clone())),
        });
        let loop_name = self.template.names.iter().position(|n| &**n == "loop").map(|i| i as Name);
        let (message, takes) = (self.message, self.takes_message);
        // The else branch runs if no iteration completed, as in Jinja2.
        let mut ended = false;
        for (i, item) in items.iter().enumerate() {
            self.step(1)?;
            state.index.set(i);
            let inner = Scope::inside(scope);
            if let Some(name) = loop_name {
                inner.set(name, Value::Loop(state.clone()));
            }
            match item {
                Value::Dict(d) if d.message != 0 => {
                    self.message = d.message;
                    self.takes_message = false;
                }
                _ if matches!(target, Target::Name(_)) && matches!(item, Value::Int(_)) => self.takes_message = true,
                _ => {}
            }
            let done = self.assign(target, item.clone(), &inner).and_then(|()| self.block(body, &inner));
            self.message = message;
            self.takes_message = takes;
            match done? {
                Flow::Break => break,
                Flow::Continue => {}
                Flow::On => ended = true,
            }
        }
        if !ended {
            return self.block(otherwise, &Scope::inside(scope));
        }
        Ok(Flow::On)
    }

    fn assign(&mut self, target: &Target, value: Value, scope: &Rc<Scope>) -> Res<()> {
        match target {
            Target::Name(name) => {
                if let (true, Value::Dict(d)) = (self.takes_message, &value) {
                    if d.message > self.message {
                        self.message = d.message;
                    }
                }
                scope.set(*name, value);
            }
            Target::Member(name, attribute) => match self.lookup(*name, scope) {
                Value::Namespace(n) => {
                    let mut n = n.borrow_mut();
                    match n.iter_mut().find(|e| e.0 == *attribute) {
                        Some(entry) => entry.1 = value,
                        None => n.push((attribute.clone(), value)),
                    }
                }
                _ => return Err(Fail::python("TemplateRuntimeError", "cannot assign attribute on non-namespace object".into())),
            },
            Target::Tuple(targets) => {
                let items = value.iterate().map_err(|e| match value {
                    Value::Undefined(_) => e,
                    _ => Fail::python("TypeError", format!("cannot unpack non-iterable {} object", value.type_name())),
                })?;
                if items.len() < targets.len() {
                    let got = items.len();
                    return Err(Fail::python("ValueError", format!("not enough values to unpack (expected {}, got {got})", targets.len())));
                }
                if items.len() > targets.len() {
                    return Err(Fail::python("ValueError", format!("too many values to unpack (expected {})", targets.len())));
                }
                for (target, item) in targets.iter().zip(items.iter()) {
                    self.assign(target, item.clone(), scope)?;
                }
            }
        }
        Ok(())
    }

    fn lookup(&self, name: Name, scope: &Scope) -> Value {
        if let Some(value) = scope.get(name) {
            return value;
        }
        let words = &*self.template.names[name as usize];
        if let Some((_, value)) = self.context.iter().find(|c| c.0 == words) {
            return value.clone();
        }
        match GLOBALS.iter().find(|g| **g == words) {
            Some(global) => Value::Function(global),
            None => undefined_name(words),
        }
    }

    fn apply(&mut self, filters: &'t [(Arc<str>, Args)], value: Value, scope: &Rc<Scope>) -> Res<Value> {
        let mut value = value;
        for (name, args) in filters {
            let args = self.arguments(args, scope)?;
            value = run_filter(self, name, &value, &args)?;
        }
        Ok(value)
    }

    fn arguments(&mut self, args: &'t Args, scope: &Rc<Scope>) -> Res<CallArgs> {
        let mut out = CallArgs::default();
        for value in &args.positional {
            out.positional.push(self.eval(value, scope)?);
        }
        if let Some(star) = &args.star {
            out.positional.extend(self.eval(star, scope)?.iterate()?.iter().cloned());
        }
        for (name, value) in &args.named {
            out.named.push((name.clone(), self.eval(value, scope)?));
        }
        if let Some(star) = &args.star_star {
            match self.eval(star, scope)? {
                Value::Dict(d) => out.named.extend(d.entries.iter().map(|(k, v)| (k.to_text().as_str().into(), v.clone()))),
                other => return Err(Fail::python("TypeError", format!("argument after ** must be a mapping, not {}", other.type_name()))),
            }
        }
        Ok(out)
    }

    pub fn eval(&mut self, expr: &'t Expr, scope: &Rc<Scope>) -> Res<Value> {
        self.step(1)?;
        Ok(match expr {
            Expr::Str(text) => Value::Str(text.clone()),
            Expr::Int(n) => Value::Int(*n),
            Expr::Float(x) => Value::Float(*x),
            Expr::Bool(b) => Value::Bool(*b),
            Expr::None => Value::None,
            Expr::Name(name) => self.lookup(*name, scope),
            Expr::List(items) => super::value::list(self.all(items, scope)?),
            Expr::Tuple(items) => super::value::tuple(self.all(items, scope)?),
            Expr::Dict(items) => {
                let mut dict = Dict::default();
                for (key, value) in items {
                    let key = self.eval(key, scope)?;
                    if matches!(key, Value::Seq(SeqKind::List, _) | Value::Dict(_)) {
                        return Err(Fail::python("TypeError", format!("unhashable type: '{}'", key.type_name())));
                    }
                    let value = self.eval(value, scope)?;
                    dict.insert(key, value);
                }
                Value::Dict(Rc::new(dict))
            }
            Expr::Attr(value, name) => {
                let value = self.eval(value, scope)?;
                self.attribute(&value, name)?
            }
            Expr::Item(value, key) => {
                let value = self.eval(value, scope)?;
                let key = self.eval(key, scope)?;
                self.item(&value, &key)?
            }
            Expr::Slice(value, parts) => {
                let value = self.eval(value, scope)?;
                let mut bounds = [None; 3];
                for (bound, part) in bounds.iter_mut().zip(parts) {
                    if let Some(part) = part {
                        *bound = match self.eval(part, scope)? {
                            Value::None => None,
                            Value::Int(n) => Some(n),
                            Value::Bool(b) => Some(b as i128),
                            _ => {
                                let words = "slice indices must be integers or None or have an __index__ method";
                                return Err(Fail::python("TypeError", words.into()));
                            }
                        };
                    }
                }
                if let Value::Undefined(message) = &value {
                    return Err(Fail::python("UndefinedError", message.to_string()));
                }
                slice_value(&value, bounds)?
            }
            Expr::Call(callee, args) => {
                let callee = self.eval(callee, scope)?;
                let args = self.arguments(args, scope)?;
                self.call(&callee, args)?
            }
            Expr::Filter(value, name, args) => {
                let value = self.eval(value, scope)?;
                let args = self.arguments(args, scope)?;
                run_filter(self, name, &value, &args)?
            }
            Expr::Test(value, name, args) => {
                let value = self.eval(value, scope)?;
                let args = self.arguments(args, scope)?;
                Value::Bool(run_test(self, &Text::new(name, TEMPLATE), &value, &args)?)
            }
            Expr::Not(value) => Value::Bool(!self.eval(value, scope)?.is_true()),
            Expr::Neg(value) => negate(&self.eval(value, scope)?, "-")?,
            Expr::Pos(value) => negate(&self.eval(value, scope)?, "+")?,
            Expr::And(left, right) => {
                let left = self.eval(left, scope)?;
                if left.is_true() { self.eval(right, scope)? } else { left }
            }
            Expr::Or(left, right) => {
                let left = self.eval(left, scope)?;
                if left.is_true() { left } else { self.eval(right, scope)? }
            }
            Expr::Binary(op, left, right) => {
                let left = self.eval(left, scope)?;
                let right = self.eval(right, scope)?;
                let value = binary(op, &left, &right)?;
                if let Value::Str(t) = &value {
                    self.step(t.len() as u64 / 64)?;
                }
                value
            }
            Expr::Concat(parts) => {
                let mut out = Text::default();
                for part in parts {
                    out.append(&self.eval(part, scope)?.to_text());
                }
                if out.len() > LONGEST {
                    return Err(Fail::limit(format!("the template makes a text longer than the limit of {} MiB", LONGEST >> 20)));
                }
                self.step(out.len() as u64 / 64)?;
                text_value(out)
            }
            Expr::Compare(first, rest) => {
                let mut left = self.eval(first, scope)?;
                for (op, right) in rest {
                    let right = self.eval(right, scope)?;
                    if !compare(op, &left, &right)? {
                        return Ok(Value::Bool(false));
                    }
                    left = right;
                }
                Value::Bool(true)
            }
            Expr::If(value, condition, other) => {
                if self.eval(condition, scope)?.is_true() {
                    self.eval(value, scope)?
                } else {
                    match other {
                        Some(other) => self.eval(other, scope)?,
                        None => Value::Undefined("the inline if-expression evaluated to false and no else section was defined.".into()),
                    }
                }
            }
        })
    }
    fn all(&mut self, items: &'t [Expr], scope: &Rc<Scope>) -> Res<Vec<Value>> {
        items.iter().map(|e| self.eval(e, scope)).collect()
    }

    /// `value.name`: attributes and methods take precedence over items.
    fn attribute(&mut self, value: &Value, name: &str) -> Res<Value> {
        if let Some(method) = methods::find(value, name) {
            return Ok(method);
        }
        Ok(match value {
            Value::Undefined(message) => return Err(Fail::python("UndefinedError", message.to_string())),
            Value::Dict(d) => d.get(name).cloned().unwrap_or_else(|| value.undefined_attribute(name)),
            Value::Namespace(n) => {
                let found = n.borrow().iter().find(|e| &*e.0 == name).map(|e| e.1.clone());
                found.unwrap_or_else(|| value.undefined_attribute(name))
            }
            Value::Loop(_) if matches!(name, "cycle" | "changed") => Value::Method(Rc::new((value.clone(), name.into()))),
            Value::Loop(state) => loop_attribute(state, name).unwrap_or_else(|| value.undefined_attribute(name)),
            Value::Macro(m) => match name {
                "name" => string(&m.definition.name),
                "arguments" => super::value::tuple(m.definition.params.iter().map(|p| string(&p.1)).collect()),
                "catch_kwargs" => Value::Bool(m.definition.uses_kwargs),
                "catch_varargs" => Value::Bool(m.definition.uses_varargs),
                "caller" => Value::Bool(m.definition.uses_caller),
                _ => value.undefined_attribute(name),
            },
            Value::Cycler(c) if name == "current" => c.0.get(c.1.get()).cloned().unwrap_or(Value::None),
            Value::Seq(SeqKind::Tuple, pair) if pair.len() == 2 && name == "grouper" => pair[0].clone(),
            Value::Seq(SeqKind::Tuple, pair) if pair.len() == 2 && name == "list" => pair[1].clone(),
            _ => value.undefined_attribute(name),
        })
    }

    /// `value[key]`: items take precedence over attributes.
    pub fn item(&mut self, value: &Value, key: &Value) -> Res<Value> {
        let index = match key {
            Value::Int(n) => Some(*n),
            Value::Bool(b) => Some(*b as i128),
            _ => None,
        };
        let place = |length: usize| {
            let n = index?;
            let at = if n < 0 { n + length as i128 } else { n };
            (0..length as i128).contains(&at).then_some(at as usize)
        };
        let found = match value {
            Value::Undefined(message) => return Err(Fail::python("UndefinedError", message.to_string())),
            Value::Dict(d) => d.at(key).cloned(),
            Value::Seq(SeqKind::List | SeqKind::Tuple | SeqKind::Range, items) => place(items.len()).map(|i| items[i].clone()),
            Value::Str(t) if index.is_some() => {
                place(t.as_str().chars().count()).and_then(|i| t.as_str().char_indices().nth(i)).map(|(at, c)| text_value(t.slice(at..at + c.len_utf8())))
            }
            _ => None,
        };
        if let Some(found) = found {
            return Ok(found);
        }
        match key {
            Value::Str(name) if !matches!(value, Value::Dict(_)) => self.attribute(value, name.as_str()),
            Value::Str(name) => Ok(methods::find(value, name.as_str()).unwrap_or_else(|| value.undefined_attribute(name.as_str()))),
            _ => Ok(value.undefined_item(key)),
        }
    }

    fn call(&mut self, callee: &Value, args: CallArgs) -> Res<Value> {
        self.step(1)?;
        match callee {
            Value::Method(method) => match &method.0 {
                Value::Loop(state) => loop_method(state, &method.1, args),
                owner => methods::call(owner, &method.1, &args),
            },
            Value::Macro(closure) => self.call_macro(closure, args),
            Value::Function(name) => self.call_function(name, args),
            Value::Loop(state) => {
                let Some((stmt, scope)) = &state.recursion else {
                    return Err(Fail::python("TypeError", "The loop must have the 'recursive' marker to be called recursively.".into()));
                };
                let items = args.positional.first().ok_or_else(|| Fail::python("TypeError", "loop() needs what to go over".into()))?.iterate()?;
                // The template owns the statement and outlives this run.
                let stmt: &'t Stmt = unsafe { &**stmt };
                let (scope, depth) = (scope.clone(), state.depth + 1);
                Ok(text_value(self.captured(|run| run.for_loop(stmt, items, &scope, depth).map(|_| ()))?))
            }
            Value::Joiner(joiner) => {
                if joiner.1.replace(true) {
                    return Ok(joiner.0.clone());
                }
                Ok(string(""))
            }
            Value::Undefined(message) => Err(Fail::python("UndefinedError", message.to_string())),
            other => Err(Fail::python("TypeError", format!("'{}' object is not callable", other.type_name()))),
        }
    }

    fn call_macro(&mut self, closure: &Rc<Closure>, args: CallArgs) -> Res<Value> {
        // The closure keeps the definition alive. Its statements belong to the template, which outlives this run.
        let definition: &'t Macro = unsafe { &*Arc::as_ptr(&closure.definition) };
        let scope = Scope::inside(&closure.scope);
        let mut named = args.named;
        let mut take = |name: &str| named.iter().position(|n| &*n.0 == name).map(|i| named.remove(i).1);
        let count = definition.params.len();
        if args.positional.len() > count && !definition.uses_varargs {
            return Err(Fail::python("TypeError", format!("macro '{}' takes not more than {count} argument(s)", definition.name)));
        }
        let caller = take("caller");
        let mut given = Vec::with_capacity(count);
        for (i, (_, name, _)) in definition.params.iter().enumerate() {
            let by_name = take(name);
            if i < args.positional.len() && by_name.is_some() {
                return Err(Fail::python("TypeError", format!("macro '{}' got multiple values for argument '{name}'", definition.name)));
            }
            given.push(args.positional.get(i).cloned().or(by_name));
        }
        if let (Some(extra), false) = (named.first(), definition.uses_kwargs) {
            return Err(Fail::python("TypeError", format!("macro '{}' takes no keyword argument '{}'", definition.name, extra.0)));
        }
        for ((number, name, default), value) in definition.params.iter().zip(given) {
            let value = match (value, default) {
                (Some(value), _) => value,
                (None, Some(default)) => self.eval(default, &scope)?,
                (None, None) => Value::Undefined(format!("parameter '{name}' was not provided").into()),
            };
            scope.set(*number, value);
        }
        let bind = |name: &str, value: Value| {
            if let Some(number) = self.template.names.iter().position(|n| &**n == name) {
                scope.set(number as Name, value);
            }
        };
        if definition.uses_varargs {
            bind("varargs", super::value::tuple(args.positional.get(count..).unwrap_or_default().to_vec()));
        }
        if definition.uses_kwargs {
            bind("kwargs", CallArgs { positional: Vec::new(), named }.named_dict());
        }
        if definition.uses_caller {
            bind("caller", caller.unwrap_or_else(|| Value::Undefined("No caller defined".into())));
        } else if caller.is_some() {
            return Err(Fail::python("TypeError", format!("macro '{}' was invoked with two values for the special caller argument", definition.name)));
        }
        let (message, takes) = (self.message, std::mem::replace(&mut self.takes_message, false));
        let text = self.captured(|run| run.block(&definition.body, &scope).map(|_| ()));
        self.message = message;
        self.takes_message = takes;
        Ok(text_value(text?))
    }
}
