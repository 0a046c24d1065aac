select
  k.course,
  g.key,
  substr(g.start_date, 1, 10) as start_date,
  substr(g.end_date, 1, 10)   as end_date
from course_in_period k
join internet_log g on g.course = k.course
cross join submission s
where g.status = 'completed'
  and length(g.start_date) >= 10
  and length(g.end_date) >= 10
  and substr(g.end_date, 1, 10) <= s.period_end
order by k.course, g.key
