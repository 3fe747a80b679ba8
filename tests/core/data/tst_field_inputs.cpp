// SPDX-License-Identifier: Apache-2.0
// Tests data files as users supply them, each with the rows it must yield. Each case is a kind that was once read wrongly.
#include "core/data/python_literal.hpp"
#include "tests/support/imports.hpp"

namespace graft {
namespace {

struct Brought {
  const char* name;  ///< file name; the extension matters
  std::string bytes;
  std::vector<std::string> rows;       ///< stored rows as JSON, without extra
  std::vector<std::string> leftOut;    ///< "line: reason"
  std::vector<std::string> said = {};  ///< parts of warnings
};

std::string pair(const std::string& question, const std::string& answer) {
  return dump(Json{{"messages", {{{"role", "user"}, {"content", question}}, {{"role", "assistant"}, {"content", answer}}}}});
}
/// Conversation of a question and an answer with additional members.
std::string withMembers(const std::string& answer, const Json& members) {
  Json message = {{"role", "assistant"}, {"content", answer}};
  message.update(members);
  return dump(Json{{"messages", {{{"role", "user"}, {"content", "q"}}, message}}});
}
std::string calling(const std::string& arguments) {
  return R"({"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"","tool_calls":[{"type":"function","function":{"name":"w","arguments":)" +
         arguments + "}}]}]}";
}
/// Row of messages: a question and the given message.
std::string asked(const std::string& message) { return R"({"messages":[{"role":"user","content":"q"},)" + message + "]}\n"; }

std::vector<Brought> conversations() {
  std::vector<Brought> out;
  // Reasoning under other names, and as a part of the content.
  out.push_back({"reasoning.jsonl",
                 asked(R"({"role":"assistant","content":"4","thought":"R"})") +
                     asked(R"({"role":"assistant","content":[{"type":"reasoning","text":"R"},{"type":"text","text":"4"}]})") +
                     asked(R"({"role":"assistant","content":[{"type":"thinking","thinking":"R"},{"type":"text","text":"5"}]})") +
                     asked(R"({"role":"assistant","content":[{"type":"image","text":""},{"type":"text","text":"a"}]})"),
                 {withMembers("4", {{"thought", "R"}}), withMembers("4", {{"reasoning_content", "R"}}),
                  withMembers("5", {{"reasoning_content", "R"}})},
                 {"4: content has a part that is not text (image)"}});
  // Training marks under the names and values of other programs.
  std::string marks;
  for (const char* mark :
       {R"("weight":"0")", R"("train":"False")", R"("loss":"no")", R"("trainable":false)", R"("masked":true)", R"("loss_weight":0.0)"})
    marks += R"({"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b",)" + std::string(mark) +
             R"(},{"role":"user","content":"q"},{"role":"assistant","content":"c","weight":1}]})"
             "\n";
  const auto marked = [](const Json& members) {
    Json first = {{"role", "assistant"}, {"content", "b"}};
    first.update(members);
    return dump(Json{{"messages",
                      {{{"role", "user"}, {"content", "a"}},
                       first,
                       {{"role", "user"}, {"content", "q"}},
                       {{"role", "assistant"}, {"content", "c"}, {"weight", 1}}}}});
  };
  out.push_back(
      {"marks.jsonl",
       marks + asked(R"({"role":"assistant","content":"c","weight":0})") + asked(R"({"role":"assistant","content":"c","mask":true})") +
           asked(R"({"role":"assistant","content":"c","train":"perhaps"})"),
       {marked({{"weight", 0}}), marked({{"train", false}}), marked({{"loss", false}}), marked({{"trainable", false}, {"weight", 0}}),
        marked({{"masked", true}, {"weight", 0}}), marked({{"loss_weight", 0.0}, {"weight", 0}})},
       {"7: marks keep each of its answers from training", "8: 'mask' of a message can be read in two ways; write 'train': true or false",
        "9: 'train' of a message says neither yes nor no: \"perhaps\""}});
  // Tool calls in the spellings found in data sets.
  out.push_back({"calls.jsonl",
                 asked(R"({"role":"assistant","content":"","tool_calls":[{"name":"w","args":{"a":1}}]})") +
                     asked(R"({"role":"assistant","content":"","tool_calls":[{"name":"w","input":"{'a': 'b', 'c': None}"}]})") +
                     asked(R"({"role":"assistant","content":"","tool_calls":[{"name":"w","arguments":"{\"a\": NaN}"}]})") +
                     asked(R"({"role":"assistant","content":"","tool_calls":[{"name":"w","arguments":"\"{\\\"a\\\":2}\""}]})") +
                     asked(R"({"role":"assistant","content":"","tool_calls":"[{\"name\":\"w\",\"arguments\":{\"a\":3}}]"})") +
                     asked(R"({"role":"assistant","content":"plain","tool_calls":"[]"})") +
                     asked(R"({"role":"assistant","content":"null","function_call":{"name":null,"arguments":null}})") +
                     asked(R"({"role":"assistant","content":"","tool_calls":["{\"name\":\"w\",\"arguments\":{\"a\":4}}"]})"),
                 {calling(R"({"a":1})"), calling(R"({"a":"b","c":null})"), calling(R"({"a":null})"), calling(R"({"a":2})"),
                  calling(R"({"a":3})"), pair("q", "plain"), pair("q", "null"), calling(R"({"a":4})")},
                 {}});
  out.push_back({"roles.jsonl",
                 R"({"conversations":[{"from":"Human","value":"q"},{"from":"GPT","value":"a"}],"system":"S"}
{"messages":[{"role":"USER","content":"q"},{"role":"Assistant ","content":"a"}]}
{"messages":[{"role":"system","content":"own"},{"role":"user","content":"q"},{"role":"assistant","content":"a"}],"system":"row"}
)",
                 {R"({"messages":[{"role":"system","content":"S"},{"role":"user","content":"q"},{"role":"assistant","content":"a"}]})"},
                 {"2: the field 'conversations' is missing", "3: the field 'conversations' is missing"}});
  out.push_back({"system.jsonl",
                 R"({"messages":[{"role":"USER","content":"q"},{"role":"Assistant ","content":"a"}],"tools":"None"}
{"messages":[{"role":"system","content":"own"},{"role":"user","content":"q"},{"role":"assistant","content":"a"}],"system":"row","tools":{}}
)",
                 {pair("q", "a"),
                  R"({"messages":[{"role":"system","content":"own"},{"role":"user","content":"q"},{"role":"assistant","content":"a"}]})"},
                 {},
                 {"not used: system"}});
  out.push_back(
      {"printed.csv",
       "id,messages\n1,\"[{'role': 'user', 'content': \"\"it's\\n so\"\"}\n {'role': 'assistant', 'content': 'a', 'x': None}]\"\n",
       {pair("it's\n so", "a")},
       {}});
  // A list of texts next to a named prompt-answer pair is no conversation.
  out.push_back({"tags.jsonl",
                 R"({"instruction":"q","output":"a","data":["tag1","tag2"]})"
                 "\n",
                 {pair("q", "a")},
                 {},
                 {"not used: data"}});
  out.push_back({"contradicting.jsonl",
                 asked(R"({"role":"assistant","content":"a","weight":1,"loss_mask":0})") + asked(R"({"role":"assistant","content":"b"})"),
                 {pair("q", "b")},
                 {"1: marks keep each of its answers from training"}});
  out.push_back(
      {"null_reasoning.jsonl",
       asked(R"({"role":"assistant","content":[{"type":"thinking","thinking":"R"},{"type":"text","text":"4"}],"reasoning_content":null})"),
       {withMembers("4", {{"reasoning_content", "R"}})},
       {}});
  out.push_back(
      {"ultrachat.jsonl",
       R"({"id":"0","data":["q","a","q2","a2"]})"
       "\n"
       R"({"id":"1","data":["q","a","q2"]})"
       "\n",
       {R"({"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a"},{"role":"user","content":"q2"},{"role":"assistant","content":"a2"}]})"},
       {"2: there is no answer at the end"}});
  return out;
}

