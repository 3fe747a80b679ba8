// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/check/check_view_model.hpp"

#include "core/commands/check/check.hpp"
#include "core/commands/transfer/transfer.hpp"
#include "core/protocol/frames.hpp"
#include "ui/services/background.hpp"
#include "ui/services/base_question.hpp"
#include "ui/services/job_service.hpp"
#include "ui/services/store_service.hpp"
#include "ui/services/words.hpp"

namespace graft::ui {

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
  m_result.reset();
  m_transferred.reset();
  Q_EMIT changed();
  readLast();
}

void CheckViewModel::readLast() {
  m_services.files.run(
      this, [path = current()->path, home = m_services.store.home()] { return commands::lastCheckOf(path, home); },
      [this, key = m_key](std::optional<CheckResult> last) {
        if (key != m_key || m_busy) return;
        m_result = std::move(last);
        Q_EMIT changed();
      });
}

void CheckViewModel::start() {
  const AdapterItem* item = current();
  if (m_busy || !item) return;
  commands::CheckOrder order;
  order.adapter = item->path;
  order.acceptedBase = m_acceptedBase;
  m_again = [this] { start(); };
  run<CheckJob>([order, home = m_services.store.home()] { return commands::checkJobOf(order, home); },
                [this](const CheckResult& result) {
                  m_result = result;
                  m_services.files.run(
                      this, [result, home = m_services.store.home()] { return commands::keepCheck(result, home); },
                      [this](const Status& kept) {
                        if (!kept.ok()) Q_EMIT failed(errorText(kept.error()));
                      });
                });
}

void CheckViewModel::transferTo(const QString& file) {
  const AdapterItem* item = current();
  if (m_busy || !item) return;
  commands::TransferOrder order;
  order.adapter = item->path;
  order.otherModel = (file.endsWith("/config.json") ? file.section('/', 0, -2) : file).toStdString();
  order.acceptedBase = m_acceptedBase;
  m_again = [this, file] { transferTo(file); };
  m_transferred.reset();
  run<TransferJob>([order, home = m_services.store.home()] { return commands::transferJobOf(order, home); },
                   [this](const TransferResult& result) { m_transferred = result; });
}

void CheckViewModel::acceptBase(const QString& claimed) {
  m_acceptedBase = claimed.toStdString();
  if (m_again) m_again();
}

template <class Outcome>
void CheckViewModel::end(const Outcome& outcome) {
  m_busy = false;
  if (!outcome.ok() && outcome.error().code != Code::Stopped) Q_EMIT failed(errorText(outcome.error()));
  Q_EMIT changed();
}

template <class Job>
void CheckViewModel::run(std::function<Result<Job>()> makeJob, std::function<void(const typename Job::Result&)> done) {
  m_busy = true;
  m_doing = tr("Getting ready");
  m_share = -1;
  Q_EMIT changed();
  struct Prepared {
    std::optional<BaseQuestion> question;
    Result<Job> job;
  };
  const auto prepare = [makeJob = std::move(makeJob), path = current()->path, accepted = m_acceptedBase,
                        home = m_services.store.home()]() -> Prepared {
    auto question = baseQuestionOfOne(path, {}, accepted, home);
    auto job = question ? Result<Job>(Job()) : makeJob();
    return {std::move(question), std::move(job)};
  };
  m_services.files.run(this, prepare, [this, done = std::move(done)](const Prepared& prepared) {
    if (prepared.question) {
      end(Status(Error{Code::Stopped, {}, {}, {}, {}}));
      return Q_EMIT baseAsked(prepared.question->claimed, prepared.question->words);
    }
    if (!prepared.job.ok()) return end(prepared.job);
    m_services.jobs.run(
        this, *prepared.job,
        [this](const Frame& frame) {
          if (const auto phase = eventIn<PhaseEvent>(frame)) {
            m_doing = phaseText(*phase);
            m_share = -1;
          }
          if (const auto event = eventIn<ShareEvent>(frame)) m_share = event->share;
          Q_EMIT changed();
        },
        [this, done](const Result<typename Job::Result>& outcome) {
          m_busy = false;
          if (outcome.ok()) done(*outcome);
          end(outcome);
        });
  });
}

void CheckViewModel::stop() { m_services.jobs.stop(this); }

}  // namespace graft::ui
