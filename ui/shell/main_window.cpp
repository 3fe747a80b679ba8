// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.hpp"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QButtonGroup>
#include <QCloseEvent>
#include <QComboBox>
#include <QFrame>
#include <QMessageBox>
#include <QScrollArea>
#include <QShortcut>
#include <QSlider>
#include <QStackedWidget>
#include <QToolButton>

#include "ui/services/preferences.hpp"
#include "ui/services/run_service.hpp"
#include "ui/services/shortcuts.hpp"
#include "ui/services/words.hpp"
#include "ui/shell/command_palette.hpp"
#include "ui/shell/end_notice.hpp"
#include "ui/shell/guide.hpp"
#include "ui/shell/inspector.hpp"
#include "ui/shell/job_pill.hpp"
#include "ui/shell/status_line.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/fold.hpp"

namespace graft::ui {
namespace {

constexpr int kWidth = 1280, kHeight = 800, kLeastWidth = 1024, kLeastHeight = 700, kRailWidth = 84;

/// A page in a scroll area, so that it is never clipped at a large text size, over its bar.
QWidget* frameOf(Page* page) {
  auto* scroll = new QScrollArea;
  scroll->setWidget(page);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setFocusPolicy(Qt::NoFocus);
  auto* frame = new QWidget;
  auto* column = new QVBoxLayout(frame);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(scroll, 1);
  if (QWidget* inside = page->bar()) {
    auto* bar = new QFrame;
    Theme::setKind(bar, "status");
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(space::kXxl, space::kS, space::kXxl, space::kS);
    row->addWidget(inside);
    inside->show();
    column->addWidget(bar);
  }
  return frame;
}

/// Passes wheel events on to the page, so that scrolling past a field does not change it.
class WheelScrolls : public QObject {
 public:
  using QObject::QObject;
  bool eventFilter(QObject* of, QEvent* event) override {
    if (event->type() != QEvent::Wheel ||
        !(qobject_cast<QComboBox*>(of) || qobject_cast<QAbstractSpinBox*>(of) || qobject_cast<QSlider*>(of)))
      return false;
    event->ignore();
    return true;
  }
};

}  // namespace

MainWindow::MainWindow(Services& services, std::vector<PageEntry> pages)
    : m_services(services),
      m_pages(std::move(pages)),
      m_buttons(new QButtonGroup(this)),
      m_stack(new QStackedWidget),
      m_pill(new JobPill(services)),
      m_status(new StatusLine(services.theme)),
      m_palette(nullptr),
      m_inspector(new Inspector(services)) {
  services.navigator = this;
  setWindowTitle("Graft");
  setMinimumSize(kLeastWidth, kLeastHeight);
  resize(kWidth, kHeight);
  const PaletteActs acts{[this](const QString& page, const PageAct& act) { perform(page, act); },
                         [this](const QString& words) { guide().search(words); }, [this] { return m_stack->currentWidget(); }};
  m_palette = new CommandPalette(services, m_pages, acts, this);
  auto* middle = new QHBoxLayout;
  middle->setSpacing(0);
  middle->addWidget(m_stack, 1);
  middle->addWidget(m_inspector);
  m_rail = makeRail();
  m_top = makeTop();
  auto* body = new QVBoxLayout;
  body->setSpacing(0);
  body->addWidget(m_top);
  body->addLayout(middle, 1);
  body->addWidget(m_status);
  auto* central = new QWidget;
  auto* row = new QHBoxLayout(central);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  row->addWidget(m_rail);
  row->addLayout(body, 1);
  setCentralWidget(central);
  for (QWidget* part : std::initializer_list<QWidget*>{m_rail, m_top, m_status, m_inspector, m_palette}) services.theme.addPart(part);
  makeShortcuts();
  QApplication::instance()->installEventFilter(new WheelScrolls(this));
  connect(&services.store, &StoreService::failed, this, [this](const QString& words) { say(words, true); });
  connect(&services.store, &StoreService::noticesCame, this, [this] { say(m_services.store.takeNotices().join(" "), false); });
  connect(&services.runs, &RunService::started, this, [this](const QString& run, bool isNext) {
    if (!isNext) open("runs", showRun(run));  // a queued start does not move the user to another page
  });
  connect(&services.runs, &RunService::swept, this, [this](const QStringList& runs) { open("runs", ShowRuns{runs}); });
  connect(&services.runs, &RunService::refused, this, [this](const Error& error) { say(errorText(error), true); });
  connect(new EndNotice(services, this), &EndNotice::opened, this, [this](const QString& run) {
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
    open("runs", showRun(run));
  });
  connect(m_inspector, &Inspector::closeAsked, this, [this] { showInspector(false); });
  connect(m_inspector, &Inspector::guideAsked, this, [this] { showGuide("guide"); });
  m_inspector->hide();
  showInspector(services.preferences.text("inspector", "off") == "on");
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
  auto* search = button(tr("Search or run a command      Ctrl+K"), "search");
  search->setObjectName("search");
  search->setMinimumWidth(240);
  search->setAccessibleName(tr("Search or run a command"));
  m_services.theme.setIcon(search, "search");
  connect(search, &QPushButton::clicked, this, [this] { m_palette->open(); });
  row->addWidget(search);
  row->addStretch();
  row->addWidget(m_pill);
  QSizePolicy stays = m_pill->sizePolicy();
  stays.setRetainSizeWhenHidden(true);  // the top bar keeps its height when a run begins or ends
  m_pill->setSizePolicy(stays);
  m_inspectorButton = new QToolButton;
  m_inspectorButton->setObjectName("inspector");
  m_inspectorButton->setCheckable(true);
  m_inspectorButton->setAccessibleName(tr("Details, notes and help"));
  m_inspectorButton->setToolTip(
      tr("Details, notes and help (%1)").arg(m_services.shortcuts.keys("inspector").toString(QKeySequence::NativeText)));
  m_services.theme.setIcon(m_inspectorButton, "info");
  connect(m_inspectorButton, &QToolButton::clicked, this, &MainWindow::showInspector);
  row->addWidget(m_inspectorButton);
  return top;
}

void MainWindow::makeShortcuts() {
  const auto on = [this](const QKeySequence& keys, std::function<void()> act) {
    connect(new QShortcut(keys, this), &QShortcut::activated, this, std::move(act));
  };
  for (size_t i = 0; i < m_pages.size() && i < 9; ++i)
    on(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(i))), [this, i] { open(m_pages[i].id); });
  const auto key = [this](const char* id, std::function<void()> act) { m_services.shortcuts.bind(id, this, std::move(act)); };
  const auto page = [this, key](const char* id, std::function<void(Page&)> act) {
    key(id, [this, act = std::move(act)] {
      if (Page* now = shown()) act(*now);
    });
  };
  key("palette", [this] { m_palette->open(); });
  page("find", [](Page& p) { p.find(); });
  page("primary", [](Page& p) { p.primaryAction(); });
  key("pause", [this] { m_pill->pauseOrResume(); });
  key("new-run", [this] { open("train"); });
  key("import", [this] { open("data", ChooseExamples{}); });
  key("undo", [this] { undo(); });
  page("redo", [](Page& p) { p.redo(); });
  page("next-point", [](Page& p) { p.nextPoint(false); });
  page("previous-point", [](Page& p) { p.nextPoint(true); });
  page("export", [this](Page& p) {
    if (!p.exportView()) say(tr("There is nothing on this page that could be exported."), false);
  });
  page("baseline", [](Page& p) { p.setBaseline(); });
  page("full-chart", [](Page& p) { p.showFull(); });
  key("inspector", [this] { showInspector(!m_inspector->isVisible()); });
  key("help", [this] { explainFocus(); });
  key("guide", [this] { showGuide("guide"); });
  key("next-pane", [this] { movePane(1); });
  key("previous-pane", [this] { movePane(-1); });
  key("settings", [this] { open("settings"); });
  key("quit", [this] { close(); });
}

