// SPDX-License-Identifier: Apache-2.0
//! Methods of Python's str, dict, list and tuple. Mutating methods of list and dict are rejected, as in the sandbox of transformers.

use super::lexer::is_space;
use super::text::{Text, TEMPLATE};
use super::value::{contains, equal, list, string, text_value, tuple, Dict, SeqKind, Value, LONGEST};
use super::{CallArgs, Fail, Res};
use std::rc::Rc;
use std::sync::Arc;

const OF_STR: &[&str] = &[
    "strip", "lstrip", "rstrip", "split", "rsplit", "splitlines", "startswith", "endswith", "replace", "find", "rfind", "index", "rindex", "count",
    "upper", "lower", "title", "capitalize", "casefold", "swapcase", "join", "format", "isdigit", "isalpha", "isalnum", "isspace", "isupper",
    "islower", "isnumeric", "isdecimal", "partition", "rpartition", "removeprefix", "removesuffix", "zfill", "ljust", "rjust", "center", "expandtabs", "isascii", "isidentifier", "istitle",
];
const OF_DICT: &[&str] = &["items", "keys", "values", "get", "copy", "pop", "popitem", "update", "clear", "setdefault", "fromkeys"];
const OF_LIST: &[&str] = &["index", "count", "copy", "append", "extend", "insert", "pop", "remove", "reverse", "sort", "clear"];
const OF_TUPLE: &[&str] = &["index", "count"];

/// Looks up a method by name. Methods take precedence over dict items.
pub fn find(value: &Value, name: &str) -> Option<Value> {
    let known = match value {
        Value::Str(_) => OF_STR,
        Value::Dict(_) => OF_DICT,
        Value::Seq(SeqKind::List, _) => OF_LIST,
        Value::Seq(SeqKind::Tuple, _) => OF_TUPLE,
        Value::Float(_) => &["is_integer"],
        Value::Int(_) => &["bit_length"],
        Value::Cycler(_) => &["next", "reset"],
        _ => return None,
    };
    if matches!(value, Value::Dict(_)) && OF_DICT[5..].contains(&name) {
        return Some(unsafe_access(name, "dict"));
    }
    if matches!(value, Value::Seq(SeqKind::List, _)) && OF_LIST[3..].contains(&name) {
        return Some(unsafe_access(name, "list"));
    }
    known.contains(&name).then(|| Value::Method(Rc::new((value.clone(), name.into()))))
}

pub fn call(owner: &Value, name: &str, args: &CallArgs) -> Res<Value> {
    match owner {
        Value::Str(text) => of_str(text, name, args),
        Value::Dict(dict) => of_dict(dict, name, args),
        Value::Seq(_, items) => of_list(owner, items, name, args),
        Value::Float(x) => Ok(Value::Bool(x.fract() == 0.0)),
        Value::Int(n) => Ok(Value::Int(128 - n.unsigned_abs().leading_zeros() as i128)),
        Value::Cycler(cycler) => {
            let at = cycler.1.get();
            if name == "reset" {
                cycler.1.set(0);
                return Ok(Value::None);
            }
            cycler.1.set((at + 1) % cycler.0.len().max(1));
            Ok(cycler.0.get(at).cloned().unwrap_or(Value::None))
        }
        _ => Err(Fail::python("TypeError", format!("'{}' object is not callable", owner.type_name()))),
    }
}

/// Placeholder for a method that would mutate its owner.
fn unsafe_access(name: &str, kind: &str) -> Value {
    Value::Undefined(format!("access to attribute '{name}' of '{kind}' object is unsafe.").into())
}

fn words<'a>(value: &'a Value, method: &str) -> Res<&'a Arc<Text>> {
    match value {
        Value::Str(t) => Ok(t),
        other => Err(Fail::python("TypeError", format!("{method} must be str, not {}", other.type_name()))),
    }
}

fn whole(value: Option<&Value>, default: i128) -> Res<i128> {
    match value {
        None => Ok(default),
        Some(Value::Int(n)) => Ok(*n),
        Some(Value::Bool(b)) => Ok(*b as i128),
        Some(other) => Err(Fail::python("TypeError", format!("'{}' object cannot be interpreted as an integer", other.type_name()))),
    }
}

