// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/confusion.hpp"

#include <algorithm>

namespace graft::ui {

std::optional<Confusion> Confusion::of(const std::vector<BatchItem>& items, Side side) {
  constexpr qsizetype kLongestLabel = 40;
  Confusion out;
  out.m_side = side;
  for (const BatchItem& item : items) {
    const QString label = item.expected.trimmed();
    if (label.isEmpty() || label.size() > kLongestLabel || label.contains('\n')) return {};
    if (out.m_labels.contains(label)) continue;
    if (out.m_labels.size() == kMostLabels) return {};
    out.m_labels << label;
  }
  if (out.m_labels.size() < 2 || static_cast<qsizetype>(items.size()) < 2 * out.m_labels.size()) return {};
  out.m_labels.sort();
  out.m_counts.assign(static_cast<size_t>(out.m_labels.size() * out.columns()), 0);
  for (const BatchItem& item : items) {
    const ConfusionCell cell = out.cellOf(item);
    ++out.m_counts[static_cast<size_t>(cell.wanted * out.columns() + cell.given)];
  }
  return out;
}

int64_t Confusion::most() const { return *std::max_element(m_counts.begin(), m_counts.end()); }

/// An answer that was judged right counts as the wanted one, also behind a thinking block.
ConfusionCell Confusion::cellOf(const BatchItem& item) const {
  const qsizetype wanted = m_labels.indexOf(item.expected.trimmed());
  const bool isRight = m_side == Side::Base ? isBaseRight(item.bucket) : isAdapterRight(item.bucket);
  if (isRight) return {wanted, wanted};
  const qsizetype given = m_labels.indexOf((m_side == Side::Base ? item.base : item.adapter).trimmed());
  return {wanted, given < 0 ? m_labels.size() : given};
}

}  // namespace graft::ui
