// SPDX-License-Identifier: Apache-2.0
// Implements Card with CUDA: kernels on one stream, products by cuBLAS, managed memory. Built as the library libgraft_card.so, which
// graft-worker opens if it lies beside it. CI compiles it without a GPU and runs the same kernel bodies by emulation. On a GPU,
// tst_card_library, tst_engine (GRAFT_TEST_CARD) and card.py use this library; the README lists those runs.
#include <cuda_runtime.h>
#include <dlfcn.h>

#include <atomic>
#include <cstdio>
#include <deque>
#include <limits>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "kernels/card/card.hpp"
#include "kernels/card/card_kernels.hpp"

namespace graft::kernels {
namespace {

extern __shared__ float sharedMemory[];

struct CudaThread {
  __device__ int thread() const { return static_cast<int>(threadIdx.x); }
  __device__ int threads() const { return static_cast<int>(blockDim.x); }
  __device__ int64_t block() const { return static_cast<int64_t>(blockIdx.x); }
  __device__ void barrier() const { __syncthreads(); }
  __device__ float shuffleXor(float value, int lanes) const { return __shfl_xor_sync(0xffffffffu, value, lanes); }
  __device__ void multiply(float (&c)[4], const uint32_t (&a)[4], const uint32_t (&b)[2]) const {
    asm volatile("mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"
                 : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
                 : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
  }
  __device__ void matrices(const Bf16* row, uint32_t (&out)[4]) const {
    asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0, %1, %2, %3}, [%4];"
                 : "=r"(out[0]), "=r"(out[1]), "=r"(out[2]), "=r"(out[3])
                 : "r"(static_cast<unsigned>(__cvta_generic_to_shared(row))));
  }
  __device__ void turned(const Bf16* row, uint32_t (&out)[4]) const {
    asm volatile("ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16 {%0, %1, %2, %3}, [%4];"
                 : "=r"(out[0]), "=r"(out[1]), "=r"(out[2]), "=r"(out[3])
                 : "r"(static_cast<unsigned>(__cvta_generic_to_shared(row))));
  }
  __device__ void startCopy(Bf16* to, const Bf16* from, bool isThere) const {
    asm volatile("cp.async.cg.shared.global [%0], [%1], 16, %2;"
                 :
                 : "r"(static_cast<unsigned>(__cvta_generic_to_shared(to))), "l"(__cvta_generic_to_global(from)), "r"(isThere ? 16 : 0)
                 : "memory");
  }
  __device__ void closeCopies() const { asm volatile("cp.async.commit_group;" ::: "memory"); }
  template <int kLeft>
  __device__ void waitForCopies() const {
    asm volatile("cp.async.wait_group %0;" ::"n"(kLeft) : "memory");
  }
  __device__ float* shared(int64_t) const { return sharedMemory; }
};

template <class Body>
__global__ void cardKernel(Body body) {
  CudaThread thread;
  body(thread);
}

/// Keeps the first error. Work that is started after it does not matter any more.
struct Failure {
  char text[256] = "";
  void note(const char* what, const char* why) {
    if (!text[0]) std::snprintf(text, sizeof text, "%s: %s", what, why);
  }
  void note(const char* what, cudaError_t error) {
    if (error != cudaSuccess) note(what, cudaGetErrorString(error));
  }
};

struct CudaLauncher {
  cudaStream_t stream;
  Failure* failure;
  std::atomic<bool>* busy;
  template <class Body>
  void launch(const card::Launch& l, const Body& body) const {
    *busy = true;
    cardKernel<<<static_cast<unsigned>(l.blocks), static_cast<unsigned>(l.threads), static_cast<size_t>(l.sharedBytes), stream>>>(body);
    failure->note("starting a kernel", cudaPeekAtLastError());
  }
};

/// Pool of blocks of one kind of memory. Released blocks are kept for requests of about their size. While the GPU is busy, a block is
/// reused only after the first mark that follows its release has passed.
class Pool {
 public:
  explicit Pool(Home home) : m_home(home) {}
  ~Pool() {
    for (const auto& block : m_sizes) give(block.first);
  }
  void* allocate(int64_t bytes) {
    const std::lock_guard<std::mutex> lock(m_mutex);
    constexpr int64_t kSmall = 4 << 10, kLarge = 2 << 20;
    const int64_t step = bytes < kLarge ? kSmall : kLarge, size = (bytes + step - 1) / step * step;
    const auto kept = m_free.lower_bound(size);
    if (kept != m_free.end() && kept->first <= size + size / 4) {
      void* const memory = kept->second;
      m_free.erase(kept);
      return memory;
    }
    void* memory = nullptr;
    if (take(&memory, size) != cudaSuccess) {
      (void)cudaGetLastError();
      for (const auto& block : m_free) {
        m_sizes.erase(block.second);
        give(block.second);
      }
      m_free.clear();
      if (take(&memory, size) != cudaSuccess) return (void)cudaGetLastError(), nullptr;
    }
    m_sizes[memory] = size;
    return memory;
  }
  /// Returns false if the block is not from this pool.
  bool release(void* memory, bool isBusy, int64_t nextMark) {
    const std::lock_guard<std::mutex> lock(m_mutex);
    const auto own = m_sizes.find(memory);
    if (own == m_sizes.end()) return false;
    if (isBusy) {
      m_released.emplace_back(nextMark, memory);
    } else {
      m_free.emplace(own->second, memory);
    }
    return true;
  }
  /// Makes blocks available again that were released before mark `passed`.
  void recycle(int64_t passed) {
    const std::lock_guard<std::mutex> lock(m_mutex);
    std::vector<std::pair<int64_t, void*>> later;
    for (const auto& block : m_released) {
      if (block.first > passed) {
        later.push_back(block);
      } else {
        m_free.emplace(m_sizes[block.second], block.second);
      }
    }
    m_released.swap(later);
  }

