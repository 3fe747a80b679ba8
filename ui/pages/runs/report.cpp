// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/report.hpp"

#include <cmath>

#include <QBuffer>
#include <QCoreApplication>

#include "core/base/statistics.hpp"
#include "ui/charts/plot.hpp"
#include "ui/pages/runs/run_view_model.hpp"
#include "ui/services/setting_names.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/report_parts.hpp"

namespace graft::ui {
namespace {

QString tr(const char* words) { return QCoreApplication::translate("graft::ui", words); }

/// Renders curves as a picture inside the file.
QString picture(const Theme& theme, const QString& title, std::vector<PlotSeries> series, bool smooth) {
  Plot plot(theme);
  plot.resize(760, 300);
  plot.setXTitle(axisTitle(XAxis::Step));
  plot.setSmoothing(smooth);
  plot.setSeries(std::move(series));
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  plot.picture(2).save(&buffer, "PNG");
  return "<h3>" + title + "</h3><img width=\"640\" alt=\"" + title + "\" src=\"data:image/png;base64," +
         QString::fromLatin1(bytes.toBase64()) + "\">";
}

QString result(const store::RunDetails& details) {
  const TrainResult end = details.record.result.value_or(TrainResult());
  const std::optional<HeldoutScore> before = end.heldoutBefore, after = end.heldoutAfter;
  if (!after) return "<p>" + tr("No row was held out, so nothing says whether it became better.") + "</p>";
  const auto rows = static_cast<int64_t>(after->rows);
  const auto share = [&](const std::optional<HeldoutScore>& measured) {
    if (!measured || !measured->exactMatch) return QString("–");
    const double value = *measured->exactMatch;
    const Interval range = wilson(std::llround(value * static_cast<double>(rows)), rows);
    return tr("%1 (95 %: %2 to %3)").arg(percentText(value, 1), percentText(range.low, 1), percentText(range.high, 1));
  };
  const auto loss = [](const std::optional<HeldoutScore>& measured) { return measured ? numberText(measured->loss) : QString("–"); };
  return "<table>" + reportRow({QString(), tr("base model"), tr("with the adapter")}, "th") +
         reportRow({tr("held-out loss"), loss(before), loss(after)}) + reportRow({tr("exact match"), share(before), share(after)}) +
         "</table><p>" +
         tr("Measured on %1 rows that were never trained on. Exact match counts answers that equal the expected one; the interval is "
            "Wilson's.")
             .arg(countText(rows)) +
         "</p>";
}

QString settings(const store::RunDetails& details) {
  QString out = "<table>";
  for (const auto& [key, value] : details.record.settings.items())
    out += reportRow({settingName(key).toHtmlEscaped(), settingText(value).toHtmlEscaped()});
  return out + "</table>";
}

QString answers(const store::RunDetails& details) {
  if (details.samples.size() < 2) return {};
  const auto &first = details.samples.front().answers, &last = details.samples.back().answers;
  QString out = "<h2>" + tr("Sample answers") + "</h2><table>" + reportRow({tr("asked"), tr("expected"), tr("base"), tr("adapter")}, "th");
  for (size_t i = 0; i < last.size() && i < first.size(); ++i)
    out += reportRow({reportText(last[i].prompt), reportText(last[i].expected), reportText(first[i].answer), reportText(last[i].answer)});
  return out + "</table>";
}

QString provenance(const store::RunDetails& details) {
  QString out = "<table>";
  const RunRecord& record = details.record;
  const Json hashes = toJson(record.hashes);
  for (const auto& [key, value] : hashes.items())
    out += reportRow({reportText(key), "<code>" + reportText(value.get<std::string>()) + "</code>"});
  const std::pair<const char*, std::string> facts[] = {
      {"graft", record.graft}, {"build", record.build}, {"libtorch", record.libtorch}, {"processor", record.processor}};
  for (const auto& [key, value] : facts) out += reportRow({key, reportText(value)});
  return out + "</table>";
}

QString warnings(const store::RunDetails& details) {
  if (details.warnings.empty()) return "<p>" + tr("None.") + "</p>";
  QString out = "<ul>";
  for (const auto& w : details.warnings) out += "<li>" + tr("step %1: %2").arg(w.step).arg(messageText(w.text).toHtmlEscaped()) + "</li>";
  return out + "</ul>";
}

}  // namespace

QString runReport(const Theme& theme, const store::RunDetails& details) {
  const auto curves = curvesOf(details, XAxis::Step);
  const PlanEvent plan = details.record.plan.value_or(PlanEvent());
  const auto rows = [](size_t value) { return countText(static_cast<int64_t>(value)); };
  QString out = reportBegin(QString::fromStdString(details.row.name));
  out += "<p>" +
         tr("%1 on %2, version %3. State: %4. Started %5.")
             .arg(reportText(details.row.model), reportText(details.row.dataset))
             .arg(details.row.datasetVersion)
             .arg(stateWords(QString::fromStdString(details.row.state)).text, reportText(details.row.started)) +
         "</p>";
  if (!details.row.note.empty()) out += "<p><i>" + reportText(details.row.note) + "</i></p>";
  out += "<h2>" + tr("Result") + "</h2>" + result(details);
  out += "<h2>" + tr("Method") + "</h2><p>" +
         tr("LoRA adapter, %1 trained numbers of %2 in the base model, which was not changed. %3 rows to learn from, %4 held out, %5 "
            "steps in %6.")
             .arg(countText(plan.trainedParameters), countText(plan.modelParameters), rows(plan.rows), rows(plan.heldoutRows),
                  countText(plan.steps), reportText(plan.dtype)) +
         "</p>";
  out += picture(
      theme, tr("Loss"),
      {{tr("training"), kTrainingColour, Style::Line, curves.loss}, {tr("held-out"), kHeldOutColour, Style::Points, curves.heldout}}, true);
  out += picture(theme, tr("Gradient size"), {{{}, 0, Style::Line, curves.gradient}}, false);
  out += answers(details);
  out += "<h2>" + tr("Warnings") + "</h2>" + warnings(details);
  out += "<h2>" + tr("Settings") + "</h2>" + settings(details);
  out += "<h2>" + tr("Where it comes from (SHA-256)") + "</h2>" + provenance(details);
  return out + reportEnd();
}

}  // namespace graft::ui
