package parley.camelroutes.mesh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Both sides of TLS: the client's own certificate, and whom it trusts. */
public final class MeshTls {

  private static final String PKCS12 = "PKCS12";

  private MeshTls() {}

  /**
   * A key store in PKCS#12.
   *
   * @param file the store
   * @param password of the store and its key
   */
  public record Store(Path file, Secret password) {}

  /**
   * Makes the context.
   *
   * @param own the client's certificate with its key; empty for none, which only a sandbox allows
   * @param trusted certificates of the authorities; empty for those of the Java platform
   * @throws IllegalArgumentException when a store cannot be read; it names the file, not the
   *     password
   */
  public static SSLContext context(Optional<Store> own, Optional<Store> trusted) {
    try {
      var context = SSLContext.getInstance("TLS");
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      if (own.isPresent()) {
        keys.init(load(own.get()), own.get().password().value().toCharArray());
      }
      if (trusted.isPresent()) {
        trust.init(load(trusted.get()));
      }
      context.init(
          own.isPresent() ? keys.getKeyManagers() : new javax.net.ssl.KeyManager[0],
          trusted.isPresent() ? trust.getTrustManagers() : platform(trust),
          new java.security.SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the certificates for MESH cannot be used", e);
    }
  }

  private static javax.net.ssl.TrustManager[] platform(TrustManagerFactory trust)
      throws GeneralSecurityException {
    trust.init((KeyStore) null);
    return trust.getTrustManagers();
  }

  private static KeyStore load(Store store) {
    try (var in = Files.newInputStream(store.file())) {
      var keys = KeyStore.getInstance(PKCS12);
      keys.load(in, store.password().value().toCharArray());
      return keys;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          store.file() + " is no PKCS#12 store that opens with its password", e);
    }
  }
}
