// SPDX-License-Identifier: GPL-3.0-or-later
// The only place for colours, sizes and fonts. Contrast is at least 4.5 for all text, and 3 for controls and lines; a test computes it.
// Widgets name their kind with dynamic properties, and the style sheet built here defines the appearance.
#pragma once

#include <array>
#include <map>

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPalette>

class QAbstractButton;
class QApplication;
class QLabel;
class QWidget;

namespace graft::ui {

struct Tokens {
  QColor window, surface, raised, line, control, text, muted, accent, onAccent, good, warn, bad;
  QColor tintAccent, tintGood, tintWarn, tintBad, tintNeutral;
  std::array<QColor, 8> series;
};
/// Distances in device-independent pixels.
namespace space {
inline constexpr int kXs = 4, kS = 8, kM = 12, kL = 16, kXl = 24, kXxl = 32;
}

enum class Scheme { Desktop, Light, Dark };
enum class TextRole { Body, Label, Section, Title, Big, Mono };
enum class Tone { Neutral, Accent, Good, Warn, Bad };

/// Main thread. Lives as long as the application.
class Theme : public QObject {
  Q_OBJECT
 public:
  explicit Theme(QApplication& application);
  static Tokens tokens(bool dark);

  const Tokens& now() const { return m_tokens; }
  Scheme scheme() const { return m_scheme; }
  void setScheme(Scheme scheme);
  /// Scheme of the desktop; used while the scheme is Desktop.
  void setDesktopPrefersDark(bool dark);
  /// Scales the user's font by `factor` (1.0: the desktop's size).
  void setTextScale(double factor);

  QFont font(TextRole role) const;
  QColor colour(Tone tone) const;
  QColor tint(Tone tone) const;
  /// Curve number `index` of a chart; -1 is the base model, always neutral.
  QColor series(int index) const;
  /// Scale of one hue for shares and counts, from the surface (0) to its strongest step (1). Text on it has a contrast of at least 4.5.
  static QColor shade(const Tokens& tokens, double share);
  QColor shade(double share) const { return shade(m_tokens, share); }
  /// Icon of Graft, in the colour of text or of `tone`.
  QIcon icon(const QString& name, Tone tone = Tone::Neutral) const;

  /// Divides a window into parts, each with everything in it. A part takes a change of theme or text size at once while it is visible, else
  /// before it is shown next, so that hidden pages cost nothing. A window without parts is one itself.
  void addPart(QWidget* part);

  /// Sets an icon that is redrawn when the theme changes.
  void setIcon(QAbstractButton* button, const QString& name, Tone tone = Tone::Neutral) const;
  void setIcon(QLabel* label, const QString& name, Tone tone, int size = 20) const;
  static void setRole(QLabel* label, TextRole role, bool muted = false);
  /// "primary", "quiet", "danger", "card", "chip", ...: the kinds of the style sheet.
  static void setKind(QWidget* widget, const char* kind);

 Q_SIGNALS:
  void changed();

 protected:
  bool eventFilter(QObject* of, QEvent* event) override;

 private:
  void apply();
  void renew(QWidget& part);
  bool hasParts(const QWidget& window) const;
  QString styleSheet() const;
  QPalette palette() const;
  void renewIcons(const QWidget& part) const;
  QApplication& m_application;
  QFont m_base;
  Scheme m_scheme = Scheme::Desktop;
  bool m_desktopDark = false, m_dark = false;
  double m_scale = 1;
  Tokens m_tokens;
  QString m_sheet;
  int m_change = 0;                 ///< number of the latest change
  std::map<QWidget*, int> m_parts;  ///< change that each part shows
};

}  // namespace graft::ui
