// SPDX-License-Identifier: GPL-3.0-or-later
// Building blocks of reports, and their export with tables to files. Main thread.
#pragma once

#include <QString>
#include <QStringList>

class QAbstractItemModel;

namespace graft::ui {

/// Beginning of a self-contained page, which opens without network. `reportEnd` closes it.
QString reportBegin(const QString& title);
QString reportEnd();
/// Cells are already HTML.
QString reportRow(const QStringList& cells, const char* tag = "td");
QString reportText(const std::string& text);  ///< escaped

/// Writes the format of `path`'s extension: .pdf on A4, else the HTML itself. Returns false if it cannot be written.
bool writeReport(const QString& path, const QString& html);
/// Writes the columns that have a title, as displayed (RFC 4180).
bool writeCsv(const QString& path, const QAbstractItemModel& model);

}  // namespace graft::ui
