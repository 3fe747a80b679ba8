// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settings/settings_page.hpp"

#include <QButtonGroup>
#include <QComboBox>
#include <QDate>
#include <QRadioButton>

#include "core/base/system.hpp"
#include "ui/services/language.hpp"
#include "ui/services/preferences.hpp"
#include "ui/services/store_service.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"

namespace graft::ui {

PageEntry pageOfSettings() {
  return {"settings", SettingsPage::tr("Settings"), "settings", kBottom,
          [](const Services& services) { return new SettingsPage(services); }};
}

SettingsPage::SettingsPage(const Services& services) : m_services(services), m_message(new MessageBar(services.theme)) {
  constexpr int kWidth = 720;
  auto* inside = new QWidget;
  inside->setMaximumWidth(kWidth);
  auto* column = new QVBoxLayout(inside);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::kL);
  column->addWidget(text(tr("Settings"), TextRole::Title));
  column->addWidget(m_message);
  column->addWidget(makeAppearance());
  column->addWidget(makeStorage());
  column->addWidget(makeAbout());
  column->addStretch();
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(space::kXxl, space::kXl, space::kXxl, space::kXl);
  row->addWidget(inside);
  row->addStretch();
}

QWidget* SettingsPage::makeAppearance() {
  QVBoxLayout* column = nullptr;
  auto* frame = card(column);
  column->addWidget(text(tr("Appearance"), TextRole::Section));
  auto* group = new QButtonGroup(this);
  const std::pair<const char*, QString> schemes[] = {
      {"desktop", tr("As the desktop has it")}, {"light", tr("Light")}, {"dark", tr("Dark")}};
  for (const auto& [name, words] : schemes) {
    auto* choice = new QRadioButton(words);
    choice->setObjectName(QString("scheme-") + name);
    choice->setChecked(m_services.preferences.text("scheme", "desktop") == name);
    group->addButton(choice);
    column->addWidget(choice);
    connect(choice, &QRadioButton::toggled, this, [this, name = QString(name)](bool on) {
      if (on) m_services.preferences.setText("scheme", name);
    });
  }
  column->addSpacing(space::kS);
  auto* sizes = new QComboBox;
  sizes->setAccessibleName(tr("Size of text"));
  for (const int percent : {90, 100, 110, 125, 150, 175, 200}) sizes->addItem(percentText(percent / 100.0), percent);
  sizes->setCurrentIndex(sizes->findData(m_services.preferences.text("text_percent", "100").toInt()));
  connect(sizes, &QComboBox::activated, this,
          [this, sizes] { m_services.preferences.setText("text_percent", sizes->currentData().toString()); });
  auto* language = new QComboBox;
  language->setAccessibleName(tr("Language"));
  language->setObjectName("language");
  for (const auto& [id, name] : languages()) language->addItem(name, id);
  language->setCurrentIndex(std::max(0, language->findData(m_services.preferences.text("language", "desktop"))));
  connect(language, &QComboBox::activated, this, [this, language] {
    m_services.preferences.setText("language", language->currentData().toString());
    m_message->show(Tone::Neutral, tr("The language changes when Graft is started again."));
  });
  for (const auto& [name, field] : {std::pair{tr("Size of text"), sizes}, std::pair{tr("Language"), language}}) {
    auto* row = new QHBoxLayout;
    row->addWidget(text(name));
    row->addWidget(field);
    row->addStretch();
    column->addLayout(row);
  }
  return frame;
}

QWidget* SettingsPage::makeStorage() {
  QVBoxLayout* column = nullptr;
  auto* frame = card(column);
  column->addWidget(text(tr("Where things lie"), TextRole::Section));
  auto* path = text(QString::fromStdString(m_services.store.home()), TextRole::Mono);
  path->setTextInteractionFlags(Qt::TextSelectableByMouse);
  column->addWidget(path);
  column->addWidget(prose(
      tr("Datasets, runs, adapters and what you wrote about them. Graft opens no network connection and sends nothing anywhere."), true));
  auto* save = button(tr("Back up the store …"));
  m_services.theme.setIcon(save, "export");
  connect(save, &QPushButton::clicked, this, &SettingsPage::backUp);
  column->addWidget(save);
  return frame;
}

QWidget* SettingsPage::makeAbout() {
  QVBoxLayout* column = nullptr;
  auto* frame = card(column);
  column->addWidget(text(tr("Graft %1").arg(GRAFT_VERSION), TextRole::Section));
  column->addWidget(prose(
      tr("Window and charts: GPL-3.0-or-later. Engine and tools: Apache-2.0. Built on Qt %1, LibTorch, SQLite and Hugging Face tokenizers.")
          .arg(qVersion()),
      true));
  column->addWidget(
      prose(tr("Build %1 · %2").arg(QString::fromStdString(buildId()).left(12), QString::fromStdString(processorName())), true));
  return frame;
}

void SettingsPage::backUp() {
  const QString suggested = "graft-store-" + QDate::currentDate().toString(Qt::ISODate) + ".sqlite";
  m_services.dialogs.chooseNewFile(this, tr("Back up the store"), suggested, [this](const QString& path) {
    m_services.store.ask(
        this, [path = path.toStdString()](store::Store& store) { return store.backup(path); },
        [this, path](const Status& done) {
          if (done.ok())
            m_message->show(Tone::Good, tr("The store was copied to %1.").arg(path));
          else
            m_message->show(Tone::Bad, errorText(done.error()));
        });
  });
}

}  // namespace graft::ui
