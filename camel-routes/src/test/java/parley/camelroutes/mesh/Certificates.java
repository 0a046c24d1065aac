package parley.camelroutes.mesh;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;

/**
 * A self-signed certificate for 127.0.0.1, written in DER by hand, because the JDK has no public
 * way to make one.
 */
final class Certificates {

  private static final byte[] ECDSA_WITH_SHA256 = HexFormat.of().parseHex("06082a8648ce3d040302");
  private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");
  private static final byte[] ALTERNATIVE_NAME = HexFormat.of().parseHex("0603551d11");

  private final KeyPair keys;
  private final Certificate certificate;

  Certificates(String name) {
    try {
      keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
      var body = body(name);
      var signing = Signature.getInstance("SHA256withECDSA");
      signing.initSign(keys.getPrivate());
      signing.update(body);
      var bits = join(new byte[] {0}, signing.sign());
      var whole = der(0x30, body, der(0x30, ECDSA_WITH_SHA256), der(0x03, bits));
      certificate =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(whole));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] body(String name) {
    var commonName = der(0x30, COMMON_NAME, der(0x0c, name.getBytes(StandardCharsets.UTF_8)));
    var subject = der(0x30, der(0x31, commonName));
    var address = der(0x30, der(0x87, new byte[] {127, 0, 0, 1}));
    var extension = der(0x30, ALTERNATIVE_NAME, der(0x04, address));
    return der(
        0x30,
        der(0xa0, der(0x02, new byte[] {2})),
        der(0x02, BigInteger.ONE.toByteArray()),
        der(0x30, ECDSA_WITH_SHA256),
        subject,
        der(0x30, time("200101000000Z"), time("491231235959Z")),
        subject,
        keys.getPublic().getEncoded(),
        der(0xa3, der(0x30, extension)));
  }

  private static byte[] time(String utc) {
    return der(0x17, utc.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] der(int tag, byte[]... parts) {
    var content = join(parts);
    var out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 128) {
      out.write(content.length);
    } else {
      var length = BigInteger.valueOf(content.length).toByteArray();
      int skip = length[0] == 0 ? 1 : 0;
      out.write(0x80 | length.length - skip);
      out.write(length, skip, length.length - skip);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (var part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** A key store with the key and its certificate. */
  MeshTls.Store own(Path folder, String password) {
    return store(folder, password, true);
  }

  /** A trust store with the certificate alone. */
  MeshTls.Store trusted(Path folder, String password) {
    return store(folder, password, false);
  }

  private MeshTls.Store store(Path folder, String password, boolean withKey) {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      if (withKey) {
        var chain = new Certificate[] {certificate};
        store.setKeyEntry("own", keys.getPrivate(), password.toCharArray(), chain);
      } else {
        store.setCertificateEntry("trusted", certificate);
      }
      var file = Files.createTempFile(folder, "store-", ".p12");
      try (var out = Files.newOutputStream(file)) {
        store.store(out, password.toCharArray());
      }
      return new MeshTls.Store(file, new Secret(password));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
