# SPDX-License-Identifier: Apache-2.0
# graft_ui_module(NAME DEPENDS ... [CORE ...]): one static library from the sources of the current folder. Links Qt and Torch-free
# modules alone. QT_NO_KEYWORDS: LibTorch uses Qt's keywords as names, and a shared header must survive both.
function(graft_ui_module name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;CORE" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp" "${CMAKE_CURRENT_SOURCE_DIR}/*.hpp")
  add_library(graft_ui_${name} STATIC ${sources})
  set_target_properties(graft_ui_${name} PROPERTIES AUTOMOC ON)
  file(RELATIVE_PATH folder "${PROJECT_SOURCE_DIR}" "${CMAKE_CURRENT_SOURCE_DIR}")
  graft_headers(graft_ui_${name} ${folder})
  target_compile_options(graft_ui_${name} PRIVATE ${GRAFT_WARNINGS} -Wno-maybe-uninitialized)  # false alarms of g++ 12 on variants of shared_ptr
  target_compile_definitions(graft_ui_${name} PUBLIC QT_NO_KEYWORDS QT_NO_FOREACH)
  # One list for all, since a precompiled header needs equal definitions; tests/layout keeps Qt Charts inside ui/charts.
  target_link_libraries(graft_ui_${name} PUBLIC Qt6::Widgets Qt6::Svg Qt6::DBus Qt6::Charts)
  foreach(dep ${ARG_DEPENDS})
    target_link_libraries(graft_ui_${name} PUBLIC graft_ui_${dep})
  endforeach()
  foreach(dep ${ARG_CORE})
    target_link_libraries(graft_ui_${name} PUBLIC graft_${dep})
  endforeach()
  if(name STREQUAL "services")
    target_precompile_headers(graft_ui_services PRIVATE "${PROJECT_SOURCE_DIR}/ui/pch.hpp")
  else()
    target_precompile_headers(graft_ui_${name} REUSE_FROM graft_ui_services)
  endif()
endfunction()

# graft_ui_test(NAME SOURCES ... LIBS ... [TIMEOUT seconds] [XVFB]): one Qt Test program that needs no display. XVFB: it runs on an X server
# without a screen where there is one, so that keys and focus take the way that they take on a desktop.
function(graft_ui_test name)
  cmake_parse_arguments(ARG "XVFB" "TIMEOUT" "SOURCES;LIBS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
  target_compile_options(${name} PRIVATE ${GRAFT_WARNINGS} ${GRAFT_TEST_OPTIONS})
  target_link_libraries(${name} PRIVATE ${ARG_LIBS} graft_test_support Qt6::Test)
  graft_share_pch(${name} GRAFT_UI_TEST_PCH "${PROJECT_SOURCE_DIR}/ui/pch.hpp")
  find_program(GRAFT_XVFB_RUN xvfb-run)
  set(platform offscreen)
  if(ARG_XVFB AND GRAFT_XVFB_RUN)
    set(platform xcb)
    add_test(NAME ${name} COMMAND ${GRAFT_XVFB_RUN} -a -s "-screen 0 1440x1000x24" $<TARGET_FILE:${name}>)
  else()
    add_test(NAME ${name} COMMAND ${name})
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  set_tests_properties(${name} PROPERTIES LABELS ui TIMEOUT ${ARG_TIMEOUT}
    ENVIRONMENT "QT_QPA_PLATFORM=${platform};QTEST_FUNCTION_TIMEOUT=${ARG_TIMEOUT}000;GRAFT_MODEL=${GRAFT_DEPS}/models/SmolLM2-135M-Instruct.Q4_1.gguf;GRAFT_SOURCE=${PROJECT_SOURCE_DIR};GRAFT_BIN=${GRAFT_BIN_DIR};GRAFT_SHOTS=${PROJECT_SOURCE_DIR}/build/screenshots")
endfunction()

# graft_ui_page(NAME DEPENDS ...): the page of the current folder.
macro(graft_ui_page name)
  graft_ui_module(${name}_page DEPENDS page widgets ${ARGN})
endmacro()
