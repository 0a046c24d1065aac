package parley.server.synth;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import parley.server.database.DatabaseConfiguration;
import parley.server.settings.GatewaySettings;

/** The database alone, its schema brought up to date. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewaySettings.class)
@Import(DatabaseConfiguration.class)
class SynthStoreConfiguration {}
