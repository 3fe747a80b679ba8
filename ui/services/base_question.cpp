// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/base_question.hpp"

#include <algorithm>

#include "core/weights/base_claim.hpp"
#include "core/workspace/base_question.hpp"
#include "core/workspace/places.hpp"
#include "ui/services/words.hpp"

namespace graft::ui {

std::optional<BaseQuestion> baseQuestion(const std::vector<std::string>& adapters, const std::string& model,
                                         const std::vector<std::string>& accepted, const std::string& home) {
  for (const auto& adapter : adapters) {
    const auto other = workspace::otherBaseOf(adapter, model, home);
    if (!other || std::find(accepted.begin(), accepted.end(), other->claimed) != accepted.end()) continue;
    return BaseQuestion{QString::fromStdString(other->claimed), errorText(namesOtherBase(other->claimed, other->base, adapter))};
  }
  return {};
}

std::optional<BaseQuestion> baseQuestionOfOne(const std::string& adapter, const std::string& wanted, const std::string& accepted,
                                              const std::string& home) {
  const auto model = workspace::findBase(adapter, wanted, home);
  return model.ok() ? baseQuestion(std::vector{adapter}, *model, {accepted}, home) : std::nullopt;
}

}  // namespace graft::ui