Page* MainWindow::shown() const {
  const auto found = m_made.find(m_current);
  return found == m_made.end() ? nullptr : found->second;
}

/// Undoes on the page if possible, else what the status line offers.
void MainWindow::undo() {
  if (Page* now = shown(); now && now->undo()) return;
  m_status->takeOffer();
}

void MainWindow::showInspector(bool on) {
  m_inspectorButton->setChecked(on);
  m_services.preferences.setText("inspector", on ? "on" : "off");
  if (!on) m_explained.clear();
  if (on == m_inspector->isVisibleTo(this)) return;
  const bool hadFocus = m_inspector->isAncestorOf(QApplication::focusWidget());
  m_inspector->setVisible(on);
  if (on) {
    if (Page* now = shown()) now->detailsChanged();
    m_inspector->focusFirst();
  } else if (hadFocus) {
    m_inspectorButton->setFocus();
  }
}

/// Explains the focused control and leaves the focus there. A second time closes what the first has opened.
void MainWindow::explainFocus() {
  QWidget* asked = QApplication::focusWidget();
  if (m_inspector->isAncestorOf(asked)) return showGuide("guide");
  const bool wasOpen = m_inspector->isVisible();
  if (wasOpen && m_explained && m_explained == asked) {
    m_explained.clear();
    return showInspector(false);
  }
  showInspector(true);
  if (asked && (!wasOpen || m_explained)) {
    m_explained = asked;
    asked->setFocus();
  }
  m_inspector->explain(asked);
}

