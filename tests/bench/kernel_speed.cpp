// SPDX-License-Identifier: Apache-2.0
// Every kernel at the sizes of a pass of SmolLM2-135M, on one thread, for each instruction set and type: milliseconds, and the
// arithmetic and memory rates that its row gives for them. usage: kernel_speed [NAME]
#include <chrono>
#include <cstdio>
#include <cstring>

#include "kernels/registry/registry.hpp"

using namespace graft::kernels;

namespace {

template <class Body>
double best(Body&& body) {
  double least = 1e9;
  for (int i = 0; i < 7; ++i) {
    const auto began = std::chrono::steady_clock::now();
    body();
    least = std::min(least, std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count());
  }
  return least;
}

}  // namespace

int main(int argc, char** argv) {
  std::printf("%-14s %-5s %-7s %12s %10s %10s %12s\n", "kernel", "type", "isa", "forward ms", "GFLOP/s", "GB/s", "backward ms");
  for (const OpRow* row : opRows()) {
    if (argc > 1 && std::strcmp(argv[1], row->name) != 0) continue;
    for (const Element type : row->types) {
      if (type == Element::F64) continue;
      const auto inputs = drawInputs(*row, type, row->typical, 1);
      for (const Isa isa : {Isa::Sse2, Isa::Avx2, Isa::Avx512}) {
        if (static_cast<int>(isa) > static_cast<int>(bestIsa())) continue;
        const SerialRunner runner(isa);
        const Call call{type, row->typical, inputs, runner};
        std::vector<Buffer> outputs;
        const double forward = best([&] { outputs = row->forward(call); });
        const Buffer upstream(outputs[0].type(), std::vector<double>(outputs[0].size(), 0.5));
        const double backward =
            row->backward && std::strcmp(row->name, "cross_entropy") != 0 ? best([&] { row->backward(call, outputs, upstream); }) : 0;
        std::printf("%-14s %-5s %-7s %12.3f %10.1f %10.1f %12.3f\n", row->name, nameOf(type), nameOf(isa), forward * 1e3,
                    row->flops(row->typical) / forward / 1e9,
                    row->elements(row->typical) * static_cast<double>(bytesOf(type)) / forward / 1e9, backward * 1e3);
      }
    }
  }
}