/// Strips the characters in `chars` (blanks if None) from the selected ends.
pub fn strip(text: &Text, chars: Option<&str>, left: bool, right: bool) -> Text {
    let drops = |c: char| chars.map_or_else(|| is_space(c), |set| set.contains(c));
    let source = text.as_str();
    let begin = if left { source.len() - source.trim_start_matches(drops).len() } else { 0 };
    let end = if right { begin + source[begin..].trim_end_matches(drops).len() } else { source.len() };
    text.slice(begin..end)
}

fn split(text: &Text, separator: Option<&str>, most: i128, from_right: bool) -> Res<Vec<Value>> {
    let source = text.as_str();
    let most = if most < 0 { usize::MAX } else { most as usize };
    let mut cuts: Vec<(usize, usize)> = Vec::new(); // separators
    let piece = |range: std::ops::Range<usize>| text_value(text.slice(range));
    let Some(separator) = separator else {
        let mut out = Vec::new();
        let (mut begin, mut end) = (0, source.len());
        if from_right {
            loop {
                end = begin + source[begin..end].trim_end_matches(is_space).len();
                if begin == end {
                    break;
                }
                if out.len() == most {
                    out.push(piece(begin..end));
                    break;
                }
                let start = source[begin..end].rfind(is_space).map_or(begin, |i| {
                    begin + i + source[begin + i..].chars().next().map_or(1, char::len_utf8)
                });
                out.push(piece(start..end));
                end = start;
            }
            out.reverse();
            return Ok(out);
        }
        loop {
            begin = end - source[begin..end].trim_start_matches(is_space).len();
            if begin == end {
                return Ok(out);
            }
            if out.len() == most {
                out.push(piece(begin..end));
                return Ok(out);
            }
            let stop = source[begin..].find(is_space).map_or(end, |i| begin + i);
            out.push(piece(begin..stop));
            begin = stop;
        }
    };
    if separator.is_empty() {
        return Err(Fail::python("ValueError", "empty separator".into()));
    }
    if from_right {
        cuts.extend(source.rmatch_indices(separator).take(most).map(|(i, s)| (i, i + s.len())));
        cuts.reverse();
    } else {
        cuts.extend(source.match_indices(separator).take(most).map(|(i, s)| (i, i + s.len())));
    }
    let mut out = Vec::new();
    let mut begin = 0;
    for (stop, next) in cuts {
        out.push(piece(begin..stop));
        begin = next;
    }
    out.push(piece(begin..source.len()));
    Ok(out)
}

/// Begin and end of each line, and the end of its line break.
pub fn lines(source: &str) -> Vec<(usize, usize, usize)> {
    let mut out = Vec::new();
    let mut begin = 0;
    let mut chars = source.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '\n' | '\r' | '\x0b' | '\x0c' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}') {
            continue;
        }
        let mut end = at + c.len_utf8();
        if c == '\r' && chars.peek().is_some_and(|n| n.1 == '\n') {
            chars.next();
            end += 1;
        }
        out.push((begin, at, end));
        begin = end;
    }
    if begin < source.len() {
        out.push((begin, source.len(), source.len()));
    }
    out
}

pub fn replace(text: &Text, old: &str, new: &Text, most: i128) -> Res<Text> {
    let source = text.as_str();
    let most = if most < 0 { usize::MAX } else { most as usize };
    let mut out = Text::like(text);
    let mut begin = 0;
    let put = |out: &mut Text| {
        out.append(new);
        if out.len() > LONGEST { Err(Fail::limit("the template makes a text that is too long".into())) } else { Ok(()) }
    };
    if old.is_empty() {
        let mut left = most;
        for (at, c) in source.char_indices() {
            if left > 0 {
                put(&mut out)?;
                left -= 1;
            }
            out.append_range(text, at..at + c.len_utf8());
        }
        if left > 0 {
            put(&mut out)?;
        }
        return Ok(out);
    }
    for (at, _) in source.match_indices(old).take(most) {
        out.append_range(text, begin..at);
        put(&mut out)?;
        begin = at + old.len();
    }
    out.append_range(text, begin..source.len());
    Ok(out)
}

/// Title-cases a character. If the upper case has several letters (ß), only the first stays a capital.
fn push_title(c: char, out: &mut String) {
    let mut letters = c.to_uppercase();
    out.extend(letters.next());
    letters.for_each(|l| out.extend(l.to_lowercase()));
}

