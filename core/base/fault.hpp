// SPDX-License-Identifier: Apache-2.0
// The system calls of every durable write, each of which a test can make fail, come short, wait, or kill the process:
//   GRAFT_FILE_FAULT=kill:N      SIGKILL instead of the N-th call (from 1) of this process
//   GRAFT_FILE_FAULT=fail:N:E    the N-th call fails with errno E; fail:N+:E every call from the N-th on
//   GRAFT_FILE_FAULT=full:N:K    the N-th call and the next K-1 meet a full disk, then there is room again
//   GRAFT_FILE_FAULT=short:N     write calls from the N-th on take one byte less than half
//   GRAFT_FILE_FAULT=delay:N:MS  sync calls from the N-th on take MS milliseconds longer
// Without that variable the functions are the system calls themselves. Any thread.
#pragma once

#include <sys/types.h>

#include <cstddef>

namespace graft::io {

int open(const char* path, int flags, mode_t mode);
ssize_t write(int fd, const void* data, size_t size);
int sync(int fd);
int rename(const char* from, const char* to);
int unlink(const char* path);
/// Closes the descriptor even if -1 is returned.
int close(int fd);

}  // namespace graft::io
