// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/adapters/export_panel.hpp"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QDesktopServices>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QProgressBar>
#include <QRadioButton>
#include <QTableWidget>
#include <QUrl>
#include <QVBoxLayout>

#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"

namespace graft::ui {
namespace {

constexpr int kBundle = 100;

struct KindWords {
  int id;
  QString name, about, ending;
};
std::vector<KindWords> kindWords() {
  const auto id = [](ExportKind kind) { return static_cast<int>(kind); };
  return {{id(ExportKind::Peft), ExportPanel::tr("PEFT folder (Python)"),
           ExportPanel::tr("A small folder that transformers and PEFT load beside the base model. Nothing is lost."), "-peft"},
          {id(ExportKind::GgufLora), ExportPanel::tr("GGUF adapter (llama.cpp)"),
           ExportPanel::tr("One small file that llama.cpp and programs made with it load beside the base model in GGUF."), "-lora.gguf"},
          {id(ExportKind::Merged), ExportPanel::tr("Whole model (Python)"),
           ExportPanel::tr("Base and adapter as one model in the form of Hugging Face, with tokenizer and chat template."), "-model"},
          {id(ExportKind::MergedGguf), ExportPanel::tr("Whole model (GGUF)"),
           ExportPanel::tr("Base and adapter as one file, in as many bits as you like. Fewer bits are smaller and cost accuracy; the "
                           "certificate says how much."),
           ".gguf"},
          {id(ExportKind::Ollama), ExportPanel::tr("Ollama folder"),
           ExportPanel::tr("A Modelfile with the model, its template and its stop words, for “ollama create”."), "-ollama"},
          {kBundle, ExportPanel::tr("Bundle to hand on"),
           ExportPanel::tr(
               "Adapter, lineage, model card and history as one folder that another Graft takes in, signed with your key if you have one."),
           "-bundle"}};
}

QString typeWords(const QString& type) {
  const std::pair<const char*, QString> known[] = {
      {"F32", ExportPanel::tr("F32 · 32 bits, exact")}, {"F16", ExportPanel::tr("F16 · 16 bits")},
      {"BF16", ExportPanel::tr("BF16 · 16 bits")},      {"Q8_0", ExportPanel::tr("Q8_0 · 8 bits, hardly a difference")},
      {"Q6_K", ExportPanel::tr("Q6_K · 6 bits")},       {"Q5_K", ExportPanel::tr("Q5_K · 5 bits")},
      {"Q4_K", ExportPanel::tr("Q4_K · 4 bits, small")}};
  for (const auto& [name, words] : known) {
    if (type == name) return words;
  }
  return type;
}

}  // namespace

ExportPanel::ExportPanel(const Services& services, AdaptersViewModel& model) : m_services(services), m_model(model) {
  auto* row = new QHBoxLayout;
  row->setSpacing(space::kXl);
  row->addWidget(makeKinds());
  row->addWidget(makeOptions(), 1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, space::kM, 0, 0);
  column->setSpacing(space::kM);
  column->addLayout(row);
  column->addWidget(makeResult());
  column->addStretch();
  connect(&model, &AdaptersViewModel::currentChanged, this, &ExportPanel::showAdapter);
  connect(&model, &AdaptersViewModel::exportChanged, this, &ExportPanel::showProgress);
  connect(&model, &AdaptersViewModel::exported, this, &ExportPanel::showResult);
  showKind();
  showProgress();
}

QWidget* ExportPanel::makeKinds() {
  auto* box = new QWidget;
  box->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::kS);
  m_kinds = new QButtonGroup(this);
  for (const auto& kind : kindWords()) {
    auto* choice = new QRadioButton(kind.name);
    choice->setObjectName(QString("kind-%1").arg(kind.id));
    choice->setToolTip(kind.about);
    choice->setChecked(kind.id == static_cast<int>(ExportKind::Peft));
    m_kinds->addButton(choice, kind.id);
    column->addWidget(choice);
  }
  column->addStretch();
  connect(m_kinds, &QButtonGroup::idClicked, this, &ExportPanel::showKind);
  return box;
}

