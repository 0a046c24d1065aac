-- What is later than the period is not known in it.
select
  k.course,
  t.key,
  t.start_date,
  t.appointment_type,
  t.attendance,
  t.planned
from course_in_period k
join contact t on t.course = k.course
cross join submission s
where t.status <> 'entered-in-error'
  and length(t.start_date) >= 10
  and substr(t.start_date, 1, 10) <= s.period_end
order by k.course, t.key
