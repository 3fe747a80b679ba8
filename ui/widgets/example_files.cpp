// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/example_files.hpp"

#include <QCoreApplication>
#include <QMimeData>
#include <QUrl>

namespace graft::ui {

QString examplesFilter() {
  return QCoreApplication::translate("graft::ui",
                                     "Tables and texts (*.csv *.tsv *.xlsx *.ods *.jsonl *.json *.parquet *.arrow *.feather *.gz *.bz2 "
                                     "*.xz *.zst *.zip *.txt *.md);;All files (*)");
}

QStringList localFiles(const QMimeData& dropped) {
  QStringList out;
  for (const QUrl& url : dropped.urls()) {
    if (url.isLocalFile()) out << url.toLocalFile();
  }
  return out;
}

}  // namespace graft::ui
