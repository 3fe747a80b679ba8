// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/compare_report.hpp"

#include <QCoreApplication>

#include "ui/pages/compare/batch_tab.hpp"
#include "ui/pages/compare/blind_tab.hpp"
#include "ui/pages/compare/waffle.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/report_parts.hpp"

namespace graft::ui {
namespace {

QString tr(const char* words) { return QCoreApplication::translate("graft::ui", words); }

QString method(const AskedWith& with) {
  return "<p>" +
         tr("Base model and adapter answered the same questions over one copy of the weights, with the same seed (%1), temperature (%2), "
            "top-p (%3), at most %4 new tokens, and the adapter at strength %5.")
             .arg(QString::number(with.sampling.seed), numberText(with.sampling.temperature), numberText(with.sampling.topP),
                  countText(with.sampling.maxNew), numberText(with.strength)) +
         "</p><table>" + reportRow({tr("base model"), with.base.toHtmlEscaped()}) +
         reportRow({tr("adapter"), with.adapter.toHtmlEscaped()}) +
         reportRow({tr("adapter, SHA-256"), "<code>" + with.adapterHash.toHtmlEscaped() + "</code>"}) + "</table>";
}

QString batch(const BatchResult& result) {
  QString out = "<h2>" + tr("Held-out rows") + "</h2><p><b>" + verdictText(result.verdict) + ".</b> " +
                verdictSentence(result).toHtmlEscaped() + "</p>" + method(result.with) + "<table>";
  for (int i = 0; i < kBuckets; ++i)
    out += reportRow({bucketText(static_cast<Bucket>(i)), countText(result.counts[static_cast<size_t>(i)])});
  out += reportRow({tr("mean KL divergence from the base, per token"), numberText(result.kl)}) + "</table>";
  out +=
      "<p>" +
      tr("Right is what equals the expected answer. Intervals are Wilson's; the verdict is an exact sign test on the rows on which the two "
         "differ, at p below 0.05. What was measured is this task on these rows, not the model in general.") +
      "</p>";
  for (int i = 0; i < kBuckets; ++i) {
    if (result.counts[static_cast<size_t>(i)] == 0) continue;
    out += "<h3>" + bucketText(static_cast<Bucket>(i)) + "</h3><table>" +
           reportRow({tr("asked"), tr("expected"), tr("base"), tr("adapter")}, "th");
    for (const BatchItem& item : result.items) {
      if (static_cast<int>(item.bucket) != i) continue;
      out +=
          reportRow({item.asked.toHtmlEscaped(), item.expected.toHtmlEscaped(), item.base.toHtmlEscaped(), item.adapter.toHtmlEscaped()});
    }
    out += "</table>";
  }
  return out;
}

QString blind(const CompareViewModel& model) {
  const VoteWords words = voteWords(model);
  QString out =
      "<h2>" + tr("Blind vote") + "</h2><p><b>" + words.verdict.toHtmlEscaped() + ".</b> " + words.sentence.toHtmlEscaped() + "</p>" +
      method(model.blindWith()) + "<p>" +
      tr("Sides were shuffled for each question and names shown only at the end; questions to which both gave the same answer were left "
         "out.") +
      "</p><table>" + reportRow({tr("asked"), tr("adapter"), tr("base"), tr("preferred")}, "th");
  const QString names[] = {tr("no vote"), tr("adapter"), tr("base"), tr("equal"), tr("both bad")};
  for (const BlindItem& item : model.blind())
    out += reportRow({item.asked.toHtmlEscaped(), (item.adapterIsLeft ? item.left : item.right).toHtmlEscaped(),
                      (item.adapterIsLeft ? item.right : item.left).toHtmlEscaped(), names[static_cast<int>(item.vote)]});
  return out + "</table>";
}

QString question(const Turn& turn) {
  QString out = "<h3>" + turn.asked.toHtmlEscaped() + "</h3><p>" + settingsText(turn.with).toHtmlEscaped() + "</p><table>" +
                reportRow({tr("who"), tr("answer"), tr("KL from the base"), tr("SHA-256")}, "th");
  for (const AnswerPane& pane : turn.panes)
    out += reportRow({pane.who.toHtmlEscaped(), pane.text.toHtmlEscaped(), pane.hash.isEmpty() ? QString("–") : numberText(pane.kl),
                      "<code>" + pane.hash.left(16) + "</code>"});
  return out + "</table>";
}

QString conversation(const CompareViewModel& model) {
  QString out = "<h2>" + (model.turns().empty() ? tr("One question") : tr("Conversation")) + "</h2>";
  if (!model.turns().empty()) out += "<p>" + tr("Each model was sent the earlier questions with its own answers.") + "</p>";
  for (const Turn& turn : model.turns()) out += question(turn);
  return model.turn().isAnswered() ? out + question(model.turn()) : out;
}

}  // namespace

QString compareReport(const CompareViewModel& model) {
  const bool asked = model.turn().isAnswered() || !model.turns().empty(),
             voted = !model.blind().empty() && model.blindAt() == model.blind().size();
  if (!model.batch() && !asked && !voted) return {};
  QString out = reportBegin(tr("Base model and adapter: %1").arg(model.chosen().value(0)));
  if (model.batch()) out += batch(*model.batch());
  if (voted) out += blind(model);
  if (asked) out += conversation(model);
  return out + reportEnd();
}

}  // namespace graft::ui
