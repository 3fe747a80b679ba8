// SPDX-License-Identifier: Apache-2.0
// NVML stub with one GPU at 0000:01:00.0. Its energy counter grows by 2,500 mJ each time it is read and fails beyond 10,000 mJ.
#include <cstring>

extern "C" {
int nvmlInit_v2() { return 0; }
int nvmlDeviceGetHandleByPciBusId_v2(const char* bus, void** device) {
  static int card;
  *device = &card;
  return std::strcmp(bus, "0000:01:00.0") == 0 ? 0 : 6;  // NVML_ERROR_NOT_FOUND
}
int nvmlDeviceGetTotalEnergyConsumption(void*, unsigned long long* millijoules) {
  static unsigned long long used = 0;
  *millijoules = used += 2500;
  return used <= 10'000 ? 0 : 15;  // NVML_ERROR_GPU_IS_LOST
}
}
