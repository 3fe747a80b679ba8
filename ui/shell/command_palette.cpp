// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/command_palette.hpp"

#include <algorithm>

#include <QApplication>
#include <QGraphicsDropShadowEffect>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include "ui/services/preferences.hpp"
#include "ui/services/run_service.hpp"
#include "ui/services/words.hpp"

namespace graft::ui {

CommandPalette::CommandPalette(const Services& services, const std::vector<PageEntry>& pages, QWidget* window)
    : QFrame(window), m_services(services), m_pages(pages), m_typed(new QLineEdit), m_list(new QListWidget) {
  Theme::setKind(this, "card");
  m_typed->setPlaceholderText(tr("Name of a page, a command or a run"));
  m_typed->setAccessibleName(tr("Search runs and commands"));
  m_list->setAccessibleName(tr("Found"));
  m_list->setFocusPolicy(Qt::NoFocus);
  m_list->setFrameShape(QFrame::NoFrame);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::kM, space::kM, space::kM, space::kM);
  column->addWidget(m_typed);
  column->addWidget(m_list, 1);
  auto* shadow = new QGraphicsDropShadowEffect(this);
  shadow->setBlurRadius(32);
  shadow->setOffset(0, 6);
  setGraphicsEffect(shadow);
  m_typed->installEventFilter(this);
  connect(m_typed, &QLineEdit::textChanged, this, &CommandPalette::filter);
  connect(m_typed, &QLineEdit::returnPressed, this, &CommandPalette::act);
  connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::act);
  hide();
}

int CommandPalette::score(const QString& words, const QString& typed) {
  if (typed.isEmpty()) return 1;
  int score = 0;
  qsizetype at = 0;
  for (const QChar letter : typed) {
    if (letter.isSpace()) continue;
    const qsizetype found = words.indexOf(letter, at, Qt::CaseInsensitive);
    if (found < 0) return 0;
    const bool begins = found == 0 || !words[found - 1].isLetterOrNumber();
    score += begins ? 8 : found == at ? 4 : 1;
    at = found + 1;
  }
  return score;
}

void CommandPalette::collect() {
  m_entries.clear();
  for (const PageEntry& page : m_pages)
    m_entries.push_back({page.title, tr("page"), page.icon, [this, id = page.id] { m_services.openPage(id); }});
  m_entries.push_back({tr("Start the starter experiment"), tr("command"), "play", [this] { m_services.runs.startStarter(); }});
  m_entries.push_back({tr("Light appearance"), tr("command"), "settings", [this] { m_services.preferences.setText("scheme", "light"); }});
  m_entries.push_back({tr("Dark appearance"), tr("command"), "settings", [this] { m_services.preferences.setText("scheme", "dark"); }});
  m_entries.push_back(
      {tr("Appearance of the desktop"), tr("command"), "settings", [this] { m_services.preferences.setText("scheme", "desktop"); }});
  m_services.store.ask(
      this, [](store::Store& store) { return store::listRuns(store, {}); },
      [this](Result<std::vector<store::RunRow>> runs) {
        if (!runs.ok()) return;
        for (const auto& run : *runs) {
          const QString name = QString::fromStdString(run.name);
          m_entries.push_back({name, tr("run, %1").arg(stateWords(QString::fromStdString(run.state)).text.toLower()), "runs",
                               [this, name] { m_services.open(showRun(name)); }});
        }
        filter();
      });
}

void CommandPalette::filter() {
  constexpr size_t kMost = 12;
  std::vector<std::pair<int, size_t>> found;
  for (size_t i = 0; i < m_entries.size(); ++i) {
    if (const int s = score(m_entries[i].words, m_typed->text())) found.emplace_back(-s, i);
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  m_list->clear();
  for (size_t i = 0; i < std::min(kMost, found.size()); ++i) {
    const Entry& entry = m_entries[found[i].second];
    auto* item = new QListWidgetItem(m_services.theme.icon(entry.icon), entry.words + "   ·   " + entry.detail, m_list);
    item->setData(Qt::UserRole, static_cast<int>(found[i].second));
  }
  m_list->setCurrentRow(0);
}

void CommandPalette::open() {
  constexpr int kWidth = 560, kHeight = 420, kTop = 64;
  m_before = QApplication::focusWidget();
  m_typed->clear();
  collect();
  filter();
  const QWidget* window = parentWidget();
  setGeometry((window->width() - kWidth) / 2, kTop, kWidth, std::min(kHeight, window->height() - 2 * kTop));
  show();
  raise();
  m_typed->setFocus();
}

void CommandPalette::close_() {
  hide();
  if (m_before) m_before->setFocus();
}

void CommandPalette::act() {
  const QListWidgetItem* item = m_list->currentItem();
  if (!item) return;
  const auto act = m_entries[static_cast<size_t>(item->data(Qt::UserRole).toInt())].act;
  close_();
  act();
}

bool CommandPalette::eventFilter(QObject*, QEvent* event) {
  if (event->type() == QEvent::FocusOut) {
    hide();
    return false;
  }
  if (event->type() != QEvent::KeyPress) return false;
  const int key = static_cast<QKeyEvent*>(event)->key();
  if (key == Qt::Key_Escape) {
    close_();
    return true;
  }
  if (key != Qt::Key_Down && key != Qt::Key_Up) return false;
  const int rows = m_list->count();
  if (rows > 0) m_list->setCurrentRow((m_list->currentRow() + (key == Qt::Key_Down ? 1 : rows - 1)) % rows);
  return true;
}

}  // namespace graft::ui
