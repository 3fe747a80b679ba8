// SPDX-License-Identifier: GPL-3.0-or-later
// Widgets for one model: a card of the home's own, and a line for one that another program keeps.
#pragma once

#include <functional>

#include <QFrame>

#include "core/workspace/models.hpp"
#include "ui/services/theme.hpp"

namespace graft::ui {

/// A model of the home. It becomes the chosen one by a click anywhere on it, or when a part of it gets the focus.
class ModelCard : public QFrame {
  Q_OBJECT
 public:
  ModelCard(const Theme& theme, const workspace::ModelFacts& model, double roomMib);
  /// Name in HOME/models; empty: the embedded model.
  const QString& name() const { return m_name; }
  void setChosen(bool isChosen);

 Q_SIGNALS:
  void trainAsked();
  void removeAsked();
  void chosen();

 protected:
  bool eventFilter(QObject* of, QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;

 private:
  QWidget* makeTop(const Theme& theme, const workspace::ModelFacts& model, double roomMib);
  QString m_name;
};

/// Name, program and size of a model of another program, and the button that adds it.
QWidget* otherModelRow(const workspace::ModelFacts& model, double roomMib, std::function<void()> add);

/// Facts of a model by name, for the inspector.
std::vector<std::pair<QString, QString>> modelFacts(const workspace::ModelFacts& model);

}  // namespace graft::ui
