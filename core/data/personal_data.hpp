// SPDX-License-Identifier: Apache-2.0
// Detects likely personal data in rows. A hint for the user, not a proof and not a filter.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.hpp"

namespace graft {

enum class PersonalKind { Email, Card, Iban, Phone };

/// Kinds of personal data found in a text.
struct PersonalData {
  bool email = false;  ///< name@host.domain
  bool card = false;   ///< 13 to 19 digits, grouped or not, with a card prefix and a valid Luhn check (ISO/IEC 7812)
  bool iban = false;   ///< two letters, two digits, 11 to 30 more, remainder 1 modulo 97 (ISO 13616)
  bool phone = false;  ///< + and 8 to 15 digits with blanks, dashes or brackets between them (ITU-T E.164)
  bool any() const { return email || card || iban || phone; }
};

/// Byte range [begin, end) of a text.
struct PersonalSpan {
  size_t begin = 0, end = 0;
  PersonalKind kind = PersonalKind::Email;
};

/// Linear time; any bytes, not only UTF-8. Spans are in text order without overlaps.
std::vector<PersonalSpan> personalSpans(std::string_view text);
PersonalData findPersonalData(std::string_view text);
/// For a row's JSON text, in which the escape letter of a line break must not count as part of a word.
PersonalData findPersonalDataInRow(std::string_view json);

/// Replaces each span by [EMAIL], [CARD], [IBAN] or [PHONE]. The result contains no further match.
std::string maskPersonalData(std::string_view text);
/// Masks the texts of a canonical example (messages, text, rejected answer). Returns false if nothing matched. Token rows are unchanged.
bool maskPersonalData(Json& example);

}  // namespace graft
