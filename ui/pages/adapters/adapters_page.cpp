// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/adapters/adapters_page.hpp"

#include <QHeaderView>
#include <QLineEdit>
#include <QListWidget>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include "ui/pages/adapters/approval_panel.hpp"
#include "ui/pages/adapters/export_panel.hpp"
#include "ui/pages/adapters/lineage_strip.hpp"
#include "ui/pages/adapters/receipt_panel.hpp"
#include "ui/services/run_service.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/flow_layout.hpp"

namespace graft::ui {
namespace {

QString aliasText(const QString& alias) {
  return alias == "champion" ? AdaptersPage::tr("champion") : alias == "challenger" ? AdaptersPage::tr("challenger") : alias;
}

/// Run name without its last part after a dash, the number; the whole name if nothing else remains.
QString taskOf(const QString& run) {
  QString task = run.section('-', 0, -2);
  return task.isEmpty() ? run : task;
}

QString historyText(const AdapterHistoryLine& line) {
  const auto act = line.act();
  if (!act) return QString::fromStdString(line.what);
  const QString alias = aliasText(QString::fromStdString(line.alias.value_or("")));
  switch (*act) {
    case AdapterAct::Added: return AdaptersPage::tr("kept");
    case AdapterAct::TakenIn: return AdaptersPage::tr("taken in from a bundle");
    case AdapterAct::CardChanged: return AdaptersPage::tr("card changed");
    case AdapterAct::Promoted: return AdaptersPage::tr("became %1").arg(alias);
    case AdapterAct::RolledBack: return AdaptersPage::tr("became %1 again").arg(alias);
    case AdapterAct::Exported:
      return AdaptersPage::tr("exported as %1 %2")
          .arg(QString::fromStdString(line.kind.value_or("")), QString::fromStdString(line.type.value_or("")));
  }
  return {};
}

}  // namespace

PageEntry pageOfAdapters() {
  return {
      "adapters",
      AdaptersPage::tr("Adapters"),
      "adapters",
      70,
      [](const Services& services) { return new AdaptersPage(services); },
      {{AdaptersPage::tr("Import an adapter"), AdaptersPage::tr("peft lora gguf take in bundle"), "takeIn", PageAct::How::Press},
       {AdaptersPage::tr("Save the adapter of a run"), AdaptersPage::tr("keep task version"), "keepTask", PageAct::How::Focus},
       {AdaptersPage::tr("Export an adapter"), AdaptersPage::tr("merge gguf ollama lm studio peft share hand on"), "exportTarget",
        PageAct::How::Focus},
       {AdaptersPage::tr("Roll back to the version before"), AdaptersPage::tr("champion undo previous"), "rollBack", PageAct::How::Focus}}};
}

AdaptersPage::AdaptersPage(const Services& services)
    : m_services(services), m_model(services), m_message(new MessageBar(services.theme)), m_stack(new QStackedWidget) {
  auto* empty = new EmptyState(services.theme, "adapters", tr("Adapters appear when a run finishes"),
                               tr("Here they get a name and versions, a card that says what they are for, and leave the house in the form "
                                  "that another program needs, each with a certificate."));
  connect(empty->addAction(tr("Try the starter experiment"), "primary"), &QPushButton::clicked, this,
          [this] { m_services.runs.startStarter(); });
  auto* scroll = new QScrollArea;
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setWidget(makeDetail());
  m_stack->addWidget(empty);
  m_stack->addWidget(scroll);
  auto* right = new QVBoxLayout;
  right->setSpacing(space::kS);
  auto* bars = new QVBoxLayout;
  bars->setContentsMargins(space::kXl, space::kS, space::kXl, 0);
  bars->addWidget(m_message);
  bars->addWidget(makeArrival());
  right->addLayout(bars);
  right->addWidget(m_stack, 1);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  row->addWidget(makeSide());
  row->addLayout(right, 1);
  connect(&m_model, &AdaptersViewModel::arrived, this, &AdaptersPage::showArrival);
  connect(&m_model, &AdaptersViewModel::listChanged, this, &AdaptersPage::showList);
  connect(&m_model, &AdaptersViewModel::currentChanged, this, &AdaptersPage::refresh);
  connect(&m_model, &AdaptersViewModel::currentChanged, this, &AdaptersPage::detailsChanged);
  connect(&m_model, &AdaptersViewModel::failed, this, [this](const QString& words) { m_message->show(Tone::Bad, words); });
  connect(&m_model, &AdaptersViewModel::told, this, [this](const QString& words) { m_message->show(Tone::Good, words); });
  connect(&m_model, &AdaptersViewModel::licenseAsked, this, [this](const commands::ExportOrder& order, const QString& license) {
    m_message->show(Tone::Warn,
                    tr("The licence of the base model, %1, restricts what may be done with a model made from it. Read it where you got the "
                       "model; it goes into the export.")
                        .arg(license),
                    tr("I keep to it: export"), [this, order, license] {
                      m_message->dismiss();
                      auto agreed = order;
                      agreed.acceptedLicense = license.toStdString();
                      m_model.exportTo(std::move(agreed));
                    });
  });
  connect(&m_model, &AdaptersViewModel::exportBaseAsked, this,
          [this](const commands::ExportOrder& order, const QString& claimed, const QString& words) {
            m_message->show(Tone::Warn, words, tr("Export it for this base"), [this, order, claimed] {
              m_message->dismiss();
              auto accepted = order;
              accepted.acceptedBase = claimed.toStdString();
              m_model.exportTo(std::move(accepted));
            });
          });
  connect(&m_model, &AdaptersViewModel::baseRefused, this,
          [this](const AdapterImport& arrival, const QString& claimed, const QString& words) {
            m_message->show(Tone::Warn, words, tr("Take it in for this base"), [this, arrival, claimed] {
              AdapterImport accepted = arrival;
              accepted.acceptedBase = claimed;
              takeIn(accepted);
            });
          });
}

QWidget* AdaptersPage::makeSide() {
  constexpr int kWidth = 232;
  auto* side = new QFrame;
  Theme::setKind(side, "rail");
  side->setFixedWidth(kWidth);
  m_search = new QLineEdit;
  m_search->setPlaceholderText(tr("Search (Ctrl+F)"));
  m_search->setAccessibleName(tr("Search adapters"));
  m_search->setClearButtonEnabled(true);
  connect(m_search, &QLineEdit::textChanged, this, &AdaptersPage::showList);
  m_list = new QListWidget;
  m_list->setFrameShape(QFrame::NoFrame);
  m_list->setAccessibleName(tr("Adapters"));
  m_list->setObjectName("adapterList");
  m_list->setWordWrap(true);
  connect(m_list, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* item) {
    if (item && !item->data(Qt::UserRole).toString().isEmpty()) m_model.select(item->data(Qt::UserRole).toString());
  });
  auto* add = button(tr("Import …"));
  add->setObjectName("takeIn");
  add->setToolTip(tr("An adapter of PEFT or llama.cpp, or a bundle of another Graft"));
  add->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  m_services.theme.setIcon(add, "add");
  connect(add, &QPushButton::clicked, this, &AdaptersPage::chooseArrival);
  auto* column = new QVBoxLayout(side);
  column->setContentsMargins(space::kM, space::kL, space::kM, space::kM);
  column->addWidget(text(tr("Adapters"), TextRole::Section));
  column->addWidget(m_search);
  column->addWidget(m_list, 1);
  column->addWidget(add);
  return side;
}

