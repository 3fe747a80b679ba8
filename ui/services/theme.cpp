// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/theme.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QAbstractButton>
#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QFontDatabase>
#include <QLabel>
#include <QPainter>
#include <QPixmapCache>
#include <QStyle>
#include <QSvgRenderer>
#include <QWidget>

#include "ui/services/focus_ring.hpp"

namespace graft::ui {
namespace {

constexpr char kIconName[] = "iconName", kIconTone[] = "iconTone", kIconSize[] = "iconSize";

Tokens light() {
  return {"#F6F6F4", "#FFFFFF", "#FFFFFF",
          "#D9D8D3", "#8A8781", "#1C1B1A",
          "#5E5C58", "#1F5FBF", "#FFFFFF",
          "#1B6E3C", "#8A5A00", "#B3261E",
          "#E6EEFB", "#E7F4EC", "#FBF1DC",
          "#FBE9E7", "#F0EFEC", {"#1F5FBF", "#B3541E", "#1B7A5A", "#8E3B8A", "#6B6A00", "#B3263C", "#3F6E8C", "#5B4BC4"}};
}
Tokens dark() {
  return {"#171716", "#1F1F1E", "#292927",
          "#3A3A37", "#7C7A74", "#ECEBE7",
          "#A8A6A0", "#7FB0FF", "#10233F",
          "#6FCF97", "#F2B84B", "#FF8A80",
          "#22324D", "#1E3A2A", "#41340F",
          "#4A2320", "#2E2E2B", {"#7FB0FF", "#F2A65A", "#5FCFA8", "#D99BE0", "#D3CC5A", "#FF8FA0", "#8CC8E8", "#B4A7FF"}};
}

double sizeOf(TextRole role) {
  switch (role) {
    case TextRole::Body: return 1.0;
    case TextRole::Label: return 0.92;
    case TextRole::Section: return 1.15;
    case TextRole::Title: return 1.5;
    case TextRole::Big: return 2.0;
    case TextRole::Mono: return 0.95;
  }
  return 1.0;
}

/// Renders one of Graft's icons at any size and in any colour. Pictures are kept: a table asks for its icons whenever it is laid out.
QPixmap drawn(const QString& name, const QColor& colour, int size, double ratio) {
  const QString key = QString("graft-icon/%1/%2/%3/%4").arg(name, colour.name()).arg(size).arg(ratio);
  QPixmap picture;
  if (QPixmapCache::find(key, &picture)) return picture;
  QFile file(":/icons/" + name + ".svg");
  if (!file.open(QIODevice::ReadOnly)) return {};
  QByteArray text = file.readAll();
  text.replace("currentColor", colour.name().toLatin1());
  QSvgRenderer renderer(text);
  picture = QPixmap(QSize(size, size) * ratio);
  picture.setDevicePixelRatio(ratio);
  picture.fill(Qt::transparent);
  QPainter painter(&picture);
  renderer.render(&painter, QRectF(0, 0, size, size));
  painter.end();
  QPixmapCache::insert(key, picture);
  return picture;
}

}  // namespace

Tokens Theme::tokens(bool dark_) { return dark_ ? dark() : light(); }

Theme::Theme(QApplication& application) : m_application(application), m_base(application.font()), m_tokens(light()) {
  application.installEventFilter(new FocusRing(this));
  QApplication::setStyle("Fusion");
  application.installEventFilter(this);
  apply();
}

void Theme::setScheme(Scheme scheme) {
  m_scheme = scheme;
  apply();
}
void Theme::setDesktopPrefersDark(bool prefersDark) {
  m_desktopDark = prefersDark;
  if (m_scheme == Scheme::Desktop) apply();
}
void Theme::setTextScale(double factor) {
  m_scale = factor;
  apply();
}

QFont Theme::font(TextRole role) const {
  QFont font = role == TextRole::Mono ? QFontDatabase::systemFont(QFontDatabase::FixedFont) : m_base;
  font.setPointSizeF(m_base.pointSizeF() * m_scale * sizeOf(role));
  if (role == TextRole::Section || role == TextRole::Title || role == TextRole::Big) font.setWeight(QFont::DemiBold);
  return font;
}

QColor Theme::colour(Tone tone) const {
  switch (tone) {
    case Tone::Neutral: return m_tokens.text;
    case Tone::Accent: return m_tokens.accent;
    case Tone::Good: return m_tokens.good;
    case Tone::Warn: return m_tokens.warn;
    case Tone::Bad: return m_tokens.bad;
  }
  return m_tokens.text;
}
QColor Theme::tint(Tone tone) const {
  switch (tone) {
    case Tone::Neutral: return m_tokens.tintNeutral;
    case Tone::Accent: return m_tokens.tintAccent;
    case Tone::Good: return m_tokens.tintGood;
    case Tone::Warn: return m_tokens.tintWarn;
    case Tone::Bad: return m_tokens.tintBad;
  }
  return m_tokens.tintNeutral;
}
QColor Theme::series(int index) const {
  return index < 0 ? m_tokens.muted : m_tokens.series[static_cast<size_t>(index) % m_tokens.series.size()];
}

QColor Theme::shade(const Tokens& tokens, double share) {
  constexpr double kStrongest = 0.45;
  const double part = kStrongest * std::clamp(share, 0.0, 1.0);
  const auto mixed = [part](int from, int to) { return static_cast<int>(std::lround(from + part * (to - from))); };
  const QColor &from = tokens.surface, &to = tokens.accent;
  return {mixed(from.red(), to.red()), mixed(from.green(), to.green()), mixed(from.blue(), to.blue())};
}

QIcon Theme::icon(const QString& name, Tone tone) const {
  QIcon icon;
  for (const double ratio : {1.0, 2.0}) {
    icon.addPixmap(drawn(name, colour(tone), 20, ratio), QIcon::Normal);
    icon.addPixmap(drawn(name, m_tokens.control, 20, ratio), QIcon::Disabled);
  }
  return icon;
}

void Theme::setIcon(QAbstractButton* button, const QString& name, Tone tone) const {
  button->setProperty(kIconName, name);
  button->setProperty(kIconTone, static_cast<int>(tone));
  const bool primary = button->property("kind").toByteArray() == "primary";
  if (!primary) {
    button->setIcon(icon(name, tone));
    return;
  }
  QIcon onAccent;
  for (const double ratio : {1.0, 2.0}) onAccent.addPixmap(drawn(name, m_tokens.onAccent, 20, ratio));
  button->setIcon(onAccent);
}
void Theme::setIcon(QLabel* label, const QString& name, Tone tone, int size) const {
  label->setProperty(kIconName, name);
  label->setProperty(kIconTone, static_cast<int>(tone));
  label->setProperty(kIconSize, size);
  label->setPixmap(drawn(name, colour(tone), size, m_application.devicePixelRatio()));
}

void Theme::setRole(QLabel* label, TextRole role, bool muted) {
  constexpr const char* kNames[] = {"body", "label", "section", "title", "big", "mono"};
  label->setProperty("textRole", kNames[static_cast<int>(role)]);
  label->setProperty("muted", muted);
}
void Theme::setKind(QWidget* widget, const char* kind) {
  if (widget->property("kind").toByteArray() == kind) return;
  widget->setProperty("kind", QByteArray(kind));
  widget->style()->unpolish(widget);
  widget->style()->polish(widget);
}

void Theme::renewIcons(const QWidget& part) const {
  for (QWidget* widget : part.findChildren<QWidget*>()) {
    const QString name = widget->property(kIconName).toString();
    if (name.isEmpty()) continue;
    const auto tone = static_cast<Tone>(widget->property(kIconTone).toInt());
    if (auto* button = qobject_cast<QAbstractButton*>(widget)) setIcon(button, name, tone);
    if (auto* label = qobject_cast<QLabel*>(widget)) setIcon(label, name, tone, widget->property(kIconSize).toInt());
  }
}

QPalette Theme::palette() const {
  const Tokens& t = m_tokens;
  QPalette p;
  p.setColor(QPalette::Window, t.window);
  p.setColor(QPalette::WindowText, t.text);
  p.setColor(QPalette::Base, t.surface);
  p.setColor(QPalette::AlternateBase, t.window);
  p.setColor(QPalette::Text, t.text);
  p.setColor(QPalette::Button, t.raised);
  p.setColor(QPalette::ButtonText, t.text);
  p.setColor(QPalette::BrightText, t.bad);
  p.setColor(QPalette::Highlight, t.accent);
  p.setColor(QPalette::HighlightedText, t.onAccent);
  p.setColor(QPalette::Link, t.accent);
  p.setColor(QPalette::LinkVisited, t.accent);
  p.setColor(QPalette::ToolTipBase, t.raised);
  p.setColor(QPalette::ToolTipText, t.text);
  p.setColor(QPalette::PlaceholderText, t.muted);
  p.setColor(QPalette::Light, t.raised);
  p.setColor(QPalette::Midlight, t.line);
  p.setColor(QPalette::Mid, t.line);
  p.setColor(QPalette::Dark, t.control);
  p.setColor(QPalette::Shadow, t.line);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) p.setColor(QPalette::Disabled, role, t.control);
  p.setColor(QPalette::Disabled, QPalette::Highlight, t.line);
  return p;
}

