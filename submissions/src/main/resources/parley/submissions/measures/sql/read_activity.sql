select k.course, a.contact, a.procedure
from course_in_period k
join contact t on t.course = k.course
join activity a on a.contact = t.key
where a.status = 'completed'
  and a.procedure is not null
order by k.course, a.key
