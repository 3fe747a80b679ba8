// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/command_palette.hpp"

#include <algorithm>

#include <QAbstractButton>
#include <QApplication>
#include <QFile>
#include <QGraphicsDropShadowEffect>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "core/store/datasets.hpp"
#include "core/workspace/models.hpp"
#include "ui/services/background.hpp"
#include "ui/services/preferences.hpp"
#include "ui/services/run_service.hpp"
#include "ui/services/shortcuts.hpp"
#include "ui/services/words.hpp"
#include "ui/shell/palette_match.hpp"
#include "ui/widgets/basics.hpp"

namespace graft::ui {
namespace {
constexpr const char* kRecent = "palette_recent";
}

CommandPalette::CommandPalette(const Services& services, const std::vector<PageEntry>& pages, PaletteActs acts, QWidget* window)
    : QFrame(window),
      m_services(services),
      m_pages(pages),
      m_acts(std::move(acts)),
      m_typed(new QLineEdit),
      m_list(new QTreeWidget),
      m_nothing(prose({}, true)) {
  setObjectName("palette");
  Theme::setKind(this, "card");
  m_typed->setObjectName("paletteText");
  m_typed->setPlaceholderText(tr("A page, a command, a setting, a run, a word"));
  m_typed->setAccessibleName(tr("Search or run a command"));
  m_list->setAccessibleName(tr("Found"));
  m_list->setObjectName("paletteList");
  m_list->setColumnCount(2);
  m_list->setHeaderHidden(true);
  m_list->setRootIsDecorated(false);
  m_list->setUniformRowHeights(true);
  m_list->header()->setStretchLastSection(false);
  m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
  m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
  m_list->setFocusPolicy(Qt::NoFocus);
  m_list->setFrameShape(QFrame::NoFrame);
  m_nothing->hide();
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::kM, space::kM, space::kM, space::kM);
  column->addWidget(m_typed);
  column->addWidget(m_nothing);
  column->addWidget(m_list, 1);
  auto* shadow = new QGraphicsDropShadowEffect(this);
  shadow->setBlurRadius(32);
  shadow->setOffset(0, 6);
  setGraphicsEffect(shadow);
  m_typed->installEventFilter(this);
  connect(m_typed, &QLineEdit::textChanged, this, &CommandPalette::filter);
  connect(m_typed, &QLineEdit::returnPressed, this, &CommandPalette::act);
  connect(m_list, &QTreeWidget::itemClicked, this, &CommandPalette::act);
  hide();
}

void CommandPalette::collect() {
  m_entries.clear();
  ++m_round;  // answers for the entries before come too late
  collectPages();
  collectButtons();
  collectCommands();
  collectTerms();
  collectRecords();
}

void CommandPalette::collectPages() {
  for (size_t i = 0; i < m_pages.size(); ++i) {
    const PageEntry& page = m_pages[i];
    const QString keys =
        i < 9 ? QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(i))).toString(QKeySequence::NativeText)
              : QString();
    m_entries.push_back({page.title, {}, tr("page"), keys, page.icon, [this, id = page.id] { m_services.openPage(id); }});
  }
  for (const PageEntry& page : m_pages) {
    for (const PageAct& act : page.acts)
      m_entries.push_back({act.title, act.keywords, page.title, {}, page.icon, [this, id = page.id, act] { m_acts.perform(id, act); }});
  }
}

/// Buttons of the shown page that can be pressed now.
void CommandPalette::collectButtons() {
  QWidget* page = m_acts.shownPage();
  if (!page) return;
  for (auto* button : page->findChildren<QAbstractButton*>()) {
    const QString words = button->text().isEmpty() ? button->accessibleName() : button->text();
    if (!button->isVisible() || !button->isEnabled() || words.isEmpty()) continue;
    const bool isKnown = std::any_of(m_entries.begin(), m_entries.end(), [&](const Entry& entry) { return entry.title == words; });
    if (isKnown) continue;
    m_entries.push_back({words, button->toolTip(), tr("this page"), {}, "open", [button = QPointer(button)] {
                           if (button) button->click();
                         }});
  }
}