QWidget* AdaptersPage::makeDetail() {
  auto* detail = new QWidget;
  m_figures = new FlowLayout(space::kXxl, space::kS);
  m_lineage = new LineageStrip(m_services);
  m_export = new ExportPanel(m_services, m_model);
  m_approval = new ApprovalPanel(m_services, m_model);
  m_history = readingTable({tr("When"), tr("Version"), tr("What"), tr("By"), tr("Note")}, tr("History of the task"));
  for (const int column : {0, 1, 3}) m_history->horizontalHeader()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
  m_tabs = new QTabWidget;
  m_tabs->setAccessibleName(tr("What can be done with the adapter"));
  m_tabs->addTab(m_export, tr("Export"));
  m_tabs->addTab(m_approval, tr("Card and use"));
  m_tabs->addTab(new ReceiptPanel(m_services, m_model), tr("Receipt"));
  m_tabs->addTab(m_history, tr("History"));
  auto* column = new QVBoxLayout(detail);
  column->setContentsMargins(space::kXl, space::kM, space::kXl, space::kL);
  column->setSpacing(space::kM);
  column->addLayout(makeHeader());
  column->addWidget(makeKeep());
  column->addLayout(m_figures);
  column->addWidget(m_lineage);
  column->addWidget(m_tabs, 1);
  return detail;
}

