// SPDX-License-Identifier: GPL-3.0-or-later
// A person's files with examples, as they are chosen and dropped.
#pragma once

#include <QString>
#include <QStringList>

class QMimeData;

namespace graft::ui {

/// For a dialog that chooses them.
QString examplesFilter();
/// What was dropped, without what does not lie on this machine.
QStringList localFiles(const QMimeData& dropped);

}  // namespace graft::ui
