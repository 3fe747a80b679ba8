// SPDX-License-Identifier: Apache-2.0
//! Chat templates, as transformers renders them: Jinja with Python's string methods, within limits.

use crate::confine::{Limits, Strange};
use crate::{guarded, guarded_new, slice, utf8, GraftBytes, Outcome};
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, ErrorKind, State};
use std::io::{self, Write};

const MAX_SOURCE: usize = 128 << 10;
const MAX_OUTPUT: usize = 64 << 20;
/// Steps of one rendering; a real template takes a few hundred a message.
const FUEL: u64 = 20_000_000;
const RECURSION: usize = 64;
/// For a conversation of that many bytes. Of an ordinary one: 128 thousand levels of values at most; the stack holds twice as many.
fn limits(bytes: usize) -> Limits {
    Limits { memory: (256 << 20) + 12 * bytes as i64, each: 1 << 10, seconds: 5.0 + 1e-7 * bytes as f64 }
}

/// Private-use characters that mark where a generation block begins and ends in the output.
pub const GENERATION_BEGIN: char = '\u{F5A0A}';
pub const GENERATION_END: char = '\u{F5A0B}';

pub struct GraftTemplate(Strange<Environment<'static>>);

struct Limited<'a> {
    out: &'a mut Vec<u8>,
}

impl Write for Limited<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.out.len() + bytes.len() > MAX_OUTPUT {
            return Err(io::Error::other(format!("the output is longer than the limit of {} MiB", MAX_OUTPUT >> 20)));
        }
        self.out.extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// `{% generation %}` is a tag of transformers that the engine does not know: it becomes an expression that prints a mark.
fn mark_generation(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find("{%") {
        let Some(end) = rest[at..].find("%}").map(|e| at + e + 2) else { break };
        let tag = &rest[at..end];
        let inner = tag[2..tag.len() - 2].trim_matches(|c| c == '-' || c == '+').trim();
        let mark = match inner {
            "generation" => Some(GENERATION_BEGIN),
            "endgeneration" => Some(GENERATION_END),
            _ => None,
        };
        match mark {
            Some(mark) => {
                // A block tag swallows the newline after it (trim_blocks) and blanks before it (lstrip_blocks).
                let before = &rest[..at];
                let line = before.trim_end_matches([' ', '\t']);
                out.push_str(if tag.starts_with("{%-") { before.trim_end() } else if line.is_empty() || line.ends_with('\n') { line } else { before });
                out.push_str(&format!("{{{{ '{mark}' }}}}"));
                rest = &rest[end..];
                rest = if tag.ends_with("-%}") { rest.trim_start() } else { rest.strip_prefix('\n').unwrap_or(rest) };
            }
            None => {
                out.push_str(&rest[..end]);
                rest = &rest[end..];
            }
        }
    }
    out + rest
}

/// JSON as Python's json.dumps prints it: ", " and ": " on one line, or one item a line when indented.
fn write_python_json(value: &serde_json::Value, indent: Option<usize>, depth: usize, out: &mut String) {
    let pad = |out: &mut String, depth: usize| {
        if let Some(n) = indent {
            out.push('\n');
            out.push_str(&" ".repeat(n * depth));
        }
    };
    let separate = |out: &mut String, i: usize| {
        if i > 0 {
            out.push_str(if indent.is_some() { "," } else { ", " });
        }
        pad(out, depth + 1);
    };
    match value {
        serde_json::Value::Array(items) if !items.is_empty() => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                separate(out, i);
                write_python_json(item, indent, depth + 1, out);
            }
            pad(out, depth);
            out.push(']');
        }
        serde_json::Value::Object(map) if !map.is_empty() => {
            out.push('{');
            for (i, (key, item)) in map.iter().enumerate() {
                separate(out, i);
                out.push_str(&serde_json::Value::from(key.as_str()).to_string());
                out.push_str(": ");
                write_python_json(item, indent, depth + 1, out);
            }
            pad(out, depth);
            out.push('}');
        }
        other => out.push_str(&other.to_string()),
    }
}

fn python_json(value: &Value, indent: Option<usize>) -> Result<String, Error> {
    let plain = serde_json::to_value(value).map_err(|e| Error::new(ErrorKind::BadSerialization, e.to_string()))?;
    let mut out = String::new();
    write_python_json(&plain, indent, 0, &mut out);
    Ok(out)
}

