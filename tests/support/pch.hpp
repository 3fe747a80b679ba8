// SPDX-License-Identifier: Apache-2.0
// Headers that most tests include, compiled once.
#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
