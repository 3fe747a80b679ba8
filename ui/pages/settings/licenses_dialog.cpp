// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settings/licenses_dialog.hpp"

#include <algorithm>
#include <filesystem>

#include <QHBoxLayout>
#include <QListWidget>
#include <QPlainTextEdit>

#include "core/base/file.hpp"
#include "core/workspace/places.hpp"
#include "ui/services/background.hpp"
#include "ui/services/theme.hpp"
#include "ui/services/words.hpp"

namespace graft::ui {
namespace {

namespace fs = std::filesystem;

/// Paths of all licences, relative to their folder.
QStringList licenseFiles() {
  QStringList out;
  const std::string folder = workspace::licenseFolder();
  std::error_code error;
  if (folder.empty()) return out;
  for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    std::error_code failed;
    if (it->is_regular_file(failed)) out << QString::fromStdString(fs::relative(it->path(), folder, failed).string());
  }
  out.sort(Qt::CaseInsensitive);
  return out;
}

}  // namespace

LicensesDialog::LicensesDialog(const Services& services, QWidget* parent)
    : QDialog(parent), m_services(services), m_list(new QListWidget), m_text(new QPlainTextEdit) {
  constexpr int kWidth = 860, kHeight = 640, kListWidth = 260;
  setWindowTitle(tr("Licences"));
  setObjectName("licensesDialog");
  resize(kWidth, kHeight);
  m_list->setAccessibleName(tr("Programs and libraries"));
  m_list->setMinimumWidth(kListWidth);
  m_text->setAccessibleName(tr("Text of the licence"));
  m_text->setReadOnly(true);
  m_text->setTabChangesFocus(true);
  m_text->setFont(services.theme.font(TextRole::Mono));
  connect(&services.theme, &Theme::changed, m_text, [this] { m_text->setFont(m_services.theme.font(TextRole::Mono)); });
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(space::kM, space::kM, space::kM, space::kM);
  row->setSpacing(space::kM);
  row->addWidget(m_list, 1);
  row->addWidget(m_text, 3);
  connect(m_list, &QListWidget::currentRowChanged, this, &LicensesDialog::showText);
}

void LicensesDialog::open() {
  show();
  raise();
  activateWindow();
  m_list->setFocus();
  if (m_list->count() > 0) return;
  m_services.lookups.run(this, licenseFiles, [this](const QStringList& files) {
    m_list->clear();
    m_list->addItems(files);
    if (files.isEmpty()) return m_text->setPlainText(tr("The files of the licences are not beside the program. Install Graft again."));
    m_list->setCurrentRow(0);
  });
}

void LicensesDialog::showText() {
  constexpr uint64_t kMost = 4 << 20;
  const QListWidgetItem* item = m_list->currentItem();
  if (!item) return;
  m_services.lookups.run(
      this, [name = item->text().toStdString()] { return readFile(workspace::licenseFolder() + "/" + name, kMost); },
      [this](const Result<std::string>& text) {
        m_text->setPlainText(text.ok() ? QString::fromStdString(*text) : errorText(text.error()));
      });
}

}  // namespace graft::ui
