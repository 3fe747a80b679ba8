// SPDX-License-Identifier: Apache-2.0
// What a card's board has used, from NVIDIA's management library (nvmlDeviceGetTotalEnergyConsumption: millijoules since the driver was
// loaded, on Volta and later), which comes with the driver and is opened where it is.
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace graft {

/// Joules that something has used since a moment that does not matter; nothing when that cannot be read.
using EnergyCounter = std::function<std::optional<double>()>;

/// The counter of the card at that place of the bus ("0000:01:00.0"). It opens devices, so call it before a sandbox forbids that. Always
/// a function: one that knows nothing where the library, the card or its counter is missing.
EnergyCounter cardEnergy(const std::string& bus, const std::string& library = "libnvidia-ml.so.1");

}  // namespace graft
