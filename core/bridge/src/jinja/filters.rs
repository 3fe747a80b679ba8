// SPDX-License-Identifier: Apache-2.0
//! Jinja2's filters and tests.

use super::eval::Interpreter;
use super::json::{dumps, Style};
use super::lexer::is_space;
use super::methods;
use super::text::{Text, TEMPLATE};
use super::value::{
    as_value, binary, compare, contains, equal, escape, generator, less, list, string, text_value, tuple, Number, SeqKind, Value,
};
use super::{CallArgs, Fail, Res};
use std::rc::Rc;
use std::sync::Arc;

fn type_error<T>(message: String) -> Res<T> {
    Err(Fail::python("TypeError", message))
}

fn whole(value: Option<&Value>, default: i128) -> Res<i128> {
    match value.map(|v| (v, v.number())) {
        None => Ok(default),
        Some((_, Some(Number::Int(n)))) => Ok(n),
        Some((v, _)) => type_error(format!("'{}' object cannot be interpreted as an integer", v.type_name())),
    }
}

fn flag(args: &CallArgs, at: usize, name: &str, default: bool) -> bool {
    args.get(at, name).map_or(default, Value::is_true)
}

/// Looks up a path such as "a.b.0" in `item`.
fn attribute(run: &mut Interpreter, item: &Value, path: &Value, default: Option<&Value>) -> Res<Value> {
    let mut value = item.clone();
    match path {
        Value::Str(path) => {
            for part in path.as_str().split('.') {
                value = match part.parse::<usize>() {
                    Ok(i) => run.item(&value, &Value::Int(i as i128))?,
                    Err(_) => run.item(&value, &string(part))?,
                };
                if let (Value::Undefined(_), Some(default)) = (&value, default) {
                    value = default.clone();
                }
            }
        }
        key => value = run.item(&value, key)?,
    }
    Ok(value)
}

fn folded(value: Value, case_sensitive: bool) -> Value {
    match &value {
        Value::Str(t) if !case_sensitive => text_value(methods::lower(t)),
        _ => value,
    }
}

fn sorted(items: Vec<(Value, Value)>, reverse: bool) -> Res<Vec<Value>> {
    let mut failure = None;
    let mut items = items;
    items.sort_by(|a, b| {
        let (a, b) = if reverse { (b, a) } else { (a, b) };
        match (less(&a.0, &b.0, "<"), less(&b.0, &a.0, "<")) {
            (Ok(true), _) => std::cmp::Ordering::Less,
            (_, Ok(true)) => std::cmp::Ordering::Greater,
            (Err(e), _) | (_, Err(e)) => {
                failure.get_or_insert(e);
                std::cmp::Ordering::Equal
            }
            _ => std::cmp::Ordering::Equal,
        }
    });
    match failure {
        Some(e) => Err(e),
        None => Ok(items.into_iter().map(|i| i.1).collect()),
    }
}

/// Sort keys: the attributes of `attribute="a,b"`, or the item itself.
fn keyed(run: &mut Interpreter, items: &[Value], args: &CallArgs, at: usize, case_sensitive: bool) -> Res<Vec<(Value, Value)>> {
    let path = args.get(at, "attribute").filter(|v| !matches!(v, Value::None)).cloned();
    items
        .iter()
        .map(|item| {
            let key = match &path {
                Some(Value::Str(p)) if p.as_str().contains(',') => {
                    let parts: Vec<String> = p.as_str().split(',').map(str::to_string).collect();
                    let parts: Res<Vec<Value>> =
                        parts.iter().map(|p| Ok(folded(attribute(run, item, &string(p), None)?, case_sensitive))).collect();
                    list(parts?)
                }
                Some(path) => folded(attribute(run, item, path, None)?, case_sensitive),
                None => folded(item.clone(), case_sensitive),
            };
            Ok((key, item.clone()))
        })
        .collect()
}

/// Items for map, select and related filters. Empty if the value is false or None.
fn items_of(value: &Value) -> Res<Rc<Vec<Value>>> {
    if value.is_true() {
        value.iterate()
    } else {
        Ok(Rc::default())
    }
}

