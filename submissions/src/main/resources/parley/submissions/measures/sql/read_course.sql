-- The courses of which facts are made, in the order in which everything of them is read.
select k.course, k.received, k.discharged
from course_in_period k
where length(k.received) = 10
  and (k.discharged is null or k.discharged >= k.received)
order by k.course
