// SPDX-License-Identifier: Apache-2.0
//! Jinja2 as configured by transformers (sandboxed, trim_blocks, lstrip_blocks, loop controls, generation blocks), with Python's value
//! semantics. Strings carry the origin of each byte. A rendering therefore identifies the conversation's own bytes and their message.

mod ast;
mod eval;
mod expressions;
mod filters;
mod format;
mod globals;
mod json;
mod lexer;
mod methods;
mod parser;
mod text;
mod value;

pub use eval::{render, Rendering};
pub use parser::Template;
pub use text::{origin, Field, MOST_MESSAGES, TEMPLATE};
pub use value::{from_json, list, string, Dict, Value};

use std::sync::Arc;

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum FailKind {
    Syntax,
    /// Exception that Python raises too.
    Python,
    /// raise_exception called by the template.
    Refused,
    Limit,
    /// Too much work: the template would take its time for each conversation.
    Endless,
}

#[derive(Clone, Debug)]
pub struct Fail {
    pub kind: FailKind,
    pub message: String,
    /// Template line; 0 if not known yet.
    pub line: u32,
}

pub type Res<T> = Result<T, Fail>;

impl Fail {
    pub fn syntax(message: String, line: u32) -> Self {
        Fail { kind: FailKind::Syntax, message, line }
    }
    pub fn python(class: &str, message: String) -> Self {
        Fail { kind: FailKind::Python, message: format!("{class}: {message}"), line: 0 }
    }
    pub fn endless(message: String) -> Self {
        Fail { kind: FailKind::Endless, message, line: 0 }
    }
    pub fn limit(message: String) -> Self {
        Fail { kind: FailKind::Limit, message, line: 0 }
    }
}

/// Arguments of a call.
#[derive(Default)]
pub struct CallArgs {
    pub positional: Vec<Value>,
    pub named: Vec<(Arc<str>, Value)>,
}

impl CallArgs {
    /// Returns the argument by position or name.
    pub fn get(&self, at: usize, name: &str) -> Option<&Value> {
        self.positional.get(at).or_else(|| self.named.iter().find(|n| &*n.0 == name).map(|n| &n.1))
    }
    pub fn named_dict(&self) -> Value {
        let mut dict = Dict::default();
        self.named.iter().for_each(|(name, value)| dict.insert(string(name), value.clone()));
        Value::Dict(std::rc::Rc::new(dict))
    }
}
