// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settings/settings_page.hpp"

#include <algorithm>

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QRadioButton>
#include <QSignalBlocker>

#include "core/base/system.hpp"
#include "ui/pages/settings/keys_dialog.hpp"
#include "ui/pages/settings/licenses_dialog.hpp"
#include "ui/pages/settings/storage_card.hpp"
#include "ui/services/language.hpp"
#include "ui/services/preferences.hpp"
#include "ui/services/shortcuts.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/flow_layout.hpp"

namespace graft::ui {
namespace {

/// Preferences of the window that a reset sets back, with the values of a new window.
constexpr std::pair<const char*, const char*> kDefaults[] = {
    {"scheme", "desktop"}, {"text_percent", "100"}, {"language", "desktop"}, {kCpuUse, "normal"}, {kNotices, "on"}};

QString preferred(const Preferences& preferences, const char* key) {
  const auto* const found =
      std::find_if(std::begin(kDefaults), std::end(kDefaults), [key](const auto& one) { return QString(one.first) == key; });
  return preferences.text(key, found->second);
}

/// Sets keys that may have been exchanged among commands: all are freed before the first is set.
void setKeys(Shortcuts& shortcuts, const std::vector<std::pair<QString, QKeySequence>>& keys) {
  for (const auto& [command, sequence] : keys) (void)shortcuts.set(command, {});
  for (const auto& [command, sequence] : keys) (void)shortcuts.set(command, sequence);
}

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
           {SettingsPage::tr("Keyboard shortcuts"), SettingsPage::tr("keys hotkeys bindings"), "editKeys", PageAct::How::Press},
           {SettingsPage::tr("Theme"), SettingsPage::tr("dark light appearance colours"), "scheme-desktop", PageAct::How::Focus},
           {SettingsPage::tr("Back up the store"), SettingsPage::tr("copy save database folder disk"), "backUpStore", PageAct::How::Press},
           {SettingsPage::tr("Licences"), SettingsPage::tr("legal copyright third party about version"), "licenses", PageAct::How::Press},
           {SettingsPage::tr("Reset the window's settings"), SettingsPage::tr("default restore factory"), "resetSettings",
            PageAct::How::Focus}}};
}

SettingsPage::SettingsPage(const Services& services)
    : m_services(services),
      m_message(new MessageBar(services.theme)),
      m_schemes(new QButtonGroup(this)),
      m_cpuUses(new QButtonGroup(this)),
      m_sizes(new QComboBox),
      m_languages(new QComboBox),
      m_notices(new QCheckBox(tr("Tell me on the desktop when a run has ended"))),
      m_storage(new StorageCard(services, *m_message)),
      m_keys(new KeysDialog(services, this)),
      m_licenses(new LicensesDialog(services, this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::kXxl, space::kXl, space::kXxl, space::kXl);
  column->setSpacing(space::kL);
  column->addWidget(text(tr("Settings"), TextRole::Title));
  column->addWidget(m_message);
  for (QWidget* part : {makeAppearance(), makeProcessor(), makeKeys(), static_cast<QWidget*>(m_storage), makeAbout(), makeReset()})
    column->addWidget(part);
  column->addStretch();
  connect(&services.preferences, &Preferences::changed, this, &SettingsPage::showPreferences);
  showPreferences();
}

void SettingsPage::enter(const PageRequest&) { m_storage->refresh(); }

QWidget* SettingsPage::makeAppearance() {
  QVBoxLayout* column = nullptr;
  auto* frame = card(column);
  column->addWidget(text(tr("Appearance"), TextRole::Section));
  auto* schemes = new FlowLayout(space::kXl, space::kXs);
  const std::pair<const char*, QString> choices[] = {{"desktop", tr("Follow system")}, {"light", tr("Light")}, {"dark", tr("Dark")}};
  for (const auto& [name, words] : choices) {
    auto* choice = new QRadioButton(words);
    choice->setObjectName(QString("scheme-") + name);
    m_schemes->addButton(choice);
    schemes->addWidget(choice);
    connect(choice, &QRadioButton::toggled, this, [this, name = QString(name)](bool on) {
      if (on) m_services.preferences.setText("scheme", name);
    });
  }
  m_sizes->setAccessibleName(tr("Size of text"));
  m_sizes->setObjectName("textSize");
  for (const int percent : {90, 100, 110, 125, 150, 175, 200}) m_sizes->addItem(percentText(percent / 100.0), QString::number(percent));
  connect(m_sizes, &QComboBox::activated, this,
          [this] { m_services.preferences.setText("text_percent", m_sizes->currentData().toString()); });
  m_languages->setAccessibleName(tr("Language"));
  m_languages->setObjectName("language");
  for (const auto& [id, name] : languages()) m_languages->addItem(name, id);
  connect(m_languages, &QComboBox::activated, this, [this] {
    m_services.preferences.setText("language", m_languages->currentData().toString());
    m_message->show(Tone::Neutral, tr("The language changes when Graft is started again."));
  });
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(space::kL);
  grid->setVerticalSpacing(space::kS);
  grid->setColumnStretch(1, 1);
  grid->addWidget(text(tr("Theme")), 0, 0);
  grid->addLayout(schemes, 0, 1);
  int row = 1;
  for (const auto& [name, field] : {std::pair{tr("Size of text"), m_sizes}, std::pair{tr("Language"), m_languages}}) {
    grid->addWidget(text(name), row, 0);
    grid->addWidget(field, row++, 1, Qt::AlignLeft);
  }
  column->addLayout(grid);
  return frame;
}

