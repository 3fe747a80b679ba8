// SPDX-License-Identifier: Apache-2.0
// Detached signature over a folder in the format of OpenSSF Model Signing 1.0 (sigstore/model-transparency). A Sigstore bundle holds a DSSE
// envelope (secure-systems-lab/dsse, protocol.md) with an in-toto statement of every file's SHA-256. Keys are EC P-256 in PEM files.
// Interoperable with the `model_signing` program. Any thread.
#pragma once

#include <string>
#include <vector>

#include "core/base/json.hpp"

namespace graft {

/// Name of the signature inside the signed folder. It is excluded from the signature.
inline constexpr const char* kSignatureFile = "model.sig";

/// Creates a key pair: `file` (private, readable only by its owner) and `file`.pub. Fails with Refused if either exists.
Status makeSigningKey(const std::string& file);
/// Signs every file below `folder` and writes FOLDER/model.sig. Links are rejected.
Status signFolder(const std::string& folder, const std::string& privateKeyFile);

struct SignatureCheck {
  bool keyMatches = false;             ///< the signature was made with this key's private half
  std::vector<std::string> changed;    ///< files with different content
  std::vector<std::string> missing;    ///< signed but absent
  std::vector<std::string> unsigned_;  ///< present but not signed
  bool ok() const { return keyMatches && changed.empty() && missing.empty() && unsigned_.empty(); }
};
/// Fails if the signature or the key is unreadable, else returns the findings.
Result<SignatureCheck> checkSignature(const std::string& folder, const std::string& publicKeyFile);

}  // namespace graft
