// SPDX-License-Identifier: Apache-2.0
// Questions for both sides of an export certificate and of a move to another base.
#pragma once

#include "app/worker/session.hpp"
#include "core/export/certificate.hpp"

namespace graft::worker {

/// Returns 32 prompts, from held-out rows of `dataset` (a folder, may be empty) as far as possible, else general ones, and rows for the
/// loss.
Result<CertificateQuestions> questionsFor(const std::string& dataset, const Base& base);
/// Returns true if both bases have the same template and token ids.
Result<bool> hasSameText(const Base& base, const Base& other);

}  // namespace graft::worker
