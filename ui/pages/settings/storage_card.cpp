// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settings/storage_card.hpp"

#include <filesystem>

#include <QDate>
#include <QGridLayout>
#include <QLabel>

#include "core/base/system.hpp"
#include "core/store/history.hpp"
#include "core/workspace/places.hpp"
#include "ui/services/background.hpp"
#include "ui/services/store_service.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/flow_layout.hpp"

namespace graft::ui {
namespace {

namespace fs = std::filesystem;

/// Folders of a home whose size is shown.
constexpr const char* kFolders[] = {"datasets", "runs", "adapters", "models", "bin", "store"};

struct Measured {
  std::vector<double> mib;  ///< in the order of kFolders
  double freeMib = 0;
  std::string embeddedModel;
};

/// Sizes without what links lead to. Ends early with the window.
double sizeMib(const fs::path& folder, const Background& thread) {
  double bytes = 0;
  std::error_code error;
  for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end && !thread.isEnding(); it.increment(error)) {
    std::error_code failed;
    if (!it->is_symlink(failed) && it->is_regular_file(failed)) bytes += static_cast<double>(it->file_size(failed));
  }
  return bytes / (1 << 20);
}

QLabel* pathLabel(const QString& path, const QString& name) {
  auto* made = wrapped(path, TextRole::Mono);
  made->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  made->setAccessibleName(name);
  return made;
}

}  // namespace

StorageCard::StorageCard(const Services& services, MessageBar& message)
    : m_services(services),
      m_message(message),
      m_free(new Figure(tr("free on this disk"))),
      m_model(pathLabel({}, tr("Model that comes with Graft"))) {
  Theme::setKind(this, "card");
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::kL, space::kL, space::kL, space::kL);
  column->setSpacing(space::kS);
  column->addWidget(text(tr("Storage"), TextRole::Section));
  const QString home = QString::fromStdString(services.store.home());
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(space::kM);
  grid->setVerticalSpacing(space::kXs);
  grid->setColumnStretch(1, 1);
  const std::pair<QString, QLabel*> places[] = {{tr("Everything"), pathLabel(home, tr("Folder of everything"))},
                                                {tr("Added models"), pathLabel(home + "/models", tr("Folder of added models"))},
                                                {tr("Model that comes with Graft"), m_model}};
  int row = 0;
  for (const auto& [name, path] : places) {
    grid->addWidget(text(name, TextRole::Body, true), row, 0, Qt::AlignTop);
    grid->addWidget(path, row++, 1);
  }
  column->addLayout(grid);
  auto* sizes = new FlowLayout(space::kXxl, space::kS);
  for (const QString& name : {tr("datasets"), tr("runs"), tr("kept adapters"), tr("models, without links"), tr("bin"), tr("store")}) {
    m_sizes.push_back(new Figure(name));
    sizes->addWidget(m_sizes.back());
  }
  sizes->addWidget(m_free);
  column->addLayout(sizes);
  column->addWidget(prose(
      tr("Datasets, runs, adapters and what you wrote about them. Graft opens no network connection and sends nothing anywhere."), true));
  auto* save = button(tr("Back up the store …"));
  save->setObjectName("backUpStore");
  m_services.theme.setIcon(save, "export");
  connect(save, &QPushButton::clicked, this, &StorageCard::backUp);
  column->addWidget(save);
}

void StorageCard::refresh() {
  m_services.files.run(
      this,
      [home = m_services.store.home(), &thread = m_services.files] {
        Measured out;
        for (const char* folder : kFolders) out.mib.push_back(sizeMib(fs::path(home) / folder, thread));
        out.freeMib = freeDiskMib(home);
        if (const auto model = workspace::findModel({}, home); model.ok()) out.embeddedModel = *model;
        return out;
      },
      [this](const Measured& measured) {
        for (size_t i = 0; i < m_sizes.size(); ++i) m_sizes[i]->setValue(memoryText(measured.mib[i]));
        m_free->setValue(measured.freeMib > 0 ? memoryText(measured.freeMib) : tr("unknown"));
        m_model->setText(measured.embeddedModel.empty() ? tr("not found") : QString::fromStdString(measured.embeddedModel));
      });
}

void StorageCard::backUp() {
  const QString suggested = "graft-store-" + QDate::currentDate().toString(Qt::ISODate) + ".sqlite";
  m_services.dialogs.chooseNewFile(this, tr("Back up the store"), suggested, [this](const QString& path) {
    m_services.store.ask(
        this,
        [path = path.toStdString()](store::Store& store) -> Status {
          GRAFT_CHECK(store.backup(path));
          (void)store::noteAct(store, ActKind::StoreCopied, {}, path);  // a reader copies too, but writes no log
          return Done{};
        },
        [this, path](const Status& done) {
          if (done.ok())
            m_message.show(Tone::Good, tr("The store was copied to %1.").arg(path));
          else
            m_message.show(Tone::Bad, errorText(done.error()));
        });
  });
}

}  // namespace graft::ui
