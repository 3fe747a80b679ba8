// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/basics.hpp"

#include <algorithm>

#include <QBoxLayout>
#include <QEvent>
#include <QHeaderView>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableWidget>

namespace graft::ui {

namespace {

class VerticalScroll : public QScrollArea {
 public:
  static constexpr int kHeight = 240;  ///< maximum size hint; the widget takes the room of its layout
  QSize minimumSizeHint() const override {
    return {widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width(), QScrollArea::minimumSizeHint().height()};
  }
  QSize sizeHint() const override { return {minimumSizeHint().width(), std::min(widget()->sizeHint().height(), kHeight)}; }

 protected:
  bool eventFilter(QObject* of, QEvent* event) override {
    if (of == widget() && event->type() == QEvent::LayoutRequest) updateGeometry();
    return QScrollArea::eventFilter(of, event);
  }
};

}  // namespace

QWidget* verticalScroll(QWidget* inside, const QString& name) {
  auto* scroll = new VerticalScroll;
  scroll->setWidget(inside);
  scroll->setWidgetResizable(true);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setAccessibleName(name);
  return scroll;
}

QLabel* text(const QString& words, TextRole role, bool muted) {
  auto* label = new QLabel(words);
  Theme::setRole(label, role, muted);
  return label;
}
QLabel* wrapped(const QString& words, TextRole role, bool muted) {
  auto* label = text(words, role, muted);
  label->setWordWrap(true);
  return label;
}
QLabel* prose(const QString& words, bool muted) {
  auto* label = wrapped(words, TextRole::Body, muted);
  label->setMinimumWidth(0);
  label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  return label;
}
QPushButton* button(const QString& words, const char* kind) {
  auto* made = new QPushButton(words);
  made->setProperty("kind", QByteArray(kind));
  made->setAutoDefault(false);
  made->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
  return made;
}
QFrame* rule() {
  auto* line = new QFrame;
  Theme::setKind(line, "rule");
  return line;
}
QFrame* card(QVBoxLayout*& column) {
  auto* frame = new QFrame;
  Theme::setKind(frame, "card");
  column = new QVBoxLayout(frame);
  column->setContentsMargins(space::kL, space::kL, space::kL, space::kL);
  column->setSpacing(space::kS);
  return frame;
}
QTableWidget* readingTable(const QStringList& titles, const QString& name) {
  auto* made = new QTableWidget(0, static_cast<int>(titles.size()));
  made->setHorizontalHeaderLabels(titles);
  made->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  made->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
  made->verticalHeader()->hide();
  made->setShowGrid(false);
  made->setEditTriggers(QAbstractItemView::NoEditTriggers);
  made->setSelectionBehavior(QAbstractItemView::SelectRows);
  made->setTabKeyNavigation(false);
  made->setAccessibleName(name);
  return made;
}
void clear(QLayout& layout) {
  while (QLayoutItem* item = layout.takeAt(0)) {
    if (QWidget* widget = item->widget()) widget->deleteLater();
    if (QLayout* inner = item->layout()) clear(*inner);
    delete item;
  }
}

Figure::Figure(const QString& name, QWidget* parent)
    : QWidget(parent), m_name(name), m_value(text("–", TextRole::Section)), m_label(text(name, TextRole::Label, true)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(m_value);
  column->addWidget(m_label);
}
void Figure::setValue(const QString& value, const QString& detail) {
  m_value->setText(value);
  m_label->setText(detail.isEmpty() ? m_name : m_name + " · " + detail);
}

MessageBar::MessageBar(const Theme& theme, QWidget* parent)
    : QFrame(parent), m_theme(theme), m_icon(new QLabel), m_text(prose({})), m_action(button({}, "quiet")) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(space::kM, space::kS, space::kS, space::kS);
  row->setSpacing(space::kS);
  row->addWidget(m_icon);
  row->addWidget(m_text, 1);
  row->addWidget(m_action);
  m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
  connect(m_action, &QPushButton::clicked, this, [this] {
    if (m_act) m_act();
  });
  hide();
}

void MessageBar::show(Tone tone, const QString& words, const QString& action, std::function<void()> act) {
  constexpr const char* kKinds[] = {"bar-info", "bar-info", "bar-good", "bar-warn", "bar-bad"};
  constexpr const char* kIcons[] = {"info", "info", "good", "warn", "bad"};
  Theme::setKind(this, kKinds[static_cast<int>(tone)]);
  m_theme.setIcon(m_icon, kIcons[static_cast<int>(tone)], tone == Tone::Neutral ? Tone::Accent : tone);
  m_text->setText(words);
  m_action->setText(action);
  m_action->setVisible(!action.isEmpty());
  m_act = std::move(act);
  setAccessibleName(words);
  QFrame::show();
}

EmptyState::EmptyState(const Theme& theme, const QString& icon, const QString& title, const QString& words, QWidget* parent)
    : QWidget(parent), m_actions(new QHBoxLayout) {
  constexpr int kWidth = 440;
  auto* picture = new QLabel;
  theme.setIcon(picture, icon, Tone::Accent, 40);
  picture->setAlignment(Qt::AlignCenter);
  auto* heading = text(title, TextRole::Section);
  heading->setAlignment(Qt::AlignCenter);
  auto* body = wrapped(words, TextRole::Body, true);
  body->setAlignment(Qt::AlignCenter);
  body->setFixedWidth(kWidth);
  auto* column = new QVBoxLayout(this);
  column->setSpacing(space::kM);
  column->addStretch(2);
  column->addWidget(picture, 0, Qt::AlignCenter);
  column->addWidget(heading, 0, Qt::AlignCenter);
  // In a row of its own: an aligned item would get the height of one line.
  auto* line = new QHBoxLayout;
  line->addStretch();
  line->addWidget(body);
  line->addStretch();
  column->addLayout(line);
  column->addSpacing(space::kS);
  column->addLayout(m_actions);
  column->addStretch(3);
  m_actions->addStretch();
  m_actions->addStretch();
}
QPushButton* EmptyState::addAction(const QString& words, const char* kind) {
  auto* made = button(words, kind);
  m_actions->insertWidget(m_actions->count() - 1, made);
  return made;
}

}  // namespace graft::ui
