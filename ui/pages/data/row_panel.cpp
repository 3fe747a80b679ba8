// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/row_panel.hpp"

#include <QLabel>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "core/data/personal_data.hpp"
#include "core/data/row_view.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/flow_layout.hpp"
#include "ui/widgets/marked_text.hpp"

namespace graft::ui {
namespace {

QString roleWords(const std::string& role) {
  if (role == "system") return RowPanel::tr("System instruction");
  if (role == "assistant") return RowPanel::tr("Answer");
  if (role == "tool") return RowPanel::tr("What a tool gave back");
  return RowPanel::tr("Asked");
}

}  // namespace

RowPanel::RowPanel(const Services& services, DataViewModel& model, DatasetEdits& edits)
    : m_services(services),
      m_model(model),
      m_edits(edits),
      m_title(text(tr("What the model sees"), TextRole::Section)),
      m_place(text({}, TextRole::Label, true)),
      m_stack(new QStackedWidget) {
  Theme::setKind(this, "card");
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::kL, space::kL, space::kL, space::kM);
  column->setSpacing(space::kS);
  column->addWidget(m_title);
  column->addWidget(m_place);
  column->addWidget(m_stack, 1);
  m_stack->addWidget(makeReading());
  m_stack->addWidget(makeEditor());
  connect(&edits, &DatasetEdits::changed, this, &RowPanel::renew);
  connect(&model, &DataViewModel::modelRead, this, &RowPanel::showSeen);
}

QWidget* RowPanel::makeReading() {
  auto* box = new QWidget;
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::kS);
  m_marked = new MarkedText(m_services.theme);
  column->addWidget(m_marked, 1);
  auto* actions = new FlowLayout(space::kXs, space::kXs);
  const auto action = [&](const char* name, const QString& words, void (RowPanel::*act)()) {
    auto* made = button(words, "quiet");
    made->setObjectName(name);
    connect(made, &QPushButton::clicked, this, act);
    actions->addWidget(made);
    return made;
  };
  m_edit = action("editRow", tr("Edit …"), &RowPanel::edit);
  m_mask = button(tr("Mask personal data"), "quiet");
  m_mask->setObjectName("maskRow");
  connect(m_mask, &QPushButton::clicked, this, [this] { m_edits.mask(m_rows.front()); });
  actions->addWidget(m_mask);
  m_move = button({}, "quiet");
  m_move->setObjectName("moveRow");
  connect(m_move, &QPushButton::clicked, this,
          [this] { m_edits.move(m_rows, m_edits.side(m_rows.front()) == Split::Train ? Split::HeldOut : Split::Train); });
  actions->addWidget(m_move);
  m_remove = action("removeRow", {}, &RowPanel::toggleRemoved);
  column->addLayout(actions);
  return box;
}

QWidget* RowPanel::makeEditor() {
  auto* box = new QWidget;
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::kS);
  m_problem = new MessageBar(m_services.theme);
  column->addWidget(m_problem);
  auto* inside = new QWidget;
  m_fields = new QVBoxLayout(inside);
  m_fields->setContentsMargins(0, 0, space::kS, 0);
  m_fields->setSpacing(space::kXs);
  auto* scroll = new QScrollArea;
  scroll->setWidget(inside);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setFocusPolicy(Qt::NoFocus);
  column->addWidget(scroll, 1);
  auto* cancel = button(tr("Cancel"));
  cancel->setObjectName("cancelEdit");
  connect(cancel, &QPushButton::clicked, this, &RowPanel::close_);
  auto* take = button(tr("Apply"));
  take->setObjectName("applyEdit");
  connect(take, &QPushButton::clicked, this, &RowPanel::apply);
  auto* row = new QHBoxLayout;
  row->addStretch();
  row->addWidget(cancel);
  row->addWidget(take);
  column->addLayout(row);
  auto* escape = new QShortcut(QKeySequence(Qt::Key_Escape), box);
  escape->setContext(Qt::WidgetWithChildrenShortcut);
  connect(escape, &QShortcut::activated, this, &RowPanel::close_);
  return box;
}

bool RowPanel::isEditing() const { return m_stack->currentIndex() == 1; }

void RowPanel::show(std::vector<size_t> rows) {
  if (rows == m_rows && m_of == m_edits.dataset()) return;
  leave();
  m_rows = std::move(rows);
  m_of = m_edits.dataset();
  renew();
}

/// Applies an edit in progress to its own row, and only there.
void RowPanel::leave() {
  if (isEditing() && edited() != m_example) {
    QString refused;
    if (m_of != m_edits.dataset()) {
      refused = tr("other rows were opened before it was applied");
    } else if (const Status taken = m_edits.change(m_rows.front(), edited()); !taken.ok()) {
      refused = messageText(taken.error().what);
    }
    if (!refused.isEmpty() && m_services.navigator) m_services.navigator->say(tr("The edit was not taken: %1.").arg(refused), true);
  }
  close_();
}

