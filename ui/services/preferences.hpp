// SPDX-License-Identifier: GPL-3.0-or-later
// Preferences of the window: HOME/workbench.json, written whole, at most once a second. Main thread. Writes have their own thread, because
// a synchronized write can wait a second behind a checkpoint (1.5 s were seen).
#pragma once

#include <memory>
#include <string>

#include <QObject>
#include <QTimer>

#include "core/base/json.hpp"
#include "ui/services/background.hpp"

namespace graft::ui {

/// CPU use of jobs of the window: gentle, normal or all (core/base/processors).
inline constexpr const char* kCpuUse = "cpu_use";
/// Messages of the desktop when a run has ended: on, off.
inline constexpr const char* kNotices = "notices";
/// Form of the page Train: fields of commands::TrainInputs and commands::FormChoices.
inline constexpr const char* kTrainForm = "train_form";

class Preferences : public QObject {
  Q_OBJECT
 public:
  explicit Preferences(const std::string& home, QObject* parent = nullptr);
  ~Preferences() override;
  Json value(const char* key) const { return m_values.contains(key) ? m_values[key] : Json(); }
  QString text(const char* key, const QString& fallback = {}) const;
  void set(const char* key, Json value);
  void setText(const char* key, const QString& value) { set(key, value.toStdString()); }

 Q_SIGNALS:
  void changed(const QString& key);

 private:
  void write();
  std::string m_file;
  Json m_values = Json::object(), m_written;
  QTimer m_later;
  std::unique_ptr<Background> m_writer;
};

}  // namespace graft::ui
