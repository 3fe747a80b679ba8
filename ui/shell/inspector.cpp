// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/inspector.hpp"

#include <QFormLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPointer>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/widgets/basics.hpp"

namespace graft::ui {

Inspector::Inspector(const Services& services, QWidget* parent)
    : QFrame(parent),
      m_services(services),
      m_scroll(new QScrollArea),
      m_title(text({}, TextRole::Section)),
      m_nothing(prose(tr("Nothing is chosen on this page."), true)),
      m_helpTitle(text({}, TextRole::Section)),
      m_help(prose({})),
      m_control(text({}, TextRole::Body)),
      m_controlHelp(prose({}, true)),
      m_facts(new QFormLayout) {
  constexpr int kWidth = 300, kLaterMs = 700;
  Theme::setKind(this, "inspector");
  setFixedWidth(kWidth);
  auto* close = new QToolButton;
  close->setObjectName("closeInspector");
  close->setAccessibleName(tr("Close details, notes and help"));
  close->setToolTip(tr("Close"));
  services.theme.setIcon(close, "close");
  connect(close, &QToolButton::clicked, this, &Inspector::closeAsked);
  auto* inside = new QWidget;
  auto* column = new QVBoxLayout(inside);
  column->setContentsMargins(space::kL, space::kS, space::kL, space::kL);
  column->setSpacing(space::kS);
  m_title->setWordWrap(true);
  m_facts->setHorizontalSpacing(space::kM);
  m_facts->setVerticalSpacing(space::kXs);
  m_facts->setRowWrapPolicy(QFormLayout::WrapLongRows);
  m_facts->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  column->addWidget(m_title);
  column->addWidget(m_nothing);
  column->addLayout(m_facts);
  column->addWidget(makeNotes());
  column->addSpacing(space::kS);
  column->addWidget(rule());
  column->addSpacing(space::kS);
  m_control->setStyleSheet("font-weight: 600");
  m_control->setWordWrap(true);
  column->addWidget(m_control);
  column->addWidget(m_controlHelp);
  column->addWidget(m_helpTitle);
  column->addWidget(m_help);
  auto* guide = button(tr("User's guide"), "quiet");
  connect(guide, &QPushButton::clicked, this, &Inspector::guideAsked);
  column->addWidget(guide, 0, Qt::AlignLeft);
  column->addStretch();
  m_scroll->setWidget(inside);
  m_scroll->setWidgetResizable(true);
  m_scroll->setFrameShape(QFrame::NoFrame);
  m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_scroll->setAccessibleName(tr("Details, notes and help"));
  auto* top = new QHBoxLayout;
  top->setContentsMargins(space::kL, space::kS, space::kS, 0);
  top->addWidget(text(tr("Details"), TextRole::Label, true));
  top->addStretch();
  top->addWidget(close);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->setSpacing(0);
  all->addLayout(top);
  all->addWidget(m_scroll, 1);
  m_later.setSingleShot(true);
  m_later.setInterval(kLaterMs);
  connect(&m_later, &QTimer::timeout, this, &Inspector::keep);
}

QWidget* Inspector::makeNotes() {
  constexpr int kLines = 5;
  m_notes = new QWidget;
  m_note = new QPlainTextEdit;
  m_note->setAccessibleName(tr("Notes on what is chosen"));
  m_note->setPlaceholderText(tr("Saved by itself."));
  m_note->setTabChangesFocus(true);
  m_note->setFixedHeight(kLines * m_note->fontMetrics().lineSpacing());
  connect(m_note, &QPlainTextEdit::textChanged, &m_later, qOverload<>(&QTimer::start));
  m_notes->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
  auto* column = new QVBoxLayout(m_notes);
  column->setContentsMargins(0, space::kS, 0, 0);
  column->setSpacing(space::kXs);
  column->addWidget(text(tr("Notes"), TextRole::Label, true));
  column->addWidget(m_note);
  return m_notes;
}

void Inspector::follow(Page* page, const QString& pageTitle) {
  if (m_page) disconnect(m_page, nullptr, this, nullptr);
  m_page = page;
  connect(page, &Page::detailsChanged, this, &Inspector::renew);
  m_helpTitle->setText(tr("Help: %1").arg(pageTitle));
  m_help->setText(page->help());
  explain(nullptr);
  renew();
}

void Inspector::explain(const QWidget* control) {
  QString words = control ? control->whatsThis() : QString();
  if (control && words.isEmpty()) words = control->accessibleDescription();
  if (control && words.isEmpty()) words = control->toolTip();
  m_control->setText(control ? control->accessibleName().isEmpty() ? control->property("text").toString() : control->accessibleName()
                             : QString());
  m_controlHelp->setText(words);
  m_control->setVisible(!m_control->text().isEmpty());
  m_controlHelp->setVisible(m_control->isVisibleTo(this) && !words.isEmpty());
}

void Inspector::renew() {
  if (!m_page) return;
  const Details details = m_page->details();
  if (m_later.isActive() && details.title != m_noteOf) keep();  // the typed text belongs to the previous item
  m_keepNote = details.keepNote;
  m_noteOf = details.title;
  m_title->setText(details.title);
  m_title->setVisible(!details.title.isEmpty());
  m_nothing->setVisible(details.title.isEmpty());
  m_notes->setVisible(static_cast<bool>(details.keepNote));
  if (!m_later.isActive() && m_note->toPlainText() != details.note) {
    const QSignalBlocker quiet(m_note);
    m_note->setPlainText(details.note);
  }
  showFacts(details);
}

void Inspector::showFacts(const Details& details) {
  constexpr int kLeastLetters = 14;
  while (m_facts->rowCount() > 0) m_facts->removeRow(0);
  for (const auto& [name, value] : details.facts) {
    auto* field = prose(value);
    field->setMinimumWidth(kLeastLetters * field->fontMetrics().averageCharWidth());  // otherwise it moves below its name
    field->setTextInteractionFlags(Qt::TextSelectableByMouse);
    field->setAccessibleName(name + ": " + value);
    m_facts->addRow(text(name, TextRole::Label, true), field);
  }
}

void Inspector::keep() {
  m_later.stop();
  if (m_keepNote) m_keepNote(m_note->toPlainText());
}

void Inspector::focusFirst() { (m_notes->isVisible() ? static_cast<QWidget*>(m_note) : m_scroll)->setFocus(); }

}  // namespace graft::ui
