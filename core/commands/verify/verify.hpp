// SPDX-License-Identifier: Apache-2.0
// Verifies that a file is unchanged since Graft wrote it, and readable. Any thread.
#pragma once

#include <string>

#include "core/contract/fields.hpp"

namespace graft::commands {

struct VerifiedPart {
  std::string name;
  bool ok = false;
  Message detail;
  static constexpr auto fields =
      std::tuple{Field{"name", &VerifiedPart::name}, Field{"ok", &VerifiedPart::ok}, Field{"detail", &VerifiedPart::detail}};
};
struct VerifyResult {
  std::string path, kind;
  bool ok = false;  ///< all parts are in order, and there is at least one
  std::vector<VerifiedPart> checks;
  static constexpr auto fields = std::tuple{Field{"path", &VerifyResult::path}, Field{"kind", &VerifyResult::kind},
                                            Field{"ok", &VerifyResult::ok}, Field{"checks", &VerifyResult::checks}};
};
/// `path` is an export (certificate next to it or inside), a PEFT folder, a GGUF file, a checkpoint, or a run. `model` is the base for
/// adapters without certificate, as for findModel. With `key` (a public key file) the folder's signature is checked instead. An adapter
/// that names another base fails the check, unless that name is `acceptedBase`. Errors are returned only if there is nothing to check.
Result<VerifyResult> verify(const std::string& path, const std::string& model, const std::string& key, const std::string& home,
                            const std::string& acceptedBase = {});

}  // namespace graft::commands
