// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/device.hpp"

#include <cstdlib>

#include "core/base/system.hpp"
#include "core/ops/card.hpp"
#include "core/ops/open_card.hpp"

namespace graft::jobs {
namespace {

ops::OpenedCard g_found;
EnergyCounter g_energy;

}  // namespace

void findCard() {
  const char* named = std::getenv("GRAFT_CARD");
  if (named && std::string(named) == "none") return;
  g_found = ops::openCard(named && *named ? named : executableFolder() + "/libgraft_card.so");
  if (g_found.card) g_energy = cardEnergy(g_found.card->bus());
}

Device foundDevice() {
  if (!g_found.card) return {"cpu", g_found.reason};
  return {g_found.card->name(), {}, static_cast<double>(g_found.card->totalBytes()) / (1 << 20)};
}

EnergyCounter boardEnergy() { return g_energy; }

Result<Device> takeDevice(Where where) {
  if (where == Where::Processor) return Device{"cpu", {}};
  if (where == Where::Card && !g_found.card) {
    const bool wasTried = !g_found.reason.empty();
    return Error{
        Code::Refused,
        wasTried ? msg("no graphics card works here: %1", g_found.reason) : msg("graphics cards are left alone here (GRAFT_CARD=none)"),
        {},
        msg("Nothing was started."),
        msg("Use %1, which falls back to the processor.", flag("--device", "auto"))};
  }
  ops::useCard(g_found.card);
  Device device = foundDevice();
  if (device.reason.pattern() == kernels::kNoDriver) device.reason = {};  // nothing to repair, so it is not reported in every run
  return device;
}

}  // namespace graft::jobs
