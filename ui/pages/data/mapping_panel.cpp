// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/mapping_panel.hpp"

#include <algorithm>

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QSpinBox>
#include <QVBoxLayout>

#include "ui/widgets/basics.hpp"
#include "ui/widgets/fold.hpp"

namespace graft::ui {
namespace {

struct ShapeWords {
  Shape shape;
  const char* words;
};
constexpr ShapeWords kShapes[] = {{Shape::PromptCompletion, QT_TRANSLATE_NOOP("MappingPanel", "Question and answer")},
                                  {Shape::Alpaca, QT_TRANSLATE_NOOP("MappingPanel", "Instruction, input, output")},
                                  {Shape::Messages, QT_TRANSLATE_NOOP("MappingPanel", "Conversation (messages)")},
                                  {Shape::ShareGpt, QT_TRANSLATE_NOOP("MappingPanel", "Conversation (ShareGPT)")},
                                  {Shape::Text, QT_TRANSLATE_NOOP("MappingPanel", "Plain text")},
                                  {Shape::Preference, QT_TRANSLATE_NOOP("MappingPanel", "Better and worse answer")},
                                  {Shape::Kto, QT_TRANSLATE_NOOP("MappingPanel", "Answer marked good or bad")},
                                  {Shape::Tokens, QT_TRANSLATE_NOOP("MappingPanel", "Token ids")}};
constexpr const char* kEncodings[] = {"utf-8", "utf-16le", "utf-16be", "windows-1252", "latin-1"};

QString separatorWords(char separator) {
  switch (separator) {
    case ',': return MappingPanel::tr("comma");
    case ';': return MappingPanel::tr("semicolon");
    case '\t': return MappingPanel::tr("tab");
    case '|': return MappingPanel::tr("vertical bar");
    default: return QString(QChar::fromLatin1(separator));
  }
}

}  // namespace

QString shapeWords(Shape shape) {
  for (const auto& one : kShapes) {
    if (one.shape == shape) return MappingPanel::tr(one.words);
  }
  return QString::fromUtf8(nameOf(shape));
}
QString fieldWords(const std::string& field) {
  const std::pair<const char*, QString> known[] = {{"prompt", MappingPanel::tr("What is asked")},
                                                   {"completion", MappingPanel::tr("What is answered")},
                                                   {"instruction", MappingPanel::tr("Instruction")},
                                                   {"input", MappingPanel::tr("Input, if any")},
                                                   {"output", MappingPanel::tr("Answer")},
                                                   {"system", MappingPanel::tr("System prompt, if any")},
                                                   {"messages", MappingPanel::tr("List of messages")},
                                                   {"conversations", MappingPanel::tr("List of messages")},
                                                   {"tools", MappingPanel::tr("Tools, if any")},
                                                   {"text", MappingPanel::tr("Text")},
                                                   {"chosen", MappingPanel::tr("Better answer")},
                                                   {"rejected", MappingPanel::tr("Worse answer")},
                                                   {"label", MappingPanel::tr("Good or bad")},
                                                   {"reasoning", MappingPanel::tr("Reasoning, if any")},
                                                   {"question", MappingPanel::tr("What is asked")},
                                                   {"history", MappingPanel::tr("Earlier turns, if any")},
                                                   {"documents", MappingPanel::tr("Documents, if any")}};
  for (const auto& [name, words] : known) {
    if (field == name) return words;
  }
  return QString::fromStdString(field);
}

MappingPanel::MappingPanel(const Services& services, DataViewModel& model)
    : m_services(services),
      m_model(model),
      m_shape(new QComboBox),
      m_fields(new QGridLayout),
      m_moreFields(new QWidget),
      m_readingOptions(new QWidget) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, space::kS, 0);
  column->addWidget(wrapped(tr("Kind of examples"), TextRole::Label, true));
  m_shape->setObjectName("shape");
  m_shape->setAccessibleName(tr("Kind of examples"));
  for (const auto& one : kShapes) m_shape->addItem(tr(one.words), static_cast<int>(one.shape));
  connect(m_shape, &QComboBox::activated, this,
          [this](int index) { m_model.setShape(static_cast<Shape>(m_shape->itemData(index).toInt())); });
  column->addWidget(m_shape);
  m_fields->setVerticalSpacing(space::kXs);
  column->addLayout(m_fields);
  m_shapeOptions = new QVBoxLayout;
  column->addLayout(m_shapeOptions);
  m_more = new QGridLayout(m_moreFields);
  m_reading = new QVBoxLayout(m_readingOptions);
  for (QLayout* layout : std::initializer_list<QLayout*>{m_more, m_reading}) layout->setContentsMargins(0, 0, 0, space::kS);
  m_more->setVerticalSpacing(space::kXs);
  m_moreFold = foldButton(m_services.theme, m_moreFields, tr("More fields"), "moreFields");
  m_readingFold = foldButton(m_services.theme, m_readingOptions, tr("How the file is read"), "readingOptions");
  column->addWidget(m_moreFold, 0, Qt::AlignLeft);
  column->addWidget(m_moreFields);
  column->addWidget(m_readingFold, 0, Qt::AlignLeft);
  column->addWidget(m_readingOptions);
}

