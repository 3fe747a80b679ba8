// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/marked_text.hpp"

#include "ui/services/messages.hpp"

#include <algorithm>

#include "core/data/personal_data.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/flow_layout.hpp"

namespace graft::ui {
namespace {

QString escaped(const std::string& bytes) {
  QString text = QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size())).toHtmlEscaped();
  return text.replace("\n", "<br>").replace("\t", "&nbsp;&nbsp;&nbsp;&nbsp;").replace("  ", "&nbsp; ");
}

/// Text of a span, with likely personal data on its own tint, between two lines.
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

/// A longer text is shown with its beginning and end: the layout of a megabyte blocks the window for a third of a second.
constexpr size_t kHead = 48u << 10, kTail = 16u << 10;

/// Tool lists from this many bytes on are folded.
constexpr size_t kLongTools = 400;

/// Label in front of a part of a conversation that is not plain text.
QString wordFor(Part part) {
  switch (part) {
    case Part::Reasoning: return MarkedText::tr("thinking");
    case Part::Call: return MarkedText::tr("tool call");
    case Part::Tools: return MarkedText::tr("tools");
    case Part::Documents: return MarkedText::tr("documents");
    default: return {};
  }
}

/// Byte range from the first to the last word of the tools; empty if there are none.
Span toolsOf(const RenderedChat& chat) {
  Span out;
  for (const RoleSpan& span : chat.spans) {
    if (span.part != Part::Tools) continue;
    if (out.end == 0) out.begin = span.bytes.begin;
    out.end = span.bytes.end;
  }
  return out;
}

/// Start of the character that contains `at`.
size_t characterAt(const std::string& text, size_t at) {
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return at;
}

}  // namespace

MarkedText::MarkedText(const Theme& theme, QWidget* parent) : QTextBrowser(parent), m_theme(theme) {
  setProperty("kind", QByteArray("reading"));
  setFrameShape(QFrame::NoFrame);
  setAccessibleName(tr("What the model sees"));
  setOpenLinks(false);
  connect(this, &QTextBrowser::anchorClicked, this, [this] {
    m_isFolded = !m_isFolded;
    renew();
  });
  connect(&theme, &Theme::changed, this, &MarkedText::renew);
}

QString MarkedText::html(const Theme& theme, const RenderedChat& chat, bool folded) {
  const Tokens& t = theme.now();
  const size_t size = chat.text.size();
  const bool isWhole = size <= kHead + kTail;
  const size_t first = isWhole ? size : characterAt(chat.text, kHead), last = isWhole ? size : characterAt(chat.text, size - kTail);
  QString out;
  const Span tools = toolsOf(chat);
  const bool hasLongTools = tools.end - tools.begin > kLongTools;
  const auto label = [&](const QString& words) {
    return QString("<span style='background:%1; color:%2; font-size: small'>&nbsp;%3&nbsp;</span> ")
        .arg(t.tintNeutral.name(), t.muted.name(), words.toHtmlEscaped());
  };
  const auto foldLink = [&](const QString& words) {
    return QString("<a href='fold' style='color:%1'>%2</a> ").arg(t.accent.name(), words.toHtmlEscaped());
  };
  Part part = Part::Template;
  const auto add = [&](const RoleSpan& span, size_t begin, size_t end) {
    if (begin >= end) return;
    if (hasLongTools && folded && begin >= tools.begin && end <= tools.end) {
      if (begin == tools.begin)
        out += label(wordFor(Part::Tools)) + foldLink(tr("show all %L1 characters").arg(static_cast<qlonglong>(tools.end - tools.begin)));
      return;
    }
    if (span.part != Part::Template && span.part != part) {
      part = span.part;
      if (const QString word = wordFor(part); !word.isEmpty()) out += label(word);
      if (part == Part::Tools && hasLongTools) out += foldLink(tr("fold"));
    }
    QString words = wordsOf(chat.text.substr(begin, end - begin), t);
    if (span.part == Part::Reasoning) words = "<i>" + words + "</i>";
    if (span.part == Part::Call || span.part == Part::Tools) words = "<code>" + words + "</code>";
    if (span.trained)
      out += QString("<span style='background:%1; color:%2; text-decoration: underline'>%3</span>")
                 .arg(t.tintAccent.name(), t.text.name(), words);
    else if (span.role == "template" || span.role == "system")
      out += QString("<span style='background:%1; color:%2'>%3</span>").arg(t.tintNeutral.name(), t.muted.name(), words);
    else
      out += words;
  };
  for (const RoleSpan& span : chat.spans) {
    add(span, span.bytes.begin, std::min(span.bytes.end, first));
    if (first < last && span.bytes.begin <= first && first < span.bytes.end) {
      const auto left = QString::fromUtf8(chat.text.data() + first, static_cast<qsizetype>(last - first)).size();
      out +=
          QString("<br><span style='color:%1'>%2</span><br>").arg(t.muted.name(), tr("… %L1 more characters, not shown here …").arg(left));
    }
    add(span, std::max(span.bytes.begin, last), span.bytes.end);
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
  QString notes;
  for (const auto& missing : m_chat.leftOut)
    notes += QString("<p style='color:%1'>%2</p>")
                 .arg(m_theme.now().warn.name(), tr("The model's template does not write %1.").arg(messageText(missing)).toHtmlEscaped());
  setHtml("<div style='line-height: 140%'>" + html(m_theme, m_chat, m_isFolded) + "</div>" + notes);
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
