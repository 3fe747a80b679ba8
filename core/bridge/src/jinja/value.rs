// SPDX-License-Identifier: Apache-2.0
//! Values with Python's printing, comparison and arithmetic.

use super::ast::Macro;
use super::eval::Scope;
use super::text::{Origin, Text, TEMPLATE};
use super::{Fail, Res};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum SeqKind {
    List,
    Tuple,
    /// dict.items(), keys(), values(), and range().
    Items,
    Keys,
    Values,
    Range,
}

#[derive(Clone)]
pub enum Value {
    /// Holds the error message that a use raises.
    Undefined(Rc<str>),
    None,
    Bool(bool),
    Int(i128),
    Float(f64),
    Str(Arc<Text>),
    Seq(SeqKind, Rc<Vec<Value>>),
    Dict(Rc<Dict>),
    /// Result of map, select and similar filters. Consumed once, always true, without a length.
    Generator(Rc<RefCell<std::vec::IntoIter<Value>>>),
    Namespace(Rc<RefCell<Vec<(Arc<str>, Value)>>>),
    Macro(Rc<Closure>),
    Function(&'static str),
    Method(Rc<(Value, Arc<str>)>),
    Loop(Rc<Loop>),
    Cycler(Rc<(Vec<Value>, Cell<usize>)>),
    Joiner(Rc<(Value, Cell<bool>)>),
}

pub struct Closure {
    pub definition: Arc<Macro>,
    pub scope: Rc<Scope>,
}

pub struct Loop {
    pub items: Rc<Vec<Value>>,
    pub index: Cell<usize>,
    pub depth: usize,
    pub last_changed: RefCell<Option<Vec<Value>>>,
    /// Statement and scope of a recursive loop.
    pub recursion: Option<(*const super::ast::Stmt, Rc<Scope>)>,
}

/// Dict in insertion order. `message` is its message index + 1.
#[derive(Default)]
pub struct Dict {
    pub entries: Vec<(Value, Value)>,
    by_name: Option<HashMap<Box<str>, usize>>,
    pub message: u32,
}

/// A dict of at least this many entries is looked up by hash.
const MANY: usize = 12;

impl Dict {
    pub fn of_message(number: u32) -> Self {
        Dict { message: number, ..Dict::default() }
    }
    pub fn find(&self, name: &str) -> Option<usize> {
        if let Some(map) = &self.by_name {
            return map.get(name).copied();
        }
        self.entries.iter().position(|(k, _)| matches!(k, Value::Str(t) if t.as_str() == name))
    }
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.find(name).map(|i| &self.entries[i].1)
    }
    pub fn at(&self, key: &Value) -> Option<&Value> {
        match key {
            Value::Str(name) => self.get(name.as_str()),
            _ => self.entries.iter().find(|(k, _)| equal(k, key)).map(|(_, v)| v),
        }
    }
    pub fn insert(&mut self, key: Value, value: Value) {
        let found = match &key {
            Value::Str(name) => self.find(name.as_str()),
            _ => self.entries.iter().position(|(k, _)| equal(k, &key)),
        };
        if let Some(i) = found {
            self.entries[i].1 = value;
            return;
        }
        if let (Some(map), Value::Str(name)) = (&mut self.by_name, &key) {
            map.insert(name.as_str().into(), self.entries.len());
        }
        self.entries.push((key, value));
        if self.by_name.is_none() && self.entries.len() > MANY {
            let names = self.entries.iter().enumerate();
            self.by_name = Some(names.filter_map(|(i, (k, _))| if let Value::Str(t) = k { Some((t.as_str().into(), i)) } else { None }).collect());
        }
    }
}

pub fn string(text: &str) -> Value {
    Value::Str(Arc::new(Text::new(text, TEMPLATE)))
}
pub fn text_value(text: Text) -> Value {
    Value::Str(Arc::new(text))
}
pub fn list(items: Vec<Value>) -> Value {
    Value::Seq(SeqKind::List, Rc::new(items))
}
pub fn tuple(items: Vec<Value>) -> Value {
    Value::Seq(SeqKind::Tuple, Rc::new(items))
}
pub fn generator(items: Vec<Value>) -> Value {
    Value::Generator(Rc::new(RefCell::new(items.into_iter())))
}
pub fn undefined_name(name: &str) -> Value {
    Value::Undefined(format!("'{name}' is undefined").into())
}

