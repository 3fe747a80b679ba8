// SPDX-License-Identifier: Apache-2.0
#include "core/commands/transfer/transfer.hpp"

#include <filesystem>

#include "core/commands/adapter_inputs.hpp"
#include "core/workspace/places.hpp"

namespace graft::commands {

Result<TransferJob> transferJobOf(const TransferOrder& order, const std::string& home) {
  GRAFT_TRY(const auto inputs, resolveAdapter(order.adapter, order.model, order.dataset, order.acceptedBase, home));
  TransferJob job;
  GRAFT_TRY(job.otherModel, workspace::findModel(order.otherModel, home));
  std::error_code error;
  if (std::filesystem::equivalent(job.otherModel, inputs.model, error))
    return Error{
        Code::BadUsage, msg("the other base is the adapter's own base"), job.otherModel, {}, msg("Name the new version with --to.")};
  job.model = inputs.model;
  job.adapter = inputs.adapter;
  job.dataset = inputs.dataset;
  job.rows = order.rows;
  job.threads = order.cpu.threads;
  job.cpuUse = order.cpu.use;
  return job;
}

}  // namespace graft::commands
