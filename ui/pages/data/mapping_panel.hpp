// SPDX-License-Identifier: GPL-3.0-or-later
// Reading options of a file and the roles of its columns, before import.
#pragma once

#include "ui/pages/data/data_view_model.hpp"

class QComboBox;
class QGridLayout;
class QPushButton;
class QVBoxLayout;

namespace graft::ui {

QString shapeWords(Shape shape);
/// Display name of a field of a shape.
QString fieldWords(const std::string& field);

class MappingPanel : public QWidget {
  Q_OBJECT
 public:
  MappingPanel(const Services& services, DataViewModel& model);
  /// Shows the model's preview.
  void showPreview();

 private:
  void addField(QGridLayout& grid, const std::string& field, bool isNeeded);
  void showFields(Shape shape);
  void showShapeOptions(Shape shape);
  void addTextOptions();
  void addTurnOptions();
  void showReading();
  /// Adds a label with `widget` below it.
  void addOption(const QString& words, QWidget* widget);
  QComboBox* addChoice(const QString& words, const std::vector<std::pair<QString, QString>>& choices, const QString& now);
  void addSkippedRows();
  void read(const std::function<void(ReadOptions&)>& change);

  Services m_services;
  DataViewModel& m_model;
  QComboBox* m_shape;
  QGridLayout *m_fields, *m_more;
  QVBoxLayout *m_shapeOptions, *m_reading;
  QWidget *m_moreFields, *m_readingOptions;
  QPushButton *m_moreFold, *m_readingFold;
};

}  // namespace graft::ui
