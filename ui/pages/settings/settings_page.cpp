// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settings/settings_page.hpp"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QDate>
#include <QGridLayout>
#include <QKeyEvent>
#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QRadioButton>
#include <QToolButton>

#include "core/base/system.hpp"
#include "ui/services/language.hpp"
#include "ui/services/preferences.hpp"
#include "ui/services/shortcuts.hpp"
#include "ui/services/store_service.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"

namespace graft::ui {
namespace {

/// Takes all keys but Tab, so that the field cannot trap the focus.
class KeyField : public QKeySequenceEdit {
 public:
  using QKeySequenceEdit::QKeySequenceEdit;

 protected:
  bool event(QEvent* event) override {
    const bool isKey = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    const auto* key = isKey ? static_cast<QKeyEvent*>(event) : nullptr;
    if (!key || (key->key() != Qt::Key_Tab && key->key() != Qt::Key_Backtab)) return QKeySequenceEdit::event(event);
    if (event->type() == QEvent::KeyPress) focusNextPrevChild(key->key() == Qt::Key_Tab);
    event->accept();
    return true;
  }
};

}  // namespace

PageEntry pageOfSettings() {
  return {"settings",
          SettingsPage::tr("Settings"),
          "settings",
          kBottom,
          [](const Services& services) { return new SettingsPage(services); },
          {{SettingsPage::tr("Text size"), SettingsPage::tr("font zoom large small"), "textSize", PageAct::How::Focus},
           {SettingsPage::tr("Language"), SettingsPage::tr("german english deutsch translation"), "language", PageAct::How::Focus},
           {SettingsPage::tr("Use of the processor"), SettingsPage::tr("cpu threads cores gentle priority background"), "cpuUse-normal",
            PageAct::How::Focus},
           {SettingsPage::tr("Keyboard shortcuts"), SettingsPage::tr("keys hotkeys bindings"), "keys-palette", PageAct::How::Focus},
           {SettingsPage::tr("Theme"), SettingsPage::tr("dark light appearance colours"), "scheme-desktop", PageAct::How::Focus}}};
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
  column->addWidget(makeProcessor());
  column->addWidget(makeKeys());
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
  const std::pair<const char*, QString> schemes[] = {{"desktop", tr("Follow system")}, {"light", tr("Light")}, {"dark", tr("Dark")}};
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
  sizes->setObjectName("textSize");
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

QWidget* SettingsPage::makeProcessor() {
  QVBoxLayout* column = nullptr;
  auto* frame = card(column);
  column->addWidget(text(tr("Use of the processor"), TextRole::Section));
  column->addWidget(prose(tr("For what is started in this window from now on. A run at work is changed on its own page."), true));
  auto* group = new QButtonGroup(this);
  for (const auto& [name, title, what] : cpuUses()) {
    auto* choice = new QRadioButton(title + " · " + what);
    choice->setObjectName("cpuUse-" + name);
    choice->setChecked(m_services.preferences.text(kCpuUse, "normal") == name);
    group->addButton(choice);
    column->addWidget(choice);
    connect(choice, &QRadioButton::toggled, this, [this, name = name](bool on) {
      if (on) m_services.preferences.setText(kCpuUse, name);
    });
  }
  return frame;
}

QWidget* SettingsPage::makeKeys() {
  QVBoxLayout* column = nullptr;
  auto* frame = card(column);
  column->addWidget(text(tr("Keys"), TextRole::Section));
  column->addWidget(prose(tr("Click a field and press the keys. Ctrl+1 to Ctrl+9 open the pages, in the order of the rail."), true));
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(space::kM);
  grid->setVerticalSpacing(space::kXs);
  grid->setColumnStretch(0, 1);
  int row = 0;
  for (const KeyCommand& command : Shortcuts::commands()) addKeys(*grid, row++, command);
  column->addLayout(grid);
  auto* letters = new QCheckBox(tr("Single-letter shortcuts in charts and comparisons"));
  letters->setObjectName("letterKeys");
  letters->setChecked(m_services.shortcuts.hasLetterKeys());
  connect(letters, &QCheckBox::toggled, &m_services.shortcuts, &Shortcuts::setLetterKeys);
  column->addWidget(letters);
  return frame;
}

void SettingsPage::addKeys(QGridLayout& grid, int row, const KeyCommand& command) {
  constexpr int kWidth = 180;
  auto* field = new KeyField(m_services.shortcuts.keys(command.id));
  field->setObjectName("keys-" + command.id);
  field->setFixedWidth(kWidth);
  field->setAccessibleName(tr("Keys for: %1").arg(command.title));
  if (auto* line = field->findChild<QLineEdit*>()) line->setAccessibleName(field->accessibleName());
  auto* back = new QToolButton;
  back->setAccessibleName(tr("As Graft comes: %1").arg(command.title));
  back->setToolTip(tr("As Graft comes"));
  m_services.theme.setIcon(back, "reset");
  back->setEnabled(m_services.shortcuts.isChanged(command.id));
  connect(field, &QKeySequenceEdit::editingFinished, this, [this, field, command] {
    const QKeySequence wanted(field->keySequence()[0]);
    const QString refused = m_services.shortcuts.set(command.id, wanted);
    if (refused.isEmpty()) return m_message->dismiss();
    m_message->show(Tone::Warn, tr("%1. Nothing was changed.").arg(refused));
    field->setKeySequence(m_services.shortcuts.keys(command.id));
  });
  connect(back, &QToolButton::clicked, this, [this, id = command.id] { m_services.shortcuts.reset(id); });
  connect(&m_services.shortcuts, &Shortcuts::changed, field, [this, field, back, id = command.id] {
    field->setKeySequence(m_services.shortcuts.keys(id));
    back->setEnabled(m_services.shortcuts.isChanged(id));
  });
  grid.addWidget(wrapped(command.title, TextRole::Body), row, 0);
  grid.addWidget(field, row, 1);
  grid.addWidget(back, row, 2);
}

QString SettingsPage::help() const {
  return tr(
      "Appearance, language, use of the processor, keys, and where everything lies. Changes take effect at once, the language at the next "
      "start.");
}

QWidget* SettingsPage::makeStorage() {
  QVBoxLayout* column = nullptr;
  auto* frame = card(column);
  column->addWidget(text(tr("Storage"), TextRole::Section));
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