void RowPanel::renew() {
  if (m_of != m_edits.dataset()) {  // the version has changed, so its rows are read anew
    leave();
    m_rows.clear();
    m_of = m_edits.dataset();
  }
  showSeen();
  showActions();
}

void RowPanel::showSeen() {
  if (m_rows.empty() || !m_model.dataset()) return m_marked->showProblem({});
  const auto example = m_edits.row(m_rows.front());
  const auto chat = example.ok() ? m_model.render(*example) : Result<RenderedChat>(example.error());
  if (chat.ok())
    m_marked->show(*chat);
  else
    m_marked->showProblem(errorText(chat.error()));
}

void RowPanel::showActions() {
  const bool any = !m_rows.empty() && m_model.dataset();
  for (QPushButton* one : {m_edit, m_move, m_remove}) one->setVisible(any);
  m_mask->setVisible(false);
  if (!any) return;
  const size_t first = m_rows.front();
  const int count = static_cast<int>(m_rows.size());
  const auto example = m_edits.row(first);
  m_title->setText(count == 1 ? tr("What the model sees") : tr("What the model sees of the first of %n row(s)", nullptr, count));
  const QString file = QString::fromStdString(m_model.dataset()->file(first));
  m_place->setVisible(!file.isEmpty());
  m_place->setText(placeText(static_cast<int64_t>(m_model.dataset()->entry(first).line), file));
  m_edit->setVisible(count == 1 && example.ok() && !example->contains("input_ids"));
  m_mask->setVisible(count == 1 && example.ok() && findPersonalDataInRow(dump(*example)).any());
  m_move->setText(m_edits.side(first) == Split::Train ? tr("Hold out") : tr("Learn from it"));
  m_move->setToolTip(tr("Rows that ask the same move together."));
  m_remove->setText(m_edits.isRemoved(first) ? tr("Take back in") : tr("Remove"));
  m_remove->setToolTip(tr("Del"));
}

void RowPanel::toggleRemoved() {
  if (!m_rows.empty() && m_model.dataset()) m_edits.remove(m_rows, !m_edits.isRemoved(m_rows.front()));
}

void RowPanel::edit() {
  if (m_rows.size() != 1 || !m_model.dataset()) return;
  auto example = m_edits.row(m_rows.front());
  if (!example.ok() || example->contains("input_ids")) return;
  fillEditor(*example);
  m_problem->dismiss();
  m_title->setText(tr("Correct this row"));
  m_stack->setCurrentIndex(1);
  if (!m_typed.empty()) m_typed.back()->setFocus();
}

void RowPanel::fillEditor(const Json& example) {
  constexpr int kLines = 4;
  clear(*m_fields);
  m_typed.clear();
  m_example = example;
  const auto field = [&](const QString& name, const std::string& words) {
    auto* typed = new QPlainTextEdit(QString::fromStdString(words));
    typed->setAccessibleName(name);
    typed->setTabChangesFocus(true);
    typed->setMinimumHeight(kLines * typed->fontMetrics().lineSpacing());
    m_fields->addWidget(text(name, TextRole::Label, true));
    m_fields->addWidget(typed, 1);
    m_typed.push_back(typed);
  };
  if (const auto plain = plainTextOf(example)) return field(tr("Text"), *plain);
  for (const RowMessage& message : messagesOf(example)) field(roleWords(message.role), message.content);
}

Json RowPanel::edited() const {
  Json out = m_example;
  const auto words = [this](size_t i) { return m_typed[i]->toPlainText().toStdString(); };
  if (plainTextOf(out)) {
    out["text"] = words(0);
    return out;
  }
  const auto before = messagesOf(out);
  for (size_t i = 0; i < m_typed.size(); ++i) {
    // An answer that is a call has no text, which differs from an empty one.
    if (words(i) != before[i].content) out["messages"][i]["content"] = words(i);
  }
  return out;
}

void RowPanel::apply() {
  if (!isEditing() || m_of != m_edits.dataset()) return;
  const Status taken = m_edits.change(m_rows.front(), edited());
  if (!taken.ok()) return m_problem->show(Tone::Bad, tr("This row cannot be learned from: %1.").arg(messageText(taken.error().what)));
  close_();
}

void RowPanel::close_() {
  if (!isEditing()) return;
  m_stack->setCurrentIndex(0);
  if (m_of == m_edits.dataset()) showActions();
  m_edit->setFocus();
}

}  // namespace graft::ui