void MappingPanel::showPreview() {
  const auto* focused = focusWidget();
  const QString focus = focused && focused->hasFocus() ? focused->objectName() : QString();
  const Mapping& mapping = m_model.preview().mapping;
  const Shape shape = mapping.shape == Shape::Unknown ? Shape::PromptCompletion : mapping.shape;
  m_shape->setCurrentIndex(m_shape->findData(static_cast<int>(shape)));
  showFields(shape);
  showShapeOptions(shape);
  showReading();
  // The widgets were rebuilt, so the focus goes to the replacement of the last focused one.
  if (const auto named = findChildren<QWidget*>(focus); !focus.isEmpty() && !named.isEmpty()) named.last()->setFocus();
}

/// Optional fields without a column go into the fold.
void MappingPanel::showFields(Shape shape) {
  clear(*m_fields);
  clear(*m_more);
  const auto fields = fieldsOf(shape);
  const auto& columns = m_model.preview().mapping.columns;
  for (const auto& field : fields.needed) addField(*m_fields, field, true);
  bool hasMore = false;
  for (const auto& field : fields.optional) {
    const auto& names = m_model.preview().columns;
    const bool isUsed = columns.contains(field) || std::find(names.begin(), names.end(), field) != names.end();
    addField(isUsed ? *m_fields : *m_more, field, false);
    hasMore = hasMore || !isUsed;
  }
  m_moreFold->setVisible(hasMore);
  m_moreFields->setVisible(hasMore && m_moreFold->isChecked());
}

void MappingPanel::addField(QGridLayout& grid, const std::string& field, bool isNeeded) {
  const Preview& preview = m_model.preview();
  const int row = grid.rowCount();
  auto* combo = new QComboBox;
  combo->setObjectName("field." + QString::fromStdString(field));
  combo->setAccessibleName(fieldWords(field));
  combo->setMinimumWidth(0);
  combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  combo->addItem(isNeeded ? tr("choose a column") : tr("none"), QString());
  for (const auto& column : preview.columns) combo->addItem(QString::fromStdString(column), QString::fromStdString(column));
  const auto found = preview.mapping.columns.find(field);
  combo->setCurrentIndex(
      std::max(0, combo->findData(QString::fromStdString(found == preview.mapping.columns.end() ? field : found->second))));
  connect(combo, &QComboBox::activated, this,
          [this, combo, field] { m_model.setColumn(field, combo->currentData().toString().toStdString()); });
  grid.addWidget(wrapped(fieldWords(field), TextRole::Label, true), row, 0);
  grid.addWidget(combo, row + 1, 0);
}

/// Builds the options of plain texts and of conversations.
void MappingPanel::showShapeOptions(Shape shape) {
  clear(*m_shapeOptions);
  if (shape == Shape::Text) addTextOptions();
  if (shape == Shape::Messages || shape == Shape::ShareGpt) addTurnOptions();
}

