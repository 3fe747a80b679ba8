// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/comparison.hpp"

#include <algorithm>

#include <QCoreApplication>

#include "core/base/hash.hpp"
#include "ui/services/words.hpp"

namespace graft::ui {
namespace {

QString tr(const char* words) { return QCoreApplication::translate("graft::ui", words); }
QString textOf(const std::string& text) { return QString::fromStdString(text); }

}  // namespace

QString settingsText(const AskedWith& with) {
  const Sampling& s = with.sampling;
  QString out = s.temperature > 0 ? tr("Sampled with temperature %1, top-p %2 and seed %3, up to %4 tokens.")
                                        .arg(rateText(s.temperature), rateText(s.topP), QString::number(s.seed), countText(s.maxNew))
                                  : tr("No randomness: the most likely token each time, up to %1 tokens.").arg(countText(s.maxNew));
  if (with.strength != 1) out += " " + tr("Adapter strength %1.").arg(rateText(with.strength));
  out += " " + (with.system.isEmpty() ? tr("No system instruction.") : tr("System instruction: “%1”").arg(with.system.simplified()));
  return out;
}

QString distanceText(double kl) {
  constexpr double kNone = 1e-4, kLittle = 0.1, kClear = 1;
  if (kl < kNone) return tr("At the first word it decides as the base model does.");
  if (kl < kLittle) return tr("At the first word it leans a little away from the base model.");
  if (kl < kClear) return tr("At the first word it differs clearly from the base model.");
  return tr("At the first word it differs strongly from the base model.");
}

QString distanceDetails(const AnswerPane& pane) {
  return tr("KL divergence from the base at the first token: %1 nats (0: the same probabilities). Adapter, SHA-256: %2")
      .arg(numberText(pane.kl), pane.hash);
}

AskedWith askedWith(const CompareResult& result, const CompareJob& job) {
  AskedWith out;
  if (!result.proof.empty()) {
    out.adapter = textOf(result.proof[0].who);
    out.adapterHash = textOf(result.proof[0].hash);
  }
  out.base = textOf(job.model).section('/', -1);
  out.sampling = {static_cast<int>(job.maxNew), job.temperature, job.topP, static_cast<int>(job.seed)};
  out.strength = job.strength;
  return out;
}

BatchResult batchOf(const CompareResult& result, const CompareJob& job) {
  BatchResult out;
  out.with = askedWith(result, job);
  for (const ComparedItem& item : result.items) {
    const auto& answers = item.answers;
    if (answers.size() < 2) continue;
    const bool before = answers[0].right.value_or(false), now = answers[1].right.value_or(false);
    const Bucket bucket = now && !before   ? Bucket::Fixed
                          : before && !now ? Bucket::Regressed
                          : now            ? Bucket::Unchanged
                                           : Bucket::StillWrong;
    out.items.push_back(
        {textOf(item.prompt), textOf(item.expected.value_or("")), textOf(answers[0].text), textOf(answers[1].text), bucket});
    ++out.counts[static_cast<size_t>(bucket)];
    out.baseRight += before;
    out.adapterRight += now;
  }
  if (result.proof.empty()) return out;
  out.kl = result.proof[0].meanKl;
  if (result.proof[0].verdict) out.verdict = result.proof[0].verdict->word;
  return out;
}

std::vector<BlindItem> blindItems(const CompareResult& result, const std::string& run, std::mt19937& random) {
  std::vector<BlindItem> out;
  int64_t index = 0;
  for (const ComparedItem& item : result.items) {
    const int64_t place = index++;
    if (item.answers.size() < 2) continue;
    const QString base = textOf(item.answers[0].text), adapter = textOf(item.answers[1].text), asked = textOf(item.prompt);
    if (base.trimmed() == adapter.trimmed()) continue;  // no information
    const bool left = random() % 2 == 0;
    const auto hash = [](const QString& text) { return sha256(text.toStdString()); };
    out.push_back(
        {asked, left ? adapter : base, left ? base : adapter, left, Vote::None, {place, {}, run, hash(asked), hash(base), hash(adapter)}});
  }
  std::shuffle(out.begin(), out.end(), random);
  return out;
}

}  // namespace graft::ui
