// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/check/check_view_model.hpp"

#include "core/protocol/frames.hpp"
#include "core/workspace/checks.hpp"
#include "ui/services/background.hpp"
#include "ui/services/base_question.hpp"
#include "ui/services/job_service.hpp"
#include "ui/services/store_service.hpp"
#include "ui/services/words.hpp"

namespace graft::ui {

Tone toneOf(const std::string& verdict) { return verdict == "green" ? Tone::Good : verdict == "amber" ? Tone::Warn : Tone::Bad; }

QString generalSentence(const Json& result) {
  const auto verdict = get<std::string>(result, "general_verdict", "red");
  if (verdict == "green") return CheckViewModel::tr("General ability kept.");
  if (verdict == "amber") return CheckViewModel::tr("General ability slightly reduced.");
  return CheckViewModel::tr("General ability damaged.");
}

QString recitationSentence(const Json& found) {
  const auto tried = get<qlonglong>(found, "tried", 0), recited = get<qlonglong>(found, "recited", 0);
  if (tried == 0) return CheckViewModel::tr("No example of the training data is long enough to be recited.");
  if (recited == 0) return CheckViewModel::tr("None of %1 trained examples is recited word for word.").arg(tried);
  return get<std::string>(found, "verdict", "") == "red"
             ? CheckViewModel::tr("%1 of %2 trained examples are recited word for word, with what looks like personal data among them.")
                   .arg(recited)
                   .arg(tried)
             : CheckViewModel::tr("%1 of %2 trained examples are recited word for word.").arg(recited).arg(tried);
}

CheckViewModel::CheckViewModel(const Services& services, QObject* parent) : QObject(parent), m_services(services), m_list(services) {
  connect(&m_list, &AdapterList::changed, this, [this] {
    const AdapterItem* wanted = m_list.find(std::exchange(m_wanted, {}));
    const AdapterItem* shown = wanted ? wanted : current() ? current() : m_list.newest();
    Q_EMIT listChanged();
    choose(shown ? shown->key : QString());
  });
  connect(&m_list, &AdapterList::failed, this, &CheckViewModel::failed);
}

void CheckViewModel::choose(const QString& name) {
  if (m_busy) return;
  const AdapterItem* item = m_list.find(name);
  if (!item) {
    m_wanted = name;  // the list may not be read yet
    return;
  }
  if (item->key == m_key) return;
  m_key = item->key;
  m_acceptedBase.clear();
  m_result = m_carried = nullptr;
  Q_EMIT changed();
  readLast();
}

void CheckViewModel::readLast() {
  m_services.files.run(
      this, [path = current()->path, home = m_services.store.home()] { return workspace::lastCheckOf(path, home); },
      [this, key = m_key](Json last) {
        if (key != m_key || m_busy) return;
        m_result = std::move(last);
        Q_EMIT changed();
      });
}

void CheckViewModel::start() {
  const AdapterItem* item = current();
  if (m_busy || !item) return;
  workspace::CheckOrder order;
  order.adapter = item->path;
  order.acceptedBase = m_acceptedBase;
  m_again = [this] { start(); };
  run([order, home = m_services.store.home()] { return workspace::checkSpec(order, home); },
      [this](const Json& result) {
        m_result = result;
        m_services.files.run(
            this, [result, home = m_services.store.home()] { return workspace::keepCheck(result, home); },
            [this](const Status& kept) {
              if (!kept.ok()) Q_EMIT failed(errorText(kept.error()));
            });
      });
}

void CheckViewModel::carryTo(const QString& file) {
  const AdapterItem* item = current();
  if (m_busy || !item) return;
  workspace::CarryOrder order;
  order.adapter = item->path;
  order.otherModel = (file.endsWith("/config.json") ? file.section('/', 0, -2) : file).toStdString();
  order.acceptedBase = m_acceptedBase;
  m_again = [this, file] { carryTo(file); };
  m_carried = nullptr;
  run([order, home = m_services.store.home()] { return workspace::carrySpec(order, home); },
      [this](const Json& result) { m_carried = result; });
}

void CheckViewModel::acceptBase(const QString& claimed) {
  m_acceptedBase = claimed.toStdString();
  if (m_again) m_again();
}

/// Runs one job at a time. No other adapter can be chosen meanwhile.
void CheckViewModel::run(std::function<Result<Json>()> makeSpec, std::function<void(const Json&)> done) {
  m_busy = true;
  m_doing = tr("Getting ready");
  m_share = -1;
  Q_EMIT changed();
  const auto end = [this, done = std::move(done)](const Result<Json>& outcome) {
    m_busy = false;
    if (outcome.ok())
      done(*outcome);
    else if (outcome.error().code != Code::Stopped)
      Q_EMIT failed(errorText(outcome.error()));
    Q_EMIT changed();
  };
  const auto prepare = [makeSpec = std::move(makeSpec), path = current()->path, accepted = m_acceptedBase, home = m_services.store.home()] {
    auto question = baseQuestionOfOne(path, {}, accepted, home);
    auto spec = question ? Result<Json>(Json()) : makeSpec();
    return std::pair(std::move(spec), std::move(question));
  };
  m_services.files.run(this, prepare, [this, end](std::pair<Result<Json>, std::optional<BaseQuestion>> prepared) {
    auto& [spec, question] = prepared;
    if (question) {
      end(Error{Code::Stopped, {}, {}, {}, {}});
      return Q_EMIT baseAsked(question->claimed, question->words);
    }
    if (!spec.ok()) return end(spec);
    m_services.jobs.run(
        this, std::move(spec).value(),
        [this](const Frame& frame) {
          if (const auto phase = eventIn<PhaseEvent>(frame)) {
            m_doing = phaseText(*phase);
            m_share = -1;
          }
          if (frame.type == FrameType::Text) m_share = get<double>(frame.payload, "share", -1);
          Q_EMIT changed();
        },
        end);
  });
}

void CheckViewModel::stop() { m_services.jobs.stop(); }

}  // namespace graft::ui
