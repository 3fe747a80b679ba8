// SPDX-License-Identifier: Apache-2.0
#include "core/export/certificate.hpp"
#include "core/export/printed.hpp"

namespace graft {
namespace {

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '&')
      out += "&amp;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

std::string row(const std::string& name, const std::string& value) {
  return "<tr><th>" + escaped(name) + "</th><td>" + value + "</td></tr>\n";
}
std::string code(const std::string& text) { return "<code>" + escaped(text) + "</code>"; }
std::string count(const Json& object, const char* key) { return std::to_string(get<uint64_t>(object, key, 0)); }
std::string number(const Json& object, const char* key) { return printed("%.2e", get<double>(object, key, 0)); }
std::string decimals(const Json& object, const char* key, int digits) { return printed("%.*f", digits, get<double>(object, key, 0)); }

constexpr const char* kStyle = R"(<style>
:root{color-scheme:light dark;--ink:#1b1d22;--soft:#5d6470;--line:#e2e5ea;--paper:#fff;--green:#1a7f4b;--amber:#9a6200;--red:#b3261e}
@media(prefers-color-scheme:dark){:root{--ink:#e8eaee;--soft:#9aa2af;--line:#343942;--paper:#16181d;--green:#5cc98f;--amber:#e0a84b;--red:#f2857c}}
body{font:16px/1.55 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:46rem;margin:3rem auto;padding:0 1.5rem}
h1{font-size:1.6rem;margin:0 0 .25rem}h2{font-size:1.05rem;margin:2.2rem 0 .6rem}p{margin:.4rem 0}.soft{color:var(--soft)}
.verdict{border-left:6px solid;padding:.8rem 1.1rem;margin:1.4rem 0;font-size:1.1rem}.green{border-color:var(--green)}.amber{border-color:var(--amber)}.red{border-color:var(--red)}
.verdict b{text-transform:capitalize}.green b{color:var(--green)}.amber b{color:var(--amber)}.red b{color:var(--red)}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.42rem .6rem .42rem 0;border-bottom:1px solid var(--line);font-weight:400}
th{color:var(--soft);width:45%}code{font:.82rem ui-monospace,monospace;overflow-wrap:anywhere}
</style>)";

std::string comparisonRows(const Json& c) {
  std::string out;
  const auto prompts = count(c, "prompts");
  out += row("Asked", prompts + " prompts, " + count(c, "prompts_from_data") + " of them held-out rows");
  out += row("Same likeliest token", printed("%.2f %% of ", 100 * get<double>(c, "token_agreement", 0)) + count(c, "tokens") + " places");
  out += row("Same greedy answers", count(c, "greedy_equal") + " of " + prompts);
  out += row("Ends its answer at the same place", count(c, "stops_equal") + " of " + prompts + " (by itself: trained " +
                                                      count(c, "stopped_trained") + ", written " + count(c, "stopped_written") + ")");
  out += row("KL from the trained adapter", number(c, "mean_kl") + " nats on average, " + number(c, "max_kl") + " at most");
  out += row("Largest difference of a logit", number(c, "max_logit_difference"));
  if (c.contains("heldout_loss_trained") && c["heldout_loss_trained"].is_number())
    out += row("Held-out loss over " + count(c, "heldout_rows") + " rows",
               "trained " + decimals(c, "heldout_loss_trained", 4) + ", written " + decimals(c, "heldout_loss_written", 4));
  return out;
}

}  // namespace

std::string certificateHtml(const Json& certificate) {
  const auto verdict = get<std::string>(certificate, "verdict", "red");
  std::string out =
      "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width\"><title>Certificate: " +
      escaped(get<std::string>(certificate, "adapter", "")) + "</title>" + kStyle + "</head><body>\n<h1>" +
      escaped(get<std::string>(certificate, "adapter", "")) + "</h1>\n<p class=\"soft\">Exported as " +
      escaped(get<std::string>(certificate, "kind", "")) + ", weights in " + escaped(get<std::string>(certificate, "type", "")) + ", " +
      escaped(get<std::string>(certificate, "made", "")) + "</p>\n<div class=\"verdict " + escaped(verdict) + "\"><b>" + escaped(verdict) +
      "</b><br>" + escaped(get<std::string>(certificate, "sentence", "")) + "</div>\n";
  if (certificate.contains("comparison") && certificate["comparison"].is_object())
    out += "<h2>Written file against the trained adapter</h2>\n<table>\n" + comparisonRows(certificate["comparison"]) + "</table>\n";
  out += "<h2>What it is made of</h2>\n<table>\n";
  for (const auto& [key, name] : {std::pair{"base", "Base"}, std::pair{"base_license", "Licence of the base"}}) {
    if (const auto text = get<std::string>(certificate, key, ""); !text.empty()) out += row(name, escaped(text));
  }
  out += row("Strength", decimals(certificate, "strength", 2));
  for (const auto& [key, hash] : certificate["hashes"].items())
    out += row(key + ", SHA-256", code(hash.is_string() ? hash.get<std::string>() : ""));
  out += "</table>\n<h2>Files</h2>\n<table>\n";
  for (const auto& file : certificate["files"])
    out += row(get<std::string>(file, "name", ""), count(file, "bytes") + " bytes<br>" + code(get<std::string>(file, "sha256", "")));
  return out + "</table>\n<p class=\"soft\">Measured by Graft " GRAFT_VERSION
               " in float32: the written file was loaded again and asked the same prompts as the trained adapter. "
               "<code>graft verify</code> compares the files with the hashes above.</p>\n</body></html>\n";
}

}  // namespace graft