std::vector<Brought> preferences() {
  const auto preferred = [](const std::string& row, const std::string& rejected) {
    Json out = Json::parse(row);
    out["rejected"] = rejected;
    return dump(out);
  };
  std::vector<Brought> out;
  out.push_back(
      {"trl.jsonl",
       R"({"prompt":[{"role":"user","content":"q"}],"chosen":[{"role":"assistant","content":"a"}],"rejected":[{"role":"assistant","content":"b"}]}
{"chosen":[{"role":"user","content":"q"},{"role":"assistant","content":"c"}],"rejected":[{"role":"user","content":"q"},{"role":"assistant","content":"d"}]}
{"prompt":"q","chosen":[{"role":"user","content":"q"},{"role":"assistant","content":"e"}],"rejected":[{"role":"user","content":"q"},{"role":"assistant","content":"f"}],"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"e"}]}
{"chosen":[{"role":"user","content":"q"},{"role":"assistant","content":"c"}],"rejected":[{"role":"user","content":"other"},{"role":"assistant","content":"d"}]}
)",
       {preferred(pair("q", "a"), "b"), preferred(pair("q", "c"), "d"), preferred(pair("q", "e"), "f")},
       {"4: chosen and rejected differ before the last answer"}});
  out.push_back(
      {"turns.jsonl",
       R"({"prompt":"q","chosen":[{"role":"user","content":"q"},{"role":"assistant","content":"a"},{"role":"user","content":"q2"},{"role":"assistant","content":"good"}],"rejected":[{"role":"user","content":"q"},{"role":"assistant","content":"a"},{"role":"user","content":"q2"},{"role":"assistant","content":"bad"}]})"
       "\n",
       {preferred(
           R"({"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a"},{"role":"user","content":"q2"},{"role":"assistant","content":"good"}]})",
           "bad")},
       {}});
  out.push_back(
      {"orca.jsonl",
       R"({"system":"S","question":"q","chosen":"a","rejected":"b"})"
       "\n",
       {preferred(R"({"messages":[{"role":"system","content":"S"},{"role":"user","content":"q"},{"role":"assistant","content":"a"}]})",
                  "b")},
       {}});
  out.push_back({"hh.jsonl",
                 R"({"chosen":"\n\nHuman: q\n\nAssistant: a","rejected":"\n\nHuman: q\n\nAssistant: b"})"
                 "\n",
                 {preferred(pair("q", "a"), "b")},
                 {}});
  out.push_back({"kto.jsonl",
                 R"({"prompt":"q1","completion":"good","label":1})"
                 "\n"
                 R"({"prompt":"q2","completion":"bad","label":0})"
                 "\n",
                 {R"({"messages":[{"role":"user","content":"q1"},{"role":"assistant","content":"good"}],"label":true})",
                  R"({"messages":[{"role":"user","content":"q2"},{"role":"assistant","content":"bad"}],"label":false})"},
                 {},
                 {"column 'label' says which answers are good"}});
  out.push_back({"kto.csv",
                 "prompt,completion,label\nq1,good,True\nq2,bad,False\n",
                 {R"({"messages":[{"role":"user","content":"q1"},{"role":"assistant","content":"good"}],"label":true})",
                  R"({"messages":[{"role":"user","content":"q2"},{"role":"assistant","content":"bad"}],"label":false})"},
                 {}});
  out.push_back({"cell.csv",
                 "prompt,chosen,rejected\nq,\"[{'role': 'user', 'content': 'q'}, {'role': 'assistant', 'content': 'a'}]\",\"[{'role': "
                 "'user', 'content': 'q'}, {'role': 'assistant', 'content': 'b'}]\"\n",
                 {preferred(pair("q", "a"), "b")},
                 {}});
  out.push_back(
      {"kept.jsonl",
       R"({"prompt":"other words","chosen":[{"role":"user","content":"q"},{"role":"assistant","content":"a"}],"rejected":[{"role":"user","content":"q"},{"role":"assistant","content":"b"}]})"
       "\n",
       {preferred(pair("q", "a"), "b")},
       {},
       {"not used: prompt"}});
  out.push_back(
      {"classes.csv", "prompt,completion,label\nq1,good,3\nq2,bad,1\n", {pair("q1", "good"), pair("q2", "bad")}, {}, {"not used: label"}});
  return out;
}

