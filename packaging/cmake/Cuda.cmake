# SPDX-License-Identifier: Apache-2.0
# graft_cuda_kernels(): every .cu file below kernels/ as an object, for the cards we name and as PTX for later ones, and libgraft_card.so
# of them where the programs land; the target is cuda_kernels. Plain nvcc calls, because CMake's CUDA language wants a whole toolkit to link a test program.
function(graft_cuda_kernels)
  set(nvcc "${GRAFT_DEPS}/cuda/bin/nvcc")
  if(NOT EXISTS "${nvcc}")
    message(FATAL_ERROR "no CUDA compiler in ${GRAFT_DEPS}/cuda: run packaging/setup --cuda")
  endif()
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/kernels/*.cu")
  foreach(source ${sources})
    get_filename_component(name ${source} NAME_WE)
    set(object "${CMAKE_BINARY_DIR}/cuda/${name}.o")
    add_custom_command(OUTPUT ${object} DEPENDS ${source} DEPFILE ${object}.d
      COMMAND ${CMAKE_COMMAND} -E make_directory "${CMAKE_BINARY_DIR}/cuda"
      COMMAND ${nvcc} -c --threads 0 -std=c++20 -O3 --fmad=false -Werror all-warnings -Xcompiler -fPIC,-Wall
        -gencode arch=compute_80,code=sm_80 -gencode arch=compute_86,code=sm_86 -gencode arch=compute_89,code=sm_89
        -gencode arch=compute_90,code=sm_90 -gencode arch=compute_90,code=compute_90
        -I${PROJECT_SOURCE_DIR} -MMD -MF ${object}.d -o ${object} ${source}
      COMMENT "nvcc ${name}" VERBATIM)
    list(APPEND objects ${object})
  endforeach()
  # CUDA's runtime is linked in; cuBLAS and the driver are looked for when the library is opened.
  set(library "${GRAFT_BIN_DIR}/libgraft_card.so")
  add_custom_command(OUTPUT ${library} DEPENDS ${objects} graft_kernels_dequant
    COMMAND ${CMAKE_COMMAND} -E make_directory "${GRAFT_BIN_DIR}"
    COMMAND ${nvcc} -shared -cudart static -Xlinker -z -Xlinker defs -o ${library} ${objects} $<TARGET_FILE:graft_kernels_dequant> -ldl
    COMMENT "libgraft_card.so" VERBATIM)
  add_custom_target(cuda_kernels ALL DEPENDS ${library})
endfunction()
