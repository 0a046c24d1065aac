package parley.server.calendar;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import parley.camelroutes.calendar.CalendarRoute;
import parley.camelroutes.calendar.TimedWork;

/** Every bean of type {@link TimedWork} is timed. */
@Configuration(proxyBeanMethods = false)
public class CalendarConfiguration {

  /** Found and added to the Camel context by Camel's Spring Boot starter. */
  @Bean
  CalendarRoute calendarRoute(ObjectProvider<TimedWork> works) {
    return new CalendarRoute(works.orderedStream().toList());
  }
}
