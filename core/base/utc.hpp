// SPDX-License-Identifier: Apache-2.0
// Times of files as text.
#pragma once

#include <ctime>
#include <string>

namespace graft {

/// In the form of utcNow, e.g. 2026-11-24T07:03:31Z.
std::string utcOf(std::time_t when);

}  // namespace graft
