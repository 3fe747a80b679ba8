// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_card.hpp"

#include <cmath>

#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QSaveFile>
#include <QShortcut>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>

#include "ui/charts/chart_table_model.hpp"
#include "ui/services/words.hpp"

namespace graft::ui {
namespace {
enum StackPage { kEmptyPage, kPlotPage, kTablePage };
}  // namespace

ChartCard::ChartCard(const Theme& theme, const QString& title, QWidget* parent)
    : QFrame(parent),
      m_theme(theme),
      m_title(title),
      m_values(new QLabel),
      m_note(new QLabel),
      m_waiting(new QLabel),
      m_caption(new QLabel),
      m_plot(new Plot(theme)),
      m_twin(new ChartTableModel(this)),
      m_table(new QTableView),
      m_stack(new QStackedWidget),
      m_menu(new QToolButton) {
  Theme::setKind(this, "card");
  auto* heading = new QLabel(title);
  heading->setProperty("textRole", "body");
  heading->setStyleSheet("font-weight: 600");
  Theme::setRole(m_values, TextRole::Label, true);
  m_values->setTextFormat(Qt::RichText);
  m_values->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);  // its words change under the pointer, its room must not
  Theme::setRole(m_caption, TextRole::Body, true);
  m_caption->setWordWrap(true);
  m_caption->hide();
  Theme::setRole(m_note, TextRole::Label, true);
  m_note->hide();
  m_waiting->setAlignment(Qt::AlignCenter);
  m_waiting->setWordWrap(true);
  Theme::setRole(m_waiting, TextRole::Body, true);
  m_table->setModel(m_twin);
  m_table->verticalHeader()->hide();
  m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_table->setAccessibleName(tr("%1 as a table").arg(title));
  m_stack->addWidget(m_waiting);
  m_stack->addWidget(m_plot);
  m_stack->addWidget(m_table);
  auto* top = new QHBoxLayout;
  top->addWidget(heading, 1);
  top->addWidget(m_menu);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::kM, space::kS, space::kS, space::kS);
  column->setSpacing(space::kXs);
  column->addLayout(top);
  column->addWidget(m_values);
  column->addWidget(m_stack, 1);
  column->addWidget(m_caption);
  column->addWidget(m_note);
  setFocusProxy(m_plot);
  makeMenu();
  connect(m_plot, &Plot::crosshairMoved, this, [this](double x) {
    showValues();
    Q_EMIT crosshairMoved(x);
  });
  connect(m_plot, &Plot::markerActivated, this, &ChartCard::markerActivated);
  connect(m_plot, &Plot::viewChanged, this, &ChartCard::describe);
  connect(&theme, &Theme::changed, this, &ChartCard::showValues);  // the names have the colours of their curves
  connect(m_plot, &Plot::keyAsked, this, &ChartCard::obey);
}

void ChartCard::makeMenu() {
  auto* menu = new QMenu(this);
  const auto toggle = [&](const QString& text, QChar key) {
    QAction* action = menu->addAction(text + "\t" + QString(key.toUpper()));
    action->setCheckable(true);
    connect(action, &QAction::triggered, this, [this, key] { obey(key); });
    return action;
  };
  m_smooth = toggle(tr("Smooth"), 's');
  m_log = toggle(tr("Logarithmic scale"), 'l');
  m_outliers = toggle(tr("Hide outliers"), 'o');
  m_tableAction = toggle(tr("Show as table"), 't');
  menu->addAction(tr("Change x axis") + "\tX", this, [this] { Q_EMIT xAxisAsked(); });
  menu->addAction(tr("Show everything") + "\t0", this, [this] { m_plot->resetZoom(); });
  menu->addAction(tr("Full screen") + "\tF11", this, &ChartCard::toggleFull);
  menu->addSeparator();
  menu->addAction(tr("Copy picture"), this, [this] { QApplication::clipboard()->setImage(m_plot->picture(2)); });
  const QString stem = m_title.toLower().replace(' ', '-');
  menu->addAction(tr("Save as PNG …"), this, [this, stem] { Q_EMIT saveAsked(stem + ".png"); });
  menu->addAction(tr("Save as SVG …"), this, [this, stem] { Q_EMIT saveAsked(stem + ".svg"); });
  menu->addAction(tr("Save numbers as CSV …"), this, [this, stem] { Q_EMIT saveAsked(stem + ".csv"); });
  // QToolButton's own menu is not used, because it runs a nested event loop until it is closed.
  connect(m_menu, &QToolButton::clicked, menu, [this, menu] { menu->popup(m_menu->mapToGlobal(QPoint(0, m_menu->height()))); });
  m_menu->setAccessibleName(tr("Options of the chart %1").arg(m_title));
  m_menu->setToolTip(tr("View, copy, save"));
  m_theme.setIcon(m_menu, "more");
}

void ChartCard::setXTitle(const QString& title) {
  m_xTitle = title;
  m_plot->setXTitle(title);
  if (m_full) m_full->setXTitle(title);
}
void ChartCard::setMarkers(std::vector<PlotMarker> markers) {
  if (m_full) m_full->setMarkers(markers);
  m_markers = markers;
  m_plot->setMarkers(std::move(markers));
}

