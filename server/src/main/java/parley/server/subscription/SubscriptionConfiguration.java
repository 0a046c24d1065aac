package parley.server.subscription;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.IInterceptorService;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.dao.tx.IHapiTransactionService;
import ca.uhn.fhir.jpa.searchparam.matcher.InMemoryResourceMatcher;
import ca.uhn.fhir.jpa.searchparam.matcher.IndexedSearchParamExtractor;
import java.net.InetAddress;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.camelroutes.outbox.Outbox;
import parley.server.settings.GatewaySettings;

/** Rest-hook Subscriptions. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SubscriberSettings.class)
public class SubscriptionConfiguration {

  @Bean
  EndpointPolicy endpointPolicy(SubscriberSettings settings) {
    return new EndpointPolicy(settings, InetAddress::getAllByName);
  }

  @Bean
  Criteria subscriptionCriteria(
      InMemoryResourceMatcher matcher, IndexedSearchParamExtractor extractor) {
    return new Criteria(matcher, extractor);
  }

  @Bean
  SubscriptionRule subscriptionRule(
      FhirContext context, EndpointPolicy endpoints, Criteria criteria, Clock clock) {
    return new SubscriptionRule(context, endpoints, criteria, clock);
  }

  @Bean
  HookRows hookRows(JdbcTemplate jdbc) {
    return new HookRows(jdbc);
  }

  @Bean
  Notifier notifier(
      FhirContext context,
      GatewaySettings gateway,
      SubscriberSettings settings,
      HookRows rows,
      Outbox outbox,
      Criteria criteria,
      EndpointPolicy endpoints,
      Clock clock) {
    var notifications =
        new Notifications(context, gateway.baseUrl(), settings.keep(), settings.handshake(), clock);
    return new Notifier(rows, outbox, notifications, criteria, endpoints);
  }

  /** Registered with the storage, where messages pass as well as REST. */
  @Bean
  SubscriptionHooks subscriptionHooks(
      Notifier notifier, @Qualifier("jpaInterceptorService") IInterceptorService storage) {
    var hooks = new SubscriptionHooks(notifier);
    storage.registerInterceptor(hooks);
    return hooks;
  }

  @Bean
  SubscriptionStates subscriptionStates(DaoRegistry daos, IHapiTransactionService transactions) {
    return new SubscriptionStates(daos, transactions);
  }

  @Bean
  HookClients hookClients(SubscriberSettings settings, EndpointPolicy endpoints) {
    return new HookClients(settings, endpoints);
  }

  @Bean
  RestHookTransport restHookTransport(
      EndpointPolicy endpoints, HookClients clients, SubscriptionStates states, Clock clock) {
    return new RestHookTransport(endpoints, clients, states, clock);
  }

  @Bean
  HookDestinations hookDestinations(HookRows rows) {
    return new HookDestinations(rows);
  }

  @Bean
  SubscriptionWatch subscriptionWatch(
      HookRows rows,
      SubscriptionStates states,
      SubscriptionRule rule,
      SubscriberSettings settings,
      Clock clock) {
    return new SubscriptionWatch(rows, states, rule, settings.sweep(), clock);
  }
}
