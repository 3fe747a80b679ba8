// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the catalogue (engine_catalogue.cpp) that speaks of data files, rows, chat templates and datasets.
#include <iterator>

#include <QCoreApplication>

#include "ui/services/engine_words.hpp"

namespace graft::ui {
namespace {

constexpr const char* kSentences[] = {
    QT_TRANSLATE_NOOP("EngineWords", "%1 has a part that is not text (%2)"),
    QT_TRANSLATE_NOOP("EngineWords", "'%1' does not say which side the row belongs to"),
    QT_TRANSLATE_NOOP("EngineWords", "'%1' is '%2', neither train nor test or validation"),
    QT_TRANSLATE_NOOP("EngineWords", "'%1' is another name of '%2'"),
    QT_TRANSLATE_NOOP("EngineWords", "'%1' is no name for a dataset"),
    QT_TRANSLATE_NOOP("EngineWords", "'tools' holds something that is not an object"),
    QT_TRANSLATE_NOOP("EngineWords", "'tools' holds text that is not JSON"),
    QT_TRANSLATE_NOOP("EngineWords", "'tools' is %1, a list was expected"),
    QT_TRANSLATE_NOOP("EngineWords", "--map %1=%2: rows of the shape %3 have no field '%4'"),
    QT_TRANSLATE_NOOP("EngineWords", "--quote '%1' is not known"),
    QT_TRANSLATE_NOOP("EngineWords", "--separator '%1' is not one character"),
    QT_TRANSLATE_NOOP("EngineWords", "--side '%1' is not known"),
    QT_TRANSLATE_NOOP("EngineWords", "Check the rights of the folder."),
    QT_TRANSLATE_NOOP("EngineWords", "Choose another name, or move it away."),
    QT_TRANSLATE_NOOP("EngineWords", "Divide the file at the beginning of a conversation."),
    QT_TRANSLATE_NOOP("EngineWords", "Examples: --separator ';' or --separator tab."),
    QT_TRANSLATE_NOOP("EngineWords", "Finish or delete them first."),
    QT_TRANSLATE_NOOP("EngineWords", "Get the file again, or unpack it."),
    QT_TRANSLATE_NOOP("EngineWords", "If '%1' holds conversations, say it with --map messages=%2."),
    QT_TRANSLATE_NOOP("EngineWords", "Its fields: %1, split."),
    QT_TRANSLATE_NOOP("EngineWords", "Known: JSONL, JSON, CSV, TSV, Parquet, XLSX, ODS, plain text, and these packed by gzip, bzip2, xz, zstd or zip."),
    QT_TRANSLATE_NOOP("EngineWords", "Known: all, train, heldout."),
    QT_TRANSLATE_NOOP("EngineWords", "Known: none, double, backslash."),
    QT_TRANSLATE_NOOP("EngineWords", "Name a column that the rows have."),
    QT_TRANSLATE_NOOP("EngineWords", "Rename that one."),
    QT_TRANSLATE_NOOP("EngineWords", "Runs that were trained on it name the old one; use the new one for new runs."),
    QT_TRANSLATE_NOOP("EngineWords", "Take some of the branches out of the file."),
    QT_TRANSLATE_NOOP("EngineWords", "The dataset has its new name."),
    QT_TRANSLATE_NOOP("EngineWords", "Use a model that was trained to call tools, or leave the row out."),
    QT_TRANSLATE_NOOP("EngineWords", "Use a model whose template writes it, or leave the row out."),
    QT_TRANSLATE_NOOP("EngineWords", "Use another model, or change the rows; system text joins the question with graft data join-system."),
    QT_TRANSLATE_NOOP("EngineWords", "Use another model, or its own instruct version."),
    QT_TRANSLATE_NOOP("EngineWords", "Use letters, digits, '-', '_' and '.', at most 80."),
    QT_TRANSLATE_NOOP("EngineWords", "a JSON object of over 512 MiB is not read whole"),
    QT_TRANSLATE_NOOP("EngineWords", "a key stands twice in one object"),
    QT_TRANSLATE_NOOP("EngineWords", "a message has tool_calls and function_call"),
    QT_TRANSLATE_NOOP("EngineWords", "a message is %1, an object was expected"),
    QT_TRANSLATE_NOOP("EngineWords", "a message is not an object"),
    QT_TRANSLATE_NOOP("EngineWords", "a table file is packed into this %1 file"),
    QT_TRANSLATE_NOOP("EngineWords", "a tool call has no name"),
    QT_TRANSLATE_NOOP("EngineWords", "a tool call is not an object"),
    QT_TRANSLATE_NOOP("EngineWords", "an object does not end: the file is cut off"),
    QT_TRANSLATE_NOOP("EngineWords", "answers in a beginning that several conversations share, trained in the first of them alone: %1"),
    QT_TRANSLATE_NOOP("EngineWords", "column '%1' says which rows are held out"),
    QT_TRANSLATE_NOOP("EngineWords", "conversations made of rows that name the row they follow ('%1' names '%2'): %3, of rows: %4 (--map parent= takes each row by itself)"),
    QT_TRANSLATE_NOOP("EngineWords", "conversations that begin alike would take %1 times as much room as the file"),
    QT_TRANSLATE_NOOP("EngineWords", "correct them, or use another model; system text joins the question with graft data join-system"),
    QT_TRANSLATE_NOOP("EngineWords", "graft data lists them."),
    QT_TRANSLATE_NOOP("EngineWords", "input_ids and labels differ in length"),
    QT_TRANSLATE_NOOP("EngineWords", "it cannot be told where the prompt ends before the answer of message %1"),
    QT_TRANSLATE_NOOP("EngineWords", "it cannot be told which part of the text is the answer of message %1"),
    QT_TRANSLATE_NOOP("EngineWords", "it follows '%1', which is not in the file"),
    QT_TRANSLATE_NOOP("EngineWords", "it follows line %1, which is left out"),
    QT_TRANSLATE_NOOP("EngineWords", "messages without an answer, not used: %1"),
    QT_TRANSLATE_NOOP("EngineWords", "rows that follow each other are joined in memory, and these are more than 4 GiB"),
    QT_TRANSLATE_NOOP("EngineWords", "rows that follow each other go round in a circle here"),
    QT_TRANSLATE_NOOP("EngineWords", "runs that are not finished use it: %1"),
    QT_TRANSLATE_NOOP("EngineWords", "the %1 '%2' stands on line %3 too"),
    QT_TRANSLATE_NOOP("EngineWords", "the column of sides says 'train' everywhere, so rows are held out as from any other file"),
    QT_TRANSLATE_NOOP("EngineWords", "the conversation begins with a tool's result"),
    QT_TRANSLATE_NOOP("EngineWords", "the folder cannot be moved: %1"),
    QT_TRANSLATE_NOOP("EngineWords", "the folder cannot be renamed: %1"),
    QT_TRANSLATE_NOOP("EngineWords", "the model's template does not write everything that the rows hold: %1"),
    QT_TRANSLATE_NOOP("EngineWords", "the model's template refuses every row; %1"),
    QT_TRANSLATE_NOOP("EngineWords", "the model's template refuses rows, which are left out: %1"),
    QT_TRANSLATE_NOOP("EngineWords", "the name '%1' is taken"),
    QT_TRANSLATE_NOOP("EngineWords", "the old name cannot be kept as a link: %1"),
    QT_TRANSLATE_NOOP("EngineWords", "the role '%1' is not known (known: %2; say which it is with --role %3=assistant)"),
    QT_TRANSLATE_NOOP("EngineWords", "the row has no list of messages"),
    QT_TRANSLATE_NOOP("EngineWords", "the template does not write the tool calls of message %1"),
    QT_TRANSLATE_NOOP("EngineWords", "the template fails on this conversation: %1"),
    QT_TRANSLATE_NOOP("EngineWords", "the template leaves out the text of message %1"),
    QT_TRANSLATE_NOOP("EngineWords", "the template refused this conversation: %1"),
    QT_TRANSLATE_NOOP("EngineWords", "there is no column '%1'"),
    QT_TRANSLATE_NOOP("EngineWords", "there is no dataset '%1'"),
    QT_TRANSLATE_NOOP("EngineWords", "too small a buffer"),
    QT_TRANSLATE_NOOP("EngineWords", "use a model whose template does, or look at the rows with graft inspect data"),
};

}  // namespace

std::vector<const char*> engineCatalogueOfData() { return {std::begin(kSentences), std::end(kSentences)}; }

}  // namespace graft::ui