 private:
  cudaError_t take(void** memory, int64_t size) const {
    return m_home == Home::Card ? cudaMallocManaged(memory, static_cast<size_t>(size)) : cudaMallocHost(memory, static_cast<size_t>(size));
  }
  void give(void* memory) const { m_home == Home::Card ? cudaFree(memory) : cudaFreeHost(memory); }

  Home m_home;
  std::mutex m_mutex;
  std::map<void*, int64_t> m_sizes;
  std::multimap<int64_t, void*> m_free;
  std::vector<std::pair<int64_t, void*>> m_released;
};

/// The cuBLAS functions in use, loaded from the installed library (CUDA 12 or 13). The build does not need cuBLAS. Constants are those of
/// cublas_api.h and library_types.h.
class Blas {
 public:
  bool open(cudaStream_t stream, char* why, size_t size) {
    void* library = nullptr;
    for (const char* name : {"libcublas.so.13", "libcublas.so.12"}) library = library ? library : dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (!library) return std::snprintf(why, size, "cuBLAS is not installed (libcublas.so.13 or .12)"), false;
    const auto create = reinterpret_cast<int (*)(void**)>(dlsym(library, "cublasCreate_v2"));
    const auto setStream = reinterpret_cast<int (*)(void*, cudaStream_t)>(dlsym(library, "cublasSetStream_v2"));
    m_gemm = reinterpret_cast<Gemm>(dlsym(library, "cublasGemmEx"));
    if (!create || !setStream || !m_gemm) return std::snprintf(why, size, "cuBLAS lacks a function that is needed"), false;
    if (create(&m_handle) != 0 || setStream(m_handle, stream) != 0) return std::snprintf(why, size, "cuBLAS could not be started"), false;
    return true;
  }
  /// Rows here are columns of cuBLAS: it computes y^T = W^T x^T.
  int multiply(const Product& p) const {
    constexpr int kF32 = 0, kBf16 = 14, kComputeF32 = 68, kDefault = -1;
    const int type = p.type == Element::F32 ? kF32 : kBf16;
    const float one = 1, old = p.adds ? 1 : 0;
    return m_gemm(m_handle, p.isTransposed ? 1 : 0, 0, static_cast<int>(p.out), static_cast<int>(p.rows), static_cast<int>(p.in), &one, p.w,
                  type, static_cast<int>(p.wStride), p.x, type, static_cast<int>(p.xStride), &old, p.y, type, static_cast<int>(p.yStride),
                  kComputeF32, kDefault);
  }

