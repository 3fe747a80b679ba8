// SPDX-License-Identifier: GPL-3.0-or-later
// Home with a recorded run and real data, and the services over it, for tests of the window.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>

#include "core/commands/check/check.hpp"
#include "core/commands/export/export.hpp"
#include "core/data/dataset.hpp"
#include "core/protocol/frame_writer.hpp"
#include "core/registry/registry.hpp"
#include "ui/services/background.hpp"
#include "ui/services/job_service.hpp"
#include "ui/services/preferences.hpp"
#include "ui/services/run_service.hpp"
#include "ui/services/shortcuts.hpp"
#include "ui/services/store_service.hpp"
#include "ui/services/theme.hpp"
#include "ui/shell/main_window.hpp"

namespace graft::ui {

inline std::string sourceFolder() { return qEnvironmentVariable("GRAFT_SOURCE").toStdString(); }

/// Dialogs with preset answers.
struct ReadyDialogs : Dialogs {
  QString file, folder, newFile;
  QStringList files;  ///< for several files; `file` if empty
  int asked = 0;
  void chooseFiles(QWidget*, const QString&, const QString&, std::function<void(const QStringList&)> chosen) override {
    ++asked;
    if (!files.isEmpty() || !file.isEmpty()) chosen(files.isEmpty() ? QStringList(file) : files);
  }
  void chooseFile(QWidget*, const QString&, const QString&, std::function<void(const QString&)> chosen) override {
    ++asked;
    if (!file.isEmpty()) chosen(file);
  }
  void chooseFolder(QWidget*, const QString&, std::function<void(const QString&)> chosen) override {
    ++asked;
    if (!folder.isEmpty()) chosen(folder);
  }
  void chooseNewFile(QWidget*, const QString&, const QString&, std::function<void(const QString&)> chosen) override {
    ++asked;
    if (!newFile.isEmpty()) chosen(newFile);
  }
};

enum class Filled { No, Yes };

/// Fills `home` with the starter data (720 real rows), the recorded starter run, and `more` copies of it with other names and states.
inline void fillHome(const std::string& home, int more) {
  namespace fs = std::filesystem;
  ImportOptions options;
  options.file = sourceFolder() + "/resources/starter/train.csv";
  options.heldoutFile = sourceFolder() + "/resources/starter/heldout.csv";
  options.name = "starter";
  if (!importFile(options, home).ok()) qFatal("the starter data cannot be imported");
  const fs::path recorded = sourceFolder() + "/tests/data/ui/starter-1";
  fs::create_directories(home + "/runs");
  fs::copy(recorded, home + "/runs/starter-1", fs::copy_options::recursive);
  fs::copy(sourceFolder() + "/tests/data/golden/final", home + "/runs/starter-1/adapter", fs::copy_options::recursive);
  const char* states[] = {"finished", "stopped", "stopped early", "paused", "running"};
  for (int i = 0; i < more; ++i) {
    const std::string name = "starter-" + std::to_string(i + 2), folder = home + "/runs/" + name;
    fs::create_directories(folder);
    Json record = *readJsonFile((recorded / "run.json").string());
    record["run"] = name;
    record["state"] = states[i % 5];
    record["settings"]["epochs"] = 2 + i % 2;
    record["settings"]["lr"] = i % 3 ? 1e-3 : 5e-4;
    if (i < 2) fs::copy(recorded / "events", folder + "/events", fs::copy_options::recursive);
    std::ofstream(folder + "/run.json") << dump(record);
  }
}

/// Creates model folders of other programs with two trainable models and one that is not. `home` also serves as the user's folder.
inline void fillOtherPrograms(const std::string& home) {
  namespace fs = std::filesystem;
  const fs::path repository = fs::path(home) / ".cache/huggingface/hub/models--Qwen--Qwen3-0.6B",
                 ollama = fs::path(home) / ".ollama/models";
  const fs::path manifests = ollama / "manifests/registry.ollama.ai/library";
  for (const auto& folder : {repository / "snapshots", ollama / "blobs", manifests / "gemma3", manifests / "llava"})
    fs::create_directories(folder);
  fs::create_directory_symlink(sourceFolder() + "/tests/data/golden/tiny/qwen3_wide_heads", repository / "snapshots/c1899de2");
  fs::copy_file(sourceFolder() + "/tests/data/fuzz/gguf/gemma3.gguf", ollama / "blobs/sha256-1a");
  std::ofstream(ollama / "blobs/sha256-2b") << "no model";
  for (const auto& [name, digest] : {std::pair{"gemma3/1b", "1a"}, {"llava/7b", "2b"}})
    std::ofstream(manifests / name) << R"({"layers":[{"mediaType":"application/vnd.ollama.image.model","digest":"sha256:)" << digest
                                    << R"("}]})";
}