void MappingPanel::addTurnOptions() {
  auto* mend = new QCheckBox(tr("Join or cut odd turns"));
  mend->setObjectName("mendTurns");
  mend->setChecked(m_model.options().mapping.mendTurns);
  mend->setToolTip(
      tr("Two messages of one side in a row become one. Answers before the first question, and what follows the last answer, are cut. "
         "Off: they are taken as they are, where an answer stands at the end, and the model's template judges them."));
  connect(mend, &QCheckBox::clicked, this, [this](bool isOn) {
    Mapping next = m_model.options().mapping;
    next.mendTurns = isOn;
    m_model.setMapping(std::move(next));
  });
  m_shapeOptions->addWidget(mend);
}

/// Plain texts have no template that marks their end.
void MappingPanel::addTextOptions() {
  using Control = Mapping::ControlTokens;
  const Mapping& guessed = m_model.preview().mapping;
  const Control said = m_model.options().mapping.controlTokens;
  auto* tokens = new QComboBox;
  tokens->setObjectName("controlTokens");
  tokens->setAccessibleName(tr("Control tokens in the text"));
  tokens->addItem(guessed.controlTokens == Control::Meant ? tr("found out: meant") : tr("found out: text"),
                  static_cast<int>(Control::Guess));
  tokens->addItem(tr("meant: <|im_end|> is a token"), static_cast<int>(Control::Meant));
  tokens->addItem(tr("text: <|im_end|> is letters"), static_cast<int>(Control::Text));
  tokens->setCurrentIndex(tokens->findData(static_cast<int>(said)));
  tokens->setToolTip(
      tr("Text that was formatted for a model holds its control tokens, such as <|im_start|>. They are meant where the model is to read "
         "them as such."));
  auto* end = new QCheckBox(tr("End token after each text"));
  end->setObjectName("endToken");
  end->setChecked(guessed.appendEnd);
  end->setToolTip(tr("The model learns to stop where a text ends. Off: for texts that go on, such as parts of a book."));
  const auto say = [this, tokens, end] {
    Mapping next = m_model.options().mapping;
    next.shape = Shape::Text;
    next.controlTokens = static_cast<Control>(tokens->currentData().toInt());
    next.appendEnd = end->isChecked();
    m_model.setMapping(std::move(next));
  };
  connect(tokens, &QComboBox::activated, this, say);
  connect(end, &QCheckBox::clicked, this, say);
  m_shapeOptions->addWidget(wrapped(tr("Control tokens in the text"), TextRole::Label, true));
  m_shapeOptions->addWidget(tokens);
  m_shapeOptions->addWidget(end);
}

void MappingPanel::addOption(const QString& words, QWidget* widget) {
  widget->setAccessibleName(words);
  m_reading->addWidget(wrapped(words, TextRole::Label, true));
  m_reading->addWidget(widget);
}

/// `choices`: words and value; an empty value means detected automatically.
QComboBox* MappingPanel::addChoice(const QString& words, const std::vector<std::pair<QString, QString>>& choices, const QString& now) {
  auto* combo = new QComboBox;
  combo->setMinimumWidth(0);
  combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  for (const auto& [name, value] : choices) combo->addItem(name, value);
  combo->setCurrentIndex(std::max(0, combo->findData(now)));
  addOption(words, combo);
  return combo;
}

void MappingPanel::read(const std::function<void(ReadOptions&)>& change) {
  ReadOptions next = m_model.options().read;
  change(next);
  m_model.setRead(std::move(next));
}

