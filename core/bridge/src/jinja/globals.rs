// SPDX-License-Identifier: Apache-2.0
//! Functions that every template may call, and the attributes of a loop variable.

use super::eval::Interpreter;
use super::value::{equal, string, Dict, Loop, SeqKind, Value};
use super::{CallArgs, Fail, FailKind, Res};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

/// Limit of Jinja2's sandbox.
const LONGEST_RANGE: i128 = 100_000;

pub const GLOBALS: [&str; 7] = ["range", "dict", "namespace", "cycler", "joiner", "raise_exception", "strftime_now"];

impl Interpreter<'_> {
    pub(super) fn call_function(&mut self, name: &str, args: CallArgs) -> Res<Value> {
        match name {
            "range" => {
                let number = |i: usize, default: i128| match args.positional.get(i) {
                    None => Ok(default),
                    Some(Value::Int(n)) => Ok(*n),
                    Some(Value::Bool(b)) => Ok(*b as i128),
                    Some(other) => Err(Fail::python("TypeError", format!("'{}' object cannot be interpreted as an integer", other.type_name()))),
                };
                let (start, stop) = if args.positional.len() < 2 { (0, number(0, 0)?) } else { (number(0, 0)?, number(1, 0)?) };
                let step = number(2, 1)?;
                if step == 0 {
                    return Err(Fail::python("ValueError", "range() arg 3 must not be zero".into()));
                }
                let span = if step > 0 { stop.saturating_sub(start) } else { start.saturating_sub(stop) };
                let count = if span <= 0 { 0 } else { (span - 1) / step.abs() + 1 };
                if count > LONGEST_RANGE {
                    let words = format!("Range too big. The sandbox blocks ranges larger than MAX_RANGE ({LONGEST_RANGE}).");
                    return Err(Fail::python("OverflowError", words));
                }
                self.step(count as u64)?;
                Ok(Value::Seq(SeqKind::Range, Rc::new((0..count).map(|i| Value::Int(start + i * step)).collect())))
            }
            "dict" => {
                let mut dict = Dict::default();
                match args.positional.first() {
                    Some(Value::Dict(d)) => d.entries.iter().for_each(|(k, v)| dict.insert(k.clone(), v.clone())),
                    Some(pairs) => {
                        for pair in pairs.iterate()?.iter() {
                            let pair = pair.iterate()?;
                            if pair.len() != 2 {
                                return Err(Fail::python("ValueError", "dictionary update sequence element has a length that is not 2".into()));
                            }
                            dict.insert(pair[0].clone(), pair[1].clone());
                        }
                    }
                    None => {}
                }
                args.named.iter().for_each(|(k, v)| dict.insert(string(k), v.clone()));
                Ok(Value::Dict(Rc::new(dict)))
            }
            "namespace" => {
                let mut entries: Vec<(Arc<str>, Value)> = Vec::new();
                if let Some(Value::Dict(d)) = args.positional.first() {
                    entries.extend(d.entries.iter().map(|(k, v)| (Arc::from(k.to_text().as_str()), v.clone())));
                }
                for (name, value) in args.named {
                    entries.retain(|e| e.0 != name);
                    entries.push((name, value));
                }
                let namespace = Rc::new(RefCell::new(entries));
                self.namespaces.push(namespace.clone());
                Ok(Value::Namespace(namespace))
            }
            "cycler" => {
                if args.positional.is_empty() {
                    return Err(Fail::python("RuntimeError", "at least one item has to be provided".into()));
                }
                Ok(Value::Cycler(Rc::new((args.positional, Cell::new(0)))))
            }
            "joiner" => Ok(Value::Joiner(Rc::new((args.get(0, "sep").cloned().unwrap_or_else(|| string(", ")), Cell::new(false))))),
            "raise_exception" => {
                let message = args.get(0, "message").map(Value::to_text).unwrap_or_default();
                Err(Fail { kind: FailKind::Refused, message: message.as_str().into(), line: 0 })
            }
            _ => {
                let format = args.get(0, "format").map(Value::to_text).unwrap_or_default();
                let clock = self.context.iter().find(|c| c.0 == "graft_clock").map(|c| c.1.to_text());
                strftime(format.as_str(), clock.as_ref().map_or("", |t| t.as_str()))
            }
        }
    }
}

/// The date comes from the conversation's context, so a run resumed on another day keeps its rows.
fn strftime(format: &str, clock: &str) -> Res<Value> {
    use std::fmt::Write as _;
    let said = chrono::NaiveDateTime::parse_from_str(clock, "%Y-%m-%dT%H:%M:%S").ok();
    let now = said.and_then(|t| t.and_local_timezone(chrono::Local).earliest()).unwrap_or_else(chrono::Local::now);
    let mut out = String::new();
    write!(out, "{}", now.format(format)).map_err(|_| Fail::python("ValueError", format!("strftime_now: bad format '{format}'")))?;
    Ok(string(&out))
}

pub fn loop_attribute(state: &Loop, name: &str) -> Option<Value> {
    let (at, count) = (state.index.get(), state.items.len());
    let whole = |n: usize| Some(Value::Int(n as i128));
    match name {
        "index" => whole(at + 1),
        "index0" => whole(at),
        "revindex" => whole(count - at),
        "revindex0" => whole(count - at - 1),
        "first" => Some(Value::Bool(at == 0)),
        "last" => Some(Value::Bool(at + 1 == count)),
        "length" => whole(count),
        "depth" => whole(state.depth),
        "depth0" => whole(state.depth - 1),
        "previtem" => Some(if at > 0 { state.items[at - 1].clone() } else { Value::Undefined("there is no previous item".into()) }),
        "nextitem" => Some(state.items.get(at + 1).cloned().unwrap_or_else(|| Value::Undefined("there is no next item".into()))),
        _ => None,
    }
}

/// loop.cycle(...) and loop.changed(...).
pub fn loop_method(state: &Loop, name: &str, args: CallArgs) -> Res<Value> {
    if name == "cycle" {
        let item = args.positional.get(state.index.get().checked_rem(args.positional.len()).unwrap_or(0));
        return item.cloned().ok_or_else(|| Fail::python("TypeError", "no items for cycling given".into()));
    }
    let before = state.last_changed.replace(Some(args.positional.clone()));
    let is_equal = before.is_some_and(|b| b.len() == args.positional.len() && b.iter().zip(&args.positional).all(|(a, b)| equal(a, b)));
    Ok(Value::Bool(!is_equal))
}
