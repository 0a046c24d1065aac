-- The courses of which facts are made, in the order in which everything of them is read.
select k.course, k.received, k.discharged
from course_in_period k
order by k.course
