// SPDX-License-Identifier: Apache-2.0
// The verb bench ops: measures every kernel at the sizes of a pass of SmolLM2-135M, on one thread, for each type and instruction set of
// this CPU. Reports milliseconds, and the arithmetic and memory rates that the kernel's row gives for them. Times include the allocation of
// output buffers, which matters most where there is little arithmetic. --support lists the abilities and accuracy of each kernel without
// measuring.
#include <fmt/format.h>

#include <algorithm>

#include "core/base/system.hpp"
#include "core/commands/cli/verb.hpp"
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

/// Speed of a kernel in one type and instruction set.
struct OpSpeed {
  std::string op, type, isa;
  double forwardMs = 0, gflops = 0, gbPerSecond = 0;
  Nullable<double> backwardMs;
  static constexpr auto fields = std::tuple{Field{"op", &OpSpeed::op},
                                            Field{"type", &OpSpeed::type},
                                            Field{"isa", &OpSpeed::isa},
                                            Field{"forward_ms", &OpSpeed::forwardMs},
                                            Field{"gflops", &OpSpeed::gflops},
                                            Field{"gb_per_second", &OpSpeed::gbPerSecond},
                                            Field{"backward_ms", &OpSpeed::backwardMs}};
};

OpSpeed measured(const kernels::OpSpec& row, kernels::Element type, kernels::Isa isa, const std::vector<kernels::Buffer>& inputs) {
  const kernels::SerialRunner runner(isa);
  const kernels::Call call{type, row.typical, inputs, runner};
  std::vector<kernels::Buffer> outputs;
  const double forward = best([&] { outputs = row.forward(call); });
  OpSpeed out{row.name,
              kernels::nameOf(type),
              kernels::nameOf(isa),
              1e3 * forward,
              row.flops(row.typical) / forward / 1e9,
              row.elements(row.typical) * static_cast<double>(kernels::bytesOf(type)) / forward / 1e9,
              {}};
  // Cross entropy computes its gradient in the forward call.
  if (!row.backward || outputs.empty() || out.op == "cross_entropy") return out;
  const kernels::Buffer upstream(outputs[0].type(), std::vector<double>(outputs[0].size(), 0.5));
  out.backwardMs = 1e3 * best([&] { row.backward(call, outputs, upstream); });
  return out;
}

/// Returns the widest instruction set that this CPU has and the kernel has a version for.
kernels::Isa widestOf(const kernels::OpSpec& row, kernels::Element type) {
  if (type == kernels::Element::F64) return kernels::Isa::Plain;
  return std::min(kernels::bestIsa(), type == kernels::Element::BF16 ? row.widestBf16 : kernels::Isa::Avx512);
}

/// Measures a kernel in each type and instruction set and appends the results to `ops`.
void measureAll(const kernels::OpSpec& row, std::vector<OpSpeed>& ops) {
  for (const kernels::Element type : row.types) {
    if (type == kernels::Element::F64) continue;
    const auto inputs = kernels::drawInputs(row, type, row.typical, 1);
    for (int isa = static_cast<int>(row.narrowest); isa <= static_cast<int>(widestOf(row, type)); ++isa) {
      if (!interrupted()) ops.push_back(measured(row, type, static_cast<kernels::Isa>(isa), inputs));
    }
  }
}

void show(const std::vector<OpSpeed>& ops, const Terminal& t) {
  std::vector<std::vector<std::string>> table = {{"kernel", "type", "instructions", "forward ms", "GFLOP/s", "GB/s", "backward ms"}};
  for (const OpSpeed& m : ops)
    table.push_back({m.op, m.type, m.isa, decimals(m.forwardMs, 3), decimals(m.gflops, 1), decimals(m.gbPerSecond, 1),
                     m.backwardMs ? decimals(*m.backwardMs, 3) : "-"});
  t.table(table);
  t.line(t.dim("  One thread; the making of output buffers is in the times."));
}

