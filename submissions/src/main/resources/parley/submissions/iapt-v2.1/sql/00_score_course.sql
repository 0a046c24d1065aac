-- Which course each score is of, once for file and measures, as the course model has it: by its
-- extension; else by its contact (that of its activity, when it names no other); else by its referral,
-- when these lead to a course at all. Any other score is of the only course that its person has, of
-- those begun by the end of the period; of several, of the only one that was open on its day. The
-- national system takes no score from before the referral (IDS60617). The contact is kept when it is
-- one of that course, and gives the date of a score that has none of its own.
create table score_course as
with linked as (
  select
    o.key,
    o.subject,
    o.effective,
    o.course,
    o.based_on,
    coalesce(o.contact, a.contact) as contact,
    t.course                       as contact_course,
    case
      when o.names_course then 'course'
      when t.course is not null then 'contact'
      when exists (select 1 from course c where c.referral = o.based_on) then 'referral'
      else 'person'
    end as named_by
  from score o
  left join activity a on a.key = o.activity
  left join contact t on t.key = coalesce(o.contact, a.contact)
),
single as (
  select c.patient, min(c.key) as course, count(*) as courses
  from course c
  cross join submission s
  where c.status not in ('entered-in-error', 'cancelled')
    and coalesce(substr(c.start_date, 1, 10), '') <= s.period_end
  group by c.patient
),
open_on_day as (
  select n.key, min(c.key) as course
  from linked n
  join single g on g.patient = n.subject and g.courses > 1
  join course c on c.patient = n.subject
  where n.named_by = 'person'
    and c.status not in ('entered-in-error', 'cancelled')
    and length(n.effective) >= 10
    and length(c.start_date) >= 10
    and substr(c.start_date, 1, 10) <= substr(n.effective, 1, 10)
    and (
      c.end_date is null
      or length(c.end_date) < 10
      or substr(c.end_date, 1, 10) >= substr(n.effective, 1, 10)
    )
  group by n.key
  having count(*) = 1
),
attributed as (
  select n.key, n.course, n.contact, n.effective from linked n where n.named_by = 'course'
  union all
  select n.key, n.contact_course, n.contact, n.effective
  from linked n
  where n.named_by = 'contact'
  union all
  select n.key, c.key, n.contact, n.effective
  from linked n
  join course c on c.referral = n.based_on
  where n.named_by = 'referral'
  union all
  select n.key, g.course, n.contact, n.effective
  from linked n
  join single g on g.patient = n.subject and g.courses = 1
  where n.named_by = 'person'
  union all
  select n.key, d.course, n.contact, n.effective
  from linked n
  join open_on_day d on d.key = n.key
)
select
  q.key                       as score,
  q.course                    as course,
  t.key                       as contact,
  substr(t.start_date, 1, 10) as contact_day,
  case when length(q.effective) >= 10 then q.effective else t.start_date end as effective
from attributed q
join course c on c.key = q.course and c.status <> 'entered-in-error'
left join contact t on t.key = q.contact and t.course = q.course;
