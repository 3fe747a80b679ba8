// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/dataset_edits.hpp"

#include "core/data/personal_data.hpp"
#include "ui/services/background.hpp"
#include "ui/services/preferences.hpp"
#include "ui/services/store_service.hpp"
#include "ui/services/words.hpp"

namespace graft::ui {
namespace {

constexpr const char* kDrafts = "data_drafts";  // by version, in the window's preferences

QString savedWords(const DatasetManifest& manifest) {
  const uint64_t together = manifest.revised ? manifest.revised->keptTogether : 0;
  const QString saved = DatasetEdits::tr("Saved as version %1.").arg(manifest.version);
  if (manifest.unchanged == true) return DatasetEdits::tr("That is what version %1 holds already.").arg(manifest.version);
  if (together == 0) return saved;
  return saved + " " +
         DatasetEdits::tr("%n row(s) stay held out: they say nearly the same as held-out rows.", nullptr, static_cast<int>(together));
}

}  // namespace

DatasetEdits::DatasetEdits(const Services& services, QObject* parent) : QObject(parent), m_services(services) {}

std::string DatasetEdits::draftKey() const {
  const DatasetManifest& manifest = m_dataset->manifest();
  return manifest.label() + " " + manifest.hash;
}

void DatasetEdits::open(std::shared_ptr<const Dataset> dataset) {
  const std::string before = m_dataset ? draftKey() : std::string();
  m_dataset = std::move(dataset);
  if (draftKey() == before) return set(std::move(m_now));
  m_undo.clear();
  const Json drafts = m_services.preferences.value(kDrafts);
  Revision draft;
  if (drafts.is_object() && drafts.contains(draftKey())) {
    auto kept = revisionFromJson(drafts[draftKey()], m_dataset->rows());
    if (kept.ok()) draft = std::move(*kept);
  }
  set(std::move(draft));
}

void DatasetEdits::keepDraft() const {
  Json drafts = m_services.preferences.value(kDrafts);
  if (!drafts.is_object()) drafts = Json::object();
  drafts.erase(draftKey());
  if (!m_now.isEmpty()) drafts[draftKey()] = toJson(m_now);
  m_services.preferences.set(kDrafts, drafts);
}

void DatasetEdits::set(Revision next) {
  m_now = std::move(next);
  m_sides = std::make_unique<RevisedSides>(*m_dataset, m_now);
  Q_EMIT changed();
}
void DatasetEdits::become(Revision next) {
  if (!m_dataset || m_saving) return;
  m_undo.did(m_now);
  set(std::move(next));
  keepDraft();
}

QString DatasetEdits::words() const {
  QStringList parts;
  const auto count = [](size_t n) { return static_cast<int>(n); };
  if (!m_now.changed.empty()) parts += tr("%n row(s) corrected", nullptr, count(m_now.changed.size()));
  if (!m_now.removed.empty()) parts += tr("%n row(s) removed", nullptr, count(m_now.removed.size()));
  if (!m_now.moved.empty()) parts += tr("%n row(s) moved", nullptr, count(m_now.moved.size()));
  if (m_now.holdout) parts += tr("split anew, %1 held out").arg(percentText(*m_now.holdout));
  if (m_now.masksPersonalData) parts += tr("personal data masked in all rows");
  return parts.join(tr(", "));
}

Status DatasetEdits::change(size_t row, Json example) {
  if (auto checked = checkedExample(example); !checked.ok()) return checked.error();
  Revision next = m_now;
  const auto before = m_dataset->row(row);
  if (before.ok() && *before == example)
    next.changed.erase(row);
  else
    next.changed[row] = std::make_shared<const Json>(std::move(example));
  become(std::move(next));
  return Done{};
}

void DatasetEdits::remove(const std::vector<size_t>& rows, bool removed) {
  Revision next = m_now;
  for (const size_t row : rows) {
    if (removed)
      next.removed.insert(row);
    else
      next.removed.erase(row);
  }
  if (next.removed != m_now.removed) become(std::move(next));
}

void DatasetEdits::move(const std::vector<size_t>& rows, Split side) {
  Revision next = m_now;
  for (const size_t row : rows) {
    // A row back on its original side is no change, unless the whole dataset is split anew.
    if (!next.holdout && m_dataset->entry(row).side == side)
      next.moved.erase(row);
    else
      next.moved[row] = side;
  }
  if (next.moved != m_now.moved) become(std::move(next));
}

void DatasetEdits::mask(size_t row) {
  auto example = this->row(row);
  if (!example.ok() || !maskPersonalData(*example)) return;
  // A masked answer is never empty, so the change cannot be refused.
  [[maybe_unused]] const auto changed = change(row, std::move(*example));
}
void DatasetEdits::maskAll(bool masked) {
  Revision next = m_now;
  next.masksPersonalData = masked;
  if (masked != m_now.masksPersonalData) become(std::move(next));
}
void DatasetEdits::split(double share) {
  Revision next = m_now;
  next.holdout = share;
  if (next.holdout != m_now.holdout) become(std::move(next));
}

void DatasetEdits::joinSystem() {
  if (!m_dataset) return;
  auto next = withSystemInQuestion(*m_dataset, m_now);
  if (!next.ok()) return Q_EMIT failed(errorText(next.error()));
  become(std::move(*next));
}

void DatasetEdits::undo() {
  if (!m_undo.canUndo() || m_saving) return;
  set(m_undo.undo(m_now));
  keepDraft();
}
void DatasetEdits::redo() {
  if (!m_undo.canRedo() || m_saving) return;
  set(m_undo.redo(m_now));
  keepDraft();
}
void DatasetEdits::discard() {
  if (!m_now.isEmpty()) become({});
}

void DatasetEdits::save() {
  if (!m_dataset || m_now.isEmpty() || m_saving) return;
  m_saving = true;
  Q_EMIT changed();
  m_services.files.run(
      this,
      [dataset = m_dataset, revision = m_now, home = m_services.store.home(), files = &m_services.files] {
        return reviseDataset(*dataset, revision, home, [files] { return files->isEnding(); });
      },
      [this](Result<DatasetManifest> manifest) {
        m_saving = false;
        if (!manifest.ok()) {
          Q_EMIT changed();
          return Q_EMIT failed(errorText(manifest.error()));
        }
        m_undo.clear();
        set({});
        keepDraft();
        m_services.store.catchUp();
        Q_EMIT saved(QString::fromStdString(manifest->dataset), static_cast<qint64>(manifest->version), savedWords(*manifest));
      });
}

}  // namespace graft::ui
