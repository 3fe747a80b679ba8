// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/adapters/lineage_strip.hpp"

#include <QVBoxLayout>

#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/flow_layout.hpp"

namespace graft::ui {

LineageStrip::LineageStrip(const Services& services, QWidget* parent)
    : QWidget(parent), m_services(services), m_row(new FlowLayout(space::kS, space::kS)) {
  setLayout(m_row);
}

void LineageStrip::show(const AdapterItem& item, int exports) {
  clear(*m_row);
  const QString unknown = tr("not known");
  add(
      tr("Examples"), item.dataset.isEmpty() ? unknown : item.dataset, item.dataHash,
      item.dataset.isEmpty() ? Open() : [this] { m_services.openPage("data"); });
  add(tr("Base model"), item.base.isEmpty() ? unknown : item.base, item.baseHash, [this] { m_services.openPage("models"); });
  add(
      tr("Run"), item.run.isEmpty() ? tr("from elsewhere") : item.run, {},
      item.run.isEmpty() ? Open() : [this, run = item.run] { m_services.open(showRun(run)); });
  add(tr("Adapter"),
      item.rank > 0 ? tr("rank %1, %2").arg(item.rank).arg(memoryText(static_cast<double>(item.bytes) / (1 << 20)))
                    : memoryText(static_cast<double>(item.bytes) / (1 << 20)),
      item.adapterHash, {});
  add(tr("Exports"), !item.isKept() || exports == 0 ? tr("none yet") : tr("%1 so far").arg(exports), {}, {});
}

void LineageStrip::add(const QString& name, const QString& value, const QString& hash, Open open) {
  auto* node = new QFrame;
  Theme::setKind(node, "node");
  auto* column = new QVBoxLayout(node);
  column->setContentsMargins(space::kM, space::kS, space::kM, space::kS);
  column->setSpacing(0);
  column->addWidget(text(name, TextRole::Label, true));
  if (!open) {
    column->addWidget(text(value));
  } else {
    auto* link = button(value, "link");
    link->setAccessibleName(tr("%1: %2").arg(name, value));
    connect(link, &QPushButton::clicked, this, std::move(open));
    column->addWidget(link);
  }
  if (!hash.isEmpty()) {
    for (auto* part : node->findChildren<QWidget*>()) part->setToolTip(tr("SHA-256: %1").arg(hash));
    node->setToolTip(tr("SHA-256: %1").arg(hash));
  }
  // The arrow stays with its target, so that a new line begins with the arrow.
  auto* step = new QWidget;
  auto* row = new QHBoxLayout(step);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space::kS);
  if (m_row->count() > 0) row->addWidget(text("→", TextRole::Section, true));
  row->addWidget(node);
  m_row->addWidget(step);
}

}  // namespace graft::ui
