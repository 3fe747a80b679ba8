// SPDX-License-Identifier: Apache-2.0
// Reads LLaMA-Factory's dataset_info.json, whose entries name a file, its shape and its columns.
#pragma once

#include "core/data/dataset.hpp"

namespace graft {

/// Replaces options.file (a dataset_info.json) by the file of entry `options.member`, with shape, columns and tags. Fails, listing the
/// candidates, if no entry is named or its file is not on this machine.
Status resolveDatasetInfo(ImportOptions& options);

}  // namespace graft