pub fn title(text: &Text) -> Text {
    let mut inside = false;
    text.map(|c, out| {
        if inside { out.extend(c.to_lowercase()) } else { push_title(c, out) }
        inside = c.is_alphabetic();
    })
}
pub fn capitalize(text: &Text) -> Text {
    let mut first = true;
    text.map(|c, out| {
        if first { push_title(c, out) } else { out.extend(c.to_lowercase()) }
        first = false;
    })
}
pub fn upper(text: &Text) -> Text {
    text.map(|c, out| out.extend(c.to_uppercase()))
}
pub fn lower(text: &Text) -> Text {
    let mut rest = text.as_str().chars();
    let mut inside = false;
    text.map(|c, out| {
        rest.next();
        // A sigma at the end of a word.
        let ends = c == 'Σ' && inside && !rest.clone().next().is_some_and(char::is_alphabetic);
        if ends { out.push('ς') } else { out.extend(c.to_lowercase()) }
        inside = c.is_alphabetic();
    })
}
pub fn center(text: &Text, width: i128, fill: &str) -> Text {
    let length = text.as_str().chars().count() as i128;
    let missing = (width.min(1 << 16) - length).max(0);
    // Python puts the extra blank on the left if the width is odd.
    let left = missing / 2 + (missing & width & 1);
    pad(text, left as usize, (missing - left) as usize, fill)
}
fn pad(text: &Text, left: usize, right: usize, fill: &str) -> Text {
    let mut out = Text::default();
    out.push(&fill.repeat(left), TEMPLATE);
    out.append(text);
    out.push(&fill.repeat(right), TEMPLATE);
    out
}

pub fn join(separator: &Text, items: &[Value], any: bool) -> Res<Text> {
    let mut out = Text::like(separator);
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.append(separator);
        }
        match item {
            Value::Str(t) => out.append(t),
            other if any => out.append(&other.to_text()),
            other => {
                return Err(Fail::python("TypeError", format!("sequence item {i}: expected str instance, {} found", other.type_name())))
            }
        }
        if out.len() > LONGEST {
            return Err(Fail::limit("the template makes a text that is too long".into()));
        }
    }
    Ok(out)
}

/// Byte range of the characters `start` to `end` of `text`, with slice semantics.
fn range(text: &str, start: Option<&Value>, end: Option<&Value>) -> Res<(usize, usize)> {
    let places: Vec<usize> = text.char_indices().map(|c| c.0).chain([text.len()]).collect();
    let n = places.len() as i128 - 1;
    let place = |v: Option<&Value>, default: i128| -> Res<usize> {
        let at = match v {
            None | Some(Value::None) => default,
            some => whole(some, default)?,
        };
        Ok(places[(if at < 0 { at + n } else { at }).clamp(0, n) as usize])
    };
    Ok((place(start, 0)?, place(end, n)?))
}

/// True for digits of the decimal system.
fn is_decimal(c: char) -> bool {
    c.is_numeric() && !is_raised(c) && !matches!(c, '¼'..='¾' | '\u{2150}'..='\u{218f}' | '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}' | '\u{3000}'..='\u{33ff}')
}
fn is_raised(c: char) -> bool {
    matches!(c, '²' | '³' | '¹' | '\u{2070}'..='\u{2089}')
}

