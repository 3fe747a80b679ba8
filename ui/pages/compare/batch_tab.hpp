// SPDX-License-Identifier: GPL-3.0-or-later
// Held-out rows answered by base and adapter: a verdict with its interval, four buckets, every answer.
#pragma once

#include "ui/pages/compare/compare_view_model.hpp"

class QButtonGroup;
class QLabel;
class QPushButton;
class QTableWidget;

namespace graft::ui {

class BatchTab : public QWidget {
  Q_OBJECT
 public:
  BatchTab(const Services& services, CompareViewModel& model);
  void measure();

 private:
  QLayout* makeBuckets();
  void refresh();
  void showRows();
  Services m_services;
  CompareViewModel& m_model;
  QLabel *m_verdict, *m_sentence, *m_doing;
  QPushButton* m_measure;
  QButtonGroup* m_buckets;
  QTableWidget* m_rows;
  QWidget *m_bucketBox, *m_empty;
};
QString verdictText(Verdict verdict);
/// Verdict in one sentence, with its numbers.
QString verdictSentence(const BatchResult& result);
QString bucketText(Bucket bucket);

}  // namespace graft::ui
