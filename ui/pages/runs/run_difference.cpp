// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/run_difference.hpp"

#include <algorithm>
#include <map>

#include <QCoreApplication>

#include "core/run/gain.hpp"
#include "ui/services/setting_names.hpp"
#include "ui/services/words.hpp"

namespace graft::ui {
namespace {

QString tr(const char* words) { return QCoreApplication::translate("graft::ui", words); }

Json settingOf(const store::RunDetails& details, const std::string& key) {
  return details.record.settings.contains(key) ? details.record.settings[key] : Json();
}

template <class Of>
void add(std::vector<Difference>& out, const QString& name, const std::vector<store::RunDetails>& runs, Of of) {
  QStringList values;
  for (const auto& details : runs) values << of(details);
  QStringList known = values;
  known.removeAll(QString());
  if (known.removeDuplicates(); known.size() > 1) out.push_back({name, std::move(values)});
}

/// Setting keys of all runs, in the order of their first occurrence.
std::vector<std::string> keysOf(const std::vector<store::RunDetails>& runs) {
  std::vector<std::string> keys;
  for (const auto& details : runs) {
    for (const auto& [key, value] : details.record.settings.items()) {
      if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
    }
  }
  return keys;
}

}  // namespace

std::vector<Difference> differencesOf(const std::vector<store::RunDetails>& runs) {
  std::vector<Difference> out;
  for (const auto& key : keysOf(runs))
    add(out, settingName(key), runs, [&](const auto& details) { return settingText(settingOf(details, key)); });
  add(out, tr("Examples"), runs, [](const auto& s) {
    return s.row.dataset.empty() ? QString() : QString::fromStdString(s.row.dataset) + "@" + QString::number(s.row.datasetVersion);
  });
  add(out, tr("Base model"), runs, [](const auto& s) { return QString::fromStdString(s.row.model); });
  add(out, tr("Processor"), runs, [](const auto& s) { return QString::fromStdString(s.record.processor); });
  return out;
}

QString differenceSentence(const std::vector<store::RunDetails>& runs) {
  if (runs.size() < 2) return {};
  const auto all = differencesOf(runs);
  if (all.empty()) return tr("Their settings, examples and model are equal.");
  if (runs.size() == 2) {
    QStringList parts;
    for (const auto& d : all) parts << tr("%1 %2 instead of %3").arg(d.name, d.values[1], d.values[0]);
    QString text = tr("%1 used %2; all else is equal.").arg(QString::fromStdString(runs[1].row.name), parts.join(", "));
    if (all.size() > 1) text += " " + tr("More than one thing changed, so no single one explains the result.");
    return text;
  }
  QStringList names;
  for (const auto& d : all) names << d.name;
  return tr("They differ in: %1.").arg(names.join(", "));
}

const store::RunDetails* bestOf(const std::vector<store::RunDetails>& runs) {
  const store::RunDetails* best = nullptr;
  int measured = 0;
  for (const auto& details : runs) {
    if (!details.row.heldoutLoss) continue;
    const bool sameRows = !best || (best->row.dataset == details.row.dataset && best->row.datasetVersion == details.row.datasetVersion);
    if (!sameRows) return nullptr;
    if (!best || *details.row.heldoutLoss < *best->row.heldoutLoss) best = &details;
    ++measured;
  }
  return measured > 1 ? best : nullptr;
}

QString bestSentence(const std::vector<store::RunDetails>& runs) {
  const store::RunDetails* best = bestOf(runs);
  if (!best) return {};
  const auto goesOn = [](const auto& details) {
    return details.row.state.empty() || details.row.state == "running" || details.row.state == "paused";
  };
  const auto ended = static_cast<int64_t>(runs.size()) - std::count_if(runs.begin(), runs.end(), goesOn);
  QStringList with;
  for (const auto& d : differencesOf(runs)) with << d.name + " " + d.values[best - runs.data()];
  const QString name = QString::fromStdString(best->row.name), loss = numberText(*best->row.heldoutLoss);
  const QString result =
      with.isEmpty() ? tr("%1, held-out loss %2").arg(name, loss) : tr("%1, held-out loss %2 with %3").arg(name, loss, with.join(", "));
  const auto all = static_cast<int64_t>(runs.size());
  const QString words = ended == all ? tr("Best: %1.").arg(result)
                                     : tr("Best so far (%1 of %2 have ended): %3.").arg(countText(ended), countText(all), result);
  QStringList equal;
  for (const auto& details : runs) {
    if (&details != best && details.row.heldoutLoss && !isClearlyLower(*best->row.heldoutLoss, *details.row.heldoutLoss))
      equal << QString::fromStdString(details.row.name);
  }
  return equal.isEmpty() ? words : words + " " + tr("As good within half a percent: %1.").arg(equal.join(", "));
}

std::vector<Effect> effectsOf(const std::vector<store::RunDetails>& runs) {
  std::vector<Effect> out;
  for (const auto& difference : differencesOf(runs)) {
    std::map<QString, std::pair<double, int>> sums;
    for (size_t i = 0; i < runs.size(); ++i) {
      if (!runs[i].row.heldoutLoss) continue;
      auto& [sum, count] = sums[difference.values[static_cast<qsizetype>(i)]];
      sum += *runs[i].row.heldoutLoss;
      ++count;
    }
    if (sums.size() < 2) continue;
    for (const auto& [value, sum] : sums) out.push_back({difference.name, value, sum.first / sum.second, sum.second});
  }
  return out;
}

}  // namespace graft::ui