void Theme::apply() {
  m_dark = m_scheme == Scheme::Dark || (m_scheme == Scheme::Desktop && m_desktopDark);
  m_tokens = tokens(m_dark);
  QApplication::setPalette(palette());
  QApplication::setFont(font(TextRole::Body));
  m_sheet = styleSheet();
  ++m_change;
  for (const auto& [part, change] : std::map(m_parts)) {
    if (part->isVisible()) renew(*part);
  }
  Q_EMIT changed();
}

void Theme::renew(QWidget& part) {
  if (std::exchange(m_parts[&part], m_change) == m_change) return;
  part.setStyleSheet(m_sheet);
  renewIcons(part);
}

void Theme::addPart(QWidget* part) {
  m_parts.emplace(part, 0);
  connect(part, &QObject::destroyed, this, [this, part] { m_parts.erase(part); });
  renew(*part);
}

bool Theme::hasParts(const QWidget& window) const {
  return std::any_of(m_parts.begin(), m_parts.end(),
                     [&](const auto& part) { return &window == part.first || window.isAncestorOf(part.first); });
}

/// Sees all events of the application: a window is polished before it is shown for the first time.
bool Theme::eventFilter(QObject* of, QEvent* event) {
  if (!of->isWidgetType() || (event->type() != QEvent::Show && event->type() != QEvent::Polish)) return false;
  auto* widget = static_cast<QWidget*>(of);
  if (event->type() == QEvent::Show) {
    if (const auto part = m_parts.find(widget); part != m_parts.end()) renew(*widget);
    return false;
  }
  if (!widget->isWindow() || hasParts(*widget)) return false;
  for (const QWidget* above = widget->parentWidget(); above; above = above->parentWidget()) {
    if (m_parts.contains(const_cast<QWidget*>(above))) return false;
  }
  addPart(widget);
  return false;
}

}  // namespace graft::ui
