// SPDX-License-Identifier: Apache-2.0
//! Python's `%` and str.format, as far as templates use them.

use super::text::{Text, TEMPLATE};
use super::value::{repr_float, repr_text, Number, SeqKind, Value};
use super::{Fail, Res};

/// Maximum field width.
const WIDEST: usize = 10_000;

#[derive(Default)]
struct Spec {
    fill: Option<char>,
    align: Option<char>,
    sign: Option<char>,
    alternate: bool,
    width: usize,
    grouping: Option<char>,
    precision: Option<usize>,
    kind: Option<char>,
}

fn padded(body: Text, spec: &Spec, default_align: char) -> Text {
    let length = body.as_str().chars().count();
    if spec.width <= length {
        return body;
    }
    let missing = spec.width - length;
    let fill = spec.fill.unwrap_or(' ').to_string();
    let (left, right) = match spec.align.unwrap_or(default_align) {
        '<' => (0, missing),
        '^' => (missing / 2, missing - missing / 2),
        '=' => {
            let signs = usize::from(body.as_str().starts_with(['-', '+', ' ']));
            let mut out = body.slice(0..signs);
            out.push(&fill.repeat(missing), TEMPLATE);
            out.append_range(&body, signs..body.len());
            return out;
        }
        _ => (missing, 0),
    };
    let mut out = Text::default();
    out.push(&fill.repeat(left), TEMPLATE);
    out.append(&body);
    out.push(&fill.repeat(right), TEMPLATE);
    out
}

fn grouped(digits: &str, separator: char) -> String {
    let (whole, rest) = digits.find('.').map_or((digits, ""), |i| digits.split_at(i));
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |w| ("-", w));
    let mut out = String::new();
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(separator);
        }
        out.push(c);
    }
    format!("{sign}{out}{rest}")
}

fn exponent(x: f64, precision: usize, upper: bool) -> String {
    let text = format!("{x:.precision$e}");
    let (digits, power) = text.split_once('e').unwrap_or((&text, "0"));
    let power: i32 = power.parse().unwrap_or(0);
    let out = format!("{digits}e{}{:02}", if power < 0 { '-' } else { '+' }, power.abs());
    if upper { out.to_uppercase() } else { out }
}

fn general(x: f64, precision: usize, alternate: bool) -> String {
    let precision = precision.max(1);
    if x == 0.0 {
        return "0".into();
    }
    let text = format!("{x:.*e}", precision - 1);
    let power: i32 = text.split_once('e').and_then(|p| p.1.parse().ok()).unwrap_or(0);
    let strip = |s: String| if s.contains('.') && !alternate { s.trim_end_matches('0').trim_end_matches('.').to_string() } else { s };
    if power < -4 || power >= precision as i32 {
        let out = exponent(x, precision - 1, false);
        let (digits, rest) = out.split_once('e').unwrap_or((&out, ""));
        return format!("{}e{rest}", strip(digits.to_string()));
    }
    strip(format!("{x:.*}", (precision as i32 - 1 - power).max(0) as usize))
}

fn number_text(value: Number, spec: &Spec, kind: char) -> Res<String> {
    let precision = spec.precision.unwrap_or(6);
    let mut out = match (kind, value) {
        ('d' | 'i' | 'u', Number::Int(n)) => n.to_string(),
        ('d' | 'i' | 'u', Number::Float(x)) => (x.trunc() as i128).to_string(),
        ('x', Number::Int(n)) => format!("{}{}{:x}", if n < 0 { "-" } else { "" }, if spec.alternate { "0x" } else { "" }, n.unsigned_abs()),
        ('X', Number::Int(n)) => format!("{}{}{:X}", if n < 0 { "-" } else { "" }, if spec.alternate { "0X" } else { "" }, n.unsigned_abs()),
        ('o', Number::Int(n)) => format!("{}{}{:o}", if n < 0 { "-" } else { "" }, if spec.alternate { "0o" } else { "" }, n.unsigned_abs()),
        ('b', Number::Int(n)) => format!("{}{}{:b}", if n < 0 { "-" } else { "" }, if spec.alternate { "0b" } else { "" }, n.unsigned_abs()),
        ('f' | 'F', n) => format!("{:.precision$}", n.float()),
        ('e' | 'E', n) => exponent(n.float(), precision, kind == 'E'),
        ('g' | 'G', n) => general(n.float(), precision, spec.alternate),
        ('%', n) => format!("{:.precision$}%", n.float() * 100.0),
        _ => return Err(Fail::python("ValueError", format!("Unknown format code '{kind}'"))),
    };
    if let Some(separator) = spec.grouping {
        out = grouped(&out, separator);
    }
    if let (Some(sign @ ('+' | ' ')), false) = (spec.sign, out.starts_with('-')) {
        out.insert(0, sign);
    }
    Ok(out)
}