fn of_str(text: &Arc<Text>, name: &str, args: &CallArgs) -> Res<Value> {
    let source = text.as_str();
    let arg = |i: usize| args.positional.get(i);
    let named = |i: usize, n: &str| args.get(i, n);
    let required = |i: usize| arg(i).ok_or_else(|| Fail::python("TypeError", format!("str.{name}() takes at least {} argument", i + 1)));
    let chars = || -> Res<Option<String>> {
        match arg(0) {
            None | Some(Value::None) => Ok(None),
            Some(v) => Ok(Some(words(v, &format!("{name} arg"))?.as_str().to_string())),
        }
    };
    let is = |all: bool, any: bool| Ok(Value::Bool(all && any));
    Ok(match name {
        "strip" | "lstrip" | "rstrip" => text_value(strip(text, chars()?.as_deref(), name != "rstrip", name != "lstrip")),
        "split" | "rsplit" => {
            let separator = match named(0, "sep") {
                None | Some(Value::None) => None,
                Some(v) => Some(words(v, "sep")?.as_str().to_string()),
            };
            list(split(text, separator.as_deref(), whole(named(1, "maxsplit"), -1)?, name == "rsplit")?)
        }
        "splitlines" => {
            let keep = named(0, "keepends").is_some_and(Value::is_true);
            list(lines(source).iter().map(|l| text_value(text.slice(l.0..if keep { l.2 } else { l.1 }))).collect())
        }
        "startswith" | "endswith" => {
            let (begin, end) = range(source, arg(1), arg(2))?;
            let part = source.get(begin..end).unwrap_or("");
            let fits = |v: &Value| -> Res<bool> {
                let w = words(v, &format!("{name} first arg"))?;
                Ok(if name == "startswith" { part.starts_with(w.as_str()) } else { part.ends_with(w.as_str()) })
            };
            match required(0)? {
                Value::Seq(SeqKind::Tuple, items) => {
                    for item in items.iter() {
                        if fits(item)? {
                            return Ok(Value::Bool(true));
                        }
                    }
                    Value::Bool(false)
                }
                Value::Str(_) => Value::Bool(fits(required(0)?)?),
                other => {
                    return Err(Fail::python("TypeError", format!("{name} first arg must be str or a tuple of str, not {}", other.type_name())))
                }
            }
        }
        "replace" => {
            let (old, new) = (words(required(0)?, "replace() argument 1")?, words(required(1)?, "replace() argument 2")?);
            let new = if text.markup && !new.markup { super::value::escape(new) } else { (**new).clone() };
            text_value(replace(text, old.as_str(), &new, whole(named(2, "count"), -1)?)?)
        }
        "find" | "rfind" | "index" | "rindex" | "count" => {
            let w = words(required(0)?, "argument")?;
            let (begin, end) = range(source, arg(1), arg(2))?;
            let part = source.get(begin..end).unwrap_or("");
            if name == "count" {
                return Ok(Value::Int(if w.is_empty() { part.chars().count() as i128 + 1 } else { part.matches(w.as_str()).count() as i128 }));
            }
            let found = if name.starts_with('r') { part.rfind(w.as_str()) } else { part.find(w.as_str()) };
            match found {
                Some(i) => Value::Int(source[..begin + i].chars().count() as i128),
                None if name.ends_with("index") => return Err(Fail::python("ValueError", "substring not found".into())),
                None => Value::Int(-1),
            }
        }
        "upper" => text_value(upper(text)),
        "lower" => text_value(lower(text)),
        "casefold" => text_value(text.map(|c, out| match c {
            'ß' => out.push_str("ss"),
            'ς' => out.push('σ'),
            c => out.extend(c.to_lowercase()),
        })),
        "title" => text_value(title(text)),
        "capitalize" => text_value(capitalize(text)),
        "swapcase" => text_value(text.map(|c, out| if c.is_uppercase() { out.extend(c.to_lowercase()) } else { out.extend(c.to_uppercase()) })),
        "join" => {
            let items = required(0)?.iterate().map_err(|_| Fail::python("TypeError", "can only join an iterable".into()))?;
            text_value(join(text, &items, false)?)
        }
        "format" => text_value(super::format::format(text, &args.positional, &args.named)?),
        "isnumeric" => is(source.chars().all(char::is_numeric), !source.is_empty())?,
        "isdigit" => is(source.chars().all(|c| is_decimal(c) || is_raised(c)), !source.is_empty())?,
        "isdecimal" => is(source.chars().all(is_decimal), !source.is_empty())?,
        "isascii" => Value::Bool(source.is_ascii()),
        "isidentifier" => is(
            source.chars().all(|c| c.is_alphanumeric() || c == '_'),
            source.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_'),
        )?,
        "istitle" => is(title(text).as_str() == source, source.chars().any(char::is_alphabetic))?,
        "isalpha" => is(source.chars().all(char::is_alphabetic), !source.is_empty())?,
        "isalnum" => is(source.chars().all(char::is_alphanumeric), !source.is_empty())?,
        "isspace" => is(source.chars().all(is_space), !source.is_empty())?,
        "isupper" => is(!source.chars().any(char::is_lowercase), source.chars().any(char::is_uppercase))?,
        "islower" => is(!source.chars().any(char::is_uppercase), source.chars().any(char::is_lowercase))?,
        "partition" | "rpartition" => {
            let w = words(required(0)?, "argument")?;
            if w.is_empty() {
                return Err(Fail::python("ValueError", "empty separator".into()));
            }
            let found = if name == "partition" { source.find(w.as_str()) } else { source.rfind(w.as_str()) };
            tuple(match (found, name) {
                (Some(i), _) => vec![text_value(text.slice(0..i)), text_value(text.slice(i..i + w.len())), text_value(text.slice(i + w.len()..source.len()))],
                (None, "partition") => vec![Value::Str(text.clone()), string(""), string("")],
                _ => vec![string(""), string(""), Value::Str(text.clone())],
            })
        }
        "removeprefix" => {
            let w = words(required(0)?, "removeprefix() argument")?;
            text_value(text.slice(if source.starts_with(w.as_str()) { w.len() } else { 0 }..source.len()))
        }
        "removesuffix" => {
            let w = words(required(0)?, "removesuffix() argument")?;
            text_value(text.slice(0..source.len() - if source.ends_with(w.as_str()) { w.len() } else { 0 }))
        }
        "zfill" => {
            let missing = (whole(arg(0), 0)?.min(1 << 16) - source.chars().count() as i128).max(0) as usize;
            let sign = usize::from(source.starts_with(['+', '-']));
            let mut out = text.slice(0..sign);
            out.push(&"0".repeat(missing), TEMPLATE);
            out.append_range(text, sign..source.len());
            text_value(out)
        }
        "ljust" | "rjust" | "center" => {
            let width = whole(arg(0), 0)?;
            let fill = match arg(1) {
                Some(v) => words(v, "the fill character")?.as_str().to_string(),
                None => " ".into(),
            };
            if name == "center" {
                return Ok(text_value(center(text, width, &fill)));
            }
            let missing = (width.min(1 << 16) - source.chars().count() as i128).max(0) as usize;
            text_value(if name == "ljust" { pad(text, 0, missing, &fill) } else { pad(text, missing, 0, &fill) })
        }
        "expandtabs" => {
            let size = whole(named(0, "tabsize"), 8)?.clamp(0, 64) as usize;
            let mut column = 0;
            text_value(text.map(|c, out| match c {
                '\t' => {
                    let blanks = if size == 0 { 0 } else { size - column % size };
                    out.push_str(&" ".repeat(blanks));
                    column += blanks;
                }
                '\n' | '\r' => {
                    out.push(c);
                    column = 0;
                }
                c => {
                    out.push(c);
                    column += 1;
                }
            }))
        }
        _ => return Err(Fail::python("AttributeError", format!("'str' object has no attribute '{name}'"))),
    })
}

