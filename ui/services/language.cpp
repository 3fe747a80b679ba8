// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/language.hpp"

#include <memory>

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace graft::ui {

std::vector<std::pair<QString, QString>> languages() {
  return {{"desktop", QCoreApplication::translate("graft::ui", "Follow system")},
          {"en", "English"},
          {"de", "Deutsch"},
          {"pseudo", "Ťëšţ (long, right to left)"}};
}

void useLanguage(const QString& id) {
  static std::vector<std::unique_ptr<QTranslator>> installed;
  for (const auto& translator : installed) QCoreApplication::removeTranslator(translator.get());
  installed.clear();
  const QString code = id == "desktop" ? QLocale::system().name().section('_', 0, 0) : id;
  const auto install = [](const QString& name, const QString& folder) {
    auto translator = std::make_unique<QTranslator>();
    if (!translator->load(name, folder)) return;
    QCoreApplication::installTranslator(translator.get());
    installed.push_back(std::move(translator));
  };
  install(code == "de" || code == "pseudo" ? "graft_" + code : "graft_en", ":/i18n");          // English: only its plural forms
  if (code == "de") install("qtbase_de", QLibraryInfo::path(QLibraryInfo::TranslationsPath));  // buttons of file dialogs, if available
  // Numbers and dates follow the language of the texts.
  QLocale::setDefault(id == "desktop" ? QLocale::system() : code == "de" ? QLocale(QLocale::German) : QLocale(QLocale::English));
  QApplication::setLayoutDirection(code == "pseudo" ? Qt::RightToLeft : Qt::LeftToRight);
}

}  // namespace graft::ui