/// select, reject, selectattr, rejectattr.
fn choose(run: &mut Interpreter, name: &str, value: &Value, args: &CallArgs) -> Res<Value> {
    let by_attribute = name.ends_with("attr");
    let wanted = name.starts_with("select");
    let skip = usize::from(by_attribute);
    let path = if by_attribute {
        match args.positional.first() {
            Some(path) => Some(path.clone()),
            None => return type_error("Missing parameter for attribute name".into()),
        }
    } else {
        None
    };
    let mut out = Vec::new();
    for item in items_of(value)?.iter() {
        let looked_at = match &path {
            Some(path) => attribute(run, item, path, None)?,
            None => item.clone(),
        };
        let is = match args.positional.get(skip) {
            None => looked_at.is_true(),
            Some(test) => {
                let rest = CallArgs { positional: args.positional[skip + 1..].to_vec(), named: args.named.clone() };
                run_test(run, &test.to_text(), &looked_at, &rest)?
            }
        };
        if is == wanted {
            out.push(item.clone());
        }
    }
    Ok(generator(out))
}

fn to_json(value: &Value, args: &CallArgs) -> Res<Value> {
    if let Some((name, _)) = args.named.iter().find(|n| !matches!(&*n.0, "ensure_ascii" | "indent" | "separators" | "sort_keys")) {
        return type_error(format!("tojson() got an unexpected keyword argument '{name}'"));
    }
    let indent = match args.get(1, "indent") {
        None | Some(Value::None) => None,
        Some(Value::Str(t)) => Some(t.as_str().to_string()),
        Some(other) => Some(" ".repeat(whole(Some(other), 0)?.clamp(0, 64) as usize)),
    };
    let (mut item, mut key) = (if indent.is_some() { "," } else { ", " }.to_string(), ": ".to_string());
    match args.get(2, "separators") {
        None | Some(Value::None) => {}
        Some(Value::Seq(_, pair)) if pair.len() == 2 => {
            item = pair[0].to_text().as_str().to_string();
            key = pair[1].to_text().as_str().to_string();
        }
        Some(other) => return type_error(format!("cannot unpack separators from {}", other.type_name())),
    }
    let style = Style { ascii: flag(args, 0, "ensure_ascii", false), indent, item, key, sorted: flag(args, 3, "sort_keys", false) };
    Ok(text_value(dumps(value, &style)?))
}

fn indent(text: &Text, args: &CallArgs) -> Res<Text> {
    let by = match args.get(0, "width") {
        Some(Value::Str(t)) => (**t).clone(),
        other => Text::new(&" ".repeat(whole(other, 4)?.clamp(0, 1 << 12) as usize), TEMPLATE),
    };
    let (first, blank) = (flag(args, 1, "first", false), flag(args, 2, "blank", false));
    let source = format!("{}\n", text.as_str());
    let mut out = Text::default();
    for (i, (begin, end, _)) in methods::lines(&source).iter().enumerate() {
        if i > 0 {
            out.push("\n", text.origin_at(*begin));
        }
        if (i == 0 && first) || (i > 0 && (blank || end > begin)) {
            out.append(&by);
        }
        out.append_range(text, *begin..(*end).min(text.len()));
    }
    Ok(out)
}

fn truncate(text: &Text, args: &CallArgs) -> Res<Text> {
    let length = whole(args.get(0, "length"), 255)?.max(0) as usize;
    let end = args.get(2, "end").map_or_else(|| Arc::new(Text::new("...", TEMPLATE)), Value::to_text);
    let leeway = whole(args.get(3, "leeway"), 5)?.max(0) as usize;
    let source = text.as_str();
    if length < end.as_str().chars().count() {
        return Err(Fail::python("AssertionError", format!("expected length >= {}, got {length}", end.as_str().chars().count())));
    }
    if source.chars().count() <= length + leeway {
        return Ok(text.clone());
    }
    let keep = length.saturating_sub(end.as_str().chars().count());
    let mut stop = source.char_indices().nth(keep).map_or(source.len(), |c| c.0);
    if !flag(args, 1, "killwords", false) {
        stop = source[..stop].rfind(' ').unwrap_or(stop);
    }
    let mut out = text.slice(0..stop);
    out.append(&end);
    Ok(out)
}

