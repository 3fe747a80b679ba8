// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/guide.hpp"

#include <QCoreApplication>
#include <QFile>
#include <QHBoxLayout>
#include <QListWidget>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextTable>

namespace graft::ui {
namespace {

struct GuidePage {
  const char *name, *title;
};
constexpr GuidePage kPages[] = {{"guide", QT_TRANSLATE_NOOP("graft::ui::Guide", "User's guide")},
                                {"models", QT_TRANSLATE_NOOP("graft::ui::Guide", "Models and formats")},
                                {"devices", QT_TRANSLATE_NOOP("graft::ui::Guide", "Graphics cards and processors")},
                                {"commands", QT_TRANSLATE_NOOP("graft::ui::Guide", "Command line")},
                                {"glossary", QT_TRANSLATE_NOOP("graft::ui::Guide", "Glossary")}};

}  // namespace

QStringList Guide::names() {
  QStringList out;
  for (const GuidePage& page : kPages) out << page.name;
  return out;
}

Guide::Guide(const Theme& theme, QWidget* parent) : QDialog(parent), m_theme(theme), m_list(new QListWidget), m_text(new QTextBrowser) {
  constexpr int kWidth = 920, kHeight = 700, kListWidth = 220;
  setWindowTitle(tr("User's guide"));
  resize(kWidth, kHeight);
  m_list->setAccessibleName(tr("Pages of the guide"));
  m_list->setFixedWidth(kListWidth);
  m_list->setFrameShape(QFrame::NoFrame);
  m_list->setSpacing(space::kXs / 2);
  for (const GuidePage& page : kPages) m_list->addItem(tr(page.title));
  m_text->setProperty("kind", QByteArray("reading"));
  m_text->setFrameShape(QFrame::NoFrame);
  m_text->setAccessibleName(tr("Text of the guide"));
  m_text->setOpenLinks(false);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(space::kM, space::kM, space::kM, space::kM);
  row->setSpacing(space::kL);
  row->addWidget(m_list);
  row->addWidget(m_text, 1);
  connect(&m_theme, &Theme::changed, this, [this] {
    if (isVisible()) layOut();  // `open` lays a hidden one out
  });
  connect(m_list, &QListWidget::currentRowChanged, this, &Guide::showPage);
  connect(m_text, &QTextBrowser::anchorClicked, this, [this](const QUrl& link) { open(link.fileName().section('.', 0, 0)); });
}

void Guide::open(const QString& name) {
  const int row = std::max(0, static_cast<int>(names().indexOf(name)));
  if (row == m_list->currentRow())
    layOut();
  else
    m_list->setCurrentRow(row);
  show();
  raise();
  activateWindow();
  m_text->setFocus();
}

void Guide::search(const QString& words) {
  QString found = "glossary";
  // A term is looked up first where terms are explained.
  for (const QString& name : QStringList{"glossary"} + names()) {
    QFile file(QString(":/help/%1.md").arg(name));
    if (!file.open(QIODevice::ReadOnly) || !QString::fromUtf8(file.readAll()).contains(words, Qt::CaseInsensitive)) continue;
    found = name;
    break;
  }
  open(found);
  m_text->moveCursor(QTextCursor::Start);
  m_text->find(words);
  m_text->ensureCursorVisible();
}

void Guide::showPage(int row) {
  if (row < 0) return;
  QFile file(QString(":/help/%1.md").arg(kPages[row].name));
  m_text->setMarkdown(file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString());
  layOut();
}

/// Gives the text air, its tables hairlines between the rows, and its code a tint.
void Guide::layOut() {
  constexpr int kLineHeight = 135;  // per cent
  const Tokens& colours = m_theme.now();
  for (int row = 0; row < m_list->count(); ++row) m_list->item(row)->setSizeHint(QSize(0, m_list->fontMetrics().height() + space::kM));
  QTextDocument* document = m_text->document();
  QTextCursor edit(document);
  edit.beginEditBlock();
  document->setDocumentMargin(space::kL);
  for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
    QTextCursor cursor(block);
    QTextBlockFormat format = block.blockFormat();
    const bool isCode = format.hasProperty(QTextFormat::BlockCodeFence) || format.nonBreakableLines();
    format.setLineHeight(isCode ? 120 : kLineHeight, QTextBlockFormat::ProportionalHeight);
    if (isCode) format.setBackground(colours.tintNeutral);
    format.setNonBreakableLines(false);  // long commands wrap
    if (format.headingLevel() > 0) format.setTopMargin(space::kL);
    if (format.headingLevel() > 0) format.setBottomMargin(space::kS);
    cursor.setBlockFormat(format);
  }
  for (QTextFrame* frame : document->rootFrame()->childFrames()) {
    auto* table = qobject_cast<QTextTable*>(frame);
    if (!table) continue;
    QTextTableFormat format = table->format();
    format.setBorder(0);
    format.setCellSpacing(0);
    format.setCellPadding(space::kS);
    format.setBorderCollapse(true);
    format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    if (table->columns() == 2)
      format.setColumnWidthConstraints({QTextLength(QTextLength::PercentageLength, 24), QTextLength(QTextLength::PercentageLength, 76)});
    table->setFormat(format);
    for (int row = 0; row < table->rows(); ++row) {
      for (int column = 0; column < table->columns(); ++column) {
        QTextTableCell cell = table->cellAt(row, column);
        QTextTableCellFormat inside = cell.format().toTableCellFormat();
        inside.setBottomBorder(1);
        inside.setBottomBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        inside.setBottomBorderBrush(colours.line);
        cell.setFormat(inside);
      }
    }
  }
  edit.endEditBlock();
}

}  // namespace graft::ui
