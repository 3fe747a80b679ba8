// SPDX-License-Identifier: Apache-2.0
// Library of GPU kernels for graft-worker, with an emulated GPU. GRAFT_EMULATED_CARD is "works" (the default), "wrong" (computes nonsense),
// "fails" (after a while), "none" or "other build". GRAFT_EMULATED_MIB sets the reported memory.
#include <cstdio>
#include <cstdlib>

#include "tests/support/emulated_card.hpp"

extern "C" graft::kernels::Card* graft_open_card(int version, char* why, int64_t size) {
  using Fault = graft::tests::FaultyCard::Fault;
  const char* asked = std::getenv("GRAFT_EMULATED_CARD");
  const std::string kind = asked ? asked : "works";
  if (kind == "other build") ++version;
  if (version != graft::kernels::kCardInterface) return std::snprintf(why, static_cast<size_t>(size), "it is of another build"), nullptr;
  if (kind == "none") return std::snprintf(why, static_cast<size_t>(size), "no CUDA-capable device is detected"), nullptr;
  if (kind == "wrong") return new graft::tests::FaultyCard(Fault::Product);
  if (kind == "fails") return new graft::tests::FaultyCard(Fault::Fails, 300);
  return new graft::tests::EmulatedCard;
}