/// Maximum argument count of filters that take few.
fn most_arguments(name: &str) -> usize {
    match name {
        "length" | "count" | "upper" | "lower" | "capitalize" | "title" | "string" | "safe" | "escape" | "e" | "forceescape" | "first" | "last" | "list"
        | "items" | "abs" | "wordcount" | "reverse" | "pprint" | "urlencode" => 0,
        "trim" | "float" | "center" | "attr" => 1,
        "default" | "d" | "join" | "int" | "round" | "batch" | "slice" | "sum" | "min" | "max" | "unique" => 2,
        "replace" | "indent" | "dictsort" | "sort" | "groupby" => 3,
        "truncate" | "tojson" => 4,
        _ => usize::MAX,
    }
}

fn to_int(value: &Value, args: &CallArgs) -> Res<Value> {
    if let Value::Undefined(message) = value {
        return Err(Fail::python("UndefinedError", message.to_string()));
    }
    let default = args.get(0, "default").cloned().unwrap_or(Value::Int(0));
    let base = whole(args.get(1, "base"), 10)?;
    Ok(match value {
        Value::Str(t) => {
            let words = t.as_str().trim_matches(is_space).replace('_', "");
            let (sign, digits) = words.strip_prefix('-').map_or((1, words.trim_start_matches('+')), |w| (-1, w));
            let digits = match base {
                16 => digits.trim_start_matches("0x").trim_start_matches("0X"),
                8 => digits.trim_start_matches("0o"),
                2 => digits.trim_start_matches("0b"),
                _ => digits,
            };
            match i128::from_str_radix(digits, base.clamp(2, 36) as u32) {
                Ok(n) => Value::Int(sign * n),
                Err(_) => match words.parse::<f64>() {
                    Ok(x) if x.is_finite() => Value::Int(x as i128),
                    _ => default,
                },
            }
        }
        other => match other.number() {
            Some(Number::Int(n)) => Value::Int(n),
            Some(Number::Float(x)) if x.is_finite() => Value::Int(x as i128),
            _ => default,
        },
    })
}

fn word_starts(text: &Text) -> Text {
    let mut inside = false;
    text.map(|c, out| {
        if inside { out.extend(c.to_lowercase()) } else { out.extend(c.to_uppercase()) }
        inside = !(c == '-' || is_space(c) || "({[<".contains(c));
    })
}

fn url_quote(words: &str, safe: &str) -> String {
    let mut out = String::new();
    for b in words.bytes() {
        let c = b as char;
        if c.is_ascii_alphanumeric() || "_.-~".contains(c) || safe.contains(c) {
            out.push(c);
        } else {
            out.push_str(&format!("%{b:02X}"));
        }
    }
    out
}

