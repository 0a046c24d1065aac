with staff as (
  select therapist from activity_in_period
  union
  select coalesce(g.performer, r.practitioner)
  from internet_log g
  left join practitioner_role r on r.key = g.performer_role
  join course_in_period k on k.course = g.course
  cross join submission s
  where g.status = 'completed'
    and substr(g.end_date, 1, 10) between s.period_start and s.period_end
)
select
  w.local_key                  as CarePersLocalId,
  q.level                      as QualAttainLevelIAPT,
  case when substr(q.awarded, 1, 10) <= s.period_end then substr(q.awarded, 1, 10) end as QualAwardedDate,
  q.planned                    as QualPlannedCompletionDate,
  'Practitioner/' || min(w.key) as resource
from staff f
join local_key w on w.kind = 'Practitioner' and w.key = f.therapist
join practitioner_qualification q on q.key = w.key
cross join submission s
group by all
