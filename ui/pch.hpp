// SPDX-License-Identifier: GPL-3.0-or-later
// Precompiled header: includes that nearly every file of the window uses and that are slow to read.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QBoxLayout>
#include <QLabel>
#include <QObject>
#include <QPainter>
#include <QPushButton>
#include <QString>
#include <QWidget>

#include "core/base/json.hpp"
