// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/marked_text.hpp"

#include "core/data/personal_data.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/flow_layout.hpp"

namespace graft::ui {
namespace {

QString escaped(const std::string& bytes) {
  QString text = QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size())).toHtmlEscaped();
  return text.replace("\n", "<br>").replace("\t", "&nbsp;&nbsp;&nbsp;&nbsp;").replace("  ", "&nbsp; ");
}

/// The words of a span, with what looks like personal data on a tint of its own, between two lines.
QString wordsOf(const std::string& bytes, const Tokens& t) {
  QString out;
  size_t at = 0;
  for (const PersonalSpan& span : personalSpans(bytes)) {
    out += escaped(bytes.substr(at, span.begin - at));
    out += QString("<span style='background:%1; color:%2; text-decoration: underline overline'>%3</span>")
               .arg(t.tintWarn.name(), t.text.name(), escaped(bytes.substr(span.begin, span.end - span.begin)));
    at = span.end;
  }
  return out + escaped(bytes.substr(at));
}

}  // namespace

MarkedText::MarkedText(const Theme& theme, QWidget* parent) : QTextBrowser(parent), m_theme(theme) {
  setProperty("kind", QByteArray("reading"));
  setFrameShape(QFrame::NoFrame);
  setAccessibleName(tr("What the model sees"));
  setOpenLinks(false);
  connect(&theme, &Theme::changed, this, &MarkedText::renew);
}

QString MarkedText::html(const Theme& theme, const RenderedChat& chat) {
  const Tokens& t = theme.now();
  QString out;
  for (const RoleSpan& span : chat.spans) {
    const QString words = wordsOf(chat.text.substr(span.bytes.begin, span.bytes.end - span.bytes.begin), t);
    if (span.trained)
      out += QString("<span style='background:%1; color:%2; text-decoration: underline'>%3</span>").arg(t.tintAccent.name(), t.text.name(), words);
    else if (span.role == "template" || span.role == "system")
      out += QString("<span style='background:%1; color:%2'>%3</span>").arg(t.tintNeutral.name(), t.muted.name(), words);
    else
      out += words;
  }
  return out;
}

void MarkedText::show(const RenderedChat& chat) {
  m_chat = chat;
  m_problem.clear();
  renew();
}
void MarkedText::showProblem(const QString& words) {
  m_chat = {};
  m_problem = words;
  renew();
}
void MarkedText::renew() {
  if (!m_problem.isEmpty()) return setHtml("<span style='color:" + m_theme.now().bad.name() + "'>" + m_problem.toHtmlEscaped() + "</span>");
  setHtml("<div style='line-height: 140%'>" + html(m_theme, m_chat) + "</div>");
}

QWidget* markLegend(const Theme& theme) {
  auto* box = new QWidget;
  auto* row = new FlowLayout(space::kS, space::kXs);
  box->setLayout(row);
  const auto entry = [&](const QString& name, const char* kind, const char* decoration, const QString& words) {
    auto* chip = new QLabel(name);
    if (*decoration) chip->setStyleSheet(decoration);
    Theme::setKind(chip, kind);
    row->addWidget(chip);
    row->addWidget(text(words, TextRole::Label, true));
  };
  entry(MarkedText::tr("learned"), "chip-accent", "text-decoration: underline", MarkedText::tr("what the adapter learns to write"));
  entry(MarkedText::tr("added by the model's template"), "chip", "", MarkedText::tr("read, never learned"));
  entry(MarkedText::tr("personal data?"), "chip-warn", "text-decoration: underline overline", MarkedText::tr("can be masked"));
  Q_UNUSED(theme);
  return box;
}

}  // namespace graft::ui
