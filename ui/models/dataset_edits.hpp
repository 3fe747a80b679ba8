// SPDX-License-Identifier: GPL-3.0-or-later
// Unsaved changes to a version of a dataset, with undo and redo. They survive the end of the window. No widgets; main thread.
#pragma once

#include <memory>

#include <QObject>

#include "core/data/revision.hpp"
#include "ui/services/services.hpp"
#include "ui/services/undo_stack.hpp"

namespace graft::ui {

class DatasetEdits : public QObject {
  Q_OBJECT
 public:
  explicit DatasetEdits(const Services& services, QObject* parent = nullptr);

  /// Opens a version with its unsaved changes, if any. Opening the current version again keeps the changes.
  void open(std::shared_ptr<const Dataset> dataset);
  const Dataset* dataset() const { return m_dataset.get(); }
  const Revision& now() const { return m_now; }
  bool isEmpty() const { return m_now.isEmpty(); }
  /// "2 rows changed, 1 removed"; empty without changes.
  QString words() const;

  Result<Json> row(size_t row) const { return revisedRow(*m_dataset, m_now, row); }
  bool isRemoved(size_t row) const { return m_now.removed.contains(row); }
  bool isChanged(size_t row) const { return m_now.changed.contains(row); }
  Split side(size_t row) const { return m_sides->of(row); }

  /// Replaces a row. Refused with the reason if the new row could not be trained on.
  Status change(size_t row, Json example);
  void remove(const std::vector<size_t>& rows, bool removed);
  void move(const std::vector<size_t>& rows, Split side);
  void mask(size_t row);
  void maskAll(bool masked);
  void split(double share);
  /// Moves system text into the question, in each row that has both.
  void joinSystem();

  bool canUndo() const { return m_undo.canUndo(); }
  bool canRedo() const { return m_undo.canRedo(); }
  void undo();
  void redo();
  void discard();  ///< can be undone too
  bool isSaving() const { return m_saving; }
  /// Saves the next version. `saved` or `failed` follows.
  void save();

 Q_SIGNALS:
  void changed();
  void saved(const QString& dataset, qint64 version, const QString& words);
  void failed(const QString& words);

 private:
  void become(Revision next);
  void set(Revision next);
  std::string draftKey() const;
  void keepDraft() const;
  Services m_services;
  std::shared_ptr<const Dataset> m_dataset;
  Revision m_now;
  std::unique_ptr<RevisedSides> m_sides;
  UndoStack<Revision> m_undo;
  bool m_saving = false;
};

}  // namespace graft::ui
