// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/remedy.hpp"

#include <QCoreApplication>

#include "ui/services/words.hpp"

namespace graft::ui {
namespace {

QString tr(const char* english, const char* = nullptr, int n = -1) { return QCoreApplication::translate("graft::ui", english, nullptr, n); }

/// The button for a changed setting; empty for one that the window does not know.
QString changeWords(const Json& change) {
  const auto has = [&](const char* key) { return change.contains(key) && change[key].is_number(); };
  const auto whole = [&](const char* key) { return static_cast<int>(change[key].get<double>()); };
  if (has("lr")) return tr("Train again at speed %1").arg(numberText(change["lr"].get<double>()));
  if (has("epochs")) return tr("Train again with %n pass(es)", nullptr, whole("epochs"));
  if (has("rows_per_step")) return tr("Train again with %n example(s) a correction", nullptr, whole("rows_per_step"));
  if (has("max_length")) return tr("Train again, reading %n token(s) of each", nullptr, whole("max_length"));
  if (has("alpha")) return tr("Train again with loudness %1").arg(numberText(change["alpha"].get<double>()));
  return {};
}

}  // namespace

Remedy remedyFor(const store::WarningRow& w, bool isWorking, bool canExtend) {
  // Numbers of core/run/advice.
  switch (w.rule) {
    case 5:
    case 6:
      if (isWorking) return {Act::Stop, tr("Stop and keep")};
      break;
    case 9: return canExtend ? Remedy{Act::Extend, tr("One more pass")} : Remedy{};
    case 3:
    case 7:
    case 17:
    case 20:
    case 21: return {Act::Examples, tr("Look at the examples")};
    default: break;
  }
  const QString words = changeWords(w.change);
  return words.isEmpty() ? Remedy{} : Remedy{Act::Again, words};
}

}  // namespace graft::ui
