// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.hpp"

#include <QButtonGroup>
#include <QCloseEvent>
#include <QFrame>
#include <QScrollArea>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>

#include "ui/services/preferences.hpp"
#include "ui/services/run_service.hpp"
#include "ui/services/words.hpp"
#include "ui/shell/command_palette.hpp"
#include "ui/shell/job_pill.hpp"
#include "ui/shell/status_line.hpp"
#include "ui/widgets/basics.hpp"

namespace graft::ui {
namespace {

constexpr int kWidth = 1280, kHeight = 800, kLeastWidth = 1024, kLeastHeight = 700, kRailWidth = 84;

/// A page in a scroll area: it never clips at a large text size.
class PageFrame : public QScrollArea {
 public:
  explicit PageFrame(Page* page) {
    setWidget(page);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
  }
};

}  // namespace

MainWindow::MainWindow(Services& services, std::vector<PageEntry> pages)
    : m_services(services), m_pages(std::move(pages)), m_buttons(new QButtonGroup(this)), m_stack(new QStackedWidget),
      m_pill(new JobPill(services)), m_status(new StatusLine(services.theme)), m_palette(nullptr) {
  services.navigator = this;
  setWindowTitle("Graft");
  setMinimumSize(kLeastWidth, kLeastHeight);
  resize(kWidth, kHeight);
  m_palette = new CommandPalette(services, m_pages, this);
  auto* body = new QVBoxLayout;
  body->setSpacing(0);
  body->addWidget(makeTop());
  body->addWidget(m_stack, 1);
  body->addWidget(m_status);
  auto* central = new QWidget;
  auto* row = new QHBoxLayout(central);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  row->addWidget(makeRail());
  row->addLayout(body, 1);
  setCentralWidget(central);
  makeShortcuts();
  connect(&services.store, &StoreService::failed, this, [this](const QString& words) { say(words, true); });
  connect(&services.store, &StoreService::noticesCame, this, [this] { say(m_services.store.takeNotices().join(" "), false); });
  connect(&services.runs, &RunService::started, this, [this](const QString& run) { open("runs", run); });
  connect(&services.runs, &RunService::refused, this, [this](const Error& error) { say(errorText(error), true); });
  restore();
}

QWidget* MainWindow::makeRail() {
  auto* rail = new QFrame;
  Theme::setKind(rail, "rail");
  rail->setMinimumWidth(kRailWidth);
  rail->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
  auto* column = new QVBoxLayout(rail);
  column->setContentsMargins(space::kXs, space::kS, space::kXs, space::kS);
  column->setSpacing(space::kXs);
  bool atBottom = false;
  for (size_t i = 0; i < m_pages.size(); ++i) {
    const PageEntry& entry = m_pages[i];
    if (entry.order >= kBottom && !atBottom) column->addStretch();
    atBottom = atBottom || entry.order >= kBottom;
    auto* button = new QToolButton;
    button->setObjectName("rail-" + entry.id);
    button->setText(entry.title);
    button->setCheckable(true);
    button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    button->setIconSize({20, 20});
    button->setSizePolicy(QSizePolicy::MinimumExpanding, QSizePolicy::Fixed);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setToolTip(i < 9 ? tr("%1 (Ctrl+%2)").arg(entry.title).arg(i + 1) : entry.title);
    button->setAccessibleName(tr("Page %1").arg(entry.title));
    Theme::setKind(button, "rail");
    m_services.theme.setIcon(button, entry.icon);
    m_buttons->addButton(button, static_cast<int>(i));
    column->addWidget(button);
  }
  if (!atBottom) column->addStretch();
  connect(m_buttons, &QButtonGroup::idClicked, this, [this](int id) { open(m_pages[static_cast<size_t>(id)].id); });
  return rail;
}

QWidget* MainWindow::makeTop() {
  auto* top = new QFrame;
  Theme::setKind(top, "top");
  auto* row = new QHBoxLayout(top);
  row->setContentsMargins(space::kXl, space::kS, space::kXl, space::kS);
  row->setSpacing(space::kM);
  auto* search = button(tr("Search or do …      Ctrl+K"), "search");
  search->setObjectName("search");
  search->setMinimumWidth(240);
  search->setAccessibleName(tr("Search runs and commands"));
  m_services.theme.setIcon(search, "search");
  connect(search, &QPushButton::clicked, this, [this] { m_palette->open(); });
  row->addWidget(search);
  row->addStretch();
  row->addWidget(m_pill);
  return top;
}

void MainWindow::makeShortcuts() {
  const auto on = [this](const QKeySequence& keys, std::function<void()> act) {
    connect(new QShortcut(keys, this), &QShortcut::activated, this, std::move(act));
  };
  for (size_t i = 0; i < m_pages.size() && i < 9; ++i)
    on(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(i))), [this, i] { open(m_pages[i].id); });
  const auto current = [this](void (Page::*act)()) {
    if (const auto found = m_made.find(m_current); found != m_made.end()) (found->second->*act)();
  };
  on(QKeySequence("Ctrl+K"), [this] { m_palette->open(); });
  on(QKeySequence("Ctrl+F"), [current] { current(&Page::find); });
  on(QKeySequence("Ctrl+Return"), [current] { current(&Page::primaryAction); });
  on(QKeySequence("Ctrl+P"), [this] { m_pill->pauseOrResume(); });
  on(QKeySequence("Ctrl+N"), [this] { open("train"); });
  on(QKeySequence("Ctrl+O"), [this] { open("data", "choose"); });
  on(QKeySequence("Ctrl+Q"), [this] { close(); });
}

Page* MainWindow::page(const QString& id) {
  if (const auto found = m_made.find(id); found != m_made.end()) return found->second;
  const auto entry = std::find_if(m_pages.begin(), m_pages.end(), [&](const PageEntry& e) { return e.id == id; });
  if (entry == m_pages.end()) return nullptr;
  Page* made = entry->create(m_services);
  made->setObjectName("page-" + id);
  m_made[id] = made;
  m_stack->addWidget(new PageFrame(made));
  return made;
}

void MainWindow::open(const QString& id, const QVariant& what) {
  Page* next = page(id);
  if (!next) return;
  if (const auto before = m_made.find(m_current); before != m_made.end() && m_current != id) before->second->leave();
  m_current = id;
  for (size_t i = 0; i < m_pages.size(); ++i) {
    if (m_pages[i].id == id) m_buttons->button(static_cast<int>(i))->setChecked(true);
  }
  for (int i = 0; i < m_stack->count(); ++i) {
    if (static_cast<QScrollArea*>(m_stack->widget(i))->widget() == next) m_stack->setCurrentIndex(i);
  }
  m_services.preferences.setText("page", id);
  next->enter(what);
}

void MainWindow::say(const QString& words, bool isError) {
  if (!words.isEmpty()) m_status->say(words, isError ? Tone::Bad : Tone::Neutral);
}
void MainWindow::offerUndo(const QString& words, std::function<void()> undo) { m_status->offer(words, tr("Undo"), std::move(undo)); }

void MainWindow::remember() { m_services.preferences.setText("geometry", QString::fromLatin1(saveGeometry().toBase64())); }
void MainWindow::restore() { restoreGeometry(QByteArray::fromBase64(m_services.preferences.text("geometry").toLatin1())); }

/// Runs go on without the window, so there is nothing to ask.
void MainWindow::closeEvent(QCloseEvent* event) {
  remember();
  event->accept();
}

}  // namespace graft::ui
