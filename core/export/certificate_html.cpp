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
template <class Count>
std::string count(Count value) {
  return std::to_string(value);
}
std::string number(double value) { return printed("%.2e", value); }
std::string decimals(double value, int digits) { return printed("%.*f", digits, value); }

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

std::string comparisonRows(const Comparison& c) {
  std::string out;
  const auto prompts = count(c.prompts);
  out += row("Asked", prompts + " prompts, " + count(c.promptsFromData) + " of them held-out rows");
  out += row("Same likeliest token", printed("%.2f %% of ", 100 * c.tokenAgreement) + count(c.tokens) + " places");
  out += row("Same greedy answers", count(c.greedyEqual) + " of " + prompts);
  out += row("Ends its answer at the same place", count(c.stopsEqual) + " of " + prompts + " (by itself: trained " +
                                                      count(c.stoppedTrained) + ", written " + count(c.stoppedWritten) + ")");
  out += row("KL from the trained adapter", number(c.meanKl) + " nats on average, " + number(c.maxKl) + " at most");
  out += row("Largest difference of a logit", number(c.maxLogitDifference));
  if (c.heldoutLossTrained && c.heldoutLossWritten)
    out += row("Held-out loss over " + count(c.heldoutRows) + " rows",
               "trained " + decimals(*c.heldoutLossTrained, 4) + ", written " + decimals(*c.heldoutLossWritten, 4));
  return out;
}

}  // namespace

std::string certificateHtml(const Certificate& c) {
  const std::string verdict = nameOf(c.verdict);
  std::string out =
      "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width\"><title>Certificate: " +
      escaped(c.adapter) + "</title>" + kStyle + "</head><body>\n<h1>" + escaped(c.adapter) + "</h1>\n<p class=\"soft\">Exported as " +
      escaped(c.kind) + ", weights in " + escaped(c.type) + ", " + escaped(c.made) + "</p>\n<div class=\"verdict " + verdict + "\"><b>" +
      verdict + "</b><br>" + escaped(c.sentence.text()) + "</div>\n";
  if (c.comparison) out += "<h2>Written file against the trained adapter</h2>\n<table>\n" + comparisonRows(*c.comparison) + "</table>\n";
  out += "<h2>What it is made of</h2>\n<table>\n";
  if (!c.base.empty()) out += row("Base", escaped(c.base));
  if (!c.baseLicense.empty()) out += row("Licence of the base", escaped(c.baseLicense));
  out += row("Strength", decimals(c.strength, 2));
  const std::pair<const char*, std::string> hashes[] = {{"adapter", c.hashes.adapter},
                                                        {"base", c.hashes.base},
                                                        {"data", c.hashes.data},
                                                        {"template", c.hashes.chatTemplate.value_or("")},
                                                        {"tokenizer", c.hashes.tokenizer}};
  for (const auto& [name, hash] : hashes) out += row(std::string(name) + ", SHA-256", code(hash));
  out += "</table>\n<h2>Files</h2>\n<table>\n";
  for (const ExportedFile& file : c.files) out += row(file.name, count(file.bytes) + " bytes<br>" + code(file.sha256));
  return out + "</table>\n<p class=\"soft\">Measured by Graft " GRAFT_VERSION
               " in float32: the written file was loaded again and asked the same prompts as the trained adapter. "
               "<code>graft verify</code> compares the files with the hashes above.</p>\n</body></html>\n";
}

}  // namespace graft
