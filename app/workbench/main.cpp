// SPDX-License-Identifier: GPL-3.0-or-later
// Entry point of the window: creates the services, the pages and the main window.
#include <clocale>

#include <QApplication>
#include <QCommandLineParser>
#include <QFileDialog>
#include <QIcon>
#include <QStandardPaths>
#include <QTimer>

#include "core/base/file.hpp"
#include "core/base/system.hpp"
#include "ui/charts/plot.hpp"
#include "ui/services/background.hpp"
#include "ui/services/desktop_scheme.hpp"
#include "ui/services/job_service.hpp"
#include "ui/services/language.hpp"
#include "ui/services/preferences.hpp"
#include "ui/services/run_service.hpp"
#include "ui/services/shortcuts.hpp"
#include "ui/services/store_service.hpp"
#include "ui/services/theme.hpp"
#include "ui/shell/main_window.hpp"

namespace graft::ui {
namespace {

/// Real file dialogs, opened without a nested event loop.
class FileDialogs : public Dialogs {
 public:
  explicit FileDialogs(Preferences& preferences) : m_preferences(preferences) {}
  void chooseFiles(QWidget* parent, const QString& title, const QString& filter, std::function<void(const QStringList&)> chosen) override {
    auto* dialog = new QFileDialog(parent, title, lastFolder(), filter);
    QObject::connect(dialog, &QFileDialog::filesSelected, dialog, std::move(chosen));
    open(dialog, QFileDialog::ExistingFiles);
  }
  void chooseFile(QWidget* parent, const QString& title, const QString& filter, std::function<void(const QString&)> chosen) override {
    openForOne(new QFileDialog(parent, title, lastFolder(), filter), QFileDialog::ExistingFile, std::move(chosen));
  }
  void chooseFolder(QWidget* parent, const QString& title, std::function<void(const QString&)> chosen) override {
    auto* dialog = new QFileDialog(parent, title, lastFolder());
    dialog->setOption(QFileDialog::ShowDirsOnly);
    openForOne(dialog, QFileDialog::Directory, std::move(chosen));
  }
  void chooseNewFile(QWidget* parent, const QString& title, const QString& suggested, std::function<void(const QString&)> chosen) override {
    auto* dialog = new QFileDialog(parent, title, lastFolder());
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(suggested);
    openForOne(dialog, QFileDialog::AnyFile, std::move(chosen));
  }

 private:
  void openForOne(QFileDialog* dialog, QFileDialog::FileMode mode, std::function<void(const QString&)> chosen) {
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog, std::move(chosen));
    open(dialog, mode);
  }
  /// Folder of the last file, at first the user's documents.
  QString lastFolder() const {
    const QString last = m_preferences.text("file-folder");
    return QFileInfo::exists(last) ? last : QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
  }
  void open(QFileDialog* dialog, QFileDialog::FileMode mode) {
    QObject::connect(dialog, &QFileDialog::accepted, dialog,
                     [this, dialog] { m_preferences.setText("file-folder", dialog->directory().absolutePath()); });
    dialog->setFileMode(mode);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
  }
  Preferences& m_preferences;
};

Scheme schemeNamed(const QString& name) { return name == "light" ? Scheme::Light : name == "dark" ? Scheme::Dark : Scheme::Desktop; }

}  // namespace
}  // namespace graft::ui

int main(int argc, char** argv) {
  using namespace graft::ui;
  QApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
  QApplication application(argc, argv);
  // Qt applies the desktop's locale to the C library too. Numbers in files and job descriptions always use a decimal point.
  std::setlocale(LC_NUMERIC, "C");
  QApplication::setApplicationName("Graft");
  QApplication::setApplicationVersion(GRAFT_VERSION);
  QApplication::setDesktopFileName("graft");
  QApplication::setWindowIcon(QIcon(":/icons/graft.svg"));
  QCommandLineParser parser;
  const QCommandLineOption homeOption("home", "Folder of datasets and runs.", "folder");
  const QCommandLineOption pageOption("page", "Page to begin with.", "page");
  const QCommandLineOption pictureOption("picture", "Write a picture of the page and end.", "file");
  parser.addOptions({homeOption, pageOption, pictureOption});
  parser.addHelpOption();
  parser.addVersionOption();
  parser.process(application);

  const std::string home = graft::homeFolder(parser.value(homeOption).toStdString());
  (void)graft::makeFolder(home);  // the store reports a home that cannot be written
  Theme theme(application);
  Preferences preferences(home);
  Shortcuts shortcuts(preferences);
  useLanguage(preferences.text("language", "desktop"));
  DesktopScheme desktop;
  QObject::connect(&desktop, &DesktopScheme::prefersDark, &theme, &Theme::setDesktopPrefersDark);
  const auto applyScheme = [&] { theme.setScheme(schemeNamed(preferences.text("scheme", "desktop"))); };
  const auto applySize = [&] { theme.setTextScale(preferences.text("text_percent", "100").toInt() / 100.0); };
  QObject::connect(&preferences, &Preferences::changed, &theme, [&](const QString& key) {
    if (key == "scheme") applyScheme();
    if (key == "text_percent") applySize();
  });
  applyScheme();
  applySize();
  const auto applyKeys = [&] { Plot::setLetterKeys(shortcuts.hasLetterKeys()); };
  QObject::connect(&shortcuts, &Shortcuts::changed, &theme, applyKeys);
  applyKeys();
  StoreService store(home);
  RunService runs(store);
  JobService jobs(home);
  const auto applyCpuUse = [&] {
    const auto use = graft::valueNamed<graft::CpuUse>(preferences.text(kCpuUse, "normal").toStdString());
    runs.setCpuUse(use.ok() ? *use : graft::CpuUse::Normal);
    jobs.setCpuUse(use.ok() ? *use : graft::CpuUse::Normal);
  };
  QObject::connect(&preferences, &Preferences::changed, &runs, [&](const QString& key) {
    if (key == kCpuUse) applyCpuUse();
  });
  applyCpuUse();
  Background files, lookups;
  FileDialogs dialogs(preferences);
  Services services{theme, store, runs, jobs, files, lookups, preferences, shortcuts, dialogs, nullptr};
  MainWindow window(services, allPages());
  const QString asked = parser.value(pageOption);
  window.open(!asked.isEmpty() ? asked : preferences.text("page", "home"));
  if (window.currentPage().isEmpty()) window.open("home");  // the stored page no longer exists
  window.show();
  store.catchUp();
  if (const QString file = parser.value(pictureOption); !file.isEmpty()) {
    constexpr int kSettledMs = 1500;
    QTimer::singleShot(kSettledMs, &window, [&window, file] { QApplication::exit(window.grab().save(file) ? 0 : 1); });
  }
  return QApplication::exec();
}