std::vector<Brought> tables() {
  const auto wide = [](const std::string& text) {
    std::string out;
    for (const char c : text) out += c, out += '\0';
    return out;
  };
  std::vector<Brought> out;
  out.push_back({"columns.json", R"({"question":["a","b"],"answer":["c","d"]})", {pair("a", "c"), pair("b", "d")}, {}});
  out.push_back({"named.json",
                 R"({"What is a?":"A letter","What is b?":"Another"})",
                 {pair("What is a?", "A letter"), pair("What is b?", "Another")},
                 {},
                 {"the names are read as questions"}});
  out.push_back({"by_name.json", R"({"question":{"x":"a","y":"b"},"answer":{"x":"c","y":"d"}})", {pair("a", "c"), pair("b", "d")}, {}});
  out.push_back({"split.json",
                 R"({"columns":["question","answer",7],"index":[0],"data":[["a","b","c"]]})",
                 {pair("a", "b")},
                 {},
                 {"not used: column 7"}});
  out.push_back({"index.json", R"({"0":{"question":"a","answer":"b"}})", {pair("a", "b")}, {}});
  out.push_back({"lists.jsonl", "[\"q\",\"a\"]\n[\"q2\",\"a2\"]\n", {pair("q", "a"), pair("q2", "a2")}, {}});
  out.push_back({"chats.jsonl",
                 R"([{"role":"user","content":"q"},{"role":"assistant","content":"a"}])"
                 "\n"
                 R"([{"role":"user","content":"q2"},{"role":"assistant","content":"a2"}])"
                 "\n",
                 {pair("q", "a"), pair("q2", "a2")},
                 {}});
  out.push_back({"one_line.jsonl",
                 R"({"prompt":"q","completion":"a"}{"prompt":"q2","completion":"a2"})"
                 "\n",
                 {pair("q", "a"), pair("q2", "a2")},
                 {}});
  out.push_back({"texts.jsonl",
                 R"({"question":"Colour?","answers":["blue","sky blue"],"answer":["x","y"]})"
                 "\n"
                 R"({"question":"q","answer":["only"]})"
                 "\n",
                 {pair("q", "only")},
                 {"1: answer is a list of 2 texts, one was expected"}});
  out.push_back({"long_number.jsonl",
                 R"({"id":12345678901234567890123,"prompt":"q","completion":98765432109876543210})"
                 "\n",
                 {pair("q", "98765432109876543210")},
                 {}});
  out.push_back({"array.txt", R"([{"prompt":"q","completion":"a"}])", {pair("q", "a")}, {}});
  out.push_back({"pretty.txt", "{\n \"prompt\": \"q\",\n \"completion\": \"a\"\n}\n", {pair("q", "a")}, {}});
  out.push_back(
      {"unicode.txt", "\xFF\xFE" + wide("question\tanswer\r\nq1\ta1\r\n\r\n\"q\n2\"\ta2\r\n"), {pair("q1", "a1"), pair("q\n2", "a2")}, {}});
  out.push_back({"semicolons.txt", "question;answer\nq1;a1\nq2;a2\n", {pair("q1", "a1"), pair("q2", "a2")}, {}});
  out.push_back({"no_mark.csv", wide("question,answer\nq1,a1\n"), {pair("q1", "a1")}, {}});
  out.push_back({"backslashes.csv",
                 "question,answer\n\"a\\nb C:\\dir\",\"x\"\n\"He said \\\"hi, you\\\"\",\"z\\\\\"\n",
                 {pair("a\\nb C:\\dir", "x"), pair("He said \"hi, you\"", "z\\")},
                 {}});
  out.push_back({"blanks.csv", "question, answer\nq1, \"a, \"\"1\"\"\"\nq2, \"a2\"\n", {pair("q1", "a, \"1\""), pair("q2", "a2")}, {}});
  out.push_back({"trailing.csv",
                 "question,answer\nq1,a1,\nq2,a2,,\nq3,a3,x\n",
                 {pair("q1", "a1"), pair("q2", "a2")},
                 {"4: 3 fields where the header has 2"}});
  out.push_back({"crlf.csv",
                 "question,answer\r\nq1,a1\r\nq2\r\nq3,\"x\r\ny\"\r\nq4\r\nq5,a5\r\n",
                 {pair("q1", "a1"), pair("q3", "x\r\ny"), pair("q5", "a5")},
                 {"3: the answer is empty (1 field where the header has 2)", "6: the answer is empty (1 field where the header has 2)"}});
  out.push_back(
      {"history.csv",
       "instruction,input,output,history\nq,,a,[]\nq2,,a2,\"[[\"\"x\"\",\"\"y\"\"]]\"\n",
       {pair("q", "a"),
        R"({"messages":[{"role":"user","content":"x"},{"role":"assistant","content":"y"},{"role":"user","content":"q2"},{"role":"assistant","content":"a2"}]})"},
       {}});
  out.push_back({"folders.jsonl",
                 R"({"id":"1","parent":"folder/a","prompt":"q","completion":"a"})"
                 "\n"
                 R"({"id":"1","parent":"folder/b","prompt":"q2","completion":"a2"})"
                 "\n",
                 {pair("q", "a"), pair("q2", "a2")},
                 {},
                 {"'parent' names no row of the file", "not used: id, parent"}});
  // Texts that resemble structured data.
  const auto line = [](const std::string& text) { return dump(Json{{"text", text}, {"end_token", true}}); };
  out.push_back({"notes.txt", "[[Home]]\nsecond\n", {line("[[Home]]"), line("second")}, {}});
  out.push_back({"song.txt", "[Verse 1]\n[Instrumental]\n", {line("[Verse 1]"), line("[Instrumental]")}, {}});
  out.push_back(
      {"prose.txt", "It rained; we stayed.\nIt cleared; we went.\n", {line("It rained; we stayed."), line("It cleared; we went.")}, {}});
  return out;
}

