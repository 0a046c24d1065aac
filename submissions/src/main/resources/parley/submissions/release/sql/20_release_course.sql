-- The courses that have a row: of those in the period the ones that were received in it, or the ones
-- that were discharged in it. Nothing that is later than the period is known.
create table release_course as
select k.*
from course_in_period k
cross join submission s
cross join release_population r
where (r.population = 'RECEIVED' and k.received between s.period_start and s.period_end)
  or (r.population = 'DISCHARGED' and k.discharged between s.period_start and s.period_end);
