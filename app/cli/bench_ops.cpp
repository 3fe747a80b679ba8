// SPDX-License-Identifier: Apache-2.0
// The verb bench ops: measures every kernel at the sizes of a pass of SmolLM2-135M, on one thread, for each type and instruction set of
// this CPU. Reports milliseconds, and the arithmetic and memory rates that the kernel's row gives for them. Times include the allocation of
// output buffers, which matters most where there is little arithmetic. --support lists the abilities and accuracy of each kernel without
// measuring.
#include <fmt/format.h>

#include <algorithm>

#include "app/cli/commands.hpp"
#include "core/base/system.hpp"
#include "kernels/registry/registry.hpp"

namespace graft::cli {
namespace {

/// Seconds of the fastest of a few calls, because disturbances only make a call longer.
template <class Body>
double best(Body&& body) {
  constexpr int kCalls = 7;
  double least = 1e9;
  for (int i = 0; i < kCalls && !interrupted(); ++i) {
    const double began = monotonicSeconds();
    body();
    least = std::min(least, monotonicSeconds() - began);
  }
  return least;
}

Json measured(const kernels::OpSpec& row, kernels::Element type, kernels::Isa isa, const std::vector<kernels::Buffer>& inputs) {
  const kernels::SerialRunner runner(isa);
  const kernels::Call call{type, row.typical, inputs, runner};
  std::vector<kernels::Buffer> outputs;
  const double forward = best([&] { outputs = row.forward(call); });
  Json out = {{"op", row.name},
              {"type", kernels::nameOf(type)},
              {"isa", kernels::nameOf(isa)},
              {"forward_ms", 1e3 * forward},
              {"gflops", row.flops(row.typical) / forward / 1e9},
              {"gb_per_second", row.elements(row.typical) * static_cast<double>(kernels::bytesOf(type)) / forward / 1e9},
              {"backward_ms", nullptr}};
  // Cross entropy computes its gradient in the forward call.
  if (!row.backward || outputs.empty() || std::string(row.name) == "cross_entropy") return out;
  const kernels::Buffer upstream(outputs[0].type(), std::vector<double>(outputs[0].size(), 0.5));
  out["backward_ms"] = 1e3 * best([&] { row.backward(call, outputs, upstream); });
  return out;
}

/// Returns the widest instruction set that this CPU has and the kernel has a version for.
kernels::Isa widestOf(const kernels::OpSpec& row, kernels::Element type) {
  if (type == kernels::Element::F64) return kernels::Isa::Plain;
  return std::min(kernels::bestIsa(), type == kernels::Element::BF16 ? row.widestBf16 : kernels::Isa::Avx512);
}

/// Measures a kernel in each type and instruction set and appends the results to `ops`.
void measureAll(const kernels::OpSpec& row, Json& ops) {
  for (const kernels::Element type : row.types) {
    if (type == kernels::Element::F64) continue;
    const auto inputs = kernels::drawInputs(row, type, row.typical, 1);
    for (int isa = static_cast<int>(row.narrowest); isa <= static_cast<int>(widestOf(row, type)); ++isa) {
      if (!interrupted()) ops.push_back(measured(row, type, static_cast<kernels::Isa>(isa), inputs));
    }
  }
}

void show(const Json& ops, const Terminal& t) {
  std::vector<std::vector<std::string>> table = {{"kernel", "type", "instructions", "forward ms", "GFLOP/s", "GB/s", "backward ms"}};
  for (const Json& m : ops) {
    table.push_back({get<std::string>(m, "op", ""), get<std::string>(m, "type", ""), get<std::string>(m, "isa", ""),
                     decimals(get<double>(m, "forward_ms", 0), 3), decimals(get<double>(m, "gflops", 0), 1),
                     decimals(get<double>(m, "gb_per_second", 0), 1),
                     m["backward_ms"].is_number() ? decimals(m["backward_ms"].get<double>(), 3) : "-"});
  }
  t.table(table);
  t.line(t.dim("  One thread; the making of output buffers is in the times."));
}

/// Describes a kernel and the version that this CPU uses.
Json supportOf(const kernels::OpSpec& row) {
  Json types = Json::object();
  for (const kernels::Element type : row.types) types[kernels::nameOf(type)] = kernels::nameOf(widestOf(row, type));
  return Json{{"op", row.name},
              {"shape", row.shapeNames},
              {"typical", row.typical},
              {"instructions", types},
              {"gradient", row.backward != nullptr},
              {"f32_error", row.f32Error},
              {"bf16_error", row.bf16Error},
              {"flops", row.flops(row.typical)},
              {"elements", row.elements(row.typical)}};
}

void showSupport(const Json& ops, const Terminal& t) {
  std::vector<std::vector<std::string>> table = {{"kernel", "f32", "bf16", "gradient", "error of f32", "of bf16", "shape"}};
  for (const Json& op : ops) {
    const auto error = [&](const char* key) { return fmt::format("{:.0e}", get<double>(op, key, 0)); };
    table.push_back({get<std::string>(op, "op", ""), get<std::string>(op["instructions"], "f32", "-"),
                     get<std::string>(op["instructions"], "bf16", "-"), get<bool>(op, "gradient", false) ? "yes" : "-", error("f32_error"),
                     error("bf16_error"), get<std::string>(op, "shape", "")});
  }
  t.table(table);
  t.line(t.dim("  Instructions: the widest that this processor uses. Each has a reference in double and a body for graphics cards too."));
}

Result<Json> benchOps(const std::string& only, bool isSupport, Context& context) {
  Json ops = Json::array();
  std::string names;
  bool isKnown = only.empty();
  for (const auto* row : kernels::opRegistry()) {
    names += (names.empty() ? "" : ", ") + std::string(row->name);
    if (!only.empty() && only != row->name) continue;
    isKnown = true;
    if (isSupport) {
      ops.push_back(supportOf(*row));
      continue;
    }
    context.terminal.progress(0, std::string(row->name) + " ...");
    measureAll(*row, ops);
  }
  context.terminal.endProgress();
  if (interrupted()) return Error{Code::Stopped, msg("stopped"), "bench ops", {}, {}};
  if (!isKnown) return Error{Code::BadUsage, msg("--op: '%1' is not a kernel", only), {}, {}, msg("Known: %1.", names)};
  (isSupport ? showSupport : show)(ops, context.terminal);
  return Json{{"threads", 1}, {"processor", processorName()}, {"ops", ops}};
}

}  // namespace

void addBenchOps(CLI::App& bench, Context& context) {
  auto only = std::make_shared<std::string>();
  auto support = std::make_shared<bool>(false);
  auto* verb = addVerb(bench, context, "ops", "Speed of each kernel on one thread, by type and instruction set",
                       "graft bench ops --op attention", [only, support, &context] { return benchOps(*only, *support, context); });
  verb->add_option("--op", *only, "this kernel alone; default: all");
  verb->add_flag("--support", *support, "what each kernel can do here and how exact it is, without measuring");
}

}  // namespace graft::cli
