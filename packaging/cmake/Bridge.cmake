# SPDX-License-Identifier: Apache-2.0
# The Rust library core/bridge, built by cargo with its committed lock file.
set(bridge_dir "${PROJECT_SOURCE_DIR}/core/bridge")
set(bridge_out "${PROJECT_SOURCE_DIR}/build/bridge")
set(bridge_flags "")
set(bridge_library "${bridge_out}/release/libgraft_bridge.a")
if(GRAFT_FUZZ)  # libFuzzer sees what its inputs reach in here too
  set(bridge_out "${PROJECT_SOURCE_DIR}/build/bridge-fuzz")
  set(bridge_target x86_64-unknown-linux-gnu)  # named, so that build scripts are made without the flags
  set(bridge_library "${bridge_out}/${bridge_target}/release/libgraft_bridge.a")
  set(bridge_flags "CARGO_BUILD_TARGET=${bridge_target}" "RUSTFLAGS=-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table")
endif()
file(GLOB_RECURSE bridge_sources CONFIGURE_DEPENDS "${bridge_dir}/src/*.rs")
add_custom_command(
  OUTPUT "${bridge_library}"
  COMMAND ${CMAKE_COMMAND} -E env "CARGO_TARGET_DIR=${bridge_out}" ${bridge_flags} cargo build --release --locked --quiet
          --manifest-path "${bridge_dir}/Cargo.toml"
  DEPENDS ${bridge_sources} "${bridge_dir}/Cargo.toml" "${bridge_dir}/Cargo.lock"
  COMMENT "cargo build core/bridge"
  VERBATIM)
add_custom_target(graft_bridge_build DEPENDS "${bridge_library}")
add_library(graft_bridge INTERFACE)
add_dependencies(graft_bridge graft_bridge_build)
target_link_libraries(graft_bridge INTERFACE "${bridge_library}" Threads::Threads dl m)
graft_headers(graft_bridge core/bridge)
