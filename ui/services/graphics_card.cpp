// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/graphics_card.hpp"

#include <filesystem>

#include <QString>

namespace graft::ui {

bool mayHaveCard() {
  std::error_code error;
  return qEnvironmentVariableIsSet("GRAFT_CARD") || std::filesystem::exists("/proc/driver/nvidia/version", error);
}

}  // namespace graft::ui
