# SPDX-License-Identifier: Apache-2.0
# graft_module(NAME DEPENDS ... [PRIVATE_LIBS ...] [ENGINE]): one static library from the sources of the current
# folder. DEPENDS is the allowed list of the module map: a forbidden include does not link, and tests/layout greps it.
function(graft_module name)
  cmake_parse_arguments(ARG "ENGINE" "" "DEPENDS;PRIVATE_LIBS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  add_library(graft_${name} STATIC ${sources})
  target_include_directories(graft_${name} PUBLIC "${PROJECT_SOURCE_DIR}")
  target_compile_options(graft_${name} PRIVATE ${GRAFT_WARNINGS})
  foreach(dep ${ARG_DEPENDS})
    target_link_libraries(graft_${name} PUBLIC graft_${dep})
  endforeach()
  target_link_libraries(graft_${name} PRIVATE ${ARG_PRIVATE_LIBS})
  if(ARG_ENGINE)
    target_link_libraries(graft_${name} PUBLIC graft_libtorch)
    if(NOT name STREQUAL "ops")
      target_precompile_headers(graft_${name} REUSE_FROM graft_ops)
    endif()
  endif()
endfunction()

# graft_registrations(TYPE PREFIX SOURCE ...): functions `TYPE PREFIX...()` at the beginnings of lines of the sources. Sets `declarations` and
# `calls` for a generated source that lists them.
function(graft_registrations type prefix)
  set(found_declarations "")
  set(found_calls "")
  foreach(source ${ARGN})
    file(STRINGS "${source}" registrations REGEX "^${type} ${prefix}[A-Za-z]+\\(\\)")
    foreach(registration ${registrations})
      string(REGEX MATCH "${prefix}[A-Za-z]+" function "${registration}")
      string(APPEND found_declarations "${type} ${function}();\n")
      string(APPEND found_calls "${function}(), ")
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${source}")
    endforeach()
  endforeach()
  set(declarations "${found_declarations}" PARENT_SCOPE)
  set(calls "${found_calls}" PARENT_SCOPE)
endfunction()

# Tests call code that is optimised; optimising the calls would only take time.
set(GRAFT_TEST_OPTIONS $<$<CONFIG:Release>:-O1>)

# graft_test(NAME SOURCES ... LIBS ... [LABEL l] [TIMEOUT s] [COMPUTES]): one GoogleTest program, one ctest entry a program. COMPUTES: the
# test itself does heavy work.
function(graft_test name)
  cmake_parse_arguments(ARG "ENGINE;COMPUTES" "LABEL;TIMEOUT" "SOURCES;LIBS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  # GoogleTest's macros are if-else themselves, which makes "if (x) EXPECT_..." look ambiguous.
  target_compile_options(${name} PRIVATE ${GRAFT_WARNINGS} -Wno-dangling-else)
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE ${ARG_LIBS} GTest::gtest_main)
  if(ARG_ENGINE)
    target_precompile_headers(${name} REUSE_FROM graft_ops)
  elseif(NOT ARG_COMPUTES)
    target_compile_options(${name} PRIVATE ${GRAFT_TEST_OPTIONS})
  endif()
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
  add_test(NAME ${name} COMMAND ${name})
  if(NOT ARG_LABEL)
    set(ARG_LABEL unit)
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  if(GRAFT_SANITIZE)
    math(EXPR ARG_TIMEOUT "${ARG_TIMEOUT} * 6")
  endif()
  set_tests_properties(${name} PROPERTIES LABELS ${ARG_LABEL} TIMEOUT ${ARG_TIMEOUT}
    ENVIRONMENT "GRAFT_SOURCE=${PROJECT_SOURCE_DIR};GRAFT_BIN=${GRAFT_BIN_DIR};GRAFT_MODEL=${GRAFT_DEPS}/models/SmolLM2-135M-Instruct.Q4_1.gguf")
endfunction()

# One version of a kernel, in the namespace of its instruction set; always optimised: functions that were not inlined could be
# mistaken for plain ones. -Wno-psabi: vectors never cross a border of a file, so how they would be passed does not
# matter. -Wno-maybe-uninitialized, -Wno-uninitialized: false alarms of g++ 12 in its own immintrin.h.
function(graft_kernel_version name isa source flags)
  set(library graft_kernels_${name}_${isa}_${source})
  add_library(${library} OBJECT ${name}_${source}.cpp)
  target_include_directories(${library} PRIVATE "${PROJECT_SOURCE_DIR}")
  target_compile_options(${library} PRIVATE ${GRAFT_WARNINGS} -Wno-psabi -Wno-ignored-attributes -Wno-maybe-uninitialized -Wno-uninitialized -O3 -ffp-contract=fast -fno-math-errno -fno-exceptions ${flags})
  target_compile_definitions(${library} PRIVATE GRAFT_ISA=${isa})
  target_sources(graft_kernels_${name} PRIVATE $<TARGET_OBJECTS:${library}>)
endfunction()

# graft_kernel(NAME [ROUNDS] [DOTS]): the kernel of the current folder. NAME.cpp holds the plain reference and the choice, NAME_simd.cpp is
# compiled once for each instruction set, NAME_pairs.cpp, where there is one, for those that multiply pairs of bfloat16, and
# NAME_tiles.cpp for AMX alone. ROUNDS: NAME_simd.cpp is also compiled for processors that round to bfloat16 by an instruction. DOTS: NAME_pairs.cpp is
# for processors that have no AMX alone.
function(graft_kernel name)
  cmake_parse_arguments(ARG "ROUNDS;DOTS" "" "" ${ARGN})
  add_library(graft_kernels_${name} STATIC ${name}.cpp)
  target_link_libraries(graft_kernels_${name} PUBLIC graft_kernels_common)
  target_compile_options(graft_kernels_${name} PRIVATE ${GRAFT_WARNINGS})
  if(NOT CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    return()
  endif()
  set(avx512 -mavx512f -mavx512bw -mavx512vl -mavx512dq -mfma -mf16c)
  set(pairs ${avx512} -mavx512bf16)
  graft_kernel_version(${name} sse2 simd "-msse2")
  graft_kernel_version(${name} avx2 simd "-mavx2;-mfma;-mf16c")
  graft_kernel_version(${name} avx512 simd "${avx512}")
  set(tiles ${pairs} -mamx-tile -mamx-bf16)
  if(ARG_ROUNDS)
    graft_kernel_version(${name} avx512bf16 simd "${pairs}")
  endif()
  if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${name}_pairs.cpp")
    graft_kernel_version(${name} avx512bf16 pairs "${pairs}")
    if(NOT ARG_DOTS)
      graft_kernel_version(${name} amx pairs "${tiles}")
    endif()
  endif()
  if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${name}_tiles.cpp")
    graft_kernel_version(${name} amx tiles "${tiles}")
  endif()
endfunction()
