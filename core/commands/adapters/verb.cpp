// SPDX-License-Identifier: Apache-2.0
// The adapters verbs: list kept adapters by task, their history of use, and bundles.
#include "core/commands/cli/tools.hpp"
#include "core/commands/export/export.hpp"
#include "core/registry/registry.hpp"
#include "core/registry/signature.hpp"

namespace graft::cli {
namespace {

struct AdapterFlags {
  std::string adapter, name, task, model, accepted, alias = "champion", reviewer, note, out, key, search;
  std::map<std::string, std::string> card;
};

std::vector<std::string> openOf(const CardAnswers& card) {
  std::vector<std::string> out;
  for (const Message& question : openQuestions(card)) out.push_back(question.text());
  return out;
}

Json jsonOf(const RegistryVersion& version) {
  return {{"task", version.task},
          {"version", version.number},
          {"aliases", version.aliases},
          {"adapter", version.adapter},
          {"entry", graft::toJson(version.entry)},
          {"card", version.card},
          {"open_questions", openOf(version.card)}};
}

bool holds(const RegistryVersion& version, const std::string& text) {
  return text.empty() || dump(jsonOf(version)).find(text) != std::string::npos;
}

Result<Json> list(const AdapterFlags& f, Context& context) {
  Json out = Json::array();
  std::vector<std::vector<std::string>> rows = {{"adapter", "in use as", "run", "base", "held-out loss", "exact match", "card"}};
  for (const auto& version : Registry(context.home).versions()) {
    if (!holds(version, f.search)) continue;
    std::string aliases;
    for (const auto& alias : version.aliases) aliases += (aliases.empty() ? "" : ", ") + alias;
    const auto heldout = heldoutCells(version.entry.heldoutAfter, 4);
    const auto open = openQuestions(version.card).size();
    rows.push_back({version.label(), aliases.empty() ? "-" : aliases, version.entry.run.value_or("-"), version.entry.base, heldout[0],
                    heldout[1], open ? std::to_string(open) + " open" : "complete"});
    out.push_back(jsonOf(version));
  }
  if (out.empty())
    context.terminal.line(f.search.empty() ? "No adapter is kept yet. Keep one with: graft adapters add RUN --task NAME"
                                           : "No kept adapter holds this text.");
  else
    context.terminal.table(rows, 40);
  return Json{{"adapters", out}};
}

void showFit(const AdapterFit& fit, Context& context) {
  context.terminal.table(
      {{"modules", ""},
       {"matched", std::to_string(fit.matched)},
       {"of them zero", std::to_string(fit.zero)},
       {"missing", fit.remark.empty() ? "0" : fit.remark.text()},
       {"tensors without a place", std::to_string(fit.unmatched.size()) + (fit.unmatched.empty() ? "" : ", first " + fit.unmatched[0])},
       {"says it belongs to", fit.claimedBase.empty() ? "-" : fit.claimedBase}});
}

Result<Json> add(const AdapterFlags& f, Context& context) {
  GRAFT_TRY(const auto adapter, workspace::findAdapter(f.adapter, context.home));
  GRAFT_TRY(const auto model, workspace::findBase(adapter, f.model, context.home));
  GRAFT_TRY(const auto base, ModelFile::open(model));
  GRAFT_TRY(const auto file, AdapterFile::open(adapter, base.config()));
  const AdapterFit fit = fitOf(file, base);
  showFit(fit, context);
  const bool isAsked = workspace::otherBaseOf(adapter, model, context.home).has_value();
  const Registry::Addition addition{f.task, adapter, commands::originOfRun(workspace::runOfAdapter(adapter, context.home)),
                                    isAsked ? f.accepted : fit.claimedBase};
  GRAFT_TRY(const auto version, Registry(context.home).add(addition, base));
  context.terminal.line();
  context.terminal.line("Kept as " + context.terminal.bold(version.label()) + ".");
  if (fit.matched == fit.zero) context.terminal.warning("every module is zero: it answers as the base does");
  Json out = jsonOf(version);
  out["matched"] = fit.matched;
  out["zero"] = fit.zero;
  out["unmatched"] = fit.unmatched;
  return out;
}

std::string answerOf(const CardAnswers& card, const char* key) {
  const auto answer = card.find(key);
  return answer == card.end() ? "not answered" : answer->second;
}

Result<Json> show(const AdapterFlags& f, Context& context) {
  GRAFT_TRY(const auto version, Registry(context.home).find(f.name));
  auto& t = context.terminal;
  t.line(t.bold(version.label()));
  std::vector<std::vector<std::string>> rows = {{"", ""}};
  const AdapterEntry& entry = version.entry;
  for (const auto& [name, value] :
       {std::pair{"run", entry.run.value_or("")}, std::pair{"base", entry.base}, std::pair{"licence of the base", entry.baseLicense},
        std::pair{"adapter, SHA-256", entry.adapterHash.value_or("")}, std::pair{"base, SHA-256", entry.baseHash.value_or("")},
        std::pair{"data, SHA-256", entry.dataHash.value_or("")}, std::pair{"kept since", entry.added}}) {
    if (!value.empty()) rows.push_back({name, value});
  }
  for (const auto& [key, question] : kCardQuestions) rows.push_back({question.english(), answerOf(version.card, key)});
  t.table(rows, 90);
  Json out = jsonOf(version);
  const auto whole = Registry::checkFiles(version);
  out["ok"] = whole.ok();
  if (!whole.ok()) t.warning(whole.error().text());
  return out;
}

Result<Json> card(const AdapterFlags& f, Context& context) {
  const Registry registry(context.home);
  GRAFT_TRY(const auto version, registry.find(f.name));
  CardAnswers card = version.card;
  for (const auto& [key, answer] : f.card) {
    if (!answer.empty()) card[key] = answer;
  }
  if (card != version.card) GRAFT_CHECK(registry.setCard(version, card));
  for (const auto& [key, question] : kCardQuestions)
    context.terminal.line(context.terminal.bold(question.english()) + " " + answerOf(card, key));
  return Json{{"task", version.task}, {"version", version.number}, {"card", card}, {"open_questions", openOf(card)}};
}

Result<Json> promote(const AdapterFlags& f, Context& context) {
  const Registry registry(context.home);
  GRAFT_TRY(const auto version, registry.find(f.name));
  GRAFT_CHECK(registry.promote(version, f.alias, f.reviewer, f.note));
  context.terminal.line(version.label() + " is the " + f.alias + " of " + version.task + " now.");
  return Json{{"task", version.task}, {"version", version.number}, {"alias", f.alias}, {"reviewer", f.reviewer}};
}

Result<Json> rollBack(const AdapterFlags& f, Context& context) {
  GRAFT_TRY(const auto number, Registry(context.home).rollBack(f.name, f.alias, f.reviewer, f.note));
  context.terminal.line(f.name + "@" + std::to_string(number) + " is the " + f.alias + " again.");
  return Json{{"task", f.name}, {"version", number}, {"alias", f.alias}};
}

Result<Json> history(const AdapterFlags& f, Context& context) {
  GRAFT_TRY(const auto lines, Registry(context.home).history(f.name));
  if (lines.empty()) return Error{Code::BadInput, msg("no adapter is kept under this name"), f.name, {}, msg("See graft adapters.")};
  std::vector<std::vector<std::string>> rows = {{"when", "what", "version", "as", "by", "note"}};
  Json shown = Json::array();
  for (const auto& line : lines) {
    shown.push_back(graft::toJson(line));
    rows.push_back({line.at, line.what, std::to_string(line.version.value_or(0)), line.alias.value_or(""), line.reviewer.value_or(""),
                    line.note.value_or("")});
  }
  context.terminal.table(rows, 50);
  return Json{{"task", f.name}, {"history", shown}};
}

Result<Json> pack(const AdapterFlags& f, Context& context) {
  const Registry registry(context.home);
  GRAFT_TRY(const auto version, registry.find(f.name));
  GRAFT_CHECK(registry.pack(version, f.out));
  if (!f.key.empty()) GRAFT_CHECK(signFolder(f.out, f.key));
  context.terminal.line(version.label() + " lies at " + f.out + (f.key.empty() ? ", not signed." : ", signed (model.sig)."));
  return Json{{"bundle", f.out}, {"signed", !f.key.empty()}};
}

Result<Json> unpack(const AdapterFlags& f, Context& context) {
  GRAFT_TRY(const auto version, Registry(context.home).unpack(f.adapter, f.key));
  context.terminal.line("Kept as " + context.terminal.bold(version.label()) +
                        (f.key.empty() ? "; no signature was looked at." : "; its signature holds."));
  return jsonOf(version);
}

void addChanging(CLI::App& group, Context& context, const std::shared_ptr<AdapterFlags>& f) {
  auto* p = addVerb(group, context, "promote", "Give a version an alias; a champion's card must be answered",
                    "graft adapters promote tickets@2 --reviewer \"A. Meier\"", [f, &context] { return promote(*f, context); });
  auto* r = addVerb(group, context, "rollback", "Give an alias back to the version that had it before",
                    "graft adapters rollback tickets --reviewer \"A. Meier\"", [f, &context] { return rollBack(*f, context); });
  p->add_option("NAME", f->name, "TASK@VERSION")->required();
  r->add_option("TASK", f->name, "the task")->required();
  for (auto* verb : {p, r}) {
    verb->add_option("--as", f->alias, "champion, challenger, or another alias")->capture_default_str();
    verb->add_option("--reviewer", f->reviewer, "who has looked at the answers");
    verb->add_option("--note", f->note, "why");
  }
  auto* c = addVerb(group, context, "card", "Answer the five questions of a model card",
                    "graft adapters card tickets@2 --purpose \"Sorting support mail\"", [f, &context] { return card(*f, context); });
  c->add_option("NAME", f->name, "TASK, TASK@VERSION or TASK@ALIAS")->required();
  c->add_option("--purpose", f->card["purpose"], "what it is for");
  c->add_option("--not-for", f->card["not_for"], "what it must not be used for");
  c->add_option("--data-origin", f->card["data_origin"], "where the examples come from, and who agreed");
  c->add_option("--reviewer", f->card["reviewer"], "who has looked at its answers");
  c->add_option("--contact", f->card["contact"], "whom to ask");
}

}  // namespace

static void addVerbs(CLI::App& app, Context& context) {
  auto f = std::make_shared<AdapterFlags>();
  auto* group = addVerb(app, context, "adapters", "Adapters kept by task: versions, aliases, cards, bundles",
                        "graft adapters add tickets-1 --task tickets", [f, &context] { return list(*f, context); });
  group->require_subcommand(0, 1);
  group->add_option("--search", f->search, "only those that hold this text");
  auto* a = addVerb(*group, context, "add", "Keep an adapter as the next version of a task", "graft adapters add tickets-1 --task tickets",
                    [f, &context] { return add(*f, context); });
  a->add_option("ADAPTER", f->adapter, "run, kept adapter, PEFT folder or GGUF adapter")->required();
  a->add_option("--task", f->task, "what it does, as a short name")->required();
  a->add_option("--model", f->model, "its base; default: the run's, else the embedded one");
  a->add_option(kAcceptBase, f->accepted, kAcceptBaseHelp);
  auto* s = addVerb(*group, context, "show", "One version: lineage by hash, card, whether its files are whole",
                    "graft adapters show tickets@champion", [f, &context] { return show(*f, context); });
  s->add_option("NAME", f->name, "TASK, TASK@VERSION or TASK@ALIAS")->required();
  addChanging(*group, context, f);
  auto* h = addVerb(*group, context, "history", "Everything that was done with a task, in a chain of hashes",
                    "graft adapters history tickets", [f, &context] { return history(*f, context); });
  h->add_option("TASK", f->name, "the task")->required();
  auto* p = addVerb(*group, context, "pack", "One folder with adapter, lineage, card and history",
                    "graft adapters pack tickets@2 --out tickets-2 --key me.pem", [f, &context] { return pack(*f, context); });
  p->add_option("NAME", f->name, "TASK, TASK@VERSION or TASK@ALIAS")->required();
  p->add_option("--out", f->out, "folder to make")->required();
  p->add_option("--key", f->key, "private key (P-256, PEM) to sign it with");
  auto* u = addVerb(*group, context, "unpack", "Take such a folder in", "graft adapters unpack tickets-2 --key them.pem.pub",
                    [f, &context] { return unpack(*f, context); });
  u->add_option("BUNDLE", f->adapter, "folder made by pack")->required();
  u->add_option("--key", f->key, "public key: refuse it unless its signature holds");
  auto* k =
      addVerb(*group, context, "key", "Make a key pair for signing", "graft adapters key --out me.pem", [f, &context]() -> Result<Json> {
        GRAFT_CHECK(makeSigningKey(f->out));
        context.terminal.line("Private key " + f->out + " (keep it to yourself), public key " + f->out + ".pub (give it away).");
        return Json{{"private", f->out}, {"public", f->out + ".pub"}};
      });
  k->add_option("--out", f->out, "file of the private key; the public one gets .pub")->required();
}

VerbEntry verbOfAdapters() { return {210, addVerbs}; }

}  // namespace graft::cli
