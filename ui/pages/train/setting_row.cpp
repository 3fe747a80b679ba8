// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/setting_row.hpp"

#include <cmath>
#include <optional>

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QKeyEvent>
#include <QSlider>
#include <QToolButton>

#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"

namespace graft::ui {
namespace {

constexpr int kTicks = 200;

/// A spin box that multiplies instead of adding, and writes small rates as 0.0002.
class NumberBox : public QDoubleSpinBox {
 public:
  explicit NumberBox(const FormRange& range) : m_range(range) {
    setRange(range.least, range.most);
    setDecimals(range.scale == Scale::Log && range.decimals > 0 ? 12 : range.decimals);
    setSingleStep(range.step);
    setKeyboardTracking(false);
    setAlignment(Qt::AlignRight);
  }
  QString textFromValue(double value) const override { return SettingRow::textOf(m_range, value); }
  double valueFromText(const QString& text) const override {
    bool ok = false;
    const double plain = text.trimmed().toDouble(&ok);
    return ok ? plain : locale().toDouble(text.trimmed());
  }
  QValidator::State validate(QString& text, int&) const override {
    bool ok = false;
    (void)text.trimmed().toDouble(&ok);
    if (!ok) (void)locale().toDouble(text.trimmed(), &ok);
    return ok ? QValidator::Acceptable : QValidator::Intermediate;
  }
  void stepBy(int steps) override {
    if (m_range.scale == Scale::Log)
      setValue(std::clamp(value() * std::pow(m_range.step, steps), minimum(), maximum()));
    else
      QDoubleSpinBox::stepBy(steps);
  }

