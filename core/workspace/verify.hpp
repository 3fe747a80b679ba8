// SPDX-License-Identifier: Apache-2.0
// Is a file still what it was when Graft made it, and can it be read at all? Any thread.
#pragma once

#include <string>

#include "core/base/json.hpp"

namespace graft::workspace {

/// `path`: an export (certificate beside or inside), a PEFT folder, a GGUF file, a checkpoint, a run. Result: `path`, `kind`, `ok`, and
/// `checks`, a list of `name`, `ok` and `detail`. `model`: base for adapters without certificate, as for findModel. With `key` (a public
/// key file) the folder's signature is checked instead. An adapter that names another base is not in order, unless that name is
/// `acceptedBase`.
/// An error only when there is nothing to look at.
Result<Json> verify(const std::string& path, const std::string& model, const std::string& key, const std::string& home,
                    const std::string& acceptedBase = {});

}  // namespace graft::workspace