void ChartCard::toggleFull() {
  if (m_full) {
    m_full->close();
    return;
  }
  m_full = new ChartCard(m_theme, m_title);
  m_full->setWindowTitle(m_title);
  m_full->setWindowFlag(Qt::Window);
  m_full->setAttribute(Qt::WA_DeleteOnClose);
  m_full->setUnit(m_unit);
  m_full->setXTitle(m_xTitle);
  m_full->plot().copyView(*m_plot);
  m_full->setCaption(m_caption->text());
  m_full->setSeries(m_plot->series());
  m_full->setMarkers(m_markers);
  connect(m_full, &ChartCard::crosshairMoved, this, [this](double x) {
    setCrosshair(x);
    Q_EMIT crosshairMoved(x);
  });
  connect(m_full, &ChartCard::xAxisAsked, this, &ChartCard::xAxisAsked);
  connect(m_full, &ChartCard::saveAsked, this, &ChartCard::saveAsked);
  connect(m_full, &ChartCard::markerActivated, this, &ChartCard::markerActivated);
  connect(this, &QObject::destroyed, m_full, &QWidget::close);
  for (const char* keys : {"Esc", "F11"}) {
    auto* shortcut = new QShortcut(QKeySequence(keys), m_full);
    connect(shortcut, &QShortcut::activated, m_full, &QWidget::close);
  }
  m_full->showFullScreen();
  m_full->plot().setFocus();
}
void ChartCard::setCaption(const QString& words) {
  m_caption->setText(words);
  m_caption->setVisible(!words.isEmpty());
}
void ChartCard::setWaitingText(const QString& text) { m_waiting->setText(text); }

void ChartCard::setSeries(std::vector<PlotSeries> series) {
  bool any = false;
  for (const auto& s : series) any = any || !s.data.empty();
  if (m_full) m_full->setSeries(series);
  if (m_stack->currentIndex() == kTablePage) m_twin->set(m_xTitle, series);
  m_plot->setSeries(std::move(series));
  if (!any)
    m_stack->setCurrentIndex(kEmptyPage);
  else if (m_stack->currentIndex() == kEmptyPage)
    m_stack->setCurrentIndex(kPlotPage);
  showValues();
}

void ChartCard::setCrosshair(double x) {
  m_plot->setCrosshair(x);
  if (m_full && m_full->plot().crosshair() != x) m_full->setCrosshair(x);
  if (m_stack->currentIndex() == kTablePage) m_table->selectRow(m_twin->rowOf(x));
  showValues();
}

/// Shows the values at the crosshair, else the last ones.
void ChartCard::showValues() {
  QStringList parts;
  const double at = m_plot->crosshair();
  for (size_t i = 0; i < m_plot->series().size(); ++i) {
    const PlotSeries& s = m_plot->series()[i];
    const auto index = std::isfinite(at) ? nearest(s.data, at) : static_cast<std::ptrdiff_t>(s.data.x.size()) - 1;
    if (index < 0) continue;
    const double y = m_plot->drawn(i)[static_cast<size_t>(index)];
    parts << QString("<span style='color:%1'>%2</span>&nbsp;<b>%3</b>%4")
                 .arg(m_theme.series(s.colour).name(), s.name.toHtmlEscaped(), numberText(y),
                      m_unit.isEmpty() ? QString() : "&nbsp;" + m_unit);
  }
  QString text = parts.join("&nbsp;&nbsp; ");
  if (std::isfinite(at))
    text += "&nbsp;&nbsp; " + tr("at %1 %2").arg(m_xTitle.toHtmlEscaped(), numberText(at, at == std::floor(at) ? 0 : 3));
  m_values->setText(text.isEmpty() ? "&nbsp;" : text);
}

void ChartCard::obey(QChar key) {
  if (key == 's') m_plot->setSmoothing(!m_plot->isSmooth());
  if (key == 'l') m_plot->setLog(!m_plot->isLog());
  if (key == 'o') m_plot->setOutliersCut(!m_plot->outliersCut());
  if (key == 'x') Q_EMIT xAxisAsked();
  if (key == 't') toggleTable();
  describe();
}

void ChartCard::toggleTable() {
  const bool table = m_stack->currentIndex() != kTablePage;
  if (table) m_twin->set(m_xTitle, m_plot->series());
  m_stack->setCurrentIndex(table ? kTablePage : kPlotPage);
  (table ? static_cast<QWidget*>(m_table) : m_plot)->setFocus();
}

/// States below the chart each display option that is not at its default. Describes the chart in words for screen readers.
void ChartCard::describe() {
  m_smooth->setChecked(m_plot->isSmooth());
  m_log->setChecked(m_plot->isLog());
  m_outliers->setChecked(m_plot->outliersCut());
  m_tableAction->setChecked(m_stack->currentIndex() == kTablePage);
  QStringList notes;
  if (m_plot->isLog() && m_plot->leftOut() > 0)
    notes << tr("%n value(s) of zero or below cannot be drawn on this scale", nullptr, static_cast<int>(m_plot->leftOut()));
  if (m_plot->outliersCut()) notes << tr("the farthest values lie outside the picture");
  m_note->setText(notes.join("; "));
  m_note->setVisible(!notes.isEmpty());
  QStringList words;
  for (const PlotSeries& s : m_plot->series()) {
    if (!s.data.empty()) words << tr("%1: last value %2 of %3").arg(s.name, numberText(s.data.y.back())).arg(s.data.x.size());
  }
  m_plot->setAccessibleName(tr("Chart %1").arg(m_title));
  m_plot->setAccessibleDescription(words.join("; ") + ". " + tr("Press T for the table, left and right for single values."));
}

bool ChartCard::save(const QString& path) const {
  if (path.endsWith(".svg")) return m_plot->saveSvg(path);
  if (path.endsWith(".png")) return m_plot->picture(2).save(path, "PNG");
  m_twin->set(m_xTitle, m_plot->series());
  QSaveFile file(path);
  const QByteArray bytes = m_twin->csv().toUtf8();
  return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
}

}  // namespace graft::ui
