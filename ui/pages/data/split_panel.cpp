// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/split_panel.hpp"

#include <cmath>

#include <QLabel>
#include <QSlider>
#include <QVBoxLayout>

#include "core/base/statistics.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/share_bar.hpp"

namespace graft::ui {
namespace {
constexpr int kBarHeight = 20;
}

SplitPanel::SplitPanel(const Services& services, DataViewModel& model, DatasetEdits& edits)
    : m_services(services),
      m_model(model),
      m_edits(edits),
      m_bar(new ShareBar(services.theme, kBarHeight, 0, 1)),
      m_share(new QSlider(Qt::Horizontal)),
      m_shareWords(text({}, TextRole::Body)),
      m_now(text({}, TextRole::Section)),
      m_sureness(prose({}, true)),
      m_byHand(prose({}, true)),
      m_apply(button(tr("Split again"))) {
  constexpr int kMostPercent = 50, kWidth = 640;
  m_apply->setObjectName("splitAnew");
  m_share->setObjectName("splitShare");
  m_share->setRange(0, kMostPercent);
  m_share->setAccessibleName(tr("Share of rows held out, in percent"));
  m_shareWords->setMinimumWidth(64);
  auto* slide = new QHBoxLayout;
  slide->setSpacing(space::kM);
  slide->addWidget(m_share, 1);
  slide->addWidget(m_shareWords);
  slide->addWidget(m_apply);
  auto* inner = new QWidget;
  inner->setMaximumWidth(kWidth);
  auto* column = new QVBoxLayout(inner);
  column->setContentsMargins(0, space::kL, 0, 0);
  column->setSpacing(space::kM);
  column->addWidget(m_now);
  column->addWidget(m_bar);
  column->addWidget(m_sureness);
  column->addSpacing(space::kS);
  column->addWidget(text(tr("Held out to measure with"), TextRole::Label, true));
  column->addLayout(slide);
  column->addWidget(
      prose(tr("A row's side depends on what it asks alone. A larger share keeps the rows that are held out now and adds some; rows that "
               "ask the same, or nearly the same, stay on one side."),
            true));
  column->addWidget(m_byHand);
  column->addStretch();
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(inner, 1);
  row->addStretch();
  connect(m_share, &QSlider::valueChanged, this, &SplitPanel::showShare);
  connect(m_apply, &QPushButton::clicked, this, [this] { m_edits.split(m_share->value() / 100.0); });
  connect(&edits, &DatasetEdits::changed, this, &SplitPanel::refresh);
  connect(&model, &DataViewModel::marked, this, &SplitPanel::refresh);
}

void SplitPanel::showShare(int percent) { m_shareWords->setText(tr("%1 %").arg(percent)); }

void SplitPanel::refresh() {
  if (!m_model.dataset()) return;
  const auto sides = m_model.sides();
  const int64_t all = sides.train + sides.heldout;
  const double share = all ? static_cast<double>(sides.heldout) / static_cast<double>(all) : 0;
  const QSignalBlocker quiet(m_share);
  m_share->setValue(static_cast<int>(std::lround(100 * m_edits.now().holdout.value_or(share))));
  showShare(m_share->value());
  m_bar->set(1 - share);
  m_now->setText(tr("%1 to learn from, %2 held out").arg(countText(sides.train), countText(sides.heldout)));
  if (sides.heldout == 0) {
    m_sureness->setText(tr("Nothing will say whether it became better."));
  } else {
    // Shows the widest interval, at a share of one half.
    const auto interval = wilson(sides.heldout / 2, sides.heldout);
    m_sureness->setText(tr("Measured on %1 rows, a share of right answers is known to about ± %2 points.")
                            .arg(countText(sides.heldout), QString::number(std::lround(50 * (interval.high - interval.low)))));
  }
  const auto moved = static_cast<int>(m_edits.now().moved.size());
  m_byHand->setText(moved ? tr("%n row(s) stay where you put them.", nullptr, moved) : tr("Single rows can be moved under Rows."));
}

}  // namespace graft::ui