 private:
  using Gemm = int (*)(void*, int, int, int, int, int, const void*, const void*, int, int, const void*, int, int, const void*, void*, int,
                       int, int, int);
  void* m_handle = nullptr;
  Gemm m_gemm = nullptr;
};

class CudaCard : public Card {
 public:
  /// Returns false, with the reason in `why`, if the device cannot be used.
  bool open(char* why, size_t size) {
    // Without this check, the CUDA runtime reports a driver that is too old.
    if (!dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL)) return std::snprintf(why, size, "%s", kNoDriver), false;
    int count = 0, managed = 0;
    cudaDeviceProp facts{};
    cudaError_t error = cudaGetDeviceCount(&count);
    if (error == cudaSuccess && count == 0) error = cudaErrorNoDevice;
    if (error == cudaSuccess) error = cudaSetDevice(0);
    if (error == cudaSuccess) error = cudaGetDeviceProperties(&facts, 0);
    if (error == cudaSuccess) error = cudaDeviceGetAttribute(&managed, cudaDevAttrConcurrentManagedAccess, 0);
    if (error == cudaSuccess) error = cudaDeviceGetPCIBusId(m_bus, sizeof m_bus, 0);
    if (error == cudaSuccess) error = cudaStreamCreateWithFlags(&m_stream, cudaStreamNonBlocking);
    if (error != cudaSuccess) return std::snprintf(why, size, "%s", cudaGetErrorString(error)), false;
    if (!managed) return std::snprintf(why, size, "%s cannot share memory with the processor while it works", facts.name), false;
    std::snprintf(m_name, sizeof m_name, "%s", facts.name);
    m_bytes = static_cast<int64_t>(facts.totalGlobalMem);
    m_kernels = card::KernelsOn<CudaLauncher>(CudaLauncher{m_stream, &m_failure, &m_busy});
    return m_blas.open(m_stream, why, size);
  }
  const char* name() const override { return m_name; }
  const char* bus() const override { return m_bus; }
  int64_t totalBytes() const override { return m_bytes; }
  const CardKernels& kernels() const override { return m_kernels; }
  void start(const Product& product) const override {
    if (product.rows == 0 || product.out == 0) return;
    m_busy = true;
    if (m_blas.multiply(product) != 0) m_failure.note("a product", "cuBLAS refused it");
  }
  void startZero(void* at, int64_t bytes) const override {
    m_busy = true;
    m_failure.note("clearing memory", cudaMemsetAsync(at, 0, static_cast<size_t>(bytes), m_stream));
  }
  const char* wait() const override {
    if (m_busy) {
      m_failure.note("work on the card", cudaStreamSynchronize(m_stream));
      m_busy = false;
      recycle(std::numeric_limits<int64_t>::max());
    }
    return said();
  }
  int64_t mark() const override {
    cudaEvent_t event = nullptr;
    if (!m_spare.empty()) {
      event = m_spare.back();
      m_spare.pop_back();
    } else {
      m_failure.note("making a mark", cudaEventCreateWithFlags(&event, cudaEventDisableTiming));
    }
    m_failure.note("making a mark", cudaEventRecord(event, m_stream));
    m_events.push_back(event);
    return ++m_marks;
  }
  const char* waitFor(int64_t mark) const override {
    for (int64_t next = m_marks - static_cast<int64_t>(m_events.size()) + 1; next <= mark; ++next) {
      m_failure.note("work on the card", cudaEventSynchronize(m_events.front()));
      m_spare.push_back(m_events.front());
      m_events.pop_front();
    }
    recycle(mark);
    return said();
  }
  void* allocate(int64_t bytes, Home home) override { return (home == Home::Card ? m_pool : m_shared).allocate(bytes); }
  void release(void* memory) override {
    if (!m_shared.release(memory, m_busy, m_marks + 1)) m_pool.release(memory, m_busy, m_marks + 1);
  }

 private:
  const char* said() const { return m_failure.text[0] ? m_failure.text : nullptr; }
  void recycle(int64_t passed) const {
    m_pool.recycle(passed);
    m_shared.recycle(passed);
  }

  cudaStream_t m_stream = nullptr;
  char m_name[256] = "", m_bus[32] = "";
  int64_t m_bytes = 0;
  mutable Failure m_failure;
  mutable Pool m_pool{Home::Card}, m_shared{Home::Processor};
  mutable std::atomic<bool> m_busy{false};
  mutable std::atomic<int64_t> m_marks{0};
  mutable std::deque<cudaEvent_t> m_events;  ///< events of the latest marks that have not been waited for
  mutable std::vector<cudaEvent_t> m_spare;
  Blas m_blas;
  card::KernelsOn<CudaLauncher> m_kernels{CudaLauncher{nullptr, nullptr, nullptr}};
};

}  // namespace
}  // namespace graft::kernels

extern "C" graft::kernels::Card* graft_open_card(int version, char* why, int64_t size) {
  if (version != graft::kernels::kCardInterface) return std::snprintf(why, static_cast<size_t>(size), "it is of another build"), nullptr;
  auto* card = new graft::kernels::CudaCard;
  if (card->open(why, static_cast<size_t>(size))) return card;
  delete card;
  return nullptr;
}