QLayout* AdaptersPage::makeHeader() {
  m_name = text({}, TextRole::Title);
  m_chips = new FlowLayout(space::kXs, space::kXs);
  auto* chips = new QWidget;
  chips->setLayout(m_chips);
  m_compare = button(tr("Compare"));
  m_continue = button(tr("Continue training"));
  m_continue->setObjectName("continueAdapter");
  m_continue->setToolTip(tr("A new run that goes on from this adapter, with these or other examples"));
  connect(m_continue, &QPushButton::clicked, this, [this] { m_services.open(TrainAdapterFurther{m_model.shown().key}); });
  m_check = button(tr("Check"));
  m_checkFiles = button(tr("Verify"));
  m_checkFiles->setToolTip(tr("Are its files as they were when it was kept, and is its history whole?"));
  m_checkFiles->setObjectName("verifyAdapter");
  connect(m_compare, &QPushButton::clicked, this, [this] { m_services.open(CompareAdapter{m_model.shown().key}); });
  connect(m_check, &QPushButton::clicked, this, [this] { m_services.open(CheckAdapter{m_model.shown().key}); });
  connect(m_checkFiles, &QPushButton::clicked, &m_model, &AdaptersViewModel::checkFiles);
  auto* row = new QHBoxLayout;
  row->setSpacing(space::kS);
  row->addWidget(m_name);
  row->addWidget(chips, 1);
  row->addWidget(m_continue);
  row->addWidget(m_compare);
  row->addWidget(m_check);
  row->addWidget(m_checkFiles);
  return row;
}

/// Panel for an adapter that exists only in its run.
QWidget* AdaptersPage::makeKeep() {
  m_keep = new QFrame;
  Theme::setKind(m_keep, "bar-info");
  m_task = new QLineEdit;
  m_task->setAccessibleName(tr("Task"));
  m_task->setObjectName("keepTask");
  m_keepIt = button(tr("Keep"), "primary");
  m_keepIt->setObjectName("keepAdapter");
  connect(m_keepIt, &QPushButton::clicked, this, &AdaptersPage::keep);
  connect(m_task, &QLineEdit::returnPressed, m_keepIt, &QPushButton::click);
  auto* row = new QHBoxLayout(m_keep);
  row->setContentsMargins(space::kM, space::kS, space::kS, space::kS);
  row->setSpacing(space::kS);
  row->addWidget(prose(tr("Not saved yet. Save it to give it a version, a card and a history, and to keep it if the run is deleted.")), 1);
  row->addWidget(m_task);
  row->addWidget(m_keepIt);
  return m_keep;
}

/// Keeps the adapter; one that did not get better only after a second word.
void AdaptersPage::keep() {
  const auto go = [this, key = m_model.shown().key] {
    m_message->dismiss();
    if (m_model.shown().key == key) m_model.keep(m_task->text());
  };
  const QString doubt = m_model.doubtOfKeeping();
  if (doubt.isEmpty()) return go();
  m_message->show(Tone::Warn, doubt, tr("Keep it all the same"), go);
}