/// Moves the focus into the page that is shown, unless the page has done so, so that keys act there.
void MainWindow::focusPage() {
  QWidget* frame = m_frames.at(m_current);
  if (frame->isAncestorOf(QApplication::focusWidget())) return;
  for (QWidget* next = frame->nextInFocusChain(); next && next != frame; next = next->nextInFocusChain()) {
    if (!frame->isAncestorOf(next) || !next->isVisible() || !next->isEnabled() || !(next->focusPolicy() & Qt::TabFocus)) continue;
    return next->setFocus(Qt::OtherFocusReason);
  }
}

Guide& MainWindow::guide() {
  if (!m_guide) m_guide = new Guide(m_services.theme, this);
  return *m_guide;
}
void MainWindow::showGuide(const QString& name) { guide().open(name); }

/// Opens the page, brings the act's widget into view, and presses it if that is asked for and possible.
void MainWindow::perform(const QString& page, const PageAct& act) {
  open(page);
  auto* widget = m_frames.at(page)->findChild<QWidget*>(act.widget);
  if (!widget) return;
  reveal(*widget);
  if (!widget->isVisible() || !widget->isEnabled())
    return say(tr("“%1” is not possible yet: something has to be chosen first.").arg(act.title), false);
  auto* button = qobject_cast<QAbstractButton*>(widget);
  if (act.how == PageAct::How::Press && button) return button->click();
  QWidget* target = widget;
  while (target->focusProxy()) target = target->focusProxy();
  if (target->focusPolicy() == Qt::NoFocus) {
    for (QWidget* child : widget->findChildren<QWidget*>()) {
      if (!child->isVisible() || !child->isEnabled() || !(child->focusPolicy() & Qt::TabFocus)) continue;
      target = child;
      break;
    }
  }
  target->setFocus(Qt::ShortcutFocusReason);
}

/// Cycles through rail, top bar, page, inspector and status line. Focuses the first child there that takes the focus.
void MainWindow::movePane(int by) {
  std::vector<QWidget*> panes;
  for (QWidget* pane : {m_rail, m_top, m_stack->currentWidget(), static_cast<QWidget*>(m_inspector), static_cast<QWidget*>(m_status)}) {
    if (pane && pane->isVisible()) panes.push_back(pane);
  }
  const QWidget* focus = QApplication::focusWidget();
  const auto now =
      std::find_if(panes.begin(), panes.end(), [&](const QWidget* pane) { return focus && (pane == focus || pane->isAncestorOf(focus)); });
  const auto count = static_cast<std::ptrdiff_t>(panes.size());
  std::ptrdiff_t at = now == panes.end() ? (by > 0 ? -1 : 0) : now - panes.begin();
  for (std::ptrdiff_t tried = 0; tried < count; ++tried) {
    at = (at + by + count) % count;
    for (QWidget* child : panes[static_cast<size_t>(at)]->findChildren<QWidget*>()) {
      if (!child->isVisible() || !child->isEnabled() || !(child->focusPolicy() & Qt::TabFocus)) continue;
      return child->setFocus(Qt::ShortcutFocusReason);
    }
  }
}

