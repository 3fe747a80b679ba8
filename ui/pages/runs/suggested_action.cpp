// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/suggested_action.hpp"

#include <QCoreApplication>

#include "core/contract/settings_table.hpp"
#include "ui/services/setting_names.hpp"

namespace graft::ui {
namespace {

QString tr(const char* english) { return QCoreApplication::translate("graft::ui", english); }

/// Label of the button that changes settings; empty if none is known.
QString changeWords(const Json& change) {
  QStringList parts;
  for (const auto& [key, value] : change.items()) {
    if (findSetting(key)) parts << settingName(key) + " " + settingText(value);
  }
  return parts.isEmpty() ? QString() : tr("Train again: %1").arg(parts.join(", "));
}

}  // namespace

SuggestedAction suggestedAction(const store::WarningRow& w, bool isWorking, bool canExtend) {
  // Rule numbers of core/run/advice.
  switch (w.rule) {
    case 5:
    case 6:
      if (isWorking) return {Act::Stop, tr("Stop and save")};
      break;
    case 9: return canExtend ? SuggestedAction{Act::Extend, tr("Train one more epoch")} : SuggestedAction{};
    case 3:
    case 7:
    case 17:
    case 20:
    case 21: return {Act::Examples, tr("Look at the examples")};
    default: break;
  }
  const QString words = changeWords(w.change);
  return words.isEmpty() ? SuggestedAction{} : SuggestedAction{Act::Again, words};
}

}  // namespace graft::ui