/// Panel for an adapter from elsewhere, for which the user names a task.
QWidget* AdaptersPage::makeArrival() {
  m_arrival = new QFrame;
  Theme::setKind(m_arrival, "bar-info");
  m_arrivalText = prose({});
  m_arrivalTask = new QLineEdit;
  m_arrivalTask->setAccessibleName(tr("Task of the new adapter"));
  m_arrivalTask->setObjectName("arrivalTask");
  m_withKey = button(tr("Public key …"), "primary");
  m_withKey->setObjectName("bundleKey");
  m_take = button(tr("Import"), "primary");
  m_take->setObjectName("takeInGo");
  auto* leave = button(tr("Cancel"), "quiet");
  connect(m_take, &QPushButton::clicked, this, [this] {
    m_waiting.task = m_arrivalTask->text();
    takeIn(m_waiting);
  });
  connect(m_withKey, &QPushButton::clicked, this, [this] {
    m_services.dialogs.chooseFile(this, tr("Public key of who signed the bundle"), tr("Public keys (*.pub *.pem);;All files (*)"),
                                  [this](const QString& key) {
                                    m_waiting.key = key;
                                    takeIn(m_waiting);
                                  });
  });
  connect(m_arrivalTask, &QLineEdit::returnPressed, m_take, &QPushButton::click);
  connect(leave, &QPushButton::clicked, m_arrival, &QWidget::hide);
  auto* row = new QHBoxLayout(m_arrival);
  row->setContentsMargins(space::kM, space::kS, space::kS, space::kS);
  row->setSpacing(space::kS);
  row->addWidget(m_arrivalText, 1);
  row->addWidget(m_arrivalTask);
  row->addWidget(m_withKey);
  row->addWidget(m_take);
  row->addWidget(leave);
  m_arrival->hide();
  return m_arrival;
}

void AdaptersPage::chooseArrival() {
  m_services.dialogs.chooseFile(this, tr("Adapter"), tr("Adapters and bundles (adapter_config.json entry.json *.gguf)"),
                                [this](const QString& file) { m_model.lookAt(file); });
}

void AdaptersPage::showArrival(const AdapterImport& arrival) {
  m_waiting = arrival;
  m_message->dismiss();
  if (arrival.isBundle() && !arrival.isSigned) return takeIn(arrival);
  m_arrivalText->setText(arrival.isSigned
                             ? tr("This bundle is signed. With the public key of who sent it, it is seen whether it came as it was sent.")
                             : tr("%1: what does it do? A short name, such as tickets.").arg(arrival.file.section('/', -2)));
  m_arrivalTask->clear();
  m_arrivalTask->setVisible(!arrival.isSigned);
  m_withKey->setVisible(arrival.isSigned);
  m_take->setText(arrival.isSigned ? tr("Import without checking") : tr("Import"));
  Theme::setKind(m_take, arrival.isSigned ? "plain" : "primary");
  m_arrival->show();
  if (arrival.isSigned)
    m_withKey->setFocus();
  else
    m_arrivalTask->setFocus();
}

void AdaptersPage::takeIn(const AdapterImport& arrival) {
  m_arrival->hide();
  m_message->dismiss();
  m_model.takeIn(arrival);
}

void AdaptersPage::enter(const PageRequest& request) {
  m_message->dismiss();
  if (const auto* asked = request.as<ShowAdapter>()) m_model.select(asked->key);
  if (const auto* asked = request.as<ExportAdapter>()) {
    m_model.select(asked->key);
    m_export->setStrength(asked->strength);
    m_tabs->setCurrentWidget(m_export);
  }
  m_model.refresh();
}
void AdaptersPage::find() { m_search->setFocus(); }
void AdaptersPage::primaryAction() {
  if (m_tabs->currentWidget() == m_export && m_model.current()) m_export->go();
}

