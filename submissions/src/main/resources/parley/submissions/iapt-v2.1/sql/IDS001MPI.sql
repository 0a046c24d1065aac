-- Whoever assigned the local number is named with it: by the assigner or, of a number that came by
-- message, by the namespace, which ends in the ODS code. A number that is a digest of ours, or that an
-- organisation gave whose code the field has no room for, is the provider's.
with numbered as (
  select
    p.key,
    trim(p.local_id) as number,
    coalesce(
      p.local_id_organisation,
      case
        when p.local_id_system like 'https://parley.example/fhir/Id/local/%'
          then replace(p.local_id_system, 'https://parley.example/fhir/Id/local/', '')
      end
    ) as organisation
  from patient p
),
address as (
  select
    a.key,
    a.postcode,
    row_number() over (
      partition by a.key order by coalesce(a.start_date, '') desc, a.position
    ) as place
  from patient_address a
  cross join submission s
  where coalesce(substr(a.start_date, 1, 10), '') <= s.period_end
    and coalesce(substr(a.end_date, 1, 10), '9999-12-31') >= s.period_end
)
select
  k.local_patient_id                          as LocalPatientId,
  case
    when k.local_patient_id = n.number and length(n.organisation) between 3 and 5
      then n.organisation
    else s.provider
  end                                         as OrgIDLocalPatientId,
  replace(p.nhs_number, ' ', '')              as NHSNumber,
  p.nhs_number_status                         as NHSNumberStatus,
  p.birth_date                                as PersonBirthDate,
  -- The second part of a postcode has three characters; one without its space rejects the whole file.
  case
    when length(replace(a.postcode, ' ', '')) between 5 and 7 then
      upper(substr(replace(a.postcode, ' ', ''), 1, length(replace(a.postcode, ' ', '')) - 3))
        || ' ' || upper(substr(replace(a.postcode, ' ', ''), length(replace(a.postcode, ' ', '')) - 2))
    else a.postcode
  end                                         as Postcode,
  coalesce(
    p.stated_gender,
    case p.gender when 'male' then '1' when 'female' then '2' end
  )                                           as Gender,
  p.gender_identity                           as GenderIdentity,
  p.gender_identity_same                      as GenderIdentitySameAtBirth,
  p.ethnic_category                           as EthnicCategory,
  cast(null as varchar(3))                    as EthnicCategory2021,
  p.armed_forces                              as ExBAFIndicator,
  p.language                                  as LanguageCodePreferred,
  p.education                                 as EduEstabTypeIAPT,
  'Patient/' || min(p.key) as resource
from course_in_period k
join patient p on p.key = k.patient
join numbered n on n.key = p.key
cross join submission s
left join address a on a.key = p.key and a.place = 1
group by all
