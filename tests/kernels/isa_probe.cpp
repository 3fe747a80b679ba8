// SPDX-License-Identifier: Apache-2.0
// Prints the instruction set that the kernels select on this machine.
#include <cstdio>

#include "kernels/common/runner.hpp"

int main() { std::fputs(graft::kernels::nameOf(graft::kernels::bestIsa()), stdout); }
