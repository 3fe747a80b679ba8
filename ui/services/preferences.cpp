// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/preferences.hpp"

#include <filesystem>

#include "core/base/file.hpp"

namespace graft::ui {

/// An unreadable file only costs the window's preferences: it begins with defaults.
Preferences::Preferences(const std::string& home, QObject* parent)
    : QObject(parent), m_file(home + "/workbench.json"), m_writer(std::make_unique<Background>()) {
  if (auto read = readJsonFile(m_file); read.ok() && read->is_object()) m_values = std::move(*read);
  m_written = m_values;
  constexpr int kLaterMs = 1000;
  m_later.setSingleShot(true);
  m_later.setInterval(kLaterMs);
  connect(&m_later, &QTimer::timeout, this, &Preferences::write);
}
Preferences::~Preferences() {
  m_writer.reset();  // begun writes are complete; pending ones are written here
  if (m_values != m_written) (void)writeFileAtomic(m_file, dump(m_values, 1) + "\n");
}

QString Preferences::text(const char* key, const QString& fallback) const {
  const auto found = m_values.find(key);
  return found != m_values.end() && found->is_string() ? QString::fromStdString(found->get<std::string>()) : fallback;
}
void Preferences::set(const char* key, Json value) {
  if (m_values.contains(key) && m_values[key] == value) return;
  m_values[key] = std::move(value);
  if (!m_later.isActive()) m_later.start();
  Q_EMIT changed(key);
}
void Preferences::write() {
  m_writer->run(
      this, [file = m_file, text = dump(m_values, 1) + "\n"] { return writeFileAtomic(file, text).ok(); },
      [this, values = m_values](bool isWritten) {
        if (isWritten) m_written = values;
      });
}

}  // namespace graft::ui
