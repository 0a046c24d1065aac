package parley.camelroutes;

import java.util.Optional;
import parley.mappings.Content;

/** A file that is one message, in a format that says of itself where it ends. */
final class WholeFile implements SplitFile {

  private final byte[] bytes;
  private boolean given;

  WholeFile(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public Optional<Item> next() {
    if (given) {
      return Optional.empty();
    }
    given = true;
    return Optional.of(new Item.Taken(1, new Content(bytes)));
  }

  @Override
  public byte[] refusal(Item.Refused item) {
    throw new IllegalStateException("the whole file is taken");
  }

  @Override
  public byte[] closing() {
    return new byte[0];
  }

  @Override
  public boolean sound() {
    return true;
  }
}
