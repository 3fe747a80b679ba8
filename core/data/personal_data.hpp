// SPDX-License-Identifier: Apache-2.0
// What looks like personal data in a row: a hint for the person who brought it, not a proof and not a filter.
#pragma once

#include <cstdint>
#include <string_view>

namespace graft {

/// Which kinds stand in a text.
struct PersonalData {
  bool email = false;  ///< name@host.domain
  bool card = false;   ///< 13 to 19 digits, alone or in groups, that begin as payment cards do and pass the Luhn check (ISO/IEC 7812)
  bool iban = false;   ///< two letters, two digits, 11 to 30 more, remainder 1 modulo 97 (ISO 13616)
  bool phone = false;  ///< + and 8 to 15 digits with blanks, dashes or brackets between them (ITU-T E.164)
  bool any() const { return email || card || iban || phone; }
};

/// Linear in the text; UTF-8 or anything else.
PersonalData findPersonalData(std::string_view text);

}  // namespace graft
