// SPDX-License-Identifier: Apache-2.0
//! Sentences with arguments, matching core/base/message.hpp. A reason or remark is plain text, or STX and a JSON list of the sentence and
//! its arguments. An argument may be such a list too.

use serde_json::Value;

const MESSAGE: char = '\u{2}';
/// Prefix of the reason of abandoned work. The status is then `GIVEN_UP`.
const GIVEN_UP_MARK: char = '\u{3}';
pub(crate) const GIVEN_UP: i32 = 2;

/// `msg!("the sheet '%1' has %2 rows", name, rows)`
macro_rules! msg {
    ($sentence:literal $(, $argument:expr)* $(,)?) => {
        $crate::message::encoded($sentence, &[$($argument.to_string()),*])
    };
}

pub(crate) fn encoded(sentence: &str, arguments: &[String]) -> String {
    let values = arguments.iter().map(|text| match text.strip_prefix(MESSAGE) {
        Some(json) => serde_json::from_str(json).unwrap_or_else(|_| Value::from(json)),
        None => Value::from(text.as_str()),
    });
    let list: Vec<Value> = std::iter::once(Value::from(sentence)).chain(values).collect();
    format!("{MESSAGE}{}", Value::from(list))
}

pub(crate) fn given_up(reason: String) -> String {
    format!("{GIVEN_UP_MARK}{reason}")
}

/// Status and text of a reason.
pub(crate) fn status_of(reason: String) -> (i32, String) {
    match reason.strip_prefix(GIVEN_UP_MARK) {
        Some(text) => (GIVEN_UP, text.to_owned()),
        None => (1, reason),
    }
}
