// SPDX-License-Identifier: GPL-3.0-or-later
// Held-out rows answered by base and adapter: a verdict with its interval, pictures of what changed, every answer.
#pragma once

#include "ui/pages/compare/compare_view_model.hpp"
#include "ui/pages/compare/confusion.hpp"

class QButtonGroup;
class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QTableWidget;

namespace graft::ui {

class ConfusionMap;
class IntervalBars;
class Waffle;

class BatchTab : public QWidget {
  Q_OBJECT
 public:
  BatchTab(const Services& services, CompareViewModel& model);
  void measure();

 private:
  QWidget* makeTop();
  QWidget* makeResult();
  QWidget* makeBuckets();
  QWidget* makeConfusion();
  QWidget* makeWorking();
  void showProgress();
  void showResult();
  void showKey();
  void showConfusion();
  void showRows();
  void filterBucket(int bucket);
  void filterCell(const std::optional<ConfusionCell>& cell);
  void selectRow(int item);
  bool isShown(const BatchItem& item) const;
  Services m_services;
  CompareViewModel& m_model;
  std::optional<Confusion> m_confusion;
  std::optional<ConfusionCell> m_cell;  ///< cell whose rows are shown
  QLabel *m_verdict, *m_sentence, *m_doing, *m_filter;
  QSpinBox* m_maxNew;
  QPushButton* m_measure;
  QProgressBar* m_progress;
  IntervalBars* m_bars;
  Waffle* m_waffle;
  QButtonGroup* m_buckets;
  QTableWidget* m_rows;
  QComboBox* m_side;
  ConfusionMap* m_map;
  QWidget *m_result, *m_confusionBox, *m_working, *m_empty;
};
QString verdictText(Verdict verdict);
/// Verdict in one sentence, with its numbers.
QString verdictSentence(const BatchResult& result);

}  // namespace graft::ui