pub fn run_filter(run: &mut Interpreter, name: &str, value: &Value, args: &CallArgs) -> Res<Value> {
    let words = || value.to_text();
    if args.positional.len() > most_arguments(name) {
        let (most, given) = (most_arguments(name) + 1, args.positional.len() + 1);
        return type_error(format!("do_{name}() takes {most} positional argument(s) but {given} were given"));
    }
    Ok(match name {
        "default" | "d" => {
            let missing = matches!(value, Value::Undefined(_)) || (flag(args, 1, "boolean", false) && !value.is_true());
            if missing { args.get(0, "default_value").cloned().unwrap_or_else(|| string("")) } else { value.clone() }
        }
        "length" | "count" => Value::Int(value.length()? as i128),
        "trim" => {
            let chars = args.get(0, "chars").filter(|v| !matches!(v, Value::None)).map(Value::to_text);
            text_value(methods::strip(&words(), chars.as_ref().map(|t| t.as_str()), true, true))
        }
        "upper" => text_value(methods::upper(&words())),
        "lower" => text_value(methods::lower(&words())),
        "capitalize" => text_value(methods::capitalize(&words())),
        "title" => text_value(word_starts(&words())),
        "string" => Value::Str(words()),
        "safe" => {
            let mut text = (*words()).clone();
            text.markup = true;
            text_value(text)
        }
        "escape" | "e" => match value {
            Value::Str(t) if t.markup => value.clone(),
            _ => text_value(escape(&words())),
        },
        "forceescape" => text_value(escape(&words())),
        "replace" => {
            let (Some(old), Some(new)) = (args.get(0, "old"), args.get(1, "new")) else {
                return type_error("do_replace() missing 2 required positional arguments: 'old' and 'new'".into());
            };
            let most = args.get(2, "count").filter(|v| !matches!(v, Value::None));
            text_value(methods::replace(&words(), old.to_text().as_str(), &new.to_text(), whole(most, -1)?)?)
        }
        "join" => {
            let separator = args.get(0, "d").map(Value::to_text).unwrap_or_default();
            let mut items = value.iterate()?;
            if let Some(path) = args.get(1, "attribute") {
                let picked: Res<Vec<Value>> = items.iter().map(|i| attribute(run, i, path, None)).collect();
                items = Rc::new(picked?);
            }
            text_value(methods::join(&separator, &items, true)?)
        }
        "first" => value.iterate()?.first().cloned().unwrap_or_else(|| Value::Undefined("No first item, sequence was empty.".into())),
        "last" => {
            if matches!(value, Value::Generator(_) | Value::Seq(SeqKind::Items, _) | Value::Undefined(_)) && !matches!(value, Value::Seq(..)) {
                return type_error(format!("'{}' object is not reversible", value.type_name()));
            }
            value.iterate()?.last().cloned().unwrap_or_else(|| Value::Undefined("No last item, sequence was empty.".into()))
        }
        "list" => list(value.iterate()?.to_vec()),
        "items" => match value {
            Value::Undefined(_) => generator(Vec::new()),
            Value::Dict(d) => generator(d.entries.iter().map(|(k, v)| tuple(vec![k.clone(), v.clone()])).collect()),
            _ => return type_error("Can only get item pairs from a mapping.".into()),
        },
        "map" => {
            let items = items_of(value)?;
            let mut out = Vec::with_capacity(items.len());
            if args.positional.is_empty() {
                let Some(path) = args.get(usize::MAX, "attribute").cloned() else {
                    return type_error("map requires a filter argument".into());
                };
                let default = args.get(usize::MAX, "default").cloned();
                for item in items.iter() {
                    out.push(attribute(run, item, &path, default.as_ref())?);
                }
            } else {
                let filter = args.positional[0].to_text();
                let rest = CallArgs { positional: args.positional[1..].to_vec(), named: args.named.clone() };
                for item in items.iter() {
                    out.push(run_filter(run, filter.as_str(), item, &rest)?);
                }
            }
            generator(out)
        }
        "select" | "reject" | "selectattr" | "rejectattr" => choose(run, name, value, args)?,
        "dictsort" => {
            let Value::Dict(d) = value else { return type_error(format!("'{}' object has no attribute 'items'", value.type_name())) };
            let by = args.get(1, "by").map_or_else(|| "key".to_string(), |v| v.to_text().as_str().to_string());
            if by != "key" && by != "value" {
                return Err(Fail::python("FilterArgumentError", "You can only sort by either \"key\" or \"value\"".into()));
            }
            let sensitive = flag(args, 0, "case_sensitive", false);
            let pairs = d.entries.iter().map(|(k, v)| {
                (folded(if by == "key" { k.clone() } else { v.clone() }, sensitive), tuple(vec![k.clone(), v.clone()]))
            });
            list(sorted(pairs.collect(), flag(args, 2, "reverse", false))?)
        }
        "sort" => {
            let items = value.iterate()?;
            let keyed = keyed(run, &items, args, 2, flag(args, 1, "case_sensitive", false))?;
            list(sorted(keyed, flag(args, 0, "reverse", false))?)
        }
        "unique" => {
            let items = value.iterate()?;
            let mut seen: Vec<Value> = Vec::new();
            let mut out = Vec::new();
            for (key, item) in keyed(run, &items, args, 1, flag(args, 0, "case_sensitive", false))? {
                if !seen.iter().any(|s| equal(s, &key)) {
                    seen.push(key);
                    out.push(item);
                }
            }
            generator(out)
        }
        "groupby" => {
            let items = value.iterate()?;
            let Some(path) = args.get(0, "attribute").cloned() else { return type_error("groupby needs an attribute".into()) };
            let default = args.get(1, "default").cloned();
            let sensitive = flag(args, 2, "case_sensitive", false);
            let mut keys = Vec::new();
            for item in items.iter() {
                let key = attribute(run, item, &path, default.as_ref())?;
                keys.push((folded(key.clone(), sensitive), tuple(vec![key, item.clone()])));
            }
            let mut groups: Vec<(Value, Value, Vec<Value>)> = Vec::new();
            for pair in sorted(keys, false)? {
                let Value::Seq(_, pair) = pair else { continue };
                let folded_key = folded(pair[0].clone(), sensitive);
                match groups.last_mut() {
                    Some(group) if equal(&group.0, &folded_key) => group.2.push(pair[1].clone()),
                    _ => groups.push((folded_key, pair[0].clone(), vec![pair[1].clone()])),
                }
            }
            list(groups.into_iter().map(|g| tuple(vec![g.1, list(g.2)])).collect())
        }
        "batch" => {
            let size = whole(args.get(0, "linecount"), 0)?.max(1) as usize;
            let fill = args.get(1, "fill_with").filter(|v| !matches!(v, Value::None)).cloned();
            let items = value.iterate()?;
            let rows = items.chunks(size).map(|chunk| {
                let mut row = chunk.to_vec();
                if let Some(fill) = &fill {
                    row.resize(size.min(1 << 16), fill.clone());
                }
                list(row)
            });
            generator(rows.collect())
        }
        "slice" => {
            let slices = whole(args.get(0, "slices"), 1)?.clamp(1, 1 << 16) as usize;
            let fill = args.get(1, "fill_with").filter(|v| !matches!(v, Value::None)).cloned();
            let items = value.iterate()?;
            let (each, extra) = (items.len() / slices, items.len() % slices);
            let mut begin = 0;
            let mut out = Vec::new();
            for i in 0..slices {
                let end = begin + each + usize::from(i < extra);
                let mut row = items[begin..end].to_vec();
                if let (Some(fill), true) = (&fill, i >= extra && extra > 0) {
                    row.push(fill.clone());
                }
                out.push(list(row));
                begin = end;
            }
            generator(out)
        }
        "sum" => {
            let mut total = args.get(1, "start").cloned().unwrap_or(Value::Int(0));
            for item in value.iterate()?.iter() {
                let item = match args.get(0, "attribute") {
                    Some(path) if !matches!(path, Value::None) => attribute(run, item, path, None)?,
                    _ => item.clone(),
                };
                total = binary("+", &total, &item)?;
            }
            total
        }
        "min" | "max" => {
            let items = value.iterate()?;
            let mut best: Option<(Value, Value)> = None;
            for pair in keyed(run, &items, args, 1, flag(args, 0, "case_sensitive", false))? {
                let better = match &best {
                    None => true,
                    Some(b) if name == "min" => less(&pair.0, &b.0, "<")?,
                    Some(b) => less(&b.0, &pair.0, ">")?,
                };
                if better {
                    best = Some(pair);
                }
            }
            best.map_or_else(|| Value::Undefined("No aggregated item, sequence was empty.".into()), |b| b.1)
        }
        "abs" => match value.number() {
            Some(Number::Int(n)) => Value::Int(n.abs()),
            Some(Number::Float(x)) => Value::Float(x.abs()),
            None => return type_error(format!("bad operand type for abs(): '{}'", value.type_name())),
        },
        "round" => {
            let Some(number) = value.number() else { return type_error(format!("type {} doesn't define __round__ method", value.type_name())) };
            let precision = whole(args.get(0, "precision"), 0)?.clamp(-300, 300) as i32;
            let method = args.get(1, "method").map_or_else(|| "common".to_string(), |v| v.to_text().as_str().to_string());
            let x = number.float();
            match method.as_str() {
                "common" if precision >= 0 => match number {
                    Number::Int(n) => Value::Int(n),
                    Number::Float(x) => Value::Float(format!("{x:.*}", precision as usize).parse().unwrap_or(x)),
                },
                "common" => {
                    let scale = 10f64.powi(-precision);
                    let rounded = (x / scale).round_ties_even() * scale;
                    as_value(if matches!(number, Number::Int(_)) { Number::Int(rounded as i128) } else { Number::Float(rounded) })
                }
                "ceil" | "floor" => {
                    let scale = 10f64.powi(precision);
                    Value::Float(if method == "ceil" { (x * scale).ceil() } else { (x * scale).floor() } / scale)
                }
                _ => return Err(Fail::python("FilterArgumentError", "method must be common, ceil or floor".into())),
            }
        }
        "int" => to_int(value, args)?,
        "float" => match value {
            Value::Undefined(message) => return Err(Fail::python("UndefinedError", message.to_string())),
            Value::Str(t) => match t.as_str().trim_matches(is_space).replace('_', "").parse::<f64>() {
                Ok(x) => Value::Float(x),
                Err(_) => args.get(0, "default").cloned().unwrap_or(Value::Float(0.0)),
            },
            other => match other.number() {
                Some(n) => Value::Float(n.float()),
                None => args.get(0, "default").cloned().unwrap_or(Value::Float(0.0)),
            },
        },
        "indent" => text_value(indent(&words(), args)?),
        "truncate" => text_value(truncate(&words(), args)?),
        "wordcount" => {
            let text = words();
            Value::Int(text.as_str().split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|w| !w.is_empty()).count() as i128)
        }
        "reverse" => match value {
            Value::Str(t) => {
                let mut out = Text::default();
                let places: Vec<(usize, char)> = t.as_str().char_indices().collect();
                places.iter().rev().for_each(|(at, c)| out.append_range(t, *at..at + c.len_utf8()));
                text_value(out)
            }
            Value::Generator(_) => list(value.iterate()?.iter().rev().cloned().collect()),
            Value::Undefined(_) => return type_error("argument must be iterable".into()),
            _ => generator(
                value.iterate().map_err(|_| Fail::python("FilterArgumentError", "argument must be iterable".into()))?.iter().rev().cloned().collect(),
            ),
        },
        "tojson" => to_json(value, args)?,
        "format" => {
            let values = if args.named.is_empty() { tuple(args.positional.clone()) } else { args.named_dict() };
            text_value(super::format::percent(&words(), &values)?)
        }
        "center" => text_value(methods::center(&words(), whole(args.get(0, "width"), 80)?, " ")),
        "attr" => {
            let name = args.get(0, "name").map(Value::to_text).unwrap_or_default();
            methods::find(value, name.as_str()).unwrap_or_else(|| value.undefined_attribute(name.as_str()))
        }
        "pprint" => {
            let sorted_value = match value {
                Value::Dict(d) => {
                    let pairs = d.entries.iter().map(|(k, v)| (k.clone(), tuple(vec![k.clone(), v.clone()]))).collect();
                    let mut dict = super::value::Dict::default();
                    for pair in sorted(pairs, false)? {
                        let pair = pair.iterate()?;
                        dict.insert(pair[0].clone(), pair[1].clone());
                    }
                    Value::Dict(Rc::new(dict))
                }
                other => other.clone(),
            };
            text_value(super::value::repr_text(&sorted_value))
        }
        "urlencode" => match value {
            Value::Str(t) => text_value(Text::new(&url_quote(t.as_str(), "/"), t.origin_at(0))),
            Value::Dict(_) | Value::Seq(..) => {
                let pairs = if let Value::Dict(d) = value {
                    d.entries.clone()
                } else {
                    let items = value.iterate()?;
                    items.iter().filter_map(|p| p.iterate().ok().filter(|p| p.len() == 2).map(|p| (p[0].clone(), p[1].clone()))).collect()
                };
                let parts: Vec<String> = pairs
                    .iter()
                    .map(|(k, v)| format!("{}={}", url_quote(k.to_text().as_str(), " ").replace(' ', "+"), url_quote(v.to_text().as_str(), " ").replace(' ', "+")))
                    .collect();
                text_value(Text::new(&parts.join("&"), pairs.first().map_or(TEMPLATE, |p| p.1.to_text().origin_at(0))))
            }
            other => text_value(Text::new(&url_quote(other.to_text().as_str(), "/"), TEMPLATE)),
        },
        _ => return Err(Fail::python("TemplateAssertionError", format!("No filter named '{name}'."))),
    })
}

