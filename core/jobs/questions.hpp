// SPDX-License-Identifier: Apache-2.0
// Questions for both sides of an export certificate and of a move to another base.
#pragma once

#include "core/chat/text_model.hpp"
#include "core/export/certificate.hpp"

namespace graft::jobs {

/// Returns 32 prompts, from held-out rows of `dataset` (a folder, may be empty) as far as possible, else general ones, and rows for the
/// loss.
Result<CertificateQuestions> questionsFor(const std::string& dataset, const TextModel& base);
/// Returns true if both bases have the same template and token ids.
Result<bool> hasSameText(const TextModel& base, const TextModel& other);

}  // namespace graft::jobs
