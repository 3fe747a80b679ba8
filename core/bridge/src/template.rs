// SPDX-License-Identifier: Apache-2.0
//! Renders chat templates like transformers, within limits. See jinja/.

use crate::message::given_up;
use crate::confine::{Limits, Untrusted};
use crate::jinja::{from_json, list, origin, render, Dict, Fail, FailKind, Field, Rendering, Template, Value, MOST_MESSAGES, TEMPLATE};
use crate::{guarded, guarded_new, slice, utf8, GraftBytes, Outcome};
use std::rc::Rc;

const MAX_SOURCE: usize = 128 << 10;

/// Limits for a conversation of `bytes` bytes. An ordinary one may nest values 128 thousand levels deep; the stack holds twice as many.
fn limits(bytes: usize) -> Limits {
    Limits { memory: (256 << 20) + 24 * bytes as i64, each: 1 << 10, seconds: 5.0 + 1e-7 * bytes as f64 }
}

pub struct GraftTemplate(Untrusted<Template>);

fn explain(e: Fail) -> String {
    let why = match e.kind {
        FailKind::Refused => msg!("the template refused this conversation: %1", e.message),
        FailKind::Syntax => msg!("syntax error: %1", e.message),
        FailKind::Python => msg!("the template fails on this conversation: %1", e.message),
        FailKind::Limit | FailKind::Endless => e.message,
    };
    let why = if e.line > 0 { msg!("%1 (template line %2)", why, e.line) } else { why };
    if matches!(e.kind, FailKind::Endless) { given_up(why) } else { why }
}

/// Converts a message. Each field gets its origin, and the dict gets the message's number.
fn message(json: &serde_json::Value, at: usize) -> Value {
    let serde_json::Value::Object(map) = json else { return from_json(json, origin(Some(at), Field::Other)) };
    let mut dict = Dict::of_message(at as u32 + 1);
    for (key, value) in map {
        let from = match key.as_str() {
            // Templates write special tokens around the role.
            "role" => TEMPLATE,
            "content" => origin(Some(at), Field::Content),
            "reasoning_content" | "reasoning" | "thinking" => origin(Some(at), Field::Reasoning),
            "tool_calls" => origin(Some(at), Field::Call),
            _ => origin(Some(at), Field::Other),
        };
        dict.insert(crate::jinja::string(key), from_json(value, from));
    }
    Value::Dict(Rc::new(dict))
}

fn context_of(bytes: &[u8]) -> Outcome<Vec<(String, Value)>> {
    let json: serde_json::Value = serde_json::from_slice(bytes).map_err(|e| e.to_string())?;
    let serde_json::Value::Object(map) = json else { return Err(msg!("the context is not an object")) };
    let mut out = Vec::with_capacity(map.len());
    for (key, value) in &map {
        let value = match (key.as_str(), value) {
            ("messages", serde_json::Value::Array(items)) if items.len() > MOST_MESSAGES => return Err(msg!("the conversation has too many messages")),
            ("messages", serde_json::Value::Array(items)) => list(items.iter().enumerate().map(|(i, m)| message(m, i)).collect()),
            ("tools", _) => from_json(value, origin(None, Field::Tools)),
            ("documents", _) => from_json(value, origin(None, Field::Documents)),
            _ => from_json(value, TEMPLATE),
        };
        out.push((key.clone(), value));
    }
    Ok(out)
}

/// Serialises a rendering: text length (u32), text, then three u32 per stretch. These are its end, its origin, and message + 1 of its loop
/// iteration.
fn packed(rendering: Rendering) -> Vec<u8> {
    let mut out = Vec::with_capacity(4 + rendering.text.len() + 12 * rendering.runs.len());
    out.extend((rendering.text.len() as u32).to_le_bytes());
    out.extend(rendering.text.as_bytes());
    for (end, from, turn) in rendering.runs {
        [end, from, turn].iter().for_each(|v| out.extend(v.to_le_bytes()));
    }
    out
}

impl GraftTemplate {
    fn new(source: &str) -> Outcome<Self> {
        if source.len() > MAX_SOURCE {
            return Err(msg!("the template is longer than the limit of %1 KiB", (MAX_SOURCE >> 10)));
        }
        Untrusted::make("the template", limits(0), || Template::parse(source).map_err(explain)).map(GraftTemplate)
    }

    fn render(&self, context: &[u8]) -> Outcome<Vec<u8>> {
        self.0.with(limits(context.len()), |template| Ok(packed(render(template, context_of(context)?).map_err(explain)?)))
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
