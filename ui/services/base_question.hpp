// SPDX-License-Identifier: GPL-3.0-or-later
// The question before an adapter is used on another base than the one it names. Any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QString>

namespace graft::ui {

/// Base name that the user may accept, and the question in words.
struct BaseQuestion {
  QString claimed, words;
};
/// Question for the first adapter that names another base than `model` (both paths), unless that name was accepted. Reads files.
std::optional<BaseQuestion> baseQuestion(const std::vector<std::string>& adapters, const std::string& model,
                                         const std::vector<std::string>& accepted, const std::string& home);
/// Question for an adapter that is used on `wanted`, else on the base of its run (workspace::findBase).
std::optional<BaseQuestion> baseQuestionOfOne(const std::string& adapter, const std::string& wanted, const std::string& accepted,
                                              const std::string& home);

}  // namespace graft::ui
