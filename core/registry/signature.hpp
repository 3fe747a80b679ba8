// SPDX-License-Identifier: Apache-2.0
// A detached signature over a folder in the form of OpenSSF Model Signing 1.0 (sigstore/model-transparency): a Sigstore bundle that
// holds a DSSE envelope (secure-systems-lab/dsse, protocol.md) with an in-toto statement of every file's SHA-256. Keys are EC P-256 in
// PEM files. The `model_signing` program reads what is written here, and the other way round. Any thread.
#pragma once

#include <string>
#include <vector>

#include "core/base/json.hpp"

namespace graft {

/// Name of the signature inside the folder that it signs; it does not sign itself.
inline constexpr const char* kSignatureFile = "model.sig";

/// Makes a key pair: `file` (private, readable by its owner alone) and `file`.pub. Refused when either exists.
Status makeSigningKey(const std::string& file);
/// Signs every file below `folder` and writes FOLDER/model.sig. Links are refused.
Status signFolder(const std::string& folder, const std::string& privateKeyFile);

struct SignatureCheck {
  bool keyMatches = false;             ///< the signature was made with the private half of this key
  std::vector<std::string> changed;    ///< files whose content differs
  std::vector<std::string> missing;    ///< signed, not there
  std::vector<std::string> unsigned_;  ///< there, not signed
  bool ok() const { return keyMatches && changed.empty() && missing.empty() && unsigned_.empty(); }
};
/// An error when the signature or the key cannot be read; else what was found.
Result<SignatureCheck> checkSignature(const std::string& folder, const std::string& publicKeyFile);

}  // namespace graft
