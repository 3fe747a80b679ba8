// SPDX-License-Identifier: Apache-2.0
// Prints the instruction set that kernels choose here.
#include <cstdio>

#include "kernels/common/runner.hpp"

int main() { std::fputs(graft::kernels::nameOf(graft::kernels::bestIsa()), stdout); }
