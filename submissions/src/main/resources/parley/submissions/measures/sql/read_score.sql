-- A score belongs to the course that it names, else to that of its contact, which also dates it when it
-- has no date of its own.
select
  k.course,
  o.key,
  o.tool,
  o.score,
  case when length(o.effective) >= 10 then o.effective else t.start_date end as effective,
  o.contact
from score o
left join contact t on t.key = o.contact
join course_in_period k on k.course = coalesce(o.course, t.course)
where o.status in ('final', 'amended', 'corrected')
  and o.score is not null
  and length(case when length(o.effective) >= 10 then o.effective else t.start_date end) >= 10
order by k.course, o.key