/// `template % values`
pub fn percent(template: &Text, values: &Value) -> Res<Text> {
    let single = [values.clone()];
    let (positional, is_tuple): (&[Value], bool) = match values {
        Value::Seq(SeqKind::Tuple, items) => (items, true),
        _ => (&single, false),
    };
    let mut used = 0;
    let mut named = false;
    let mut out = Text::like(template);
    let source = template.as_str();
    let bytes = source.as_bytes();
    let mut at = 0;
    let incomplete = || Fail::python("ValueError", "incomplete format".into());
    while let Some(next) = source[at..].find('%').map(|i| i + at) {
        out.append_range(template, at..next);
        let mut i = next + 1;
        let mut spec = Spec::default();
        let mut value = None;
        if bytes.get(i) == Some(&b'(') {
            let close = source[i..].find(')').map(|c| c + i).ok_or_else(|| Fail::python("ValueError", "incomplete format key".into()))?;
            let key = &source[i + 1..close];
            let Value::Dict(dict) = values else { return Err(Fail::python("TypeError", "format requires a mapping".into())) };
            value = Some(dict.get(key).cloned().ok_or_else(|| Fail::python("KeyError", format!("'{key}'")))?);
            named = true;
            i = close + 1;
        }
        let mut zero = false;
        while let Some(c) = bytes.get(i).map(|b| *b as char).filter(|c| "-+ 0#".contains(*c)) {
            match c {
                '-' => spec.align = Some('<'),
                '0' => zero = true,
                '#' => spec.alternate = true,
                sign => spec.sign = Some(sign),
            }
            i += 1;
        }
        let mut take = || -> Res<Value> {
            let item = positional.get(used).cloned().ok_or_else(|| Fail::python("TypeError", "not enough arguments for format string".into()))?;
            used += 1;
            Ok(item)
        };
        let digits = |i: &mut usize| {
            let begin = *i;
            while bytes.get(*i).is_some_and(u8::is_ascii_digit) {
                *i += 1;
            }
            source[begin..*i].parse::<usize>().unwrap_or(0)
        };
        if bytes.get(i) == Some(&b'*') {
            if let Some(Number::Int(n)) = take()?.number() {
                spec.width = n.unsigned_abs() as usize;
            }
            i += 1;
        } else {
            spec.width = digits(&mut i);
        }
        if bytes.get(i) == Some(&b'.') {
            i += 1;
            spec.precision = Some(digits(&mut i));
        }
        if spec.width > WIDEST || spec.precision.is_some_and(|p| p > WIDEST) {
            return Err(Fail::limit("a format of the template is too wide".into()));
        }
        let kind = source.get(i..).and_then(|s| s.chars().next()).ok_or_else(incomplete)?;
        at = i + kind.len_utf8();
        if kind == '%' {
            out.push("%", TEMPLATE);
            continue;
        }
        let value = match value {
            Some(value) => value,
            None => take()?,
        };
        let body = match kind {
            's' | 'r' | 'a' => {
                let text = if kind == 's' { (*value.to_text()).clone() } else { repr_text(&value) };
                match spec.precision {
                    Some(most) => text.slice(0..text.as_str().char_indices().nth(most).map_or(text.len(), |c| c.0)),
                    None => text,
                }
            }
            'c' => (*value.to_text()).clone(),
            _ => {
                let Some(number) = value.number() else {
                    let wanted = if "dixXo".contains(kind) { format!("%{kind} format: a real number is required, not {}", value.type_name()) } else { format!("must be real number, not {}", value.type_name()) };
                    return Err(Fail::python("TypeError", wanted));
                };
                let text = number_text(number, &spec, kind).map_err(|_| Fail::python("ValueError", format!("unsupported format character '{kind}' (0x{:x}) at index {i}", kind as u32)))?;
                if zero && spec.align.is_none() {
                    spec.fill = Some('0');
                    spec.align = Some('=');
                }
                Text::new(&text, TEMPLATE)
            }
        };
        out.append(&padded(body, &spec, '>'));
    }
    out.append_range(template, at..source.len());
    if !named && used < positional.len() && (is_tuple || !matches!(values, Value::Dict(_))) {
        return Err(Fail::python("TypeError", "not all arguments converted during string formatting".into()));
    }
    Ok(out)
}

fn parse_spec(text: &str) -> Res<Spec> {
    let mut spec = Spec::default();
    let chars: Vec<char> = text.chars().collect();
    let mut i = 0;
    if chars.len() > 1 && "<>^=".contains(chars[1]) {
        spec.fill = Some(chars[0]);
        spec.align = Some(chars[1]);
        i = 2;
    } else if !chars.is_empty() && "<>^=".contains(chars[0]) {
        spec.align = Some(chars[0]);
        i = 1;
    }
    if let Some(sign @ ('+' | '-' | ' ')) = chars.get(i) {
        spec.sign = Some(*sign);
        i += 1;
    }
    if chars.get(i) == Some(&'#') {
        spec.alternate = true;
        i += 1;
    }
    if chars.get(i) == Some(&'0') && spec.align.is_none() {
        spec.fill = Some('0');
        spec.align = Some('=');
        i += 1;
    }
    let digits = |i: &mut usize| {
        let begin = *i;
        while chars.get(*i).is_some_and(char::is_ascii_digit) {
            *i += 1;
        }
        chars[begin..*i].iter().collect::<String>().parse::<usize>().unwrap_or(0)
    };
    spec.width = digits(&mut i);
    if let Some(c @ (',' | '_')) = chars.get(i) {
        spec.grouping = Some(*c);
        i += 1;
    }
    if chars.get(i) == Some(&'.') {
        i += 1;
        spec.precision = Some(digits(&mut i));
    }
    if let Some(kind) = chars.get(i) {
        spec.kind = Some(*kind);
        i += 1;
    }
    if i != chars.len() || spec.width > WIDEST || spec.precision.is_some_and(|p| p > WIDEST) {
        return Err(Fail::python("ValueError", "Invalid format specifier".into()));
    }
    Ok(spec)
}

