package parley.server.subscription;

import java.net.InetAddress;

/**
 * Which addresses a notification may go to. Ranges as in the IANA registries of special-purpose
 * addresses (RFC 6890 and what came after it).
 */
final class Addresses {

  private Addresses() {}

  /** An address that belongs to this machine, this network, or nobody. */
  static boolean isPublic(InetAddress address) {
    return !isNeverAllowed(address) && !isPrivate(address);
  }

  /**
   * Never, whatever is configured: link-local, where clouds keep their keys, and no single host.
   */
  static boolean isNeverAllowed(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isMulticastAddress()) {
      return true;
    }
    var bytes = address.getAddress();
    var first = bytes[0] & 0xff;
    if (bytes.length == 4) {
      // "This network", reserved and broadcast; 100.100.100.200 is a cloud's metadata.
      return first == 0 || first >= 240 || is(bytes, 100, 100, 100, 200);
    }
    // fd00:ec2::254 is a cloud's metadata; the rest carry another address inside.
    return is(bytes, 0xfd, 0, 0x0e, 0xc2)
        || is(bytes, 0x00, 0x64, 0xff, 0x9b)
        || is(bytes, 0x20, 0x02)
        || is(bytes, 0x20, 0x01, 0, 0)
        || isCompatible(bytes);
  }

  private static boolean isPrivate(InetAddress address) {
    if (address.isLoopbackAddress() || address.isSiteLocalAddress()) {
      return true;
    }
    var bytes = address.getAddress();
    if (bytes.length == 4) {
      return (is(bytes, 100) && (bytes[1] & 0xc0) == 64) // shared by carriers
          || is(bytes, 192, 0, 0) // protocol assignments
          || (is(bytes, 198) && (bytes[1] & 0xfe) == 18) // benchmarks
          || is(bytes, 192, 0, 2) // documentation, three times
          || is(bytes, 198, 51, 100)
          || is(bytes, 203, 0, 113);
    }
    return (bytes[0] & 0xfe) == 0xfc // unique local
        || is(bytes, 0x20, 0x01, 0x0d, 0xb8); // documentation
  }

  /** ::a.b.c.d, but for ::1, which is loopback. */
  private static boolean isCompatible(byte[] bytes) {
    for (var i = 0; i < 12; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return !(is(bytes, 0) && bytes[12] == 0 && bytes[13] == 0 && bytes[14] == 0 && bytes[15] == 1);
  }

  private static boolean is(byte[] address, int... start) {
    for (var i = 0; i < start.length; i++) {
      if ((address[i] & 0xff) != start[i]) {
        return false;
      }
    }
    return true;
  }
}
