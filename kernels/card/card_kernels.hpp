// SPDX-License-Identifier: Apache-2.0
// All GPU kernels behind one interface. A runner that has one sends its calls there, and all pointers in the arguments are then GPU memory.
// A launcher runs the kernels: CUDA (card/card.cu), or the emulator of the tests.
#pragma once

#include "kernels/adamw/adamw_card.hpp"
#include "kernels/attention/attention_backward_card.hpp"
#include "kernels/attention/attention_card.hpp"
#include "kernels/attention/attention_pairs_backward_card.hpp"
#include "kernels/attention/attention_pairs_keys_card.hpp"
#include "kernels/copy_rows/copy_rows_card.hpp"
#include "kernels/cross_entropy/cross_entropy_card.hpp"
#include "kernels/dropout/dropout_card.hpp"
#include "kernels/lora/lora_card.hpp"
#include "kernels/lora/lora_gradient_card.hpp"
#include "kernels/lora/lora_pairs_card.hpp"
#include "kernels/nf4/nf4_card.hpp"
#include "kernels/rms_norm/rms_norm_card.hpp"
#include "kernels/rotary/rotary_card.hpp"
#include "kernels/stored/stored_card.hpp"
#include "kernels/swiglu/swiglu_card.hpp"

namespace graft::kernels {

class CardKernels {
 public:
  virtual ~CardKernels() = default;
  virtual void run(const RmsNormForward&) const = 0;
  virtual void run(const RmsNormBackward&) const = 0;
  virtual void run(const Rotary&) const = 0;
  virtual void run(const SwigluForward&) const = 0;
  virtual void run(const SwigluBackward&) const = 0;
  virtual void run(const CrossEntropy&) const = 0;
  virtual void run(const AdamWStep&) const = 0;
  virtual void run(const SquaredNorm&) const = 0;
  virtual void run(const Dropout&) const = 0;
  virtual void run(const LoraForward&) const = 0;
  virtual void run(const LoraBackward&) const = 0;
  virtual void run(const AttentionForward&) const = 0;
  virtual void run(const AttentionBackward&) const = 0;
  virtual void run(const AttentionStep&) const = 0;
  virtual void run(const CopyRows&) const = 0;
  virtual void run(const Nf4OnCard&) const = 0;
  virtual void run(const DecodeRows&) const = 0;
};

namespace card {

/// Grid sizes and order of the calls, for any launcher with `void launch(const Launch&, const Body&) const`. Nothing is launched for 0
/// blocks.
template <class Launcher>
class KernelsOn : public CardKernels {
 public:
  explicit KernelsOn(Launcher launcher) : m_launcher(launcher) {}