fn formatted(value: &Value, spec: &str) -> Res<Text> {
    if spec.is_empty() {
        return Ok((*value.to_text()).clone());
    }
    let spec = parse_spec(spec)?;
    let number = if matches!(value, Value::Bool(_)) && spec.kind.is_none() { None } else { value.number() };
    match (number, spec.kind) {
        (Some(Number::Float(x)), None) => {
            let body = match spec.precision {
                Some(p) => general(x, p, false),
                None => repr_float(x),
            };
            let body = spec.grouping.map_or(body.clone(), |g| grouped(&body, g));
            Ok(padded(Text::new(&body, TEMPLATE), &spec, '>'))
        }
        (Some(n), kind) => Ok(padded(Text::new(&number_text(n, &spec, kind.unwrap_or('d'))?, TEMPLATE), &spec, '>')),
        (None, None | Some('s')) => {
            let text = value.to_text();
            let end = spec.precision.and_then(|p| text.as_str().char_indices().nth(p)).map_or(text.len(), |c| c.0);
            Ok(padded(text.slice(0..end), &spec, '<'))
        }
        (None, Some(kind)) => Err(Fail::python("ValueError", format!("Unknown format code '{kind}' for object of type '{}'", value.type_name()))),
    }
}

/// `template.format(*positional, **named)`
pub fn format(template: &Text, positional: &[Value], named: &[(std::sync::Arc<str>, Value)]) -> Res<Text> {
    format_at(template, positional, named, 0)
}

fn format_at(template: &Text, positional: &[Value], named: &[(std::sync::Arc<str>, Value)], depth: usize) -> Res<Text> {
    let source = template.as_str();
    let mut out = Text::default();
    let (mut at, mut automatic) = (0, 0);
    while let Some(next) = source[at..].find(['{', '}']).map(|i| i + at) {
        out.append_range(template, at..next);
        let c = &source[next..=next];
        if source[next + 1..].starts_with(c) {
            out.append_range(template, next..next + 1);
            at = next + 2;
            continue;
        }
        if c == "}" {
            return Err(Fail::python("ValueError", "Single '}' encountered in format string".into()));
        }
        let mut open = 0;
        let close = source[next..].char_indices().find(|(_, c)| {
            open += (*c == '{') as i32 - (*c == '}') as i32;
            open == 0
        });
        let Some(close) = close.map(|c| c.0 + next) else {
            return Err(Fail::python("ValueError", "expected '}' before end of string".into()));
        };
        let field = &source[next + 1..close];
        let (field, spec) = field.split_once(':').unwrap_or((field, ""));
        let (field, conversion) = field.split_once('!').map_or((field, None), |(f, c)| (f, Some(c)));
        let end = field.find(['.', '[']).unwrap_or(field.len());
        let (name, mut path) = field.split_at(end);
        let index = if name.is_empty() {
            automatic += 1;
            Some(automatic - 1)
        } else {
            name.parse::<usize>().ok()
        };
        let mut value = match index {
            Some(i) => positional.get(i).cloned().ok_or_else(|| {
                Fail::python("IndexError", format!("Replacement index {i} out of range for positional args tuple"))
            })?,
            None => named.iter().find(|n| &*n.0 == name).map(|n| n.1.clone()).ok_or_else(|| Fail::python("KeyError", format!("'{name}'")))?,
        };
        while !path.is_empty() {
            let (key, rest) = if let Some(inner) = path.strip_prefix('[') {
                inner.split_once(']').ok_or_else(|| Fail::python("ValueError", "Missing ']' in format string".into()))?
            } else {
                let inner = &path[1..];
                inner.split_at(inner.find(['.', '[']).unwrap_or(inner.len()))
            };
            value = match (&value, key.parse::<usize>()) {
                (Value::Seq(_, items), Ok(i)) => items.get(i).cloned(),
                (Value::Dict(d), _) => d.get(key).cloned(),
                _ => None,
            }
            .ok_or_else(|| Fail::python("KeyError", format!("'{key}'")))?;
            path = rest;
        }
        if conversion == Some("r") {
            value = super::value::text_value(repr_text(&value));
        }
        let spec = if spec.contains('{') {
            if depth > 1 {
                return Err(Fail::python("ValueError", "Max string recursion exceeded".into()));
            }
            format_at(&Text::new(spec, TEMPLATE), positional, named, depth + 1)?.as_str().to_string()
        } else {
            spec.to_string()
        };
        out.append(&formatted(&value, &spec)?);
        at = close + 1;
    }
    out.append_range(template, at..source.len());
    Ok(out)
}
