package parley.server.subscription;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.http.HttpHost;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.socket.PlainConnectionSocketFactory;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.springframework.beans.factory.DisposableBean;
import parley.server.subscription.SubscriberSettings.Target;
import parley.server.work.DaemonThreads;

/**
 * HTTP clients, one for each target, that connect to the very addresses that were checked: a name
 * that gives another address a moment later gains nothing. The JDK's client resolves for itself.
 */
final class HookClients implements DisposableBean {

  private static final int CONNECTIONS = 200;

  private final SubscriberSettings settings;
  private final EndpointPolicy endpoints;
  private final Map<String, CloseableHttpClient> clients = new ConcurrentHashMap<>();
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("subscription-deadlines"));

  HookClients(SubscriberSettings settings, EndpointPolicy endpoints) {
    this.settings = settings;
    this.endpoints = endpoints;
  }

  CloseableHttpClient of(Target target) {
    return clients.computeIfAbsent(
        target.name() + target.privateAddresses() + target.hosts(), key -> client(target));
  }

  /** Where a request goes, as {@link URI} reads it; nothing reads it another time. */
  static HttpHost host(URI url) {
    return new HttpHost(url.getHost(), url.getPort(), url.getScheme());
  }

  /** Ends a try that goes on and on, one byte at a time. */
  Deadline deadline(HttpUriRequest request) {
    var longest = SubscriberSettings.LONGEST_TRY.toMillis();
    var task = deadlines.schedule(request::abort, longest, TimeUnit.MILLISECONDS);
    return () -> task.cancel(false);
  }

  /** Closed when the try has ended. */
  @FunctionalInterface
  interface Deadline extends AutoCloseable {
    @Override
    void close();
  }

  private CloseableHttpClient client(Target target) {
    var sockets =
        RegistryBuilder.<ConnectionSocketFactory>create()
            .register("http", PlainConnectionSocketFactory.getSocketFactory())
            .register("https", SSLConnectionSocketFactory.getSocketFactory())
            .build();
    var connections =
        new PoolingHttpClientConnectionManager(sockets, host -> endpoints.addresses(target, host));
    connections.setMaxTotal(CONNECTIONS);
    connections.setDefaultMaxPerRoute(CONNECTIONS);
    var request =
        RequestConfig.custom()
            .setConnectTimeout((int) settings.connect().toMillis())
            .setConnectionRequestTimeout((int) settings.connect().toMillis())
            .setSocketTimeout((int) settings.answer().toMillis())
            .setRedirectsEnabled(false)
            .setAuthenticationEnabled(false)
            .build();
    return HttpClientBuilder.create()
        .setConnectionManager(connections)
        .setDefaultRequestConfig(request)
        .setUserAgent("Parley")
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .build();
  }

  @Override
  public void destroy() throws java.io.IOException {
    deadlines.shutdownNow();
    for (var client : clients.values()) {
      client.close();
    }
  }
}
