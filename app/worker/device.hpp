// SPDX-License-Identifier: Apache-2.0
// Where this worker computes: on a card that works, else on the processor.
#pragma once

#include "app/worker/session.hpp"
#include "core/base/card_energy.hpp"

namespace graft::worker {

/// Opens the card by the library beside this program, or by the one that GRAFT_CARD names ("none": stay on the processor), and tries it.
/// Before the sandbox is entered: a driver opens devices and starts threads of its own, which are outside of it.
void findCard();
/// From now on models compute on the card, if there is one and it is wanted; refused where it must be one and none works. What is loaded
/// after this lies where it is used.
Result<Device> takeDevice(Where where);
/// What `findCard` found.
Device foundDevice();
/// What its board uses; empty where the processor does the work.
EnergyCounter boardEnergy();

}  // namespace graft::worker