/// Keeps the adapter of starter-1 as version 1 of the task "tickets", with a complete card and a recorded check.
inline void keepAdapter(const std::string& home) {
  const auto base = ModelFile::open(qEnvironmentVariable("GRAFT_MODEL").toStdString());
  if (!base.ok()) qFatal("the embedded model is missing");
  const Registry registry(home);
  const auto kept = registry.add({"tickets", home + "/runs/starter-1/adapter", commands::originOfRun(home + "/runs/starter-1"), {}}, *base);
  if (!kept.ok()) qFatal("%s", kept.error().text().c_str());
  const CardAnswers card = {{"purpose", "Sorting the questions of customers of a bank by intent."},
                            {"not_for", "Decisions about people."},
                            {"data_origin", "banking77, CC BY 4.0."},
                            {"reviewer", "A. Meier"},
                            {"contact", "support@example.org"}};
  if (!registry.setCard(*kept, card).ok()) qFatal("the card cannot be written");
  const auto check = readJsonFile(sourceFolder() + "/tests/data/checks/starter.json");
  if (!check.ok()) qFatal("the recorded check is missing");
  auto mine = fromJson<CheckResult>(*check);
  mine.adapterHash = kept->entry.adapterHash.value_or("");
  if (!commands::keepCheck(mine, home).ok()) qFatal("the check cannot be written");
}

/// A run whose folder this process holds, as a worker does. The test emits its events.
class WorkingRun {
 public:
  WorkingRun(const std::string& home, const std::string& name) : m_null("/dev/null") {
    namespace fs = std::filesystem;
    const std::string folder = home + "/runs/" + name;
    fs::create_directories(folder);
    Json record = *readJsonFile(sourceFolder() + "/tests/data/ui/starter-1/run.json");
    record["run"] = name;
    record["state"] = "running";
    record.erase("result");
    std::ofstream(folder + "/run.json") << dump(record);
    if (!m_null.open(QFile::WriteOnly)) qFatal("no /dev/null");
    auto lock = FolderLock::take(folder);
    if (!lock.ok()) qFatal("%s", lock.error().text().c_str());
    m_lock.emplace(std::move(*lock));
    events.emplace(m_null.handle());
    if (!events->recordTo(nextEventFile(folder)).ok()) qFatal("events cannot be written");
  }

 private:
  QFile m_null;
  std::optional<FolderLock> m_lock;

 public:
  std::optional<FrameWriter> events;
};

class Workbench {
 public:
  /// `addMore` may put more into the home before the window looks at it.
  explicit Workbench(Filled filled, int more = 8, const std::function<void(const std::string& home)>& addMore = {})
      : m_prepared(prepare(filled, more, addMore)),
        theme(*qApp),
        preferences(home()),
        shortcuts(preferences),
        store(home()),
        runs(store),
        jobs(home()),
        services{theme, store, runs, jobs, files, lookups, preferences, shortcuts, dialogs, nullptr},
        window(services, allPages()) {
    store.catchUp();
  }
  std::string home() const { return m_folder.path().toStdString(); }

 private:
  bool prepare(Filled filled, int more, const std::function<void(const std::string& home)>& addMore) {
    qputenv("HOME", m_folder.path().toUtf8());  // random input may export files there
    for (const char* name : {"HF_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME", "OLLAMA_MODELS", "LLAMA_CACHE"}) qunsetenv(name);
    if (filled == Filled::Yes) fillHome(home(), more), fillOtherPrograms(home());
    if (addMore) addMore(home());
    return true;
  }
  QTemporaryDir m_folder;
  bool m_prepared;

 public:
  Theme theme;
  Preferences preferences;
  Shortcuts shortcuts;
  StoreService store;
  RunService runs;
  JobService jobs;
  Background files, lookups;
  ReadyDialogs dialogs;
  Services services;
  MainWindow window;
};

/// Waits until all pending requests are answered.
inline void settle(Workbench& w) {
  QTRY_VERIFY_WITH_TIMEOUT(w.files.waiting() == 0 && w.lookups.waiting() == 0, 20'000);
  for (int i = 0; i < 3; ++i) {
    bool answered = false;
    w.store.ask(&w.window, [](store::Store&) -> Result<Done> { return Done{}; }, [&](const Result<Done>&) { answered = true; });
    QTRY_VERIFY_WITH_TIMEOUT(answered, 20'000);
    for (Background* thread : {&w.files, &w.lookups}) {
      bool read = false;
      thread->run(&w.window, [] { return 0; }, [&](int) { read = true; });
      QTRY_VERIFY_WITH_TIMEOUT(read, 20'000);
    }
  }
  QCoreApplication::processEvents();
}

/// Shows the window with a page in front and waits until everything is loaded.
inline void enter(Workbench& w, const QString& page, const PageRequest& request = {}) {
  w.window.show();
  QVERIFY(QTest::qWaitForWindowActive(&w.window));
  w.window.open(page, request);
  settle(w);
}
/// True if a visible label inside `root` contains the words.
inline bool says(const QWidget& root, const QString& words) {
  const auto labels = root.findChildren<QLabel*>();
  return std::any_of(labels.begin(), labels.end(),
                     [&](const QLabel* label) { return label->isVisible() && label->text().contains(words); });
}
inline std::string writeFile(const std::string& folder, const std::string& name, const std::string& bytes) {
  std::ofstream(folder + "/" + name, std::ios::binary) << bytes;
  return folder + "/" + name;
}

/// Saves a picture of the window in the folder GRAFT_SHOTS, if that is set.
inline void shoot(Workbench& w, const QString& name) {
  const QString folder = qEnvironmentVariable("GRAFT_SHOTS");
  if (folder.isEmpty()) return;
  QDir().mkpath(folder);
  QVERIFY(w.window.grab().save(folder + "/" + name + ".png"));
}

}  // namespace graft::ui
