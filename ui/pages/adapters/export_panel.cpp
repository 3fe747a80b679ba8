// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/adapters/export_panel.hpp"

#include <algorithm>

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

#include "ui/services/preferences.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"

namespace graft::ui {
namespace {

constexpr const char* kExportUse = "export_use";
constexpr int kPythonUse = 2;  ///< index among exportUses

}  // namespace

ExportPanel::ExportPanel(const Services& services, AdaptersViewModel& model) : m_services(services), m_model(model) {
  auto* row = new QHBoxLayout;
  row->setSpacing(space::kXl);
  row->addWidget(makeUses());
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
  showUse();
}

QWidget* ExportPanel::makeUses() {
  auto* box = new QWidget;
  box->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::kS);
  column->addWidget(text(tr("Where will you use it?"), TextRole::Section));
  m_uses = new QButtonGroup(this);
  const QString last = m_services.preferences.text(kExportUse, "python");
  int id = 0;
  for (const UseWords& use : exportUses()) {
    auto* choice = new QRadioButton(use.name);
    choice->setObjectName("use-" + use.id);
    choice->setToolTip(use.about);
    choice->setChecked(use.id == last);
    m_uses->addButton(choice, id++);
    column->addWidget(choice);
  }
  if (!m_uses->checkedButton()) m_uses->button(kPythonUse)->setChecked(true);
  m_whyNot = text(tr("Keep the adapter first."), TextRole::Label, true);
  m_whyNot->setObjectName("whyNoBundle");
  m_whyNot->setToolTip(tr("A bundle holds the version, the card and the history, which an adapter gets when it is kept under a task."));
  m_whyNot->setIndent(space::kXl);
  column->addWidget(m_whyNot);
  column->addStretch();
  connect(m_uses, &QButtonGroup::idClicked, this, [this] {
    m_services.preferences.setText(kExportUse, use().id);
    showUse();
  });
  return box;
}

QWidget* ExportPanel::makeOptions() {
  auto* box = new QWidget;
  m_about = prose({});
  m_aboutForm = prose({}, true);
  m_form = new QComboBox;
  m_form->setObjectName("exportForm");
  m_form->setAccessibleName(tr("Form of the files"));
  m_form->setToolTip(tr("The recommended form suits the use that is chosen; here are the others"));
  connect(m_form, &QComboBox::activated, this, &ExportPanel::showKind);
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
  grid->addWidget(m_aboutForm, 2, 1, 1, 2);
  int line = 1;
  for (const auto& [name, field] : {std::pair<QLabel*, QWidget*>{text(tr("Form")), m_form},
                                    {m_typeName, m_type},
                                    {m_strengthName, m_strength},
                                    {m_ollamaName, m_ollama},
                                    {m_keyName, m_signKey},
                                    {text(tr("Where to")), m_target}}) {
    name->setBuddy(field);
    grid->addWidget(name, line, 0);
    const bool wide = field == m_ollama, isSmall = field == m_form || field == m_type || field == m_strength;
    grid->addWidget(field, line, 1, 1, wide ? 2 : 1, isSmall ? Qt::AlignLeft : Qt::Alignment());
    line += field == m_form ? 2 : 1;  // the line below the form describes it
  }
  grid->addWidget(m_chooseKey, 6, 2);
  grid->addWidget(choose, 7, 2);
  grid->addWidget(m_overwrite, 8, 1, 1, 2);
  auto* acts = new QHBoxLayout;
  acts->setSpacing(space::kM);
  acts->addWidget(m_go);
  acts->addWidget(m_phase, 1);
  grid->addLayout(acts, 9, 1, 1, 2);
  grid->addWidget(m_progress, 10, 1, 1, 2);
  grid->setRowStretch(11, 1);
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

int ExportPanel::form() const { return m_form->currentData().toInt(); }
bool ExportPanel::isBundle() const { return form() == kBundle; }
ExportKind ExportPanel::kind() const { return static_cast<ExportKind>(form()); }
UseWords ExportPanel::use() const { return exportUses()[static_cast<size_t>(std::max(0, m_uses->checkedId()))]; }
void ExportPanel::setStrength(double strength) { m_strength->setValue(strength); }

void ExportPanel::showAdapter() {
  const bool isSame = m_key == m_model.shown().key;
  showProgress();
  if (isSame) return;
  m_key = m_model.shown().key;
  m_resultBox->hide();
  m_strength->setValue(1);
  if (use().form == kBundle && !m_model.shown().isKept()) m_uses->button(kPythonUse)->setChecked(true);
  showUse();
}

/// Offers the recommended form first, then the others.
void ExportPanel::showUse() {
  const UseWords chosen = use();
  m_about->setText(chosen.about);
  m_form->clear();
  m_form->addItem(tr("%1 · recommended").arg(exportForm(chosen.form).name), chosen.form);
  for (const FormWords& other : exportForms()) {
    if (other.id != chosen.form && (other.id != kBundle || m_model.shown().isKept())) m_form->addItem(other.name, other.id);
  }
  showKind();
}

void ExportPanel::showKind() {
  m_aboutForm->setText(exportForm(form()).about);
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
  if (!m_model.shown().key.isEmpty()) m_target->setText(m_model.suggestedTarget(exportForm(form()).ending));
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
  const bool isKept = m_model.shown().isKept();
  for (auto* choice : m_uses->buttons()) {
    const bool isBundleUse = exportUses()[static_cast<size_t>(m_uses->id(choice))].form == kBundle;
    choice->setEnabled(!works && (!isBundleUse || isKept));
  }
  m_form->setEnabled(!works);
  m_whyNot->setVisible(!isKept);
}

void ExportPanel::showResult(const PublishedExport& result) {
  const Certificate& certificate = result.certificate;
  const QString page = QString::fromStdString(result.certificateFiles[1]);
  m_verdict->show(toneOf(certificate.verdict), messageText(certificate.sentence), tr("Open the certificate"),
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
