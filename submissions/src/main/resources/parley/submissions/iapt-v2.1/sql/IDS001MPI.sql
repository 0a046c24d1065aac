with address as (
  select
    a.key,
    a.postcode,
    upper(replace(replace(a.postcode, ' ', ''), '-', '')) as close,
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
  -- What the provider gave, under a former code too, is the provider's; so is a key that was made for it.
  s.provider                                  as OrgIDLocalPatientId,
  p.nhs_number                                as NHSNumber,
  p.nhs_number_status                         as NHSNumberStatus,
  p.birth_date                                as PersonBirthDate,
  -- The second part of a postcode is a digit and two letters; one without its space rejects the whole file.
  case
    when length(a.close) between 5 and 7
      and substr(a.close, length(a.close) - 2, 1) between '0' and '9'
      and substr(a.close, length(a.close) - 1, 1) between 'A' and 'Z'
      and substr(a.close, length(a.close), 1) between 'A' and 'Z' then
      substr(a.close, 1, length(a.close) - 3) || ' ' || substr(a.close, length(a.close) - 2)
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
cross join submission s
left join address a on a.key = p.key and a.place = 1
group by all
