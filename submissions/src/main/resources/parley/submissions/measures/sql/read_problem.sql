select
  k.course,
  c.key,
  c.icd10,
  c.snomed,
  case when length(c.recorded) >= 10 then substr(c.recorded, 1, 10) end as recorded,
  q.significance
from course_in_period k
join course_problem q on q.key = k.course
join condition c on c.key = q.condition
cross join submission s
where not c.in_error
  and coalesce(c.icd10, c.snomed) is not null
  and coalesce(substr(c.recorded, 1, 10), '') <= s.period_end
order by k.course, q.position