QWidget* SettingsPage::makeProcessor() {
  QVBoxLayout* column = nullptr;
  auto* frame = card(column);
  column->addWidget(text(tr("Runs"), TextRole::Section));
  column->addWidget(
      prose(tr("Use of the processor, for what is started in this window from now on. A run at work is changed on its own page."), true));
  for (const auto& [name, title, what] : cpuUses()) {
    auto* choice = new QRadioButton(title + " · " + what);
    choice->setObjectName("cpuUse-" + name);
    m_cpuUses->addButton(choice);
    column->addWidget(choice);
    connect(choice, &QRadioButton::toggled, this, [this, name = name](bool on) {
      if (on) m_services.preferences.setText(kCpuUse, name);
    });
  }
  m_notices->setObjectName("notices");
  m_notices->setToolTip(tr("Where the desktop shows messages; while the window is in front it needs none"));
  connect(m_notices, &QCheckBox::toggled, this, [this](bool on) { m_services.preferences.setText(kNotices, on ? "on" : "off"); });
  column->addWidget(m_notices);
  return frame;
}

QWidget* SettingsPage::makeKeys() {
  QVBoxLayout* column = nullptr;
  auto* frame = card(column);
  column->addWidget(text(tr("Keyboard shortcuts"), TextRole::Section));
  column->addWidget(prose(tr("Every command has keys that can be changed."), true));
  auto* edit = button(tr("Edit keys …"));
  edit->setObjectName("editKeys");
  connect(edit, &QPushButton::clicked, m_keys, &KeysDialog::open);
  column->addWidget(edit);
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
  auto* licenses = button(tr("Licences …"));
  licenses->setObjectName("licenses");
  connect(licenses, &QPushButton::clicked, m_licenses, &LicensesDialog::open);
  column->addWidget(licenses);
  return frame;
}

QWidget* SettingsPage::makeReset() {
  QVBoxLayout* column = nullptr;
  auto* frame = card(column);
  column->addWidget(text(tr("Reset"), TextRole::Section));
  column->addWidget(
      prose(tr("Sets theme, size of text, language, use of the processor and all keys as in a new installation. Datasets, runs, "
               "adapters and models stay."),
            true));
  auto* all = button(tr("Reset the window's settings"));
  all->setObjectName("resetSettings");
  m_services.theme.setIcon(all, "reset");
  connect(all, &QPushButton::clicked, this, &SettingsPage::reset);
  column->addWidget(all);
  return frame;
}

void SettingsPage::showPreferences() {
  const auto check = [this](const QString& name) {
    auto* choice = findChild<QRadioButton*>(name);
    const QSignalBlocker quiet(choice);  // it shows a preference and sets none
    if (choice) choice->setChecked(true);
  };
  check("scheme-" + preferred(m_services.preferences, "scheme"));
  check("cpuUse-" + preferred(m_services.preferences, kCpuUse));
  const QSignalBlocker quiet(m_notices);
  m_notices->setChecked(preferred(m_services.preferences, kNotices) == "on");
  m_sizes->setCurrentIndex(m_sizes->findData(preferred(m_services.preferences, "text_percent")));
  m_languages->setCurrentIndex(std::max(0, m_languages->findData(preferred(m_services.preferences, "language"))));
}

void SettingsPage::reset() {
  std::vector<std::pair<const char*, QString>> before;
  for (const auto& [key, value] : kDefaults) {
    before.emplace_back(key, preferred(m_services.preferences, key));
    m_services.preferences.setText(key, value);
  }
  std::vector<std::pair<QString, QKeySequence>> keys;
  for (const KeyCommand& command : Shortcuts::commands()) {
    if (!m_services.shortcuts.isChanged(command.id)) continue;
    keys.emplace_back(command.id, m_services.shortcuts.keys(command.id));
    m_services.shortcuts.reset(command.id);
  }
  const bool hadLetters = m_services.shortcuts.hasLetterKeys();
  m_services.shortcuts.setLetterKeys(true);
  if (!m_services.navigator) return;
  m_services.navigator->offerUndo(tr("The window's settings were reset."), [this, before, keys, hadLetters] {
    for (const auto& [key, value] : before) m_services.preferences.setText(key, value);
    setKeys(m_services.shortcuts, keys);
    m_services.shortcuts.setLetterKeys(hadLetters);
  });
}

QString SettingsPage::help() const {
  return tr(
      "Appearance, language, use of the processor, keys, where everything lies, and the licences. Changes take effect at once, the "
      "language "
      "at the next start.");
}

}  // namespace graft::ui
