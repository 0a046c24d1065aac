-- Contacts of the period as they are in the file, counted by what measures ask of them.
create table measured_contact as
select
  t.level,
  t.organisation,
  t.stratifier,
  t.stratum,
  c.attendance,
  c.integrated,
  c.seen_in_course,
  sum(c.contacts) as contacts
from (
  select
    k.course,
    k.attendance,
    case when k.integrated_service = 'Y' then true else false end as integrated,
    case when f.seen and f.in_course then true else false end    as seen_in_course,
    count(*)                                                     as contacts
  from contact_in_period k
  join contact_fact f on f.contact = k.key
  group by
    k.course,
    k.attendance,
    case when k.integrated_service = 'Y' then true else false end,
    case when f.seen and f.in_course then true else false end
) c
join course_stratum t on t.course = c.course
group by
  t.level, t.organisation, t.stratifier, t.stratum, c.attendance, c.integrated, c.seen_in_course;
