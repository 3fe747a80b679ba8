// SPDX-License-Identifier: Apache-2.0
// A chat template and its output, each byte with the origin that the template engine (core/bridge/src/jinja) carried along.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/json.hpp"
#include "core/bridge/bridge.hpp"

namespace graft {

/// The part of a conversation that a stretch of rendered text comes from.
enum class Part : uint8_t { Template, Content, Reasoning, Call, Other, Tools, Documents };
const char* partName(Part part);

/// Template output: text with origins. Stretches are ascending and cover the text.
struct Rendering {
  static constexpr size_t kNone = SIZE_MAX;
  struct Stretch {
    size_t end = 0;
    Part part = Part::Template;
    size_t message = kNone;  ///< index of the message that the bytes were read from
    size_t turn = kNone;     ///< index of the message that the template's loop was at
    bool generated = false;  ///< inside {% generation %}
    bool isData() const { return part != Part::Template; }
  };
  std::string text;
  std::vector<Stretch> stretches;
  size_t beginOf(size_t stretch) const { return stretch == 0 ? 0 : stretches[stretch - 1].end; }
};

/// A compiled template. Immutable; may be used from several threads.
class ChatTemplate {
 public:
  /// Error{BadInput} with the line of a syntax error.
  static Result<ChatTemplate> compile(const std::string& source);
  /// `context`: the object of variables. Error{BadInput} with the template's own reason, or Python's, for this conversation;
  /// Error{Refused} where the template is of no use for any.
  Result<Rendering> render(const Json& context) const;
  bool hasGenerationBlocks() const { return m_source.find("endgeneration") != std::string::npos; }
  /// Whether it reads a member of this name: .name, ['name'] or "name".
  bool reads(const std::string& name) const;

 private:
  ChatTemplate() = default;
  std::shared_ptr<GraftTemplate> m_handle;
  std::string m_source;
};

}  // namespace graft
