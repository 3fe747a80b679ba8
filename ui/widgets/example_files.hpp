// SPDX-License-Identifier: GPL-3.0-or-later
// Example files of the user, as chosen in a dialog and dropped.
#pragma once

#include <QString>
#include <QStringList>

class QMimeData;

namespace graft::ui {

/// Filter of a dialog that chooses example files.
QString examplesFilter();
/// Dropped files, without those that are not on this machine.
QStringList localFiles(const QMimeData& dropped);

}  // namespace graft::ui
