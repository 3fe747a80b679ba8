// SPDX-License-Identifier: GPL-3.0-or-later
// Style sheet: appearance of each kind of widget, from the tokens.
#include "ui/services/theme.hpp"

#include <QString>

namespace graft::ui {
namespace {

constexpr char kSheet[] = R"(
QLabel { background: transparent; }
QLabel[muted="true"] { color: @muted; }
QLabel[textRole="label"] { font-size: @labelpt; }
QLabel[textRole="section"] { font-size: @sectionpt; font-weight: 600; }
QLabel[textRole="title"] { font-size: @titlept; font-weight: 600; }
QLabel[textRole="big"] { font-size: @bigpt; font-weight: 600; }
QLabel[textRole="mono"] { font-family: "@mono"; font-size: @monopt; }
QLabel[kind="chip"] { background: @tintNeutral; border-radius: 7px; padding: 2px 8px; font-size: @labelpt; }
QLabel[kind="chip-accent"] { background: @tintAccent; color: @accent; border-radius: 7px; padding: 2px 8px; font-size: @labelpt; }
QLabel[kind="chip-good"] { background: @tintGood; color: @good; border-radius: 7px; padding: 2px 8px; font-size: @labelpt; }
QLabel[kind="chip-warn"] { background: @tintWarn; color: @warn; border-radius: 7px; padding: 2px 8px; font-size: @labelpt; }
QLabel[kind="chip-bad"] { background: @tintBad; color: @bad; border-radius: 7px; padding: 2px 8px; font-size: @labelpt; }

QFrame[kind="card"] { background: @surface; border: 1px solid @line; border-radius: 10px; }
QFrame[kind="card-chosen"] { background: @surface; border: 1px solid @accent; border-radius: 10px; }
QFrame[kind="node"] { background: @surface; border: 1px solid @line; border-radius: 8px; }
QFrame[kind="drop"] { background: @surface; border: 2px dashed @control; border-radius: 10px; }
QFrame[kind="drop-over"] { background: @tintAccent; border: 2px dashed @accent; border-radius: 10px; }
QFrame[kind="rail"] { background: @surface; border: none; border-right: 1px solid @line; }
QFrame[kind="top"] { background: @window; border: none; border-bottom: 1px solid @line; }
QFrame[kind="inspector"] { background: @surface; border: none; border-left: 1px solid @line; }
QFrame[kind="status"] { background: @surface; border: none; border-top: 1px solid @line; }
QFrame[kind="rule"] { background: @line; border: none; max-height: 1px; min-height: 1px; }
QFrame[kind="pill"] { background: @tintAccent; border: none; border-radius: 6px; }
QFrame[kind="bar-info"] { background: @tintAccent; border: none; border-radius: 6px; }
QFrame[kind="bar-good"] { background: @tintGood; border: none; border-radius: 6px; }
QFrame[kind="bar-warn"] { background: @tintWarn; border: none; border-radius: 6px; }
QFrame[kind="bar-bad"] { background: @tintBad; border: none; border-radius: 6px; }

QPushButton { background: @raised; color: @text; border: 1px solid @control; border-radius: 6px; padding: 5px 14px; min-height: 20px; }
QPushButton:hover { background: @tintNeutral; }
QPushButton:pressed, QPushButton:checked { background: @tintAccent; }
QPushButton:disabled { color: @control; border-color: @line; }
QPushButton[ring="true"]:focus, QToolButton[ring="true"]:focus { border: 2px solid @accent; }
QPushButton[ring="true"]:focus { padding: 4px 13px; }
QPushButton[kind="primary"] { background: @accent; color: @onAccent; border-color: @accent; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: @accentHover; }
QPushButton[kind="primary"][ring="true"]:focus { border: 2px solid @text; }
QPushButton[kind="primary"]:disabled { background: @line; color: @muted; border-color: @line; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: @accent; padding: 5px 8px; }
QPushButton[kind="quiet"]:hover { background: @tintAccent; }
QPushButton[kind="quiet"][ring="true"]:focus { border: 2px solid @accent; padding: 4px 7px; }
QPushButton[kind="quiet"]:disabled { color: @control; }
QPushButton[kind="link"] { background: transparent; border: none; color: @accent; padding: 0; min-height: 0; text-align: left; }
QPushButton[kind="link"]:hover { color: @accentHover; }
QPushButton[kind="link"][ring="true"]:focus { border: none; padding: 0; background: @tintAccent; }
QPushButton[kind="search"] { text-align: left; color: @muted; background: @surface; border-color: @line; padding: 5px 12px; }
QPushButton[kind="chip"]:checked { border: 2px solid @accent; padding: 4px 13px; }
QPushButton[kind="choice"] { text-align: left; padding: 10px 12px; background: @surface; border: 1px solid @line; }
QPushButton[kind="choice"]:hover { border-color: @control; }
QPushButton[kind="choice"]:checked { background: @tintAccent; border: 2px solid @accent; padding: 9px 11px; }
QPushButton[kind="choice"][ring="true"]:focus { border: 2px solid @accent; padding: 9px 11px; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 5px; color: @text; }
QToolButton:hover { background: @tintNeutral; }
QToolButton:checked { background: @tintAccent; }
QToolButton::menu-indicator { image: none; }
QToolButton[kind="rail"] { color: @muted; font-size: @labelpt; padding: 7px 4px 6px 4px; border: 2px solid transparent; }
QToolButton[kind="rail"]:hover { background: @tintNeutral; color: @text; }
QToolButton[kind="rail"]:checked { background: @tintAccent; color: @text; font-weight: 600; }
QToolButton[kind="rail"][ring="true"]:focus { border: 2px solid @accent; }

QRadioButton, QCheckBox { spacing: 8px; }
QRadioButton:disabled, QCheckBox:disabled { color: @control; }
QRadioButton::indicator, QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid @control; background: @surface; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator { border-radius: 4px; }
QRadioButton[ring="true"]::indicator:focus, QCheckBox[ring="true"]::indicator:focus { border: 2px solid @accent; width: 12px; height: 12px; }
QRadioButton::indicator:checked { border: 5px solid @accent; width: 6px; height: 6px; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: url(:/icons/tick-@scheme.svg); }
QRadioButton::indicator:disabled, QCheckBox::indicator:disabled { border-color: @line; }
QRadioButton[ring="true"]:focus, QCheckBox[ring="true"]:focus { color: @accent; }
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox { background: @surface; color: @text; border: 1px solid @control; border-radius: 6px;
  padding: 4px 8px; selection-background-color: @accent; selection-color: @onAccent; }
QLineEdit, QSpinBox, QDoubleSpinBox { min-height: 20px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus { border: 2px solid @accent; padding: 3px 7px; }
QSpinBox::up-button, QDoubleSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::down-button { width: 0; border: none; }
QTextEdit[kind="reading"] { border: none; background: transparent; padding: 0; }
QTextEdit[kind="reading"]:focus { border: none; padding: 0; }
QComboBox { background: @surface; color: @text; border: 1px solid @control; border-radius: 6px; padding: 4px 8px; min-height: 20px; }
QComboBox[ring="true"]:focus { border: 2px solid @accent; padding: 3px 7px; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url(:/icons/down-@scheme.svg); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: @raised; border: 1px solid @line; selection-background-color: @tintAccent; selection-color: @text; padding: 4px; }

QAbstractItemView { outline: none; }
QTableView, QListView, QTreeView { background: @surface; border: none; gridline-color: transparent; alternate-background-color: @surface;
  selection-background-color: @tintAccent; selection-color: @text; }
QTableView::item { padding: 0 8px; border-bottom: 1px solid @line; }
QTableView::item:selected { background: @tintAccent; color: @text; }
QTableView::item:hover { background: @tintNeutral; }
QListView::item { padding: 6px 8px; border-radius: 4px; }
QListView::item:selected, QListView::item:hover { background: @tintAccent; color: @text; }
QHeaderView::section { background: @surface; color: @muted; border: none; border-bottom: 1px solid @line; padding: 6px 11px; font-size: @labelpt; }
QHeaderView { background: @surface; border: none; }
QTableCornerButton::section { background: @surface; border: none; }

QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: @line; border-radius: 4px; min-height: 32px; margin: 1px; }
QScrollBar::handle:vertical:hover { background: @control; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle:horizontal { background: @line; border-radius: 4px; min-width: 32px; margin: 1px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { background: @line; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QSlider:horizontal { min-height: 24px; }
QSlider::groove:horizontal { height: 4px; background: @line; border-radius: 2px; }
QSlider::handle:horizontal { width: 16px; height: 16px; margin: -6px 0; border-radius: 8px; background: @surface; border: 2px solid @accent; }
QSlider[ring="true"]::handle:horizontal:focus { background: @accent; }
QTabBar::tab { background: transparent; color: @muted; padding: 7px 12px; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @text; border-bottom: 2px solid @accent; font-weight: 600; }
QTabBar::tab:hover { color: @text; }
QTabBar[ring="true"]::tab:focus { background: @tintAccent; }
QTabWidget::pane { border: none; border-top: 1px solid @line; }
QMenu { background: @raised; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: @tintAccent; color: @text; }
QMenu::separator { height: 1px; background: @line; margin: 4px; }
QToolTip { background: @raised; color: @text; border: 1px solid @line; padding: 6px; }
QSplitter::handle { background: @line; }
)";

}  // namespace

QString Theme::styleSheet() const {
  const Tokens& t = m_tokens;
  const auto size = [&](TextRole role) { return QString::number(font(role).pointSizeF(), 'f', 1) + "pt"; };
  const QColor hover = m_dark ? t.accent.lighter(112) : t.accent.darker(112);
  // Longer names first, so that no name is a prefix of one that is replaced later.
  const std::pair<const char*, QString> values[] = {{"accentHover", hover.name()},
                                                    {"tintAccent", t.tintAccent.name()},
                                                    {"tintGood", t.tintGood.name()},
                                                    {"tintWarn", t.tintWarn.name()},
                                                    {"tintBad", t.tintBad.name()},
                                                    {"tintNeutral", t.tintNeutral.name()},
                                                    {"onAccent", t.onAccent.name()},
                                                    {"accent", t.accent.name()},
                                                    {"window", t.window.name()},
                                                    {"surface", t.surface.name()},
                                                    {"raised", t.raised.name()},
                                                    {"line", t.line.name()},
                                                    {"control", t.control.name()},
                                                    {"muted", t.muted.name()},
                                                    {"good", t.good.name()},
                                                    {"warn", t.warn.name()},
                                                    {"bad", t.bad.name()},
                                                    {"labelpt", size(TextRole::Label)},
                                                    {"sectionpt", size(TextRole::Section)},
                                                    {"titlept", size(TextRole::Title)},
                                                    {"bigpt", size(TextRole::Big)},
                                                    {"monopt", size(TextRole::Mono)},
                                                    {"mono", font(TextRole::Mono).family()},
                                                    {"scheme", m_dark ? "dark" : "light"},
                                                    {"text", t.text.name()}};
  QString sheet = kSheet;
  for (const auto& [name, value] : values) sheet.replace("@" + QString(name), value);
  return sheet;
}

}  // namespace graft::ui