pub fn is_filter(name: &str) -> bool {
    matches!(
        name,
        "default" | "d" | "length" | "count" | "trim" | "upper" | "lower" | "capitalize" | "title" | "string" | "safe" | "escape" | "e" | "forceescape"
            | "replace" | "join" | "first" | "last" | "list" | "items" | "map" | "select" | "reject" | "selectattr" | "rejectattr" | "dictsort" | "sort"
            | "unique" | "groupby" | "batch" | "slice" | "sum" | "min" | "max" | "abs" | "round" | "int" | "float" | "indent" | "truncate" | "wordcount"
            | "reverse" | "tojson" | "format" | "center" | "attr" | "pprint" | "urlencode"
    )
}

pub fn is_test(name: &str) -> bool {
    matches!(
        name,
        "defined" | "undefined" | "none" | "string" | "number" | "integer" | "float" | "boolean" | "true" | "false" | "mapping" | "iterable" | "sequence"
            | "callable" | "sameas" | "escaped" | "in" | "odd" | "even" | "divisibleby" | "upper" | "lower" | "filter" | "test" | "eq" | "equalto" | "=="
            | "ne" | "!=" | "lt" | "lessthan" | "<" | "le" | "<=" | "gt" | "greaterthan" | ">" | "ge" | ">="
    )
}