void MappingPanel::showReading() {
  clear(*m_reading);
  const Preview& preview = m_model.preview();
  const ReadOptions& said = m_model.options().read;
  const bool isSheet = !preview.sheets.empty(), isTable = preview.separator != 0;
  const bool isText =
      isTable || preview.format == "jsonl" || preview.format == "json" || preview.format == "text" || preview.format == "text pair";
  if (isSheet) {
    std::vector<std::pair<QString, QString>> sheets = {{tr("first that is shown"), {}}};
    for (const auto& sheet : preview.sheets) sheets.emplace_back(QString::fromStdString(sheet), QString::fromStdString(sheet));
    auto* combo = addChoice(tr("Sheet"), sheets, QString::fromStdString(said.sheet));
    combo->setObjectName("sheet");
    connect(combo, &QComboBox::activated, this,
            [this, combo] { read([&](ReadOptions& to) { to.sheet = combo->currentData().toString().toStdString(); }); });
  }
  if (isTable) {
    std::vector<std::pair<QString, QString>> separators = {
        {said.separator.empty() ? tr("found out: %1").arg(separatorWords(preview.separator)) : tr("found out"), {}}};
    for (const char one : {',', ';', '\t', '|'})
      separators.emplace_back(separatorWords(one), one == '\t' ? "tab" : QString(QChar::fromLatin1(one)));
    auto* separator = addChoice(tr("Separator"), separators, QString::fromStdString(said.separator));
    separator->setObjectName("separator");
    connect(separator, &QComboBox::activated, this,
            [this, separator] { read([&](ReadOptions& to) { to.separator = separator->currentData().toString().toStdString(); }); });
    using Quotes = ReadOptions::Quotes;
    auto* quotes = addChoice(tr("Quotation marks"),
                             {{tr("found out"), QString::number(static_cast<int>(Quotes::Guess))},
                              {tr("enclose fields, doubled inside"), QString::number(static_cast<int>(Quotes::Double))},
                              {tr("enclose fields, \\\" inside"), QString::number(static_cast<int>(Quotes::Backslash))},
                              {tr("are letters"), QString::number(static_cast<int>(Quotes::None))}},
                             QString::number(static_cast<int>(said.quotes)));
    quotes->setObjectName("quotes");
    connect(quotes, &QComboBox::activated, this,
            [this, quotes] { read([&](ReadOptions& to) { to.quotes = static_cast<Quotes>(quotes->currentData().toString().toInt()); }); });
  }
  if (isSheet || isTable) addSkippedRows();
  if (isText) {
    std::vector<std::pair<QString, QString>> encodings = {
        {said.encoding.empty() ? tr("found out: %1").arg(QString::fromStdString(preview.encoding).toUpper()) : tr("found out"), {}}};
    for (const char* one : kEncodings) encodings.emplace_back(QString(one).toUpper(), one);
    auto* encoding = addChoice(tr("Encoding"), encodings, QString::fromStdString(said.encoding));
    encoding->setObjectName("encoding");
    connect(encoding, &QComboBox::activated, this,
            [this, encoding] { read([&](ReadOptions& to) { to.encoding = encoding->currentData().toString().toStdString(); }); });
  }
  const bool hasOptions = isSheet || isText;
  m_readingFold->setVisible(hasOptions);
  m_readingOptions->setVisible(hasOptions && m_readingFold->isChecked());
}

/// Adds the number of rows above the header, and whether there is a header.
void MappingPanel::addSkippedRows() {
  constexpr int kMost = 1000;
  const ReadOptions& said = m_model.options().read;
  auto* skipped = new QSpinBox;
  skipped->setObjectName("skippedRows");
  skipped->setRange(-1, kMost);
  skipped->setSpecialValueText(tr("found out"));
  skipped->setValue(said.skipRows);
  skipped->setKeyboardTracking(false);
  addOption(tr("Rows above the header"), skipped);
  connect(skipped, &QSpinBox::valueChanged, this, [this](int rows) { read([&](ReadOptions& to) { to.skipRows = rows; }); });
  auto* header = new QCheckBox(tr("First row names the columns"));
  header->setObjectName("header");
  header->setChecked(said.header);
  connect(header, &QCheckBox::clicked, this, [this](bool isHeader) { read([&](ReadOptions& to) { to.header = isHeader; }); });
  m_reading->addWidget(header);
}

}  // namespace graft::ui
