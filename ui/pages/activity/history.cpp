// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/activity/history.hpp"

#include <algorithm>
#include <set>

#include <QLocale>

#include "ui/pages/activity/activity_view_model.hpp"
#include "ui/services/words.hpp"

namespace graft::ui {
namespace {

QString q(const std::string& text) { return QString::fromStdString(text); }
int asInt(uint64_t count) { return static_cast<int>(std::min<uint64_t>(count, std::numeric_limits<int>::max())); }

QString aliasText(const std::string& alias) {
  return alias == "champion" ? ActivityViewModel::tr("champion") : alias == "challenger" ? ActivityViewModel::tr("challenger") : q(alias);
}

QString revisionText(const RevisionCounts& counts) {
  QStringList parts;
  if (counts.changed > 0) parts << ActivityViewModel::tr("%n row(s) changed", nullptr, asInt(counts.changed));
  if (counts.removed > 0) parts << ActivityViewModel::tr("%n row(s) removed", nullptr, asInt(counts.removed));
  if (counts.moved > 0) parts << ActivityViewModel::tr("%n row(s) moved to the other split", nullptr, asInt(counts.moved));
  if (counts.masked > 0) parts << ActivityViewModel::tr("personal data masked in %n row(s)", nullptr, asInt(counts.masked));
  return parts.join(", ");
}

QString rowsText(const Act& act) {
  QString out = ActivityViewModel::tr("%n row(s)", nullptr, asInt(act.rows));
  if (act.heldout > 0) out += ", " + ActivityViewModel::tr("%n held out", nullptr, asInt(act.heldout));
  return out;
}

QString scoreText(const Act& act) {
  if (act.exactAfter && act.exactBefore)
    return ActivityViewModel::tr("exact match %1, before training %2")
        .arg(percentText(*act.exactAfter, 1), percentText(*act.exactBefore, 1));
  if (act.exactAfter) return ActivityViewModel::tr("exact match %1").arg(percentText(*act.exactAfter, 1));
  if (act.lossAfter) return ActivityViewModel::tr("held-out loss %1").arg(numberText(*act.lossAfter));
  return {};
}

ActWords endWords(const Act& act) {
  const std::string& state = act.detail;
  const auto icon = stateWords(q(state));
  QString what = ActivityViewModel::tr("Run ended: %1").arg(q(state));
  if (state == "finished") what = ActivityViewModel::tr("Run finished");
  if (state == "stopped early") what = ActivityViewModel::tr("Run finished early");
  if (state == "stopped") what = ActivityViewModel::tr("Run stopped and saved");
  if (state == "paused") what = ActivityViewModel::tr("Run paused, memory given back");
  if (state == "interrupted") what = ActivityViewModel::tr("Run interrupted");
  if (state == "failed") what = ActivityViewModel::tr("Run failed");
  return {what, {}, scoreText(act), icon.icon, icon.tone, {}};
}

ActWords datasetWords(const Act& act) {
  switch (act.kind) {
    case ActKind::DatasetImported: return {ActivityViewModel::tr("Dataset imported"), {}, rowsText(act), "data", Tone::Neutral, {}};
    case ActKind::DatasetRevised: {
      const QString changes = act.revision ? revisionText(*act.revision) : QString();
      return {ActivityViewModel::tr("Dataset edited"), {}, changes.isEmpty() ? rowsText(act) : changes, "data", Tone::Neutral, {}};
    }
    case ActKind::DatasetRenamed:
      return {
          ActivityViewModel::tr("Dataset renamed"), {}, ActivityViewModel::tr("formerly %1").arg(q(act.detail)), "data", Tone::Neutral, {}};
    default: return {ActivityViewModel::tr("Dataset deleted"), {}, {}, "trash", Tone::Neutral, {}};
  }
}

ActWords testWords(const Act& act) {
  if (act.kind == ActKind::Checked) {
    const QString result = !act.rating                   ? QString()
                           : act.rating == Rating::Green ? ActivityViewModel::tr("no harm found")
                           : act.rating == Rating::Amber ? ActivityViewModel::tr("slight harm found")
                                                         : ActivityViewModel::tr("harm found");
    return {ActivityViewModel::tr("Adapter checked"), {}, result, "check", act.rating ? toneOf(*act.rating) : Tone::Neutral, {}};
  }
  if (act.kind == ActKind::Compared) {
    const QString result = !act.verdict                     ? QString()
                           : act.verdict == Verdict::Better ? ActivityViewModel::tr("better than the base model")
                           : act.verdict == Verdict::Worse  ? ActivityViewModel::tr("worse than the base model")
                                                            : ActivityViewModel::tr("no certain difference");
    return {ActivityViewModel::tr("Adapter compared"), {}, result, "compare", Tone::Neutral, {}};
  }
  const QString what = act.kind == ActKind::Voted ? ActivityViewModel::tr("Answers voted on") : ActivityViewModel::tr("Votes withdrawn");
  return {what, {}, ActivityViewModel::tr("%n vote(s)", nullptr, asInt(act.count)), "compare", Tone::Neutral, {}};
}

ActWords adapterWords(const Act& act) {
  switch (act.kind) {
    case ActKind::AdapterKept: return {ActivityViewModel::tr("Adapter saved"), {}, {}, "adapters", Tone::Neutral, {}};
    case ActKind::AdapterTaken: return {ActivityViewModel::tr("Adapter imported"), {}, {}, "adapters", Tone::Neutral, {}};
    case ActKind::CardChanged: return {ActivityViewModel::tr("Model card edited"), {}, {}, "adapters", Tone::Neutral, {}};
    case ActKind::Promoted:
      return {ActivityViewModel::tr("Adapter promoted"),
              {},
              ActivityViewModel::tr("is now %1").arg(aliasText(act.detail)),
              "adapters",
              Tone::Neutral,
              {}};
    case ActKind::RolledBack:
      return {ActivityViewModel::tr("Rolled back"),
              {},
              ActivityViewModel::tr("is %1 again").arg(aliasText(act.detail)),
              "undo",
              Tone::Neutral,
              {}};
    default: return {ActivityViewModel::tr("Adapter exported"), {}, q(act.detail), "export", Tone::Neutral, {}};
  }
}

/// NAME@VERSION of a dataset in words.
QString versionText(const std::string& label) {
  const size_t at = label.rfind('@');
  if (at == std::string::npos) return q(label);
  return ActivityViewModel::tr("on %1, version %2").arg(q(label.substr(0, at)), q(label.substr(at + 1)));
}

ActWords runWords(const Act& act) {
  switch (act.kind) {
    case ActKind::RunStarted: return {ActivityViewModel::tr("Run started"), {}, versionText(act.detail), "play", Tone::Accent, {}};
    case ActKind::RunPaused: return {ActivityViewModel::tr("Run paused"), {}, {}, "pause", Tone::Warn, {}};
    case ActKind::RunResumed: return {ActivityViewModel::tr("Run resumed"), {}, {}, "play", Tone::Accent, {}};
    case ActKind::RunBinned: return {ActivityViewModel::tr("Run moved to the bin"), {}, {}, "trash", Tone::Neutral, {}};
    case ActKind::RunRestored: return {ActivityViewModel::tr("Run restored from the bin"), {}, {}, "undo", Tone::Neutral, {}};
    case ActKind::RunPurged: return {ActivityViewModel::tr("Run deleted from the bin"), {}, {}, "trash", Tone::Neutral, {}};
    default: return endWords(act);
  }
}

ActWords noteWords(const Act& act) {
  switch (act.kind) {
    case ActKind::NoteChanged: return {ActivityViewModel::tr("Note written"), {}, q(act.detail).simplified(), "file", Tone::Neutral, {}};
    case ActKind::NoteRemoved: return {ActivityViewModel::tr("Note removed"), {}, {}, "file", Tone::Neutral, {}};
    case ActKind::TagAdded: return {ActivityViewModel::tr("Tag added"), {}, q(act.detail), "tag", Tone::Neutral, {}};
    case ActKind::TagRemoved: return {ActivityViewModel::tr("Tag removed"), {}, q(act.detail), "tag", Tone::Neutral, {}};
    case ActKind::StoreCopied: return {ActivityViewModel::tr("Store backed up"), {}, q(act.detail), "export", Tone::Neutral, {}};
    default: return {q(act.detail), {}, {}, "info", Tone::Neutral, {}};
  }
}

bool isAdapterKey(const std::string& name) { return name.find('@') != std::string::npos; }

PageRequest linkOf(const Act& act) {
  if (act.isGone || act.subject.empty()) return {};
  const QString name = q(act.subject);
  switch (groupOf(act.kind)) {
    case ActGroup::Runs:
    case ActGroup::Notes:
      return act.kind == ActKind::StoreCopied || act.kind == ActKind::Other ? PageRequest() : PageRequest(showRun(name));
    case ActGroup::Data: return ShowDataset{name, act.version};
    case ActGroup::Tests:
      if (act.kind == ActKind::Checked) return CheckAdapter{name};
      return CompareAdapter{name};
    case ActGroup::Adapters: return isAdapterKey(act.subject) ? PageRequest(ShowAdapter{name}) : PageRequest(showRun(name));
    case ActGroup::Models: return ShowModel{name};
    case ActGroup::All: break;
  }
  return {};
}

/// Marks items that no page can show.
void markGone(Act& act, const std::set<std::string>& shown) {
  const auto group = groupOf(act.kind);
  const bool isOfRun = group == ActGroup::Runs || group == ActGroup::Notes ||
                       ((group == ActGroup::Tests || group == ActGroup::Adapters) && !isAdapterKey(act.subject));
  if (isOfRun && !shown.contains(act.subject)) act.isGone = true;
  if (act.kind == ActKind::ModelRemoved) act.isGone = true;
}

bool areJoined(const Act& later, const Act& earlier) {
  const bool isSmall = later.kind == ActKind::Voted || later.kind == ActKind::VoteWithdrawn || later.kind == ActKind::NoteChanged;
  return isSmall && later.kind == earlier.kind && later.subject == earlier.subject;
}

}  // namespace

std::vector<std::pair<ActGroup, QString>> actGroups() {
  return {{ActGroup::All, ActivityViewModel::tr("Everything")},
          {ActGroup::Runs, ActivityViewModel::tr("Runs")},
          {ActGroup::Data, ActivityViewModel::tr("Datasets")},
          {ActGroup::Tests, ActivityViewModel::tr("Comparisons and checks")},
          {ActGroup::Adapters, ActivityViewModel::tr("Adapters and exports")},
          {ActGroup::Models, ActivityViewModel::tr("Models")},
          {ActGroup::Notes, ActivityViewModel::tr("Notes and others")}};
}

ActGroup groupOf(ActKind kind) {
  switch (kind) {
    case ActKind::DatasetImported:
    case ActKind::DatasetRevised:
    case ActKind::DatasetRenamed:
    case ActKind::DatasetDeleted: return ActGroup::Data;
    case ActKind::RunStarted:
    case ActKind::RunPaused:
    case ActKind::RunResumed:
    case ActKind::RunEnded:
    case ActKind::RunBinned:
    case ActKind::RunRestored:
    case ActKind::RunPurged: return ActGroup::Runs;
    case ActKind::Compared:
    case ActKind::Voted:
    case ActKind::VoteWithdrawn:
    case ActKind::Checked: return ActGroup::Tests;
    case ActKind::AdapterKept:
    case ActKind::AdapterTaken:
    case ActKind::CardChanged:
    case ActKind::Promoted:
    case ActKind::RolledBack:
    case ActKind::Exported: return ActGroup::Adapters;
    case ActKind::ModelAdded:
    case ActKind::ModelRemoved: return ActGroup::Models;
    case ActKind::NoteChanged:
    case ActKind::NoteRemoved:
    case ActKind::TagAdded:
    case ActKind::TagRemoved:
    case ActKind::StoreCopied:
    case ActKind::Other: return ActGroup::Notes;
  }
  return ActGroup::Notes;
}

ActWords wordsOf(const Act& act) {
  ActWords out;
  switch (groupOf(act.kind)) {
    case ActGroup::Data: out = datasetWords(act); break;
    case ActGroup::Runs: out = runWords(act); break;
    case ActGroup::Tests: out = testWords(act); break;
    case ActGroup::Adapters: out = adapterWords(act); break;
    case ActGroup::Models:
      out.what =
          act.kind == ActKind::ModelAdded ? ActivityViewModel::tr("Model added") : ActivityViewModel::tr("Model removed from the list");
      out.icon = "chip";
      break;
    default: out = noteWords(act); break;
  }
  out.item = act.subject.empty() ? shortHash(q(act.detail)) : q(act.subject);
  if (act.version > 0) out.item = ActivityViewModel::tr("%1, version %2").arg(out.item).arg(act.version);
  out.link = linkOf(act);
  return out;
}

QString momentText(const std::string& utc) {
  const QDateTime when = QDateTime::fromString(q(utc), Qt::ISODate).toLocalTime();
  return when.isValid() ? QLocale().toString(when, QLocale::ShortFormat) : QString();
}

std::vector<Act> composedHistory(std::vector<Act> acts, const std::vector<store::RecordedRun>& runs) {
  std::set<std::string> shown;
  for (const auto& run : runs) {
    if (run.binnedSince.empty()) shown.insert(run.name);
  }
  std::set<std::string> logged;  // models whose adding the audit log tells, with who did it
  for (const Act& act : acts) {
    if (act.kind == ActKind::ModelAdded && !act.actor.empty()) logged.insert(act.subject);
  }
  std::erase_if(acts, [&](const Act& act) {
    return act.at.empty() || (act.kind == ActKind::ModelAdded && act.actor.empty() && logged.contains(act.subject));
  });
  for (Act& act : acts) {
    if (act.kind == ActKind::Checked && act.subject.empty()) {
      const auto made = std::find_if(runs.begin(), runs.end(), [&](const auto& run) { return run.record.hashes.adapter == act.detail; });
      if (made != runs.end()) act.subject = made->name;
    }
    markGone(act, shown);
  }
  std::stable_sort(acts.begin(), acts.end(), [](const Act& a, const Act& b) { return a.at > b.at; });
  std::vector<Act> out;
  for (Act& act : acts) {
    if (!out.empty() && areJoined(out.back(), act))
      out.back().count += act.count;
    else
      out.push_back(std::move(act));
  }
  return out;
}

TrainedTime trainedTimeOf(const RunRecord& record, double seconds, const QDateTime& now) {
  const auto local = [](const std::string& utc) { return QDateTime::fromString(q(utc), Qt::ISODate).toLocalTime(); };
  TrainedTime out{local(record.started), local(record.ended), {}, seconds};
  for (const auto& at : record.resumed.value_or(std::vector<std::string>())) out.resumed.push_back(local(at));
  if (record.state == kRunning || !out.ended.isValid()) out.ended = now;
  return out;
}

void addToDays(const TrainedTime& time, std::map<QDate, double>& days) {
  if (!time.started.isValid()) return;
  std::vector<QDateTime> begins = {time.started};
  for (const auto& at : time.resumed) {
    if (at.isValid()) begins.push_back(at);
  }
  QDateTime end = time.ended;
  double left = time.seconds;
  for (size_t part = begins.size(); part-- > 0 && left > 0; end = begins[part]) {
    const auto room = std::max(0.0, static_cast<double>(begins[part].secsTo(end)));
    double here = part == 0 ? left : std::min(left, room);
    left -= here;
    for (QDateTime at = begins[part]; here > 0;) {
      const QDateTime midnight = at.date().addDays(1).startOfDay();
      const double today = std::min(here, static_cast<double>(at.secsTo(midnight)));
      days[at.date()] += today;
      here -= today;
      at = midnight;
    }
  }
}

}  // namespace graft::ui