impl Value {
    /// Python's name of the type.
    pub fn type_name(&self) -> &'static str {
        match self {
            Value::Undefined(_) => "Undefined",
            Value::None => "NoneType",
            Value::Bool(_) => "bool",
            Value::Int(_) => "int",
            Value::Float(_) => "float",
            Value::Str(t) if t.markup => "Markup",
            Value::Str(_) => "str",
            Value::Seq(SeqKind::List, _) => "list",
            Value::Seq(SeqKind::Tuple, _) => "tuple",
            Value::Seq(SeqKind::Items, _) => "dict_items",
            Value::Seq(SeqKind::Keys, _) => "dict_keys",
            Value::Seq(SeqKind::Values, _) => "dict_values",
            Value::Seq(SeqKind::Range, _) => "range",
            Value::Dict(_) => "dict",
            Value::Generator(_) => "generator",
            Value::Namespace(_) => "Namespace",
            Value::Macro(_) => "Macro",
            Value::Function(_) => "function",
            Value::Method(_) => "builtin_function_or_method",
            Value::Loop(_) => "LoopContext",
            Value::Cycler(_) => "Cycler",
            Value::Joiner(_) => "Joiner",
        }
    }
    pub fn undefined_attribute(&self, name: &str) -> Value {
        let owner = match self {
            Value::None => "'None'".to_string(),
            other => format!("'{} object'", other.type_name()),
        };
        Value::Undefined(format!("{owner} has no attribute '{name}'").into())
    }
    pub fn undefined_item(&self, key: &Value) -> Value {
        match (key, self) {
            (Value::Str(name), _) => self.undefined_attribute(name.as_str()),
            (_, Value::None) => Value::Undefined(format!("None has no element {}", repr(key)).into()),
            _ => Value::Undefined(format!("{} object has no element {}", self.type_name(), repr(key)).into()),
        }
    }
    pub fn is_true(&self) -> bool {
        match self {
            Value::Undefined(_) | Value::None => false,
            Value::Bool(b) => *b,
            Value::Int(n) => *n != 0,
            Value::Float(x) => *x != 0.0,
            Value::Str(t) => !t.is_empty(),
            Value::Seq(_, items) => !items.is_empty(),
            Value::Dict(d) => !d.entries.is_empty(),
            _ => true,
        }
    }
    pub fn number(&self) -> Option<Number> {
        match self {
            Value::Bool(b) => Some(Number::Int(*b as i128)),
            Value::Int(n) => Some(Number::Int(*n)),
            Value::Float(x) => Some(Number::Float(*x)),
            _ => None,
        }
    }
    /// Like `str(value)`, with the origin of the text.
    pub fn to_text(&self) -> Arc<Text> {
        match self {
            Value::Str(t) => t.clone(),
            _ => {
                let mut out = Text::default();
                self.print(&mut out);
                Arc::new(out)
            }
        }
    }
    pub fn print(&self, out: &mut Text) {
        match self {
            Value::Str(t) => out.append(t),
            Value::Undefined(_) => {}
            _ => write_repr(self, out, 0),
        }
    }
    /// Returns the items that a for loop iterates over.
    pub fn iterate(&self) -> Res<Rc<Vec<Value>>> {
        match self {
            Value::Seq(_, items) => Ok(items.clone()),
            Value::Undefined(_) => Ok(Rc::default()),
            Value::Str(t) => Ok(Rc::new(t.chars().map(|(at, c, _)| text_value(t.slice(at..at + c.len_utf8()))).collect())),
            Value::Dict(d) => Ok(Rc::new(d.entries.iter().map(|(k, _)| k.clone()).collect())),
            Value::Generator(g) => Ok(Rc::new(g.borrow_mut().by_ref().collect())),
            Value::Loop(l) => Ok(Rc::new(l.items[l.index.get().min(l.items.len())..].to_vec())),
            _ => Err(Fail::python("TypeError", format!("'{}' object is not iterable", self.type_name()))),
        }
    }
    pub fn length(&self) -> Res<usize> {
        match self {
            Value::Seq(_, items) => Ok(items.len()),
            Value::Str(t) => Ok(t.as_str().chars().count()),
            Value::Dict(d) => Ok(d.entries.len()),
            Value::Undefined(_) => Ok(0),
            Value::Loop(l) => Ok(l.items.len()),
            _ => Err(Fail::python("TypeError", format!("object of type '{}' has no len()", self.type_name()))),
        }
    }
}