Page* MainWindow::page(const QString& id) {
  if (const auto found = m_made.find(id); found != m_made.end()) return found->second;
  const PageEntry* entry = entryOf(id);
  if (!entry) return nullptr;
  Page* made = entry->create(m_services);
  made->setObjectName("page-" + id);
  m_made[id] = made;
  QWidget* frame = m_frames[id] = frameOf(made);
  m_services.theme.addPart(frame);
  m_stack->addWidget(frame);
  return made;
}

void MainWindow::open(const QString& id, const PageRequest& request) {
  Q_ASSERT(request.empty() || request.page() == id);
  Page* next = page(id);
  if (!next) return;
  if (const auto before = m_made.find(m_current); before != m_made.end() && m_current != id) before->second->leave();
  m_current = id;
  for (size_t i = 0; i < m_pages.size(); ++i) {
    if (m_pages[i].id == id) m_buttons->button(static_cast<int>(i))->setChecked(true);
  }
  m_stack->setCurrentWidget(m_frames.at(id));
  m_services.preferences.setText("page", id);
  next->enter(request);
  focusPage();
  m_inspector->follow(next, entryOf(id)->title);
}

const PageEntry* MainWindow::entryOf(const QString& id) const {
  const auto entry = std::find_if(m_pages.begin(), m_pages.end(), [&](const PageEntry& e) { return e.id == id; });
  return entry == m_pages.end() ? nullptr : &*entry;
}

void MainWindow::say(const QString& words, bool isError) {
  if (!words.isEmpty()) m_status->say(words, isError ? Tone::Bad : Tone::Neutral);
}
void MainWindow::offerUndo(const QString& words, std::function<void()> undo) { m_status->offer(words, tr("Undo"), std::move(undo)); }

void MainWindow::remember() { m_services.preferences.setText("geometry", QString::fromLatin1(saveGeometry().toBase64())); }
void MainWindow::restore() { restoreGeometry(QByteArray::fromBase64(m_services.preferences.text("geometry").toLatin1())); }

/// Says once for each run that it goes on without the window, and offers to stop it.
bool MainWindow::mayClose() {
  const LiveRun* live = m_services.runs.current();
  if (!live || live->isAsked(Command::Stop) || m_services.preferences.text("closed-beside") == live->name) return true;
  m_services.preferences.setText("closed-beside", live->name);
  const bool isPaused = live->news.phase.phase == Phase::Paused;
  const QString words = (isPaused ? tr("%1 stays paused without the window.") : tr("%1 goes on without the window.")).arg(live->name);
  auto* box = new QMessageBox(QMessageBox::Information, tr("A run is at work"), words, QMessageBox::NoButton, this);
  box->setObjectName("runGoesOn");
  QString more = tr("Its page shows it when you open Graft again. The computer must stay on.");
  if (!m_services.runs.queue().empty()) more += " " + tr("The queue goes on when Graft is open.");
  box->setInformativeText(more);
  QPushButton* fine = box->addButton(tr("Close, let it run"), QMessageBox::AcceptRole);
  QPushButton* stop = box->addButton(tr("Stop it, save, close"), QMessageBox::DestructiveRole);
  box->addButton(tr("Keep the window"), QMessageBox::RejectRole);
  box->setDefaultButton(fine);
  box->setAttribute(Qt::WA_DeleteOnClose);
  connect(fine, &QPushButton::clicked, this, &QWidget::close, Qt::QueuedConnection);
  connect(stop, &QPushButton::clicked, this, [this] {
    connect(&m_services.runs, &RunService::allAsked, this, &QWidget::close, Qt::SingleShotConnection);
    m_services.runs.stopAll();
  });
  box->open();
  return false;
}

void MainWindow::closeEvent(QCloseEvent* event) {
  if (!mayClose()) return event->ignore();
  remember();
  event->accept();
}

}  // namespace graft::ui
