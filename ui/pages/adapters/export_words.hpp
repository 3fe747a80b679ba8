// SPDX-License-Identifier: GPL-3.0-or-later
// Words of the export: where an adapter will be used, and the forms of its files.
#pragma once

#include <vector>

#include <QString>

namespace graft::ui {

/// Id of the bundle among the forms; the others are values of ExportKind.
inline constexpr int kBundle = 100;

struct FormWords {
  int id;
  QString name, about, ending;
};
/// Every form that an adapter can be written in.
std::vector<FormWords> exportForms();
/// The form of that id.
FormWords exportForm(int id);

/// Program or person that gets the export.
struct UseWords {
  QString id, name, about;
  int form;  ///< recommended form
};
std::vector<UseWords> exportUses();

/// Number format of a file, in words.
QString typeWords(const QString& type);

}  // namespace graft::ui