#[derive(Clone, Copy)]
pub enum Number {
    Int(i128),
    Float(f64),
}

impl Number {
    pub fn float(self) -> f64 {
        match self {
            Number::Int(n) => n as f64,
            Number::Float(x) => x,
        }
    }
    fn value(self) -> Value {
        match self {
            Number::Int(n) => Value::Int(n),
            Number::Float(x) => Value::Float(x),
        }
    }
}

/// Python's repr of a float: the shortest digits that round-trip, with an exponent from 1e16 and below 1e-4.
pub fn repr_float(x: f64) -> String {
    if x.is_nan() {
        return "nan".into();
    }
    if x.is_infinite() {
        return if x > 0.0 { "inf".into() } else { "-inf".into() };
    }
    let text = format!("{x:e}");
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..16).contains(&exponent) {
        let plain = format!("{x}");
        return if plain.contains('.') { plain } else { plain + ".0" };
    }
    format!("{digits}e{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.abs())
}

/// True if repr prints the character unescaped.
fn is_printable(c: char) -> bool {
    !(c.is_control()
        || (c.is_whitespace() && c != ' ')
        || matches!(c, '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}'..='\u{891}' | '\u{8e2}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{d7fc}'..='\u{d7ff}' | '\u{e000}'..='\u{f8ff}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}'
            | '\u{fffe}'..='\u{ffff}' | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{10ffff}'))
}

fn escape_into(c: char, quote: char, out: &mut String) {
    match c {
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        c if c == quote => {
            out.push('\\');
            out.push(c);
        }
        c if is_printable(c) => out.push(c),
        c if (c as u32) < 0x100 => out.push_str(&format!("\\x{:02x}", c as u32)),
        c if (c as u32) < 0x10000 => out.push_str(&format!("\\u{:04x}", c as u32)),
        c => out.push_str(&format!("\\U{:08x}", c as u32)),
    }
}

fn quote_for(text: &str) -> char {
    if text.contains('\'') && !text.contains('"') {
        '"'
    } else {
        '\''
    }
}

pub fn repr_str(text: &str) -> String {
    let quote = quote_for(text);
    let mut out = String::from(quote);
    text.chars().for_each(|c| escape_into(c, quote, &mut out));
    out.push(quote);
    out
}

pub fn repr(value: &Value) -> String {
    let mut out = Text::default();
    write_repr(value, &mut out, 0);
    out.as_str().to_string()
}
pub fn repr_text(value: &Value) -> Text {
    let mut out = Text::default();
    write_repr(value, &mut out, 0);
    out
}

/// Maximum nesting of a printed value.
const DEEPEST: usize = 900;

fn write_repr(value: &Value, out: &mut Text, depth: usize) {
    if depth > DEEPEST {
        return out.push("...", TEMPLATE);
    }
    let items = |out: &mut Text, items: &[Value]| {
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                out.push(", ", TEMPLATE);
            }
            write_repr(item, out, depth + 1);
        }
    };
    match value {
        Value::Undefined(_) => out.push("Undefined", TEMPLATE),
        Value::None => out.push("None", TEMPLATE),
        Value::Bool(b) => out.push(if *b { "True" } else { "False" }, TEMPLATE),
        Value::Int(n) => out.push(&n.to_string(), TEMPLATE),
        Value::Float(x) => out.push(&repr_float(*x), TEMPLATE),
        Value::Str(t) => {
            if t.markup {
                out.push("Markup(", TEMPLATE);
            }
            let quote = quote_for(t.as_str());
            out.push_char(quote, t.origin_at(0));
            out.append(&t.map(|c, piece| escape_into(c, quote, piece)));
            out.push_char(quote, t.origin_at(t.len()));
            if t.markup {
                out.push(")", TEMPLATE);
            }
        }
        Value::Seq(SeqKind::Range, all) => {
            let bound = |v: Option<&Value>| if let Some(Value::Int(n)) = v { *n } else { 0 };
            let (first, step) = (bound(all.first()), bound(all.get(1)) - bound(all.first()));
            let step = if all.len() < 2 { 1 } else { step };
            let stop = bound(all.last()) + if all.is_empty() { 0 } else { step.signum() };
            out.push(&if step == 1 { format!("range({first}, {stop})") } else { format!("range({first}, {stop}, {step})") }, TEMPLATE);
        }
        Value::Seq(kind, all) => {
            let (open, close) = match kind {
                SeqKind::Tuple if all.len() == 1 => ("(", ",)"),
                SeqKind::Tuple => ("(", ")"),
                SeqKind::Items => ("dict_items([", "])"),
                SeqKind::Keys => ("dict_keys([", "])"),
                SeqKind::Values => ("dict_values([", "])"),
                _ => ("[", "]"),
            };
            out.push(open, TEMPLATE);
            items(out, all);
            out.push(close, TEMPLATE);
        }
        Value::Dict(d) => {
            out.push("{", TEMPLATE);
            for (i, (key, item)) in d.entries.iter().enumerate() {
                if i > 0 {
                    out.push(", ", TEMPLATE);
                }
                write_repr(key, out, depth + 1);
                out.push(": ", TEMPLATE);
                write_repr(item, out, depth + 1);
            }
            out.push("}", TEMPLATE);
        }
        Value::Namespace(n) => {
            out.push("<Namespace {", TEMPLATE);
            for (i, (key, item)) in n.borrow().iter().enumerate() {
                out.push(&format!("{}{}: ", if i > 0 { ", " } else { "" }, repr_str(key)), TEMPLATE);
                write_repr(item, out, depth + 1);
            }
            out.push("}>", TEMPLATE);
        }
        Value::Loop(l) => out.push(&format!("<LoopContext {}/{}>", l.index.get() + 1, l.items.len()), TEMPLATE),
        Value::Macro(m) => out.push(&format!("<Macro {}>", repr_str(&m.definition.name)), TEMPLATE),
        other => out.push(&format!("<{} object>", other.type_name()), TEMPLATE),
    }
}

