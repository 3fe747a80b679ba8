// SPDX-License-Identifier: Apache-2.0
// The verb verify: checks written files against their certificate, signature or format.
#include <algorithm>

#include "core/commands/cli/tools.hpp"
#include "core/commands/verify/verify.hpp"

namespace graft::cli {
namespace {

Result<Json> verify(const std::string& path, const std::string& model, const std::string& key, const std::string& acceptedBase,
                    Context& context) {
  GRAFT_TRY(const auto result, commands::verify(path, model, key, context.home, acceptedBase));
  auto& t = context.terminal;
  std::vector<std::vector<std::string>> rows = {{"", "checked", ""}};
  for (const commands::VerifiedPart& part : result.checks) rows.push_back({part.ok ? "ok" : "WRONG", part.name, part.detail.text()});
  t.table(rows, 100);
  if (result.ok) return toJson(result);
  const auto wrong = std::find_if(result.checks.begin(), result.checks.end(), [](const auto& part) { return !part.ok; });
  const std::string first = wrong == result.checks.end() ? "" : wrong->name + ": " + wrong->detail.text();
  return Error{Code::BadInput,
               msg("this %1 is not in order. %2", result.kind, first),
               path,
               {},
               msg("Export it again, or take it from where it was whole.")};
}

void add(CLI::App& app, Context& context) {
  auto path = std::make_shared<std::string>(), model = std::make_shared<std::string>(), key = std::make_shared<std::string>(),
       accepted = std::make_shared<std::string>();
  auto* v = addVerb(app, context, "verify", "Is an export, adapter, model or checkpoint whole and unchanged?", "graft verify tickets.gguf",
                    [path, model, key, accepted, &context] { return verify(*path, *model, *key, *accepted, context); });
  v->add_option("PATH", *path, "export, PEFT folder, GGUF file, checkpoint folder, or a run")->required();
  v->add_option("--key", *key, "public key file: checks the signature of the folder (model.sig) instead");
  v->add_option("--model", *model, "base of an adapter without certificate; default: the run's, else the embedded one");
  v->add_option(kAcceptBase, *accepted, kAcceptBaseHelp);
}

}  // namespace

VerbEntry verbOfVerify() { return {170, add}; }

}  // namespace graft::cli
