// SPDX-License-Identifier: Apache-2.0
// A card as the engine sees it: kernels and products that are started in order and not waited for, over memory that processor and card
// both see (cudaMallocManaged), so that what is rare may be done by the processor, once the card has been waited for.
#pragma once

#include <cstdint>

#include "kernels/product/product.hpp"

namespace graft::kernels {

class CardKernels;

/// Where memory lies that both see. Pages of Card are there once it has used them, and come back one by one where the processor looks:
/// some 50 to 100 us each on an NVIDIA H200. What lies with the Processor the card reaches through the bus: for few numbers that go to and
/// fro in each pass.
enum class Home { Card, Processor };

/// Calls come from one thread, but for allocate and release. Failures are kept and told by `wait`: after one the card is not to be
/// used any more by this process.
class Card {
 public:
  virtual ~Card() = default;
  virtual const char* name() const = 0;
  virtual const char* bus() const = 0;  ///< its place, as "0000:01:00.0"
  virtual int64_t totalBytes() const = 0;
  virtual const CardKernels& kernels() const = 0;
  virtual void start(const Product& product) const = 0;  ///< of F32 or BF16
  virtual void startZero(void* at, int64_t bytes) const = 0;
  /// Until all that was started is done. Null, or what the card says went wrong.
  virtual const char* wait() const = 0;
  /// A place between what was started and what comes after it; they count up from 1. `waitFor` waits until all before it is done, and
  /// answers as `wait`; what comes after goes on.
  virtual int64_t mark() const = 0;
  virtual const char* waitFor(int64_t mark) const = 0;
  /// Memory that both see, at a multiple of 256; null when there is none. What is released may still be used by what was started.
  virtual void* allocate(int64_t bytes, Home home = Home::Card) = 0;
  virtual void release(void* memory) = 0;
};

/// What a library of card kernels exports as `graft_open_card`: a new card, or null with the reason in `why`.
using OpenCard = Card* (*)(int interfaceVersion, char* why, int64_t whyBytes);
constexpr int kCardInterface = 3;
constexpr const char* kOpenCard = "graft_open_card";
/// The reason where nothing is to be mended: most machines have no such card.
constexpr const char* kNoDriver = "no NVIDIA driver is installed";

}  // namespace graft::kernels