pub fn equal(a: &Value, b: &Value) -> bool {
    if let (Some(x), Some(y)) = (a.number(), b.number()) {
        return match (x, y) {
            (Number::Int(x), Number::Int(y)) => x == y,
            _ => x.float() == y.float(),
        };
    }
    match (a, b) {
        (Value::Undefined(_), Value::Undefined(_)) | (Value::None, Value::None) => true,
        (Value::Str(x), Value::Str(y)) => x.as_str() == y.as_str(),
        (Value::Seq(k, x), Value::Seq(l, y)) => k == l && x.len() == y.len() && x.iter().zip(y.iter()).all(|(x, y)| equal(x, y)),
        (Value::Dict(x), Value::Dict(y)) => x.entries.len() == y.entries.len() && x.entries.iter().all(|(k, v)| y.at(k).is_some_and(|w| equal(v, w))),
        (Value::Namespace(x), Value::Namespace(y)) => Rc::ptr_eq(x, y),
        (Value::Macro(x), Value::Macro(y)) => Rc::ptr_eq(x, y),
        (Value::Function(x), Value::Function(y)) => x == y,
        _ => false,
    }
}

/// `a < b`. The error names the operator `op`.
pub fn less(a: &Value, b: &Value, op: &str) -> Res<bool> {
    for v in [a, b] {
        if let Value::Undefined(message) = v {
            return Err(Fail::python("UndefinedError", message.to_string()));
        }
    }
    if let (Some(x), Some(y)) = (a.number(), b.number()) {
        return Ok(match (x, y) {
            (Number::Int(x), Number::Int(y)) => x < y,
            _ => x.float() < y.float(),
        });
    }
    match (a, b) {
        (Value::Str(x), Value::Str(y)) => Ok(x.as_str() < y.as_str()),
        (Value::Seq(k, x), Value::Seq(l, y)) if k == l && matches!(k, SeqKind::List | SeqKind::Tuple) => {
            for (x, y) in x.iter().zip(y.iter()) {
                if !equal(x, y) {
                    return less(x, y, op);
                }
            }
            Ok(x.len() < y.len())
        }
        _ => Err(Fail::python("TypeError", format!("'{op}' not supported between instances of '{}' and '{}'", a.type_name(), b.type_name()))),
    }
}

