package parley.submissions.attack;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that makes an attack of the list in docs/privacy.md. It fails unless {@link Defence} saw
 * the attack work with the defence off. Goes beside {@code @Test}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(AttackWatch.class)
public @interface Attack {

  /** First number of the list. */
  int value();

  /** Last number of the list, of a test that makes several. */
  int to() default 0;

  /** What is tried. */
  String by();

  /** The defence that a switch in the test takes away. */
  String off();
}
