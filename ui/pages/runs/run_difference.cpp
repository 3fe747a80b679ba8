// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/run_difference.hpp"

#include <algorithm>
#include <map>

#include <QCoreApplication>

#include "ui/services/setting_names.hpp"
#include "ui/services/words.hpp"

namespace graft::ui {
namespace {

QString tr(const char* words) { return QCoreApplication::translate("graft::ui", words); }

Json settingOf(const store::Story& story, const std::string& key) {
  return story.record.contains("settings") && story.record["settings"].contains(key) ? story.record["settings"][key] : Json();
}

template <class Of>
void add(std::vector<Difference>& out, const QString& name, const std::vector<store::Story>& stories, Of of) {
  QStringList values;
  for (const auto& story : stories) values << of(story);
  QStringList known = values;
  known.removeAll(QString());
  if (known.removeDuplicates(); known.size() > 1) out.push_back({name, std::move(values)});
}

/// Setting keys of all runs, in the order of their first occurrence.
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

}  // namespace

std::vector<Difference> differencesOf(const std::vector<store::Story>& stories) {
  std::vector<Difference> out;
  for (const auto& key : keysOf(stories))
    add(out, settingName(key), stories, [&](const auto& story) { return settingText(settingOf(story, key)); });
  add(out, tr("Examples"), stories,
      [](const auto& s) { return s.row.dataset.empty() ? QString() : QString::fromStdString(s.row.dataset) + "@" + QString::number(s.row.datasetVersion); });
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

const store::Story* bestOf(const std::vector<store::Story>& stories) {
  const store::Story* best = nullptr;
  int measured = 0;
  for (const auto& story : stories) {
    if (!story.row.heldoutLoss) continue;
    const bool sameRows = !best || (best->row.dataset == story.row.dataset && best->row.datasetVersion == story.row.datasetVersion);
    if (!sameRows) return nullptr;
    if (!best || *story.row.heldoutLoss < *best->row.heldoutLoss) best = &story;
    ++measured;
  }
  return measured > 1 ? best : nullptr;
}

QString bestSentence(const std::vector<store::Story>& stories) {
  const store::Story* best = bestOf(stories);
  if (!best) return {};
  const auto goesOn = [](const auto& story) { return story.row.state.empty() || story.row.state == "running" || story.row.state == "paused"; };
  const auto ended = static_cast<int64_t>(stories.size()) - std::count_if(stories.begin(), stories.end(), goesOn);
  QStringList with;
  for (const auto& d : differencesOf(stories)) with << d.name + " " + d.values[best - stories.data()];
  const QString name = QString::fromStdString(best->row.name), loss = numberText(*best->row.heldoutLoss);
  const QString result = with.isEmpty() ? tr("%1, held-out loss %2").arg(name, loss) : tr("%1, held-out loss %2 with %3").arg(name, loss, with.join(", "));
  const auto all = static_cast<int64_t>(stories.size());
  const QString words = ended == all ? tr("Best: %1.").arg(result) : tr("Best so far (%1 of %2 have ended): %3.").arg(countText(ended), countText(all), result);
  constexpr double kEqual = 1.005;  // same factor as in training: a smaller gain counts as none
  QStringList equal;
  for (const auto& story : stories) {
    if (&story != best && story.row.heldoutLoss && *story.row.heldoutLoss <= kEqual * *best->row.heldoutLoss) equal << QString::fromStdString(story.row.name);
  }
  return equal.isEmpty() ? words : words + " " + tr("As good within half a percent: %1.").arg(equal.join(", "));
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