pub fn compare(op: &str, a: &Value, b: &Value) -> Res<bool> {
    let both_nan = |a: &Value, b: &Value| [a, b].iter().any(|v| matches!(v, Value::Float(x) if x.is_nan()));
    Ok(match op {
        "==" => equal(a, b),
        "!=" => !equal(a, b),
        "<" => less(a, b, "<")?,
        ">" => less(b, a, ">").map_err(|e| swapped(e, a, b, ">"))?,
        "<=" => !less(b, a, "<=").map_err(|e| swapped(e, a, b, "<="))? && !both_nan(a, b),
        ">=" => !less(a, b, ">=")? && !both_nan(a, b),
        "in" => contains(b, a)?,
        _ => !contains(b, a)?,
    })
}
fn swapped(e: Fail, a: &Value, b: &Value, op: &str) -> Fail {
    if e.message.starts_with("TypeError: '") {
        return Fail::python("TypeError", format!("'{op}' not supported between instances of '{}' and '{}'", a.type_name(), b.type_name()));
    }
    e
}

pub fn contains(container: &Value, item: &Value) -> Res<bool> {
    match container {
        Value::Str(t) => match item {
            Value::Str(words) => Ok(t.as_str().contains(words.as_str())),
            other => Err(Fail::python("TypeError", format!("'in <string>' requires string as left operand, not {}", other.type_name()))),
        },
        Value::Dict(d) => match item {
            Value::Seq(SeqKind::List, _) | Value::Dict(_) => Err(Fail::python("TypeError", format!("unhashable type: '{}'", item.type_name()))),
            _ => Ok(d.at(item).is_some()),
        },
        Value::Seq(_, items) => Ok(items.iter().any(|v| equal(v, item))),
        Value::Undefined(_) => Ok(false),
        Value::Generator(_) => Ok(container.iterate()?.iter().any(|v| equal(v, item))),
        other => Err(Fail::python("TypeError", format!("argument of type '{}' is not iterable", other.type_name()))),
    }
}

/// Maximum text size that one operation may produce.
pub const LONGEST: usize = 64 << 20;

pub fn escape(text: &Text) -> Text {
    let mut out = text.map(|c, piece| match c {
        '&' => piece.push_str("&amp;"),
        '<' => piece.push_str("&lt;"),
        '>' => piece.push_str("&gt;"),
        '\'' => piece.push_str("&#39;"),
        '"' => piece.push_str("&#34;"),
        c => piece.push(c),
    });
    out.markup = true;
    out
}

/// Escapes a text, or the texts of a tuple, for formatting into markup.
fn escaped(value: &Value) -> Value {
    match value {
        Value::Str(t) if !t.markup => text_value(escape(t)),
        Value::Seq(SeqKind::Tuple, items) => tuple(items.iter().map(escaped).collect()),
        other => other.clone(),
    }
}

fn add_texts(a: &Text, b: &Text) -> Text {
    let markup = a.markup || b.markup;
    let side = |t: &Text| if markup && !t.markup { escape(t) } else { t.clone() };
    let mut out = side(a);
    out.append(&side(b));
    out.markup = markup;
    out
}

fn too_long() -> Fail {
    Fail::limit(format!("the template makes a text longer than the limit of {} MiB", LONGEST >> 20))
}

