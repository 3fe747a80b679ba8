// SPDX-License-Identifier: Apache-2.0
#include "core/weights/nf4_weights.hpp"

#include <cstring>

#include "core/base/json.hpp"

namespace graft {
namespace {

using kernels::StoredType;
constexpr std::string_view kState = ".quant_state.bitsandbytes__nf4";

Error bad(const std::string& name, const Message& what) {
  return {
      Code::BadInput, msg("tensor %1: %2", name, what), {}, {}, msg("Download the model again, or use its original 16-bit checkpoint.")};
}

/// Removes a tensor from the map and returns it.
Result<const TensorView*> take(std::map<std::string, const TensorView*>& tensors, const std::string& name, StoredType type, size_t bytes) {
  const auto it = tensors.find(name);
  if (it == tensors.end()) return bad(name, msg("is missing, though the weight is marked as NF4"));
  const TensorView* view = it->second;
  if (view->type != type || view->bytes.size() != bytes) return bad(name, msg("has %1 bytes, expected %2", view->bytes.size(), bytes));
  tensors.erase(it);
  return view;
}

std::vector<float> floatsOf(const TensorView& view) {
  std::vector<float> out(view.bytes.size() / 4);
  std::memcpy(out.data(), view.bytes.data(), out.size() * 4);
  return out;
}

/// Reads shape and kind from the JSON of the quantisation state.
Status readState(const std::string& name, const Json& state, Nf4Weight& weight) {
  if (get<std::string>(state, "quant_type", "") != "nf4") return bad(name, msg("its quant_type is not nf4"));
  if (get<int64_t>(state, "blocksize", 0) != kernels::kNf4Block)
    return bad(name, msg("its block size is not 64, which alone is supported"));
  if (!state.contains("shape") || !state["shape"].is_array() || state["shape"].size() != 2)
    return bad(name, msg("its state has no shape of two dimensions"));
  int64_t count = 1;
  for (const auto& d : state["shape"]) {
    if (!d.is_number_unsigned() || d.get<uint64_t>() == 0 || d.get<uint64_t>() > (1u << 30) ||
        __builtin_mul_overflow(count, d.get<int64_t>(), &count) || count > (int64_t{1} << 40))
      return bad(name, msg("its shape cannot be"));
    weight.view.shape.push_back(d.get<int64_t>());
  }
  weight.scales.count = count;
  return Done{};
}

Status readScales(std::map<std::string, const TensorView*>& tensors, const std::string& name, const Json& state, Nf4Weight& weight) {
  const auto blocks = static_cast<size_t>(weight.scales.blocks());
  GRAFT_TRY(const auto* levels, take(tensors, name + ".quant_map", StoredType::F32, 16 * 4));
  if (std::memcmp(levels->bytes.data(), kernels::kNf4Levels.of, 16 * 4) != 0)
    return bad(name + ".quant_map", msg("holds other levels than those of NF4"));
  if (!state.contains("nested_blocksize")) {
    GRAFT_TRY(const auto* scales, take(tensors, name + ".absmax", StoredType::F32, blocks * 4));
    weight.scales.scales = floatsOf(*scales);
    return Done{};
  }
  if (get<int64_t>(state, "nested_blocksize", 0) != kernels::kNf4Nested) return bad(name, msg("its nested block size is not 256"));
  const size_t nested = (blocks + kernels::kNf4Nested - 1) / kernels::kNf4Nested;
  GRAFT_TRY(const auto* codes, take(tensors, name + ".absmax", StoredType::U8, blocks));
  GRAFT_TRY(const auto* scales, take(tensors, name + ".nested_absmax", StoredType::F32, nested * 4));
  GRAFT_TRY(const auto* map, take(tensors, name + ".nested_quant_map", StoredType::F32, 256 * 4));
  weight.scales.scaleCodes.assign(codes->bytes.begin(), codes->bytes.end());
  weight.scales.nestedScales = floatsOf(*scales);
  weight.scales.scaleLevels = floatsOf(*map);
  weight.scales.offset = get<float>(state, "nested_offset", 0);
  return Done{};
}

}  // namespace

void Nf4Weight::decode(int64_t begin, int64_t count, float* target) const {
  for (int64_t i = begin; i < begin + count; ++i) {
    const auto byte = static_cast<uint8_t>(view.bytes[static_cast<size_t>(i / 2)]);
    target[i - begin] = kernels::kNf4Levels.of[i % 2 ? byte & 15 : byte >> 4] * scales.scaleOf(i / kernels::kNf4Block);
  }
}

kernels::Nf4Tensor Nf4Weight::tensor() const {
  kernels::Nf4Tensor out = scales;
  out.codes.assign(view.bytes.begin(), view.bytes.end());
  return out;
}

Result<std::vector<std::unique_ptr<Nf4Weight>>> gatherNf4(std::map<std::string, const TensorView*>& tensors) {
  std::vector<std::string> names;
  for (const auto& [name, view] : tensors) {
    if (name.ends_with(kState)) names.push_back(name.substr(0, name.size() - kState.size()));
  }
  std::vector<std::unique_ptr<Nf4Weight>> out;
  for (const auto& name : names) {
    const auto it = tensors.find(name + std::string(kState));
    auto state = parseJson(it->second->bytes);
    if (!state.ok() || !state->is_object()) return bad(it->first, msg("is not the JSON of a quantisation state"));
    tensors.erase(it);
    auto weight = std::make_unique<Nf4Weight>();
    GRAFT_CHECK(readState(name, *state, *weight));
    GRAFT_CHECK(readScales(tensors, name, *state, *weight));
    GRAFT_TRY(const auto* codes, take(tensors, name, StoredType::U8, static_cast<size_t>((weight->scales.count + 1) / 2)));
    weight->view.name = name;
    weight->view.type = StoredType::NF4;
    weight->view.bytes = codes->bytes;
    tensors[name] = &weight->view;
    out.push_back(std::move(weight));
  }
  for (const auto& [name, view] : tensors) {
    if (view->type == StoredType::U8) return bad(name, msg("holds bytes of a kind that is not supported"));
  }
  return out;
}

}  // namespace graft
