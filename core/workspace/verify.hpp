// SPDX-License-Identifier: Apache-2.0
// Verifies that a file is unchanged since Graft wrote it, and readable. Any thread.
#pragma once

#include <string>

#include "core/base/json.hpp"

namespace graft::workspace {

/// `path` is an export (certificate next to it or inside), a PEFT folder, a GGUF file, a checkpoint, or a run. Returns `path`, `kind`,
/// `ok`, and `checks`, a list of `name`, `ok` and `detail`. `model` is the base for adapters without certificate, as for findModel. With
/// `key` (a public key file) the folder's signature is checked instead. An adapter that names another base fails the check, unless that
/// name is `acceptedBase`. Errors are returned only if there is nothing to check.
Result<Json> verify(const std::string& path, const std::string& model, const std::string& key, const std::string& home,
                    const std::string& acceptedBase = {});

}  // namespace graft::workspace