pub fn binary(op: &'static str, a: &Value, b: &Value) -> Res<Value> {
    for v in [a, b] {
        if let Value::Undefined(message) = v {
            if !(op == "%" && matches!(a, Value::Str(_))) {
                return Err(Fail::python("UndefinedError", message.to_string()));
            }
        }
    }
    if op == "%" {
        if let Value::Str(t) = a {
            return super::format::percent(t, &if t.markup { escaped(b) } else { b.clone() }).map(text_value);
        }
    }
    if let (Some(x), Some(y)) = (a.number(), b.number()) {
        return arithmetic(op, x, y);
    }
    match (op, a, b) {
        ("+", Value::Str(x), Value::Str(y)) => Ok(text_value(add_texts(x, y))),
        ("+", Value::Seq(k @ (SeqKind::List | SeqKind::Tuple), x), Value::Seq(l, y)) if k == l => {
            Ok(Value::Seq(*k, Rc::new(x.iter().chain(y.iter()).cloned().collect())))
        }
        ("*", Value::Str(t), n @ (Value::Int(_) | Value::Bool(_))) | ("*", n @ (Value::Int(_) | Value::Bool(_)), Value::Str(t)) => {
            let times = if let Some(Number::Int(n)) = n.number() { n.max(0) as usize } else { 0 };
            if times.saturating_mul(t.len()) > LONGEST {
                return Err(too_long());
            }
            let mut out = Text::like(t);
            (0..times).for_each(|_| out.append(t));
            Ok(text_value(out))
        }
        ("*", Value::Seq(k @ (SeqKind::List | SeqKind::Tuple), x), n @ (Value::Int(_) | Value::Bool(_)))
        | ("*", n @ (Value::Int(_) | Value::Bool(_)), Value::Seq(k @ (SeqKind::List | SeqKind::Tuple), x)) => {
            let times = if let Some(Number::Int(n)) = n.number() { n.max(0) as usize } else { 0 };
            if times.saturating_mul(x.len()) > 1 << 20 {
                return Err(Fail::limit("the template makes a list of more than a million items".into()));
            }
            Ok(Value::Seq(*k, Rc::new((0..times).flat_map(|_| x.iter().cloned()).collect())))
        }
        ("+", Value::Str(_), other) => {
            Err(Fail::python("TypeError", format!("can only concatenate str (not \"{}\") to str", other.type_name())))
        }
        ("+", Value::Seq(k @ (SeqKind::List | SeqKind::Tuple), _), other) => {
            let kind = if *k == SeqKind::List { "list" } else { "tuple" };
            Err(Fail::python("TypeError", format!("can only concatenate {kind} (not \"{}\") to {kind}", other.type_name())))
        }
        ("*", Value::Str(_) | Value::Seq(..), other) | ("*", other, Value::Str(_) | Value::Seq(..)) => {
            Err(Fail::python("TypeError", format!("can't multiply sequence by non-int of type '{}'", other.type_name())))
        }
        _ => {
            let shown = if op == "**" { "** or pow()" } else { op };
            Err(Fail::python("TypeError", format!("unsupported operand type(s) for {shown}: '{}' and '{}'", a.type_name(), b.type_name())))
        }
    }
}

fn arithmetic(op: &'static str, a: Number, b: Number) -> Res<Value> {
    let zero = |words: &str| Fail::python("ZeroDivisionError", words.to_string());
    if let (Number::Int(x), Number::Int(y)) = (a, b) {
        let whole = match op {
            "+" => Some(x.checked_add(y)),
            "-" => Some(x.checked_sub(y)),
            "*" => Some(x.checked_mul(y)),
            "//" | "%" if y == 0 => return Err(zero(if op == "%" { "integer modulo by zero" } else { "integer division or modulo by zero" })),
            "//" => Some(x.checked_div_euclid(y).map(|q| if y < 0 && x.rem_euclid(y) != 0 { q - 1 } else { q })),
            "%" => Some(x.checked_rem(y).map(|r| if r != 0 && (r < 0) != (y < 0) { r + y } else { r })),
            "**" if y >= 0 => Some(u32::try_from(y).ok().and_then(|y| x.checked_pow(y))),
            _ => None,
        };
        match whole {
            Some(Some(n)) => return Ok(Value::Int(n)),
            Some(None) => return Err(Fail::limit("a number of the template is too large".into())),
            None => {}
        }
    }
    let (x, y) = (a.float(), b.float());
    Ok(Value::Float(match op {
        "+" => x + y,
        "-" => x - y,
        "*" => x * y,
        "/" if y == 0.0 => return Err(zero(if matches!(a, Number::Int(_)) && matches!(b, Number::Int(_)) { "division by zero" } else { "float division by zero" })),
        "/" => x / y,
        "//" | "%" if y == 0.0 => return Err(zero(if op == "%" { "float modulo" } else { "float floor division by zero" })),
        "//" => (x / y).floor(),
        "%" => {
            let r = x % y;
            if r != 0.0 && (r < 0.0) != (y < 0.0) { r + y } else { r }
        }
        _ => x.powf(y),
    }))
}