pub fn run_test(run: &mut Interpreter, name: &Text, value: &Value, args: &CallArgs) -> Res<bool> {
    let _ = run;
    let other = || {
        args.positional.first().ok_or_else(|| Fail::python("TypeError", format!("the test '{}' is missing its argument", name.as_str())))
    };
    let integer = || match value.number() {
        Some(Number::Int(n)) => Ok(n),
        Some(Number::Float(x)) => Ok(x as i128),
        None => Err(match value {
            Value::Undefined(message) => Fail::python("UndefinedError", message.to_string()),
            v => Fail::python("TypeError", format!("unsupported operand type(s) for %: '{}' and 'int'", v.type_name())),
        }),
    };
    Ok(match name.as_str() {
        "defined" => !matches!(value, Value::Undefined(_)),
        "undefined" => matches!(value, Value::Undefined(_)),
        "none" => matches!(value, Value::None),
        "string" => matches!(value, Value::Str(_)),
        "number" => value.number().is_some(),
        "integer" => matches!(value, Value::Int(_)),
        "float" => matches!(value, Value::Float(_)),
        "boolean" => matches!(value, Value::Bool(_)),
        "true" => matches!(value, Value::Bool(true)),
        "false" => matches!(value, Value::Bool(false)),
        "mapping" => matches!(value, Value::Dict(_)),
        "iterable" => matches!(value, Value::Str(_) | Value::Seq(..) | Value::Dict(_) | Value::Generator(_) | Value::Undefined(_) | Value::Loop(_)),
        "sequence" => {
            matches!(value, Value::Str(_) | Value::Seq(SeqKind::List | SeqKind::Tuple | SeqKind::Range, _) | Value::Dict(_) | Value::Undefined(_))
        }
        "callable" => matches!(
            value,
            Value::Macro(_) | Value::Function(_) | Value::Method(_) | Value::Undefined(_) | Value::Joiner(_) | Value::Loop(_)
        ),
        "sameas" => match (value, other()?) {
            (Value::Seq(_, a), Value::Seq(_, b)) => Rc::ptr_eq(a, b),
            (Value::Dict(a), Value::Dict(b)) => Rc::ptr_eq(a, b),
            (a, b) => a.type_name() == b.type_name() && equal(a, b),
        },
        "escaped" => matches!(value, Value::Str(t) if t.markup),
        "in" => contains(other()?, value)?,
        "odd" => integer()?.rem_euclid(2) == 1,
        "even" => integer()?.rem_euclid(2) == 0,
        "divisibleby" => {
            let by = whole(Some(other()?), 1)?;
            if by == 0 {
                return Err(Fail::python("ZeroDivisionError", "integer modulo by zero".into()));
            }
            integer()? % by == 0
        }
        "upper" => methods::call(&Value::Str(value.to_text()), "isupper", &CallArgs::default())?.is_true(),
        "lower" => methods::call(&Value::Str(value.to_text()), "islower", &CallArgs::default())?.is_true(),
        "filter" => is_filter(value.to_text().as_str()),
        "test" => is_test(value.to_text().as_str()),
        "eq" | "equalto" | "==" => compare("==", value, other()?)?,
        "ne" | "!=" => compare("!=", value, other()?)?,
        "lt" | "lessthan" | "<" => compare("<", value, other()?)?,
        "le" | "<=" => compare("<=", value, other()?)?,
        "gt" | "greaterthan" | ">" => compare(">", value, other()?)?,
        "ge" | ">=" => compare(">=", value, other()?)?,
        unknown => return Err(Fail::python("TemplateAssertionError", format!("No test named '{unknown}'."))),
    })
}