 private:
  FormRange m_range;
};

}  // namespace

double SettingRow::shareOf(const FormRange& range, double value) {
  const double v = std::clamp(value, range.least, range.most);
  return range.scale == Scale::Log ? std::log(v / range.least) / std::log(range.most / range.least)
                                   : (v - range.least) / (range.most - range.least);
}
double SettingRow::valueAt(const FormRange& range, double share) {
  if (range.scale == Scale::Log) {
    const double raw = range.least * std::pow(range.most / range.least, share);
    if (range.decimals == 0) return std::round(raw);
    const double power = std::pow(10.0, std::floor(std::log10(raw)) - 1);  // two digits are precise enough for a slider
    return std::round(raw / power) * power;
  }
  return range.least + std::round(share * (range.most - range.least) / range.step) * range.step;
}

QString SettingRow::textOf(const FormRange& range, double value) {
  return range.scale == Scale::Log && range.decimals > 0 ? rateText(value) : QLocale().toString(value, 'f', range.decimals);
}
int SettingRow::nameWidth(const Services& services) {
  const QFontMetrics metrics(services.theme.font(TextRole::Body));
  int longest = 0;
  for (const auto& info : settingInfos()) longest = std::max(longest, metrics.horizontalAdvance(tr("%1, %2").arg(info.name, info.unit)));
  return longest;
}

/// Returns the widget that the name label belongs to.
QWidget* SettingRow::addNumber(const QFontMetrics& metrics, QGridLayout* grid) {
  m_box = new NumberBox(m_info.range);
  m_box->setFixedWidth(metrics.horizontalAdvance("0000000000") + space::kXl);
  m_box->setAccessibleName(m_info.name);
  m_box->setAccessibleDescription(m_info.what);
  grid->addWidget(m_box, 0, 3);
  connect(m_box, &QDoubleSpinBox::valueChanged, this, [this](double value) { m_model.setValue(m_info.key, value); });
  if (!m_info.hasSlider()) return m_box;
  m_slider = new QSlider(Qt::Horizontal);
  m_slider->setRange(0, kTicks);
  m_slider->setAccessibleName(m_info.name);
  grid->addWidget(m_slider, 0, 2);
  connect(m_slider, &QSlider::valueChanged, this,
          [this](int tick) { m_model.setValue(m_info.key, valueAt(m_info.range, static_cast<double>(tick) / kTicks)); });
  return m_box;
}

QWidget* SettingRow::addChoice(QGridLayout* grid) {
  m_choice = new QComboBox;
  m_choice->setAccessibleName(m_info.name);
  m_choice->setAccessibleDescription(m_info.what);
  for (const auto& one : m_info.choices) m_choice->addItem(one.name, QString(one.value));
  grid->addWidget(m_choice, 0, 2, 1, 2);
  connect(m_choice, &QComboBox::currentIndexChanged, this,
          [this](int index) { m_model.setValue(m_info.key, m_choice->itemData(index).toString().toStdString()); });
  return m_choice;
}

SettingRow::SettingRow(const Services& services, TrainViewModel& model, const SettingInfo& info)
    : m_model(model),
      m_info(info),
      m_dot(text("●", TextRole::Label)),
      m_help(prose({}, true)),
      m_reset(new QToolButton),
      m_ask(new QToolButton) {
  const QFontMetrics metrics(services.theme.font(TextRole::Body));
  setObjectName(QString("setting-") + info.key);
  m_dot->setToolTip(tr("Differs from our value"));
  m_dot->setFixedWidth(space::kM);
  services.theme.setIcon(m_reset, "reset");
  m_reset->setToolTip(tr("Back to our value"));
  m_reset->setAccessibleName(tr("Reset %1").arg(info.name));
  services.theme.setIcon(m_ask, "info");
  m_ask->setCheckable(true);
  m_ask->setToolTip(tr("What this is (F1)"));
  m_ask->setAccessibleName(tr("Help on %1").arg(info.name));
  m_help->setText(QStringList{info.what, info.higher, info.lower, info.why, info.cost}.join("\n"));
  m_help->hide();
  auto* name = text(info.unit.isEmpty() ? info.name : tr("%1, %2").arg(info.name, info.unit));
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(space::kS);
  grid->setVerticalSpacing(space::kXs);
  grid->addWidget(m_dot, 0, 0);
  grid->addWidget(name, 0, 1);
  name->setBuddy(info.isChoice() ? addChoice(grid) : addNumber(metrics, grid));
  grid->addWidget(m_reset, 0, 4);
  grid->addWidget(m_ask, 0, 5);
  grid->addWidget(m_help, 1, 1, 1, 5);
  grid->setColumnMinimumWidth(1, nameWidth(services));
  grid->setColumnStretch(2, 1);
  connect(m_reset, &QToolButton::clicked, this, [this] { m_model.reset(m_info.key); });
  connect(m_ask, &QToolButton::toggled, m_help, &QWidget::setVisible);
  refresh();
}

void SettingRow::showValue() {
  if (m_info.isChoice()) {
    const QSignalBlocker quiet(m_choice);
    m_choice->setCurrentIndex(m_choice->findData(QString::fromStdString(m_model.form().name(m_info.key))));
    return;
  }
  const QSignalBlocker quietBox(m_box);
  std::optional<QSignalBlocker> quietSlider;
  if (m_slider) quietSlider.emplace(m_slider);
  const double value = m_model.shownNumber(m_info.key);
  m_box->setRange(std::min(m_info.range.least, value), std::max(m_info.range.most, value));  // the epochs of a number of steps
  if (m_slider) m_slider->setValue(static_cast<int>(std::lround(kTicks * shareOf(m_info.range, value))));
  m_box->setValue(value);
}

void SettingRow::refresh() {
  showValue();
  const bool changed = m_model.form().isChanged(m_info.key);
  m_dot->setText(changed ? "●" : QString());
  m_dot->setStyleSheet(changed ? "color: palette(highlight)" : QString());
  m_reset->setEnabled(changed);
}

bool SettingRow::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_F1) event->accept();
  return QWidget::event(event);
}
void SettingRow::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_F1) return m_ask->toggle();
  QWidget::keyPressEvent(event);
}

}  // namespace graft::ui
