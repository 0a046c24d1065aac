select
  w.local_key                  as CarePersLocalId,
  q.level                      as QualAttainLevelIAPT,
  case when substr(q.awarded, 1, 10) <= s.period_end then substr(q.awarded, 1, 10) end as QualAwardedDate,
  q.planned                    as QualPlannedCompletionDate,
  'Practitioner/' || min(w.key) as resource
from therapist_in_period f
join local_key w on w.kind = 'Practitioner' and w.key = f.therapist
join practitioner_qualification q on q.key = w.key
cross join submission s
group by all
