with staff as (
  select performer from activity_in_period
  union
  select g.performer
  from internet_log g
  join course_in_period k on k.course = g.course
  cross join submission s
  where substr(g.end_date, 1, 10) between s.period_start and s.period_end
)
select
  case
    when length(w.local_id) between 1 and 20 then w.local_id
    else substr(upper(md5(coalesce(w.local_id, w.key))), 1, 20)
  end                          as CarePersLocalId,
  q.level                      as QualAttainLevelIAPT,
  case when substr(q.awarded, 1, 10) <= s.period_end then substr(q.awarded, 1, 10) end as QualAwardedDate,
  q.planned                    as QualPlannedCompletionDate,
  'Practitioner/' || min(w.key) as resource
from staff f
join practitioner w on w.key = f.performer
join practitioner_qualification q on q.key = w.key
cross join submission s
group by all
