// SPDX-License-Identifier: Apache-2.0
//! `tojson` as in transformers: json.dumps with its arguments.

use super::text::{Text, TEMPLATE};
use super::value::{repr_float, Value};
use super::{Fail, Res};

pub struct Style {
    pub ascii: bool,
    pub indent: Option<String>,
    pub item: String,
    pub key: String,
    pub sorted: bool,
}

/// Maximum nesting of a written value.
const DEEPEST: usize = 900;

pub fn dumps(value: &Value, style: &Style) -> Res<Text> {
    let mut out = Text::default();
    write(value, style, 0, &mut out)?;
    Ok(out)
}

fn escape(c: char, ascii: bool, out: &mut String) {
    match c {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\x08' => out.push_str("\\b"),
        '\x0c' => out.push_str("\\f"),
        c if (c as u32) < 0x20 => out.push_str(&format!("\\u{:04x}", c as u32)),
        c if ascii && (c as u32) > 0x7e => {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
        c => out.push(c),
    }
}

fn write_string(text: &Text, ascii: bool, out: &mut Text) {
    out.push("\"", text.origin_at(0));
    out.append(&text.map(|c, piece| escape(c, ascii, piece)));
    out.push("\"", text.origin_at(text.len()));
}

fn float(x: f64) -> String {
    match repr_float(x).as_str() {
        "nan" => "NaN".into(),
        "inf" => "Infinity".into(),
        "-inf" => "-Infinity".into(),
        other => other.into(),
    }
}

fn write(value: &Value, style: &Style, depth: usize, out: &mut Text) -> Res<()> {
    if depth > DEEPEST {
        return Err(Fail::limit(format!("a value is nested deeper than {DEEPEST} levels")));
    }
    let line = |out: &mut Text, depth: usize| {
        if let Some(indent) = &style.indent {
            out.push("\n", TEMPLATE);
            out.push(&indent.repeat(depth), TEMPLATE);
        }
    };
    match value {
        Value::None => out.push("null", TEMPLATE),
        Value::Bool(b) => out.push(if *b { "true" } else { "false" }, TEMPLATE),
        Value::Int(n) => out.push(&n.to_string(), TEMPLATE),
        Value::Float(x) => out.push(&float(*x), TEMPLATE),
        Value::Str(t) => write_string(t, style.ascii, out),
        Value::Seq(super::value::SeqKind::List | super::value::SeqKind::Tuple, items) => {
            out.push("[", TEMPLATE);
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(&style.item, TEMPLATE);
                }
                line(out, depth + 1);
                write(item, style, depth + 1, out)?;
            }
            if !items.is_empty() {
                line(out, depth);
            }
            out.push("]", TEMPLATE);
        }
        Value::Dict(dict) => {
            let mut entries: Vec<&(Value, Value)> = dict.entries.iter().collect();
            if style.sorted {
                let mut failure = None;
                entries.sort_by(|a, b| {
                    let less = |a, b| super::value::less(a, b, "<");
                    match (less(&a.0, &b.0), less(&b.0, &a.0)) {
                        (Ok(true), _) => std::cmp::Ordering::Less,
                        (_, Ok(true)) => std::cmp::Ordering::Greater,
                        (Err(e), _) => {
                            failure = Some(e);
                            std::cmp::Ordering::Equal
                        }
                        _ => std::cmp::Ordering::Equal,
                    }
                });
                if let Some(e) = failure {
                    return Err(e);
                }
            }
            out.push("{", TEMPLATE);
            for (i, (key, item)) in entries.iter().map(|e| (&e.0, &e.1)).enumerate() {
                if i > 0 {
                    out.push(&style.item, TEMPLATE);
                }
                line(out, depth + 1);
                match key {
                    Value::Str(t) => write_string(t, style.ascii, out),
                    Value::None => out.push("\"null\"", TEMPLATE),
                    Value::Bool(b) => out.push(if *b { "\"true\"" } else { "\"false\"" }, TEMPLATE),
                    Value::Int(n) => out.push(&format!("\"{n}\""), TEMPLATE),
                    Value::Float(x) => out.push(&format!("\"{}\"", float(*x)), TEMPLATE),
                    other => {
                        return Err(Fail::python("TypeError", format!("keys must be str, int, float, bool or None, not {}", other.type_name())))
                    }
                }
                out.push(&style.key, TEMPLATE);
                write(item, style, depth + 1, out)?;
            }
            if !entries.is_empty() {
                line(out, depth);
            }
            out.push("}", TEMPLATE);
        }
        other => return Err(Fail::python("TypeError", format!("Object of type {} is not JSON serializable", other.type_name()))),
    }
    Ok(())
}