void CommandPalette::collectCommands() {
  for (const KeyCommand& command : Shortcuts::commands()) {
    // The page Settings and an act of Data are entries already.
    if (command.id == "palette" || command.id == "settings" || command.id == "import" || command.id.endsWith("-pane")) continue;
    m_entries.push_back({command.title,
                         {},
                         tr("command"),
                         m_services.shortcuts.keys(command.id).toString(QKeySequence::NativeText),
                         "play",
                         [this, id = command.id] { m_services.shortcuts.trigger(id); }});
  }
  if (!m_services.runs.current() && !m_services.runs.isStarting())
    m_entries.push_back({tr("Start the demo: sort a bank's messages"), tr("starter experiment example"), tr("command"), {}, "play", [this] {
                           m_services.runs.startStarter();
                         }});
  const std::pair<QString, QString> schemes[] = {
      {tr("Light theme"), "light"}, {tr("Dark theme"), "dark"}, {tr("Theme of the system"), "desktop"}};
  for (const auto& [title, scheme] : schemes)
    m_entries.push_back(
        {title, {}, tr("command"), {}, "settings", [this, scheme = scheme] { m_services.preferences.setText("scheme", scheme); }});
  if (const LiveRun* live = m_services.runs.current()) {
    m_entries.push_back({tr("Stop and save %1").arg(live->name), {}, tr("command"), {}, "stop", [this, run = live->name] {
                           m_services.runs.tell(run, Command::Stop);
                         }});
  }
}

/// Terms of the glossary, whose table has a term and its meaning in each row.
void CommandPalette::collectTerms() {
  QFile file(":/help/glossary.md");
  if (!file.open(QIODevice::ReadOnly)) return;
  for (const QString& line : QString::fromUtf8(file.readAll()).split('\n')) {
    const QStringList cells = line.split('|');
    if (cells.size() < 4 || cells[1].contains("---") || cells[1].trimmed() == "word") continue;
    const QString term = cells[1].trimmed();
    m_entries.push_back({term, {}, tr("glossary"), {}, "info", [this, term] { m_acts.searchGuide(term); }});
  }
}

void CommandPalette::collectRecords() {
  struct Records {
    std::vector<store::RunRow> runs;
    std::vector<store::DatasetRow> datasets;
  };
  m_services.store.ask(
      this,
      [](store::Store& store) -> Result<Records> {
        Records out;
        GRAFT_TRY(out.runs, store::listRuns(store, {}));
        GRAFT_TRY(out.datasets, store::listDatasets(store));
        return out;
      },
      [this, round = m_round](Result<Records> records) {
        if (!records.ok() || round != m_round) return;
        for (const auto& run : records->runs) {
          const QString name = QString::fromStdString(run.name);
          m_entries.push_back(
              {name, tr("run"), tr("run, %1").arg(stateWords(QString::fromStdString(run.state)).text.toLower()), {}, "runs", [this, name] {
                 m_services.open(showRun(name));
               }});
        }
        for (const auto& dataset : records->datasets) {
          const QString name = QString::fromStdString(dataset.name);
          m_entries.push_back({tr("%1, version %2").arg(name).arg(dataset.version),
                               tr("dataset"),
                               tr("dataset"),
                               {},
                               "data",
                               [this, name, version = dataset.version] { m_services.open(ShowDataset{name, version}); }});
        }
        filter();
      });
  m_services.lookups.run(
      this, [home = m_services.store.home()] { return workspace::modelsOfHome(home); },
      [this, round = m_round](const std::vector<workspace::ModelPlace>& models) {
        if (round != m_round) return;
        for (const auto& model : models)
          m_entries.push_back(
              {QString::fromStdString(model.name), tr("model"), tr("base model"), {}, "chip", [this] { m_services.openPage("models"); }});
        filter();
      });
}

