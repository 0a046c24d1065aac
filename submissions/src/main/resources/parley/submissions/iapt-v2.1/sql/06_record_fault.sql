-- What is of the period, as far as can be known, and in no table: a contact, log or score whose date is
-- missing or a month or year alone, or that is of after the end of a course that the month has no more,
-- and a score of which nobody can tell the course.
create table record_fault as
with said as (
  select 'Encounter' as type, t.key as key, t.course as course, t.start_date as day
  from contact t
  where t.status <> 'entered-in-error'
    -- A missed session of which there is an Appointment alone always has its day.
    and t.key not like 'Appointment/%'
    and (
      t.attendance <> '0'
      or (
        t.attendance is null
        and (t.planned = 'N' or t.status not in ('planned', 'cancelled'))
      )
    )
  union all
  select 'Procedure', g.key, g.course, g.end_date
  from internet_log g
  where g.status = 'completed'
  union all
  -- The day of its contact, when the score says none.
  select
    'Observation',
    o.key,
    q.course,
    case when length(q.effective) >= 10 then q.effective else o.effective end
  from score_course q
  join score o on o.key = q.score
  where o.status in ('final', 'amended', 'corrected')
)
select d.type as type, d.key as key, 'date' as fault
from said d
join course_in_period k on k.course = d.course
cross join submission s
where d.day is null
  or (
    length(d.day) < 10
    and d.day between substr(s.period_start, 1, length(d.day))
      and substr(s.period_end, 1, length(d.day))
  )
union all
select d.type, d.key, 'ended'
from said d
join provider_course c on c.key = d.course
cross join submission s
left join course_in_period k on k.course = c.key
where k.course is null
  and length(d.day) >= 10
  and substr(d.day, 1, 10) between s.period_start and s.period_end
  and c.end_date < s.period_start
union all
select 'Observation', o.key, 'course'
from score o
cross join submission s
left join score_course q on q.score = o.key
where q.score is null
  and o.status in ('final', 'amended', 'corrected')
  and substr(o.effective, 1, 10) between s.period_start and s.period_end
  and o.subject in (select k.patient from course_in_period k);
