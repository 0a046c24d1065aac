-- What rows of care contacts are made of: all contacts of the courses with a row, up to the end of the
-- period, but those of which there is an Appointment alone. The therapy is that of the first activity that has one.
with therapy as (
  select
    a.contact,
    a.procedure,
    row_number() over (partition by a.contact order by coalesce(a.identifier, a.key)) as place
  from activity a
  where a.status not in ('entered-in-error', 'not-done')
    and a.procedure is not null
)
select
  t.key as contact,
  r.course,
  r.received,
  substr(t.start_date, 1, 10) as start_date,
  t.attendance,
  t.appointment_type,
  t.mechanism,
  t.minutes,
  y.procedure as therapy
from release_course r
join contact t on t.course = r.course
cross join submission s
left join therapy y on y.contact = t.key and y.place = 1
where t.status <> 'entered-in-error'
  and t.key not like 'Appointment/%'
  and length(t.start_date) >= 10
  and substr(t.start_date, 1, 10) <= s.period_end
