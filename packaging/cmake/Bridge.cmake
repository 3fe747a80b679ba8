# SPDX-License-Identifier: Apache-2.0
# The Rust library core/bridge, built by cargo with its committed lock file.
set(bridge_dir "${PROJECT_SOURCE_DIR}/core/bridge")
set(bridge_out "${PROJECT_SOURCE_DIR}/build/bridge")
file(GLOB bridge_sources CONFIGURE_DEPENDS "${bridge_dir}/src/*.rs")
add_custom_command(
  OUTPUT "${bridge_out}/release/libgraft_bridge.a"
  COMMAND ${CMAKE_COMMAND} -E env "CARGO_TARGET_DIR=${bridge_out}" cargo build --release --locked --quiet
          --manifest-path "${bridge_dir}/Cargo.toml"
  DEPENDS ${bridge_sources} "${bridge_dir}/Cargo.toml" "${bridge_dir}/Cargo.lock"
  COMMENT "cargo build core/bridge"
  VERBATIM)
add_custom_target(graft_bridge_build DEPENDS "${bridge_out}/release/libgraft_bridge.a")
add_library(graft_bridge INTERFACE)
add_dependencies(graft_bridge graft_bridge_build)
target_link_libraries(graft_bridge INTERFACE "${bridge_out}/release/libgraft_bridge.a" Threads::Threads dl m)
