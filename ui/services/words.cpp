// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/words.hpp"

#include "ui/services/messages.hpp"

#include <cmath>

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace graft::ui {
namespace {
QString tr(const char* text, int n = -1) { return QCoreApplication::translate("graft::ui", text, nullptr, n); }
}  // namespace

QString durationText(double seconds) {
  const auto s = static_cast<qint64>(std::llround(std::max(0.0, seconds)));
  if (s < 60) return tr("%1 s").arg(s);
  if (s < 3600) return tr("%1 min %2 s").arg(s / 60).arg(s % 60, 2, 10, QLatin1Char('0'));
  return tr("%1 h %2 min").arg(s / 3600).arg(s % 3600 / 60, 2, 10, QLatin1Char('0'));
}

/// Rounds to `digits` significant digits, without exponent and without zeros at the end.
static QString plainText(double value, int digits) {
  const int places = std::max(0, digits - 1 - static_cast<int>(std::floor(std::log10(std::abs(value)))));
  QString exact = QString::number(value, 'f', places);
  while (exact.contains('.') && (exact.endsWith('0') || exact.endsWith('.'))) exact.chop(1);
  const auto point = exact.indexOf('.');
  return QLocale().toString(value, 'f', point < 0 ? 0 : static_cast<int>(exact.size() - point) - 1);
}

constexpr double kTiny = 1e-7;  // smaller numbers have more zeros than one can count

QString rateText(double value, int digits) {
  if (!std::isfinite(value)) return tr("not a number");
  return value == 0 ? QString("0") : std::abs(value) < kTiny ? QLocale().toString(value, 'g', digits) : plainText(value, digits);
}

QString numberText(double value, int digits) {
  if (!std::isfinite(value)) return tr("not a number");
  if (value == 0) return "0";
  const double size = std::abs(value);
  if (size < kTiny || size >= 1e6) return QLocale().toString(value, 'e', 1);
  if (size < 1e-3) return plainText(value, 2);
  const int before = size >= 1 ? static_cast<int>(std::floor(std::log10(size))) + 1 : 0;
  return QLocale().toString(value, 'f', std::max(0, digits - before));
}
QString countText(int64_t value) { return QLocale().toString(static_cast<qlonglong>(value)); }
QString placeText(int64_t line, const QString& file) {
  constexpr int kMostShown = 20;
  const QString name = file.size() > kMostShown ? file.left(kMostShown / 2) + "…" + file.right(kMostShown / 2 - 1) : file;
  return name.isEmpty() ? countText(line) : name + " · " + countText(line);
}
QString percentText(double share, int decimals) { return tr("%1 %").arg(QLocale().toString(100 * share, 'f', decimals)); }
QString shortHash(const QString& hash) { return hash.size() > 16 ? hash.left(16) + "…" : hash; }
QString exactMatchText(double before, double after) {
  return tr("%1 of the held-out rows answered exactly right; the base model %2.").arg(percentText(after, 1), percentText(before, 1));
}

QString memoryText(double mib) {
  constexpr double kGib = 1024;
  return mib < kGib ? tr("%1 MB").arg(QLocale().toString(mib * 1.048576, 'f', 0))
                    : tr("%1 GB").arg(QLocale().toString(mib * 1.048576 / 1000, 'f', 1));
}

QString whenText(const QString& utc) {
  const QDateTime when = QDateTime::fromString(utc, Qt::ISODate).toLocalTime();
  if (!when.isValid()) return {};
  const QDateTime now = QDateTime::currentDateTime();
  const qint64 ago = when.secsTo(now);
  if (ago >= 0 && ago < 60) return tr("just now");
  if (ago >= 0 && ago < 3600) return tr("%1 min ago").arg(ago / 60);
  const QString clock = QLocale().toString(when.time(), QLocale::ShortFormat);
  if (when.date() == now.date()) return tr("today %1").arg(clock);
  if (when.date().addDays(1) == now.date()) return tr("yesterday %1").arg(clock);
  return QLocale().toString(when.date(), QLocale::ShortFormat);
}

QString phaseText(const PhaseEvent& event) {
  const QString who = event.who ? QString::fromStdString(*event.who) : QString();
  switch (event.phase) {
    case Phase::Unknown: return who.isEmpty() ? tr("Starting") : who.left(1).toUpper() + who.mid(1);
    case Phase::LoadingModel: return tr("Loading the model");
    case Phase::ReadingData: return tr("Reading your examples");
    case Phase::ProbingMemory: return tr("Trying out memory");
    case Phase::EvaluatingBase: return tr("Testing the base model");
    case Phase::Training: return tr("Training");
    case Phase::Resuming: return tr("Resuming after step %1").arg(event.resumedAfter.value_or(0));
    case Phase::Restarting: return tr("No checkpoint was made yet: starting at the beginning");
    case Phase::Paused: return tr("Paused");
    case Phase::WaitingForDisk: return tr("Waiting for space on the disk");
    case Phase::Evaluating: return who.isEmpty() ? tr("Measuring") : tr("Measuring %1").arg(who);
    case Phase::Answering: return tr("Answering");
    case Phase::Asking: return tr("Asking %1").arg(who);
    case Phase::ReadingAdapter: return tr("Reading base and adapter");
    case Phase::AskingAdapter: return tr("Asking the trained adapter");
    case Phase::WritingFiles: return tr("Writing the files");
    case Phase::AskingExport: return tr("Asking what was written");
    case Phase::Hashing: return tr("Taking hashes");
    case Phase::ReadingGeneralText: return tr("Reading everyday text");
    case Phase::AskingForTrainedRows: return tr("Asking for trained examples");
    case Phase::AskingOnOwnBase: return tr("Asking on its own base");
    case Phase::AskingOnOtherBase: return tr("Asking on the other base");
  }
  return {};
}

QString phaseText(const PhaseEvent& event, const ProgressEvent& progress) {
  const QString words = phaseText(event);
  if (progress.part == ProgressPart::None || progress.total == 0) return words;
  const QString of = tr("%1 of %2").arg(countText(static_cast<int64_t>(progress.done)), countText(static_cast<int64_t>(progress.total)));
  return event.phase == Phase::Training ? tr("%1, testing: %2").arg(words, of) : tr("%1: %2").arg(words, of);
}

QString aboutText(double seconds) {
  constexpr double kMinute = 60, kHour = 3600;
  if (seconds < 10) return tr("a few seconds");
  if (seconds < 1.5 * kMinute) return tr("about %1 s").arg(10 * std::llround(seconds / 10));
  if (seconds < kHour - kMinute / 2) return tr("about %1 min").arg(std::llround(seconds / kMinute));
  const auto minutes = 5 * std::llround(seconds / (5 * kMinute));
  return tr("about %1 h %2 min").arg(minutes / 60).arg(minutes % 60, 2, 10, QLatin1Char('0'));
}

QString estimateText(double share, double secondsLeft) { return tr("%1 · %2 left").arg(percentText(share), aboutText(secondsLeft)); }

StateWords stateWords(const QString& state) {
  if (state == "running") return {tr("Running"), "play", Tone::Accent};
  if (state == "finished") return {tr("Finished"), "good", Tone::Good};
  if (state == "stopped early") return {tr("Finished early"), "good", Tone::Good};
  if (state == "stopped") return {tr("Stopped and kept"), "stop", Tone::Neutral};
  if (state == "paused") return {tr("Paused"), "pause", Tone::Warn};
  if (state == "interrupted") return {tr("Interrupted"), "warn", Tone::Warn};
  if (state == "failed") return {tr("Failed"), "bad", Tone::Bad};
  return {state.isEmpty() ? tr("Not started") : state, "info", Tone::Neutral};
}

Tone toneOf(Rating rating) { return rating == Rating::Green ? Tone::Good : rating == Rating::Amber ? Tone::Warn : Tone::Bad; }

std::vector<CpuUseWords> cpuUses() {
  return {{"gentle", tr("Gentle"), tr("half of the cores, and every other program goes first")},
          {"normal", tr("Normal"), tr("all cores, shared evenly with other programs")},
          {"all", tr("All"), tr("the second thread of each core as well, where it has one")}};
}

QString errorText(const Error& error) {
  QString text = messageText(error.what);
  if (!text.isEmpty()) text[0] = text[0].toUpper();
  if (!error.where.empty()) text += " (" + QString::fromStdString(error.where) + ")";
  if (!text.endsWith('.')) text += '.';
  if (!error.kept.empty()) text += " " + messageText(error.kept);
  if (!error.hint.empty()) text += " " + messageText(error.hint);
  return text;
}

}  // namespace graft::ui
