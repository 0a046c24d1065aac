-- Whose course a score counts for, and when it was given, is settled in score_course.
select
  q.course,
  o.key,
  o.tool,
  o.score,
  q.effective,
  o.contact
from score_course q
join score o on o.key = q.score
join course_in_period k on k.course = q.course
where o.status in ('final', 'amended', 'corrected')
  and o.score is not null
  and length(q.effective) >= 10
order by q.course, o.key