  void run(const RmsNormForward& a) const override { go<RmsNormForwardBody>(a.type, rmsNormLaunch(a.rows), a); }
  void run(const RmsNormBackward& a) const override { go<RmsNormBackwardBody>(a.type, rmsNormLaunch(a.rows), a); }
  void run(const Rotary& a) const override { go<RotaryBody>(a.type, rotaryLaunch(a), a); }
  void run(const SwigluForward& a) const override { go<SwigluForwardBody>(a.type, overEights(a.rows, a.width), a); }
  void run(const SwigluBackward& a) const override { go<SwigluBackwardBody>(a.type, overEights(a.rows, a.width), a); }
  void run(const CrossEntropy& a) const override { go<CrossEntropyBody>(a.type, crossEntropyLaunch(a.rows), a); }
  void run(const AdamWStep& a) const override {
    AdamWBody body{a, {}, {}};
    for (int late = 0; late < 2; ++late) {
      const auto t = static_cast<double>(a.leastUpdates + late);
      body.rates[late] = static_cast<float>(a.lr / (1 - std::pow(a.beta1, t)));
      body.roots2[late] = static_cast<float>(1 / std::sqrt(1 - std::pow(a.beta2, t)));
    }
    start(overElements(a.count), body);
  }
  void run(const SquaredNorm& a) const override {
    start({squaredNormParts(a.count), 256, kWarp * 4}, NormPartsBody{a});
    start({1, kWarp, 0}, NormSumBody{a});
  }
  void run(const Dropout& a) const override { go<DropoutBody>(a.type, overElements(a.count), a); }
  void run(const LoraForward& a) const override {
    if (hasPairs(a)) return loraTimes(a) == 1 ? startPairs<1>(a) : startPairs<2>(a);
    go<LoraDownBody>(a.type, loraRowLaunch(a.rows), a);
    go<LoraUpBody>(a.type, overElements(a.rows * a.out), a);
  }
  void run(const LoraBackward& a) const override {
    if (hasPairs(a)) {
      loraTimes(a) == 1 ? startPairs<1>(a) : startPairs<2>(a);
      const LoraGradientPairsBody gradient{a, LoraGradientPairsBody::sharesOf(a)};
      const LoraSharesBody sum{a, gradient.shares};
      start(gradient.launch(), gradient);
      return start(sum.launch(), sum);
    }
    go<LoraSlopeBody>(a.type, loraRowLaunch(a.rows), a);
    if (a.dx) go<LoraInputBody>(a.type, overElements(a.rows * a.in), a);
    go<LoraGradientBody>(a.type, overElements((a.da ? a.rank * a.in : 0) + (a.db ? a.rank * a.out : 0)), a);
  }
  void run(const AttentionForward& a) const override {
    if (!hasPairs(a)) return go<AttentionForwardBody>(a.type, attentionLaunch(a, 4), a);
    a.headDim <= 64 ? startForward<4>(a) : startForward<8>(a);
  }
  void run(const AttentionBackward& a) const override {
    go<AttentionDeltaBody>(a.type, overElements(a.tokens * a.heads), a);
    if (hasPairs(a)) {
      a.headDim <= 64 ? startBackward<4>(a) : startBackward<8>(a);
    } else {
      go<AttentionQueriesBody>(a.type, attentionLaunch(a, 5), a);
      go<AttentionKeysBody>(a.type, attentionLaunch(a, 6), a);
    }
    go<AttentionGroupBody>(a.type, attentionGroupLaunch(a), a);
  }
  void run(const AttentionStep& a) const override {
    go<AttentionStepBody>(a.type, {a.rows * a.heads, kStepThreads, (kWarp + kStepThreads) * 4}, a);
  }
  void run(const CopyRows& a) const override { go<CopyRowsBody>(a.type, copyRowsLaunch(a.rows), a); }
  void run(const Nf4OnCard& a) const override { go<Nf4Body>(a.type, overElements((a.count + 1) / 2), a); }
  void run(const DecodeRows& a) const override {
    const StoredFormat& f = *storedFormat(static_cast<int>(a.weight.type));
    const Launch launch = decodeRowsLaunch(a, f.blockElements);
    a.type == Element::F32 ? start(launch, DecodeRowsBody<float>{a, f.blockElements, f.blockBytes})
                           : start(launch, DecodeRowsBody<Bf16>{a, f.blockElements, f.blockBytes});
  }

 private:
  template <template <class> class Body, class Args>
  void go(Element type, const Launch& launch, const Args& a) const {
    type == Element::F32 ? start(launch, Body<float>{a}) : start(launch, Body<Bf16>{a});
  }
  template <int kTimes>
  void startPairs(const LoraForward& a) const {
    start(loraPairsLaunch<kTimes>(a), LoraForwardPairsBody<kTimes>{a});
  }
  template <int kTimes>
  void startPairs(const LoraBackward& a) const {
    start(loraPairsLaunch<kTimes>(a), LoraInputPairsBody<kTimes>{a});
  }
  template <int kSteps>
  void startForward(const AttentionForward& a) const {
    start(pairsLaunch(a, kKeysOfTile, 0), AttentionForwardPairsBody<kSteps>{a});
  }
  template <int kSteps>
  void startBackward(const AttentionBackward& a) const {
    start(pairsLaunch(a, kKeysOfTile, 0), AttentionQueriesPairsBody<kSteps>{a});
    start(pairsLaunch(a, kKeysRows<kSteps>, kKeysBuffers<kSteps> * 2 * kPairQueries<kSteps>), AttentionKeysPairsBody<kSteps>{a});
  }
  template <class Body>
  void start(const Launch& launch, const Body& body) const {
    if (launch.blocks > 0) m_launcher.launch(launch, body);
  }
  Launcher m_launcher;
};

}  // namespace card
}  // namespace graft::kernels
