package parley.mappings.answer;

import parley.mappings.InboundMessage;
import parley.mappings.Mapping;
import parley.mappings.MappingResult;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.hl7v2.Hl7Message;
import parley.mappings.reading.Reading;
import parley.terminology.Terminology;

/**
 * ACK that comes to an inlet as a message of its own. It is journalled and refused: what Parley
 * sends is acknowledged on the connection it was sent on, and an answer that is matched by MSA-2
 * alone could be taken for that to another message.
 *
 * <p>Whoever gives the outbox a way to be told of such answers begins here: MSA-1 and MSA-2 are all
 * there is to tell.
 */
public final class AcknowledgementMapping implements Mapping {

  @Override
  public MappingResult map(InboundMessage inbound, Hl7Message message, Terminology terminology) {
    var reading = new Reading(inbound, message, terminology);
    var msa = reading.needed("MSA");
    if (msa.isPresent() && msa.get().field(2).value().isEmpty()) {
      reading.missing(
          msa.get(),
          2,
          "the acknowledgement does not say what it acknowledges",
          "Send the control id of the message (its MSH-10) in MSA-2.");
    }
    if (!reading.stopped()) {
      reading.note(
          Problem.error(
              ProblemCode.UNAWAITED_ANSWER,
              "MSA-2",
              "nothing at this inlet awaits an acknowledgement; it was journalled and changes"
                  + " nothing",
              "Acknowledge on the connection on which the message came."));
    }
    return reading.rejected();
  }
}