/// Dictionaries used as dictionary keys would double their text at each level.
TEST(PythonLiteral, IsReadOrNothing) {
  EXPECT_EQ(jsonOfPythonLiteral(R"([{'a': "it's", 'b': None, 1: (True, -2.5e3,)}])"), R"([{"a":"it's","b":null,"1":[true,-2.5e3]}])");
  EXPECT_EQ(jsonOfPythonLiteral("array([{'x': 'caf\\xe9\\n\\101'}\n {'x': nan}], dtype=object)"),
            "[{\"x\":\"caf\xc3\xa9\\nA\"},{\"x\":null}]");
  std::string deep = "[" + std::string(40, '{') + "'a':1";
  for (int i = 0; i < 39; ++i) deep += "}:1";
  for (const std::string& text : {deep + "}]", std::string(100, '['), std::string("[1 2]"), std::string("{'a' 1}"), std::string("['open"),
                                  std::string("[object Object]"), std::string("words")})
    EXPECT_FALSE(jsonOfPythonLiteral(text)) << text;
}

class Files : public tests::Imports, public testing::WithParamInterface<Brought> {};

TEST_P(Files, rowsAreThoseOfTheFile) {
  const Brought& brought = GetParam();
  ImportOptions options;
  options.holdout = 0;
  ASSERT_VALUE(const Json manifest, import(write(brought.name, brought.bytes), options));
  const Dataset data = std::move(dataset(manifest)).value();
  std::vector<std::string> rows, leftOut, expected;
  for (size_t i = 0; i < data.rows(); ++i) {
    Json row = data.row(i).value();
    row.erase("extra");
    rows.push_back(dump(row));
  }
  for (const auto& row : brought.rows) expected.push_back(dump(Json::parse(row)));
  for (const Json& row : manifest["rejected"]) leftOut.push_back(row["line"].dump() + ": " + row["reason"].get<std::string>());
  EXPECT_EQ(rows, expected);
  EXPECT_EQ(leftOut, brought.leftOut);
  for (const auto& words : brought.said)
    EXPECT_NE(dump(manifest["warnings"]).find(words), std::string::npos) << words << "\n" << dump(manifest["warnings"]);
}

std::string caseName(const testing::TestParamInfo<Brought>& info) {
  std::string out = info.param.name;
  std::replace(out.begin(), out.end(), '.', '_');
  return out;
}
INSTANTIATE_TEST_SUITE_P(Conversations, Files, testing::ValuesIn(conversations()), caseName);
INSTANTIATE_TEST_SUITE_P(Preferences, Files, testing::ValuesIn(preferences()), caseName);
INSTANTIATE_TEST_SUITE_P(Tables, Files, testing::ValuesIn(tables()), caseName);

}  // namespace
}  // namespace graft
