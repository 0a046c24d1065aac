package parley.camelroutes;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import parley.camelroutes.FrameBuffer.Front;

class FrameBufferTest {

  private static final UnpooledByteBufAllocator ALLOCATOR = UnpooledByteBufAllocator.DEFAULT;

  private final FrameBuffer buffer = new FrameBuffer();

  /** The same stream cut into pieces of every length gives the same frames. */
  @Test
  void framesAreFoundHoweverTheyAreCut() {
    var stream = Texts.text(MllpClient.frame(Texts.bytes("a\u001cb"), Texts.bytes(""), bytes(40)));
    for (int piece = 1; piece <= stream.length(); piece++) {
      var frames = new ArrayList<String>();
      for (int at = 0; at < stream.length(); at += piece) {
        add(stream.substring(at, Math.min(stream.length(), at + piece)));
        while (buffer.front() == Front.FRAME) {
          frames.add(taken());
        }
      }
      assertThat(String.join("", frames)).as("pieces of %d", piece).isEqualTo(stream);
      assertThat(frames).hasSize(3);
      assertThat(buffer.front()).isEqualTo(Front.NOTHING);
    }
  }

  @Test
  void theFrontIsToldApart() {
    assertThat(buffer.front()).isEqualTo(Front.NOTHING);
    add("\r\n \u000bMSH");
    assertThat(buffer.front()).isEqualTo(Front.PART_OF_A_FRAME);
    assertThat(Texts.text(buffer.header())).isEqualTo("MSH");
    add("\u001c");
    assertThat(buffer.front()).isEqualTo(Front.PART_OF_A_FRAME);
    add("\rGET");
    assertThat(buffer.front()).isEqualTo(Front.FRAME);
    assertThat(buffer.size()).isEqualTo(6);
    assertThat(taken()).isEqualTo("\u000bMSH\u001c\r");
    assertThat(buffer.front()).isEqualTo(Front.GARBAGE);
  }

  private void add(String text) {
    ByteBuf bytes = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    buffer.add(ALLOCATOR, bytes);
    bytes.release();
  }

  private String taken() {
    var frame = buffer.take();
    try {
      return frame.toString(StandardCharsets.ISO_8859_1);
    } finally {
      frame.release();
    }
  }

  private static byte[] bytes(int count) {
    return Texts.bytes("y".repeat(count));
  }
}
