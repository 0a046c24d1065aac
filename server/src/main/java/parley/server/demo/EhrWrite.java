package parley.server.demo;

import org.hl7.fhir.r4.model.Resource;

/**
 * One {@code PUT} of the EHR.
 *
 * @param resource what is written, its id given by the EHR
 * @param accepted whether it must be stored; else it must be refused with 422
 * @param why what it stands for, in a few plain words
 */
record EhrWrite(Resource resource, boolean accepted, String why) {

  static EhrWrite good(Resource resource, String why) {
    return new EhrWrite(resource, true, why);
  }

  static EhrWrite bad(Resource resource, String why) {
    return new EhrWrite(resource, false, why);
  }
}
