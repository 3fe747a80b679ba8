// SPDX-License-Identifier: GPL-3.0-or-later
// Lineage from the examples to the exports; the hash of each item is in its tooltip.
#pragma once

#include <QWidget>

#include "ui/models/adapter_list.hpp"

namespace graft::ui {

class FlowLayout;

class LineageStrip : public QWidget {
  Q_OBJECT
 public:
  explicit LineageStrip(const Services& services, QWidget* parent = nullptr);
  /// `exports`: number of exports in the history.
  void show(const AdapterItem& item, int exports);

 private:
  using Open = std::function<void()>;  ///< empty: the item has no page
  void add(const QString& name, const QString& value, const QString& hash, Open open);
  Services m_services;
  FlowLayout* m_row;
};

}  // namespace graft::ui
