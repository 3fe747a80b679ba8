// SPDX-License-Identifier: Apache-2.0
// Device of this worker: a working GPU, else the CPU.
#pragma once

#include "core/base/card_energy.hpp"
#include "core/contract/train_settings.hpp"

namespace graft::jobs {

/// Device that a model computes on.
struct Device {
  std::string name;      ///< "cpu", or the name of the GPU
  Message reason;        ///< reason why a possible GPU is not used
  double memoryMib = 0;  ///< memory of the GPU; a run that needs more is slow, because pages move
};

/// Opens the GPU with the library beside this program, or the one that GRAFT_CARD names ("none": stay on the CPU), and tries it. Called
/// before the sandbox is entered: a driver opens devices and starts threads of its own, which are outside of it.
void findCard();
/// Selects the device of all later models: the GPU if there is one and it is wanted. Refused if a GPU is required and none works. Weights
/// loaded after this call lie on that device.
Result<Device> takeDevice(Where where);
/// Returns the device that `findCard` found.
Device foundDevice();
/// Energy counter of the GPU board; empty on the CPU.
EnergyCounter boardEnergy();

}  // namespace graft::jobs
