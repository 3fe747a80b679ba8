// SPDX-License-Identifier: Apache-2.0
// LLaMA-Factory's dataset_info.json: one entry names a file, its shape and its columns.
#pragma once

#include "core/data/dataset.hpp"

namespace graft {

/// Replaces options.file (a dataset_info.json) by the file of entry `options.member`, with shape, columns and tags.
/// Refuses, with the candidates, when the entry is not named or its file is not on this machine.
Status resolveDatasetInfo(ImportOptions& options);

}  // namespace graft
