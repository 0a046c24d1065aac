package parley.server.submission;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import parley.server.view.RecordCommandConfiguration;

/** What the command of submissions needs. */
@Configuration(proxyBeanMethods = false)
@Import({RecordCommandConfiguration.class, SubmissionParts.class})
class SubmissionCommandConfiguration {}
