-- What rows of scores are made of: the scores of the courses with a row, up to the end of the period.
select
  r.course,
  r.received,
  substr(q.effective, 1, 10) as effective,
  o.tool,
  o.score
from release_course r
join score_course q on q.course = r.course
join score o on o.key = q.score
cross join submission s
where o.status in ('final', 'amended', 'corrected')
  and o.score is not null
  and length(q.effective) >= 10
  and substr(q.effective, 1, 10) <= s.period_end
