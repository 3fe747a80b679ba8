// SPDX-License-Identifier: GPL-3.0-or-later
// Conversation of one side as formatted text: questions, answers, and what is marked in the latest answer.
#pragma once

#include "ui/pages/compare/compare_view_model.hpp"

class QTextBrowser;

namespace graft::ui {

enum class Marks { None, Differences, Sureness };

/// Step of the scale of "How sure", for probabilities from `from` up to the step before.
struct SureStep {
  double from, shade;
};
inline constexpr std::array<SureStep, 5> kSureSteps = {{{0.9, 0}, {0.7, 0.25}, {0.5, 0.5}, {0.3, 0.75}, {0, 1}}};
const SureStep& sureStepOf(double probability);

/// Writes side `pane` of the conversation, with the probability of each token in its tooltip under Marks::Sureness. Stays at the end while
/// the text grows, unless it was scrolled away from there.
void showConversation(QTextBrowser& view, const Theme& theme, const CompareViewModel& model, size_t pane, Marks marks);
/// Says what cannot be seen in the answer itself: where it differs, why it ended, its least sure word. Empty while it is made.
QString answerNote(const CompareViewModel& model, size_t pane);

/// Key of the marks in an answer.
class MarksLegend : public QWidget {
  Q_OBJECT
 public:
  explicit MarksLegend(const Theme& theme);
  void showMarks(Marks marks);

 private:
  QWidget *m_differences, *m_sureness;
};

}  // namespace graft::ui
