// SPDX-License-Identifier: Apache-2.0
// First event of a worker.
#pragma once

#include "core/contract/fields.hpp"
#include "core/contract/frame_type.hpp"

namespace graft {

/// Rights that the worker has given up.
struct SandboxState {
  bool ownFilesOnly = false, noNetwork = false;
  static constexpr auto fields =
      std::tuple{Field{"own_files_only", &SandboxState::ownFilesOnly}, Field{"no_network", &SandboxState::noNetwork}};
};
struct HelloEvent {
  static constexpr FrameType type = FrameType::Hello;
  std::string program, version, build;
  std::optional<std::vector<std::string>> capabilities;  ///< names of its jobs
  std::optional<SandboxState> sandbox;
  static constexpr auto fields =
      std::tuple{Field{"program", &HelloEvent::program}, Field{"version", &HelloEvent::version}, Field{"build", &HelloEvent::build},
                 Field{"capabilities", &HelloEvent::capabilities}, Field{"sandbox", &HelloEvent::sandbox}};
};

}  // namespace graft
