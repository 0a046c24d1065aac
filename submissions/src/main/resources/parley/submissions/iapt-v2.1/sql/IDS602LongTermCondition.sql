-- A condition belongs to the person: to each of their courses that was open while they had it,
-- as far as that was on record before the discharge.
select
  k.service_request_id as ServiceRequestId,
  case when c.icd10 is not null then '01' else '04' end as FindSchemeInUse,
  coalesce(replace(c.icd10, '.', ''), c.snomed)         as LongTermCondition,
  'Condition/' || min(c.key) as resource
from course_in_period k
join condition c on c.subject = k.patient
cross join submission s
where c.long_term
  and not c.in_error
  and coalesce(c.icd10, c.snomed) is not null
  and coalesce(substr(c.recorded, 1, 10), '') <= coalesce(k.discharged, s.period_end)
  and coalesce(substr(c.abated, 1, 10), '9999-12-31') >= k.received
group by all