void AdaptersPage::showList() {
  const QSignalBlocker quiet(m_list);
  m_list->clear();
  const QString wanted = m_search->text().trimmed();
  QString group;
  for (const auto& item : m_model.list().items()) {
    QString what = item.isKept() ? tr("version %1").arg(item.version) : item.run;
    for (const auto& alias : item.aliases) what += " · " + aliasText(alias);
    if (!wanted.isEmpty() && !(item.task + " " + what + " " + item.run + " " + item.base).contains(wanted, Qt::CaseInsensitive)) continue;
    const QString heading = item.isKept() ? item.task : tr("In runs, not kept");
    if (heading != group) {
      auto* title = new QListWidgetItem(group = heading, m_list);
      title->setFlags(Qt::NoItemFlags);
      title->setFont(m_services.theme.font(TextRole::Label));
    }
    if (item.exactAfter) what += "\n" + tr("%1 exactly right").arg(percentText(*item.exactAfter, 1));
    auto* row = new QListWidgetItem(what, m_list);
    row->setData(Qt::UserRole, item.key);
    if (const AdapterItem* shown = m_model.current(); shown && shown->key == item.key) m_list->setCurrentItem(row);
  }
  m_stack->setCurrentIndex(m_model.list().items().empty() ? 0 : 1);
}

void AdaptersPage::refresh() {
  const AdapterItem& item = m_model.shown();
  if (m_name->text() != item.name) m_task->setText(taskOf(item.run));
  m_name->setText(item.name);
  m_keep->setVisible(!item.isKept());
  m_keepIt->setEnabled(m_model.isShownRead());  // its results may speak against it
  m_checkFiles->setVisible(item.isKept());
  clear(*m_chips);
  for (const auto& alias : item.aliases) {
    auto* chip = new QLabel(aliasText(alias));
    Theme::setKind(chip, alias == "champion" ? "chip-good" : "chip-accent");
    m_chips->addWidget(chip);
  }
  clear(*m_figures);
  const auto figure = [this](const QString& name, const QString& value) {
    auto* made = new Figure(name);
    made->setValue(value);
    m_figures->addWidget(made);
  };
  const auto change = [](const std::optional<double>& before, const std::optional<double>& after, const auto& words) {
    return !after ? QString("–") : before ? tr("%1 → %2").arg(words(*before), words(*after)) : words(*after);
  };
  figure(tr("held-out rows exactly right"), change(item.exactBefore, item.exactAfter, [](double v) { return percentText(v, 1); }));
  figure(tr("held-out loss"), change(item.lossBefore, item.lossAfter, [](double v) { return numberText(v, 3); }));
  figure(tr("licence of the base"), !item.license.isEmpty() ? item.license : m_model.isShownRead() ? tr("not stated") : QString("…"));
  figure(tr("model card"), !item.isKept() ? QString("–") : item.open == 0 ? tr("complete") : tr("%n open", nullptr, item.open));
  m_lineage->show(item, m_model.exports());
  m_tabs->setTabEnabled(m_tabs->indexOf(m_history), item.isKept());
  showHistory();
  for (int row = 0; row < m_list->count(); ++row) {
    const QSignalBlocker quiet(m_list);
    if (m_list->item(row)->data(Qt::UserRole).toString() == item.key) m_list->setCurrentRow(row);
  }
}

void AdaptersPage::showHistory() {
  m_history->setRowCount(0);
  const auto& lines = m_model.history();
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    const int row = m_history->rowCount();
    m_history->insertRow(row);
    const QString words[] = {whenText(QString::fromStdString(line->at)), countText(line->version.value_or(0)), historyText(*line),
                             QString::fromStdString(line->reviewer.value_or("")), QString::fromStdString(line->note.value_or(""))};
    for (int i = 0; i < m_history->columnCount(); ++i) m_history->setItem(row, i, new QTableWidgetItem(words[i]));
  }
}

QString AdaptersPage::help() const {
  return tr(
      "Adapters that are kept, by task and version. An export is read back and compared before it appears under its name. The champion is "
      "the version in use; promoting and rolling back need a name and stay in the history.");
}

Details AdaptersPage::details() {
  Details out;
  if (!m_model.current()) return out;
  out.title = m_model.shown().name;
  out.facts = adapterFacts(m_model.shown());
  return out;
}

}  // namespace graft::ui
