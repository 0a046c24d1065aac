-- Contacts of those courses that took place, or should have, in the reporting period. What is still
-- to come (attendance 0) is not submitted, and neither is what was never said of an appointment; an
-- unplanned contact took place without one.
create table contact_in_period as
select
  t.*,
  y.local_key as care_contact_id,
  k.service_request_id,
  k.commissioner as course_commissioner
from contact t
join course_in_period k on k.course = t.course
join local_key y on y.kind = 'Encounter' and y.key = t.key
cross join submission s
where t.status <> 'entered-in-error'
  and (t.attendance <> '0' or (t.attendance is null and t.planned = 'N'))
  and substr(t.start_date, 1, 10) between s.period_start and s.period_end;
