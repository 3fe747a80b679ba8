// SPDX-License-Identifier: Apache-2.0
// Chat template and its output. Each output byte has the origin tracked by the template engine (core/bridge/src/jinja).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/json.hpp"
#include "core/bridge/bridge.hpp"

namespace graft {

/// Part of a conversation from which rendered text originates.
enum class Part : uint8_t { Template, Content, Reasoning, Call, Other, Tools, Documents };
const char* partName(Part part);

/// Template output: text with origins. Stretches are ascending and cover the text.
struct Rendering {
  static constexpr size_t kNone = SIZE_MAX;
  struct Stretch {
    size_t end = 0;
    Part part = Part::Template;
    size_t message = kNone;  ///< index of the message that contains the bytes
    size_t turn = kNone;     ///< index of the message of the template's loop iteration
    bool generated = false;  ///< inside {% generation %}
    bool isData() const { return part != Part::Template; }
  };
  std::string text;
  std::vector<Stretch> stretches;
  size_t beginOf(size_t stretch) const { return stretch == 0 ? 0 : stretches[stretch - 1].end; }
};

/// Compiled template. Immutable and thread-safe.
class ChatTemplate {
 public:
  /// Error{BadInput} with the line of a syntax error.
  static Result<ChatTemplate> compile(const std::string& source);
  /// `context` is the object of variables. Error{BadInput} with the template's or Python's reason if this conversation fails.
  /// Error{Refused} if the template is unusable for every conversation.
  Result<Rendering> render(const Json& context) const;
  bool hasGenerationBlocks() const { return m_source.find("endgeneration") != std::string::npos; }
  /// True if the template reads a member of this name: .name, ['name'] or "name".
  bool reads(const std::string& name) const;

 private:
  ChatTemplate() = default;
  std::shared_ptr<GraftTemplate> m_handle;
  std::string m_source;
};

}  // namespace graft
