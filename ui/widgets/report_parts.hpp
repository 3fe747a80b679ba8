// SPDX-License-Identifier: GPL-3.0-or-later
// What reports are made of, and how they and tables become files. Main thread.
#pragma once

#include <QString>
#include <QStringList>

class QAbstractItemModel;

namespace graft::ui {

/// Beginning of a page with everything inside; it opens without network. `end` closes it.
QString reportBegin(const QString& title);
QString reportEnd();
/// Cells are HTML already.
QString reportRow(const QStringList& cells, const char* tag = "td");
QString reportText(const std::string& text);  ///< escaped

/// By the ending of `path`: .pdf on A4, else the HTML itself. False when it cannot be written.
bool writeReport(const QString& path, const QString& html);
/// The columns that have a title, with what they show (RFC 4180).
bool writeCsv(const QString& path, const QAbstractItemModel& model);

}  // namespace graft::ui
