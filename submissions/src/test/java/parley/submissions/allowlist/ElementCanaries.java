package parley.submissions.allowlist;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Resources with a word of its own in each element that an attack of the list names. */
final class ElementCanaries {

  private static final Pattern PLACE = Pattern.compile("@(word|data|date)@");

  /** A resource, and the words that stand in it. */
  record Made(String json, List<String> words) {}

  private ElementCanaries() {}

  static List<Made> of(int attack) {
    return templates(attack).stream().map(ElementCanaries::made).toList();
  }

  private static List<String> templates(int attack) {
    return switch (attack) {
      case 8 -> IDS;
      case 9 -> IDENTIFIERS;
      case 10 -> HIDDEN;
      case 11 -> TYPED;
      case 12 -> ATTACHED;
      default -> RARE;
    };
  }

  private static Made made(String template) {
    var words = new ArrayList<String>();
    var json =
        PLACE
            .matcher(template.replace('\'', '"'))
            .replaceAll(
                place -> {
                  var number = words.size();
                  var word = "quibbleton%02dx".formatted(number);
                  if (place.group(1).equals("date")) {
                    word = "19%02d-03-%02d".formatted(30 + number, 1 + number % 28);
                  }
                  words.add(word);
                  return place.group(1).equals("data")
                      ? Base64.getEncoder().encodeToString(word.getBytes(StandardCharsets.UTF_8))
                      : word;
                });
    return new Made(json, words);
  }

  private static final List<String> IDS =
      List.of(
          """
          {'resourceType':'Bundle','type':'transaction','entry':[{'fullUrl':'https://x.example/Patient/@word@',
           'request':{'method':'GET','url':'Patient?identifier=@word@','ifNoneExist':'identifier=@word@'},
           'response':{'status':'201','location':'Patient/@word@/_history/1'},
           'resource':{'resourceType':'Patient','id':'@word@'}}],'link':[{'relation':'self','url':'https://x.example/@word@'}]}""",
          """
          {'resourceType':'Observation','id':'@word@','status':'final','subject':{'reference':'Patient/@word@/_history/3',
           'type':'Patient','identifier':{'value':'@word@'},'display':'@word@'},
           'device':{'reference':'https://x.example/Device/@word@'}}""",
          """
          {'resourceType':'Observation','status':'final','subject':{'reference':'urn:uuid:@word@'},
           'instantiatesCanonical':'https://x.example/Plan/@word@'}""",
          """
          {'resourceType':'Observation','status':'final','subject':{'reference':'Patient?identifier=@word@'},'device':{'reference':'#@word@'}}""",
          """
          {'resourceType':'QuestionnaireResponse','status':'completed','questionnaire':'https://x.example/Questionnaire/@word@|1','identifier':{'value':'@word@'}}""");

  private static final List<String> IDENTIFIERS =
      List.of(
          """
          {'resourceType':'Patient','gender':'male','identifier':[{'use':'official','system':'https://x.example/@word@',
           'value':'@word@','type':{'text':'@word@'},'period':{'start':'@date@','end':'@date@'},
           'assigner':{'display':'@word@','reference':'Organization/@word@'},
           'extension':[{'url':'https://x.example/verification','valueCodeableConcept':{'coding':[{'code':'@word@'}]}}]}],
           'meta':{'tag':[{'code':'@word@','display':'@word@'}],'source':'urn:@word@','versionId':'@word@',
           'lastUpdated':'@date@T10:00:00Z','profile':['https://x.example/@word@'],'security':[{'code':'@word@'}]},
           'language':'en-x-@word@'}""",
          """
          {'resourceType':'Patient','gender':'male','implicitRules':'https://x.example/@word@'}""");

  private static final List<String> HIDDEN =
      List.of(
          """
          {'resourceType':'Patient','gender':'male','_gender':{'id':'@word@','extension':[{'url':'https://x.example/@word@','valueString':'@word@'}]},
           'birthDate':'@date@','_birthDate':{'extension':[{'url':'http://hl7.org/fhir/StructureDefinition/patient-birthTime','valueDateTime':'@date@T09:12:00Z'}]},
           'text':{'status':'generated','div':'<div>@word@</div>'},'contained':[{'resourceType':'Patient','id':'@word@','name':[{'family':'@word@'}]}],
           'extension':[{'url':'https://x.example/@word@','extension':[{'url':'a','extension':[{'url':'b','valueString':'@word@'}]}]}],
           'fhir_comments':['@word@'],'unknown':'@word@','maritalStatus':{'id':'@word@','coding':[{'id':'@word@','system':'https://x.example/@word@','code':'@word@'}]}}""",
          """
          {'resourceType':'Patient','gender':'male','modifierExtension':[{'url':'https://x.example/@word@','valueString':'@word@'}]}""",
          """
          {'resourceType':'Patient','gender':'male','contact':[{'gender':'male','modifierExtension':[{'url':'https://x.example/@word@','valueString':'@word@'}]}]}""");

