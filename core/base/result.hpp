// SPDX-License-Identifier: Apache-2.0
// Errors as values. No exception crosses a module border: functions with side effects or input return Result<T>.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

#include "core/base/message.hpp"

namespace graft {

/// Category of an error. Each has an exit code of the command line (0 is never an error).
enum class Code { BadUsage = 2, BadInput = 3, DoesNotFit = 4, Stopped = 5, Refused = 6, Engine = 7, Internal = 70 };

/// Error in four parts. `where` names the file, row, line or tensor. Empty parts are not shown.
struct Error {
  Code code = Code::Internal;
  Message what;
  std::string where;
  Message kept, hint;
  bool isLogNamed = false;  ///< `where` is the worker's log, for the user to read

  /// Formats the error as one English paragraph for a terminal.
  std::string text() const;
  /// Returns a copy with `place` as its location. An existing inner location is kept.
  Error at(const std::string& place) const {
    Error e = *this;
    e.where = e.where.empty() ? place : place + ", " + e.where;
    return e;
  }
};

const char* codeName(Code code);

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : m_state(std::move(value)) {}
  Result(Error error) : m_state(std::move(error)) {}
  bool ok() const { return m_state.index() == 0; }
  explicit operator bool() const { return ok(); }
  T& value() & {
    assert(ok());
    return std::get<0>(m_state);
  }
  const T& value() const& {
    assert(ok());
    return std::get<0>(m_state);
  }
  T&& value() && {
    assert(ok());
    return std::get<0>(std::move(m_state));
  }
  const Error& error() const {
    assert(!ok());
    return std::get<1>(m_state);
  }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }

 private:
  std::variant<T, Error> m_state;
};

struct Done {};
using Status = Result<Done>;

}  // namespace graft

#define GRAFT_JOIN2(a, b) a##b
#define GRAFT_JOIN(a, b) GRAFT_JOIN2(a, b)
/// GRAFT_TRY(auto x, call()): assigns the value of call(), or returns its error from the enclosing function.
#define GRAFT_TRY(target, expression)                                                      \
  auto GRAFT_JOIN(outcome_, __LINE__) = (expression);                                      \
  if (!GRAFT_JOIN(outcome_, __LINE__).ok()) return GRAFT_JOIN(outcome_, __LINE__).error(); \
  target = std::move(GRAFT_JOIN(outcome_, __LINE__)).value()
/// GRAFT_CHECK(call()): returns the error of a call whose value is not needed.
#define GRAFT_CHECK(expression)                                                \
  do {                                                                         \
    if (auto outcome_ = (expression); !outcome_.ok()) return outcome_.error(); \
  } while (false)
