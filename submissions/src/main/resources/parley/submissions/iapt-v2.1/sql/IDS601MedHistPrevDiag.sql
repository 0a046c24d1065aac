select
  k.local_patient_id as LocalPatientId,
  case when c.icd10 is not null then '01' else '04' end as DiagSchemeInUse,
  coalesce(replace(c.icd10, '.', ''), c.snomed)         as PrevDiag,
  substr(c.asserted, 1, 10)                             as DiagDate,
  'Condition/' || min(c.key) as resource
from course_in_period k
join condition c on c.subject = k.patient
cross join submission s
where c.previous
  and not c.in_error
  and coalesce(c.icd10, c.snomed) is not null
  and coalesce(substr(c.asserted, 1, 10), '') <= s.period_end
group by all