void CommandPalette::filter() {
  constexpr size_t kMost = 12;
  struct Found {
    int score;
    size_t entry;
  };
  const QString typed = m_typed->text().trimmed();
  std::vector<Found> found;
  for (size_t i = 0; i < m_entries.size(); ++i) {
    const Entry& entry = m_entries[i];
    int score = matchScore(entry.title, entry.keywords, typed);
    const auto recent = m_recent.indexOf(entry.title);
    if (score > 0 && recent >= 0) score += static_cast<int>(m_recent.size() - recent);
    if (score > 0) found.push_back({score, i});
  }
  std::stable_sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.score > b.score; });
  const QTreeWidgetItem* current = m_list->currentItem();
  const QString chosen = current && typed == m_filtered ? current->text(0) : QString();
  m_filtered = typed;
  m_list->clear();
  for (size_t i = 0; i < std::min(kMost, found.size()); ++i) {
    const Entry& entry = m_entries[found[i].entry];
    auto* item = new QTreeWidgetItem(m_list, {entry.title, entry.keys.isEmpty() ? entry.group : entry.group + "   " + entry.keys});
    item->setIcon(0, m_services.theme.icon(entry.icon));
    item->setForeground(1, m_services.theme.now().muted);
    item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    item->setData(0, Qt::UserRole, static_cast<int>(found[i].entry));
  }
  m_nothing->setVisible(found.empty());
  if (found.empty()) {
    m_nothing->setText(tr("Nothing is named “%1”.").arg(typed));
    auto* search = new QTreeWidgetItem(m_list, {tr("Search the guide for “%1”").arg(typed), tr("help")});
    search->setIcon(0, m_services.theme.icon("search"));
    search->setForeground(1, m_services.theme.now().muted);
    search->setData(0, Qt::UserRole, -1);
  }
  const auto again = m_list->findItems(chosen, Qt::MatchExactly);
  m_list->setCurrentItem(again.isEmpty() ? m_list->topLevelItem(0) : again.front());
}

void CommandPalette::open() {
  constexpr int kWidth = 640, kHeight = 460, kTop = 64;
  m_before = QApplication::focusWidget();
  m_recent.clear();
  if (const Json recent = m_services.preferences.value(kRecent); recent.is_array()) {
    for (const Json& title : recent) {
      if (title.is_string()) m_recent << QString::fromStdString(title.get<std::string>());
    }
  }
  collect();
  m_typed->clear();
  filter();
  const QWidget* window = parentWidget();
  setGeometry((window->width() - kWidth) / 2, kTop, kWidth, std::min(kHeight, window->height() - 2 * kTop));
  show();
  raise();
  m_typed->setFocus();
}

void CommandPalette::closePalette() {
  hide();
  if (m_before) m_before->setFocus();
}

void CommandPalette::remember(const Entry& entry) {
  constexpr qsizetype kKept = 6;
  m_recent.removeAll(entry.title);
  m_recent.prepend(entry.title);
  Json kept = Json::array();
  for (qsizetype i = 0; i < std::min(kKept, m_recent.size()); ++i) kept.push_back(m_recent[i].toStdString());
  m_services.preferences.set(kRecent, kept);
}

void CommandPalette::act() {
  const QTreeWidgetItem* item = m_list->currentItem();
  if (!item) return;
  const int index = item->data(0, Qt::UserRole).toInt();
  const QString typed = m_typed->text().trimmed();
  if (index < 0) {
    closePalette();
    return m_acts.searchGuide(typed);
  }
  const Entry entry = m_entries[static_cast<size_t>(index)];
  remember(entry);
  closePalette();
  entry.act();
}

bool CommandPalette::eventFilter(QObject*, QEvent* event) {
  if (event->type() == QEvent::FocusOut) {
    hide();
    return false;
  }
  if (event->type() != QEvent::KeyPress) return false;
  const int key = static_cast<QKeyEvent*>(event)->key();
  if (key == Qt::Key_Escape) {
    closePalette();
    return true;
  }
  if (key != Qt::Key_Down && key != Qt::Key_Up) return false;
  const int rows = m_list->topLevelItemCount();
  if (rows == 0) return true;
  const int now = m_list->indexOfTopLevelItem(m_list->currentItem());
  m_list->setCurrentItem(m_list->topLevelItem((now + (key == Qt::Key_Down ? 1 : rows - 1)) % rows));
  return true;
}

}  // namespace graft::ui
