-- What is of the period, as far as can be known, and in no table: a contact, log or score whose date is
-- missing or a month or year alone, and a score of which nobody can tell the course.
create table record_fault as
select 'Encounter' as type, t.key as key, 'date' as fault
from contact t
join course_in_period k on k.course = t.course
cross join submission s
where t.status <> 'entered-in-error'
  and (
    t.attendance <> '0'
    or (
      t.attendance is null
      and (t.planned = 'N' or t.status not in ('planned', 'cancelled'))
    )
  )
  and (
    t.start_date is null
    or (
      length(t.start_date) < 10
      and t.start_date between substr(s.period_start, 1, length(t.start_date))
        and substr(s.period_end, 1, length(t.start_date))
    )
  )
union all
select 'Procedure', g.key, 'date'
from internet_log g
join course_in_period k on k.course = g.course
cross join submission s
where g.status = 'completed'
  and (
    g.end_date is null
    or (
      length(g.end_date) < 10
      and g.end_date between substr(s.period_start, 1, length(g.end_date))
        and substr(s.period_end, 1, length(g.end_date))
    )
  )
union all
select 'Observation', o.key, 'date'
from score_course q
join score o on o.key = q.score
join course_in_period k on k.course = q.course
cross join submission s
where o.status in ('final', 'amended', 'corrected')
  and coalesce(length(q.effective), 0) < 10
  and (
    o.effective is null
    or (
      length(o.effective) < 10
      and o.effective between substr(s.period_start, 1, length(o.effective))
        and substr(s.period_end, 1, length(o.effective))
    )
  )
union all
select 'Observation', o.key, 'course'
from score o
cross join submission s
left join score_course q on q.score = o.key
where q.score is null
  and o.status in ('final', 'amended', 'corrected')
  and substr(o.effective, 1, 10) between s.period_start and s.period_end
  and o.subject in (select k.patient from course_in_period k);
