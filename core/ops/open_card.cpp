// SPDX-License-Identifier: Apache-2.0
#include "core/ops/open_card.hpp"

#include <dlfcn.h>
#include <unistd.h>

#include "kernels/card/card_kernels.hpp"

namespace graft::ops {
namespace {

/// GPU memory for the duration of a test.
template <class E>
class Piece {
 public:
  Piece(kernels::Card& card, size_t count) : m_card(card), m_at(static_cast<E*>(card.allocate(static_cast<int64_t>(count * sizeof(E))))) {}
  ~Piece() {
    if (m_at) m_card.release(m_at);
  }
  Piece(const Piece&) = delete;
  Piece& operator=(const Piece&) = delete;
  E* get() const { return m_at; }

 private:
  kernels::Card& m_card;
  E* m_at;
};

constexpr int64_t kRows = 5, kIn = 32, kOut = 24;
/// Small integers, so that every type and summation order gives equal results.
float numberAt(int64_t i) { return static_cast<float>(i % 5 - 2); }

template <class E>
bool computes(kernels::Card& card, kernels::Element type, bool isTransposed) {
  using kernels::fromFloat, kernels::toFloat;
  const Piece<E> x(card, kRows * kIn), w(card, kIn * kOut), y(card, kRows * kOut), taken(card, kRows * kOut);
  const Piece<int64_t> from(card, kRows);
  if (!x.get() || !w.get() || !y.get() || !taken.get() || !from.get()) return false;
  for (int64_t i = 0; i < kRows * kIn; ++i) x.get()[i] = fromFloat<E>(numberAt(i));
  for (int64_t i = 0; i < kIn * kOut; ++i) w.get()[i] = fromFloat<E>(numberAt(3 * i));
  for (int64_t i = 0; i < kRows; ++i) from.get()[i] = kRows - 1 - i;
  card.start({type, kRows, kIn, kOut, x.get(), kIn, w.get(), isTransposed ? kIn : kOut, isTransposed, y.get(), kOut, false});
  card.kernels().run(kernels::CopyRows{type, kRows, kOut, y.get(), kOut, from.get(), taken.get(), kOut, nullptr});
  if (card.wait()) return false;
  for (int64_t row = 0; row < kRows; ++row) {
    for (int64_t o = 0; o < kOut; ++o) {
      float sum = 0;
      for (int64_t i = 0; i < kIn; ++i)
        sum += numberAt((kRows - 1 - row) * kIn + i) * numberAt(3 * (isTransposed ? o * kIn + i : i * kOut + o));
      if (static_cast<float>(toFloat(taken.get()[row * kOut + o])) != sum) return false;
    }
  }
  return true;
}

}  // namespace

Message complaintOf(kernels::Card& card) {
  for (const bool isTransposed : {false, true}) {
    if (computes<float>(card, kernels::Element::F32, isTransposed) && computes<kernels::Bf16>(card, kernels::Element::BF16, isTransposed))
      continue;
    const char* said = card.wait();
    return said ? msg("%1 failed: %2", card.name(), said) : msg("%1 computes something else than the processor", card.name());
  }
  return {};
}

OpenedCard openCard(const std::string& path) {
  if (::access(path.c_str(), F_OK) != 0) return {};
  void* const library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!library) return {nullptr, std::string(::dlerror())};
  const auto open = reinterpret_cast<kernels::OpenCard>(::dlsym(library, kernels::kOpenCard));
  char why[512] = "";
  const std::shared_ptr<kernels::Card> card(open ? open(kernels::kCardInterface, why, sizeof why) : nullptr);
  if (!card) return {nullptr, *why ? Message(std::string(why)) : msg("it is of another build")};
  const Message complaint = complaintOf(*card);
  return complaint.empty() ? OpenedCard{card, {}} : OpenedCard{nullptr, complaint};
}

}  // namespace graft::ops
