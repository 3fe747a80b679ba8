// SPDX-License-Identifier: Apache-2.0
// Softmax cross entropy of rows of logits, in place: each row's loss, and where the gradient is wanted the logits become it.
//   loss = log(sum exp z) - z[target];  dz = factor (softmax(z) - onehot(target))
// logits [rows, vocab], dense; targets [rows]; losses [rows] in nats. Three passes over a row, which stays in cache.
#pragma once

#include "kernels/common/element.hpp"
#include "kernels/common/runner.hpp"

namespace graft::kernels {

enum class Gradient { None, Wanted };

struct CrossEntropy {
  Element type;
  int64_t rows, vocab;
  void* logits;
  const int64_t* targets;
  double* losses;
  double factor;
  Gradient gradient;
};
void crossEntropy(const CrossEntropy& args, const Runner& runner);

GRAFT_ROUND_DECLARE(void crossEntropy(const CrossEntropy&, const Runner&))

}  // namespace graft::kernels
