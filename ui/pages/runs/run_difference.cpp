// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/run_difference.hpp"

#include <algorithm>
#include <map>

#include <QCoreApplication>

#include "ui/services/words.hpp"

namespace graft::ui {
namespace {

QString tr(const char* words) { return QCoreApplication::translate("graft::ui", words); }

QString valueText(const Json& value) {
  if (value.is_string()) return QString::fromStdString(value.get<std::string>());
  if (value.is_number_float()) return QString::number(value.get<double>(), 'g', 6);
  return QString::fromStdString(dump(value));
}

Json settingOf(const store::Story& story, const std::string& key) {
  return story.record.contains("settings") && story.record["settings"].contains(key) ? story.record["settings"][key] : Json();
}

template <class Of>
void add(std::vector<Difference>& out, const QString& name, const std::vector<store::Story>& stories, Of of) {
  Difference difference{name, {}};
  for (const auto& story : stories) difference.values << of(story);
  if (difference.values.removeDuplicates(); difference.values.size() < 2) return;
  difference.values.clear();
  for (const auto& story : stories) difference.values << of(story);
  out.push_back(std::move(difference));
}

/// Keys of the settings of all runs, in the order of the first that has them.
std::vector<std::string> keysOf(const std::vector<store::Story>& stories) {
  std::vector<std::string> keys;
  for (const auto& story : stories) {
    if (!story.record.contains("settings")) continue;
    for (const auto& [key, value] : story.record["settings"].items()) {
      if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
    }
  }
  return keys;
}

QString nameOf(const std::string& key) {
  QString flag = "--" + QString::fromStdString(key).replace('_', '-');
  const QString words = inWindowWords(flag);
  return words == flag ? QString::fromStdString(key) : words.mid(1, words.size() - 2);
}

}  // namespace

std::vector<Difference> differencesOf(const std::vector<store::Story>& stories) {
  std::vector<Difference> out;
  for (const auto& key : keysOf(stories))
    add(out, nameOf(key), stories, [&](const auto& story) { return valueText(settingOf(story, key)); });
  add(out, tr("Examples"), stories,
      [](const auto& s) { return QString::fromStdString(s.row.dataset) + "@" + QString::number(s.row.datasetVersion); });
  add(out, tr("Base model"), stories, [](const auto& s) { return QString::fromStdString(s.row.model); });
  add(out, tr("Processor"), stories, [](const auto& s) { return QString::fromStdString(get<std::string>(s.record, "processor", "")); });
  return out;
}

QString differenceSentence(const std::vector<store::Story>& stories) {
  if (stories.size() < 2) return {};
  const auto all = differencesOf(stories);
  if (all.empty()) return tr("Their settings, examples and model are equal.");
  if (stories.size() == 2) {
    QStringList parts;
    for (const auto& d : all) parts << tr("%1 %2 instead of %3").arg(d.name, d.values[1], d.values[0]);
    QString text = tr("%1 used %2; all else is equal.").arg(QString::fromStdString(stories[1].row.name), parts.join(", "));
    if (all.size() > 1) text += " " + tr("More than one thing changed, so no single one explains the result.");
    return text;
  }
  QStringList names;
  for (const auto& d : all) names << d.name;
  return tr("They differ in: %1.").arg(names.join(", "));
}

std::vector<Effect> effectsOf(const std::vector<store::Story>& stories) {
  std::vector<Effect> out;
  for (const auto& difference : differencesOf(stories)) {
    std::map<QString, std::pair<double, int>> sums;
    for (size_t i = 0; i < stories.size(); ++i) {
      if (!stories[i].row.heldoutLoss) continue;
      auto& [sum, count] = sums[difference.values[static_cast<qsizetype>(i)]];
      sum += *stories[i].row.heldoutLoss;
      ++count;
    }
    if (sums.size() < 2) continue;
    for (const auto& [value, sum] : sums) out.push_back({difference.name, value, sum.first / sum.second, sum.second});
  }
  return out;
}

}  // namespace graft::ui
