// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/stack_bar.hpp"

#include <algorithm>

#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

#include "ui/widgets/basics.hpp"

namespace graft::ui {

class StackBar::Bar : public QWidget {
 public:
  explicit Bar(const StackBar& stack) : m_stack(stack) {
    constexpr int kHigh = 10;
    setFixedHeight(kHigh);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    constexpr double kRound = 4;
    double sum = 0;
    for (const StackPart& part : m_stack.m_parts) sum += part.amount;
    const double whole = std::max(m_stack.m_whole, sum);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    QPainterPath outline;
    outline.addRoundedRect(rect(), kRound, kRound);
    painter.setClipPath(outline);
    painter.fillRect(rect(), m_stack.m_theme.now().line);
    if (whole <= 0) return;
    const bool fromRight = layoutDirection() == Qt::RightToLeft;
    double at = 0;
    for (const StackPart& part : m_stack.m_parts) {
      const double wide = width() * part.amount / whole;
      painter.fillRect(QRectF(fromRight ? width() - at - wide : at, 0, wide, height()), m_stack.m_theme.series(part.colour));
      at += wide;
    }
  }

 private:
  const StackBar& m_stack;
};

StackBar::StackBar(const Theme& theme, const QString& name, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_bar(new Bar(*this)), m_key(prose({}, true)) {
  setAccessibleName(name);
  Theme::setRole(m_key, TextRole::Label, true);
  m_key->setTextFormat(Qt::RichText);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::kXs);
  column->addWidget(m_bar);
  column->addWidget(m_key);
  connect(&theme, &Theme::changed, this, &StackBar::showKey);
}

void StackBar::set(std::vector<StackPart> parts, double whole) {
  m_parts = std::move(parts);
  m_whole = whole;
  showKey();
  m_bar->update();
}

void StackBar::showKey() {
  QStringList key, plain;
  for (const StackPart& part : m_parts) {
    key << QString("<span style='color:%1'>■</span>&nbsp;%2")
               .arg(m_theme.series(part.colour).name(), part.words.toHtmlEscaped().replace(' ', "&nbsp;"));
    plain << part.words;
  }
  m_key->setText(key.join("&nbsp; "));
  m_key->setVisible(!key.isEmpty());
  setAccessibleDescription(plain.join(", "));
}

}  // namespace graft::ui