fn tojson(value: &Value, options: Kwargs) -> Result<Value, Error> {
    let indent = options.get::<Option<usize>>("indent")?.map(|n| n.min(16));
    let _ = options.get::<Option<bool>>("ensure_ascii")?;
    let _ = options.get::<Option<Value>>("separators")?;
    let _ = options.get::<Option<bool>>("sort_keys")?;
    options.assert_all_used()?;
    Ok(Value::from_safe_string(python_json(value, indent)?))
}

fn raise_exception(message: String) -> Result<Value, Error> {
    Err(Error::new(ErrorKind::InvalidOperation, format!("the template refused this conversation: {message}")))
}

/// The present of a conversation is what its context says, so that a run that goes on on another day keeps its rows.
fn strftime_now(state: &State, format: String) -> Result<Value, Error> {
    use std::fmt::Write as _;
    let said = state.lookup("graft_clock").and_then(|v| chrono::NaiveDateTime::parse_from_str(v.as_str()?, "%Y-%m-%dT%H:%M:%S").ok());
    let now = said.and_then(|t| t.and_local_timezone(chrono::Local).earliest()).unwrap_or_else(chrono::Local::now);
    let mut out = String::new();
    write!(out, "{}", now.format(&format)).map_err(|_| Error::new(ErrorKind::InvalidOperation, format!("strftime_now: bad format '{format}'")))?;
    Ok(out.into())
}

fn explain(e: &Error) -> String {
    let line = e.line().map(|l| format!(" (template line {l})")).unwrap_or_default();
    match e.kind() {
        ErrorKind::OutOfFuel => format!("the template does not end: stopped after {FUEL} steps{line}"),
        _ => format!("{e}{}", if e.line().is_some() { String::new() } else { line }),
    }
}

fn compile(source: String) -> Outcome<Environment<'static>> {
    let mut env = Environment::new();
    env.set_trim_blocks(true);
    env.set_lstrip_blocks(true);
    env.set_fuel(Some(FUEL));
    env.set_recursion_limit(RECURSION);
    env.set_unknown_method_callback(minijinja_contrib::pycompat::unknown_method_callback);
    env.add_function("raise_exception", raise_exception);
    env.add_function("strftime_now", strftime_now);
    env.add_filter("tojson", tojson);
    env.add_template_owned("chat", source).map_err(|e| explain(&e))?;
    Ok(env)
}

fn render(env: &Environment, context: &[u8]) -> Outcome<Vec<u8>> {
    let context: serde_json::Value = serde_json::from_slice(context).map_err(|e| e.to_string())?;
    let template = env.get_template("chat").map_err(|e| explain(&e))?;
    let mut out = Vec::new();
    template.render_captured_to(Value::from_serialize(&context), Limited { out: &mut out }).map_err(|e| {
        let mut text = explain(&e);
        if let Some(cause) = std::error::Error::source(&e) {
            text = format!("{text}: {cause}");
        }
        text
    })?;
    Ok(out)
}

impl GraftTemplate {
    fn new(source: &str) -> Outcome<Self> {
        if source.len() > MAX_SOURCE {
            return Err(format!("the template is longer than the limit of {} KiB", MAX_SOURCE >> 10));
        }
        Strange::make("the template", limits(0), || compile(mark_generation(source))).map(GraftTemplate)
    }

    fn render(&self, context: &[u8]) -> Outcome<Vec<u8>> {
        self.0.with(limits(context.len()), |env| render(env, context))
    }
}

/// # Safety
/// Pointers must be valid for the sizes given.
#[no_mangle]
pub unsafe extern "C" fn graft_template_new(source: *const u8, size: usize, handle: *mut *mut GraftTemplate, out: *mut GraftBytes) -> i32 {
    guarded_new(handle, out, || GraftTemplate::new(utf8(slice(source, size))?))
}

/// # Safety
/// Pointers must be valid for the sizes given; `context` is a JSON object.
#[no_mangle]
pub unsafe extern "C" fn graft_template_render(template: *const GraftTemplate, context: *const u8, size: usize, out: *mut GraftBytes) -> i32 {
    guarded(out, || (*template).render(slice(context, size)))
}

/// # Safety
/// `template` must come from this library and must not be used afterwards.
#[no_mangle]
pub unsafe extern "C" fn graft_template_free(template: *mut GraftTemplate) {
    if !template.is_null() {
        drop(Box::from_raw(template));
    }
}
