// SPDX-License-Identifier: Apache-2.0
// Interface of a GPU: kernels and products that are launched in order and run asynchronously. CPU and GPU share memory (cudaMallocManaged),
// so the CPU can do rare work once the GPU has been waited for.
#pragma once

#include <cstdint>

#include "kernels/product/product.hpp"

namespace graft::kernels {

class CardKernels;

/// Location of shared memory. Card pages stay on the GPU once it has used them. They migrate back one by one when the CPU reads them, at
/// about 50 to 100 us each on an NVIDIA H200. The GPU reaches Processor memory over the bus. Processor suits the few numbers that are
/// exchanged in each pass.
enum class Home { Card, Processor };

/// Calls come from one thread, except for allocate and release. Errors are kept and returned by `wait`. After an error this process must
/// not use the GPU any more.
class Card {
 public:
  virtual ~Card() = default;
  virtual const char* name() const = 0;
  virtual const char* bus() const = 0;  ///< PCI bus address, as "0000:01:00.0"
  virtual int64_t totalBytes() const = 0;
  virtual const CardKernels& kernels() const = 0;
  virtual void start(const Product& product) const = 0;  ///< F32 or BF16 only
  virtual void startZero(void* at, int64_t bytes) const = 0;
  /// Waits until all started work is done. Returns null, or the error of the GPU.
  virtual const char* wait() const = 0;
  /// Sets a mark after the work started so far; marks count up from 1. `waitFor` waits until all work before the mark is done, and returns
  /// an error like `wait`. Later work goes on.
  virtual int64_t mark() const = 0;
  virtual const char* waitFor(int64_t mark) const = 0;
  /// Allocates memory that CPU and GPU share, aligned to 256 bytes; null if there is none. Released memory may still be used by work that
  /// has been started.
  virtual void* allocate(int64_t bytes, Home home = Home::Card) = 0;
  virtual void release(void* memory) = 0;
};

/// Signature of `graft_open_card`, the function that a library of GPU kernels exports. Returns a new Card, or null with the reason in
/// `why`.
using OpenCard = Card* (*)(int interfaceVersion, char* why, int64_t whyBytes);
constexpr int kCardInterface = 3;
constexpr const char* kOpenCard = "graft_open_card";
/// Reason that needs no repair: most machines have no such GPU.
constexpr const char* kNoDriver = "no NVIDIA driver is installed";

}  // namespace graft::kernels
