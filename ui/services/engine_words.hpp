// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine says is English in its files, events and on the command line; the window says it in its own language. Messages are
// known by their wording, with places for what varies; one that is not known stays as it is.
#pragma once

#include <vector>

#include <QString>

namespace graft::ui {

/// A whole message, or one part of it (what, kept, hint). Any thread.
QString engineWords(const QString& english);
/// All that is known, in English, with %1 to %5 for what is put in.
std::vector<const char*> engineCatalogue();
/// Of these the ones about files of models and adapters.
std::vector<const char*> engineCatalogueOfFiles();
std::vector<const char*> engineCatalogueOfData();
/// With a capital at its beginning and a full stop at its end.
QString sentence(const QString& words);

}  // namespace graft::ui
