// SPDX-License-Identifier: Apache-2.0
// What looks like personal data in a row: a hint for the person who brought it, not a proof and not a filter.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.hpp"

namespace graft {

enum class PersonalKind { Email, Card, Iban, Phone };

/// Which kinds stand in a text.
struct PersonalData {
  bool email = false;  ///< name@host.domain
  bool card = false;   ///< 13 to 19 digits, alone or in groups, that begin as payment cards do and pass the Luhn check (ISO/IEC 7812)
  bool iban = false;   ///< two letters, two digits, 11 to 30 more, remainder 1 modulo 97 (ISO 13616)
  bool phone = false;  ///< + and 8 to 15 digits with blanks, dashes or brackets between them (ITU-T E.164)
  bool any() const { return email || card || iban || phone; }
};

/// A stretch of bytes [begin, end) of a text.
struct PersonalSpan {
  size_t begin = 0, end = 0;
  PersonalKind kind = PersonalKind::Email;
};

/// Linear in the text; UTF-8 or anything else. In the order of the text, without overlaps.
std::vector<PersonalSpan> personalSpans(std::string_view text);
PersonalData findPersonalData(std::string_view text);
/// In a row's JSON text, in which a line break is written with a letter that must not count as part of a word.
PersonalData findPersonalDataInRow(std::string_view json);

/// The text with [EMAIL], [CARD], [IBAN] or [PHONE] in place of each; such a text holds none any more.
std::string maskPersonalData(std::string_view text);
/// Masks the words of a canonical example (messages, text, rejected answer); false when there was nothing. Token rows stay.
bool maskPersonalData(Json& example);

}  // namespace graft
