-- 02 and 06 are those of the Mental Health Services Data Set; UNVERIFIED for this one.
select
  k.local_patient_id as LocalPatientId,
  case when c.icd10 is not null then '02' else '06' end as DiagSchemeInUse,
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
