// SPDX-License-Identifier: Apache-2.0
// Errors as values. Nothing in Graft throws across a module border: a function that touches the world returns Result<T>.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

#include "core/base/message.hpp"

namespace graft {

/// What went wrong; each has one exit code of the command line (0 is never an error).
enum class Code { BadUsage = 2, BadInput = 3, DoesNotFit = 4, Stopped = 5, Refused = 6, Engine = 7, Internal = 70 };

/// One error, in the four parts that a person needs. `where` names file, row, line or tensor; empty parts are not shown.
struct Error {
  Code code = Code::Internal;
  Message what;
  std::string where;
  Message kept, hint;
  bool isLogNamed = false;  ///< `where` is a log of the worker, which a person will want to read

  /// One paragraph for a terminal, in English.
  std::string text() const;
  /// The same error, found at `place`; keeps an inner place.
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
/// GRAFT_TRY(auto x, call()): the value of call(), or return its error from this function.
#define GRAFT_TRY(target, expression)                                                      \
  auto GRAFT_JOIN(outcome_, __LINE__) = (expression);                                      \
  if (!GRAFT_JOIN(outcome_, __LINE__).ok()) return GRAFT_JOIN(outcome_, __LINE__).error(); \
  target = std::move(GRAFT_JOIN(outcome_, __LINE__)).value()
/// GRAFT_CHECK(call()): return the error of a call whose value is not needed.
#define GRAFT_CHECK(expression)                                                \
  do {                                                                         \
    if (auto outcome_ = (expression); !outcome_.ok()) return outcome_.error(); \
  } while (false)