QWidget* ExportPanel::makeOptions() {
  auto* box = new QWidget;
  m_about = prose({}, true);
  m_type = new QComboBox;
  m_type->setAccessibleName(tr("Number format"));
  m_strength = new QDoubleSpinBox;
  m_strength->setRange(0.05, 4);
  m_strength->setSingleStep(0.05);
  m_strength->setDecimals(2);
  m_strength->setValue(1);
  m_strength->setAccessibleName(tr("Strength of the adapter"));
  m_strength->setToolTip(tr("1 is the adapter as it was trained; the Check page shows what less or more of it does"));
  m_ollama = new QLineEdit;
  m_ollama->setPlaceholderText(tr("for example llama3.2:1b; empty: the whole model is written"));
  m_ollama->setAccessibleName(tr("Name of the base model in Ollama"));
  m_signKey = new QLineEdit;
  m_signKey->setPlaceholderText(tr("private key (P-256, PEM); empty: not signed"));
  m_signKey->setAccessibleName(tr("Key to sign with"));
  m_chooseKey = button(tr("Choose …"));
  m_chooseKey->setAccessibleName(tr("Choose a key"));
  connect(m_chooseKey, &QPushButton::clicked, this, [this] {
    m_services.dialogs.chooseFile(this, tr("Private key"), tr("Keys (*.pem);;All files (*)"),
                                  [this](const QString& file) { m_signKey->setText(file); });
  });
  m_target = new QLineEdit;
  m_target->setAccessibleName(tr("Where to"));
  m_target->setObjectName("exportTarget");
  auto* choose = button(tr("Choose …"));
  choose->setAccessibleName(tr("Choose where to"));
  connect(choose, &QPushButton::clicked, this, &ExportPanel::chooseTarget);
  m_overwrite = new QCheckBox(tr("Replace an earlier export"));
  m_go = button({}, "primary");
  m_go->setObjectName("exportGo");
  connect(m_go, &QPushButton::clicked, this, &ExportPanel::go);
  m_phase = prose({}, true);
  m_progress = new QProgressBar;
  m_progress->setTextVisible(false);
  m_progress->setAccessibleName(tr("Progress of the export"));
  m_typeName = text(tr("Number format"));
  m_strengthName = text(tr("Strength"));
  m_ollamaName = text(tr("Base in Ollama"));
  m_keyName = text(tr("Sign with"));
  auto* grid = new QGridLayout(box);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(space::kM);
  grid->setVerticalSpacing(space::kS);
  grid->setColumnStretch(1, 1);
  grid->addWidget(m_about, 0, 0, 1, 3);
  int line = 1;
  for (const auto& [name, field] : {std::pair<QLabel*, QWidget*>{m_typeName, m_type},
                                    {m_strengthName, m_strength},
                                    {m_ollamaName, m_ollama},
                                    {m_keyName, m_signKey},
                                    {text(tr("Where to")), m_target}}) {
    name->setBuddy(field);
    grid->addWidget(name, line, 0);
    const bool wide = field == m_ollama;
    grid->addWidget(field, line++, 1, 1, wide ? 2 : 1, field == m_type || field == m_strength ? Qt::AlignLeft : Qt::Alignment());
  }
  grid->addWidget(m_chooseKey, 4, 2);
  grid->addWidget(choose, 5, 2);
  grid->addWidget(m_overwrite, 6, 1, 1, 2);
  auto* acts = new QHBoxLayout;
  acts->setSpacing(space::kM);
  acts->addWidget(m_go);
  acts->addWidget(m_phase, 1);
  grid->addLayout(acts, 7, 1, 1, 2);
  grid->addWidget(m_progress, 8, 1, 1, 2);
  grid->setRowStretch(9, 1);
  return box;
}

QWidget* ExportPanel::makeResult() {
  m_resultBox = new QWidget;
  m_verdict = new MessageBar(m_services.theme);
  m_figures = prose({}, true);
  m_files = readingTable({tr("Written"), tr("Size"), tr("SHA-256")}, tr("Written files"));
  m_files->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* column = new QVBoxLayout(m_resultBox);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::kS);
  column->addWidget(m_verdict);
  column->addWidget(m_figures);
  column->addWidget(m_files);
  m_resultBox->hide();
  return m_resultBox;
}

bool ExportPanel::isBundle() const { return m_kinds->checkedId() == kBundle; }
ExportKind ExportPanel::kind() const { return static_cast<ExportKind>(m_kinds->checkedId()); }
void ExportPanel::setStrength(double strength) { m_strength->setValue(strength); }

void ExportPanel::showAdapter() {
  m_kinds->button(kBundle)->setEnabled(m_model.shown().isKept());
  if (m_key == m_model.shown().key) return;
  m_key = m_model.shown().key;
  m_resultBox->hide();
  m_strength->setValue(1);
  if (isBundle() && !m_model.shown().isKept()) m_kinds->button(static_cast<int>(ExportKind::Peft))->setChecked(true);
  showKind();
}