fn of_dict(dict: &Rc<Dict>, name: &str, args: &CallArgs) -> Res<Value> {
    let seq = |kind, items| Ok(Value::Seq(kind, Rc::new(items)));
    match name {
        "items" => seq(SeqKind::Items, dict.entries.iter().map(|(k, v)| tuple(vec![k.clone(), v.clone()])).collect()),
        "keys" => seq(SeqKind::Keys, dict.entries.iter().map(|e| e.0.clone()).collect()),
        "values" => seq(SeqKind::Values, dict.entries.iter().map(|e| e.1.clone()).collect()),
        "copy" => Ok(Value::Dict(dict.clone())),
        "get" => {
            let key = args.get(0, "key").ok_or_else(|| Fail::python("TypeError", "get expected at least 1 argument, got 0".into()))?;
            if matches!(key, Value::Seq(SeqKind::List, _) | Value::Dict(_)) {
                return Err(Fail::python("TypeError", format!("unhashable type: '{}'", key.type_name())));
            }
            Ok(dict.at(key).cloned().unwrap_or_else(|| args.get(1, "default").cloned().unwrap_or(Value::None)))
        }
        _ => Err(Fail::python("AttributeError", format!("'dict' object has no attribute '{name}'"))),
    }
}

fn of_list(owner: &Value, items: &Rc<Vec<Value>>, name: &str, args: &CallArgs) -> Res<Value> {
    let wanted = || args.positional.first().ok_or_else(|| Fail::python("TypeError", format!("{name} expected at least 1 argument, got 0")));
    match name {
        "index" => {
            let wanted = wanted()?;
            match items.iter().position(|v| equal(v, wanted)) {
                Some(i) => Ok(Value::Int(i as i128)),
                None => Err(Fail::python("ValueError", format!("{} is not in list", super::value::repr(wanted)))),
            }
        }
        "count" => {
            let wanted = wanted()?;
            let _ = contains(owner, wanted)?;
            Ok(Value::Int(items.iter().filter(|v| equal(v, wanted)).count() as i128))
        }
        "copy" => Ok(owner.clone()),
        _ => Err(Fail::python("AttributeError", format!("'list' object has no attribute '{name}'"))),
    }
}