  private static final List<String> TYPED =
      List.of(
          """
          {'resourceType':'Observation','status':'final','code':{'text':'@word@','coding':[{'system':'http://loinc.org','code':'@word@','display':'@word@','userSelected':true}]},
           'valueString':'@word@','performer':[{'display':'@word@'}]}""",
          """
          {'resourceType':'QuestionnaireResponse','status':'completed','author':{'display':'@word@'},'source':{'display':'@word@'},
           'item':[{'linkId':'@word@','text':'@word@','answer':[{'valueString':'@word@'},{'valueAttachment':{'title':'@word@','data':'@data@'}},
            {'valueCoding':{'display':'@word@','code':'@word@'}},{'valueUri':'urn:@word@'},{'valueReference':{'reference':'Patient/@word@'}},{'valueDate':'@date@'}],
            'item':[{'linkId':'q','answer':[{'valueString':'@word@'}]}]}]}""");

  private static final List<String> ATTACHED =
      List.of(
          """
          {'resourceType':'DocumentReference','status':'current','description':'@word@','content':[{'attachment':{'contentType':'text/plain',
           'data':'@data@','title':'@word@','hash':'@data@','url':'https://x.example/@word@','creation':'@date@'}}]}""",
          """
          {'resourceType':'Binary','contentType':'text/plain','data':'@data@','securityContext':{'reference':'Patient/@word@'}}""",
          """
          {'resourceType':'Provenance','target':[{'reference':'Observation/@word@'}],'recorded':'@date@T10:00:00Z','agent':[{'who':{'display':'@word@'}}],
           'signature':[{'who':{'display':'@word@'},'data':'@data@'}],'entity':[{'what':{'reference':'Patient/@word@'}}]}""",
          """
          {'resourceType':'AuditEvent','outcome':'0','agent':[{'name':'@word@','altId':'@word@','network':{'address':'@word@'}}],
           'entity':[{'name':'@word@','query':'@data@','detail':[{'type':'x','valueString':'@word@'}]}]}""",
          """
          {'resourceType':'Communication','status':'completed','payload':[{'contentString':'@word@'},{'contentAttachment':{'url':'https://x.example/@word@'}}]}""",
          """
          {'resourceType':'Task','status':'requested','note':[{'text':'@word@'}],'description':'@word@','input':[{'valueString':'@word@'}]}""",
          """
          {'resourceType':'List','status':'current','title':'@word@','entry':[{'item':{'reference':'Patient/@word@'}}]}""",
          """
          {'resourceType':'Group','actual':true,'name':'@word@','member':[{'entity':{'reference':'Patient/@word@'}}]}""",
          """
          {'resourceType':'MeasureReport','status':'complete','subject':{'reference':'Patient/@word@'},'evaluatedResource':[{'reference':'Patient/@word@'}],
           'group':[{'population':[{'subjectResults':{'reference':'List/@word@'}}]}]}""");

  private static final List<String> RARE =
      List.of(
          """
          {'resourceType':'Patient','gender':'male','deceasedDateTime':'@date@','multipleBirthInteger':1,'multipleBirthBoolean':true,
           'generalPractitioner':[{'display':'@word@','reference':'Organization/@word@'}],
           'contact':[{'gender':'male','name':{'family':'@word@'},'telecom':[{'value':'@word@'}],'relationship':[{'text':'@word@'}]}],
           'link':[{'other':{'reference':'Patient/@word@','display':'@word@'},'type':'seealso'}],
           'maritalStatus':{'text':'@word@','coding':[{'system':'https://x.example','code':'@word@'}]}}""",
          """
          {'resourceType':'Encounter','status':'finished','location':[{'location':{'display':'@word@','reference':'Location/@word@'}}]}""",
          """
          {'resourceType':'Observation','status':'final','note':[{'text':'@word@','authorString':'@word@'}],'device':{'display':'@word@','reference':'Device/@word@'}}""",
          """
          {'resourceType':'CarePlan','status':'active','title':'@word@','description':'@word@','note':[{'text':'@word@'}]}""",
          """
          {'resourceType':'ServiceRequest','status':'active','patientInstruction':'@word@','note':[{'text':'@word@'}]}""");
}
