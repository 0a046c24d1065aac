package parley.submissions.view.path;

import java.util.List;

/**
 * An element of a type.
 *
 * @param name its name in FHIRPath: {@code value} for {@code value[x]}
 * @param many whether it repeats
 * @param forms the properties that hold it in JSON; more than one for a choice of types
 */
record Child(String name, boolean many, List<Form> forms) {

  /**
   * One form of an element.
   *
   * @param property name in JSON, such as {@code valueQuantity}
   * @param shadow name of the property with id and extensions of a primitive value
   */
  record Form(String property, String shadow, FhirType type) {}

  List<FhirType> types() {
    return forms.stream().map(Form::type).toList();
  }
}