/// Abilities of a kernel on this CPU.
struct OpSupport {
  std::string op, shape;
  std::vector<int64_t> typical;
  std::map<std::string, std::string> instructions;  ///< by type: the version that this CPU uses
  bool gradient = false;
  double f32Error = 0, bf16Error = 0, flops = 0, elements = 0;
  static constexpr auto fields = std::tuple{Field{"op", &OpSupport::op},
                                            Field{"shape", &OpSupport::shape},
                                            Field{"typical", &OpSupport::typical},
                                            Field{"instructions", &OpSupport::instructions},
                                            Field{"gradient", &OpSupport::gradient},
                                            Field{"f32_error", &OpSupport::f32Error},
                                            Field{"bf16_error", &OpSupport::bf16Error},
                                            Field{"flops", &OpSupport::flops},
                                            Field{"elements", &OpSupport::elements}};
};

OpSupport supportOf(const kernels::OpSpec& row) {
  OpSupport out{row.name,
                row.shapeNames,
                {row.typical.begin(), row.typical.end()},
                {},
                row.backward != nullptr,
                row.f32Error,
                row.bf16Error,
                row.flops(row.typical),
                row.elements(row.typical)};
  for (const kernels::Element type : row.types) out.instructions[kernels::nameOf(type)] = kernels::nameOf(widestOf(row, type));
  return out;
}

void show(const std::vector<OpSupport>& ops, const Terminal& t) {
  std::vector<std::vector<std::string>> table = {{"kernel", "f32", "bf16", "gradient", "error of f32", "of bf16", "shape"}};
  for (const OpSupport& op : ops) {
    const auto version = [&](const char* type) { return op.instructions.contains(type) ? op.instructions.at(type) : "-"; };
    const auto error = [](double value) { return fmt::format("{:.0e}", value); };
    table.push_back({op.op, version("f32"), version("bf16"), op.gradient ? "yes" : "-", error(op.f32Error), error(op.bf16Error), op.shape});
  }
  t.table(table);
  t.line(t.dim("  Instructions: the widest that this processor uses. Each has a reference in double and a body for graphics cards too."));
}

template <class Op>
Json shown(const std::vector<Op>& ops, Context& context) {
  show(ops, context.terminal);
  Json list = Json::array();
  for (const Op& op : ops) list.push_back(toJson(op));
  return Json{{"threads", 1}, {"processor", processorName()}, {"ops", list}};
}

Result<Json> benchOps(const std::string& only, bool isSupport, Context& context) {
  std::vector<OpSpeed> speeds;
  std::vector<OpSupport> support;
  std::string names;
  for (const auto* row : kernels::opRegistry()) {
    names += (names.empty() ? "" : ", ") + std::string(row->name);
    if (!only.empty() && only != row->name) continue;
    support.push_back(supportOf(*row));
    if (isSupport) continue;
    context.terminal.progress(0, std::string(row->name) + " ...");
    measureAll(*row, speeds);
  }
  context.terminal.endProgress();
  if (interrupted()) return Error{Code::Stopped, msg("stopped"), "bench ops", {}, {}};
  if (support.empty()) return Error{Code::BadUsage, msg("--op: '%1' is not a kernel", only), {}, {}, msg("Known: %1.", names)};
  return isSupport ? shown(support, context) : shown(speeds, context);
}

}  // namespace

static void add(CLI::App& app, Context& context) {
  auto* bench = addGroup(app, context, "bench", "Measure speed");
  auto only = std::make_shared<std::string>();
  auto support = std::make_shared<bool>(false);
  auto* verb = addVerb(*bench, context, "ops", "Speed of each kernel on one thread, by type and instruction set",
                       "graft bench ops --op attention", [only, support, &context] { return benchOps(*only, *support, context); });
  verb->add_option("--op", *only, "this kernel alone; default: all");
  verb->add_flag("--support", *support, "what each kernel can do here and how exact it is, without measuring");
}

VerbEntry verbOfBenchOps() { return {150, add}; }

}  // namespace graft::cli
