// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settings/keys_dialog.hpp"

#include <algorithm>

#include <QCheckBox>
#include <QGridLayout>
#include <QKeyEvent>
#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QScrollArea>
#include <QToolButton>

#include "ui/services/shortcuts.hpp"
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

KeysDialog::KeysDialog(const Services& services, QWidget* parent)
    : QDialog(parent),
      m_services(services),
      m_message(new MessageBar(services.theme)),
      m_search(new QLineEdit),
      m_nothing(prose(tr("No command has these words."), true)),
      m_letters(new QCheckBox(tr("Single-letter shortcuts in charts and comparisons"))) {
  constexpr int kWidth = 640, kHeight = 620;
  setWindowTitle(tr("Keyboard shortcuts"));
  setObjectName("keysDialog");
  resize(kWidth, kHeight);
  m_search->setObjectName("searchKeys");
  m_search->setPlaceholderText(tr("Search commands and keys"));
  m_search->setAccessibleName(tr("Search commands and keys"));
  m_search->setClearButtonEnabled(true);
  connect(m_search, &QLineEdit::textChanged, this, &KeysDialog::search);
  auto* inside = new QWidget;
  auto* grid = new QGridLayout(inside);
  grid->setContentsMargins(0, 0, space::kS, 0);
  grid->setHorizontalSpacing(space::kM);
  grid->setVerticalSpacing(space::kXs);
  grid->setColumnStretch(0, 1);
  int row = 0;
  for (const KeyCommand& command : Shortcuts::commands()) addRow(*grid, row++, command);
  grid->addWidget(m_nothing, row, 0, 1, 3);
  grid->setRowStretch(row + 1, 1);
  m_nothing->hide();
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::kL, space::kL, space::kL, space::kL);
  column->setSpacing(space::kM);
  column->addWidget(
      prose(tr("Click a field and press the keys. Ctrl+1 to Ctrl+9 open the pages, in the order of the bar at the side."), true));
  column->addWidget(m_search);
  column->addWidget(m_message);
  column->addWidget(verticalScroll(inside, tr("Keyboard shortcuts")), 1);
  column->addWidget(makeEnd());
}

QWidget* KeysDialog::makeEnd() {
  auto* end = new QWidget;
  auto* column = new QVBoxLayout(end);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::kM);
  m_letters->setObjectName("letterKeys");
  m_letters->setChecked(m_services.shortcuts.hasLetterKeys());
  connect(m_letters, &QCheckBox::toggled, &m_services.shortcuts, &Shortcuts::setLetterKeys);
  connect(&m_services.shortcuts, &Shortcuts::changed, m_letters, [this] { m_letters->setChecked(m_services.shortcuts.hasLetterKeys()); });
  column->addWidget(m_letters);
  auto* all = button(tr("Reset all keys"));
  m_services.theme.setIcon(all, "reset");
  connect(all, &QPushButton::clicked, this, [this] {
    for (const KeyCommand& command : Shortcuts::commands()) m_services.shortcuts.reset(command.id);
    m_message->dismiss();
  });
  auto* close = button(tr("Close"));
  connect(close, &QPushButton::clicked, this, &QDialog::close);
  auto* row = new QHBoxLayout;
  row->addWidget(all);
  row->addStretch();
  row->addWidget(close);
  column->addLayout(row);
  return end;
}

void KeysDialog::addRow(QGridLayout& grid, int row, const KeyCommand& command) {
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
  auto* title = wrapped(command.title, TextRole::Body);
  grid.addWidget(title, row, 0);
  grid.addWidget(field, row, 1);
  grid.addWidget(back, row, 2);
  m_rows.push_back({command.title.toLower(), {title, field, back}});
}

void KeysDialog::search(const QString& typed) {
  const QStringList words = typed.toLower().split(' ', Qt::SkipEmptyParts);
  bool isAny = false;
  for (const Row& row : m_rows) {
    const auto* field = static_cast<const QKeySequenceEdit*>(row.widgets[1]);
    const QString all = row.words + ' ' + field->keySequence().toString(QKeySequence::NativeText).toLower();
    const bool isShown = std::all_of(words.begin(), words.end(), [&](const QString& word) { return all.contains(word); });
    for (QWidget* widget : row.widgets) widget->setVisible(isShown);
    isAny = isAny || isShown;
  }
  m_nothing->setVisible(!isAny);
}

void KeysDialog::open() {
  m_search->clear();
  m_message->dismiss();
  show();
  raise();
  activateWindow();
  m_search->setFocus();
}

}  // namespace graft::ui
