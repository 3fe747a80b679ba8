// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/report_parts.hpp"

#include <QAbstractItemModel>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>
#include <QTextDocument>

namespace graft::ui {

QString reportBegin(const QString& title) {
  const QString name = title.toHtmlEscaped();
  return "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>" + name +
         "</title><style>"
         "body{font-family:sans-serif;max-width:760px;margin:32px auto;line-height:1.45}table{border-collapse:collapse;margin:8px 0}"
         "td,th{padding:3px 12px 3px 0;text-align:left;vertical-align:top}</style></head><body><h1>" +
         name + "</h1>";
}
QString reportEnd() { return "</body></html>\n"; }

QString reportRow(const QStringList& cells, const char* tag) {
  QString out = "<tr>";
  for (const QString& cell : cells) out += QString("<%1>%2</%1>").arg(tag, cell);
  return out + "</tr>";
}
QString reportText(const std::string& text) { return QString::fromStdString(text).toHtmlEscaped(); }

bool writeReport(const QString& path, const QString& html) {
  if (!path.endsWith(".pdf", Qt::CaseInsensitive)) {
    QSaveFile file(path);
    const QByteArray bytes = html.toUtf8();
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
  }
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly)) return false;
  {
    QPdfWriter pdf(&file);
    pdf.setPageSize(QPageSize(QPageSize::A4));
    pdf.setResolution(96);
    QTextDocument document;
    document.setHtml(html);
    document.setPageSize(QSizeF(pdf.width(), pdf.height()));
    document.print(&pdf);
  }
  return file.commit();
}

bool writeCsv(const QString& path, const QAbstractItemModel& model) {
  const auto quoted = [](QString text) { return '"' + text.replace('"', "\"\"") + '"'; };
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly)) return false;
  QStringList cells;
  for (int column = 0; column < model.columnCount(); ++column)
    cells << quoted(model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
  file.write((cells.join(',') + "\r\n").toUtf8());
  for (int row = 0; row < model.rowCount(); ++row) {
    cells.clear();
    for (int column = 0; column < model.columnCount(); ++column) cells << quoted(model.index(row, column).data(Qt::DisplayRole).toString());
    file.write((cells.join(',') + "\r\n").toUtf8());
  }
  return file.commit();
}

}  // namespace graft::ui
