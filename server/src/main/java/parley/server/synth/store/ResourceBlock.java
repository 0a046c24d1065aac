package parley.server.synth.store;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.model.entity.EntityIndexStatusEnum;
import ca.uhn.fhir.parser.IParser;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import parley.terminology.Systems;

/** The rows of some resources, in the form in which HAPI keeps the first version of a resource. */
final class ResourceBlock {

  private static final int INDEXED = EntityIndexStatusEnum.INDEXED_RDBMS_ONLY.ordinal();
  private static final String FHIR = "R4";

  private final StoreFacts facts;
  private final Keys keys;
  private final Map<String, Long> shared;
  private final Map<String, Long> own = new HashMap<>();
  private final Map<StoreTable, CopyText> rows = new EnumMap<>(StoreTable.class);
  private final IParser json;
  private final MessageDigest sha256;

  /**
   * A block.
   *
   * @param shared keys of the resources of earlier blocks that these refer to, by {@code Type/id}
   */
  ResourceBlock(FhirContext context, StoreFacts facts, Keys keys, Map<String, Long> shared) {
    this.facts = facts;
    this.keys = keys;
    this.shared = shared;
    this.json = context.newJsonParser();
    for (var table : StoreTable.values()) {
      rows.put(table, new CopyText());
    }
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Makes the rows of resources that refer to each other and to earlier ones only. */
  ResourceBlock add(List<Resource> resources) {
    for (var resource : resources) {
      if (own.put(name(resource), keys.of(StoreTable.RESOURCE)) != null) {
        throw new IllegalStateException("a resource is made twice");
      }
    }
    resources.forEach(this::add);
    return this;
  }

  /** Keys of the resources of this block, by {@code Type/id}. */
  Map<String, Long> own() {
    return own;
  }

  CopyText rows(StoreTable table) {
    return rows.get(table);
  }

  private static String name(Resource resource) {
    return resource.fhirType() + '/' + resource.getIdElement().getIdPart();
  }

  private void add(Resource resource) {
    var type = resource.fhirType();
    var typeKey = facts.type(type);
    var key = own.get(name(resource));
    var version = keys.of(StoreTable.VERSION);
    for (var profile : resource.getMeta().getProfile()) {
      tag(type, key, version, profile);
    }
    var tagged = resource.getMeta().hasProfile();
    var links = links(resource, key);
    var tokens = tokens(resource, key);
    var dates = dates(resource, key);
    if (resource instanceof Patient patient) {
      identifiers(patient);
    }
    var id = resource.getIdElement().getIdPart();
    var text = text(resource);
    rows.get(StoreTable.RESOURCE)
        .row(
            key,
            id,
            type,
            typeKey,
            1,
            FHIR,
            tagged,
            facts.now(),
            facts.now(),
            hash(text),
            INDEXED,
            links,
            tokens,
            dates,
            false,
            false,
            false,
            false,
            false,
            false,
            false,
            false,
            false);
    rows.get(StoreTable.VERSION)
        .row(version, key, type, typeKey, 1, FHIR, tagged, facts.now(), facts.now(), "JSON", text);
  }

  private void tag(String type, long key, long version, CanonicalType profile) {
    var tag = facts.profiles().number(profile.getValue());
    rows.get(StoreTable.TAG).row(keys.of(StoreTable.TAG), tag, key, type, facts.type(type));
    rows.get(StoreTable.VERSION_TAG)
        .row(keys.of(StoreTable.VERSION_TAG), tag, version, key, type, facts.type(type));
  }

  private boolean links(Resource resource, long key) {
    var found = facts.references().of(resource);
    var type = resource.fhirType();
    for (var link : found) {
      var target = own.getOrDefault(link.target(), shared.get(link.target()));
      if (target == null) {
        throw new IllegalStateException(type + " refers to what is not there: " + link.path());
      }
      var targetType = link.target().substring(0, link.target().indexOf('/'));
      rows.get(StoreTable.LINK)
          .row(
              keys.of(StoreTable.LINK),
              link.path(),
              key,
              type,
              facts.type(type),
              target,
              targetType,
              facts.type(targetType),
              facts.now());
    }
    return !found.isEmpty();
  }

  private boolean tokens(Resource resource, long key) {
    var found = facts.searches().tokens(resource);
    for (var token : found) {
      rows.get(StoreTable.TOKEN)
          .row(
              keys.of(StoreTable.TOKEN),
              token.getHashIdentity(),
              false,
              token.getParamName(),
              key,
              resource.fhirType(),
              orNull(token.getHashSystem()),
              token.getHashSystemAndValue(),
              orNull(token.getHashValue()),
              orNull(token.getSystem()),
              token.getValue());
    }
    return !found.isEmpty();
  }

  private boolean dates(Resource resource, long key) {
    var found = facts.searches().date(resource);
    found.ifPresent(
        date ->
            rows.get(StoreTable.DATE)
                .row(
                    keys.of(StoreTable.DATE),
                    date.getHashIdentity(),
                    false,
                    date.getParamName(),
                    key,
                    resource.fhirType(),
                    local(date.getValueLow()),
                    local(date.getValueHigh()),
                    date.getValueLowDateOrdinal(),
                    date.getValueHighDateOrdinal()));
    return found.isPresent();
  }

  /** HAPI keeps moments in the time of its machine, without saying which that is. */
  private static LocalDateTime local(Date moment) {
    return LocalDateTime.ofInstant(moment.toInstant(), ZoneId.systemDefault());
  }

  private static Object orNull(Object value) {
    return value == null ? CopyText.NULL : value;
  }

  /** As {@code PatientIdentityGuard} has them. */
  private void identifiers(Patient patient) {
    for (var identifier : patient.getIdentifier()) {
      var value = identifier.getValue();
      rows.get(StoreTable.IDENTIFIER)
          .row(
              identifier.getSystem(),
              Systems.NHS_NUMBER.equals(identifier.getSystem())
                  ? value.replaceAll("[\\s-]", "")
                  : value,
              patient.getIdElement().getIdPart());
    }
  }

  /** HAPI keeps id and profiles apart from the text. */
  private String text(Resource resource) {
    resource.setId("");
    resource.setMeta(new Meta());
    return json.encodeResourceToString(resource);
  }

  private String hash(String text) {
    return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_16LE)));
  }
}
