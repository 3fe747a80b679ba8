// SPDX-License-Identifier: Apache-2.0
// What the certificate of an export and the move to another base ask both sides.
#pragma once

#include "app/worker/session.hpp"
#include "core/export/certificate.hpp"

namespace graft::worker {

/// 32 prompts, from held-out rows of `dataset` (a folder, may be empty) as far as there are, else general ones; and rows for the loss.
Result<CertificateQuestions> questionsFor(const std::string& dataset, const Base& base);
/// Template and token ids of one base are those of the other.
Result<bool> hasSameText(const Base& base, const Base& other);

}  // namespace graft::worker