void ExportPanel::showKind() {
  for (const auto& words : kindWords()) {
    if (words.id == m_kinds->checkedId()) m_about->setText(words.about);
  }
  m_type->clear();
  if (!isBundle()) {
    for (const auto& type : exportTypes(kind())) m_type->addItem(typeWords(QString::fromStdString(type)), QString::fromStdString(type));
  }
  for (QWidget* widget : {static_cast<QWidget*>(m_typeName), static_cast<QWidget*>(m_type)}) widget->setVisible(m_type->count() > 1);
  for (QWidget* widget : {static_cast<QWidget*>(m_strengthName), static_cast<QWidget*>(m_strength), static_cast<QWidget*>(m_overwrite)})
    widget->setVisible(!isBundle());
  for (QWidget* widget : {static_cast<QWidget*>(m_keyName), static_cast<QWidget*>(m_signKey), static_cast<QWidget*>(m_chooseKey)})
    widget->setVisible(isBundle());
  for (QWidget* widget : {static_cast<QWidget*>(m_ollamaName), static_cast<QWidget*>(m_ollama)})
    widget->setVisible(!isBundle() && kind() == ExportKind::Ollama);
  suggestTarget();
  showProgress();
}

void ExportPanel::suggestTarget() {
  for (const auto& words : kindWords()) {
    if (words.id == m_kinds->checkedId() && !m_model.shown().key.isEmpty()) m_target->setText(m_model.suggestedTarget(words.ending));
  }
}

void ExportPanel::chooseTarget() {
  m_services.dialogs.chooseNewFile(this, tr("Where to"), m_target->text(), [this](const QString& path) { m_target->setText(path); });
}

void ExportPanel::go() {
  if (m_model.isExporting()) return m_model.stopExport();
  m_resultBox->hide();
  if (isBundle()) return m_model.pack(m_target->text(), m_signKey->text().trimmed());
  commands::ExportOrder order;
  order.kind = kind();
  order.type = m_type->currentData().toString().toStdString();
  order.out = m_target->text().trimmed().toStdString();
  order.strength = m_strength->value();
  order.overwrite = m_overwrite->isChecked();
  if (order.kind == ExportKind::Ollama) order.ollamaBase = m_ollama->text().trimmed().toStdString();
  m_model.exportTo(std::move(order));
}

void ExportPanel::showProgress() {
  const bool works = m_model.isExporting();
  m_go->setText(works ? tr("Stop") : isBundle() ? tr("Pack") : tr("Export"));
  m_phase->setText(works        ? m_model.exportPhase() + " …"
                   : isBundle() ? QString()
                                : tr("Every export is read back and compared with the trained adapter."));
  m_progress->setVisible(works);
  m_progress->setRange(0, m_model.exportShare() < 0 ? 0 : 1000);
  m_progress->setValue(static_cast<int>(1000 * m_model.exportShare()));
  for (auto* choice : m_kinds->buttons()) choice->setEnabled(!works && (m_kinds->id(choice) != kBundle || m_model.shown().isKept()));
}

void ExportPanel::showResult(const PublishedExport& result) {
  const Certificate& certificate = result.certificate;
  const QString page = QString::fromStdString(result.certificateFiles[1]);
  m_verdict->show(certificate.verdict == Rating::Green   ? Tone::Good
                  : certificate.verdict == Rating::Amber ? Tone::Warn
                                                         : Tone::Bad,
                  messageText(certificate.sentence), tr("Open the certificate"),
                  [page] { QDesktopServices::openUrl(QUrl::fromLocalFile(page)); });
  QString figures = tr("It lies at %1.").arg(QString::fromStdString(result.out));
  if (const auto& seen = certificate.comparison)
    figures +=
        " " + tr("Compared on %1 prompts: %2 of the tokens are the same, %3 nats apart on average, %4 of %1 greedy answers are equal.")
                  .arg(countText(static_cast<int64_t>(seen->prompts)), percentText(seen->tokenAgreement, 1), numberText(seen->meanKl),
                       countText(seen->greedyEqual));
  if (result.notNoted)
    figures += " " + tr("The history of the adapter has no line about this: %1").arg(QString::fromStdString(*result.notNoted));
  m_figures->setText(figures);
  m_files->setRowCount(0);
  for (const ExportedFile& file : certificate.files) {
    const int row = m_files->rowCount();
    m_files->insertRow(row);
    m_files->setItem(row, 0, new QTableWidgetItem(QString::fromStdString(file.name)));
    m_files->setItem(row, 1, new QTableWidgetItem(memoryText(static_cast<double>(file.bytes) / (1 << 20))));
    m_files->setItem(row, 2, new QTableWidgetItem(QString::fromStdString(file.sha256).left(16)));
  }
  m_files->setFixedHeight(m_files->horizontalHeader()->sizeHint().height() + m_files->rowCount() * m_files->rowHeight(0) + 2);
  m_resultBox->show();
  suggestTarget();
}

}  // namespace graft::ui
