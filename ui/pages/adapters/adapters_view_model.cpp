// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/adapters/adapters_view_model.hpp"

#include <filesystem>

#include <QDir>
#include <QStandardPaths>

#include "core/registry/signature.hpp"
#include "core/store/history.hpp"
#include "core/weights/base_claim.hpp"
#include "core/workspace/base_question.hpp"
#include "core/workspace/places.hpp"
#include "ui/services/background.hpp"
#include "ui/services/base_question.hpp"
#include "ui/services/job_service.hpp"
#include "ui/services/preferences.hpp"
#include "ui/services/store_service.hpp"
#include "ui/services/words.hpp"

namespace graft::ui {
namespace {

constexpr const char* kExportFolder = "export_folder";

struct ImportedAdapter {
  RegistryVersion version;
  size_t matched = 0, zero = 0;
  bool isBundle = false;
};

Result<ImportedAdapter> addAdapter(const std::string& adapter, const std::string& task, const std::string& acceptedBase,
                                   const std::string& home) {
  GRAFT_TRY(const auto model, workspace::findBase(adapter, {}, home));
  GRAFT_TRY(const auto base, ModelFile::open(model));
  const bool isAsked = workspace::otherBaseOf(adapter, model, home).has_value();
  const Registry::Addition addition{task, adapter, commands::originOfRun(workspace::runOfAdapter(adapter, home)),
                                    isAsked ? acceptedBase : claimedBase(adapter)};
  GRAFT_TRY(auto version, Registry(home).add(addition, base));
  const auto matched = version.entry.matched, zero = version.entry.zero;
  return ImportedAdapter{std::move(version), matched, zero, false};
}

/// An export that is ready to begin, or the question that must be answered first.
struct Prepared {
  Result<std::shared_ptr<commands::PreparedExport>> job = std::shared_ptr<commands::PreparedExport>();
  QString license;
  std::optional<BaseQuestion> question;
};

/// Default folder of exports: the user's documents, never the bare home folder.
QString documentsFolder() {
  const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
  return documents.isEmpty() || QDir(documents) == QDir::home() ? QDir::homePath() + "/Graft" : documents;
}
/// Makes the documents folder, which a new account may lack. Other folders are the user's to make.
void makeFolderOf(const std::string& target) {
  const std::filesystem::path folder = std::filesystem::path(target).parent_path();
  std::error_code error;
  if (folder == std::filesystem::path(documentsFolder().toStdString())) std::filesystem::create_directories(folder, error);
}

/// Licence of an order's base if it must be accepted first; else empty.
std::string licenseToAsk(const commands::ExportOrder& order, const std::string& home) {
  const auto model = workspace::findBase(order.adapter, order.model, home);
  const auto base = model.ok() ? ModelFile::open(*model) : Result<ModelFile>(model.error());
  return base.ok() && commands::restrictsUse(base->license()) && order.acceptedLicense != base->license() ? base->license() : "";
}

}  // namespace

AdaptersViewModel::AdaptersViewModel(const Services& services) : m_services(services), m_list(services) {
  connect(&m_list, &AdapterList::changed, this, [this] {
    const AdapterItem* item = current() ? current() : m_list.items().empty() ? nullptr : &m_list.items().front();
    m_key = item ? item->key : QString();
    Q_EMIT listChanged();
    readShown();
  });
  connect(&m_list, &AdapterList::failed, this, &AdaptersViewModel::failed);
}

void AdaptersViewModel::select(const QString& name) {
  const AdapterItem* item = m_list.find(name);
  m_key = item ? item->key : name;  // it may appear in the next list
  readShown();
}

/// Shows an item of the list with what was read about it. The list of runs knows results after training alone.
void AdaptersViewModel::show(const AdapterItem& item) {
  if (m_shown.key != item.key) m_details.reset();
  m_shown = item;
  if (m_details && m_details->origin && m_details->origin->run) takeOrigin(m_shown, *m_details->origin);
  if (m_details && !m_details->license.isEmpty()) m_shown.license = m_details->license;
  Q_EMIT currentChanged();
}

void AdaptersViewModel::readShown() {
  const AdapterItem* item = current();
  if (!item) return;
  show(*item);
  m_services.files.run(
      this,
      [home = m_services.store.home(), task = item->task.toStdString(), path = item->path, kept = item->isKept(),
       needsLicense = item->license.isEmpty()] {
        ShownDetails out;
        if (kept)
          out.lines = Registry(home).history(task);
        else
          out.origin = commands::originOfRun(workspace::runOfAdapter(path, home));
        const auto model = needsLicense ? workspace::findBase(path, {}, home) : Result<std::string>(std::string());
        const auto base = model.ok() && !model->empty() ? std::optional(ModelFile::open(*model)) : std::nullopt;
        if (base && base->ok()) out.license = QString::fromStdString((*base)->license());
        return out;
      },
      [this, key = item->key](const ShownDetails& read) {
        if (key != m_key || key != m_shown.key) return;
        m_details = read;
        if (!read.lines.ok()) Q_EMIT failed(errorText(read.lines.error()));
        show(AdapterItem(m_shown));
      });
}

const std::vector<AdapterHistoryLine>& AdaptersViewModel::history() const {
  static const std::vector<AdapterHistoryLine> kNone;
  return m_details && m_details->lines.ok() ? *m_details->lines : kNone;
}

int AdaptersViewModel::exports() const {
  return static_cast<int>(std::count_if(history().begin(), history().end(), [this](const AdapterHistoryLine& line) {
    return line.act() == AdapterAct::Exported && line.version == m_shown.version;
  }));
}

/// Runs `work` in the background, then reads the list again and emits `words`.
void AdaptersViewModel::change(std::function<Status()> work, const QString& words) {
  m_services.files.run(this, std::move(work), [this, words](const Status& done) {
    if (!done.ok()) return Q_EMIT failed(errorText(done.error()));
    Q_EMIT told(words);
    refresh();
  });
}

QString AdaptersViewModel::doubtOfKeeping() const {
  const auto &before = m_shown.exactBefore, &after = m_shown.exactAfter;
  if (!before || !after || *after > *before) return {};
  QString out =
      *after < *before
          ? tr("This adapter answers fewer held-out rows right than the base model: %1 instead of %2.")
                .arg(percentText(*after, 1), percentText(*before, 1))
          : tr("This adapter answers no more held-out rows right than the base model: %1 before and after.").arg(percentText(*after, 1));
  if (m_shown.lossBefore && m_shown.lossAfter && *m_shown.lossAfter < *m_shown.lossBefore)
    out += " " + tr("Its held-out loss fell from %1 to %2, so it did learn something.")
                     .arg(numberText(*m_shown.lossBefore), numberText(*m_shown.lossAfter));
  return out;
}

void AdaptersViewModel::keep(const QString& task) {
  const AdapterItem* item = current();
  if (!item) return;
  m_services.files.run(
      this,
      [path = item->path, task = task.trimmed().toStdString(), home = m_services.store.home()] { return addAdapter(path, task, {}, home); },
      [this](const Result<ImportedAdapter>& taken) {
        if (!taken.ok()) return Q_EMIT failed(errorText(taken.error()));
        m_key = QString::fromStdString(taken->version.label());
        Q_EMIT told(tr("Kept as version %1 of %2.").arg(taken->version.number).arg(QString::fromStdString(taken->version.task)));
        refresh();
      });
}

void AdaptersViewModel::lookAt(const QString& file) {
  AdapterImport arrival;
  arrival.file = file;
  m_services.lookups.run(
      this,
      [arrival, signature = std::filesystem::path(file.toStdString()).parent_path() / kSignatureFile]() mutable {
        std::error_code error;
        arrival.isSigned = arrival.isBundle() && std::filesystem::exists(signature, error);
        return arrival;
      },
      [this](const AdapterImport& looked) { Q_EMIT arrived(looked); });
}

void AdaptersViewModel::takeIn(const AdapterImport& arrival) {
  const std::string home = m_services.store.home(), file = arrival.file.toStdString(),
                    folder = std::filesystem::path(file).parent_path().string();
  const std::string adapter = arrival.file.endsWith(".gguf") ? file : folder;
  m_services.files.run(
      this,
      [=, isBundle = arrival.isBundle(), key = arrival.key.toStdString(), task = arrival.task.trimmed().toStdString(),
       accepted = arrival.acceptedBase.toStdString()]() -> std::pair<Result<ImportedAdapter>, std::optional<BaseQuestion>> {
        if (isBundle) {
          auto version = Registry(home).unpack(folder, key);
          if (!version.ok()) return {version.error(), {}};
          return {ImportedAdapter{std::move(version).value(), 0, 0, true}, {}};
        }
        auto taken = addAdapter(adapter, task, accepted, home);
        auto question = taken.ok() ? std::nullopt : baseQuestionOfOne(adapter, {}, accepted, home);
        return {std::move(taken), std::move(question)};
      },
      [this, arrival](const std::pair<Result<ImportedAdapter>, std::optional<BaseQuestion>>& answer) {
        const auto& [taken, question] = answer;
        // The user is asked only if the base is the sole reason for the refusal.
        if (!taken.ok() && question && question->words == errorText(taken.error()))
          return Q_EMIT baseRefused(arrival, question->claimed, question->words);
        if (!taken.ok()) return Q_EMIT failed(errorText(taken.error()));
        m_key = QString::fromStdString(taken->version.label());
        const QString kept =
            tr("Taken in as version %1 of %2.").arg(taken->version.number).arg(QString::fromStdString(taken->version.task));
        const QString fit = tr("All %1 modules found their place.").arg(taken->matched);
        const QString zero = taken->zero == 0                ? QString()
                             : taken->zero == taken->matched ? tr("Every one is zero: it answers as the base does.")
                                                             : tr("%1 of them are zero.").arg(taken->zero);
        const QString signature = !arrival.key.isEmpty() ? tr("Its signature holds.")
                                  : arrival.isSigned     ? tr("Its signature was not looked at.")
                                                         : tr("It is not signed.");
        Q_EMIT told(taken->isBundle ? kept + " " + signature : QStringList{kept, fit, zero}.join(' ').trimmed());
        refresh();
      });
}

void AdaptersViewModel::setCard(const CardAnswers& card) {
  change(
      [home = m_services.store.home(), key = m_key.toStdString(), card]() -> Status {
        const Registry registry(home);
        GRAFT_TRY(const auto version, registry.find(key));
        return registry.setCard(version, card);
      },
      tr("The card is saved."));
}

void AdaptersViewModel::promote(const QString& alias, const QString& reviewer, const QString& note) {
  change(
      [home = m_services.store.home(), key = m_key.toStdString(), alias = alias.toStdString(), reviewer = reviewer.trimmed().toStdString(),
       note = note.trimmed().toStdString()]() -> Status {
        const Registry registry(home);
        GRAFT_TRY(const auto version, registry.find(key));
        return registry.promote(version, alias, reviewer, note);
      },
      tr("%1 is the %2 now.").arg(m_shown.name, alias));
}

void AdaptersViewModel::rollBack(const QString& alias, const QString& reviewer, const QString& note) {
  change(
      [home = m_services.store.home(), task = m_shown.task.toStdString(), alias = alias.toStdString(),
       reviewer = reviewer.trimmed().toStdString(), note = note.trimmed().toStdString()]() -> Status {
        GRAFT_CHECK(Registry(home).rollBack(task, alias, reviewer, note));
        return Done{};
      },
      tr("The version before is the %1 again.").arg(alias));
}

void AdaptersViewModel::checkFiles() {
  change(
      [home = m_services.store.home(), key = m_key.toStdString()]() -> Status {
        GRAFT_TRY(const auto version, Registry(home).find(key));
        return Registry::checkFiles(version);
      },
      tr("Its files are as they were when it was kept, and its history is whole."));
}

void AdaptersViewModel::pack(const QString& out, const QString& key) {
  rememberFolder(out);
  change(
      [home = m_services.store.home(), name = m_key.toStdString(), out = out.toStdString(), key = key.toStdString()]() -> Status {
        const Registry registry(home);
        GRAFT_TRY(const auto version, registry.find(name));
        makeFolderOf(out);
        GRAFT_CHECK(registry.pack(version, out));
        return key.empty() ? Status(Done{}) : signFolder(out, key);
      },
      key.isEmpty() ? tr("The bundle lies at %1. It is not signed.").arg(out) : tr("The bundle lies at %1, signed (model.sig).").arg(out));
}

void AdaptersViewModel::exportTo(commands::ExportOrder order) {
  const AdapterItem* item = current();
  if (m_exporting || !item) return;
  m_exporting = true;
  m_share = -1;
  m_phase = tr("Getting ready");
  Q_EMIT exportChanged();
  order.adapter = item->path;
  const std::string run = item->isKept() ? std::string() : item->key.toStdString();  // a kept adapter has a history of its own
  m_services.files.run(
      this,
      [order, home = m_services.store.home()] {
        Prepared out;
        out.question = baseQuestionOfOne(order.adapter, order.model, order.acceptedBase, home);
        if (!out.question) out.license = QString::fromStdString(licenseToAsk(order, home));
        if (out.question || !out.license.isEmpty()) return out;
        makeFolderOf(order.out);
        auto job = commands::PreparedExport::prepare(order, home);
        if (job.ok())
          out.job = std::make_shared<commands::PreparedExport>(std::move(job).value());
        else
          out.job = job.error();
        return out;
      },
      [this, order, run](Prepared answer) {
        auto& [prepared, license, question] = answer;
        if (question) {
          finishExport(Error{Code::Stopped, {}, {}, {}, {}});
          return Q_EMIT exportBaseAsked(order, question->claimed, question->words);
        }
        if (!license.isEmpty()) {
          finishExport(Error{Code::Stopped, {}, {}, {}, {}});
          return Q_EMIT licenseAsked(order, license);
        }
        if (!prepared.ok()) return finishExport(prepared.error());
        m_job = *prepared;
        m_services.jobs.run(
            this, m_job->job(),
            [this](const Frame& frame) {
              if (const auto phase = eventIn<PhaseEvent>(frame)) {
                m_phase = phaseText(*phase);
                m_share = -1;
              }
              if (const auto event = eventIn<WritingEvent>(frame)) m_share = event->share;
              Q_EMIT exportChanged();
            },
            [this, run](const Result<ExportResult>& outcome) {
              if (!outcome.ok()) return finishExport(outcome.error());
              m_services.files.run(
                  this, [job = m_job, result = *outcome] { return job->publish(result); },
                  [this, run](Result<PublishedExport> published) {
                    if (published.ok() && !run.empty()) noteExport(run, published->certificate);
                    finishExport(std::move(published));
                  });
            });
      });
}

/// Writes the export of a run's adapter to the audit log.
void AdaptersViewModel::noteExport(const std::string& run, const Certificate& certificate) {
  const std::string kind = certificate.kind + (certificate.type.empty() ? "" : " " + certificate.type);
  m_services.store.ask(
      this, [run, kind](store::Store& store) { return store::noteAct(store, ActKind::Exported, run, kind); }, [](const Status&) {});
}

void AdaptersViewModel::finishExport(Result<PublishedExport> outcome) {
  m_exporting = false;
  // The staging folder is owned by the job and removed on the files thread, not here.
  m_services.files.run(
      this,
      [job = std::move(m_job)]() mutable {
        job.reset();
        return 0;
      },
      [](int) {});
  Q_EMIT exportChanged();
  if (outcome.ok()) {
    rememberFolder(QString::fromStdString(outcome->out));
    Q_EMIT exported(*outcome);
    if (m_shown.isKept()) readShown();  // the history has a new line
  } else if (outcome.error().code != Code::Stopped) {
    Q_EMIT failed(errorText(outcome.error()));
  }
}

void AdaptersViewModel::stopExport() { m_services.jobs.stop(this); }

void AdaptersViewModel::rememberFolder(const QString& target) {
  m_services.preferences.setText(kExportFolder, QFileInfo(target).absolutePath());
}

QString AdaptersViewModel::suggestedTarget(const QString& ending) const {
  const QString last = m_services.preferences.text(kExportFolder);
  const QString folder = !last.isEmpty() && QDir(last).exists() ? last : documentsFolder();
  const QString stem = QString(m_shown.key).replace('@', '-');
  QString target;
  for (int i = 1; target.isEmpty() || QFileInfo::exists(target); ++i)
    target = folder + "/" + stem + (i > 1 ? QString("-%1").arg(i) : QString()) + ending;
  return target;
}

}  // namespace graft::ui