pub fn negate(value: &Value, op: &str) -> Res<Value> {
    match value.number() {
        Some(Number::Int(n)) => Ok(Value::Int(if op == "-" { -n } else { n })),
        Some(Number::Float(x)) => Ok(Value::Float(if op == "-" { -x } else { x })),
        None => Err(match value {
            Value::Undefined(message) => Fail::python("UndefinedError", message.to_string()),
            other => Fail::python("TypeError", format!("bad operand type for unary {op}: '{}'", other.type_name())),
        }),
    }
}

pub fn as_value(number: Number) -> Value {
    number.value()
}

/// Positions selected by a slice over `length` items, as in Python's slice.indices.
pub fn slice_positions(length: usize, parts: [Option<i128>; 3]) -> Res<Vec<usize>> {
    let step = parts[2].unwrap_or(1);
    if step == 0 {
        return Err(Fail::python("ValueError", "slice step cannot be zero".into()));
    }
    let n = length as i128;
    let (low, high) = if step > 0 { (0, n) } else { (-1, n - 1) };
    let clamp = |v: i128| (if v < 0 { v + n } else { v }).clamp(low, high);
    let start = parts[0].map_or(if step > 0 { low } else { high }, clamp);
    let stop = parts[1].map_or(if step > 0 { high } else { low }, clamp);
    let mut out = Vec::new();
    let mut at = start;
    while (step > 0 && at < stop) || (step < 0 && at > stop) {
        out.push(at as usize);
        at += step;
    }
    Ok(out)
}

pub fn slice_value(value: &Value, parts: [Option<i128>; 3]) -> Res<Value> {
    match value {
        Value::Str(t) => {
            let places: Vec<(usize, usize)> = t.as_str().char_indices().map(|(i, c)| (i, i + c.len_utf8())).collect();
            let positions = slice_positions(places.len(), parts)?;
            let is_run = positions.windows(2).all(|w| w[1] == w[0] + 1);
            if is_run {
                let (Some(first), Some(last)) = (positions.first(), positions.last()) else { return Ok(string("")) };
                return Ok(text_value(t.slice(places[*first].0..places[*last].1)));
            }
            let mut out = Text::like(t);
            positions.iter().for_each(|i| out.append_range(t, places[*i].0..places[*i].1));
            Ok(text_value(out))
        }
        Value::Seq(kind @ (SeqKind::List | SeqKind::Tuple | SeqKind::Range), items) => {
            let positions = slice_positions(items.len(), parts)?;
            Ok(Value::Seq(*kind, Rc::new(positions.iter().map(|i| items[*i].clone()).collect())))
        }
        Value::Dict(_) => Err(Fail::python("TypeError", "unhashable type: 'slice'".into())),
        other => Err(Fail::python("TypeError", format!("'{}' object is not subscriptable", other.type_name()))),
    }
}

/// Converts a JSON value of the conversation. All its text, including keys, gets the origin `from`.
pub fn from_json(json: &serde_json::Value, from: Origin) -> Value {
    match json {
        serde_json::Value::Null => Value::None,
        serde_json::Value::Bool(b) => Value::Bool(*b),
        serde_json::Value::Number(n) => match (n.as_i64(), n.as_u64()) {
            (Some(n), _) => Value::Int(n as i128),
            (_, Some(n)) => Value::Int(n as i128),
            _ => Value::Float(n.as_f64().unwrap_or(f64::NAN)),
        },
        serde_json::Value::String(s) => Value::Str(Arc::new(Text::new(s, from))),
        serde_json::Value::Array(items) => list(items.iter().map(|v| from_json(v, from)).collect()),
        serde_json::Value::Object(map) => {
            let mut dict = Dict::default();
            for (key, value) in map {
                dict.insert(Value::Str(Arc::new(Text::new(key, from))), from_json(value, from));
            }
            Value::Dict(Rc::new(dict))
        }
    }
}
