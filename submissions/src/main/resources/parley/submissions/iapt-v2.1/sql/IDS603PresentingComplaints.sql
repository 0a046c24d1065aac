select
  k.service_request_id as ServiceRequestId,
  case when c.icd10 is not null then '01' else '04' end as FindSchemeInUse,
  coalesce(replace(c.icd10, '.', ''), c.snomed)         as PresComp,
  q.significance             as PresCompCodSig,
  substr(c.recorded, 1, 10)  as PresCompDate,
  'Condition/' || min(c.key) as resource
from course_in_period k
join course_problem q on q.key = k.course
join condition c on c.key = q.condition
cross join submission s
where not c.in_error
  and coalesce(c.icd10, c.snomed) is not null
  and coalesce(substr(c.recorded, 1, 10), '') <= s.period_end
group by all
