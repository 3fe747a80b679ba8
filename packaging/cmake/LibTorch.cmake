# SPDX-License-Identifier: Apache-2.0
# LibTorch out of the unpacked wheel. The two NVIDIA files are needed by libtorch_cpu itself; nothing of CUDA is linked.
set(torch_dir "${GRAFT_DEPS}/libtorch")
if(NOT EXISTS "${torch_dir}/lib/libtorch_cpu.so")
  message(FATAL_ERROR "LibTorch is not in ${torch_dir}: run packaging/setup first")
endif()
file(READ "${torch_dir}/include/torch/headeronly/version.h" version_header)
string(REGEX REPLACE ".*TORCH_VERSION_MAJOR ([0-9]+).*TORCH_VERSION_MINOR ([0-9]+).*TORCH_VERSION_PATCH ([0-9]+).*" "\\1.\\2.\\3" torch_version "${version_header}")
if(NOT torch_version MATCHES "^[0-9.]+$")
  message(FATAL_ERROR "no version of LibTorch in ${torch_dir}/include/torch/headeronly/version.h")
endif()
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${torch_dir}/include/torch/headeronly/version.h")
add_library(graft_libtorch INTERFACE)
target_include_directories(graft_libtorch SYSTEM INTERFACE
  "${torch_dir}/include" "${torch_dir}/include/torch/csrc/api/include")
target_compile_definitions(graft_libtorch INTERFACE _GLIBCXX_USE_CXX11_ABI=1)
# CMake itself adds the run path of the build tree, and replaces it when it installs.
target_link_options(graft_libtorch INTERFACE "-Wl,-rpath-link,${torch_dir}/lib")
target_link_libraries(graft_libtorch INTERFACE "${torch_dir}/lib/libtorch_cpu.so" "${torch_dir}/lib/libc10.so" "${torch_dir}/lib/libgomp.so.1")
