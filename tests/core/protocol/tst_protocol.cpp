// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/frames.hpp"

#include "tests/support/paths.hpp"

namespace graft {
namespace {

std::string stream(int frames) {
  std::string out = streamHeader();
  for (int i = 0; i < frames; ++i) out += encodeFrame({FrameType::Step, static_cast<uint64_t>(i), 5, {{"step", i}, {"loss", 0.5 * i}}});
  return out;
}

TEST(Frames, ArriveWholeHoweverTheyAreCut) {
  const std::string bytes = stream(3);
  for (size_t cut = 1; cut < 9; ++cut) {
    FrameReader reader;
    Frame frame;
    int seen = 0;
    for (size_t at = 0; at < bytes.size(); at += cut) {
      reader.feed(std::string_view(bytes).substr(at, cut));
      while (true) {
        ASSERT_VALUE(const bool more, reader.next(frame));
        if (!more) break;
        EXPECT_EQ(frame.payload["step"].get<int>(), seen++);
      }
    }
    EXPECT_EQ(seen, 3);
  }
}

TEST(Frames, LiesAreErrors) {
  const std::string good = stream(2);
  const auto fails = [](std::string bytes) {
    FrameReader reader;
    reader.feed(bytes);
    Frame frame;
    while (true) {
      const auto more = reader.next(frame);
      if (!more.ok()) return true;
      if (!*more) return false;
    }
  };
  EXPECT_FALSE(fails(good));
  std::string magic = good, version = good, size = good, type = good, order = good;
  magic[0] = 'X';
  version[8] = 9;
  size[15] = 127;  // high byte of the first frame's size
  type[16] = 99;
  order[20] = 7;  // sequence number
  for (const auto& bad : {magic, version, size, type, order}) EXPECT_TRUE(fails(bad));
  EXPECT_FALSE(fails(good.substr(0, good.size() - 1)));  // a cut frame is no error; more bytes are awaited
}

TEST(Frames, ErrorsKeepTheirFourParts) {
  const Error e{Code::DoesNotFit, msg("what"), "where", msg("kept"), msg("hint")};
  const Error back = errorFromJson(toJson(e));
  EXPECT_EQ(back.code, Code::DoesNotFit);
  EXPECT_EQ(back.text(), e.text());
}

}  // namespace
}  // namespace graft
